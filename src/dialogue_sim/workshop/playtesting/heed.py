"""What in a playtest needs its author's attention, the most telling first."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from dialogue_sim.engine.indicators import BY_NAME
from dialogue_sim.workshop.playtesting.findings import SELDOM
from dialogue_sim.workshop.playtesting.findings_text import percent
from dialogue_sim.workshop.playtesting.measures import by_seat
from dialogue_sim.workshop.playtesting.playtest import favourite_share, waiting_share
from dialogue_sim.workshop.playtesting.solving import OFTEN
from dialogue_sim.workshop.playtesting.summary import favourite_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.workshop.playtesting.findings import Fate
    from dialogue_sim.workshop.playtesting.measured import Measured
    from dialogue_sim.workshop.playtesting.report import Play

UNFAIR = 30.0
"""Points between the seats with the most and the least of their goals, to call it unfair."""
LOUD = 0.60
"""Share of luck in the differences between sessions above which choices matter little."""
ALWAYS = 0.95
"""Share of what a player tables that is one text, to say that it tables nothing else."""
AHEAD = 5.0
"""Percent of goal points by which one text for ever must not lead."""


def heeds_of(found: Measured) -> tuple[str, ...]:
    """A sentence for everything that its author should look at."""
    return (
        *_fates(found.injects),
        *_fates(found.endings),
        *_policies(found),
        *_indicators(found),
        *_fairness(found),
        *_players(found),
        *_one_text(found),
    )


def _fates(fates: tuple[Fate, ...]) -> Iterator[str]:
    kind = {"inject": ("fired", "fires"), "ending": ("was reached", "is reached")}
    for fate in fates:
        past, now = kind[fate.kind]
        if fate.never:
            yield f"{fate.kind} {fate.id} never {past}{_why(fate)}"
        elif fate.share < SELDOM:
            yield f"{fate.kind} {fate.id} {now} in {percent(fate.share)}{_why(fate)}"
        elif fate.share > OFTEN and fate.clauses:
            yield f"{fate.kind} {fate.id} {now} in {percent(fate.share)} of the sessions"


def _why(fate: Fate) -> str:
    """The clause that is to blame, or what came before it."""
    if fate.fits > 2.0 * fate.share + SELDOM:
        taken = "its chance" if fate.kind == "inject" else "endings before it take them"
        return f", though everything held in {percent(fate.fits)}: {taken}"
    if fate.miss is not None and fate.miss.most:
        return f"; lacks {fate.miss.most}"
    return ""


def _policies(found: Measured) -> Iterator[str]:
    for use in found.policies:
        if not use.legal:
            yield f"policy {use.id} might never be tabled"
        elif not use.picked:
            yield f"policy {use.id} was never tabled by anybody"
        elif use.shunned:
            loss = -max(use.gained.values())
            yield f"policy {use.id} costs {loss:.0f} goal points or more; no good player tables it"


def _indicators(found: Measured) -> Iterator[str]:
    for course in found.indicators:
        if BY_NAME[course.name].rank > 1:
            continue
        if course.stuck:
            yield f"indicator {course.name} never moves by more than a point"
        elif course.pinned is not None:
            yield f"indicator {course.name} nearly always ends at {course.pinned:g}"


def _players(found: Measured) -> Iterator[str]:
    for manner in found.actors:
        if manner.unmoved:
            yield f"actor {manner.actor} always says {manner.unmoved}"
    for play in found.report.plays:
        if (waits := waiting_share(play.record)) >= OFTEN:
            yield f"player {play.name} finds nothing to table in {percent(waits)} of its turns"
    if found.split is not None and found.split.luck > LOUD:
        yield f"luck makes {percent(found.split.luck)} of the differences in goal points"


def _one_text(found: Measured) -> Iterator[str]:
    """Whether somebody who always tables the same does better than all who choose."""
    goals: dict[bool, list[tuple[float, Play]]] = {True: [], False: []}
    for play in found.report.plays:
        same = favourite_share(play.record) >= ALWAYS
        goals[same].append((float(play.record.percent.mean()), play))
    if not all(goals.values()):
        return
    (most, always), (best, chooses) = (max(goals[one], key=itemgetter(0)) for one in (True, False))
    if most - best > AHEAD:
        text = favourite_text(always.record)
        yield (
            f"always {text} gets {most:.0f} % of the goals; of those who choose, {chooses.name}"
            f" gets most, {best:.0f} %"
        )


def _fairness(found: Measured) -> Iterator[str]:
    seats = by_seat(found.seats)
    if len(seats) > 1:
        (best, most), *_, (worst, least) = seats.items()
        if most - least > UNFAIR:
            yield f"seat {best} gets {most:.0f} % of its goals, {worst} {least:.0f} %"
