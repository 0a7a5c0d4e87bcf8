"""What a long page is made of: a list of its sections, or one line where there is no room."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click
from textual.message import Message

from dialogue_sim.tui.drawing import DIM, FAINT, KEY, STRONG, Lines, cut, fit, line
from dialogue_sim.tui.marks import GROUND
from dialogue_sim.tui.widgets.panel import Panel


class Contents(Panel):
    """The names of all sections; a click opens one."""

    class Picked(Message):
        """A section was clicked; its place."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    _names: tuple[str, ...] = ()
    _at = 0

    def show(self, names: tuple[str, ...], at: int) -> None:
        """Draw some names, the one at a place marked."""
        self._names, self._at = names, at
        self.refresh()

    def lines(self, width: int, height: int) -> Lines:
        """A line for each name, or one line for all."""
        if not self._names:
            return []
        if height < len(self._names):
            return [contents_line(self._names, self._at, width)]
        return [self._row(place, width) for place in range(len(self._names))]

    def _row(self, place: int, width: int) -> Content:
        if place != self._at:
            return line("  ", cut(self._names[place], width - 2))
        ground = "bold reverse" if self.app.no_color else GROUND
        return line((fit(f"▸ {self._names[place]}", width), ground))

    def on_click(self, event: Click) -> None:
        """Open what was clicked; on the one line, the section at that side."""
        if self.size.height >= len(self._names):
            place = event.y
        else:
            place = self._at + (1 if event.x > self.size.width // 2 else -1)
        if 0 <= place < len(self._names):
            self.post_message(self.Picked(place))


def contents_line(names: tuple[str, ...], at: int, width: int) -> Content:
    """The section at a place, how many there are, and the names of those beside it."""
    middle = line(("◂ ", KEY), (names[at], STRONG), (f" {at + 1}/{len(names)}", DIM), (" ▸", KEY))
    side = max(0, (width - middle.cell_length) // 2 - 1)
    before = cut(names[at - 1], side) if at else ""
    after = cut(names[at + 1], side) if at + 1 < len(names) else ""
    return line((fit(before, side), FAINT), " ", middle, " ", (after, FAINT))
