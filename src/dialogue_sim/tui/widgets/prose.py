"""Results of tools as pages: lines that keep their columns, and plain Markdown."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from dialogue_sim.tui.drawing import FAINT, STRONG, Lines, Part, line, rule, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HANGING = 2
NARROWEST = 6
BETWEEN = " │ "
MARKED = re.compile(r"\*\*(.+?)\*\*|`([^`]+)`|\*([^* ][^*]*)\*|\[([^\]]+)\]\([^)]+\)")
STYLES = (STRONG, "$secondary", "italic", "underline")
"""Of what is bold, code, italic, or a link."""
ITEM = re.compile(r"( *)- ")


def plain_page(lines: Sequence[str], width: int) -> Lines:
    """Lines as they stand; one that is too long goes on below, further to the right."""
    rows: Lines = []
    for text in lines:
        if cell_len(text) <= width:
            rows.append(Content(text))
            continue
        indent = min(len(text) - len(text.lstrip()), width // 2)
        first, *rest = wrap(text, width - indent - HANGING)
        rows.append(Content(" " * indent + first))
        rows += [Content(" " * (indent + HANGING) + row) for row in rest]
    return rows


def markdown_page(lines: Sequence[str], width: int) -> Lines:
    """Headings, items, tables and paragraphs of the Markdown that the workshop writes."""
    rows: Lines = []
    before = ""
    for block in _blocks(lines):
        if before and not (ITEM.match(block) and ITEM.match(before)):
            rows.append(Content(""))
        rows += _block(block, width)
        before = block
    return rows


def _blocks(lines: Sequence[str]) -> Iterator[str]:
    """Headings, paragraphs, items and tables, each as one text; a table keeps its rows."""
    block = ""
    for text in lines:
        of_table = text.startswith("|")
        joins = block.startswith("|") if of_table else not block.startswith(("#", "|"))
        if block and (not text.strip() or text.startswith("#") or ITEM.match(text) or not joins):
            yield block
            block = ""
        if text.strip():
            between = "\n" if of_table else " "
            block = f"{block}{between}{text.strip()}" if block else text.rstrip()
    if block:
        yield block


def _block(block: str, width: int) -> Lines:
    item = ITEM.match(block)
    if block.startswith("#"):
        return [rule(block.lstrip("# "), width)]
    if block.startswith("|"):
        return _table(block, width)
    if item is None:
        return _marked(block).wrap(max(1, width))
    indent = len(item[1])
    first, *rest = _marked(block[item.end() :]).wrap(max(1, width - indent - HANGING))
    head = line(" " * indent, ("· ", STRONG), first)
    return [head, *(line(" " * (indent + HANGING), row) for row in rest)]


def _table(block: str, width: int) -> Lines:
    """Rows of cells below each other; what has no room in its column goes on below."""
    rows = [
        [_marked(cell.strip()) for cell in row.strip().strip("|").split("|")]
        for row in block.split("\n")
        if set(row) - set("|-: ")
    ]
    nothing = Content("")
    by_column = zip_longest(*rows, fillvalue=nothing)
    columns = [max(cell.cell_length for cell in cells) for cells in by_column]
    room = width - len(BETWEEN) * (len(columns) - 1)
    while sum(columns) > room and max(columns) > NARROWEST:
        columns[columns.index(max(columns))] -= 1
    lines: Lines = []
    for place, row in enumerate(rows):
        cells = [cell.wrap(max(1, wide)) for cell, wide in zip(row, columns, strict=False)]
        for pieces in zip_longest(*cells, fillvalue=nothing):
            drawn = [
                piece.pad_right(wide - piece.cell_length)
                for piece, wide in zip(pieces, columns, strict=False)
            ]
            shown = line((BETWEEN, FAINT)).join(drawn)
            lines.append(shown if place else shown.stylize(STRONG))
    return lines


def _marked(text: str) -> Content:
    """A text with its marks as styles."""
    parts: list[Part] = []
    place = 0
    for found in MARKED.finditer(text):
        parts.append(text[place : found.start()])
        named = zip(found.groups(), STYLES, strict=True)
        parts += [(said, style) for said, style in named if said]
        place = found.end()
    return line(*parts, text[place:])
