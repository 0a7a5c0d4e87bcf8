"""Where the hand-in and other texts of a save lie: beside it, and never over another file."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from dialogue_sim.errors import DialogueSimError

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".md"


class HandInError(DialogueSimError):
    """The hand-in cannot be written; the sentence says why."""


def write_beside(save: Path, text: str, suffix: str = SUFFIX, what: str = "the hand-in") -> Path:
    """Write a text beside a save, as `NAME.md`, or `NAME-2.md` where that is taken.

    Args:
        save: the save; text: what to write.
        suffix: what the name ends in; what: what it is, as errors say it.

    Returns:
        where it lies.

    Raises:
        HandInError: the disk does not take it.
    """
    for number in count(1):
        path = save.with_name(f"{save.stem}{f'-{number}' * (number > 1)}{suffix}")
        try:
            _write_whole(path, text)
        except FileExistsError:
            continue
        except OSError as error:
            message = f"cannot write {what} to {path}: {error.strerror}"
            raise HandInError(message) from error
        return path
    raise AssertionError


def _write_whole(path: Path, text: str) -> None:
    """Write a new file that is there as a whole or not at all.

    Raises:
        FileExistsError: the name is taken, or that under which the file is half written.
        OSError: the disk does not take it.
    """
    half = path.with_name(f"{path.name}.half")
    half.touch(exist_ok=False)
    try:
        half.write_text(text, encoding="utf-8", newline="\n")
        path.touch(exist_ok=False)  # from here on the name is taken, and taken by this
        try:
            half.replace(path)
        except OSError:
            path.unlink(missing_ok=True)
            raise
    finally:
        half.unlink(missing_ok=True)
