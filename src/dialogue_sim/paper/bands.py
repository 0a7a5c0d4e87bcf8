"""How something moves from turn to turn over many sessions: the middle, and how far it spreads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dialogue_sim.paper.blocks import Cell, Figure, Row, Table, Words
from dialogue_sim.paper.svg import SHEET, SMALL, Drawing

LEFT: Final = 40.0
TOP: Final = 10.0
TALL: Final = 150.0
RIGHT: Final = 14.0
GRID: Final = 4
"""Into how many parts the lines across divide the scale."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What lies below what at one step: the smallest, three quartiles and the largest value."""

    step: str
    least: float
    lower: float
    median: float
    upper: float
    most: float


@dataclass(frozen=True, slots=True)
class Bands:
    """The spreads of a value from step to step, on a scale from `low` to `high`."""

    title: str
    description: str
    step: str
    spreads: tuple[Spread, ...]
    low: float = 0.0
    high: float = 100.0
    note: Words = ""


def bands(chart: Bands) -> Figure:
    """A line for the median, a dark band for the half in the middle, a light one for all."""
    drawing = Drawing(chart.title, chart.description)
    _grid(drawing, chart)
    rows = chart.spreads
    at = [_along(place, len(rows)) for place in range(len(rows))]

    def area(lows: list[float], highs: list[float], kind: str) -> None:
        up = zip(at, (_up(chart, value) for value in highs), strict=True)
        down = zip(at, (_up(chart, value) for value in lows), strict=True)
        drawing.polygon([*up, *reversed(list(down))], kind)

    area([one.least for one in rows], [one.most for one in rows], "band-all")
    area([one.lower for one in rows], [one.upper for one in rows], "band-half")
    middle = [(x, _up(chart, one.median)) for x, one in zip(at, rows, strict=True)]
    drawing.polyline(middle, "median")
    for x, one in zip(at, rows, strict=True):
        drawing.circle((x, _up(chart, one.median)), 2.5, "dot")
        drawing.text((x, TOP + TALL + SMALL + 4), one.step, "", "middle")
    drawing.text((LEFT, TOP + TALL + 2 * SMALL + 8), chart.step, "faint")
    picture = drawing.finished(SHEET, TOP + TALL + 2 * SMALL + 14)
    return Figure(chart.title, picture, _twin(chart), chart.note)


def _along(place: int, count: int) -> float:
    """Where a step stands: the first at the left, the last at the right, one alone in between."""
    across = SHEET - LEFT - RIGHT
    return LEFT + across * (place / (count - 1) if count > 1 else 0.5)


def _up(chart: Bands, value: float) -> float:
    """The height of a value; what lies beyond the scale is drawn at its end."""
    part = (value - chart.low) / (chart.high - chart.low)
    return TOP + TALL * (1.0 - min(max(part, 0.0), 1.0))


def _grid(drawing: Drawing, chart: Bands) -> None:
    for part in range(GRID + 1):
        value = chart.low + (chart.high - chart.low) * part / GRID
        y = _up(chart, value)
        drawing.line((LEFT, y), (SHEET - RIGHT, y), "grid" if part else "axis")
        drawing.text((LEFT - 6, y + 4), f"{value:g}", "faint", "end")


def _twin(chart: Bands) -> Table:
    rows: tuple[Row, ...] = tuple(
        (
            one.step,
            *(
                Cell(f"{value:.0f}", number=True)
                for value in (one.least, one.lower, one.median, one.upper, one.most)
            ),
        )
        for one in chart.spreads
    )
    heads = (chart.step, "lowest", "lower quarter", "median", "upper quarter", "highest")
    return Table(heads, rows)
