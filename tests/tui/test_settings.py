"""Settings open over anything, hold at once and are kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.tui.conftest import Ears, Player

from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.settings import TOLD, Settings, read_settings
from dialogue_sim.session.start import Start
from dialogue_sim.tui.app import DialogueSim

if TYPE_CHECKING:
    from tests.tui.conftest import Opener


@asynccontextmanager
async def kept_in(path: Path) -> AsyncIterator[Player]:
    app, ears = DialogueSim(saves=path.parent / "saves", settings=Settings(), kept=path), Ears()
    async with app.run_test(size=(80, 24), message_hook=ears) as pilot:
        yield Player(app, pilot, ears)


def kept_difficulty(folder: Path) -> str:
    """That of the only save."""
    (save,) = folder.glob("*.dsim")
    return open_save(save).recording.game.difficulty


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_every_setting_has_a_row_and_a_sentence(
    opened: Opener, size: tuple[int, int]
) -> None:
    async with opened(size) as player:
        await player.press("f2", "f2")
        assert player.screen == "SettingsSheet"
        for told in TOLD.values():
            assert told.title in player.text()
            assert told.says in player.text()
            await player.press("down")
        await player.press("escape")
        assert player.screen == "HomeScreen"


async def test_settings_hold_at_once_and_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    async with kept_in(path) as player:
        await player.press("f2", "right", "down", "right", "down", "left")
        assert "● hard" in player.text()
        assert not player.app.current_theme.dark
        assert player.app.animation_level == "none"
        assert read_settings(path) == Settings("hard", "paper", "reduced")
        await player.press("escape")
        await player.until(lambda: "start here" in player.text(), "the shelf")
        await player.press("1", "enter")
        await player.until_screen("BriefScreen")
        assert "hard: tells words alone" in player.text()


async def test_a_session_before_its_first_turn_gets_the_difficulty_that_is_chosen(
    opened: Opener, tmp_path: Path
) -> None:
    start = Start(scenario="first_steps", seed="kalmar", difficulty="open")
    async with opened(start=start) as player:
        await player.until_screen("BriefScreen")
        await player.press("f2", "right", "right", "escape")  # from open to hard
        await player.until(lambda: "hard: tells words alone" in player.text(), "the brief anew")
        await player.press("ctrl+p")
        await player.until_screen("Palette")
        await player.press(*"difficulty", " ", "t", "o", " ", *"normal", "enter")
        await player.until(lambda: "normal: " in player.text(), "the brief anew")
        await player.press("d")
        await player.until(lambda: "hard: " in player.text(), "the brief anew")
        await player.press("f2", "escape", "enter")
        await player.until_screen("PlayScreen")
    assert kept_difficulty(tmp_path) == "hard"


async def test_settings_that_cannot_be_kept_hold_and_say_so(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.mkdir()
    async with kept_in(path) as player:
        await player.press("f2", "down", "enter")
        assert not player.app.current_theme.dark
        assert "cannot keep the settings" in player.text()


async def test_a_change_in_the_palette_or_by_a_key_is_not_undone_by_the_sheet(
    opened: Opener,
) -> None:
    async with opened() as player:
        await player.press("f2", "ctrl+p")
        await player.until_screen("Palette")
        await player.press(*"theme", " ", "t", "o", " ", *"paper", "enter")
        await player.until_screen("SettingsSheet")
        await player.until(lambda: "● paper" in player.text(), "the change")
        await player.press("end", "right")
        assert (player.app.settings.theme, player.app.settings.guide) == ("paper", "off")
        await player.press("ctrl+t")
        assert "● night" in player.text()
        await player.press("right")
        assert (player.app.settings.theme, player.app.settings.guide) == ("night", "on")


async def test_light_and_dark_change_where_one_types(opened: Opener) -> None:
    async with opened(start=Start(scenario="first_steps", seed="kalmar")) as player:
        await player.until_screen("BriefScreen")
        await player.press("s")
        await player.until_screen("SeedSheet")
        await player.press("ctrl+t")
        assert not player.app.current_theme.dark
        assert player.screen == "SeedSheet"


async def test_settings_open_over_sheets_and_fields(opened: Opener) -> None:
    async with opened(start=Start(scenario="first_steps", seed="kalmar")) as player:
        await player.until_screen("BriefScreen")
        await player.press("s")
        await player.until_screen("SeedSheet")
        await player.press("f2")
        assert player.screen == "SettingsSheet"
        await player.press("escape")
        assert player.screen == "SeedSheet"
