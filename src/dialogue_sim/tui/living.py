"""The live loop behind its screen; what is asked of it is worked out in threads, in turn.

This module loads the workshop, so it is imported when the loop is opened.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING

from dialogue_sim.session.moves import MoveError
from dialogue_sim.session.persons import look
from dialogue_sim.session.progress import part
from dialogue_sim.session.saves.recording import Recording
from dialogue_sim.tui.sitting import Sitting
from dialogue_sim.workshop.live.figures import changes, earliest, sampled
from dialogue_sim.workshop.live.retelling import extended
from dialogue_sim.workshop.live.round import Round, begun, renewed, with_line
from dialogue_sim.workshop.live.starting import (
    at_turn,
    sessions_looked_through,
    where_it_fires,
)
from dialogue_sim.workshop.live.watching import Watch

if TYPE_CHECKING:
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.progress import Tell
    from dialogue_sim.workshop.live.desk import Desk
    from dialogue_sim.workshop.live.figures import Change, Sample
    from dialogue_sim.workshop.live.retelling import Line
    from dialogue_sim.workshop.live.starting import Begun
    from dialogue_sim.workshop.live.versions import Version

HALF = 0.5
KEPT = 4
"""Versions whose sessions are remembered: an author who takes a change back waits for nothing."""


def now() -> str:
    """The time as it is told."""
    return datetime.now().astimezone().strftime("%H:%M:%S")


@dataclass(frozen=True)
class Figures:
    """What sessions of a version come to.

    Attributes:
        changes: beside those of the version before; None where there is none.
    """

    version: int
    sample: Sample
    changes: tuple[Change, ...] | None


@dataclass(frozen=True, slots=True)
class NewsRow:
    """A piece of news of the scenario, and where it comes first.

    Attributes:
        share: of the sessions in which it comes; None while they are being played.
        first: number of the first of them, from 1, and the turn; None where none has it.
    """

    id: str
    title: str
    share: float | None
    first: tuple[int, int] | None


@dataclass
class Living:
    """Where an author stands, and what is asked about it.

    Attributes:
        round: as it was worked out last; lines: the decisions before they were changed.
    """

    desk: Desk
    round: Round = field(init=False)
    lines: list[Line] = field(default_factory=list)
    _watch: Watch = field(init=False, repr=False)
    _samples: dict[str, Sample] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def __post_init__(self) -> None:
        """Nothing has been looked at yet."""
        self.round = begun(self.desk.scenario, self.desk.line)
        self._watch = Watch(*self.desk.roots)

    @property
    def pause(self) -> float:
        """Seconds until it is worth looking again."""
        return self._watch.pause

    # ------------------------------------------------------------ what changes where one stands

    def look(self) -> Round:
        """Look at the files once."""
        with self._lock:
            files = self._watch.look()
            if files is not None:
                self.round = renewed(self.round, files, now(), self.desk.profile)
            return self.round

    def take(self, line: Line) -> Round:
        """Other decisions; those before can be had back."""
        with self._lock:
            self.lines.append(self.round.line)
            self.round = with_line(self.round, line)
            return self.round

    def take_back(self) -> Round:
        """The decisions as they were before they were changed last."""
        with self._lock:
            if self.lines:
                self.round = with_line(self.round, self.lines.pop())
            return self.round

    def take_played(self, game: Game) -> Round:
        """The decisions with those that were made in a session that went on from them."""
        line = self.round.line
        longer, told = extended(line, game), self.round.told
        made = line.decisions[: told.made] if told is not None else ()
        if len(longer.decisions) <= len(made):
            return self.round
        return self.take(longer)

    def begin_at(self, turn: int, tell: Tell) -> Round | str:
        """Decisions that lead to a turn; or why it cannot be come to."""
        tell(0.0)
        good = self.round.good
        if good is None:
            return "Nothing can be played yet."
        try:
            found = at_turn(self.round.line, good.bundle, turn)
        except MoveError as error:
            return f"Turn {turn} cannot be come to: {error}."
        return self._begun(found)

    def begin_where(self, inject: str, tell: Tell) -> Round | str:
        """Decisions that lead to where some news comes; or why none were found."""
        good = self.round.good
        if good is None:
            return "Nothing can be played yet."
        if inject not in good.bundle.scenario.injects:
            return "This version does not have that news."
        found = where_it_fires(good.bundle, inject, tell)
        if found is None:
            sessions = sessions_looked_through(good.bundle)
            return f"It comes in none of {sessions} sessions by all strategies that are quick."
        return self._begun(found)

    def _begun(self, found: Begun) -> Round:
        return self.take(found.line)

    # ------------------------------------------------------------ what is worked out beside it

    def figures(self, tell: Tell) -> Figures | None:
        """Sessions of the good version beside those of the one before.

        Raises:
            Stopped: nobody waits for it any more.
        """
        versions = self.round.versions
        good, before = versions.good, versions.before
        if good is None:
            return None
        if before is None:
            return Figures(good.number, self._sample(good, tell), None)
        first = self._sample(before, part(tell, 0.0, HALF))
        second = self._sample(good, part(tell, HALF, 1.0))
        return Figures(good.number, second, changes(first, second))

    def _sample(self, version: Version, tell: Tell) -> Sample:
        """The sessions of a version, played once."""
        rules = version.rules
        if rules not in self._samples:
            self._samples[rules] = sampled(version.bundle, tell=tell)
            for old in list(self._samples)[:-KEPT]:
                del self._samples[old]
        tell(1.0)
        return self._samples[rules]

    def news(self) -> tuple[NewsRow, ...]:
        """All news of the good version, and where the sessions have it first."""
        good = self.round.good
        if good is None:
            return ()
        sample = self._samples.get(good.rules)
        rows = []
        for name, inject in good.bundle.scenario.injects.items():
            share = None if sample is None else sample.share(("inject", name))
            first = None if sample is None else earliest(sample, name)
            rows.append(NewsRow(name, inject.title, share, first and (first[0] + 1, first[1])))
        return tuple(rows)

    def sit_down(self) -> Sitting | str:
        """The session where the decisions end, to be played on; or why it cannot be."""
        told = self.round.told
        if told is None:
            return "Nothing can be played yet."
        if told.game.phase == "over":
            return "The session is over here: choose a turn to begin in, or drop decisions."
        sitting = Sitting(Recording(told.game), look(told.game))
        if not sitting.picking:
            sitting.submit()
        return sitting
