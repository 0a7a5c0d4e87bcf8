"""Profiles change with time and with the scenario: which changes apply, and to what."""

from __future__ import annotations

import copy

import pytest

from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.content.overrides import apply, periods
from dialogue_sim.session.views.explanation import explain

PROFILE: dict[str, object] = {
    "trust": 0.5,
    "stars": {"peers": 1, "trust": 2},
    "periods": {
        "late": {"from": "2022-02-24", "set": {"trust": 0.05, "stars.trust": 3}},
        "early": {"from": "2014-03-18", "set": {"trust": 0.2}},
    },
}


@pytest.mark.parametrize(
    ("date", "trust"),
    [
        ("2013-12-31", None),
        ("2014-03-17", None),
        ("2014-03-18", 0.2),
        ("2022-02-23", 0.2),
        ("2022-02-24", 0.05),
        ("2030", 0.05),
    ],
)
def test_the_date_picks_the_periods_that_have_begun(date: str, trust: float | None) -> None:
    assert periods(PROFILE, date).get("trust") == trust


def test_a_later_period_keeps_what_it_does_not_change() -> None:
    written = {
        "two": {"from": "2020", "set": {"trust": 0.3}},
        "one": {"from": "2014", "set": {"trust": 0.2, "caution": 0.1}},
    }
    assert periods({"periods": written}, "2021") == {"trust": 0.3, "caution": 0.1}


@pytest.mark.parametrize(
    "data",
    [
        None,
        ["periods"],
        {},
        {"periods": None},
        {"periods": []},
        {"periods": "late"},
        {"periods": {"late": None}},
        {"periods": {"late": {"set": {"a": 1}}}},
        {"periods": {"late": {"from": "2000", "set": None}}},
    ],
)
def test_periods_that_are_none_change_nothing(data: object) -> None:
    assert periods(data, "2024") == {}


def test_what_is_no_profile_is_not_changed() -> None:
    assert apply(["poland"], {"trust": 1}) == (["poland"], [])


def test_a_path_sets_what_it_leads_to_and_nothing_else() -> None:
    before = copy.deepcopy(PROFILE)
    changed, unknown = apply(PROFILE, {"stars.peers": 0, "trust": {"value": 0.1}})
    assert unknown == []
    assert changed == {**before, "trust": {"value": 0.1}, "stars": {"peers": 0, "trust": 2}}
    assert before == PROFILE


@pytest.mark.parametrize("path", ["starz.peers", "trust.value", "stars.peers.more", "."])
def test_a_path_that_leads_nowhere_is_reported(path: str) -> None:
    changed, unknown = apply(PROFILE, {path: 1})
    assert unknown == [path]
    assert changed == PROFILE


# ------------------------------------------------------- in a whole scenario

FILES = read_library(packaged_content())
SCENARIO, POLAND = "scenarios/nato_russia/december_2019.yaml", "actors/poland.yaml"
DISTRUST = "{value: 0.02, basis: inferred, why: a test of what a scenario may change}"


def with_change(path: str, old: str, new: str) -> dict[str, bytes]:
    text = FILES[path].decode()
    assert text.count(old) == 1
    return {**FILES, path: text.replace(old, new).encode()}


def trust_of_poland(files: dict[str, bytes]) -> float:
    return load(files, "december_2019").actors["poland"].trust


def test_a_scenario_changes_an_actor() -> None:
    files = with_change(SCENARIO, "  poland: {}", f"  poland: {{set: {{trust: {DISTRUST}}}}}")
    assert (trust_of_poland(FILES), trust_of_poland(files)) == (0.13, 0.02)
    rows = explain(load(files, "december_2019"), "isolation", {}, "poland").actors[0].receipt.rows
    source = rows[1].source
    assert source is not None
    assert (source.basis, source.cited) == ("inferred", ())
    assert "what a scenario may change" in source.why


@pytest.mark.parametrize(("start", "trust"), [("2019-12-23", 0.02), ("2019-12-24", 0.13)])
def test_a_period_changes_an_actor_from_its_day_on(start: str, trust: float) -> None:
    period = f"periods:\n  now: {{from: {start}, set: {{trust: {DISTRUST}}}}}\n"
    files = with_change(POLAND, "predictability:\n", f"{period}predictability:\n")
    assert trust_of_poland(files) == trust


def test_the_scenario_has_the_last_word() -> None:
    own = b"{from: 2019-01-01, set: {trust: {value: 0.5, basis: inferred, why: x}}}"
    period = b"periods:\n  now: " + own + b"\n"
    files = with_change(SCENARIO, "  poland: {}", f"  poland: {{set: {{trust: {DISTRUST}}}}}")
    files[POLAND] = files[POLAND].replace(b"predictability:\n", period + b"predictability:\n")
    assert trust_of_poland(files) == 0.02


@pytest.mark.parametrize(
    "path", ["trast", "stars.pears", "starz.peers", "issues.kontact.salience"]
)
def test_a_change_of_what_is_not_there_is_an_error_with_the_path(path: str) -> None:
    files = with_change(SCENARIO, "  poland: {}", f"  poland: {{set: {{{path}: {DISTRUST}}}}}")
    with pytest.raises(ContentError) as caught:
        load(files, "december_2019")
    assert path.split(".")[-2 if path.startswith(("starz", "issues")) else -1] in str(caught.value)


@pytest.mark.parametrize(
    ("date", "trust"),
    [("2019-12-03", None), ("2019-12-04", 0.5), ("2021-01-19", 0.5), ("2021-01-20", None)],
)
def test_a_period_with_an_end_is_an_overlay(date: str, trust: float | None) -> None:
    written = {"overlay": {"from": "2019-12-04", "until": "2021-01-20", "set": {"trust": 0.5}}}
    assert periods({"periods": written}, date).get("trust") == trust


def test_a_period_cannot_end_before_it_begins() -> None:
    files = read_library(packaged_content())
    path = "actors/united_states.yaml"
    files[path] = files[path].replace(b"until: 2021-01-20", b"until: 2019-01-20")
    with pytest.raises(ContentError, match="cannot end on 2019-01-20"):
        load(files, "december_2019")


def at(files: dict[str, bytes], date: str) -> dict[str, object]:
    """What december_2019 knows of Washington, were it played on another day."""
    path = "scenarios/nato_russia/december_2019.yaml"
    moved = files[path].replace(b"\ndate: 2019-12-23\n", f"\ndate: {date}\n".encode())
    actor = load({**files, path: moved}, "december_2019").actors["united_states"]
    return actor.model_dump(exclude={"periods"})


def test_washingtons_call_for_good_relations_belongs_to_its_time() -> None:
    files = read_library(packaged_content())
    before, then, after = (at(files, day) for day in ("2016-04-20", "2019-12-23", "2022-01-12"))
    assert before == after != then
    assert (before["trust"], then["trust"]) == (0.35, 0.5)
    assert "president" in str(then["summary"])
    assert "president" not in str(before["summary"])
