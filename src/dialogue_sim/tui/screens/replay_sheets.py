"""What a replay asks: what to write about a moment, how to go on from it, what to do instead."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static

from dialogue_sim.session.saves.tree import LONGEST_NAME, LONGEST_NOTE, MARKS, mark_and_text
from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import DIM, KEY, Lines, Part, line, paragraph
from dialogue_sim.tui.screens.frame import Sheet
from dialogue_sim.tui.seeds import random_seed
from dialogue_sim.tui.widgets.panel import Page, Panel
from dialogue_sim.tui.widgets.typing import OneLine

LONGEST_SEED = 60
NO_MARK = ""


class Marks(Panel, can_focus=True):
    """The marks of chess, from the best to the worst, and none of them.

    Attributes:
        chosen: the one that is taken.
    """

    DEFAULT_CSS = "Marks { height: 1; }"
    chosen = NO_MARK

    def turn(self, by: int) -> None:
        """Choose another one."""
        marks = (NO_MARK, *MARKS)
        self.chosen = marks[(marks.index(self.chosen) + by) % len(marks)]
        self.refresh()

    def lines(self, width: int, height: int) -> Lines:
        """All of them on one line."""
        del width, height
        led = "bold reverse" if self.has_focus else KEY
        parts: list[Part] = [("Mark  ", DIM)]
        for mark in (NO_MARK, *MARKS):
            name = mark or "none"
            parts.append((f" {name} ", led) if mark == self.chosen else (f" {name} ", DIM))
        return [line(*parts)]


class NoteSheet(Sheet[tuple[str, str] | None]):
    """Returns a mark and a text."""

    KIND = "note"
    BINDINGS: ClassVar[list[BindingType]] = bindings("note")
    AUTO_FOCUS = "Input"

    def __init__(self, moment: str) -> None:
        super().__init__(f"A note on {moment}", "enter writes it into the save")

    def body(self) -> ComposeResult:
        """A mark, and a line to type in."""
        yield Marks()
        yield OneLine(placeholder="what you think of this turn", max_length=LONGEST_NOTE)
        yield Page(self._about)

    def _about(self, width: int) -> Lines:
        told = "!! ! a good move, !? ?! a daring and a doubtful one, ? ?? a mistake. Up to the "
        return paragraph(
            f"{told}marks with ↑, another one with ←→; or type one before the words.", width, DIM
        )

    def action_other(self) -> None:
        """To the marks, or to the words."""
        self.focus_next(Marks if isinstance(self.focused, Input) else Input)

    def action_lower(self) -> None:
        """The mark before."""
        self.query_one(Marks).turn(-1)

    def action_higher(self) -> None:
        """The mark after."""
        self.query_one(Marks).turn(1)

    def on_input_submitted(self, _: Input.Submitted) -> None:
        """Enter in the line writes it as well."""
        self.action_write()

    def action_write(self) -> None:
        """Take it, unless there is nothing in it; a mark may be typed before the words."""
        mark, text = self.query_one(Marks).chosen, self.query_one(Input).value.strip()
        if not mark:
            mark, text = mark_and_text(text)
        if mark or text:
            self.dismiss((mark, text))
        else:
            self.notify("A note needs a word or a mark.", markup=False)

    def action_close(self) -> None:
        """Write nothing."""
        self.dismiss(None)


class Beginning(OneLine):
    """A line that lets the sheet have the arrows to the sides while nothing is typed."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing to walk through, nothing that takes the arrows."""
        if action in {"cursor_left", "cursor_right"} and not self.value:
            return False
        return super().check_action(action, parameters)


class BranchSheet(Sheet[tuple[int, str, str] | None]):
    """Returns the turn, a seed or nothing for the same luck, a name or nothing for a number."""

    KIND = "branch"
    BINDINGS: ClassVar[list[BindingType]] = bindings("branch")
    AUTO_FOCUS = "#name"

    def __init__(self, turn: int, tabled: tuple[str, ...] = ()) -> None:
        """Begin a turn again.

        Args:
            turn: from 1; tabled: titles of what was tabled in each turn that may be told.
        """
        super().__init__(self._titled(turn, tabled), "enter begins the turn")
        self._turn, self._latest, self._tabled = turn, turn, tabled

    @staticmethod
    def _titled(turn: int, tabled: tuple[str, ...]) -> str:
        """Which decision is made anew."""
        was = f" again · was: {tabled[turn - 1]}" if turn <= len(tabled) else ""
        return f"Turn {turn}{was}"

    def action_lower(self) -> None:
        """The turn before."""
        self._take(self._turn - 1)

    def action_higher(self) -> None:
        """The turn after, as far as the one that the replay stands before."""
        self._take(self._turn + 1)

    def _take(self, turn: int) -> None:
        self._turn = max(1, min(self._latest, turn))
        self.retitle(self._titled(self._turn, self._tabled), "enter begins the turn")

    def body(self) -> ComposeResult:
        """A name, a seed, and what becomes of what was played."""
        yield Static(Content("Name of the line"))
        yield Beginning(placeholder="what if …", max_length=LONGEST_NAME, id="name")
        yield Static(Content("Luck"))
        yield Beginning(placeholder="the same luck; a seed is another one",
                        max_length=LONGEST_SEED, id="seed")  # fmt: skip
        yield Page(self._about)

    def _about(self, width: int) -> Lines:
        told = "What was played stays in the save, as a line of its own. Under the same luck all "
        told += "that comes out otherwise comes from what you do otherwise. ← in an empty field "
        told += "chooses the turn before."
        return paragraph(told, width, DIM)

    def action_other(self) -> None:
        """To the other field."""
        named = self.focused is not None and self.focused.id == "name"
        self.query_one("#seed" if named else "#name").focus()

    def action_reroll(self) -> None:
        """Another luck."""
        self.query_one("#seed", Input).value = random_seed()

    def on_input_submitted(self, _: Input.Submitted) -> None:
        """Enter in a field begins it as well."""
        self.action_begin()

    def action_begin(self) -> None:
        """Go on."""
        seed, name = (self.query_one(f"#{one}", Input).value.strip() for one in ("seed", "name"))
        self.dismiss((self._turn, seed, name))

    def action_close(self) -> None:
        """Stay with the replay."""
        self.dismiss(None)


class BusySheet(Sheet[bool]):
    """Says that somebody else plays a save; returns whether to look at it instead."""

    KIND = "busy"
    BINDINGS: ClassVar[list[BindingType]] = bindings("busy")

    def __init__(self, why: str) -> None:
        super().__init__("This session is being played", "enter looks at it, esc goes back")
        self._why = why

    def body(self) -> ComposeResult:
        """Why, and what can be done."""
        yield Page(self._about)

    def _about(self, width: int) -> Lines:
        told = "A replay only reads, so it can be looked at meanwhile."
        return [*paragraph(f"{self._why}.", width), *paragraph(told, width, DIM)]

    def action_settle(self) -> None:
        """Look at it."""
        self.dismiss(result=True)

    def action_close(self) -> None:
        """Leave it alone."""
        self.dismiss(result=False)
