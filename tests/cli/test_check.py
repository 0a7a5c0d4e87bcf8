"""`check`: which files it looks at, how it says what is wrong, and how strict it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

Command = Any  # a callable fixture: (*arguments, typed) -> Result
Workspace = Any  # a callable fixture: (path, old, new) -> text

NATO = "scenarios/nato_russia"
DECEMBER = f"{NATO}/december_2019.yaml"
POLICIES, SETTING = f"{NATO}/policies.yaml", f"{NATO}/setting.yaml"
RULES, DOCUMENTS = f"{NATO}/rules.yaml", f"{NATO}/documents.yaml"
POLAND, RUSSIA = "actors/poland.yaml", "actors/russia.yaml"


def test_the_shipped_content_has_no_faults(command: Command) -> None:
    result = command("check", "--profile", "published")
    assert (result.exit_code, result.stdout.partition(" files, ")[2]) == (
        0, "0 errors, 0 remarks, 5 allowed\n",
    )  # fmt: skip
    assert json.loads(command("check", "--format", "json").stdout) == []
    assert command("check", "--format", "github").stdout.strip() == ""


def test_a_diagnostic_has_the_keys_of_the_contract(command: Command, workspace: Workspace) -> None:
    workspace(DECEMBER, "turns: 6", "turns: six")
    (row,) = json.loads(command("check", "--format", "json").stdout)
    assert list(row) == [
        "path", "line", "column", "end_column", "severity", "code", "message", "help",
    ]  # fmt: skip
    assert row["end_column"] - row["column"] == 3


def test_a_person_sees_the_line_the_caret_and_the_help(
    command: Command, workspace: Workspace
) -> None:
    text = workspace(DECEMBER, "  - postwar_reset", "  - postwar_rest")
    line = text[: text.index("postwar_rest")].count("\n") + 1
    shown = command("check").stdout.splitlines()
    assert shown[0] == f"{DECEMBER}:{line}:5: error[DS202]: there is no policy 'postwar_rest'"
    assert shown[1] == f"{line:>5} |   - postwar_rest"
    assert shown[2] == "      |     ^~~~~~~~~~~~"
    assert shown[3] == "      = help: did you mean 'postwar_reset'?"
    assert shown[4:6] == ["", "1 file, 1 error, 0 remarks"]


def test_a_workflow_gets_annotations(command: Command, workspace: Workspace) -> None:
    workspace(POLAND, "  united_states: 1", "  unitd_states: 1")
    (row,) = command("check", "--format", "github").stdout.splitlines()
    assert row.startswith(f"::warning file={POLAND},line=")


@pytest.mark.parametrize(
    ("profile", "severity", "code"),
    [("draft", "info", 0), ("classroom", "warning", 0), ("published", "error", 1)],
)
def test_a_warning_weighs_as_the_profile_says(
    command: Command, workspace: Workspace, profile: str, severity: str, code: int
) -> None:
    workspace(POLAND, "  united_states: 1", "  unitd_states: 1")
    result = command("check", "--profile", profile, "--format", "json")
    assert result.exit_code == code
    assert [row["severity"] for row in json.loads(result.stdout)] == [severity]


def test_all_faults_of_a_file_are_reported_at_once(command: Command, workspace: Workspace) -> None:
    text = workspace(DECEMBER, "  - postwar_reset", "  - postwar_rest\n  - isolatoin")
    text = text.replace("- cohesion += 3", "- cohesoin += 3")
    Path(DECEMBER).write_text(text, encoding="utf-8")
    assert len(json.loads(command("check", "--format", "json").stdout)) == 3


def test_one_file_or_folder_can_be_checked(command: Command, workspace: Workspace) -> None:
    workspace(DECEMBER, "turns: 6", "turns: six")
    workspace(POLAND, "salience: 4\n", "salience: 7\n")
    for path, expected in [
        (POLAND, {POLAND}), ("actors", {POLAND}), (NATO, {DECEMBER}), (".", {POLAND, DECEMBER}),
    ]:  # fmt: skip
        found = json.loads(command("check", path, "--format", "json").stdout)
        assert {row["path"] for row in found} == expected, path


def test_a_folder_whose_name_begins_alike_is_not_meant(
    command: Command, here: Path, workspace: Workspace
) -> None:
    workspace(DECEMBER, "turns: 6", "turns: 6 ")
    other = here / "scenarios/nato_russia_2/december_2020.yaml"
    other.parent.mkdir()
    other.write_text("format: 1\n", encoding="utf-8")
    result = command("check", NATO)
    assert result.exit_code == 0, result.stdout


@pytest.mark.parametrize(
    "path", ["scenarios/alone/setting.yaml", "scenarios/alone/policies.yaml", "actors/nobody.yaml"]
)
def test_a_file_that_no_scenario_uses_is_checked_too(
    command: Command, here: Path, path: str
) -> None:
    target = here / path
    target.parent.mkdir(parents=True)
    target.write_text("format: 1\n\tnonsense: [", encoding="utf-8")
    result = command("check")
    assert result.exit_code == 1
    assert path in result.stdout


def test_faults_of_the_setting_are_not_hidden_by_one_of_the_scenario(
    command: Command, workspace: Workspace
) -> None:
    workspace(DECEMBER, "turns: 6", "turns: six")
    workspace(RULES, "loss_factor: 2.0", "loss_factor: two")
    found = json.loads(command("check", "--format", "json").stdout)
    assert {row["path"] for row in found} == {DECEMBER, RULES}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("{set: {trust: {value: 7, basis: inferred, why: test}}}", "0.97"),
        ("{set: {trust: 0.5}}", "source"),
        ("{set: {stars.pears: {value: 1, basis: inferred, why: test}}}", "pears"),
        ("{set: {starz.peers: {value: 1, basis: inferred, why: test}}}", "starz.peers"),
    ],
)
def test_a_fault_in_what_a_scenario_changes_is_reported_in_the_scenario(
    command: Command, workspace: Workspace, change: str, says: str
) -> None:
    text = workspace(DECEMBER, "  poland: {}", f"  poland: {change}")
    line = text[: text.index(f"  poland: {change}")].count("\n") + 1
    result = command("check", "--format", "json")
    assert result.exit_code == 1
    (row,) = json.loads(result.stdout)
    assert (row["path"], row["line"]) == (DECEMBER, line)
    assert says in row["message"] + row["help"]


def test_keys_of_the_author_are_left_alone(command: Command, workspace: Workspace) -> None:
    note = "x-difficulty: 3\nx-notes: {seen: [1, 2], by: somebody}\n"
    workspace(DECEMBER, "turns: 6\n", f"turns: 6\n{note}")
    workspace(POLAND, "kind: member\n", f"kind: member\n{note}")
    workspace(RULES, "utility:", f"{note}utility:")
    assert command("check").stdout == "3 files, 0 errors, 0 remarks\n"


@pytest.mark.parametrize("raw", [b"- a\n- b\n", b"", b"poland", b"\xff\xfe"])
@pytest.mark.parametrize("path", [POLAND, RUSSIA, DECEMBER, SETTING, RULES, POLICIES, DOCUMENTS])
def test_a_file_that_is_something_else_is_an_error_and_named(
    command: Command, here: Path, path: str, raw: bytes
) -> None:
    target = here / path
    target.parent.mkdir(parents=True)
    target.write_bytes(raw)
    result = command("check")
    assert result.exit_code == 1, result.output
    assert f"{path}:1:" in result.output


@pytest.mark.parametrize("path", [POLAND, RUSSIA, DECEMBER, SETTING])
def test_a_file_that_is_something_else_stops_a_session_with_its_name(
    command: Command, here: Path, path: str
) -> None:
    target = here / path
    target.parent.mkdir(parents=True)
    target.write_bytes(b"- a\n- b\n")
    result = command("run", "december_2019", "--strategy", "grit")
    assert result.exit_code == 1
    assert f"{path}:1:" in result.stderr
