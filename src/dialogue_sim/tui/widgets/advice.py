"""The adviser's forecast: how far each number would probably move, as bars, words or arrows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from dialogue_sim.tui.drawing import BAD, DIM, FAINT, FAIR, GOOD, STRONG, Lines, ends, fit, line
from dialogue_sim.tui.marks import change_mark
from dialogue_sim.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.session.views.advice import AdviceView, ProspectView

LONG_NAMES = 40
"""Cells from which on numbers have their whole names."""

SPAN = 8
WORDS = 17
"""Cells of a word with its arrows."""

ARROWS = 3
"""Cells of the arrows alone."""

SHORTEST, LONGEST = 11, 41
"""Cells of the scale; an odd number has a middle."""

RANKS = 2
"""From the worst word to the middle one."""

COUNTING = "The adviser is still counting."
STYLES = {-1: BAD, 0: FAIR, 1: GOOD}
GAP = 2


@dataclass(frozen=True, slots=True)
class Told:
    """What the panel is about.

    Attributes:
        title: of the text; advice: None where there is none (yet).
        reach: points at the ends of the scale; instead: what is said where there is no advice.
    """

    title: str
    advice: AdviceView | None
    reach: int
    instead: str = COUNTING


class Forecast(Panel):
    """What would probably come of the highlighted text."""

    _told: Told | None = None

    def show(self, told: Told) -> None:
        """Draw what is said of another text, or more of it."""
        self._told = told
        self.border_title = Content(f"Forecast · {told.title}")
        self.border_subtitle = Content(basis(told.advice)) if told.advice else None
        self.refresh()

    def lines(self, width: int, height: int) -> Lines:
        """One row for each number; with room the ends of the scale, and a row between."""
        told = self._told
        if told is None:
            return []
        if told.advice is None:
            return [line((told.instead, DIM))]
        rows = advice_rows(told.advice, width, told.reach)
        axis = axis_of(told.advice, width, told.reach)
        if len(axis) and height >= 2 * len(rows) + len(axis):
            rows = [one for row in rows for one in (row, Content(""))]
        return [*rows, *axis] if height >= len(rows) + len(axis) else rows


def basis(advice: AdviceView) -> str:
    """What the forecast is made of."""
    told = any(row.low is not None for row in advice.rows)
    return f"80 % of {advice.sessions} sessions" if told else "the adviser's word"


def advice_rows(advice: AdviceView, width: int, reach: int = 0) -> Lines:
    """One row for each number: its name, the interval on a scale, and what is said of it.

    Args:
        advice: of one text; width: cells.
        reach: points at the ends of the scale; as far as this text goes if left out.
    """
    return [_row(row, _columns(advice, width), reach or advice.reach) for row in advice.rows]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Cells of the parts of a row; 0 for what has no room."""

    name: int
    scale: int
    span: int
    word: int
    whole: bool


def _columns(advice: AdviceView, width: int) -> _Columns:
    whole = width >= LONG_NAMES
    name = max(cell_len(row.label if whole else row.short) for row in advice.rows)
    span = SPAN + GAP if any(row.span for row in advice.rows) else 0
    left = width - name - GAP - span
    word = WORDS + GAP if left >= WORDS + GAP + (SHORTEST if span else 0) else 0
    scale = min(LONGEST, left - (word or ARROWS))
    return _Columns(name, scale - (scale + 1) % 2 if scale >= SHORTEST else 0, span, word, whole)


def _row(row: ProspectView, columns: _Columns, reach: int) -> Content:
    name = row.label if columns.whole else row.short
    parts = [line((fit(name, columns.name + GAP), STRONG if row.rank else ""))]
    if columns.scale:
        parts.append(scale(row, columns.scale, reach))
    if columns.span:
        parts.append(line((f"{row.span:>{columns.span}}", "")))
    if columns.word:
        arrows, style = arrows_of(row)
        parts.append(
            line(" " * GAP, (f"{arrows:<2} ", style), (row.word, style if row.rank else DIM))
        )
    else:
        arrows, style = arrows_of(row)
        parts.append(line((f" {arrows}", style)))
    return Content("").join(parts)


def scale(row: ProspectView, width: int, reach: int) -> Content:
    """The interval as a thick line over dots, its median as a point; nothing is at the middle."""
    middle = width // 2
    cells = ["·" if (place - middle) % 2 == 0 else " " for place in range(width)]
    cells[middle] = "┊"
    style = STYLES[(row.rank > 0) - (row.rank < 0)]
    if row.low is None or row.high is None:
        place = middle + row.rank * (middle // RANKS)
        return _over(cells, (place, place), place, style)
    first, last = (_place(points, middle, reach) for points in (row.low, row.high))
    at = None if row.median is None else _place(row.median, middle, reach)
    return _over(cells, (first, last), at, style)


def _place(points: int, middle: int, reach: int) -> int:
    share = max(-1.0, min(1.0, points / reach)) if reach else 0.0
    return middle + round(share * middle)


def _over(cells: Sequence[str], ends_: tuple[int, int], point: int | None, style: str) -> Content:
    first, last = ends_
    thick = ["●" if place == point else "━" for place in range(first, last + 1)]
    return line(
        ("".join(cells[:first]), FAINT),
        ("".join(thick), style),
        ("".join(cells[last + 1 :]), FAINT),
    )


def axis_of(advice: AdviceView, width: int, reach: int) -> Lines:
    """What the ends of the scale mean; nothing where there is none."""
    columns = _columns(advice, width)
    if not columns.scale:
        return []
    low, high = (f"{-reach:+d}", f"{reach:+d}") if advice.reach else ("worse", "better")
    half = columns.scale // 2
    left = line((fit(low, half), DIM), ("0" if advice.reach else "┊", DIM))
    whole = ends(left, line((high, DIM)), columns.scale)
    return [line(" " * (columns.name + GAP), whole)]


def arrows_of(row: ProspectView) -> tuple[str, str]:
    """Where a number goes, twice for far; filled for the better, hollow for the worse."""
    up = (row.rank > 0) == (row.better == "up")
    arrow, style = change_mark((1 if up else -1) if row.rank else 0, row.better)
    return arrow * max(1, abs(row.rank)), style


def advice_line(advice: AdviceView, width: int) -> Content:
    """All numbers in one row; where that is too much, only those that move."""
    told = line(("Nothing much would move.", DIM))
    for numbers, moving in ((True, False), (False, False), (True, True), (False, True)):
        parts = [_brief(row, numbers=numbers) for row in advice.rows if row.rank or not moving]
        told = Content("  ").join(parts) if parts else told
        if told.cell_length <= width:
            return told
    return told.truncate(width, ellipsis=True)


def _brief(row: ProspectView, *, numbers: bool) -> Content:
    arrows, style = arrows_of(row)
    number = str(abs(row.median)) if numbers and row.rank and row.median else ""
    return line((f"{row.short} ", DIM), (arrows + number, style))
