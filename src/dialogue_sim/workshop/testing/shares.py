"""Shares of sessions, with how far they can be trusted, and how they are written."""

from __future__ import annotations

from dialogue_sim.workshop.playtesting.shares import wilson
from dialogue_sim.workshop.testing.results import Interval


def interval(times: int, sessions: int) -> Interval:
    """The interval in which a share lies with a probability of 95 %.

    Args:
        times: how often something was so; sessions: of how many, at least 1.
    """
    return Interval(*wilson(times, sessions), sessions)


def rates_in(line: str) -> list[str]:
    """Every `rate(...)` of a condition as it is written, in the order of the line."""
    found = []
    start = line.find("rate")
    while start >= 0:
        end = _closing(line, start)
        if end:
            found.append(" ".join(line[start:end].split()))
        start = line.find("rate", end or start + 4)
    return found


def _closing(line: str, start: int) -> int:
    """The offset behind the bracket that closes a call; 0 where no call begins here."""
    opening = line.find("(", start)
    if opening < 0 or line[start + 4 : opening].strip():
        return 0
    depth = 0
    for offset in range(opening, len(line)):
        depth += (line[offset] == "(") - (line[offset] == ")")
        if not depth:
            return offset + 1
    return 0
