"""Telling a new player what to do next, on whatever screen lies on top."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual.app import App

from dialogue_sim.session.views.guide import next_step
from dialogue_sim.tui.widgets.guide import GuideStrip
from dialogue_sim.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from dialogue_sim.content.scenario import Deed
    from dialogue_sim.session.views.guide import GuideView

DEEDS: dict[str, Deed] = {
    "amend": "open", "question": "open", "reactions": "decide", "receipt": "receipt", "log": "log",
}  # fmt: skip
"""By kind of screen: what somebody has done who sees it; see `content.scenario.Deed`."""


KEYS: dict[tuple[str, Deed], str] = {
    ("play", "open"): "↑↓ enter", ("play", "decide"): "t", ("play", "log"): "l",
    ("amend", "decide"): "enter", ("question", "decide"): "enter",
    ("reactions", "receipt"): "r", ("play", "receipt"): "r", ("reactions", "log"): "enter",
}  # fmt: skip
"""By kind of screen and what is waited for: the key that does it there."""

LOOKING_AGAIN = frozenset({"replay", "compare"})
"""Screens on and over which nobody is guided: nothing is to be done in a turn that was played."""


class Guided(App[None]):
    """An app that knows what has been done in a turn, as far as a guide waits for it."""

    _done: frozenset[tuple[int, Deed]] = frozenset()

    @property
    @abstractmethod
    def guide(self) -> tuple[GuideView, ...]:
        """What is told in the session that is played."""

    def guide_anew(self) -> None:
        """Begin again: nothing has been done yet."""
        self._done = frozenset()

    def on_shown(self) -> None:
        """Another screen is on top, which may be what was waited for."""
        for screen in () if self._looks_again else self.screen_stack[-1:]:
            deed = DEEDS.get(getattr(screen, "KIND", ""))
            if deed is not None:
                self._done |= {(self._turn_shown, deed)}
        self._tell()

    def on_top_bar_turned(self) -> None:
        """Another turn is shown."""
        self._tell()

    @property
    def _looks_again(self) -> bool:
        """Whether a replay lies on top, or below what does."""
        return any(getattr(one, "KIND", "") in LOOKING_AGAIN for one in self.screen_stack)

    @property
    def _turn_shown(self) -> int:
        """The turn that the uppermost screen with a top line is about; 0 without one."""
        turns = [bar.turn for screen in self.screen_stack for bar in screen.query(TopBar)]
        return turns[-1] if turns else 0

    def _tell(self) -> None:
        """Tell it on the screen on top; there is none any more while the app ends."""
        turn = self._turn_shown
        done = {deed for number, deed in self._done if number == turn}
        step = None if self._looks_again else next_step(self.guide, turn, done)
        for screen in self.screen_stack[-1:]:
            kind = getattr(screen, "KIND", "")
            for strip in screen.query(GuideStrip):
                strip.key = KEYS.get((kind, step.until), "") if step is not None else ""
                strip.step = step
