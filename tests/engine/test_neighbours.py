"""Texts around a text, and the compromise among them, against counting and brute force."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from dialogue_sim.engine.compromise import compromise
from dialogue_sim.engine.neighbours import Neighbourhood, Point, neighbourhood, values
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.situation import Situation
from dialogue_sim.engine.terms import Moment
from dialogue_sim.engine.world import Space

if TYPE_CHECKING:
    from tests.engine.conftest import Stage


def texts_within(sizes: list[int], most: int) -> int:
    """How many texts differ in 1 to `most` issues: sums of products of the other levels.

    The elementary symmetric polynomials, by multiplying out (1 + (size - 1) t) for every issue.
    """
    polynomial = [1]
    for size in sizes:
        shifted = [0, *(coefficient * (size - 1) for coefficient in polynomial)]
        polynomial = [a + b for a, b in zip([*polynomial, 0], shifted, strict=True)]
    return sum(polynomial[1 : most + 1])


def distance(one: Point, other: Point) -> tuple[int, int]:
    """In how many issues two texts differ, and by how many level steps; a venue is one step."""
    gaps = [abs(a - b) for a, b in zip(one.levels, other.levels, strict=True)]
    gaps.append(int(one.venue != other.venue))
    return sum(gap > 0 for gap in gaps), sum(gaps)


@pytest.fixture(scope="module")
def space(december: Stage) -> Space:
    return december.world.space


@pytest.fixture(scope="module")
def centre(december: Stage) -> Point:
    return december.points["top_level_talks"]


@pytest.mark.parametrize(("most", "count"), [(1, 26), (2, 327), (3, 2371)])
def test_the_shipped_space_has_as_many_neighbours_as_the_model_says(
    space: Space, centre: Point, most: int, count: int
) -> None:
    assert texts_within([len(issue.levels) for issue in space.issues], most) == count
    found = neighbourhood(space, centre, most, venues=False)
    assert len(found.points) == len(set(found.points)) == count + 1


@pytest.mark.parametrize("most", [1, 2, 3])
def test_the_venue_counts_as_one_more_issue(space: Space, centre: Point, most: int) -> None:
    sizes = [*(len(issue.levels) for issue in space.issues), len(space.venues)]
    found = neighbourhood(space, centre, most, venues=True)
    assert len(set(found.points)) == len(found.points) == texts_within(sizes, most) + 1


def rows(found: Neighbourhood) -> Iterator[tuple[Point, tuple[int, int]]]:
    counts = zip(found.changes.tolist(), found.steps.tolist(), strict=True)
    return zip(found.points, counts, strict=True)


@pytest.mark.parametrize("policy", ["top_level_talks", "isolation", "business_as_usual"])
def test_changes_and_steps_are_what_differs(december: Stage, policy: str) -> None:
    """From the edge of the space as well as from its middle."""
    middle = december.points[policy]
    found = neighbourhood(december.world.space, middle, 2, venues=True)
    assert found.points[0] == middle
    for point, counts in rows(found):
        assert counts == distance(middle, point)
    assert all(a <= b for a, b in pairwise(found.changes.tolist()))


def test_levels_are_the_values_of_places(space: Space, centre: Point) -> None:
    found = neighbourhood(space, centre, 1, venues=True)
    for place, point in enumerate(found.points):
        expected = [
            issue.values[level] for issue, level in zip(space.issues, point.levels, strict=True)
        ]
        assert found.levels[:, place].tolist() == expected
        assert found.venue[place] == point.venue
    places = np.array(centre.levels)[:, None]
    assert values(space, places)[:, 0].tolist() == found.levels[:, 0].tolist()


# -------------------------------------------------------------- compromise


def one_issue_away(space: Space, centre: Point) -> Iterator[Point]:
    for axis, issue in enumerate(space.issues):
        for place in range(len(issue.levels)):
            if place != centre.levels[axis]:
                levels = [*centre.levels[:axis], place, *centre.levels[axis + 1 :]]
                yield Point(tuple(levels), centre.venue)


def utilities(stage: Stage, situation: Situation, text: Point) -> list[float]:
    """Everybody's utility of one text."""
    moment = Moment(stage.world, stage.text(text), situation, np.zeros_like(situation.trust))
    found: list[float] = react(moment).utility[:, 0].tolist()
    return found


def nash(stage: Stage, situation: Situation, text: Point, standing: Point) -> float:
    """E16: the product of the members' gains over what they have, by capability."""
    actors = stage.world.actors
    offered = utilities(stage, situation, text)
    refused = utilities(stage, situation, standing)
    weight = math.fsum(float(actors.capability[place]) for place in actors.members)
    return math.prod(
        max(offered[place] - min(refused[place], -0.12), 1e-6)
        ** (float(actors.capability[place]) / weight)
        for place in actors.members
    )


def unity(stage: Stage, text: Point) -> int:
    names = [issue.id for issue in stage.world.space.issues]
    return text.levels[names.index("unity")]


@pytest.mark.parametrize(
    ("standing", "policies"),
    [
        ("nrc_ambassadors", ("top_level_talks", "isolation", "business_as_usual", "backchannel")),
        ("isolation", ("top_level_talks", "isolation")),
        # Here some member loses by every neighbour, so the least gain decides.
        ("unconditional_dialogue", ("unilateral_outreach",)),
        ("fragmented_measures", ("business_as_usual",)),
    ],
)
def test_the_compromise_is_the_best_neighbour_by_brute_force(
    december: Stage, standing: str, policies: tuple[str, ...]
) -> None:
    situation = replace(december.opening(), standing=december.text(standing))
    for policy in policies:
        text = december.points[policy]
        worth = {
            point: nash(december, situation, point, december.points[standing])
            for point in one_issue_away(december.world.space, text)
            if unity(december, point) >= unity(december, text)
        }
        found = compromise(december.world, situation, text)
        assert found in worth
        assert worth[found] == pytest.approx(max(worth.values()), rel=1e-12)


def test_a_compromise_changes_one_issue_and_keeps_unity_and_venue(december: Stage) -> None:
    for text in december.points.values():
        found = compromise(december.world, december.opening(), text)
        assert found.venue == text.venue
        assert distance(found, text)[0] == 1
        assert unity(december, found) >= unity(december, text)


def test_a_compromise_depends_on_the_situation(december: Stage) -> None:
    """What a member already has is what its gain is counted from."""
    text = december.points["isolation"]
    opening = december.opening()
    war = replace(opening, hostilities=np.ones(1), conduct=np.array([-1.0]))
    found = {compromise(december.world, now, text) for now in (opening, war)}
    assert all(distance(point, text)[0] == 1 for point in found)
    for now in (opening, war):
        point = compromise(december.world, now, text)
        standing = december.points["nrc_ambassadors"]
        assert nash(december, now, point, standing) >= max(
            nash(december, now, other, standing)
            for other in one_issue_away(december.world.space, text)
            if unity(december, other) >= unity(december, text)
        ) * (1.0 - 1e-12)
