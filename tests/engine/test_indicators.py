"""Named quantities in points: how they are read, and how effects write them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from dialogue_sim.engine import indicators
from dialogue_sim.engine.situation import Situation
from dialogue_sim.engine.world import World
from dialogue_sim.expression_tree import Effect

if TYPE_CHECKING:
    from tests.engine.conftest import Stage


def effect(target: str, op: str, value: float, actor: str | None = None) -> Effect:
    return Effect(target, actor, op, value)  # type: ignore[arg-type]  # one of the three


def reading(world: World, situation: Situation, name: str) -> float:
    values = indicators.read(world, situation, name)
    assert values.shape == (1,)
    return float(values[0])


def test_every_indicator_reads_in_points(village: World, village_opening: Situation) -> None:
    found = {name: reading(village, village_opening, name) for name in indicators.BY_NAME}
    assert found == pytest.approx(
        {
            "tension": 55.0,  # the mean of 50 and 60
            "trust": 53.0,  # members .5, .6, .5 by capability .5, .3, .2
            "credibility": 50.0,
            "cohesion": 100.0,
            "support": 100.0 / (1.0 + math.exp(-0.2)),
            "progress": 0.0,
            "security_loss": 0.0,
            "hostilities": 40.0,
            "hardliners": 50.0,
            "outside_support": 10.0,
            "posture": 50.0,
            "counterpart_posture": 60.0,
            "conduct": -30.0,
            "own_conduct": 10.0,
            "division": 0.0,
        }
    )


def test_trust_and_stance_of_one_actor_read_in_points(village_opening: Situation) -> None:
    assert indicators.trust_of(village_opening, 1).tolist() == pytest.approx([60.0])
    assert indicators.stance_of(village_opening, 1).tolist() == [-60.0]


WRITTEN = sorted(indicators.WRITABLE)


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize(("op", "expected"), [("+=", 3.0), ("-=", -3.0)])
def test_an_effect_moves_its_indicator_by_its_points(
    village: World, village_opening: Situation, name: str, op: str, expected: float
) -> None:
    middle = replace(
        village_opening,
        cohesion=np.array([0.5]),
        progress=np.array([0.5]),
        security_loss=np.array([0.5]),
    )
    before = reading(village, middle, name)
    after = indicators.apply(village, middle, effect(name, op, 3.0))
    assert reading(village, after, name) - before == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("name", WRITTEN)
def test_an_effect_sets_its_indicator(
    village: World, village_opening: Situation, name: str
) -> None:
    after = indicators.apply(village, village_opening, effect(name, "=", 42.0))
    assert reading(village, after, name) == pytest.approx(42.0, abs=1e-12)


@pytest.mark.parametrize("name", [name for name in WRITTEN if name != "tension"])
def test_an_effect_changes_one_indicator_and_what_is_derived_from_it(
    village: World, village_opening: Situation, name: str
) -> None:
    after = indicators.apply(village, village_opening, effect(name, "+=", 2.0))
    for other in indicators.BY_NAME:
        if other not in {name, "tension"}:
            before = reading(village, village_opening, other)
            assert reading(village, after, other) == before


RANGES = {"support": (1.0, 99.0), "conduct": (-100.0, 100.0), "own_conduct": (-100.0, 100.0)}


@pytest.mark.parametrize("name", WRITTEN)
def test_effects_stop_at_the_range(village: World, village_opening: Situation, name: str) -> None:
    low, high = RANGES.get(name, (0.0, 100.0))
    for op, end in (("-=", low), ("+=", high), ("=", high)):
        after = indicators.apply(village, village_opening, effect(name, op, 500.0))
        assert reading(village, after, name) == pytest.approx(end, abs=1e-12)


def test_tension_moves_both_postures_by_its_points(
    village: World, village_opening: Situation
) -> None:
    after = indicators.apply(village, village_opening, effect("tension", "+=", 6.0))
    assert after.posture.tolist() == pytest.approx([0.56])
    assert after.counterpart_posture.tolist() == pytest.approx([0.66])


def test_trust_of_one_actor_moves_alone_and_within_its_range(
    village: World, village_opening: Situation
) -> None:
    after = indicators.apply(village, village_opening, effect("trust", "-=", 10.0, "brava"))
    points = [100.0 / (1.0 + math.exp(-value)) for value in after.trust[:, 0].tolist()]
    assert points == pytest.approx([50.0, 50.0, 40.0, 50.0, 50.0])
    for op, end in (("-=", 3.0), ("+=", 97.0)):
        far = indicators.apply(village, village_opening, effect("trust", op, 99.0, "brava"))
        assert indicators.trust_of(far, 1)[0] == pytest.approx(end)


def test_what_is_only_read_is_derived(village: World) -> None:
    assert {"trust", "division"} == indicators.READ_ONLY
    derived = {row.name for row in indicators.INDICATORS if not row.field}
    assert set(indicators.DERIVED) == derived | {"capital", "paper", "reading", "security"}
    assert set(indicators.DERIVED) <= indicators.READABLE
    assert not {"capital", "paper", "reading", "security"} & indicators.WRITABLE
    assert village.actors.members  # the mean of trust has somebody in it


def test_effects_leave_their_situation_alone(
    village: World, village_opening: Situation, fingerprint: Callable[[object], str]
) -> None:
    before = fingerprint(village_opening)
    for name in WRITTEN:
        indicators.apply(village, village_opening, effect(name, "+=", 1.0))
    indicators.apply(village, village_opening, effect("trust", "+=", 1.0, "alba"))
    assert fingerprint(village_opening) == before


def test_an_effect_reaches_every_session(december: Stage) -> None:
    situation = december.opening(5)
    after = indicators.apply(december.world, situation, effect("cohesion", "-=", 5.0))
    assert after.cohesion.tolist() == pytest.approx([0.55] * 5)


EXTREMES = (
    "posture", "counterpart_posture", "credibility", "cohesion", "progress", "security_loss",
    "hostilities", "hardliners", "outside_support", "division",
)  # fmt: skip


@pytest.mark.parametrize("end", ["low", "high"])
def test_the_range_of_an_indicator_is_what_it_reads_at_the_ends_of_the_situation(
    village: World, village_opening: Situation, end: str
) -> None:
    """Support is the one that stops short of the ends, so that its log-odds stay finite."""
    fraction, sign = (0.0, -1.0) if end == "low" else (1.0, 1.0)
    ends = {name: np.array([fraction]) for name in EXTREMES}
    ends |= {name: np.array([sign]) for name in ("conduct", "own_conduct")}
    certain = np.full_like(village_opening.trust, 700.0 * sign)
    situation = replace(village_opening, **ends, trust=certain)  # type: ignore[arg-type]
    for name, indicator in indicators.BY_NAME.items():
        if name != "support":
            expected = getattr(indicator, end)
            assert reading(village, situation, name) == pytest.approx(expected, abs=1e-9), name
    assert (indicators.BY_NAME["support"].low, indicators.BY_NAME["support"].high) == (1, 99)


def test_the_play_screen_shows_six_indicators_then_four_and_keeps_the_rest_for_later() -> None:
    rows: dict[int, list[str]] = {1: [], 2: [], 3: []}
    for indicator in indicators.INDICATORS:
        rows[indicator.rank].append(indicator.name)
    assert rows[1] == ["tension", "trust", "credibility", "cohesion", "support", "progress"]
    assert rows[2] == ["security_loss", "hostilities", "hardliners", "outside_support"]
    assert rows[3] == ["posture", "counterpart_posture", "conduct", "own_conduct", "division"]
