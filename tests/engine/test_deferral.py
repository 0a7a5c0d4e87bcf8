"""What is deferred acts as far as its day has come, and the mood for talks helps talks alone."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.properties.games import games
from tests.engine.properties.worlds import changed
from tests.engine.rulebook import DEFERRAL, MOOD, under, with_backstage

from dialogue_sim.engine.deferral import active_share, unsettled
from dialogue_sim.engine.mechanisms import Mechanisms
from dialogue_sim.engine.numerics import sigmoid
from dialogue_sim.engine.proposal import PLACE, Proposal
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.situation import Situation, repeat
from dialogue_sim.engine.terms import Moment, breaches, mood_for, no_debate
from dialogue_sim.session.worlds.build import build_world
from dialogue_sim.session.worlds.opening import polled_moment

if TYPE_CHECKING:
    from tests.engine.conftest import Stage

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.world import World

TextOf = Callable[..., Proposal]
FRACTIONS = st.floats(0.0, 1.0)
NOW, CEASEFIRE, SETTLEMENT = 0.0, 0.5, 1.0
GOOD_MOOD, BAD_MOOD = 1.5, -1.5


def amid(opening: Situation, hostilities: float, progress: float) -> Situation:
    return replace(opening, hostilities=np.array([hostilities]), progress=np.array([progress]))


# ---------------------------------------------------------------- the active share

HOSTILITIES = (0.0, 0.1, 0.2, 1.0)
"""A ceasefire has come wholly, by half, not at all, and a war is raging."""
BY_HAND = {
    # delay, progress: how much acts at each of the hostilities
    (NOW, 0.0): (1.0, 1.0, 1.0, 1.0),
    (NOW, 0.5): (1.0, 1.0, 1.0, 1.0),
    (0.25, 0.0): (1.0, 0.75, 0.5, 0.5),  # half of what waits for a ceasefire is still to come
    (CEASEFIRE, 0.0): (1.0, 0.5, 0.0, 0.0),
    (CEASEFIRE, 0.5): (1.0, 0.5, 0.0, 0.0),  # progress is no matter for a ceasefire
    (SETTLEMENT, 0.0): (0.5, 0.25, 0.0, 0.0),  # half of it is due in a ceasefire
    (SETTLEMENT, 0.25): (0.75, 0.375, 0.0, 0.0),
    (SETTLEMENT, 0.5): (1.0, 0.5, 0.0, 0.0),
    (SETTLEMENT, 0.9): (1.0, 0.5, 0.0, 0.0),
    (0.75, 0.0): (0.75, 0.375, 0.0, 0.0),  # between the two
}


@pytest.mark.parametrize(("delay", "progress"), BY_HAND)
def test_a_deferred_text_acts_as_far_as_its_day_has_come(
    village_opening: Situation, delay: float, progress: float
) -> None:
    found = [
        float(active_share(DEFERRAL, np.array([delay]), amid(village_opening, war, progress))[0])
        for war in HOSTILITIES
    ]
    assert found == pytest.approx(BY_HAND[delay, progress], abs=1e-15)


def test_without_the_rule_what_is_deferred_fades_with_the_war(village_opening: Situation) -> None:
    found = active_share(None, np.array([0.5]), amid(village_opening, 0.4, 0.5))
    assert found.tolist() == pytest.approx([0.8])


@pytest.mark.parametrize(
    ("hostilities", "progress", "delay", "gate"),
    [
        (0.0, 0.0, NOW, 0.5),  # a ceasefire without progress leaves half of it open
        (0.0, 0.25, NOW, 0.25),
        (0.0, 0.5, NOW, 0.0),
        (0.1, 0.0, NOW, 0.75),
        (0.1, 0.5, NOW, 0.5),
        (0.1, 0.0, CEASEFIRE, 0.375),
        (0.2, 0.5, NOW, 1.0),
        (1.0, 0.5, CEASEFIRE, 0.5),
        (1.0, 0.0, SETTLEMENT, 0.0),
    ],
)
def test_red_lines_hold_as_long_as_no_settlement_has_come(
    village_opening: Situation, hostilities: float, progress: float, delay: float, gate: float
) -> None:
    situation = amid(village_opening, hostilities, progress)
    found = unsettled(DEFERRAL, 0.25, np.array([delay]), situation)
    assert found.tolist() == pytest.approx([gate], abs=1e-15)


def test_without_the_rule_red_lines_fade_below_a_threshold_of_hostilities(
    village_opening: Situation,
) -> None:
    found = [
        float(unsettled(None, 0.25, np.array([0.5]), amid(village_opening, war, 0.9))[0])
        for war in (0.0, 0.1, 0.25, 1.0)
    ]
    assert found == pytest.approx([0.0, 0.2, 0.5, 0.5])


def test_the_rule_reaches_offers_and_gated_red_lines(
    village: World, village_opening: Situation, village_text: TextOf
) -> None:
    """In the war of the opening nothing that waits acts, and every gate is shut."""
    world = under(village, Mechanisms(deferral=DEFERRAL))
    text = village_text((1.0, 0.5, 1.0, CEASEFIRE, 1), (1.0, 0.5, 1.0, NOW, 1))
    opening = with_backstage(world, repeat(village_opening, 2))
    moment = Moment(world, text, opening, no_debate(opening))
    assert moment.active.tolist() == [0.0, 1.0]
    assert moment.offered.tolist() == pytest.approx([0.0, 0.5])  # an offer of .25 on a scale of .5
    summit = dict(zip([line.id for line in world.actors.red_lines], breaches(moment), strict=True))
    assert summit["summit"].tolist() == pytest.approx([0.4, 0.8])  # severity .8, gate .5 and 1


@settings(max_examples=60)
@given(war=FRACTIONS, more_war=FRACTIONS, progress=FRACTIONS, more=FRACTIONS)
def test_peace_and_progress_bring_the_day_nearer_and_the_order_of_delays_stays(
    village_opening: Situation, war: float, more_war: float, progress: float, more: float
) -> None:
    war, worse = sorted([war, more_war])
    progress, better = sorted([progress, more])
    delays = np.linspace(0.0, 1.0, 41)

    def share(hostilities: float, made: float) -> list[float]:
        everywhere = repeat(amid(village_opening, hostilities, made), len(delays))
        found: list[float] = active_share(DEFERRAL, delays, everywhere).tolist()
        return found

    now = share(war, progress)
    assert min(now) >= 0.0
    assert max(now) <= 1.0
    assert all(later <= sooner + 1e-15 for sooner, later in pairwise(now))
    # Without a jump: a step of 1/40 in delay moves the share by at most 2/40.
    assert all(sooner - later <= 0.05 + 1e-12 for sooner, later in pairwise(now))
    for other, direction in ((share(worse, progress), -1.0), (share(war, better), 1.0)):
        assert all(direction * (b - a) >= -1e-15 for a, b in zip(now, other, strict=True))


# ------------------------------------------------------------------------ the mood


def support(world: World, opening: Situation, text: Proposal, mood: float) -> list[float]:
    everywhere = repeat(replace(opening, mood=np.array([mood])), text.levels.shape[1])
    moment = Moment(world, text, everywhere, no_debate(everywhere))
    found: list[float] = react(moment).support.tolist()
    return found


def offering(text: Proposal, *offers: float) -> Proposal:
    measures = text.measures.copy()
    measures[PLACE["offer"]] = np.array(offers)
    return replace(text, measures=measures)


def test_the_mood_counts_as_far_as_a_text_offers_something(
    village: World, village_opening: Situation, village_text: TextOf
) -> None:
    """The reference is an offer of .25; the poll of the village found even odds."""
    world = under(village, Mechanisms(directional_mood=MOOD))
    offers = (0.25, 0.5, 0.125, 0.0, -0.125, -0.25, -1.0)
    text = offering(village_text(*[(0.5, 0.5, 1.0, 0.0, 1)] * 7), *offers)
    opening = repeat(replace(village_opening, mood=np.array([0.8])), 7)
    found = mood_for(Moment(world, text, opening, no_debate(opening))).tolist()
    assert found == pytest.approx([0.8, 0.8, 0.4, 0.0, -0.4, -0.8, -0.8])
    plain = mood_for(Moment(village, text, opening, no_debate(opening))).tolist()
    assert plain == [0.8] * 7


def test_what_the_poll_found_stays_whatever_the_text(
    village: World, village_opening: Situation, village_text: TextOf
) -> None:
    """Only what the mood has gained since turns with the direction of the text."""
    poll = replace(village.rules.public.poll, log_odds=0.5)
    rules = replace(village.rules, public=replace(village.rules.public, poll=poll))
    world = under(replace(village, rules=rules), Mechanisms(directional_mood=MOOD))
    text = offering(village_text(*[(0.5, 0.5, 1.0, 0.0, 1)] * 3), 0.25, 0.0, -0.25)
    opening = repeat(replace(village_opening, mood=np.array([0.8])), 3)
    found = mood_for(Moment(world, text, opening, no_debate(opening))).tolist()
    assert found == pytest.approx([0.8, 0.5, 0.2])  # .5 + .3, .5, .5 - .3


def test_isolation_gains_nothing_from_a_good_mood(game: Stage) -> None:
    """Whatever offers nothing gains nothing, what takes away loses, what offers gains."""
    policies = list(game.points)
    text, opening = game.text(*policies), game.opening()
    poll = game.world.rules.public.poll.log_odds
    moods = [poll + more for more in (-0.5, 0.0, 0.5)]
    rows = zip(*(support(game.world, opening, text, mood) for mood in moods), strict=True)
    for policy, offer, (bad, middling, good) in zip(
        policies, text["offer"].tolist(), rows, strict=True
    ):
        direction = max(-1.0, min(1.0, offer / MOOD.reference))
        assert good - middling == pytest.approx(0.5 * direction, abs=1e-12), policy
        assert middling - bad == pytest.approx(0.5 * direction, abs=1e-12), policy
    assert text["offer"][policies.index("isolation")] < -MOOD.reference


def test_with_the_shipped_mechanisms_the_poll_is_still_exact(december_bundle: Bundle) -> None:
    """At the polled text in the polled situation support is what the poll found."""
    world = build_world(december_bundle)
    mechanisms = world.rules.mechanisms
    assert mechanisms.directional_mood is not None
    assert mechanisms.deferral is not None
    moment = polled_moment(december_bundle, world)
    assert mechanisms.directional_mood.reference == pytest.approx(
        float(moment.proposal["offer"][0])
    )
    poll = december_bundle.actors[december_bundle.setting.public].poll
    assert poll is not None
    share = 100.0 * sigmoid(react(moment).support)
    assert share.tolist() == pytest.approx([poll.support], abs=1e-12)


@settings(max_examples=20)
@given(moment=games(), mood=st.floats(-2.0, 2.0), more=st.floats(0.0, 2.0))
def test_a_better_mood_never_turns_against_an_offer(
    moment: Moment, mood: float, more: float
) -> None:
    """In any world: talks gain from it, hostile texts do not, none by more than it moved."""
    sessions = moment.situation.sessions
    now, later = (
        react(changed(moment, mood=np.full(sessions, value))).support
        for value in (mood, mood + more)
    )
    directed = moment.world.rules.mechanisms.directional_mood is not None
    for offer, gained in zip(
        moment.proposal["offer"].tolist(), (later - now).tolist(), strict=True
    ):
        assert abs(gained) <= more + 1e-9
        if not directed:
            assert gained == pytest.approx(more, abs=1e-9)
        elif not math.isclose(offer, 0.0):
            assert gained * offer >= -1e-9
        else:
            assert gained == pytest.approx(0.0, abs=1e-9)
