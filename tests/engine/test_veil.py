"""What nobody can know moves nothing that anybody is shown: neither the type nor any resolve."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from tests.engine.properties.games import backstage_of, whole_games
from tests.engine.properties.worlds import Numbers, seeds
from tests.engine.rulebook import behind

from dialogue_sim.engine import story
from dialogue_sim.engine.backstage import veiled
from dialogue_sim.engine.capital import affordable, in_hand, price
from dialogue_sim.engine.compromise import compromise
from dialogue_sim.engine.explain import expected_outlook
from dialogue_sim.engine.flips import smallest_changes
from dialogue_sim.engine.indicators import READABLE, read
from dialogue_sim.engine.procedure import chance_to_stand
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.silence import break_chances
from dialogue_sim.engine.situation import Situation, take
from dialogue_sim.engine.suppositions import suppositions
from dialogue_sim.engine.terms import Moment

if TYPE_CHECKING:
    from tests.engine.conftest import Stage

Fingerprint = Callable[[object], str]


def otherwise(moment: Moment, seed: int) -> Situation:
    """The same situation, had luck drawn other types and other resolves."""
    random, situation = np.random.default_rng(seed), moment.situation
    hidden = behind(situation)
    share = random.uniform(size=hidden.resolve.shape)
    resolve = hidden.low + (hidden.high - hidden.low) * share
    # Who was consulted has told: there its resolve is no secret.
    told = hidden.low == hidden.high
    hidden = replace(hidden, resolve=np.where(told, hidden.resolve, resolve))
    return replace(situation, nature=1 - situation.nature, backstage=hidden)


def shown(moment: Moment) -> tuple[object, ...]:
    """All that can be asked before a turn goes on."""
    world, situation = moment.world, moment.situation
    reactions = react(moment)
    policy = np.zeros(situation.sessions, dtype=np.int64)
    cost = price(world, policy, moment.proposal)
    return (
        reactions,
        chance_to_stand(moment, reactions),
        break_chances(moment, reactions),
        expected_outlook(moment, reactions),
        cost,
        affordable(world, situation, cost),
        in_hand(situation),
        tuple(read(world, situation, name) for name in sorted(READABLE)),
        story.legal(world, situation, 2),
    )


@settings(max_examples=15)
@given(moment=whole_games(), seed=seeds())
def test_what_is_shown_does_not_depend_on_what_is_hidden(
    fingerprint: Fingerprint, moment: Moment, seed: int
) -> None:
    other = replace(moment, situation=otherwise(moment, seed))
    behind_a_veil = replace(moment, situation=veiled(moment.situation))
    assert fingerprint(moment.situation) != fingerprint(other.situation)
    assert fingerprint(veiled(other.situation)) == fingerprint(behind_a_veil.situation)
    expected = fingerprint(shown(behind_a_veil))
    assert fingerprint(shown(moment)) == expected
    assert fingerprint(shown(other)) == expected


@pytest.mark.parametrize("policy", ["top_level_talks", "isolation"])
def test_hints_and_compromises_do_not_either(game: Stage, policy: str) -> None:
    opening = game.opening()
    numbers = Numbers(np.random.default_rng(4), exact=False)
    hidden = backstage_of(numbers, game.world, opening.progress)
    opening = replace(opening, backstage=hidden)
    moment = Moment(game.world, game.text(policy), opening, np.zeros_like(opening.trust))
    texts = []
    for situation in (opening, otherwise(moment, 9), veiled(opening)):
        assert situation.sessions == 1
        texts.append((
            compromise(game.world, situation, game.points[policy]),
            smallest_changes(game.world, situation, game.points[policy], 2),
            suppositions(game.world, situation, moment.proposal),
        ))  # fmt: skip
    assert texts[0] == texts[1] == texts[2]


def test_behind_the_veil_there_is_neither_type_nor_resolve(game: Stage) -> None:
    opening = game.opening(50, seed=2)
    seen = veiled(opening)
    assert set(opening.nature.tolist()) == {0, 1}
    assert not seen.nature.any()
    assert np.isnan(behind(seen).resolve).all()
    assert behind(seen).low.tolist() == behind(opening).low.tolist()
    assert take(seen, np.array([3])).sessions == 1


def test_without_mechanisms_the_veil_hides_the_type_alone(
    s2019: Stage, fingerprint: Fingerprint
) -> None:
    opening = s2019.opening(50, seed=2)
    seen = veiled(opening)
    assert not seen.nature.any()
    assert fingerprint(replace(seen, nature=opening.nature)) == fingerprint(opening)
