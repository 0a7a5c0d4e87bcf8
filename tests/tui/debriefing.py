"""The whole debrief as text, for tests that ask what it tells and not where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.tui.drawing import stack
from dialogue_sim.tui.screens.ending import EndingScreen

if TYPE_CHECKING:
    from tests.tui.conftest import Player

WIDTH = 76


def ending(player: Player) -> EndingScreen:
    """The screen of the ending, which lies on top."""
    screen = player.app.screen
    assert isinstance(screen, EndingScreen)
    return screen


def whole_debrief(player: Player, width: int = WIDTH) -> str:
    """Every section below the other."""
    return "\n".join(str(stack(section.draw(width))) for section in ending(player).sections)


def sections_of(player: Player) -> dict[str, str]:
    """By name: what each section says."""
    return {one.name: str(stack(one.draw(WIDTH))) for one in ending(player).sections}
