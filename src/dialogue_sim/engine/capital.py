"""Political capital: what the chair can afford to table, and what it earns (E38)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.numerics import clip

if TYPE_CHECKING:
    from dialogue_sim.engine.mechanisms import Capital
    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import World

ROUNDING = 1e-9
"""A price that exceeds a whole point by less is that point."""


def price(world: World, policy: Integers, text: Proposal) -> Array:
    """(s,) whole points that tabling a text costs; 0 where capital is not in play.

    Args:
        policy: (s,) index of the policy that each text is made from.
        text: with its amendments.
    """
    if world.rules.mechanisms.capital is None:
        return np.zeros(len(policy))
    surcharges = np.array([rule.surcharge for rule in world.story.policies])
    return np.maximum(0.0, whole_points(text["price"]) + surcharges[policy])


def whole_points(measured: Array) -> Array:
    """(s,) the measure `price` of texts, rounded up."""
    return np.ceil(measured - ROUNDING)


def in_hand(situation: Situation) -> Array:
    """(s,) points that can be spent now; without limit where there is no capital."""
    if situation.backstage is None:
        return np.full(situation.sessions, np.inf)
    return situation.backstage.capital


def affordable(world: World, situation: Situation, cost: Array) -> Truths:
    """(s,) whether something can be paid now."""
    if world.rules.mechanisms.capital is None:
        return np.ones(situation.sessions, dtype=np.bool_)
    can: Truths = cost <= in_hand(situation)
    return can


def earned(rule: Capital, broken: Truths, bonus: Truths) -> Array:
    """(s,) points that a turn brings.

    Args:
        broken: (s,) whether silence was broken in it; bonus: (s,) whether it earns more.
    """
    return rule.income + rule.bonus * bonus + rule.broken_silence * broken


def balance(rule: Capital, before: Array, spent: Array, gained: Array) -> Array:
    """(s,) points after a turn, never below nothing and never above the most."""
    return clip(before - spent + gained, 0.0, rule.most)
