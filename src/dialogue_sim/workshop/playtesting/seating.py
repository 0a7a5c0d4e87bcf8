"""How much of its goals every seat meets in the same sessions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.story import NO_ENDING
from dialogue_sim.session.strategies.wishes import most_points, wishes_of, won

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Integers
    from dialogue_sim.session.strategies.rehearsal import Rehearsed
    from dialogue_sim.session.strategies.table import Stage
    from dialogue_sim.session.strategies.wishes import Wish


@dataclass(frozen=True, slots=True)
class Place:
    """A seat under one of its mandates, or under its one list of goals."""

    seat: str
    mandate: str
    wishes: tuple[Wish, ...]


def places_of(stage: Stage) -> tuple[Place, ...]:
    """Every seat of a scenario that has goals, under each of its mandates."""
    return tuple(
        Place(seat, mandate, wishes)
        for seat, body in stage.bundle.scenario.seats.items()
        for mandate in sorted(body.mandates) or [""]
        if most_points(wishes := wishes_of(stage.bundle, seat, mandate))
    )


class Seating:
    """The goal points of every seat in the sessions of one casting.

    Attributes:
        percent: by place, the sum over sessions of the percentages of its points.
    """

    def __init__(self, stage: Stage) -> None:
        self.stage, self.places = stage, places_of(stage)
        self.percent = np.zeros(len(self.places))

    def see(self, rehearsed: Rehearsed, at: Integers) -> None:
        """One turn of some of the sessions; see `playtest.Observer`."""
        del at
        turn, world = rehearsed.turn, self.stage.world
        over = turn.ending != NO_ENDING
        if turn.number == world.story.turns:
            over[:] = True
        if over.any():
            for row, place in enumerate(self.places):
                points = won(world, place.wishes, turn.after)[over]
                self.percent[row] += 100.0 * points.sum() / most_points(place.wishes)
