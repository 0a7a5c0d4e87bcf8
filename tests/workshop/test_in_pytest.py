"""Tests of scenarios in pytest: where its plugin is named, and with readable failures."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import dialogue_sim
from dialogue_sim.content.files import packaged_content

FIRST = "scenarios/river_league/first_steps.yaml"
PLUGIN = ("-p", "dialogue_sim.workshop.testing.in_pytest")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a test of its own and a workspace; one test of its scenario fails."""
    (tmp_path / "test_own.py").write_text("def test_own():\n    pass\n", encoding="utf-8")
    target = tmp_path / FIRST
    target.parent.mkdir(parents=True)
    text = (packaged_content() / FIRST).read_text(encoding="utf-8")
    failing = "  nothing_ever_stands:\n    random: 5\n    never: [stands]\n"
    target.write_text(text + failing, encoding="utf-8")
    return tmp_path


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A pytest of its own in a project, with no plugins but those that are named."""
    source = str(Path(dialogue_sim.__file__).parent.parent)
    settings = {**os.environ, "PYTHONPATH": source, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=project, env=settings, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_scenarios_are_collected_where_the_plugin_is_named(project: Path) -> None:
    line = (project / FIRST).read_text(encoding="utf-8").splitlines().index(
        "  nothing_ever_stands:"
    ) + 1  # fmt: skip
    result = run(project, *PLUGIN, "-v")
    assert result.returncode == 1
    assert f"{FIRST}::nothing_ever_stands FAILED" in result.stdout
    assert "test_own.py::test_own PASSED" in result.stdout
    assert "never: stands holds in 5 of 5 sessions, first after turn" in result.stdout
    assert f"{FIRST}:{line + 2}" in result.stdout
    assert "Traceback" not in result.stdout
    assert "NotSoError" not in result.stdout


def test_the_configuration_of_a_project_names_it_once_and_for_all(project: Path) -> None:
    (project / "pytest.ini").write_text(
        f"[pytest]\naddopts = {' '.join(PLUGIN)}\n", encoding="utf-8"
    )
    result = run(project, "-q", f"{FIRST}::nothing_ever_stands")
    assert "1 failed" in result.stdout
    assert "nothing_ever_stands" in result.stdout


def test_nothing_heavy_is_imported_before_a_scenario_is_collected(project: Path) -> None:
    (project / "test_own.py").write_text(
        "import sys\n\n\ndef test_own():\n"
        "    heavy = {'numpy', 'yaml', 'pydantic', 'click', 'textual'}\n"
        "    assert not heavy & set(sys.modules)\n",
        encoding="utf-8",
    )
    result = run(project, *PLUGIN, "-q", "test_own.py")
    assert result.returncode == 0, result.stdout
    assert "1 passed" in result.stdout


def test_unnamed_it_leaves_scenarios_alone(project: Path) -> None:
    result = run(project, "-v")
    assert (result.returncode, "yaml" in result.stdout) == (0, False), result.stdout


def test_a_scenario_with_errors_says_all_of_them(project: Path) -> None:
    file = project / FIRST
    text = file.read_text(encoding="utf-8").replace("chair: steward ", "chair: stewart ")
    file.write_text(text, encoding="utf-8")
    result = run(project, *PLUGIN, "-q")
    assert result.returncode == 2
    assert "error[DS202]" in result.stdout
    assert "did you mean 'steward'?" in result.stdout


@pytest.mark.thorough
def test_expectations_are_items_and_what_cannot_be_tested_is_skipped(tmp_path: Path) -> None:
    path = "scenarios/nato_russia/expectations.yaml"
    target = tmp_path / path
    target.parent.mkdir(parents=True)
    target.write_bytes((packaged_content() / path).read_bytes())
    result = run(tmp_path, *PLUGIN, "-q", "-rs")
    assert result.returncode == 0, result.stdout
    told = target.read_text(encoding="utf-8").partition("\nexpectations:\n")[2]
    untestable = told.count("\n    untestable:")
    assert f"{told.count(chr(10) + '    says:') - untestable} passed, {untestable} skipped" in (
        result.stdout
    )
