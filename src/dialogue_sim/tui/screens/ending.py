"""The debrief: how a session ended, section by section, and the file that is handed in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.message import Message

from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import Lines
from dialogue_sim.tui.screens.debrief import Section, Told, sections
from dialogue_sim.tui.screens.frame import FullScreen, Request
from dialogue_sim.tui.screens.history import HistoryScreen
from dialogue_sim.tui.screens.log import LogSheet
from dialogue_sim.tui.widgets.contents import Contents
from dialogue_sim.tui.widgets.history import eyes_of
from dialogue_sim.tui.widgets.key_bar import KeyBar
from dialogue_sim.tui.widgets.panel import Page
from dialogue_sim.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.session.hindsight.look_back import LookBack
    from dialogue_sim.session.views.view import View


class EndingScreen(FullScreen):
    """Read at leisure, section by section; from here people go home, or look back."""

    KIND = "ending"
    BINDINGS: ClassVar[list[BindingType]] = bindings("ending")
    AUTO_FOCUS = "#scroll"

    class Ask(Message):
        """Somebody who has the session is to tell the screen what luck did and what choice did."""

        def __init__(self, screen: EndingScreen) -> None:
            super().__init__()
            self.screen = screen

    class Enough(Message):
        """Nobody waits any more for what was asked for."""

    class Leave(Request):
        """The person goes back to the shelf."""

    class HandIn(Message):
        """The debrief is to be written to a file; `seen` is what was worked out for it."""

        def __init__(self, screen: EndingScreen, seen: LookBack) -> None:
            super().__init__()
            self.screen = screen
            self.seen = seen

    class Replay(Request):
        """The session is to be looked at again."""

        def __init__(self, screen: EndingScreen, path: Path) -> None:
            super().__init__(screen)
            self.path = path

    def __init__(self, views: tuple[View, ...], save: Path | None) -> None:
        super().__init__()
        self._told = Told(views, save)
        self._at = 0
        self._wanted = False

    @property
    def views(self) -> tuple[View, ...]:
        """What everybody at the keyboard may see, who is asked first at the front."""
        return self._told.views

    @property
    def sections(self) -> tuple[Section, ...]:
        """The debrief as far as it is known."""
        return sections(replace(self._told, eyes=eyes_of(self.app)))

    def body(self) -> ComposeResult:
        """The names of the sections, and one of them in a window that scrolls."""
        yield TopBar()
        with Container(id="debrief"):
            yield Contents(id="contents", classes="pane")
            with VerticalScroll(id="scroll", classes="pane"):
                yield Page(self._draw)

    def on_mount(self) -> None:
        """Say where we are, and ask for what takes a while."""
        view = self._told.view
        bar = self.query_one(TopBar)
        bar.caption, bar.phase, bar.seed = view.title, "The end", view.seed
        bar.turn, bar.turns = view.turn, view.turns
        self.query_one("#contents").border_title = Content("Debrief")
        if view.ending is not None:
            self.query_one("#scroll").border_title = Content(view.ending.title)
        self._show()
        self.post_message(self.Ask(self))

    def tell(self, seen: LookBack) -> None:
        """Show what takes a while to work out, if the screen is still there."""
        self._know(replace(self._told, seen=seen, share=None))
        if self._wanted:
            self.action_save()

    def progress(self, share: float) -> None:
        """Show how far the work is, if the screen is still there and it was not stopped."""
        if self._told.share is not None:
            self._know(replace(self._told, share=share))

    def handed_in(self, path: Path) -> None:
        """Say where the hand-in lies."""
        self.notify(f"Saved: {path}", title="Hand-in", markup=False, timeout=10)

    def _know(self, told: Told) -> None:
        """Draw what has become known; some parts may be gone already where the screen leaves."""
        was, self._told = self._told, told
        if not self.has_its_parts:
            return
        for page in self.query(Page):
            # What has no part in the work is not drawn again at each step of it.
            if self._section.waits or was.seen is not told.seen:
                page.show(self._draw)
        self._show_keys()

    # ------------------------------------------------------------ what is shown

    @property
    def _section(self) -> Section:
        found = self.sections
        return found[min(self._at, len(found) - 1)]

    def _draw(self, width: int) -> Lines:
        return self._section.draw(width)

    def _show(self) -> None:
        found = self.sections
        self.query_one(Contents).show(tuple(section.name for section in found), self._at)
        self.query_one(Page).show(self._draw)
        self.query_one("#scroll").scroll_home(animate=False)
        self._show_keys()

    def _show_keys(self) -> None:
        for bar in self.query(KeyBar):
            bar.refresh()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is being worked out, or was stopped, can be stopped or begun again."""
        if action == "work" and self._told.seen is not None:
            return False
        return super().check_action(action, parameters)

    # ------------------------------------------------------------ keys

    def action_later(self) -> None:
        """The next section."""
        self._open(self._at + 1)

    def action_earlier(self) -> None:
        """The section before."""
        self._open(self._at - 1)

    def on_contents_picked(self, message: Contents.Picked) -> None:
        """The section that was clicked."""
        self._open(message.place)

    def _open(self, place: int) -> None:
        if 0 <= place < len(self.sections):
            self._at = place
            self._show()

    def action_work(self) -> None:
        """Stop what is being worked out, or begin it again."""
        if self._told.share is None:
            self._know(replace(self._told, share=0.0))
            self.post_message(self.Ask(self))
        else:
            self._wanted = False
            self._know(replace(self._told, share=None))
            self.post_message(self.Enough())

    def action_save(self) -> None:
        """Write the debrief to a file, as soon as all of it is known."""
        seen = self._told.seen
        self._wanted = seen is None
        if seen is not None:
            self.post_message(self.HandIn(self, seen))
            return
        self.notify("The hand-in is saved once everything is worked out.", markup=False)
        if self._told.share is None:
            self.action_work()

    def action_history(self) -> None:
        """The session again, turn by turn; from its save, if it has one."""
        if self._told.save is None:
            self.cover(HistoryScreen(self._told.view))
        else:
            self.post_message(self.Replay(self, self._told.save))

    def action_log(self) -> None:
        """The turns again."""
        self.cover(LogSheet(self._told.view))

    def action_home(self) -> None:
        """Back to the shelf."""
        self.post_message(self.Leave(self))
