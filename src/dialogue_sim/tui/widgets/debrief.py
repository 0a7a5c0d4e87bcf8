"""What a session comes to at its end, in lines: numbers, luck and choice, promises, the mask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dialogue_sim.session.hindsight.luck import choice_sentence, outcome_sentence
from dialogue_sim.session.strategies.profile import MODELLED as SESSIONS
from dialogue_sim.session.views.figures import points
from dialogue_sim.tui.drawing import (
    BAD,
    DIM,
    FAINT,
    FAIR,
    GOOD,
    STRONG,
    Lines,
    bar,
    block_bar,
    cut,
    fit,
    history,
    line,
    paragraph,
    rule,
)
from dialogue_sim.tui.marks import ANSWER_MARKS, MODELLED, change_mark, chip
from dialogue_sim.tui.widgets.why import changed

if TYPE_CHECKING:
    from dialogue_sim.session.hindsight.luck import Choice, Outcome
    from dialogue_sim.session.strategies.profile import ProfileRow
    from dialogue_sim.session.views.backstage_view import ReadingStep
    from dialogue_sim.session.views.deeds import PledgeView
    from dialogue_sim.session.views.view import IndicatorView, View

NAME, NUMBER = 16, 4
SMALLEST, LARGEST = 6, 40
TOLD = 26
"""Cells of the words beside a bar."""

ANSWER = 17
HISTORY, TABLE, PERCENT = 10, 66, 100
CHOICES = "Goal points that another choice would have brought, on average:"
FATES = {"kept": ("✓", GOOD), "broken": ("✗", BAD), "open": ("·", FAIR)}


def profile_lines(rows: tuple[ProfileRow, ...], width: int) -> Lines:
    """Six numbers of a session, each beside those of modelled sessions."""
    told = f"Each is better the higher; beside {SESSIONS:,} modelled sessions. {MODELLED}"
    return [*paragraph(told, width, DIM), *(_profile_row(row, width) for row in rows)]


def _profile_row(row: ProfileRow, width: int) -> Content:
    room = max(SMALLEST, min(LARGEST, width - NAME - NUMBER - 2 - TOLD))
    return line(
        (fit(row.label, NAME), STRONG),
        (f"{points(row.value):>{NUMBER}}  ", STRONG),
        block_bar(row.percentile, room),
        f"  higher than {points(row.percentile):>3} of 100",
    )


def word_and_deed(pledges: tuple[PledgeView, ...], width: int) -> Lines:
    """Every promise and what became of it; nothing where none was given."""
    lines = [rule("Word and deed", width)] if pledges else []
    for pledge in pledges:
        sign, style = FATES[pledge.fate]
        fate = f"{pledge.fate} in turn {pledge.settled}" if pledge.settled else "still open"
        told = f"{fate}: in turn {pledge.said} {pledge.actor} was promised, by turn {pledge.due},"
        first, *rest = paragraph(f"{told[:1].upper()}{told[1:]} {pledge.asks}.", width - 2)
        lines += [line((f"{sign} ", style), first), *(line("  ", row) for row in rest)]
    return lines


def behind_the_mask(view: View, width: int, *, plain: bool) -> Lines:
    """What the counterpart was, and what could be made of it turn by turn."""
    reading = view.backstage.reading if view.backstage is not None else None
    if reading is None or view.at.nature is None:
        return []
    kind = view.at.nature.id.replace("_", " ")
    lines = [rule(f"Behind the mask: {kind}", width)]
    lines += paragraph(f"{view.at.nature.why} {MODELLED}", width)
    told = f"The reading turn by turn: {reading.type}, {reading.prior.brief} at first."
    lines += paragraph(told, width, DIM)
    return [*lines, *(_step(step, width, plain=plain) for step in reading.steps)]


def _step(step: ReadingStep, width: int, *, plain: bool) -> Content:
    """A turn's answer and report, and where they took the reading."""
    mark = ANSWER_MARKS[step.answer]
    said = chip(mark, mark.words[""], plain=plain)
    report = f"report {step.report}" if step.report else "no report"
    return line(
        (f"T{step.turn}  ", DIM),
        said,
        " " * (ANSWER + 1 - said.cell_length),
        fit(cut(report, 17), 18),
        changed(step.before, step.after),
        bar(step.after.drawn, max(0, min(LARGEST, width - ANSWER - 38)), "$secondary"),
    )


def moved_line(row: IndicatorView, width: int) -> Content:
    """An indicator at the opening and at the end, with a bar and its small history.

    After the last turn nothing has moved any more: what is now is what that turn left.
    """
    before, after = row.history[0], row.history[-1]
    arrow, style = change_mark(after - before, row.better)
    moved = f"{arrow}{abs(after - before):>3}  " if before != after else "=     "
    return line(
        (fit(row.label, 22), STRONG if row.rank == 1 else ""),
        f"{before:>4} → ", (f"{after:>4}  ", STRONG), (moved, style),
        bar(after, max(8, min(40, width - 58))), "  ",
        (history(row.history[:-1], HISTORY), "$secondary"),
    )  # fmt: skip


def working_line(what: str, share: float | None, width: int) -> Lines:
    """What is being worked out and how far it is, or that it was stopped."""
    if share is None:
        return paragraph(f"{what}: stopped. x begins again.", width, DIM)
    room = max(SMALLEST, min(LARGEST, width - 8))
    done = line(bar(share * PERCENT, room), (f"  {share * PERCENT:3.0f} %", STRONG))
    return [*paragraph(f"{what}; x stops it.", width, DIM), done]


def outcome_lines(outcomes: tuple[Outcome, ...], width: int) -> Lines:
    """The numbers among their re-rolls as a table, or as sentences where it has no room."""
    if width < TABLE:
        return [row for one in outcomes for row in paragraph(outcome_sentence(one), width)]
    heads = f"{'':<20}{'here':>4}{'higher than':>14}{'eight of ten':>16}{'luck':>10}"
    return [line((heads, DIM)), *(_outcome(one) for one in outcomes)]


def _outcome(one: Outcome) -> Content:
    """One number: what happened, percent below, the range of most, and the share of luck."""
    range_ = f"{points(one.low)} to {points(one.high)}"
    luck = "-" if one.luck is None else f"{one.luck:.0f} %"
    return line(
        (fit(one.label, 20), STRONG), (f"{points(one.value):>4}", STRONG),
        f"{one.percentile:>12.0f} %{range_:>16}{luck:>10}",
    )  # fmt: skip


def choice_lines(choices: tuple[Choice, ...], width: int) -> Lines:
    """What each turn's choice came to; a mark at those that something else would have bettered."""
    lines = paragraph(CHOICES, width, DIM)
    for choice in choices:
        sign = line(("△ ", BAD)) if choice.clear else line(("· ", FAINT))
        first, *rest = paragraph(choice_sentence(choice), width - 2)
        lines += [line(sign, first), *(line("  ", row) for row in rest)]
    return lines
