"""The line at the bottom: the keys of a screen, as many as fit; a click does the same."""

from __future__ import annotations

from collections.abc import Collection

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from dialogue_sim.tui.commands import commands_of
from dialogue_sim.tui.drawing import DIM, KEY, Part, line

WITH_PALETTE = 100
KEPT = 2
ITSELF = frozenset({"palette", "help"})
"""Sheets that say already what can be done."""


class KeyBar(Widget):
    """The keys of the screen that it is told by name."""

    auto_links = False  # keys are not underlined

    def __init__(self, screen: str) -> None:
        super().__init__()
        self._screen = screen

    def render(self) -> RenderResult:
        """Signs and words, each of them a button."""
        pieces: list[Part] = [" "]
        for sign, name, target in self._keys:
            text = line((sign, KEY), " ", (name, DIM), "  ")
            pieces.append(text.stylize(Style.from_meta({"@click": target})))
        return Content.assemble(*pieces)

    def places(self) -> list[tuple[int, str]]:
        """The column before each key, and the action of it."""
        columns, column = [], 0
        for sign, name, target in self._keys:
            columns.append((column, target))
            column += cell_len(sign) + cell_len(name) + 3
        return columns

    @property
    def _keys(self) -> list[tuple[str, str, str]]:
        hidden = {
            row.name
            for row in commands_of(self._screen)
            if self.screen.check_action(row.action, ()) is False
        }
        return shown_keys(self._screen, self.size.width, hidden)


def shown_keys(
    screen: str, width: int, hidden: Collection[str] = ()
) -> list[tuple[str, str, str]]:
    """Sign, name and action of the keys that fit; help and quit stand last and always fit.

    Args:
        screen: its name; width: of the bar.
        hidden: names of keys that do nothing here.
    """
    keys = [
        (row.sign, row.name, row.target)
        for row in commands_of(screen)
        if row.in_bar and row.name not in hidden
    ]
    if width >= WITH_PALETTE and screen not in ITSELF:
        keys.insert(-KEPT, ("ctrl+p", "all commands", "app.command_palette"))
    while len(keys) > KEPT and _width(keys) > width:
        keys.pop(-KEPT - 1)
    return keys


def _width(keys: list[tuple[str, str, str]]) -> int:
    return 1 + sum(cell_len(sign) + cell_len(name) + 3 for sign, name, _ in keys) - 2
