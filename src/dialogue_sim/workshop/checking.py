"""What is wrong with content, graded and written down for people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dialogue_sim.content.diagnostics import render_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dialogue_sim.content.diagnostics import Diagnostic, Severity

PROFILES: dict[str, Severity] = {
    "draft": "info",
    "classroom": "warning",
    "published": "error",
}
"""By profile: what a warning counts as."""


def graded(problems: Iterable[Diagnostic], profile: str) -> list[Diagnostic]:
    """Problems as a profile takes them; `profile` is one of `PROFILES`."""
    return [
        replace(one, severity=PROFILES[profile]) if one.severity == "warning" else one
        for one in problems
    ]


def check_text(files: Mapping[str, bytes], problems: Sequence[Diagnostic]) -> str:
    """Every problem with its file, line and column and the line itself, and how many there are.

    Args:
        files: all that were looked at; problems: as they were graded.
    """
    errors = len([one for one in problems if one.severity == "error"])
    counts = ((len(files), "file"), (errors, "error"), (len(problems) - errors, "remark"))
    sums = ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts)
    if not problems:
        return sums
    texts = {path: raw.decode(errors="replace") for path, raw in files.items()}
    return f"{render_text(problems, texts)}\n\n{sums}"
