"""Letters: what is printed, how wide it is about, and where it breaks."""

from __future__ import annotations

import pytest

from dialogue_sim.paper.letters import clean, width, wrapped


def test_what_commands_or_hides_is_made_visible() -> None:
    assert clean("a\x07b\u200bc\u202ed\ud800e") == "a\ufffdb\ufffdc\ufffdd\ufffde"
    assert clean("line\nline\tČeské שלום 日本") == "line\nline\tČeské שלום 日本"


def test_wide_characters_are_twice_as_wide_as_narrow_ones() -> None:
    assert width("iiii", 10) < width("aaaa", 10) < width("AAAA", 10) < width("日日日日", 10)
    assert width("abc", 20) == pytest.approx(2 * width("abc", 10))


@pytest.mark.parametrize("most", [10.0, 40.0, 77.7, 300.0])
def test_every_line_fits(most: float) -> None:
    text = "An unreasonablylongwordthatfitsnowhere stands in this sentence of many words"
    lines = wrapped(text, most, 10, 100)
    assert all(width(line, 10) <= most for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    lines = wrapped("one two three four five six seven", 50, 10, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert width(lines[-1], 10) <= 50


def test_nothing_is_one_empty_line() -> None:
    assert wrapped("", 50, 10, 2) == ("",)
