"""Sheets on which somebody says something in a debate: from the bank, or standing by it.

A key that is held must not speak: nothing is highlighted at first, and what was left highlighted
has to be touched again before `enter` says it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key, Resize
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from dialogue_sim.session.moves import Argue, Drop, Pass, Speech
from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import BAD, DIM, FAINT, STRONG, Lines, cut, ends, line, paragraph
from dialogue_sim.tui.screens.frame import Sheet
from dialogue_sim.tui.widgets.floor import (
    SIGNS,
    argument_page,
    cards_in_short,
    option_page,
    words_of,
)
from dialogue_sim.tui.widgets.panel import FollowedList, Page
from dialogue_sim.tui.widgets.typing import Search

if TYPE_CHECKING:
    from dialogue_sim.session.views.debate_view import DebateView, SpeakingView
    from dialogue_sim.session.views.dossier import OptionView
    from dialogue_sim.tui.screens.drafts import Drafts

Say = Callable[[Speech], str]
"""Makes a move; gives the sentence that refuses it, or nothing."""

SEATS_OWN, OTHERS = "Positions of your seat", "What others hold"
KEEP = "keep"
TOUCH = "Your choice of before is still here: move the highlight or type, then enter says it."


class SpeakingSheet(Sheet[bool]):
    """A sheet that says something once it was touched; True when it has been said."""

    def __init__(self, title: str, say: Say, note: str = "") -> None:
        super().__init__(title, note)
        self._say = say
        self._touched = False
        self._refusal = ""

    def on_key(self, event: Key) -> None:
        """Any key but the one that says it shows that somebody chooses."""
        self._touched = self._touched or event.key != "enter"

    def on_click(self) -> None:
        """So does a click."""
        self._touched = True

    def say(self, move: Speech) -> None:
        """Say it, or tell why that cannot be."""
        refusal = self._say(move) if self._touched else TOUCH
        if refusal:
            self.refuse(refusal)
        else:
            self.dismiss(True)  # noqa: FBT003  it has been said

    def refuse(self, sentence: str) -> None:
        """Tell why nothing was said."""
        self._refusal = sentence
        self.query_one("#told", Page).show(self.told)

    def told(self, width: int) -> Lines:
        """What is below everything else."""
        return paragraph(self._refusal, width, BAD) if self._refusal else []

    def action_close(self) -> None:
        """Back to the floor; what was begun stays."""
        self.dismiss(False)  # noqa: FBT003  nothing was said


class BankSheet(SpeakingSheet):
    """Arguments of the bank, searched by typing."""

    KIND = "bank"
    BINDINGS: ClassVar[list[BindingType]] = bindings("bank")
    AUTO_FOCUS = "Search"

    def __init__(self, speaking: SpeakingView, drafts: Drafts, say: Say) -> None:
        super().__init__("Make an argument", say, f"{speaking.left} left in this step")
        self._options = speaking.options
        self._drafts = drafts

    def body(self) -> ComposeResult:
        """The search, the arguments, one of them in full, and why it cannot be made."""
        yield Search("title, claim or reason", self._drafts.search)
        yield FollowedList(id="options", markup=False)
        with VerticalScroll(id="scroll", can_focus=False):
            yield Page(self._page)
        yield Page(self.told, id="told")

    def on_mount(self) -> None:
        """List the arguments once there is room to draw them for."""
        super().on_mount()
        self.call_after_refresh(self._fill)

    def on_resize(self, _: Resize) -> None:
        """Draw for the new width."""
        self.call_after_refresh(self._fill)

    @property
    def _chosen(self) -> OptionView | None:
        return next((one for one in self._options if one.id == self._drafts.option), None)

    def _fill(self) -> None:
        """List what matches; the highlight stays on its argument."""
        if not self.has_its_parts:
            return
        options = self.query_one(FollowedList)
        rows = _listed(matching(self._options, self._drafts.search),
                       options.scrollable_content_region.width)  # fmt: skip
        options.set_options(rows)
        ids = [row.id for row in rows]
        if self._drafts.option in ids:
            options.highlighted = ids.index(self._drafts.option)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search on as one types; the first that matches is highlighted."""
        if event.value == self._drafts.search:
            return
        self._touched = True
        self._drafts.search = event.value
        found = matching(self._options, event.value)
        first = next(iter(sorted(found, key=lambda one: not one.own)), None)
        self._drafts.option = first.id if first is not None and event.value else ""
        self._fill()
        self._show()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the argument in full."""
        self._drafts.option = event.option_id or ""
        self._show()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click chooses and does not speak."""
        self._drafts.option = event.option_id or ""
        self._touched = True
        self._show()

    def _show(self) -> None:
        self._refusal = ""
        self.query_one("#told", Page).show(self.told)
        self.query_one("#scroll Page", Page).show(self._page)

    def _page(self, width: int) -> Lines:
        chosen = self._chosen
        if chosen is None:
            return paragraph("↓ highlights an argument; typing searches them.", width, DIM)
        return option_page(chosen, width)

    def on_input_submitted(self) -> None:
        """The key that says it, from the search."""
        self.action_say()

    def action_say(self) -> None:
        """Make the highlighted argument."""
        if self._chosen is None:
            self.refuse("Highlight an argument first, with ↓ or by typing.")
        else:
            self.say(Argue(use=self._chosen.id))

    def action_next(self) -> None:
        """The argument below."""
        self._move(self.query_one(FollowedList).action_cursor_down)

    def action_previous(self) -> None:
        """The argument above."""
        self._move(self.query_one(FollowedList).action_cursor_up)

    def _move(self, step: Callable[[], None]) -> None:
        step()
        self.query_one(Search).lead(self.query_one(FollowedList))


def matching(options: tuple[OptionView, ...], search: str) -> list[OptionView]:
    """Arguments in which every word of a search occurs, in any part of them."""
    words = search.casefold().split()
    return [one for one in options if all(word in _searched(one) for word in words)]


def _searched(option: OptionView) -> str:
    cards = " ".join(f"{card.title} [{card.label}]" for card in option.cards)
    reason = words_of(option.reason)
    return f"{option.title} {option.claim} {option.side} {reason} {cards}".casefold()


def _listed(options: list[OptionView], width: int) -> list[Option]:
    """Options under two headings, the seat's own positions first."""
    rows = []
    for heading, own in ((SEATS_OWN, True), (OTHERS, False)):
        group = [one for one in options if one.own == own]
        if group:
            text = line((heading, DIM), " ", ("─" * max(0, width - len(heading) - 1), FAINT))
            rows.append(Option(text, id=f"heading:{heading}", disabled=True))
        rows += [Option(option_prompt(one, width), id=one.id) for one in group]
    return rows


def option_prompt(option: OptionView, width: int) -> Content:
    """An argument of the bank in a line: side, title, reason, and its cards."""
    sign, style = SIGNS[option.side]
    cards = "" if option.cards else cards_in_short(())
    cards = cards or "/".join(card.label for card in option.cards)
    right = line((f"{words_of(option.reason)} · {cards}", DIM))
    room = width - right.cell_length - 3
    return ends(
        line((f"{sign} ", f"bold {style}"), (cut(option.title, room), STRONG)), right, width
    )


class StandSheet(SpeakingSheet):
    """Keep what was said, or withdraw one argument."""

    KIND = "stand"
    BINDINGS: ClassVar[list[BindingType]] = bindings("stand")
    AUTO_FOCUS = "#ways"

    def __init__(self, debate: DebateView, speaking: SpeakingView, say: Say) -> None:
        super().__init__("Stand by it, or withdraw", say)
        self._debate = debate
        self._own = [debate.argument(name) for name in speaking.own]

    def body(self) -> ComposeResult:
        """The own arguments with what was answered to them, and what can be done."""
        with VerticalScroll(id="scroll", can_focus=False):
            yield Page(self._page)
        yield FollowedList(*self._ways(), id="ways", markup=False)
        yield Page(self.told, id="told")

    def _ways(self) -> list[Option]:
        keep = Option(line(("Keep      ", STRONG), "everything stands as it is"), id=KEEP)
        drops = [
            Option(line(("Withdraw  ", STRONG), cut(one.title, 60)), id=one.id)
            for one in self._own
        ]
        return [keep, *drops]

    def on_mount(self) -> None:
        """To keep everything is highlighted at first."""
        super().on_mount()
        self.query_one(FollowedList).highlighted = 0

    def _page(self, width: int) -> Lines:
        lines = paragraph(
            "To withdraw shows as honesty, and the argument leaves the ledger: what it still "
            "moved is gone.", width, DIM,
        )  # fmt: skip
        for one in self._own:
            lines += [Content(""), *argument_page(one, width)]
        return lines

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Keep or withdraw; to keep takes nothing away, so it needs no second key."""
        self._touched = self._touched or event.option_id == KEEP
        self.say(Pass() if event.option_id == KEEP else Drop(event.option_id or ""))

    def action_settle(self) -> None:
        """What the key that chooses does."""
        if self.query_one(FollowedList).highlighted is None:
            self.refuse("Highlight one of the lines first.")
        else:
            self.query_one(FollowedList).action_select()
