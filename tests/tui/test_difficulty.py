"""The screens on each difficulty: what stands on them before a session is over."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.tui.test_ledger import before_the_end, to_the_ledger

from dialogue_sim.session.changes.opening import go_on
from dialogue_sim.session.playing import advised
from dialogue_sim.session.start import Start

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Opener, Player

    from dialogue_sim.session.changes.opening import Found
    from dialogue_sim.session.saves.opening import Opened

SIZES = [(80, 24), (140, 40)]
PERCENT = re.compile(r"\d ?%")
FIGURE = re.compile(r"[+-]\d\.\d\d|per mille|of 1000|\d\.\d\d times")
SOURCE = re.compile(r" [A-Z]+\d*-[A-Z]+\d* ")
"""A line that cites a source, which is told as it was found."""
HARD = Start("december_2019", seed="kalmar", difficulty="hard")


def numbers(player: Player) -> list[str]:
    """Lines of the screen with a number that is kept back on hard."""
    rows = [row for row in player.text().splitlines() if not SOURCE.search(row)]
    return [row for row in rows if PERCENT.search(row) or FIGURE.search(row)]


async def through_pages(player: Player, *keys: str) -> None:
    """Scroll down a sheet, looking for numbers on every page."""
    for key in keys:
        assert numbers(player) == []
        await player.press(key)
    assert numbers(player) == []


@pytest.mark.parametrize("size", SIZES)
async def test_no_screen_of_a_hard_turn_tells_a_number(
    opened: Opener, size: tuple[int, int]
) -> None:
    async with opened(size, HARD) as player:
        assert await player.begin() == "PlayScreen"
        shown = player.text()
        assert "v.high" in shown
        assert re.search(r"stands with (a|an|no|certainty)\b", shown)
        await through_pages(player, *"23450", "tab", "end", "tab")
        await player.press("3", "enter")
        await player.until_screen("AmendSheet")
        await through_pages(player, "right", "down", "left")
        await player.press("escape", "p")
        await player.until_screen("GroundworkSheet")
        await through_pages(player, "enter", "down", "right")
        await player.press("escape", "t")
        await player.until_screen("ReactionsScreen", "SilenceSheet")
        assert player.screen == "ReactionsScreen"
        assert numbers(player) == []
        await player.press("r")
        await player.until_screen("ReceiptSheet")
        assert re.search(r"Interest +[+-]+ ", player.text())
        await through_pages(player, "pagedown", "pagedown", "right", "right")
        await player.press("escape", "enter")
        assert "How open it was" in player.text()
        assert numbers(player) == []
        await player.press("r")
        await through_pages(player, "pagedown", "pagedown")


async def test_normal_tells_bands_where_open_tells_percents(opened: Opener) -> None:
    async with opened((140, 40), replace(HARD, difficulty="normal")) as player:
        await player.begin()
        shown = player.text()
        bands = re.findall(r"(\d+)-(\d+)%", shown)
        assert len(bands) > 2
        assert {int(high) - int(low) for low, high in bands} == {5}
        assert {int(low) % 5 for low, _ in bands} == {0}
        assert re.search(r"stands with \d+ to \d+ % \((very )?(low|high|even)\)", shown)


@pytest.mark.parametrize("size", SIZES)
async def test_the_ledger_has_signs_on_hard(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    start = before_the_end(tmp_path)

    def hard(found: Found) -> Opened:
        opened = go_on(found)
        opened.recording.game = advised(opened.recording.game, "hard")
        return opened

    monkeypatch.setattr("dialogue_sim.tui.sitting.go_on", hard)
    async with opened(size, start) as player:
        await to_the_ledger(player)
        shown = player.text()
        assert re.search(r"Poland +. \w+ +(v\.)?(low|even|high) → ", shown.replace("  ", " "))
        assert numbers(player) == []
        await player.press("tab")
        assert numbers(player) == []
