"""Where the hand-in lies: beside the save, and never over another file."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from dialogue_sim.errors import DialogueSimError

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".md"


class HandInError(DialogueSimError):
    """The hand-in cannot be written; the sentence says why."""


def write_beside(save: Path, text: str) -> Path:
    """Write a text beside a save, as `NAME.md`, or `NAME-2.md` where that is taken.

    Returns:
        where it lies.

    Raises:
        HandInError: the disk does not take it.
    """
    for number in count(1):
        path = save.with_name(f"{save.stem}{f'-{number}' * (number > 1)}{SUFFIX}")
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            continue
        except OSError as error:
            message = f"cannot write the hand-in to {path}: {error.strerror}"
            raise HandInError(message) from error
        return path
    raise AssertionError
