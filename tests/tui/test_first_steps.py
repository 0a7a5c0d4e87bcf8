"""The first scenario on the screen: from the top of the shelf to a receipt, in its own words."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest

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
