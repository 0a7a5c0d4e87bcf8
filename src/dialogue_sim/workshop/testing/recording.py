"""A session that was played becomes a scripted test, which holds at once."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dialogue_sim.content.files import UnknownIdError, scenario_paths
from dialogue_sim.content.library import load
from dialogue_sim.content.scripted import MOVES
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.moves import Mandate, Move, MoveError, Propose, Settle, Wait
from dialogue_sim.session.notation import WORDS, write_move
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.workshop.editing.page import page_of
from dialogue_sim.workshop.editing.spans import STEP, inserted
from dialogue_sim.workshop.editing.writing import written
from dialogue_sim.workshop.testing.scenario_tests import Wish, run
from dialogue_sim.workshop.testing.telling import happened

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.session.game import Game
    from dialogue_sim.workshop.testing.told import Told

LONGEST_ID = 60


@dataclass(frozen=True)
class Recorded:
    """A test made of a session.

    Attributes:
        path: the scenario's file; before, after: what it holds without the test and with it.
        name: id of the test; lines: the test as it stands in the file.
        remarks: what of the session it cannot keep, as sentences.
    """

    path: str
    before: bytes
    after: bytes
    name: str
    lines: tuple[str, ...]
    remarks: tuple[str, ...]


def recorded(files: Mapping[str, bytes], told: Told, name: str, turn: int | None) -> Recorded:
    """A scripted test of a session, written at the end of its scenario's file.

    Args:
        files: the library; told: the session, which says its scenario.
        name: of the test, made unlike those that are there; turn: the last one that is kept.

    Raises:
        UnknownIdError: there is no such scenario.
        ContentError: the scenario has errors.
        MoveError: nothing of the session can be played in a test.
        DialogueSimError: the test that came out does not hold.
    """
    paths = scenario_paths(files)
    if told.scenario not in paths:
        raise UnknownIdError("scenario", told.scenario, list(paths))
    bundle, path = load(files, told.scenario), paths[told.scenario]
    play = _Play(begin(bundle, told.seed, {}))
    play.all(told, turn)
    if not play.game.played:
        message = "no turn of this session can be played in a test"
        raise MoveError(message if not play.remarks else f"{message}: {play.remarks[-1]}")
    own = _free(_id(name), bundle.scenario.tests)
    body = _body(told.seed, play)
    page = page_of(path, files[path])
    after = page.edited(inserted(page, ("tests",), own, body)).raw
    _must_hold(load({**files, path: after}, told.scenario), own)
    return Recorded(
        path, files[path], after, own, (f"{own}:", *(" " * STEP + line for line in body)),
        tuple(play.remarks),
    )  # fmt: skip


@dataclass
class _Play:
    """A session played again as a test plays it: nobody sits anywhere.

    Attributes:
        kept: by turn, the moves of the test.
        remarks: what is left out, as sentences.
    """

    game: Game
    kept: dict[int, list[Move]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def all(self, told: Told, last: int | None) -> None:
        """Play the turns up to the last one, as far as they are possible."""
        if told.luck:
            self.remarks.append(
                f"from turn {told.luck} on the session had other luck; the test has the first seed"
            )
        by_turn: dict[int, list[Move]] = {}
        left: Counter[str] = Counter()
        for entry in told.entries:
            if last is not None and entry.turn > last:
                continue
            word = WORDS[type(entry.move)]
            left[word] += word not in MOVES
            if word in MOVES:
                by_turn.setdefault(entry.turn, []).append(_own(entry.move, entry.seat, self.game))
        if said := ", ".join(f"{times} of `{word}`" for word, times in left.items() if times):
            self.remarks.append(
                f"nobody sits anywhere in a test, so what persons said is left out: {said}"
            )
        for turn in sorted(by_turn):
            if not self.turn(turn, by_turn[turn]):
                return

    def turn(self, turn: int, moves: list[Move]) -> bool:
        """Play one turn and keep its moves; False where the session cannot go on like this."""
        game, kept = self.game, []
        try:
            for move in moves:
                if len(game.played) >= turn:
                    word = WORDS[type(move)]
                    self.remarks.append(f"turn {turn} is over before `{word}`, which is left out")
                    break
                game = submit(game, move)
                kept.append(move)
            if game.phase == "settle":
                game = submit(game, Settle("withdraw"))
        except MoveError as error:
            self.remarks.append(f"the test ends before turn {turn}: {error}")
            return False
        if len(game.played) < turn:
            self.remarks.append(f"the test ends before turn {turn}, which was not finished")
            return False
        self.game, self.kept[turn] = game, kept
        return game.phase != "over"


def _own(move: Move, seat: str, game: Game) -> Move:
    """A move as whoever tables makes it: the mandate of another seat names that seat."""
    if isinstance(move, Mandate) and not move.seat and seat != game.tabler:
        return Mandate(move.mandate, seat)
    return move


def _body(seed: str, play: _Play) -> list[str]:
    """The lines of a test under its id."""
    return [
        *([] if seed == "0" else [f"seed: {written(seed)}"]),
        "play:",
        *(f"{' ' * STEP}{turn}: {_turn(moves)}" for turn, moves in play.kept.items()),
        "expect:",
        *(f"{' ' * STEP}- {written(line)}" for line in happened(play.game)),
    ]


def _turn(moves: list[Move]) -> str:
    """The moves of a turn; a policy as it stands by its id, a single move without brackets."""
    shown = [_written(move) for move in moves]
    return shown[0] if len(shown) == 1 else f"[{', '.join(shown)}]"


def _written(move: Move) -> str:
    if isinstance(move, Propose) and not move.amend and move.venue is None:
        return move.policy
    return written({"wait": True} if isinstance(move, Wait) else write_move(move))


def _id(name: str) -> str:
    """A name as an id: small letters, digits and underscores, a letter first."""
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    return (plain if plain[:1].isalpha() else f"session_{plain}".rstrip("_"))[: LONGEST_ID - 4]


def _free(name: str, taken: Collection[str]) -> str:
    """The id, or with a number behind it if a test has it already."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free


def _must_hold(bundle: Bundle, name: str) -> None:
    """Refuse a test that does not hold in the moment it is made.

    Raises:
        DialogueSimError: with what does not hold.
    """
    (result,) = run(bundle, wish=Wish(wants=lambda one: one == name))
    if result.state != "held":
        failed = [check.condition for check in result.checks if not check.held]
        message = f"the recorded test would not hold: {result.problem or ', '.join(failed)}"
        raise DialogueSimError(message)
