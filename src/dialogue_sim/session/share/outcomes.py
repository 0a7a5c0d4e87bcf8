"""What came of a turn, in comments that stand behind its moves; nobody reads them back."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from dialogue_sim.content.characters import visible
from dialogue_sim.words import RESPONSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.session.replay.names import Names
    from dialogue_sim.session.replay.recorded import RecordedLine, Said

WIDTH = 96
DOES = {
    "reciprocate": "reciprocates", "probe": "probes", "stonewall": "stonewalls",
    "exploit_splits": "exploits splits", "escalate": "escalates",
}  # fmt: skip


def comments(line: RecordedLine, names: Names, place: int) -> list[str]:
    """Comment lines on a finished turn, given by its place in the line."""
    told = " ".join(" ".join(_sentences(line, names, place)).split())
    return textwrap.wrap(
        visible(told),
        WIDTH,
        initial_indent="; ",
        subsequent_indent="; ",
        break_long_words=True,
        break_on_hyphens=False,
    )


def _sentences(line: RecordedLine, names: Names, place: int) -> Iterator[str]:
    turn = line.turns[place]
    yield from (f"News: {title}." for title in turn.news)
    withdrawn = any(one.do.get("settle") == "withdraw" for one in turn.decisions)
    # A text that is withdrawn is in the record as it was heard, once more.
    heard = turn.hearings[:1] if withdrawn else turn.hearings
    for hearing in heard[:-1]:
        yield "Silence was broken."
        yield from _responses(hearing)
    for hearing in heard[-1:]:
        fell = "The text is withdrawn." if withdrawn else "The text falls."
        yield "The text stands." if turn.stands else fell
        yield from _responses(hearing)
    if not heard:
        yield "Nothing was tabled."
    if turn.answer in DOES:
        other = names.actors.get(names.counterpart)
        yield f"{'The other side' if other is None else other.short} {DOES[turn.answer]}."
    moved = [
        f"{one.label.lower()} {one.values[place]} > {one.values[place + 1]}"
        for one in line.history.lines
        if one.change(place + 1)
    ]
    if moved:
        yield f"[MOD] {', '.join(moved)}."
    if turn.ending:
        yield f"Ending: {turn.ending}."


def _responses(hearing: tuple[Said, ...]) -> Iterator[str]:
    """Who said what, worst first."""
    for response in RESPONSES:
        who = [said.short for said in hearing if said.response == response]
        if who:
            yield f"{response.replace('_', ' ').capitalize()}: {', '.join(who)}."
