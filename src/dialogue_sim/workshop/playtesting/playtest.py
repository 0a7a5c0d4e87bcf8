"""Many sessions of a scenario by strategies: what a game is like before anybody plays it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from dialogue_sim.engine import indicators
from dialogue_sim.engine.conditions import holds
from dialogue_sim.engine.story import NO_ENDING, Reading
from dialogue_sim.session.progress import Steps, Tell, silent
from dialogue_sim.session.strategies.profile import PROFILE, numbers
from dialogue_sim.session.strategies.rehearsal import rehearse
from dialogue_sim.session.strategies.seat_players import AS_DRAWN, Player, Sitter
from dialogue_sim.session.strategies.strategies import STRATEGIES, can_play
from dialogue_sim.session.strategies.table import WAIT
from dialogue_sim.session.strategies.table_moves import NOBODY
from dialogue_sim.session.strategies.wishes import most_points, wishes_of, won
from dialogue_sim.session.views.goals import goals_of
from dialogue_sim.words import RESPONSES
from dialogue_sim.workshop.playtesting.clauses import clauses_of
from dialogue_sim.workshop.playtesting.recorded import repeated
from dialogue_sim.workshop.playtesting.seeds import LUCK, session_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dialogue_sim.engine.neighbours import Point
    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.expression_tree import Node
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.strategies.rehearsal import Rehearsed
    from dialogue_sim.session.strategies.strategies import Strategy
    from dialogue_sim.session.strategies.table import Stage
    from dialogue_sim.session.views.goals import ReadGoal

OVER = -2
"""In place of a text or an answer: the session was over."""


@dataclass(frozen=True)
class Casting:
    """Who plays what: a scenario, a strategy, and whose goals count.

    Attributes:
        strategy: how whoever tables does so, each by its own goals.
        seat: whose goals are read; mandate: which of them, and by which it tables itself.
        seed: as typed.
        player: how the seat responds or answers.
        game: a recorded session whose moves are made again; the strategy tables behind its last.
    """

    stage: Stage
    strategy: Strategy
    seat: str
    mandate: str = ""
    seed: str = "0"
    player: Player = AS_DRAWN
    game: Game | None = None

    @property
    def quick(self) -> bool:
        """Whether many sessions take little time and memory."""
        own = self.player.tables
        return self.strategy.cheap and (own is None or own.cheap) and self.player is AS_DRAWN


def in_every_quick_way(casting: Casting) -> tuple[Casting, ...]:
    """The same by every strategy that is quick and can play the scenario."""
    bundle = casting.stage.bundle
    quick = [row for row in STRATEGIES.values() if row.cheap and can_play(bundle, row)]
    return tuple(replace(casting, strategy=row) for row in quick)


@dataclass(frozen=True)
class Record:
    """Sessions of one strategy; axis letters: t turn, s session, p policy, a actor.

    Attributes:
        casting: what was played; sessions: how many.
        points: (s,) goal points of the seat; most: all that there are.
        ending: (s,) place of the ending.
        met: by goal of the seat, share of sessions in which it is met at the end.
        apt: by ending, share of sessions whose end it fits, whether or not an earlier one does.
        clauses: likewise for each clause of each ending; see `clauses_of`.
        ends: by indicator of the profile or the first row of screens, (s,) at the end.
        texts: every text that was tabled.
        tabled: (t, s) its place among them, `WAIT` or `OVER`.
        policy: (t, s) place of its policy, likewise.
        stands: (t, s); broken: (t, s) whether silence was broken; consulted: (t, s).
        answer: (t, s) 0..4 or `OVER`.
        capital: (t, s) points of political capital after the turn.
        responses: (a, k) how often each actor gave each response.
        injects: by id, share of sessions in which it fired.
    """

    casting: Casting
    points: Array
    most: int
    ending: Integers
    met: Mapping[str, float]
    apt: tuple[float, ...]
    clauses: tuple[tuple[float, ...], ...]
    ends: Mapping[str, Array]
    texts: tuple[Point, ...]
    tabled: Integers
    policy: Integers
    stands: Truths
    broken: Truths
    consulted: Truths
    answer: Integers
    capital: Array
    responses: Integers
    injects: Mapping[str, float]

    @property
    def sessions(self) -> int:
        """How many were played."""
        return len(self.points)

    @property
    def percent(self) -> Array:
        """(s,) goal points, percent of all that there are."""
        return 100.0 * self.points / max(self.most, 1)

    @property
    def over(self) -> Truths:
        """(t, s) turns that were not played any more."""
        ended: Truths = self.tabled == OVER
        return ended


CHUNK = 1000
"""Sessions at a time: the worth of every text in every one of them fits into memory."""
CHUNK_OF_QUICK = 2500
"""The same for strategies that do not look at what every text would bring."""


class Observer(Protocol):
    """Somebody who watches while sessions are played."""

    def see(self, rehearsed: Rehearsed, at: Integers) -> None:
        """One turn of some of the sessions.

        Args:
            rehearsed: what happened; at: (s,) which sessions they are, from 0.
        """


def playtest(
    casting: Casting,
    sessions: int,
    tell: Tell = silent,
    observers: Sequence[Observer] = (),
) -> Record:
    """Play sessions of one strategy from beginning to end.

    Args:
        casting: what is played; sessions: how many, the first ones of its seed (`seeds.py`).
        tell: hears how many of the turns are played.
        observers: who else sees every turn.

    Raises:
        MoveError: the setting lacks the plan that the strategy follows.
        Stopped: nobody waits for it any more.
    """
    notes = _Notes(casting, sessions)
    chunk = CHUNK_OF_QUICK if casting.quick else CHUNK
    starts = range(0, sessions, chunk)
    steps = Steps(tell, len(starts) * casting.stage.world.story.turns)
    for start in starts:
        for rehearsed in turns_of(casting, range(start, min(start + chunk, sessions))):
            at = start + rehearsed.places
            notes.see(rehearsed, at)
            for observer in observers:
                observer.see(rehearsed, at)
            steps.one()
    steps.leap()
    return notes.record()


def turns_of(casting: Casting, sessions: range) -> Iterator[Rehearsed]:
    """Every turn of some of the sessions of a casting."""
    numbers_of = session_numbers(casting.seed, sessions)
    if casting.game is not None:
        return repeated(casting.stage, casting.game, numbers_of)
    sitter = Sitter(casting.seat, casting.mandate, casting.player)
    return rehearse(casting.stage, casting.strategy, LUCK, numbers_of, sitter)


class _Notes:
    """What is written down while sessions are played."""

    def __init__(self, casting: Casting, sessions: int) -> None:
        world, shape = casting.stage.world, (casting.stage.world.story.turns, sessions)
        self.casting = casting
        self.wishes = wishes_of(casting.stage.bundle, casting.seat, casting.mandate)
        self.places: dict[Point, int] = {}
        self.points = np.zeros(sessions)
        self.ending = np.full(sessions, NO_ENDING)
        self.ends = {name: np.zeros(sessions) for name in (*PROFILE, "tension", "trust")}
        self.tabled, self.policy, self.answer = (np.full(shape, OVER) for _ in range(3))
        self.stands, self.broken, self.consulted = (np.zeros(shape, np.bool_) for _ in range(3))
        self.capital = np.zeros(shape)
        self.responses = np.zeros((len(world.actors.ids), len(RESPONSES)), dtype=np.int64)
        self.fired = np.zeros((len(world.story.injects), sessions), dtype=np.bool_)
        self.read_at_the_end = _conditions(casting)
        self.held = np.zeros(len(self.read_at_the_end), dtype=np.int64)

    def see(self, rehearsed: Rehearsed, at: Integers) -> None:
        """One turn of some of the sessions; see `Observer`."""
        turn = rehearsed.turn
        row = turn.number - 1
        tabled = turn.policy != WAIT
        self.tabled[row, at] = self._named(rehearsed)
        self.policy[row, at] = turn.policy
        self.answer[row, at] = turn.answer
        self.stands[row, at] = turn.stands
        self.consulted[row, at] = rehearsed.consulted != NOBODY
        self.fired[:, at] |= turn.fired
        world = self.casting.stage.world
        self.capital[row, at] = indicators.read(world, turn.after, "capital")
        if turn.last_hearing is not None:
            self.broken[row, at] = turn.hearings[0].ruling.blocked & tabled
            given = turn.last_hearing.ruling.responses[:, tabled]
            for response in range(len(RESPONSES)):
                self.responses[:, response] += (given == response).sum(axis=1)
        self._write_ends(rehearsed, at)

    def _named(self, rehearsed: Rehearsed) -> Integers:
        """(s,) what was tabled, as a place among all texts of the record."""
        used, where = np.unique(rehearsed.chosen, return_inverse=True)
        names = [
            WAIT if one == WAIT
            else self.places.setdefault(rehearsed.points[one], len(self.places))
            for one in used.tolist()
        ]  # fmt: skip
        return np.array(names)[where]

    def _write_ends(self, rehearsed: Rehearsed, at: Integers) -> None:
        turn, world = rehearsed.turn, self.casting.stage.world
        last = turn.number == world.story.turns
        over = (turn.ending != NO_ENDING) | last
        self.ending[at[over]] = turn.ending[over]
        self.points[at[over]] = won(world, self.wishes, turn.after)[over]
        reading = Reading(world, turn.after, turn.number)
        for place, condition in enumerate(self.read_at_the_end):
            self.held[place] += (holds(condition, reading) & over).sum()
        for name, ends in self.ends.items():
            ends[at[over]] = numbers(world, turn.after, name)[over]

    def record(self) -> Record:
        """Everything that was written down."""
        story = self.casting.stage.world.story
        shares = iter((self.held / len(self.points)).tolist())
        return Record(
            casting=self.casting,
            points=self.points,
            most=most_points(self.wishes),
            ending=self.ending,
            met={goal.id: next(shares) for goal in _goals(self.casting)},
            apt=tuple(next(shares) for _ in story.endings),
            clauses=tuple(
                tuple(next(shares) for _ in parts)
                for parts in clauses_of(self.casting.stage.bundle)
            ),
            ends=self.ends,
            texts=tuple(self.places),
            tabled=self.tabled,
            policy=self.policy,
            stands=self.stands,
            broken=self.broken,
            consulted=self.consulted,
            answer=self.answer,
            capital=self.capital,
            responses=self.responses,
            injects={
                inject.id: float(fired.mean())
                for inject, fired in zip(story.injects, self.fired, strict=True)
            },
        )


def _goals(casting: Casting) -> tuple[ReadGoal, ...]:
    """The goals that count."""
    bundle = casting.stage.bundle
    if casting.seat not in bundle.scenario.seats:
        return ()
    return goals_of(bundle, casting.seat, casting.mandate)


def _conditions(casting: Casting) -> tuple[Node, ...]:
    """What is read at the end of each session: goals, endings, and the clauses of endings."""
    return (
        *(goal.when for goal in _goals(casting)),
        *(ending.when for ending in casting.stage.world.story.endings),
        *(clause.when for parts in clauses_of(casting.stage.bundle) for clause in parts),
    )


def favourite_share(record: Record) -> float:
    """Share of the texts tabled that is the most frequent one; 0 where none was."""
    counts = np.bincount(record.tabled[record.tabled >= 0], minlength=1)
    return float(counts.max() / max(counts.sum(), 1))


def waiting_share(record: Record) -> float:
    """Share of the turns in which nothing was tabled."""
    return float((record.tabled == WAIT).sum() / (~record.over).sum())


def texts_per_session(record: Record) -> float:
    """How many different texts a session sees on average."""
    ordered = np.sort(record.tabled, axis=0)
    fresh = np.vstack([ordered[:1] >= 0, (ordered[1:] != ordered[:-1]) & (ordered[1:] >= 0)])
    return float(fresh.sum(axis=0).mean())


def change_share(record: Record) -> float:
    """Share of the turns after the first whose choice is another than the one before."""
    later = ~record.over[1:]
    changed = (record.tabled[1:] != record.tabled[:-1]) & later
    return float(changed.sum() / max(later.sum(), 1))


def broken_share(record: Record) -> float:
    """Share of the sessions in which silence was broken at least once."""
    return float(record.broken.any(axis=0).mean())


def share_of_luck(records: list[Record]) -> float:
    """Share of the variance of goal points that lies within strategies, 0..1.

    By the law of total variance, every strategy counting alike.
    """
    within = np.mean([record.percent.var() for record in records])
    between = np.var([record.percent.mean() for record in records])
    return float(within / max(within + between, 1e-12))


def first_sessions(record: Record, sessions: int) -> Record:
    """The goal points of the first sessions only, to be compared with a shorter record."""
    return replace(record, points=record.points[:sessions])


def difference(one: Record, other: Record) -> tuple[float, float]:
    """Mean difference of goal points in percent, session by session, and half its 95 % interval.

    Session n has the same luck in both.
    """
    more = one.percent - other.percent
    return float(more.mean()), float(1.96 * more.std(ddof=1) / np.sqrt(len(more)))
