"""The line at the top: title, phases of the turn, turn and seed."""

from __future__ import annotations

from textual.app import RenderResult
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from dialogue_sim.tui.drawing import DIM, KEY, STRONG, Part, ends, line

PHASES = ("Choose", "Debate", "Silence", "React", "Answer")
DEBATE = "Debate"
DISCLAIMER = "a teaching model, not a forecast"
ROOM_FOR_ALL = 118
ROOM_FOR_SEED = 92
MOST_PIPS = 12


class TopBar(Widget):
    """Where we are: `phase` is one of `PHASES`, or other words that take their place.

    A phase may say more after a colon. `debated`: whether the turn has a debate.
    """

    caption: reactive[str] = reactive("")
    phase: reactive[str] = reactive("")
    debated: reactive[bool] = reactive(default=False)
    turn: reactive[int] = reactive(0)
    turns: reactive[int] = reactive(0)
    seed: reactive[str] = reactive("")

    class Turned(Message):
        """Another turn is shown."""

    def watch_turn(self) -> None:
        """Say that another turn is shown."""
        self.post_message(self.Turned())

    def render(self) -> RenderResult:
        """Cut the title first, the seed and the disclaimer before the phases."""
        width = self.size.width
        left: list[Part] = [(" ◆ ", KEY), (self.caption, STRONG)]
        if width >= ROOM_FOR_ALL:
            left.append((f"   {DISCLAIMER}", f"italic {DIM}"))
        return ends(line(*left), line(*self._phases(), *self._progress(width)), width)

    def _phases(self) -> list[Part]:
        tabs: list[Part] = []
        now = self.phase.partition(":")[0]
        debated = self.debated or now == DEBATE
        named = [name for name in PHASES if debated or name != DEBATE]
        for name in named if now in named else (self.phase,):
            active = name in {now, self.phase}
            shown = f" {self.phase} " if active else name
            tabs += [" ", (shown, self._style(active=active))]
        return tabs if self.phase else []

    def _style(self, *, active: bool) -> str:
        if not active:
            return DIM
        return "bold reverse" if self.app.no_color else "bold $background on $accent"

    def _progress(self, width: int) -> list[Part]:
        if not self.turns:
            return [" "]
        parts: list[Part] = [("  Turn ", DIM), (f"{self.turn}/{self.turns} ", STRONG)]
        if width >= ROOM_FOR_SEED:
            pips = "▰" * self.turn + "▱" * (self.turns - self.turn)
            parts.append((pips if self.turns <= MOST_PIPS else "", "$primary"))
            parts.append((f"  seed {self.seed} ", DIM))
        return parts
