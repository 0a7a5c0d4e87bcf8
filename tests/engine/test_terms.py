"""The nine terms in a small world, against numbers worked out on paper.

The paper: the text TALKS is top-level contact with some demands, agreed by all, from a ceasefire
on, in the council. In its world hostilities are .4, so that 1 - .5 * .4 = .8 of it acts now.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue_sim.engine import terms
from dialogue_sim.engine.explain import issue_parts, peer_parts
from dialogue_sim.engine.numerics import Array
from dialogue_sim.engine.proposal import propose
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.situation import repeat
from dialogue_sim.engine.terms import NAMES, TERMS, Moment
from dialogue_sim.session.worlds.build import build_world

if TYPE_CHECKING:
    from tests.engine.conftest import Stage

MomentOf = Callable[..., Moment]
TALKS = (1.0, 0.5, 1.0, 0.5, 1)
ALBA, BRAVA, CITIZENS, CORDA, NGO = range(5)
LEVELS = st.floats(0.0, 1.0)
TEXTS = st.tuples(LEVELS, LEVELS, LEVELS, LEVELS, st.sampled_from([0, 1]))


@pytest.fixture(scope="session")
def talks(village_moment: MomentOf) -> Moment:
    return village_moment(TALKS)


def column(values: Array) -> list[float]:
    """The single session of an (a, s) array."""
    assert values.shape[-1] == 1
    found: list[float] = values[..., 0].tolist()
    return found


def approx(expected: list[float]) -> object:
    return pytest.approx(expected, abs=1e-14)


# ------------------------------------------------------- parts of the terms


def test_interest_parts_add_up_to_the_interest_term(december: Stage) -> None:
    moment = december.moment(*december.points)
    parts = issue_parts(moment)
    interest = react(moment).terms[0]
    assert parts.shape == (len(moment.world.actors.ids), 11, len(december.points))
    np.testing.assert_allclose(parts.sum(axis=1), interest, rtol=0, atol=1e-14)


def test_peer_parts_add_up_to_the_peers_term(december: Stage) -> None:
    moment = december.moment("top_level_talks")
    actors = moment.world.actors
    stances = np.linspace(-1.0, 1.0, len(actors.ids))[:, None]
    moment = replace(moment, situation=replace(moment.situation, stances=stances))
    peers = react(moment).terms[NAMES.index("peers")]
    slope = 0.74 * 5.0
    for place in range(len(actors.ids)):
        share = float(actors.shares[NAMES.index("peers"), place])
        heard = float(peer_parts(moment, place).sum()) * share
        if place == actors.public:
            heard = slope * (heard - float(moment.world.rules.public.poll.terms[6]))
        assert peers[place, 0] == pytest.approx(heard, abs=1e-14)


# ------------------------------------------------------------ E7: red lines


def test_red_lines_multiply_hinges_and_add_up_to_at_most_one(village_moment: MomentOf) -> None:
    moment = village_moment(TALKS, (0.5, 0.6, 1.0, 0.0, 1), (0.75, 0.5, 1.0, 0.5, 1))
    # Each line breached, before its gate: severity times hinges.
    np.testing.assert_allclose(
        moment.proposal.red_lines,
        [
            [0.8, 0.0, 0.4],  # summit: .8 * (contact - .5) / .5
            [0.375, 0.125, 0.28125],  # terms: contact * (.8 - demands) / .8
            [0.5, 1.0, 0.5],  # haste: 1 - timing
        ],
        atol=1e-15,
    )
    # Gate of `summit`: .4 is war (above .2), times 1 - timing. Brava's sum stops at 1.
    np.testing.assert_allclose(
        terms.principle(moment)[[ALBA, BRAVA]],
        [[-0.4, 0.0, -0.2], [-0.875, -1.0, -0.78125]],
        atol=1e-15,
    )
    assert (terms.principle(moment)[[CITIZENS, CORDA, NGO]] == 0.0).all()


@pytest.mark.parametrize(
    ("hostilities", "gate"), [(0.0, 0.0), (0.05, 0.25), (0.2, 1.0), (0.9, 1.0)]
)
def test_a_red_line_of_war_fades_below_hostilities_of_twenty(
    village_moment: MomentOf, hostilities: float, gate: float
) -> None:
    moment = village_moment((1.0, 1.0, 1.0, 0.0, 1))
    situation = replace(moment.situation, hostilities=np.array([hostilities]))
    found = column(terms.principle(replace(moment, situation=situation)))
    assert found[ALBA] == pytest.approx(-0.8 * gate)
    assert found[BRAVA] == -1.0  # `haste` has no gate


# ---------------------------------------------------------- E6, E8: trust


def test_trust_weighs_gain_against_loss(talks: Moment) -> None:
    # .8 (p * 1 - (1 - p) min(1, 2 vulnerability * .36))
    # alba p .5, v .5: .8 (.5 - .5 * .36);  brava p .6, v 1: .8 (.6 - .4 * .72)
    # citizens p .4, v .5: .8 (.4 - .6 * .36);  corda v 0: .8 * .5;  ngo p .5, v 1: .8 (.5 - .36)
    expected = [0.256, 0.2496, 0.1472, 0.4, 0.112]
    assert column(terms.trust(talks)) == approx(expected)


@settings(max_examples=100)
@given(text=TEXTS, trust=st.floats(-3.5, 3.5))
def test_trust_is_positive_exactly_where_the_odds_exceed_loss_over_gain(
    village_moment: MomentOf, text: object, trust: float
) -> None:
    moment = village_moment(text)
    log_odds = np.full_like(moment.situation.trust, trust)
    moment = replace(moment, situation=replace(moment.situation, trust=log_odds))
    gain, exposure = float(moment.proposal["gain"][0]), float(moment.proposal.exposure[0])
    value = column(terms.trust(moment))
    for actor, vulnerability in ((ALBA, 0.5), (BRAVA, 1.0), (CORDA, 0.0)):
        loss = min(1.0, 2.0 * vulnerability * exposure)
        margin = math.exp(trust) * gain - loss  # odds p / (1 - p) against loss / gain
        if abs(margin) > 1e-9:
            assert (value[actor] > 0.0) == (margin > 0.0)


def test_nothing_acts_of_what_waits_for_peace_in_full_war(village_moment: MomentOf) -> None:
    moment = village_moment((1.0, 0.0, 1.0, 1.0, 1))
    moment = replace(moment, situation=replace(moment.situation, hostilities=np.array([1.0])))
    for term in (terms.trust, terms.past_conduct):
        assert column(term(moment)) == [0.0] * 5
    assert column(terms.principle(moment))[ALBA] == 0.0


# ------------------------------------------------- E9, E10, E11, E11b, E4b


def test_a_divided_public_at_home_moves_nobody(talks: Moment) -> None:
    # sigma(ln 3) = .75; the tilts are 0, -1, 0, 1, .5
    assert column(terms.domestic(talks, np.zeros(1)))[ALBA] == 0.0
    assert column(terms.domestic(talks, np.array([1.0])))[BRAVA] == 0.0
    assert column(terms.domestic(talks, np.array([-1.0])))[CORDA] == 0.0
    assert column(terms.domestic(talks, np.array([math.log(3.0)])))[ALBA] == pytest.approx(0.5)
    assert column(terms.domestic(talks, np.array([-50.0])))[ALBA] == pytest.approx(-1.0)


@pytest.mark.parametrize(
    ("conduct", "remembered"),
    [
        # generosity .1, 0, .5, 0, 0: bad conduct counts only as far as it is not forgiven
        (-0.3, [-0.2, -0.3, 0.0, -0.3, -0.3]),
        (-0.05, [0.0, -0.05, 0.0, -0.05, -0.05]),
        (0.0, [0.0] * 5),
        (0.4, [0.4] * 5),
    ],
)
def test_past_conduct_is_forgiven_as_far_as_generosity_goes(
    talks: Moment, conduct: float, remembered: list[float]
) -> None:
    moment = replace(talks, situation=replace(talks.situation, conduct=np.array([conduct])))
    # offer .25 on a scale of .5, of which .8 acts: .4
    assert column(terms.past_conduct(moment)) == approx([0.4 * m for m in remembered])


def test_an_offer_beyond_the_scale_counts_as_one(village_moment: MomentOf) -> None:
    moment = village_moment((0.0, 1.0, 1.0, 0.0, 0), (1.0, 0.0, 1.0, 0.0, 0))
    assert moment.proposal["offer"].tolist() == pytest.approx([-0.55, 0.35])
    conduct = np.array([-0.3, -0.3])
    moment = replace(moment, situation=replace(moment.situation, conduct=conduct))
    assert terms.past_conduct(moment)[BRAVA].tolist() == pytest.approx([0.3, -0.21])


def test_cohesion_depends_on_the_text_alone(village_moment: MomentOf) -> None:
    moment = village_moment(*[(0.5, 0.5, unity, 0.0, 1) for unity in (0.0, 0.5, 0.75, 1.0)])
    for row in terms.cohesion(moment):
        assert row.tolist() == [-1.0, 0.0, 0.5, 1.0]


def test_peers_are_heard_by_weight(talks: Moment) -> None:
    # stances 1, -.6, 0, .5, -1: alba .75 * -.6 + .25 * -1; brava .5 * 1 + .5 * .5; ngo 1
    assert column(terms.peers(talks)) == approx([-0.7, 0.75, 0.0, 0.0, 1.0])


def test_caution_speaks_against_every_text_and_the_debate_is_taken_as_it_is(
    talks: Moment,
) -> None:
    assert column(terms.caution(talks)) == [-1.0] * 5
    heard = np.array([[0.1], [-0.2], [0.3], [0.0], [1.0]])
    assert terms.argument(replace(talks, arguments=heard)).tolist() == heard.tolist()


# --------------------------------------------------- E4, E15: the whole sum


def test_utility_is_the_weighted_sum_worked_out_by_hand(talks: Moment) -> None:
    # Citizens: mood .2 plus steepness 5 times their own terms, all of them against a poll of
    # zeros: interest .5 * .8, trust .3 * .1472, cohesion .1 * 1, conduct forgiven.
    support = 0.2 + 5.0 * (0.4 + 0.04416 + 0.1)
    home = 2.0 / (1.0 + math.exp(-support)) - 1.0
    tilted = 2.0 / (1.0 + math.exp(-(support - 1.0))) - 1.0
    alba = 0.4 * 0.5 + 0.2 * 0.256 + 0.1 * home - 0.1 * 0.4 * 0.2 + 0.1 * 1.0
    alba += 0.1 * -0.7 + 0.6 * -0.4 - 0.1
    brava = 0.3 * 0.12 + 0.3 * 0.2496 + 0.1 * tilted - 0.1 * 0.4 * 0.3 + 0.1 * 0.75
    brava += 0.5 * -0.875 - 0.1
    reactions = react(talks)
    assert reactions.support[0] == pytest.approx(support, abs=1e-14)
    found = column(reactions.utility)
    assert found[ALBA] == pytest.approx(alba, abs=1e-14)
    assert found[BRAVA] == pytest.approx(brava, abs=1e-14)
    assert found[CITIZENS] == pytest.approx(0.74 * support, abs=1e-14)
    assert found[CORDA] == pytest.approx(0.75 - 0.05, abs=1e-14)


def test_utility_is_the_sum_of_its_terms_from_left_to_right_bit_for_bit(
    december: Stage,
) -> None:
    reactions = react(december.moment(*december.points))
    _, actors, texts = reactions.terms.shape
    for actor in range(actors):
        for text in range(texts):
            total = 0.0
            for term in reactions.terms[:, actor, text].tolist():
                total += term
            assert total == reactions.utility[actor, text]


def test_the_public_is_never_moved_by_itself(december: Stage) -> None:
    reactions = react(december.moment(*december.points))
    public = december.world.actors.public
    assert (reactions.terms[NAMES.index("domestic"), public] == 0.0).all()
    expected = 0.74 * reactions.support
    np.testing.assert_allclose(reactions.utility[public], expected, rtol=0, atol=1e-14)


@settings(max_examples=60)
@given(factor=st.floats(0.25, 4.0), actor=st.sampled_from(["eastern", "us", "nato_publics"]))
def test_only_the_ratios_of_stars_matter(s2019: Stage, factor: float, actor: str) -> None:
    profile = s2019.bundle.actors[actor]
    stars = {name: star * factor for name, star in profile.stars.model_dump().items()}
    scaled = profile.model_copy(update={"stars": profile.stars.model_copy(update=stars)})
    bundle = replace(s2019.bundle, actors={**s2019.bundle.actors, actor: scaled})
    shares = build_world(bundle).actors.shares
    np.testing.assert_allclose(shares, s2019.world.actors.shares, rtol=1e-13)


SCALES = st.floats(0.5, 1.5)


@settings(max_examples=40)
@given(jitter=st.tuples(SCALES, SCALES, SCALES, SCALES, st.floats(-1.0, 1.0)))
def test_support_for_the_polled_text_is_what_the_poll_found_whatever_the_profile(
    s2019: Stage, jitter: tuple[float, float, float, float, float]
) -> None:
    """E15: 65 % at the polled text in the polled situation, for every choice of parameters."""
    stars, trust, line, war, tolerance = jitter
    profile = s2019.bundle.actors["nato_publics"]
    poll = profile.poll
    assert poll is not None
    jittered = profile.model_copy(
        update={
            "stars": profile.stars.model_copy(update={"interest": 4.0 * stars, "peers": stars}),
            "trust": 0.42 * trust,
            "red_line_force": 0.4 * line,
            "tolerance": tolerance,
            "poll": poll.model_copy(
                update={"situation": {**poll.situation, "hostilities": 15.0 * war}}
            ),
        }
    )
    bundle = replace(s2019.bundle, actors={**s2019.bundle.actors, "nato_publics": jittered})
    stage = replace(s2019, bundle=bundle, world=build_world(bundle))
    # The polled situation, put together here and not by the code that finds the anchor.
    polled = {
        "hostilities": 0.15 * war, "posture": 0.5, "counterpart_posture": 0.55, "conduct": -0.1,
        "own_conduct": 0.0, "hardliners": 0.0, "credibility": 0.0, "cohesion": 0.0,
    }  # fmt: skip
    arrays = {name: np.array([value]) for name, value in polled.items()}
    opening = stage.opening()
    situation = replace(opening, **arrays, stances=np.zeros_like(opening.stances))  # type: ignore[arg-type]
    moment = replace(stage.moment("negotiate_at_ceasefire"), situation=situation)
    support = 1.0 / (1.0 + math.exp(-float(react(moment).support[0])))
    assert support == pytest.approx(0.65, rel=3e-16)


def test_no_term_lies_outside_minus_one_and_one(december: Stage) -> None:
    """E4: hence utility lies between -(1 + force + caution) and 1 - caution."""
    random = np.random.default_rng(4)
    space, actors = december.world.space, december.world.actors
    texts = 500
    levels = random.uniform(0.0, 1.0, (len(space.issues), texts))
    venue = random.integers(0, len(space.venues), texts)
    situation = repeat(december.opening(), texts)
    shape = situation.trust.shape
    situation = replace(
        situation,
        hostilities=random.uniform(0.0, 1.0, texts),
        conduct=random.uniform(-1.0, 1.0, texts),
        trust=random.uniform(-3.5, 3.5, shape),
        stances=random.uniform(-1.0, 1.0, shape),
    )
    moment = Moment(
        december.world, propose(december.world, levels, venue), situation,
        random.uniform(-1.0, 1.0, shape),
    )  # fmt: skip
    for term in TERMS:
        assert np.abs(term.value(moment)).max() <= 1.0 + 1e-15
    force = actors.shares[NAMES.index("principle")][:, None]
    caution = actors.shares[NAMES.index("caution")][:, None]
    others = [place for place in range(len(actors.ids)) if place != actors.public]
    utility = react(moment).utility
    assert (utility >= -(1.0 + force + caution) - 1e-14)[others].all()
    assert (utility <= 1.0 - caution + 1e-14)[others].all()
