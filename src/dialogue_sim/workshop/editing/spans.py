"""Single changes to a page: a value, a key, an entry more or less; the rest is not touched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dialogue_sim.workshop.editing.page import Edit, EditError
from dialogue_sim.workshop.editing.writing import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.content.diagnostics import Place
    from dialogue_sim.content.yaml_source import Path_
    from dialogue_sim.workshop.editing.page import Page

BLOCK_SIGNS = "|>"
"""A text that begins so goes on to the end of its block, signs of comments included."""
_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL)
_COMMENT = re.compile(r"(?:^|\s)#")
STEP = 2
"""Blanks by which a block is indented."""


def replaced(page: Page, path: Path_, value: object) -> Edit:
    """Another value in the place of a scalar.

    Raises:
        EditError: there is none, it is a list or a block, or it stands so that another value
            would be read otherwise.
    """
    old = page.value(path)
    if isinstance(old, dict | list):
        message = f"{_shown(path)} of {page.path} is no single value"
        raise EditError(message)
    edit = _instead(page, path, value)
    if page.edited(edit).file.data != _with(page.file.data, path, value):
        message = f"{_shown(path)} of {page.path} stands in an unusual way: change it by hand"
        raise EditError(message)
    return edit


def _with(data: object, path: Path_, value: object) -> object:
    """Data with another value at a path."""
    match data, path:
        case dict(), (str(key), *rest):
            return {**data, key: _with(data[key], tuple(rest), value)}
        case list(), (int(place), *rest):
            return [*data[:place], _with(data[place], tuple(rest), value), *data[place + 1 :]]
        case _:
            return value


def _instead(page: Page, path: Path_, value: object) -> Edit:
    """The words of a value in the place of those of another one."""
    place, key = page.file.values[path], page.file.keys.get(path)
    if place == key:  # nothing stands behind the key
        end = page.at(place.line, place.end_column + 1)
        return Edit(end, end, f" {written(value)}")
    start = page.at(place.line, place.column)
    return Edit(start, _end_of_scalar(page, path), written(value))


def inserted(page: Page, block: Path_, key: str, body: str | Sequence[str]) -> Edit:
    """A new entry at the end of a block, which is made if it is a missing key of the file.

    Args:
        page: the file; block: path of the block, () for the file itself.
        key: of the entry; body: its value on one line, or the lines below the key, each indented
            from the key on.

    Raises:
        EditError: the block holds a list or a value, or is written in brackets that do not close
            on their line.
    """
    lines = _entry_lines(key, body)
    if len(block) == 1 and isinstance(page.file.data, dict) and block[0] not in page.file.data:
        return inserted(page, (), str(block[0]), lines)
    there = page.value(block)
    if isinstance(there, dict) and there:
        last = (*block, list(there)[-1])
        if _in_brackets(page, last):
            return _after_in_brackets(page, last, key, body)
        _, end = entry_lines(page, last)
        return _below(page, end, page.file.keys[last].column - 1, lines)
    place, indent = page.file.values.get(block), page.file.keys[block].column - 1 + STEP
    if there is None:
        return _below(page, page.file.keys[block].line, indent, lines)
    if there == {} and place is not None and page.words(place).replace(" ", "") == "{}":
        if page.lines[place.line - 1][place.end_column - 1 :].strip():
            return page.instead(place, "{" + _one_line(page, key, body) + "}")
        rows = "".join(f"{page.line_end}{' ' * indent}{line}" for line in lines)
        start = page.at(place.line, place.column)
        blanks = page.text[:start].endswith(" ")
        return Edit(start - blanks, page.at(place.line, place.end_column), rows)
    message = f"{_shown(block)} of {page.path} takes no entries"
    raise EditError(message)


def entry_lines(page: Page, path: Path_) -> tuple[int, int]:
    """The first and the last line of an entry, counted from 1, without what only follows it."""
    column, first = _column(page, path), _start(page, path).line
    after = _next(page, path)
    last = len(page.lines) if after is None else after.line - 1
    while last > first and _is_beside(page.lines[last - 1], column - 1):
        last -= 1
    return first, max(first, last)


def _is_beside(line: str, indent: int) -> bool:
    """Whether a line is empty, or a comment that is not deeper than an entry."""
    bare = line.lstrip(" ")
    return not bare.strip() or (bare.startswith("#") and len(line) - len(bare) <= indent)


def _start(page: Page, path: Path_) -> Place:
    return page.file.keys.get(path) or page.file.values[path]


def _column(page: Page, path: Path_) -> int:
    """The column of an entry: of its key, or of the hyphen before it."""
    place = _start(page, path)
    if path in page.file.keys:
        return place.column
    return page.lines[place.line - 1].rindex("-", 0, place.column - 1) + 1


def _next(page: Page, path: Path_) -> Place | None:
    """Where the next thing begins that does not belong to an entry."""
    start = _start(page, path)
    later = [
        (place.line, place.column, place)
        for places in (page.file.keys, page.file.values)
        for at, place in places.items()
        if at[: len(path)] != path and (place.line, place.column) > (start.line, start.column)
    ]
    return min(later)[2] if later else None


def _end_of_scalar(page: Page, path: Path_) -> int:
    """Where a scalar is over, on its line or on a later one; a comment behind it is not part."""
    place, text = page.file.values[path], page.text
    start = page.at(place.line, place.column)
    quoted = _QUOTED.match(text, start)
    if quoted is not None:
        return quoted.end()
    if path and not _in_brackets(page, path):
        _, last = entry_lines(page, path)
        if last > place.line:
            row = page.lines[last - 1]
            words = row if text[start] in BLOCK_SIGNS else _COMMENT.split(row, maxsplit=1)[0]
            return page.starts[last - 1] + len(words.rstrip())
    return page.at(place.line, place.end_column)


def _in_brackets(page: Page, path: Path_) -> bool:
    """Whether an entry stands in brackets."""
    if not path[:-1]:
        return page.file.text.lstrip().startswith(("{", "["))
    place = page.file.values[path[:-1]]
    opening = page.lines[place.line - 1][place.column - 1 : place.column]
    if opening in {"{", "["}:
        return True
    return _in_brackets(page, path[:-1])


def _after_in_brackets(page: Page, last: Path_, key: str, body: str | Sequence[str]) -> Edit:
    end = page.file.values[last]
    place = page.at(end.line, end.end_column)
    return Edit(place, place, f", {_one_line(page, key, body)}")


def _one_line(page: Page, key: str, body: str | Sequence[str]) -> str:
    if isinstance(body, str):
        return f"{written(key)}: {body}"
    message = f"{page.path} has brackets where '{key}' is to be added; write them as lines first"
    raise EditError(message)


def _entry_lines(key: str, body: str | Sequence[str]) -> list[str]:
    if isinstance(body, str):
        return [f"{written(key)}: {body}"]
    return [f"{written(key)}:", *(" " * STEP + line for line in body)]


def _below(page: Page, line: int, indent: int, lines: Sequence[str]) -> Edit:
    """Lines of their own under a line."""
    place = page.after(line)
    rows = "".join(f"{page.line_end}{' ' * indent}{row}".rstrip(" ") for row in lines)
    return Edit(place, place, rows)


def _shown(path: Path_) -> str:
    return ".".join(map(str, path)) or "the whole"
