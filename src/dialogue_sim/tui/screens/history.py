"""How a running session moved: its lines with the range of other luck, moment by moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content

from dialogue_sim.session.views.history import history_of
from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.screens.looking_back import LookingBack
from dialogue_sim.tui.screens.reactions import ReactionsScreen
from dialogue_sim.tui.widgets.history import InSession, Plot, SaidThen, SituationThen
from dialogue_sim.tui.widgets.timeline import Timeline
from dialogue_sim.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from dialogue_sim.session.views.view import View


class HistoryScreen(LookingBack[InSession]):
    """What a seat may look back at while it plays."""

    KIND = "history"
    BINDINGS: ClassVar[list[BindingType]] = bindings("history")
    AUTO_FOCUS = "#plot"

    def __init__(self, view: View, turn: int | None = None) -> None:
        """Show a session; at the end of a turn, or where it stands."""
        history = history_of(view)
        last = len(history.moments) - 1
        moment = last if turn is None else min(turn, last)
        super().__init__(InSession(history, 0, moment, view=view))

    def body(self) -> ComposeResult:
        """The lines, what was so at the moment, and all turns."""
        yield TopBar()
        with Container(id="looking-back"):
            yield Plot(id="plot", classes="pane")
            yield SituationThen(id="situation-then", classes="pane")
            yield SaidThen(id="said-then", classes="pane")
            yield Timeline(id="timeline", classes="pane")

    def on_mount(self) -> None:
        """Show what is known, and ask for the rest."""
        view = self._looked.view
        bar = self.query_one(TopBar)
        bar.caption, bar.seed, bar.turns = view.title, view.seed, view.turns
        bar.phase = "Replay" if view.phase == "over" else "History"
        self._show()
        self._ask_for_range()

    def _show_more(self) -> None:
        for timeline in self.query(Timeline):
            timeline.border_title = Content(self._where())
            timeline.border_subtitle = Content("←→ turn · ↑↓ indicator · enter opens the turn")
        for bar in self.query(TopBar):
            bar.turn = self._looked.now.turn or self._looked.view.turn * bool(self._looked.moment)

    def action_open(self) -> None:
        """The reactions of the turn that the moment is the end of."""
        turn = self._looked.turn
        if turn is None:
            self.notify("There is no finished turn here; ← and → lead to one.", markup=False)
            return
        self.cover(ReactionsScreen(self._looked.view, turn, at_once=True))

    def action_close(self) -> None:
        """Back to the screen below."""
        self.post_message(self.Enough())
        self.dismiss(None)
