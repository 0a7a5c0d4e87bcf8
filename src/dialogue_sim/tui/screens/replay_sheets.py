"""What a replay asks: what to write about a moment, how to go on from it, what to do instead."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static

from dialogue_sim.session.saves.tree import LONGEST_NAME, LONGEST_NOTE, MARKS
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
        return paragraph(f"{told}marks with ↑, another one with ←→.", width, DIM)

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
        """Take it, unless there is nothing in it."""
        mark, text = self.query_one(Marks).chosen, self.query_one(Input).value.strip()
        if mark or text:
            self.dismiss((mark, text))
        else:
            self.notify("A note needs a word or a mark.", markup=False)

    def action_close(self) -> None:
        """Write nothing."""
        self.dismiss(None)


class BranchSheet(Sheet[tuple[str, str] | None]):
    """Returns a seed, or nothing for the same luck, and a name, or nothing for a number."""

    KIND = "branch"
    BINDINGS: ClassVar[list[BindingType]] = bindings("branch")
    AUTO_FOCUS = "#name"

    def __init__(self, turn: int) -> None:
        super().__init__(f"Go on from the beginning of turn {turn}", "enter begins the turn")
        self._turn = turn

    def body(self) -> ComposeResult:
        """A name, a seed, and what becomes of what was played."""
        yield Static(Content("Name of the line"))
        yield OneLine(placeholder="what if …", max_length=LONGEST_NAME, id="name")
        yield Static(Content("Luck"))
        yield OneLine(placeholder="the same luck; a seed is another one",
                      max_length=LONGEST_SEED, id="seed")  # fmt: skip
        yield Page(self._about)

    def _about(self, width: int) -> Lines:
        told = "What was played stays in the save, as a line of its own. Under the same luck all "
        told += "that comes out otherwise comes from what you do otherwise."
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
        self.dismiss((seed, name))

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
