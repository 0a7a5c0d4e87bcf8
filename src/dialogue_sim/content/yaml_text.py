"""What is checked in a content file before any YAML is read: size, encoding, characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from dialogue_sim.content.characters import FORBIDDEN, has_forbidden, named, quoted, visible
from dialogue_sim.content.diagnostics import MOST, Diagnostic, Place

MAX_BYTES: Final = 1_000_000

_SIGNS: Final = ("\n%", "\t", "\xa0")
_MISLEADING: Final = re.compile(r"^(?:%| *([\t\xa0])[ \t\xa0]*[^\s#])", re.MULTILINE)


class UnreadableError(Exception):
    """The file cannot be read on; `diagnostics` says why."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        """Keep what is to be reported besides the problems found before."""
        super().__init__(*diagnostics)
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one file, to find places in; lines and columns count from 0 here."""

    path: str
    lines: Sequence[str]

    def line(self, number: int) -> str:
        """Return a line; past the end of the file it is empty."""
        return self.lines[number] if number < len(self.lines) else ""

    def stretch(self, line: int, column: int, end: int) -> Place:
        """Return the place of a stretch of one line, at least one character wide."""
        return Place(self.path, line + 1, column + 1, end + 1 if end > column else column + 2)

    def rest(self, line: int, column: int) -> Place:
        """Return the place of what follows on a line."""
        return self.stretch(line, column, len(self.line(line).rstrip()))

    def word(self, line: int, column: int) -> Place:
        """Return the place of what follows on a line up to the next blank."""
        width = len(self.line(line)[column:].partition(" ")[0])
        return self.stretch(line, column, column + width)

    def echo(self, place: Place) -> str:
        """Return what stands at a place, in quotes."""
        return quoted(self.line(place.line - 1)[place.column - 1 : place.end_column - 1])


def problem(place: Place, code: str, message: str, remedy: str = "") -> Diagnostic:
    """Return an error at `place`; `remedy` is its help."""
    return Diagnostic(place, "error", code, message, remedy)


def decoded(path: str, raw: bytes | str) -> str:
    r"""Return the text of a file: UTF-8 without byte order mark, line ends as `\n`.

    Raises:
        UnreadableError: It is larger than 1 MB, not UTF-8, or no text at all.
    """
    # The first test spares encoding a huge text only to learn that it is too large.
    if len(raw) > MAX_BYTES or len(_encoded(raw)) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1_000_000} MB"
        remedy = "divide it into several files"
        raise UnreadableError(problem(Place(path), "DS102", message, remedy))
    text = raw if isinstance(raw, str) else _from_utf8(path, raw)
    text = _one_line_end(text.removeprefix("\ufeff"))
    if "\0" in text:
        place = _place_at_end(path, text[: text.index("\0")])
        message = "this is not a text file: it holds a zero byte"
        remedy = "export it as plain text in UTF-8"
        raise UnreadableError(problem(place, "DS101", message, remedy))
    return text


def forbidden_characters(path: str, text: str) -> list[Diagnostic]:
    """Return a diagnostic for each forbidden character, up to one more than is ever shown."""
    if not has_forbidden(text):
        return []
    return list(islice(_each_forbidden(path, text.split("\n")), MOST + 1))


def forbidden(place: Place, character: str) -> Diagnostic:
    """Return the diagnostic for one forbidden character."""
    message = f"the character {named(character)} may not stand in content"
    remedy = "delete it: it is invisible or changes how the text is shown"
    return problem(place, "DS103", message, remedy)


def misleading_lines(path: str, text: str) -> list[Diagnostic]:
    """Return what would make the parser slow, or its complaints hard to understand.

    That is a directive (`%` at the start of a line), and a tab or a no-break space in the
    indentation of a line that holds more than a comment.
    """
    # Looking for single signs is much cheaper than looking at every line.
    if not text.startswith("%") and not any(sign in text for sign in _SIGNS):
        return []
    return list(islice(_each_misleading(path, text.split("\n")), MOST + 1))


def _encoded(raw: bytes | str) -> bytes:
    return raw if isinstance(raw, bytes) else raw.encode("utf-8", errors="surrogatepass")


def _from_utf8(path: str, raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "the file is saved as UTF-16"
        raise UnreadableError(problem(Place(path), "DS101", message, "save it as UTF-8"))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8").removeprefix("\ufeff")
        place = _place_at_end(path, _one_line_end(before))
        message = f"the byte {raw[error.start]:#04x} is not UTF-8"
        found = problem(place, "DS101", message, "save the file as UTF-8")
        raise UnreadableError(found) from error


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _place_at_end(path: str, before: str) -> Place:
    column = len(before) - before.rfind("\n")
    return Place(path, before.count("\n") + 1, column, column + 1)


def _each_forbidden(path: str, lines: Sequence[str]) -> Iterator[Diagnostic]:
    for number, line in enumerate(lines, start=1):
        # Most lines hold none, and this test is much cheaper than looking one by one.
        if visible(line) == line:
            continue
        for match in FORBIDDEN.finditer(line):
            place = Place(path, number, match.start() + 1, match.end() + 1)
            yield forbidden(place, match.group())


def _each_misleading(path: str, lines: Sequence[str]) -> Iterator[Diagnostic]:
    for number, line in enumerate(lines, start=1):
        found = _MISLEADING.match(line)
        if found is None:
            continue
        if line.startswith("%"):
            place = Place(path, number, 1, len(line) + 1)
            message = "a line that begins with '%' is a directive, which content does not have"
            yield problem(place, "DS109", message, "remove the line, or indent its text")
        else:
            what = "a tab" if found.group(1) == "\t" else "a no-break space"
            place = Place(path, number, found.start(1) + 1, found.end(1) + 1)
            message = f"this line is indented with {what}"
            yield problem(place, "DS108", message, "indent with spaces only")
