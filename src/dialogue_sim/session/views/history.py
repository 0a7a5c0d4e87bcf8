"""How the situation moved over a session: one line for each indicator, one moment for each turn.

Made from a view, so it tells a seat nothing that its view does not. What the same moves would
have come to under other luck takes longer: `session/hindsight/ranges.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from dialogue_sim.session.views.view import IndicatorView, View

CHARTED = 2
"""Indicators of these ranks have a line; the others are in receipts."""
WHY_NO_RANGE = "The adviser of a hard session keeps the range of other luck for the debrief."


@dataclass(frozen=True, slots=True)
class LineView:
    """An indicator over a session.

    Attributes:
        rank: 1 for those that every chart shows.
        values: whole points, one for each moment.
    """

    name: str
    label: str
    short: str
    rank: int
    better: Literal["up", "down"]
    values: tuple[int, ...]

    def change(self, moment: int) -> int:
        """Points since the moment before; nothing at the opening."""
        return self.values[moment] - self.values[max(0, moment - 1)]


@dataclass(frozen=True, slots=True)
class MomentView:
    """A moment at which every line has a value.

    Attributes:
        turn: the finished turn that it is the end of; 0 for the opening, and for now.
        label: at most three characters; title: what was tabled, or where the session stands.
        broken: whether silence was broken in the turn, or consent refused.
    """

    turn: int
    label: str
    title: str
    broken: bool = False


@dataclass(frozen=True, slots=True)
class HistoryView:
    """A session looked back at.

    Attributes:
        moments: the opening, the end of every finished turn and, while it goes on, now.
        lines: those of rank 1 first.
        turns: how many the scenario has.
        ranged: whether the range of other luck may be shown.
    """

    moments: tuple[MomentView, ...]
    lines: tuple[LineView, ...]
    turns: int
    ranged: bool

    def line(self, name: str) -> LineView:
        """The line of an indicator."""
        return next(line for line in self.lines if line.name == name)


def history_of(view: View) -> HistoryView:
    """The lines of a session as a seat may see them.

    The range of other luck says how open things were. An adviser who gives no numbers does not
    say that before the session is over.
    """
    over = view.phase == "over"
    charted = [row for row in view.indicators if row.rank <= CHARTED]
    return HistoryView(
        moments=_moments(view, over=over),
        lines=tuple(_line(row, over=over) for row in sorted(charted, key=lambda row: row.rank)),
        turns=view.turns,
        ranged=over or view.difficulty != "hard",
    )


def _line(row: IndicatorView, *, over: bool) -> LineView:
    """Once a session is over, now is the end of its last turn."""
    values = row.history[:-1] if over else row.history
    return LineView(row.name, row.label, row.short, row.rank, row.better, values)


def _moments(view: View, *, over: bool) -> tuple[MomentView, ...]:
    ends = [
        MomentView(
            turn.number,
            f"T{turn.number}",
            turn.title,
            any(hearing.blocked for hearing in turn.hearings),
        )
        for turn in view.played
    ]
    now = [] if over else [MomentView(0, "now", f"Turn {view.turn} is going on")]
    return (MomentView(0, "T0", "The opening"), *ends, *now)
