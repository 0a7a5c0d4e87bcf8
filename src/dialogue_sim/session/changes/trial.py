"""The decisions of a saved session on other rules: how far they carry, and where outcomes part.

The luck is the same: draws are keyed by seed, turn and what they decide, so whatever comes out
otherwise does so because of the rules.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dialogue_sim.content.files import scenario_paths
from dialogue_sim.content.yaml_source import read_yaml
from dialogue_sim.session.changes.parting import Parting, partings, unfinished
from dialogue_sim.session.moves import MoveError
from dialogue_sim.session.notation import read_move, write_move
from dialogue_sim.session.playing import must_be_seat, reseeded, submit
from dialogue_sim.session.replay.names import names_of
from dialogue_sim.session.replay.recorded import recorded_line
from dialogue_sim.session.saves.journal import SaveError
from dialogue_sim.session.saves.playback import begin_from
from dialogue_sim.session.saves.reading import NewerError, Save
from dialogue_sim.session.saves.records import hearing_record, opening_record, turn_record
from dialogue_sim.session.saves.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.replay.names import Names
    from dialogue_sim.session.replay.recorded import RecordedLine
    from dialogue_sim.session.saves.journal import Record

LONGEST_MOVE = 120
"""Characters of a move that cannot be made: somebody may have argued in own words."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A decision that cannot be made on the other rules.

    Attributes:
        turn: in which it was made.
        move: in the notation of moves; nothing where the rules ask for one that nobody made.
        why: what refuses it, as half a sentence.
    """

    turn: int
    move: str
    why: str


@dataclass(frozen=True)
class Trial:
    """What became of the decisions.

    Attributes:
        start: before anybody moved; game: as far as it went; None where the other rules cannot
            even begin the session.
        steps: what was played, as the records of a save.
        turns: how many finished turns the recorded line has.
        partings: the turns that come out otherwise, in their order.
        stop: where it did not go on; None where all decisions could be made.
        exact: whether the person who plays may be told numbers.
    """

    start: Game | None
    game: Game | None
    steps: tuple[Record, ...]
    turns: int
    partings: tuple[Parting, ...]
    stop: Stop | None
    exact: bool

    @property
    def same(self) -> bool:
        """Whether everything comes out as it was recorded."""
        return not self.partings and self.stop is None

    @property
    def parting(self) -> Parting | None:
        """The first turn that comes out otherwise."""
        return next(iter(self.partings), None)

    @property
    def telling(self) -> tuple[Parting, ...]:
        """The first turn that comes out otherwise, the first in which anybody says so, the last.

        The last one counts where it is why the decisions stop: the session was over with it.
        """
        spoken = next((one for one in self.partings if one.spoken), None)
        over = self.stop is not None and self.game is not None and self.game.phase == "over"
        wanted = (*self.partings[:1], spoken, *(self.partings[-1:] if over else ()))
        return tuple(one for one in self.partings if one in wanted)


def try_on(save: Save, bundle: Bundle, end: int | None = None) -> Trial:
    """Make the decisions of a save on other content, until one of them cannot be made.

    Args:
        save: as it lies on the disk; nothing is written to it.
        bundle: the other content.
        end: number of the last step of the line; where the session stands if left out.

    Raises:
        NewerError: the save is of a newer format.
        SaveError: its head does not fit.
    """
    if save.newer:
        raise NewerError(save.newer)
    names = names_of(bundle)
    before = recorded_line(save, names, end)
    try:
        start = begin_from(save, bundle, _turns(save, bundle))
    except SaveError as error:
        if not isinstance(error.__cause__, MoveError):
            raise
        stop = Stop(1, "", str(error.__cause__))
        return Trial(None, None, (), len(before.turns), (), stop, before.exact)
    walk = _Walk(start)
    tree = save.tree
    for number in tree.line(tree.tip if end is None else end):
        walk.take(tree.kind(number), tree.records[number])
    walk.must_be_over_with(len(before.turns))
    after = _as_recorded(save, start, walk.steps, names)
    counterpart = names.actor(names.counterpart).name
    parted = [*partings(before, after, counterpart)]
    if len(walk.game.played) < len(before.turns):
        heard = _as_recorded(save, start, walk.heard(), names).turns
        parted += unfinished(before.turns[len(walk.game.played)], heard)
    return Trial(
        start, walk.game, tuple(walk.steps), len(before.turns), tuple(parted), walk.stop,
        before.exact,
    )  # fmt: skip


def _turns(save: Save, bundle: Bundle) -> int | None:
    """How many turns to play: all that the content has, unless fewer were asked for then.

    Returns:
        None for as many as the head says.
    """
    paths = scenario_paths(save.files)
    path = paths.get(str(save.head.get("scenario")), "")
    file, _ = read_yaml(path, save.files.get(path, b""))
    then = file.data.get("turns") if file is not None and isinstance(file.data, dict) else None
    return bundle.scenario.turns if then == save.head.get("turns") else None


@dataclass
class _Walk:
    """A game that follows the records of a line as long as it can."""

    game: Game
    steps: list[Record] = field(default_factory=list)
    stop: Stop | None = None

    def take(self, kind: str, record: Record) -> None:
        """Make the decision of a record, unless the walk has stopped before."""
        if self.stop is not None:
            return
        try:
            match kind:
                case "move":
                    self._move(record)
                case "seats":
                    self._seats(record)
                case "branch":
                    self._branch(record)
                case _:
                    pass
        except MoveError as error:
            number = record.get("t")
            turn = number if isinstance(number, int) else self.game.turn
            said = json.dumps(record["do"], ensure_ascii=False) if "do" in record else kind
            move = said if len(said) <= LONGEST_MOVE else f"{said[:LONGEST_MOVE]}..."
            self.stop = Stop(turn, move, str(error))

    def _move(self, record: Record) -> None:
        game, move = self.game, read_move(record.get("do"))
        by = record.get("by", game.mover)
        after = submit(game, move)
        if by != game.mover:
            message = f"it was the decision of {by}, and now it is that of {game.mover}"
            raise MoveError(message)
        made = {"k": "move", "t": game.turn, "by": game.mover, "do": write_move(move)}
        finished = range(len(game.played), len(after.played))
        self.steps += [made, *(turn_record(after, place) for place in finished)]
        self.game = after

    def _seats(self, record: Record) -> None:
        said = record.get("seats")
        seats = (
            {str(seat): str(who) for seat, who in said.items()} if isinstance(said, dict) else {}
        )
        for seat in seats:
            must_be_seat(self.game.bundle, seat)
        self.steps.append({"k": "seats", "t": self.game.turn, "seats": seats})
        self.game = replace(self.game, seats=seats)

    def _branch(self, record: Record) -> None:
        game, turn = self.game, record.get("t")
        if game.pending or game.phase == "over" or game.turn != turn:
            message = f"turn {turn} has not begun, and a variation goes on from there"
            raise MoveError(message)
        said = {key: str(record[key]) for key in ("name", "seed") if record.get(key)}
        self.game = reseeded(game, said.get("seed", game.seed_in(game.turn)))
        self.steps.append({"k": "branch", "t": game.turn, **said})

    def heard(self) -> list[Record]:
        """The text on which it stopped as a turn, if it has been heard; nothing else is in it."""
        waiting = self.game.waiting
        if waiting is None or waiting.hearing is None:
            return []
        hearing = hearing_record(self.game, waiting.hearing)
        return [{"k": "turn", "t": self.game.turn, "hearings": [hearing]}]

    def must_be_over_with(self, turns: int) -> None:
        """Notice a turn that was over then and now waits for a decision that nobody made."""
        game = self.game
        if self.stop is None and len(game.played) < turns:
            why = f"{game.mover} has to {game.phase}, which nobody had to then"
            self.stop = Stop(game.turn, "", why)


def _as_recorded(save: Save, start: Game, steps: Sequence[Record], names: Names) -> RecordedLine:
    """What was played as if it had been read from a save, to be held beside one."""
    records = (save.head, opening_record(start), *steps)
    return recorded_line(replace(save, tree=Tree(records)), names)
