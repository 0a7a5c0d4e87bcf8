"""Comments that allow a remark: `# check: allow DS210 because the almanac joins later`.

On a line of its own such a comment is for the next line with content, behind content for its own
line, and above everything else in a file for the whole file. Errors are never allowed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dialogue_sim.content.diagnostics import CODES, Diagnostic, Place
from dialogue_sim.content.suggest import hint
from dialogue_sim.content.yaml_source import YamlFile, read_yaml, scalar_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dialogue_sim.content.diagnostics import Severity

SIGN: Final = "# check:"
FORM: Final = "write `# check: allow DS210 because ...`"
OWN_CODES: Final = frozenset({"DS131", "DS132", "DS133"})


@dataclass(frozen=True, slots=True)
class Allowance:
    """A remark that an author has seen and means to keep.

    Attributes:
        place: of the comment.
        code: what is allowed.
        line: where, counted from 1; None in the whole file.
    """

    place: Place
    code: str
    line: int | None

    def covers(self, problem: Diagnostic) -> bool:
        """Whether it is about this problem."""
        at = problem.place
        here = at.path == self.place.path and self.line in {None, at.line}
        return here and problem.code == self.code


def without_allowed(
    problems: Sequence[Diagnostic], files: Mapping[str, bytes], *, whole: bool = True
) -> tuple[list[Diagnostic], int]:
    """What is left of some problems where the comments of their files are heeded.

    Args:
        problems: as they were found, before they are graded.
        files: the files that were looked at, by path.
        whole: whether every check could be made.

    Returns:
        the problems that are not allowed, with those of the comments themselves, and how many
        were allowed.
    """
    allowances: list[Allowance] = []
    left: list[Diagnostic] = []
    for path, raw in files.items():
        if SIGN.encode() in raw:
            found, wrong = _read(path, raw)
            allowances += found
            left += wrong
    allowed = [one for one in problems if _is_allowed(one, allowances)]
    left += [one for one in problems if one not in set(allowed)]
    left += _useless(allowances, allowed, problems, whole=whole)
    return left, len(allowed)


def _is_allowed(problem: Diagnostic, allowances: Iterable[Allowance]) -> bool:
    return problem.severity != "error" and any(one.covers(problem) for one in allowances)


def _useless(
    allowances: Iterable[Allowance],
    allowed: Sequence[Diagnostic],
    problems: Sequence[Diagnostic],
    *,
    whole: bool,
) -> Iterator[Diagnostic]:
    """A remark for every comment that allows nothing.

    Errors keep some checks from being made at all; while there are any, nobody can tell.
    """
    sound = whole and all(problem.severity != "error" for problem in problems)
    for one in allowances:
        covered = [problem for problem in problems if one.covers(problem)]
        if any(problem.severity == "error" for problem in covered):
            message = f"{one.code} is an error here, and errors cannot be allowed"
            yield _remark(one.place, "DS133", message, "put it right", "warning")
        elif sound and not any(one.covers(problem) for problem in allowed):
            message = f"there is no {one.code} here to allow"
            yield _remark(one.place, "DS133", message, "remove the comment", "info")


def _read(path: str, raw: bytes) -> tuple[list[Allowance], list[Diagnostic]]:
    """The allowances of a file, and what is wrong with them; none where it cannot be read."""
    file, _ = read_yaml(path, raw)
    found: list[Allowance] = []
    wrong: list[Diagnostic] = []
    if file is None:
        return found, wrong
    lines = file.text.split("\n")
    for number, column in _comments(file, lines):
        place = Place(file.path, number + 1, column + 1, len(lines[number].rstrip()) + 1)
        codes, problem = _codes(place, lines[number][column + len(SIGN) :].split())
        if problem is not None:
            wrong.append(problem)
        line = _about(lines, number, column)
        found += [Allowance(place, code, line) for code in codes]
    return found, wrong


def _comments(file: YamlFile, lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Line and column, from 0, of every comment that speaks to `check`."""
    spans = scalar_spans(file)
    for number, line in enumerate(lines):
        column = line.find(SIGN)
        while column >= 0:
            begins = column == 0 or line[column - 1].isspace()
            if begins and not any(start <= (number, column) < end for start, end in spans):
                yield number, column
                break
            column = line.find(SIGN, column + 1)


def _codes(place: Place, words: Sequence[str]) -> tuple[list[str], Diagnostic | None]:
    """The codes that a comment allows, or what is wrong with it."""
    said, _, reason = " ".join(words).partition(" because")
    verb, *codes = said.replace(",", " ").split() or [""]
    if verb != "allow" or not codes:
        message = "this comment speaks to `check` and is not understood"
        return [], _remark(place, "DS132", message, FORM)
    for code in codes:
        if code not in CODES:
            message = f"there is no code '{code}'"
            return [], _remark(place, "DS132", message, hint(code, CODES))
        if code in OWN_CODES:
            return [], _remark(place, "DS132", f"{code} cannot be allowed", "change the comment")
    if not reason.strip():
        message = f"this allows {', '.join(codes)} without a reason"
        return [], _remark(place, "DS131", message, FORM)
    return codes, None


def _about(lines: Sequence[str], number: int, column: int) -> int | None:
    """The line, from 1, that a comment is about; None for all of them."""
    if lines[number][:column].strip():
        return number + 1
    if not any(_has_content(line) for line in lines[:number]):
        return None
    after = range(number + 1, len(lines))
    return next((place + 1 for place in after if _has_content(lines[place])), number + 1)


def _has_content(line: str) -> bool:
    return not line.lstrip().startswith("#") and bool(line.strip())


def _remark(
    place: Place, code: str, message: str, remedy: str, severity: Severity = "warning"
) -> Diagnostic:
    return Diagnostic(place, severity, code, message, remedy)
