"""Conditions that the ranges decide, and what no session comes to: each beside one that can be."""

from __future__ import annotations

import pytest
from tests.workshop.checks.code_pages import SHIPPED
from tests.workshop.checks.river import (
    CALM_RIVER,
    CARP,
    CLOSED,
    EVERY_TOWN,
    ONE_LEAGUE,
    POLICIES,
    ROPE,
    SANDBAGS,
    STORY,
    TWO_CHAIRS,
    Change,
    pointed_at,
    remarks,
)

from dialogue_sim.content.library import examine
from dialogue_sim.workshop.checks.beyond import beyond, in_scenario

DECEMBER = "scenarios/nato_russia/december_2019.yaml"
BOATS = "when: adopted(notice_for_toll) and not adopted(boats_home)"


def story(old: str, new: str) -> Change:
    return (STORY, old, new)


WRONG = {
    "two lines exclude each other": (
        "DS301", story(SANDBAGS, "when: {all: [tension >= 60, tension < 50]}"),
        "{all: [tension >= 60, tension < 50]}", "ending 'sandbags' is never reached",
    ),
    "a turn that never comes": (
        "DS301", story(CARP, "when: {all: [turn >= 4, progress < 10]}"),
        "turn >= 4", "inject 'carp_in_the_school' never comes",
    ),
    "an alternative that cannot be": (
        "DS301", story(SANDBAGS, "when: {any: [tension >= 60, cohesion > 100]}"),
        "cohesion > 100", "changes nothing",
    ),
    "a part of a line": (
        "DS301", (POLICIES, BOATS, "when: adopted(notice_for_toll) and tension < 0"),
        "adopted(notice_for_toll) and tension < 0", "the part that reads tension",
    ),
    "better than the best response": (
        "DS301", story(ONE_LEAGUE, "when: response(towns) > endorse"),
        "response(towns) > endorse", "nobody can meet goal 'one_league'",
    ),
    "longer ago than the story is": (
        "DS301", story(CARP, "when: turns_since(early_thaw) == 3"),
        "turns_since(early_thaw) == 3", "never comes",
    ),
    "a sum that is too large": (
        "DS301", story(ONE_LEAGUE, "when: progress + cohesion > 200"),
        "progress + cohesion > 200", "nobody can meet",
    ),
    "the lowest level or more": (
        "DS302", story(ONE_LEAGUE, "when: standing.warning >= none"),
        "standing.warning >= none", "is met whatever is done",
    ),
    "a line that decides nothing": (
        "DS302", story(CARP, "when: {all: [turn >= 1, progress < 10]}"), "turn >= 1", "nothing",
    ),
    "an ending behind a wider one": (
        "DS303",
        story(TWO_CHAIRS, "when: {all: [last_turn, tension < 55, cohesion < 50]}"),
        "two_chairs", "'every_town' holds before it",
    ),
    "endings that leave no next turn": (
        "DS304", story(EVERY_TOWN, "when: tension < 60"), "tension < 60", "after turn 1",
    ),
    "news after a turn that is over": (
        "DS305", story(CARP, "when: {all: [turn < 3, turns_since(early_thaw) == 1]}"),
        "carp_in_the_school", "cannot have happened by then",
    ),
    "a text that waits for itself": (
        "DS306", (POLICIES, BOATS, "when: adopted(boats_home)"), "boats_home", "what its `when:`",
    ),
    "goals that exclude each other": (
        "DS307", story(CALM_RIVER, "when: cohesion < 62"), "cohesion < 62",
        "both 'one_league' and 'calm_river'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_is_found_where_it_stands(name: str) -> None:
    code, change, pointed, says = WRONG[name]
    (problem,) = remarks(change)
    assert problem.code == code
    assert problem.severity == ("error" if code == "DS304" else "warning")
    assert pointed_at(problem, change) == pointed
    assert says in problem.message
    assert problem.help


RIGHT = {
    "lines that leave a gap": story(SANDBAGS, "when: {all: [tension >= 60, tension < 70]}"),
    "the last turn": story(CARP, "when: {all: [turn >= 3, progress < 10]}"),
    "an alternative at the edge": story(SANDBAGS, "when: {any: [tension >= 60, cohesion >= 100]}"),
    "the best response": story(ONE_LEAGUE, "when: response(towns) >= endorse"),
    "as long ago as can be": story(CARP, "when: turns_since(early_thaw) == 1"),
    "the largest sum": story(ONE_LEAGUE, "when: progress + cohesion >= 200"),
    "the second level": story(ONE_LEAGUE, "when: standing.warning > none"),
    "news that only say when": story(CARP, "when: turn >= 1"),
    "an ending that reaches further": story(
        TWO_CHAIRS, "when: {all: [last_turn, tension < 55, cohesion < 60]}"
    ),
    "endings with a gap between them": story(EVERY_TOWN, "when: tension < 12"),
    "news one turn later": story(CARP, "when: {all: [turn >= 3, turns_since(early_thaw) == 1]}"),
    "a text that waits for another": (POLICIES, BOATS, "when: adopted(gauge_day)"),
    "goals that meet in one point": story(CALM_RIVER, "when: cohesion <= 62"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_can_only_just_be_is_left_alone(name: str) -> None:
    assert remarks(RIGHT[name]) == ()


def test_news_that_wait_for_each_other_never_come() -> None:
    circle = (
        story(CARP, "when: fired(borrowed_rope)"), story(ROPE, "when: fired(carp_in_the_school)"),
    )  # fmt: skip
    found = remarks(*circle)
    assert [one.code for one in found] == ["DS305", "DS305"]
    assert {pointed_at(one, *circle) for one in found} == {"carp_in_the_school", "borrowed_rope"}


def test_the_last_ending_may_be_left_with_nothing() -> None:
    demand = "  - id: a_demand\n    title: A demand in a drawer\n    when: "
    whole = f"{demand}{{all: [last_turn, standing.warning >= notice]}}"
    assert remarks(story(whole, f"{demand}last_turn")) == ()


def test_a_menu_of_which_nothing_can_be_tabled_is_an_error() -> None:
    text = SHIPPED[STORY].decode()
    menu = text[text.index("  - gauge_day\n") : text.index(CLOSED) + len(CLOSED)]
    tests = text[text.index("\n# Scripted tests") :]
    found = remarks(story(menu, "  - boats_home\n  - heads_on_the_island\n"), story(tests, "\n"))
    errors = [one.message for one in found if one.severity == "error"]
    assert errors == ["nothing on the menu can ever be tabled, so nobody can play this"]


def december(old: str, new: str) -> list[str]:
    """Codes of what is said to `december_2019` with a passage changed."""
    text = SHIPPED[DECEMBER].decode()
    assert text.count(old) == 1
    files = {**SHIPPED, DECEMBER: text.replace(old, new).encode()}
    bundle, problems = examine(files, "december_2019")
    assert bundle is not None
    assert problems == ()
    return [one.code for one in in_scenario(bundle)]


@pytest.mark.parametrize(
    ("condition", "codes"),
    [
        ("capital > 5", ["DS301"]),
        ("capital >= 5", []),
        ("{all: [paper >= 30, progress < 30]}", ["DS301"]),
        ("{all: [paper >= 30, progress <= 30]}", []),
        ("{all: [tension >= 80, posture < 50, turn > 1]}", ["DS301"]),
        ("{all: [tension >= 70, posture < 50, turn > 1]}", []),
    ],
)
def test_what_mechanisms_count_has_its_range(condition: str, codes: list[str]) -> None:
    assert december("when: tension >= 68", f"when: {condition}") == codes


def test_what_a_switched_off_mechanism_counted_may_still_be_read() -> None:
    off = december("procedure: silence", "procedure: silence\nmechanisms: {mask: false}")
    assert "DS301" not in off


def test_what_does_not_load_is_not_looked_into() -> None:
    found = remarks(story(SANDBAGS, "when: tension > 100"), story("turns: 3", "turns: three"))
    assert {one.code for one in found} == {"DS122"}
    assert beyond({}, []) == []
