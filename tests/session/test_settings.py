"""What is preferred at a machine: kept, read again, and never in the way of a game."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dialogue_sim.session.settings import (
    Settings,
    SettingsError,
    choices,
    read_settings,
    settings_path,
    write_settings,
)

CHOSEN = Settings(difficulty="hard", theme="paper", motion="reduced", signs="ascii", guide="off")


def test_what_was_chosen_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    write_settings(path, CHOSEN)
    assert read_settings(path) == CHOSEN
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_who_has_chosen_nothing_is_advised_in_bands_and_guided() -> None:
    assert Settings() == Settings("normal", "night", "full", "all", "on")


@pytest.mark.parametrize(
    "kept",
    ["", "{", "[1, 2]", '{"difficulty": "easy"}', '{"difficulty": ["open"]}', "[" * 100_000,
     '{"difficulty": null, "sound": "loud"}'],
)  # fmt: skip
def test_what_cannot_be_read_is_as_if_never_chosen(tmp_path: Path, kept: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(kept, encoding="utf-8")
    assert read_settings(path) == Settings()


def test_one_unknown_choice_does_not_cost_the_others(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"theme": "paper", "motion": "wild"}), encoding="utf-8")
    assert read_settings(path) == Settings(theme="paper")


def test_bytes_that_are_no_text_and_folders_are_as_if_never_chosen(tmp_path: Path) -> None:
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    assert read_settings(tmp_path / "bytes.json") == Settings()
    assert read_settings(tmp_path) == Settings()


def test_a_disk_that_takes_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match="cannot keep the settings in "):
        write_settings(tmp_path / "file" / "settings.json", CHOSEN)


def test_every_setting_has_its_usual_choice_among_others() -> None:
    offered = choices()
    assert set(offered) == {"difficulty", "theme", "motion", "signs", "guide"}
    assert all(getattr(Settings(), name) in options for name, options in offered.items())


def test_the_environment_says_where_settings_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DIALOGUE_SIM_SETTINGS", str(tmp_path / "mine.json"))
    assert settings_path() == tmp_path / "mine.json"
    monkeypatch.delenv("DIALOGUE_SIM_SETTINGS")
    assert settings_path().name == "settings.json"
