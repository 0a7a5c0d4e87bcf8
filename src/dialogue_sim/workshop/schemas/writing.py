"""Schemas as files of a workspace, and the lines by which editors find them."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from dialogue_sim.workshop.disk import put
from dialogue_sim.workshop.schemas.kinds import KINDS, kind_of
from dialogue_sim.workshop.schemas.schema import schema_text

if TYPE_CHECKING:
    from pathlib import Path

FOLDER: Final = "schemas"
"""Beside `actors/` and `scenarios/`."""
MARKS: Final = ("# yaml-language-server: $schema=", "# $schema: ")
"""How the two families of editors are told where the schema of a file lies."""


def write_schemas(folder: Path, *, anew: bool = True) -> tuple[Path, ...]:
    """Write the schema of every kind of content file.

    Args:
        folder: where to; anew: whether those that are there are written over.

    Raises:
        OSError: the disk does not take them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in KINDS:
        path = folder / kind.file
        if anew or not path.exists():
            put(path, schema_text(kind).encode())
            written.append(path)
    return tuple(written)


def modelines(path: str) -> str:
    """The two lines above a content file, by its path inside a library.

    The way to the schemas is relative, so a workspace can lie anywhere.
    """
    up = "../" * (len(PurePosixPath(path).parts) - 1)
    return "".join(f"{mark}{up}{FOLDER}/{kind_of(path).file}\n" for mark in MARKS)
