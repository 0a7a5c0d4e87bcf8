"""Whether a menu is a choice: numbers by hand over the opening of the River League."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.workshop.checks.river import CLOSED, SALTMOUTH, STORY, Change, pointed_at, remarks

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.views.explanation import explain
from dialogue_sim.workshop.checks import courses, merits
from dialogue_sim.workshop.checks.opening import Opening, opening_of

BUNDLE = load(read_library(packaged_content()), "first_steps")
BARE = (STORY, CLOSED, "  - close_the_river\n")
GAUGES = (STORY, "  - gauges_first\n", "")
DRY_FEET = "when: hostilities <= 20"


def codes(*changes: Change) -> list[str]:
    return [one.code for one in remarks(*changes)]


def test_the_opening_is_the_one_that_explain_explains() -> None:
    seen = opening_of(BUNDLE)
    for policy in ("gauge_day", "open_hands", "close_the_river"):
        place = seen.policies.index(policy)
        told = explain(BUNDLE, policy, {})
        assert seen.stands[place] == pytest.approx(told.p_stands)
        assert seen.good[place] == pytest.approx(told.answers["reciprocate"])
        bad = told.answers["exploit_splits"] + told.answers["escalate"]
        assert seen.bad[place] == pytest.approx(bad)
        likes = [one.receipt.utility for one in told.actors]
        assert seen.utility[:, place] == pytest.approx(likes, abs=1e-9)


def test_a_text_that_nobody_prefers_is_named_with_the_better_one() -> None:
    (problem,) = remarks(BARE)
    assert problem.code == "DS321"
    assert pointed_at(problem, BARE) == "close_the_river"
    assert "while 'gauges_first' is on the menu" in problem.message


def test_a_goal_that_only_this_text_serves_is_a_reason_for_it() -> None:
    # Both texts ask for gauges and send more boats; only one of them withholds the toll.
    assert codes(BARE, (STORY, DRY_FEET, "when: standing.toll >= withheld")) == []
    assert codes(BARE, (STORY, DRY_FEET, "when: standing.patrol >= more")) == ["DS321"]


def test_the_better_text_has_to_be_one_that_can_always_be_tabled() -> None:
    # The full toll for a day of notice beats the monthly reading, but is offered only once.
    seen, menu = opening_of(BUNDLE), ["gauge_day", "notice_for_toll"]
    liked = seen.utility[:, seen.columns(menu)]
    assert (liked[:, 1] >= liked[:, 0]).all()
    assert codes() == []


def test_an_actor_that_endorses_seven_of_eight_texts_says_too_little() -> None:
    change = (SALTMOUTH, "tolerance: 0.3", "tolerance: 1")
    (problem,) = remarks(change)
    assert (problem.code, pointed_at(problem, change)) == ("DS322", "saltmouth")
    assert "88%" in problem.message
    # It endorses six of eight as it is, and so does whoever tables.
    endorsed = (opening_of(BUNDLE).responses == courses.ENDORSE).mean(axis=1)
    shares = dict(zip(opening_of(BUNDLE).actors, endorsed, strict=True))
    assert shares["saltmouth"] == shares["steward"] == 0.75


def test_two_texts_to_defend_are_enough_and_one_is_not() -> None:
    assert "DS324" in codes(GAUGES, BARE)
    assert "DS324" not in codes(BARE)


def test_a_menu_that_only_offers_leans_to_one_side() -> None:
    assert "DS325" in codes(GAUGES, (STORY, CLOSED, ""))
    assert "DS325" not in codes(GAUGES, BARE)


# ------------------------------------------------- the rules, on openings made by hand


def opening(liked: list[list[float]], **columns: list[float]) -> Opening:
    """Texts as actors like them; what is not given is the same for all texts."""
    real = opening_of(BUNDLE)
    actors, texts = len(liked), len(liked[0])
    level = np.zeros(texts)
    flat: dict[str, Any] = {name: np.array(columns.get(name, level)) for name in (
        "stands", "good", "bad", "counterpart", "offer", "price",
    )}  # fmt: skip
    return replace(
        real,
        policies=tuple("abcd"[:texts]),
        kinds=("member", "member", "voice")[:actors],
        capability=np.array([0.7, 0.3, 0.5][:actors]),
        utility=np.array(liked),
        responses=np.array(columns.get("responses", np.zeros((actors, texts))), dtype=np.int64),
        goals=np.zeros((0, texts), dtype=np.bool_),
        **flat,
    )


def beats(seen: Opening) -> bool:
    """Whether the first of two texts beats the second in everything."""
    scores = merits.scores(seen, ["a", "b"])
    return merits.beats(scores[:, 0], scores[:, 1])


EVEN = [[0.1, 0.1], [0.2, 0.2], [0.3, 0.3]]
BETTER = [[0.1, 0.1], [0.2, 0.0], [0.3, 0.3]]


def test_a_text_beats_another_only_if_nothing_at_all_speaks_for_that() -> None:
    assert not beats(opening(EVEN))
    assert beats(opening(BETTER))
    assert not beats(opening([[0.1, 0.1], [0.2, 0.0], [0.3, 0.4]]))
    for name, more in [
        ("stands", True), ("good", True), ("counterpart", True), ("bad", False), ("price", False),
    ]:  # fmt: skip
        first = [1.0, 0.0] if more else [0.0, 1.0]
        assert beats(opening(EVEN, **{name: first})), name
        assert not beats(opening(BETTER, **{name: first[::-1]})), name


def test_a_course_can_be_defended_by_its_chance_or_by_a_third_of_the_members() -> None:
    def defended(seen: Opening) -> list[int]:
        return merits.defensible(seen, list(seen.policies))

    apart = [[0.1, 0.3], [0.2, 0.2], [0.3, 0.1]]
    assert defended(opening(apart)) == []
    assert defended(opening(apart, stands=[0.6, 0.5])) == [0]
    # The first member has seven tenths of capability, the second three, which is too little.
    accept, hedge = 3, 2
    first, second = [accept, hedge], [hedge, accept]
    said = {"responses": [first, second, [hedge, hedge]]}
    assert defended(opening(apart, **said)) == [0]  # type: ignore[arg-type]
    # What everybody likes less cannot be defended, however surely it stands.
    assert defended(opening([[0.3, 0.1], [0.2, 0.2], [0.3, 0.1]], stands=[1.0, 1.0])) == [0]
