"""The chart of lines over turns: small cases drawn by hand, cell by cell."""

from __future__ import annotations

import pytest

from dialogue_sim.tui.widgets.chart import Chart, Eyes, Stroke, chart_lines

RISES = Stroke("Trust", "Trust", "●", "o", "$primary", (0, 100))
HIGH = Stroke("Calm", "Calm", "◆", "x", "$warning", (100, 100))
TURNS = ("T0", "T1")


def drawn(chart: Chart, width: int, height: int, eyes: Eyes | None = None) -> list[str]:
    return [str(line) for line in chart_lines(chart, width, height, eyes)]


def test_lines_run_along_the_edges_and_end_with_their_signs() -> None:
    # The chosen line lies at 0, where there is no room for its second dot.
    low = Stroke("Low", "Low", "■", "#", "$error", (0, 0))
    assert drawn(Chart((HIGH, low), TURNS, 1), 12, 3) == [
        "100┤⠉⠉⠉⠉⠉⠉⠉◆",
        "  0┤⣀⣀⣀⣀⣀⣀⣀■",
        "   T0     T1",
    ]


def test_the_chosen_line_is_thicker_and_lies_on_top() -> None:
    # Three cells are twelve dots; 50 is the seventh of them, the third of the middle cell.
    flat = Stroke("Half", "Half", "◆", "x", "$warning", (50, 50))
    assert drawn(Chart((HIGH, flat), TURNS, 0), 12, 4) == [
        "100┤⠛⠛⠛⠛⠛⠛⠛◆",
        " 50┤⠤⠤⠤⠤⠤⠤⠤◆",
        "  0┤        ",
        "   T0     T1",
    ]
    assert drawn(Chart((HIGH, flat), TURNS, 1), 12, 4)[:2] == [
        "100┤⠉⠉⠉⠉⠉⠉⠉◆",
        " 50┤⣤⣤⣤⣤⣤⣤⣤◆",
    ]


def test_a_steep_line_has_no_gap() -> None:
    # Two cells are four dots wide and twenty-four high: each column of dots joins the next.
    plot = drawn(Chart((RISES,), TURNS, 0), 6, 7)[:-1]
    dots = {
        (2 * column + across, 4 * row + down)
        for row, text in enumerate(plot)
        for column, sign in enumerate(text[4:])
        for across, bits in enumerate(((1, 2, 4, 64), (8, 16, 32, 128)))
        for down, bit in enumerate(bits)
        if 0x2800 <= ord(sign) <= 0x28FF and ord(sign) - 0x2800 & bit
    }
    for across in range(3):
        here = {down for x, down in dots if x == across}
        assert here == set(range(min(here), max(here) + 1))
        after = {down for x, down in dots if x == across + 1}
        assert not after or min(here) - max(after) <= 1


def test_without_colour_the_range_is_dotted_and_without_signs_lines_are_letters() -> None:
    flat = Stroke("Half", "Half", "◆", "x", "$warning", (50, 50, 50))
    chart = Chart((flat,), ("T0", "T1", "T2"), 0, cursor=2, band=((0, 0), (100, 100)))
    # The range is known for two of three moments: for the left half of the plot.
    assert drawn(chart, 13, 6, Eyes(plain=True, ascii=True)) == [
        "100┤·····   ┊",
        " 75┤·····   ┊",
        " 50┤xxxxxxxxx",
        " 25┤·····   ┊",
        "  0┤·····   ┊",
        "   T0  T1  T2",
    ]


def test_the_range_is_a_ground_where_there_is_colour() -> None:
    chart = Chart((RISES,), TURNS, 0, band=((0, 0), (100, 100)))
    for line in chart_lines(chart, 24, 8)[:-1]:
        covered = {
            place
            for span in line.spans
            if "on $primary" in str(span.style)
            for place in range(span.start, span.end)
        }
        assert covered == set(range(4, 24))


def test_names_stand_beside_their_ends_and_never_on_one_row() -> None:
    close = tuple(
        Stroke(f"Line {value}", f"L{value}", "●", "o", "$primary", (10, value))
        for value in (50, 51, 52)
    )
    lines = drawn(Chart(close, TURNS, 0), 60, 12)
    rows = [line for line in lines if " ● L" in line]
    assert [row.rpartition("● ")[2].split() for row in rows] == [
        ["L52", "52"], ["L51", "51"], ["L50", "50"],
    ]  # fmt: skip
    low = tuple(Stroke(str(k), str(k), "●", "o", "$primary", (0, 0)) for k in range(4))
    crowded = drawn(Chart(low, TURNS, 0), 60, 7)
    assert sum("● " in row for row in crowded) == len(low)


def test_the_turn_of_the_cursor_is_always_named() -> None:
    ticks = tuple(f"T{turn}" for turn in range(13))
    line = Stroke("Trust", "Trust", "●", "o", "$primary", (50,) * 13)
    for cursor in range(13):
        below = drawn(Chart((line,), ticks, 0, cursor), 30, 6)[-1].split()
        assert f"T{cursor}" in below
        assert "T12" in below or cursor in {10, 11}
        assert len(set(below)) == len(below)


@pytest.mark.parametrize("size", [(12, 3), (40, 8), (90, 30), (200, 60)])
@pytest.mark.parametrize("moments", [1, 2, 13])
def test_a_chart_fills_its_room_at_any_size(size: tuple[int, int], moments: int) -> None:
    width, height = size
    values = tuple(range(moments))
    line = Stroke("Trust", "Trust", "●", "o", "$primary", values)
    other = Stroke("Calm", "Calm", "◆", "x", "$warning", values[::-1])
    chart = Chart((line, other), tuple(map(str, values)), 0, 0, (values, values))
    lines = chart_lines(chart, width, height)
    assert len(lines) == height
    assert max(row.cell_length for row in lines) <= width
