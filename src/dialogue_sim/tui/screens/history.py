"""How a session moved: its lines with the range of other luck, moment by moment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.events import Resize
from textual.message import Message

from dialogue_sim.session.views.history import WHY_NO_RANGE, history_of
from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.marks import MODELLED
from dialogue_sim.tui.screens.frame import FullScreen
from dialogue_sim.tui.screens.reactions import ReactionsScreen
from dialogue_sim.tui.widgets.history import (
    Looked,
    Lookout,
    Plot,
    SaidThen,
    SituationThen,
    Timeline,
)
from dialogue_sim.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.session.hindsight.ranges import Range
    from dialogue_sim.session.views.view import View

PERCENT = 100
ROOMY = 60


class HistoryScreen(FullScreen):
    """The lines stand at once; the range follows once somebody has worked it out."""

    KIND = "history"
    BINDINGS: ClassVar[list[BindingType]] = bindings("history")
    AUTO_FOCUS = "#plot"

    class Ask(Message):
        """Somebody who has the session is to play it under other luck."""

        def __init__(self, screen: HistoryScreen) -> None:
            super().__init__()
            self.screen = screen

    class Enough(Message):
        """Nobody waits for the range any more."""

    def __init__(self, view: View, turn: int | None = None) -> None:
        """Show a session; at the end of a turn, or where it stands."""
        super().__init__()
        history = history_of(view)
        last = len(history.moments) - 1
        self._looked = Looked(view, history, 0, last if turn is None else min(turn, last))
        self._share: float | None = 0.0 if history.ranged else None

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
        for name, title in (("situation-then", "Situation then"), ("said-then", "Said then")):
            self.query_one(f"#{name}").border_title = Content(title)
        self._show()
        if self._looked.history.ranged:
            self.post_message(self.Ask(self))

    def on_resize(self, _: Resize) -> None:
        """The cursor stays with the chosen line."""
        self.call_after_refresh(self._lead_cursor)

    def progress(self, share: float) -> None:
        """How far the range is worked out."""
        self._share = share
        self._show_if_there()

    def tell(self, ranges: Mapping[str, Range]) -> None:
        """Show the range, if the screen is still there."""
        self._share = None
        self._look(ranges=ranges)

    def _look(self, **changed: object) -> None:
        self._looked = replace(self._looked, **changed)  # type: ignore[arg-type]
        self._show_if_there()

    def _show_if_there(self) -> None:
        if self.has_its_parts:
            self._show()

    def _show(self) -> None:
        """Give every panel what is looked at; nothing else writes to them.

        A range may come while the screen leaves, when some of its parts are gone already.
        """
        with self.app.batch_update():
            for panel in self.query(Lookout):
                panel.show(self._looked)
            for plot in self.query(Plot):
                plot.border_title = Content("Table" if plot.as_table else "How it unfolded")
                plot.border_subtitle = Content(self._told(plot))
            for timeline in self.query(Timeline):
                timeline.border_title = Content(self._where())
                timeline.border_subtitle = Content("←→ turn · ↑↓ indicator · enter opens the turn")
            for bar in self.query(TopBar):
                bar.turn = self._looked.now.turn or self._looked.view.turn * bool(
                    self._looked.moment
                )
        self._lead_cursor()

    def _where(self) -> str:
        """The moment in words."""
        now = self._looked.now
        number = f"{now.label} " if now.turn else ""
        return f"{number}{now.title}{' · silence broken' * now.broken}"

    def _lead_cursor(self) -> None:
        for plot in self.query(Plot):
            plot.lead_cursor()

    def _told(self, plot: Plot) -> str:
        """What the ground behind a line means, or how far it is."""
        looked = self._looked
        if not looked.history.ranged:
            return WHY_NO_RANGE
        if looked.ranges is not None:
            what = "in the table" if plot.as_table else "shaded"
            roomy = plot.size.width >= ROOMY
            return f"{what}: 8 of 10 re-rolls{' of the same moves' * roomy} {MODELLED}"
        share = "" if self._share is None else f" {self._share * PERCENT:.0f} %"
        return f"playing under other luck{share}"

    # ------------------------------------------------------------ keys

    def action_earlier(self) -> None:
        """The moment before."""
        self._to(self._looked.moment - 1)

    def action_later(self) -> None:
        """The moment after."""
        self._to(self._looked.moment + 1)

    def action_first(self) -> None:
        """The opening."""
        self._to(0)

    def action_last(self) -> None:
        """Where the session stands."""
        self._to(len(self._looked.history.moments) - 1)

    def _to(self, moment: int) -> None:
        if 0 <= moment < len(self._looked.history.moments):
            self._look(moment=moment)

    def action_previous(self) -> None:
        """The line above in the panel beside."""
        self._choose(-1)

    def action_next(self) -> None:
        """The line below."""
        self._choose(1)

    def _choose(self, by: int) -> None:
        self._look(chosen=(self._looked.chosen + by) % len(self._looked.history.lines))

    def action_open(self) -> None:
        """The reactions of the turn that the moment is the end of."""
        turn = self._looked.turn
        if turn is None:
            self.notify("There is no finished turn here; ← and → lead to one.", markup=False)
            return
        self.cover(ReactionsScreen(self._looked.view, turn, at_once=True))

    def action_table(self) -> None:
        """The same numbers as a table, and back."""
        plot = self.query_one(Plot)
        plot.as_table = not plot.as_table
        self._show()

    def action_close(self) -> None:
        """Back to the screen below."""
        self.post_message(self.Enough())
        self.dismiss(None)
