"""Maps: where points stand, and that no name hides another."""

from __future__ import annotations

from tests.paper.reading import numbers, picture

from dialogue_sim.paper.letters import width
from dialogue_sim.paper.scatter import Map, Scale, Spot, scatter
from dialogue_sim.paper.svg import SMALL


def drawn(*spots: Spot) -> Map:
    return Map("M", "", Scale("offer", -100, 100), Scale("firmness", 0, 100), spots)


def test_points_stand_between_the_ends_of_their_scales() -> None:
    figure = scatter(drawn(Spot("middle", 0, 50), Spot("corner", 100, 100), Spot("far", -900, 0)))
    dots = picture(figure.picture.markup).findall("circle")
    # From 46 to 684 across, from 342 up to 12.
    assert [numbers(dot, "cx", "cy") for dot in dots] == [[365, 177], [684, 12], [46, 342]]
    assert [row[0] for row in figure.twin.rows] == ["middle", "corner", "far"]


def test_names_of_near_points_do_not_cover_each_other() -> None:
    figure = scatter(drawn(*(Spot(f"policy {n}", n, 50 + n / 2) for n in range(4))))
    boxes = []
    for text in picture(figure.picture.markup).findall("text"):
        if text.get("class") == "inside":
            x, y = numbers(text, "x", "y")
            across = width(str(text.text), SMALL)
            left = {"end": x - across, "middle": x - across / 2}.get(
                text.get("text-anchor", ""), x
            )
            boxes.append((left, left + across, y - SMALL, y))
    assert len(boxes) == 4
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            over = min(one[1], other[1]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[2], other[2])
            assert over <= 0 or down <= 0
