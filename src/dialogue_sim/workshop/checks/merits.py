"""What speaks for a text at the opening, and which courses can be defended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from dialogue_sim.words import RESPONSES

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.workshop.checks.opening import Opening

ROUNDING: Final = 1e-9
"""Numbers of two texts that differ by less are equal."""
ENOUGH_CAPABILITY: Final = 1 / 3
LIKELY: Final = 0.5
ACCEPT: Final = RESPONSES.index("accept_with_conditions")


def scores(seen: Opening, menu: list[str]) -> Array:
    """(criterion, n) all that could speak for a text, more of it being better."""
    columns = seen.columns(menu)
    rows = [
        *seen.utility[:, columns], seen.counterpart[columns],
        seen.good[columns], -seen.bad[columns], seen.stands[columns], -seen.price[columns],
    ]  # fmt: skip
    return np.stack([*rows, *seen.goals[:, columns].astype(np.float64)])


def beats(one: Array, other: Array) -> bool:
    """Whether a text is at least as good in everything, and better in something."""
    difference = one - other
    return bool((difference >= -ROUNDING).all() and (difference > ROUNDING).any())


def defensible(seen: Opening, menu: list[str]) -> list[int]:
    """Places of texts that nobody can call strictly worse, and that have a chance.

    No other text is liked at least as well by every member and voice and better by one; and the
    text stands with more than even chances, or members with a third of capability accept it.
    """
    columns = seen.columns(menu)
    kinds = np.array(seen.kinds)
    members = kinds == "member"
    liked = seen.utility[kinds != "public"][:, columns]
    capability = seen.capability[members][:, None]
    accepted = (seen.responses[members][:, columns] >= ACCEPT) * capability
    share = accepted.sum(axis=0) / max(capability.sum(), ROUNDING)
    places = range(len(menu))
    return [
        text
        for text in places
        if not any(beats(liked[:, other], liked[:, text]) for other in places)
        and (seen.stands[columns[text]] > LIKELY or share[text] >= ENOUGH_CAPABILITY)
    ]
