"""The first scenario on the screen: from the top of the shelf to a receipt, in its own words."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any

import pytest

from dialogue_sim.session.start import Start

Opener = Any  # a callable fixture: (size, start) -> a player of the game
Player = AbstractAsyncContextManager[Any]


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_first_keys_lead_to_a_receipt_that_says_fiction(
    opened: Opener, size: tuple[int, int]
) -> None:
    async with opened(size) as player:
        await player.until(lambda: "A bell before the water" in player.text(), "the shelf")
        await player.until(lambda: "an invented world [FIC]" in player.text(), "what it is")
        await player.press("enter")
        await player.begin()
        shown = player.text()
        assert "Turn 1/3" in shown
        assert "[FIC] CHR-S06" in shown
        await player.press("2", "t")
        await player.until_screen("ReactionsScreen")
        assert "Silence holds: 3 members let the text pass." in player.text()
        await player.press("r")
        await player.until_screen("ReceiptSheet")
        page = str(player.app.screen.query_one("Page").render())
        assert "[FIC]" in page
        assert "[MOD] inferred" not in page


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_new_player_is_told_what_to_do_next_until_it_is_done(
    opened: Opener, size: tuple[int, int]
) -> None:
    async with opened(size, Start(scenario="first_steps", seed="kalmar")) as player:
        await player.begin()
        await player.until(lambda: "Open one that looks fair" in player.text(), "the first step")
        await player.press("2", "enter")
        await player.until_screen("AmendSheet")
        await player.until(lambda: "Table it as it stands" in player.text(), "the second step")
        await player.press("enter")
        await player.until_screen("ReactionsScreen")
        await player.until(lambda: "Highlight one that" in player.text(), "the third step")
        await player.press("r")
        await player.until_screen("ReceiptSheet")
        await player.press("escape")
        await player.until_screen("ReactionsScreen")
        assert "Highlight one that surprises" not in player.text()
        await player.finish_turn()
        await player.until(lambda: "the doubtful town" in player.text(), "the next turn's step")


async def test_who_wants_no_guide_has_none(opened: Opener) -> None:
    start = Start(scenario="first_steps", seed="kalmar")
    async with opened(start=start) as player:
        player.app.set(replace(player.app.settings, guide="off"))
        await player.begin()
        assert "looks fair to you" not in player.text()
