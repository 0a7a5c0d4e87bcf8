"""Distances from holding, and thresholds, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from tests.workshop.playtesting.small import casting

from dialogue_sim.content.expressions import parse_condition
from dialogue_sim.engine.conditions import holds
from dialogue_sim.engine.story import Reading
from dialogue_sim.workshop.playtesting.near import FAR, HAIR, distance, threshold_of


def reading() -> Reading:
    """The opening: tension 48.5, cohesion 60, trust 43, turn 1."""
    stage = casting().stage
    return Reading(stage.world, stage.opening, 1)


@pytest.mark.parametrize(
    ("text", "far"),
    [
        ("tension >= 60", 11.5),
        ("60 <= tension", 11.5),
        ("tension < 48.5", HAIR),
        ("tension >= 48.5", 0.0),
        ("cohesion < 55 and tension >= 50", 6.5),
        ("cohesion < 55 or tension >= 50", 1.5),
        ("not (cohesion >= 55 and tension < 50)", 1.5),
        ("turn >= 2", FAR),
        ("cohesion - tension >= 20", 8.5),
        ("tension == 50", 1.5),
        ("turn == 1", 0.0),
        ("not stands", FAR),
    ],
)
def test_distances_by_hand(text: str, far: float) -> None:
    node = parse_condition(text, casting().stage.bundle.names())
    found = distance(node, reading())
    assert found.tolist() == pytest.approx([far], abs=1e-10)
    assert (found == 0.0).tolist() == holds(node, reading()).tolist()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("tension >= 60", "tension >= 7"),
        ("60 < tension", "tension > 7"),
        ("trust(oldweir) <= 30", "trust(oldweir) <= 7"),
        ("cohesion - tension < 3", "cohesion - tension < 7"),
        ("turn >= 2", None),
        ("tension >= cohesion", None),
        ("standing.meeting >= heads", None),
        ("tension >= 60 and turn >= 2", None),
    ],
)
def test_thresholds_keep_the_author_s_words(text: str, written: str | None) -> None:
    node = parse_condition(text, casting().stage.bundle.names())
    found = threshold_of(text, node)
    assert (found and found.written(7.0)) == written
    if found is not None:
        assert found.met(np.array([found.never]), 50.0).tolist() == [0.0]
