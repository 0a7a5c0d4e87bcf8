"""How indicators move from turn to turn in many sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from dialogue_sim.engine import indicators
from dialogue_sim.engine.indicators import BY_NAME, INDICATORS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.engine.numerics import Integers
    from dialogue_sim.session.strategies.rehearsal import Rehearsed
    from dialogue_sim.session.strategies.table import Stage

Points = npt.NDArray[np.float32]
SHOWN = tuple(one.name for one in INDICATORS if one.rank <= 2)  # noqa: PLR2004  rows of screens
"""What players see move: the first and the second row of their screens."""


class Courses:
    """The indicators of one casting after every turn.

    Half the usual precision, so that a hundred thousand sessions stay small.

    Attributes:
        after: by indicator, (t, s) points; not a number where the session was over.
    """

    def __init__(self, stage: Stage, sessions: int) -> None:
        shape = (stage.world.story.turns, sessions)
        self.stage = stage
        self.after: Mapping[str, Points] = {
            name: np.full(shape, np.nan, dtype=np.float32) for name in SHOWN
        }

    def see(self, rehearsed: Rehearsed, at: Integers) -> None:
        """One turn of some of the sessions; see `playtest.Observer`."""
        turn = rehearsed.turn
        for name, points in self.after.items():
            points[turn.number - 1, at] = indicators.read(self.stage.world, turn.after, name)

    def opening(self, name: str) -> float:
        """What an indicator is before the first turn."""
        return float(indicators.read(self.stage.world, self.stage.opening, name)[0])


def limits(name: str) -> tuple[float, float]:
    """The ends of an indicator's range."""
    return BY_NAME[name].low, BY_NAME[name].high
