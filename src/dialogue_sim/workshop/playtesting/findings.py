"""What a playtest found of every inject and ending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.session.progress import Tell, parts, silent
from dialogue_sim.workshop.playtesting.near import FAR
from dialogue_sim.workshop.playtesting.shares import wilson
from dialogue_sim.workshop.playtesting.solving import OFTEN, RARE, Aim, solved

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dialogue_sim.workshop.playtesting.report import Report
    from dialogue_sim.workshop.playtesting.watching import Tally

SELDOM = 0.01
"""What comes less often is told with its nearest miss."""
AIM = 0.30


@dataclass(frozen=True, slots=True)
class Held:
    """A clause, and how often it held when it was asked about.

    Attributes:
        share: of the moments in which it was asked; None where it never was.
        alone: share of the moments in which it alone was lacking.
    """

    text: str
    share: float | None
    alone: float | None


@dataclass(frozen=True, slots=True)
class Miss:
    """The nearest that something came to coming.

    Attributes:
        lacking: by clause, how many points it was short; None for a clause that is no number.
        player: who played; seed: of the session; turn: in which it was asked.
        most: the clause that was lacking most often where all others held; empty for none.
    """

    lacking: Mapping[str, float | None]
    player: str
    seed: str
    turn: int
    most: str


@dataclass(frozen=True, slots=True)
class Fate:
    """An inject or an ending over all sessions.

    Attributes:
        share: of sessions in which it came; low, high: its 95 % interval.
        first: by turn, how many sessions it came in there for the first time.
        earliest, median: of these turns; None where it never came.
        clauses: what it needs; chance: that it comes then, 0..1.
        fits: share of sessions in which all clauses held once, whatever came before it.
        miss: where it came in less than one of a hundred sessions.
        aims: thresholds that would change how often it comes.
        by_player: the share for each of them.
    """

    kind: str
    id: str
    title: str
    share: float
    low: float
    high: float
    first: tuple[int, ...]
    earliest: int | None
    median: float | None
    clauses: tuple[Held, ...]
    chance: float
    fits: float
    miss: Miss | None
    aims: tuple[Aim, ...]
    by_player: Mapping[str, float]

    @property
    def never(self) -> bool:
        """Whether it came in no session."""
        return self.share <= 0.0


def fates_of(
    report: Report,
    aim: float = AIM,
    wanted: Mapping[str, float] | None = None,
    tell: Tell = silent,
) -> tuple[Fate, ...]:
    """Every inject, then every ending.

    Args:
        report: what was played.
        aim: the share for which thresholds are worked out where something is rare or frequent.
        wanted: by id, another share; asked for in any case.
        tell: hears how much of what is played again is played.

    Raises:
        Stopped: nobody waits for it any more.
    """
    tells, wanted = parts(tell, len(report.asked)), wanted or {}
    found = []
    for place, asked in enumerate(report.asked):
        telling, share = next(tells), _share(report.tallies(place))
        aims: tuple[Aim, ...] = ()
        if asked.id in wanted:
            aims = solved(report, place, wanted[asked.id], telling)
        elif share < RARE or share > OFTEN:
            aims = solved(report, place, aim, telling)
        found.append(_fate(report, place, aims))
    return tuple(found)


def _share(tallies: Sequence[Tally]) -> float:
    return float(np.concatenate([tally.first > 0 for tally in tallies]).mean())


def _fate(report: Report, place: int, aims: tuple[Aim, ...]) -> Fate:
    tallies = report.tallies(place)
    asked, turns = tallies[0].of, report.stage.world.story.turns
    first = np.concatenate([tally.first for tally in tallies])
    came = first[first > 0]
    share = len(came) / len(first)
    low, high = wilson(len(came), len(first))
    return Fate(
        kind=asked.kind, id=asked.id, title=asked.title, share=share, low=low, high=high,
        first=tuple(np.bincount(came, minlength=turns + 1)[1:].tolist()),
        earliest=int(came.min()) if came.size else None,
        median=float(np.median(came)) if came.size else None,
        clauses=_clauses(tallies),
        chance=asked.chance,
        fits=float(np.concatenate([tally.fits for tally in tallies]).mean()),
        miss=_miss(report, tallies) if share < SELDOM else None,
        aims=aims,
        by_player={
            play.name: float((tally.first > 0).mean())
            for play, tally in zip(report.plays, tallies, strict=True)
        },
    )  # fmt: skip


def _clauses(tallies: Sequence[Tally]) -> tuple[Held, ...]:
    asked = sum(tally.asked for tally in tallies)
    held, alone = (
        np.sum([getattr(tally, name) for tally in tallies], axis=0) for name in ("held", "lone")
    )
    return tuple(
        Held(clause.text, *(float(one[k]) / asked if asked else None for one in (held, alone)))
        for k, clause in enumerate(tallies[0].of.clauses)
    )


def _miss(report: Report, tallies: Sequence[Tally]) -> Miss | None:
    """The nearest moment of all players; None where nothing was lacking, or nothing was asked."""
    texts = [clause.text for clause in tallies[0].of.clauses]
    near = [
        (tally.nearest.far, play.name, tally.nearest)
        for play, tally in zip(report.plays, tallies, strict=True)
        if tally.nearest is not None
    ]
    if not near:
        return None
    _, player, nearest = min(near, key=lambda one: one[0])
    alone = np.sum([tally.lone for tally in tallies], axis=0)
    lacking = {
        text: None if short >= FAR else short
        for text, short in zip(texts, nearest.short, strict=True)
        if short > 0.0
    }
    most = texts[int(alone.argmax())] if alone.any() else ""
    return Miss(lacking, player, report.seed(nearest.place), nearest.turn, most)
