"""What persons in seats said in a turn, as the engine reads it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dialogue_sim.engine.reaction import AWAITED, DRAWN
from dialogue_sim.session.moves import Answer, Move, Respond, Settle
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Integers

Said: TypeAlias = Sequence[tuple[str, Move]]
"""The moves of a turn in their order, each with the seat that made it."""


def given_responses(
    ids: tuple[str, ...], said: Said, asked: Collection[str] = ()
) -> Integers | None:
    """(2, a) responses 0..4 to the first and the second text; None where no person has a say.

    Args:
        ids: of the actors.
        said: what was said so far.
        asked: seats whose word is awaited where they have not given it; others are drawn.
    """
    given = np.full((2, len(ids)), DRAWN, dtype=np.int64)
    given[:, [ids.index(seat) for seat in asked if seat in ids]] = AWAITED
    attempt = 0
    for seat, move in said:
        match move:
            case Respond(response):
                given[attempt, ids.index(seat)] = RESPONSES.index(response)
            case Settle(how):
                attempt = 1
                if how == "withdraw":
                    given[1] = given[0]
            case _:
                pass
    return None if (given == DRAWN).all() else given


def given_answer(counterpart: str, said: Said, asked: Collection[str] = ()) -> int | None:
    """The answer 0..4 of the person in the counterpart's seat; None where nobody sits there."""
    for _, move in said:
        if isinstance(move, Answer):
            return ANSWERS.index(move.answer)
    return AWAITED if counterpart in asked else None
