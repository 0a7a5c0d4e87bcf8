"""Where a threshold would have to lie for something to come as often as it is meant to."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.workshop.playtesting.report import pooled, without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.session.progress import Tell
    from dialogue_sim.workshop.playtesting.near import Threshold
    from dialogue_sim.workshop.playtesting.report import Report
    from dialogue_sim.workshop.playtesting.watching import Tally

STEPS = (1.0, 0.5, 0.1, 0.01)
"""How fine a threshold is written, coarse first."""
CLOSE = 0.02
"""How near the share has to come to what was asked for, for a coarse number to do."""
RARE, OFTEN = 0.05, 0.95
"""Below and above it a threshold is proposed without being asked for."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A threshold that would let something come in a given share of sessions.

    Attributes:
        clause: as it stands; instead: as it would have to stand; None where no number does.
        number: what it would be compared with.
        share: of sessions in which it would come then; the most that any number brings where none
            suffices.
        wanted: the share that was asked for.
    """

    clause: str
    instead: str | None
    number: float | None
    share: float
    wanted: float


def aims_of(tallies: Sequence[Tally], wanted: float) -> tuple[Aim, ...]:
    """For every numeric clause of something the threshold that would bring a share.

    Args:
        tallies: of one inject or ending, by player; wanted: 0..1.
    """
    first = tallies[0]
    return tuple(
        _aim(first.of.clauses[clause].text, threshold, pooled(tallies, clause), wanted)
        for clause, threshold in enumerate(first.thresholds)
        if threshold is not None
    )


def solved(report: Report, place: int, wanted: float, tell: Tell) -> tuple[Aim, ...]:
    """The same, exactly, for a share that may be smaller than what was found.

    What has come changes what follows, so the sessions are played again without it.

    Args:
        report: what was played; place: of the inject or ending among `report.asked`.
        wanted: 0..1; tell: hears how much of it is played.

    Raises:
        Stopped: nobody waits for it any more.
    """
    thresholds = report.tallies(place)[0].thresholds
    if not any(thresholds):
        return ()
    found = float(np.mean([(one.first > 0).mean() for one in report.tallies(place)]))
    tallies = report.tallies(place) if wanted >= found else without(report, place, tell)
    return aims_of(tallies, wanted)


def _aim(clause: str, threshold: Threshold, best: Array, wanted: float) -> Aim:
    possible = np.sort(best[np.isfinite(best)])
    most = len(possible) / len(best)
    needed = math.ceil(wanted * len(best) - 1e-9)
    if most < wanted or not needed:
        return Aim(clause, None, None, most, wanted)
    exact = float(possible[-needed] if threshold.upward else possible[needed - 1])
    number, share = _nearest(threshold, best, (exact, STEPS[0]), wanted)
    for step in STEPS[1:]:
        if abs(share - wanted) <= CLOSE:
            break
        finer, other = _nearest(threshold, best, (exact, step), wanted)
        if abs(other - wanted) < abs(share - wanted) - CLOSE / 2.0:
            number, share = finer, other
    return Aim(clause, threshold.written(number), number, share, wanted)


def _nearest(
    threshold: Threshold, best: Array, near: tuple[float, float], wanted: float
) -> tuple[float, float]:
    """The number whose share is nearest to what is wanted, and that share.

    Args:
        threshold: the clause; best: (s,) see `Tally`; wanted: 0..1.
        near: the exact number, and the step of the grid on which one is looked for.
    """
    exact, step = near
    low = math.floor(exact / step)
    found = []
    for grid in (low - 1, low, low + 1, low + 2):
        number = round(grid * step, 8)
        found.append((number, float(threshold.met(best, number).mean())))
    return min(found, key=lambda pair: (abs(pair[1] - wanted), abs(pair[0] - exact)))
