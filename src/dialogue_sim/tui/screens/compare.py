"""Two lines of a save side by side: where they part, what differs there, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import Lines
from dialogue_sim.tui.screens.frame import FullScreen
from dialogue_sim.tui.screens.replay_pages import compared_page
from dialogue_sim.tui.widgets.panel import Page
from dialogue_sim.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from dialogue_sim.session.replay.lines import LineRow
    from dialogue_sim.tui.replaying import Visit


class CompareScreen(FullScreen):
    """One line stays, the other can be changed."""

    KIND = "compare"
    BINDINGS: ClassVar[list[BindingType]] = bindings("compare")
    AUTO_FOCUS = "#scroll"

    def __init__(self, visit: Visit, rows: tuple[LineRow, ...], first: int) -> None:
        """Compare lines of a save.

        Args:
            rows: at least two; first: place of the one that stays.
        """
        super().__init__()
        self._visit, self._rows, self._first = visit, rows, first
        self._second = 0 if first else 1
        self._read()

    def _read(self) -> None:
        ends = [self._rows[place].end for place in (self._first, self._second)]
        self._compared = self._visit.compared(*ends)
        self._exact = all(self._visit.line(end).exact for end in ends)

    def body(self) -> ComposeResult:
        """Where we are, and both lines in a window that scrolls."""
        yield TopBar()
        with VerticalScroll(id="scroll", classes="pane"):
            yield Page(self._draw)

    def on_mount(self) -> None:
        """Say where we are."""
        bar = self.query_one(TopBar)
        bar.caption, bar.phase = self._visit.names.title, "Compare"
        self._show()

    def _draw(self, width: int) -> Lines:
        names = (self._rows[self._first].name, self._rows[self._second].name)
        return compared_page(self._compared, names, self._exact, width)

    def _show(self) -> None:
        scroll = self.query_one("#scroll")
        scroll.border_title = Content("Two lines")
        scroll.border_subtitle = Content("[ ] another line beside the first")
        self.query_one(Page).show(self._draw)

    def action_next_line(self) -> None:
        """The line below, beside the one that stays."""
        self._take(1)

    def action_previous_line(self) -> None:
        """The line above."""
        self._take(-1)

    def _take(self, by: int) -> None:
        count = len(self._rows)
        place = (self._second + by) % count
        self._second = (place + by) % count if place == self._first else place
        self._read()
        self._show()

    def action_close(self) -> None:
        """Back to the replay."""
        self.dismiss(None)
