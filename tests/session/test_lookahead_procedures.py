"""Looking ahead under procedures other than silence: how members stand once a text has passed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.engine.backstage import veiled
from dialogue_sim.engine.draws import Draws, key_of
from dialogue_sim.engine.numerics import Array, Integers, Truths
from dialogue_sim.engine.procedure import chance_to_stand
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.situation import take
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.session.strategies.lookahead import Pairs, passed, refused
from dialogue_sim.session.strategies.table import Stage, Table, stage_of
from dialogue_sim.session.worlds.opening import open_situation

SEED = key_of("oslo")
STANCES = np.array([-1.0, -0.6, 0.0, 0.5, 1.0])
"""Of the five responses, worst first."""
DRAWS = 500_000
UNITY, GROUP = "unity", 1


@cache
def stage(procedure: str = "consensus") -> Stage:
    bundle = load(read_library(packaged_content()), "oslo_platform")
    scenario = bundle.scenario.model_copy(update={"procedure": procedure})
    return stage_of(replace(bundle, scenario=scenario))


def tabled(stage: Stage, policy: str, levels: dict[str, int] | None = None) -> Pairs:
    """A policy at the opening, as it is written or with one issue at another level."""
    world, one = stage.world, np.zeros(1, dtype=np.uint64)
    known = veiled(open_situation(stage.bundle, world, SEED, one))
    used = np.zeros((len(world.story.policies), 1), dtype=np.int64)
    texts = Table(stage, known, Draws(SEED, one, 1), used, amended=True, mandate="founder").texts
    issues = list(stage.bundle.setting.issues)
    at = next(
        place
        for place, (made_from, point) in enumerate(zip(texts.policies, texts.points, strict=True))
        if world.story.policies[made_from].id == policy
        and all(point.levels[issues.index(issue)] == to for issue, to in (levels or {}).items())
    )
    moment = Moment(world, take(texts.proposals, np.array([at])), known, no_debate(known))
    return Pairs(texts.policies[[at]], moment, react(moment))


def expected(pairs: Pairs) -> tuple[float, Array, Array]:
    """The chance that a text stands, and (m,) members' stances if it does and if it does not."""
    members = list(pairs.moment.world.actors.members)
    stands = chance_to_stand(pairs.moment, pairs.reactions)
    agreement = passed(pairs)
    rift = refused(pairs, agreement, 1.0 - stands)
    return float(stands[0]), agreement.stances[members, 0], rift.stances[members, 0]


def drawn(pairs: Pairs) -> Integers:
    """(m, d) responses of the members, each drawn for itself."""
    luck = np.random.default_rng(11)
    return np.stack([
        luck.choice(5, DRAWS, p=pairs.reactions.probabilities[:, member, 0])
        for member in pairs.moment.world.actors.members
    ])  # fmt: skip


def assert_found(predicted: Array, responses: Integers, where: Truths) -> None:
    """Each member's stance is the mean of those drawn, within three standard errors."""
    stances = STANCES[responses[:, where]]
    assert stances.shape[1] > 500
    error = stances.std(axis=1) / np.sqrt(stances.shape[1])
    assert (np.abs(predicted - stances.mean(axis=1)) <= 3.0 * error + 1e-9).all()


@pytest.mark.parametrize("policy", ["neutral_platform", "isolation"])
def test_members_stand_as_where_consensus_is_found_and_where_not(policy: str) -> None:
    pairs = tabled(stage(), policy)
    stands, agreement, rift = expected(pairs)
    responses = drawn(pairs)
    found: Truths = responses.min(axis=0) >= 2  # nobody objects or rejects
    assert stands == pytest.approx(found.mean(), abs=3 * found.std() / np.sqrt(DRAWS) + 1e-9)
    assert_found(agreement, responses, found)
    assert_found(rift, responses, ~found)
    # Both ends together are what was expected before.
    before = STANCES @ pairs.reactions.probabilities[:, list(pairs.moment.world.actors.members), 0]
    assert stands * agreement + (1.0 - stands) * rift == pytest.approx(before)


def test_where_nobody_stops_a_text_alone_members_stand_as_before_it() -> None:
    pairs = tabled(stage("majority"), "neutral_platform")
    stands, agreement, rift = expected(pairs)
    assert 0.0 < stands < 1.0
    responses = drawn(pairs)
    for stances in (agreement, rift):
        assert_found(stances, responses, np.ones(DRAWS, dtype=np.bool_))


def test_what_a_group_does_is_stopped_by_nobody() -> None:
    pairs = tabled(stage(), "neutral_platform", {UNITY: GROUP})
    stands, agreement, rift = expected(pairs)
    assert stands == 1.0
    responses = drawn(pairs)
    assert (responses < 2).any()
    for stances in (agreement, rift):
        assert_found(stances, responses, np.ones(DRAWS, dtype=np.bool_))


def test_who_is_sure_to_object_leaves_no_number_undefined() -> None:
    pairs = tabled(stage(), "neutral_platform")
    own = pairs.moment.world.actors.members[0]
    chances = pairs.reactions.probabilities.copy()
    chances[:, own], chances[1, own] = 0.0, 1.0
    sure = replace(pairs, reactions=replace(pairs.reactions, probabilities=chances))
    stands, agreement, rift = expected(sure)
    assert stands == 0.0
    assert np.isfinite(agreement).all()
    assert_found(rift, drawn(sure), np.ones(DRAWS, dtype=np.bool_))
