"""Diagnostics as text, JSON and annotations, and the suggestions in their help."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dialogue_sim
from dialogue_sim.content.characters import cells, quoted
from dialogue_sim.content.diagnostics import (
    CODES,
    ContentError,
    Diagnostic,
    Place,
    capped,
    render_github,
    render_json,
    render_text,
)
from dialogue_sim.content.suggest import did_you_mean, hint
from dialogue_sim.errors import DialogueSimError

TENSION = Diagnostic(
    Place("scenarios/broken.yaml", 3, 7, 14),
    "error",
    "DS123",
    "unknown name 'tensoin'",
    "did you mean 'tension'?",
)


def one(text: str, column: int, end_column: int) -> list[str]:
    """Lines of the report on a one-line file."""
    problem = Diagnostic(Place("a.yaml", 1, column, end_column), "error", "DS126", "bad")
    return render_text([problem], {"a.yaml": text}).split("\n")


def test_text_shows_the_line_and_puts_the_caret_under_the_exact_words() -> None:
    source = "all:\n  any:\n    - tensoin >= 70\n"
    assert render_text([TENSION], {"scenarios/broken.yaml": source}) == (
        "scenarios/broken.yaml:3:7: error[DS123]: unknown name 'tensoin'\n"
        "    3 |     - tensoin >= 70\n"
        "      |       ^~~~~~~\n"
        "      = help: did you mean 'tension'?"
    )


def test_a_file_without_source_is_reported_without_its_line() -> None:
    assert render_text([TENSION], {}).split("\n") == [
        "scenarios/broken.yaml:3:7: error[DS123]: unknown name 'tensoin'",
        "      = help: did you mean 'tension'?",
    ]


def test_the_caret_stands_right_after_wide_and_combining_characters() -> None:
    wide = one("\u6c49\u5b57: x", 5, 6)
    assert wide[2] == "      |       ^"  # two wide characters, colon and blank: six cells
    combining = one("e\u0301: x", 5, 6)
    assert combining[2] == "      |    ^"


def test_a_long_line_is_cut_around_the_caret() -> None:
    shown = one("a" * 500 + "XYZ" + "b" * 500, 501, 504)
    assert max(len(line) for line in shown) < 120
    caret = shown[2].index("^")
    assert shown[1][caret : caret + 3] == "XYZ"
    assert shown[2][caret:] == "^~~"


def test_controls_of_a_file_never_reach_the_terminal() -> None:
    problem = Diagnostic(Place("\x1b[2J.yaml"), "error", "DS126", "a\x1b]0;b\nc", "\u202ed")
    shown = render_text([problem], {"\x1b[2J.yaml": "\x1b[31m\tred"})
    assert not set(shown) & set("\x1b\u202e\t")
    assert "red" in shown


@given(st.text(max_size=200), st.integers(0, 300), st.integers(0, 300), st.integers(0, 5))
def test_every_place_can_be_shown_even_outside_the_file(
    text: str, column: int, end_column: int, line: int
) -> None:
    problem = Diagnostic(Place("a.yaml", line, column, end_column), "info", "DS126", "odd")
    shown = render_text([problem], {"a.yaml": text})
    assert shown.startswith(f"a.yaml:{line}:{column}: info[DS126]: odd")
    assert "\x1b" not in shown


def test_json_holds_every_field() -> None:
    assert json.loads(render_json([TENSION])) == [
        {
            "path": "scenarios/broken.yaml",
            "line": 3,
            "column": 7,
            "end_column": 14,
            "severity": "error",
            "code": "DS123",
            "message": "unknown name 'tensoin'",
            "help": "did you mean 'tension'?",
        }
    ]
    assert json.loads(render_json([])) == []


def test_github_commands_escape_what_would_end_them() -> None:
    problem = Diagnostic(Place("a,b:c.yaml", 2, 3, 5), "info", "DS126", "50% of\nall: x", "go")
    assert render_github([problem]) == (
        "::notice file=a%2Cb%3Ac.yaml,line=2,col=3,endColumn=5,title=DS126::50%25 of%0Aall: x%0Ago"
    )


def test_a_content_error_says_one_line_per_problem() -> None:
    error = ContentError([TENSION, TENSION])
    assert isinstance(error, DialogueSimError)
    assert error.diagnostics == (TENSION, TENSION)
    line = (
        "scenarios/broken.yaml:3:7: error[DS123]: unknown name 'tensoin' (did you mean 'tension'?)"
    )
    assert str(error) == f"{line}\n{line}"


def test_diagnostics_are_sorted_by_line_and_repeats_fall_away() -> None:
    later = Diagnostic(Place("a.yaml", 10), "error", "DS120", "x")
    earlier = Diagnostic(Place("a.yaml", 9), "error", "DS120", "x")
    assert capped([later, earlier, later]) == (earlier, later)


def test_more_than_a_hundred_problems_end_with_a_note() -> None:
    many = [Diagnostic(Place("a.yaml", n), "error", "DS120", "x") for n in range(1, 200)]
    shown = capped(many)
    assert len(shown) == 101
    assert shown[-1].code == "DS117"
    assert shown[:100] == tuple(many[:100])


def test_every_code_in_the_package_has_a_title_and_every_title_a_use() -> None:
    package = Path(dialogue_sim.__file__).parent
    text = "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    used = re.findall(r'"(DS\d{3})"', text)
    assert sorted(set(used) - CODES.keys()) == []
    assert sorted(code for code in CODES if used.count(code) < 2) == []


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("tensoin", ["tension", "trust"], "tension"),
        ("Break-Silence", ["break_silence", "object"], "break_silence"),
        ("POLAND", ["poland", "holland"], "poland"),
        ("break silence", ["object", "break_silence"], "break_silence"),
        ("xyz", ["poland", "tension"], None),
        ("tension", [], None),
        ("gunboat", ["gunboat_diplomacy", "quiet_deal"], "gunboat_diplomacy"),
        ("Deal", ["gunboat_diplomacy", "quiet_deal"], "quiet_deal"),
        ("open", ["the_quiet_open_deal", "a_big_loud_open_deal"], None),
        ("ope", ["the_quiet_ope_deal_of_all"], None),
        ("nboat", ["gunboat_diplomacy"], None),
        ("t" * 100_000, ["tension"], None),
    ],
)
def test_did_you_mean_finds_the_word_that_was_meant(
    word: str, known: list[str], expected: str | None
) -> None:
    assert did_you_mean(word, known) == expected


def test_a_hint_names_the_near_word_or_lists_at_most_eight() -> None:
    assert hint("tensoin", ["tension"]) == "did you mean 'tension'?"
    assert hint("qqq", ["b", "a"]) == "known: a, b"
    assert hint("qqq", list("jihgfedcba")) == "known: a, b, c, d, e, f, g, h and 2 more"
    assert hint("qqq", []) == ""


def test_what_is_echoed_is_short_and_plain() -> None:
    assert quoted("abc") == "'abc'"
    assert quoted("\x1b[31m\n") == r"'\x1b[31m\n'"
    assert quoted("\u202e\u200b") == r"'\u202e\u200b'"
    assert len(quoted("x" * 10_000)) == 60
    assert len(quoted("\x00" * 10_000)) <= 60


def test_cells_count_what_a_terminal_shows() -> None:
    assert [cells("abc"), cells("\u6c49"), cells("e\u0301"), cells("")] == [3, 2, 1, 0]
