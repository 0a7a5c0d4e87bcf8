"""What a text puts at stake beside the reactions: its price, its step, who may break silence."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.capital import price
from dialogue_sim.engine.procedure import under_procedure
from dialogue_sim.engine.silence import break_chances, in_resolve
from dialogue_sim.engine.staircase import overreach, reach

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


def stakes(moment: Moment, reactions: Reactions, policies: Sequence[str]) -> tuple[Stakes, ...]:
    """What texts put at stake, one for each session of a moment.

    Args:
        moment: texts in their situations; reactions: what `react` found.
        policies: that each text is made from.
    """
    columns = (_prices(moment, policies), _steps(moment), _breaks(moment, reactions))
    return tuple(itertools.starmap(Stakes, zip(*columns, strict=True)))


def _prices(moment: Moment, policies: Sequence[str]) -> list[int | None]:
    if moment.world.rules.mechanisms.capital is None:
        return [None] * len(policies)
    places = np.array([moment.world.story.place_of(policy) for policy in policies])
    return [int(points) for points in price(moment.world, places, moment.proposal)]


def _steps(moment: Moment) -> list[Step | None]:
    if moment.world.rules.mechanisms.staircase is None:
        return [None] * moment.situation.sessions
    rows = (reach(moment), moment.situation.progress, overreach(moment))
    return [Step(*(float(value) * POINTS for value in one)) for one in zip(*rows, strict=True)]


def _breaks(moment: Moment, reactions: Reactions) -> list[dict[str, float] | None]:
    sessions = range(moment.situation.sessions)
    if in_resolve(moment) is None:
        return [None for _ in sessions]
    actors, chances = moment.world.actors, break_chances(moment, reactions)
    needed = under_procedure(moment)
    members = [actors.ids[place] for place in actors.members]
    return [
        dict(zip(members, map(float, chances[:, text]), strict=True)) if needed[text] else {}
        for text in sessions
    ]
