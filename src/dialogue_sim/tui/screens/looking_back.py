"""Looking back at a session, moment by moment: what a history and a replay have in common."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from textual.content import Content
from textual.events import Resize
from textual.message import Message

from dialogue_sim.session.views.history import WHY_NO_RANGE
from dialogue_sim.tui.marks import MODELLED
from dialogue_sim.tui.screens.frame import FullScreen
from dialogue_sim.tui.widgets.history import Looked, Lookout, Plot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.session.hindsight.ranges import Range

PERCENT = 100
ROOMY = 60
TITLES = {"situation-then": "Situation then", "said-then": "Said then"}
At = TypeVar("At", bound=Looked)


class LookingBack(FullScreen, Generic[At]):
    """The lines stand at once; the range follows once somebody has worked it out."""

    class Ask(Message):
        """Somebody who has the session is to play it under other luck."""

        def __init__(self, screen: LookingBack[Any]) -> None:
            super().__init__()
            self.screen = screen

    class Enough(Message):
        """Nobody waits for the range any more."""

    def __init__(self, looked: At) -> None:
        """Begin with what is looked at."""
        super().__init__()
        self._looked = looked
        self._share: float | None = None

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

    def _ask_for_range(self) -> None:
        if self._looked.history.ranged:
            self._share = 0.0
            self.post_message(self.Ask(self))

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
                if panel.id in TITLES:
                    panel.border_title = Content(TITLES[panel.id])
            for plot in self.query(Plot):
                plot.border_title = Content("Table" if plot.as_table else "How it unfolded")
                plot.border_subtitle = Content(self._told(plot))
            self._show_more()
        self._lead_cursor()

    @abstractmethod
    def _show_more(self) -> None:
        """Draw what only this screen has."""

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

    def action_table(self) -> None:
        """The same numbers as a table, and back."""
        plot = self.query_one(Plot)
        plot.as_table = not plot.as_table
        self._show()
