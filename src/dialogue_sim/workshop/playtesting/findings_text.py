"""Injects and endings of a playtest in lines that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.workshop.playtesting.solving import OFTEN, RARE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dialogue_sim.workshop.playtesting.findings import Fate, Miss
    from dialogue_sim.workshop.playtesting.solving import Aim

WIDTH = 98
"""Columns of a line: a terminal of a hundred, with a margin."""
NAMES = 30
LEAST = 0.001
HUNDRED = 100.0


def percent(share: float | None) -> str:
    """A share as people read it; what is there but rounds to nothing is `<0.1 %`."""
    if share is None:
        return "-"
    if 0.0 < share < LEAST:
        return "<0.1 %"
    return f"{100.0 * share:.1f} %" if share < 0.1 else f"{100.0 * share:.0f} %"  # noqa: PLR2004


def cut(text: str, width: int = WIDTH) -> str:
    """A line that is no longer than the screen."""
    return text if len(text) <= width else f"{text[: width - 3]}..."


def inject_lines(fates: Sequence[Fate], *, full: bool) -> Iterator[str]:
    """Each inject: how often, first when, and what its clauses came to."""
    yield f"{'Injects':<{NAMES}} sessions  first turn: median (earliest)"
    for fate in fates:
        when = "never" if fate.earliest is None else f"{fate.median:g} ({fate.earliest})"
        chance = f", {percent(fate.chance)} when all holds" if fate.chance < 1.0 else ""
        yield cut(f"  {fate.id:<{NAMES - 2}} {percent(fate.share):>8}  {when}{chance}")
        if full and fate.earliest is not None:
            yield f"{'':<{NAMES}} first in turn: {_turns(fate)}"
        yield from _more(fate, full=full)


def ending_lines(fates: Sequence[Fate], *, full: bool) -> Iterator[str]:
    """Each ending: how often, with its interval, and what its clauses came to."""
    yield f"{'Endings':<{NAMES}} sessions  95 % interval (Wilson 1927)"
    for fate in fates:
        interval = f"{100.0 * fate.low:.1f} to {100.0 * fate.high:.1f} %"
        yield cut(f"  {fate.id:<{NAMES - 2}} {percent(fate.share):>8}  {interval}")
        yield from _more(fate, full=full)


def _more(fate: Fate, *, full: bool) -> Iterator[str]:
    """What stands under an inject or an ending: its clauses, its nearest miss, its aims."""
    odd = fate.share < RARE or fate.share > OFTEN or bool(fate.aims)
    if fate.clauses and (full or odd):
        parts = [f"{one.text} {percent(one.share)}" for one in fate.clauses]
        yield cut(f"    held when asked: {'; '.join(parts)}")
    if fate.fits > fate.share + LEAST and (full or odd):
        taken = "luck" if fate.kind == "inject" else "endings before it"
        yield f"    everything held in {percent(fate.fits)}: {taken} had the last word"
    if fate.miss is not None:
        yield cut(f"    {miss_sentence(fate.miss)}")
        if fate.miss.most and len(fate.clauses) > 1:
            yield cut(f"    most often it alone was lacking: {fate.miss.most}")
    for aim in fate.aims:
        yield cut(f"    {aim_sentence(aim)}")


def _turns(fate: Fate) -> str:
    whole = sum(fate.first)
    return ", ".join(
        f"{turn} {percent(count / whole)}"
        for turn, count in enumerate(fate.first, start=1)
        if count
    )


def miss_sentence(miss: Miss) -> str:
    """How near something came that hardly ever comes, and in which session."""
    lacking = [
        text if short is None else f"{text} ({points(short)} short)"
        for text, short in miss.lacking.items()
    ]
    where = f"seed {miss.seed}, turn {miss.turn}, {miss.player}"
    return f"nearest miss: {' and '.join(lacking)}; {where}"


def points(short: float) -> str:
    """A number of points; the smallest that is told is a tenth."""
    said = f"{short:.1f}" if short >= 0.05 else "less than 0.1"  # noqa: PLR2004
    return f"{said} points"


def aim_sentence(aim: Aim) -> str:
    """What a threshold would have to be."""
    if aim.instead is None:
        return (
            f"to come in {percent(aim.wanted)} of sessions no number in '{aim.clause}' is enough:"
            f" {percent(aim.share)} at most"
        )
    return (
        f"to come in {percent(aim.wanted)} of sessions: {aim.instead}"
        f" (exactly {HUNDRED * aim.share:.1f} %)"
    )
