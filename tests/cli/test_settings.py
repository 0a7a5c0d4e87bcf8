"""`settings`: shows, changes and keeps what somebody prefers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Command

from dialogue_sim.session.settings import SETTINGS_VARIABLE, read_settings


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "kept.json"
    monkeypatch.setenv(SETTINGS_VARIABLE, str(path))
    return path


def test_settings_are_shown_changed_and_kept(command: Command, kept: Path) -> None:
    shown = command("settings").output
    assert "difficulty: normal" in shown
    assert str(kept) in shown
    assert not kept.exists()
    changed = command("settings", "difficulty", "hard")
    assert changed.exit_code == 0
    assert "* hard" in changed.output
    assert read_settings(kept).difficulty == "hard"
    assert command("settings", "theme").output.startswith("theme: night")
    assert json.loads(command("settings", "--json").output) == {
        "difficulty": "hard", "theme": "night", "motion": "full", "signs": "all", "guide": "on",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("moton",), "did you mean 'motion'"), (("theme", "papr"), "did you mean 'paper'")],
)
def test_what_does_not_exist_is_told(
    command: Command, kept: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = command("settings", *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert not kept.exists()


def test_settings_that_cannot_be_kept_are_told(command: Command, kept: Path) -> None:
    kept.mkdir()
    result = command("settings", "theme", "paper")
    assert result.exit_code == 1
    assert "cannot keep the settings" in result.output
