"""Everything that is drawn in ASCII, in the one place that all of it passes: no widget knows."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from dialogue_sim.content.ascii import in_ascii

GRAB = "@mouse.down"
"""What Textual notes on the cells of a scrollbar."""


class InAscii(LineFilter):
    """Signs of ASCII alone, frames and scrollbars included; every line keeps its width."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments with other signs."""
        del background
        return [part if part.text.isascii() else _in_ascii(part) for part in segments]


def _in_ascii(part: Segment) -> Segment:
    """One segment; the ends of a scrollbar, which are parts of a cell, are rounded to blanks."""
    text, style, control = part
    grabbed = style is not None and GRAB in style.meta
    return Segment(" " * len(text) if grabbed else in_ascii(text), style, control)
