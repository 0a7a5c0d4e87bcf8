"""Hints and compromises in random worlds, against all the texts that a person could try."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given, settings
from tests.engine.properties.worlds import moments

from dialogue_sim.engine.compromise import compromise
from dialogue_sim.engine.flips import flips
from dialogue_sim.engine.neighbours import Point
from dialogue_sim.engine.proposal import propose
from dialogue_sim.engine.reaction import Reactions, react
from dialogue_sim.engine.situation import repeat, take
from dialogue_sim.engine.terms import Moment

if TYPE_CHECKING:
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import World

HEDGE, ENDORSE = 2, 4
EXAMPLES = settings(max_examples=15)


@dataclass(frozen=True)
class Table:
    """One session, and every text on the grid with what everybody makes of it."""

    world: World
    situation: Situation

    @property
    def sizes(self) -> list[int]:
        levels = [len(issue.levels) for issue in self.world.space.issues]
        return [*levels, len(self.world.space.venues)]

    @property
    def texts(self) -> list[Point]:
        places = itertools.product(*(range(size) for size in self.sizes))
        return [Point(tuple(place[:-1]), place[-1]) for place in places]

    def reactions(self, texts: list[Point]) -> Reactions:
        issues = self.world.space.issues
        levels = np.array([
            [issue.values[place] for issue, place in zip(issues, text.levels, strict=True)]
            for text in texts
        ]).T  # fmt: skip
        venue = np.array([text.venue for text in texts], dtype=np.int64)
        everywhere = repeat(self.situation, len(texts))
        text = propose(self.world, levels, venue)
        return react(Moment(self.world, text, everywhere, np.zeros_like(everywhere.trust)))

    @property
    def centre(self) -> Point:
        """A text from the middle of the grid."""
        *levels, venue = [size // 2 for size in self.sizes]
        return Point(tuple(levels), venue)


def table(moment: Moment) -> Table:
    return Table(moment.world, take(moment.situation, np.array([0])))


def distance(one: Point, other: Point) -> tuple[int, int]:
    """In how many issues two texts differ, and by how many level steps; a venue is one step."""
    gaps = [abs(a - b) for a, b in zip(one.levels, other.levels, strict=True)]
    gaps.append(int(one.venue != other.venue))
    return sum(gap > 0 for gap in gaps), sum(gaps)


@EXAMPLES
@given(moment=moments(sessions=2))
def test_a_hint_holds_when_tried_and_nothing_smaller_does(moment: Moment) -> None:  # P30
    here = table(moment)
    texts = here.texts
    chances = here.reactions(texts).probabilities
    now = here.reactions([here.centre]).probabilities[:, :, 0]
    for actor, hint in enumerate(flips(here.world, here.situation, here.centre)):
        likeliest = max(range(5), key=lambda k, row=actor: (now[k, row], k))  # type: ignore[misc]
        wanted = max(HEDGE, likeliest + 1)
        reached = chances[wanted:, actor].sum(axis=0).tolist() if wanted <= ENDORSE else []
        enough = {
            text: chance
            for text, chance in zip(texts, reached, strict=False)
            if chance >= 0.5 and 1 <= distance(here.centre, text)[0] <= 3
        }
        if not enough:
            assert hint is None
            continue
        assert hint is not None
        smallest = min(distance(here.centre, text) for text in enough)
        best = max(p for text, p in enough.items() if distance(here.centre, text) == smallest)
        assert hint.wanted == wanted
        assert distance(here.centre, hint.point) == smallest
        assert hint.probability == pytest.approx(best, abs=1e-12)
        assert enough[hint.point] == pytest.approx(hint.probability, abs=1e-12)


@settings(max_examples=60)
@given(moment=moments(sessions=2))
def test_a_compromise_is_the_best_neighbour_that_keeps_unity(moment: Moment) -> None:
    here = table(moment)
    actors = here.world.actors
    offered = here.reactions(here.texts).utility
    arguments = np.zeros_like(here.situation.trust)
    standing = react(Moment(here.world, here.situation.standing, here.situation, arguments))
    second_cut = here.world.rules.ladder.cuts[1]
    weight = math.fsum(float(actors.capability[member]) for member in actors.members)

    def worth(place: int) -> float:
        """E16: the logarithm of the Nash product of the members' gains, by capability."""
        return math.fsum(
            float(actors.capability[member])
            / weight
            * math.log(max(
                float(offered[member, place])
                - min(float(standing.utility[member, 0]), second_cut),
                1e-6,
            ))
            for member in actors.members
        )  # fmt: skip

    unity = propose(
        here.world,
        np.array([
            [issue.values[level] for issue, level in zip(
                here.world.space.issues, text.levels, strict=True
            )]
            for text in here.texts
        ]).T,
        np.zeros(len(here.texts), dtype=np.int64),
    )["unity"].tolist()  # fmt: skip
    middle = here.texts.index(here.centre)
    candidates = {
        text: worth(place)
        for place, text in enumerate(here.texts)
        if distance(here.centre, text)[0] == 1
        and text.venue == here.centre.venue
        and unity[place] >= unity[middle]
    }
    assume(candidates)
    found = compromise(here.world, here.situation, here.centre)
    assert found in candidates
    assert candidates[found] == pytest.approx(max(candidates.values()), abs=1e-9)
