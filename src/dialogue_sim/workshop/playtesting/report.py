"""A playtest of a scenario by several players: everything that its report is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.expression_tree import Compare, Number
from dialogue_sim.session.progress import Tell, parts, silent
from dialogue_sim.workshop.playtesting.courses import Courses
from dialogue_sim.workshop.playtesting.playtest import playtest
from dialogue_sim.workshop.playtesting.seating import Seating
from dialogue_sim.workshop.playtesting.seeds import seed_of
from dialogue_sim.workshop.playtesting.tabling import Tabling
from dialogue_sim.workshop.playtesting.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.session.strategies.table import Stage
    from dialogue_sim.workshop.playtesting.clauses import Asked
    from dialogue_sim.workshop.playtesting.playtest import Casting, Record
    from dialogue_sim.workshop.playtesting.watching import Tally

SESSIONS = 10_000
"""As many are played in all where nobody says otherwise."""
NEVER_HOLDS = Compare("<", Number(1.0), Number(0.0))


@dataclass(frozen=True)
class Play:
    """The sessions of one player.

    Attributes:
        name: the strategy in the chair, or the player of another seat.
    """

    name: str
    casting: Casting
    record: Record
    watch: Watch
    courses: Courses
    tabling: Tabling
    seating: Seating


@dataclass(frozen=True)
class Report:
    """The sessions of all players of one scenario.

    Attributes:
        plays: at least one, all of the same seat and seed, with as many sessions each.
    """

    plays: tuple[Play, ...]

    @property
    def stage(self) -> Stage:
        """The scenario."""
        return self.plays[0].casting.stage

    @property
    def records(self) -> list[Record]:
        """One for each player."""
        return [play.record for play in self.plays]

    @cached_property
    def sessions(self) -> int:
        """How many were played in all."""
        return sum(play.record.sessions for play in self.plays)

    def tallies(self, place: int) -> list[Tally]:
        """What was written down of one inject or ending, by player."""
        return [play.watch.tallies[place] for play in self.plays]

    @property
    def asked(self) -> list[Asked]:
        """All injects and endings."""
        return [tally.of for tally in self.plays[0].watch.tallies]

    def seed(self, place: int) -> str:
        """The seed of a session by its place, as `run --seed` takes it."""
        return seed_of(self.plays[0].casting.seed, place)


def names_of(castings: Sequence[Casting]) -> list[str]:
    """What castings are told apart by: who is played, and who tables where several do."""
    found = []
    tabling = {casting.strategy.name for casting in castings}
    for casting in castings:
        if casting.seat == casting.stage.bundle.scenario.chair:
            found.append(casting.strategy.name)
        elif len(tabling) > 1:
            found.append(f"{casting.player.name}, {casting.strategy.name} tables")
        else:
            found.append(casting.player.name)
    return found


def each_of(total: int, players: int) -> int:
    """How many sessions each plays where so many are shared."""
    return max(1, round(total / players))


def report_of(castings: Sequence[Casting], each: int, tell: Tell = silent) -> Report:
    """Play a scenario by several players.

    Args:
        castings: what is played; each: how many sessions of each.
        tell: hears how much of it is played.

    Raises:
        MoveError: the setting lacks the plan that a strategy follows.
        Stopped: nobody waits for it any more.
    """
    tells, named = parts(tell, len(castings)), zip(names_of(castings), castings, strict=True)
    return Report(tuple(_play(name, casting, each, next(tells)) for name, casting in named))


def _play(name: str, casting: Casting, sessions: int, tell: Tell) -> Play:
    stage = casting.stage
    watch, courses = Watch(stage, sessions), Courses(stage, sessions)
    tabling, seating = Tabling(stage, sessions), Seating(stage)
    record = playtest(casting, sessions, tell, (watch, courses, tabling, seating))
    return Play(name, casting, record, watch, courses, tabling, seating)


def without(report: Report, place: int, tell: Tell = silent) -> list[Tally]:
    """The same sessions in a scenario where one inject never fires, or one ending never holds.

    Up to the first moment in which it would come such a session is that of any threshold of it,
    so what was best there says exactly how often another threshold would be met.

    Args:
        report: what was played; place: of the inject or ending among `report.asked`.
        tell: hears how much of it is played.

    Raises:
        Stopped: nobody waits for it any more.
    """
    asked = report.asked[place]
    stage = _muted(report.stage, asked)
    tells, found = parts(tell, len(report.plays)), []
    for play in report.plays:
        watch = Watch(report.stage, play.record.sessions)
        casting = replace(play.casting, stage=stage)
        playtest(casting, play.record.sessions, next(tells), (watch,))
        found.append(watch.tallies[place])
    return found


def _muted(stage: Stage, asked: Asked) -> Stage:
    story = stage.world.story
    if asked.kind == "inject":
        injects = list(story.injects)
        injects[asked.place] = replace(injects[asked.place], chance=0.0)
        story = replace(story, injects=tuple(injects))
    else:
        endings = list(story.endings)
        endings[asked.place] = replace(endings[asked.place], when=NEVER_HOLDS)
        story = replace(story, endings=tuple(endings))
    return replace(stage, world=replace(stage.world, story=story))


def pooled(tallies: Sequence[Tally], clause: int) -> Array:
    """(s,) the best number of a threshold in the sessions of all players."""
    return np.concatenate([tally.best[clause] for tally in tallies])
