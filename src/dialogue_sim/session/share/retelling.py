"""A line that was read, played: the records that it makes, as far as its moves are possible."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, assert_never

from dialogue_sim.content.suggest import hint
from dialogue_sim.session.debating import must_be_readable
from dialogue_sim.session.moves import Mandate, MoveError
from dialogue_sim.session.notation import write_move
from dialogue_sim.session.playing import (
    advised,
    begin,
    must_be_seat,
    reseeded,
    submit,
    with_debaters,
)
from dialogue_sim.session.saves.recording import note_record
from dialogue_sim.session.saves.records import turn_record
from dialogue_sim.session.saves.tree import LONGEST_NAME
from dialogue_sim.session.share.line import Branched, Made, Remark, Reseated, ShareError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.moves import Move
    from dialogue_sim.session.saves.journal import Record
    from dialogue_sim.session.share.line import Line, Step, Tags

OPENING = -1
"""The place of what comes before the first step, for notes about it."""


@dataclass
class Retelling:
    """A line as far as it was played.

    Attributes:
        game: where it stands.
        steps: its records after the opening.
        notes: records of notes by the place of the step that they are about.
        stopped: why it went no further, with the line of the text; nothing where it is whole.
        left: how many steps and notes of the text were left out.
    """

    game: Game
    steps: list[Record] = field(default_factory=list)
    notes: dict[int, list[Record]] = field(default_factory=dict)
    stopped: str = ""
    left: int = 0

    def step(self, step: Step) -> None:
        """Make a step.

        Raises:
            MoveError: it is not possible now.
        """
        game = self.game
        if step.turn != game.turn or game.phase == "over":
            raise MoveError(_another_turn(game, step.turn))
        match step.does:
            case Made(by, move):
                move = _own(game, by, move)
                now = submit(game, move)
                self._add({"k": "move", "by": game.mover, "do": write_move(move)})
            case Branched(name, seed):
                now = _branched(game, name, seed)
                said = {key: word for key, word in (("name", name), ("seed", seed)) if word}
                self._add({"k": "branch", **said})
            case Reseated(seats):
                now = _reseated(game, seats)
                self._add({"k": "seats", "seats": now.seats})
            case _:
                assert_never(step.does)
        self.game = now
        if len(now.played) > len(game.played):
            self.steps.append(turn_record(now, len(game.played)))

    def _add(self, record: Record) -> None:
        self.steps.append({"k": record.pop("k"), "t": self.game.turn, **record})

    def note(self, remark: Remark) -> None:
        """Keep a note on what stands before it."""
        last = len(self.steps) - 1
        of_move = remark.of_move and last > OPENING and self.steps[last]["k"] == "turn"
        kept = self.notes.setdefault(last - of_move, [])
        kept.append(note_record(remark.text, remark.mark))


def retold(line: Line, bundle: Bundle) -> Retelling:
    """Play a line on some content, as far as its moves are possible.

    Raises:
        ShareError: its tags do not fit the content.
    """
    told = Retelling(begin_by(line.tags, bundle))
    for place, item in enumerate(line.items):
        if isinstance(item, Remark):
            told.note(item)
            continue
        try:
            told.step(item)
        except MoveError as error:
            told.stopped = f"line {item.at}: {error}"
            told.left = len(line.items) - place
            break
    return told


def begin_by(tags: Tags, bundle: Bundle) -> Game:
    """A game of some content as tags say: seed, seats, turns and the rest.

    Raises:
        ShareError: a seat is named that the scenario does not offer, or the seed is none.
    """
    offered = bundle.scenario.seats
    for tag, seats in (
        ("Seat", (tags.seats or {}).keys()),
        ("Speakers", frozenset().union(*tags.speakers.values())),
        ("Debaters", frozenset().union(*tags.debaters.values())),
    ):
        for seat in sorted(seats - offered.keys()):
            message = f"line {tags.at[tag]}: '{seat}' is no seat of {bundle.scenario.id}"
            raise ShareError(f"{message}: {hint(seat, offered)}")
    whole = replace(bundle, whole_catalogue=tags.catalogue)
    held = None if tags.seats is None else dict(tags.seats)
    game = begin(whole, tags.seed, held, tags.turns, tags.speakers)
    return advised(with_debaters(game, tags.debaters), tags.difficulty)


def _own(game: Game, by: str, move: Move) -> Move:
    """A move as whoever's turn it is makes it; any seat picks its own mandate.

    Raises:
        MoveError: it is somebody else's move.
    """
    if by == game.mover:
        return move
    if isinstance(move, Mandate):
        must_be_seat(game.bundle, by)
        return Mandate(move.mandate, move.seat or by)
    message = f"{game.mover} moves now ({game.phase}), and not {by}"
    raise MoveError(message)


def _branched(game: Game, name: str, seed: str) -> Game:
    if game.pending:
        message = "a branch stands before the first move of its turn"
        raise MoveError(message)
    if name:
        must_be_readable("the name of a line", name, LONGEST_NAME)
    return reseeded(game, seed) if seed else game


def _reseated(game: Game, seats: Mapping[str, str]) -> Game:
    for seat in seats:
        must_be_seat(game.bundle, seat)
    return replace(game, seats=dict(seats))


def _another_turn(game: Game, turn: int) -> str:
    if game.phase == "over":
        return f"the session was over after turn {len(game.played)}"
    return f"it is turn {game.turn} and {game.mover} moves ({game.phase}), not turn {turn}"
