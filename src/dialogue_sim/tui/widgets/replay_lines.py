"""Which lines a save has, and what was written about the moment that is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from dialogue_sim.content.characters import visible
from dialogue_sim.tui.drawing import (
    DIM,
    FAINT,
    GOOD,
    KEY,
    STRONG,
    Lines,
    cut,
    fit,
    line,
    paragraph,
)
from dialogue_sim.tui.widgets.history import Lookout
from dialogue_sim.tui.widgets.replay import Again

if TYPE_CHECKING:
    from textual.content import Content

    from dialogue_sim.session.replay.lines import LineRow

SPAN, STATE = 8, 11
"""Cells of the moments of a line, and, at least, of how it ended."""
ROOM_FOR_STATE = 36
GOOD_MARKS = ("!!", "!")


class LinesAgain(Lookout[Again], can_focus=True):
    """All lines as a tree: name, where it parts, where it ends, and how."""

    cursor_line = 0

    def show(self, looked: Again) -> None:
        """Draw it again where it is another one: steps along a line change nothing here."""
        was, self._looked = self._looked, looked
        if was is None or _drawn_of(was) != _drawn_of(looked):
            self.refresh()

    def drawn(self, looked: Again, width: int, height: int) -> Lines:
        """The lines around the one that is highlighted."""
        first = max(0, min(looked.walked - height // 2, len(looked.rows) - height))
        self.cursor_line = looked.walked - first
        shown = range(first, min(len(looked.rows), first + height))
        return [row_line(looked, place, width, led=self.has_focus) for place in shown]


def _drawn_of(looked: Again) -> tuple[object, ...]:
    """All that the lines are drawn from."""
    return looked.rows, looked.end, looked.walked, looked.hidden


def row_line(looked: Again, place: int, width: int, *, led: bool) -> Content:
    """A line of a save; the one that is shown has a full sign, the highlighted one is turned."""
    row, current = looked.rows[place], place == looked.current
    sign = "● " if current else "○ "
    state = _state(row) if width >= ROOM_FOR_STATE and not looked.hidden else ""
    room = width - 2 - SPAN - (STATE + 1) * bool(state)
    longest = max(cell_len(one.stem + one.name) for one in looked.rows) + 1
    room = min(room, longest) if state else room
    name = fit(f"{row.stem}{row.name}", room - 1)
    until = "T?" if looked.hidden else f"T{row.until}"
    span = f"T{row.since}─{until}" if cell_len(until) < SPAN else until
    style = "bold reverse" if led and place == looked.walked else STRONG if current else ""
    marked = GOOD if row.ending else KEY if row.stands else DIM
    parts = [(sign, KEY if current else FAINT), (name, style), (f" {span:<{SPAN}}", DIM)]
    return line(*parts, (f" {cut(state, width - 4 - room - SPAN)}" if state else "", marked))


def _state(row: LineRow) -> str:
    return row.ending or ("stands here" if row.stands else "goes on")


class NotesAgain(Lookout[Again], can_focus=True):
    """What was written about the turn."""

    def drawn(self, looked: Again, width: int, height: int) -> Lines:
        """All of it, as far as there is room."""
        if looked.asking:
            return []
        lines: Lines = []
        for note in looked.recorded.notes_at(looked.moment):
            good = note.mark in GOOD_MARKS
            sign = (f"{note.mark or '✎'} ", GOOD if good else KEY)
            told = paragraph(visible(note.text), width - 3) or paragraph("", width)
            lines.append(line(sign, told[0]))
            lines += [line("   ", row) for row in told[1:]]
        if not lines:
            return paragraph("Nothing written here. n writes a note.", width, DIM)
        return lines[:height]
