"""Files of older forms brought to the present one; every step is kept for ever."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from dialogue_sim.content.inspection import problems_in
from dialogue_sim.content.renaming import said_by
from dialogue_sim.workshop.editing.page import Edit, EditError, page_of
from dialogue_sim.workshop.schemas.writing import modelines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from dialogue_sim.content.diagnostics import Diagnostic
    from dialogue_sim.workshop.editing.page import Page

ROUNDS: Final = 20
"""What one step changes, another may find."""


@dataclass(frozen=True, slots=True)
class Upgrade:
    """A step from an older form to the present one.

    Attributes:
        name: of the step, and of the folder with its example among the tests.
        since: the day from which on files are written the new way.
        what: what changes; why: the reason.
        edits: what changes in a page; nothing in one that is written the new way.
    """

    name: str
    since: str
    what: str
    why: str
    edits: Callable[[Page, Around], Iterable[Edit]]


@dataclass(frozen=True, slots=True)
class Around:
    """What a step may know besides the page.

    Attributes:
        problems: what `check` finds in the file, sorted.
        schemas: whether the schemas of editors lie in the workspace.
    """

    problems: tuple[Diagnostic, ...]
    schemas: bool


def _present_names(page: Page, around: Around) -> Iterable[Edit]:
    """Old ids give way to the ones that `renamed:` says."""
    for problem in around.problems:
        word = said_by(problem)
        at = problem.place
        if word is not None and at.line <= len(page.lines) and page.words(at) == word.old:
            yield page.instead(at, word.new)


def _modelines(page: Page, around: Around) -> Iterable[Edit]:
    """The lines by which editors find the schema of a file stand above it."""
    start = page.starts[0]
    beginning = takewhile(lambda line: not line or line.startswith("#"), page.lines)
    if around.schemas and not any("$schema" in line for line in beginning):
        yield Edit(start, start, modelines(page.path).replace("\n", page.line_end))


UPGRADES: Final = (
    Upgrade(
        "present_names",
        "2026-11-23",
        "ids that `renamed:` of a setting, its policies or a scenario calls otherwise",
        "what still says the old id is read as the new one, with a remark each time",
        _present_names,
    ),
    Upgrade(
        "modelines",
        "2026-11-23",
        "the lines above a file by which editors find its schema, where `schemas/` is there",
        "editors then say what every key is for, and mark what is wrong while one writes",
        _modelines,
    ),
)
"""In their order; a new step is added at the end, and none is ever taken away."""


def upgraded(
    library: Mapping[str, bytes], own: Mapping[str, bytes], *, schemas: bool = False
) -> tuple[dict[str, bytes], list[str]]:
    """Files in the present form.

    Args:
        library: all files that may refer to each other; own: those of them that may be changed.
        schemas: whether the schemas of editors lie in the workspace.

    Returns:
        the files that change, by path, and the names of the steps that changed something.

    Raises:
        EditError: a step would leave what no content file is.
    """
    files, taken = dict(library), set[str]()
    for _ in range(ROUNDS):
        before = dict(files)
        problems = problems_in(files, {path: files[path] for path in own})
        for path in sorted(own):
            page = _page(path, files[path])
            here = {one for one in problems if one.place.path == path}
            if page is not None:
                page, steps = _stepped(page, Around(tuple(sorted(here)), schemas))
                files[path] = page.raw
                taken |= steps
        if files == before:
            break
    changed = {path: files[path] for path in own if files[path] != own[path]}
    return changed, [upgrade.name for upgrade in UPGRADES if upgrade.name in taken]


def _stepped(page: Page, around: Around) -> tuple[Page, set[str]]:
    """A page after every step, and the names of those that changed something.

    Problems have their places in the page before the first, so one step at a time is taken.
    """
    for upgrade in UPGRADES:
        edits = tuple(upgrade.edits(page, around))
        if edits:
            return page.edited(*edits), {upgrade.name}
    return page, set()


def _page(path: str, raw: bytes) -> Page | None:
    """A file to be edited; None for one that cannot be read, which `check` speaks of."""
    try:
        return page_of(path, raw)
    except EditError:
        return None
