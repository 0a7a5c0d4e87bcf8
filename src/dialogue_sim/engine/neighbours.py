"""Texts near a text: everything that differs from it in a few issues, the venue among them."""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Array, Integers
    from dialogue_sim.engine.world import Space

SAME = -1
"""In a table of changes: the issue is left as it is."""


@dataclass(frozen=True, slots=True)
class Point:
    """A text on the grid of levels: the place of each issue's level, and of the venue."""

    levels: tuple[int, ...]
    venue: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Texts around a point, by how many issues differ, then in the order of the issues.

    Attributes:
        places: (i+1, s) place of each issue's level, and of the venue.
        levels: (i, s) values 0..1; venue: (s,).
        changes: (s,) how many issues differ; steps: (s,) by how many levels in all.
    """

    places: Integers
    levels: Array
    venue: Integers
    changes: Integers
    steps: Integers

    def point(self, place: int) -> Point:
        """One of the texts as a point on the grid."""
        *levels, venue = self.places[:, place].tolist()
        return Point(tuple(levels), venue)

    @property
    def points(self) -> tuple[Point, ...]:
        """All of the texts as points on the grid."""
        return tuple(self.point(place) for place in range(len(self.venue)))


def neighbourhood(
    space: Space, centre: Point, most: int, *, venues: bool, beyond: int = -1
) -> Neighbourhood:
    """Every text that differs from `centre` in up to `most` issues, and `centre` itself first.

    Args:
        space: the issue space.
        centre: the text in the middle.
        most: how many issues may differ.
        venues: whether the venue counts as an issue that may differ (one step to any other).
        beyond: leave out texts that differ in this many issues or fewer.
    """
    sizes = (*(len(issue.levels) for issue in space.issues), len(space.venues))
    changed = _changes(sizes, most, venues=venues)
    changed = changed[:, _how_many(sizes, beyond, venues=venues) :]
    now = np.array([*centre.levels, centre.venue], dtype=np.int64)[:, None]
    # The k-th other level: those below the present one keep their place, the rest move up.
    places = np.where(changed == SAME, now, changed + (changed >= now))
    moved = np.abs(places - now)
    moved[-1] = np.minimum(moved[-1], 1)
    changes, steps = np.zeros_like(moved[0]), np.zeros_like(moved[0])
    for row in moved:
        changes = changes + (row > 0)
        steps = steps + row
    return Neighbourhood(places, values(space, places[:-1]), places[-1], changes, steps)


def values(space: Space, places: Integers) -> Array:
    """(i, s) the values 0..1 of levels given by their places."""
    return np.stack([
        np.array(issue.values)[row] for issue, row in zip(space.issues, places, strict=True)
    ])  # fmt: skip


@functools.cache
def _changes(sizes: tuple[int, ...], most: int, *, venues: bool) -> Integers:
    """(axis, s) which other level each axis goes to, counted without the present one, or `SAME`.

    It does not depend on the text in the middle, so one table serves all texts of a space.
    """
    axes = range(len(sizes) if venues else len(sizes) - 1)
    blocks = [np.full((len(sizes), 1), SAME, dtype=np.int64)]
    for count in range(1, most + 1):
        for moved in itertools.combinations(axes, count):
            others = np.indices([sizes[axis] - 1 for axis in moved]).reshape(count, -1)
            block = np.full((len(sizes), others.shape[1]), SAME, dtype=np.int64)
            block[list(moved)] = others
            blocks.append(block)
    table = np.concatenate(blocks, axis=1)
    table.setflags(write=False)
    return table


def _how_many(sizes: tuple[int, ...], most: int, *, venues: bool) -> int:
    """How many texts differ in at most `most` issues; none for a negative number."""
    return _changes(sizes, most, venues=venues).shape[1] if most >= 0 else 0
