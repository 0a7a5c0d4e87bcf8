"""The live loop in plain lines: what is wrong or what has changed, on every save."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from dialogue_sim.workshop.live.figures import changes, sampled
from dialogue_sim.workshop.live.round import begun, renewed, with_line
from dialogue_sim.workshop.live.starting import whole_session
from dialogue_sim.workshop.live.telling import change_lines, round_lines, sample_lines
from dialogue_sim.workshop.live.watching import Watch

if TYPE_CHECKING:
    from dialogue_sim.workshop.live.desk import Desk
    from dialogue_sim.workshop.live.figures import Sample
    from dialogue_sim.workshop.live.round import Round

Say = Callable[[str], None]


def now() -> str:
    """The time as it is told."""
    return datetime.now().astimezone().strftime("%H:%M:%S")


@dataclass
class LinearLive:
    """A live loop that prints.

    Attributes:
        say: prints a text; clock: the time as it is told; rest: waits for some seconds.
    """

    desk: Desk
    say: Say
    clock: Callable[[], str] = now
    rest: Callable[[float], None] = time.sleep
    _sample: tuple[str, Sample] | None = field(default=None, repr=False)

    def once(self) -> bool:
        """One round; whether the scenario has no errors."""
        watch = Watch(*self.desk.roots)
        self._borrowed()
        shown = self._round(begun(self.desk.scenario, self.desk.line), watch)
        return not shown.versions.errors and not shown.versions.stale

    def go_on(self, rounds: int | None = None) -> None:
        """Round after round, until somebody interrupts it.

        Args:
            rounds: how many times to look; without an end if left out.
        """
        watch, looks = Watch(*self.desk.roots), 0
        self._borrowed()
        shown = begun(self.desk.scenario, self.desk.line)
        while rounds is None or looks < rounds:
            shown = self._round(shown, watch)
            if not looks:
                self.say("\nWatching. Save a file to see what it changes; ctrl+c ends this.")
            looks += 1
            self.rest(watch.pause)

    def _borrowed(self) -> None:
        if self.desk.borrowed:
            self.say(f"{self.desk.borrowed}\n")

    def _round(self, shown: Round, watch: Watch) -> Round:
        """Look once; where something is new, say so."""
        files = watch.look()
        if files is None:
            return shown
        fresh = renewed(shown, files, self.clock(), self.desk.profile)
        if fresh is shown:
            return shown
        if fresh.good is not None and shown.good is None and not fresh.line.decisions:
            # Nobody has decided anything: then a strategy's session is what is made again.
            fresh = with_line(fresh, whole_session(fresh.good.bundle, fresh.line.seed))
        first = shown.versions.rounds == 0
        self.say(("" if first else "\n") + "\n".join(round_lines(fresh)))
        self._figures(fresh)
        return fresh

    def _figures(self, shown: Round) -> None:
        """What sessions of a new good version come to, beside those of the one before."""
        good = shown.good
        if good is None or shown.versions.stale:
            return
        rules, before = good.rules, self._sample
        if before is not None and before[0] == rules:
            return
        sample = sampled(good.bundle)
        self._sample = rules, sample
        if before is None:
            lines = sample_lines(sample)
        else:
            lines = change_lines(changes(before[1], sample), sample.sessions)
        self.say("\n" + "\n".join(lines))
