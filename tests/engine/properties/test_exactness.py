"""What holds to the last bit, or to rounding, against fractions and plain Python."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from tests.engine.properties.games import games
from tests.engine.properties.on_paper import Sheet
from tests.engine.properties.worlds import changed, moments, ruled

from dialogue_sim.engine.answer import (
    Prospect,
    dispersion,
    drivers_of,
    outlook,
    split,
)
from dialogue_sim.engine.explain import driver_parts, expected_outlook, issue_parts, peer_parts
from dialogue_sim.engine.proposal import propose
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.rules import Poll
from dialogue_sim.engine.terms import NAMES, Moment
from dialogue_sim.engine.world import MEASURES, CounterpartType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.engine.numerics import Array

EXAMPLES = settings(max_examples=20)
SOFTMAX_ROUNDING = 1e-9
"""Log-odds are differences of numbers up to some hundreds."""


def sheets(moment: Moment) -> Iterator[Sheet]:
    return (Sheet(moment, session) for session in range(moment.situation.sessions))


def everybody(moment: Moment) -> range:
    return range(len(moment.world.actors.ids))


def members_and_voices(moment: Moment) -> list[int]:
    """Everybody but the public, whose terms are differences from a poll."""
    return [actor for actor in everybody(moment) if actor != moment.world.actors.public]


def prospect(moment: Moment) -> Prospect:
    """What the counterpart sees, with numbers that the situation happens to hold."""
    situation = moment.situation
    return Prospect(moment, situation.division, situation.progress, situation.security_loss)


# --------------------------------------------------- what follows from a text


@EXAMPLES
@given(moment=moments(exact=True) | games(exact=True))
def test_every_measure_is_the_sum_of_its_declared_terms(moment: Moment) -> None:
    for sheet in sheets(moment):
        for name in MEASURES:
            found = float(moment.proposal[name][sheet.session])
            assert found == float(sheet.measure(name)), name
        assert moment.proposal.exposure[sheet.session] == float(sheet.exposure)


@EXAMPLES
@given(moment=moments(exact=True) | games(exact=True))
def test_interest_is_the_fit_of_every_issue_and_of_the_venue(moment: Moment) -> None:
    world = moment.world
    for sheet in sheets(moment):
        for actor in everybody(moment):
            expected = sheet.interest(world.actors.preferences, actor)
            assert moment.proposal.interests[actor, sheet.session] == float(expected)
        own = sheet.interest(world.counterpart.preferences, 0)
        assert moment.proposal.counterpart_interest[sheet.session] == float(own)


@EXAMPLES
@given(moment=moments(exact=True) | games(exact=True))
def test_red_lines_are_products_of_severity_hinges_and_gate(moment: Moment) -> None:
    found, row = react(moment).terms, NAMES.index("principle")
    for sheet in sheets(moment):
        for actor in members_and_voices(moment):
            share = Fraction(float(moment.world.actors.shares[row, actor]))
            assert found[row, actor, sheet.session] == float(share * sheet.principle(actor))


# -------------------------------------------------------------- terms and sums


@EXAMPLES
@given(moment=moments() | games())
def test_the_terms_of_a_receipt_add_up_to_utility_bit_for_bit(moment: Moment) -> None:  # P1
    reactions = react(moment)
    for actor in everybody(moment):
        for session in range(moment.situation.sessions):
            total = 0.0
            for part in reactions.terms[:, actor, session].tolist():
                total += part
            assert total == reactions.utility[actor, session]


@EXAMPLES
@given(moment=moments(exact=True) | games(exact=True))
def test_every_term_is_its_share_times_what_it_says_on_paper(moment: Moment) -> None:
    reactions, actors = react(moment), moment.world.actors
    for sheet in sheets(moment):
        for actor in members_and_voices(moment):
            values = {**sheet.values(actor), "domestic": sheet.domestic(actor)}
            for row, name in enumerate(NAMES):
                found = float(reactions.terms[row, actor, sheet.session])
                expected = float(actors.shares[row, actor]) * values[name]
                assert found == pytest.approx(expected, abs=1e-13), name


@EXAMPLES
@given(moment=moments(exact=True) | games(exact=True))
def test_support_is_mood_plus_the_distance_from_the_polled_text(moment: Moment) -> None:
    reactions, public = react(moment), moment.world.actors.public
    scale = moment.world.rules.public.ladder_scale
    for sheet in sheets(moment):
        expected = sheet.support()
        assert reactions.support[sheet.session] == pytest.approx(expected, abs=1e-12)
        found = float(reactions.utility[public, sheet.session])
        assert found == pytest.approx(scale * expected, abs=1e-12)


@EXAMPLES
@given(moment=moments() | games())
def test_the_issues_add_up_to_the_interest_term(moment: Moment) -> None:  # P1b
    # The public's parts and its term are differences from one and the same poll.
    public, rule = moment.world.actors.public, moment.world.rules.public
    polled = rule.poll.terms.copy()
    polled[0] = math.fsum(rule.poll.interest_parts)
    poll = Poll(rule.poll.log_odds, polled, rule.poll.interest_parts)
    moment = ruled(moment, public=type(rule)(rule.steepness, rule.ladder_scale, poll))
    parts, interest = issue_parts(moment), react(moment).terms[0]
    for actor in everybody(moment):
        for session in range(moment.situation.sessions):
            total = math.fsum(parts[actor, :, session].tolist())
            room = 1e-13 if actor == public else 1e-15
            assert total == pytest.approx(interest[actor, session], abs=room)


@EXAMPLES
@given(moment=moments(exact=True) | games(exact=True))
def test_what_each_peer_adds_makes_up_the_peers_term(moment: Moment) -> None:
    found, row = react(moment).terms, NAMES.index("peers")
    for actor in members_and_voices(moment):
        share = Fraction(float(moment.world.actors.shares[row, actor]))
        parts = peer_parts(moment, actor)
        for sheet in sheets(moment):
            heard = sum(map(Fraction, parts[:, sheet.session].tolist()), Fraction(0))
            assert heard == sheet.peers(actor)
            assert found[row, actor, sheet.session] == float(share * heard)


@EXAMPLES
@given(moment=moments() | games())
def test_at_the_poll_support_is_what_the_poll_found_whatever_the_world(  # P23
    moment: Moment,
) -> None:
    """Each session's own text and situation serve as the polled one in turn."""
    public, rule = moment.world.actors.public, moment.world.rules.public
    blank = Poll(0.0, np.zeros(len(NAMES)), rule.poll.interest_parts)
    slope = rule.steepness * rule.ladder_scale
    bare = ruled(moment, public=type(rule)(rule.steepness, rule.ladder_scale, blank))
    raw = react(bare).terms[:, public] / slope
    for session in range(moment.situation.sessions):
        poll = Poll(0.65, raw[:, session], rule.poll.interest_parts)
        polled = ruled(moment, public=type(rule)(rule.steepness, rule.ladder_scale, poll))
        polled = changed(polled, mood=np.full(moment.situation.sessions, 0.65))
        assert react(polled).support[session] == pytest.approx(0.65, abs=1e-13)


# --------------------------------------------------- probabilities and answers


@EXAMPLES
@given(moment=moments() | games())
def test_chances_of_responses_are_positive_and_add_up_to_one(moment: Moment) -> None:  # P3
    found = react(moment).probabilities
    assert found.shape == (5, *moment.situation.trust.shape)
    assert (found >= 0.0).all()
    for row in found.reshape(5, -1).T.tolist():
        assert math.fsum(row) == pytest.approx(1.0, abs=5e-16)


@EXAMPLES
@given(moment=moments() | games())
def test_log_odds_of_neighbouring_responses_belong_to_the_actor(moment: Moment) -> None:  # P7b
    """ln P(k) / P(k-1) = lambda (U - tau_k), with this actor's lambda and utility."""
    reactions, actors = react(moment), moment.world.actors
    for actor in everybody(moment):
        lean = float(actors.predictability[actor])
        for session in range(moment.situation.sessions):
            utility = float(reactions.utility[actor, session])
            chances = reactions.probabilities[:, actor, session].tolist()
            if lean * abs(utility) > 100.0:
                continue  # certain; the others are too small for a quotient
            for cut, (worse, better) in zip(
                moment.world.rules.ladder.cuts, pairwise(chances), strict=True
            ):
                expected = lean * (utility - cut)
                assert math.log(better / worse) == pytest.approx(expected, abs=SOFTMAX_ROUNDING)


@EXAMPLES
@given(moment=moments() | games())
def test_chances_of_answers_are_positive_and_add_up_to_one(moment: Moment) -> None:
    found = outlook(prospect(moment)).probabilities
    assert found.shape == (5, moment.situation.sessions)
    assert (found > 0.0).all()
    for row in found.T.tolist():
        assert math.fsum(row) == pytest.approx(1.0, abs=5e-16)


@EXAMPLES
@given(moment=moments() | games())
def test_log_odds_of_answers_add_up_driver_by_driver(moment: Moment) -> None:
    """lambda (B_km - B_jm) d_m over all drivers m is ln P(k) / P(j), for every pair."""
    found = outlook(prospect(moment))
    table = moment.world.rules.answer.weights.tolist()
    lean = moment.world.counterpart.predictability
    for session in range(moment.situation.sessions):
        drivers = found.drivers[:, session].tolist()
        chances = found.probabilities[:, session].tolist()
        for one, other in pairwise(range(5)):
            parts = [
                lean * (b - c) * d
                for b, c, d in zip(table[one], table[other], drivers, strict=True)
            ]
            log_odds = math.log(chances[one] / chances[other])
            assert math.fsum(parts) == pytest.approx(log_odds, abs=SOFTMAX_ROUNDING)
            shown = driver_parts(moment.world, found, one, other)[:, session]
            assert shown.tolist() == pytest.approx(parts, abs=1e-12)


@EXAMPLES
@given(moment=moments(exact=True) | games(exact=True))
def test_every_driver_is_what_it_says_on_paper(moment: Moment) -> None:
    found = outlook(prospect(moment))
    ceiling = Fraction(moment.world.rules.answer.credibility_ceiling)
    for sheet in sheets(moment):
        greed, fear = sheet.now("progress"), sheet.now("security_loss")
        own = sheet.interest(moment.world.counterpart.preferences, 0)
        lured = greed * sheet.exposure * sheet.active * (ceiling - sheet.now("credibility"))
        expected = {
            "const": Fraction(1),
            "offer": max(Fraction(0), sheet.measure("offer")) * sheet.active,
            "status": own * sheet.active,
            "demand": sheet.measure("demand"),
            "temptation": lured,
            "split": greed * sheet.now("division"),
            "threat": fear * sheet.measure("threat"),
            "deterrent": sheet.now("credibility") * sheet.measure("deterrent"),
            "isolation": sheet.measure("isolation"),
            "ledger": sheet.now("own_conduct"),
            "hardliners": sheet.face,
            "war": sheet.war,
            "patron": sheet.now("outside_support"),
            "overreach": sheet.too_far,
        }
        for row, driver in enumerate(drivers_of(moment.world)):
            value = float(found.drivers[row, sheet.session])
            assert value == pytest.approx(float(expected[driver.name]), abs=1e-15), driver.name


@EXAMPLES
@given(moment=moments(exact=True) | games(exact=True))
def test_dispersion_is_the_mean_deviation_of_the_members(moment: Moment) -> None:
    actors = moment.world.actors
    found = dispersion(moment.world, moment.situation.stances)
    weights = {member: Fraction(float(actors.capability[member])) for member in actors.members}
    whole = sum(weights.values(), Fraction(0))
    for sheet in sheets(moment):
        mean = sum((w * sheet.stance(m) for m, w in weights.items()), Fraction(0)) / whole
        away = sum((w * abs(sheet.stance(m) - mean) for m, w in weights.items()), Fraction(0))
        assert found[sheet.session] == float(away / whole)


@EXAMPLES
@given(moment=moments(exact=True) | games(exact=True))
def test_the_visible_split_adds_up_and_stops_at_one(moment: Moment) -> None:
    rule, blocked = moment.world.rules.answer, moment.situation.stands
    found = split(moment.world, moment.proposal, moment.situation.division, blocked)
    for sheet in sheets(moment):
        seen = Fraction(rule.dispersion) * sheet.now("division")
        seen += Fraction(rule.disunity) * (1 - sheet.measure("unity"))
        seen += Fraction(rule.blocked) * bool(blocked[sheet.session])
        assert found[sheet.session] == float(min(Fraction(1), seen))


@EXAMPLES
@given(moment=moments() | games())
def test_before_the_debrief_the_counterpart_has_the_mean_of_its_natures(moment: Moment) -> None:
    """The drivers are linear in greed and fear: their expectation is that of the expectation.

    Types are as likely as they are common, or as they are read to be; only behind a mask do they
    differ in what they fear.
    """
    reactions, counterpart = react(moment), moment.world.counterpart
    stances = np.array(moment.world.rules.ladder.stances)
    means = (stances[:, None, None] * reactions.probabilities).sum(axis=0)
    nobody = np.zeros(moment.situation.sessions, dtype=np.bool_)
    seen = split(moment.world, moment.proposal, dispersion(moment.world, means), nobody)
    hidden, masked = moment.situation.backstage, moment.world.rules.mechanisms.mask is not None

    def by(kind: CounterpartType) -> Array:
        fear = kind.insecurity if masked else counterpart.insecurity
        greed = np.full_like(seen, kind.greed)
        return outlook(Prospect(moment, seen, greed, np.full_like(seen, fear))).drivers

    weighted = np.zeros_like(by(counterpart.types[0]))
    for place, kind in enumerate(counterpart.types):
        weighted += (kind.share if hidden is None else hidden.reading[place]) * by(kind)
    found = expected_outlook(moment, reactions)
    np.testing.assert_allclose(found.drivers, weighted, rtol=0, atol=1e-14)


@EXAMPLES
@given(moment=moments() | games())
def test_a_text_in_a_batch_is_the_text_alone(moment: Moment) -> None:
    together = moment.proposal
    for session in range(moment.situation.sessions):
        one = slice(session, session + 1)
        alone = propose(moment.world, together.levels[:, one], together.venue[one])
        assert alone.measures.tobytes() == together.measures[:, one].tobytes()
        assert alone.interests.tobytes() == together.interests[:, one].tobytes()
        assert alone.red_lines.tobytes() == together.red_lines[:, one].tobytes()
