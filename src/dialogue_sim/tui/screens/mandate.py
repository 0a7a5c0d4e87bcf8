"""Before the first turn a seat picks its mandate: what its office will be measured by."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import DIM, STRONG, Lines, line, rule
from dialogue_sim.tui.screens.frame import Sheet
from dialogue_sim.tui.screens.pages import mandate_page
from dialogue_sim.tui.widgets.lessons import lesson_lines
from dialogue_sim.tui.widgets.panel import FollowedList, Page

if TYPE_CHECKING:
    from dialogue_sim.session.views.goals import MandateView
    from dialogue_sim.session.views.view import View


class MandateSheet(Sheet[str | None]):
    """Returns the id of the mandate; None where the person goes back to the brief."""

    KIND = "mandate"
    BINDINGS: ClassVar[list[BindingType]] = bindings("mandate")
    AUTO_FOCUS = "#settle"

    def __init__(self, view: View) -> None:
        super().__init__(
            f"{view.seat_name}: your mandate", "pick one; it stays for the whole session"
        )
        self._view = view

    def body(self) -> ComposeResult:
        """The mandates, and below them all about the highlighted one."""
        yield FollowedList(
            *(Option(_prompt(body), id=body.id) for body in self._view.mandates),
            id="settle", markup=False,
        )  # fmt: skip
        with VerticalScroll(id="scroll"):
            yield Page(self._page, id="mandate")

    def _page(self, width: int) -> Lines:
        highlighted = self.query_one(FollowedList).highlighted or 0
        lines = [rule("What your office will be measured by", width)]
        lines += mandate_page(self._view.mandates[highlighted], width)
        return [*lines, *lesson_lines(self._view.lessons, width)]

    def on_option_list_option_highlighted(self) -> None:
        """Tell of the mandate that is highlighted now."""
        self.query_one("#mandate", Page).show(self._page)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take it."""
        self.dismiss(event.option_id)

    def action_settle(self) -> None:
        """What the key that chooses does."""
        self.query_one(FollowedList).action_select()

    def action_close(self) -> None:
        """Back to the brief."""
        self.dismiss(None)


def _prompt(mandate: MandateView) -> Content:
    secret = sum(goal.secret for goal in mandate.goals)
    alone = f", {secret} known to you alone" if secret else ""
    points = sum(goal.points for goal in mandate.goals)
    count = f"  {len(mandate.goals)} goals{alone}, {points} points"
    return line((mandate.title, STRONG), (count, DIM))
