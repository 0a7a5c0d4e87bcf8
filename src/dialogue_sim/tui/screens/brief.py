"""Before the first turn: the scenario, the seat, the goals and the seed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.screens.frame import FullScreen, Request, Sheet
from dialogue_sim.tui.screens.pages import brief_page
from dialogue_sim.tui.widgets.panel import Page
from dialogue_sim.tui.widgets.setup import Setup
from dialogue_sim.tui.widgets.top_bar import TopBar
from dialogue_sim.tui.widgets.typing import OneLine
from dialogue_sim.words import DIFFICULTIES

if TYPE_CHECKING:
    from dialogue_sim.session.views.view import View
    from dialogue_sim.words import Difficulty

LONGEST_SEED = 40


class SeedSheet(Sheet[str | None]):
    """Asks for a seed; the same seed gives the same luck."""

    KIND = "seed"
    BINDINGS: ClassVar[list[BindingType]] = bindings("seed")
    AUTO_FOCUS = "Input"

    def __init__(self, seed: str) -> None:
        super().__init__("Seed", "enter takes it")
        self._seed = seed

    def body(self) -> ComposeResult:
        """A sentence and a field."""
        yield Static(Content("The same seed and the same choices give the same session."))
        yield OneLine(self._seed, max_length=LONGEST_SEED, select_on_focus=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the seed; an empty one changes nothing."""
        self.dismiss(event.value.strip() or None)

    def action_close(self) -> None:
        """Keep the seed."""
        self.dismiss(None)


class BriefScreen(FullScreen):
    """Everything a person should know before the first turn."""

    KIND = "brief"
    BINDINGS: ClassVar[list[BindingType]] = bindings("brief")
    AUTO_FOCUS = "#scroll"

    class Begin(Request):
        """The person is ready."""

    class Reseed(Request):
        """The person wants the luck of another seed."""

        def __init__(self, screen: BriefScreen, seed: str) -> None:
            super().__init__(screen)
            self.seed = seed

    class Reseat(Request):
        """The person wants to sit somewhere else."""

        def __init__(self, screen: BriefScreen, seat: str) -> None:
            super().__init__(screen)
            self.seat = seat

    class Readvise(Request):
        """The person wants to be told more, or less, of what may come."""

        def __init__(self, screen: BriefScreen, difficulty: Difficulty) -> None:
            super().__init__(screen)
            self.difficulty = difficulty

    class Leave(Request):
        """The person goes back to the shelf."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self._view = view

    def body(self) -> ComposeResult:
        """The brief in a window that scrolls."""
        yield TopBar()
        with Container(id="before"):
            yield Setup(id="setup")
            with VerticalScroll(id="scroll", classes="pane"):
                yield Page(partial(brief_page, self._view, before=True))

    def on_mount(self) -> None:
        """Say where we are."""
        self.show(self._view)

    def show(self, view: View) -> None:
        """Show a view of a session that has not begun."""
        self._view = view
        bar = self.query_one(TopBar)
        bar.caption, bar.phase = view.title, "Before you begin"
        self.query_one(Setup).show(view)
        pane = self.query_one("#scroll")
        pane.border_title = Content("The brief")
        pane.border_subtitle = Content("enter begins")

    def action_begin(self) -> None:
        """Begin, after another seed that was typed just before has been asked for."""
        self.call_later(self.post_message, self.Begin(self))

    def action_home(self) -> None:
        """Back to the shelf."""
        self.post_message(self.Leave(self))

    def action_seat(self) -> None:
        """The next seat of the scenario."""
        seats = [role.id for role in self._view.at.roles]
        place = (seats.index(self._view.seat) + 1) % len(seats)
        self.post_message(self.Reseat(self, seats[place]))

    def action_difficulty(self) -> None:
        """The next of the three difficulties."""
        place = (DIFFICULTIES.index(self._view.difficulty) + 1) % len(DIFFICULTIES)
        self.readvise(DIFFICULTIES[place])

    def readvise(self, difficulty: Difficulty) -> None:
        """Ask for a difficulty, unless the session has it already."""
        if difficulty != self._view.difficulty:
            self.post_message(self.Readvise(self, difficulty))

    def action_seed(self) -> None:
        """Ask for a seed."""
        self.cover(SeedSheet(self._view.seed), self._take_seed)

    def _take_seed(self, seed: str | None) -> None:
        if seed is not None and seed != self._view.seed:
            self.post_message(self.Reseed(self, seed))
