"""What the adviser says of a text: how each number would probably move, as exactly as it may be.

How much it says is the difficulty of the session: `open` tells the interval in points, `normal`
an interval widened to the next five points and a word, `hard` the word alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dialogue_sim.engine.indicators import INDICATORS, Indicator
from dialogue_sim.session.views.figures import points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.words import Difficulty

FORECAST = tuple(row for row in INDICATORS if row.rank == 1)
"""What is forecast: the numbers of every play screen."""

WORDS = {
    -2: "much worse", -1: "worse", 0: "about the same", 1: "better", 2: "much better",
}  # fmt: skip
"""By rank: what half of the sessions come to at least."""

SOME, MUCH = 1.0, 6.0
"""Points from which on a number is better or worse, and much better or worse."""

WIDENED = 5
"""On `normal` an interval ends at multiples of so many points."""


WAITING = ""
"""In place of a policy: nothing is tabled."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """How far one number would move in a turn, in points.

    Attributes:
        low, high: between them lie eight sessions of ten.
        median: half of the sessions lie below it.
    """

    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True)
class ProspectView:
    """How one number would probably move.

    Attributes:
        better: which direction is the better one.
        low, high: points between which it moves in eight sessions of ten; None where not told.
        median: points; None where not told.
        word: the same in a word; rank: that word as -2 (much worse) to 2 (much better).
    """

    name: str
    label: str
    short: str
    better: Literal["up", "down"]
    low: int | None
    high: int | None
    median: int | None
    word: str
    rank: int

    @property
    def span(self) -> str:
        """The interval as it is written; nothing where it is not told."""
        if self.low is None or self.high is None:
            return ""
        return f"{moved(self.low)}…{moved(self.high)}"


@dataclass(frozen=True, slots=True)
class AdviceView:
    """What the adviser says of one text.

    Attributes:
        sessions: how many were played; rows: in the order of screens.
    """

    sessions: int
    rows: tuple[ProspectView, ...]

    @property
    def reach(self) -> int:
        """How far any of the intervals goes from nothing, in points; 0 where none is told."""
        ends = [end for row in self.rows for end in (row.low, row.high) if end is not None]
        return max((abs(end) for end in ends), default=0)


def moved(change: int) -> str:
    """A change in points with its sign."""
    return f"{change:+d}" if change else "0"


Advice = Mapping[str, AdviceView]
"""By policy, and `WAITING` for tabling nothing."""


def advice_view(told: Sequence[Prospect], sessions: int, difficulty: Difficulty) -> AdviceView:
    """What is said of one text.

    Args:
        told: one prospect for each number of `FORECAST`.
        sessions: how many it was counted from; difficulty: how exactly it may be told.
    """
    rows = zip(FORECAST, told, strict=True)
    return AdviceView(sessions, tuple(_row(row, one, difficulty) for row, one in rows))


def _row(indicator: Indicator, told: Prospect, difficulty: Difficulty) -> ProspectView:
    rank = rank_of(told.median if indicator.better == "up" else -told.median)
    low = high = median = None
    if difficulty == "open":
        low, median, high = points(told.low), points(told.median), points(told.high)
    elif difficulty == "normal":
        low, high = widened(told.low, told.high)
    return ProspectView(
        indicator.name, indicator.label, indicator.short, indicator.better,
        low, high, median, WORDS[rank], rank,
    )  # fmt: skip


def rank_of(gain: float) -> int:
    """A change in points for the better, as the rank of its word."""
    size = (abs(gain) >= SOME) + (abs(gain) >= MUCH)
    return size if gain > 0 else -size


def widened(low: float, high: float) -> tuple[int, int]:
    """An interval that ends at the next five points outward."""
    return math.floor(low / WIDENED) * WIDENED, math.ceil(high / WIDENED) * WIDENED
