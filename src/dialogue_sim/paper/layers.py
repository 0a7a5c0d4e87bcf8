"""Where the nodes of a directed graph stand: columns by rank, few crossings, no two on one spot.

The steps are those of Sugiyama, Tagawa and Toda (1981): turn round the edges that close a circle,
rank, put stand-ins where an edge passes a column, order every column by the mean place of its
neighbours, and move nodes towards them. Everything goes by the order of the input, so the same
graph is always drawn alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

Arrow = tuple[int, int]
SWEEPS: Final = 8
STAND_IN: Final = 6.0
"""Height of the place through which an edge passes a column."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What came out.

    Attributes:
        rank: of each node, its column.
        y: of each node, where its upper edge is.
        ways: of each arrow the heights in the columns that it passes, from its start to its end.
        back: places of the arrows that close a circle; they run backwards.
        height: of the whole.
    """

    rank: tuple[int, ...]
    y: tuple[float, ...]
    ways: tuple[tuple[float, ...], ...]
    back: frozenset[int]
    height: float


def ranked(
    count: int, arrows: Sequence[Arrow], wanted: Sequence[int | None]
) -> tuple[list[int], frozenset[int]]:
    """The column of each node: behind all from which an arrow leads to it, or further.

    Args:
        count: how many nodes.
        arrows: from where to where.
        wanted: the column before which a node must not stand; None leaves it open.

    Returns:
        the columns, and the places of arrows that are left out because they close a circle.
    """
    back = _closing(count, arrows)
    rank = [one or 0 for one in wanted]
    kept = [arrow for place, arrow in enumerate(arrows) if place not in back]
    for _ in range(count):
        behind = [(end, rank[start] + 1) for start, end in kept if rank[end] <= rank[start]]
        for end, least in behind:
            rank[end] = max(rank[end], least)
        if not behind:
            break
    return rank, back


def drawn_near(rank: Sequence[int], arrows: Sequence[Arrow], last: Sequence[bool]) -> list[int]:
    """The same columns, but those that belong there in the last, and sources beside their ends.

    Args:
        rank: the columns so far.
        arrows: those that lead forwards.
        last: whether a node stands in the last column, which nothing may lead out of.
    """
    end_of_all = max(rank, default=0)
    moved = [end_of_all if is_last else one for one, is_last in zip(rank, last, strict=True)]
    reached = {end for _, end in arrows}
    for node in range(len(rank)):
        ends = [moved[end] for start, end in arrows if start == node]
        if node not in reached and ends:
            moved[node] = max(moved[node], min(ends) - 1)
    return moved


def _closing(count: int, arrows: Sequence[Arrow]) -> frozenset[int]:
    """Places of the arrows that lead back to a node from which one came, depth first."""
    leaving: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for place, (start, end) in enumerate(arrows):
        leaving[start].append((place, end))
    state, back = [0] * count, set()
    for first in range(count):
        if state[first]:
            continue
        path, state[first] = [(first, iter(leaving[first]))], 1
        while path:
            node, rest = path[-1]
            step = next(rest, None)
            if step is None:
                state[node] = 2
                path.pop()
            elif state[step[1]] == 1:
                back.add(step[0])
            elif not state[step[1]]:
                state[step[1]] = 1
                path.append((step[1], iter(leaving[step[1]])))
    return frozenset(back)


def lay_out(
    heights: Sequence[float],
    arrows: Sequence[Arrow],
    wanted: Sequence[int | None],
    last: Sequence[bool],
    gap: float,
) -> Layout:
    """Ranks and heights of all nodes, and the ways of all arrows.

    Args:
        heights: of each node.
        arrows: from where to where, as places of nodes.
        wanted: see `ranked`; last: see `drawn_near`.
        gap: between two nodes of a column.
    """
    rank, back = ranked(len(heights), arrows, wanted)
    forwards = [arrow for place, arrow in enumerate(arrows) if place not in back]
    rank = drawn_near(rank, forwards, last)
    net = _Net(list(heights), rank)
    ways = [net.way(*arrow, turned=place in back) for place, arrow in enumerate(arrows)]
    net.order()
    y = net.places(gap)
    middle = [top + net.heights[node] / 2 for node, top in enumerate(y)]
    return Layout(
        tuple(rank),
        tuple(y[: len(heights)]),
        tuple(tuple(middle[node] for node in way) for way in ways),
        back,
        max((top + net.heights[node] for node, top in enumerate(y)), default=0.0),
    )


class _Net:
    """Nodes and stand-ins in columns; every link leads from one column to the next."""

    def __init__(self, heights: list[float], rank: Sequence[int]) -> None:
        self.heights = heights
        self.columns: list[list[int]] = [[] for _ in range(max(rank, default=-1) + 1)]
        for node, column in enumerate(rank):
            self.columns[column].append(node)
        self.rank = list(rank)
        self.near: dict[int, tuple[list[int], list[int]]] = {
            node: ([], []) for node in range(len(heights))
        }

    def way(self, start: int, end: int, *, turned: bool) -> tuple[int, ...]:
        """Link two nodes, with stand-ins in the columns between them; its nodes from the start."""
        if turned:
            start, end = end, start
        between = range(self.rank[start] + 1, self.rank[end])
        nodes = [start, *(self._stand_in(column) for column in between), end]
        if self.rank[start] < self.rank[end]:
            for left, right in pairwise(nodes):
                self.near[left][1].append(right)
                self.near[right][0].append(left)
        return tuple(reversed(nodes)) if turned else tuple(nodes)

    def _stand_in(self, column: int) -> int:
        node = len(self.heights)
        self.heights.append(STAND_IN)
        self.rank.append(column)
        self.columns[column].append(node)
        self.near[node] = ([], [])
        return node

    def order(self) -> None:
        """Order every column by the mean place of neighbours, and keep the best that was met."""
        best, fewest = [list(column) for column in self.columns], self.crossings()
        for sweep in range(SWEEPS):
            forwards = sweep % 2 == 0
            columns = self.columns if forwards else list(reversed(self.columns))
            for before, column in pairwise(columns):
                _by_mean(column, before, {n: self.near[n][0 if forwards else 1] for n in column})
            found = self.crossings()
            if found < fewest:
                best, fewest = [list(column) for column in self.columns], found
        self.columns = best

    def crossings(self) -> int:
        """How many pairs of links cross."""
        found = 0
        for column, following in pairwise(self.columns):
            place = {node: at for at, node in enumerate(following)}
            ends = [sorted(place[to] for to in self.near[node][1]) for node in column]
            links = [end for node in ends for end in node]
            found += _inversions(links)
        return found

    def places(self, gap: float) -> list[float]:
        """The upper edge of everything: near the mean of its neighbours, never on another."""
        y = [0.0] * len(self.heights)
        for column in self.columns:
            self._stack(column, y, {node: float(place) for place, node in enumerate(column)}, gap)
        for _ in range(SWEEPS):
            for column in self.columns:
                wish = {node: self._wish(node, y) for node in column}
                self._stack(column, y, wish, gap)
        top = min(y, default=0.0)
        return [one - top for one in y]

    def _wish(self, node: int, y: Sequence[float]) -> float:
        """Where a node would stand if it were alone."""
        around = [*self.near[node][0], *self.near[node][1]]
        if not around:
            return y[node]
        middle = sum(y[one] + self.heights[one] / 2 for one in around) / len(around)
        return middle - self.heights[node] / 2

    def _stack(
        self, column: Sequence[int], y: list[float], wish: Mapping[int, float], gap: float
    ) -> None:
        """Set a column in its order as near to what is wished as the nodes leave room.

        Nodes that would overlap are moved together, so that their wishes are missed alike.
        """
        groups: list[tuple[float, list[int]]] = []
        for node in column:
            wanted, members = wish[node], [node]
            while groups and groups[-1][0] + self._tall(groups[-1][1], gap) > wanted:
                above, earlier = groups.pop()
                total = above * len(earlier) + (wanted - self._tall(earlier, gap)) * len(members)
                members = earlier + members
                wanted = total / len(members)
            groups.append((wanted, members))
        for start, members in groups:
            top = start
            for node in members:
                y[node] = top
                top += self.heights[node] + gap

    def _tall(self, nodes: Sequence[int], gap: float) -> float:
        return sum(self.heights[node] + gap for node in nodes)


def _by_mean(column: list[int], before: Sequence[int], near: Mapping[int, Sequence[int]]) -> None:
    """Sort a column by the mean place of each node's neighbours; without any it stays."""
    place = {node: at for at, node in enumerate(before)}
    own = {node: at for at, node in enumerate(column)}

    def mean(node: int) -> tuple[float, int]:
        at = [place[one] for one in near[node]]
        return (sum(at) / len(at) if at else float(own[node])), own[node]

    column.sort(key=mean)


def _inversions(ends: Sequence[int]) -> int:
    """How many pairs stand in the wrong order."""
    return sum(one > other for place, one in enumerate(ends) for other in ends[place + 1 :])
