"""Watches injects and endings while sessions are played: what held when they were asked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine import story
from dialogue_sim.engine.conditions import number_of
from dialogue_sim.engine.situation import NEVER
from dialogue_sim.engine.story import NO_ENDING, Reading
from dialogue_sim.workshop.playtesting.clauses import asked_of
from dialogue_sim.workshop.playtesting.near import distance

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.session.strategies.rehearsal import Rehearsed
    from dialogue_sim.session.strategies.table import Stage
    from dialogue_sim.workshop.playtesting.clauses import Asked


@dataclass(frozen=True, slots=True)
class Nearest:
    """The moment in which something that did not come was nearest.

    Attributes:
        short: by clause, what was lacking: points, or `FAR` for what is not measured.
        place: of the session, from 0; turn: in which it was.
    """

    short: tuple[float, ...]
    place: int
    turn: int

    @property
    def far(self) -> float:
        """How far it was in all."""
        total = 0.0
        for one in self.short:
            total += one
        return total


class Tally:
    """What was written down of one inject or ending; axis letters: k clause, s session.

    A moment is a turn of a session in which it was asked about.

    Attributes:
        asked: moments; held: (k,) those in which each clause held; whole: in which all did.
        lone: (k,) moments in which this clause alone was lacking.
        first: (s,) the turn in which it came first, 0 for never.
        fits: (s,) whether everything held once, whatever its luck and endings before it.
        best: by clause that is a threshold, (s,) the best number in a moment in which nothing
            else was lacking, luck included, up to the first time that it came.
    """

    def __init__(self, asked_about: Asked, sessions: int) -> None:
        self.of, clauses = asked_about, len(asked_about.clauses)
        self.thresholds = asked_about.thresholds
        self.asked = self.whole = 0
        self.held, self.lone = (np.zeros(clauses, dtype=np.int64) for _ in range(2))
        self.first = np.zeros(sessions, dtype=np.int16)
        self.fits = np.zeros(sessions, dtype=np.bool_)
        self.best: dict[int, Array] = {
            place: np.full(sessions, threshold.never)
            for place, threshold in enumerate(self.thresholds)
            if threshold is not None
        }
        self.nearest: Nearest | None = None

    def see(self, reading: Reading, at: Integers, moment: Moment) -> None:
        """One turn of some of the sessions.

        Args:
            reading: what the condition was read in; at: (s,) which sessions they are.
            moment: when it is asked and when it comes.
        """
        if not moment.asked.any():
            return
        if self.of.clauses:
            ways = [distance(clause.when, reading) for clause in self.of.clauses]
            short = np.stack(ways)
        else:
            short = np.zeros((0, len(at)))
        lacking = short > 0.0
        wrong = lacking.sum(axis=0)
        self.asked += int(moment.asked.sum())
        self.whole += int(((wrong == 0) & moment.asked).sum())
        self.held += (~lacking & moment.asked).sum(axis=1)
        self.lone += (lacking & (wrong == 1) & moment.asked).sum(axis=1)
        self.fits[at] |= (wrong == 0) & moment.asked
        open_ = moment.asked & ~moment.shut & (self.first[at] == 0)
        for place in self.best:
            self._better(place, reading, at, open_ & (wrong - lacking[place] == 0))
        self._near(short, at, moment.asked & (wrong > 0), reading.turn)
        came = moment.came & (self.first[at] == 0)
        self.first[at[came]] = reading.turn

    def _better(self, place: int, reading: Reading, at: Integers, where: Truths) -> None:
        threshold = self.thresholds[place]
        assert threshold is not None  # noqa: S101  only thresholds have a best number
        if where.any():
            values, best = number_of(threshold.quantity, reading), self.best[place]
            better = np.maximum if threshold.upward else np.minimum
            best[at] = np.where(where, better(best[at], values), best[at])

    def _near(self, short: Array, at: Integers, where: Truths, turn: int) -> None:
        if not where.any():
            return
        far = np.where(where, np.add.reduce(short, axis=0), np.inf)
        nearest = int(far.argmin())
        if self.nearest is None or far[nearest] < self.nearest.far:
            self.nearest = Nearest(tuple(short[:, nearest].tolist()), int(at[nearest]), turn)


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is asked and comes, in one turn; all are (s,).

    Attributes:
        asked: whether its condition was read; came: whether it fired or ended the session.
        shut: whether it could not come whatever its clauses say: by luck, or by an ending
            before it.
    """

    asked: Truths
    came: Truths
    shut: Truths


class Watch:
    """All injects and endings of a scenario, watched in the sessions of one casting."""

    def __init__(self, stage: Stage, sessions: int) -> None:
        self.stage = stage
        self.tallies = [Tally(one, sessions) for one in asked_of(stage)]
        self.injects = [one for one in self.tallies if one.of.kind == "inject"]
        self.endings = [one for one in self.tallies if one.of.kind == "ending"]

    def see(self, rehearsed: Rehearsed, at: Integers) -> None:
        """One turn of some of the sessions; see `playtest.Observer`."""
        self._see_injects(rehearsed, at)
        self._see_endings(rehearsed, at)

    def _see_injects(self, rehearsed: Rehearsed, at: Integers) -> None:
        turn, draws = rehearsed.turn, rehearsed.table.draws
        world = self.stage.world.at(turn.number)
        reading = Reading(world, rehearsed.before, turn.number)
        fired_before = rehearsed.before.history.fired
        for place, situation in story.as_asked(world, rehearsed.before, turn.fired):
            tally = self.injects[place]
            if tally.of.at not in {None, turn.number}:
                continue
            if situation is not reading.situation:
                reading = Reading(world, situation, turn.number)
            unlucky = np.zeros(len(at), dtype=np.bool_)
            if tally.of.chance < 1.0:
                luck = draws.uniform(world.story.injects[place].stream)
                unlucky = luck >= tally.of.chance
            gone = fired_before[place] != NEVER
            asked = ~gone if tally.of.once else np.ones(len(at), dtype=np.bool_)
            tally.see(reading, at, Moment(asked, turn.fired[place], unlucky))

    def _see_endings(self, rehearsed: Rehearsed, at: Integers) -> None:
        turn, world = rehearsed.turn, self.stage.world
        last = turn.number == world.story.turns
        reading = Reading(world, turn.after, turn.number)
        asked = np.ones(len(at), dtype=np.bool_)
        for place, tally in enumerate(self.endings):
            if tally.of.last and not last:
                continue
            before = (turn.ending != NO_ENDING) & (turn.ending < place)
            tally.see(reading, at, Moment(asked, turn.ending == place, before))
