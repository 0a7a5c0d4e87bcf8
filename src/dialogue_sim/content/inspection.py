"""What `check` looks at: every scenario with all it needs, and actors that no scenario uses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dialogue_sim.content.diagnostics import capped
from dialogue_sim.content.files import (
    expectation_paths,
    packaged_content,
    read_library,
    scenario_paths,
)
from dialogue_sim.content.library import examine, examine_alone, examine_expectations
from dialogue_sim.errors import DialogueSimError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dialogue_sim.content.diagnostics import Diagnostic

TOP_FOLDERS = frozenset({"actors", "scenarios"})


def inspect(
    paths: Sequence[Path], tell: Callable[[float], None] | None = None
) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """Everything that is wrong with some files or folders, or with all content that is found.

    Args:
        paths: files or folders below `actors/` or `scenarios/`, or folders that hold these;
            none means the working folder, or the content that comes with the program.
        tell: hears how much of each path has been looked at, 0..1; what it raises ends the work.

    Returns:
        the files that were looked at, by path, and the problems, sorted.

    Raises:
        DialogueSimError: a path that does not exist or holds no content.
    """
    found: list[Diagnostic] = []
    looked_at: dict[str, bytes] = {}
    for path in paths or [_default_root()]:
        root, wanted = _root_and_rest(path)
        library = read_library(root, packaged_content())
        own = {name: raw for name, raw in read_library(root).items() if _within(name, wanted)}
        if not own:
            message = f"there is no content in {path}: it is looked for in actors/ and scenarios/"
            raise DialogueSimError(message)
        looked_at.update(own)
        problems = _problems(library, own, tell or _silent)
        found += [problem for problem in problems if problem.place.path in own]
    return looked_at, capped(found)


def _silent(share: float) -> None:
    del share


def _problems(
    library: Mapping[str, bytes], own: Mapping[str, bytes], tell: Callable[[float], None]
) -> list[Diagnostic]:
    """Problems of scenarios, of expectations, and of files that neither of them uses."""
    found: list[Diagnostic] = []
    used: set[str] = set()
    scenarios, expectations = scenario_paths(library), expectation_paths(library)
    pieces = len(scenarios) + len(expectations)
    for done, name in enumerate(scenarios):
        tell(done / pieces)
        bundle, problems = examine(library, name)
        found += problems
        used |= set(bundle.files) if bundle is not None else set()
    for done, name in enumerate(expectations, start=len(scenarios)):
        tell(done / pieces)
        expected, problems = examine_expectations(library, name)
        found += problems
        bundles = [] if expected is None else expected.openings.values()
        used |= {path for bundle in bundles for path in bundle.files}
    for path in own.keys() - used:
        found += examine_alone(library, path)
    tell(1.0)
    return found


def is_there(path: Path) -> bool:
    """Whether a file or folder exists; a name that no disk can hold does not."""
    try:
        return path.exists()
    except OSError:
        return False


def _within(name: str, wanted: str) -> bool:
    return not wanted or name == wanted or name.startswith(f"{wanted}/")


def _default_root() -> Path:
    here = Path.cwd()
    return here if any((here / folder).is_dir() for folder in TOP_FOLDERS) else packaged_content()


def _root_and_rest(path: Path) -> tuple[Path, str]:
    """The folder that holds `actors/` and `scenarios/`, and what of it was asked for.

    Raises:
        DialogueSimError: the path does not exist.
    """
    if not is_there(path):
        message = f"there is no file or folder {path}"
        raise DialogueSimError(message)
    whole = path.resolve()
    if any((whole / folder).is_dir() for folder in TOP_FOLDERS):
        return whole, ""
    for parent in (whole, *whole.parents):
        if parent.name in TOP_FOLDERS:
            return parent.parent, whole.relative_to(parent.parent).as_posix()
    return whole, ""
