"""Shares of many sessions, and how far they can be trusted."""

from __future__ import annotations

import math

NORMAL = 1.959963984540054
"""Of a normal distribution, the middle 95 % lie within so many standard deviations."""


def wilson(times: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share by the score method of E. B. Wilson (1927), 0..1.

    It stays within 0 and 1, and has a width where something came never or always.

    Args:
        times: how often something came; of: how often it could have, 1 or more.
    """
    share, square = times / of, NORMAL * NORMAL / of
    middle = share + square / 2.0
    half = NORMAL * math.sqrt(share * (1.0 - share) / of + square / (4.0 * of))
    low, high = (middle - half) / (1.0 + square), (middle + half) / (1.0 + square)
    return max(0.0, low), min(1.0, high)
