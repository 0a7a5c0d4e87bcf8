"""The turns of a save on one line: where one is, where lines part, and what was marked."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.message import Message

from dialogue_sim.tui.drawing import BAD, DIM, FAINT, KEY, STRONG, Lines, Part, cut, ends, line
from dialogue_sim.tui.widgets.history import Lookout
from dialogue_sim.tui.widgets.replay import Again

if TYPE_CHECKING:
    from textual.content import Content
    from textual.events import Click

LEFT = 3
"""Cells of the sign that says whether it plays."""
PLAYS, PAUSES = "▶  ", "‖  "
NOTED = "✎"


class Scrubber(Lookout[Again], can_focus=True):
    """A click goes to a turn.

    Attributes:
        playing: whether it goes on by itself.
    """

    playing = False

    class Picked(Message):
        """Somebody points at a moment."""

        def __init__(self, moment: int) -> None:
            super().__init__()
            self.moment = moment

    def drawn(self, looked: Again, width: int, height: int) -> Lines:
        """The title of the moment above it, the line, and the numbers with their marks."""
        told = f" T {looked.moment}/{looked.history.turns}"
        places = places_of(looked, width - LEFT - len(told) - 1)
        rows = [
            line(" " * LEFT, _above(looked, places, width - LEFT)),
            ends(
                line((PLAYS if self.playing else PAUSES, KEY), *_knots(looked, places)),
                line((told, STRONG)),
                width,
            ),
            line(" " * LEFT, *_numbers(looked, places)),
        ]
        return rows[:height] if height > 1 else rows[1:2]

    def on_click(self, event: Click) -> None:
        """Go to the moment that is nearest."""
        if self._looked is None:
            return
        width = self.size.width
        told = f" T {self._looked.moment}/{self._looked.history.turns}"
        places = places_of(self._looked, width - LEFT - len(told) - 1)
        offset = event.get_content_offset(self)
        if offset is not None:
            self.post_message(self.Picked(nearest(places, offset.x - LEFT)))


def nearest(places: list[int], column: int) -> int:
    """The moment whose knot is nearest to a column."""
    return min(range(len(places)), key=lambda moment: (abs(places[moment] - column), moment))


def places_of(looked: Again, room: int) -> list[int]:
    """The column of each moment, planned ones included."""
    last = max(looked.history.turns, looked.recorded.moments - 1, 1)
    return [round(moment * (max(2, room) - 1) / last) for moment in range(last + 1)]


def _knots(looked: Again, places: list[int]) -> list[Part]:
    """The line from the first knot to the last, thick as far as it has been played."""
    cells = [("─", FAINT)] * (places[-1] + 1)
    for column in range(places[looked.drawn - 1]):
        cells[column] = ("━", "$primary")
    parting = {row.since for row in looked.rows if row.since and row.stem}
    for moment, column in enumerate(places):
        cells[column] = _knot(looked, moment, parts=moment in parting)
    cells[places[looked.moment]] = ("█", "$accent")
    runs = groupby(cells, key=lambda cell: cell[1])
    return [("".join(sign for sign, _ in run), style) for style, run in runs]


def _knot(looked: Again, moment: int, *, parts: bool) -> tuple[str, str]:
    if moment >= looked.drawn:
        return ("·", FAINT)
    if parts:
        return ("◆", "$accent")
    return ("✗", BAD) if looked.history.moments[moment].broken else ("●", "$primary")


def _above(looked: Again, places: list[int], width: int) -> Content:
    """The title of the moment over its knot."""
    title = cut(_title(looked), width)
    start = max(0, min(places[looked.moment] - cell_len(title) // 2, width - cell_len(title)))
    return line(" " * start, (title, KEY))


def _title(looked: Again) -> str:
    now = looked.now
    number = f"{now.label} " if now.turn else ""
    if looked.asking:
        return f"{now.label} · turn {looked.moment + 1}?"
    mark = _mark(looked, looked.moment)
    broken = " · silence broken" * now.broken
    return f"{number}{now.title}{broken}{f'  {mark}' if mark else ''}"


def _mark(looked: Again, moment: int) -> str:
    """The last mark that a turn got; a pen where something is written without one."""
    notes = looked.recorded.notes_at(moment)
    marks = [note.mark for note in notes if note.mark]
    return marks[-1] if marks else NOTED * bool(notes)


def _numbers(looked: Again, places: list[int]) -> list[Part]:
    """The number of each moment below its knot, as far as there is room, and its mark."""
    parts: list[Part] = []
    at = 0
    for moment, place in enumerate(places):
        if place < at + bool(parts):
            continue
        number = str(moment)
        mark = _mark(looked, moment) if moment < looked.drawn else ""
        parts += [(" " * (place - at) + number, DIM), (mark, STRONG)]
        at = place + cell_len(number + mark)
    return parts
