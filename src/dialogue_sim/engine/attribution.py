"""What each argument on the floor adds to what its side comes to: exact Shapley values.

A side is a game of its own, because the other side is subtracted from it: an argument's share is
the mean, over every order in which the side's arguments can be made, of what it adds when its
turn comes (Shapley 1953). The shares add up to what the side comes to, to the last unit.
Axis letters: a audience, n place on the floor.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import factorial
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.debate import sides_without_twins

if TYPE_CHECKING:
    from dialogue_sim.engine.debate import Ledger, Lines
    from dialogue_sim.engine.numerics import Integers

MOST_ARGUMENTS = 12
"""More are never on the floor; every set of them is looked at."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Each argument's part in what the debate comes to, signed: against the text is negative.

    Attributes:
        numerators: (a, n) whole numbers; over `denominator` they are per mille.
    """

    numerators: Integers
    denominator: int

    def of(self, audience: int, place: int) -> Fraction:
        """Per mille that an argument adds for an audience, exactly."""
        return Fraction(int(self.numerators[audience, place]), self.denominator)


def shares(lines: Lines, ledger: Ledger) -> Shares:
    """The exact shares of all arguments of one session.

    Args:
        lines: the floor, one session; ledger: what it came to.
    """
    present = np.flatnonzero(lines.present[:, 0])
    count = len(present)
    assert count <= MOST_ARGUMENTS  # noqa: S101  the rules of the debate let no more be made
    audiences = ledger.strengths.shape[0]
    found = np.zeros((audiences, len(lines.present)), dtype=np.int64)
    whole = factorial(MOST_ARGUMENTS)
    for side, sign in ((0, 1), (1, -1)):
        own = [int(place) for place in present if lines.sides[place, 0] == side]
        worth = _worth_of_sets(lines, ledger, own, side)
        for bit, place in enumerate(own):
            found[:, place] = sign * _share(worth, bit, len(own))
    return Shares(found, whole)


def _worth_of_sets(lines: Lines, ledger: Ledger, own: list[int], side: int) -> Integers:
    """(a, set) what a side comes to with every set of its arguments; sets count in binary."""
    sets = np.arange(1 << len(own))
    strengths = np.zeros((*ledger.strengths.shape[:2], len(sets)), dtype=np.int64)
    for bit, place in enumerate(own):
        strengths[:, place] = ledger.strengths[:, place] * ((sets >> bit) & 1)
    return sides_without_twins(lines, strengths)[side]


def _share(worth: Integers, bit: int, count: int) -> Integers:
    """(a,) the share of one argument over 12!; Shapley's weights are exact in whole numbers."""
    unit = factorial(MOST_ARGUMENTS) // factorial(count)
    weights = [factorial(size) * factorial(count - size - 1) * unit for size in range(count)]
    pairs = worth.reshape(len(worth), -1, 2, 1 << bit)
    gained = (pairs[:, :, 1] - pairs[:, :, 0]).reshape(len(worth), -1)
    others = [one for one in range(1 << count) if not (one >> bit) & 1]
    total = gained * np.array([weights[one.bit_count()] for one in others])
    while total.shape[1] > 1:
        total = total[:, ::2] + total[:, 1::2]
    return total[:, 0]
