"""A table of rows of which one is highlighted; whoever holds it gives the keys and decides."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message

from dialogue_sim.tui.drawing import Lines
from dialogue_sim.tui.widgets.panel import Panel

Draw = Callable[[int, int, bool], Content]
"""Draws the row at a place for a width; the last says whether it is highlighted."""


class Rows(Panel, can_focus=True):
    """One line for each row; the terminal's cursor follows the highlight.

    Attributes:
        row: place of the highlighted row.
    """

    DEFAULT_CSS = "Rows { height: auto; }"

    class Moved(Message):
        """Another row is highlighted."""

    def __init__(self, count: int, draw: Draw) -> None:
        super().__init__()
        self._count = count
        self._draw = draw
        self.row = 0

    def move(self, by: int) -> bool:
        """Highlight the row `by` places further down; False at an end, where nothing moves."""
        if not 0 <= self.row + by < self._count:
            return False
        self.highlight(self.row + by)
        return True

    def highlight(self, row: int) -> None:
        """Highlight a row."""
        self.row = row
        self.post_message(self.Moved())
        self.refresh()

    def on_click(self, event: Click) -> None:
        """A click highlights a row."""
        if event.y < self._count:
            self.highlight(event.y)

    @property
    def cursor_line(self) -> int:
        """The highlighted row; see `cursor`."""
        return self.row

    def on_focus(self) -> None:
        """Tell what is highlighted."""
        self.highlight(self.row)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line for each row."""
        del container, viewport, width
        return self._count

    def lines(self, width: int, height: int) -> Lines:
        """All rows."""
        del height
        return [
            self._draw(place, width, place == self.row and self.has_focus)
            for place in range(self._count)
        ]
