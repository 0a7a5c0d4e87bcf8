"""What many sessions of a text come to, and what of it is otherwise than on the text before.

Session n has the same luck on both texts, so the sessions are compared in pairs: what is told is
the mean of their differences, and its standard error is that of a mean of pairs. A change of less
than two standard errors may be luck.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.conditions import holds
from dialogue_sim.engine.story import NO_ENDING, Reading
from dialogue_sim.session.progress import Tell, silent
from dialogue_sim.session.strategies.strategies import STRATEGIES, UNMANNED
from dialogue_sim.session.strategies.table import stage_of
from dialogue_sim.session.views.goals import goals_of
from dialogue_sim.workshop.playtesting.playtest import Casting, playtest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.numerics import Integers, Truths
    from dialogue_sim.session.strategies.rehearsal import Rehearsed

SESSIONS = 300
SEED = "live"
"""The seed of every sample, so that session n has the same luck on every text."""
CERTAIN = 2.0
"""Standard errors below which a change may be luck."""

GROUPS = ("ending", "inject", "picked", "adopted", "goal", "silence")
"""What figures are about, in the order in which they are told."""

Key = tuple[str, str]
"""A group, and an id within it."""


@dataclass(frozen=True)
class Sample:
    """Sessions of one text; axis letter: s session.

    Attributes:
        held: by what a figure is about, (s,) whether it is so in a session.
        titles: likewise, in words.
        first: by id of an inject, (s,) the turn in which it fired first, 0 for never.
    """

    held: Mapping[Key, Truths]
    titles: Mapping[Key, str]
    first: Mapping[str, Integers]
    sessions: int

    def share(self, key: Key) -> float:
        """Share of the sessions in which it is so, 0..1."""
        return int(self.held[key].sum()) / self.sessions


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that is not what it was.

    Attributes:
        group: one of `GROUPS`; title: what it is about, in words.
        before, after: shares, 0..1; None where only the other text has it.
        error: standard error of the difference.
    """

    group: str
    title: str
    before: float | None
    after: float | None
    error: float

    @property
    def by(self) -> float:
        """By how much it changed, -1..1; what a text does not have comes in no session."""
        return (self.after or 0.0) - (self.before or 0.0)

    @property
    def lucky(self) -> bool:
        """Whether a change of this size may be luck."""
        return abs(self.by) < CERTAIN * self.error

    @property
    def sign(self) -> str:
        """Up or down."""
        return "↑" if self.by > 0 else "↓"


def casting_of(bundle: Bundle, strategy: str = UNMANNED) -> Casting:
    """Who plays the sessions: a strategy tables for everybody, and the chair's goals count."""
    return Casting(stage_of(bundle), STRATEGIES[strategy], bundle.scenario.chair, seed=SEED)


def sampled(bundle: Bundle, sessions: int = SESSIONS, tell: Tell = silent) -> Sample:
    """Play sessions of a text.

    Args:
        bundle: the text; sessions: how many.
        tell: hears how many of their turns are played.

    Raises:
        Stopped: nobody waits for it any more.
    """
    casting = casting_of(bundle)
    notes = _Notes(casting, sessions)
    record = playtest(casting, sessions, tell, (notes,))
    story, held, titles = casting.stage.world.story, dict(notes.held()), notes.titles()
    for place, ending in enumerate(bundle.scenario.endings):
        held["ending", ending.id] = np.equal(record.ending, place)
        titles["ending", ending.id] = ending.title
    held["ending", ""] = np.equal(record.ending, NO_ENDING)
    titles["ending", ""] = "no ending"
    for place, policy in enumerate(story.policies):
        tabled = np.equal(record.policy, place)
        title = bundle.policies.policies[policy.id].title
        held["picked", policy.id] = np.any(tabled, axis=0)
        held["adopted", policy.id] = np.any(tabled & record.stands, axis=0)
        titles["picked", policy.id] = titles["adopted", policy.id] = title
    held["silence", ""] = np.any(record.broken, axis=0)
    titles["silence", ""] = "silence is broken"
    return Sample(held, titles, notes.first_turns(), sessions)


class _Notes:
    """Which injects fired and which goals were met, session by session."""

    def __init__(self, casting: Casting, sessions: int) -> None:
        bundle, self._world = casting.stage.bundle, casting.stage.world
        self._injects = [(one.id, bundle.scenario.injects[one.id].title)
                         for one in self._world.story.injects]  # fmt: skip
        self._goals = goals_of(bundle, casting.seat, casting.mandate)
        self._first = np.zeros((len(self._injects), sessions), dtype=np.int64)
        self._met = np.zeros((len(self._goals), sessions), dtype=np.bool_)

    def see(self, rehearsed: Rehearsed, at: Integers) -> None:
        """One turn of some of the sessions; see `playtest.Observer`."""
        turn, world = rehearsed.turn, self._world
        for place in range(len(self._injects)):
            new = turn.fired[place] & (self._first[place, at] == 0)
            self._first[place, at[new]] = turn.number
        over = (turn.ending != NO_ENDING) | (turn.number == world.story.turns)
        reading = Reading(world, turn.after, turn.number)
        for place, goal in enumerate(self._goals):
            self._met[place, at[over]] = holds(goal.when, reading)[over]

    def held(self) -> Iterator[tuple[Key, Truths]]:
        """By what it is about, (s,) whether it is so."""
        for (name, _), first in zip(self._injects, self._first, strict=True):
            yield ("inject", name), first > 0
        for goal, met in zip(self._goals, self._met, strict=True):
            yield ("goal", goal.id), met

    def titles(self) -> dict[Key, str]:
        """The same in words."""
        goals = {("goal", goal.id): goal.goal.text for goal in self._goals}
        return {**{("inject", name): title for name, title in self._injects}, **goals}

    def first_turns(self) -> dict[str, Integers]:
        """By inject, (s,) the turn in which it fired first."""
        names = [name for name, _ in self._injects]
        return dict(zip(names, self._first, strict=True))


def changes(before: Sample, after: Sample) -> tuple[Change, ...]:
    """The figures that are not what they were: those that are no luck first, the largest first.

    Both samples have as many sessions of the same seed.
    """
    found = []
    for key in dict.fromkeys([*before.held, *after.held]):
        then, now = before.held.get(key), after.held.get(key)
        change = Change(
            key[0],
            after.titles[key] if now is not None else before.titles[key],
            None if then is None else before.share(key),
            None if now is None else after.share(key),
            _error(_whole(then, after.sessions), _whole(now, after.sessions)),
        )
        if change.by or then is None or now is None:
            found.append(change)
    return tuple(sorted(found, key=lambda one: (one.lucky, GROUPS.index(one.group), -abs(one.by))))


def _whole(held: Truths | None, sessions: int) -> Truths:
    """(s,) what a text does not have is so in no session."""
    return np.zeros(sessions, dtype=np.bool_) if held is None else held


def _error(then: Truths, now: Truths) -> float:
    """The standard error of the mean difference of pairs."""
    sessions = len(then)
    came, went = int((now & ~then).sum()), int((then & ~now).sum())
    mean = (came - went) / sessions
    variance = ((came + went) / sessions - mean * mean) * sessions / max(1, sessions - 1)
    return math.sqrt(max(0.0, variance) / sessions)


def earliest(sample: Sample, inject: str) -> tuple[int, int] | None:
    """The first session in which an inject fires, from 0, and the turn; None where none has it."""
    first = sample.first.get(inject)
    if first is None or not (first > 0).any():
        return None
    place = int((first > 0).argmax())
    return place, int(first[place])
