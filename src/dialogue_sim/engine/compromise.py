"""The text that a chair without a person would put in place of one that broke silence (E16)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.neighbours import Neighbourhood, Point, neighbourhood
from dialogue_sim.engine.numerics import add_up, log
from dialogue_sim.engine.proposal import propose
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.situation import repeat
from dialogue_sim.engine.terms import Moment

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import World

KEPT = 64
"""How many texts are remembered with those around them: a menu is asked about at every turn."""
LEAST_GAIN = 1e-6
"""A member who loses by a text counts as gaining this much, so that the product stays positive."""


def compromise(world: World, situation: Situation, text: Point) -> Point:
    """The neighbour by one issue with the best Nash product of the members' gains.

    A gain is utility above the lower of the text in force and the second cut point, weighted by
    capability (E16). Unity is never lowered; ties go to the first in the order of the issues.

    Args:
        world: the fixed world.
        situation: one session's situation.
        text: the text that did not pass.
    """
    near, candidates = _around(world, text)
    offered = _utilities(world, situation, candidates)
    refused = _utilities(world, situation, situation.standing)
    members = list(world.actors.members)
    capability = world.actors.capability[members]
    shares = capability / add_up(capability)
    worth = add_up(
        share * log(np.maximum(offered[m] - _floor(world, refused[m, 0]), LEAST_GAIN))
        for m, share in zip(members, shares, strict=True)
    )
    eligible = candidates["unity"] >= candidates["unity"][0]
    eligible[0] = False
    return near.point(int(np.argmax(np.where(eligible, worth, -np.inf))))


@lru_cache(maxsize=KEPT)
def _around(world: World, text: Point) -> tuple[Neighbourhood, Proposal]:
    """The texts that differ in one issue at most; they follow from the world alone."""
    near = neighbourhood(world.space, text, 1, venues=False)
    return near, propose(world, near.levels, near.venue)


def _utilities(world: World, situation: Situation, proposal: Proposal) -> Array:
    """(a, text) utilities of several texts in the same situation."""
    everywhere = repeat(situation, len(proposal.venue))
    return react(Moment(world, proposal, everywhere, np.zeros_like(everywhere.trust))).utility


def _floor(world: World, standing: float) -> float:
    return min(float(standing), world.rules.ladder.cuts[1])
