"""What is drawn fills the cells that it should, whatever the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from dialogue_sim.tui import drawing
from dialogue_sim.tui.commands import COMMANDS, POLICY_KEYS

WORDS = st.text(alphabet="ab [/]会議e\u0301\n", max_size=60)
WIDTHS = st.integers(min_value=4, max_value=60)


@given(WORDS, WIDTHS)
def test_a_fitted_text_fills_exactly_its_cells(text: str, width: int) -> None:
    assert cell_len(drawing.fit(text, width)) == width


@given(WORDS, WIDTHS)
def test_a_wrapped_text_loses_nothing_and_is_never_too_wide(text: str, width: int) -> None:
    rows = drawing.wrap(text, width)
    assert all(cell_len(row) <= width for row in rows)
    assert "".join("".join(rows).split()) == "".join(text.split())


@given(st.floats(min_value=-50, max_value=150), WIDTHS)
def test_a_bar_fills_its_cells_and_grows_with_its_value(value: float, width: int) -> None:
    drawn = drawing.bar(value, width)
    assert drawn.cell_length == width
    thick = drawn.plain.count("━")
    assert thick <= drawing.bar(value + 10, width).plain.count("━")


@given(st.floats(min_value=-1, max_value=1), st.floats(min_value=0.1, max_value=1))
def test_a_balance_leans_to_the_side_of_its_sign(value: float, largest: float) -> None:
    left, _, right = drawing.balance(value, largest, 10).plain.partition("│")
    assert len(left) == len(right) == 10
    assert ("━" in left) == (value < 0)
    assert ("━" in right) == (value > 0)


@given(st.integers(min_value=-100, max_value=100))
def test_a_pointer_stands_left_of_the_middle_for_whoever_is_against(stance: int) -> None:
    place = drawing.pointer(stance, 25).plain.index("●")
    assert (place < 12) <= (stance < 0)
    assert (place > 12) <= (stance > 0)


@given(WORDS, WORDS, WIDTHS)
def test_a_line_with_two_ends_fills_its_width(left: str, right: str, width: int) -> None:
    first = Content(left.replace("\n", ""))
    last = Content(right.replace("\n", "")[: width // 4])
    assert drawing.ends(first, last, width).cell_length == width


def test_keys_of_policies_mean_nothing_else_in_play() -> None:
    taken = {key for row in COMMANDS if row.screen == "play" for key in row.keys.split(",")}
    assert taken.isdisjoint(POLICY_KEYS)
    assert "q" not in POLICY_KEYS
    assert len(set(POLICY_KEYS)) == len(POLICY_KEYS)


@given(st.integers(0, 100), st.integers(0, 100), WIDTHS)
def test_a_split_bar_is_as_long_as_a_whole_one_and_breaks_off_its_part(
    value: int, part: int, width: int
) -> None:
    part = min(value, part)
    drawn = drawing.split_bar(value, part, width).plain
    assert cell_len(drawn) == width
    assert abs(drawn.count("╍") - part / 100 * width) <= 1
    assert drawn.rstrip("─") == drawn.replace("─", "")
