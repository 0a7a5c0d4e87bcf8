"""`test`: what held, what did not and why, and its exit code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from dialogue_sim.content.files import packaged_content

Command = Any  # a callable fixture: (*arguments, typed) -> Result
Workspace = Any  # a callable fixture: (path, old, new) -> text

NATO = "nato_russia"
EXPECTATIONS = f"scenarios/{NATO}/expectations.yaml"
DECEMBER = f"scenarios/{NATO}/december_2019.yaml"
ISOLATED = "chance(escalate) > other(chance(escalate)) + 10"


def expected() -> tuple[int, int]:
    """How many statements a shipped setting asks of the model, and how many it cannot."""
    text = (packaged_content() / EXPECTATIONS).read_text(encoding="utf-8")
    told = text.partition("\nexpectations:\n")[2]
    untestable = told.count("\n    untestable:")
    return told.count("\n    says:") - untestable, untestable


def test_all_that_is_shipped_holds(command: Command) -> None:
    result = command("test")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "Expectations of nato_russia"
    asked, untestable = expected()
    assert f"{NATO}: {asked} expectations held, 0 failed, {untestable} cannot be tested" in lines
    assert "december_2019: 3 tests held, 0 failed" in lines
    (line,) = [line for line in lines if "isolation_hardens_russia" in line]
    assert re.match(
        r"  held    isolation_hardens_russia: chance\(escalate\) \d+\.\d, other\(.+ \d+\.\d", line
    )
    assert "  [D000-S22]  scenarios/nato_russia/expectations.yaml:" in line


def test_without_a_name_the_tests_of_the_working_folder_run(command: Command) -> None:
    assert command("new", "setting", "lake", "--fictional").exit_code == 0
    result = command("test")
    assert result.exit_code == 0
    assert result.stdout.startswith("Tests of lake_1\n")
    assert result.stdout.splitlines()[-1] == "lake_1: 2 tests held, 0 failed"
    assert "nato" not in result.stdout


def test_a_scenario_alone_runs_its_tests(command: Command) -> None:
    result = command("test", "december_2019")
    assert result.stdout.startswith("Tests of december_2019\n  held    normal_relations_break")
    assert "Expectations" not in result.stdout


def test_a_setting_runs_its_scenarios_too_and_nothing_twice(command: Command) -> None:
    result = command("test", "december_2019", "nato_russia")
    assert result.stdout.count("Tests of december_2019") == 1
    assert result.stdout.count("Expectations of nato_russia") == 1


def test_a_wrong_expectation_fails_with_a_sentence(command: Command, workspace: Workspace) -> None:
    text = workspace(EXPECTATIONS, ISOLATED, "chance(escalate) < 20")
    line = text[: text.index("chance(escalate) < 20")].count("\n") + 1
    result = command("test", "nato_russia")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("  FAILED"))
    told = re.match(
        r"  FAILED  isolation_hardens_russia: chance\(escalate\) (\d+\.\d)  \[", lines[start]
    )
    assert told is not None
    assert float(told[1]) >= 20
    assert lines[start + 1].strip() == (
        "Complete isolation makes a hostile answer likelier than a platform for talks does."
    )
    assert lines[start + 2].strip() == (
        "isolation at oslo_forum: chance(escalate) < 20 does not hold: chance(escalate) is "
        f"{told[1]}  {EXPECTATIONS}:{line}"
    )
    asked, untestable = expected()
    told_of_all = f"{asked - 1} expectations held, 1 failed, {untestable} cannot be tested"
    assert f"{NATO}: {told_of_all}" in lines


def test_a_wrong_scripted_test_fails(command: Command, workspace: Workspace) -> None:
    workspace(DECEMBER, "      - not stands\n", "      - stands\n")
    result = command("test", "december_2019")
    assert result.exit_code == 1
    assert "FAILED  normal_relations_break_silence" in result.stdout
    assert "stands does not hold" in result.stdout


def test_a_move_that_is_impossible_is_a_failure_and_no_traceback(
    command: Command, workspace: Workspace
) -> None:
    workspace(
        DECEMBER, "[{propose: business_as_usual}, {settle: group}]",
        "[{propose: backchannel}, {settle: group}]",
    )  # fmt: skip
    result = command("test", "december_2019")
    assert result.exit_code == 1
    assert "turn 1 cannot be played: the turn is over before its last move" in result.stdout


def test_json_holds_every_number(command: Command) -> None:
    result = command("test", "--json")
    assert result.exit_code == 0
    suites = json.loads(result.stdout)
    scenarios = sorted(path.stem for path in (packaged_content() / "scenarios").glob("*/*.yaml")
                       if "\nturns:" in path.read_text(encoding="utf-8"))  # fmt: skip
    assert {"december_2019", "first_steps"} <= set(scenarios)
    assert [(suite["kind"], suite["of"]) for suite in suites] == [
        ("expectations", NATO),
        *(("tests", scenario) for scenario in scenarios),
    ]
    found = {row["id"]: row for suite in suites for row in suite["results"]}
    row = found["isolation_hardens_russia"]
    head = ["id", "state", "says", "place", "source", "basis", "checks", "problem"]
    assert list(row) == [*head, "remarks", "session"]
    (check,) = row["checks"]
    assert check["condition"] == ISOLATED
    assert check["held"] is True
    assert {number["words"] for number in check["numbers"]} == {
        "chance(escalate)",
        "other(chance(escalate))",
    }
    assert found["a_review_is_welcomed"]["state"] == "untestable"


@pytest.mark.parametrize("wrong", ["december_2018", "nato_rusia"])
def test_an_unknown_name_is_wrong_usage(command: Command, wrong: str) -> None:
    result = command("test", wrong)
    assert result.exit_code == 2
    assert "did you mean" in result.stderr
    assert result.stdout == ""


def test_content_that_cannot_be_read_is_shown_with_its_line(
    command: Command, workspace: Workspace
) -> None:
    workspace(EXPECTATIONS, ISOLATED, "chanse(escalate) > 10")
    result = command("test")
    assert result.exit_code == 1
    assert "did you mean 'chance'?" in result.stderr
    assert "^~~~~~" in result.stderr


def test_check_looks_at_expectations_too(command: Command, workspace: Workspace) -> None:
    workspace(EXPECTATIONS, ISOLATED, "chanse(escalate) > 10")
    result = command("check", EXPECTATIONS)
    assert result.exit_code == 1
    assert f"{EXPECTATIONS}:" in result.stdout
    assert "did you mean 'chance'?" in result.stdout


ALWAYS = """    expect:
      - count(stands) == 3
"""
RARE = f"""{ALWAYS}      - fired(reflection_process)
      - cohesion >= 60 and credibility > 60
  texts_always_stand:
    random: 20
    always: [stands]
"""


def test_one_test_is_run_by_its_id_and_its_failed_session_is_kept(
    command: Command, workspace: Workspace, here: Path
) -> None:
    workspace(DECEMBER, RARE.partition("  texts_")[0], RARE)
    result = command("test", "december_2019::texts_always_stand", "--save", "failed")
    assert result.exit_code == 1
    assert "normal_relations_break_silence" not in result.stdout
    told = re.search(r"first after turn (\d) of session (0-\d+)", result.stdout)
    assert told is not None
    (save,) = (here / "failed").glob("*.dsim")
    assert save.name == f"december_2019-texts_always_stand-{told[2]}.dsim"
    assert f"look at it: dialogue-sim replay {Path('failed') / save.name}" in result.stdout
    turns = json.loads(command("replay", str(save), "--json").stdout)["turns"]
    assert [turn["stands"] for turn in turns] == [True] * (int(told[1]) - 1) + [False]


def test_a_part_of_an_id_picks_tests(command: Command) -> None:
    result = command("test", "-k", "AHEAD_alone")
    assert result.stdout.splitlines()[-1] == "december_2019: 1 tests held, 0 failed"
    assert command("test", "-k", "nothing_like_it").stdout == "there is nothing to test\n"


def test_an_unknown_test_is_wrong_usage(command: Command) -> None:
    result = command("test", "december_2019::some_allies_go_ahead")
    assert result.exit_code == 2
    assert "did you mean 'some_allies_go_ahead_alone'?" in result.stderr
