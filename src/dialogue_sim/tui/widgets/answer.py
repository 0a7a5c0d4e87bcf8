"""The counterpart's answer drawn: how open it was, what spoke for it, and what the turn moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dialogue_sim.tui.drawing import (
    BAD,
    DIM,
    GOOD,
    STRONG,
    Lines,
    balance,
    bar,
    beside,
    cut,
    fit,
    line,
    paragraph,
    rule,
)
from dialogue_sim.tui.marks import (
    ANSWER_MARKS,
    answer_word,
    capital_pips,
    change_mark,
    chip,
)
from dialogue_sim.tui.widgets.forecasts import answer_forecasts, score_lines
from dialogue_sim.tui.widgets.lessons import lesson_lines
from dialogue_sim.tui.widgets.why import answer_chances, answer_text, reading_step_line

if TYPE_CHECKING:
    from dialogue_sim.session.views.turn_view import AnswerView, TurnView
    from dialogue_sim.session.views.view import View

ROOMY = 110
OPEN = 56
"""Cells of how open the answer was, where what moved stands beside it."""

NAME, NUMBER, HALF = 28, 8, 10
LARGEST = 5
"""Drivers that are shown; all of them are in the receipt."""


def answer_page(view: View, turn: TurnView, width: int, *, plain: bool) -> Lines:
    """The counterpart's answer, how open it was, and what moved."""
    answer = turn.answer
    said = chip(ANSWER_MARKS[answer.answer], answer.word, plain=plain)
    first, *rest = answer_text(answer, width - said.cell_length - 2)
    indent = " " * (said.cell_length + 2)
    lines = [line(said, "  ", first), *(line(indent, row) for row in rest)]
    lines += answer_forecasts(turn)
    lines += word_and_report(view, turn, width)
    if width >= ROOMY:
        lines += [Content(""), *_beside(view, turn, width), Content("")]
        lines += what_spoke(answer, width)
    else:
        lines += [rule("How open it was", width), *answer_chances(answer, width)]
        lines += [rule(_moved(turn), width), *consequences(view, turn, width)]
    gap = [Content("")] if width >= ROOMY else []
    scores = score_lines(turn, width)
    lines += [*gap, rule("Your forecast", width), *scores] if scores else []
    if turn.lessons:
        lines += [*gap, rule("New in this turn", width), *lesson_lines(turn.lessons, width)]
    return lines


def _moved(turn: TurnView) -> str:
    return f"What turn {turn.number} moved"


def _beside(view: View, turn: TurnView, width: int) -> Lines:
    """How open the answer was, and on its right what the turn moved."""
    left = [rule("How open it was", OPEN), *answer_chances(turn.answer, OPEN)]
    room = width - OPEN - 3
    right = [rule(_moved(turn), room), *consequences(view, turn, room)]
    return beside(left, right, OPEN, gap=3)


def what_spoke(answer: AnswerView, width: int) -> Lines:
    """The largest drivers of an answer against the likeliest other one, each with a sentence."""
    against = answer.against
    given, other = answer_word(against.answer), answer_word(against.other)
    drivers = sorted(against.drivers, key=lambda driver: -abs(driver.contribution))
    widest = abs(drivers[0].contribution) if drivers else 0.0
    room = width - NAME - NUMBER - 2 * HALF - 4
    return [
        rule(f"Why it {given} (+), and what spoke for the likeliest else: {other} (-)", width),
        *(
            line(
                (fit(driver.label[:1].upper() + driver.label[1:], NAME), STRONG),
                f"{driver.shown:>{NUMBER}} ",
                balance(driver.contribution, widest, HALF),
                "  ",
                (cut(driver.says, room), DIM),
            )
            for driver in drivers[:LARGEST]
            if driver.contribution
        ),
    ]


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
