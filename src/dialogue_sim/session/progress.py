"""How work that takes a while says how far it is, and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

Tell: TypeAlias = Callable[[float], None]
"""Hears how far some work is, 0..1; raises `Stopped` where nobody waits for it any more."""


class Stopped(Exception):  # noqa: N818  it is no error: somebody has changed their mind
    """The work that was asked for is not wanted any more."""


def silent(share: float) -> None:
    """Nobody listens."""
    del share


def part(tell: Tell, start: float, end: float) -> Tell:
    """Tells of a piece of the work as the part of the whole that lies from `start` to `end`."""
    return lambda share: tell(start + (end - start) * share)


def parts(tell: Tell, count: int) -> Iterator[Tell]:
    """How to tell of each of so many pieces that take about as long, one after the other."""
    for place in range(count):
        yield part(tell, place / count, (place + 1) / count)


class Steps:
    """Work of so many steps that take about as long; may be stopped before the first of them."""

    def __init__(self, tell: Tell, total: int) -> None:
        self._tell, self._total, self._done = tell, max(1, total), 0
        tell(0.0)

    def one(self) -> None:
        """One more step is done.

        Raises:
            Stopped: nobody waits for the others.
        """
        self._done = min(self._done + 1, self._total)
        self._tell(self._done / self._total)

    def leap(self) -> None:
        """Everything is done, however many steps it took."""
        self._done = self._total
        self._tell(1.0)
