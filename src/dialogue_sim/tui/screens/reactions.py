"""What a text set off: everybody's response, the counterpart's answer, and the consequences."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key, Resize
from textual.timer import Timer
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import (
    DIM,
    KEY,
    STRONG,
    Lines,
    cut,
    line,
    paragraph,
    rule,
    stack,
)
from dialogue_sim.tui.marks import (
    KINDS,
    LESSON,
    MODELLED,
)
from dialogue_sim.tui.screens.frame import FullScreen, Reading
from dialogue_sim.tui.screens.ledger import LedgerScreen
from dialogue_sim.tui.screens.receipt import ReceiptSheet, slips_of_turn
from dialogue_sim.tui.widgets.answer import answer_page
from dialogue_sim.tui.widgets.forecasts import forecast_lines
from dialogue_sim.tui.widgets.panel import FollowedList, Page
from dialogue_sim.tui.widgets.responses import BesideIt, response_lines, verdict
from dialogue_sim.tui.widgets.round import Stance, round_lines, still_open, told_lines
from dialogue_sim.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from dialogue_sim.session.views.silence_round import Round
    from dialogue_sim.session.views.turn_view import ReactionView, TurnView
    from dialogue_sim.session.views.view import View

PACE = 0.4
"""Seconds between two responses."""

OTHERS = "Voices and publics"
AGAIN = " o shows it"
GO_ON = ("enter", "space", "escape")
"""Keys that mean no more, while responses are still to come, than to show them."""


class ReactionsScreen(FullScreen):
    """Two pages: the round of the table and everybody else, then the answer and what it moved."""

    KIND = "reactions"
    BINDINGS: ClassVar[list[BindingType]] = bindings("reactions")
    AUTO_FOCUS = "#reactions"

    def __init__(self, view: View, turn: TurnView, *, at_once: bool = False) -> None:
        super().__init__()
        self._view = view
        self._turn = turn
        self._at_once = at_once
        self._timer: Timer | None = None
        self._round = turn.hearings[-1].round if turn.hearings else None
        self._reactions = in_order(turn)
        self._members = len(self._round.lines) if self._round is not None else 0
        # A broken round has been seen on the sheet that asked how to settle it.
        self._shown = self._members if turn.settlement == "withdraw" else 0
        self._stances = {name: Stance(before, after) for name, before, after in turn.stances}

    def body(self) -> ComposeResult:
        """Both pages; the second one is hidden at first."""
        yield TopBar()
        with VerticalScroll(id="verdict", can_focus=False):
            yield Page(self._verdict)
        yield Page(self._clock, id="clock")
        responses = FollowedList(id="reactions", classes="pane", markup=False)
        responses.border_title = Content(table_title(self._round))
        responses.border_subtitle = Content("r receipt: every term, and what would have moved it")
        yield responses
        with VerticalScroll(id="answer", classes="pane"):
            yield Page(self._second_page)

    def on_mount(self) -> None:
        """Begin to reveal."""
        bar_ = self.query_one(TopBar)
        bar_.caption, bar_.seed = self._view.title, self._view.seed
        bar_.turn, bar_.turns = self._turn.number, self._view.turns
        what = " the text in force" if self._turn.waited else ""
        self.query_one("#answer").border_title = Content(f"{self._view.counterpart} answers{what}")
        self.query_one("#answer").display = False
        self.query_one("#clock").display = self._round is not None
        if self._turn.waited:
            self._turn_page()
        elif self._at_once or self.app.animation_level == "none":
            self.call_after_refresh(self._reveal_all)
        else:
            self.call_after_refresh(self._fill)
            self._timer = self.set_interval(PACE, self._reveal)
        self._name_phase()

    def on_resize(self, _: Resize) -> None:
        """Draw for the new width."""
        self.call_after_refresh(self._fill)

    @property
    def revealing(self) -> bool:
        """Whether there are responses still to come."""
        return self._shown < len(self._reactions)

    @property
    def _in_round(self) -> bool:
        """Whether members are still to be heard, so that nobody knows yet what becomes of it."""
        return self._shown < self._members

    def _reveal(self) -> None:
        """One more response; the clock jumps to it."""
        self._shown = min(self._shown + 1, len(self._reactions))
        self._redraw()
        for responses in self.query(FollowedList):
            responses.highlighted = responses.option_count - 1
        if not self.revealing:
            self._reveal_all()

    def _reveal_all(self) -> None:
        self._stop()
        self._shown = len(self._reactions)
        self._redraw()
        for responses in self.query(FollowedList):
            responses.highlighted = 0

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _redraw(self) -> None:
        """Draw what has been heard so far, everywhere."""
        if not self.has_its_parts:
            return
        self._name_phase()
        self._fill()
        for page in self.query(Page):
            page.refresh(layout=True)

    def _name_phase(self) -> None:
        """The word at the top: the round, the reactions, or the answer."""
        silent = self._round is not None and self._round.by_silence
        word = "Silence" if self._in_round and silent else "React"
        second = self.query_one("#answer").display
        self.query_one(TopBar).phase = "Answer" if second else word

    def _fill(self) -> None:
        """The list for its width: what is there already is drawn anew, the rest is added."""
        for responses in self.query(FollowedList):
            width = responses.scrollable_content_region.width
            if not width or not self.has_its_parts:
                continue
            for place, option in enumerate(self._options(width)):
                if place < responses.option_count:
                    responses.replace_option_prompt_at_index(place, option.prompt)
                else:
                    responses.add_option(option)

    def _options(self, width: int) -> list[Option]:
        """Everybody who has been heard, with a heading before those who are no members."""
        heard = self._reactions[: self._shown]
        options = [Option(stack(self._lines(said, width)), id=said.actor) for said in heard]
        count = sum(said.kind == "member" for said in heard)
        if count < len(heard):
            heading = Option(rule(OTHERS, width), id=f"heading:{OTHERS}", disabled=True)
            options.insert(count, heading)
        return options

    def _lines(self, reaction: ReactionView, width: int) -> Lines:
        forecasts = forecast_lines(self._turn, reaction.actor, reaction.kind)
        told = BesideIt(self._round, self._stances.get(reaction.actor), forecasts)
        return response_lines(reaction, width, told, plain=self.app.no_color)

    def on_key(self, event: Key) -> None:
        """Any key shows all that is still to come; what else it means, it does as well."""
        if not self.revealing or event.key == "q":
            return
        self._reveal_all()
        if event.key in GO_ON:
            event.stop()
            event.prevent_default()

    def on_option_list_option_selected(self, _: OptionList.OptionSelected) -> None:
        """The key that chooses in lists goes on here."""
        self.action_go_on()

    def action_go_on(self) -> None:
        """Show all; then the second page; then the next turn."""
        if not (self.on_top and self.has_its_parts):
            return
        if self.revealing and not self._turn.waited:
            self._reveal_all()
        elif self.query_one(FollowedList).display:
            self._turn_page()
        else:
            self.dismiss(None)

    def _turn_page(self) -> None:
        """From the responses to the answer."""
        responses, answer = self.query_one(FollowedList), self.query_one("#answer")
        responses.display, answer.display = False, True
        self.query_one("#clock").display = False
        self._name_phase()
        answer.focus()

    def action_receipt(self) -> None:
        """The receipt of the highlighted response, or of the answer."""
        responses = self.query_one(FollowedList)
        option = responses.highlighted_option if responses.display else None
        owner = option.id if option is not None and option.id else self._view.counterpart
        slips = slips_of_turn(self._turn, self._view.counterpart, self._view.counterpart)
        self.cover(ReceiptSheet(slips, owner))

    def action_first(self) -> None:
        """The round of the text that failed first."""
        first = self._turn.hearings[0]
        page = partial(told_lines, first, plain=self.app.no_color)
        self.cover(Reading("First round", page, first.text.title))

    def action_ledger(self) -> None:
        """What the debate came to, first for whose response is highlighted."""
        debate = self._turn.debate
        if debate is None:
            self.notify("Nothing was debated in this turn.", markup=False)
            return
        option = self.query_one(FollowedList).highlighted_option
        owner = option.id or "" if option is not None else ""
        self.cover(LedgerScreen(self._view, debate, settled=True, owner=owner))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A ledger is only where there was a debate, a first round where there was a second."""
        if action == "ledger" and self._turn.debate is None:
            return False
        if action == "first" and len(self._turn.hearings) < 2:  # noqa: PLR2004  first and second
            return False
        return super().check_action(action, parameters)

    def _verdict(self, width: int) -> Lines:
        title = line((f"Turn {self._turn.number}  ", DIM), (self._turn.title, STRONG))
        amended = "; ".join(self._turn.amendments)
        lines = [title, *paragraph(f"Amended: {amended}", width, DIM)] if amended else [title]
        before = "; ".join(self._turn.groundwork)
        lines += [line((cut(f"Before it: {before}", width), DIM))] if before else []
        if self._in_round and self._round is not None:
            return [*lines, *paragraph(still_open(self._round), width, STRONG)]
        words, style = verdict(self._turn)
        lines += paragraph(words, width, f"bold {style}")
        new = " · ".join(lesson.title for lesson in self._turn.lessons)
        return [*lines, line((f"{LESSON} ", KEY), cut(new, width - 2))] if new else lines

    def _clock(self, width: int) -> Lines:
        if self._round is None:
            return []
        lines = round_lines(self._round, self._shown, width)
        first = self._turn.hearings[0].round
        if first is None or first is self._round:
            return lines
        earlier = f"First round, {first.closing(short=True)}"
        return [line((cut(earlier, width - len(AGAIN)), DIM), (AGAIN, KEY)), *lines]

    def _second_page(self, width: int) -> Lines:
        return answer_page(self._view, self._turn, width, plain=self.app.no_color)


def in_order(turn: TurnView) -> list[ReactionView]:
    """Everybody's response: members as they were heard in the round, then voices and publics."""
    told = turn.hearings[-1].round if turn.hearings else None
    order = {one.actor: place for place, one in enumerate(told.lines)} if told is not None else {}
    return sorted(
        turn.reactions, key=lambda said: (KINDS.index(said.kind), order.get(said.actor, 0))
    )


def table_title(told: Round | None) -> str:
    """What the frame of the responses says."""
    return "Responses" if told is None else f"Round of the table {MODELLED}"
