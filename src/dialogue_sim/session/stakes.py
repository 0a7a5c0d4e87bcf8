"""What a text puts at stake beside the reactions: its price, its step, who may break silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.capital import price
from dialogue_sim.engine.procedure import under_procedure
from dialogue_sim.engine.silence import break_chances, in_resolve
from dialogue_sim.engine.staircase import overreach, reach

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.engine.reaction import Reactions
    from dialogue_sim.engine.terms import Moment

POINTS = 100.0


@dataclass(frozen=True, slots=True)
class Step:
    """How far a text goes, what has been reached, and how much of it is too far; 0..100."""

    reach: float
    progress: float
    too_far: float


@dataclass(frozen=True, slots=True)
class Stakes:
    """What mechanisms make of a text; None for what a scenario does not have.

    Attributes:
        price: points of political capital; step: where the staircase is in play.
        breaks: by member, the chance that it breaks silence; nobody without the procedure.
    """

    price: int | None
    step: Step | None
    breaks: Mapping[str, float] | None


def stakes(moment: Moment, reactions: Reactions, policy: str) -> Stakes:
    """What a text puts at stake in the first session of a moment.

    Args:
        moment: the text in its situation; reactions: what `react` found.
        policy: that the text is made from.
    """
    rules = moment.world.rules.mechanisms
    return Stakes(
        price=None if rules.capital is None else _price(moment, policy),
        step=None if rules.staircase is None else _step(moment),
        breaks=None if in_resolve(moment) is None else _breaks(moment, reactions),
    )


def _price(moment: Moment, policy: str) -> int:
    places = [rule.id for rule in moment.world.story.policies]
    whose = np.full(moment.situation.sessions, places.index(policy))
    return int(price(moment.world, whose, moment.proposal)[0])


def _step(moment: Moment) -> Step:
    rows = (reach(moment), moment.situation.progress, overreach(moment))
    return Step(*(float(row[0]) * POINTS for row in rows))


def _breaks(moment: Moment, reactions: Reactions) -> dict[str, float]:
    if not under_procedure(moment)[0]:
        return {}
    actors, chances = moment.world.actors, break_chances(moment, reactions)
    return {
        actors.ids[place]: float(chance[0])
        for place, chance in zip(actors.members, chances, strict=True)
    }
