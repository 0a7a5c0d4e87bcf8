"""What linear mode says: whole words, labels in text, and lines that fit."""

from __future__ import annotations

import io
import itertools
import re
from typing import Any
from unittest.mock import Mock

import pytest

from dialogue_sim.linear.desk import Desk, EndOfInput

Play = Any  # a callable fixture: (*arguments, typed) -> output
KALMAR = ("play", "december_2019", "--seed", "kalmar")
TURNS = ("1", "", "", "business_as_usual", "", "receipt ukraine", "group", "answer", "",
         "14", "", "")  # fmt: skip


@pytest.fixture
def said(dialogue: Play) -> str:
    text: str = dialogue(*KALMAR, typed=("help", "actors", "glossary", *TURNS))
    return text


def test_no_line_is_wider_than_the_terminal(said: str) -> None:
    for line in said.splitlines():
        words = line.rpartition(" > ")[2]
        copied = line.startswith(("Saved in ", "dialogue-sim resume "))
        assert copied or len(words) <= 79 or " " not in words.strip(), line


def test_paragraphs_are_filled(dialogue: Play) -> None:
    """A line is short only where a paragraph ends: nothing is broken twice."""
    brief = dialogue(*KALMAR).partition("Goals of")[0]
    lines = [line for line in brief.splitlines() if line]
    for line, following in itertools.pairwise(lines):
        first = following.split()[0]
        if following.startswith("  ") and not line.endswith((".", "?", ":")):
            assert len(line) + 1 + len(first) > 79, (line, following)


def test_everything_modelled_says_so(said: str) -> None:
    responses = re.findall(
        r"^  (?:Government|Publics|Former|Secretary|Think)[^:]+:[^\[]+(\[\w+\])",
        said,
        re.MULTILINE,
    )
    assert len(responses) >= 30
    assert set(responses) == {"[MOD]"}
    assert "[REP]" in said


def test_names_keep_their_capitals(dialogue: Play) -> None:
    for seed in ("kalmar", "oslo", "riga", "bern", "turku"):
        said = dialogue("play", "december_2019", "--seed", seed,
                        typed=("business_as_usual", "", "amend framing crisis"))  # fmt: skip
        assert "ukraine" not in said.replace("id ukraine", "")
        assert "russia" not in said


def test_a_text_with_amendments_in_force_shows_them(dialogue: Play) -> None:
    said = dialogue(*KALMAR, typed=("2", "conditions strict", "", ""))
    assert "In force: Offer of top-level talks (Conditions: strict conditions)." in said


# --------------------------------------------------------------------- desk


def desk(typed: str = "", width: int = 40) -> tuple[Desk, io.StringIO]:
    heard = io.StringIO()
    return Desk(io.StringIO(typed), heard, width), heard


def test_a_question_is_answered_without_the_blanks_around() -> None:
    table, heard = desk("  1 \nnext\n")
    assert (table.ask("One"), table.ask("Two")) == ("1", "next")
    assert heard.getvalue() == "One > Two > "


def test_the_end_of_input_ends_the_line() -> None:
    table, heard = desk("")
    with pytest.raises(EndOfInput):
        table.ask("One")
    assert heard.getvalue() == "One > \n"


def test_an_interrupt_is_the_end_of_input() -> None:
    keyboard = Mock(spec=io.StringIO)
    keyboard.readline.side_effect = KeyboardInterrupt
    with pytest.raises(EndOfInput):
        Desk(keyboard, io.StringIO()).ask("One")


def test_bytes_that_are_no_text_are_the_end_of_input() -> None:
    broken = io.TextIOWrapper(io.BytesIO(b"\xff\xfe\n"), encoding="utf-8")
    with pytest.raises(EndOfInput):
        Desk(broken, io.StringIO()).ask("One")


def test_paragraphs_are_wrapped_and_made_visible() -> None:
    table, heard = desk(width=20)
    table.say("one two three four five six\n\n\x1b[31mseven")
    lines = heard.getvalue().split("\n")
    assert lines == ["one two three four", "five six", "", "\ufffd[31mseven", ""]


def test_long_lines_hang_under_their_beginning() -> None:
    table, heard = desk(width=20)
    table.say_all(["  one two three four five", "", "six"])
    assert heard.getvalue() == "  one two three four\n    five\n\nsix\n"


def test_a_paragraph_with_line_ends_is_wrapped_line_by_line() -> None:
    table, heard = desk(width=20)
    table.say_all(["one two three four\nfive six seven eight nine"])
    lines = [line.strip() for line in heard.getvalue().splitlines()]
    assert lines == ["one two three four", "five six seven eight", "nine"]
