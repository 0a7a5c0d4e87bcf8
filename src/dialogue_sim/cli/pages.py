"""Pages of ours on the disk: an older one of the same kind gives way, any other file does not."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.paper.page import is_ours

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
    target = path.resolve()
    try:
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        beside = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            beside.chmod(0o644)
            beside.replace(target)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> DialogueSimError:
    return DialogueSimError(f"cannot write {path}: {error.strerror}")
