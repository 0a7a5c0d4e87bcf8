"""What pushes in one direction only, in every world."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.engine.properties.worlds import cast, changed, moments, ruled, seeds

from dialogue_sim.engine.answer import DRIVERS, Outlook, Prospect, outlook
from dialogue_sim.engine.numerics import Array
from dialogue_sim.engine.procedure import chance_to_stand
from dialogue_sim.engine.proposal import Proposal, propose
from dialogue_sim.engine.reaction import draw, react
from dialogue_sim.engine.terms import NAMES, Moment
from dialogue_sim.engine.world import MeasureTerm, World
from dialogue_sim.words import ANSWERS

if TYPE_CHECKING:
    from tests.engine.conftest import Stage

EXAMPLES = settings(max_examples=15)
ROUNDING = 1e-13
CAUTION = NAMES.index("caution")


def but_the_public(moment: Moment) -> list[int]:
    actors = moment.world.actors
    return [actor for actor in range(len(actors.ids)) if actor != actors.public]


def term(moment: Moment, name: str) -> Array:
    """(a, s) a weighted term of everybody but the public."""
    return react(moment).terms[NAMES.index(name)][but_the_public(moment)]


def never_lower(before: Array, after: Array) -> bool:
    return bool((after >= before - ROUNDING).all())


def bolder(moment: Moment, more: float, actors: list[int]) -> Moment:
    """The moment in which these actors gain so much utility, for the burden of proof is less."""
    shares = moment.world.actors.shares.copy()
    shares[CAUTION, actors] = shares[CAUTION, actors] - more
    return cast(moment, shares=shares)


# ----------------------------------------------------------------- responses


@EXAMPLES
@given(moment=moments(), more=st.floats(0.001, 0.5), seed=seeds())
def test_with_the_same_luck_nobody_responds_worse_to_what_it_likes_better(  # P4
    moment: Moment, more: float, seed: int
) -> None:
    luck = np.random.default_rng(seed).uniform(size=moment.situation.trust.shape)
    before = draw(react(moment).probabilities, luck)
    after = draw(react(bolder(moment, more, but_the_public(moment))).probabilities, luck)
    assert (after >= before).all()


@EXAMPLES
@given(moment=moments(), more=st.floats(0.001, 0.5))
def test_what_is_liked_better_is_likelier_to_get_at_least_any_response(  # P5
    moment: Moment, more: float
) -> None:
    """First-order stochastic dominance."""
    before = react(moment).probabilities.cumsum(axis=0)
    after = react(bolder(moment, more, but_the_public(moment))).probabilities.cumsum(axis=0)
    assert never_lower(after, before)


@EXAMPLES
@given(moment=moments())
def test_better_luck_never_draws_a_worse_response(moment: Moment) -> None:
    chances = react(moment).probabilities
    lucks = np.linspace(0.0, 1.0, 33)[:-1]
    drawn = np.stack([draw(chances, np.full(chances.shape[1:], luck)) for luck in lucks])
    assert (np.diff(drawn, axis=0) >= 0).all()
    assert (np.take_along_axis(chances, drawn, axis=0) > 0.0).all()


# --------------------------------------------------------------------- terms


@EXAMPLES
@given(moment=moments(), more=st.floats(0.01, 2.0))
def test_who_trusts_more_gains_more_from_relying_on_the_counterpart(  # P8
    moment: Moment, more: float
) -> None:
    trusting = changed(moment, trust=moment.situation.trust + more)
    assert never_lower(term(moment, "trust"), term(trusting, "trust"))


@EXAMPLES
@given(moment=moments())
def test_who_is_more_vulnerable_gains_less_from_it(moment: Moment) -> None:
    exposed = cast(moment, vulnerability=np.minimum(1.0, moment.world.actors.vulnerability + 0.3))
    assert never_lower(term(exposed, "trust"), term(moment, "trust"))


@EXAMPLES
@given(moment=moments(), more=st.floats(0.01, 1.0))
def test_a_graver_breach_counts_more(moment: Moment, more: float) -> None:
    lines = moment.world.actors.red_lines
    graver = cast(
        moment, red_lines=tuple(replace(line, severity=line.severity + more) for line in lines)
    )
    text = propose(graver.world, moment.proposal.levels, moment.proposal.venue)
    after = term(replace(graver, proposal=text), "principle")
    assert never_lower(after, term(moment, "principle"))


@EXAMPLES
@given(moment=moments())
def test_war_never_softens_a_red_line(moment: Moment) -> None:
    war = changed(moment, hostilities=np.minimum(1.0, moment.situation.hostilities + 0.2))
    assert never_lower(term(war, "principle"), term(moment, "principle"))


@EXAMPLES
@given(moment=moments(), more=st.floats(0.01, 1.0))
def test_the_generous_mind_an_offer_after_bad_conduct_less(moment: Moment, more: float) -> None:
    bad = changed(moment, conduct=-np.abs(moment.situation.conduct))
    generous = cast(bad, generosity=bad.world.actors.generosity + more)
    offered = np.where(bad.proposal["offer"] >= 0.0, 1.0, -1.0)
    before, after = term(bad, "reciprocity"), term(generous, "reciprocity")
    assert never_lower(offered * before, offered * after)


@EXAMPLES
@given(moment=moments(), more=st.floats(0.01, 1.0))
def test_a_stance_moves_those_who_listen_by_their_weight_and_nobody_else(
    moment: Moment, more: float
) -> None:
    actors, row = moment.world.actors, NAMES.index("peers")
    speaker = len(actors.ids) - 1
    stances = moment.situation.stances.copy()
    stances[speaker] = stances[speaker] + more
    before, after = react(moment), react(changed(moment, stances=stances))
    for actor in but_the_public(moment):
        moved = after.terms[row, actor] - before.terms[row, actor]
        weight = float(actors.shares[row, actor] * actors.listens[actor, speaker])
        assert moved == pytest.approx(weight * more, abs=ROUNDING)
        if weight == 0.0 and actors.listens[actors.public, speaker] == 0.0:
            assert after.terms[:, actor].tobytes() == before.terms[:, actor].tobytes()


@EXAMPLES
@given(moment=moments(), more=st.floats(0.01, 2.0))
def test_a_kinder_mood_raises_support_and_what_follows_from_it(
    moment: Moment, more: float
) -> None:
    kinder = changed(moment, mood=moment.situation.mood + more)
    before, after = react(moment), react(kinder)
    np.testing.assert_allclose(after.support, before.support + more, rtol=0, atol=1e-12)
    assert never_lower(term(moment, "domestic"), term(kinder, "domestic"))
    public = moment.world.actors.public
    assert (after.utility[public] > before.utility[public]).all()


@EXAMPLES
@given(moment=moments(), more=st.floats(0.01, 2.0))
def test_an_actor_whose_own_public_is_kinder_hears_more_support(
    moment: Moment, more: float
) -> None:
    tilted = cast(moment, public_tilt=moment.world.actors.public_tilt + more)
    assert never_lower(term(moment, "domestic"), term(tilted, "domestic"))
    assert react(tilted).support.tobytes() == react(moment).support.tobytes()


# --------------------------------------------------------------------- texts


@EXAMPLES
@given(moment=moments(exact=True))
def test_the_further_from_its_ideal_the_less_an_actor_likes_a_text(moment: Moment) -> None:
    """Along every issue and for every shape: best at the ideal, never better further away."""
    world, steps = moment.world, np.linspace(0.0, 1.0, 65)
    for issue in range(len(world.space.issues)):
        levels = np.repeat(moment.proposal.levels[:, :1], len(steps), axis=1)
        levels[issue] = steps
        text = propose(world, levels, np.zeros(len(steps), dtype=np.int64))
        for actor, row in enumerate(text.interests):
            ideal = float(world.actors.preferences.ideals[actor, issue])
            shape = world.actors.preferences.shapes[actor][issue]
            towards, away = row[steps <= ideal], row[steps >= ideal]
            assert (np.diff(towards) >= 0.0).all()
            assert (np.diff(away) <= 0.0).all()
            assert shape != "min" or (away == away[0]).all()
            assert shape != "max" or (towards == towards[0]).all()


def along(village: World, measures: dict[str, tuple[MeasureTerm, ...]], issue: int) -> Proposal:
    """Texts that differ in one issue only, from its lowest to its highest value."""
    steps = np.linspace(0.0, 1.0, 41)
    levels = np.full((len(village.space.issues), len(steps)), 0.4)
    levels[issue] = steps
    world = replace(village, space=replace(village.space, measures=measures))
    return propose(world, levels, np.zeros(len(steps), dtype=np.int64))


SORTED = st.lists(st.floats(-10.0, 10.0), min_size=3, max_size=3).map(sorted)


@EXAMPLES
@given(rising=SORTED, falling=SORTED)
def test_an_offer_rises_and_falls_with_its_anchors(  # P10, P11
    village: World, rising: list[float], falling: list[float]
) -> None:
    offer = (
        MeasureTerm(0, 0.5, anchors=tuple(rising)),
        MeasureTerm(1, 0.5, anchors=tuple(reversed(falling))),
    )
    assert (np.diff(along(village, {"offer": offer}, 0)["offer"]) >= -ROUNDING).all()
    assert (np.diff(along(village, {"offer": offer}, 1)["offer"]) <= ROUNDING).all()


@EXAMPLES
@given(
    benefit=st.floats(0.0, 1.0),
    guards=st.lists(st.floats(0.0, 0.5), min_size=2, max_size=2),
    threshold=st.floats(0.1, 0.9),
)
def test_no_safeguard_raises_exposure_and_no_benefit_lowers_it(  # P9
    village: World, benefit: float, guards: list[float], threshold: float
) -> None:
    measures = {
        "benefit": (MeasureTerm(0, benefit),),
        "safeguard": (
            MeasureTerm(1, guards[0]),
            MeasureTerm(2, guards[1], above=threshold),
        ),
    }
    assert (np.diff(along(village, measures, 0).exposure) >= -ROUNDING).all()
    for safeguard in (1, 2):
        assert (np.diff(along(village, measures, safeguard).exposure) <= ROUNDING).all()


# ----------------------------------------------------------------- procedures


@EXAMPLES
@given(moment=moments())
def test_cohesion_never_makes_a_broken_silence_likelier(moment: Moment) -> None:
    divided = changed(moment, cohesion=np.zeros(moment.situation.sessions))
    half = changed(moment, cohesion=np.full(moment.situation.sessions, 0.5))
    whole = changed(moment, cohesion=np.ones(moment.situation.sessions))
    chances = [chance_to_stand(each, react(each)) for each in (divided, half, whole)]
    assert never_lower(chances[0], chances[1])
    assert never_lower(chances[1], chances[2])


@EXAMPLES
@given(
    moment=moments(),
    more=st.floats(0.001, 0.5),
    name=st.sampled_from(["silence", "consensus", "majority"]),
)
def test_a_member_that_likes_a_text_better_never_hurts_it(
    moment: Moment, more: float, name: str
) -> None:
    moment = ruled(moment, procedure=replace(moment.world.rules.procedure, name=name))
    before = chance_to_stand(moment, react(moment))
    for member in moment.world.actors.members:
        after = bolder(moment, more, [member])
        assert never_lower(before, chance_to_stand(after, react(after)))


@EXAMPLES
@given(moment=moments(), name=st.sampled_from(["silence", "consensus", "majority"]))
def test_what_others_than_members_think_is_no_matter_to_the_procedure(
    moment: Moment, name: str
) -> None:
    moment = ruled(moment, procedure=replace(moment.world.rules.procedure, name=name))
    members = moment.world.actors.members
    others = [actor for actor in but_the_public(moment) if actor not in members]
    before = chance_to_stand(moment, react(moment))
    angry = bolder(moment, -5.0, others)
    assert chance_to_stand(angry, react(angry)).tobytes() == before.tobytes()


@EXAMPLES
@given(moment=moments())
def test_one_more_member_never_helps_a_consensus(moment: Moment) -> None:
    moment = ruled(moment, procedure=replace(moment.world.rules.procedure, name="consensus"))
    members = moment.world.actors.members
    assume(len(members) > 1)
    fewer = cast(moment, members=members[:-1])
    assert never_lower(
        chance_to_stand(moment, react(moment)), chance_to_stand(fewer, react(fewer))
    )


# -------------------------------------------------------- answers: the column rule


def answered(moment: Moment, **values: Array) -> Outlook:
    """The answer where greed and fear are one; `split`, `greed` and `fear` may be given."""
    one = np.ones(moment.situation.sessions)
    split = values.pop("split", moment.situation.division)
    greed, fear = values.pop("greed", one), values.pop("fear", one)
    return outlook(Prospect(changed(moment, **values), split, greed, fear))


SOURCES = {
    "ledger": "own_conduct",
    "hardliners": "hardliners",
    "patron": "outside_support",
    "split": "split",
}


@EXAMPLES
@given(moment=moments(), driver=st.sampled_from(sorted(SOURCES)))
def test_a_driver_moves_the_answer_that_it_favours_most_one_way_only(  # P18 to P20f
    moment: Moment, driver: str
) -> None:
    """dP(k)/dd = lambda P(k) (B_kd - mean of B_d): one sign for the ends of a column."""
    sessions = moment.situation.sessions
    column = moment.world.rules.answer.weights[:, [d.name for d in DRIVERS].index(driver)]
    steps = [
        answered(moment, **{SOURCES[driver]: np.full(sessions, value)}).probabilities
        for value in np.linspace(0.0, 1.0, 9)
    ]
    moved = np.diff(np.stack(steps), axis=0)
    assert (moved[:, int(np.argmax(column))] >= -ROUNDING).all()
    assert (moved[:, int(np.argmin(column))] <= ROUNDING).all()


def test_a_credible_alliance_is_never_exploited_more_often(december: Stage) -> None:  # P19
    """Credibility lowers temptation and raises the deterrent, whatever the policy."""
    sessions = 11
    for policy in december.points:
        moment = december.moment(*[policy] * sessions)
        found = answered(moment, credibility=np.linspace(0.0, 1.0, sessions))
        chance = found.probabilities[ANSWERS.index("exploit_splits")]
        assert (np.diff(chance) <= ROUNDING).all()
        assert chance[-1] < chance[0]
