"""Draws pictures as SVG: shapes and texts; the style sheet of the page gives them their looks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal
from xml.etree import ElementTree as ET

from dialogue_sim.paper.blocks import Svg
from dialogue_sim.paper.letters import clean

SMALL: Final = 11.0
"""Height of the letters in a picture, in pixels of its own."""
SHEET: Final = 700.0
"""Width of a picture that fills the width of an upright sheet."""
Anchor = Literal["start", "middle", "end"]


def number(value: float) -> str:
    """A coordinate: at most one decimal, and never a negative zero."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


class Drawing:
    """A picture that is being drawn; y runs downwards from the upper left corner."""

    def __init__(self, title: str, description: str) -> None:
        """Begin with what it is called and what it shows, for those who cannot see it."""
        self._root = ET.Element("svg", {"role": "img"})
        ET.SubElement(self._root, "title").text = clean(title)
        ET.SubElement(self._root, "desc").text = clean(description)

    def rectangle(
        self, at: tuple[float, float], size: tuple[float, float], kind: str, *, round_: float = 0
    ) -> None:
        """A box by its upper left corner and its size."""
        attributes = {
            "x": number(at[0]), "y": number(at[1]),
            "width": number(size[0]), "height": number(size[1]), "class": kind,
        }  # fmt: skip
        if round_:
            attributes["rx"] = number(round_)
        ET.SubElement(self._root, "rect", attributes)

    def line(self, start: tuple[float, float], end: tuple[float, float], kind: str) -> None:
        """A straight line."""
        attributes = {
            "x1": number(start[0]), "y1": number(start[1]),
            "x2": number(end[0]), "y2": number(end[1]), "class": kind,
        }  # fmt: skip
        ET.SubElement(self._root, "line", attributes)

    def polyline(self, points: Iterable[tuple[float, float]], kind: str) -> None:
        """A line through points."""
        ET.SubElement(self._root, "polyline", {"points": _pairs(points), "class": kind})

    def polygon(self, points: Iterable[tuple[float, float]], kind: str) -> None:
        """An area within points."""
        ET.SubElement(self._root, "polygon", {"points": _pairs(points), "class": kind})

    def circle(self, centre: tuple[float, float], radius: float, kind: str) -> None:
        """A dot."""
        x, y = map(number, centre)
        attributes = {"cx": x, "cy": y, "r": number(radius), "class": kind}
        ET.SubElement(self._root, "circle", attributes)

    def curve(self, points: Sequence[tuple[float, float]], kind: str, *, arrow: bool) -> None:
        """A line that leaves and reaches every point level, with an arrowhead at its end."""
        (x, y), *rest = points
        steps = [f"M{number(x)} {number(y)}"]
        for to_x, to_y in rest:
            half = (x + to_x) / 2
            steps.append(
                f"C{number(half)} {number(y)} {number(half)} {number(to_y)} "
                f"{number(to_x)} {number(to_y)}"
            )
            x, y = to_x, to_y
        attributes = {"d": "".join(steps), "class": kind}
        if arrow:
            attributes["marker-end"] = "url(#arrow)"
        ET.SubElement(self._root, "path", attributes)

    def text(
        self, at: tuple[float, float], words: str, kind: str = "", anchor: Anchor = "start"
    ) -> None:
        """A line of text whose foot stands at a point."""
        attributes = {"x": number(at[0]), "y": number(at[1])}
        if kind:
            attributes["class"] = kind
        if anchor != "start":
            attributes["text-anchor"] = anchor
        ET.SubElement(self._root, "text", attributes).text = clean(words)

    def finished(self, width: float, height: float) -> Svg:
        """The picture, of this size."""
        self._root.set("viewBox", f"0 0 {number(width)} {number(height)}")
        self._root.set("width", number(width))
        self._root.set("height", number(height))
        return Svg(ET.tostring(self._root, encoding="unicode"), width)


def _pairs(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)
