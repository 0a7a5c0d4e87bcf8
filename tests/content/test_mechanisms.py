"""What a setting may write about its mechanisms, and how a scenario switches them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from tests.content.mechanisms_in_yaml import (
    BARE,
    BLOCKS,
    DECEMBER,
    FILES,
    POLICIES,
    RULES,
    changed,
    marked,
    problems,
)

from dialogue_sim.content.files import read_library
from dialogue_sim.content.fingerprint import fingerprints
from dialogue_sim.content.library import examine, load
from dialogue_sim.content.mechanisms import Mechanism, Mechanisms

NAMES = get_args(Mechanism)
SWITCHES = "procedure: silence\n"
PLATFORM = "    source: [D000-S16, D000-S17]\n"
COST = (PLATFORM, f"{PLATFORM}    cost: {{}}\n")


def switched(text: str) -> dict[str, bytes]:
    """The files with `mechanisms:` in the scenario."""
    return changed(DECEMBER, (SWITCHES, f"{SWITCHES}mechanisms: {text}\n"))


def test_every_mechanism_has_a_block_and_a_name() -> None:
    assert tuple(Mechanisms.model_fields) == NAMES


def test_a_setting_without_the_block_has_no_mechanism() -> None:
    bundle = load(BARE, "december_2019")
    assert bundle.rules.drivers.overreach is None
    assert [bundle.active_from(name) for name in NAMES] == [None] * 6


def test_each_mechanism_is_on_from_the_first_turn() -> None:
    assert examine(FILES, "december_2019")[1] == ()
    bundle = load(FILES, "december_2019")
    assert [bundle.active_from(name) for name in NAMES] == [1] * 6


def test_a_scenario_switches_one_off_and_lets_another_begin_later() -> None:
    files = switched("{mask: false, staircase: {from_turn: 2}, capital: true}")
    bundle = load(files, "december_2019")
    turns = {name: bundle.active_from(name) for name in NAMES}
    assert turns == {
        "directional_mood": 1, "deferral": 1, "staircase": 2, "resolve": 1, "capital": 1,
        "mask": None,
    }  # fmt: skip


def test_what_the_setting_lacks_is_not_there_whatever_the_scenario_says() -> None:
    files = {**switched("{mask: {from_turn: 2}}"), RULES: BARE[RULES]}
    bundle, _ = examine(files, "december_2019")
    assert bundle is not None
    assert bundle.active_from("mask") is None


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("{mask: 1}", "DS122", "true or false"),
        ("{mask: {from_turn: 0}}", "DS124", "at least 1"),
        ("{mask: {from_trun: 2}}", "DS120", "did you mean 'from_turn'"),
        ("{maks: false}", "DS123", "did you mean 'mask'"),
    ],
)
def test_a_switch_is_a_yes_a_no_or_a_turn(text: str, code: str, words: str) -> None:
    (found,) = examine(switched(text), "december_2019")[1]
    assert (found.code, found.place.path) == (code, DECEMBER)
    assert words in f"{found.message} {found.help}"


def test_the_mechanisms_on_the_page_for_authors_can_be_loaded() -> None:
    page = (Path(__file__).parents[2] / "docs/content.md").read_text(encoding="utf-8")
    shown = page.partition("```yaml\nmechanisms:\n")[2].partition("```")[0]
    rules = FILES[RULES].decode().replace(BLOCKS, f"mechanisms:\n{shown}")
    bundle, found = examine({**FILES, RULES: rules.encode()}, "december_2019")
    assert found == ()
    assert bundle is not None
    assert [bundle.active_from(name) for name in NAMES] == [1] * 6


# ------------------------------------------------------------------ the ranges

# What stands in the block, what stands there instead, the code, and words of the message.
OUT_OF_RANGE = {
    "a share of more than all": ("settlement_share: 0.5", "settlement_share: 1.5", "DS124",
                                 "at most 1"),
    "a ceasefire at no point": ("ceasefire_below: 20", "ceasefire_below: 0", "DS124", "above 0"),
    "a settlement out of reach": ("settlement_at: 50", "settlement_at: 101", "DS124", "most 100"),
    "a step without width": ("width: 0.40", "width: 0", "DS124", "above 0"),
    "fighting that helps": ("    hostilities: -0.5\n", "    hostilities: 0.5\n", "DS124",
                            "at most 0"),
    "exploitation that helps": ("exploit: -0.05", "exploit: 0.05", "DS124", "at most 0"),
    "three numbers for war": ("war: [0.25, 0.75]", "war: [0.25, 0.5, 0.25]", "DS125", "at most 2"),
    "a negative spread": ("spread: 0.40", "spread: -0.1", "DS124", "at least 0"),
    "a promise due at once": ("due: 2", "due: 0", "DS124", "at least 1"),
    "a promise due in half a turn": ("due: 2", "due: 1.5", "DS122", "whole number"),
    "a broken promise that pays": ("credibility: -12", "credibility: 12", "DS124", "at most 0"),
    "a kept promise that costs": ("credibility: 2}", "credibility: -2}", "DS124", "at least 0"),
    "a part of a unit": ("income: 1", "income: 0.5", "DS122", "whole number"),
    "a price below nothing": ("consult: 1", "consult: -1", "DS124", "at least 0"),
    "a reward for a broken silence": ("broken_silence: -1", "broken_silence: 1", "DS124",
                                      "at most 0"),
    "more than can be held": ("start: 3", "start: 6", "DS126", "at most 5 can be held"),
    "a report more than certain": ("[0.5, 0.35]", "[0.5, 0.6]", "DS126", "from 0.5 to 1.1"),
    "a report less than impossible": ("[0.5, -0.15]", "[0.1, -0.15]", "DS126", "-0.05"),
    "verification beyond public": ("verified_from: 0.5", "verified_from: 2", "DS124", "most 1"),
    "a condition in two ways": ("{all: [support >= 50, cohesion >= 60]}",
                                "{all: [support >= 50], any: [cohesion >= 60]}", "DS126",
                                "exactly one of"),
    "a missing number": ("    paper_lost: 0.8\n", "", "DS121", "'paper_lost' is missing"),
    "an unknown mechanism": ("  deferral: {", "  defferal: {", "DS120", "did you mean 'deferral'"),
}  # fmt: skip


@pytest.mark.parametrize("name", OUT_OF_RANGE)
def test_what_no_mechanism_can_mean_is_refused(name: str) -> None:
    old, new, code, words = OUT_OF_RANGE[name]
    (found,) = problems(RULES, (old, new))
    assert (found.code, found.place.path) == (code, RULES)
    assert words in f"{found.message} {found.help}"


def test_the_number_that_does_not_fit_is_pointed_at() -> None:
    change = ("[0.5, 0.35]", "[0.5, 0.6]")
    (found,) = problems(RULES, change)
    assert marked(changed(RULES, change), found) == "[0.5, 0.6]"
    change = ("start: 3", "start: 6")
    (found,) = problems(RULES, change)
    assert marked(changed(RULES, change), found) == "6"


def test_the_ends_of_the_ranges_are_allowed() -> None:
    ends = [("spread: 0.40", "spread: 0"), ("due: 2", "due: 1"), ("start: 3", "start: 5"),
            ("[0.5, 0.35]", "[1, -1]"), ("width: 0.40", "width: 1")]  # fmt: skip
    assert problems(RULES, *ends) == ()


def test_income_without_a_bonus_is_allowed() -> None:
    line = next(line for line in BLOCKS.splitlines(keepends=True) if "bonus" in line)
    files = changed(RULES, (line, ""))
    assert examine(files, "december_2019")[1] == ()
    capital = load(files, "december_2019").rules.mechanisms.capital
    assert capital is not None
    assert capital.bonus is None


def test_a_number_says_where_it_comes_from_here_too() -> None:
    with_mechanisms, without = (numbers_without_source(files) for files in (FILES, BARE))
    outside_conditions = re.findall(r"(?<![.\d])(?<!>= )\d+", BLOCKS)
    assert with_mechanisms - without == len(outside_conditions)


def numbers_without_source(files: dict[str, bytes]) -> int:
    """How many numbers are told to have no source, once the file as a whole names none."""
    text = files[RULES].replace(b"basis: inferred\nwhy: Defaults", b"x-why: Defaults")
    (told,) = examine({**files, RULES: text}, "december_2019")[1]
    others = re.search(r"nor have (\d+) others", told.message)
    assert others is not None
    return int(others[1]) + 1


# --------------------------------------------------------- the price of a policy


def test_a_policy_may_name_its_price() -> None:
    old, new = COST
    bundle = load(changed(POLICIES, (old, new.format(2))), "december_2019")
    prices = {name: policy.cost for name, policy in bundle.policies.policies.items()}
    assert prices.pop("neutral_platform") == 2
    assert set(prices.values()) == {None}


@pytest.mark.parametrize(("price", "code"), [("6", "DS124"), ("-1", "DS124"), ("0.5", "DS122")])
def test_a_price_is_a_whole_number_up_to_five(price: str, code: str) -> None:
    old, new = COST
    (found,) = problems(POLICIES, (old, new.format(price)))
    assert found.code == code


# -------------------------------------------------------------- the fingerprint


def test_a_key_that_is_left_out_does_not_change_the_fingerprint_of_older_files() -> None:
    """The print was made by the program before it knew any of these keys."""
    reference = read_library(Path(__file__).parents[1] / "reference")
    assert fingerprints(load(reference, "s2019"))[0] == "r:05c2e14ec9f54fc6"


def test_a_mechanism_and_a_price_change_the_fingerprint_of_the_rules() -> None:
    old, new = COST
    price = {POLICIES: changed(POLICIES, (old, new.format(0)))[POLICIES]}
    prints = [
        fingerprints(load(files, "december_2019"))
        for files in (BARE, FILES, {**BARE, **price}, switched("{mask: false}"))
    ]
    assert len({rules for rules, _ in prints}) == 4


# ------------------------------------------------------------------- mandates

MANDATES = """\
  france:
    brief: A seat with a choice.
    mandates:
      walker:
        title: The walker
        says: The office is measured by how far it walks.
        goals:
          far: {points: 3, when: progress >= 20, text: Far.}
          alone: {points: 2, secret: true, when: count(stands) >= 2, text: Alone.}
      keeper:
        title: The keeper
        says: The office is measured by what it keeps.
        goals:
          whole: {points: 4, when: cohesion >= 60, text: Whole.}
"""
FRANCE = ("seats:\n", f"seats:\n{MANDATES}")


def test_a_mandate_decides_which_goals_count() -> None:
    seat = load(changed(DECEMBER, FRANCE), "december_2019").scenario.seats["france"]
    assert list(seat.goals_of("walker")) == ["far", "alone"]
    assert list(seat.goals_of("keeper")) == ["whole"]
    assert {goal.text for goal in seat.every_goal()} == {"Far.", "Alone.", "Whole."}


@pytest.mark.parametrize("mandate", ["", "guardian"])
def test_without_a_choice_the_first_mandate_by_id_counts(mandate: str) -> None:
    seat = load(changed(DECEMBER, FRANCE), "december_2019").scenario.seats["france"]
    assert list(seat.goals_of(mandate)) == ["whole"]


@pytest.mark.parametrize("mandate", ["", "walker"])
def test_a_seat_without_mandates_has_one_list_of_goals(mandate: str) -> None:
    seat = load(FILES, "december_2019").scenario.seats["poland"]
    assert seat.goals_of(mandate) == seat.goals
    assert seat.every_goal() == tuple(seat.goals.values())


def test_a_mandate_without_goals_measures_nothing() -> None:
    goals = MANDATES.partition("      keeper:")[2].partition("        goals:")[2]
    seats = ("seats:\n", f"seats:\n{MANDATES.replace(goals, ' {}' + chr(10))}")
    (found,) = problems(DECEMBER, seats)
    assert (found.code, found.message) == (
        "DS125",
        "there are no entries; at least 1 must stand here",
    )
    assert marked(changed(DECEMBER, seats), found) == "{}"


def test_goals_and_mandates_of_one_seat_exclude_each_other() -> None:
    both = (
        "    mandates:\n",
        "    goals: {all: {points: 1, when: stands, text: All.}}\n    mandates:\n",
    )
    seats = ("seats:\n", f"seats:\n{MANDATES.replace(*both)}")
    (found,) = problems(DECEMBER, seats)
    assert (found.code, found.message) == ("DS126", "a seat has `goals:` or `mandates:`, not both")
    assert marked(changed(DECEMBER, seats), found) == "mandates"


def test_what_a_mandate_says_fits_three_lines() -> None:
    long = ("how far it walks.", "how far " + "and wide " * 50)
    (found,) = problems(DECEMBER, ("seats:\n", f"seats:\n{MANDATES.replace(*long)}"))
    assert found.code == "DS126"
    assert "at most 400 fit" in found.message
