"""What makes one app serve every eye, hand and terminal: ASCII, the real cursor, jump mode."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rich.control import Control
from textual.constants import TEXTUAL_ANIMATIONS
from textual.filter import LineFilter

from dialogue_sim.tui.ascii import InAscii
from dialogue_sim.tui.cursor import NOWHERE, place_of_cursor
from dialogue_sim.tui.jump import Jump, Target, targets_on
from dialogue_sim.tui.screens.frame import FullScreen, Sheet
from dialogue_sim.tui.work import Working


class Accessible(Working):
    """An app that widgets need not help to be drawn in ASCII, read aloud or driven by letters."""

    def __init__(self, *, in_ascii: bool) -> None:
        """Args: in_ascii: whether to draw with the signs of ASCII alone."""
        super().__init__()
        self._in_ascii = InAscii(enabled=in_ascii)

    @property
    def draws_in_ascii(self) -> bool:
        """Whether only signs of ASCII are drawn: by the settings, or for this one run."""
        return self._in_ascii.enabled

    def draw_in_ascii(self, yes: bool) -> None:  # noqa: FBT001  there are two ways to draw
        """Draw everything with the signs of ASCII alone, or with all."""
        self._in_ascii.enabled = yes
        for screen in self.screen_stack:
            for widget in screen.walk_children(with_self=True):
                widget.refresh()

    def move(self, yes: bool) -> None:  # noqa: FBT001  something moves, or nothing does
        """Let things move, as far as the environment does; or let nothing move."""
        self.animation_level = TEXTUAL_ANIMATIONS if yes else "none"

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line passes on its way to the terminal."""
        own = [self._in_ascii] if self._in_ascii.enabled else []
        return [*super().get_line_filters(), *own]

    def post_display_hook(self) -> None:
        """Whatever was drawn, lead the terminal's own cursor to what has the focus now."""
        place = place_of_cursor(self.screen) if self.screen_stack else NOWHERE
        if place != self.cursor_position:
            self.cursor_position = place
            if self._driver is not None and self.is_running:
                self._driver.write(Control.move_to(*place).segment.text)
                self._driver.flush()

    def action_jump(self) -> None:
        """Put letters on everything that can be reached, or take them off again."""
        screen = self.screen
        if isinstance(screen, Jump):
            screen.action_close()
        elif isinstance(screen, FullScreen | Sheet):
            targets = targets_on(screen)
            self.push_screen(Jump(targets), partial(self._go, targets))

    def _go(self, targets: dict[str, Target], letter: str | None) -> None:
        if letter:
            targets[letter].go()
