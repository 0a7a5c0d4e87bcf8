"""`upgrade`: old forms become present ones, and what is present stays byte for byte."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.fingerprint import fingerprints
from dialogue_sim.content.inspection import problems_in
from dialogue_sim.content.library import examine, load
from dialogue_sim.session.moves import Propose
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.workshop.editing.upgrading import UPGRADES, upgraded

SHIPPED = read_library(packaged_content())
GOLDEN = Path(__file__).parent / "upgrades"
FIRST = "scenarios/river_league/first_steps.yaml"
POLICIES = "scenarios/river_league/policies.yaml"
SETTING = "scenarios/river_league/setting.yaml"


def test_shipped_files_stay_byte_for_byte() -> None:
    assert upgraded(SHIPPED, SHIPPED) == ({}, [])


@pytest.mark.parametrize("upgrade", UPGRADES, ids=lambda upgrade: upgrade.name)
def test_the_example_of_a_step_becomes_what_it_should(upgrade: object) -> None:
    name = str(getattr(upgrade, "name", ""))
    before, after = (read_library(GOLDEN / name / when) for when in ("before", "after"))
    assert before
    schemas = name == "modelines"
    changed, steps = upgraded({**SHIPPED, **before}, before, schemas=schemas)
    assert {**before, **changed} == after
    assert steps == [name]
    assert upgraded({**SHIPPED, **after}, after, schemas=schemas) == ({}, [])


def test_the_names_of_steps_are_those_of_their_examples() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {upgrade.name for upgrade in UPGRADES}


def bare(path: str) -> bytes:
    """A shipped file without the lines for editors."""
    first, second, rest = SHIPPED[path].split(b"\n", 2)
    assert first.startswith(b"# yaml-language-server: ")
    assert second.startswith(b"# $schema: ")
    return rest


def test_modelines_stand_above_everything_and_behind_a_byte_order_mark() -> None:
    text = "\ufeff" + bare(POLICIES).decode().replace("\n", "\r\n")
    own = {POLICIES: text.encode()}
    after, _ = upgraded({**SHIPPED, **own}, own, schemas=True)
    first, second, rest = after[POLICIES].decode().split("\r\n", 2)
    assert first == "\ufeff# yaml-language-server: $schema=../../schemas/policies.schema.json"
    assert second == "# $schema: ../../schemas/policies.schema.json"
    assert f"\ufeff{rest}" == text


def test_modelines_change_no_rule_and_no_text() -> None:
    mine = {path: bare(path) for path in SHIPPED if "river" in path}
    after, _ = upgraded({**SHIPPED, **mine}, mine, schemas=True)
    assert after == {path: SHIPPED[path] for path in mine}
    before, now = (load({**SHIPPED, **one}, "first_steps") for one in (mine, after))
    assert fingerprints(now) == fingerprints(before)


def with_other_policy() -> dict[str, bytes]:
    """The shipped files, in which a policy has another id than its scenarios say."""
    text = SHIPPED[POLICIES].decode().replace("notice_for_toll", "a_day_for_the_toll")
    text += "renamed: {notice_for_toll: full_for_notice, full_for_notice: a_day_for_the_toll}\n"
    return {**SHIPPED, POLICIES: text.encode()}


def test_old_ids_are_read_as_the_present_ones_with_a_remark_each() -> None:
    files = with_other_policy()
    bundle, problems = examine(files, "first_steps")
    assert bundle is not None
    assert {problem.code for problem in problems} == {"DS211"}
    assert {problem.severity for problem in problems} == {"warning"}
    in_scenario = len(re.findall(r"\bnotice_for_toll\b", SHIPPED[FIRST].decode()))
    assert len([one for one in problems if one.place.path == FIRST]) == in_scenario
    assert "a_day_for_the_toll" in bundle.scenario.policies
    now = {path: raw.replace(b"notice_for_toll", b"a_day_for_the_toll") for path, raw in
           files.items() if path != POLICIES}  # fmt: skip
    present = load({**files, **now}, "first_steps")
    assert fingerprints(present)[0] == fingerprints(bundle)[0]


def test_what_was_renamed_changes_no_rule() -> None:
    files = {**SHIPPED, POLICIES: SHIPPED[POLICIES] + b"renamed: {old_one: gauge_day}\n"}
    before, after = (load(one, "first_steps") for one in (SHIPPED, files))
    assert fingerprints(after)[0] == fingerprints(before)[0]


def test_a_move_that_names_an_old_policy_is_played() -> None:
    files = with_other_policy()
    now = submit(begin(load(files, "first_steps"), "oslo"), Propose("a_day_for_the_toll"))
    then = submit(begin(load(files, "first_steps"), "oslo"), Propose("notice_for_toll"))
    assert then.code == now.code


def test_an_issue_is_renamed_in_every_file_and_every_layer() -> None:
    text = SHIPPED[SETTING].decode().replace("\n  toll:\n", "\n  dues:\n")
    files = {**SHIPPED, SETTING: f"{text}renamed: {{toll: dues}}\n".encode()}
    load(files, "first_steps")
    mine = {path: raw for path, raw in files.items() if "nato" not in path}
    after, steps = upgraded(files, mine)
    assert steps == ["present_names"]
    left = [one for one in problems_in({**files, **after}, mine) if one.code == "DS211"]
    assert left == []
    assert b"standing.dues" in after[FIRST]
    assert b"toll_paid:" in after[FIRST], "only whole words are ids"
    assert b"\n  dues: {ideal: full" in after["actors/aldermark.yaml"]
    for path, raw in after.items():
        assert len(raw.splitlines()) == len(files[path].splitlines())


def test_an_old_id_that_something_has_again_is_refused() -> None:
    files = {**SHIPPED, POLICIES: SHIPPED[POLICIES] + b"renamed: {gauge_day: gauges_first}\n"}
    with pytest.raises(ContentError, match="there is a 'gauge_day' as well"):
        load(files, "first_steps")


def test_names_in_a_circle_are_found_no_more_than_before() -> None:
    text = SHIPPED[POLICIES] + b"renamed: {one: two, two: one}\n"
    wrong = SHIPPED[FIRST].replace(b"      1: notice_for_toll", b"      1: one")
    _, problems = examine({**SHIPPED, POLICIES: text, FIRST: wrong}, "first_steps")
    assert {problem.code for problem in problems} >= {"DS202"}
