"""Expectations held against the model: which hold, and with which numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.content.expression_cases import parse_expectation
from dialogue_sim.engine import story
from dialogue_sim.engine.conditions import holds
from dialogue_sim.expression_tree import with_numbers
from dialogue_sim.session.build import build_world
from dialogue_sim.workshop.cases import Looks, look_at
from dialogue_sim.workshop.results import Check, Result, found

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.expectations import Case, Expectation, Expected
    from dialogue_sim.expression_tree import Node, Quantity
    from dialogue_sim.workshop.results import Number, State


@dataclass(frozen=True, slots=True)
class Trial:
    """One condition of an expectation, in one opening and one case.

    Attributes:
        line: the place of the condition in the expectation.
        case, other: places among the opening's cases.
    """

    expectation: str
    line: int
    condition: Node
    opening: str
    case: int
    other: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to be looked at; every case of an opening is played once.

    Attributes:
        cases: by opening.
    """

    expected: Expected
    cases: Mapping[str, tuple[Case, ...]]
    trials: tuple[Trial, ...]


def plan(expected: Expected) -> Plan:
    """Everything that the expectations of a setting ask, with their conditions read."""
    cases: dict[str, list[Case]] = {name: [] for name in expected.openings}
    trials: list[Trial] = []
    for name, expectation in expected.body.expectations.items():
        trials += _trials(expected, name, expectation, cases)
    whole = {opening: tuple(found) for opening, found in cases.items()}
    return Plan(expected, whole, tuple(trials))


def _trials(
    expected: Expected, name: str, expectation: Expectation, cases: dict[str, list[Case]]
) -> list[Trial]:
    compared = expectation.than is not None
    trials = []
    for opening in expectation.openings:
        names, known = expected.openings[opening].names(), cases[opening]
        conditions = [
            parse_expectation(line, names, compared=compared) for line in expectation.expect
        ]
        other = None if expectation.than is None else _place(known, expectation.than)
        for case in expectation.cases:
            place = _place(known, case)
            trials += [
                Trial(name, line, condition, opening, place, other)
                for line, condition in enumerate(conditions)
            ]
    return trials


def _place(known: list[Case], case: Case) -> int:
    """The place of a case in the list, to which it is added if it is new."""
    if case not in known:
        known.append(case)
    return known.index(case)


def look(plan: Plan, openings: Mapping[str, Bundle]) -> dict[str, Looks]:
    """Play every case of the plan.

    Args:
        plan: what to look at.
        openings: the content to look at; the plan's own, or a changed copy of it.
    """
    return {
        name: look_at(bundle, build_world(bundle), plan.cases[name])
        for name, bundle in openings.items()
        if plan.cases[name]
    }


def trial_holds(trial: Trial, looks: Mapping[str, Looks]) -> bool:
    """Whether one condition holds in one case."""
    return _asked(trial, looks)[0]


def _asked(trial: Trial, looks: Mapping[str, Looks]) -> tuple[bool, dict[Quantity, float]]:
    """Whether it holds, and every number that it asked for."""
    asked: dict[Quantity, float] = {}
    here = looks[trial.opening]

    def number(quantity: Quantity) -> float:
        asked[quantity] = here.number(quantity, trial.case, trial.other)
        return asked[quantity]

    node = with_numbers(trial.condition, number)
    batch, _ = here.places[trial.case]
    truth = holds(node, story.Reading(batch.moment.world, batch.after, 1))
    return bool(truth[0]), asked


def run(expected: Expected) -> tuple[Result, ...]:
    """Every expectation of a setting, in the order of the file."""
    whole = plan(expected)
    looks = look(whole, expected.openings)
    checks: dict[str, list[Check]] = {}
    for trial in whole.trials:
        held, asked = _asked(trial, looks)
        setting = expected.openings[trial.opening].setting
        numbers = tuple(found(quantity, value, setting) for quantity, value in asked.items())
        checks.setdefault(trial.expectation, []).append(_check(whole, trial, numbers, held=held))
    return tuple(
        _result(expected, name, tuple(checks.get(name, ()))) for name in expected.body.expectations
    )


def _check(plan: Plan, trial: Trial, numbers: tuple[Number, ...], *, held: bool) -> Check:
    expectation = plan.expected.body.expectations[trial.expectation]
    case = plan.cases[trial.opening][trial.case]
    policy = case.policy or "the text in force"
    return Check(
        condition=expectation.expect[trial.line],
        where=f"{policy} at {trial.opening}",
        held=held,
        numbers=numbers,
        place=plan.expected.place(trial.expectation, "expect", trial.line),
    )


def _result(expected: Expected, name: str, checks: tuple[Check, ...]) -> Result:
    body = expected.body.expectations[name]
    state: State = "held" if all(check.held for check in checks) else "failed"
    if body.untestable is not None:
        state = "untestable"
    return Result(
        name, state, body.says, expected.place(name), tuple(body.source), body.basis, checks,
        body.untestable or "",
    )  # fmt: skip
