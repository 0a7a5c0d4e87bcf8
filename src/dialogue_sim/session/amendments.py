"""A text with some of its levels changed: what amending means, wherever it is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.suggest import hint
from dialogue_sim.engine.neighbours import Point
from dialogue_sim.session.moves import MoveError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.engine.world import Space


def amended(space: Space, point: Point, amend: Mapping[str, str], venue: str | None) -> Point:
    """A text with some levels, and perhaps the venue, changed.

    Raises:
        MoveError: an issue, level or venue that does not exist.
    """
    ids = [issue.id for issue in space.issues]
    levels = list(point.levels)
    for issue, level in amend.items():
        if issue not in ids:
            message = f"there is no issue '{issue}': {hint(issue, ids)}"
            raise MoveError(message)
        known = space.issues[ids.index(issue)].levels
        if level not in known:
            message = f"'{level}' is no level of {issue}: {hint(level, known)}"
            raise MoveError(message)
        levels[ids.index(issue)] = known.index(level)
    if venue is not None and venue not in space.venues:
        message = f"there is no venue '{venue}': {hint(venue, space.venues)}"
        raise MoveError(message)
    place = point.venue if venue is None else space.venues.index(venue)
    return Point(tuple(levels), place)


def differences(one: Point, other: Point) -> int:
    """In how many issues two texts differ; the venue counts as one."""
    levels = sum(a != b for a, b in zip(one.levels, other.levels, strict=True))
    return levels + (one.venue != other.venue)
