"""Everything that is drawn in ASCII, in the one place that all of it passes: no widget knows."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from dialogue_sim.content.ascii import in_ascii


class InAscii(LineFilter):
    """Signs of ASCII alone, frames and scrollbars included; every line keeps its width."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments with other signs."""
        del background
        return [
            part if part.text.isascii() else Segment(in_ascii(part.text), part.style, part.control)
            for part in segments
        ]
