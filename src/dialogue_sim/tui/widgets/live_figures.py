"""What the live loop draws of many sessions: figures, and which of them have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.tui.drawing import (
    DIM,
    KEY,
    STRONG,
    Lines,
    bar,
    block_bar,
    ends,
    line,
    paragraph,
    rule,
)
from dialogue_sim.workshop.live.telling import GROUP_WORDS, change_words, percent

if TYPE_CHECKING:
    from textual.content import Content

    from dialogue_sim.tui.living import Figures
    from dialogue_sim.workshop.live.figures import Change, Sample

HEADS = {
    "ending": "Endings", "inject": "News", "picked": "Tabled at least once",
    "adopted": "Adopted at least once", "goal": "Goals of the chair", "silence": "Silence",
}  # fmt: skip
"""What stands above each group of figures."""
BAR, HUNDRED = 10, 100.0
ROOM_FOR_BARS = 44


def figure_lines(found: Figures | None, share: float | None, width: int) -> Lines:
    """The figures as far as they are known.

    Args:
        found: of the last version that was played; None before the first.
        share: how much of the next ones is played, 0..1; None where nobody plays.
    """
    rows: Lines = []
    if share is not None:
        far = line(bar(HUNDRED * share, BAR), (f" {HUNDRED * share:3.0f} %  ", STRONG))
        rows = [line(far, ("playing sessions of this version", DIM))]
    if found is None:
        return rows or [line(("No sessions yet.", DIM))]
    if found.changes is None:
        return [*rows, *_sample(found.sample, width)]
    if not found.changes:
        told = f"No figure of {found.sample.sessions} sessions has changed."
        return [*rows, *paragraph(told, width)]
    sure = [one for one in found.changes if not one.lucky]
    luck = [one for one in found.changes if one.lucky]
    rows.append(rule(f"{found.sample.sessions} sessions beside the version before", width))
    rows += [row for one in sure for row in _change(one, width)]
    if luck:
        rows.append(rule("Within luck", width))
        rows += [row for one in luck for row in _change(one, width)]
    return rows


def _change(one: Change, width: int) -> Lines:
    """A change in a row, or in two where there is no room for both ends."""
    style = DIM if one.lucky else KEY
    words = GROUP_WORDS[one.group]
    left = line((f"{one.sign} ", style), (f"{words} " if words else "", DIM), one.title)
    numbers = change_words(one).replace("->", "→").removesuffix("  within luck").strip()
    right = line((numbers, DIM if one.lucky else STRONG))
    if left.cell_length + right.cell_length + 2 <= width:
        return [ends(left, right, width)]
    return [left.truncate(width, ellipsis=True), ends(line(""), right, width)]


def _sample(sample: Sample, width: int) -> Lines:
    """Every share, group by group; policies that are never tabled are not named twice."""
    rows: Lines = []
    for group, head in HEADS.items():
        of_group = [
            key for key in sample.held if key[0] == group and (key[1] or sample.share(key))
        ]
        if of_group:
            rows.append(rule(head, width))
            rows += [_share(sample, key, width) for key in of_group]
    return [line((f"{sample.sessions} sessions, least used text first", DIM)), *rows]


def _share(sample: Sample, key: tuple[str, str], width: int) -> Content:
    share = sample.share(key)
    drawn = line(" ", block_bar(HUNDRED * share, BAR)) if width >= ROOM_FOR_BARS else line("")
    right = line((percent(share), STRONG), drawn)
    return ends(line(sample.titles[key]), right, width)
