"""The sections of the debrief: what each of them tells, drawn for a width."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from dialogue_sim.session.views.arguments_made import made_sentence
from dialogue_sim.session.views.history import history_of
from dialogue_sim.tui.drawing import DIM, STRONG, Lines, line, paragraph, rule
from dialogue_sim.tui.marks import MODELLED
from dialogue_sim.tui.screens.pages import blocks, goals_page
from dialogue_sim.tui.widgets.chart import Eyes, chart_lines
from dialogue_sim.tui.widgets.debrief import (
    behind_the_mask,
    choice_lines,
    moved_line,
    outcome_lines,
    profile_lines,
    word_and_deed,
    working_line,
)
from dialogue_sim.tui.widgets.forecasts import total_lines
from dialogue_sim.tui.widgets.history import Looked, chart_of, said_briefly
from dialogue_sim.tui.widgets.log import entry
from dialogue_sim.tui.widgets.situation import goal_points
from dialogue_sim.tui.widgets.top_bar import DISCLAIMER

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.session.hindsight.look_back import LookBack
    from dialogue_sim.session.views.view import EndingView, View

TALL, LOW, WIDE = 20, 13, 90
"""Rows of the chart, from how many columns on it is taller."""
INDENT = 5


@dataclass(frozen=True, slots=True)
class Told:
    """What the debrief tells of.

    Attributes:
        views: of everybody at the keyboard; save: where the session is kept.
        seen: what takes a while to work out; None until then.
        share: how much of it is done; None where nobody works on it.
    """

    views: tuple[View, ...]
    save: Path | None = None
    seen: LookBack | None = None
    share: float | None = 0.0
    eyes: Eyes = field(default_factory=Eyes)

    @property
    def view(self) -> View:
        """Of who is asked first."""
        return self.views[0]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the debrief.

    Attributes:
        name: at most twenty cells; draw: its lines for a width.
        waits: whether a part of it is still to be worked out.
    """

    name: str
    draw: Callable[[int], Lines]
    waits: bool = False


def sections(told: Told) -> tuple[Section, ...]:
    """All sections that have something to tell, in the order in which they are talked about."""
    view, ending = told.view, told.view.ending
    if ending is None:
        return ()
    waits = told.seen is None
    found = [
        Section("How it ended", partial(_ended, told, ending)),
        Section("Goals", partial(_goals, told)),
        Section("Profile", partial(_profile, told), waits),
        Section("How it unfolded", partial(_unfolded, told), waits),
        Section("Turn by turn", partial(_turns, view)),
        Section("Luck and choice", partial(_luck, told), waits),
    ]
    if ending.pledges:
        found.append(Section("Word and deed", partial(word_and_deed, ending.pledges)))
    if view.backstage is not None and view.backstage.reading and view.at.nature:
        draw = partial(behind_the_mask, view, plain=told.eyes.plain)
        found.append(Section("Behind the mask", draw))
    if view.forecasts:
        found.append(Section("Forecasts", partial(_forecasts, view)))
    if ending.argued:
        found.append(Section("Arguments made", partial(_argued, ending)))
    if ending.afterwards:
        found.append(Section("In the world", partial(_afterwards, ending)))
    return (*found, Section("To talk about", partial(_questions, ending)))


def _ended(told: Told, ending: EndingView, width: int) -> Lines:
    view = told.view
    lines = blocks(f"{ending.text.strip()} {MODELLED}", width)
    for seat in told.views:
        whose = "" if len(told.views) == 1 else f" of {seat.seat_name}"
        reached = f"Goals{whose}: {goal_points(seat.goals)} points"
        lines += [Content(""), *paragraph(reached, width, STRONG)]
    lines += [Content(""), rule("From the opening to the end", width)]
    lines += [moved_line(row, width) for row in view.indicators if row.rank == 1]
    lines += [Content(""), rule("This session", width)]
    said = f"Seed {view.seed} · session code {view.code} · {DISCLAIMER}"
    lines += paragraph(said, width, DIM)
    lines += paragraph(f"Saved in {told.save}", width, DIM) if told.save else []
    on = "← and → lead through the debrief, s saves all of it as a file to hand in."
    return [*lines, Content(""), *paragraph(on, width)]


def _goals(told: Told, width: int) -> Lines:
    lines: Lines = []
    for seat in told.views:
        between = [Content("")] if lines else []
        lines += [*between, *goals_page(seat, width, named=len(told.views) > 1)]
    return lines


def _profile(told: Told, width: int) -> Lines:
    heading = rule("Profile", width)
    if told.seen is None:
        return [heading, *working_line("Other sessions are played to compare", told.share, width)]
    return [heading, *profile_lines(told.seen.profile, width)]


def _unfolded(told: Told, width: int) -> Lines:
    """The chart, at the end of the last turn."""
    history = history_of(told.view)
    ranges = None if told.seen is None else told.seen.ranges
    looked = Looked(history, 0, len(history.moments) - 1, ranges)
    lines = chart_lines(chart_of(looked), width, TALL if width >= WIDE else LOW, told.eyes)
    shaded = f"Shaded: {looked.line.label} in 8 of 10 re-rolls of the same moves. {MODELLED}"
    more = f"{'' if ranges is None else shaded} h: the session again, turn by turn, line by line."
    numbers = [moved_line(row, width) for row in told.view.indicators]
    heading = rule("From the opening to the end", width)
    return [*lines, *paragraph(more, width, DIM), Content(""), heading, *numbers]


def _turns(view: View, width: int) -> Lines:
    lines = paragraph(
        "h and l: the history and the log, where enter opens a turn again.", width, DIM
    )
    for turn in view.played:
        lines += [Content(""), *entry(turn, view, width)]
        lines += [line(" " * INDENT, row) for row in said_briefly(turn, width - INDENT)]
    return lines


def _luck(told: Told, width: int) -> Lines:
    lines = [rule("Luck and choice", width)]
    if told.seen is None:
        what = "The same moves are played under other luck"
        return [*lines, *working_line(what, told.share, width)]
    found = told.seen.hindsight
    how = f"The same moves under other luck, {found.rerolls} times over. {MODELLED}"
    lines += [*paragraph(how, width, DIM), *outcome_lines(found.outcomes, width), Content("")]
    return [*lines, *choice_lines(found.choices, width)]


def _forecasts(view: View, width: int) -> Lines:
    return [rule("Your forecasts", width), *total_lines(view.forecasts, width)]


def _argued(ending: EndingView, width: int) -> Lines:
    lines = [rule("What was argued, and whom it moved", width)]
    for made in ending.argued:
        lines += [*paragraph(made_sentence(made), width), Content("")]
    return lines


def _afterwards(ending: EndingView, width: int) -> Lines:
    happened = f"{ending.afterwards.strip()} [{ending.afterwards_label}]"
    return [rule("What happened in the world", width), *blocks(happened, width)]


def _questions(ending: EndingView, width: int) -> Lines:
    lines = [rule("To talk about", width)]
    for number, question in enumerate(ending.debrief, start=1):
        first, *rest = paragraph(question, width - 3)
        lines += [line((f"{number}. ", STRONG), first), *(line("   ", row) for row in rest)]
        lines.append(Content(""))
    return lines
