"""What a turn came to, put together by hand: for tests that ask what follows from it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.dynamics import Outcome
from dialogue_sim.engine.hearing import Decision, Hearing, agreed

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.engine.terms import Moment
    from dialogue_sim.engine.turn import Turn


def outcome_of(
    moment: Moment,
    answer: int | Integers,
    *,
    stands: bool | Truths = True,
    division: Array | None = None,
    stances: Array | None = None,
) -> Outcome:
    """What was tabled stands or was blocked; who said what is left as it was but for these."""
    before = moment.situation
    everywhere = np.ones(before.sessions, dtype=np.bool_)
    plain: Decision = agreed(moment.world, before, moment.proposal, before.responses)
    decision = replace(
        plain,
        stands=everywhere & stands,
        broken=~(everywhere & stands),
        blocked=~(everywhere & stands),
        stances=before.stances if stances is None else stances,
        division=before.division if division is None else division,
    )
    return Outcome(moment, decision, np.zeros(before.sessions, dtype=np.int64) + answer)


def heard(turn: Turn) -> Hearing:
    """The hearing that decided a turn in which something was tabled."""
    assert turn.last_hearing is not None
    return turn.last_hearing
