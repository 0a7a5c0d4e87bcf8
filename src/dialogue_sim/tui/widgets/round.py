"""The round of the table drawn: a clock that jumps from member to member, and a line for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from dialogue_sim.tui.drawing import (
    BAD,
    DIM,
    FAINT,
    FAIR,
    GOOD,
    KEY,
    STRONG,
    Lines,
    Part,
    block_bar,
    ends,
    fit,
    line,
    paragraph,
    pointer,
)
from dialogue_sim.tui.marks import MODELLED, brief_word, change_mark, response_chip

if TYPE_CHECKING:
    from dialogue_sim.session.views.silence_round import Hour, Round
    from dialogue_sim.session.views.turn_view import HearingView, ReactionView

PASSES, STOPS = "●", "!"
TIME, NAME, CHIP = 10, 16, 12
"""Cells of an hour, of a short name and of a chip with a short word, with the gaps after them."""

POINTER, LEAST_POINTER = 21, 5
NUMBERS = 10
"""Cells of a stance and of its change."""

COUNT = 34
BESIDE = 70
"""From this width on the count of a majority has a bar."""


@dataclass(frozen=True, slots=True)
class Stance:
    """Where an actor stands, -100 against to 100 with you, and where it stood before."""

    before: int
    after: int


def round_lines(told: Round, shown: int, width: int) -> Lines:
    """The clock: how the round began, what time it is, and who has let the text pass so far.

    Args:
        shown: how many members have been heard; width: in cells.
    """
    over = shown >= len(told.lines)
    now = told.opened if not shown else told.lines[min(shown, len(told.lines)) - 1].at
    now = told.until if over and not any(one.stops for one in told.lines) else now
    clock = line(("▸ ", KEY), (now.short, KEY))
    room = width - clock.cell_length - 2
    openings = (f"{told.opening()} {MODELLED}", told.opening(), told.opening(short=True))
    opening = next((said for said in openings if cell_len(said) <= room), told.limit)
    lines = [ends(Content(opening), clock, width)]
    lines.append(timeline(told, shown, now, width))
    if told.needed is not None:
        lines.append(_count(told, shown, told.needed, width))
    return lines


def timeline(told: Round, shown: int, now: Hour, width: int) -> Content:
    """The time of the procedure as a line, day by day; a sign where a member let it pass, or not.

    Args:
        shown: how many members have been heard; now: up to where the line is thick.
    """
    first, last = f"{told.opened.day[:3]} ", f" {told.until.clock} "
    days = told.days
    labels = [first, *(f" {start.day[:3]} " for start, _ in days[1:])]
    end = _end(told, shown)
    room = width - sum(map(len, labels)) - len(last) - end.cell_length
    whole = sum(till.minutes - start.minutes for start, till in days)
    parts: list[Part] = []
    gone = left = 0
    for label, (start, till) in zip(labels, days, strict=True):
        gone += till.minutes - start.minutes
        right = max(left + 1, room * gone // whole)
        parts += [(label, DIM), *_day(told, shown, (start, till, now), right - left)]
        left = right
    return line(*parts, (last, DIM), end)


def _end(told: Round, shown: int) -> Content:
    """What stands at the end of the line once everybody has been heard."""
    if shown < len(told.lines):
        return Content(" ")
    return line(("✓", GOOD) if told.stands else ("✗", BAD))


def _day(told: Round, shown: int, span: tuple[Hour, Hour, Hour], cells: int) -> list[Part]:
    """One day of the line: thick as far as the time has come, with the signs of its members."""
    start, till, now = (hour.minutes for hour in span)
    gone = 0 if now <= start else cells * min(now - start, till - start) // (till - start)
    signs: dict[int, Part] = {}
    for one in told.lines[:shown]:
        if start <= one.at.minutes <= till:
            place = min(cells - 1, cells * (one.at.minutes - start) // (till - start))
            while place in signs and place < cells - 1:
                place += 1
            signs[place] = (STOPS, f"bold {BAD}") if one.stops else (PASSES, GOOD)
    return [
        signs.get(cell, ("━", "$primary") if cell < gone else ("─", FAINT))
        for cell in range(cells)
    ]


def _count(told: Round, shown: int, needed: float, width: int) -> Content:
    """How much capability is for the text so far, against what it needs."""
    so_far = told.lines[shown - 1].counted if shown else 0.0
    so_far = so_far or 0.0
    style = GOOD if so_far >= needed else FAIR
    said = line((f"for it {so_far:.1f} of {needed:.1f} % needed ", style))
    bar = block_bar(so_far, max(0, width - COUNT), style) if width >= BESIDE else Content("")
    return line(said, bar)


def head_of(
    reaction: ReactionView, told: Round | None, stance: Stance | None, width: int, *, plain: bool
) -> Content:
    """One actor in a line: when, who, what, and where it stands."""
    short = brief_word(reaction.response, reaction.kind, reaction.word)
    said = response_chip(reaction.response, short, plain=plain)
    gap = " " * max(1, CHIP - said.cell_length)
    name = (fit(reaction.short, NAME - 1) + " ", STRONG)
    head = line((hour_of(reaction, told), DIM), name, said, gap)
    if stance is None:
        return head
    return line(head, stance_mark(stance, width - head.cell_length))


def hour_of(reaction: ReactionView, told: Round | None) -> str:
    """When a member was heard, in ten cells; blank for others, and nothing without a round."""
    if told is None:
        return ""
    heard = told.line_of(reaction.actor)
    return fit("" if heard is None else heard.at.short, TIME)


def stance_mark(stance: Stance, width: int) -> Content:
    """A stance as a point on a line and a number, and how it has changed."""
    room = min(POINTER, width - NUMBERS)
    if room < LEAST_POINTER:
        return Content("")
    change = stance.after - stance.before
    arrow, style = change_mark(change, "up")
    moved = (f" {arrow}{abs(change)}", style) if change else ("", "")
    number = "0" if not stance.after else f"{stance.after:+d}"
    return line(pointer(stance.after, room), (f" {number:>4}", STRONG), moved)


def told_lines(hearing: HearingView, width: int, *, plain: bool) -> Lines:
    """A whole round: its clock, a line for each member, and how it ended."""
    told = hearing.round
    if told is None:
        return []
    count = len(told.lines)
    lines = round_lines(told, count, width)
    by_id = {reaction.actor: reaction for reaction in hearing.members}
    for one in told.lines:
        stance = Stance(one.stance, one.stance)
        lines.append(head_of(by_id[one.actor], told, stance, width, plain=plain))
    return [*lines, *paragraph(told.closing(), width, GOOD if told.stands else BAD)]


def still_open(told: Round) -> str:
    """What is going on while a round is told."""
    if told.by_silence:
        return f"Who wants to stop it has until {told.until.words}."
    return "The members are asked, one after the other."
