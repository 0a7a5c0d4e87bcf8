"""What a mechanism needs of the files around it, and what is said where it is missing."""

from __future__ import annotations

import pytest
from tests.content.mechanisms_in_yaml import (
    BARE,
    COLUMN,
    DECEMBER,
    FILES,
    POLAND,
    POLICIES,
    RULES,
    WORD,
    changed,
    marked,
    problems,
)

from dialogue_sim.content.library import examine

NATO = "scenarios/nato_russia"
SETTING = f"{NATO}/setting.yaml"
MENU = "procedure: silence\n"
REFERENCE = "reference: negotiate_at_ceasefire"
ASK = "ask: [{issue: deterrence, at_least: reinforced}, {issue: conditions, at_least: strict}]\n"
MANDATE = "{a: {title: A, says: A., goals: {b: {points: 1, when: tensoin > 1, text: B.}}}}"
BONUS = "when: {all: [support >= 50, cohesion >= 60]}"
REPORT = "opportunist: [0.5, -0.15]"

# File, passage, what stands there instead, code, what is marked, words of the message or the help.
MISSING = {
    "mood against an unknown text": (
        RULES, REFERENCE, "reference: negotiate_at_cease_fire", "DS202",
        "negotiate_at_cease_fire", "did you mean 'negotiate_at_ceasefire'",
    ),
    "mood against a text that offers nothing": (
        RULES, REFERENCE, "reference: isolation", "DS209", "isolation", "offers nothing",
    ),
    "condition of the bonus": (
        RULES, BONUS, "when: {all: [suport >= 50]}", "DS203", "suport", "did you mean 'support'",
    ),
    "reports about an unknown type": (
        RULES, REPORT, f"{REPORT}, opportunists: [0.5, 0]", "DS202", "opportunists",
        "no type of 'russia' 'opportunists'",
    ),
    "reports about one type only": (
        RULES, f", {REPORT}", "", "DS208", "report", "add `opportunist: [0.5, 0.0]`",
    ),
    "steps without a column": (
        RULES, COLUMN, "", "DS208", "staircase", "add `overreach: [...]` to `drivers:`",
    ),
    "steps without words": (
        RULES, WORD, "", "DS208", "driver_words", "add for example `overreach:",
    ),
    "a member that asks for nothing": (
        POLAND, ASK, "", "DS208", "format", "nothing can be promised to 'poland'",
    ),
    "a mechanism from a turn that never comes": (
        DECEMBER, MENU, f"{MENU}mechanisms: {{mask: {{from_turn: 7}}}}\n", "DS209", "7",
        "turn 7 never comes: the scenario has 6 turns",
    ),
    "a goal of a mandate": (
        DECEMBER, "seats:\n",
        f"seats:\n  france: {{brief: A seat., mandates: {MANDATE}}}\n",
        "DS203", "tensoin", "did you mean 'tension'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISSING)
def test_what_is_missing_is_reported_where_it_should_stand(name: str) -> None:
    path, old, new, code, words, says = MISSING[name]
    files = changed(path, (old, new))
    (found,) = examine(files, "december_2019")[1]
    assert (found.code, found.severity, found.place.path) == (code, "error", path)
    assert marked(files, found).startswith(words)
    assert says in f"{found.message} {found.help}"


def test_a_mood_measured_against_another_text_than_the_polled_one_is_a_warning() -> None:
    change = (REFERENCE, "reference: postwar_reset")
    (found,) = problems(RULES, change)
    assert (found.code, found.severity) == ("DS223", "warning")
    assert marked(changed(RULES, change), found) == "postwar_reset"
    assert found.help.startswith("write `reference: negotiate_at_ceasefire`")


@pytest.mark.parametrize(
    ("reference", "offers"),
    [
        # Tenths of: .30 contact + .20 conditions + .15 deterrence + .15 pressure + .10 framing
        # + .10 scope, from the anchors in setting.yaml.
        ("deterrence_plus_channel", False),  # .30 - .40 - 1.08 - 1.2 - .20 + .10 = -2.48
        ("strict_conditional_dialogue", False),  # .84 - 1 - 1.08 + 0 - .20 + .52 = -.92
        ("fragmented_measures", True),  # .30 - .06 + 0 + 0 - .20 + .10 = .14
    ],
)
def test_what_a_text_offers_is_what_the_engine_makes_of_it(
    reference: str, *, offers: bool
) -> None:
    found = problems(RULES, (REFERENCE, f"reference: {reference}"))
    assert [problem.severity for problem in found] == ["warning" if offers else "error"]


# ------------------------------------------------------------------- prices


def dear(most: int, *changes: tuple[str, str]) -> list[str]:
    """What nobody can pay for where at most so much can be held."""
    found = problems(RULES, ("most: 5", f"most: {most}"), ("start: 3", "start: 1"), *changes)
    assert {(problem.code, problem.place.path) for problem in found} <= {("DS209", DECEMBER)}
    return [problem.message for problem in found]


def test_a_text_that_nobody_can_ever_pay_for_has_no_place_on_the_menu() -> None:
    """Ministers 2 and regional scope 1 make 3; top level alone makes 3."""
    assert dear(3) == []
    messages = dear(2)
    assert len(messages) == 3
    for name in ("business_as_usual", "postwar_reset", "top_level_talks"):
        expected = f"nobody can pay for '{name}': it costs 3, but at most 2 can be held"
        assert expected in messages


def test_a_price_that_a_policy_names_counts_instead_of_the_measure() -> None:
    old = ("    short: Top-level\n", "    short: Top-level\n    cost: 0\n")
    new = ("    short: NRC\n", "    short: NRC\n    cost: 5\n")
    rules = changed(RULES, ("most: 5", "most: 2"), ("start: 3", "start: 1"))[RULES]
    files = {**changed(POLICIES, old, new), RULES: rules}
    messages = [problem.message for problem in examine(files, "december_2019")[1]]
    assert len(messages) == 3
    assert not any("top_level_talks" in message for message in messages)
    assert any("'nrc_ambassadors': it costs 5" in message for message in messages)


def test_what_makes_a_whole_unit_on_paper_costs_no_more() -> None:
    """0.2 + 2.6 + 0.2 is a little more than 3 in doubles, and 3 units pay it."""
    shipped = (
        "    contact: {weight: 1, at: [0, 0, 1, 2, 3]}\n"
        "    deterrence: {weight: 1, above: maintained}\n"
        "    scope: {weight: 1, at: [0, 0, 1, 1]}\n"
    )
    odd = (
        "    contact: {weight: 1, at: [0.2, 0.2, 0.2, 0.2, 0.2]}\n"
        "    timing: {weight: 1, at: [2.6, 2.6, 2.6]}\n"
        "    unity: {weight: 1, at: [0.2, 0.2, 0.2]}\n"
    )
    rules = changed(RULES, ("most: 5", "most: 3"))[RULES]
    assert 0.2 + 2.6 + 0.2 > 3
    assert examine({**changed(SETTING, (shipped, odd)), RULES: rules}, "december_2019")[1] == ()


def test_part_of_a_unit_is_rounded_up() -> None:
    """A weight of 0.9 makes 2.7 of top-level talks, which two units do not pay."""
    cheaper = ("contact: {weight: 1, at: [0, 0, 1, 2, 3]}",
               "contact: {weight: 0.9, at: [0, 0, 1, 2, 3]}")  # fmt: skip
    rules = changed(RULES, ("most: 5", "most: 2"), ("start: 3", "start: 1"))[RULES]
    files = {**changed(SETTING, cheaper), RULES: rules}
    messages = [problem.message for problem in examine(files, "december_2019")[1]]
    assert (
        "nobody can pay for 'top_level_talks': it costs 3, but at most 2 can be held" in messages
    )


# ------------------------------------------------------------------ switches


def switched_off(mechanism: str, *changes: tuple[str, str]) -> dict[str, bytes]:
    """The files with a mechanism switched off in the scenario and something wrong in the rules."""
    switch = changed(DECEMBER, (MENU, f"{MENU}mechanisms: {{{mechanism}: false}}\n"))[DECEMBER]
    return {**changed(RULES, *changes), DECEMBER: switch}


@pytest.mark.parametrize(
    ("mechanism", "old", "new"),
    [
        ("directional_mood", REFERENCE, "reference: nothing_known"),
        ("capital", BONUS, "when: capital < nothing"),
        ("capital", "most: 5", "most: 3"),
        ("mask", f", {REPORT}", ""),
    ],
)
def test_what_is_switched_off_may_be_unfinished(mechanism: str, old: str, new: str) -> None:
    assert examine(switched_off(mechanism, (old, new)), "december_2019")[1] == ()


def test_a_member_asks_for_something_only_where_promises_are_made() -> None:
    poland = {POLAND: FILES[POLAND].replace(ASK.encode(), b"")}
    assert examine({**switched_off("resolve"), **poland}, "december_2019")[1] == ()
    assert examine({**BARE, **poland}, "december_2019")[1] == ()


@pytest.mark.parametrize("switch", ["true", "{from_turn: 2}"])
def test_what_the_setting_lacks_cannot_be_switched_on(switch: str) -> None:
    files = changed(DECEMBER, (MENU, f"{MENU}mechanisms: {{mask: {switch}}}\n"))
    files[RULES] = BARE[RULES]
    (found,) = examine(files, "december_2019")[1]
    assert (found.code, marked(files, found)) == ("DS209", "mask")
    assert "the setting has no mechanism 'mask'" in found.message


def test_what_the_setting_lacks_may_be_switched_off() -> None:
    files = changed(DECEMBER, (MENU, f"{MENU}mechanisms: {{mask: false}}\n"))
    assert examine({**files, RULES: BARE[RULES]}, "december_2019")[1] == ()
