"""Jump mode: a letter on everything that can have the focus, and on every key; it goes there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Key
from textual.geometry import Offset
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.screens.frame import Layer
from dialogue_sim.tui.widgets.key_bar import KeyBar

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""Those under the fingers first."""

NOTICE = " Jump: press a letter to go there; esc stays here."


@dataclass(frozen=True, slots=True)
class Target:
    """Something to jump to.

    Attributes:
        place: cell of the screen where its letter stands.
        label: the letter with the blanks that set it off.
        go: what the letter does.
    """

    place: Offset
    label: str
    go: Callable[[], object]


def targets_on(screen: Screen[object]) -> dict[str, Target]:
    """By letter: what can have the focus on a screen, in the order of tab, then its keys."""
    found: list[tuple[Offset, str, Callable[[], object]]] = [
        (widget.region.offset, " {} ", partial(widget.focus, scroll_visible=False))
        for widget in screen.focus_chain
        if screen.region.overlaps(widget.region)
    ]
    for bar in screen.query(KeyBar):
        found += [
            (bar.region.offset + Offset(column, 0), "{}",
             partial(screen.call_later, screen.run_action, action))
            for column, action in bar.places()
        ]  # fmt: skip
    return {
        letter: Target(place, label.format(letter), go)
        for letter, (place, label, go) in zip(LETTERS, found, strict=False)
    }


class Jump(ModalScreen[str], Layer[str]):
    """Letters over the screen below; returns the one that was pressed, or nothing.

    Attributes:
        targets: by letter.
    """

    KIND = "jump"
    BINDINGS: ClassVar[list[BindingType]] = bindings("jump")

    def __init__(self, targets: dict[str, Target]) -> None:
        super().__init__()
        self.targets = targets

    def compose(self) -> ComposeResult:
        """What to do, and the letters in their places."""
        yield Static(Content(NOTICE), id="notice")
        for target in self.targets.values():
            label = Static(Content(target.label), classes="letter")
            label.styles.offset = target.place
            yield label

    def on_key(self, event: Key) -> None:
        """Go where the letter stands; no other key does anything."""
        if event.key in self.targets:
            event.stop()
            self.dismiss(event.key)

    def on_click(self) -> None:
        """A click leaves."""
        self.action_close()

    def on_resize(self) -> None:
        """Letters would stand in the wrong places."""
        if self.app.size != self._size_at_first:
            self.action_close()

    def on_mount(self) -> None:
        """Know the size that the letters stand for."""
        self._size_at_first = self.app.size

    def action_close(self) -> None:
        """Stay where the focus was."""
        self.dismiss("")
