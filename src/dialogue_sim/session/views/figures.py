"""Numbers as receipts show them: three digits and a sign, rounded so that sums still hold."""

from __future__ import annotations

import math

DIGITS = 3


def signed(value: float) -> str:
    """A number with its sign and three digits; what rounds to nothing has a plus."""
    return f"{round(value, DIGITS) + 0.0:+.{DIGITS}f}"


def add_up_as_shown(values: list[float], total: float) -> list[str]:
    """Numbers rounded so that they still add up to the rounded total (largest remainders)."""
    unit = 10**DIGITS
    scaled = [value * unit for value in values]
    floors = [math.floor(value) for value in scaled]
    missing = round(float(f"{total:.{DIGITS}f}") * unit) - sum(floors)
    by_remainder = sorted(range(len(values)), key=lambda k: floors[k] - scaled[k])
    for k in by_remainder[: max(0, missing)]:
        floors[k] += 1
    # Parts that add up only to rounding may lie a hair above a whole unit that the total misses.
    for k in by_remainder[missing:] if missing < 0 else ():
        floors[k] -= 1
    return [f"{floor / unit:+.{DIGITS}f}" for floor in floors]


def points(value: float) -> int:
    """A number as a screen shows it: rounded, halves up."""
    return math.floor(value + 0.5)
