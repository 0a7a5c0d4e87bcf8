"""What the live loop draws of files: how they stand, what is wrong, and the lines around it."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from dialogue_sim.content.characters import visible
from dialogue_sim.tui.drawing import (
    BAD,
    DIM,
    FAINT,
    FAIR,
    GOOD,
    KEY,
    STRONG,
    Lines,
    cut,
    line,
    paragraph,
)
from dialogue_sim.workshop.live.telling import state_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.content import Content

    from dialogue_sim.content.diagnostics import Diagnostic
    from dialogue_sim.workshop.live.versions import Versions

SEVERITY = {"error": ("✗", BAD), "warning": ("⚠", FAIR), "info": ("·", DIM)}
"""Sign and colour of each kind of problem."""
AROUND = 3
"""Lines before and after a problem that are shown."""
NUMBER = 5
MARGIN = 8


def standing_lines(versions: Versions, width: int) -> Lines:
    """How the files stand: clean, or which version is shown instead and why."""
    if not versions.rounds:
        return [line((" Looking at the files …", DIM))]
    if versions.stale:
        told = f"{versions.at} · {versions.notice}"
        first, *rest = paragraph(told, width - 3, STRONG)
        return [line((" ✗ ", BAD), first), *(line("   ", row) for row in rest)]
    remarks = [] if versions.errors or not versions.problems else [state_line(versions)]
    number = 0 if versions.good is None else versions.good.number
    words = " · ".join(["clean" if not remarks else remarks[0], versions.at, f"version {number}"])
    return [line((" ✓ ", GOOD), (words, STRONG))]


def problem_prompt(one: Diagnostic, width: int) -> Content:
    """A problem in two rows: where it is, and what it is."""
    sign, style = SEVERITY[one.severity]
    where = f"{PurePath(one.place.path).name}:{one.place.line}"
    head = line((f"{sign} ", style), (cut(where, width - 9), STRONG), (f" {one.code}", DIM))
    return line(head, "\n  ", cut(visible(one.message), width - 2))


def problem_lines(one: Diagnostic, files: Mapping[str, bytes], width: int) -> Lines:
    """A problem whole: what helps stands above the lines of the file, since they may be cut."""
    place, (sign, style) = one.place, SEVERITY[one.severity]
    head = f"{place.path}:{place.line}:{place.column}"
    lines = [line((f"{sign} {one.severity} ", style), (one.code, STRONG), (f"  {head}", DIM))]
    lines += paragraph(visible(one.message), width)
    if one.help:
        lines += paragraph(f"What helps: {visible(one.help)}", width)
    return [*lines, line(""), *source_lines(one, files.get(place.path, b""), width)]


def source_lines(one: Diagnostic, raw: bytes, width: int) -> Lines:
    """The lines of a file around a problem, and a caret below what it is about."""
    text, place = raw.decode(errors="replace").split("\n"), one.place
    room = max(1, width - MARGIN)
    start = max(0, place.column - 1 - room // 2) if place.column > room else 0
    rows: Lines = []
    for number in range(max(1, place.line - AROUND), place.line + AROUND + 1):
        if number > len(text):
            break
        here = number == place.line
        shown = cut(visible(text[number - 1].rstrip("\r"))[start:], room)
        rows.append(line((f"{number:>{NUMBER}} ", STRONG if here else DIM), ("│ ", FAINT),
                         (shown, "" if here else DIM)))  # fmt: skip
        if here:
            rows.append(_caret(one, start, room))
    return rows


def _caret(one: Diagnostic, start: int, room: int) -> Content:
    """A caret below the column of a problem."""
    before = min(max(0, one.place.column - 1 - start), room - 1)
    width = max(1, min(one.place.end_column - one.place.column, room - before))
    return line(" " * (NUMBER + 1), ("│ ", FAINT), " " * before, ("^" + "~" * (width - 1), KEY))
