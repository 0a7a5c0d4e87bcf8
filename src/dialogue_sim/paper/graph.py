"""A directed graph as a picture: labelled boxes in columns, labelled arrows between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dialogue_sim.paper.blocks import Figure, Table, Words
from dialogue_sim.paper.layers import Layout, lay_out
from dialogue_sim.paper.letters import wrapped
from dialogue_sim.paper.svg import SHEET, SMALL, Drawing

LINE: Final = SMALL + 2
PAD: Final = 6.0
GAP: Final = 12.0
MARGIN: Final = 24.0
HEADS: Final = 22.0
BOX: Final = 124.0
"""Width of a box; the room between columns follows from the width of the sheet."""
LEAST_ROOM: Final = 46.0
LINES: Final = 4
"""A label has at most so many lines."""


@dataclass(frozen=True, slots=True)
class Node:
    """A box.

    Attributes:
        label: what stands in it; mark: a short word above it, which says what it is.
        look: one of `plain round bold dashed`.
        column: the column before which it must not stand; None: where the arrows put it.
        last: whether it stands in the last column; no arrow may leave it then.
    """

    id: str
    label: str
    mark: str = ""
    look: str = "plain"
    column: int | None = None
    last: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow; `label` stands beside it, `says` in the table."""

    start: str
    end: str
    label: str = ""
    says: str = ""
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and what leads from one to another.

    Attributes:
        heads: a word above each column; may be empty.
        verb: head of the column of the table that says what an arrow means.
        across: width of the picture.
    """

    title: str
    description: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    heads: tuple[str, ...] = ()
    verb: str = "how"
    note: Words = ""
    across: float = SHEET


@dataclass(frozen=True, slots=True)
class Box:
    """Where a node stands: its left and upper edge, its size, and its lines."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


def graph(drawn: Graph) -> Figure:
    """The graph as a picture, and every arrow as a row of a table.

    Raises:
        KeyError: an edge names a node that there is not.
    """
    boxes, layout = arranged(drawn)
    drawing = Drawing(drawn.title, drawn.description)
    top = HEADS if drawn.heads else 0.0
    across = max((box.x + box.width for box in boxes.values()), default=0.0) + MARGIN
    for place, head in enumerate(drawn.heads):
        drawing.text((MARGIN + place * _step(drawn, layout), LINE), head, "head")
    ports = _ports(drawn, boxes)
    for place, edge in enumerate(drawn.edges):
        leaves, arrives = ports[place]
        way = (leaves, *layout.ways[place][1:-1], arrives)
        _arrow(drawing, edge, (boxes[edge.start], boxes[edge.end]), way)
    for node in drawn.nodes:
        _box(drawing, node, boxes[node.id])
    picture = drawing.finished(max(across, 1.0), top + layout.height + 2 * GAP)
    names = {node.id: node.label for node in drawn.nodes}
    rows = tuple(
        (names[edge.start], names[edge.end], edge.says or edge.label) for edge in drawn.edges
    )
    twin = Table(("from", "to", drawn.verb), rows)
    return Figure(drawn.title, picture, twin, drawn.note)


def arranged(drawn: Graph) -> tuple[dict[str, Box], Layout]:
    """Where every node stands, and the ways of the arrows, their heights as in the picture."""
    place = {node.id: at for at, node in enumerate(drawn.nodes)}
    lines = [wrapped(node.label, BOX - 2 * PAD, SMALL, LINES) for node in drawn.nodes]
    heights = [
        2 * PAD + LINE * (len(words) + bool(node.mark)) - 2
        for node, words in zip(drawn.nodes, lines, strict=True)
    ]
    arrows = [(place[edge.start], place[edge.end]) for edge in drawn.edges]
    wanted = [node.column for node in drawn.nodes]
    layout = lay_out(heights, arrows, wanted, [node.last for node in drawn.nodes], GAP)
    top = GAP + (HEADS if drawn.heads else 0.0)
    step = _step(drawn, layout)
    boxes = {
        node.id: Box(
            MARGIN + layout.rank[at] * step, top + layout.y[at], BOX, heights[at], lines[at]
        )
        for at, node in enumerate(drawn.nodes)
    }
    moved = tuple(tuple(y + top for y in way) for way in layout.ways)
    return boxes, Layout(layout.rank, layout.y, moved, layout.back, layout.height)


def _step(drawn: Graph, layout: Layout) -> float:
    """From one column to the next."""
    columns = max(layout.rank, default=0)
    room = (drawn.across - 2 * MARGIN - BOX) / max(columns, 1)
    return max(BOX + LEAST_ROOM, min(room, 2 * BOX))


def _box(drawing: Drawing, node: Node, box: Box) -> None:
    round_ = {"round": box.height / 2, "plain": 3.0, "bold": 3.0}.get(node.look, 0.0)
    size = (box.width, box.height)
    drawing.rectangle((box.x, box.y), size, f"node node-{node.look}", round_=min(round_, 14.0))
    words = ([(node.mark, "mark")] if node.mark else []) + [(line, "") for line in box.lines]
    for row, (line, kind) in enumerate(words):
        at = (box.x + box.width / 2, box.y + PAD + LINE * row + SMALL - 2)
        drawing.text(at, line, kind, "middle")


def _ports(drawn: Graph, boxes: Mapping[str, Box]) -> list[tuple[float, float]]:
    """For each arrow the heights at which it leaves its start and reaches its end.

    Arrows share the side of a box in the order of where they go to or come from, so that they do
    not cross beside it.
    """
    leaves, arrives = [0.0] * len(drawn.edges), [0.0] * len(drawn.edges)
    for node in drawn.nodes:
        box = boxes[node.id]
        out = [place for place, edge in enumerate(drawn.edges) if edge.start == node.id]
        into = [place for place, edge in enumerate(drawn.edges) if edge.end == node.id]
        out.sort(key=lambda place: _middle(boxes[drawn.edges[place].end]))
        into.sort(key=lambda place: _middle(boxes[drawn.edges[place].start]))
        for places, heights in ((out, leaves), (into, arrives)):
            for rank, place in enumerate(places, start=1):
                heights[place] = box.y + box.height * rank / (len(places) + 1)
    return list(zip(leaves, arrives, strict=True))


def _middle(box: Box) -> float:
    return box.y + box.height / 2


def _arrow(drawing: Drawing, edge: Edge, ends: tuple[Box, Box], way: tuple[float, ...]) -> None:
    """An arrow from the right edge of a box to the left one of another, or round about it."""
    kind = "edge edge-dashed" if edge.dashed else "edge"
    points = _way(ends, way)
    drawing.curve(points, kind, arrow=True)
    if not edge.label:
        return
    (x, y), (to_x, to_y) = points[-2:]
    lines = wrapped(edge.label, max(abs(to_x - x), LEAST_ROOM) - PAD, SMALL - 1, 2)
    for row, line in enumerate(lines):
        at = (x + NEAR_X * (to_x - x), y + NEAR_Y * (to_y - y) + 4)
        drawing.text((at[0], at[1] + LINE * (row - (len(lines) - 1) / 2)), line, "along", "middle")


NEAR_X, NEAR_Y = 0.6, 0.65
"""Where a label stands on the last bend of its arrow: nearer to where it leads."""


def _way(ends: tuple[Box, Box], way: tuple[float, ...]) -> list[tuple[float, float]]:
    """The points of an arrow, from side to side; between boxes of other columns it runs level."""
    start, end = ends
    if end.x < start.x:
        return [(start.x, way[0]), (end.x + end.width, way[-1])]
    if end.x == start.x:
        side = start.x + start.width
        return [(side, way[0]), (side + GAP, (way[0] + way[-1]) / 2), (side, way[-1])]
    points, step = [(start.x + start.width, way[0])], (end.x - start.x) / (len(way) - 1)
    for column in range(1, len(way) - 1):
        left = start.x + step * column
        points += [(left, way[column]), (left + BOX, way[column])]
    return [*points, (end.x, way[-1])]
