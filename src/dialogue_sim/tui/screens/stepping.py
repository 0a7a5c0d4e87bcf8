"""Stepping through a replay: by keys, by a click, by itself, and past what is hidden."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING

from dialogue_sim.session.views.history import MomentView
from dialogue_sim.tui.screens.looking_back import LookingBack
from dialogue_sim.tui.widgets.replay import Again
from dialogue_sim.tui.widgets.scrubber import Scrubber

if TYPE_CHECKING:
    from textual.timer import Timer

SPEEDS = (("slow", 3.0), ("normal", 1.5), ("fast", 0.6))
"""Seconds from moment to moment while it plays."""
NORMAL = 1


class Stepping(LookingBack[Again]):
    """Which moment of a line is looked at, and what is told of the moments after it."""

    _jumped: int | None = None
    """Place of the turn that was jumped to among those in which most changed."""
    _speed = NORMAL
    _clock: Timer | None = None

    @abstractmethod
    def _show_question(self) -> None:
        """See to it that the question what to do is seen."""

    @property
    def _last(self) -> int:
        return self._looked.recorded.moments - 1

    def _to(self, moment: int) -> None:
        if 0 <= moment <= self._last:
            until = moment if self._looked.hidden else None
            self._look(moment=moment, asking=False, until=until)

    def action_later(self) -> None:
        """The moment after; where what comes is hidden, first the question what to do."""
        looked = self._looked
        if looked.hidden and not looked.asking and looked.moment < self._last:
            self._look(asking=True)
            self._show_question()
        else:
            self._to(looked.moment + 1)

    def action_earlier(self) -> None:
        """The moment before."""
        if self._looked.asking:
            self._look(asking=False)
        else:
            self._to(self._looked.moment - 1)

    def action_last(self) -> None:
        """The end of the line."""
        self._to(self._last)

    def on_scrubber_picked(self, message: Scrubber.Picked) -> None:
        """The turn that was clicked."""
        self._to(min(message.moment, self._last))

    def action_most(self) -> None:
        """The turn in which most changed; again for the one after that."""
        order = self._looked.recorded.most_changed()
        if self._looked.hidden:
            self.notify("What comes next is hidden; w shows it again.", markup=False)
        elif order:
            now = self._looked.moment
            place = order.index(now) if now in order else None
            self._jumped = place + 1 if place is not None and place in {0, self._jumped} else 0
            self._jumped %= len(order)
            if order[self._jumped] == now:
                self.notify("This is the turn in which most changed.", markup=False)
            else:
                self._to(order[self._jumped])

    def action_hide(self) -> None:
        """Keep back what comes after the moment, or show it again."""
        hidden, recorded = not self._looked.hidden, self._looked.recorded
        history = replace(self._looked.history, moments=recorded.history.moments)
        until = None
        if hidden:
            coming = range(recorded.moments, recorded.planned + 1)
            unknown = tuple(MomentView(turn, f"T{turn}", "") for turn in coming)
            history = replace(history, moments=(*history.moments, *unknown))
            until = self._looked.moment
        self._look(hidden=hidden, asking=False, until=until, history=history)

    # ------------------------------------------------------------ playing

    def action_play(self) -> None:
        """Go on by itself, or stop; from the end it begins again."""
        if self._clock is not None:
            self._stop()
            return
        if self._looked.moment == self._last:
            self._to(0)
        self._clock = self.set_interval(SPEEDS[self._speed][1], self._tick)
        self._show()

    def _tick(self) -> None:
        if self._looked.moment >= self._last or not self.on_top:
            self._stop()
        else:
            self.action_later()

    def _stop(self) -> None:
        if self._clock is not None:
            self._clock.stop()
            self._clock = None
            self._show_if_there()

    def action_faster(self) -> None:
        """From moment to moment in less time."""
        self._at_speed(self._speed + 1)

    def action_slower(self) -> None:
        """From moment to moment in more time."""
        self._at_speed(self._speed - 1)

    def _at_speed(self, speed: int) -> None:
        self._speed = max(0, min(len(SPEEDS) - 1, speed))
        if self._clock is not None:
            self._clock.stop()
            self._clock = self.set_interval(SPEEDS[self._speed][1], self._tick)
        self._show()
