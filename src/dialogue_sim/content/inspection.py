"""What `check` looks at: every scenario with all it needs, and actors that no scenario uses."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dialogue_sim.content.bundle import actor_path
from dialogue_sim.content.casting import at_other_times
from dialogue_sim.content.diagnostics import Diagnostic, Place
from dialogue_sim.content.files import (
    FILES_OF_A_SETTING,
    UnknownIdError,
    actor_ids,
    default_library,
    expectation_paths,
    packaged_content,
    read_library,
    scenario_paths,
    scenarios_by_id,
)
from dialogue_sim.content.library import examine, examine_alone, examine_expectations
from dialogue_sim.content.suggest import did_you_mean
from dialogue_sim.content.yaml_source import read_yaml
from dialogue_sim.errors import DialogueSimError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from dialogue_sim.content.bundle import Bundle

    Beyond: TypeAlias = Callable[[Mapping[str, bytes], Sequence[Bundle]], Iterable[Diagnostic]]

TOP_FOLDERS = frozenset({"actors", "scenarios"})
SHARED_FILES = FILES_OF_A_SETTING - {"expectations"}
OF_SETTING = re.compile(rb"^setting *: *([a-z0-9_]+)", re.MULTILINE)
"""Says to which setting an actor belongs."""
BUILDS_ON = re.compile(rb"\buse\b")
"""Stands in every file that builds on another one, and in some that do not."""


class Inspected(NamedTuple):
    """What was looked at, and what is wrong with it.

    Attributes:
        files: that were asked for, by path, and others that keep them from being played.
        problems: sorted and without repeats.
        whole: whether every story that they belong to could be put together; else nobody looked
            further into it.
    """

    files: dict[str, bytes]
    problems: tuple[Diagnostic, ...]
    whole: bool


def inspect(
    paths: Sequence[Path],
    tell: Callable[[float], None] | None = None,
    beyond: Beyond | None = None,
) -> Inspected:
    """Everything that is wrong with some files or folders, or with all content that is found.

    Args:
        paths: files or folders below `actors/` or `scenarios/`, or folders that hold these, or
            ids of scenarios, settings and actors; none means the working folder, or the content
            that comes with the program.
        tell: hears how much of each path has been looked at, 0..1; what it raises ends the work.
        beyond: looks further into scenarios of the asked files that load without errors, given
            the whole library.

    Raises:
        UnknownIdError: a path that does not exist and is no id.
        DialogueSimError: a path that holds no content.
    """
    found: list[Diagnostic] = []
    looked_at: dict[str, bytes] = {}
    whole = True
    for root, own in folders(paths):
        library = read_library(root, packaged_content())
        looked_at.update(own)
        problems = problems_in(library, own, tell or _silent, beyond)
        whole = whole and _loads(problems)
        elsewhere = [*_in_the_way(library, own)]
        looked_at |= {one.place.path: library[one.place.path] for one in elsewhere}
        found += [*elsewhere, *(one for one in problems if one.place.path in own)]
    return Inspected(looked_at, tuple(sorted(set(found))), whole)


def _in_the_way(library: Mapping[str, bytes], own: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    """Errors in other files that keep scenarios that were asked about from being played."""
    for name, path in scenario_paths(library).items():
        if path in own:
            yield from (one for one in examine(library, name)[1] if one.severity == "error")


def folders(paths: Sequence[Path]) -> Iterator[tuple[Path, dict[str, bytes]]]:
    """For each path the folder that holds `actors/` and `scenarios/`, and the files meant in it.

    Args:
        paths: as for `inspect`.

    Raises:
        UnknownIdError: a path that does not exist and is no id.
        DialogueSimError: a path that holds no content.
    """
    for path in paths or [_default_root()]:
        root, wanted = _root_and_rest(path)
        own = {name: raw for name, raw in read_library(root).items() if _within(name, wanted)}
        if not own:
            message = f"there is no content in {path}: it is looked for in actors/ and scenarios/"
            raise DialogueSimError(message)
        yield root, own


def _silent(share: float) -> None:
    del share


def problems_in(
    library: Mapping[str, bytes],
    own: Mapping[str, bytes],
    tell: Callable[[float], None] = _silent,
    beyond: Beyond | None = None,
) -> list[Diagnostic]:
    """Problems of scenarios, of expectations, and of files that neither of them uses.

    Args:
        library: all files that may refer to each other; own: those that were asked about, of
            which none is left out; tell, beyond: as for `inspect`.

    Returns: problems of the whole library, in no order and perhaps with repeats.
    """
    found: list[Diagnostic] = []
    used: set[str] = set()
    sound: list[Bundle] = []
    scenarios, homes = scenario_paths(library), _homes(own)
    expectations = _concerned(library, own, expectation_paths(library))
    concerned = _concerned(library, own, scenarios)
    pieces = len(concerned) + len(expectations) + 1
    for done, name in enumerate(concerned):
        tell(done / pieces)
        bundle, problems = examine(library, name)
        found += problems
        used |= (read := _read_anyway(scenarios[name]) if bundle is None else {*bundle.written})
        asked = own.keys() & read or Path(scenarios[name]).parent.as_posix() in homes
        if bundle is not None and asked and _loads(problems):
            sound.append(bundle)
    for done, name in enumerate(expectations, start=len(concerned)):
        tell(done / pieces)
        expected, problems = examine_expectations(library, name)
        found += problems
        bundles = [] if expected is None else expected.openings.values()
        used |= {path for bundle in bundles for path in bundle.written}
    tell((pieces - 1) / pieces)
    found += _beside_stories(library, own, used)
    found += _at_other_times(library, own, found)
    tell(1.0)
    return [*found, *([] if beyond is None else beyond(library, sound))]


def _at_other_times(
    library: Mapping[str, bytes], own: Mapping[str, bytes], found: Iterable[Diagnostic]
) -> list[Diagnostic]:
    """What is wrong with actors at dates in which no story plays, unless it is told already."""
    told = {(one.place, one.code) for one in found}
    other = (
        one for path in own if path.startswith("actors/")
        for one in at_other_times(library, path)
    )  # fmt: skip
    return [one for one in other if (one.place, one.code) not in told]


def _beside_stories(
    library: Mapping[str, bytes], own: Mapping[str, bytes], used: set[str]
) -> Iterator[Diagnostic]:
    """Problems of files that no story uses: second ones of an id, and those that lie alone."""
    doubled = list(_doubled(library, own))
    yield from doubled
    for path in sorted(own.keys() - used - {one.place.path for one in doubled}):
        yield from examine_alone(library, path)


def _doubled(library: Mapping[str, bytes], own: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    """Scenarios that were asked about and whose id another one has, of which one can be played."""
    for name, paths in scenarios_by_id(library).items():
        for path in own.keys() & paths if len(paths) > 1 else ():
            other = next(one for one in paths if one != path)
            file, _ = read_yaml(path, library[path])
            place = Place(path) if file is None else file.place(("id",))
            yield Diagnostic(
                place, "error", "DS212", f"there is a scenario '{name}' already, in {other}",
                "take another name for the file and its id: saves tell scenarios apart by it",
            )  # fmt: skip


def _read_anyway(path: str) -> set[str]:
    """What was looked at of a story that could not be put together: all but its actors.

    Alone these files would be taken for whole, although they may say only what differs.
    """
    folder = Path(path).parent.as_posix()
    shared = SHARED_FILES - {"arguments"}
    return {path, *(f"{folder}/{name}.yaml" for name in shared)}


def _loads(problems: Iterable[Diagnostic]) -> bool:
    return not any(problem.severity == "error" for problem in problems)


def _concerned(
    library: Mapping[str, bytes], own: Mapping[str, bytes], paths: Mapping[str, str]
) -> list[str]:
    """Ids of the stories in which files that were asked about may have problems.

    A scenario reads what lies beside it and the actors that it names, expectations all actors of
    their setting; and where some file builds on another one, nobody can tell without reading.

    Args:
        library, own: as in `problems_in`.
        paths: of the scenarios or of the expectations, by id.
    """
    homes = _homes(own)
    actors = [Path(path).stem.encode() for path in own if path.startswith("actors/")]
    shared = {Path(path).parent for path in own if Path(path).stem in SHARED_FILES}
    every = bool(actors or shared) and any(BUILDS_ON.search(raw) for raw in library.values())
    return [
        name
        for name, path in paths.items()
        if every
        or path in own
        or Path(path).parent in shared
        or Path(path).parent.as_posix() in homes
        or (actors and Path(path).stem == "expectations")
        or any(actor in library[path] for actor in actors)
    ]


def _homes(own: Mapping[str, bytes]) -> set[str]:
    """The folders of the settings of actors: whether any scenario has an actor is told there."""
    found = (OF_SETTING.search(raw) for path, raw in own.items() if path.startswith("actors/"))
    return {f"scenarios/{match[1].decode()}" for match in found if match is not None}


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
        UnknownIdError: there is nothing of this name.
    """
    whole = (path if is_there(path) else _named(str(path))).resolve()
    if any((whole / folder).is_dir() for folder in TOP_FOLDERS):
        return whole, ""
    for parent in (whole, *whole.parents):
        if parent.name in TOP_FOLDERS:
            return parent.parent, whole.relative_to(parent.parent).as_posix()
    return whole, ""


def _named(identifier: str) -> Path:
    """File or folder of a scenario, a setting or an actor; one's own comes first.

    Raises:
        UnknownIdError: there is none.
    """
    library = default_library()
    scenarios = scenario_paths(library)
    known = {
        **{name: actor_path(name) for name in actor_ids(library)},
        **{Path(path).parts[1]: str(Path(path).parent) for path in scenarios.values()},
        **scenarios,
    }
    if identifier not in known:
        kind = "file or folder, scenario, setting or actor"
        near = did_you_mean(identifier, known)
        raise UnknownIdError(kind, identifier, list(scenarios) if near is None else [near])
    own = Path.cwd() / known[identifier]
    return own if is_there(own) else packaged_content() / known[identifier]
