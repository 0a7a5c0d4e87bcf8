"""Conditions that the declared ranges decide: never true, or always true."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dialogue_sim.expression_tree import (
    And,
    Compare,
    Flag,
    Name,
    Number,
    Or,
    walk,
)
from dialogue_sim.workshop.checks.asked import KEPT, asked_of
from dialogue_sim.workshop.checks.findings import Finding
from dialogue_sim.workshop.checks.possible import certain, possible
from dialogue_sim.workshop.checks.ranges import Ranges
from dialogue_sim.workshop.checks.reading import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.expression_tree import Node
    from dialogue_sim.workshop.checks.asked import Asked, Kind
    from dialogue_sim.workshop.checks.findings import Spot

NEVER: Final[Mapping[Kind, str]] = {
    "policy": "so policy '{0}' can never be tabled",
    "inject": "so inject '{0}' never comes",
    "ending": "so ending '{0}' is never reached",
    "goal": "so nobody can meet goal '{0}'",
    "bonus": "so the bonus is never paid",
}
ALWAYS: Final[Mapping[Kind, str]] = {
    "policy": "so policy '{0}' can be tabled without it",
    "inject": "so inject '{0}' waits for nothing",
    "ending": "so ending '{0}' asks for nothing",
    "goal": "so goal '{0}' is met whatever is done",
    "bonus": "so the bonus is paid in every turn",
}
RANGES: Final = "most lie between 0 and 100; `dialogue-sim reference words` lists what each can be"


def never_true(bundle: Bundle) -> Iterator[Finding]:
    """Conditions, and lines or parts of them, for which no values within the ranges exist."""
    for asked in asked_of(bundle):
        ranges = anywhere(bundle, asked)
        impossible = [one for one in _pieces(asked) if not possible(one[0], ranges)]
        if possible(asked.node, ranges):
            for _, spot, what in impossible:
                yield Finding(
                    spot, "DS301", f"{what} is never true, so it changes nothing",
                    f"leave it out, or put it right: {RANGES}",
                )  # fmt: skip
            continue
        so = NEVER[asked.kind].format(asked.id)
        for _, spot, what in impossible[:1]:
            remedy = f"compare with something that can be: {RANGES}"
            yield Finding(spot, "DS301", f"{what} is never true, {so}", remedy)
        if not impossible:
            lines = "its lines exclude each other" if asked.lines else RANGES
            yield Finding(
                asked.spot, "DS301", f"this condition is never true, {so}",
                f"change it so that it can hold: {lines}",
            )  # fmt: skip


def always_true(bundle: Bundle) -> Iterator[Finding]:
    """Conditions, and lines or parts of them, that hold whatever the quantities are."""
    for asked in asked_of(bundle):
        ranges = anywhere(bundle, asked)
        whole = not _only_turns(asked) and certain(asked.node, ranges)
        if whole and not asked.lines:
            so = ALWAYS[asked.kind].format(asked.id)
            yield Finding(
                asked.spot, "DS302", f"this condition is always true, {so}",
                f"leave it out, or compare with something that can fail: {RANGES}",
            )  # fmt: skip
            continue
        for node, spot, what in _pieces(asked):
            if not isinstance(node, Flag) and certain(node, ranges):
                yield Finding(
                    spot, "DS302", f"{what} is always true, so it decides nothing",
                    f"leave it out, or compare with something that can fail: {RANGES}",
                )  # fmt: skip


@lru_cache(maxsize=KEPT)
def _whenever(bundle: Bundle, at: int | None) -> Ranges:
    last = bundle.scenario.turns
    fired = dict.fromkeys(bundle.scenario.injects, 1)
    tabled = dict.fromkeys(bundle.scenario.repertoire, 1)
    return Ranges(bundle, (at or 1, at or last), fired, tabled, (last, last))


def anywhere(bundle: Bundle, asked: Asked) -> Ranges:
    """What can be when a condition is asked, as if everything on the menus could have happened."""
    at = bundle.scenario.injects[asked.id].at if asked.kind == "inject" else None
    return _whenever(bundle, at)


def _pieces(asked: Asked) -> Iterator[tuple[Node, Spot, str]]:
    """Lines of a condition, or parts of its only line: tree, place, and what to call it."""
    for line in asked.lines:
        yield line.node, line.spot, "this line"
    if not asked.lines and isinstance(asked.node, And | Or):
        for part in asked.node.parts:
            yield part, asked.spot, f"the part that reads {words_of(part)}"


def _only_turns(asked: Asked) -> bool:
    """Whether a condition says only when: news need some `when:`, and endings the last turn."""
    if asked.kind not in {"inject", "ending"}:
        return False
    counters = {"turn", "turns"}
    return all(
        isinstance(node, Compare | Flag | Number | And | Or)
        or (isinstance(node, Name) and node.name in counters)
        for node in walk(asked.node)
    )
