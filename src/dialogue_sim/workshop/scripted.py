"""Scripted tests of a scenario: some turns are played, and then conditions are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.expressions import parse_condition
from dialogue_sim.engine.conditions import holds, number_of
from dialogue_sim.engine.story import Reading
from dialogue_sim.expression_tree import Count, with_numbers
from dialogue_sim.session.moves import MoveError, Propose, Settle
from dialogue_sim.session.notation import read_move
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.progress import Steps, Tell, silent
from dialogue_sim.workshop.results import Check, Result, found

if TYPE_CHECKING:
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.scripted import Move as Written
    from dialogue_sim.content.scripted import Played, ScriptedTest
    from dialogue_sim.expression_tree import Node, Quantity
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.moves import Move
    from dialogue_sim.workshop.results import State


def run(bundle: Bundle, tell: Tell = silent) -> tuple[Result, ...]:
    """Every scripted test of a scenario, in the order of the file.

    Args:
        bundle: the scenario; tell: hears how many of its tests are done.

    Raises:
        Stopped: nobody waits for it any more.
    """
    tests, found = bundle.scenario.tests, []
    steps = Steps(tell, len(tests))
    for name, test in tests.items():
        found.append(_run(bundle, name, test))
        steps.one()
    steps.leap()
    return tuple(found)


def _run(bundle: Bundle, name: str, test: ScriptedTest) -> Result:
    says = f"{name.replace('_', ' ')}, seed {test.seed}"
    place = _place(bundle, name)
    try:
        game = played(bundle, test)
    except MoveError as error:
        return Result(name, "failed", says, place, problem=str(error))
    checks = tuple(
        _check(game, line, _place(bundle, name, "expect", number))
        for number, line in enumerate(test.expect)
    )
    state: State = "held" if all(check.held for check in checks) else "failed"
    return Result(name, state, says, place, checks=checks)


def _place(bundle: Bundle, name: str, *path: str | int) -> str:
    found_at = bundle.files[bundle.path].place(("tests", name, *path), key=not path)
    return f"{found_at.path}:{found_at.line}"


def played(bundle: Bundle, test: ScriptedTest) -> Game:
    """The game after the last turn of a test.

    Raises:
        MoveError: a move that is not possible, with its turn, or an ending before the last turn.
    """
    game = begin(bundle, test.seed, {})
    for turn in sorted(test.play, key=int):
        try:
            game = _turn(game, _moves(test.play[turn]))
        except MoveError as error:
            message = f"turn {turn} cannot be played: {error}"
            raise MoveError(message) from error
    return game


def _turn(game: Game, moves: list[Move]) -> Game:
    """One turn; a text that breaks silence is withdrawn if the test says nothing more."""
    started = len(game.played)
    for move in moves:
        if len(game.played) > started:
            waited = game.played[-1].turn.last_hearing is None
            why = "a turn of waiting ends at once" if waited else "silence was not broken"
            message = f"the turn is over before its last move, because {why}"
            raise MoveError(message)
        game = submit(game, move)
    return submit(game, Settle("withdraw")) if len(game.played) == started else game


def _moves(turn: Played) -> list[Move]:
    return [_move(move) for move in (turn if isinstance(turn, list) else [turn])]


def _move(move: Written) -> Move:
    if isinstance(move, str):
        return Propose(move)
    return read_move(move.model_dump(exclude_defaults=True))


def _check(game: Game, line: str, place: str) -> Check:
    """One condition, read after the last turn that was played."""
    numbers = []

    def number(quantity: Quantity) -> float:
        value = _number(game, quantity)
        numbers.append(found(quantity, value, game.bundle.setting))
        return value

    node = parse_condition(line, game.bundle.names(), in_tests=True)
    held = bool(holds(with_numbers(node, number), _reading(game, len(game.played)))[0])
    return Check(line, "", held, tuple(numbers), place)


def _number(game: Game, quantity: Quantity) -> float:
    if isinstance(quantity, Count):
        turns = range(1, len(game.played) + 1)
        return float(len([turn for turn in turns if _held(game, quantity.condition, turn)]))
    return float(number_of(quantity, _reading(game, len(game.played)))[0])


def _held(game: Game, condition: Node, turn: int) -> bool:
    return bool(holds(condition, _reading(game, turn))[0])


def _reading(game: Game, turn: int) -> Reading:
    """The situation after a turn, with the text that was last on the table in it."""
    result = game.played[turn - 1].turn
    tabled = result.last_hearing
    return Reading(game.world, result.after, turn, None if tabled is None else tabled.text)
