"""Why: everything about what is highlighted, a policy, an actor or the counterpart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from dialogue_sim.tui.drawing import (
    BAD,
    DIM,
    GOOD,
    STRONG,
    Lines,
    bar,
    beside,
    block_bar,
    cut,
    fit,
    flow,
    line,
    paragraph,
    shorten,
)
from dialogue_sim.tui.marks import (
    ANSWER_MARKS,
    answer_word,
    chip,
    response_chip,
)
from dialogue_sim.tui.widgets.panel import Panel
from dialogue_sim.words import ANSWERS

if TYPE_CHECKING:
    from dialogue_sim.session.views.backstage_view import MemberView, ReadingStep, ReadingView
    from dialogue_sim.session.views.odds import Odds
    from dialogue_sim.session.views.receipts import ReceiptView
    from dialogue_sim.session.views.texts import TextView
    from dialogue_sim.session.views.turn_view import AnswerView, ReactionView, TurnView
    from dialogue_sim.session.views.view import ActorView, View

TWO_BLOCKS = 90
PLENTY = 18
LEVELS = 68
ISSUE = 18
READING, READ = 5, 20
"""Cells of the bar of a reading, at least and at most."""

TOLD = 62


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


def level_list(text: TextView) -> Lines:
    """The levels one below the other."""
    rows = [(row.title, row.label) for row in text.levels]
    return [
        line((fit(title, ISSUE), DIM), label)
        for title, label in [*rows, ("Venue", text.venue_label)]
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
    last = last_heard(view)
    reaction = reaction_of(last, actor.id)
    about = f"trust in {view.counterpart_short} {actor.trust} · stance {actor.stance:+d}"
    member = member_of(view, actor.id)

    def draw(width: int, height: int, plain: bool) -> Lines:  # noqa: FBT001  one of a kind
        known = [] if member is None else flow(member_facts(member), width)
        if last is None or reaction is None:
            about = paragraph(actor.summary, width)
            unasked = paragraph("It has not been asked about a text yet.", width, DIM)
            return [*known, *unasked, *about] if known else [*about, *unasked]
        said = response_chip(reaction.response, reaction.word, plain=plain)
        head = line(said, (f"  turn {last.number}: {last.title}", DIM))
        terms = largest_terms(reaction.receipt, width)
        lines = [head, *paragraph(sentence(reaction), width), *known]
        lines += terms if height >= PLENTY else terms[:1]
        if height > len(lines):
            lines += paragraph(actor.summary, width, DIM)
        return lines

    return Explanation(actor.name, about + (" · r receipt" if reaction else ""), draw)


def member_of(view: View, actor: str) -> MemberView | None:
    """What is known of a member off the record; None for others, or where nothing is hidden."""
    members = view.backstage.members if view.backstage is not None else ()
    return next((member for member in members if member.id == actor), None)


def member_facts(member: MemberView) -> list[str]:
    """What is known of a member's line, and what stands between it and the chair."""
    told = [f"{member.line[:1].upper()}{member.line[1:]}"]
    if member.assured:
        told.append("assured for this text")
    if member.due:
        told.append(f"promise open until turn {member.due}")
    if member.grudge:
        told.append(f"broken promises {member.grudge}")
    return told


def sentence(said: ReactionView | AnswerView) -> str:
    """The reason of a response or an answer as a sentence with its label."""
    return f"{said.reason[:1].upper()}{said.reason[1:]}. [{said.label}]"


def largest_terms(receipt: ReceiptView, width: int) -> Lines:
    """The total and the terms, the largest first."""
    parts = [f"{row.label} {row.shown}" for row in receipt.by_size]
    return flow([f"Total {receipt.shown}", *parts] if receipt.shown else parts, width, DIM)


def explain_counterpart(view: View) -> Explanation:
    """The counterpart's last answer, how open it was, and what can be made of it."""
    reading = view.backstage.reading if view.backstage is not None else None
    if not view.played:
        said = f"{view.counterpart} answers once a text has been tabled."
        return Explanation(
            view.counterpart, "",
            lambda width, _, __: [*read_so_far(reading, width), *paragraph(said, width)],
        )  # fmt: skip
    last = view.played[-1]

    def draw(width: int, height: int, plain: bool) -> Lines:  # noqa: FBT001  one of a kind
        said = chip(ANSWER_MARKS[last.answer.answer], last.answer.word, plain=plain)
        lines = [line(said, (f"  turn {last.number}: {last.title}", DIM))]
        lines += [*read_so_far(reading, width), *answer_text(last.answer, width)]
        shares = answer_shares(last.answer)
        if height >= PLENTY:
            return [*lines, Content(""), *answer_chances(last.answer, width)]
        return [*lines, *flow(shares, width, DIM)]

    return Explanation(view.counterpart, "how open it was · r receipt", draw)


def read_so_far(reading: ReadingView | None, width: int) -> Lines:
    """How likely the counterpart's milder type is, by all that has been seen."""
    if reading is None:
        return []
    told, before = reading_line(reading, width), f" · {reading.prior.brief} before turn 1"
    fits = told.cell_length + len(before) <= width
    return [line(told, (before, DIM)) if fits else told]


def reading_line(reading: ReadingView, width: int) -> Content:
    """The reading as a bar, in percent, with the last verification report."""
    report = f" · report {reading.report}" if reading.report else ""
    chance = f" {reading.odds.brief}"
    about = f" {reading.type}"
    told = cut(report, width - READING - cell_len(about) - cell_len(chance))
    room = min(READ, width - cell_len(about) - cell_len(told) - cell_len(chance))
    return line(bar(reading.odds.drawn, room), about, (chance, STRONG), (told, ""))


def reading_step_line(view: View, step: ReadingStep, width: int) -> Content:
    """What a turn told of the counterpart: its verification report, and the reading after it."""
    reading = view.backstage.reading if view.backstage is not None else None
    name = reading.type.capitalize() if reading is not None else "Reading"
    told = Content("")
    if step.report:
        clean = step.report == "clean"
        what = "Verification report" if width >= TOLD else "Report"
        said = f"{'✓' if clean else '✗'} {what}: {step.report}"
        told = line((said, GOOD if clean else BAD), "  ")
    moved = changed(step.before, step.after)
    room = width - told.cell_length - cell_len(name) - moved.cell_length - 1
    gauge = bar(step.after.drawn, max(0, min(READ, room)), "$secondary")
    return line(told, f"{name} ", moved, gauge)


def changed(before: Odds, after: Odds) -> Content:
    """A chance before and after, in as many cells for every percent."""
    was, now = before.brief.removesuffix(" %"), after.brief
    return line(f"{was:>3} → ", (f"{now:>5} ", STRONG))


def answer_text(answer: AnswerView, width: int) -> Lines:
    """What the counterpart did, in words of the rules, and what spoke for it."""
    return paragraph(f"{answer.text} {sentence(answer)}", width)


def answer_shares(answer: AnswerView) -> list[str]:
    """The chance of each of the five answers in short."""
    return [
        f"{answer_word(name)} {chance.brief}"
        for name, chance in zip(ANSWERS, answer.chances, strict=True)
    ]


def answer_chances(answer: AnswerView, width: int) -> Lines:
    """The chance of each of the five answers as bars."""
    rows = [(answer_word(name), chance, name == answer.answer)
            for name, chance in zip(ANSWERS, answer.chances, strict=True)]  # fmt: skip
    return chance_bars(rows, width)


def chance_bars(rows: list[tuple[str, Odds, bool]], width: int) -> Lines:
    """Words, chances and bars; the one that happened is marked."""
    label = max(len(word) for word, _, _ in rows) + 2
    told = max(5, *(cell_len(chance.brief) for _, chance, _ in rows))
    room = max(8, min(40, width - label - told - 11))
    return [
        line(
            ("▸ " if happened else "  ", "$accent"),
            (fit(word, label), STRONG if happened else ""),
            f"{chance.brief:>{told}} ",
            block_bar(chance.drawn, room),
        )
        for word, chance, happened in rows
    ]


def last_heard(view: View) -> TurnView | None:
    """The last turn in which a text was tabled; None before the first one."""
    return next((turn for turn in reversed(view.played) if turn.reactions), None)


def reaction_of(turn: TurnView | None, actor: str) -> ReactionView | None:
    """What an actor said in a turn to the text that decided."""
    return next((r for r in turn.reactions if r.actor == actor), None) if turn else None
