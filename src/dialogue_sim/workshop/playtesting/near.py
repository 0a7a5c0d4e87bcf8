"""How far a condition is from holding, in points where it compares points."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, assert_never

import numpy as np

from dialogue_sim.engine.conditions import holds, number_of
from dialogue_sim.expression_tree import (
    MIRRORED,
    OPPOSITE,
    ActorValue,
    And,
    Arithmetic,
    Compare,
    Name,
    Not,
    Number,
    Or,
)

if TYPE_CHECKING:
    from dialogue_sim.engine.conditions import Reader
    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.expression_tree import Node, Quantity, Relation

FAR = 10_000.0
"""The distance of what holds or does not hold, and is not measured in points."""
HAIR = 1e-9
"""How far `x > 5` is from holding at 5."""
EQUALITIES = frozenset({"==", "!="})
COUNTERS = frozenset({"turn", "turns"})


def distance(node: Node, reader: Reader) -> Array:
    """(s,) points that are lacking until a condition holds; 0 exactly where it does.

    What all have to hold adds up, of several that would do the nearest counts, and what is not
    measured in points is `FAR` away.
    """
    return _distance(node, reader, negated=False)


def _distance(node: Node, reader: Reader, *, negated: bool) -> Array:
    match node:
        case Not(part):
            return _distance(part, reader, negated=not negated)
        case And(parts) | Or(parts):
            ways = [_distance(part, reader, negated=negated) for part in parts]
            total = ways[0]
            for way in ways[1:]:
                together = isinstance(node, And) != negated
                total = total + way if together else np.minimum(total, way)
            return total
        case Compare(op, left, right) if in_points(left) or in_points(right):
            return _short(OPPOSITE[op] if negated else op, (left, right), reader)
        case _:
            return np.where(holds(node, reader) != negated, 0.0, FAR)


def _short(op: Relation, sides: tuple[Quantity, Quantity], reader: Reader) -> Array:
    """(s,) by how many points a comparison fails."""
    left, right = (number_of(side, reader) for side in sides)
    gap = left - right
    match op:
        case ">=" | ">":
            short = np.maximum(-gap, 0.0)
        case "<=" | "<":
            short = np.maximum(gap, 0.0)
        case "==":
            short = np.abs(gap)
        case "!=":
            short = np.zeros_like(gap)
        case _:
            assert_never(op)
    truth = holds(Compare(op, *sides), reader)
    return np.where(truth, 0.0, np.maximum(short, HAIR))


def in_points(quantity: Quantity) -> bool:
    """Whether a quantity is read in points: an indicator, trust, a stance, or a sum of such."""
    match quantity:
        case Name(name):
            return name not in COUNTERS
        case ActorValue(kind, _):
            return kind != "response"
        case Arithmetic(_, left, right):
            return in_points(left) or in_points(right)
        case _:
            return False


@dataclass(frozen=True, slots=True)
class Threshold:
    """A clause that compares points with one number: `x >= n`.

    Attributes:
        op: from the side of the quantity, whichever side it is written on.
        words: the quantity as its author wrote it.
        number: what it is compared with.
    """

    quantity: Quantity
    op: Literal[">=", ">", "<=", "<"]
    words: str
    number: float

    @property
    def upward(self) -> bool:
        """Whether large numbers make it hold."""
        return self.op in {">", ">="}

    @property
    def never(self) -> float:
        """A number that meets no threshold."""
        return -math.inf if self.upward else math.inf

    def met(self, values: Array, number: float) -> Array:
        """(s,) 1.0 where values meet the threshold if it is at another number."""
        match self.op:
            case ">=":
                found = values >= number
            case ">":
                found = values > number
            case "<=":
                found = values <= number
            case "<":
                found = values < number
            case _:
                assert_never(self.op)
        return found.astype(np.float64)

    def written(self, number: float) -> str:
        """The clause with another number in it."""
        return f"{self.words} {self.op} {number:g}"


def threshold_of(text: str, node: Node) -> Threshold | None:
    """The threshold of a clause; None where it is none.

    Args:
        text: as it was written; node: the same, read.
    """
    if not isinstance(node, Compare) or node.op in EQUALITIES:
        return None
    left, _, right = (part.strip() for part in text.partition(node.op))
    match node:
        case Compare(op, quantity, Number(number)) if in_points(quantity):
            return Threshold(quantity, _order(op), left, number)
        case Compare(op, Number(number), quantity) if in_points(quantity):
            return Threshold(quantity, _order(MIRRORED[op]), right, number)
        case _:
            return None


def _order(op: Relation) -> Literal[">=", ">", "<=", "<"]:
    assert op not in {"==", "!="}  # noqa: S101  only orders are mirrored
    return op  # type: ignore[return-value]
