"""A person is asked: the response of a seat to a text, or the counterpart's answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dialogue_sim.session.views.questions import ResponseQuestion
from dialogue_sim.tui.commands import bindings
from dialogue_sim.tui.drawing import (
    BAD,
    DIM,
    GOOD,
    STRONG,
    Lines,
    block_bar,
    fit,
    flow,
    line,
    paragraph,
    rule,
)
from dialogue_sim.tui.marks import (
    ANSWER_MARKS,
    EXPOSURE,
    MODELLED,
    RESPONSE_MARKS,
    chance_style,
    chance_words,
    chip,
    exposure_words,
)
from dialogue_sim.tui.screens.frame import Sheet
from dialogue_sim.tui.screens.receipt import (
    ReceiptSheet,
    Slip,
    cites_of,
    own_receipt,
    slips_of_reactions,
)
from dialogue_sim.tui.widgets.panel import FollowedList, Page
from dialogue_sim.tui.widgets.why import largest_terms, level_columns, level_table

if TYPE_CHECKING:
    from dialogue_sim.session.views.questions import AnswerQuestion, Question
    from dialogue_sim.session.views.texts import TextView
    from dialogue_sim.session.views.turn_view import HearingView
    from dialogue_sim.session.views.view import View

WORD = 24
ROOMY = 110
BAR, CHANCE = 20, 5
MIDDLE = 2
"""The option in the middle is highlighted first: it commits to least."""


class QuestionSheet(Sheet[str | None]):
    """Returns the response or the answer; None where the person wants to look around first."""

    KIND = "question"
    BINDINGS: ClassVar[list[BindingType]] = bindings("question")
    AUTO_FOCUS = "#settle"

    def __init__(self, view: View, question: Question) -> None:
        asked = isinstance(question, ResponseQuestion)
        super().__init__(f"{view.seat_name}: your {'response' if asked else 'answer'}")
        self._view = view
        self._question = question
        self._ready = self._meant = False

    def body(self) -> ComposeResult:
        """What it is about, and what can be said."""
        with VerticalScroll(id="scroll"):
            yield Page(self._page)
        yield FollowedList(*self._options(), id="settle", markup=False)

    def on_mount(self) -> None:
        """Begin in the middle."""
        super().on_mount()
        self.query_one(FollowedList).highlighted = MIDDLE

    def _page(self, width: int) -> Lines:
        if isinstance(self._question, ResponseQuestion):
            return response_page(self._view, self._question, width)
        return answer_page(self._view, self._question, width)

    def _options(self) -> list[Option]:
        plain, asked = self.app.no_color, self._question
        if isinstance(asked, ResponseQuestion):
            chips = {name: chip(RESPONSE_MARKS[name], fit(word, WORD), plain=plain)
                     for name, word in asked.options}  # fmt: skip
            chances = asked.receipt.chances
        else:
            chips = {name: chip(ANSWER_MARKS[name], fit(word, WORD), plain=plain)
                     for name, word, _ in asked.options}  # fmt: skip
            chances = asked.chances
        room = max(CHANCE, *(cell_len(chance.brief) for chance in chances))
        return [
            Option(line(said, f" {chance.brief:>{room}} ", block_bar(chance.drawn, BAR)), id=name)
            for (name, said), chance in zip(chips.items(), chances, strict=True)
        ]

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Who moves to another option means to choose."""
        self._meant = self._meant or (self._ready and event.option_index != MIDDLE)
        self._ready = self._ready or event.option_index == MIDDLE

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Say it; the key that turns pages before this sheet does not decide by itself."""
        if self._meant:
            self.dismiss(event.option_id)
            return
        self._meant = True
        self.notify("Press the key once more to say this, or choose another first.")

    def action_settle(self) -> None:
        """What the key that chooses does."""
        self.query_one(FollowedList).action_select()

    def action_receipt(self) -> None:
        """The own receipt of the text on the table; for an answer, those of all who spoke."""
        seat, asked = self._view.seat, self._question
        if isinstance(asked, ResponseQuestion):
            title = f"Receipt · {self._view.seat_name}"
            slips: tuple[Slip, ...] = (
                Slip(
                    seat, title, None, partial(own_receipt, seat, asked), cites_of(asked.receipt)
                ),
            )
        elif asked.hearing is None:
            self.notify("Nothing was tabled, so nobody has said anything.", markup=False)
            return
        else:
            slips = slips_of_reactions(asked.hearing.reactions)
        self.cover(ReceiptSheet(slips, seat))

    def action_close(self) -> None:
        """Look around first."""
        self.dismiss(None)


def response_page(view: View, asked: ResponseQuestion, width: int) -> Lines:
    """The text on the table, what it risks, and what speaks for and against it in this seat."""
    broken = view.broken
    lines = paragraph(f"{broken.refusal()}. This text comes after.", width, BAD) if broken else []
    lines += text_page(asked.text, asked.tabler, width)
    if not asked.applies:
        lines += paragraph("It binds only those who want it; nobody has to consent.", width, DIM)
    lines += [rule("What speaks for (+) and against (-) it in this seat", width)]
    lines += largest_terms(asked.receipt, width)
    return [*lines, *_how_often("this office says each by its profile", width)]


def text_page(text: TextView, tabler: str, width: int) -> Lines:
    """A text and who tables it, its levels and what it risks."""
    lines = [line((text.title, STRONG), (f"  tabled by {tabler}", DIM))]
    amended = "; ".join(text.amendments)
    lines += paragraph(f"Amended: {amended}", width, DIM) if amended else []
    if width >= ROOMY:
        lines += [*paragraph(text.summary, width), Content(""), *level_table(text, width)]
    else:
        lines += level_columns(text, width)
    return [
        *lines,
        line(
            (f"{text.mark} {exposure_words(text.mark)}", EXPOSURE[text.mark][1]),
            "  ",
            (chance_words(text.chance), chance_style(text.chance)),
        ),
    ]


def answer_page(view: View, asked: AnswerQuestion, width: int) -> Lines:
    """What became of the text, who said what, and what only this seat knows."""
    text = asked.in_force if asked.hearing is None else asked.hearing.text
    lines = _waited(asked, width) if asked.hearing is None else _heard(asked, asked.hearing, width)
    if view.at.nature is not None:
        kind = view.at.nature.id.replace("_", " ")
        lines += paragraph(f"Your nature, known to you alone: {kind}. {MODELLED}", width)
    lines += _how_often("your nature gives each of these answers", width)
    if width >= ROOMY:
        lines += [line(f"{word}: ", (meaning, DIM)) for _, word, meaning in asked.options]
    levels = level_table(text, width) if width >= ROOMY else level_columns(text, width)
    return [*lines, rule("The text", width), *levels]


def _waited(asked: AnswerQuestion, width: int) -> Lines:
    """What is answered where nothing was tabled."""
    lines = paragraph(f"{asked.tabler} waits: nothing is tabled in this turn.", width, STRONG)
    return [*lines, *paragraph(f"In force stays: {asked.in_force.title}", width)]


def _heard(asked: AnswerQuestion, hearing: HearingView, width: int) -> Lines:
    """What became of a text, and who said what."""
    lines = [line((hearing.text.title, STRONG), (f"  tabled by {asked.tabler}", DIM))]
    amended = "; ".join(hearing.text.amendments)
    lines += paragraph(f"Amended: {amended}", width, DIM) if amended else []
    state = "It stands." if asked.stands else f"It does not stand: {hearing.refusal()}."
    lines += paragraph(state, width, GOOD if asked.stands else BAD)
    if not asked.stands:
        lines += paragraph(f"In force stays: {asked.in_force.title}", width)
    lines += [rule("What they said", width)]
    return [*lines, *flow([f"{r.short} {r.word}" for r in hearing.reactions], width)]


def _how_often(what: str, width: int) -> Lines:
    return paragraph(f"Below: how often {what}. You decide. {MODELLED}", width, DIM)
