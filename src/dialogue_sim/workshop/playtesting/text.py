"""Playtests in lines that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.workshop.playtesting.summary import favourite_text, summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.workshop.playtesting.playtest import Casting, Record
    from dialogue_sim.workshop.playtesting.summary import Summary

DISCLAIMER = "A teaching model, not a forecast. [MOD]"
SHOWN = 4
"""As many endings are named, the most frequent first."""


def beside_the_chair(casting: Casting) -> bool:
    """Whether it is a seat that is told apart by its players, and not by who tables."""
    return casting.seat != casting.stage.bundle.scenario.chair


def by_name(records: list[Record]) -> dict[str, list[Record]]:
    """The records of each strategy in the chair, or of each player of another seat."""
    found: dict[str, list[Record]] = {}
    for record in records:
        casting = record.casting
        played = casting.player if beside_the_chair(casting) else casting.strategy
        found.setdefault(played.name, []).append(record)
    return found


def section_lines(records: list[Record]) -> list[str]:
    """The records of one strategy or one player, after an empty line."""
    return ["", *_of_one(records[0], summary(records))]


def about_lines(record: Record, took: str = "", strategies: Sequence[str] = ()) -> list[str]:
    """What was played, how often, and whose goals were read.

    Args:
        record: one of several of a scenario; took: how long they took, in words.
        strategies: who tables beside a seat other than the chair's.
    """
    casting = record.casting
    bundle = casting.stage.bundle
    whose = bundle.name_of[casting.seat]
    if casting.mandate:
        whose += f", {bundle.scenario.seats[casting.seat].mandates[casting.mandate].title}"
    each = f"{record.sessions} sessions each{took}"
    lines = [
        f"{bundle.scenario.title}, seed {casting.seed}: {each}",
        f"Goals of {whose}: {record.most} points. Shares are percent.",
    ]
    if beside_the_chair(casting):
        lines.append(f"Whoever tables does so by {', '.join(strategies)}.")
    return lines


def _of_one(record: Record, found: Summary) -> list[str]:
    """One strategy or one player in a few lines."""
    casting, bundle = record.casting, record.casting.stage.bundle
    played = casting.player if beside_the_chair(casting) else casting.strategy
    titles = {ending.id: ending.title for ending in bundle.scenario.endings}
    ends = sorted(found.endings.items(), key=lambda item: -item[1])[:SHOWN]
    shown = ", ".join(f"{titles[name]} {_percent(share)}" for name, share in ends if share)
    numbers = ", ".join(
        f"{name.replace('_', ' ')} {spread['mean']:.0f}"
        for name, spread in found.indicators.items()
    )
    answers = ", ".join(
        f"{getattr(bundle.rules.answers, name).word} {_percent(share)}"
        for name, share in found.answers.items()
    )
    waited = f"{_percent(found.waiting)} %"
    return [
        f"{played.name}: {played.summary}",
        f"  goals met {found.goals['mean']:.0f}, capital left {found.capital['mean']:.1f}",
        f"  silence broken in {_percent(found.broken_silence)} of the sessions",
        f"  different texts a session {found.texts_per_session:.1f}, turns waited {waited}",
        f"  favourite {favourite_text(record)} ({_percent(found.favourite)} of the texts)",
        f"  endings: {shown}",
        f"  at the end: {numbers}",
        f"  answers: {answers}",
    ]


def _percent(share: float) -> str:
    return f"{100.0 * share:.0f}"
