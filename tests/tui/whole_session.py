"""Somebody who plays whole sessions by simple rules, looking only at what is on the screen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, TypeAlias

from dialogue_sim.content.files import packaged_content, read_library

if TYPE_CHECKING:
    from tests.tui.conftest import Player

DECEMBER = "scenarios/nato_russia/december_2019.yaml"
SHORT_DEBATE = "An evening before Christmas"
"""Title of the shipped scenario that ends after three turns, the second one debated."""

SEAT = re.compile(
    r"(?m)^ *(?:c(?! takes)|▸) (.+?)(?:  | tables| lets| consents| votes| speaks| answers)"
)
"""A brief names the seat in a strip above it, behind its key, or marks it in a list beside it."""

Keys: TypeAlias = tuple[str, ...]
Look: TypeAlias = Callable[["Player"], Awaitable[None]]
WAYS_ON: dict[str, tuple[Keys, ...]] = {
    "PlayScreen": (("1", "t"), ("2", "t"), ("3", "t"), ("z", "enter")),
    "QuestionSheet": (("down", "enter"), ("enter",)),
    "SilenceSheet": (("down", "down", "enter"), ("enter",)),
    "DebateScreen": (("enter",), ("down", "enter"), ("p",), ("o",)),
    "BankSheet": (("enter",), ("escape",)),
    "AnswerSheet": (("right", "enter"), ("enter",), ("right", "enter"), ("escape",)),
    "ClaimSheet": (("escape",),),
    "Reading": (("escape",),),
}
"""By screen: what to press, one after the other as long as nothing else comes of it."""

OTHERWISE: tuple[Keys, ...] = (("enter",), ("escape",))
MOST_STEPS = 150
THREADS = 0.2
"""Seconds that a screen may take to come from work beside the one before."""


@cache
def short_debate(mode: str = "cards") -> dict[str, bytes]:
    """The shipped library with `SHORT_DEBATE` in place of the long session."""
    files = read_library(packaged_content())
    text, scripted, _ = files[DECEMBER].decode().partition("\ntests:")
    assert scripted
    for old, new in (
        ("\nturns: 6\n", "\nturns: 3\n"),
        ("\n    at: 4\n", "\n    at: 3\n"),
        ("mode: cards, turns: [2, 4]}", f"mode: {mode}, turns: [2]}}"),
        ("title: An interview before Christmas", f"title: {SHORT_DEBATE}"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    return {**files, DECEMBER: text.encode()}


async def open_from_the_shelf(player: Player, title: str) -> None:
    """Go down the shelf to a scenario, with the cursor of the terminal, and open its brief."""
    await player.until(lambda: title in player.text(), f"the shelf with {title}")
    for _ in range(len(player.text().splitlines())):
        row = player.text().splitlines()[player.app.cursor_position.y]
        if title in row:
            break
        await player.press("down")
    await player.press("enter")
    await player.until_screen("BriefScreen")


async def sit_down(player: Player, name: str) -> None:
    """Take seats one after the other until it is that of somebody."""
    while (seat := seat_of(player)) != name:
        await player.press("c")
        await player.until(partial(_is_another, player, seat), "another seat")


def _is_another(player: Player, seat: str) -> bool:
    return seat_of(player) not in {"", seat}


async def glance(player: Player) -> None:
    """See what is there, and think nothing of it."""
    del player


def seat_of(player: Player) -> str:
    """Whose seat the brief is about, as is said above or beside it."""
    found = SEAT.search(player.text())
    return found[1] if found and player.screen == "BriefScreen" else ""


async def play_to_the_end(
    player: Player, ways_on: Mapping[str, tuple[Keys, ...]] = WAYS_ON, look: Look = glance
) -> Counter[str]:
    """From any screen to the ending.

    Args:
        player: in a session; ways_on: what to press, by screen.
        look: is called before every answer, and at the ending.

    Returns:
        How often each screen was answered.
    """
    tried: Counter[tuple[str, str]] = Counter()
    answered: Counter[str] = Counter()
    for _ in range(MOST_STEPS):
        await player.settle()
        await look(player)
        name, before = player.screen, player.text()
        if name == "EndingScreen":
            return answered
        ways = ways_on.get(name, OTHERWISE)
        keys = ways[tried[name, before] % len(ways)]
        tried[name, before] += 1
        answered[name] += 1
        await player.press(*keys)
        await _until_it_changes(player, (name, before))
    message = f"no ending after {MOST_STEPS} answers:\n{player.text()}"
    raise AssertionError(message)


def seen(player: Player) -> tuple[str, str]:
    """The screen on top, and what it shows."""
    return player.screen, player.text()


async def _until_it_changes(player: Player, told: tuple[str, str]) -> None:
    waited = 0.0
    while seen(player) == told and waited < THREADS:
        await player.pilot.pause(0.01)
        waited += 0.01
