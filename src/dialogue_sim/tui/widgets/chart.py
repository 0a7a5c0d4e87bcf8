"""Lines over the turns of a session, drawn with braille dots for any size.

Two dots across and four down to a cell. The chosen line is drawn thicker and lies on top, its
range is a ground behind it, and every line has a sign of its own at the cursor and at its end:
nothing is said by colour alone. Where there is no colour the range is dotted; where there are no
signs but those of ASCII a line is drawn with its sign.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from dialogue_sim.tui.drawing import DIM, FAINT, KEY, Lines, Part, fit, line

if TYPE_CHECKING:
    from collections.abc import Sequence

FULL = 100
BRAILLE = 0x2800
ACROSS, DOWN = 2, 4
DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The bit of each dot of a cell, by column and row."""
ALL_DOTS = 0xFF

AXIS = 4
TICKS = (75, 25, 50, 0, 100)
"""Numbers at the axis; where two share a row, the later one is written."""
ROOM_FOR_LABELS, ROOM_FOR_NAMES = 40, 90
"""Cells from which on the lines are named at their ends: in short, and whole."""
VALUE = 4
GROUND = "on $primary 22%"
DOTTED = "·"
HAIR = "┊"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line on a chart.

    Attributes:
        label, short: its name, and in at most ten cells.
        sign: at its end and at the cursor; letter: the same in ASCII.
        values: 0..100, one for each moment.
    """

    label: str
    short: str
    sign: str
    letter: str
    style: str
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn.

    Attributes:
        strokes: at least one; ticks: a short label for each moment.
        chosen: place of the stroke that is drawn on top; cursor: place of a moment, or none.
        band: low and high of the chosen one, for as many moments as are known; or none.
    """

    strokes: Sequence[Stroke]
    ticks: Sequence[str]
    chosen: int
    cursor: int | None = None
    band: tuple[Sequence[float], Sequence[float]] | None = None


@dataclass(frozen=True, slots=True)
class Eyes:
    """What a terminal can show: `plain` is without colours, `ascii` without other signs."""

    plain: bool = False
    ascii: bool = False


class _Canvas:
    """The cells of the plot, painted from the ground up: range, cursor, lines, signs."""

    def __init__(self, chart: Chart, width: int, height: int, eyes: Eyes) -> None:
        self.chart, self.width, self.height, self.eyes = chart, width, height, eyes
        self.places = _spread(len(chart.ticks), width * ACROSS)
        self._shown = [[" "] * width for _ in range(height)]
        self._styles = [[""] * width for _ in range(height)]
        self._paint_band()
        self._paint_cursor()
        others = [place for place in range(len(chart.strokes)) if place != chart.chosen]
        for place in (*others, chart.chosen):
            self._paint_line(place)
        for place in (*others, chart.chosen):
            self._paint_signs(place)

    # ------------------------------------------------------------ where things are

    def column(self, moment: int) -> int:
        """The column of cells in which a moment lies."""
        return self.places[moment] // ACROSS

    def row(self, value: float) -> int:
        """The row of cells in which a value lies."""
        return self._dot(value) // DOWN

    def _dot(self, value: float) -> int:
        share = (FULL - min(FULL, max(0.0, value))) / FULL
        return round(share * (self.height * DOWN - 1))

    # ------------------------------------------------------------ what is painted

    def _paint_band(self) -> None:
        if self.chart.band is None:
            return
        dotted = self.eyes.plain or self.eyes.ascii
        low, high = (_between(self.places, side) for side in self.chart.band)
        for (across, bottom), (_, top) in zip(low, high, strict=True):
            column = across // ACROSS
            for row in range(self.row(top), self.row(bottom) + 1):
                self._shown[row][column] = DOTTED if dotted else " "
                self._styles[row][column] = DIM if dotted else GROUND

    def _paint_cursor(self) -> None:
        if self.chart.cursor is not None:
            column = self.column(self.chart.cursor)
            for row in range(self.height):
                self._put(row, column, HAIR, "$accent")

    def _paint_line(self, place: int) -> None:
        stroke, chosen = self.chart.strokes[place], place == self.chart.chosen
        style = f"bold {stroke.style}" if chosen else stroke.style
        for (row, column), bits in self._dots_of(place, thick=chosen).items():
            under = ord(self._shown[row][column]) - BRAILLE
            both = under | bits if 0 < under <= ALL_DOTS and not chosen else bits
            drawn = stroke.letter if self.eyes.ascii else chr(BRAILLE + both)
            self._put(row, column, drawn, style)

    def _dots_of(self, place: int, *, thick: bool) -> dict[tuple[int, int], int]:
        """By row and column of a cell: the dots of a line, without a gap from column to column."""
        bits: dict[tuple[int, int], int] = {}
        deepest, before = self.height * DOWN - 1, None
        for across, value in _between(self.places, self.chart.strokes[place].values):
            dot = self._dot(value)
            for down in range(*_reach(before, dot, thick=thick)):
                shown = min(down, deepest)
                cell = shown // DOWN, across // ACROSS
                bits[cell] = bits.get(cell, 0) | DOTS[across % ACROSS][shown % DOWN]
            before = dot
        return bits

    def _paint_signs(self, place: int) -> None:
        stroke, last = self.chart.strokes[place], len(self.chart.strokes[place].values) - 1
        cursor = last if self.chart.cursor is None else self.chart.cursor
        for moment in {last, min(cursor, last)}:
            sign = stroke.letter if self.eyes.ascii else stroke.sign
            row, column = self.row(stroke.values[moment]), self.column(moment)
            self._put(row, column, sign, f"bold {stroke.style}")

    def _put(self, row: int, column: int, sign: str, style: str) -> None:
        """A character on the ground that is there."""
        ground = GROUND if GROUND in self._styles[row][column] else ""
        self._shown[row][column] = sign
        self._styles[row][column] = f"{style} {ground}" if ground else style

    def parts(self, row: int) -> list[Part]:
        """A row as pieces of one style each."""
        shown, styles = self._shown[row], self._styles[row]
        pieces: list[Part] = []
        start = 0
        for style, run in groupby(styles):
            stop = start + len(list(run))
            pieces.append(("".join(shown[start:stop]), style))
            start = stop
        return pieces


def _reach(before: int | None, dot: int, *, thick: bool) -> tuple[int, int]:
    """From which dot down to before which a column is drawn, so that it joins the one before."""
    if before is None or before == dot:
        return dot, dot + 1 + thick
    return (before + 1, dot + 1 + thick) if before < dot else (dot, before + thick)


def chart_lines(chart: Chart, width: int, height: int, eyes: Eyes | None = None) -> Lines:
    """A chart in `width` x `height` cells: axis, plot, the names at the right, turns below.

    Args:
        chart: what is drawn; width: at least 12; height: at least 3.
        eyes: what the terminal can show; all of it if left out.
    """
    eyes = eyes or Eyes()
    names = _names(chart, width, eyes)
    room = max((cell_len(name) for name in names), default=0)
    canvas = _Canvas(chart, max(2, width - AXIS - room - bool(room)), height - 1, eyes)
    at_end = _end_rows(chart, canvas) if names else {}
    drawn = []
    for row in range(canvas.height):
        named = at_end.get(row)
        end: list[Part] = [] if named is None else [" ", (names[named], _name_style(chart, named))]
        drawn.append(line(_axis(row, canvas), *canvas.parts(row), *end))
    return [*drawn, _tick_line(chart, canvas)]


def _name_style(chart: Chart, place: int) -> str:
    style = chart.strokes[place].style
    return f"bold {style}" if place == chart.chosen else style


def _spread(count: int, room: int) -> list[int]:
    """Places of some moments in columns of dots, as far apart as the room allows."""
    return [round(k * (room - 1) / max(1, count - 1)) for k in range(count)]


def _between(places: Sequence[int], values: Sequence[float]) -> list[tuple[int, float]]:
    """Every column of dots from the first value to the last, with the value there."""
    known = list(zip(places, values, strict=False))
    drawn = [(across, float(value)) for across, value in known[:1]]
    for (left, start), (right, stop) in pairwise(known):
        drawn += [
            (across, start + (stop - start) * (across - left) / (right - left))
            for across in range(left + 1, right + 1)
        ]
    return drawn


def _axis(row: int, canvas: _Canvas) -> Content:
    rows = {canvas.row(tick): tick for tick in TICKS}
    if row in rows:
        return line((f"{rows[row]:>3}", DIM), ("┤", FAINT))
    return line((f"{'':>3}│", FAINT))


def _names(chart: Chart, width: int, eyes: Eyes) -> list[str]:
    """Sign, name and last value of every line, as wide as the room allows."""
    if width < ROOM_FOR_LABELS:
        return []
    whole = width >= ROOM_FOR_NAMES
    labels = [stroke.label if whole else stroke.short for stroke in chart.strokes]
    room = max(cell_len(label) for label in labels)
    return [
        f"{stroke.letter if eyes.ascii else stroke.sign} {fit(label, room)}"
        f"{stroke.values[-1]:>{VALUE}.0f}"
        for stroke, label in zip(chart.strokes, labels, strict=True)
    ]


def _end_rows(chart: Chart, canvas: _Canvas) -> dict[int, int]:
    """By row: the line that is named there; names keep their order and never share a row."""
    order = sorted(range(len(chart.strokes)), key=lambda place: -chart.strokes[place].values[-1])
    rows: list[int] = []
    for place in order:
        wanted = canvas.row(chart.strokes[place].values[-1])
        rows.append(max(wanted, rows[-1] + 1 if rows else 0))
    last = canvas.height - 1
    for k in reversed(range(len(rows))):
        rows[k], last = min(rows[k], last), min(rows[k], last) - 1
    return {row: place for row, place in zip(rows, order, strict=True) if row >= 0}


def _tick_line(chart: Chart, canvas: _Canvas) -> Content:
    """Turns below the plot: that of the cursor, the ends, then as many others as fit."""
    last = len(chart.ticks) - 1
    first = [] if chart.cursor is None else [chart.cursor]
    taken: dict[int, int] = {}
    room = canvas.width + AXIS
    for moment in dict.fromkeys([*first, last, *range(last)]):
        size = cell_len(chart.ticks[moment])
        start = AXIS + canvas.column(moment) - size // 2
        start = max(0, min(start, room - size))
        if all(start > other + cell_len(chart.ticks[k]) or start + size < other
               for other, k in taken.items()):  # fmt: skip
            taken[start] = moment
    parts: list[Content] = []
    at = 0
    for start, moment in sorted(taken.items()):
        style = KEY if moment == chart.cursor else DIM
        parts.append(line(" " * (start - at), (chart.ticks[moment], style)))
        at = start + cell_len(chart.ticks[moment])
    return line(*parts)
