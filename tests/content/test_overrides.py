"""Profiles change with time and with the scenario: which changes apply, and to what."""

from __future__ import annotations

import copy

import pytest

from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.content.overrides import (
    changed,
    changes,
    collisions,
    faults,
    intervals,
    origin,
    with_value,
)
from dialogue_sim.content.yaml_source import YamlFile, read_yaml
from dialogue_sim.session.views.explanation import explain

PROFILE: dict[str, object] = {
    "trust": 0.5,
    "stars": {"peers": 1, "trust": 2},
    "periods": {
        "late": {"from": "2022-02-24", "set": {"trust": 0.05, "stars.trust": 3}},
        "early": {"from": "2014-03-18", "set": {"trust": 0.2}},
    },
}


def holding(data: object, date: str) -> list[str]:
    return [one.name for one in intervals(data) if one.holds_on(date)]


@pytest.mark.parametrize(
    ("date", "periods"),
    [
        ("2013-12-31", []),
        ("2014-03-17", []),
        ("2014-03-18", ["early"]),
        ("2022-02-23", ["early"]),
        ("2022-02-24", ["early", "late"]),
        ("2030", ["early", "late"]),
        ("2014", []),
        ("2014-03", []),
        ("2014-04", ["early"]),
        ("", []),
    ],
)
def test_the_date_picks_the_periods_that_have_begun(date: str, periods: list[str]) -> None:
    assert holding(PROFILE, date) == periods


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
    assert intervals(data) == ()


@pytest.mark.parametrize(
    ("start", "end", "date", "holds"),
    [
        ("2020-01-01", "", "2020-01", True),
        ("2020-01-01", "", "2020", True),
        ("2020", "", "2020-01-01", True),
        ("2019", "2020-01-01", "2020", False),
        ("2019", "2020", "2019-12-31", True),
    ],
)
def test_a_year_or_a_month_stands_for_its_first_day(
    start: str, end: str, date: str, *, holds: bool
) -> None:
    period = {"from": start, "set": {"trust": 0.1}} | ({"until": end} if end else {})
    assert holding({"periods": {"one": period}}, date) == (["one"] if holds else [])


def test_what_is_no_profile_is_not_changed() -> None:
    assert with_value(["poland"], ("trust",), 1) is None


def test_a_path_sets_what_it_leads_to_and_nothing_else() -> None:
    before = copy.deepcopy(PROFILE)
    once = with_value(PROFILE, ("stars", "peers"), 0)
    assert with_value(once, ("trust",), {"value": 0.1}) == {
        **before, "trust": {"value": 0.1}, "stars": {"peers": 0, "trust": 2},
    }  # fmt: skip
    assert before == PROFILE


def written(text: str) -> YamlFile:
    file, problems = read_yaml("actors/one.yaml", text)
    assert file is not None
    assert problems == ()
    return file


@pytest.mark.parametrize(
    ("path", "message", "remedy"),
    [
        ("starz.peers", "there is no 'starz'", "did you mean 'stars'?"),
        ("stars.peers.more", "nothing stands below 'peers'", "end the path there"),
        ("trust.value", "nothing stands below 'trust'", "end the path there"),
        ("issues.kontact.salience", "there is no 'issues'", "known: periods, stars, trust"),
        ("..", "there is no ''", "known: periods, stars, trust"),
    ],
)
def test_a_path_that_leads_nowhere_is_told_step_by_step(
    path: str, message: str, remedy: str
) -> None:
    file = written(f"set: {{{path}: some text}}")
    (found,) = faults(PROFILE, changes(file, ("set",), sources=True), sources=True)
    assert (found.code, found.message) == ("DS206", f"'{path}' leads nowhere: {message}")
    assert found.help == remedy


@pytest.mark.parametrize("key", ["format", "id", "use", "set", "periods.late"])
def test_what_a_block_is_cannot_be_set(key: str) -> None:
    wanted = changes(written(f"set: {{{key}: other}}"), ("set",), sources=True)
    (found,) = faults(PROFILE, wanted, sources=True)
    assert found.code == "DS233"
    laid = changed(written("id: one"), wanted, origin("set", "", wanted, wanted[0].file, ("set",)))
    assert laid.data == {"id": "one"}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("stars.trust: a, stars: b", ["'stars.trust' and 'stars' change the same"]),
        ("stars: a, stars.trust: b", ["'stars' and 'stars.trust' change the same"]),
        ("stars.trust: a, stars.peers: b, trust: c", []),
    ],
)
def test_two_lines_that_change_the_same_are_told(lines: str, told: list[str]) -> None:
    wanted = changes(written(f"set: {{{lines}}}"), ("set",), sources=False)
    found = [one for one in faults(PROFILE, wanted, sources=False) if one.code == "DS232"]
    assert [one.message.partition(", and")[0] for one in found] == told
    assert not any(one.is_error for one in found)


def test_a_number_says_where_it_comes_from_by_itself_or_with_the_others() -> None:
    bare = changes(written("set: {trust: 0.3, stars.peers: 2}"), ("set",), sources=True)
    assert list(faults(PROFILE, bare, sources=True)) == []  # DS204 says that they have none
    sound = {**PROFILE, "basis": "inferred", "why": "said of what was there"}
    borrowed = [(one.code, one.is_error) for one in faults(sound, bare, sources=True)]
    assert borrowed == [("DS235", False)] * 2
    text = "basis: inferred, why: w, trust: 0.3, stars: {peers: 2}, name: Nobody, x-a: 1"
    once = changes(written(f"set: {{{text}}}"), ("set",), sources=True)
    assert list(faults(sound, once, sources=True)) == []
    said = {"basis": "inferred", "why": "w"}
    assert {one.path: one.value for one in once} == {
        "trust": {"value": 0.3, **said}, "stars": {"peers": 2, **said}, "name": "Nobody",
    }  # fmt: skip


def test_where_numbers_have_no_sources_a_source_is_a_key_like_any_other() -> None:
    wanted = changes(written("set: {source: [D001-S22], cost: 2}"), ("set",), sources=False)
    assert {one.path: one.value for one in wanted} == {"source": ["D001-S22"], "cost": 2}


def test_every_piece_keeps_the_place_where_it_was_written() -> None:
    below, above = (
        written("stars:\n  peers: 1\n  trust: 2\n"),
        written("a: b\nset:\n  stars.trust: 5"),
    )
    wanted = changes(above, ("set",), sources=True)
    laid = changed(below, wanted, origin("set", "", wanted, above, ("set",)))
    assert laid.data == {"stars": {"peers": 1, "trust": 5}}
    assert laid.place(("stars", "peers")) == below.place(("stars", "peers"))
    place = laid.place(("stars", "trust"))
    assert (place.line, place.column) == (3, 16)
    assert laid.place(("stars", "trust"), key=True).column == 3
    assert laid.place(("nothing",)) == below.place(())


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("{from: 2014, set: {trust: a}}", "{from: 2022, set: {trust: b}}", []),
        ("{from: 2014, set: {trust: a}}", "{from: 2019, until: 2021, set: {trust: b}}", []),
        ("{from: 2014, until: 2022, set: {trust: a}}", "{from: 2022, set: {trust: b}}", []),
        ("{from: 2014, until: 2022, set: {trust: a}}", "{from: 2020, set: {caution: b}}", []),
        ("{from: 2014, until: 2022, set: {trust: a}}", "{from: 2020, set: {trust: b}}", ["trust"]),
        ("{from: 2014, set: {trust: a}}", "{from: 2014, set: {trust: b}}", ["trust"]),
        ("{from: 2014, set: {stars.trust: a}}", "{from: 2014, set: {stars: b}}", ["stars.trust"]),
        ("{from: 2014, set: {star: a}}", "{from: 2014, set: {stars: b}}", []),
        ("{from: 2014, set: {trust: a}}", "{from: 2014-01-01, set: {trust: b}}", ["trust"]),
    ],
)
def test_periods_collide_where_the_file_does_not_say_which_one_counts(
    one: str, other: str, found: list[str]
) -> None:
    file = written(f"periods:\n  a: {one}\n  b: {other}\n")
    assert [path for *_, path in collisions(file.data)] == found


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
    overlay = {"overlay": {"from": "2019-12-04", "until": "2021-01-20", "set": {"trust": 0.5}}}
    assert holding({"periods": overlay}, date) == ([] if trust is None else ["overlay"])


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
