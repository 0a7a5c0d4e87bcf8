"""Where some characters of a value stand: values are quoted, escaped and folded in files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dialogue_sim.content.diagnostics import Place

BLOCKS, QUOTES = "|>", "'\""
"""What a value begins with that goes on below its line, or that stands in quotes."""


def part_of(place: Place, text: str, value: str, offset: int, length: int) -> Place:
    """The place of a part of a value, on the line on which it begins.

    Args:
        place: of the value; text: of its file; value: as it was read.
        offset, length: of the part, in characters of the value; one behind its end can be meant.

    Returns:
        the place of the whole value where its characters cannot be told apart in the file.
    """
    source = "\n".join(text.split("\n")[place.line - 1 :])[place.column - 1 :]
    marks = _marks(source, value)
    if marks is None or offset > len(value):
        return place
    start = marks[offset]
    stop = marks[min(offset + max(1, length), len(value)) - 1] + 1
    row = source[start:].partition("\n")[0]
    line = place.line + source.count("\n", 0, start)
    column = start - source.rfind("\n", 0, start)
    if line == place.line:
        column += place.column - 1
    width = max(1, min(stop - start, len(row)))
    return replace(place, line=line, column=column, end_column=column + width)


def _marks(source: str, value: str) -> list[int] | None:
    """Where in the source each character of a value stands, and where the value is over.

    Line ends of folded values are read as blanks, so that any blanks stand for any others.
    """
    quote = source[:1] if source[:1] in QUOTES else ""
    at = source.find("\n") if source[:1] in BLOCKS else len(quote)
    found = []
    for sign in value:
        if sign.isspace():
            found.append(at)
            at = _behind_blanks(source, at)
            continue
        at = _behind_blanks(source, at)
        if quote and source.startswith("\\" if quote == '"' else "''", at):
            at = _behind_blanks(source, at + 1)
        if source[at : at + 1] != sign:
            return None
        found.append(at)
        at += 1
    return [*found, at]


def _behind_blanks(source: str, at: int) -> int:
    return len(source) - len(source[at:].lstrip())
