"""The ladder: from utility to probabilities, and from a probability and luck to a response."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue_sim.engine.reaction import draw, ladder_probabilities, react, worst_chance
from dialogue_sim.engine.rules import Ladder
from dialogue_sim.engine.terms import Moment

CUTS = (-0.36, -0.12, 0.08, 0.3)
LADDER = Ladder(CUTS, (-1.0, -0.6, 0.0, 0.5, 1.0))
# What content may say of an actor other than the public: E4 and the range of `predictability`.
UTILITIES = st.floats(-3.0, 1.0)
PREDICTABILITIES = st.floats(0.1, 40.0)
LADDERS = (
    st.lists(st.floats(-1.0, 1.0), min_size=4, max_size=4, unique=True)
    .map(lambda cuts: tuple(sorted(cuts)))
    .map(lambda cuts: Ladder(cuts, LADDER.stances))
)
LUCK = st.floats(0.0, 1.0, exclude_max=True)


def chances(utility: float, predictability: float, ladder: Ladder = LADDER) -> list[float]:
    """Probabilities of one actor in one session."""
    found = ladder_probabilities(ladder, np.array([[utility]]), np.array([predictability]))
    assert found.shape == (5, 1, 1)
    row: list[float] = found[:, 0, 0].tolist()
    return row


@given(LADDERS, UTILITIES, PREDICTABILITIES)
def test_probabilities_add_up_to_one(ladder: Ladder, utility: float, lean: float) -> None:
    found = chances(utility, lean, ladder)
    assert math.fsum(found) == pytest.approx(1.0, abs=4e-16)
    assert all(0.0 <= p <= 1.0 for p in found)


@given(LADDERS, UTILITIES, PREDICTABILITIES)
def test_the_log_odds_of_the_next_better_response_are_linear_in_utility(
    ladder: Ladder, utility: float, lean: float
) -> None:
    """E12: ln P(k) / P(k-1) = lambda (U - tau_k)."""
    found = chances(utility, lean, ladder)
    for (worse, better), cut in zip(pairwise(found), ladder.cuts, strict=True):
        if min(worse, better) > 1e-290:
            expected = lean * (utility - cut)
            assert math.log(better / worse) == pytest.approx(expected, abs=1e-12, rel=1e-12)


def test_a_tenth_more_utility_multiplies_the_odds_by_3_3() -> None:
    before, after = chances(0.0, 12.0), chances(0.1, 12.0)
    for k in range(1, 5):
        factor = (after[k] / after[k - 1]) / (before[k] / before[k - 1])
        assert factor == pytest.approx(math.exp(1.2))


@given(UTILITIES, st.floats(1e-6, 1.0), PREDICTABILITIES)
def test_a_better_utility_makes_every_better_response_likelier(
    utility: float, more: float, lean: float
) -> None:
    """First-order stochastic dominance."""
    low, high = np.cumsum(chances(utility, lean)), np.cumsum(chances(utility + more, lean))
    assert (high <= low + 1e-15).all()


@given(UTILITIES, st.floats(1e-6, 1.0), PREDICTABILITIES, LUCK)
def test_with_the_same_luck_a_better_utility_never_gives_a_worse_response(
    utility: float, more: float, lean: float, luck: float
) -> None:
    utilities = np.array([[utility, utility + more]])
    found = ladder_probabilities(LADDER, utilities, np.array([lean]))
    before, after = draw(found, np.array([[luck, luck]]))[0].tolist()
    assert before <= after


@given(st.lists(st.floats(0.001, 1.0), min_size=5, max_size=5), LUCK)
def test_a_draw_inverts_the_cumulative_distribution(weights: list[float], luck: float) -> None:
    shares = np.array(weights) / sum(weights)
    option = int(draw(shares, np.array(luck)))
    below, through = math.fsum(shares[:option]), math.fsum(shares[: option + 1])
    assert below - 1e-15 <= luck
    assert luck <= through + 1e-15


@pytest.mark.parametrize(
    ("luck", "option"),
    [(0.0, 0), (0.124, 0), (0.125, 1), (0.249, 1), (0.25, 2), (0.5, 3), (0.75, 4), (0.9999, 4)],
)
def test_luck_on_the_border_belongs_to_the_better_option(luck: float, option: int) -> None:
    shares = np.array([0.125, 0.125, 0.25, 0.25, 0.25])
    assert int(draw(shares, np.array(luck))) == option


def test_an_impossible_option_is_never_drawn() -> None:
    luck = np.linspace(0.0, 1.0, 1001)[:-1]
    shares = np.repeat(np.array([0.0, 0.5, 0.0, 0.5, 0.0])[:, None], len(luck), axis=1)
    assert set(draw(shares, luck).tolist()) == {1, 3}


@pytest.mark.parametrize("utility", [-0.8, -0.42, -0.3, -0.2, 0.0, 0.2, 0.36, 0.8])
def test_a_fully_predictable_actor_takes_as_many_steps_as_cuts_it_passes(utility: float) -> None:
    passed = sum(utility > cut for cut in CUTS)
    assert chances(utility, 200.0)[passed] > 0.999


def test_an_unpredictable_actor_gives_any_response() -> None:
    assert chances(0.9, 1e-9) == pytest.approx([0.2] * 5, abs=1e-8)


def test_the_likeliest_response_changes_at_the_cuts() -> None:
    for place, cut in enumerate(CUTS):
        below, above = chances(cut - 1e-6, 12.0), chances(cut + 1e-6, 12.0)
        assert below.index(max(below)) == place
        assert above.index(max(above)) == place + 1


@given(UTILITIES, PREDICTABILITIES)
def test_the_worst_chance_alone_is_that_of_the_whole_ladder(utility: float, lean: float) -> None:
    found = worst_chance(LADDER, np.array([[utility]]), np.array([lean]))
    assert float(found[0, 0]) == chances(utility, lean)[0]


@given(st.lists(st.tuples(UTILITIES, PREDICTABILITIES), min_size=2, max_size=5))
def test_actors_and_sessions_do_not_touch_each_other(pairs: list[tuple[float, float]]) -> None:
    utilities = np.array([[u, -u] for u, _ in pairs])
    leans = np.array([lean for _, lean in pairs])
    together = ladder_probabilities(LADDER, utilities, leans)
    for place, (utility, lean) in enumerate(pairs):
        assert together[:, place, 0].tolist() == chances(utility, lean)
        assert together[:, place, 1].tolist() == chances(-utility, lean)


@pytest.mark.parametrize("mood", [-4.6, 0.0, 4.6])
@pytest.mark.parametrize("lean", [4.0, 12.0, 40.0])
def test_the_ladder_holds_for_every_public_that_content_may_describe(
    village_moment: Callable[..., Moment], mood: float, lean: float
) -> None:
    """A public's utility is a log-odds and knows no bounds; support of 99 % is a mood of 4.6."""
    moment = village_moment((1.0, 0.0, 1.0, 0.0, 1), (0.0, 1.0, 0.0, 0.0, 0))
    actors = moment.world.actors
    world = replace(
        moment.world, actors=replace(actors, predictability=np.full(len(actors.ids), lean))
    )
    situation = replace(moment.situation, mood=np.full(2, mood))
    reactions = react(replace(moment, world=world, situation=situation))
    public = actors.public
    for session, utility in enumerate(reactions.utility[public].tolist()):
        found = reactions.probabilities[:, public, session].tolist()
        assert found == pytest.approx(softmax(utility, lean), rel=1e-11, abs=1e-15)


def softmax(utility: float, lean: float) -> list[float]:
    """E12 as it is written, from the largest exponent down."""
    exponents = [lean * (k * utility - math.fsum(CUTS[:k])) for k in range(5)]
    odds = [math.exp(exponent - max(exponents)) for exponent in exponents]
    return [odd / math.fsum(odds) for odd in odds]
