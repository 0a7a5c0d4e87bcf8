"""`check --fix`: what changes on the disk, and what is shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dialogue_sim.content.files import packaged_content
from dialogue_sim.workshop.editing.disk import write_over
from dialogue_sim.workshop.editing.page import EditError

Command = Any  # a callable fixture: (*arguments, typed) -> Result
Workspace = Any  # a callable fixture: (path, old, new) -> text

ACTOR = "actors/steward.yaml"
FIRST = "scenarios/river_league/first_steps.yaml"


def test_a_slip_is_put_right_and_shown(command: Command, workspace: Workspace, here: Path) -> None:
    wrong = workspace(FIRST, "chair: steward ", "chair: stewart ")
    file = here / FIRST
    file.chmod(0o640)
    dry = command("check", "--fix", "--dry-run", FIRST)
    assert dry.exit_code == 1
    assert file.read_text(encoding="utf-8") == wrong
    assert "would fix 1 problem in 1 file" in dry.stdout
    result = command("check", "--fix", FIRST)
    assert result.exit_code == 0
    assert "-chair: stewart " in result.stdout
    assert "+chair: steward " in result.stdout
    assert "fixed 1 problem in 1 file\n" in result.stdout
    assert file.read_text(encoding="utf-8") == wrong.replace("stewart", "steward", 1)
    assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_what_is_left_is_said(command: Command, workspace: Workspace) -> None:
    workspace(FIRST, "chair: steward ", "chair: nobody_at_all ")
    result = command("check", "--fix", FIRST)
    assert result.exit_code == 1
    assert "fixed 0 problems in 0 files" in result.stdout
    assert "error[DS202]" in result.stdout


def test_what_was_written_before_the_disk_gave_out_is_said(
    command: Command, workspace: Workspace, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = workspace(FIRST, "chair: steward ", "chair: stewart ")
    workspace(ACTOR, "kind: voice ", "kind: voicee ")

    def write(path: Path, before: bytes, after: bytes) -> None:
        if path.name == "first_steps.yaml":
            raise EditError(f"cannot write {path}: No space left on device")
        write_over(path, before, after)

    monkeypatch.setattr("dialogue_sim.cli.mending.write_over", write)
    result = command("check", "--fix", ".")
    assert result.exit_code == 1
    assert result.stderr.rstrip().endswith(
        f"No space left on device; written before it: {ACTOR}"
    ), result.stderr
    assert "kind: voice " in (here / ACTOR).read_text(encoding="utf-8")
    assert (here / FIRST).read_text(encoding="utf-8") == wrong


def test_what_came_with_the_program_is_left_alone(command: Command) -> None:
    result = command("check", "--fix")
    assert result.exit_code == 1
    assert "came with the program" in result.stderr


def test_dry_run_alone_is_wrong_usage(command: Command) -> None:
    assert command("check", "--dry-run").exit_code == 2
    assert command("check", "--fix", "--format", "json").exit_code == 2


POLICIES = "scenarios/river_league/policies.yaml"


def test_upgrade_rewrites_old_ids_and_says_what_it_would_do(
    command: Command, workspace: Workspace, here: Path
) -> None:
    before = workspace(FIRST, "      1: notice_for_toll", "      1: toll_for_notice")
    assert command("upgrade").stdout == "changed 0 files\n", "nothing says what was renamed"
    shipped = (packaged_content() / POLICIES).read_text(encoding="utf-8")
    renamed = f"{shipped}renamed: {{toll_for_notice: notice_for_toll}}\n"
    (here / POLICIES).write_text(renamed, encoding="utf-8", newline="\n")
    dry = command("upgrade", "--check")
    assert dry.exit_code == 1
    assert "-      1: toll_for_notice\n+      1: notice_for_toll\n" in dry.stdout
    assert dry.stdout.endswith("would change 1 file\n")
    assert (here / FIRST).read_text(encoding="utf-8") == before
    assert command("check").exit_code == 0
    result = command("upgrade", ".")
    assert result.exit_code == 0
    assert "present_names: " in result.stdout
    assert (here / FIRST).read_bytes() == (packaged_content() / FIRST).read_bytes()
    assert command("upgrade", "--check").exit_code == 0


def test_what_came_with_the_program_is_not_upgraded(command: Command) -> None:
    result = command("upgrade", "river_league")
    assert result.exit_code == 1
    assert "came with the program" in result.stderr
