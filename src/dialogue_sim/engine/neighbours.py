"""Texts near a text: everything that differs from it in a few issues, the venue among them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.engine.numerics import Array, Integers
    from dialogue_sim.engine.world import Space


@dataclass(frozen=True, slots=True)
class Point:
    """A text on the grid of levels: the place of each issue's level, and of the venue."""

    levels: tuple[int, ...]
    venue: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Texts around a point, nearest first.

    Attributes:
        points: as places on the grid.
        levels: (i, s) values 0..1; venue: (s,).
        changes: (s,) how many issues differ; steps: (s,) by how many levels in all.
    """

    points: tuple[Point, ...]
    levels: Array
    venue: Integers
    changes: Integers
    steps: Integers


def neighbourhood(space: Space, centre: Point, most: int, *, venues: bool) -> Neighbourhood:
    """Every text that differs from `centre` in 1 to `most` issues, and `centre` itself first.

    Args:
        space: the issue space.
        centre: the text in the middle.
        most: how many issues may differ.
        venues: whether the venue counts as an issue that may differ (one step to any other).
    """
    points = [centre, *_around(space, centre, most, venues=venues)]
    places = np.array([point.levels for point in points], dtype=np.int64).T
    venue = np.array([point.venue for point in points], dtype=np.int64)
    moved = np.abs(places - places[:, :1])
    elsewhere = (venue != centre.venue).astype(np.int64)
    changes, steps = elsewhere, elsewhere
    for row in moved:
        changes = changes + (row > 0)
        steps = steps + row
    return Neighbourhood(tuple(points), values(space, places), venue, changes, steps)


def values(space: Space, places: Integers) -> Array:
    """(i, s) the values 0..1 of levels given by their places."""
    return np.stack([
        np.array(issue.values)[row] for issue, row in zip(space.issues, places, strict=True)
    ])  # fmt: skip


def _around(space: Space, centre: Point, most: int, *, venues: bool) -> Iterator[Point]:
    now = [*centre.levels, centre.venue]
    sizes = [len(issue.levels) for issue in space.issues] + [len(space.venues)]
    axes = range(len(sizes) if venues else len(sizes) - 1)
    for count in range(1, most + 1):
        for changed in itertools.combinations(axes, count):
            others = [[v for v in range(sizes[axis]) if v != now[axis]] for axis in changed]
            for choice in itertools.product(*others):
                point = now.copy()
                for axis, place in zip(changed, choice, strict=True):
                    point[axis] = place
                yield Point(tuple(point[:-1]), point[-1])
