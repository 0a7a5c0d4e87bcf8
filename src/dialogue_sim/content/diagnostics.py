"""Diagnostics: what is wrong in a content file, where, and what to do about it.

One problem is one `Diagnostic`; people see all of them at once, as text, JSON or annotations
on a pull request.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from dialogue_sim.content.characters import cells, visible
from dialogue_sim.errors import DialogueSimError

Severity = Literal["error", "warning", "info"]

CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "DS101": "the file is not UTF-8 text",
        "DS102": "the file is too large",
        "DS103": "a character that content may not hold",
        "DS104": "the file is empty",
        "DS105": "blocks nested too deeply",
        "DS106": "too many values in one file",
        "DS107": "the file is not valid YAML",
        "DS108": "indentation with something else than spaces",
        "DS109": "more than one document, or a directive",
        "DS110": "the same key twice",
        "DS111": "a key that is not plain text",
        "DS112": "an anchor, an alias or a merge key",
        "DS113": "a tag",
        "DS114": "an ambiguous value",
        "DS115": "an expression cut in two by its comma",
        "DS117": "too many problems to show",
        "DS120": "an unknown key",
        "DS121": "a missing key",
        "DS122": "a value of the wrong kind",
        "DS123": "a value outside the list of allowed ones",
        "DS124": "a number out of range",
        "DS125": "too short, too long, or not of the required form",
        "DS126": "a value that does not fit",
        "DS131": "an allowance that gives no reason",
        "DS132": "an allowance that cannot be understood",
        "DS133": "an allowance that allows nothing",
        "DS201": "a file that does not exist",
        "DS202": "a reference that leads nowhere",
        "DS203": "an expression that cannot be read",
        "DS204": "a number that does not say where it comes from",
        "DS205": "an id that differs from the file's name",
        "DS206": "a path that leads nowhere",
        "DS207": "a value outside what the quantity allows",
        "DS208": "something that is incomplete",
        "DS209": "something that cannot happen as written",
        "DS210": "an influence that reaches nobody",
        "DS211": "an id that is called otherwise now",
        "DS212": "a scenario with the id of another one",
        "DS221": "an answer table that turns round what the documents say",
        "DS222": "postures that never calm down",
        "DS223": "a public that does not keep to its poll",
        "DS230": "a chain of `use:` that does not end",
        "DS231": "something from another setting that does not fit",
        "DS232": "something that is changed twice",
        "DS233": "a path to what a block is",
        "DS234": "something of its own that hides what is shared",
        "DS235": "a changed number that does not say where it comes from",
        "DS301": "a condition that is never true",
        "DS302": "a condition that is always true",
        "DS303": "an ending that no session reaches",
        "DS304": "an ending that cuts every session short",
        "DS305": "news that never come",
        "DS306": "a text that nobody can ever table",
        "DS307": "a goal that nobody can meet",
        "DS311": "a quantity that is read but never changes",
        "DS312": "an effect that changes nothing",
        "DS313": "something that no scenario can use",
        "DS314": "something that nobody uses",
        "DS315": "sentences that nobody cites",
        "DS321": "a text that loses to another one everywhere",
        "DS322": "an actor that endorses nearly everything",
        "DS323": "an actor that says the same to every text",
        "DS324": "fewer than two courses that can be defended",
        "DS325": "a menu that leans to one side",
        "DS331": "a modelled line in the first person or in quotation marks",
        "DS332": "facts without a citation",
        "DS333": "too much to read for the time",
        "DS334": "a label that the source does not bear",
        "DS335": "a sentence of the template",
    }
)

MOST: Final = 100  # diagnostics of one file that are shown
_WIDEST: Final = 96  # characters of a source line that are shown around the caret
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_GITHUB_LEVEL: Final[Mapping[Severity, str]] = MappingProxyType(
    {"error": "error", "warning": "warning", "info": "notice"}
)


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where something stands in a file; line and columns count from 1, `end_column` is past it."""

    path: str
    line: int = 1
    column: int = 1
    end_column: int = 2


@dataclass(frozen=True, order=True, slots=True)
class Diagnostic:
    """One problem: `message` is a sentence about what is wrong, `help` says what to do."""

    place: Place
    severity: Severity
    code: str
    message: str
    help: str = ""


class ContentError(DialogueSimError):
    """Content that cannot be used; `diagnostics` says why, one line each in str()."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep the diagnostics in the order in which they are given."""
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__("\n".join(_one_line(problem) for problem in self.diagnostics))


def capped(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics sorted and without repeats, at most 100 and a note on the rest."""
    ordered = sorted(set(diagnostics))
    if len(ordered) <= MOST:
        return tuple(ordered)
    note = f"there are more than {MOST} problems; the rest is not shown"
    end = Diagnostic(ordered[MOST].place, "error", "DS117", note, "put these right first")
    return (*ordered[:MOST], end)


def render_text(diagnostics: Iterable[Diagnostic], sources: Mapping[str, str]) -> str:
    """Return the diagnostics for a terminal: sentence, source line, caret, help.

    Args:
        diagnostics: What to show, in this order.
        sources: Text of each file by its path; a file left out is shown without its line.

    Returns:
        Blocks with an empty line between them, no line end after the last.
    """
    lines = {path: _LINE_END.split(text) for path, text in sources.items()}
    return "\n\n".join(
        "\n".join(_block(problem, lines.get(problem.place.path, ()))) for problem in diagnostics
    )


def render_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Return a JSON list with one object per diagnostic, for editors and other programs."""
    rows = [
        {
            "path": problem.place.path,
            "line": problem.place.line,
            "column": problem.place.column,
            "end_column": problem.place.end_column,
            "severity": problem.severity,
            "code": problem.code,
            "message": problem.message,
            "help": problem.help,
        }
        for problem in diagnostics
    ]
    return json.dumps(rows, indent=2)


def render_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Return one workflow command per line, which GitHub shows beside the changed lines."""
    return "\n".join(_github_line(problem) for problem in diagnostics)


def _one_line(problem: Diagnostic) -> str:
    remedy = f" ({problem.help})" if problem.help else ""
    return _headline(problem) + _on_one_line(remedy)


def _headline(problem: Diagnostic) -> str:
    at = problem.place
    where = f"{at.path}:{at.line}:{at.column}"
    return _on_one_line(f"{where}: {problem.severity}[{problem.code}]: {problem.message}")


def _block(problem: Diagnostic, lines: Sequence[str]) -> list[str]:
    shown = [_headline(problem)]
    if 1 <= problem.place.line <= len(lines):
        shown += _pointer(problem.place, lines[problem.place.line - 1])
    if problem.help:
        shown.append(f"      = help: {_on_one_line(problem.help)}")
    return shown


def _pointer(place: Place, line: str) -> list[str]:
    """Return the source line and the line with the caret, cut to what fits around it."""
    start = min(max(place.column - 1, 0), len(line))
    end = min(max(place.end_column - 1, start + 1), max(len(line), start + 1))
    first = max(0, start - _WIDEST // 2) if len(line) > _WIDEST else 0
    last = first + _WIDEST
    text = visible(line[first:last]).replace("\t", " ")
    before = ("..." if first else "") + text[: start - first]
    shown = ("..." if first else "") + text + ("..." if len(line) > last else "")
    width = max(1, cells(text[start - first : end - first]))
    return [
        f"{place.line:>5} | {shown}".rstrip(),
        f"      | {' ' * cells(before)}^{'~' * (width - 1)}",
    ]


def _on_one_line(text: str) -> str:
    return visible(_LINE_END.sub(" ", text))


def _github_line(problem: Diagnostic) -> str:
    at = problem.place
    fields = {
        "file": at.path,
        "line": str(at.line),
        "col": str(at.column),
        "endColumn": str(at.end_column),
        "title": problem.code,
    }
    properties = ",".join(f"{name}={_github_property(text)}" for name, text in fields.items())
    remedy = f"\n{problem.help}" if problem.help else ""
    message = _github_data(problem.message + remedy)
    return f"::{_GITHUB_LEVEL[problem.severity]} {properties}::{message}"


def _github_data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped)


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")
