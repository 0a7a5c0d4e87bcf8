"""A text was stopped: the round in which that happened, and the three ways to settle it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key, Resize
from textual.timer import Timer
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dialogue_sim.session.moves import How
from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import BAD, DIM, STRONG, Lines, cut, line, paragraph, stack
from dialogue_sim.tui.marks import EXPOSURE, exposure_words
from dialogue_sim.tui.screens.frame import Sheet
from dialogue_sim.tui.screens.receipt import ReceiptSheet, slips_of_reactions
from dialogue_sim.tui.widgets.panel import FollowedList, Page
from dialogue_sim.tui.widgets.responses import reason_of
from dialogue_sim.tui.widgets.round import TIME, Stance, head_of, round_lines, still_open
from dialogue_sim.tui.widgets.why import sentence

if TYPE_CHECKING:
    from dialogue_sim.session.views.silence_round import Round
    from dialogue_sim.session.views.texts import TextView
    from dialogue_sim.session.views.turn_view import HearingView, ReactionView
    from dialogue_sim.session.views.view import View

PACE = 0.4
"""Seconds between two members."""

OBJECTING = ("break_silence", "object")
WAY = 15
ROOMY, ROOM = 90, 57
"""From this width on reasons stand beside stances, which end in that cell."""

ALL_TOLD = 80
"""Columns of a terminal in which the ways are told with what they cost."""


class SilenceSheet(Sheet[How]):
    """Returns how it is to be settled; there is no way around the question."""

    KIND = "silence"
    BINDINGS: ClassVar[list[BindingType]] = bindings("silence")
    AUTO_FOCUS = "#settle"

    def __init__(
        self, view: View, broken: HearingView, as_group: TextView, *, at_once: bool = False
    ) -> None:
        """Args: at_once: whether the round has been told already."""
        super().__init__(f"Turn {view.turn} · round of the table", broken.text.title)
        self._view = view
        self._broken = broken
        self._as_group = as_group
        self._members = len(broken.round.lines) if broken.round is not None else 0
        self._shown = self._members if at_once else 0
        self._timer: Timer | None = None

    def body(self) -> ComposeResult:
        """Who stopped it and when, and what can be done."""
        with VerticalScroll(id="scroll"):
            yield Page(self._draw)
        yield FollowedList(*self._ways(), id="settle", markup=False)

    def on_mount(self) -> None:
        """Begin to reveal."""
        self.query_one(FollowedList).highlighted = 0
        if self.app.animation_level == "none" or not self.revealing:
            self._reveal_all()
        else:
            self._timer = self.set_interval(PACE, self._reveal)

    def on_resize(self, _: Resize) -> None:
        """Say as much about the ways as there is room for."""
        for ways in self.query(FollowedList):
            for place, way in enumerate(self._ways()):
                ways.replace_option_prompt_at_index(place, way.prompt)

    @property
    def revealing(self) -> bool:
        """Whether members are still to be heard."""
        return self._shown < self._members

    def _reveal(self) -> None:
        """One more member; the clock jumps to it."""
        self._shown = min(self._shown + 1, self._members)
        if not self.revealing:
            self._reveal_all()
        for page in self.query(Page):
            page.refresh()

    def _reveal_all(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._shown = self._members
        said = "Silence is broken" if self._broken.by_silence else "The text does not stand"
        self._title = f"Turn {self._view.turn} · {said}"
        self.retitle(self._title, self._note)
        for page in self.query(Page):
            page.refresh()

    def _draw(self, width: int) -> Lines:
        return broken_page(self._broken, self._shown, width, plain=self.app.no_color)

    def on_key(self, event: Key) -> None:
        """Any key shows all that is still to come; the one that decides does only that."""
        if self.revealing and event.key != "q":
            self._reveal_all()
            if event.key == "enter":
                event.stop()
                event.prevent_default()

    def _ways(self) -> list[Option]:
        """The three ways: what each is, and below it what it risks and costs."""
        mark, here, group = self._as_group.mark, self._broken.text.price, self._as_group.price
        exposed = line((f"{mark} {exposure_words(mark)}", EXPOSURE[mark][1]))
        more = max(0, (group or 0) - (here or 0)) or "nothing"
        dearer, costs, paid = ("", "", "") if here is None else (
            " · pays only the difference", f" · costs {more} more", " · what it cost is gone",
        )  # fmt: skip
        ways: tuple[tuple[How, str, str, Content], ...] = (
            ("amend", "Amend", f"change exactly one issue, {self._broken.repeated}",
             line((f"shows the chance that it stands{dearer}", DIM))),
            ("group", "Smaller group", "go on with those who want to, no procedure",
             line(exposed, (costs, DIM))),
            ("withdraw", "Withdraw", f"in force stays: {self._view.standing.title}",
             line((f"risks nothing new{paid}", DIM))),
        )  # fmt: skip
        short = self.app.size.width < ALL_TOLD
        return [
            Option(stack(way_lines(name, words, meant, short=short)), id=how)
            for how, name, words, meant in ways
        ]

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


def way_lines(name: str, words: str, meant: Content, *, short: bool) -> Lines:
    """One way to settle it in two lines; where there is no room, without what it costs."""
    if short:
        return [line((name, STRONG)), line(f"  {words}")]
    return [line((f"{name:<{WAY}}", STRONG), words), line(" " * WAY, meant)]


def broken_page(broken: HearingView, shown: int, width: int, *, plain: bool) -> Lines:
    """The clock, a line for each member that has been heard, and why who objected did.

    Args:
        broken: the hearing; shown: how many members have been heard.
        width: in cells; plain: without colour.
    """
    told = broken.round
    if told is None:
        return paragraph(f"{broken.refusal()}. The text does not stand.", width, BAD)
    by_id = {reaction.actor: reaction for reaction in broken.members}
    roomy = width >= ROOMY
    said = [member_lines(by_id[one.actor], told, width, plain=plain) for one in told.lines]
    heard, unheard = (
        [row for rows in part for row in rows] for part in (said[:shown], said[shown:])
    )
    words, style = f"{told.closing(short=not roomy)}", BAD
    if shown < len(told.lines):
        words, style = still_open(told), ""
    gap = [Content("")] if roomy else []
    lines = [*paragraph(words, width, f"bold {style}"), *gap, *round_lines(told, shown, width)]
    return [*lines, *gap, *heard, *([Content("")] * len(unheard))]


def member_lines(reaction: ReactionView, told: Round, width: int, *, plain: bool) -> Lines:
    """A member in a line, with the whole reason below where it objected."""
    roomy, one = width >= ROOMY, told.line_of(reaction.actor)
    stance = None if one is None else Stance(one.stance, one.stance)
    head = head_of(reaction, told, stance, ROOM if roomy else width, plain=plain)
    if reaction.response in OBJECTING:
        return [head, *paragraph(reason_of(reaction), width, indent=TIME if roomy else 2)]
    room = width - head.cell_length - 1
    return [line(head, " ", (cut(sentence(reaction), room), DIM))] if roomy else [head]
