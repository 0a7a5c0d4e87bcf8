"""Charts of shares and of turns: numbers beside the marks, and a table as the twin of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dialogue_sim.paper.blocks import Cell, Figure, Row, Table, Words
from dialogue_sim.paper.letters import wrapped
from dialogue_sim.paper.svg import SHEET, SMALL, Drawing

NAMES: Final = 190.0
"""Width of the column of names at the left of bars."""
FIGURES: Final = 96.0
"""Width of the column of numbers at their right."""
ROW: Final = 26.0
THICK: Final = 14.0
GAP: Final = 8.0
LINE: Final = SMALL + 2
PARTS: Final = 5
"""How many parts of a whole can be told apart, by grounds that differ in black and white too."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Attributes:
        label: its name; value: its length; says: the same in words, for example `34 %`.
        low, high: the ends of its interval, if it has one.
    """

    label: str
    value: float
    says: str
    low: float | None = None
    high: float | None = None

    @property
    def reach(self) -> float:
        """Where the bar or its interval ends."""
        return self.value if self.high is None else max(self.value, self.high)

    @property
    def interval(self) -> str:
        """The interval in words; nothing without one."""
        if self.low is None or self.high is None:
            return ""
        return f"{self.low:g} to {self.high:g}"


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars from a common zero line; no value may be negative.

    Attributes:
        of: what the values are, the head of their column.
        most: the value at the end of the scale; without it the largest.
    """

    title: str
    description: str
    of: str
    bars: tuple[Bar, ...]
    most: float | None = None
    note: Words = ""


def bars(chart: Bars) -> Figure:
    """Horizontal bars, with whiskers where there are intervals."""
    longest = chart.most or max((bar.reach for bar in chart.bars), default=0.0) or 1.0
    scale = (SHEET - NAMES - FIGURES) / longest
    drawing, height = Drawing(chart.title, chart.description), ROW * len(chart.bars) + GAP
    for place, bar in enumerate(chart.bars):
        middle = ROW * place + ROW / 2 + GAP / 2
        _name(drawing, bar.label, middle)
        drawing.rectangle((NAMES, middle - THICK / 2), (bar.value * scale, THICK), "bar")
        if bar.low is not None and bar.high is not None:
            _whisker(drawing, (NAMES + bar.low * scale, NAMES + bar.high * scale), middle)
        end = (NAMES + bar.reach * scale + GAP, middle + 4)
        drawing.text(end, bar.says, "value")
    drawing.line((NAMES, 0), (NAMES, height), "axis")
    whiskers = any(bar.interval for bar in chart.bars)
    rows: tuple[Row, ...] = tuple(
        (bar.label, Cell(bar.says, number=True), *([bar.interval] if whiskers else []))
        for bar in chart.bars
    )
    heads = ("", chart.of, *(["interval"] if whiskers else []))
    return Figure(chart.title, drawing.finished(SHEET, height), Table(heads, rows), chart.note)


def _name(drawing: Drawing, label: str, middle: float) -> None:
    """A name of one or two lines, to the left of what it names."""
    lines = wrapped(label, NAMES - 2 * GAP, SMALL, 2)
    top = middle + 4 - LINE * (len(lines) - 1) / 2
    for place, line in enumerate(lines):
        drawing.text((NAMES - GAP, top + LINE * place), line, "", "end")


def _whisker(drawing: Drawing, ends: tuple[float, float], middle: float) -> None:
    low, high = ends
    drawing.line((low, middle), (high, middle), "whisker")
    for end in ends:
        drawing.line((end, middle - 4), (end, middle + 4), "whisker")


@dataclass(frozen=True, slots=True)
class Stack:
    """A whole in parts: their shares of it, 0..1, in the order of the legend."""

    label: str
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Stacks:
    """Several wholes in the same parts, at most `PARTS`."""

    title: str
    description: str
    parts: tuple[str, ...]
    stacks: tuple[Stack, ...]
    note: Words = ""


def stacked(chart: Stacks) -> Figure:
    """Bars of a hundred percent, one ground for each part, with percentages where they fit.

    Raises:
        ValueError: more parts than can be told apart.
    """
    if len(chart.parts) > PARTS:
        message = f"{len(chart.parts)} parts cannot be told apart; take at most {PARTS}"
        raise ValueError(message)
    drawing = Drawing(chart.title, chart.description)
    top = _legend(drawing, chart.parts)
    across = SHEET - NAMES - GAP
    for place, stack in enumerate(chart.stacks):
        middle, start = top + ROW * place + ROW / 2, NAMES
        _name(drawing, stack.label, middle)
        for part, share in enumerate(stack.shares):
            box = (share * across, THICK + 2)
            drawing.rectangle((start, middle - THICK / 2 - 1), box, f"part part-{part}")
            if box[0] >= 3 * SMALL:
                at = (start + box[0] / 2, middle + 4)
                drawing.text(at, f"{100 * share:.0f} %", "inside", "middle")
            start += box[0]
    rows: tuple[Row, ...] = tuple(
        (stack.label, *(Cell(f"{100 * share:.0f} %", number=True) for share in stack.shares))
        for stack in chart.stacks
    )
    picture = drawing.finished(SHEET, top + ROW * len(chart.stacks) + GAP)
    return Figure(chart.title, picture, Table(("", *chart.parts), rows), chart.note)


def _legend(drawing: Drawing, parts: tuple[str, ...]) -> float:
    """What each ground stands for; returns where the rows begin."""
    step = SHEET / max(len(parts), 1)
    lines = [wrapped(part, step - THICK - 2 * GAP, SMALL, 2) for part in parts]
    for place, words in enumerate(lines):
        left = step * place
        drawing.rectangle((left, 2), (THICK, THICK), f"part part-{place}")
        for row, line in enumerate(words):
            drawing.text((left + THICK + 6, LINE + LINE * row), line)
    return GAP + LINE * max((len(words) for words in lines), default=0) + GAP


@dataclass(frozen=True, slots=True)
class Columns:
    """Upright bars side by side, one for each turn or another step.

    Attributes:
        of: what the values are; step: what each column is, such as `turn`.
        columns: name, value and value in words of each.
        most: the value at the upper end of the scale; without it the largest.
    """

    title: str
    description: str
    of: str
    step: str
    columns: tuple[tuple[str, float, str], ...]
    most: float | None = None
    note: Words = ""


COLUMN_AREA: Final = 120.0


def columns(chart: Columns) -> Figure:
    """A histogram: one column for each step, with its value above it."""
    longest = chart.most or max((value for _, value, _ in chart.columns), default=0.0) or 1.0
    drawing = Drawing(chart.title, chart.description)
    step = min(72.0, (SHEET - 2 * GAP) / max(len(chart.columns), 1))
    foot = LINE + COLUMN_AREA
    for place, (name, value, says) in enumerate(chart.columns):
        middle, tall = GAP + step * (place + 0.5), COLUMN_AREA * value / longest
        drawing.rectangle((middle - 0.35 * step, foot - tall), (0.7 * step, tall), "bar")
        drawing.text((middle, foot - tall - 3), says, "value", "middle")
        drawing.text((middle, foot + LINE), name, "", "middle")
    width = 2 * GAP + step * len(chart.columns)
    drawing.line((GAP, foot), (width - GAP, foot), "axis")
    drawing.text((GAP, foot + 2 * LINE), chart.step, "faint")
    rows = tuple((name, Cell(says, number=True)) for name, _, says in chart.columns)
    picture = drawing.finished(width, foot + 2 * LINE + GAP)
    return Figure(chart.title, picture, Table((chart.step, chart.of), rows), chart.note)
