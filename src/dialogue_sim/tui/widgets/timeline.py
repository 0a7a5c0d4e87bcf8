"""All turns of a session on one line, as far as it has been played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dialogue_sim.tui.drawing import BAD, DIM, FAINT, STRONG, Lines, ends, line
from dialogue_sim.tui.widgets.history import Looked, Lookout

if TYPE_CHECKING:
    from dialogue_sim.session.views.history import MomentView


class Timeline(Lookout[Looked]):
    """All turns of the scenario on one line; where silence broke there is a cross."""

    def drawn(self, looked: Looked, width: int, height: int) -> Lines:
        """The line, and the numbers below it."""
        del height
        return timeline_lines(looked, width)


def timeline_lines(looked: Looked, width: int) -> Lines:
    """Turns as knots on a line, thick as far as it has been played; numbers below."""
    history, last = looked.history, looked.history.turns
    played = [moment for moment in history.moments if moment.turn or moment.label == "T0"]
    at = looked.now.turn if looked.moment < len(played) else len(played)
    told = f" T {at}/{last}"
    room = max(last + 1, width - len(told) - 1)
    places = [round(k * (room - 1) / max(1, last)) for k in range(last + 1)]
    parts: list[Content] = []
    numbers = ""
    for turn, place in enumerate(places):
        parts.append(_knot(played, turn, at))
        if turn < last:
            reach = places[turn + 1] - place - 1
            thick = turn + 1 < len(played)
            sign, style = ("━", "$primary") if thick else ("─", FAINT)
            parts.append(line((sign * reach, style)))
        if place >= len(numbers) + (1 if numbers else 0):
            numbers += " " * (place - len(numbers)) + str(turn)
    first = ends(line(*parts), line((told, STRONG)), width)
    return [first, line((numbers, DIM))]


def _knot(played: list[MomentView], turn: int, at: int) -> Content:
    if turn == at:
        return line(("█", "$accent"))
    if turn >= len(played):
        return line(("·", FAINT))
    return line(("✗", BAD)) if played[turn].broken else line(("●", "$primary"))
