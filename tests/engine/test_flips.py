"""Flip hints: that they work, that nothing smaller does, and when there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np
import pytest

from dialogue_sim.engine.flips import Flip, flips, smallest_changes
from dialogue_sim.engine.neighbours import Point
from dialogue_sim.engine.numerics import Array
from dialogue_sim.engine.proposal import propose
from dialogue_sim.engine.reaction import modal_response, react
from dialogue_sim.engine.situation import Situation, repeat
from dialogue_sim.engine.terms import NAMES, Moment
from dialogue_sim.engine.world import Space, World

if TYPE_CHECKING:
    from tests.engine.conftest import Stage

HEDGE, ENDORSE = 2, 4
Size = tuple[int, int]


def around(space: Space, centre: Point, most: int) -> dict[Point, Size]:
    """Every text that differs in 1 to `most` issues, with the issues and steps it differs by."""
    axes = [range(len(issue.levels)) for issue in space.issues] + [range(len(space.venues))]
    now = (*centre.levels, centre.venue)
    found: dict[Point, Size] = {}
    for changed in combinations(range(len(axes)), most):
        for places in product(*(axes[axis] for axis in changed)):
            text = list(now)
            for axis, place in zip(changed, places, strict=True):
                text[axis] = place
            moved = [abs(a - b) for a, b in zip(now[:-1], text[:-1], strict=True)]
            moved.append(int(now[-1] != text[-1]))
            if any(moved):
                size = (sum(step > 0 for step in moved), sum(moved))
                found[Point(tuple(text[:-1]), text[-1])] = size
    return found


def chances(stage: Stage, situation: Situation, texts: list[Point]) -> Array:
    """(k, a, text) probabilities of the five responses to several texts."""
    everywhere = repeat(situation, len(texts))
    moment = Moment(stage.world, stage.text(*texts), everywhere, np.zeros_like(everywhere.trust))
    return react(moment).probabilities


@pytest.fixture(
    scope="module",
    params=["top_level_talks", "isolation", "business_as_usual", "nrc_ambassadors"],
)
def policy(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def hints(december: Stage, policy: str) -> tuple[Flip | None, ...]:
    return flips(december.world, december.opening(), december.points[policy])


def wanted(december: Stage, policy: str) -> list[int]:
    """One step above the likeliest response, at least `hedge`."""
    now = chances(december, december.opening(), [december.points[policy]])[:, :, 0]
    return [max(HEDGE, int(np.argmax(column)) + 1) for column in now.T]


def pairs(hints: tuple[Flip | None, ...]) -> Iterator[tuple[int, Flip]]:
    for actor, hint in enumerate(hints):
        if hint is not None:
            yield actor, hint


def test_a_flip_does_what_it_says(
    december: Stage, policy: str, hints: tuple[Flip | None, ...]
) -> None:
    found = dict(pairs(hints))
    assert found
    for actor, hint in found.items():
        reached = chances(december, december.opening(), [hint.point])[:, actor, 0]
        assert hint.wanted == wanted(december, policy)[actor]
        assert float(reached[hint.wanted :].sum()) == pytest.approx(hint.probability, abs=1e-14)
        assert hint.probability >= 0.5


def test_no_smaller_change_of_one_or_two_issues_does(
    december: Stage, policy: str, hints: tuple[Flip | None, ...]
) -> None:
    """Fewest issues, then fewest steps, then the highest probability."""
    sizes = around(december.world.space, december.points[policy], 2)
    texts = list(sizes)
    probabilities = chances(december, december.opening(), texts)
    for actor, goal in enumerate(wanted(december, policy)):
        hint = hints[actor]
        if goal > ENDORSE:
            assert hint is None
            continue
        reached = probabilities[goal:, actor].sum(axis=0)
        enough = {text: p for text, p in zip(texts, reached.tolist(), strict=True) if p >= 0.5}
        if not enough:
            assert hint is None or hint.point not in sizes
            continue
        smallest = min(sizes[text] for text in enough)
        best = max(p for text, p in enough.items() if sizes[text] == smallest)
        assert hint is not None
        assert sizes[hint.point] == smallest
        assert hint.probability == pytest.approx(best, abs=1e-14)


def test_every_response_has_its_smallest_change_and_the_ties_are_counted(
    december: Stage, policy: str
) -> None:
    """Against a list of all texts within two issues, made and sorted here."""
    sizes = around(december.world.space, december.points[policy], 2)
    texts = list(sizes)
    probabilities = chances(december, december.opening(), texts)
    ladders = smallest_changes(december.world, december.opening(), december.points[policy], 2)
    tied = 0
    for actor, ladder in enumerate(ladders):
        assert list(ladder) == list(range(wanted(december, policy)[actor], ENDORSE + 1))
        for goal, flip in ladder.items():
            reached = probabilities[goal:, actor].sum(axis=0).tolist()
            enough = {text: p for text, p in zip(texts, reached, strict=True) if p >= 0.5}
            if not enough:
                assert flip is None
                continue
            assert flip is not None
            smallest = min(sizes[text] for text in enough)
            as_small = {text: p for text, p in enough.items() if sizes[text] == smallest}
            best = sorted(as_small.values(), reverse=True)
            assert flip.point in as_small
            assert flip.ties == len(as_small) - 1
            assert {one.point for one in flip.also} <= as_small.keys() - {flip.point}
            named = [flip.probability, *(one.probability for one in flip.also)]
            assert named == pytest.approx(best[: len(named)], abs=1e-14)
            assert len(flip.also) == min(3, flip.ties)
            tied += flip.ties > 0
    assert tied


def test_a_third_issue_is_changed_only_where_two_are_not_enough(
    december: Stage, policy: str
) -> None:
    text = december.points[policy]
    two = smallest_changes(december.world, december.opening(), text, 2)
    three = smallest_changes(december.world, december.opening(), text)
    for few, many in zip(two, three, strict=True):
        for goal, flip in few.items():
            if flip is not None:
                assert many[goal] == flip
            elif (found := many[goal]) is not None:
                moved = sum(a != b for a, b in zip(found.point.levels, text.levels, strict=True))
                assert moved + (found.point.venue != text.venue) == 3


def test_the_venue_may_be_the_smallest_change(
    village: World, village_opening: Situation, village_moment: Callable[..., Moment]
) -> None:
    """Alba dislikes to meet nowhere (-1) as much as it likes the council (.5)."""
    nowhere, council = Point((1, 1, 1, 0), 0), Point((1, 1, 1, 0), 1)
    hint = flips(village, village_opening, nowhere)[0]
    rows = [(0.5, 0.5, 0.5, 0.0, venue) for venue in (0, 1)]
    alba = react(village_moment(*rows)).probabilities[3:, 0].sum(axis=0)
    assert alba[0] < 0.5 <= alba[1]
    assert hint is not None
    assert (hint.wanted, hint.point, hint.probability) == (3, council, float(alba[1]))


def test_who_endorses_already_needs_no_hint(december: Stage) -> None:
    point = december.points["nrc_ambassadors"]
    now = chances(december, december.opening(), [point])[:, :, 0]
    endorsing = [actor for actor, column in enumerate(now.T) if np.argmax(column) == ENDORSE]
    found = flips(december.world, december.opening(), point)
    assert endorsing
    assert all(found[actor] is None for actor in endorsing)


def test_whom_three_changes_cannot_move_gets_no_hint(december: Stage) -> None:
    """An actor whose caution is beyond every text."""
    actors = december.world.actors
    shares = actors.shares.copy()
    shares[-1] = 3.0
    world = replace(december.world, actors=replace(actors, shares=shares))
    found = flips(world, december.opening(), december.points["nrc_ambassadors"])
    assert [hint for actor, hint in enumerate(found) if actor != actors.public] == [None] * (
        len(found) - 1
    )


def test_who_needs_four_changes_gets_no_hint(village: World, village_opening: Situation) -> None:
    """Corda wants all four issues at their ends; each adds .5, and only all outweigh caution."""
    corda, interest, caution = 3, NAMES.index("interest"), NAMES.index("caution")
    shares = village.actors.shares.copy()
    shares[:, corda] = 0.0
    shares[interest, corda], shares[caution, corda] = 1.0, 0.9
    wishes = village.actors.preferences
    ideals, salience = wishes.ideals.copy(), wishes.salience.copy()
    ideals[corda], salience[corda] = 1.0, [0.25, 0.25, 0.25, 0.25, 0.0]
    preferences = replace(wishes, ideals=ideals, salience=salience, tolerance=np.zeros(5),
                          shapes=(("peak",) * 4,) * 5)  # fmt: skip
    actors = replace(village.actors, shares=shares, preferences=preferences, red_lines=())
    world = replace(village, actors=actors)
    standing = propose(world, village_opening.standing.levels, village_opening.standing.venue)
    opening = replace(village_opening, standing=standing)
    four, three = Point((0, 0, 0, 0), 0), Point((2, 0, 0, 0), 0)
    assert flips(world, opening, four)[corda] is None
    hint = flips(world, opening, three)[corda]
    assert hint is not None
    assert hint.point == Point((2, 2, 2, 2), 0)


def test_a_hint_belongs_to_the_situation(december: Stage) -> None:
    """In full war other changes are needed, and each works where it is given."""
    war = replace(december.opening(), hostilities=np.ones(1))
    found = flips(december.world, war, december.points["top_level_talks"])
    for actor, hint in pairs(found):
        reached = chances(december, war, [hint.point])[hint.wanted :, actor, 0]
        assert float(reached.sum()) >= 0.5
    assert found != flips(december.world, december.opening(), december.points["top_level_talks"])


@pytest.mark.parametrize(
    ("probabilities", "response"),
    [
        ([0.6, 0.1, 0.1, 0.1, 0.1], 0),
        ([0.1, 0.1, 0.5, 0.2, 0.1], 2),
        ([0.3, 0.3, 0.2, 0.1, 0.1], 1),
        ([0.2, 0.2, 0.2, 0.2, 0.2], 4),
        ([0.0, 0.4, 0.1, 0.4, 0.1], 3),
    ],
)
def test_of_two_responses_as_likely_the_better_one_counts(
    probabilities: list[float], response: int
) -> None:
    assert modal_response(np.array(probabilities)) == response
