"""A threshold that is proposed brings exactly the share that is promised, under the same seed."""

from __future__ import annotations

import pytest
from tests.workshop.playtesting.small import place, report, tally

from dialogue_sim.session.progress import silent
from dialogue_sim.workshop.playtesting.findings import fates_of
from dialogue_sim.workshop.playtesting.shares import wilson
from dialogue_sim.workshop.playtesting.solving import solved

MANY = 600
CARP = "when: {all: [turn >= 2, progress < 10]}"


@pytest.mark.parametrize(
    ("name", "old", "new", "wanted"),
    [
        ("sandbags", "when: tension >= 60", "when: tension >= {}", 0.10),  # seldomer than it is
        ("sandbags", "when: tension >= 60", "when: tension >= {}", 0.60),  # oftener
        ("every_town", "cohesion < 55]", "cohesion < {}]", 0.08),
        ("every_town", "cohesion < 55]", "cohesion < {}]", 0.45),
        ("carp_in_the_school", CARP, "when: {{all: [turn >= 2, progress < {}]}}", 0.40),
    ],
)
def test_the_promise_is_kept_to_the_last_session(
    name: str, old: str, new: str, wanted: float
) -> None:
    found = report(MANY)
    (aim,) = solved(found, place(found, name), wanted, silent)
    assert aim.number is not None
    again = report(MANY, "uniform", old, new.format(f"{aim.number:g}"))
    came = (tally(again, name).first > 0).mean()
    assert came == aim.share
    assert aim.wanted == wanted
    if name != "carp_in_the_school":  # its indicator stands still at 0 in many sessions
        assert aim.share == pytest.approx(wanted, abs=0.02)


def test_where_no_number_is_enough_the_most_is_told() -> None:
    """A rope is borrowed in every second lucky turn at most, however little progress it needs."""
    found = report(MANY)
    (aim,) = solved(found, place(found, "borrowed_rope"), 0.99, silent)
    assert (aim.instead, aim.number) == (None, None)
    again = report(MANY, "uniform", "when: {all: [turn >= 2, progress >= 10]}", "when: turn >= 2")
    assert aim.share == (tally(again, "borrowed_rope").first > 0).mean()


def test_what_is_rare_is_solved_without_being_asked() -> None:
    fates = {fate.id: fate for fate in fates_of(report(MANY))}
    assert fates["the_bell"].aims
    assert not fates["sandbags"].aims
    assert not fates["early_thaw"].aims  # it always comes, and has no number
    asked = {fate.id: fate for fate in fates_of(report(MANY), wanted={"sandbags": 0.3})}
    assert [aim.wanted for aim in asked["sandbags"].aims] == [0.3]


@pytest.mark.parametrize(
    ("times", "of", "low", "high"),
    [  # R. G. Newcombe (1998), table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0),
    ],
)
def test_intervals_are_those_of_the_literature(
    times: int, of: int, low: float, high: float
) -> None:
    assert wilson(times, of) == pytest.approx((low, high), abs=6e-5)
