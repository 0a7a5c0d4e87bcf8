"""What a turn may do to the situation, whatever the coefficients: signs, limits, invariants."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.outcomes import outcome_of
from tests.engine.properties.worlds import cast, changed, moments, ruled

from dialogue_sim.engine.dynamics import next_situation
from dialogue_sim.engine.numerics import Array, Integers, Truths
from dialogue_sim.engine.proposal import PLACE
from dialogue_sim.engine.terms import Moment
from dialogue_sim.engine.world import World

if TYPE_CHECKING:
    from dialogue_sim.engine.situation import Situation

EXAMPLES = settings(max_examples=15)
ROUNDING = 1e-13
RECIPROCATE, PROBE, STONEWALL, EXPLOIT, ESCALATE = range(5)


def after(
    moment: Moment,
    answer: int | Integers,
    *,
    stands: bool | Truths = True,
    division: Array | None = None,
) -> Situation:
    """The next situation where all sessions get the same answer, or each its own."""
    return next_situation(outcome_of(moment, answer, stands=stands, division=division))


def governed(moment: Moment, name: str, **numbers: float) -> Moment:
    """The moment under other coefficients of one part of the dynamics."""
    dynamics = moment.world.rules.dynamics
    rule = replace(getattr(dynamics, name), **numbers)
    return ruled(moment, dynamics=replace(dynamics, **{name: rule}))


def with_measure(moment: Moment, name: str, value: float) -> Moment:
    measures = moment.proposal.measures.copy()
    measures[PLACE[name]] = value
    return replace(moment, proposal=replace(moment.proposal, measures=measures))


def never_lower(before: Array, later: Array) -> bool:
    return bool((later >= before - ROUNDING).all())


# ------------------------------------------------------------------- progress


@EXAMPLES
@given(moment=moments(), answer=st.integers(1, 4))
def test_without_reciprocity_there_is_no_progress(moment: Moment, answer: int) -> None:
    before = moment.situation
    found = after(moment, answer)
    assert (found.progress <= before.progress).all()
    if answer != ESCALATE:
        assert found.progress.tobytes() == before.progress.tobytes()


@EXAMPLES
@given(moment=moments())
def test_reciprocity_makes_progress_and_war_slows_it(moment: Moment) -> None:
    start = changed(moment, progress=np.zeros(moment.situation.sessions))
    at_once = with_measure(start, "delay", 0.0)
    peace, war = (
        changed(at_once, hostilities=np.full(moment.situation.sessions, hostilities))
        for hostilities in (0.0, 0.8)
    )
    assert never_lower(np.zeros(moment.situation.sessions), after(peace, RECIPROCATE).progress)
    assert never_lower(after(war, RECIPROCATE).progress, after(peace, RECIPROCATE).progress)


# -------------------------------------------------------- war and security loss


@EXAMPLES
@given(moment=moments())
def test_only_an_escalation_feeds_the_war(moment: Moment) -> None:
    before = moment.situation.hostilities
    rule = moment.world.rules.dynamics.hostilities
    faded = np.maximum(0.0, before + rule.fade)
    for answer in (PROBE, STONEWALL, EXPLOIT):
        found = after(moment, answer).hostilities
        np.testing.assert_allclose(found, faded, rtol=0, atol=1e-15)
    assert never_lower(faded, after(moment, ESCALATE).hostilities)
    assert never_lower(after(moment, RECIPROCATE).hostilities, faded)


@EXAMPLES
@given(moment=moments(), answer=st.integers(0, 4))
def test_what_security_was_lost_stays_lost(moment: Moment, answer: int) -> None:
    before, found = moment.situation, after(moment, answer)
    assert (found.security_loss >= before.security_loss).all()
    if answer in {RECIPROCATE, PROBE, STONEWALL}:
        assert found.security_loss.tobytes() == before.security_loss.tobytes()


@EXAMPLES
@given(moment=moments())
def test_a_text_without_exposure_cannot_be_exploited(moment: Moment) -> None:
    safe = with_measure(moment, "benefit", 0.0)
    found = after(safe, EXPLOIT).security_loss
    assert found.tobytes() == moment.situation.security_loss.tobytes()


@EXAMPLES
@given(moment=moments())
def test_a_full_posture_leaves_nothing_to_lose_by_escalation(moment: Moment) -> None:
    ready = with_measure(moment, "posture", 1.0)
    found = after(ready, ESCALATE).security_loss
    assert found.tobytes() == moment.situation.security_loss.tobytes()


# ---------------------------------------------------------------------- trust


@EXAMPLES
@given(moment=moments())
def test_news_moves_trust_by_its_sign_and_by_how_fast_an_actor_learns(moment: Moment) -> None:
    start = changed(moment, trust=np.zeros_like(moment.situation.trust))
    evidence = moment.world.rules.answer.evidence.tolist()
    rates = moment.world.actors.learning_rate
    fastest = int(np.argmax(rates))
    for answer, weight in enumerate(evidence):
        moved = after(start, answer).trust
        assert (np.sign(weight) * moved >= 0.0).all()
        for actor, rate in enumerate(rates.tolist()):
            expected = moved[fastest] * (rate / float(rates[fastest]))
            assert moved[actor] == pytest.approx(expected, abs=ROUNDING)


@EXAMPLES
@given(moment=moments(), answer=st.integers(0, 4))
def test_who_does_not_learn_never_changes_its_mind(moment: Moment, answer: int) -> None:
    stubborn = cast(moment, learning_rate=np.zeros(len(moment.world.actors.ids)))
    assert after(stubborn, answer).trust.tobytes() == moment.situation.trust.tobytes()


@EXAMPLES
@given(moment=moments(), one=st.integers(0, 4), other=st.integers(0, 4))
def test_evidence_adds_up_in_any_order(moment: Moment, one: int, other: int) -> None:
    """Log-odds are additive as long as no limit is reached and the stakes stay the same."""
    calm = changed(moment, trust=0.1 * moment.situation.trust)
    calm = cast(calm, learning_rate=0.1 * calm.world.actors.learning_rate)

    def learned(first: int, second: int) -> Array:
        return after(changed(calm, trust=after(calm, first).trust), second).trust

    np.testing.assert_allclose(learned(one, other), learned(other, one), rtol=0, atol=1e-14)


@EXAMPLES
@given(moment=moments(), weight=st.floats(0.01, 0.5))
def test_bad_news_weighs_more_than_as_good_news(moment: Moment, weight: float) -> None:
    evidence = np.array([weight, -weight, 0.0, 0.0, 0.0])
    start = changed(moment, trust=np.zeros_like(moment.situation.trust))
    start = ruled(start, answer=replace(start.world.rules.answer, evidence=evidence))
    gained, lost = after(start, 0).trust, after(start, 1).trust
    factor = moment.world.rules.dynamics.trust.bad_news
    np.testing.assert_allclose(-lost, factor * gained, rtol=1e-12)
    assert (after(start, 2).trust == 0.0).all()


# ------------------------------------------------------------- memory and mood


@EXAMPLES
@given(moment=moments(), answer=st.integers(0, 4), turns=st.integers(1, 12))
def test_memory_of_conduct_fades_like_a_power(moment: Moment, answer: int, turns: int) -> None:
    """After n turns of the same: keep^n of what was, and 1 - keep^n of what is."""
    rules = moment.world.rules
    now = moment
    for _ in range(turns):
        now = changed(now, conduct=after(now, answer).conduct)
    kept = rules.dynamics.memory.keep**turns
    conduct = float(rules.answer.goldstein[answer]) / rules.dynamics.memory.scale
    expected = kept * moment.situation.conduct + (1.0 - kept) * conduct
    np.testing.assert_allclose(now.situation.conduct, expected, rtol=0, atol=1e-13)


@EXAMPLES
@given(moment=moments(), answer=st.integers(0, 4))
def test_left_alone_the_public_returns_to_what_the_poll_found(moment: Moment, answer: int) -> None:
    quiet = governed(moment, "support", conduct=0.0, thermostat=0.0, debate=0.0)
    poll = moment.world.rules.public.poll.log_odds
    before, found = quiet.situation.mood - poll, after(quiet, answer).mood - poll
    kept = 1.0 - moment.world.rules.dynamics.support.back
    np.testing.assert_allclose(found, kept * before, rtol=0, atol=1e-14)


@EXAMPLES
@given(moment=moments())
def test_the_public_hears_a_debate_as_far_as_it_is_open(moment: Moment) -> None:
    silent = replace(moment, arguments=np.zeros_like(moment.arguments))
    moved = after(moment, PROBE).mood - after(silent, PROBE).mood
    heard = moment.arguments[moment.world.actors.public] * moment.proposal["openness"]
    expected = moment.world.rules.dynamics.support.debate * heard
    np.testing.assert_allclose(moved, expected, rtol=0, atol=1e-14)
    secret = with_measure(moment, "openness", 0.0)
    assert (
        after(secret, PROBE).mood.tobytes()
        == after(replace(secret, arguments=silent.arguments), PROBE).mood.tobytes()
    )


@EXAMPLES
@given(moment=moments())
def test_the_public_leans_against_the_direction_of_policy(moment: Moment) -> None:
    """The thermostat: the more is offered, the less more is wanted."""
    at_once = with_measure(moment, "delay", 0.0)
    firm, soft = (with_measure(at_once, "offer", offer) for offer in (-0.1, 0.1))
    assert never_lower(after(soft, PROBE).mood, after(firm, PROBE).mood)


# -------------------------------------------------- posture, credibility, cohesion


@EXAMPLES
@given(moment=moments(), answer=st.integers(0, 4))
def test_two_tensions_draw_together_under_the_same_policy(  # P22
    moment: Moment, answer: int
) -> None:
    """E18 shrinks distances where the linear map does; there the largest row sum is below 1."""
    steady = governed(moment, "own_posture", choice=0.3, other=0.2)
    steady = governed(steady, "counterpart_posture", fear=0.1, fatigue=0.3)
    other = changed(
        steady,
        posture=1.0 - steady.situation.posture,
        counterpart_posture=1.0 - steady.situation.counterpart_posture,
    )

    def apart(one: Situation, two: Situation) -> Array:
        own = np.abs(one.posture - two.posture)
        theirs = np.abs(one.counterpart_posture - two.counterpart_posture)
        return np.maximum(own, theirs)

    before = apart(steady.situation, other.situation)
    # Own posture keeps .5 and takes .2; theirs keeps .7 and takes .1.
    assert (apart(after(steady, answer), after(other, answer)) <= 0.8 * before + ROUNDING).all()


@EXAMPLES
@given(moment=moments(), answer=st.integers(0, 4))
def test_friendlier_conduct_and_offers_never_harden_postures(moment: Moment, answer: int) -> None:
    answers = moment.world.rules.answer
    kinder = ruled(moment, answer=replace(answers, goldstein=answers.goldstein + 1.0))
    found, milder = after(moment, answer), after(kinder, answer)
    assert never_lower(milder.counterpart_posture, found.counterpart_posture)
    at_once = with_measure(moment, "delay", 0.0)
    firm, soft = (with_measure(at_once, "offer", offer) for offer in (-0.1, 0.1))
    assert never_lower(after(soft, answer).posture, after(firm, answer).posture)


@EXAMPLES
@given(moment=moments(), answer=st.integers(0, 4))
def test_the_same_text_again_is_the_steadiest_line(moment: Moment, answer: int) -> None:
    """Consistency is counted from the text in force; repeating it loses nothing of it."""
    again = replace(moment, proposal=moment.situation.standing)
    levels = again.proposal.levels.copy()
    rule = moment.world.rules.dynamics.credibility
    moved = np.where(levels > 0.5, levels - 0.25, levels + 0.25)
    # The same text in all that is measured, but other on the issues whose change is counted.
    other = replace(again, proposal=replace(again.proposal, levels=moved))
    lost = after(again, answer).credibility - after(other, answer).credibility
    counted = math.fsum(weight for _, weight in moment.world.space.consistency)
    assert (lost >= -ROUNDING).all()
    assert (lost <= rule.rate * rule.consistency * 0.25 * counted + ROUNDING).all()


@EXAMPLES
@given(moment=moments(), rate=st.floats(0.0, 1.0), answer=st.integers(0, 4))
def test_credibility_and_cohesion_go_a_part_of_the_way_to_one_target(
    moment: Moment, rate: float, answer: int
) -> None:
    for name in ("credibility", "cohesion"):
        before = getattr(moment.situation, name)
        target = getattr(after(governed(moment, name, rate=1.0), answer), name)
        found = getattr(after(governed(moment, name, rate=rate), answer), name)
        np.testing.assert_allclose(found, before + rate * (target - before), atol=1e-14)


@EXAMPLES
@given(moment=moments(), answer=st.integers(0, 4))
def test_division_disunity_and_a_broken_silence_wear_cohesion_down(
    moment: Moment, answer: int
) -> None:
    found = after(moment, answer).cohesion
    wider = np.minimum(1.0, moment.situation.division + 0.2)
    assert never_lower(after(moment, answer, division=wider).cohesion, found)
    assert never_lower(after(moment, answer, stands=False).cohesion, found)
    alone = with_measure(moment, "unity", 0.0)
    assert never_lower(after(alone, answer).cohesion, found)
    assert never_lower(after(moment, EXPLOIT).cohesion, after(moment, STONEWALL).cohesion)


# ---------------------------------------------------------------------- records


@EXAMPLES
@given(moment=moments(), data=st.data())
def test_sessions_with_different_answers_do_not_touch_each_other(
    moment: Moment, data: st.DataObject
) -> None:
    sessions = moment.situation.sessions
    answers = np.array(data.draw(st.lists(
        st.integers(0, 4), min_size=sessions, max_size=sessions
    )))  # fmt: skip
    mixed = after(moment, answers)
    for answer in range(5):
        here = answers == answer
        alone = after(moment, answer)
        for name in ("posture", "credibility", "cohesion", "trust", "mood", "hostilities",
                     "progress", "security_loss", "conduct"):  # fmt: skip
            found, expected = getattr(mixed, name), getattr(alone, name)
            assert found[..., here].tobytes() == expected[..., here].tobytes(), name


@EXAMPLES
@given(moment=moments(), answer=st.integers(0, 4))
def test_what_a_turn_does_not_move_stays_bit_for_bit(moment: Moment, answer: int) -> None:
    before, found = moment.situation, after(moment, answer)
    for name in ("hardliners", "outside_support", "nature"):
        assert getattr(found, name).tobytes() == getattr(before, name).tobytes()
    assert found.standing is moment.proposal
    assert found.history is before.history


@EXAMPLES
@given(moment=moments(), answer=st.integers(0, 4))
def test_without_any_coefficient_nothing_changes_but_the_record(
    moment: Moment, answer: int
) -> None:
    """All rates at zero, all memory kept."""
    still: World = moment.world
    dynamics = still.rules.dynamics
    frozen = {
        "own_posture": {"choice": 0.0, "other": 0.0},
        "counterpart_posture": {"fear": 0.0, "fatigue": 0.0, "grievance": 0.0, "conduct": 0.0},
        "credibility": {"rate": 0.0},
        "cohesion": {"rate": 0.0},
        "memory": {"keep": 1.0},
        "hostilities": {"escalate": 0.0, "reciprocate": 0.0, "fade": 0.0},
        "progress": {"reciprocate": 0.0, "escalate": 0.0},
        "security_loss": {"exploit": 0.0, "escalate": 0.0},
        "support": {"conduct": 0.0, "thermostat": 0.0, "debate": 0.0, "back": 0.0},
    }
    for name, numbers in frozen.items():
        moment = governed(moment, name, **numbers)
    assert moment.world.rules.dynamics.trust == dynamics.trust
    found = after(moment, answer)
    for name in ("posture", "counterpart_posture", "credibility", "cohesion", "conduct",
                 "own_conduct", "hostilities", "progress", "security_loss", "mood"):  # fmt: skip
        np.testing.assert_array_equal(getattr(found, name), getattr(moment.situation, name), name)
