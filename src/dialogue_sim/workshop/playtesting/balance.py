"""Whether a scenario is a game, from whatever seat: its targets, and what playtests find.

Quick strategies and looking ahead play the chair under each of its mandates; every other seat is
played as the model draws it, at random and looking ahead, while an unmanned chair tables.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from dialogue_sim.session.progress import Tell, parts, silent
from dialogue_sim.session.strategies.seat_players import PLAYERS
from dialogue_sim.session.strategies.strategies import STRATEGIES, UNMANNED, Strategy, can_play
from dialogue_sim.session.strategies.wishes import most_points, wishes_of
from dialogue_sim.workshop.playtesting.clauses import clauses_of
from dialogue_sim.workshop.playtesting.playtest import (
    Casting,
    difference,
    favourite_share,
    playtest,
    waiting_share,
)
from dialogue_sim.workshop.playtesting.summary import favourite_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dialogue_sim.session.strategies.table import Stage
    from dialogue_sim.workshop.playtesting.playtest import Record

AHEAD, AT_RANDOM = "look_ahead", "uniform"
OFTEN = 0.03
"""Share of its sessions in which a strategy reaches an ending, to say that it does."""
FAVOURITE = 0.40
LEAST, MOST = 25.0, 85.0
SPREAD = 8.0
HEADLINES = ("tension", "trust", "credibility", "cohesion", "support", "progress")
FEWEST = 20
"""Sessions of which shares and intervals can be taken at all."""

Topic = Literal["endings", "texts", "goals", "strategies", "indicators"]


@dataclass(frozen=True, slots=True)
class Target:
    """What was asked of a scenario, and what was found.

    Attributes:
        name: the ending, office or indicator that it is about.
        found: what was measured, in words.
        reached: None where it cannot be told.
        advice: what to look at where it was missed.
    """

    topic: Topic
    name: str
    found: str
    reached: bool | None
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """A seat under one of its mandates, and what the playtests of it came to.

    Attributes:
        records: by strategy for the chair, by player for every other seat.
    """

    seat: str
    mandate: str
    records: Mapping[str, Record]

    @property
    def name(self) -> str:
        """The seat, and its mandate if it has several."""
        return f"{self.seat}, {self.mandate}" if self.mandate else self.seat

    @property
    def has_goals(self) -> bool:
        """Whether there is anything to be won."""
        return self.records[AHEAD].most > 0


@dataclass(frozen=True, slots=True)
class Balance:
    """The playtests of a scenario.

    Attributes:
        chair: once for each mandate of the chair; others: for each mandate of each other seat.
        tabling: the strategy that tables while another seat is played.
    """

    stage: Stage
    sessions: int
    seed: str
    chair: tuple[Office, ...]
    others: tuple[Office, ...]
    tabling: str

    @property
    def presets(self) -> tuple[str, ...]:
        """The quick strategies that can play."""
        return tuple(name for name in self.chair[0].records if name != AHEAD)

    @property
    def plays(self) -> dict[str, Record]:
        """Every way in which the chair was played; quick strategies know of no mandate."""
        found = {name: self.chair[0].records[name] for name in self.presets}
        for office in self.chair:
            found[f"{AHEAD} {office.mandate}".strip()] = office.records[AHEAD]
        return found


def balance_of(
    stage: Stage,
    sessions: int,
    seed: str = "0",
    tabling: str = UNMANNED,
    tell: Tell = silent,
) -> Balance:
    """Play a scenario from every seat.

    Args:
        stage: the scenario.
        sessions: how many each strategy plays under each mandate, `FEWEST` or more.
        seed: any text.
        tabling: the strategy that tables while another seat than the chair's is played.
        tell: hears how much of it is played.

    Raises:
        Stopped: nobody waits for it any more.
    """
    chair = stage.bundle.scenario.chair
    quick = [row for row in STRATEGIES.values() if row.cheap and can_play(stage.bundle, row)]
    casting = Casting(stage, STRATEGIES[tabling], chair, seed=seed)
    ways, mandates = [*quick, STRATEGIES[AHEAD]], _mandates(stage, chair)
    others = [
        replace(casting, seat=seat, mandate=mandate)
        for seat in sorted(stage.bundle.scenario.seats)
        if seat != chair
        for mandate in _mandates(stage, seat)
        if most_points(wishes_of(stage.bundle, seat, mandate))
    ]
    tells = parts(tell, len(mandates) * len(ways) + len(others) * len(PLAYERS))
    chairs = tuple(
        _chair(replace(casting, mandate=mandate), ways, sessions, tells) for mandate in mandates
    )
    seats = tuple(_seat(other, sessions, tells) for other in others)
    return Balance(stage, sessions, seed, chairs, seats, tabling)


def _mandates(stage: Stage, seat: str) -> list[str]:
    """Those of a seat; for one list of goals a nameless one."""
    seats = stage.bundle.scenario.seats
    return sorted(seats[seat].mandates if seat in seats else ()) or [""]


def _chair(
    casting: Casting, strategies: Sequence[Strategy], sessions: int, tells: Iterator[Tell]
) -> Office:
    records = {
        row.name: playtest(replace(casting, strategy=row), sessions, next(tells))
        for row in strategies
    }
    return Office(casting.seat, casting.mandate, records)


def _seat(casting: Casting, sessions: int, tells: Iterator[Tell]) -> Office:
    records = {
        row.name: playtest(replace(casting, player=row), sessions, next(tells))
        for row in PLAYERS.values()
    }
    return Office(casting.seat, casting.mandate, records)


def targets_of(balance: Balance) -> tuple[Target, ...]:
    """All targets of one scenario."""
    return (
        *_endings(balance),
        *(_favourite(office) for office in balance.chair),
        *(_goals(office) for office in (*balance.chair, *balance.others) if office.has_goals),
        no_champion(champions_of(balance)),
        *(_spread(balance, name) for name in HEADLINES),
    )


# ------------------------------------------------------------------------------------- endings


def _endings(balance: Balance) -> Iterator[Target]:
    """Each is reached often by some strategy, and none often by all."""
    plays = balance.plays
    for place, ending in enumerate(balance.stage.bundle.scenario.endings):
        shares = {name: float((record.ending == place).mean()) for name, record in plays.items()}
        least, most = min(shares, key=shares.__getitem__), max(shares, key=shares.__getitem__)
        found = f"{shares[least]:.1%} ({least}) to {shares[most]:.1%} ({most})"
        advice = "every strategy reaches it: narrow it, or let another ending come before it"
        if shares[most] < OFTEN:
            advice = _why_seldom(balance, place)
        reached = shares[least] < OFTEN <= shares[most]
        yield _told("endings", ending.id, found, advice, reached=reached)


def _why_seldom(balance: Balance, place: int) -> str:
    """An earlier ending that takes its sessions, or the clause that is met least."""
    plays = balance.plays
    nearest = max(plays, key=lambda name: plays[name].apt[place])
    apt = plays[nearest].apt[place]
    if apt >= OFTEN:
        return f"fits {apt:.1%} of the sessions of {nearest}, but endings before it take them"
    clauses = clauses_of(balance.stage.bundle)[place]
    if not clauses:
        return "endings before it take every session"
    parts = []
    for at, clause in enumerate(clauses):
        shares = {name: record.clauses[place][at] for name, record in plays.items()}
        best = max(shares, key=shares.__getitem__)
        parts.append(f"'{clause.text}' holds in {shares[best]:.1%} at most ({best})")
    return f"fits {apt:.1%} of the sessions of {nearest}: {', '.join(parts)}"


# --------------------------------------------------------------------------- texts and offices


def _favourite(office: Office) -> Target:
    """Looking ahead does not table one text most of the time."""
    record = office.records[AHEAD]
    share = favourite_share(record) * (1.0 - waiting_share(record))
    found = f"{share:.1%} of the turns of {AHEAD} table {favourite_text(record)}"
    advice = f"it serves {_met(record)}; let it cost more, or let one of these need another text"
    return _told("texts", office.name, found, advice, reached=share <= FAVOURITE)


def _goals(office: Office) -> Target:
    """An office is neither hopeless nor certain, and thinking pays in it."""
    ahead, at_random = office.records[AHEAD], office.records[AT_RANDOM]
    mean = float(ahead.percent.mean())
    more, within = difference(ahead, at_random)
    found = f"{AHEAD} {mean:.1f} %, {more:+.1f} +- {within:.1f} over {AT_RANDOM}"
    if mean > MOST:
        advice = f"too easy: {_met(ahead)}"
    elif mean < LEAST:
        advice = f"too hard: {_met(ahead)}"
    else:
        advice = f"what the seat does matters little: {_met(ahead)}; at random {_met(at_random)}"
    reached = LEAST <= mean <= MOST and more > within
    return _told("goals", office.name, found, advice, reached=reached)


def _met(record: Record) -> str:
    """Each goal with the share of sessions in which it is met, the most frequent first."""
    ordered = sorted(record.met.items(), key=lambda item: -item[1])
    return ", ".join(f"{name} {share:.0%}" for name, share in ordered)


def champions_of(balance: Balance) -> dict[str, str]:
    """The best quick strategy under each mandate of the chair, by scenario and mandate."""
    scenario = balance.stage.bundle.scenario.id
    return {
        f"{scenario} {office.mandate}".strip(): _best_preset(balance, office)
        for office in balance.chair
        if office.has_goals
    }


def no_champion(champions: Mapping[str, str]) -> Target:
    """No quick strategy is the best one everywhere.

    Args:
        champions: of one scenario or of several; see `champions_of`.
    """
    counts = Counter(champions.values())
    named = ", ".join(f"{name} in {count}" for name, count in counts.most_common())
    found = f"best of {len(champions)} mandates: {named or 'nobody'}"
    if len(champions) < 2:  # noqa: PLR2004  one is best of one
        return Target("strategies", "presets", found, None, "needs several mandates or scenarios")
    advice = f"{min(counts)} is best everywhere: let one mandate ask for what it never does"
    return _told("strategies", "presets", found, advice, reached=len(counts) > 1)


def _best_preset(balance: Balance, office: Office) -> str:
    """The quick strategy with the most goal points, the first of several."""
    return max(balance.presets, key=lambda name: float(office.records[name].points.mean()))


def _spread(balance: Balance, name: str) -> Target:
    """An indicator of the first row ends in different places."""
    records = [record for office in balance.chair for record in office.records.values()]
    low, high = np.percentile(np.concatenate([one.ends[name] for one in records]), (25, 75))
    medians = {play: float(np.median(one.ends[name])) for play, one in balance.plays.items()}
    first, last = min(medians, key=medians.__getitem__), max(medians, key=medians.__getitem__)
    found = f"{low:.1f} to {high:.1f}, a range of {high - low:.2f}"
    advice = f"medians go from {medians[first]:.0f} ({first}) to {medians[last]:.0f} ({last})"
    return _told("indicators", name, found, advice, reached=bool(high - low >= SPREAD))


def _told(topic: Topic, name: str, found: str, advice: str, *, reached: bool) -> Target:
    return Target(topic, name, found, reached, "" if reached else advice)
