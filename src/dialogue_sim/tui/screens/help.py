"""The help: the first minutes, the keys of the screen below it, then everything else."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import Lines
from dialogue_sim.tui.screens.frame import Reading
from dialogue_sim.tui.screens.pages import SCREENS, first_minutes, help_page

FIRST = frozenset({"home", "brief"})
"""Screens on which somebody who asks for help has not begun yet."""


class HelpSheet(Reading):
    """Opens at the keys of the screen it lies over; the first minutes stand above them."""

    KIND = "help"
    BINDINGS: ClassVar[list[BindingType]] = bindings("help")

    def __init__(self, here: str, *, plain: bool) -> None:
        """Args: here: name of the screen below, in the table of commands; plain: no colour."""
        self._below = here in SCREENS and here not in FIRST
        note = "↑ first minutes" if self._below else ""
        super().__init__("Help", partial(help_page, here=here, plain=plain), note)

    def on_mount(self) -> None:
        """Scroll to the part of the screen below, once there is room."""
        super().on_mount()
        self.call_after_refresh(self._to_here)

    def _to_here(self) -> None:
        if self.has_its_parts and self._below:
            sheet = self.query_one("#sheet")
            lines: Lines = first_minutes(sheet.scrollable_content_region.width)
            sheet.scroll_to(y=len(lines) + 1, animate=False, force=True)
