"""The staircase: a step too far, how heavily the war weighs on it, and what an answer brings."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.outcomes import outcome_of
from tests.engine.properties.games import games, whole_games
from tests.engine.properties.worlds import changed
from tests.engine.rulebook import MASK, OVERREACH, STAIRCASE, under, with_backstage

from dialogue_sim.engine.answer import DRIVERS, Prospect, drivers_of, outlook
from dialogue_sim.engine.dynamics import next_situation
from dialogue_sim.engine.mechanisms import Mechanisms
from dialogue_sim.engine.proposal import PLACE, Proposal
from dialogue_sim.engine.staircase import overreach, reach, step_in_return, war
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.words import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import World

RECIPROCATE, PROBE, STONEWALL, EXPLOIT, ESCALATE = range(5)
FRACTIONS = st.floats(0.0, 1.0)


def with_measures(text: Proposal, **values: Array) -> Proposal:
    measures = text.measures.copy()
    for name, value in values.items():
        measures[PLACE[name]] = value
    return replace(text, measures=measures)


@pytest.fixture
def step(
    village: World, village_opening: Situation, village_text: Callable[..., Proposal]
) -> Callable[..., Moment]:
    """A text of some gain at some progress, nothing deferred; hostilities .4 unless said."""
    world = under(village, Mechanisms(staircase=STAIRCASE))

    def moment(gain: float, progress: float, hostilities: float = 0.4) -> Moment:
        text = with_measures(village_text((0.5, 0.5, 1.0, 0.0, 1)), gain=np.array([gain]))
        opening = replace(
            with_backstage(world, village_opening),
            progress=np.array([progress]),
            hostilities=np.array([hostilities]),
        )
        return Moment(world, text, opening, no_debate(opening))

    return moment


# --------------------------------------------------------------------- overreach


@pytest.mark.parametrize(
    ("gain", "progress", "too_far"),
    [
        (0.78, 0.20, 0.7),  # 78 - 20 is 28 beyond a slack of 30, of 40 that are entirely too far
        (0.78, 0.0, 1.0),
        (0.70, 0.0, 1.0),
        (0.50, 0.0, 0.5),
        (0.30, 0.0, 0.0),
        (0.78, 0.48, 0.0),
        (0.78, 0.60, 0.0),
        (0.10, 0.90, 0.0),
    ],
)
def test_a_step_too_far_lies_beyond_what_has_been_reached(
    step: Callable[..., Moment], gain: float, progress: float, too_far: float
) -> None:
    assert overreach(step(gain, progress)).tolist() == pytest.approx([too_far], abs=1e-15)


def test_a_text_reaches_no_further_than_it_acts(step: Callable[..., Moment]) -> None:
    """In a war of .4 a text for after a settlement acts by .6: .6 of .75 is .45."""
    moment = step(0.75, 0.0)
    text = with_measures(moment.proposal, delay=np.ones(1))
    assert reach(replace(moment, proposal=text)).tolist() == pytest.approx([0.45])
    assert reach(moment).tolist() == pytest.approx([0.75])


@pytest.mark.parametrize(
    ("gain", "weight"),
    [
        (0.30, 0.1),  # .4 * .25: even in war a small step can be answered
        (0.50, 0.25),  # .4 * (.25 + .75 * .5)
        (0.70, 0.4),  # the whole war
    ],
)
def test_the_war_weighs_less_on_a_small_step(
    step: Callable[..., Moment], gain: float, weight: float
) -> None:
    assert war(step(gain, 0.0)).tolist() == pytest.approx([weight], abs=1e-15)


def test_overreach_is_the_last_driver_and_its_column_tells_what_it_does(
    step: Callable[..., Moment],
) -> None:
    """From no overreach to .5 log-odds move by the column, and the war by its own weight."""
    near, far = step(0.30, 0.0), step(0.50, 0.0)
    world = near.world
    assert [driver.name for driver in drivers_of(world)][-1] == "overreach"
    one = np.ones(1)
    small, large = (outlook(Prospect(moment, one, one, one)) for moment in (near, far))
    assert large.drivers[-1].tolist() == pytest.approx([0.5])
    weights, lean = world.rules.answer.weights, world.counterpart.predictability
    row = [driver.name for driver in DRIVERS].index("war")
    for answer in (PROBE, STONEWALL, EXPLOIT, ESCALATE):
        before, after = (
            math.log(float(found.probabilities[answer, 0] / found.probabilities[RECIPROCATE, 0]))
            for found in (small, large)
        )
        column = float(OVERREACH[answer] - OVERREACH[RECIPROCATE])
        of_war = float(weights[answer, row] - weights[RECIPROCATE, row])
        moved = lean * (0.5 * column + 0.15 * of_war)  # the war weighs .25 instead of .1
        assert after - before == pytest.approx(moved, abs=1e-9), ANSWERS[answer]


def test_without_a_staircase_nothing_is_too_far_and_war_is_war(
    village: World, village_opening: Situation, village_text: Callable[..., Proposal]
) -> None:
    text = with_measures(village_text((1.0, 0.0, 1.0, 0.0, 1)), gain=np.ones(1))
    moment = Moment(village, text, village_opening, no_debate(village_opening))
    assert overreach(moment).tolist() == [0.0]
    assert war(moment).tolist() == [0.4]
    assert "overreach" not in [driver.name for driver in drivers_of(village)]


# ---------------------------------------------------------------- progress, by hand


@pytest.mark.parametrize(
    ("gain", "progress", "hostilities", "brings"),
    [
        (0.78, 0.20, 0.0, 0.25),  # at most a quarter
        (0.78, 0.20, 0.4, 0.2),  # and less in war: .25 * (1 - .5 * .4)
        (0.78, 0.20, 1.0, 0.125),
        (0.30, 0.20, 0.0, 0.15),  # up to the text's reach and .05 beyond
        (0.30, 0.30, 0.0, 0.05),
        (0.30, 0.33, 0.0, 0.02),
        (0.30, 0.35, 0.0, 0.0),
        (0.30, 0.90, 0.0, 0.0),  # what a text cannot reach it does not bring
    ],
)
def test_a_step_in_return_by_hand(
    step: Callable[..., Moment], gain: float, progress: float, hostilities: float, brings: float
) -> None:
    found = step_in_return(step(gain, progress, hostilities))
    assert found.tolist() == pytest.approx([brings], abs=1e-15)


@pytest.mark.parametrize(
    ("answer", "progress"),
    [
        (RECIPROCATE, 0.4),  # .2 + .25 * .8
        (PROBE, 0.27),  # .35 of that
        (STONEWALL, 0.2),
        (EXPLOIT, 0.15),
        (ESCALATE, 0.1),
    ],
    ids=ANSWERS,
)
def test_progress_after_each_answer_by_hand(
    step: Callable[..., Moment], answer: int, progress: float
) -> None:
    found = next_situation(outcome_of(step(0.78, 0.20), answer))
    assert found.progress.tolist() == pytest.approx([progress], abs=1e-15)


@pytest.mark.parametrize(
    ("answer", "progress", "end"),
    [(ESCALATE, 0.06, 0.0), (EXPLOIT, 0.03, 0.0), (RECIPROCATE, 0.99, 1.0)],
)
def test_progress_stops_at_the_ends(
    step: Callable[..., Moment], answer: int, progress: float, end: float
) -> None:
    moment = step(1.0, progress, 0.0)
    assert next_situation(outcome_of(moment, answer)).progress.tolist() == [end]


def test_small_steps_climb_where_a_leap_is_refused(step: Callable[..., Moment]) -> None:
    """Graduated texts that are answered in kind carry as far as the boldest one would reach."""
    made = 0.0
    for gain in (0.2, 0.4, 0.6, 0.8):
        moment = step(gain, made, 0.0)
        assert overreach(moment).tolist() == [0.0]
        made = float(next_situation(outcome_of(moment, RECIPROCATE)).progress[0])
    assert made == pytest.approx(0.85)  # .2 + .05, then a reach of .2 more each time
    assert overreach(step(0.8, 0.0)).tolist() == [1.0]


# ------------------------------------------------------------------ in any world


@settings(max_examples=20)
@given(moment=whole_games(), more=FRACTIONS)
def test_what_has_been_reached_brings_the_next_step_nearer(moment: Moment, more: float) -> None:
    """Overreach never grows with progress, and neither does what a step in return still brings."""
    progress = moment.situation.progress
    later = changed(moment, progress=progress + (1.0 - progress) * more)
    # Deferral moves what a text can reach; here the question is about the stairs alone.
    world = under(moment.world, replace(moment.world.rules.mechanisms, deferral=None))
    now, later = replace(moment, world=world), replace(later, world=world)
    assert (overreach(later) <= overreach(now) + 1e-15).all()
    assert (step_in_return(later) <= step_in_return(now) + 1e-15).all()
    assert (war(later) <= war(now) + 1e-15).all()


@settings(max_examples=20)
@given(moment=games(), answer=st.integers(0, 4))
def test_the_quantities_of_the_stairs_keep_their_ranges(moment: Moment, answer: int) -> None:
    found = overreach(moment)
    assert ((found >= 0.0) & (found <= 1.0)).all()
    assert (war(moment) <= moment.situation.hostilities + 1e-15).all()
    assert (war(moment) >= 0.0).all()
    rule = moment.world.rules.mechanisms.staircase
    progress = next_situation(outcome_of(moment, answer)).progress
    assert ((progress >= 0.0) & (progress <= 1.0)).all()
    if rule is not None:
        gained = progress - moment.situation.progress
        assert (gained <= rule.most + 1e-15).all()
        step_beyond = np.maximum(reach(moment) + rule.step, moment.situation.progress)
        assert (progress <= step_beyond + 1e-12).all()
        if answer not in (RECIPROCATE, PROBE):
            assert (gained <= 1e-15).all()


def test_the_village_knows_both_stairs_and_the_mask(
    village: World, village_opening: Situation, village_text: Callable[..., Proposal]
) -> None:
    """Exploitation costs .05 of the stairs, and what nobody verified: .8 of paper .1."""
    world = under(village, Mechanisms(staircase=STAIRCASE, mask=MASK))
    opening = with_backstage(world, village_opening)
    assert opening.backstage is not None
    hidden = replace(opening.backstage, paper=np.array([0.1]))
    opening = replace(opening, progress=np.array([0.4]), backstage=hidden)
    moment = Moment(world, village_text((0.5, 0.5, 1.0, 0.0, 1)), opening, no_debate(opening))
    after = next_situation(outcome_of(moment, EXPLOIT))
    assert after.progress.tolist() == pytest.approx([0.4 - 0.05 - 0.08])
    assert after.backstage is not None
    assert after.backstage.paper.tolist() == pytest.approx([0.02])
