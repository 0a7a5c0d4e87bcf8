"""The two kinds of screens: full ones with a top line and a key bar, and sheets laid over them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Event, Mount
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import Lines
from dialogue_sim.tui.widgets.guide import GuideStrip
from dialogue_sim.tui.widgets.key_bar import KeyBar
from dialogue_sim.tui.widgets.panel import Page, TooSmall

Result = TypeVar("Result")
Another = TypeVar("Another")


class Layer(Screen[Result], Generic[Result]):
    """A screen among others in a stack: it acts only while it lies on top.

    Keys can come faster than screens: what was pressed before a screen had left still reaches
    it, and then must not take away, or lie over, the screen that came after it.

    Where it is a second base it stands last: Textual takes styles from the first one only.
    """

    @property
    def on_top(self) -> bool:
        """Whether this screen is the one that is shown and asked."""
        return self.app.screen_stack[-1:] == [self]

    def action_read(self) -> None:
        """Go to the reading room."""
        self.look_up()

    def look_up(self, at: str = "", cites: tuple[str, ...] = (), policy: str = "") -> None:
        """Ask for the reading room; see `LookUp`."""
        if self.on_top:
            self.post_message(LookUp(self, at, cites, policy))

    @property
    def has_its_parts(self) -> bool:
        """Whether all parts of the screen are there: not before it is built, nor as it leaves."""
        return self.is_mounted and self in self.app.screen_stack

    async def on_event(self, event: Event) -> None:
        """Skip the mounting of a screen that leaves while it is built.

        Textual then mounts nothing more, and what is to be filled is not there.
        """
        leaves = self.app.return_code is not None or self not in self.app.screen_stack
        if not (leaves and isinstance(event, Mount)):
            await super().on_event(event)

    def on_screen_resume(self) -> None:
        """Let the app tell what is to be done here."""
        self.post_message(Shown())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done below another screen, or before all parts of this one are there.

        Returns:
            None where nothing can be done; the key bar goes on showing the keys.
        """
        del action, parameters
        return True if self.on_top and self.has_its_parts else None

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave with a result, once, and never in the name of another screen."""
        return super().dismiss(result) if self.on_top else AwaitComplete()

    def cover(
        self, screen: Screen[Another], then: Callable[[Another | None], None] | None = None
    ) -> None:
        """Lay a screen over this one, unless one lies there already."""
        if self.on_top:
            self.app.push_screen(screen, then)


class Request(Message):
    """What a screen asks of the app, which hears it only while that screen is on top."""

    def __init__(self, screen: Layer[None]) -> None:
        super().__init__()
        self.screen = screen


class Shown(Message):
    """A screen has come to the top, or shows another turn; the app knows what to tell there."""


class LookUp(Message):
    """Somebody wants to look something up; whoever has the session opens the reading room."""

    def __init__(
        self, screen: Layer[Any], at: str = "", cites: tuple[str, ...] = (), policy: str = ""
    ) -> None:
        """Ask for the reading room, which opens only over the screen that asked.

        Args:
            at: id of an entry; cites: codes of sentences; policy: whose cards are meant.
        """
        super().__init__()
        self.screen = screen
        self.at = at
        self.cites = cites
        self.policy = policy


def foot(kind: str) -> ComposeResult:
    """What a new player is told, the keys, and the notice for terminals that are too small."""
    with Vertical(id="foot"):
        yield GuideStrip()
        yield KeyBar(kind)
    yield TooSmall()


class FullScreen(Layer[None]):
    """A screen of its own; `KIND` is its name in the table of commands."""

    KIND: ClassVar[str]

    def compose(self) -> ComposeResult:
        """The body, the keys, and the notice for terminals that are too small."""
        yield from self.body()
        yield from foot(self.KIND)

    @abstractmethod
    def body(self) -> ComposeResult:
        """Everything between the edges."""


class Sheet(ModalScreen[Result], Layer[Result], Generic[Result]):
    """A sheet over the screen below it; `KIND` is its name in the table of commands."""

    KIND: ClassVar[str]

    def __init__(self, title: str, note: str = "") -> None:
        super().__init__()
        self._title = title
        self._note = note

    def compose(self) -> ComposeResult:
        """A frame with the body, and the keys where full screens have them."""
        with self.frame():
            yield from self.body()
        yield from foot(self.KIND)

    def frame(self) -> Widget:
        """What holds the body."""
        return Vertical(id="sheet", classes="pane")

    def on_mount(self) -> None:
        """Put the words on the frame."""
        self.retitle(self._title, self._note)

    @abstractmethod
    def body(self) -> ComposeResult:
        """Everything in the frame."""

    def retitle(self, title: str, note: str = "") -> None:
        """Other words on the frame."""
        sheet = self.query_one("#sheet")
        sheet.border_title = Content(title)
        sheet.border_subtitle = Content(note) if note else None


class Reading(Sheet[None]):
    """A text to read, as long as it may be."""

    KIND = "reading"
    BINDINGS: ClassVar[list[BindingType]] = bindings("reading")
    AUTO_FOCUS = "#sheet"

    def __init__(
        self,
        title: str,
        draw: Callable[[int], Lines],
        note: str = "",
        cites: tuple[str, ...] = (),
    ) -> None:
        """Args: cites: codes of the sentences that the text rests on."""
        super().__init__(title, note)
        self._draw = draw
        self._cites = cites

    def frame(self) -> Widget:
        """A window that scrolls."""
        return VerticalScroll(id="sheet", classes="pane")

    def body(self) -> ComposeResult:
        """The text."""
        yield Page(self._draw)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Sources only where the text has some."""
        if action == "sources" and not self._cites:
            return False
        return super().check_action(action, parameters)

    def action_sources(self) -> None:
        """The sentences that the text rests on."""
        self.look_up(cites=self._cites)

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss(None)
