"""What the counterpart does: named drivers, an answer table, and one draw among five answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.mask import face, prior
from dialogue_sim.engine.numerics import add_up, exp
from dialogue_sim.engine.staircase import overreach, war

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.engine.numerics import Array, Integers, Truths
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
        drivers: (d, s) in the order of `drivers_of(world)`.
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
    Driver("hardliners", lambda p: face(p.moment)),
    Driver("war", lambda p: war(p.moment)),
    Driver("patron", lambda p: p.moment.situation.outside_support),
    Driver("overreach", lambda p: overreach(p.moment)),
)  # fmt: skip
"""In summing order; the answer table of a setting has one column for each, the last one only
where the setting has a staircase."""


def drivers_of(world: World) -> tuple[Driver, ...]:
    """The drivers that this world's answer table has columns for."""
    return DRIVERS[: world.rules.answer.weights.shape[1]]


def outlook(prospect: Prospect) -> Outlook:
    """Probabilities of the five answers: a multinomial logit over the drivers (E17)."""
    world = prospect.moment.world
    drivers = np.stack([driver.value(prospect) for driver in drivers_of(world)])
    lean = world.counterpart.predictability
    weights = world.rules.answer.weights
    appeal = add_up(column[:, None] * row for column, row in zip(weights.T, drivers, strict=True))
    appeal *= lean
    best = appeal[0]
    for value in appeal[1:]:
        best = np.maximum(best, value)
    appeal -= best
    odds = exp(appeal)
    odds /= add_up(odds)
    return Outlook(drivers=drivers, probabilities=odds)


def by_nature(moment: Moment, seen: Array) -> tuple[Outlook, tuple[Outlook, ...]]:
    """How the counterpart of the drawn type answers, and how each type would.

    Args:
        moment: the text in force and the situation.
        seen: (s,) the division that it sees.

    Returns:
        the first, and one for each type; none of these where the type is no secret.
    """
    nature = moment.situation.nature
    if moment.world.rules.mechanisms.mask is None:
        greed, insecurity = (
            np.array(column) for column in zip(*_pairs(moment.world), strict=True)
        )
        return outlook(Prospect(moment, seen, greed[nature], insecurity[nature])), ()
    likely = tuple(
        outlook(Prospect(moment, seen, np.full_like(seen, greed), np.full_like(seen, insecurity)))
        for greed, insecurity in _pairs(moment.world)
    )
    drivers, chances = likely[0].drivers, likely[0].probabilities
    for place, one in enumerate(likely[1:], start=1):
        drivers = np.where(nature == place, one.drivers, drivers)
        chances = np.where(nature == place, one.probabilities, chances)
    return Outlook(drivers, chances), likely


def likelihoods(likely: tuple[Outlook, ...], answer: Integers) -> Array:
    """(n, s) chance of an answer under each type; (0, s) where the type is no secret."""
    everywhere = np.arange(len(answer))
    rows = [one.probabilities[answer, everywhere] for one in likely]
    return np.stack(rows) if rows else np.empty((0, len(answer)))


def expected_outlook_of(moment: Moment, seen: Array) -> Outlook:
    """The answer as it looks before the debrief: by expected greed and insecurity.

    What is expected follows the reading where there is one, else how common each type is.
    """
    world = moment.world
    shares = reading_of(world, moment.situation)
    greed, insecurity = zip(*_pairs(world), strict=True)
    greedy = add_up(share * value for share, value in zip(shares, greed, strict=True))
    afraid = np.full_like(greedy, world.counterpart.insecurity)
    if world.rules.mechanisms.mask is not None:
        afraid = add_up(share * value for share, value in zip(shares, insecurity, strict=True))
    return outlook(Prospect(moment, seen, greedy, afraid))


def reading_of(world: World, situation: Situation) -> Array:
    """(n, s) how likely each type of the counterpart is, as far as anybody can know."""
    if situation.backstage is not None:
        return situation.backstage.reading
    return prior(world, situation.sessions)


def _pairs(world: World) -> list[tuple[float, float]]:
    """Greed and insecurity of each type; without the mask all are insecure alike."""
    masked = world.rules.mechanisms.mask is not None
    return [
        (kind.greed, kind.insecurity if masked else world.counterpart.insecurity)
        for kind in world.counterpart.types
    ]


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
