"""`model`: the card on standard output, as Markdown or as one JSON document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Command = Any  # a callable fixture: (*arguments, typed) -> Result
Workspace = Any  # a callable fixture: (path, old, new) -> text

COMMITTED = Path(__file__).resolve().parent.parent.parent / "docs/model_card.md"


def test_the_card_of_a_setting_is_printed(command: Command) -> None:
    result = command("model", "nato_russia")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == COMMITTED.read_text(encoding="utf-8")


def test_json_is_one_document(command: Command) -> None:
    result = command("model", "nato_russia", "--json")
    assert json.loads(result.stdout)["setting"] == "nato_russia"
    assert result.stdout.count("\n}\n") == 1


def test_the_workspace_counts(command: Command, workspace: Workspace) -> None:
    workspace("scenarios/nato_russia/rules.yaml", "loss_factor: 2.0", "loss_factor: 2.25")
    assert "| utility.loss_factor | 2.25 " in command("model", "nato_russia").stdout


def test_errors_in_the_content_are_printed_and_no_card(
    command: Command, workspace: Workspace
) -> None:
    workspace("scenarios/nato_russia/rules.yaml", "loss_factor: 2.0", "loss_factor: two")
    result = command("model", "nato_russia")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "loss_factor" in result.stderr


def test_of_several_settings_one_has_to_be_named(command: Command, here: Path) -> None:
    other = here / "scenarios/elsewhere/setting.yaml"
    other.parent.mkdir(parents=True)
    other.write_text("format: 1\n", encoding="utf-8")
    result = command("model")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "elsewhere, nato_russia, river_league" in result.stderr
    assert command("model", "nato_russia").exit_code == 0
    assert "no scenario" in command("model", "elsewhere").stderr
