"""A session looked back at: its lines as a chart or a table, and one moment of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from textual.content import Content
from textual.geometry import Offset

from dialogue_sim.session.views.figures import points
from dialogue_sim.tui.drawing import (
    BAD,
    DIM,
    FAINT,
    GOOD,
    KEY,
    STRONG,
    Lines,
    Part,
    bar,
    cut,
    fit,
    line,
    paragraph,
    rule,
    shorten,
)
from dialogue_sim.tui.marks import (
    ANSWER_MARKS,
    KINDS,
    MODELLED,
    RESPONSE_MARKS,
    brief_word,
    change_mark,
    chip,
    response_chip,
)
from dialogue_sim.tui.widgets.chart import Chart, Eyes, Stroke, chart_lines
from dialogue_sim.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from textual.app import App

    from dialogue_sim.session.hindsight.ranges import Range
    from dialogue_sim.session.views.history import HistoryView, LineView, MomentView
    from dialogue_sim.session.views.turn_view import TurnView
    from dialogue_sim.session.views.view import View

SIGNS: tuple[tuple[str, str, str], ...] = (
    ("●", "o", "$primary"),
    ("◆", "x", "$text-warning"),
    ("■", "#", "$text-success"),
    ("○", "+", "$text-error"),
    ("◇", "*", "$secondary"),
    ("□", "%", "$foreground"),
)
"""Sign, letter of ASCII and colour of the lines that are always drawn, in their order."""
FURTHER = ("◉", "@", "$accent")
"""Those of a line that is drawn only while it is chosen."""

ROOMY = 32
LABEL, SHORT, TINY = 16, 10, 6
COLUMN = 4
CHIP = 11
RANGE = 2
"""Rows of a range in the table."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at.

    Attributes:
        chosen: place among the lines; moment: place among the moments.
        ranges: by indicator; None while they are worked out, or where they are kept.
        until: the last moment that is drawn; all of them if left out.
    """

    history: HistoryView
    chosen: int
    moment: int
    ranges: Mapping[str, Range] | None = None
    until: int | None = None

    @property
    def drawn(self) -> int:
        """How many moments have numbers; those after them are not told yet."""
        count = len(self.history.moments)
        return count if self.until is None else min(count, self.until + 1)

    @property
    def line(self) -> LineView:
        """The line that is chosen."""
        return self.history.lines[self.chosen]

    @property
    def range(self) -> Range | None:
        """Its range, if that is known."""
        return None if self.ranges is None else self.ranges[self.line.name]

    @property
    def now(self) -> MomentView:
        """The moment that is looked at."""
        return self.history.moments[self.moment]


@dataclass(frozen=True, slots=True)
class InSession(Looked):
    """What is looked at of a session that somebody plays, with what its view knows besides."""

    view: View = field(kw_only=True)

    @property
    def turn(self) -> TurnView | None:
        """The finished turn that the moment is the end of; none at the opening, or now."""
        return self.view.played[self.now.turn - 1] if self.now.turn else None


def sign_of(history: HistoryView, place: int) -> tuple[str, str, str]:
    """Sign, letter and colour of a line."""
    first = [row.rank == 1 for row in history.lines[: place + 1]]
    return SIGNS[(sum(first) - 1) % len(SIGNS)] if first[place] else FURTHER


def chart_of(looked: Looked) -> Chart:
    """The lines of rank 1 and the chosen one."""
    history, told = looked.history, looked.drawn
    drawn = [k for k, row in enumerate(history.lines) if row.rank == 1 or k == looked.chosen]
    strokes = []
    for place in drawn:
        row, (sign, letter, style) = history.lines[place], sign_of(history, place)
        strokes.append(Stroke(row.label, row.short, sign, letter, style, row.values[:told]))
    found = looked.range
    return Chart(
        strokes=tuple(strokes),
        ticks=tuple(moment.label for moment in history.moments),
        chosen=drawn.index(looked.chosen),
        cursor=looked.moment,
        band=None if found is None else (found.low[:told], found.high[:told]),
    )


def eyes_of(app: App[Any]) -> Eyes:
    """What the terminal of an app can show."""
    return Eyes(plain=app.no_color, ascii=getattr(app, "draws_in_ascii", False))


At = TypeVar("At", bound=Looked)


class Lookout(Panel, Generic[At]):
    """A panel that shows what is looked at."""

    _looked: At | None = None

    def show(self, looked: At) -> None:
        """Draw something else."""
        self._looked = looked
        self.refresh()

    def lines(self, width: int, height: int) -> Lines:
        """What there is to show, if anything is looked at yet."""
        return [] if self._looked is None else self.drawn(self._looked, width, height)

    def drawn(self, looked: At, width: int, height: int) -> Lines:
        """What is looked at in `width` x `height` cells; every panel says how."""
        raise NotImplementedError

    @property
    def eyes(self) -> Eyes:
        """What the terminal can show."""
        return eyes_of(self.app)


class Plot(Lookout[Looked], can_focus=True):
    """All lines, as a chart or as a table with the same numbers.

    Attributes:
        as_table: which of them.
    """

    as_table = False

    def drawn(self, looked: Looked, width: int, height: int) -> Lines:
        """The one that is asked for."""
        if self.as_table:
            return shorten(table_lines(looked, width, height), width, height)
        return chart_lines(chart_of(looked), width, height, self.eyes)

    def lead_cursor(self) -> None:
        """Put the terminal's own cursor where the chosen line is at the moment."""
        if self._looked is None:
            return
        row, column = 0, 0
        if self.as_table:
            row = table_row(self._looked, self.size.height)
            column = _label_width(self.size.width)
        self.app.cursor_position = self.content_region.offset + Offset(column, row)


# ---------------------------------------------------------------- the table


def _label_width(width: int) -> int:
    return 2 + (LABEL if width >= LABEL * COLUMN else SHORT)


def _all_ranges(looked: Looked, height: int) -> bool:
    """Whether the table has room for the range of every line, and not just of the chosen one."""
    return looked.ranges is not None and height > len(looked.history.lines) * (1 + RANGE)


def table_row(looked: Looked, height: int) -> int:
    """The row of the table in which the chosen line stands."""
    return 1 + looked.chosen * (1 + RANGE * _all_ranges(looked, height))


def table_lines(looked: Looked, width: int, height: int) -> Lines:
    """A row for each line, a column for each moment; the range of the chosen one below it.

    Where not all moments fit, those around the one that is looked at are shown; where there is
    room for more rows, every line has its range.
    """
    label, count = _label_width(width), len(looked.history.moments)
    fitting = max(1, (width - label) // COLUMN)
    first = max(0, min(looked.moment - fitting // 2, count - fitting))
    shown = range(first, min(count, first + fitting))
    heads = [
        (f"{looked.history.moments[k].label:>{COLUMN}}", KEY if k == looked.moment else DIM)
        for k in shown
    ]
    lines = [line(" " * label, *heads)]
    for place in range(len(looked.history.lines)):
        lines.append(_table_row(looked, place, shown, label))
        if place == looked.chosen or _all_ranges(looked, height):
            lines += _range_rows(looked, place, shown, label)
    return lines


def _table_row(looked: Looked, place: int, shown: range, label: int) -> Content:
    row, (sign, _, style) = looked.history.lines[place], sign_of(looked.history, place)
    chosen = place == looked.chosen
    name = row.label if label > LABEL else row.short
    cells = [
        (f"{row.values[k] if k < looked.drawn else '·':>{COLUMN}}",
         _cell_style(looked, k, chosen=chosen))
        for k in shown
    ]  # fmt: skip
    return line((f"{sign} ", style), (fit(name, label - 2), STRONG if chosen else ""), *cells)


def _cell_style(looked: Looked, moment: int, *, chosen: bool) -> str:
    if moment == looked.moment:
        return "bold reverse" if chosen else STRONG
    return STRONG if chosen else ""


def _range_rows(looked: Looked, place: int, shown: range, label: int) -> Lines:
    if looked.ranges is None:
        return []
    found = looked.ranges[looked.history.lines[place].name]
    rows = []
    for name, side in (("  8 in 10 from", found.low), ("            to", found.high)):
        told = name if label > LABEL else name.split()[-1].rjust(label)
        cells = [
            f"{points(side[k]):>{COLUMN}}" if k < min(len(side), looked.drawn) else " " * COLUMN
            for k in shown
        ]
        rows.append(line((fit(told, label), DIM), ("".join(cells), DIM)))
    return rows


# ---------------------------------------------------------------- one moment


class SituationThen(Lookout[Looked]):
    """Every indicator at the moment, and the range of the chosen one."""

    cursor_line = 0

    def drawn(self, looked: Looked, width: int, height: int) -> Lines:
        """A line each; those of rank 2 where there is room."""
        rows = looked.history.lines
        told = paragraph(range_sentence(looked, width), width, DIM)
        shown = [k for k, row in enumerate(rows) if row.rank == 1 or k == looked.chosen]
        if height >= len(rows) + len(told) + 1:
            shown = list(range(len(rows)))
        self.cursor_line = shown.index(looked.chosen)
        lines = [_gauge(looked, place, width) for place in shown]
        room = height - len(lines)
        blank = [Content("")] if room > len(told) else []
        return lines + (blank + told if room >= len(told) else [])


def _gauge(looked: Looked, place: int, width: int) -> Content:
    row, (sign, _, style) = looked.history.lines[place], sign_of(looked.history, place)
    value, change = row.values[looked.moment], row.change(looked.moment)
    arrow, good = change_mark(change, row.better)
    roomy, chosen = width >= ROOMY, place == looked.chosen
    size = width - 2 - 9 - (TINY + 1) * roomy
    drawn: list[Part] = [bar(value, TINY, style), " "] if roomy else []
    name = fit(row.label if roomy else row.short, size)
    return line(
        (f"{sign} ", style),
        (name, STRONG if chosen else ""),
        *drawn,
        (f"{value:>3} ", STRONG),
        (arrow, good),
        (f"{abs(change):>3}" if change else "   ", good if change else FAINT),
        ("◂" if chosen else " ", KEY),
    )


def range_sentence(looked: Looked, width: int) -> str:
    """Where most re-rolls of the same moves are at the moment; nothing where that is not known."""
    found = looked.range
    if found is None or not 0 < looked.moment < len(found.low):
        return ""
    low, high = points(found.low[looked.moment]), points(found.high[looked.moment])
    told = "8 in 10 re-rolls" if width >= ROOMY else "8 in 10"
    return f"{told}: {low} to {high} {MODELLED}"


class SaidThen(Lookout[InSession]):
    """What was tabled in the turn, who said what to it, and the answer."""

    def drawn(self, looked: InSession, width: int, height: int) -> Lines:
        """A line for each actor; only signs and names where there is less room."""
        turn = looked.turn
        if turn is None:
            said = "Nothing has been tabled yet." if looked.moment == 0 else looked.now.title
            return paragraph(f"{said}.".replace("..", "."), width, DIM)
        head = line(
            ("· " if turn.waited else "✓ " if turn.stands else "✗ ", GOOD if turn.stands else BAD),
            (cut(turn.title, width - 2), STRONG),
        )
        mark = ANSWER_MARKS[turn.answer.answer]
        answer = line(
            (fit(cut(looked.view.counterpart_short, width - 17), width - 17), ""),
            chip(mark, mark.words[""], plain=self.app.no_color),
        )
        room = height - 3
        plain = self.app.no_color
        lines = said_lines(turn, width, plain=plain) if room >= len(turn.reactions) else []
        lines = lines or said_briefly(turn, width)
        return shorten([head, *lines, rule("Answer", width), answer], width, height)


def said_lines(turn: TurnView, width: int, *, plain: bool) -> Lines:
    """What everybody said to the last text of a turn, a line each."""
    rows = []
    for one in sorted(turn.reactions, key=lambda one: KINDS.index(one.kind)):
        word = brief_word(one.response, one.kind, one.word)
        said = response_chip(one.response, word, plain=plain)
        rows.append(line(fit(cut(one.short, width - CHIP - 1), width - CHIP), said))
    return rows


def said_briefly(turn: TurnView, width: int) -> Lines:
    """Signs and names, one after the other."""
    rows: list[Content] = []
    for one in sorted(turn.reactions, key=lambda one: (KINDS.index(one.kind), one.rank)):
        mark = RESPONSE_MARKS[one.response]
        piece = line((f"{mark.sign} ", mark.style.split(" on ")[0]), cut(one.short, width - 2))
        if rows and rows[-1].cell_length + piece.cell_length + 2 <= width:
            rows[-1] = line(rows[-1], "  ", piece)
        else:
            rows.append(piece)
    return rows
