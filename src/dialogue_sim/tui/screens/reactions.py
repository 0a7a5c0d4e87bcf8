"""What a text set off: everybody's response, the counterpart's answer, and the consequences."""

from __future__ import annotations

from collections.abc import Sequence
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
    BAD,
    DIM,
    FAIR,
    GOOD,
    KEY,
    STRONG,
    Lines,
    bar,
    beside,
    cut,
    fit,
    line,
    paragraph,
    rule,
    stack,
)
from dialogue_sim.tui.marks import (
    ANSWER_MARKS,
    KINDS,
    LESSON,
    brief_word,
    capital_pips,
    change_mark,
    chip,
    response_chip,
)
from dialogue_sim.tui.screens.frame import FullScreen
from dialogue_sim.tui.screens.ledger import LedgerScreen
from dialogue_sim.tui.screens.receipt import ReceiptSheet, slips_of_turn
from dialogue_sim.tui.widgets.forecasts import answer_forecasts, forecast_lines, score_lines
from dialogue_sim.tui.widgets.lessons import lesson_lines
from dialogue_sim.tui.widgets.panel import FollowedList, Page
from dialogue_sim.tui.widgets.top_bar import TopBar
from dialogue_sim.tui.widgets.why import answer_chances, answer_text, reading_step_line, sentence

if TYPE_CHECKING:
    from dialogue_sim.session.views.turn_view import ReactionView, TurnView
    from dialogue_sim.session.views.view import View

PACE = 0.4
"""Seconds between two responses."""

ROOMY = 110
NAMES = 15
ROOMY_NAMES = 60


class ReactionsScreen(FullScreen):
    """Two pages: the responses, one after the other, then the answer and the consequences."""

    KIND = "reactions"
    BINDINGS: ClassVar[list[BindingType]] = bindings("reactions")
    AUTO_FOCUS = "#reactions"

    def __init__(self, view: View, turn: TurnView, *, at_once: bool = False) -> None:
        super().__init__()
        self._view = view
        self._turn = turn
        self._at_once = at_once
        self._shown = 0
        self._timer: Timer | None = None
        self._reactions = sorted(turn.reactions, key=lambda r: KINDS.index(r.kind))

    def body(self) -> ComposeResult:
        """Both pages; the second one is hidden at first."""
        yield TopBar()
        with VerticalScroll(id="verdict", can_focus=False):
            yield Page(self._verdict)
        responses = FollowedList(id="reactions", classes="pane", markup=False)
        responses.border_title = Content("Responses")
        responses.border_subtitle = Content("r receipt · enter goes on")
        yield responses
        with VerticalScroll(id="answer", classes="pane"):
            yield Page(self._second_page)

    def on_mount(self) -> None:
        """Begin to reveal."""
        bar_ = self.query_one(TopBar)
        bar_.caption, bar_.phase, bar_.seed = self._view.title, "React", self._view.seed
        bar_.turn, bar_.turns = self._turn.number, self._view.turns
        what = " the text in force" if self._turn.waited else ""
        self.query_one("#answer").border_title = Content(f"{self._view.counterpart} answers{what}")
        self.query_one("#answer").display = False
        if self._turn.waited:
            self._turn_page()
        elif self._at_once or self.app.animation_level == "none":
            self.call_after_refresh(self._reveal_all)
        else:
            self._timer = self.set_interval(PACE, self._reveal)

    def on_resize(self, _: Resize) -> None:
        """Draw for the new width."""
        self.call_after_refresh(self._redraw)

    @property
    def revealing(self) -> bool:
        """Whether there are responses still to come."""
        return self._shown < len(self._reactions)

    def _reveal(self) -> None:
        responses = self.query_one(FollowedList)
        if self.revealing:
            reaction = self._reactions[self._shown]
            responses.add_option(self._option(reaction))
            self._shown += 1
            responses.highlighted = self._shown - 1
        if not self.revealing and self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _reveal_all(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if not self.has_its_parts:
            return
        responses = self.query_one(FollowedList)
        responses.add_options(self._option(r) for r in self._reactions[self._shown :])
        self._shown = len(self._reactions)
        responses.highlighted = 0

    def _redraw(self) -> None:
        if not self.has_its_parts:
            return
        responses = self.query_one(FollowedList)
        for place, reaction in enumerate(self._reactions[: self._shown]):
            responses.replace_option_prompt_at_index(place, self._option(reaction).prompt)

    def _option(self, reaction: ReactionView) -> Option:
        width = self.query_one(FollowedList).scrollable_content_region.width
        forecasts = forecast_lines(self._turn, reaction.actor, reaction.kind)
        lines = response_lines(reaction, width, forecasts, plain=self.app.no_color)
        return Option(stack(lines), id=reaction.actor)

    def on_key(self, event: Key) -> None:
        """Any key but that of leaving shows all that is still to come."""
        if self.revealing and event.key != "q":
            event.stop()
            event.prevent_default()
            self._reveal_all()

    def on_option_list_option_selected(self, _: OptionList.OptionSelected) -> None:
        """The key that chooses in lists goes on here."""
        self.action_go_on()

    def action_go_on(self) -> None:
        """Show all; then the second page; then the next turn."""
        if not (self.on_top and self.has_its_parts):
            return
        responses = self.query_one(FollowedList)
        if self.revealing:
            self._reveal_all()
        elif responses.display:
            self._turn_page()
        else:
            self.dismiss(None)

    def _turn_page(self) -> None:
        """From the responses to the answer."""
        responses, answer = self.query_one(FollowedList), self.query_one("#answer")
        responses.display, answer.display = False, True
        self.query_one(TopBar).phase = "Answer"
        answer.focus()

    def action_receipt(self) -> None:
        """The receipt of the highlighted response, or of the answer."""
        responses = self.query_one(FollowedList)
        option = responses.highlighted_option if responses.display else None
        owner = option.id if option is not None and option.id else self._view.counterpart
        slips = slips_of_turn(self._turn, self._view.counterpart, self._view.counterpart)
        self.cover(ReceiptSheet(slips, owner))

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
        """A ledger is only where there was a debate."""
        if action == "ledger" and self._turn.debate is None:
            return False
        return super().check_action(action, parameters)

    def _verdict(self, width: int) -> Lines:
        title = line((f"Turn {self._turn.number}  ", DIM), (self._turn.title, STRONG))
        amended = "; ".join(self._turn.amendments)
        lines = [title, *paragraph(f"Amended: {amended}", width, DIM)] if amended else [title]
        before = "; ".join(self._turn.groundwork)
        lines += [line((cut(f"Before it: {before}", width), DIM))] if before else []
        words, style = verdict(self._turn)
        lines += paragraph(words, width, f"bold {style}")
        new = " · ".join(lesson.title for lesson in self._turn.lessons)
        return [*lines, line((f"{LESSON} ", KEY), cut(new, width - 2))] if new else lines

    def _second_page(self, width: int) -> Lines:
        return answer_page(self._view, self._turn, width, plain=self.app.no_color)


def verdict(turn: TurnView) -> tuple[str, str]:
    """What the procedure made of the text, and the colour of it."""
    if turn.waited:
        return f"A turn of waiting. In force stays: {turn.in_force.title}", FAIR
    last = turn.hearings[-1]
    if turn.settlement == "withdraw":
        return f"The text is withdrawn. In force stays: {turn.in_force.title}", FAIR
    if last.blocked:
        said = last.refusal(again=bool(turn.settlement))
        return f"{said}. In force stays: {turn.in_force.title}", BAD
    if not last.applies:
        return "The text binds those who want it; nobody's consent was needed.", FAIR
    return last.consent, GOOD


def response_lines(
    reaction: ReactionView, width: int, forecasts: Sequence[Content] = (), *, plain: bool
) -> Lines:
    """Name and response on the left; beside them the reason, and what was forecast."""
    said = response_chip(reaction.response, reaction.word, plain=plain)
    reason = sentence(reaction)
    worth = reaction.receipt.worth
    if reaction.eased:
        bears = "not alone against all others" if worth is None else "within what they bear"
        reason += f" On the record, but {bears}."
    if worth is not None and reaction.response == "break_silence":
        reason += f" {worth.says}"
    if width >= ROOMY:
        head = [line((fit(reaction.name, ROOMY_NAMES - 27), STRONG), " ", said)]
        told = [*paragraph(reason, width - ROOMY_NAMES - 2), *forecasts]
        return beside(head, told, ROOMY_NAMES)
    short = brief_word(reaction.response, reaction.kind, reaction.word)
    said = response_chip(reaction.response, short, plain=plain)
    head = [line((reaction.short, STRONG)), said]
    return beside(head, [*paragraph(reason, width - NAMES - 1), *forecasts], NAMES, gap=1)


def answer_page(view: View, turn: TurnView, width: int, *, plain: bool) -> Lines:
    """The counterpart's answer, how open it was, and what moved."""
    answer = turn.answer
    said = chip(ANSWER_MARKS[answer.answer], answer.word, plain=plain)
    gap = [Content("")] if width >= ROOMY else []
    first, *rest = answer_text(answer, width - said.cell_length - 2)
    indent = " " * (said.cell_length + 2)
    lines = [line(said, "  ", first), *(line(indent, row) for row in rest)]
    lines += answer_forecasts(turn)
    lines += [*word_and_report(view, turn, width), *gap]
    lines += [rule("How open it was", width), *answer_chances(answer, width), *gap]
    lines += [rule(f"What turn {turn.number} moved", width), *consequences(view, turn, width)]
    scores = score_lines(turn, width)
    lines += [*gap, rule("Your forecast", width), *scores] if scores else []
    if turn.lessons:
        lines += [*gap, rule("New in this turn", width), *lesson_lines(turn.lessons, width)]
    return lines


def word_and_report(view: View, turn: TurnView, width: int) -> Lines:
    """What a turn told of the counterpart, and the promises that it settled."""
    lines: Lines = []
    if turn.reading is not None:
        lines.append(reading_step_line(view, turn.reading, width))
    for pledge in turn.pledges:
        kept = pledge.endswith(" kept.")
        lines += paragraph(f"{'✓' if kept else '✗'} {pledge}", width, GOOD if kept else BAD)
    return lines


def consequences(view: View, turn: TurnView, width: int) -> Lines:
    """Indicators before and after a turn; those that did not move are named at the end."""
    lines, still = [], []
    moved = {name: (before, after) for name, before, after in turn.moved}
    for row in view.indicators:
        before, after = moved[row.name]
        if row.rank > 2:  # noqa: PLR2004  the rest is for the debrief
            continue
        if before == after:
            still.append(row.label)
            continue
        arrow, style = change_mark(after - before, row.better)
        good = "better" if style == GOOD else "worse"
        lines.append(
            line(
                (fit(row.label, 17), STRONG),
                f"{before:>3} → ",
                (f"{after:>3} ", STRONG),
                (f"{arrow}{abs(after - before):>2} {good:<7}", style),
                bar(after, max(10, min(40, width - 40))),
            )
        )
    lines += _capital(view, turn)
    if still:
        lines += paragraph(f"Unchanged: {', '.join(still)}", width, DIM)
    return lines


def _capital(view: View, turn: TurnView) -> Lines:
    """Political capital before and after a turn, which is neither for the better nor the worse."""
    if turn.capital is None or view.backstage is None:
        return []
    before, after = turn.capital
    numbers = (f"{before:>3} → ", (f"{after:>3} ", STRONG), f"{after - before:+3d}        ")
    pips = capital_pips(after, view.backstage.most)
    return [line((fit("Capital", 17), STRONG), *numbers, pips)]
