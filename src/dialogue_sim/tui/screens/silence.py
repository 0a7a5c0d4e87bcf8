"""A text was stopped: by whom and why, and the three ways to settle it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dialogue_sim.session.moves import How
from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import BAD, DIM, STRONG, Lines, line, paragraph, rule
from dialogue_sim.tui.marks import exposure_words, response_chip
from dialogue_sim.tui.screens.frame import Sheet
from dialogue_sim.tui.screens.receipt import ReceiptSheet, slips_of_reactions
from dialogue_sim.tui.widgets.panel import FollowedList, Page
from dialogue_sim.tui.widgets.why import sentence

if TYPE_CHECKING:
    from dialogue_sim.session.views.texts import TextView
    from dialogue_sim.session.views.turn_view import HearingView, ReactionView
    from dialogue_sim.session.views.view import View

OBJECTING = ("break_silence", "object")


class SilenceSheet(Sheet[How]):
    """Returns how it is to be settled; there is no way around the question."""

    KIND = "silence"
    BINDINGS: ClassVar[list[BindingType]] = bindings("silence")
    AUTO_FOCUS = "#settle"

    def __init__(self, view: View, broken: HearingView, as_group: TextView) -> None:
        title = "Silence is broken" if broken.by_silence else "The text does not stand"
        super().__init__(title, broken.text.title)
        self._view = view
        self._broken = broken
        self._as_group = as_group

    def body(self) -> ComposeResult:
        """Who stopped it, and what can be done."""
        with VerticalScroll(id="scroll"):
            yield Page(partial(broken_page, self._broken, plain=self.app.no_color))
        yield FollowedList(*self._ways(), id="settle", markup=False)

    def _ways(self) -> list[Option]:
        group = (
            f"go on with those who want to, no procedure ({exposure_words(self._as_group.mark)})"
        )
        ways = (
            ("amend", "Amend", f"change exactly one issue, {self._broken.repeated}"),
            ("group", "Smaller group", group),
            ("withdraw", "Withdraw", f"in force stays: {self._view.standing.title}"),
        )
        return [Option(line((f"{key:<14}", STRONG), words), id=how) for how, key, words in ways]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Settle it."""
        match event.option_id:
            case "amend" | "group" | "withdraw" as how:
                self.dismiss(how)
            case _:
                pass

    def action_settle(self) -> None:
        """What the key that chooses does."""
        self.query_one(FollowedList).action_select()

    def action_receipt(self) -> None:
        """The receipts of the text that was broken, the first objector's first."""
        slips = slips_of_reactions(self._broken.reactions)
        first = next((r.actor for r in self._broken.reactions if r.response in OBJECTING), "")
        self.cover(ReceiptSheet(slips, first))


def broken_page(broken: HearingView, width: int, *, plain: bool) -> Lines:
    """Members who stopped the text, members who only objected, and the others in short."""
    against = [r for r in broken.members if r.name in broken.broken_by]
    names = " and ".join(broken.broken_by)
    why = f"{names} broke silence" if broken.by_silence else broken.refusal()
    lines = paragraph(f"{why}. The text does not stand.", width, BAD)
    for reaction in against:
        lines += said(reaction, width, plain=plain)
    recorded = [r for r in broken.members if r.response in OBJECTING and r not in against]
    if recorded:
        lines += [Content(""), rule("Objected on the record", width)]
    for reaction in recorded:
        lines += said(reaction, width, plain=plain)
    others = [r for r in broken.members if r not in against and r not in recorded]
    lines += [Content(""), rule("The other members", width)]
    lines += paragraph(", ".join(f"{r.short} {r.word}" for r in others) or "none", width, DIM)
    return lines


def said(reaction: ReactionView, width: int, *, plain: bool) -> Lines:
    """An actor's response and its reason."""
    chip = response_chip(reaction.response, reaction.word, plain=plain)
    reason = paragraph(sentence(reaction), width, indent=2)
    worth = reaction.receipt.worth
    line_ = paragraph(worth.says, width, DIM, indent=2) if worth is not None else []
    return [line((reaction.name, STRONG), "  ", chip), *reason, *line_]
