"""Resolve: how much a member swallows before it breaks silence, and what moves it (E36).

A text's worth to a member is its utility, relief from not standing alone (E14), what the chair
has assured, less the grudge of broken promises. A member whose resolve lies above that worth
breaks silence. Resolve is hidden; whoever watches knows between which bounds it lies: a broken
silence shows that it is higher than the worth, a kept one that it is not, and a consultation
tells it. Within the bounds every value is as likely as any other, so the chance is exact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.numerics import add_up, clip
from dialogue_sim.engine.situation import NEVER

if TYPE_CHECKING:
    from dialogue_sim.engine.mechanisms import Resolve
    from dialogue_sim.engine.numerics import Array, Truths
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.situation import Backstage
    from dialogue_sim.engine.world import World


def backing_parts(rule: Resolve, backstage: Backstage) -> tuple[Array, Array, Array]:
    """Each (a, s): what an assurance for this text, an open promise, and grudges add to worth."""
    now = np.where(backstage.assured, rule.assure_now, 0.0)
    promised = np.where(backstage.due != NEVER, rule.assure_promise, 0.0)
    return now, promised, -backstage.grudge


def backing(rule: Resolve, backstage: Backstage) -> Array:
    """(a, s) what assurances and open promises add to a text's worth, less grudges."""
    return add_up(backing_parts(rule, backstage))


def break_chance(backstage: Backstage, members: list[int], worth: Array) -> Array:
    """How likely members are to break silence, as far as anybody can know.

    Args:
        members: (m,) their places among the actors.
        worth: (m, ..., s) what the text is worth to each.

    Returns:
        (m, ..., s) chances.
    """
    shape = (len(members), *(1,) * (worth.ndim - 2), worth.shape[-1])
    low = backstage.low[members].reshape(shape)
    high = backstage.high[members].reshape(shape)
    known = high <= low
    width = np.where(known, 1.0, high - low)
    return np.where(known, worth < low, clip((high - worth) / width, 0.0, 1.0))


def bounds_after(
    backstage: Backstage, worth: Array, broke: Truths, seen: Truths
) -> tuple[Array, Array]:
    """(a, s) lower and upper bounds of resolve once a text was heard.

    Args:
        worth: (a, s) what the text was worth.
        broke: (a, s) who broke silence.
        seen: (a, s) who showed anything: modelled members, and texts under the procedure.
    """
    low = np.where(seen & broke, np.maximum(backstage.low, worth), backstage.low)
    high = np.where(seen & ~broke, np.minimum(backstage.high, worth), backstage.high)
    return low, high


def answers_ask(world: World, text: Proposal) -> Truths:
    """(a, s) whose ask a text meets: any of its issues at its level or more."""
    met = np.zeros((len(world.actors.ids), text.levels.shape[1]), dtype=np.bool_)
    for actor, asks in enumerate(world.actors.asks):
        for issue, least in asks:
            met[actor] |= text.levels[issue] >= least
    return met
