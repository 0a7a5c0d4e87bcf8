"""What happens exactly at an edge: differences of rounding, ends of scales, overwhelming odds."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.outcomes import outcome_of
from tests.engine.properties.worlds import changed, moments, ruled

from dialogue_sim.engine.answer import DRIVERS, Prospect, outlook
from dialogue_sim.engine.dynamics import next_situation
from dialogue_sim.engine.proposal import PLACE, Proposal
from dialogue_sim.engine.situation import Situation
from dialogue_sim.engine.terms import Moment

EXAMPLES = settings(max_examples=15)
RECIPROCATE, PROBE, STONEWALL, EXPLOIT, ESCALATE = range(5)


def after(moment: Moment, answer: int, *, stands: bool = True) -> Situation:
    """The next situation where all sessions get the same answer."""
    return next_situation(outcome_of(moment, answer, stands=stands))


def with_measure(text: Proposal, name: str, value: float) -> Proposal:
    measures = text.measures.copy()
    measures[PLACE[name]] = value
    return replace(text, measures=measures)


# ------------------------------------------------------------------ follow-through


@pytest.mark.parametrize(
    ("answer", "name"), [(RECIPROCATE, "offer"), (EXPLOIT, "firmness"), (ESCALATE, "firmness")]
)
@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ((0.5, 0.5), True),
        ((0.5, 0.5 - 5e-13), True),  # rounding is no concession
        ((0.5, 0.5 - 1.25e-12), False),
        ((0.5, 0.4), False),
        ((1e-12, 0.0), True),  # exactly at the edge
        ((0.5, 0.6), True),
    ],
)
@settings(max_examples=2)
@given(moment=moments())
def test_a_line_is_kept_unless_it_gives_way_by_more_than_rounding(
    answer: int, name: str, change: tuple[float, float], moment: Moment, *, kept: bool
) -> None:
    """E19: follow-through is 1 where the line was kept after the last answer, else 0."""
    before, now = change
    rule = replace(
        moment.world.rules.dynamics.credibility,
        rate=1.0, floor=0.25, unity=0.0, consistency=0.0, follow_through=0.5,
        firm_after_breach=1.0, softer_after_breach=0.0,
        kept_after_reciprocity=1.0, cut_after_reciprocity=0.0,
    )  # fmt: skip
    moment = ruled(moment, dynamics=replace(moment.world.rules.dynamics, credibility=rule))
    moment = changed(
        replace(moment, proposal=with_measure(moment.proposal, name, now)),
        answer=np.full(moment.situation.sessions, answer),
        standing=with_measure(moment.situation.standing, name, before),
    )
    found = after(moment, PROBE).credibility
    assert found == pytest.approx(0.75 if kept else 0.25, abs=1e-15)


@EXAMPLES
@given(moment=moments(), last=st.sampled_from([PROBE, STONEWALL]))
def test_after_an_answer_that_neither_gives_nor_takes_no_line_matters(
    moment: Moment, last: int
) -> None:
    rule = moment.world.rules.dynamics.credibility
    asked = changed(moment, answer=np.full(moment.situation.sessions, last))
    softer = replace(asked, proposal=with_measure(asked.proposal, "firmness", 0.0))
    softer = replace(softer, proposal=with_measure(softer.proposal, "offer", -1.0))
    assert after(softer, PROBE).credibility.tobytes() == after(asked, PROBE).credibility.tobytes()
    other = replace(rule, otherwise=1.0 - rule.otherwise)
    moved = ruled(asked, dynamics=replace(moment.world.rules.dynamics, credibility=other))
    one, two = after(asked, PROBE).credibility, after(moved, PROBE).credibility
    apart = abs(rule.rate * rule.follow_through * (1.0 - 2.0 * rule.otherwise))
    assert (np.abs(one - two) <= apart + 1e-14).all()


# -------------------------------------------------------------------- ends of scales

STRONG: dict[str, dict[str, float]] = {
    "own_posture": {"choice": 2.0, "other": 3.0},
    "counterpart_posture": {"fear": 3.0, "fatigue": 2.0, "grievance": 0.5, "conduct": 3.0},
    "credibility": {"rate": 1.0, "floor": 0.5, "unity": 1.0, "consistency": 1.0,
                    "follow_through": 1.0},
    "cohesion": {"rate": 1.0, "disunity": 2.0, "blocked": 2.0, "exploited": 2.0},
    "hostilities": {"escalate": 2.0, "reciprocate": -3.0, "fade": -0.25},
    "progress": {"reciprocate": 4.0, "hostilities": -0.5, "escalate": -2.0},
    "security_loss": {"exploit": 9.0, "escalate": 4.0},
}  # fmt: skip


@EXAMPLES
@given(moment=moments(), answer=st.integers(0, 4), stands=st.booleans())
def test_no_coefficient_is_strong_enough_to_leave_a_scale(
    moment: Moment, answer: int, *, stands: bool
) -> None:
    dynamics = moment.world.rules.dynamics
    rules = {name: replace(getattr(dynamics, name), **STRONG[name]) for name in STRONG}
    found = after(ruled(moment, dynamics=replace(dynamics, **rules)), answer, stands=stands)
    for name in ("posture", "counterpart_posture", "credibility", "cohesion", "hostilities",
                 "progress", "security_loss"):  # fmt: skip
        values = getattr(found, name)
        assert values.min() >= 0.0, name
        assert values.max() <= 1.0, name


@EXAMPLES
@given(moment=moments(), answer=st.integers(0, 4))
def test_more_than_everything_at_stake_teaches_no_more_than_everything(
    moment: Moment, answer: int
) -> None:
    """E22: benefit and demands together count for at most 1, so evidence counts in full."""
    rule = replace(
        moment.world.rules.dynamics.trust,
        stake_floor=0.5, stake=0.5, demand=1.0, bad_news=1.0, limit=99.0,
    )  # fmt: skip
    moment = ruled(moment, dynamics=replace(moment.world.rules.dynamics, trust=rule))
    text = moment.proposal
    for name, value in (("benefit", 1.0), ("demand", 1.0), ("delay", 0.0)):
        text = with_measure(text, name, value)
    moment = replace(moment, proposal=text)
    learned = after(moment, answer).trust - moment.situation.trust
    evidence = float(moment.world.rules.answer.evidence[answer])
    for actor, rate in enumerate(moment.world.actors.learning_rate.tolist()):
        assert learned[actor] == pytest.approx(rate * evidence, abs=1e-14)


# ---------------------------------------------------------------- overwhelming odds


@EXAMPLES
@given(moment=moments(sessions=2), least=st.integers(0, 3), far=st.sampled_from([0.0, 3000.0]))
def test_two_overwhelming_answers_keep_their_odds(moment: Moment, least: int, far: float) -> None:
    """Only differences of appeal matter, however large appeal is; here it is 1, so e to one."""
    weights = np.zeros_like(moment.world.rules.answer.weights)
    constant = [driver.name for driver in DRIVERS].index("const")
    weights[least, constant], weights[least + 1, constant] = far, far + 1.0
    counterpart = replace(moment.world.counterpart, predictability=1.0)
    moment = replace(moment, world=replace(moment.world, counterpart=counterpart))
    moment = ruled(moment, answer=replace(moment.world.rules.answer, weights=weights))
    one = np.ones(2)
    found = outlook(Prospect(moment, one, one, one)).probabilities[:, 0].tolist()
    assert found[least + 1] / found[least] == pytest.approx(math.e, rel=1e-12)
    others = [chance for place, chance in enumerate(found) if place not in {least, least + 1}]
    assert max(others) < (1e-300 if far else found[least] + 1e-15)
