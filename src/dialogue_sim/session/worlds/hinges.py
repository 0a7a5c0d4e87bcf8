"""Thresholds of content files as the engine reads them: places and values instead of ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.engine.world import Hinge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.content.actor import Threshold
    from dialogue_sim.engine.world import Issue


def build_hinges(issues: Sequence[Issue], thresholds: Sequence[Threshold]) -> tuple[Hinge, ...]:
    """How far texts go beyond thresholds, one hinge for each."""
    return tuple(
        Hinge(
            place_of(issues, threshold.issue),
            value_of(issues, threshold.issue, threshold.above or threshold.below or ""),
            above=threshold.above is not None,
        )
        for threshold in thresholds
    )


def place_of(issues: Sequence[Issue], name: str) -> int:
    """Place of an issue by its id."""
    return [issue.id for issue in issues].index(name)


def value_of(issues: Sequence[Issue], issue: str, level: str) -> float:
    """Value of a level by its id."""
    found = issues[place_of(issues, issue)]
    return found.values[found.levels.index(level)]
