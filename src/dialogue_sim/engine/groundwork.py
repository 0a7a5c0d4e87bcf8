"""What the chair does before it tables: it consults, assures, and campaigns at home."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.numerics import add_up
from dialogue_sim.engine.situation import NEVER

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Array, Truths
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import World


@dataclass(frozen=True, slots=True)
class Groundwork:
    """Done in one turn before a text is tabled.

    Attributes:
        consulted: (a, s) members who are asked for their resolve and what would reassure them.
        assured: (a, s) members who are assured for the text of this turn.
        promised: (a, s) members who are promised that their ask will be met.
        campaign: (s,) whether the chair campaigns at home.
    """

    consulted: Truths
    assured: Truths
    promised: Truths
    campaign: Truths


def no_groundwork(actors: int, sessions: int) -> Groundwork:
    """Nothing done in any session."""

    def nobody(*shape: int) -> Truths:
        return np.zeros(shape, dtype=np.bool_)

    members = (actors, sessions)
    return Groundwork(nobody(*members), nobody(*members), nobody(*members), nobody(sessions))


def cost(world: World, done: Groundwork) -> Array:
    """(s,) points of political capital; 0 where capital is not in play."""
    rule = world.rules.mechanisms.capital
    if rule is None:
        return np.zeros(len(done.campaign))
    consulting = rule.consult * _how_many(done.consulted)
    assuring = rule.assure_now * _how_many(done.assured)
    promising = rule.assure_promise * _how_many(done.promised)
    return consulting + assuring + promising + rule.campaign * done.campaign


def _how_many(rows: Truths) -> Array:
    """(s,) in how many rows (a, s) something was done; truths by themselves add up to a truth."""
    return add_up(rows.astype(np.float64))


def lay(world: World, situation: Situation, done: Groundwork, turn: int) -> Situation:
    """The situation once groundwork is laid; what it cost is paid.

    A promise falls due some turns on, or on the last turn if that comes first.
    """
    backstage, mechanisms = situation.backstage, world.rules.mechanisms
    if backstage is None:
        return situation
    told = done.consulted
    due = backstage.due
    if mechanisms.resolve is not None:
        latest = min(turn + mechanisms.resolve.due, world.story.turns)
        due = np.where(done.promised & (due == NEVER), latest, due)
    backstage = replace(
        backstage,
        capital=np.maximum(0.0, backstage.capital - cost(world, done)),
        low=np.where(told, backstage.resolve, backstage.low),
        high=np.where(told, backstage.resolve, backstage.high),
        assured=done.assured,
        due=due,
    )
    mood = situation.mood
    if mechanisms.capital is not None:
        mood = mood + mechanisms.capital.campaign_mood * done.campaign
    return replace(situation, mood=mood, backstage=backstage)
