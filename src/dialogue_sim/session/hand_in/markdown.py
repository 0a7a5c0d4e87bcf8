"""Text of anybody as Markdown that shows it as it stands: nothing in it becomes a mark-up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dialogue_sim.content.characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

MARKS = re.compile(r"([\\`*_\[\]<>|#~&])")
BEGINNINGS = re.compile(r"^([-+=]|\d+(?=[.)]))")
"""What would make a list, a line or a heading of what follows it."""


def told(text: str) -> str:
    """A text on one line, to stand behind other words."""
    return MARKS.sub(r"\\\1", " ".join(visible(text).split()))


def paragraphs(text: str) -> list[str]:
    """A text as paragraphs, an empty line after each."""
    lines = [told(block) for block in text.splitlines()]
    return [row for line in lines if line for row in (BEGINNINGS.sub(_behind, line), "")]


def _behind(found: re.Match[str]) -> str:
    """A beginning that is none: a sign behind a backslash, a number before one."""
    sign = found[1]
    return f"{sign}\\" if sign[0].isdigit() else f"\\{sign}"


def bullets(items: Iterable[str]) -> list[str]:
    """A list of lines that are Markdown already, and an empty line behind it."""
    lines = [f"- {item}" for item in items]
    return [*lines, ""] if lines else []


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """A table of cells that are Markdown already: words at the left, then numbers."""
    first = list(heads)
    rule = [":---", *["---:"] * (len(first) - 1)]
    return [_row(first), _row(rule), *(_row(row) for row in rows), ""]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
