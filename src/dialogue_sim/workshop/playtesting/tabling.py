"""What becomes of each policy in many sessions: when it may be tabled, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.session.strategies.table import WAIT

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Integers
    from dialogue_sim.session.strategies.rehearsal import Rehearsed
    from dialogue_sim.session.strategies.table import Stage


class Tabling:
    """The policies of one casting; axis letters: p policy of the story, s session.

    Attributes:
        offered: (p,) moments in which it stood on the menu of whoever tabled.
        legal: (p,) those in which it might be tabled, and could be paid.
        picked, adopted, broken: (p,) times that it was tabled, stood, and broke silence.
        used: (p, s) whether a session saw it tabled.
    """

    def __init__(self, stage: Stage, sessions: int) -> None:
        policies = len(stage.world.story.policies)
        self.offered, self.legal, self.picked, self.adopted, self.broken = (
            np.zeros(policies, dtype=np.int64) for _ in range(5)
        )
        self.used = np.zeros((policies, sessions), dtype=np.bool_)

    def see(self, rehearsed: Rehearsed, at: Integers) -> None:
        """One turn of some of the sessions; see `playtest.Observer`."""
        turn, table = rehearsed.turn, rehearsed.table
        # Amended texts stand behind the plain ones, so the first of a policy is the plain one.
        policies, rows = np.unique(table.texts.policies, return_index=True)
        self.offered[policies] += len(at)
        self.legal[policies] += table.may[rows].sum(axis=1)
        tabled = turn.policy != WAIT
        policy, many = turn.policy[tabled], len(self.picked)
        self.picked += np.bincount(policy, minlength=many)
        self.adopted += np.bincount(turn.policy[turn.stands & tabled], minlength=many)
        self.used[policy, at[tabled]] = True
        if turn.hearings:
            broken = turn.hearings[0].ruling.blocked & tabled
            self.broken += np.bincount(turn.policy[broken], minlength=many)
