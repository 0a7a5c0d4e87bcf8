"""What somebody prefers is kept; what cannot be read is as if never chosen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from dialogue_sim.session.settings import (
    TOLD,
    Settings,
    SettingsError,
    choices,
    read_settings,
    settings_path,
    write_settings,
)
from dialogue_sim.words import Difficulty

CHOSEN = Settings(difficulty="hard", theme="paper", motion="reduced", signs="ascii", guide="off")


def test_what_was_chosen_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.json"
    write_settings(path, CHOSEN)
    assert read_settings(path) == CHOSEN


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"\xff\xfe", b"[]", b"7", b'{"theme": ["paper"]}', b'{"theme": "pink"}',
     b'{"unknown": 1}', b"[" * 100_000],
)  # fmt: skip
def test_what_is_damaged_is_as_if_never_chosen(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(raw)
    assert read_settings(path) == Settings()


def test_one_odd_choice_does_not_lose_the_others(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"theme": "pink", "motion": "reduced"}))
    assert read_settings(path) == Settings(motion="reduced")


def test_a_folder_in_its_place_is_told_and_nothing_is_left_behind(tmp_path: Path) -> None:
    folder = tmp_path / "settings.json"
    folder.mkdir()
    assert read_settings(folder) == Settings()
    with pytest.raises(SettingsError, match="cannot keep the settings"):
        write_settings(folder, CHOSEN)
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("folder", [".", "/", ".."])
def test_a_folder_without_a_name_is_told(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIALOGUE_SIM_SETTINGS", folder)
    assert read_settings(settings_path()) == Settings()
    with pytest.raises(SettingsError, match="this is a folder"):
        write_settings(settings_path(), CHOSEN)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(SettingsError, match="cannot keep the settings"):
        write_settings(tmp_path / "file" / "settings.json", CHOSEN)


def test_every_choice_is_told_in_words() -> None:
    assert choices()["difficulty"] == get_args(Difficulty)
    assert {name: tuple(told.choices) for name, told in TOLD.items()} == choices()
    assert list(TOLD) == list(choices())


def test_the_environment_says_where_settings_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DIALOGUE_SIM_SETTINGS", str(tmp_path / "mine.json"))
    assert settings_path() == tmp_path / "mine.json"
    monkeypatch.delenv("DIALOGUE_SIM_SETTINGS")
    assert settings_path().name == "settings.json"
