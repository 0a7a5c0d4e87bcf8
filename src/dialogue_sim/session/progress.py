"""How work that takes a while says how far it is, and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Tell: TypeAlias = Callable[[float], None]
"""Hears how far some work is, 0..1; raises `Stopped` where nobody waits for it any more."""


class Stopped(Exception):  # noqa: N818  it is no error: somebody has changed their mind
    """The work that was asked for is not wanted any more."""


def silent(share: float) -> None:
    """Nobody listens."""
    del share
