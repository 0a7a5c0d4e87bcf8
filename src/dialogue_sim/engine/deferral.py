"""How far the day has come from which a deferred text acts (E6, E7, E33)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from dialogue_sim.engine.mechanisms import Deferral
    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.engine.situation import Situation

CEASEFIRE = 0.5
"""Delay of a text that waits for a ceasefire; 1 waits for a settlement."""


def still_due(rule: Deferral, situation: Situation) -> tuple[Array, Array]:
    """Each (s,) 0..1: how much of a ceasefire, and of a settlement, is still to come."""
    ceasefire = np.minimum(1.0, situation.hostilities / rule.ceasefire_below)
    on_the_way = np.minimum(1.0, situation.progress / rule.settlement_at)
    unsettled = rule.settlement_share * (1.0 - on_the_way)
    return ceasefire, ceasefire + (1.0 - ceasefire) * unsettled


def active_share(rule: Deferral | None, delay: Array, situation: Situation) -> Array:
    """(s,) how much of a text acts now, 0..1.

    Without the rule what is deferred fades with the war (E6). With it a text acts as far as its
    day has come: wholly if it waits for nothing, then linearly to the ceasefire's share, then to
    the settlement's.
    """
    if rule is None:
        return 1.0 - delay * situation.hostilities
    ceasefire, settlement = still_due(rule, situation)
    early = 1.0 - delay / CEASEFIRE * ceasefire
    late = (1.0 - ceasefire) + (delay / CEASEFIRE - 1.0) * (ceasefire - settlement)
    return np.where(delay <= CEASEFIRE, early, late)


def unsettled(
    rule: Deferral | None, resolved_below: float, delay: Array, situation: Situation
) -> Array:
    """(s,) gate of red lines that hold while the conflict is unresolved, 0..1 (E7)."""
    if rule is None:
        open_conflict = np.minimum(1.0, situation.hostilities / resolved_below)
    else:
        _, open_conflict = still_due(rule, situation)
    return open_conflict * (1.0 - delay)
