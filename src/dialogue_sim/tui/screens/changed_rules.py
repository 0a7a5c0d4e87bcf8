"""The rules of a scenario have changed since a session was saved: how is it to be opened?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from dialogue_sim.session.changes.words import WAYS
from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import DIM, KEY, STRONG, Lines, beside, line, paragraph, rule
from dialogue_sim.tui.reopening import NEW, OLD, RECORDED
from dialogue_sim.tui.screens.frame import Sheet
from dialogue_sim.tui.widgets.panel import Page

if TYPE_CHECKING:
    from dialogue_sim.tui.reopening import Changed, Tried

SIGN = 7
"""Cells of a key beside what it does."""

KEYS = {OLD: "enter", NEW: "n", RECORDED: "r"}


class ChangedRulesSheet(Sheet[str | None]):
    """Returns the way that was chosen; None where the person goes back."""

    KIND = "changed_rules"
    BINDINGS: ClassVar[list[BindingType]] = bindings("changed_rules")

    def __init__(self, changed: Changed) -> None:
        super().__init__("The rules have changed since", changed.path.name)
        self._changed = changed

    def body(self) -> ComposeResult:
        """What can be done, and below it what has changed."""
        yield Page(_ways)
        with VerticalScroll(id="scroll"):
            yield Page(self._differences)

    def _differences(self, width: int) -> Lines:
        lines = [rule("What is otherwise today", width)]
        return lines + [row for one in self._changed.lines for row in paragraph(one, width)]

    def action_old(self) -> None:
        """Under the rules in the save."""
        self.dismiss(OLD)

    def action_new(self) -> None:
        """The same decisions on the rules of today."""
        self.dismiss(NEW)

    def action_recorded(self) -> None:
        """Only look."""
        self.dismiss(RECORDED)

    def action_close(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)


def _ways(width: int) -> Lines:
    lines: Lines = []
    for way, name, means in WAYS:
        told = [line((name, STRONG)), *paragraph(means, width - SIGN - 2, DIM)]
        lines += [*beside([line((KEYS[way], KEY))], told, SIGN), Content("")]
    return lines


def tried_page(tried: Tried[Any], width: int) -> Lines:
    """What came of the same decisions on the rules of today, and where they are kept."""
    lines = [row for one in tried.lines for row in [*paragraph(one, width), Content("")]]
    path = tried.sitting.path
    kept = f"It goes on from there, in {'' if path is None else path.name}."
    return lines + paragraph(kept, width, DIM)
