"""What comes to light only once slips of shape are put right: all problems at once, all the same.

What a file refers to is looked at only where its shape is sound. Where a slip can be meant in one
way alone, the file is read as it was meant, and what is wrong elsewhere in it is told as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dialogue_sim.content.inspection import problems_in
from dialogue_sim.content.sourced import AUTHORS_OWN
from dialogue_sim.workshop.editing.fixing import REFERENCES, Fix, fix_of, together
from dialogue_sim.workshop.editing.page import page_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dialogue_sim.content.diagnostics import Diagnostic

UNKNOWN_KEY: Final = "DS120"


def behind_slips(
    library: Mapping[str, bytes], own: Mapping[str, bytes], problems: Iterable[Diagnostic]
) -> list[Diagnostic]:
    """Errors that slips of shape hide, on lines that stay as they are.

    Args:
        library: all files; own: those that were asked about.
        problems: what was found in them.
    """
    told = {one for one in problems if one.place.path in own}
    slips = [one for one in told if one.severity == "error" and one.code < REFERENCES]
    found = [fix_of(one, own) or _set_aside(one, own) for one in sorted(slips)]
    fixes = [fix for fix in found if fix is not None]
    mended = together(library, fixes) if fixes else None
    if mended is None or not _keeps_lines(library, mended):
        return []
    touched = {(fix.problem.place.path, fix.problem.place.line) for fix in fixes}
    return [
        one
        for one in set(problems_in(mended, {path: mended[path] for path in own})) - told
        if one.severity == "error"
        and one.place.path in own
        and (one.place.path, one.place.line) not in touched
    ]


def _set_aside(problem: Diagnostic, files: Mapping[str, bytes]) -> Fix | None:
    """An unknown key that stands for none as one of the author's own, which nobody reads."""
    if problem.code != UNKNOWN_KEY:
        return None
    page = page_of(problem.place.path, files[problem.place.path])
    return Fix(problem, page.instead(problem.place, f"{AUTHORS_OWN}{page.words(problem.place)}"))


def _keeps_lines(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> bool:
    """Whether every line stands where it stood."""
    return all(raw.count(b"\n") == before[path].count(b"\n") for path, raw in after.items())
