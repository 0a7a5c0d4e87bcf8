"""Pages of ours on the disk: an older one of the same kind gives way, any other file does not."""

from __future__ import annotations

from pathlib import Path

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.paper.page import is_ours
from dialogue_sim.workshop.disk import put

HEAD = 4096
"""So many characters of a file are enough to tell what it is."""


def must_give_way(path: Path, make: str) -> None:
    """Refuse a path at which something else lies, before anything is worked out.

    Args:
        path: of the page; make: which kind of page it is.

    Raises:
        DialogueSimError: something else is there, or it cannot be read.
    """
    try:
        if not path.exists():
            path.parent.stat()  # a folder that is not there is told before anything is played
            return
        with path.open(encoding="utf-8", errors="replace") as file:
            ours = is_ours(file.read(HEAD), make)
    except OSError as error:
        raise _refused(path, error) from error
    if not ours:
        message = f"{path} is there already and is no {make} of ours; give another name with -o"
        raise DialogueSimError(message)


def write_page(path: Path, text: str, make: str) -> None:
    """Write a page in one step: whoever looks has the older one or this one.

    Raises:
        DialogueSimError: something else is there, or the disk does not take it.
    """
    must_give_way(path, make)
    try:
        put(path.resolve(), text.encode())
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> DialogueSimError:
    return DialogueSimError(f"cannot write {path}: {error.strerror}")
