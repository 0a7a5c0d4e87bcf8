"""The whole log; a turn can be opened and looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import DIM, Lines, paragraph, stack
from dialogue_sim.tui.screens.frame import Sheet
from dialogue_sim.tui.screens.reactions import ReactionsScreen
from dialogue_sim.tui.widgets.log import entry
from dialogue_sim.tui.widgets.panel import FollowedList

if TYPE_CHECKING:
    from dialogue_sim.session.views.turn_view import TurnView
    from dialogue_sim.session.views.view import View


class LogSheet(Sheet[None]):
    """All finished turns, the latest highlighted."""

    KIND = "log"
    BINDINGS: ClassVar[list[BindingType]] = bindings("log")
    AUTO_FOCUS = "#turns"

    def __init__(self, view: View) -> None:
        super().__init__("Log", f"seed {view.seed} · session code {view.code}")
        self._view = view

    def body(self) -> ComposeResult:
        """A list of turns."""
        yield FollowedList(id="turns", markup=False)

    def on_resize(self, _: Resize) -> None:
        """Draw for the width."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        if not self.has_its_parts:
            return
        turns = self.query_one(FollowedList)
        width = turns.scrollable_content_region.width
        played = self._view.played
        options = [Option(stack(self._lines(turn, width)), id=str(turn.number)) for turn in played]
        turns.set_options(options or [Option("Nothing has been tabled yet.", disabled=True)])
        turns.highlighted = len(options) - 1 if options else None

    def _lines(self, turn: TurnView, width: int) -> Lines:
        head, result = entry(turn, self._view, width)
        before, amended = "; ".join(turn.groundwork), "; ".join(turn.amendments)
        lines = [head]
        lines += paragraph(f"before it: {before}", width, DIM, 5) if before else []
        lines += paragraph(f"✎ {amended}", width, "", 4) if amended else []
        return [*lines, result]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Look at a turn again."""
        turn = self._view.played[int(event.option_id or 1) - 1]
        self.cover(ReactionsScreen(self._view, turn, at_once=True))

    def action_open(self) -> None:
        """What the key that chooses does."""
        self.query_one(FollowedList).action_select()

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss(None)
