"""Puts the files of a pack into a folder: all of them or none, and nothing is lost."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dialogue_sim.content.files import read_library, scenario_paths
from dialogue_sim.workshop.packs.manifest import PackError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.workshop.packs.manifest import Pack

BEFORE: Final = ".before"
"""Ends the name of a file that was replaced; nobody reads it as content."""
HALF: Final = ".part"
"""Ends the name of a file that is being written."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What unpacking would do, by path.

    Attributes:
        new: files that are not there yet.
        same: files that are there already, with the same content.
        different: files that are there with other content.
        hiding: files that would come before others of the program, which differ.
        doubles: (path, path) of scenarios whose id another setting has as well.
    """

    new: tuple[str, ...]
    same: tuple[str, ...]
    different: tuple[str, ...]
    hiding: tuple[str, ...] = ()
    doubles: tuple[tuple[str, str], ...] = ()


def plan(pack: Pack, folder: Path, shipped: Mapping[str, bytes]) -> Plan:
    """What unpacking into a folder would do there.

    Args:
        folder: it need not exist.
        shipped: the content that comes with the program.

    Raises:
        PackError: a file there cannot be read, or a folder stands in the way.
    """
    there = {path: _content_of(folder / path) for path in pack.files}
    around = scenario_paths({**shipped, **read_library(folder)})
    ids = {name: path for name, path in around.items() if path not in pack.files}
    own = scenario_paths(pack.files)
    return Plan(
        tuple(path for path, raw in there.items() if raw is None),
        tuple(path for path, raw in there.items() if raw == pack.files[path]),
        tuple(path for path, raw in there.items() if raw not in {None, pack.files[path]}),
        tuple(path for path, raw in pack.files.items() if shipped.get(path, raw) != raw),
        tuple((path, ids[name]) for name, path in own.items() if name in ids),
    )


def _content_of(path: Path) -> bytes | None:
    """The bytes of a file; None where there is none.

    Raises:
        PackError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"cannot unpack to {path}: {error.strerror}"
        raise PackError(message) from error


def place(pack: Pack, folder: Path, wanted: Plan, *, replace: bool = False) -> tuple[Path, ...]:
    """Write the files of a pack into a folder, all of them or none.

    Args:
        folder: is made if it is not there.
        wanted: what is to be done, as `plan` said.
        replace: whether files with other content give way; they are kept beside the new ones.

    Returns:
        where replaced files are kept.

    Raises:
        PackError: a file with other content is there, or the disk does not take one; then all
            is as it was.
    """
    if wanted.different and not replace:
        some = ", ".join(wanted.different[:3])
        exist = "exist" if len(wanted.different) > 1 else "exists"
        more = f" and {len(wanted.different) - 3} more" if len(wanted.different) > 3 else ""  # noqa: PLR2004
        message = (
            f"{some}{more} {exist} already with other content; unpack into another folder "
            f"with --to DIR, or use --replace: then each old file is kept as NAME{BEFORE}"
        )
        raise PackError(message)
    work = _Work()
    try:
        for path in (*wanted.new, *wanted.different):
            work.prepare(folder / path, pack.files[path])
        for path in (*wanted.new, *wanted.different):
            work.put(folder / path, may_exist=path in wanted.different)
    except BaseException as error:  # an interrupt from the keyboard leaves nothing half done
        work.undo()
        if not isinstance(error, OSError):
            raise
        message = f"cannot write {error.filename or folder}: {error.strerror}; nothing was changed"
        raise PackError(message) from error
    return tuple(kept for _, kept in work.moved)


@dataclass
class _Work:
    """What has been done so far, so that it can be taken back.

    Attributes:
        made: folders; halves: by name, files that wait for it; placed: files that have theirs;
        moved: (from, to) of files that have given way.
    """

    made: list[Path] = field(default_factory=list)
    halves: dict[Path, Path] = field(default_factory=dict)
    placed: list[Path] = field(default_factory=list)
    moved: list[tuple[Path, Path]] = field(default_factory=list)

    def prepare(self, path: Path, raw: bytes) -> None:
        """Write a file under a name that nobody reads, and make the folders above it."""
        for above in reversed(path.parents):
            if not above.exists():
                above.mkdir()
                self.made.append(above)
        half = _free(path, HALF)
        with half.open("xb") as file:
            self.halves[path] = half
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())

    def put(self, path: Path, *, may_exist: bool) -> None:
        """Give a prepared file its name; what has the name until now is kept under another."""
        if may_exist:
            kept = _free(path, BEFORE)
            path.rename(kept)
            self.moved.append((path, kept))
        elif path.exists():
            raise FileExistsError(0, "it has just been made by somebody else", str(path))
        self.halves[path].rename(path)
        self.placed.append(path)

    def undo(self) -> None:
        """Take everything back, the last first."""
        for path in (*self.placed, *self.halves.values()):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        for path, kept in self.moved:
            with contextlib.suppress(OSError):
                kept.rename(path)
        for folder in reversed(self.made):
            with contextlib.suppress(OSError):
                folder.rmdir()


def _free(path: Path, ending: str) -> Path:
    """A name beside a file under which nothing is kept yet."""
    free, number = path.with_name(path.name + ending), 1
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}{ending}-{number}")
    return free
