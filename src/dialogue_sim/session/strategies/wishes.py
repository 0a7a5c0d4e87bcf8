"""What a seat's goals are worth on the way to them: what a strategy that looks ahead goes by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.conditions import holds, number_of
from dialogue_sim.engine.numerics import clip
from dialogue_sim.engine.story import Reading
from dialogue_sim.expression_tree import Compare, Name, Number
from dialogue_sim.session.views.goals import goals_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import World
    from dialogue_sim.expression_tree import Node

POINTS = 100.0


@dataclass(frozen=True, slots=True)
class Wish:
    """A goal: a condition read after the last turn, and what it is worth."""

    points: int
    when: Node


def wishes_of(bundle: Bundle, seat: str, mandate: str = "") -> tuple[Wish, ...]:
    """The goals that count for a seat; none where the scenario gives it no seat.

    Args:
        bundle: the scenario.
        seat: an actor.
        mandate: what it picked; the first by id where none is named.
    """
    if seat not in bundle.scenario.seats:
        return ()
    return tuple(Wish(one.goal.points, one.when) for one in goals_of(bundle, seat, mandate))


def won(world: World, wishes: Sequence[Wish], situation: Situation) -> Array:
    """(s,) goal points as if the session ended here."""
    reading = _at_the_end(world, situation)
    total = np.zeros(situation.sessions)
    for wish in wishes:
        total = total + wish.points * holds(wish.when, reading)
    return total


def worth(world: World, wishes: Sequence[Wish], situation: Situation) -> Array:
    """(s,) goal points as if the session ended here, with what has been covered of the way.

    A goal `x >= n` counts min(1, x / n) of its points and `x <= n` min(1, (100 - x) / (100 - n)),
    so that whoever looks one turn ahead can see it; any other goal counts wholly or not at all.
    """
    reading = _at_the_end(world, situation)
    total = np.zeros(situation.sessions)
    for wish in wishes:
        total = total + wish.points * _covered(wish.when, reading)
    return total


def most_points(wishes: Sequence[Wish]) -> int:
    """All the points that there are."""
    return sum(wish.points for wish in wishes)


def _at_the_end(world: World, situation: Situation) -> Reading:
    return Reading(world, situation, world.story.turns)


def _covered(condition: Node, reading: Reading) -> Array:
    """(s,) how much of a goal is reached, 0..1."""
    match condition:
        case Compare(">=", Name() as quantity, Number(goal)) if goal > 0.0:
            return clip(number_of(quantity, reading) / goal, 0.0, 1.0)
        case Compare("<=", Name() as quantity, Number(goal)) if 0.0 < goal < POINTS:
            left = POINTS - number_of(quantity, reading)
            return clip(left / (POINTS - goal), 0.0, 1.0)
        case _:
            return holds(condition, reading).astype(np.float64)
