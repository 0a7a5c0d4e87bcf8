"""Shaken numbers: within their ranges, the same for the same seed, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel
from tests.workshop.conftest import FILES

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.expectations import Expected
from dialogue_sim.content.rules import Rules
from dialogue_sim.content.setting import Measures
from dialogue_sim.workshop.testing.shaking import Shake, groups_of, shaken
from dialogue_sim.workshop.testing.steadiness import steadiness


@pytest.fixture(scope="module")
def bundle(expected: Expected) -> Bundle:
    return expected.openings["christmas_interview"]


@pytest.fixture(scope="module")
def everything(expected: Expected) -> tuple[str, ...]:
    return groups_of(expected)


def floats(value: object, at: str = "") -> Iterator[tuple[str, float]]:
    """Every number of a block with its path."""
    match value:
        case BaseModel():
            for name in type(value).model_fields:
                yield from floats(getattr(value, name), f"{at}.{name}")
        case dict():
            for key, part in value.items():
                yield from floats(part, f"{at}.{key}")
        case list():
            for place, part in enumerate(value):
                yield from floats(part, f"{at}.{place}")
        case float():
            yield at, value
        case _:
            pass


def all_numbers(bundle: Bundle) -> dict[str, float]:
    parts: dict[str, object] = {
        **bundle.actors,
        "russia": bundle.counterpart,
        "rules": bundle.rules,
        "measures": bundle.setting.measures,
        "opening": bundle.scenario.situation,
    }
    return {f"{name}{at}": found for name, part in parts.items() for at, found in floats(part)}


def test_there_is_a_group_for_every_actor(everything: tuple[str, ...]) -> None:
    actors = {Path(path).stem for path, raw in FILES.items()
              if path.startswith("actors/") and b"\nsetting: nato_russia\n" in raw}  # fmt: skip
    assert actors >= {"poland", "china", "russia"}
    assert sorted(everything) == sorted([*actors, "rules", "measures", "openings"])


def test_every_number_but_the_poll_gets_a_factor_of_its_own(
    bundle: Bundle, everything: tuple[str, ...]
) -> None:
    before = all_numbers(bundle)
    after = all_numbers(shaken(bundle, Shake(1, 0, 0.2, everything)))
    factors = {at: after[at] / before[at] for at in before if before[at]}
    still = {at for at, factor in factors.items() if factor == 1.0}
    kept = {at for at in factors if ".poll." in at} | {"opening.support"}
    # A period that applies is shaken where it applies: in the profile.
    kept |= {at for at in factors if ".periods." in at}
    # What is at the end of its range already stays there half of the time.
    edges = {at for at in still - kept if abs(before[at]) not in {0.2, 1.0, 2.0, 5.0, 100.0}}
    assert kept <= still
    assert edges == set()
    assert all(0.8 <= factor <= 1.2 for at, factor in factors.items() if ".share" not in at)
    assert len(set(factors.values())) > 0.8 * len(factors)


def test_what_a_period_changes_is_shaken_in_the_profile(expected: Expected) -> None:
    bundle = expected.openings["press_conference"]
    office = bundle.actors["secretary_general"]
    period = office.periods["press_conference_2023"]
    changed = shaken(bundle, Shake(1, 0, 0.2, {"secretary_general"})).actors["secretary_general"]
    assert changed.periods == office.periods
    issues = [path.removeprefix("issues.") for path in period.set if path.startswith("issues.")]
    assert issues
    for issue in issues:
        assert office.issues[issue].salience != changed.issues[issue].salience


def test_ranges_and_order_are_kept(bundle: Bundle, everything: tuple[str, ...]) -> None:
    for draw in range(20):
        found = shaken(bundle, Shake(7, draw, 0.2, everything))
        # Strict models refuse what their ranges do not allow.
        Rules.model_validate(found.rules.model_dump(by_alias=True))
        Measures.model_validate(found.setting.measures.model_dump(by_alias=True))
        for actor in found.actors.values():
            type(actor).model_validate(actor.model_dump(by_alias=True))
            affinities = [v for name, v in actor.venues.items() if name != "salience"]
            assert all(-1 <= affinity <= 1 for affinity in affinities)
        counterpart = type(found.counterpart)
        counterpart.model_validate(found.counterpart.model_dump(by_alias=True))


def test_one_groups_factors_leave_all_others_alone(bundle: Bundle) -> None:
    before = all_numbers(bundle)
    after = all_numbers(shaken(bundle, Shake(1, 0, 0.2, {"poland"})))
    assert {at.partition(".")[0] for at in before if before[at] != after[at]} == {"poland"}


def test_a_draw_repeats_and_another_differs(bundle: Bundle, everything: tuple[str, ...]) -> None:
    one, again, other = (
        all_numbers(shaken(bundle, Shake(1, draw, 0.2, everything))) for draw in (0, 0, 1)
    )
    assert one == again
    assert one != other


def test_a_groups_factors_do_not_depend_on_who_else_is_shaken(
    bundle: Bundle, everything: tuple[str, ...]
) -> None:
    alone = shaken(bundle, Shake(1, 0, 0.2, {"rules"})).rules
    assert alone == shaken(bundle, Shake(1, 0, 0.2, everything)).rules


def test_openings_have_factors_of_their_own(
    expected: Expected, everything: tuple[str, ...]
) -> None:
    shake = Shake(1, 0, 0.2, everything)
    factors = {
        shaken(opening, shake).scenario.situation["posture"]
        / opening.scenario.situation["posture"]
        for opening in expected.openings.values()
    }
    assert len(factors) == 5


def test_without_shaking_everything_holds_and_nothing_moves(
    expected: Expected, everything: tuple[str, ...]
) -> None:
    still = steadiness(expected, everything, 1, spread=0.0, seed=1)
    assert still.mean == 1.0
    assert still.moved < 1e-12  # shares of the counterpart's types are divided by their sum


def test_a_violent_shake_breaks_something(expected: Expected, everything: tuple[str, ...]) -> None:
    mild = steadiness(expected, everything, 2, spread=0.1, seed=1)
    wild = steadiness(expected, everything, 2, spread=0.9, seed=1)
    assert wild.mean < mild.mean
    assert wild.moved > 3 * mild.moved
    assert min(wild.held.values()) == 0.0


def test_most_hold_when_every_number_is_shaken_by_a_fifth(
    expected: Expected, everything: tuple[str, ...]
) -> None:
    """The benchmark asks this of 300 draws; a few are enough to notice a model that is brittle."""
    assert steadiness(expected, everything, 10, spread=0.2, seed=3).mean > 0.95
