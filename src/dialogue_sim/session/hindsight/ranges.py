"""Between which numbers most sessions lie that make the same moves under other luck.

This may be shown while a session goes on. A re-roll draws its own luck and its own nature of the
counterpart, and shares with the played session only what everybody at the table knows: content,
seed and moves. So the range is the same whatever the hidden nature of the played session is, and
nothing can be learned about it that the moves do not tell. It ends with the last finished turn:
what is still to come is the adviser's to forecast.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine import indicators
from dialogue_sim.engine.indicators import INDICATORS
from dialogue_sim.session.hindsight.forecast import next_turn, open_chair, opened
from dialogue_sim.session.hindsight.luck import HIGH, LOW, REROLLS, quantile
from dialogue_sim.session.progress import silent
from dialogue_sim.session.views.history import CHARTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.session.game import Game
    from dialogue_sim.session.hindsight.forecast import Batch
    from dialogue_sim.session.progress import Tell


@dataclass(frozen=True, slots=True)
class Range:
    """From the tenth to the ninetieth percent of the re-rolls, in points.

    Attributes:
        low, high: at the opening and at the end of every finished turn.
    """

    low: tuple[float, ...]
    high: tuple[float, ...]


def ranges(game: Game, rerolls: int = REROLLS, tell: Tell = silent) -> Mapping[str, Range]:
    """The range of every indicator that has a line, turn by turn.

    A re-roll that has ended stays as it was at its end.

    Args:
        game: moves of a turn that is going on do not count.
        rerolls: how many other sessions.
        tell: hears how many turns are done.

    Raises:
        Stopped: nobody waits for it any more.
    """
    chair, batch = open_chair(game), opened(game, rerolls)
    found = [_ranges_in(game, batch)]
    for done, played in enumerate(game.played):
        tell(done / len(game.played))
        batch = next_turn(game, batch, played.turn.number, [chair.as_played(played)])
        found.append(_ranges_in(game, batch))
    tell(1.0)
    return {
        name: Range(tuple(at[name][0] for at in found), tuple(at[name][1] for at in found))
        for name in found[0]
    }


def _ranges_in(game: Game, batch: Batch) -> dict[str, tuple[float, float]]:
    found = {}
    for row in INDICATORS:
        if row.rank <= CHARTED:
            values = indicators.read(game.world, batch.situation, row.name)
            ordered = np.sort(values[1:])
            found[row.name] = (quantile(ordered, LOW), quantile(ordered, HIGH))
    return found
