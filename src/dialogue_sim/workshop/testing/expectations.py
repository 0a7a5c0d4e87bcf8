"""Expectations held against the model: which hold, and with which numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dialogue_sim.content.expression_cases import parse_expectation
from dialogue_sim.engine import story
from dialogue_sim.engine.conditions import holds
from dialogue_sim.expression_tree import with_numbers
from dialogue_sim.session.progress import Steps, Tell, silent
from dialogue_sim.session.worlds.build import build_world
from dialogue_sim.workshop.testing.cases import Looks, Staged, look_at
from dialogue_sim.workshop.testing.results import Check, Result, found

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.expectations import Case, Expected
    from dialogue_sim.expression_tree import Node, Quantity
    from dialogue_sim.workshop.testing.results import Number, State


@dataclass(frozen=True, slots=True)
class Trial:
    """One condition of an expectation, in one opening and one case.

    Attributes:
        line: the place of the condition in the expectation.
        stage: the place of the stage on which it is played.
        case, other: places among the stage's cases.
    """

    expectation: str
    line: int
    condition: Node
    stage: int
    case: int
    other: int | None


@dataclass(slots=True)
class Stage:
    """Openings in which the same actors take part with the same profiles, and their cases.

    Attributes:
        openings: ids; the first one's world serves for all.
        cases: (opening, case), every one once.
    """

    openings: list[str]
    cases: list[tuple[str, Case]] = field(default_factory=list)

    def place(self, opening: str, case: Case) -> int:
        """The place of a case, which is added if it is new."""
        if (opening, case) not in self.cases:
            self.cases.append((opening, case))
        return self.cases.index((opening, case))


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to be looked at; every case is played once."""

    expected: Expected
    stages: tuple[Stage, ...]
    trials: tuple[Trial, ...]


def plan(expected: Expected) -> Plan:
    """Everything that the expectations of a setting ask, with their conditions read."""
    stages = _stages(expected)
    trials: list[Trial] = []
    for name, expectation in expected.body.expectations.items():
        for opening in expectation.openings:
            trials += _trials(expected, name, opening, stages)
    return Plan(expected, tuple(stages), tuple(trials))


def _stages(expected: Expected) -> list[Stage]:
    """One stage for each cast: the periods of profiles may set openings apart."""
    asked = {name for body in expected.body.expectations.values() for name in body.openings}
    stages: list[Stage] = []
    for name in (name for name in expected.openings if name in asked):
        bundle = expected.openings[name]
        for stage in stages:
            first = expected.openings[stage.openings[0]]
            same = first.actors == bundle.actors and first.counterpart == bundle.counterpart
            if same:
                stage.openings.append(name)
                break
        else:
            stages.append(Stage([name]))
    return stages


def _trials(expected: Expected, name: str, opening: str, stages: list[Stage]) -> list[Trial]:
    expectation = expected.body.expectations[name]
    names, than = expected.openings[opening].names(), expectation.than
    conditions = [
        parse_expectation(line, names, compared=than is not None) for line in expectation.expect
    ]
    number = next(i for i, stage in enumerate(stages) if opening in stage.openings)
    stage = stages[number]
    other = None if than is None else stage.place(opening, than)
    return [
        Trial(name, line, condition, number, stage.place(opening, case), other)
        for case in expectation.cases
        for line, condition in enumerate(conditions)
    ]


def look(plan: Plan, openings: Mapping[str, Bundle], tell: Tell = silent) -> list[Looks]:
    """Play every case of the plan, stage by stage.

    Args:
        plan: what to look at.
        openings: the content to look at; the plan's own, or a changed copy of it.
        tell: hears how many of the stages are done.

    Raises:
        Stopped: nobody waits for it any more.
    """
    found_on, steps = [], Steps(tell, len(plan.stages))
    for stage in plan.stages:
        world = build_world(openings[stage.openings[0]])
        cases = [Staged(openings[opening], case) for opening, case in stage.cases]
        found_on.append(look_at(world, cases))
        steps.one()
    return found_on


def trial_holds(trial: Trial, looks: Sequence[Looks]) -> bool:
    """Whether one condition holds in one case."""
    return _asked(trial, looks)[0]


def _asked(trial: Trial, looks: Sequence[Looks]) -> tuple[bool, dict[Quantity, float]]:
    """Whether it holds, and every number that it asked for."""
    asked: dict[Quantity, float] = {}
    here = looks[trial.stage]

    def number(quantity: Quantity) -> float:
        asked[quantity] = here.number(quantity, trial.case, trial.other)
        return asked[quantity]

    node = with_numbers(trial.condition, number)
    truth = holds(node, story.Reading(here.batch.moment.world, here.batch.after, 1))
    return bool(truth[0]), asked


def run(expected: Expected, tell: Tell = silent) -> tuple[Result, ...]:
    """Every expectation of a setting, in the order of the file.

    Args:
        expected: by a setting; tell: hears how much of it has been looked at.

    Raises:
        Stopped: nobody waits for it any more.
    """
    whole = plan(expected)
    looks = look(whole, expected.openings, tell)
    checks: dict[str, list[Check]] = {}
    for trial in whole.trials:
        held, asked = _asked(trial, looks)
        opening, _ = whole.stages[trial.stage].cases[trial.case]
        setting = expected.openings[opening].setting
        numbers = tuple(found(quantity, value, setting) for quantity, value in asked.items())
        checks.setdefault(trial.expectation, []).append(_check(whole, trial, numbers, held=held))
    return tuple(
        _result(expected, name, tuple(checks.get(name, ()))) for name in expected.body.expectations
    )


def _check(plan: Plan, trial: Trial, numbers: tuple[Number, ...], *, held: bool) -> Check:
    expectation = plan.expected.body.expectations[trial.expectation]
    opening, case = plan.stages[trial.stage].cases[trial.case]
    policy = case.policy or "the text in force"
    return Check(
        condition=expectation.expect[trial.line],
        where=f"{policy} at {opening}",
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
