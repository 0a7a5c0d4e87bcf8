"""What would move an actor: the smallest change of a text that makes it respond better (E30).

Exhaustive over texts that differ in up to three issues, the venue among them, hence exact. The
same question about the situation is `suppositions.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dialogue_sim.engine.floor import argued
from dialogue_sim.engine.neighbours import Neighbourhood, Point, neighbourhood
from dialogue_sim.engine.numerics import add_up
from dialogue_sim.engine.proposal import propose
from dialogue_sim.engine.reaction import modal_response, react
from dialogue_sim.engine.situation import repeat
from dialogue_sim.engine.terms import Moment

if TYPE_CHECKING:
    from dialogue_sim.engine.floor import Floor
    from dialogue_sim.engine.numerics import Array, Integers
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import World

HEDGE, ENDORSE = 2, 4
LIKELY = 0.5
MOST_CHANGES = 3
FEW_CHANGES = 2
"""Searched at once; texts that differ in more issues only if these are not enough."""

MOST_TIES = 3
"""So many of the other smallest changes are named."""

MORE_THAN_ANY_STEPS = 1_000


@dataclass(frozen=True, slots=True)
class Change:
    """A changed text, and P(response >= wanted) there."""

    point: Point
    probability: float


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest change of a text after which an actor probably responds at least as wanted.

    Attributes:
        wanted: the response to reach, 2..4.
        point: the changed text; probability: P(response >= wanted) there, at least one half.
        ties: how many other texts that are enough differ in as few issues by as few steps.
        also: the likeliest of those.
    """

    wanted: int
    point: Point
    probability: float
    ties: int = 0
    also: tuple[Change, ...] = ()


Steps: TypeAlias = "dict[int, Flip | None]"
"""By the response wanted: the smallest change, or None where no change is enough."""


def smallest_changes(
    world: World,
    situation: Situation,
    text: Point,
    most: int = MOST_CHANGES,
    floor: Floor | None = None,
) -> tuple[Steps, ...]:
    """For every actor and every response above its likeliest one the smallest change of the text.

    Fewest issues, then fewest level steps, then highest probability, then the order of the
    issues. Only responses from `hedge` up are wanted; who endorses already has an empty ladder.

    Args:
        world: the fixed world.
        situation: one session's situation.
        text: the text to change.
        most: how many issues may change.
        floor: what was said about the text; of a changed one it may bear on more or on less.
    """
    near = neighbourhood(world.space, text, min(most, FEW_CHANGES), venues=True)
    chances = _chances(world, situation, near, floor)
    ladders: list[Steps] = [
        dict.fromkeys(range(first_wanted(now), ENDORSE + 1)) for now in chances[:, :, 0].T
    ]
    _fill(ladders, near, at_least(chances))
    if most > FEW_CHANGES and any(None in ladder.values() for ladder in ladders):
        near = neighbourhood(world.space, text, most, venues=True, beyond=FEW_CHANGES)
        _fill(ladders, near, at_least(_chances(world, situation, near, floor)))
    return tuple(ladders)


def flips(world: World, situation: Situation, text: Point) -> tuple[Flip | None, ...]:
    """For every actor the smallest change that would probably move it a step further.

    None where the actor endorses already, or where no change of up to three issues is enough.
    """
    return tuple(next_step(ladder) for ladder in smallest_changes(world, situation, text))


def next_step(ladder: Steps) -> Flip | None:
    """The flip to the lowest response wanted."""
    return next(iter(ladder.values()), None)


def first_wanted(now: Array) -> int:
    """The lowest response that is worth a hint: above the likeliest of (k,) and at least hedge."""
    return max(HEDGE, modal_response(now) + 1)


def at_least(probabilities: Array) -> Array:
    """(k, a, s) P(response >= k) from P(response = k)."""
    return np.stack([add_up(probabilities[k:]) for k in range(len(probabilities))])


def _chances(
    world: World, situation: Situation, near: Neighbourhood, floor: Floor | None
) -> Array:
    """(k, a, s) how everybody would respond to every text nearby."""
    everywhere = repeat(situation, len(near.venue))
    proposal = propose(world, near.levels, near.venue)
    arguments = argued(world, floor, proposal, everywhere)
    return react(Moment(world, proposal, everywhere, arguments)).probabilities


def _fill(ladders: list[Steps], near: Neighbourhood, reached: Array) -> None:
    """Find what is still missing among these texts."""
    size = near.changes * MORE_THAN_ANY_STEPS + near.steps
    for actor, ladder in enumerate(ladders):
        for wanted in [wanted for wanted, flip in ladder.items() if flip is None]:
            ladder[wanted] = _smallest(near, size, reached[wanted, actor], wanted)


def _smallest(near: Neighbourhood, size: Integers, reached: Array, wanted: int) -> Flip | None:
    enough = np.flatnonzero((near.changes > 0) & (reached >= LIKELY))
    if not len(enough):
        return None
    smallest = enough[size[enough] == size[enough].min()]
    ranked = smallest[np.argsort(-reached[smallest], kind="stable")]
    best, *others = (
        Change(near.point(int(place)), float(reached[place])) for place in ranked[: MOST_TIES + 1]
    )
    return Flip(wanted, best.point, best.probability, len(ranked) - 1, tuple(others))
