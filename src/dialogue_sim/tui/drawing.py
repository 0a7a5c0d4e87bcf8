"""Drawing with characters: text cut and wrapped by cells, bars, small histories, columns.

Everything here turns plain text into `Content`, which never reads markup; so a title written by
anybody is shown as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from rich.cells import cell_len, set_cell_size
from textual.content import Content

Part: TypeAlias = str | tuple[str, str] | Content
Lines: TypeAlias = list[Content]

DIM = "$foreground 72%"
FAINT = "$foreground 30%"
STRONG = "bold"
GOOD = "$text-success"
BAD = "$text-error"
FAIR = "$text-warning"
KEY = "bold $accent"
ELLIPSIS = "…"
STEPS = "▁▂▃▄▅▆▇█"
FULL = 100


def line(*parts: Part) -> Content:
    """One line of text and (text, style) pairs."""
    return Content.assemble(*parts)


def stack(lines: Iterable[Content]) -> Content:
    """Lines below each other."""
    return Content("\n").join(lines)


def cut(text: str, width: int) -> str:
    """Text that fills at most `width` cells, with an ellipsis where it was cut."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + ELLIPSIS if width > 0 else ""


def fit(text: str, width: int) -> str:
    """Text that fills exactly `width` cells."""
    return set_cell_size(cut(text, width), max(0, width))


def wrap(text: str, width: int) -> list[str]:
    """Words of a text on lines of at most `width` cells; line ends of the text stay."""
    return [row for block in text.splitlines() or [""] for row in _wrap_block(block, width)]


def _wrap_block(text: str, width: int) -> list[str]:
    rows, row = [], ""
    for word in text.split():
        longer = f"{row} {word}" if row else word
        if cell_len(longer) <= width:
            row = longer
            continue
        if row:
            rows.append(row)
        *full, row = _pieces(word, max(2, width))
        rows += full
    return [*rows, row]


def _pieces(word: str, width: int) -> list[str]:
    """A word in pieces of at most `width` cells."""
    pieces = []
    while cell_len(word) > width:
        head = set_cell_size(word, width).rstrip()
        pieces.append(head)
        word = word[len(head) :]
    return [*pieces, word]


def paragraph(text: str, width: int, style: str = "", indent: int = 0) -> Lines:
    """A text wrapped and moved to the right."""
    return [line(" " * indent, (row, style)) for row in wrap(text, width - indent)]


def flow(parts: Sequence[str], width: int, style: str = "", between: str = " · ") -> Lines:
    """Short pieces one after the other, broken only between pieces."""
    rows: list[str] = []
    for part in parts:
        if rows and cell_len(rows[-1] + between + part) <= width:
            rows[-1] += between + part
        else:
            rows.append(cut(part, width))
    return [line((row, style)) for row in rows]


def shorten(lines: Lines, width: int, height: int) -> Lines:
    """At most `height` lines; the last one says when there is more."""
    if len(lines) <= height or not height:
        return lines[: max(0, height)]
    *kept, last = lines[:height]
    if last.cell_length > width - 2:
        last = last.truncate(width - 2)
    return [*kept, line(last, (f" {ELLIPSIS}", KEY))]


def ends(left: Content, right: Content, width: int) -> Content:
    """One line with something at both ends; what does not fit is cut from the left part."""
    room = width - right.cell_length - 1
    if left.cell_length > room:
        left = left.truncate(max(0, room), ellipsis=True)
    return line(left, " " * (width - left.cell_length - right.cell_length), right)


def beside(left: Lines, right: Lines, width: int, gap: int = 2) -> Lines:
    """Two blocks next to each other; `width` is the width of the left one."""
    rows = []
    for place in range(max(len(left), len(right))):
        first = left[place] if place < len(left) else Content("")
        first = first.truncate(width) if first.cell_length > width else first
        second = right[place] if place < len(right) else Content("")
        rows.append(line(first, " " * (width - first.cell_length + gap), second))
    return rows


def bar(value: float, width: int, style: str = "$primary") -> Content:
    """A line of `width` cells, drawn thick up to `value` of 100."""
    halves = round(max(0.0, min(1.0, value / FULL)) * width * 2)
    thick = "━" * (halves // 2) + ("╸" if halves % 2 else "")
    return line((thick, style), ("─" * (width - len(thick)), FAINT))


def split_bar(value: float, part: float, width: int) -> Content:
    """A line drawn thick up to `value` of 100, the last `part` of it broken."""
    whole, end = (round(max(0.0, min(FULL, n)) / FULL * width) for n in (value - part, value))
    return line(
        ("━" * whole, "$primary"), ("╍" * (end - whole), "$secondary"),
        ("─" * (width - end), FAINT),
    )  # fmt: skip


def block_bar(value: float, width: int, style: str = "$primary") -> Content:
    """A bar of blocks for a share of 100, as long as the share."""
    filled = round(max(0.0, min(1.0, value / FULL)) * width)
    return line(("█" * filled, style), ("·" * (width - filled), FAINT))


def balance(value: float, largest: float, half: int) -> Content:
    """A number as a bar to the left (against) or to the right (for) of a middle line."""
    length = 0 if largest <= 0 else round(min(1.0, abs(value) / largest) * half)
    length = max(length, 1) if value else 0
    if value < 0:
        return line(" " * (half - length), ("━" * length, BAD), ("│", FAINT), " " * half)
    return line(" " * half, ("│", FAINT), ("━" * length, GOOD), " " * (half - length))


def pointer(value: int, width: int) -> Content:
    """Where a stance of -100..100 stands on a line; the middle is marked."""
    place = round((max(-FULL, min(FULL, value)) + FULL) / (2 * FULL) * (width - 1))
    cells = ["─"] * width
    cells[width // 2] = "┼"
    return line(
        ("".join(cells[:place]), FAINT), ("●", "$primary"), ("".join(cells[place + 1 :]), FAINT)
    )


def history(values: Sequence[int], width: int) -> str:
    """Small columns, one per value, that show how a number moved; the latest at the right."""
    shown = list(values)[-width:]
    low, high = min(shown), max(shown)
    span = max(high - low, 8)
    columns = "".join(STEPS[(value - low) * (len(STEPS) - 1) // span] for value in shown)
    return columns.rjust(width)


def rule(title: str, width: int) -> Content:
    """A heading with a line after it."""
    shown = cut(title, width)
    return line((shown, "bold $primary"), " ", ("─" * max(0, width - cell_len(shown) - 1), FAINT))
