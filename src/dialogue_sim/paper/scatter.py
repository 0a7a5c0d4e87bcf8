"""A map of named points between two scales; a name that would lie on another moves away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dialogue_sim.paper.blocks import Cell, Figure, Table, Words
from dialogue_sim.paper.letters import width
from dialogue_sim.paper.svg import SHEET, SMALL, Anchor, Drawing

LEFT: Final = 46.0
TOP: Final = 12.0
TALL: Final = 330.0
RIGHT: Final = 16.0
BELOW: Final = 40.0
GRID: Final = 4
PLACES: Final[tuple[tuple[float, float, Anchor], ...]] = (
    (7, 4, "start"), (-7, 4, "end"), (0, -8, "middle"), (0, 17, "middle"),
    (7, -8, "start"), (-7, -8, "end"), (7, 16, "start"), (-7, 16, "end"),
)  # fmt: skip
"""Where a name may stand beside its point, the best place first."""

Area = tuple[float, float, float, float]
"""Left, upper, right and lower edge."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A point: its name, and how far it lies to the right and up."""

    label: str
    right: float
    up: float


@dataclass(frozen=True, slots=True)
class Scale:
    """What an axis measures, from where to where."""

    name: str
    low: float
    high: float

    def part(self, value: float) -> float:
        """How far along the axis a value lies, 0..1; what lies beyond it lies at its end."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Map:
    """Points between two scales."""

    title: str
    description: str
    right: Scale
    up: Scale
    spots: tuple[Spot, ...]
    note: Words = ""


def scatter(drawn: Map) -> Figure:
    """The map as a picture; points on one spot share a dot, and all are named."""
    drawing = Drawing(drawn.title, drawn.description)
    _axes(drawing, drawn)
    at = {spot.label: _place(drawn, spot) for spot in drawn.spots}
    taken: list[Area] = [(x - 4, y - 4, x + 4, y + 4) for x, y in at.values()]
    for label, point in at.items():
        drawing.circle(point, 4, "dot")
        x, y, anchor = _free(label, point, taken)
        drawing.text((x, y), label, "inside", anchor)
        taken.append(_area(label, (x, y), anchor))
    rows = tuple(
        (
            spot.label,
            Cell(f"{spot.right:.0f}", number=True),
            Cell(f"{spot.up:.0f}", number=True),
        )
        for spot in drawn.spots
    )
    twin = Table(("", drawn.right.name, drawn.up.name), rows)
    return Figure(drawn.title, drawing.finished(SHEET, TOP + TALL + BELOW), twin, drawn.note)


def _place(drawn: Map, spot: Spot) -> tuple[float, float]:
    across = SHEET - LEFT - RIGHT
    return (
        LEFT + across * drawn.right.part(spot.right),
        TOP + TALL * (1.0 - drawn.up.part(spot.up)),
    )


def _axes(drawing: Drawing, drawn: Map) -> None:
    for part in range(GRID + 1):
        share = part / GRID
        x, y = LEFT + (SHEET - LEFT - RIGHT) * share, TOP + TALL * (1.0 - share)
        kind = "grid" if part else "axis"
        drawing.line((x, TOP), (x, TOP + TALL), kind)
        drawing.line((LEFT, y), (SHEET - RIGHT, y), kind)
        drawing.text((x, TOP + TALL + SMALL + 4), _tick(drawn.right, share), "faint", "middle")
        drawing.text((LEFT - 6, y + 4), _tick(drawn.up, share), "faint", "end")
    drawing.text((SHEET - RIGHT, TOP + TALL + 2 * SMALL + 9), drawn.right.name, "head", "end")
    drawing.text((LEFT + 6, TOP + SMALL), drawn.up.name, "head")


def _tick(scale: Scale, share: float) -> str:
    return f"{scale.low + (scale.high - scale.low) * share:g}"


def _free(
    label: str, point: tuple[float, float], taken: list[Area]
) -> tuple[float, float, Anchor]:
    """Where a name covers the least of what is there already, and stays within the picture."""

    def cost(place: tuple[float, float, Anchor]) -> float:
        x, y, anchor = place
        area = _area(label, (x, y), anchor)
        outside = max(0.0, LEFT - area[0]) + max(0.0, area[2] - SHEET)
        return 1000 * outside + sum(_overlap(area, other) for other in taken)

    return min(((point[0] + x, point[1] + y, anchor) for x, y, anchor in PLACES), key=cost)


def _area(label: str, at: tuple[float, float], anchor: Anchor) -> Area:
    across = width(label, SMALL)
    left = at[0] - {"start": 0.0, "middle": across / 2, "end": across}[anchor]
    return (left, at[1] - SMALL, left + across, at[1] + 3)


def _overlap(one: Area, other: Area) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(across, 0.0) * max(down, 0.0)
