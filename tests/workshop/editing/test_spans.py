"""Span edits: what was meant is there, everything else is the same byte for byte."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.workshop.editing.page import Edit, EditError, Page, edited, page_of
from dialogue_sim.workshop.editing.spans import inserted, replaced
from dialogue_sim.workshop.editing.writing import written

FILES = read_library(packaged_content())
Path = tuple[str | int, ...]


def entries(page: Page) -> list[Path]:
    return sorted((path for path in page.file.values if path), key=str)


def scalars(page: Page) -> list[Path]:
    return [path for path in entries(page) if not isinstance(page.value(path), dict | list)]


def holder(data: Any, path: Path) -> Any:  # noqa: ANN401  any piece of data
    for step in path[:-1]:
        data = data[step]
    return data


FORMS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "byte order mark": lambda text: "\ufeff" + text,
    "no line end at the end": lambda text: text.rstrip("\n"),
    "blanks at line ends": lambda text: text.replace(":\n", ":  \n"),
}
PAGES = [
    page_of(path, form(FILES[path].decode()))
    for path in (
        "scenarios/nato_russia/december_2019.yaml", "scenarios/nato_russia/policies.yaml",
        "actors/poland.yaml", "scenarios/river_league/setting.yaml",
    )
    for form in FORMS.values()
]  # fmt: skip


def comments(page: Page) -> list[str]:
    return [line for line in page.lines if line.lstrip().startswith("#")]


@pytest.mark.parametrize("path", sorted(FILES))
def test_no_edit_changes_no_byte(path: str) -> None:
    page = page_of(path, FILES[path])
    assert page.raw == FILES[path]
    assert page.edited().raw == FILES[path]


@settings(max_examples=150)
@given(st.data())
def test_a_value_is_replaced_and_nothing_else(data: st.DataObject) -> None:
    page = data.draw(st.sampled_from(PAGES))
    path = data.draw(st.sampled_from(scalars(page)))
    texts = st.sampled_from(["tension", "NO", "a: b", "x # y", "it's", "", "{"])
    value = data.draw(st.one_of(texts, st.integers(-9, 99), st.booleans()))
    edit = replaced(page, path, value)
    after = page.edited(edit)
    meant = copy.deepcopy(page.file.data)
    holder(meant, path)[path[-1]] = value
    assert after.file.data == meant
    assert after.text[: edit.start] == page.text[: edit.start]
    assert after.text.endswith(page.text[edit.end :])
    assert comments(after) == comments(page)


@settings(max_examples=100)
@given(st.data())
def test_an_entry_is_added_and_nothing_else(data: st.DataObject) -> None:
    page = data.draw(st.sampled_from(PAGES))
    blocks = [path for path in ((), *entries(page)) if isinstance(page.value(path), dict)]
    path = data.draw(st.sampled_from(blocks))
    body = data.draw(st.sampled_from(["{a: [1, two]}", ["a:", "- 1", "- two"]]))
    try:
        edit = inserted(page, path, "added", body)
    except EditError as error:
        assert "brackets" in str(error) or "takes no entries" in str(error)  # noqa: PT017
        return
    after = page.edited(edit)
    meant = copy.deepcopy(page.file.data)
    block: Any = meant
    for step in path:
        block = block[step]
    block["added"] = {"a": [1, "two"]}
    assert after.file.data == meant
    assert comments(after) == comments(page)
    assert after.line_end == page.line_end
    assert len(edit.text) == len(after.text) - len(page.text) + (edit.end - edit.start)


SMALL = """\
# about the file
first: 1  # beside it
# about the block
block:
    # about one
    one: "quoted"   # and this
    two: |
      a text

      of lines
    # about three
    three: {a: 1, b: [x, y], c: {}}

# about the last
last:
"""


def small(*edits: Edit) -> str:
    return edited(page_of("small.yaml", SMALL).text, edits)


def test_entries_come_where_a_person_would_write_them() -> None:
    page = page_of("small.yaml", SMALL)
    assert "three: {a: 1, b: [x, y], c: {}, d: 2}\n" in small(
        inserted(page, ("block", "three"), "d", "2")
    )
    assert "c: {d: 2}}" in small(inserted(page, ("block", "three", "c"), "d", "2"))
    assert "c: {}}\n    four:\n      x: 1\n\n# about the last" in small(
        inserted(page, ("block",), "four", ["x: 1"])
    )
    assert small(inserted(page, ("last",), "x", "1")).endswith("last:\n  x: 1\n")
    assert small(inserted(page, ("tests",), "x", ["y: 1"])).endswith(
        "last:\ntests:\n  x:\n    y: 1\n"
    )


def test_a_value_is_written_behind_a_key_that_had_none() -> None:
    page = page_of("small.yaml", SMALL)
    assert small(replaced(page, ("last",), "now")).endswith("last: now\n")
    assert 'one: "quoted"   # and this\n    two: one line\n    # about three' in small(
        replaced(page, ("block", "two"), "one line")
    )


def test_edits_of_the_same_words_are_refused() -> None:
    with pytest.raises(EditError, match="the same words"):
        edited("abcdef", [Edit(0, 3, "x"), Edit(2, 4, "y")])


def test_what_cannot_be_edited_is_refused_with_a_sentence() -> None:
    with pytest.raises(EditError, match="cannot be seen"):
        page_of("a.yaml", "a: b\u200bc\n")
    with pytest.raises(EditError, match="cannot be read"):
        page_of("a.yaml", "a: [b\n")


@given(st.text(max_size=12))
def test_a_written_text_is_read_as_the_same_text(text: str) -> None:
    try:
        page = page_of("a.yaml", f"a: {written(text)}\nb: [{written(text)}]\n")
    except EditError as error:
        assert "cannot be" in str(error)  # noqa: PT017  it holds what no content file may
        return
    assert page.file.data == {"a": text, "b": [text]} or page.file.flawed


@pytest.mark.parametrize(
    ("text", "path"), [("a :\nb: 1\n", ("a",)), ("a:\n  - \n  - 1\n", ("a", 0))]
)
def test_what_would_be_read_otherwise_is_left_to_its_author(
    text: str, path: tuple[str | int, ...]
) -> None:
    with pytest.raises(EditError):
        replaced(page_of("odd.yaml", text), path, "z")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('a: "one\n  two"  # why\nb: 1\n', "a: new  # why\nb: 1\n"),
        ("a: 'it''s\n  two' # why\nb: 1\n", "a: new # why\nb: 1\n"),
        ('a: "a \\" # b\n  two" # why\nb: 1\n', "a: new # why\nb: 1\n"),
        ("a: one\n  two # why\nb: 1\n", "a: new # why\nb: 1\n"),
        ("a: one#1\n  two#2\nb: 1\n", "a: new\nb: 1\n"),
        ("a: |\n  one # two\n  # three\nb: 1\n", "a: new\nb: 1\n"),
        ("a : 1 # why\nb: 1\n", "a : new # why\nb: 1\n"),
    ],
)
def test_a_comment_behind_a_value_stays_however_the_value_is_written(
    before: str, after: str, line_end: str
) -> None:
    page = page_of("a.yaml", before.replace("\n", line_end))
    assert page.edited(replaced(page, ("a",), "new")).text == after.replace("\n", line_end)


def test_a_quoted_value_over_two_lines_in_brackets_is_replaced() -> None:
    page = page_of("a.yaml", 'a: {x: "one\n  two", y: 1} # why\n')
    assert page.edited(replaced(page, ("a", "x"), "new")).text == "a: {x: new, y: 1} # why\n"
