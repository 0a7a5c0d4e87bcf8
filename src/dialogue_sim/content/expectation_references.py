"""Whether expectations and tests can be read: openings, texts, conditions, turns."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dialogue_sim.content.diagnostics import Diagnostic
from dialogue_sim.content.expression_cases import parse_expectation
from dialogue_sim.content.expression_sessions import parse_of_many, parse_of_session
from dialogue_sim.content.expressions import ExpressionError
from dialogue_sim.content.random_tests import RandomTest
from dialogue_sim.content.references import Checker, Path
from dialogue_sim.content.scripted import (
    Assured,
    Consulted,
    Picked,
    SettledBy,
    Tabled,
    Waited,
    moves_by_path,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.expectations import Case, Expectation, Expectations, Step
    from dialogue_sim.content.scripted import Move, ScriptedTest
    from dialogue_sim.expression_tree import Node


def check_tests(bundle: Bundle) -> list[Diagnostic]:
    """Moves and conditions of a scenario's tests, scripted and random."""
    checker = Checker(bundle, bundle.files[bundle.path])
    endings = [ending.id for ending in bundle.scenario.endings]
    of_session = partial(parse_of_session, names=bundle.names(), endings=endings)
    of_many = partial(parse_of_many, names=bundle.names(), endings=endings)
    for name, test in bundle.scenario.tests.items():
        at: Path = ("tests", name)
        if isinstance(test, RandomTest):
            _check_random(checker, test, at)
            for word, place, line in test.invariants:
                _check_line(checker, line, (*at, word, place), of_session)
        else:
            _check_turns(checker, test, (*at, "play"))
        for turn, path, move in moves_by_path(test.play):
            menu = bundle.scenario.menu(int(turn))
            _check_move(checker, move, (*at, "play", *path), menu)
        read = of_many if isinstance(test, RandomTest) else of_session
        for place, line in enumerate(test.expect):
            _check_line(checker, line, (*at, "expect", place), read)
    return checker.problems


def _check_random(checker: Checker, test: RandomTest, at: Path) -> None:
    """No turn after the last one."""
    for turn in test.play:
        checker.comes(int(turn), (*at, "play", turn), key=True)
    if test.until is not None:
        checker.comes(test.until, (*at, "until"))


def _check_turns(checker: Checker, test: ScriptedTest, at: Path) -> None:
    """Turns 1 to the last, and no later than the scenario ends."""
    turns = sorted(map(int, test.play))
    checker.comes(turns[-1], (*at, str(turns[-1])), key=True)
    missing = sorted(set(range(1, turns[-1])) - set(turns))
    if missing:
        message = f"turn {missing[0]} is missing: every turn up to the last is played"
        checker.report(at, "DS208", message, f"add `{missing[0]}: <policy>`", key=True)
    moves = moves_by_path(test.play)
    ended = {turn for turn, _, move in moves if isinstance(move, str | TABLES)}
    for turn in test.play.keys() - ended:
        message = f"turn {turn} never ends: nothing is tabled in it"
        checker.report((*at, turn), "DS208", message, "add a policy or `{wait: true}`", key=True)


TABLES = Tabled | Waited
"""What a turn goes on with, besides a policy alone."""


def _check_move(checker: Checker, move: Move, at: Path, menu: Collection[str]) -> None:
    match move:
        case str():
            checker.known("policy on the menu", move, menu, at)
        case Tabled():
            checker.known("policy on the menu", move.propose, menu, (*at, "propose"))
            _check_venue(checker, move.venue, at)
            _check_levels(checker, move.amend, (*at, "amend"))
        case SettledBy():
            _check_levels(checker, move.amend, (*at, "amend"))
        case Consulted():
            _check_member(checker, move.consult, (*at, "consult"))
        case Assured():
            _check_member(checker, move.assure, (*at, "assure"))
        case Picked():
            _check_mandate(checker, move, at)
        case _:
            pass


def _check_member(checker: Checker, actor: str, at: Path) -> None:
    actors = checker.bundle.actors.values()
    checker.known("member", actor, [one.id for one in actors if one.kind == "member"], at)


def _check_mandate(checker: Checker, move: Picked, at: Path) -> None:
    scenario = checker.bundle.scenario
    seat = move.seat or scenario.tabler(1)
    named = (*at, "seat" if move.seat else "mandate")
    if not checker.known("seat", seat, scenario.seats, named):
        return
    mandates = scenario.seats[seat].mandates
    if mandates:
        checker.known(f"mandate of {seat}", move.mandate, mandates, (*at, "mandate"))
    else:
        checker.report(named, "DS209", f"the seat '{seat}' has no mandates to pick from")


def _check_levels(checker: Checker, levels: Mapping[str, str], at: Path) -> None:
    for issue, level in levels.items():
        checker.level(issue, level, (*at, issue), (*at, issue))


def _check_venue(checker: Checker, venue: str | None, at: Path) -> None:
    if venue is not None:
        checker.known("venue", venue, checker.bundle.setting.venues, (*at, "venue"))


def _check_line(checker: Checker, line: str, at: Path, read: Callable[[str], Node]) -> None:
    if at in checker.file.flawed:
        return
    try:
        read(line)
    except ExpressionError as error:
        exact = checker.file.within(at, line, error.offset, error.length)
        checker.problems.append(Diagnostic(exact, "error", "DS203", error.message, error.help))


def check_opening(name: str, bundle: Bundle) -> list[Diagnostic]:
    """The numbers and the text in force of one opening."""
    checker = Checker(bundle, bundle.files[bundle.path])
    at: Path = ("openings", name)
    checker.opening(bundle.scenario.situation.items(), (*at, "situation"))
    if bundle.scenario.standing is not None:
        checker.known(
            "policy", bundle.scenario.standing, bundle.policies.policies, (*at, "standing")
        )
    return checker.problems


def check_expectations(body: Expectations, bundle: Bundle) -> list[Diagnostic]:
    """Every expectation: its openings, its cases and its conditions.

    Args:
        body: the file.
        bundle: any of its openings; all have the same names.
    """
    checker = Checker(bundle, bundle.files[bundle.path])
    for name, expectation in body.expectations.items():
        at: Path = ("expectations", name)
        several = isinstance(expectation.at, list)
        for place, opening in enumerate(expectation.openings):
            here = (*at, "at", *((place,) if several else ()))
            checker.known("opening", opening, body.openings, here)
        _check_cases(checker, expectation, at)
        compared = expectation.than is not None
        for place, line in enumerate(expectation.expect):
            _check_line(checker, line, (*at, "expect", place), _expected(bundle, compared))
    return checker.problems


def _expected(bundle: Bundle, compared: bool) -> Callable[[str], Node]:  # noqa: FBT001
    """Reads a condition of an expectation."""
    return lambda line: parse_expectation(line, bundle.names(), compared=compared)


def _check_cases(checker: Checker, expectation: Expectation, at: Path) -> None:
    several = isinstance(expectation.when, list)
    for place, case in enumerate(expectation.cases):
        _check_case(checker, case, (*at, "when", *((place,) if several else ())))
    if expectation.than is not None:
        _check_case(checker, expectation.than, (*at, "than"))


def _check_case(checker: Checker, case: Case, at: Path) -> None:
    checker.opening(case.situation.items(), (*at, "situation"))
    _check_step(checker, case, at)
    for place, step in enumerate(case.play):
        _check_step(checker, step, (*at, "play", place))


def _check_step(checker: Checker, step: Step, at: Path) -> None:
    if step.policy is not None:
        checker.known("policy", step.policy, checker.bundle.policies.policies, (*at, "policy"))
    _check_levels(checker, step.changes, (*at, "with"))
    _check_venue(checker, step.venue, at)
