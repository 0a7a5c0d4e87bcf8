"""The report of a playtest in lines that people read, what needs attention first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.engine.indicators import BY_NAME
from dialogue_sim.workshop.playtesting.findings_text import (
    NAMES,
    cut,
    ending_lines,
    inject_lines,
    percent,
)
from dialogue_sim.workshop.playtesting.heed import heeds_of
from dialogue_sim.workshop.playtesting.measures import by_seat
from dialogue_sim.workshop.playtesting.playtest import broken_share, favourite_share, waiting_share
from dialogue_sim.workshop.playtesting.summary import favourite_text
from dialogue_sim.workshop.playtesting.text import (
    DISCLAIMER,
    about_lines,
    by_name,
    section_lines,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.workshop.playtesting.measured import Measured
    from dialogue_sim.workshop.playtesting.measures import Course, Use

HEEDED = 12
"""So many sentences are told unless all are asked for."""
TOP = 6
"""So many policies, beside those that stand out."""


def report_lines(found: Measured, took: str = "", *, full: bool = False) -> list[str]:
    """A playtest as people read it.

    Args:
        found: what was measured; took: how long it took, in words.
        full: whether everything is told, or what fits on a few screens.
    """
    records = found.report.records
    strategies = list(dict.fromkeys(record.casting.strategy.name for record in records))
    sections = (
        _heed_lines(found, full=full),
        inject_lines(found.injects, full=full) if found.injects else iter(()),
        ending_lines(found.endings, full=full),
        _policy_lines(found, full=full),
        _player_lines(found),
        _split_lines(found),
        _course_lines(found, full=full),
        _actor_lines(found, full=full),
        _seat_lines(found, full=full),
    )
    lines = about_lines(records[0], f", {found.report.sessions} in all{took}", strategies)
    for section in sections:
        told = list(section)
        if told:
            lines += ["", *told]
    if full:
        for of_one in by_name(records).values():
            lines += section_lines(of_one)
    again = f"Session n is the seed {records[0].casting.seed}-n: `run --seed` plays it alone."
    more = "" if full else " --all tells everything."
    return [*lines, "", f"{again}{more}", DISCLAIMER]


def _heed_lines(found: Measured, *, full: bool) -> Iterator[str]:
    heeds = heeds_of(found)
    if not heeds:
        yield "Nothing stands out."
        return
    yield "Look at"
    shown = heeds if full else heeds[:HEEDED]
    for sentence in shown:
        yield cut(f"  {sentence}")
    if len(heeds) > len(shown):
        yield f"  and {len(heeds) - len(shown)} more with --all"


def _policy_lines(found: Measured, *, full: bool) -> Iterator[str]:
    yield f"{'Policies':<{NAMES}}   picked  adopted  legal  when legal  breaks silence"
    ordered = sorted(found.policies, key=lambda one: -one.picked)
    shown = [use for place, use in enumerate(ordered) if full or place < TOP or _flag(use)]
    for use in shown:
        yield (
            f"  {cut(use.id, NAMES - 2):<{NAMES - 2}} {percent(use.picked):>8} "
            f"{percent(use.adopted):>8} {_plain(use.legal):>6} {percent(use.taken):>11}"
            f" {percent(use.broken):>15}{_flag(use)}"
        )
        if full and use.gained:
            gains = ", ".join(f"{name} {gain:+.0f}" for name, gain in use.gained.items())
            yield cut(f"    goal points of sessions with it, against the others: {gains}")
    if len(ordered) > len(shown):
        yield f"  and {len(ordered) - len(shown)} more with --all"


def _plain(share: float) -> str:
    return f"{100.0 * share:.0f} %"


def _flag(use: Use) -> str:
    if not use.legal:
        return "  never legal"
    if not use.picked:
        return "  never picked"
    return "  shunned" if use.shunned else ""


def _player_lines(found: Measured) -> Iterator[str]:
    yield f"{'Players':<{NAMES}}    goals  silence broken  waits  favourite text"
    for play in found.report.plays:
        record = play.record
        favourite = f"{favourite_text(record)} ({favourite_share(record):.0%})"
        yield cut(
            f"  {cut(play.name, NAMES - 2):<{NAMES - 2}} {record.percent.mean():>6.0f} %"
            f" {_plain(broken_share(record)):>15} {_plain(waiting_share(record)):>6}  {favourite}"
        )


def _split_lines(found: Measured) -> Iterator[str]:
    split = found.split
    if split is None:
        return
    yield "Luck against choice: where the variance of goal points comes from"
    yield (
        f"  {percent(split.players)} between players, {percent(split.texts)} between their"
        f" favourite texts, {percent(split.luck)} luck"
    )
    yield (
        f"  two players under the same luck differ by {split.same_luck:.0f} points of a hundred,"
        f" two sessions of one player by {split.other_luck:.0f}"
    )


def _course_lines(found: Measured, *, full: bool) -> Iterator[str]:
    yield f"{'Indicators':<{NAMES}} opening  lowest to highest  quartiles after the last turn"
    for course in found.indicators:
        if not full and BY_NAME[course.name].rank > 1:
            continue
        low, middle, high = course.turns[-1][1:4]
        odd = "  stuck" if course.stuck else ""
        if course.pinned is not None and not course.stuck:
            odd = f"  pinned at {course.pinned:g}"
        yield (
            f"  {course.name:<{NAMES - 2}} {course.opening:>7.0f} {course.low:>8.0f} to"
            f" {course.high:<8.0f} {low:>5.0f} {middle:>5.0f} {high:>5.0f}{odd}"
        )
        if full:
            yield from _turn_lines(course)


def _turn_lines(course: Course) -> Iterator[str]:
    for turn, spread in enumerate(course.turns, start=1):
        numbers = " ".join(f"{value:>5.0f}" for value in spread)
        yield f"    after turn {turn}: {numbers}"


def _actor_lines(found: Measured, *, full: bool) -> Iterator[str]:
    unmoved = [one for one in found.actors if one.unmoved]
    shown = found.actors if full else unmoved or found.actors[:0]
    if not full and not shown:
        return
    yield f"{'Actors':<{NAMES}}   breaks  objects  hedges  accepts  endorses"
    for manner in shown:
        shares = [_plain(share) for share in manner.responses.values()]
        row = f"{shares[0]:>8} {shares[1]:>8} {shares[2]:>7} {shares[3]:>8} {shares[4]:>9}"
        odd = "  never moves" if manner.unmoved else ""
        yield f"  {cut(manner.actor, NAMES - 2):<{NAMES - 2}} {row}{odd}"


def _seat_lines(found: Measured, *, full: bool) -> Iterator[str]:
    seats = by_seat(found.seats)
    if not seats:
        return
    spread = max(seats.values()) - min(seats.values())
    yield f"Seats: percent of their goals as the model plays them, {spread:.0f} points apart"
    for seat, mean in seats.items():
        places = [one for one in found.seats if one.seat == seat]
        if full or len(places) == 1:
            for one in places:
                least, most = min(one.by_player.values()), max(one.by_player.values())
                name = f"{seat} {one.mandate}".strip()
                yield cut(f"  {name:<{NAMES + 8}} {one.mean:>3.0f} %  {least:.0f} to {most:.0f}")
        else:
            mandates = ", ".join(f"{one.mandate} {one.mean:.0f}" for one in places)
            yield cut(f"  {seat:<{NAMES + 8}} {mean:>3.0f} %  {mandates}")
