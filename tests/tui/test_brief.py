"""Before the first turn: the seat, the adviser and the luck are chosen beside the brief."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.tui.conftest import Player

from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.start import Start

Opener = Any  # a callable fixture: (size, start) -> a player of the game
START = Start(scenario="first_steps", seed="kalmar")


def says(player: Player, words: str) -> bool:
    return words in player.text()


def only_saves(folder: Path) -> list[Path]:
    return list(folder.glob("*.dsim"))


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_adviser_says_less_and_less_and_all_again(
    opened: Opener, size: tuple[int, int], tmp_path: Path
) -> None:
    tells = ("tells bands and words", "tells words alone", "tells exact chances")
    async with opened(size, START) as player:
        await player.until_screen("BriefScreen")
        for words, difficulty in zip(tells, ("normal", "hard", "open"), strict=True):
            await player.press("d")
            mark = f"▸ {difficulty}" if size[0] > 80 else f"{difficulty}: {words}"
            await player.until(partial(says, player, mark), mark)
        await player.press("d")
        mark = "▸ normal" if size[0] > 80 else "normal: "
        await player.until(partial(says, player, mark), mark)
        await player.press("enter")
        await player.until_screen("PlayScreen")
    (save,) = sorted(only_saves(tmp_path))
    assert open_save(save).recording.game.difficulty == "normal"


async def test_a_wide_terminal_lists_every_seat_and_what_one_does_there(opened: Opener) -> None:
    async with opened((140, 40), START) as player:
        await player.until_screen("BriefScreen")
        shown = player.text()
    for words in ("Steward of the River League", "tables the texts.", "breaks silence.",
                  "answers what comes of them."):  # fmt: skip
        assert words in shown
