"""Sheets that ask before a save gets another name or is put away."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static

from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import DIM, STRONG, Lines, line, paragraph
from dialogue_sim.tui.screens.frame import Sheet
from dialogue_sim.tui.widgets.panel import Page
from dialogue_sim.tui.widgets.typing import OneLine

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_NAME = 60


class RenameSheet(Sheet[str | None]):
    """Asks for the name of a save."""

    KIND = "rename"
    BINDINGS: ClassVar[list[BindingType]] = bindings("rename")
    AUTO_FOCUS = "Input"

    def __init__(self, name: str) -> None:
        super().__init__("Another name", "enter takes it")
        self._stem = name

    def body(self) -> ComposeResult:
        """A sentence and a field."""
        yield Static(Content("Letters, digits, spaces and - _ . The session stays the same."))
        yield OneLine(self._stem, max_length=LONGEST_NAME, select_on_focus=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the name; an empty one changes nothing."""
        self.dismiss(event.value.strip() or None)

    def action_close(self) -> None:
        """Keep the name."""
        self.dismiss(None)


class PutAwaySheet(Sheet[bool]):
    """Asks whether a save is to be put away."""

    KIND = "put_away"
    BINDINGS: ClassVar[list[BindingType]] = bindings("put_away")

    def __init__(self, path: Path) -> None:
        super().__init__("Put this session away?", "enter puts it away, esc keeps it")
        self._path = path

    def body(self) -> ComposeResult:
        """Which one, and where it will lie."""
        yield Page(self._draw)

    def _draw(self, width: int) -> Lines:
        trash = f"It is moved to the folder {self._path.parent / 'trash'}. Nothing is lost: move "
        told = f"{trash}it back, and it is here again."
        return [line((self._path.name, STRONG)), *paragraph(told, width, DIM)]

    def action_settle(self) -> None:
        """Put it away."""
        self.dismiss(result=True)

    def action_close(self) -> None:
        """Keep it."""
        self.dismiss(result=False)
