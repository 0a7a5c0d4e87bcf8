"""A sheet that asks which piece of news somebody wants to begin at."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import DIM, STRONG, cut, ends, line
from dialogue_sim.tui.screens.frame import Sheet
from dialogue_sim.tui.widgets.panel import FollowedList

if TYPE_CHECKING:
    from textual.events import Resize

    from dialogue_sim.tui.living import NewsRow


class NewsSheet(Sheet[str | None]):
    """All news of a scenario, with how often it comes and where first."""

    KIND = "live_news"
    BINDINGS: ClassVar[list[BindingType]] = bindings("live_news")
    AUTO_FOCUS = "#news"

    def __init__(self, rows: tuple[NewsRow, ...]) -> None:
        super().__init__("Begin where it comes", "enter looks for the first session that has it")
        self._rows = rows

    def body(self) -> ComposeResult:
        """A list of news."""
        yield FollowedList(id="news", markup=False)

    def on_resize(self, _: Resize) -> None:
        """Draw for the width."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        if not self.has_its_parts:
            return
        shown = self.query_one(FollowedList)
        width, kept = shown.scrollable_content_region.width, shown.highlighted or 0
        shown.set_options([Option(news_prompt(row, width), id=row.id) for row in self._rows])
        shown.highlighted = kept

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Begin there."""
        self.dismiss(event.option_id)

    def action_open(self) -> None:
        """What the key that chooses does."""
        self.query_one(FollowedList).action_select()

    def action_close(self) -> None:
        """Stay where one is."""
        self.dismiss(None)


def news_prompt(row: NewsRow, width: int) -> Content:
    """A piece of news: its title, and where it comes first."""
    share = "" if row.share is None else f"{100.0 * row.share:3.0f} % of sessions"
    where = "not yet known" if row.share is None else "in none of the sessions"
    if row.first is not None:
        session, turn = row.first
        where = f"first in session {session}, turn {turn}"
    head = ends(line((cut(row.title, width - 20), STRONG)), line(share), width)
    return line(head, "\n  ", (where, DIM))
