"""The first two minutes: somebody who reads only the row of keys gets to the first reactions."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.tui.conftest import Opener, Player

MOST_KEYS = 12
ONWARD = ("choose", "begin", "take", "table", "close", "go on")
"""Words of the row of keys that promise to go on, the most promising first."""

NAMES = {"esc": "escape"}


def key_for(row: str) -> str:
    """The key that a row offers for going on.

    Raises:
        AssertionError: it offers none.
    """
    for word in ONWARD:
        found = re.search(rf"(?:^|\s)(\S+) {word}(?:\s\s|$)", row)
        if found:
            return NAMES.get(found[1], found[1])
    raise AssertionError(row)


def has_left(player: Player, screen: str) -> bool:
    """Whether another screen has come."""
    return player.screen != screen


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_newcomer_reaches_the_first_reactions_with_the_keys_that_are_shown(
    opened: Opener, size: tuple[int, int]
) -> None:
    pressed: list[str] = []
    async with opened(size) as player:
        await player.until(lambda: "A bell before the water" in player.text(), "the shelf")
        while player.screen != "ReactionsScreen":
            assert len(pressed) < MOST_KEYS, pressed
            before = player.screen
            pressed.append(key_for(player.text().splitlines()[-1]))
            await player.press(pressed[-1])
            await player.until(partial(has_left, player, before), "another screen")
        assert "Silence" in player.text()
