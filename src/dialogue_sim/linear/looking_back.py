"""What linear mode says of a session looked back at: its lines in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.content.suggest import hint
from dialogue_sim.linear.floor_pages import MODELLED
from dialogue_sim.session.hindsight.ranges import ranges
from dialogue_sim.session.views.figures import points
from dialogue_sim.session.views.history import WHY_NO_RANGE, history_of

if TYPE_CHECKING:
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.hindsight.ranges import Range
    from dialogue_sim.session.views.history import HistoryView, LineView, MomentView
    from dialogue_sim.session.views.view import View


def history(game: Game, view: View, typed: str) -> list[str]:
    """All indicators turn by turn, or one of them with what other luck would have made of it."""
    looked = history_of(view)
    if not typed:
        return _all_lines(looked)
    wanted = typed.casefold()
    for line in looked.lines:
        if wanted in {line.name, line.name.replace("_", " "), line.label.casefold()}:
            found = ranges(game)[line.name] if looked.ranged else None
            return _one_line(looked, line, found)
    known = [line.name for line in looked.lines]
    return [f"There is no indicator '{typed}': {hint(typed, known)}."]


def _all_lines(looked: HistoryView) -> list[str]:
    lines = [f"How it unfolded, in points; T0 is the opening. {MODELLED}"]
    for line in looked.lines:
        moments = zip(looked.moments, line.values, strict=True)
        told = ", ".join(f"{moment.label} {value}" for moment, value in moments)
        lines.append(f"  {line.label}: {told}")
    return [
        *lines,
        "`history INDICATOR` shows one of them beside the same moves under other luck.",
    ]


def _one_line(looked: HistoryView, line: LineView, found: Range | None) -> list[str]:
    better = "higher" if line.better == "up" else "lower"
    lines = [f"{line.label}, in points, {better} is better: {MODELLED}"]
    for place, (moment, value) in enumerate(zip(looked.moments, line.values, strict=True)):
        told = f"  {_where(moment)}: {value}"
        if found is not None and 0 < place < len(found.low):
            low, high = points(found.low[place]), points(found.high[place])
            told += f"; 8 in 10 re-rolls {low} to {high}"
        lines.append(f"{told}{'; silence was broken' * moment.broken}.")
    if found is None:
        return [*lines, WHY_NO_RANGE]
    return [*lines, "Re-rolls are sessions with the same moves under other luck."]


def _where(moment: MomentView) -> str:
    return f"{moment.label}, {moment.title}" if moment.turn else moment.title
