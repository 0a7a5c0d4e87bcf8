"""Why: everything about what is highlighted, a policy, an actor or the counterpart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from dialogue_sim.tui.drawing import (
    DIM,
    STRONG,
    Lines,
    beside,
    block_bar,
    fit,
    flow,
    line,
    paragraph,
    shorten,
)
from dialogue_sim.tui.marks import (
    ANSWER_MARKS,
    answer_word,
    chance_words,
    chip,
    exposure_words,
    response_chip,
)
from dialogue_sim.tui.widgets.panel import Panel
from dialogue_sim.words import ANSWERS

if TYPE_CHECKING:
    from dialogue_sim.session.menu import PolicyView
    from dialogue_sim.session.receipts import ReceiptView
    from dialogue_sim.session.texts import TextView
    from dialogue_sim.session.turn_view import AnswerView, ReactionView
    from dialogue_sim.session.view import ActorView, View

TWO_BLOCKS = 90
PLENTY = 18
LEVELS = 68
ISSUE = 18


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is said about something: words for the border, and how to draw the rest.

    Attributes:
        draw: from width, height and whether the terminal is without colour.
    """

    title: str
    note: str
    draw: Callable[[int, int, bool], Lines]


class Why(Panel):
    """Draws one explanation, cut to the room there is; a key shows it whole."""

    _explanation: Explanation | None = None

    def show(self, explanation: Explanation) -> None:
        """Draw another explanation."""
        self._explanation = explanation
        self.border_title = Content(f"Why · {explanation.title}")
        self.border_subtitle = Content(explanation.note) if explanation.note else None
        self.refresh()

    def lines(self, width: int, height: int) -> Lines:
        """The explanation, its last line marked if there is more of it."""
        if self._explanation is None:
            return []
        drawn = self._explanation.draw(width, height, self.app.no_color)
        return shorten(drawn, width, height)


def explain_policy(policy: PolicyView) -> Explanation:
    """What a policy proposes, issue by issue, and what it risks."""
    text = policy.text
    risk = f"{text.mark} {exposure_words(text.mark)} · {chance_words(text.chance)}"
    cited = f"[{policy.label}] {', '.join(policy.source)}"

    def draw(width: int, height: int, _: bool) -> Lines:  # noqa: FBT001  one of a kind
        blocked = f"Cannot be tabled now: {policy.blocked_by}. " if policy.blocked_by else ""
        about = paragraph(blocked + text.summary, width)
        if height >= PLENTY:
            exposed = f"Exposure {text.exposure} of 100: {exposure_words(text.mark)}."
            chance = f"As things stand it {chance_words(text.chance)}."
            about += [Content(""), *level_table(text, width), Content("")]
            about += paragraph(f"{exposed} {chance}", width)
            return [*about, *paragraph(cited, width, DIM)]
        if width >= TWO_BLOCKS:
            left = width - min(LEVELS, width * 2 // 3) - 2
            levels = level_columns(text, width - left - 2)
            return beside(paragraph(blocked + text.summary, left), levels, left)
        labels = [row.label for row in text.levels]
        return [*about, *flow([*labels, text.venue_label], width, DIM)]

    return Explanation(text.title, f"{risk} · {cited}", draw)


def level_table(text: TextView, width: int) -> Lines:
    """Every issue of a text with its level, and what it is about if all of that fits."""
    rows = [(row.title, row.label, row.summary, row.amended) for row in text.levels]
    rows.append(("Venue", text.venue_label, "Where the sides meet.", text.venue_amended))
    label = max(cell_len(row[1]) for row in rows) + 2
    room = width - 2 - ISSUE - label
    told = all(cell_len(summary) <= room for _, _, summary, _ in rows)
    return [
        line(
            ("✎ " if amended else "  ", "$accent"),
            (fit(title, ISSUE), DIM),
            (fit(level, label), STRONG),
            (summary if told else "", DIM),
        )
        for title, level, summary, amended in rows
    ]


def level_columns(text: TextView, width: int) -> Lines:
    """The levels in two columns."""
    items = [
        line((f"{title}: ", DIM), label)
        for title, label in [
            *((row.title, row.label) for row in text.levels),
            ("Venue", text.venue_label),
        ]
    ]
    half, column = (len(items) + 1) // 2, (width - 2) // 2
    return beside(items[:half], items[half:], column)


def explain_actor(actor: ActorView, view: View) -> Explanation:
    """What an actor said last and why; before the first turn, who it is."""
    reaction = reaction_of(view, actor.id)
    about = f"trust in {view.counterpart_short} {actor.trust} · stance {actor.stance:+d}"

    def draw(width: int, height: int, plain: bool) -> Lines:  # noqa: FBT001  one of a kind
        if reaction is None:
            return [*paragraph(actor.summary, width),
                    *paragraph("It has not been asked about a text yet.", width, DIM)]  # fmt: skip
        said = response_chip(reaction.response, reaction.word, plain=plain)
        last = view.played[-1]
        head = line(said, (f"  turn {last.number}: {last.title}", DIM))
        terms = largest_terms(reaction.receipt, width)
        lines = [head, *paragraph(sentence(reaction), width)]
        lines += terms if height >= PLENTY else terms[:1]
        if height > len(lines):
            lines += paragraph(actor.summary, width, DIM)
        return lines

    return Explanation(actor.name, about + (" · r receipt" if reaction else ""), draw)


def sentence(said: ReactionView | AnswerView) -> str:
    """The reason of a response or an answer as a sentence with its label."""
    return f"{said.reason[:1].upper()}{said.reason[1:]}. [{said.label}]"


def largest_terms(receipt: ReceiptView, width: int) -> Lines:
    """The total and the terms, the largest first."""
    largest = sorted(receipt.rows, key=lambda row: -abs(row.value))
    parts = [f"{row.label} {row.shown}" for row in largest if row.value]
    return flow([f"Total {receipt.shown}", *parts], width, DIM)


def explain_counterpart(view: View) -> Explanation:
    """The counterpart's last answer and how open it was."""
    if not view.played:
        said = f"{view.counterpart} answers once a text has been tabled."
        return Explanation(view.counterpart, "", lambda width, _, __: paragraph(said, width))
    last = view.played[-1]

    def draw(width: int, height: int, plain: bool) -> Lines:  # noqa: FBT001  one of a kind
        said = chip(ANSWER_MARKS[last.answer.answer], last.answer.word, plain=plain)
        lines = [line(said, (f"  turn {last.number}: {last.title}", DIM))]
        lines += answer_text(last.answer, width)
        shares = answer_shares(last.answer)
        if height >= PLENTY:
            return [*lines, Content(""), *answer_chances(last.answer, width)]
        return [*lines, *flow(shares, width, DIM)]

    return Explanation(view.counterpart, "how open it was · r receipt", draw)


def answer_text(answer: AnswerView, width: int) -> Lines:
    """What the counterpart did, in words of the rules, and what spoke for it."""
    return paragraph(f"{answer.text} {sentence(answer)}", width)


def answer_shares(answer: AnswerView) -> list[str]:
    """The chance of each of the five answers in short."""
    return [
        f"{answer_word(name)} {chance:.0f} %"
        for name, chance in zip(ANSWERS, answer.chances, strict=True)
    ]


def answer_chances(answer: AnswerView, width: int) -> Lines:
    """The chance of each of the five answers as bars."""
    rows = [(answer_word(name), chance, name == answer.answer)
            for name, chance in zip(ANSWERS, answer.chances, strict=True)]  # fmt: skip
    return chance_bars(rows, width)


def chance_bars(rows: list[tuple[str, float, bool]], width: int) -> Lines:
    """Words, percentages and bars; the one that happened is marked."""
    label = max(len(word) for word, _, _ in rows) + 2
    room = max(8, min(40, width - label - 16))
    return [
        line(
            ("▸ " if happened else "  ", "$accent"),
            (fit(word, label), STRONG if happened else ""),
            f"{chance:>3.0f} % ",
            block_bar(chance, room),
        )
        for word, chance, happened in rows
    ]


def reaction_of(view: View, actor: str) -> ReactionView | None:
    """What an actor said to the last text that decided."""
    if not view.played:
        return None
    return next((r for r in view.played[-1].reactions if r.actor == actor), None)
