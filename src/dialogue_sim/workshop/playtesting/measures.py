"""What a playtest found of policies, indicators, actors, seats, and of luck against choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.session.strategies.table import WAIT
from dialogue_sim.words import RESPONSES
from dialogue_sim.workshop.playtesting.courses import SHOWN, limits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dialogue_sim.engine.numerics import Array, Integers
    from dialogue_sim.workshop.playtesting.report import Play, Report

STUCK = 1.0
"""Points within which an indicator that does not move stays."""
PINNED = 0.95
"""Share of sessions that end at one end of a range, to say that it is pinned there."""
UNMOVED = 0.99
"""Share of one response, to say that an actor never moves."""
CLEARLY = 1.96
"""Standard errors beyond which a difference is no luck, 19 times of 20."""


@dataclass(frozen=True, slots=True)
class Use:
    """A policy over all turns of all sessions; shares are 0..1.

    Attributes:
        picked, adopted: shares of the turns in which it was tabled, and came to stand.
        legal: share of the turns with it on the menu in which it might be tabled and be paid.
        taken: how often it was tabled where it might be; None where it never might.
        broken: share of the times that it was tabled in which silence was broken.
        gained: by player, goal points in percent of the sessions that saw it tabled, less those
            of the player's other sessions; only where there are both.
        shunned: whether no player with more goal points than the middle one tables it, and those
            who try it are worse off for it.
    """

    id: str
    picked: float
    adopted: float
    legal: float
    taken: float | None
    broken: float | None
    gained: Mapping[str, float]
    shunned: bool


@dataclass(frozen=True, slots=True)
class Course:
    """An indicator over turns and sessions, in points.

    Attributes:
        turns: for each turn the lowest, the quartiles and the highest, five numbers.
        low, high: of all turns; stuck: whether no session moves it by more than a point.
        pinned: the end of its range at which nearly all sessions end; None for none.
    """

    name: str
    opening: float
    turns: tuple[tuple[float, ...], ...]
    low: float
    high: float
    stuck: bool
    pinned: float | None


@dataclass(frozen=True, slots=True)
class Manner:
    """How an actor responds: shares by response, and whether it is always the same one."""

    actor: str
    responses: Mapping[str, float]
    unmoved: str


@dataclass(frozen=True, slots=True)
class SeatShare:
    """How much of its goals a seat meets, in percent: on average, and by player."""

    seat: str
    mandate: str
    mean: float
    by_player: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Split:
    """Where the differences in goal points come from; shares of their variance, 0..1.

    Attributes:
        players: between players; texts: between sessions of one player by the text that they
            tabled most; luck: within these.
        same_luck: points in percent between two players under the same luck, on average.
        other_luck: between two sessions of one player.
    """

    players: float
    texts: float
    luck: float
    same_luck: float
    other_luck: float


def uses_of(report: Report) -> tuple[Use, ...]:
    """Every policy of the scenario, in the order of its menu."""
    story = report.stage.world.story
    middle = float(np.median([play.record.percent.mean() for play in report.plays]))
    turns = int(np.sum([(~play.record.over).sum() for play in report.plays]))
    return tuple(
        _use(report, name, story.place_of(name), (turns, middle))
        for name in report.stage.bundle.scenario.policies
    )


def _use(report: Report, name: str, place: int, known: tuple[int, float]) -> Use:
    turns, middle = known
    offered, legal, picked, adopted, broken = (
        int(np.sum([getattr(play.tabling, what)[place] for play in report.plays]))
        for what in ("offered", "legal", "picked", "adopted", "broken")
    )
    gains = {
        play.name: found for play in report.plays if (found := _gain(play, place)) is not None
    }
    good = [play for play in report.plays if play.record.percent.mean() > middle]
    liked = any(play.tabling.picked[place] for play in good)
    worse = bool(gains) and all(gain < -within for gain, within in gains.values())
    return Use(
        id=name, picked=picked / turns, adopted=adopted / turns,
        legal=legal / offered if offered else 0.0,
        taken=picked / legal if legal else None,
        broken=broken / picked if picked else None,
        gained={player: gain for player, (gain, _) in gains.items()},
        shunned=worse and not liked,
    )  # fmt: skip


def _gain(play: Play, place: int) -> tuple[float, float] | None:
    """What sessions with a policy have more than those without, and half its interval."""
    used, percent = play.tabling.used[place], play.record.percent
    saw, others = percent[used], percent[~used]
    if len(saw) < 2 or len(others) < 2:  # noqa: PLR2004  one has no spread
        return None
    error = np.sqrt(saw.var(ddof=1) / len(saw) + others.var(ddof=1) / len(others))
    return float(saw.mean() - others.mean()), float(CLEARLY * error)


def courses_of(report: Report) -> tuple[Course, ...]:
    """Every indicator of the first two rows of screens."""
    return tuple(_course(report, name) for name in SHOWN)


def _course(report: Report, name: str) -> Course:
    opening = report.plays[0].courses.opening(name)
    whole = np.concatenate([play.courses.after[name] for play in report.plays], axis=1)
    turns = []
    for row in whole:
        left = row[~np.isnan(row)]
        if left.size:
            turns.append(tuple(np.percentile(left, (0, 25, 50, 75, 100)).tolist()))
    lowest = np.minimum(np.fmin.reduce(whole, axis=0), np.float32(opening))
    highest = np.maximum(np.fmax.reduce(whole, axis=0), np.float32(opening))
    ends = np.concatenate([play.record.ends[name] for play in report.plays if name in
                           play.record.ends] or [_last(whole)])  # fmt: skip
    pinned = [end for end in limits(name) if (ends == end).mean() >= PINNED]
    return Course(
        name, opening, tuple(turns), float(lowest.min()), float(highest.max()),
        stuck=bool((highest - lowest <= STUCK).all()),
        pinned=pinned[0] if pinned else None,
    )  # fmt: skip


def _last(whole: Array) -> Array:
    """(s,) the last number of each column."""
    played = (~np.isnan(whole)).sum(axis=0)
    found: Array = whole[played - 1, np.arange(whole.shape[1])]
    return found


def manners_of(report: Report) -> tuple[Manner, ...]:
    """Every actor that responds."""
    counts: Integers = np.sum([play.record.responses for play in report.plays], axis=0)
    found = []
    for actor, row in zip(report.stage.world.actors.ids, counts, strict=True):
        shares = (row / max(int(row.sum()), 1)).tolist()
        most = int(np.argmax(shares))
        unmoved = RESPONSES[most] if shares[most] >= UNMOVED else ""
        found.append(Manner(actor, dict(zip(RESPONSES, shares, strict=True)), unmoved))
    return tuple(found)


def seats_of(report: Report) -> tuple[SeatShare, ...]:
    """Every seat with goals, under each of its mandates."""
    sessions = [play.record.sessions for play in report.plays]
    found = []
    for row, place in enumerate(report.plays[0].seating.places):
        totals = [float(play.seating.percent[row]) for play in report.plays]
        by_player = {
            play.name: total / many
            for play, total, many in zip(report.plays, totals, sessions, strict=True)
        }
        mean = float(np.sum(totals)) / report.sessions
        found.append(SeatShare(place.seat, place.mandate, mean, by_player))
    return tuple(found)


def by_seat(seats: Sequence[SeatShare]) -> dict[str, float]:
    """The percentage of each seat on average over its mandates, the highest first."""
    means: dict[str, list[float]] = {}
    for one in seats:
        means.setdefault(one.seat, []).append(one.mean)
    averages = {seat: float(np.mean(found)) for seat, found in means.items()}
    return dict(sorted(averages.items(), key=lambda item: -item[1]))


def split_of(report: Report) -> Split | None:
    """Luck against choice; None where the seat has no goals, or all sessions are alike.

    By the law of total variance, twice: between players, then between the texts of each.
    """
    points = np.stack([play.record.percent for play in report.plays])
    total = float(points.var())
    if total <= 0.0:
        return None
    between = float(points.mean(axis=1).var())
    texts = float(np.mean([_between_texts(play) for play in report.plays]))
    # Session n of every player has the same luck; the next one of the same player has another.
    same = [
        np.abs(points[one] - points[other]).mean()
        for one in range(len(points))
        for other in range(one)
    ]
    other = np.abs(points - np.roll(points, 1, axis=1)).mean()
    return Split(
        between / total, texts / total, max(0.0, total - between - texts) / total,
        float(np.mean(same)) if same else 0.0, float(other),
    )  # fmt: skip


def _between_texts(play: Play) -> float:
    """The variance of goal points between groups of sessions with the same favourite policy."""
    policy, percent = play.record.policy, play.record.percent
    policies = len(play.tabling.picked)
    counts = np.stack([(policy == place).sum(axis=0) for place in (WAIT, *range(policies))])
    favourite, mean, found = counts.argmax(axis=0), percent.mean(), 0.0
    for place in np.unique(favourite):
        group = percent[favourite == place]
        found += len(group) / len(percent) * float(group.mean() - mean) ** 2
    return found
