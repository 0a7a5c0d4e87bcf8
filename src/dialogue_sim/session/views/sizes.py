"""Numbers where numbers are kept back: how large they are, in signs and in words.

A receipt without numbers still says what spoke for a text and what against it, and which of it
weighed most. Steps are wide, so that nobody can add them up.
"""

from __future__ import annotations

from typing import Final

TERM: Final = (0.005, 0.05, 0.15)
"""From where on a term of a receipt, or a part of one, has one, two and three signs."""
LOG_ODDS: Final = (0.05, 0.5, 1.5)
"""The same for a driver of an answer."""
DEBATE: Final = (0.005, 0.1, 0.3)
"""The same for what a debate came to, before it is weighed as a term, and for a share of that."""
PER_MILLE: Final = (1, 200, 450)
"""The same for a side of a debate."""

NOTHING = "·"

AMOUNTS = (("nothing", 0.0), ("little", 0.005), ("some", 0.25), ("much", 0.5), ("most", 0.75))
"""How much of a whole something is; each from a part of the whole on."""
SHARES = (("few", 0.0), ("a minority", 0.2), ("about half", 0.4), ("a majority", 0.6),
          ("nearly all", 0.8))  # fmt: skip
"""How many of some people; likewise."""


def step(value: float, limits: tuple[float, float, float]) -> int:
    """A number as a step from -3 to 3; 0 for what is as good as nothing."""
    reached = sum(abs(value) >= limit for limit in limits)
    return -reached if value < 0 else reached


def signs(value: float, limits: tuple[float, float, float]) -> str:
    """The same in signs: `+++` for what speaks strongly for, `-` for what speaks a little against.

    Args:
        value: the number; limits: from where on it has one, two and three signs.
    """
    reached = step(value, limits)
    return ("+" if reached > 0 else "-") * abs(reached) or NOTHING


def amount(part: float) -> str:
    """How much of a whole a part of it is, whichever way it counts."""
    return _last(AMOUNTS, abs(part))


def share_of_people(part: float) -> str:
    """How many people a part of all of them is."""
    return _last(SHARES, part)


def _last(table: tuple[tuple[str, float], ...], value: float) -> str:
    return [word for word, least in table if value >= least or least == 0.0][-1]
