"""Saves get another name or are put away; nothing is ever lost or written over."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dialogue_sim.session.saves.journal import SaveError
from dialogue_sim.session.saves.reading import SUFFIX

if TYPE_CHECKING:
    from pathlib import Path

TRASH = "trash"
"""The folder beside the saves where those lie that were put away."""

LONGEST_NAME = 60
PLAIN = frozenset(" -_.()+,")
"""What a name may hold besides letters and digits."""


def rename_save(path: Path, name: str) -> Path:
    """Give a save another name; the suffix stays.

    Args:
        path: the save.
        name: letters, digits, spaces and a few signs; where it ends in the suffix, once is enough.

    Returns:
        where the save lies now.

    Raises:
        SaveError: the name cannot be one, is taken, or the disk does not take it.
    """
    stem = name.strip().removesuffix(SUFFIX).strip()
    _must_be_name(stem)
    target = path.with_name(f"{stem}{SUFFIX}")
    if target.name != path.name:
        _move(path, target)
    return target


def put_away(path: Path) -> Path:
    """Put a save into the folder `trash` beside it, from where it can be taken back.

    Returns:
        where the save lies now; a number is added to its name where that is taken there.

    Raises:
        SaveError: the disk does not take it; the save stays where it was.
    """
    folder = path.parent / TRASH
    target, number = folder / path.name, 1
    try:
        folder.mkdir(exist_ok=True)
        while target.exists():
            number += 1
            target = folder / f"{path.stem}-{number}{path.suffix}"
    except OSError as error:
        message = f"cannot make {folder}: {error.strerror}; {path.name} stays where it is"
        raise SaveError(message) from error
    _move(path, target)
    return target


def _must_be_name(stem: str) -> None:
    if not stem or stem.startswith("."):
        message = "a save needs a name that begins with a letter or a digit"
        raise SaveError(message)
    if len(stem) > LONGEST_NAME:
        message = f"a name has at most {LONGEST_NAME} characters; this one has {len(stem)}"
        raise SaveError(message)
    odd = [sign for sign in stem if not (sign.isalnum() or sign in PLAIN)]
    if odd:
        message = f"{odd[0]!a} cannot be part of a name; take letters, digits, spaces and - _ ."
        raise SaveError(message)


def _move(path: Path, target: Path) -> None:
    try:
        _move_to_free(path, target)
    except FileExistsError as error:
        message = f"there is a save called {target.stem} already; take another name"
        raise SaveError(message) from error
    except OSError as error:
        message = f"cannot move {path.name} to {target}: {error.strerror}"
        raise SaveError(message) from error


def _move_to_free(path: Path, target: Path) -> None:
    """Move a file to a name that nothing has, not even since a moment ago.

    Raises:
        FileExistsError: something has it.
        OSError: the disk does not take it; the file is where it was.
    """
    try:
        os.link(path, target, follow_symlinks=False)  # unlike a new name, never over another file
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # not every disk or system has two names for a file
        if target.exists():
            raise FileExistsError from None
        path.rename(target)
        return
    try:
        path.unlink()
    except OSError:
        target.unlink()
        raise
