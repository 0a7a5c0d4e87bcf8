"""Charts: coordinates worked out by hand, and tables that say the same."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from tests.paper.reading import numbers, picture

from dialogue_sim.paper.bands import Bands, Spread, bands
from dialogue_sim.paper.blocks import Figure
from dialogue_sim.paper.chart import Bar, Bars, Columns, Stack, Stacks, bars, columns, stacked


def drawn(figure: Figure) -> ET.Element:
    return picture(figure.picture.markup)


def shapes(figure: Figure, tag: str, kind: str) -> list[ET.Element]:
    return [one for one in drawn(figure).iter(tag) if one.get("class") == kind]


def written(figure: Figure) -> list[tuple[str, ...]]:
    """The twin as plain texts."""
    return [tuple(str(cell.words) for cell in row) for row in figure.twin.cells]


def two_bars() -> Figure:
    """The scale ends at 0.5, so 414 pixels from 190 on stand for it."""
    low, high = Bar("Low", 0.25, "25 %"), Bar("High", 0.5, "50 %", 0.375, 0.5)
    return bars(Bars("Shares", "two bars", "share", (low, high)))


def test_bars_are_as_long_as_what_they_stand_for() -> None:
    first, second = shapes(two_bars(), "rect", "bar")
    assert numbers(first, "x", "width", "height") == [190, 207, 14]
    assert numbers(second, "x", "width") == [190, 414]
    assert numbers(second, "y")[0] - numbers(first, "y")[0] == 26


def test_whiskers_stand_where_the_interval_ends() -> None:
    line, low, high = shapes(two_bars(), "line", "whisker")
    assert numbers(line, "x1", "x2") == [500.5, 604]
    assert numbers(low, "x1", "x2") == [500.5, 500.5]
    assert numbers(high, "x1", "x2") == [604, 604]


def test_bars_have_a_twin_with_their_intervals() -> None:
    figure = two_bars()
    assert figure.twin.heads == ("", "share", "interval")
    assert written(figure) == [("Low", "25 %", ""), ("High", "50 %", "0.375 to 0.5")]


def test_a_picture_says_what_it_is_to_those_who_cannot_see_it() -> None:
    root = drawn(two_bars())
    assert root.get("role") == "img"
    assert [(one.tag, one.text) for one in list(root)[:2]] == [
        ("title", "Shares"),
        ("desc", "two bars"),
    ]


def test_nothing_to_show_is_no_error() -> None:
    assert shapes(bars(Bars("None", "", "share", ())), "rect", "bar") == []
    (flat,) = shapes(bars(Bars("Flat", "", "share", (Bar("a", 0.0, "0 %"),))), "rect", "bar")
    assert numbers(flat, "width") == [0]


def test_stacked_bars_divide_the_same_width() -> None:
    figure = stacked(Stacks("R", "", ("a", "b"), (Stack("one", (0.25, 0.75)),)))
    (first,) = shapes(figure, "rect", "part part-0")[1:]
    (second,) = shapes(figure, "rect", "part part-1")[1:]
    assert numbers(first, "x", "width") == [190, 125.5]
    assert numbers(second, "x", "width") == [315.5, 376.5]
    assert written(figure) == [("one", "25 %", "75 %")]


def test_more_parts_than_grounds_are_refused() -> None:
    with pytest.raises(ValueError, match="6 parts"):
        stacked(Stacks("R", "", tuple("abcdef"), ()))


def test_columns_rise_from_one_foot() -> None:
    figure = columns(Columns("T", "", "share", "turn", (("1", 0.5, "50 %"), ("2", 1.0, "100 %"))))
    half, whole = shapes(figure, "rect", "bar")
    assert numbers(half, "y", "height") == [73, 60]
    assert numbers(whole, "y", "height") == [13, 120]
    assert written(figure) == [("1", "50 %"), ("2", "100 %")]


def test_bands_hold_the_quartiles_on_their_scale() -> None:
    spreads = (Spread("0", 0, 25, 50, 75, 100), Spread("1", 20, 40, 60, 80, 120))
    figure = bands(Bands("Tension", "", "turn", spreads))
    (every,), (half,), (middle,) = (
        shapes(figure, tag, kind)
        for tag, kind in (
            ("polygon", "band-all"),
            ("polygon", "band-half"),
            ("polyline", "median"),
        )
    )
    assert every.get("points") == "40,10 686,10 686,130 40,160"
    assert half.get("points") == "40,47.5 686,40 686,100 40,122.5"
    assert middle.get("points") == "40,85 686,70"
    assert written(figure)[1] == ("1", "20", "40", "60", "80", "120")


def test_one_step_alone_stands_in_the_middle() -> None:
    figure = bands(Bands("Tension", "", "turn", (Spread("0", 0, 25, 50, 75, 100),)))
    assert shapes(figure, "polyline", "median")[0].get("points") == "363,85"


def test_twins_align_their_numbers() -> None:
    for figure in (two_bars(), bands(Bands("T", "", "turn", (Spread("0", 1, 2, 3, 4, 5),)))):
        assert all(cell.number for cell in figure.twin.cells[0][1:2])
