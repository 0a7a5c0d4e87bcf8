"""What would have to be otherwise: each value is enough, and none nearer to the present one is."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from dialogue_sim.engine.numerics import Array
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.situation import Situation
from dialogue_sim.engine.suppositions import Supposed, suppositions
from dialogue_sim.engine.terms import Moment

if TYPE_CHECKING:
    from tests.engine.conftest import Stage

POLICIES = ("top_level_talks", "isolation", "strict_conditional_dialogue", "neutral_platform")


def log_odds(points: float) -> float:
    return math.log(points / (100 - points))


def with_row(rows: Array, place: int, value: float) -> Array:
    changed = rows.copy()
    changed[place] = value
    return changed


PUT: dict[str, Callable[[Situation, int, float], Situation]] = {
    "hostilities": lambda s, _, v: replace(s, hostilities=np.array([v / 100])),
    "conduct": lambda s, _, v: replace(s, conduct=np.array([v / 100])),
    "support": lambda s, _, v: replace(s, mood=np.array([log_odds(v)])),
    "trust": lambda s, whose, v: replace(s, trust=with_row(s.trust, whose, log_odds(v))),
    "stance": lambda s, whose, v: replace(s, stances=with_row(s.stances, whose, v / 100)),
}
VALUES = {
    # Of conduct only what answers can make of it: the best one is worth 4 / 7.2.
    "hostilities": range(101), "conduct": range(-100, 56), "support": range(1, 100),
    "trust": range(3, 98), "stance": (-100, -60, 0, 50, 100),
}  # fmt: skip


@dataclass
class Slowly:
    """The same questions asked one situation at a time, each answer kept."""

    stage: Stage
    policy: str
    known: dict[tuple[str, int, float], list[list[float]]] = field(default_factory=dict)

    def reached(self, name: str, whose: int, value: float) -> list[list[float]]:
        """By actor, P(response >= k): each sum from the end; `now` puts nothing otherwise."""
        asked = (name, whose, value)
        if asked not in self.known:
            opening = self.stage.opening()
            situation = opening if name == "now" else PUT[name](opening, whose, value)
            nothing = np.zeros_like(situation.trust)
            text = self.stage.text(self.policy)
            chances = react(Moment(self.stage.world, text, situation, nothing)).probabilities
            self.known[asked] = [
                [float(chances[k:, actor, 0].sum()) for k in range(5)]
                for actor in range(chances.shape[1])
            ]
        return self.known[asked]


def cases(stage: Stage, policy: str) -> list[tuple[int, int, Supposed]]:
    found = suppositions(stage.world, stage.opening(), stage.text(policy))
    return [
        (actor, wanted, one)
        for actor, by_response in enumerate(found)
        for wanted, listed in by_response.items()
        for one in listed
    ]


@pytest.mark.parametrize("policy", POLICIES)
def test_the_value_is_enough_and_no_nearer_one_is(december: Stage, policy: str) -> None:
    slowly = Slowly(december, policy)
    now = slowly.reached("now", 0, 0)
    found = cases(december, policy)
    assert found
    for actor, wanted, one in found:
        there = slowly.reached(one.name, one.whose, one.value)[actor]
        assert there[wanted] == pytest.approx(one.probability, abs=1e-12)
        assert there[wanted] >= 0.5 > now[actor][wanted]
        for value in VALUES[one.name]:
            if abs(value - one.now) < abs(one.value - one.now):
                nearer = slowly.reached(one.name, one.whose, value)[actor]
                assert nearer[wanted] < 0.5, (one, value)


@pytest.mark.parametrize("policy", POLICIES)
def test_what_is_not_named_is_never_enough(december: Stage, policy: str) -> None:
    """Looked at in steps of five, which would not miss a whole range."""
    slowly = Slowly(december, policy)
    now = slowly.reached("now", 0, 0)
    named = {(actor, wanted, one.name) for actor, wanted, one in cases(december, policy)}
    for name in ("hostilities", "conduct", "support"):
        for value in VALUES[name][::5]:
            for actor, there in enumerate(slowly.reached(name, -1, value)):
                for wanted in (2, 3, 4):
                    if there[wanted] >= 0.5 > now[actor][wanted]:
                        assert (actor, wanted, name) in named


def test_only_peers_whom_an_actor_hears_are_supposed_to_speak(december: Stage) -> None:
    listens = december.world.actors.listens
    stances = [
        (actor, one.whose) for policy in december.points for actor, _, one in
        cases(december, policy) if one.name == "stance"
    ]  # fmt: skip
    assert stances
    assert all(listens[actor, whose] > 0 for actor, whose in stances)


def test_what_is_likely_already_needs_nothing(december: Stage) -> None:
    found = suppositions(december.world, december.opening(), december.text("nrc_ambassadors"))
    germany = december.world.actors.ids.index("germany")
    assert Slowly(december, "nrc_ambassadors").reached("now", 0, 0)[germany][4] > 0.5
    assert found[germany] == {2: (), 3: (), 4: ()}
