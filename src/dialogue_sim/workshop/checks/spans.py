"""The values that a quantity may take: an interval, or a few numbers; and sums of such.

Everything here errs on the wide side, so that what lies outside is truly impossible.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf, isnan
from typing import TYPE_CHECKING, Final

from dialogue_sim.expression_tree import MIRRORED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dialogue_sim.expression_tree import Operation, Relation


@dataclass(frozen=True, slots=True)
class Span:
    """All numbers from `low` to `high`, or only those of `points`, which are sorted.

    Attributes:
        above, below: whether the end itself is left out.
        points: the only values, where there are but a few; `low` and `high` are their ends.
    """

    low: float
    high: float
    above: bool = False
    below: bool = False
    points: tuple[float, ...] | None = None

    @property
    def empty(self) -> bool:
        """Whether no value is left."""
        if self.points is not None:
            return not self.points
        return self.low > self.high or (self.low == self.high and (self.above or self.below))

    @property
    def single(self) -> bool:
        """Whether exactly one value is left."""
        return self.low == self.high and not self.empty

    def kept(self, relation: Relation, other: Span) -> Span:
        """The values that can stand in a relation to some value of another span."""
        if self.points is not None:
            return among(p for p in self.points if may(relation, only(p), other))
        match relation:
            case "<" | "<=":
                return self._up_to(other.high, out=relation == "<" or other.below)
            case ">" | ">=":
                return self._from(other.low, out=relation == ">" or other.above)
            case "==":
                if other.points is not None:
                    return among(p for p in other.points if self.holds(p))
                return self.kept("<=", other).kept(">=", other)
            case "!=":
                return self if may("!=", self, other) else among(())

    def holds(self, value: float) -> bool:
        """Whether a value lies in it."""
        if self.points is not None:
            return value in self.points
        enough = self.low < value or (self.low == value and not self.above)
        return enough and (value < self.high or (value == self.high and not self.below))

    def _up_to(self, high: float, *, out: bool) -> Span:
        if high > self.high or (high == self.high and (self.below or not out)):
            return self
        return replace(self, high=high, below=out)

    def _from(self, low: float, *, out: bool) -> Span:
        if low < self.low or (low == self.low and (self.above or not out)):
            return self
        return replace(self, low=low, above=out)


ANYTHING: Final = Span(-inf, inf)


@lru_cache(maxsize=1024)
def only(value: float) -> Span:
    """One value."""
    return Span(value, value, points=(value,))


def among(values: Iterable[float]) -> Span:
    """A few values; none is a span that is empty."""
    points = tuple(sorted(set(values)))
    return Span(points[0], points[-1], points=points) if points else Span(inf, -inf, points=())


def may(relation: Relation, left: Span, right: Span) -> bool:
    """Whether some value of the one can stand in a relation to some value of the other."""
    if left.empty or right.empty:
        return False
    match relation:
        case "<":
            return left.low < right.high
        case "<=":
            touch = left.low == right.high and not left.above and not right.below
            return left.low < right.high or touch
        case ">" | ">=":
            return may(MIRRORED[relation], right, left)
        case "==":
            return not left.kept("==", right).empty if left.points is None else _meet(left, right)
        case "!=":
            return not (left.single and right.single and left.low == right.low)


def _meet(few: Span, other: Span) -> bool:
    return any(other.holds(point) for point in few.points or ())


def calculated(operation: Operation, left: Span, right: Span) -> Span:
    """The values that a sum, difference, product or quotient can have; by zero it is zero."""
    if left.empty or right.empty:
        return among(())
    if operation == "/" and right.low <= 0.0 <= right.high:
        return only(0.0) if right.single else ANYTHING
    ends = _ends(operation, left, right)
    if any(isnan(end) for end in ends):
        return ANYTHING
    return Span(min(ends), max(ends))


def _ends(operation: Operation, left: Span, right: Span) -> list[float]:
    """Results between which all others lie, because every operation is monotonous in both."""
    lefts, rights = (left.low, left.high), (right.low, right.high)
    match operation:
        case "+":
            return [a + b for a in lefts for b in rights]
        case "-":
            return [a - b for a in lefts for b in rights]
        case "*":
            return [a * b for a in lefts for b in rights]
        case "/":
            return [a / b for a in lefts for b in rights]
