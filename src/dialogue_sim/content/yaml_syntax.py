"""What the YAML parser complains about, in sentences that a trainer understands."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from dialogue_sim.content.characters import quoted

Mark = tuple[int, int]  # line and column, both from 0, as the parser counts


@dataclass(frozen=True, slots=True)
class Fault:
    """What the parser says: its phrase, where, and where the thing it was reading began."""

    phrase: str
    at: Mark
    began: Mark | None = None


@dataclass(frozen=True, slots=True)
class LastScalar:
    """The last value that was read before the fault; `quote` is empty for a plain one."""

    start: Mark
    end: Mark
    quote: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault in words, and the mark that shows it best."""

    at: Mark
    message: str
    help: str


# Parts of the phrases of both parsers, libyaml's and the pure Python one's.
_TIGHT: Final = re.compile(r"\s*(?:- +)?[A-Za-z_][A-Za-z0-9_]*:[^\s:]")
"""A key whose value follows without a blank."""
TIGHT_ENTRY: Final = re.compile(r"\s*-(?![-\s])(?P<entry>[^\s]*).*", re.DOTALL)
"""An entry of a list whose hyphen is not followed by a blank, and its first word."""
_ROWS: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "escape",
        "a backslash in a text in double quotes begins a code that YAML does not know",
        "write '\\\\' for a backslash, or use single quotes",
    ),
    (
        "hexdecimal",
        "a code after a backslash is incomplete",
        "write '\\\\' for a backslash, or use single quotes",
    ),
    (
        "did not find expected key",
        "this line does not fit what stands above it",
        "indent it as far as the other keys of its block, and write 'key: value'",
    ),
    (
        "block end",
        "this line does not fit what stands above it",
        "indent it as far as the other entries of its block, and write 'key: value'",
    ),
    (
        "'-' indicator",
        "this line stands in a list, but does not begin with '- '",
        "begin it with '- ', or indent it as far as the key it belongs to",
    ),
    (
        "sequence entries are not allowed",
        "a list entry '- ' may not begin here",
        "begin each '- ' entry on a line of its own",
    ),
    (
        "mapping keys are not allowed",
        "'?' may not begin a key here",
        "put the text in quotes, or indent the line as far as its block",
    ),
    (
        "alphabetic or numeric",
        "an unquoted value may not begin with '*' or '&'",
        "put the text in quotes; in expressions write 'and' instead of '&&'",
    ),
    ("tag", "an unquoted value may not begin with '!'", "put it in quotes, or write 'not'"),
    (
        "comment or",
        "text may not follow '|' or '>' on the same line",
        "begin the text on the next line, or put it in quotes if it is meant as it stands",
    ),
    (
        "node content",
        "a value is missing here, or a sign stands where it means nothing",
        "put the text in quotes, or remove the sign",
    ),
    ("document start", "the file goes on after its end '...'", "remove the line '...'"),
    ("indentation", "a tab stands where only spaces may", "replace it by spaces"),
)


def explain(fault: Fault, lines: Sequence[str], last: LastScalar | None) -> Finding:
    """Return what to tell the author about a syntax fault.

    Args:
        fault: What the parser says.
        lines: The file's lines, to look at the character it stopped at.
        last: The last value read, which is often where the mistake really is.
    """
    for part, finder in _FINDERS:
        finding = finder(fault, lines, last) if part in fault.phrase else None
        if finding is not None:
            return finding
    for part, message, remedy in _ROWS:
        if part in fault.phrase:
            return Finding(fault.at, message, remedy)
    return Finding(fault.at, f"this is not valid YAML: {quoted(fault.phrase)[1:-1]}", "")


def _open_quote(fault: Fault, _lines: Sequence[str], _last: LastScalar | None) -> Finding | None:
    if fault.began is None:
        return None
    return Finding(fault.began, "this quote is not closed", "close it with the same quote")


def _no_colon(fault: Fault, lines: Sequence[str], _last: LastScalar | None) -> Finding:
    at = fault.began or fault.at
    line = lines[at[0]] if at[0] < len(lines) else ""
    if _TIGHT.match(line):
        return Finding(at, "behind the ':' of this line a blank is missing", "write 'key: value'")
    if TIGHT_ENTRY.match(line):
        return _tight_entry(at, line)
    return Finding(at, "this line lacks a ':'", "write 'key: value'")


def _tight_entry(at: Mark, line: str) -> Finding:
    return Finding(at, "behind the '-' of this line a blank is missing", blank_behind(line))


def blank_behind(text: str) -> str:
    """Return the help for entries of a list that begin with a hyphen and no blank."""
    tight = TIGHT_ENTRY.match(text)
    return f"write '- {tight['entry']}' with a blank" if tight is not None else ""


def _open_list(fault: Fault, _lines: Sequence[str], _last: LastScalar | None) -> Finding:
    return _open_bracket(fault, "[", "]")


def _open_braces(fault: Fault, _lines: Sequence[str], _last: LastScalar | None) -> Finding:
    return _open_bracket(fault, "{", "}")


def _open_bracket(fault: Fault, opening: str, closing: str) -> Finding:
    if fault.began is not None and fault.began[0] != fault.at[0]:
        message = f"this {opening!r} is not closed"
        remedy = f"add {closing!r}; the file stops making sense at line {fault.at[0] + 1}"
        return Finding(fault.began, message, remedy)
    message = f"a ',' or the closing {closing!r} is missing before this"
    return Finding(fault.at, message, "inside brackets, put text with [ ] { } or quotes in quotes")


def _second_colon(fault: Fault, lines: Sequence[str], last: LastScalar | None) -> Finding:
    if last is not None and last.start[0] < fault.at[0] and last.end[0] == fault.at[0]:
        began = lines[last.start[0]]
        if TIGHT_ENTRY.match(began):
            column = len(began) - len(began.lstrip())
            return _tight_entry((last.start[0], column), began)
        message = f"this ':' follows a text that began on line {last.start[0] + 1}"
        remedy = "a ':' is missing there, or this line is indented wrongly"
        return Finding(fault.at, message, remedy)
    message = "a second ':' on the line, where none may stand"
    return Finding(fault.at, message, "put the whole text after the first ':' in quotes")


def _bad_start(fault: Fault, lines: Sequence[str], _last: LastScalar | None) -> Finding:
    line, column = fault.at
    sign = lines[line][column : column + 1] if line < len(lines) else ""
    if sign == "\t":
        return Finding(fault.at, "a tab stands where only spaces may", "replace it by spaces")
    message = f"an unquoted value may not begin with {quoted(sign)}"
    return Finding(fault.at, message, "put it in quotes")


def _after_quote(fault: Fault, _lines: Sequence[str], last: LastScalar | None) -> Finding | None:
    if last is None or last.quote not in _INSIDE or last.end[0] != fault.at[0]:
        return None
    if last.start[0] != last.end[0]:
        message = f"the quote that begins here is closed only on line {last.end[0] + 1}"
        return Finding(last.start, message, "close it on its line, with the same quote")
    remedy = f"inside the quotes write {_INSIDE[last.quote]} for {last.quote}, or quote all of it"
    return Finding(fault.at, "text follows the closing quote", remedy)


_INSIDE: Final = {"'": "''", '"': '\\"'}

# What needs a look at the file, in this order; each may find that it is something else.
_FINDERS: Final[
    tuple[tuple[str, Callable[[Fault, Sequence[str], LastScalar | None], Finding | None]], ...]
] = (
    ("end of stream", _open_quote),
    ("']'", _open_list),
    ("'}'", _open_braces),
    ("mapping values are not allowed", _second_colon),
    ("cannot start any token", _bad_start),
    ("did not find expected key", _after_quote),
    ("block end", _after_quote),
    ("could not find expected ':'", _no_colon),
)
