"""The ledger of arguments: integers per mille, so that every machine and every class agree.

The family is DF-QuAD (Rago, Toni, Aurisicchio and Baroni 2016), with three differences: floors
instead of fractions, at most three arguments a side, and a claim without evidence that is never
added to anything. Nothing here reads a word of what was said: structure, evidence and rebuttals
count. Axis letters: a audience, n place on the floor, k kind of rebuttal, s session.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dialogue_sim.engine.numerics import Array, Integers, Truths

WHOLE = 1000
CLAIM = 150
"""What a claim with a reason is worth by itself."""
REFUTED, REPEATED = 250, 150
"""What contradicting a documented card costs, and what saying the same again does."""
LEAST, MOST = 50, 800
COUNTED = 3
"""So many arguments of a side are added up."""
ANSWERS_WITH = {
    "challenge": (150, 2),
    "undercut": (120, 1),
    "counter": (100, 2),
    "concede": (80, 1),
}
"""By kind of rebuttal: its force by itself, and how often the grade of its card is added."""
MOST_FORCE = 500


@dataclass(frozen=True, slots=True)
class Lines:
    """What is on the floor, as far as it bears on the text; (n, s) unless said otherwise.

    Attributes:
        present: whether anything stands at a place; sides: 0 for the text, 1 against it.
        reasons: kind of argument; evidence: per mille that its cards add.
        carded: whether one of its cards bears on the text.
        deductions: per mille for contradicting a documented card and for saying it again.
        relevance: per mille.
        rebuttals: (k, n, s) force of the strongest rebuttal of each kind, 0 for none.
        twins: pairs of places that say the same in some session, with (s,) where.
        worth: what each is worth before an audience weighs its reason.
        counted: relevance, 0 where nothing stands.
        proven, bare: (2, 1, n, s) 1 where it counts for a side, with a card and without one.
    """

    present: Truths
    sides: Integers
    reasons: Integers
    evidence: Integers
    carded: Truths
    deductions: Integers
    relevance: Integers
    rebuttals: Integers
    twins: tuple[tuple[int, int, Truths], ...] = ()
    worth: Integers = field(init=False, repr=False)
    counted: Integers = field(init=False, repr=False)
    proven: Integers = field(init=False, repr=False)
    bare: Integers = field(init=False, repr=False)

    def __post_init__(self) -> None:
        own = np.array([self.present & (self.sides == side) for side in (0, 1)])[:, None]
        object.__setattr__(self, "worth", CLAIM + self.evidence - self.deductions)
        object.__setattr__(self, "counted", self.relevance * self.present)
        object.__setattr__(self, "proven", (own & self.carded).astype(np.int64))
        object.__setattr__(self, "bare", (own & ~self.carded).astype(np.int64))


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a debate comes to for every audience, per mille.

    Attributes:
        base: (a, n, s) what each argument is worth before it is answered.
        answered: (n, s) what its rebuttals take of it.
        strengths: (a, n, s) what is left of it; 0 at empty places.
        sides: (2, a, s) what each side comes to.
    """

    base: Integers
    answered: Integers
    strengths: Integers
    sides: Integers

    @property
    def term(self) -> Array:
        """(a, s) E27: the argument term of each audience, -1..1."""
        return (self.sides[0] - self.sides[1]) / float(WHOLE)


def comb(x: Integers, y: Integers) -> Integers:
    """Two strengths together, per mille: x + y - x y / 1000, the product rounded down.

    Never less than either and never more than the whole.
    """
    return WHOLE - _left([WHOLE - x, WHOLE - y])


def _left(rests: Iterable[Integers]) -> Integers:
    """What strengths leave of the whole, from what each of them leaves, in their order.

    1000 - comb(x, y) is (1000 - x)(1000 - y) / 1000 rounded down, since 1000 - x - y is whole.
    """
    left, *others = rests
    for rest in others:
        left = left * rest
        left //= WHOLE
    return left


def adjudicate(weights: Integers, lines: Lines) -> Ledger:
    """Weigh the floor for every audience (E24, E25).

    Args:
        weights: (a, reason) per mille, 0..200.
        lines: what is on the floor.
    """
    base: Integers = weights.take(lines.reasons, axis=1)
    base += lines.worth
    np.maximum(base, LEAST, out=base)
    np.minimum(base, MOST, out=base)
    base *= lines.counted
    base //= WHOLE
    rests = WHOLE - lines.rebuttals
    rests.sort(axis=0)
    left = _left(rests)
    strengths: Integers = base * left
    strengths //= WHOLE
    sides = sides_without_twins(lines, strengths)
    return Ledger(base, WHOLE - left, strengths, sides)


def sides_of(lines: Lines, strengths: Integers) -> Integers:
    """E26: (2, a, s) what each side comes to from strengths (a, n, s).

    The three strongest with a card are put together. A claim without one is put together with
    nothing: the strongest of a side counts alone, where it is more than all the others.
    """
    if not strengths.shape[1]:
        return np.zeros((2, strengths.shape[0], strengths.shape[2]), dtype=np.int64)
    rests = WHOLE - strengths * lines.proven
    rests.sort(axis=2)
    strongest = range(min(COUNTED, rests.shape[2]))
    together = WHOLE - _left(rests[:, :, place] for place in strongest)
    alone: Integers = (strengths * lines.bare).max(axis=2)
    return np.maximum(together, alone)


def sides_without_twins(lines: Lines, strengths: Integers) -> Integers:
    """(2, a, s) as `sides_of`; of two arguments that say the same only the stronger counts."""
    return sides_of(lines, _without_twins(lines, strengths))


def _without_twins(lines: Lines, strengths: Integers) -> Integers:
    """(a, n, s) strengths where of two that say the same only the stronger counts."""
    for one, other, where in lines.twins:
        weaker = np.minimum(strengths[:, one], strengths[:, other]) * where
        first = strengths[:, one] <= strengths[:, other]
        strengths = strengths.copy()
        strengths[:, one] -= weaker * first
        strengths[:, other] -= weaker * ~first
    return strengths


def force(kind: str, grade: int) -> int:
    """E25: what a rebuttal takes, per mille, with a card of a grade or 0 without one."""
    alone, times = ANSWERS_WITH[kind]
    return min(MOST_FORCE, alone + times * grade)
