"""Where the terminal's own cursor belongs: on what is highlighted, typed or read.

Screen readers and magnifiers follow that cursor, not colours. A widget may say the line of its
content that is highlighted (`cursor_line`), or the very cell where somebody types
(`cursor_screen_offset`, as Textual's own do); else the cursor stands at its first cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Offset

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.widget import Widget

NOWHERE = Offset(0, 0)


def place_of_cursor(screen: Screen[object]) -> Offset:
    """The cell of a screen that somebody who cannot see it is to be led to."""
    if screen.focused is not None:
        return cell_of(screen.focused)
    read = screen.query(".pane")
    return cell_of(read.first()) if read else NOWHERE


def cell_of(widget: Widget) -> Offset:
    """The cell of the screen where a widget wants the cursor."""
    typing: Offset | None = getattr(widget, "cursor_screen_offset", None)
    if typing is not None:
        return typing
    inner = widget.content_region
    lines: int = getattr(widget, "cursor_line", 0)
    return inner.offset + Offset(0, max(0, lines))
