"""What is wrong in content and can only be meant in one way: put right, and checked again."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from dialogue_sim.content.inspection import problems_in
from dialogue_sim.content.suggest import likeness, suggested
from dialogue_sim.workshop.editing.page import EditError, edited, page_of
from dialogue_sim.workshop.editing.writing import written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dialogue_sim.content.diagnostics import Diagnostic
    from dialogue_sim.workshop.editing.page import Edit, Page

NEAR: Final = 0.75
"""How like a word and what it is replaced by must be; see `suggest.likeness`."""
REFERENCES: Final = "DS2"
"""Codes before it are about the shape of a file."""
ROUNDS: Final = 20
"""One change may bring to light what another one can put right."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A problem, and the edit that puts it right."""

    problem: Diagnostic
    edit: Edit


def fixed(
    library: Mapping[str, bytes], own: Mapping[str, bytes], *, most: int = ROUNDS
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Files with everything put right that can only be meant in one way.

    No file comes out with more problems than it had, but for those that could not be seen before.

    Args:
        library: all files that may refer to each other.
        own: those of them that may be changed.
        most: how many times what came out is looked at again.

    Returns:
        the files that change, by path, and the problems that are gone, in their order.
    """
    files, gone = dict(library), []
    for _ in range(most):
        mine = {path: files[path] for path in own}
        problems = _problems(files, mine)
        fixes = [fix for one in problems if (fix := fix_of(one, mine)) is not None]
        if not fixes:
            break
        after = together(files, fixes)
        if after is None or not _better(problems, _problems(after, mine), fixes):
            after, fixes = _one_by_one(files, mine, fixes)
        if not fixes:
            break
        files = after
        gone += [fix.problem for fix in fixes]
    left = _problems(files, {path: files[path] for path in own})
    return (
        {path: files[path] for path in own if files[path] != own[path]},
        sorted(set(gone) - set(left)),
    )


def _problems(files: Mapping[str, bytes], own: Mapping[str, bytes]) -> list[Diagnostic]:
    now = {path: files[path] for path in own}
    return sorted({one for one in problems_in(files, now) if one.place.path in own})


def _better(
    before: Sequence[Diagnostic], after: Sequence[Diagnostic], fixes: Sequence[Fix]
) -> bool:
    """Whether there are fewer problems, or those that stand behind what was put right.

    Of several slips in one condition only the first is told.
    """
    if _fewer(before, after):
        return True
    mended = [fix.problem for fix in fixes]
    fresh = [one for one in after if one not in before]
    gone = not any(one in after for one in mended)
    behind = all(any(_follows(one, problem) for problem in mended) for one in fresh)
    return gone and behind and len(after) <= len(before)


def _follows(one: Diagnostic, mended: Diagnostic) -> bool:
    """Whether a problem is one of the same kind, further down in the same file."""
    return (one.code, one.place.path) == (mended.code, mended.place.path) and one > mended


def _fewer(before: Sequence[Diagnostic], after: Sequence[Diagnostic]) -> bool:
    """Whether there are fewer problems, and no file has more of them than before.

    What refers to what is looked at only where every file is shaped as it should be, so what
    comes to light once the last mistake of shape is gone was there before.
    """
    shapes = [[one for one in found if one.code < REFERENCES] for found in (before, after)]
    counted = shapes if shapes[0] else [before, after]
    old, new = (Counter(one.place.path for one in found) for found in counted)
    better = len(counted[1]) < len(counted[0]) and len(shapes[1]) <= len(shapes[0])
    return better and all(new[path] <= old[path] for path in new)


def together(files: Mapping[str, bytes], fixes: Iterable[Fix]) -> dict[str, bytes] | None:
    """The files after some edits; None where these cannot be made together."""
    by_path: dict[str, list[Edit]] = {}
    for fix in fixes:
        by_path.setdefault(fix.problem.place.path, []).append(fix.edit)
    after = dict(files)
    try:
        for path, edits in by_path.items():
            after[path] = edited(files[path].decode("utf-8"), edits).encode()
    except EditError:
        return None
    return after


def _one_by_one(
    files: Mapping[str, bytes], own: Mapping[str, bytes], fixes: Sequence[Fix]
) -> tuple[dict[str, bytes], list[Fix]]:
    """The files after the first edit that takes a problem away, and that edit."""
    before = _problems(files, own)
    for fix in fixes:
        after = together(files, [fix])
        if after is not None and _better(before, _problems(after, own), [fix]):
            return after, [fix]
    return dict(files), []


def fix_of(problem: Diagnostic, files: Mapping[str, bytes]) -> Fix | None:
    """What puts a problem right, if that can only be meant in one way.

    Args:
        problem: in one of the files; files: their content, by path.
    """
    how = FIXES.get(problem.code, _as_suggested)
    try:
        page = page_of(problem.place.path, files[problem.place.path])
        edit = how(problem, page)
    except EditError:
        return None
    return None if edit is None else Fix(problem, edit)


def _as_suggested(problem: Diagnostic, page: Page) -> Edit | None:
    """The only word that is near, in place of one that is unknown."""
    word, words = suggested(problem.help), page.words(problem.place)
    if word is None:
        return None
    near = [one for one in re.split(r"[.'\"]", words) if one and likeness(one, word) >= NEAR]
    if len(near) != 1:
        return None
    return page.instead(problem.place, words.replace(near[0], word))


def _in_quotes(problem: Diagnostic, page: Page) -> Edit | None:
    """What other tools read as something else stands in quotes: it is the text that it was."""
    words = page.words(problem.place)
    return None if not words else page.instead(problem.place, written(words))


def _named_as_the_file(problem: Diagnostic, page: Page) -> Edit | None:
    """The id of a file is its name, and the setting of a file its folder."""
    path = PurePosixPath(page.path)
    own = ("id",) in page.file.values and page.file.values["id",] == problem.place
    name = path.stem if own and path.stem != "setting" else path.parent.name
    return page.instead(problem.place, written(name))


FIXES: Final[Mapping[str, Callable[[Diagnostic, Page], Edit | None]]] = {
    "DS114": _in_quotes,
    "DS205": _named_as_the_file,
}
"""By code, how it is put right; what is not named here, by the word that its help suggests."""
