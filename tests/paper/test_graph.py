"""Graphs: no box lies on another, arrows run forwards, and few of them cross."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from tests.paper.reading import picture

from dialogue_sim.paper.graph import BOX, Box, Edge, Graph, Node, arranged, graph
from dialogue_sim.paper.layers import lay_out, ranked


def of(names: str, *arrows: str) -> Graph:
    """A graph by names of one letter and arrows such as `ab`."""
    edges = tuple(Edge(arrow[0], arrow[1]) for arrow in arrows)
    return Graph("G", "", tuple(Node(name, name) for name in names), edges)


def apart(one: Box, other: Box) -> bool:
    return (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )


def by_chance(seed: int) -> Graph:
    """A graph without a circle, of up to thirty nodes with labels of any length."""
    luck = random.Random(seed)  # noqa: S311  a test, and repeatable
    count = luck.randint(2, 30)
    nodes = tuple(Node(str(one), "word " * luck.randint(1, 12)) for one in range(count))
    pairs = [pair for pair in combinations(range(count), 2) if luck.random() < 0.12]
    edges = tuple(Edge(str(start), str(end)) for start, end in pairs)
    return Graph("G", "", nodes, edges)


@pytest.mark.parametrize("seed", range(25))
def test_no_two_boxes_overlap_and_every_arrow_runs_forwards(seed: int) -> None:
    drawn = by_chance(seed)
    boxes, layout = arranged(drawn)
    assert not layout.back
    for one, other in combinations(boxes.values(), 2):
        assert apart(one, other)
    for edge in drawn.edges:
        assert boxes[edge.start].x + BOX < boxes[edge.end].x
    assert all(box.y >= 0 for box in boxes.values())


@pytest.mark.parametrize("seed", range(25))
def test_boxes_and_ways_stay_within_the_picture(seed: int) -> None:
    drawn = by_chance(seed)
    boxes, _ = arranged(drawn)
    _, _, width, height = map(
        float, picture(graph(drawn).picture.markup).attrib["viewBox"].split()
    )
    assert max(box.x + box.width for box in boxes.values()) < width
    assert max(box.y + box.height for box in boxes.values()) < height


def test_a_node_stands_behind_all_that_leads_to_it() -> None:
    boxes, _ = arranged(of("abcd", "ab", "bc", "ac", "ad"))
    columns = sorted({box.x for box in boxes.values()})
    assert [columns.index(boxes[name].x) for name in "abcd"] == [0, 1, 2, 1]


def test_a_circle_is_opened_at_one_arrow() -> None:
    rank, back = ranked(3, [(0, 1), (1, 2), (2, 0)], [None, None, None])
    assert rank == [0, 1, 2]
    assert back == {2}


def test_a_node_that_leads_to_itself_is_no_trouble() -> None:
    boxes, layout = arranged(of("ab", "aa", "ab"))
    assert layout.back == {0}
    assert boxes["a"].x < boxes["b"].x
    assert len(picture(graph(of("ab", "aa", "ab")).picture.markup).findall("path")) == 2


def test_a_node_waits_for_its_column() -> None:
    rank, _ = ranked(3, [(0, 1)], [None, 3, 2])
    assert rank == [0, 3, 2]


def test_what_is_last_stands_in_the_last_column_and_sources_beside_their_ends() -> None:
    edges = (Edge("a", "b"), Edge("b", "c"), Edge("s", "e"))
    nodes = (*(Node(name, name) for name in "abcs"), Node("e", "e", last=True))
    boxes, _ = arranged(Graph("G", "", nodes, edges))
    columns = sorted({box.x for box in boxes.values()})
    assert [columns.index(boxes[name].x) for name in "abcse"] == [0, 1, 2, 1, 2]


def test_arrows_share_the_side_of_a_box_in_the_order_of_their_ends() -> None:
    figure = graph(of("abcd", "ad", "ac", "ab"))
    starts = [
        (float(end.split()[-1]), float(start.split()[1]))
        for path in picture(figure.picture.markup).findall("path")
        for start, end in [path.attrib["d"].removeprefix("M").split("C")]
    ]
    assert len({start for _, start in starts}) == 3
    assert [start for _, start in sorted(starts)] == sorted(start for _, start in starts)


def test_crossings_are_undone() -> None:
    crossed = [(0, 5), (1, 4), (2, 3)]
    layout = lay_out([10.0] * 6, crossed, [None] * 6, [False] * 6, 5.0)
    left = [layout.y[start] for start, _ in crossed]
    right = [layout.y[end] for _, end in crossed]
    assert sorted(range(3), key=left.__getitem__) == sorted(range(3), key=right.__getitem__)


def test_a_long_arrow_passes_between_the_boxes() -> None:
    boxes, layout = arranged(of("abcz", "ab", "bc", "ac"))
    way = layout.ways[2]
    assert len(way) == 3
    assert not boxes["b"].y <= way[1] <= boxes["b"].y + boxes["b"].height


def test_every_arrow_is_a_row_of_the_twin() -> None:
    drawn = Graph(
        "G", "", (Node("a", "First"), Node("b", "Second")), (Edge("a", "b", "x", "when x"),)
    )
    assert graph(drawn).twin.rows == (("First", "Second", "when x"),)


def test_the_same_graph_is_drawn_alike() -> None:
    assert graph(by_chance(3)).picture == graph(by_chance(3)).picture


def test_a_graph_without_nodes_is_an_empty_picture() -> None:
    assert picture(graph(of("")).picture.markup).findall("rect") == []
