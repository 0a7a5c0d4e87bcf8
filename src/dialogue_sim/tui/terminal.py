"""The terminal itself: its cursor, and whether anybody still looks at it."""

from __future__ import annotations

import os
import sys

SHOW_CURSOR = "\x1b[?25h\x1b[2 q"
"""A steady block: the cursor follows the highlight, for screen readers."""

USUAL_CURSOR = "\x1b[0 q"
LOOKS_EVERY = 2.0
"""Seconds between two looks at whether the terminal is still there."""

TERMINAL_GONE = 1


def somebody_is_there() -> bool:
    """Whether keys can still come from a terminal."""
    return sys.__stdin__ is not None and sys.__stdin__.isatty()


def leave_unless_somebody_is_there() -> None:
    """End at once when the terminal is gone: reading from it would keep a processor busy for ever.

    Everything is saved already, and there is no screen left to put in order.
    """
    if not somebody_is_there():
        os._exit(TERMINAL_GONE)
