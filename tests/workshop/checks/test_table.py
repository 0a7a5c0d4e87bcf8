"""The table of checks: complete, and what the command and the screen go by."""

from __future__ import annotations

import inspect as python
from pathlib import Path

import pytest
from tests.workshop.checks.code_pages import SHIPPED
from tests.workshop.checks.river import CLOSED, SANDBAGS, STORY, changed

from dialogue_sim.content.diagnostics import CODES
from dialogue_sim.content.files import packaged_content
from dialogue_sim.content.library import load
from dialogue_sim.tui import bench
from dialogue_sim.workshop.checks import (
    beyond,
    catalogues,
    conditions,
    courses,
    reach,
    template,
    usage,
    wording,
)
from dialogue_sim.workshop.checks.grading import check_text
from dialogue_sim.workshop.checks.table import CHECKS, SHARED_CHECKS

FAMILIES = (catalogues, conditions, courses, reach, usage, wording)


def test_the_table_names_every_check_once_and_every_code() -> None:
    listed = [check.find for check in (*CHECKS, *SHARED_CHECKS)]
    checks = [
        function
        for family in FAMILIES
        for name, function in python.getmembers(family, python.isfunction)
        if python.isgeneratorfunction(function)
        and function.__module__ == family.__name__
        and not name.startswith("_")
    ]
    assert sorted(f.__qualname__ for f in listed) == sorted(f.__qualname__ for f in checks)
    codes = {check.code for check in (*CHECKS, *SHARED_CHECKS)} | {template.CODE}
    assert codes == {code for code in CODES if code.startswith("DS3")}
    assert all(check.looks_at for check in (*CHECKS, *SHARED_CHECKS))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.find.__name__)
def test_a_check_reports_its_own_code(check: object) -> None:
    bundle = load(SHIPPED, "first_steps")
    row = next(one for one in CHECKS if one is check)
    assert {finding.code for finding in row.find(bundle)} <= {row.code}


def test_the_same_scenario_is_looked_into_once() -> None:
    bundle = load(SHIPPED, "first_steps")
    assert beyond.in_scenario(bundle) is beyond.in_scenario(bundle)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a scenario of which two things are to be said."""
    target = tmp_path / STORY
    target.parent.mkdir(parents=True)
    changes = ((STORY, SANDBAGS, "when: tension > 100"), (STORY, CLOSED, "  - close_the_river\n"))
    target.write_bytes(changed(*changes)[STORY])
    monkeypatch.chdir(tmp_path)
    return target


def test_screen_and_command_say_the_same(workspace: Path) -> None:
    assert workspace.exists()
    shown: list[str] = []
    bench.TOOLS["check"](None, shown.extend, lambda _: None)  # type: ignore[arg-type]
    said = check_text(beyond.checked([], "classroom"))
    assert shown == said.splitlines()
    assert [code for code in ("DS301", "DS321", "DS315") if code in said] == ["DS301", "DS321"]


def test_only_what_was_asked_for_is_reported(workspace: Path) -> None:
    asked = beyond.checked([workspace], "classroom")
    assert {one.place.path for one in asked.problems} == {STORY}
    setting = packaged_content() / "scenarios" / "river_league" / "setting.yaml"
    assert beyond.checked([setting], "classroom").problems == ()
