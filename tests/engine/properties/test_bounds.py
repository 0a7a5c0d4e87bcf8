"""No world, text or situation leads out of the ranges that screens and saves promise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from tests.engine.properties.games import games
from tests.engine.properties.worlds import moments, ruled, seeds

from dialogue_sim.engine.answer import Prospect, dispersion, drivers_of, outlook, split
from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.dynamics import Outcome, next_situation
from dialogue_sim.engine.hearing import Hearing, conclude
from dialogue_sim.engine.numerics import Array
from dialogue_sim.engine.procedure import chance_to_stand, decide
from dialogue_sim.engine.proposal import propose
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.terms import NAMES, Moment
from dialogue_sim.engine.world import MEASURES

EXAMPLES = settings(max_examples=20)
ROUNDING = 1e-14


def inside(values: Array, low: float, high: float) -> bool:
    return bool(((values >= low - ROUNDING) & (values <= high + ROUNDING)).all())


def but_the_public(moment: Moment) -> list[int]:
    actors = moment.world.actors
    return [actor for actor in range(len(actors.ids)) if actor != actors.public]


@EXAMPLES
@given(moment=moments() | games())
def test_an_offer_lies_between_minus_one_and_one(moment: Moment) -> None:  # P12
    assert inside(moment.proposal["offer"], -1.0, 1.0)


@EXAMPLES
@given(moment=moments() | games())
def test_exposure_and_the_other_measures_are_fractions(moment: Moment) -> None:
    for name in MEASURES:
        if name != "offer":
            assert inside(moment.proposal[name], 0.0, 1.0), name
    assert inside(moment.proposal.exposure, 0.0, 1.0)


@EXAMPLES
@given(moment=moments() | games())
def test_interest_lies_between_minus_one_and_one(moment: Moment) -> None:
    assert inside(moment.proposal.interests, -1.0, 1.0)
    assert inside(moment.proposal.counterpart_interest, -1.0, 1.0)


@EXAMPLES
@given(moment=moments() | games())
def test_no_term_weighs_more_than_its_share(moment: Moment) -> None:  # P2
    """E4: terms lie in -1..1, red lines and caution in -1..0."""
    found, shares = react(moment).terms, moment.world.actors.shares
    for row, name in enumerate(NAMES):
        for actor in but_the_public(moment):
            share = float(shares[row, actor])
            highest = 0.0 if name in {"principle", "caution"} else share
            assert inside(found[row, actor], -share, highest), name


@EXAMPLES
@given(moment=moments() | games())
def test_utility_lies_between_its_worst_and_its_best(moment: Moment) -> None:  # P2
    actors, utility = moment.world.actors, react(moment).utility
    force, caution = actors.shares[NAMES.index("principle")], actors.shares[NAMES.index("caution")]
    for actor in but_the_public(moment):
        lowest = -(1.0 + float(force[actor]) + float(caution[actor]))
        assert inside(utility[actor], lowest, 1.0 - float(caution[actor]))


@EXAMPLES
@given(moment=moments() | games())
def test_drivers_of_the_answer_keep_their_ranges(moment: Moment) -> None:
    situation, rule = moment.situation, moment.world.rules.answer
    one = np.ones(situation.sessions)
    drivers = outlook(Prospect(moment, situation.division, one, one)).drivers
    for driver, values in zip(drivers_of(moment.world), drivers, strict=True):
        lowest = -1.0 if driver.name in {"status", "ledger"} else 0.0
        highest = rule.credibility_ceiling if driver.name == "temptation" else 1.0
        assert inside(values, lowest, highest), driver.name


@EXAMPLES
@given(moment=moments() | games())
def test_dispersion_runs_from_unison_to_two_camps(moment: Moment) -> None:
    """The mean deviation of numbers from -1 to 1 is at most 1, and nothing where all agree."""
    stances = moment.situation.stances
    assert inside(dispersion(moment.world, stances), 0.0, 1.0)
    agreed = np.broadcast_to(stances[:1], stances.shape)
    assert inside(dispersion(moment.world, agreed), 0.0, 0.0)


@EXAMPLES
@given(moment=moments() | games())
def test_the_visible_split_is_a_fraction(moment: Moment) -> None:
    division = dispersion(moment.world, moment.situation.stances)
    assert inside(
        split(moment.world, moment.proposal, division, moment.situation.stands), 0.0, 1.0
    )


@EXAMPLES
@given(moment=moments() | games())
def test_the_chance_to_stand_is_a_chance_under_every_procedure(moment: Moment) -> None:
    for name in ("silence", "consensus", "majority"):
        procedure = replace(moment.world.rules.procedure, name=name)
        under = ruled(moment, procedure=procedure)
        assert inside(chance_to_stand(under, react(under)), 0.0, 1.0)


@settings(max_examples=8)
@given(moment=moments() | games(), seed=seeds())
def test_the_situation_stays_in_range_over_forty_random_turns(  # P21
    moment: Moment, seed: int
) -> None:
    random, world = np.random.default_rng(seed), moment.world
    situation, sessions = moment.situation, moment.situation.sessions
    for turn in range(1, 41):
        levels = random.uniform(0.0, 1.0, moment.proposal.levels.shape)
        text = propose(world, levels, moment.proposal.venue)
        arguments = random.uniform(-1.0, 1.0, situation.trust.shape)
        now = Moment(world, text, situation, arguments)
        luck = Draws(seed, np.arange(sessions, dtype=np.uint64), turn)
        reactions = react(now)
        ruling = decide(now, reactions, luck.uniforms(world.actors.streams))
        tabled = np.zeros(sessions, dtype=np.int64)
        decision = conclude(
            world,
            situation,
            tabled,
            (Hearing(text, reactions, ruling, np.zeros_like(situation.trust)),),
        )
        answer = random.integers(0, 5, sessions)
        situation = next_situation(Outcome(now, decision, answer))
        for name in ("hostilities", "posture", "counterpart_posture", "credibility", "cohesion",
                     "progress", "security_loss", "division"):  # fmt: skip
            assert inside(getattr(situation, name), 0.0, 1.0), name
        for name in ("conduct", "own_conduct", "stances"):
            assert inside(getattr(situation, name), -1.0, 1.0), name
        assert inside(situation.trust, -3.5, 3.5)
