"""Results of tools as pages: lines that keep their columns, and plain Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from dialogue_sim.tui.drawing import FAINT, STRONG, Lines, Part, line, paragraph, rule, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HANGING = 2
BOLD = re.compile(r"\*\*(.+?)\*\*|`([^`]+)`")
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
    for block in _blocks(lines):
        if rows and not (ITEM.match(block) and rows[-1].plain.lstrip().startswith(("-", "·"))):
            rows.append(Content(""))
        rows += _block(block, width)
    return rows


def _blocks(lines: Sequence[str]) -> Iterator[str]:
    """Paragraphs, items and rows of tables, each as one text."""
    block = ""
    for text in lines:
        stands_alone = text.startswith(("#", "|")) or ITEM.match(text)
        if block and (stands_alone or not text.strip() or block.startswith(("#", "|"))):
            yield block
            block = ""
        if text.strip():
            block = f"{block} {text.strip()}" if block else text.rstrip()
    if block:
        yield block


def _block(block: str, width: int) -> Lines:
    item = ITEM.match(block)
    if block.startswith("#"):
        return [rule(block.lstrip("# "), width)]
    if block.startswith("|"):
        return _cells(block, width)
    if item is None:
        return [_marked(row) for row in wrap(block, width)]
    indent = len(item[1])
    first, *rest = wrap(block[item.end() :], width - indent - HANGING)
    head = line(" " * indent, ("· ", STRONG), _marked(first))
    return [head, *(line(" " * (indent + HANGING), _marked(row)) for row in rest)]


def _cells(block: str, width: int) -> Lines:
    """A row of a table as its cells between thin lines; the line under a head is left out."""
    if not set(block) - set("|-: "):
        return []
    cells = [cell.strip() for cell in block.strip("| ").split("|")]
    return paragraph(" │ ".join(cells), width)


def _marked(row: str) -> Content:
    """A row with its bold and code parts; a mark that was cut by a line end stays as it is."""
    parts: list[Part] = []
    place = 0
    for found in BOLD.finditer(row):
        parts.append(row[place : found.start()])
        parts.append((found[1], STRONG) if found[1] else (found[2], "$secondary"))
        place = found.end()
    return line(*parts, row[place:]) if parts else line(row, ("", FAINT))
