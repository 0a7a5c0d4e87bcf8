"""What would move an actor if the text stayed as it is: the least change of the situation (E30).

One table says what may be supposed. Each row puts a quantity at every value it can have, all rows
together make one batch, and the value that is enough and nearest to the present one is found by
looking at all of them. What is argued on the floor is one more quantity of this kind.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dialogue_sim.engine.flips import ENDORSE, HEDGE, LIKELY, at_least
from dialogue_sim.engine.indicators import (
    HIGHEST_TRUST,
    LOWEST_TRUST,
    POINTS,
    read,
    stance_of,
    trust_of,
)
from dialogue_sim.engine.numerics import logit
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.situation import repeat, side_by_side
from dialogue_sim.engine.terms import Moment, no_debate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dialogue_sim.engine.numerics import Array, Integers
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import World


@dataclass(frozen=True, slots=True)
class Supposition:
    """A quantity that may be supposed otherwise, in whole points.

    Attributes:
        name: what it is called in conditions, saves and JSON.
        values: (world) -> every value it can have.
        now: (world, situation, whose) -> its present value.
        put: (situation, whose, fractions (s,)) -> the situation with these values.
        about: (world, actor) -> whose quantity an actor may ask about; -1 is nobody's.
    """

    name: str
    values: Callable[[World], Integers]
    now: Callable[[World, Situation, int], float]
    put: Callable[[Situation, int, Array], Situation]
    about: Callable[[World, int], list[int]]


@dataclass(frozen=True, slots=True)
class Supposed:
    """One quantity at the value nearest to the present one that is enough.

    Attributes:
        whose: place of the actor whose trust or stance it is; -1 for the world's.
        now, value: in points, as it is and as it would have to be.
        probability: P(response >= wanted) there, at least one half.
    """

    name: str
    whose: int
    now: float
    value: int
    probability: float


Supposable: TypeAlias = "dict[int, tuple[Supposed, ...]]"
"""By the response wanted: what would have to be otherwise, each by itself."""

NOBODY = -1


def _row(array: Array, place: int, values: Array) -> Array:
    changed = array.copy()
    changed[place] = values
    return changed


def _attainable_conduct(world: World) -> Integers:
    """What answers alone can make of conduct: memory never goes beyond the best and the worst."""
    scale = world.rules.dynamics.memory.scale
    graded = [grade / scale * POINTS for grade in world.rules.answer.goldstein.tolist()]
    return np.arange(math.ceil(min(graded)), math.floor(max(graded)) + 1)


def _nobody(_world: World, _actor: int) -> list[int]:
    return [NOBODY]


def _peers(world: World, actor: int) -> list[int]:
    """Those whom an actor listens to."""
    return np.flatnonzero(world.actors.listens[actor] > 0.0).tolist()


SUPPOSITIONS = (
    Supposition(
        "hostilities",
        lambda _: np.arange(101),
        lambda world, situation, _: float(read(world, situation, "hostilities")[0]),
        lambda situation, _, values: replace(situation, hostilities=values),
        _nobody,
    ),
    Supposition(
        "conduct",
        _attainable_conduct,
        lambda world, situation, _: float(read(world, situation, "conduct")[0]),
        lambda situation, _, values: replace(situation, conduct=values),
        _nobody,
    ),
    Supposition(
        "support",
        lambda _: np.arange(1, 100),
        lambda world, situation, _: float(read(world, situation, "support")[0]),
        lambda situation, _, values: replace(situation, mood=logit(values)),
        _nobody,
    ),
    Supposition(
        "trust",
        lambda _: np.arange(int(LOWEST_TRUST), int(HIGHEST_TRUST) + 1),
        lambda _, situation, whose: float(trust_of(situation, whose)[0]),
        lambda situation, whose, values: replace(
            situation, trust=_row(situation.trust, whose, logit(values))
        ),
        lambda _, actor: [actor],
    ),
    Supposition(
        "stance",
        lambda world: np.rint(np.array(world.rules.ladder.stances) * POINTS).astype(np.int64),
        lambda _, situation, whose: float(stance_of(situation, whose)[0]),
        lambda situation, whose, values: replace(
            situation, stances=_row(situation.stances, whose, values)
        ),
        _peers,
    ),
)
"""In the order in which hints name them."""


@dataclass(frozen=True, slots=True)
class _Scan:
    """One quantity at all its values: where they lie in the batch, and who asks about it.

    The batch begins with the situation as it is.
    """

    row: Supposition
    whose: int
    values: Integers
    start: int
    askers: tuple[int, ...]


def suppositions(
    world: World, situation: Situation, text: Proposal, arguments: Array | None = None
) -> tuple[Supposable, ...]:
    """For every actor and every response from `hedge` up, what would make it likely.

    A quantity stands there with the value nearest to the present one that is enough; nothing
    stands there where no value is enough, or where the response is likely as things are.

    Args:
        world: the fixed world.
        situation: one session's situation.
        text: the text on the table, one session.
        arguments: (a, 1) what the debate added; None without one.
    """
    scans = list(_scans(world))
    supposed = side_by_side([situation, *(_at_all_values(situation, scan) for scan in scans)])
    texts = repeat(text, supposed.sessions)
    debated = no_debate(supposed) if arguments is None else _everywhere(arguments, supposed)
    moment = Moment(world, texts, supposed, debated)
    reached = at_least(react(moment).probabilities)
    found: list[Supposable] = []
    for actor in range(len(world.actors.ids)):
        asked = [scan for scan in scans if actor in scan.askers]
        found.append({
            wanted: tuple(
                one
                for scan in asked
                if reached[wanted, actor, 0] < LIKELY
                and (one := _nearest(world, situation, scan, reached[wanted, actor])) is not None
            )
            for wanted in range(HEDGE, ENDORSE + 1)
        })  # fmt: skip
    return tuple(found)


def _everywhere(arguments: Array, situation: Situation) -> Array:
    """(a, s) what a debate added, the same in every session."""
    return np.broadcast_to(arguments, situation.trust.shape)


def _scans(world: World) -> Iterator[_Scan]:
    """Every quantity of the table, once for each actor whose it is."""
    start, actors = 1, range(len(world.actors.ids))
    for row in SUPPOSITIONS:
        values = row.values(world)
        for whose in (NOBODY, *actors):
            askers = tuple(actor for actor in actors if whose in row.about(world, actor))
            if askers:
                yield _Scan(row, whose, values, start, askers)
                start += len(values)


def _at_all_values(situation: Situation, scan: _Scan) -> Situation:
    everywhere = repeat(situation, len(scan.values))
    return scan.row.put(everywhere, scan.whose, scan.values / POINTS)


def _nearest(world: World, situation: Situation, scan: _Scan, reached: Array) -> Supposed | None:
    there = reached[scan.start : scan.start + len(scan.values)]
    enough = np.flatnonzero(there >= LIKELY)
    if not len(enough):
        return None
    now = scan.row.now(world, situation, scan.whose)
    far = np.abs(scan.values[enough] - now)
    best = int(enough[np.lexsort((-there[enough], far))[0]])
    return Supposed(scan.row.name, scan.whose, now, int(scan.values[best]), float(there[best]))
