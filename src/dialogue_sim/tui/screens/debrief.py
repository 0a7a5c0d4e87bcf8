"""What a session comes to at its end: its profile, word and deed, and what was behind the mask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dialogue_sim.session.strategies.profile import MODELLED as SESSIONS
from dialogue_sim.session.views.figures import points
from dialogue_sim.tui.drawing import (
    BAD,
    DIM,
    FAIR,
    GOOD,
    STRONG,
    Lines,
    bar,
    block_bar,
    cut,
    fit,
    line,
    paragraph,
    rule,
)
from dialogue_sim.tui.marks import ANSWER_MARKS, MODELLED, chip
from dialogue_sim.tui.widgets.why import changed

if TYPE_CHECKING:
    from dialogue_sim.session.strategies.profile import ProfileRow
    from dialogue_sim.session.views.backstage_view import ReadingStep
    from dialogue_sim.session.views.deeds import PledgeView
    from dialogue_sim.session.views.view import View

NAME, NUMBER = 16, 4
SMALLEST, LARGEST = 6, 40
TOLD = 26
"""Cells of the words beside a bar."""

ANSWER = 17
FATES = {"kept": ("✓", GOOD), "broken": ("✗", BAD), "open": ("·", FAIR)}


def profile_page(rows: tuple[ProfileRow, ...] | None, width: int) -> Lines:
    """Six numbers of a session, each beside those of modelled sessions."""
    lines = [rule("Profile", width)]
    if rows is None:
        return [*lines, line(("Other sessions are played to compare ...", DIM))]
    told = f"Each is better the higher; beside {SESSIONS:,} modelled sessions. {MODELLED}"
    lines += paragraph(told, width, DIM)
    return [*lines, *(_profile_row(row, width) for row in rows)]


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
