"""`# check: allow CODE because reason`: what it takes away, where, and what it may not."""

from __future__ import annotations

import pytest

from dialogue_sim.content.diagnostics import Diagnostic, Place
from dialogue_sim.workshop.checks.allowances import without_allowed
from dialogue_sim.workshop.checks.grading import PROFILES, Findings, check_text, judged

ALLOW = "# check: allow DS210 because it is meant"
PATH = "actors/miller.yaml"


def remark(line: int, code: str = "DS210", severity: str = "warning") -> Diagnostic:
    place = Place(PATH, line, 1, 5)
    return Diagnostic(place, severity, code, "somebody is missing", "")  # type: ignore[arg-type]


def left(text: str, *problems: Diagnostic) -> tuple[list[tuple[str, int, str]], int]:
    """Code, line and severity of what is left, and how many were allowed."""
    found, allowed = without_allowed(problems, {PATH: text.encode()})
    return sorted((one.code, one.place.line, one.severity) for one in found), allowed


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"format: 1\nid: miller   {ALLOW}\n", 2),
        (f"format: 1\n{ALLOW}\nid: miller\n", 3),
        (f"format: 1\nblock:\n    {ALLOW}\n\n    # another comment\n    id: miller\n", 6),
        (f"{ALLOW}\nformat: 1\nid: miller\n", 3),
        (f"# Who grinds.\n\n{ALLOW}\nformat: 1\nid: miller\n", 5),
        ("format: 1\n# check: allow DS223, DS210 because both are meant\nid: miller\n", 3),
    ],
    ids=["behind", "above", "further above", "for the file", "not quite on top", "two codes"],
)
def test_a_remark_is_allowed_where_the_comment_stands(text: str, line: int) -> None:
    found, allowed = left(text, remark(line))
    assert "DS210" not in {code for code, _, _ in found}
    assert allowed == 1


def test_an_allowance_reaches_no_other_line_no_other_code_and_no_other_file() -> None:
    text = f"format: 1\n{ALLOW}\nid: miller\nname: Miller\n"
    here, next_line, other = remark(3), remark(4), remark(3, "DS223")
    elsewhere = Diagnostic(Place("actors/other.yaml", 3), "warning", "DS210", "the same")
    found, allowed = without_allowed([here, next_line, other, elsewhere], {PATH: text.encode()})
    assert (found, allowed) == ([next_line, other, elsewhere], 1)


def test_one_comment_may_allow_several_remarks_of_its_line_or_file() -> None:
    assert left(f"{ALLOW}\nformat: 1\nid: miller\n", remark(2), remark(3), remark(3)) == ([], 3)


def test_an_error_is_never_allowed_and_that_is_said() -> None:
    text = f"format: 1\n{ALLOW}\nid: miller\n"
    assert left(text, remark(3, severity="error")) == (
        [("DS133", 2, "warning"), ("DS210", 3, "error")],
        0,
    )


def test_a_note_can_be_allowed() -> None:
    assert left(f"format: 1\n{ALLOW}\nid: miller\n", remark(3, severity="info")) == ([], 1)


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("# check: allow DS210", "DS131"),
        ("# check: allow DS210 because", "DS131"),
        ("# check: allow DS210 it is meant", "DS132"),
        ("# check: allow DS987 because it is meant", "DS132"),
        ("# check: allow because it is meant", "DS132"),
        ("# check: ignore DS210 because it is meant", "DS132"),
        ("# check:", "DS132"),
        ("# check: allow DS133 because it is meant", "DS132"),
    ],
)
def test_a_comment_without_code_or_reason_allows_nothing(comment: str, code: str) -> None:
    found = left(f"format: 1\n{comment}\nid: miller\n", remark(3))
    assert found == ([(code, 2, "warning"), ("DS210", 3, "warning")], 0)


def test_an_unknown_code_is_guessed() -> None:
    (wrong,), _ = without_allowed(
        [], {PATH: b"# check: allow DS2100 because of rain\nformat: 1\n"}
    )
    assert (wrong.code, wrong.help) == ("DS132", "did you mean 'DS210'?")


def test_an_allowance_of_nothing_is_a_note() -> None:
    assert left(f"format: 1\n{ALLOW}\nid: miller\n") == ([("DS133", 2, "info")], 0)


def test_while_there_are_errors_nobody_says_that_an_allowance_is_useless() -> None:
    fault = remark(9, "DS203", "error")
    assert left(f"format: 1\n{ALLOW}\nid: miller\n", fault) == ([("DS203", 9, "error")], 0)


@pytest.mark.parametrize(
    "text",
    [
        f"format: 1\nnote: >-\n  one line\n  {ALLOW}\n  a third\nid: miller\n",
        f"format: 1\nnote: |\n  {ALLOW}\nid: miller\n",
        f"format: 1\nnote: '{ALLOW}'\nid: miller\n",
        f'format: 1\nnote: "one line\n  {ALLOW}\n  a third"\nid: miller\n',
        f"format: 1\nnote: one#{ALLOW[1:]}\nid: miller\n",
    ],
    ids=["folded", "literal", "single quotes", "double quotes", "inside a word"],
)
def test_what_stands_in_a_text_is_no_comment(text: str) -> None:
    problems = [remark(line) for line in range(1, 7)]
    assert without_allowed(problems, {PATH: text.encode()}) == (problems, 0)


def test_a_comment_behind_a_text_that_looks_like_one_counts() -> None:
    text = f"format: 1\nnote: '{ALLOW}'   {ALLOW}\n"
    assert left(text, remark(2)) == ([], 1)


def test_a_comment_after_a_folded_text_is_one() -> None:
    text = f"format: 1\nnote: >-\n  one line\n{ALLOW}\nid: miller\n"
    assert left(text, remark(5)) == ([], 1)


def test_a_file_that_cannot_be_read_allows_nothing() -> None:
    fault = remark(1, "DS107", "error")
    assert left(f"{ALLOW}\nformat: [\n", fault) == ([("DS107", 1, "error")], 0)


@pytest.mark.parametrize("profile", PROFILES)
def test_what_is_allowed_is_allowed_in_every_profile(profile: str) -> None:
    files = {PATH: f"format: 1\n{ALLOW}\nid: miller\n".encode()}
    findings = judged(files, [remark(3)], profile)
    assert findings == Findings(files, (), 1)
    assert check_text(findings) == "1 file, 0 errors, 0 remarks, 1 allowed"
