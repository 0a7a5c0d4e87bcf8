"""Scripted tests of a scenario: some turns are played, and then conditions are read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dialogue_sim.content.expression_sessions import parse_of_session
from dialogue_sim.engine.conditions import holds, number_of
from dialogue_sim.expression_tree import counted, with_numbers
from dialogue_sim.session.moves import MoveError, Propose, Settle
from dialogue_sim.session.notation import read_move
from dialogue_sim.session.playing import begin
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.workshop.testing.reading import after_game, found_in
from dialogue_sim.workshop.testing.results import Check, Number, Result, Session

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.scripted import Move as Written
    from dialogue_sim.content.scripted import Played, ScriptedTest
    from dialogue_sim.expression_tree import Quantity
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.moves import Move
    from dialogue_sim.session.saves.recording import Recording
    from dialogue_sim.workshop.testing.results import State


def run_scripted(bundle: Bundle, name: str, test: ScriptedTest) -> Result:
    """One scripted test of a scenario."""
    says = f"{name.replace('_', ' ')}, seed {test.seed}"
    place = place_of(bundle, name)
    session = Session(test.seed, len(test.play))
    try:
        game = played(bundle, test)
    except MoveError as error:
        return Result(name, "failed", says, place, problem=str(error), session=session)
    checks = tuple(
        checked(game, line, Check(line, "", False, (), place_of(bundle, name, "expect", number)))  # noqa: FBT003
        for number, line in enumerate(test.expect)
    )
    state: State = "held" if all(check.held for check in checks) else "failed"
    shown = None if state == "held" else session
    return Result(name, state, says, place, checks=checks, session=shown)


def place_of(bundle: Bundle, name: str, *path: str | int) -> str:
    """`file:line` of a test, or of something in it."""
    found_at = bundle.files[bundle.path].place(("tests", name, *path), key=not path)
    return f"{found_at.path}:{found_at.line}"


def played(bundle: Bundle, test: ScriptedTest, save: Path | None = None) -> Game:
    """The game after the last turn of a test.

    Args:
        bundle: the scenario; test: its turns and its seed; save: where to write it, if at all.

    Raises:
        MoveError: a move that is not possible, with its turn, or an ending before the last turn.
        SaveError: the save cannot be written.
    """
    recording = record_to(begin(bundle, test.seed, {}), save)
    for turn in sorted(test.play, key=int):
        try:
            _turn(recording, moves_of_turn(test.play[turn]))
        except MoveError as error:
            message = f"turn {turn} cannot be played: {error}"
            raise MoveError(message) from error
    return recording.game


def _turn(recording: Recording, moves: list[Move]) -> None:
    """One turn; a text that breaks silence is withdrawn if the test says nothing more."""
    started = len(recording.game.played)
    submit_all(recording, moves)
    if len(recording.game.played) == started:
        recording.submit(Settle("withdraw"))


def submit_all(recording: Recording, moves: list[Move]) -> None:
    """Make moves of one turn.

    Raises:
        MoveError: one is not possible, or the turn is over before the last of them.
    """
    started = len(recording.game.played)
    for move in moves:
        if len(recording.game.played) > started:
            waited = recording.game.played[-1].turn.last_hearing is None
            why = "a turn of waiting ends at once" if waited else "silence was not broken"
            message = f"the turn is over before its last move, because {why}"
            raise MoveError(message)
        recording.submit(move)


def moves_of_turn(turn: Played) -> list[Move]:
    """The moves that a test writes for a turn."""
    return [_move(move) for move in (turn if isinstance(turn, list) else [turn])]


def _move(move: Written) -> Move:
    if isinstance(move, str):
        return Propose(move)
    return read_move(move.model_dump(exclude_defaults=True))


def checked(game: Game, line: str, check: Check) -> Check:
    """A check with what one condition came to after the last turn that was played."""
    numbers: list[Number] = []
    endings = [ending.id for ending in game.bundle.scenario.endings]
    node = parse_of_session(line, game.bundle.names(), endings)
    reading = after_game(game, counted(node))

    def number(quantity: Quantity) -> float:
        value = float(number_of(quantity, reading)[0])
        numbers.append(found_in(quantity, value, game.bundle))
        return value

    held = bool(holds(with_numbers(node, number), reading)[0])
    return replace(check, held=held, numbers=tuple(numbers))
