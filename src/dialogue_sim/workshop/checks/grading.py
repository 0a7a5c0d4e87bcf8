"""What is wrong with content, graded and written down for people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dialogue_sim.content.diagnostics import capped, render_text
from dialogue_sim.workshop.checks.allowances import without_allowed
from dialogue_sim.workshop.checks.template import sentences_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dialogue_sim.content.diagnostics import Diagnostic, Severity

PUBLISHED: Final = "published"
PROFILES: dict[str, Severity] = {
    "draft": "info",
    "classroom": "warning",
    PUBLISHED: "error",
}
"""By profile: what a warning counts as."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check came to.

    Attributes:
        files: all that were looked at.
        problems: as a profile takes them, sorted, without those that are allowed.
        allowed: how many comments of their authors allow.
    """

    files: Mapping[str, bytes]
    problems: tuple[Diagnostic, ...]
    allowed: int

    @property
    def errors(self) -> int:
        """How many problems are errors."""
        return len([one for one in self.problems if one.severity == "error"])


def judged(
    files: Mapping[str, bytes], problems: Sequence[Diagnostic], profile: str, *, whole: bool = True
) -> Findings:
    """What was found in some files, without what is allowed, as a profile takes it.

    Args:
        files: all that were looked at; problems: as they were found.
        profile: one of `PROFILES`.
        whole: whether every check could be made; else nobody can tell which allowances are idle.
    """
    strict = [*sentences_left(files)] if profile == PUBLISHED else []
    left, allowed = without_allowed([*problems, *strict], files, whole=whole)
    return Findings(files, capped(graded(left, profile)), allowed)


def graded(problems: Iterable[Diagnostic], profile: str) -> list[Diagnostic]:
    """Problems as a profile takes them; `profile` is one of `PROFILES`."""
    return [
        replace(one, severity=PROFILES[profile]) if one.severity == "warning" else one
        for one in problems
    ]


def check_text(findings: Findings) -> str:
    """Every problem with its file, line and column and the line itself, and how many there are."""
    problems = findings.problems
    remarks = len(problems) - findings.errors
    counts = ((len(findings.files), "file"), (findings.errors, "error"), (remarks, "remark"))
    sums = ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts)
    if findings.allowed:
        sums += f", {findings.allowed} allowed"
    if not problems:
        return sums
    texts = {path: raw.decode(errors="replace") for path, raw in findings.files.items()}
    which = "it" if len(problems) == 1 else "the first of them"
    more = f"`dialogue-sim code {problems[0].code}` explains {which}."
    return f"{render_text(problems, texts)}\n\n{sums}\n{more}"
