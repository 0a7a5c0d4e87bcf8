"""Parts that all screens use: drawn panels, scrolled pages, followed lists, a size notice."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from textual.app import RenderResult
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.style import Style
from textual.widget import Widget
from textual.widgets import OptionList

from dialogue_sim.tui.drawing import Lines, stack

SMALLEST = (60, 20)
"""Columns and rows below which a screen asks for more room."""


class Panel(Widget):
    """A panel that draws one text for the room it has."""

    DEFAULT_CSS = "Panel { width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }"

    @abstractmethod
    def lines(self, width: int, height: int) -> Lines:
        """What to draw in `width` x `height` cells."""

    def render(self) -> RenderResult:
        """The lines as one text, so that it can be selected."""
        return stack(self.lines(self.size.width, self.size.height))


class Page(Widget):
    """A text as long as it needs to be, drawn for the width it has; scrolled by what holds it."""

    DEFAULT_CSS = "Page { height: auto; width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }"

    def __init__(self, draw: Callable[[int], Lines], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._draw = draw

    def show(self, draw: Callable[[int], Lines]) -> None:
        """Draw something else."""
        self._draw = draw
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the text has at this width."""
        del container, viewport
        return len(self._draw(width))

    def render(self) -> RenderResult:
        """The whole text."""
        return stack(self._draw(self.size.width))


HIGHLIGHTED = "option-list--option-highlighted"


class FollowedList(OptionList):
    """A list that the terminal's own cursor follows; a click highlights, another one opens."""

    _touched = False

    @property
    def cursor_line(self) -> int:
        """Where the highlighted row begins; see `cursor`."""
        if self.highlighted is None:
            return 0
        above = sum(rows_of(option.prompt) for option in self.options[: self.highlighted])
        return above - round(self.scroll_y)

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """Without colour, turn what is highlighted around: two greys can hardly be told apart."""
        style = super().get_visual_style(*component_classes, partial=partial)
        elsewhere = isinstance(self.screen.focused, OptionList) and not self.has_focus
        if HIGHLIGHTED in component_classes and self.app.no_color and not elsewhere:
            return style + Style(reverse=True)
        return style

    def on_focus(self) -> None:
        """The first click on a list opens nothing: it may be the second one on what was there."""
        self._touched = False

    def on_click(self, event: Click) -> None:
        """Highlight a row; Textual's own handler opens one."""
        place = event.style.meta.get("option")
        if place is None:
            return
        again, self._touched = self._touched and place == self.highlighted, True
        if not again:
            event.prevent_default()
            if not self.options[place].disabled:
                self.highlighted = place


def rows_of(prompt: object) -> int:
    """Rows of a prompt that was drawn for the width of its list."""
    return str(prompt).count("\n") + 1


class TooSmall(Widget):
    """Covers a screen that has no room for the game; the style sheet shows it."""

    def render(self) -> RenderResult:
        """What to do about it."""
        columns, rows = SMALLEST
        size = self.app.size
        return Content(
            f"Enlarge the terminal, please.\n\nIt has {size.width} columns and {size.height} "
            f"rows; the game needs {columns} and {rows}."
        )
