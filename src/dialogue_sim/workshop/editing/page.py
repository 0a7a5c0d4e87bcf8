"""A content file to be edited: its text as it lies on the disk, and where its pieces stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dialogue_sim.content.yaml_source import YamlFile, read_yaml
from dialogue_sim.errors import DialogueSimError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dialogue_sim.content.diagnostics import Place
    from dialogue_sim.content.yaml_source import Path_

LINE_END = re.compile(r"\r\n|\r|\n")
BYTE_ORDER_MARK = "\ufeff"


class EditError(DialogueSimError):
    """A change that cannot be made without touching anything else."""


@dataclass(frozen=True, order=True, slots=True)
class Edit:
    """A stretch of a text, from `start` to before `end` in characters, and what replaces it."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text after some edits, which are all places in the text before them.

    Raises:
        EditError: two of them touch the same stretch.
    """
    pieces, at = [], 0
    for edit in sorted(set(edits)):
        if edit.start < at:
            message = "two changes are about the same words"
            raise EditError(message)
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])


@dataclass(frozen=True)
class Page:
    """A file as text, with every line end and mark that it has, and as data with places."""

    path: str
    text: str
    file: YamlFile

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each line begins."""
        first = len(BYTE_ORDER_MARK) if self.text.startswith(BYTE_ORDER_MARK) else 0
        return (first, *(end.end() for end in LINE_END.finditer(self.text)))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Every line without its end."""
        return tuple(LINE_END.split(self.text.removeprefix(BYTE_ORDER_MARK)))

    @property
    def line_end(self) -> str:
        r"""What ends its lines: `\n`, unless the first line ends otherwise."""
        first = LINE_END.search(self.text)
        return "\n" if first is None else first.group()

    def at(self, line: int, column: int) -> int:
        """The place of a line and a column, which count from 1, in the text."""
        return self.starts[line - 1] + column - 1

    def after(self, line: int) -> int:
        """The place where the text of a line is over."""
        return self.starts[line - 1] + len(self.lines[line - 1])

    def words(self, place: Place) -> str:
        """What stands at a place."""
        return self.lines[place.line - 1][place.column - 1 : place.end_column - 1]

    def instead(self, place: Place, text: str) -> Edit:
        """Other words in the place of some words of one line."""
        start = self.at(place.line, place.column)
        return Edit(start, self.at(place.line, place.end_column), text)

    def edited(self, *edits: Edit) -> Page:
        """The page after some edits.

        Raises:
            EditError: what comes out is no content file any more.
        """
        return page_of(self.path, edited(self.text, edits))

    @property
    def raw(self) -> bytes:
        """The bytes of the file."""
        return self.text.encode()

    def value(self, path: Path_) -> object:
        """What stands at a path of the data.

        Raises:
            EditError: nothing does.
        """
        found = self.file.data
        for step in path:
            if isinstance(found, list):
                found = dict(enumerate(found))
            if not isinstance(found, dict) or step not in found:
                message = f"{self.path} has nothing at {'.'.join(map(str, path))}"
                raise EditError(message)
            found = found[step]
        return found


def page_of(path: str, text: str | bytes) -> Page:
    """A file ready to be edited.

    Raises:
        EditError: it cannot be read as content, or has characters that people cannot see.
    """
    try:
        whole = text if isinstance(text, str) else text.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"{path} is not UTF-8 text"
        raise EditError(message) from error
    file, problems = read_yaml(path, whole)
    if file is None:
        message = f"{path} cannot be read: {problems[0].message}"
        raise EditError(message)
    page = Page(path, whole, file)
    if "\n".join(page.lines) != file.text:
        message = f"{path} holds characters that cannot be seen; delete them first"
        raise EditError(message)
    return page
