"""What the counterpart does: named drivers, an answer table, and one draw among five answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.numerics import add_up, exp

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.engine.numerics import Array, Truths
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.terms import Moment
    from dialogue_sim.engine.world import World

RECIPROCATE, PROBE, STONEWALL, EXPLOIT_SPLITS, ESCALATE = range(5)


@dataclass(frozen=True, slots=True)
class Prospect:
    """What the counterpart looks at before it answers.

    Attributes:
        moment: the text in force and the situation.
        split: (s,) visible division of the alliance, 0..1, before greed.
        greed: (s,) how much it wants to exploit.
        insecurity: (s,) how much it fears.
    """

    moment: Moment
    split: Array
    greed: Array
    insecurity: Array


@dataclass(frozen=True, slots=True)
class Driver:
    """One thing that moves the counterpart's answer (E17)."""

    name: str
    value: Callable[[Prospect], Array]


@dataclass(frozen=True, slots=True)
class Outlook:
    """The counterpart's drivers and what they make of its five answers.

    Attributes:
        drivers: (d, s) in the order of `DRIVERS`.
        probabilities: (k, s) of the five answers.
    """

    drivers: Array
    probabilities: Array


def _offer(p: Prospect) -> Array:
    return np.maximum(0.0, p.moment.proposal["offer"]) * p.moment.active


def _status(p: Prospect) -> Array:
    return p.moment.proposal.counterpart_interest * p.moment.active


def _temptation(p: Prospect) -> Array:
    exposed = p.greed * p.moment.proposal.exposure * p.moment.active
    ceiling = p.moment.world.rules.answer.credibility_ceiling
    return exposed * (ceiling - p.moment.situation.credibility)


DRIVERS = (
    Driver("const", lambda p: np.ones_like(p.split)),
    Driver("offer", _offer),
    Driver("status", _status),
    Driver("demand", lambda p: p.moment.proposal["demand"]),
    Driver("temptation", _temptation),
    Driver("split", lambda p: p.greed * p.split),
    Driver("threat", lambda p: p.insecurity * p.moment.proposal["threat"]),
    Driver("deterrent",
           lambda p: p.moment.situation.credibility * p.moment.proposal["deterrent"]),
    Driver("isolation", lambda p: p.moment.proposal["isolation"]),
    Driver("ledger", lambda p: p.moment.situation.own_conduct),
    Driver("hardliners", lambda p: p.moment.situation.hardliners),
    Driver("war", lambda p: p.moment.situation.hostilities),
    Driver("patron", lambda p: p.moment.situation.outside_support),
)  # fmt: skip
"""In summing order; the answer table of a setting has one column for each."""


def outlook(prospect: Prospect) -> Outlook:
    """Probabilities of the five answers: a multinomial logit over the drivers (E17)."""
    drivers = np.stack([driver.value(prospect) for driver in DRIVERS])
    lean = prospect.moment.world.counterpart.predictability
    weights = prospect.moment.world.rules.answer.weights
    appeal = add_up(column[:, None] * row for column, row in zip(weights.T, drivers, strict=True))
    appeal *= lean
    best = appeal[0]
    for value in appeal[1:]:
        best = np.maximum(best, value)
    appeal -= best
    odds = exp(appeal)
    odds /= add_up(odds)
    return Outlook(drivers=drivers, probabilities=odds)


def natures(world: World, situation: Situation) -> tuple[Array, Array]:
    """(s,) greed of the drawn type, and the insecurity that applies to every type."""
    greed = np.array([kind.greed for kind in world.counterpart.types])[situation.nature]
    return greed, np.full_like(greed, world.counterpart.insecurity)


def expected_nature(world: World, sessions: int) -> tuple[Array, Array]:
    """(s,) expected greed and insecurity, for all that is shown before the debrief."""
    greed = 0.0
    for kind in world.counterpart.types:
        greed = greed + kind.share * kind.greed
    return np.full(sessions, greed), np.full(sessions, world.counterpart.insecurity)


def dispersion(world: World, stances: Array) -> Array:
    """(s,) how far the members stand apart: mean absolute deviation by capability (E21)."""
    members = list(world.actors.members)
    capability = world.actors.capability[members]
    share = (capability / add_up(capability))[:, None]
    rows = stances[members]
    mean = add_up(rows * share)
    return add_up(np.abs(rows - mean) * share)


def split(world: World, proposal: Proposal, division: Array, blocked: Truths) -> Array:
    """(s,) the division that the counterpart sees, 0..1 (E17)."""
    rule = world.rules.answer
    seen = division * rule.dispersion + rule.disunity * (1.0 - proposal["unity"])
    return np.minimum(1.0, seen + rule.blocked * blocked)
