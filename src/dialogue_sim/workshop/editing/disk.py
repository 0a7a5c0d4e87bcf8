"""Content files that change on the disk: whole or not at all, and never what nobody has seen."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from dialogue_sim.workshop.disk import put
from dialogue_sim.workshop.editing.page import EditError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def write_over(path: Path, before: bytes, after: bytes) -> None:
    """Write a file that is there, in one step: whoever reads it has the old one or the new one.

    Args:
        path: a link is followed, and what it leads to keeps its mode.
        before: what it held when it was read; after: what it is to hold.

    Raises:
        EditError: it holds something else by now, or the disk does not take it.
    """
    target = path.resolve()
    try:
        if target.read_bytes() != before:
            message = f"{path} has changed meanwhile; nothing was written to it"
            raise EditError(message)
        put(target, after)
    except OSError as error:
        message = f"cannot write {path}: {error.strerror}"
        raise EditError(message) from error


def differences(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[str]:
    """Lines that show what changes in some files.

    Args:
        before, after: content by path; of `before` only what is in `after` counts.
    """
    for path in sorted(after):
        old, new = (files[path].decode(errors="replace") for files in (before, after))
        shown = difflib.unified_diff(
            old.splitlines(), new.splitlines(), path, path, lineterm="", n=1
        )
        yield from shown
