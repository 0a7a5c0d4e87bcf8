"""A table whose cells are shaded by a number, and say it in words as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dialogue_sim.paper.blocks import Cell, Table, Words

DARKEST: Final = 10


@dataclass(frozen=True, slots=True)
class Heat:
    """A matrix.

    Attributes:
        corner: what the rows are; columns: the heads.
        rows: of each its name, and of each column what is written there and how much it is;
            None leaves a cell white.
        low, high: what is white, and what is darkest.
    """

    corner: Words
    columns: tuple[Words, ...]
    rows: tuple[tuple[Words, tuple[tuple[Words, float | None], ...]], ...]
    low: float = 0.0
    high: float = 1.0
    caption: str = ""
    tall: bool = False


def heat(matrix: Heat) -> Table:
    """The matrix as a table with shades."""
    rows = tuple(
        (Cell(name, head=True), *(Cell(words, shade(matrix, value)) for words, value in cells))
        for name, cells in matrix.rows
    )
    return Table(
        (matrix.corner, *matrix.columns), rows, matrix.caption, dense=True, tall=matrix.tall
    )


def shade(matrix: Heat, value: float | None) -> int | None:
    """How dark a value is, 0..`DARKEST`; beyond the ends it is as dark as there."""
    if value is None:
        return None
    part = (value - matrix.low) / (matrix.high - matrix.low)
    return round(DARKEST * min(max(part, 0.0), 1.0))
