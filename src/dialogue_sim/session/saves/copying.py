"""One line of a save as a save of its own; the one it is taken from stays as it is."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from dialogue_sim.session.saves.journal import ROOT, SaveError
from dialogue_sim.session.saves.reading import NewerError
from dialogue_sim.session.saves.recording import new_journal
from dialogue_sim.session.saves.upcast import VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.session.saves.journal import Journal
    from dialogue_sim.session.saves.reading import Save

OF_THE_FILE = frozenset({"n", "p", "h"})
"""What a record says of its place in a file."""


def copy_line(save: Save, step: int, path: Path) -> None:
    """Write the line to a step as a new save: content, decisions, turns, and notes about them.

    Records of an older format are written in that of today.

    Args:
        save: as far as it could be read; step: number of the last step; path: a file that is
            not there yet.

    Raises:
        NewerError: the save is of a format that this version does not know.
        SaveError: the file exists, or the disk did not take it; then there is none.
    """
    if save.newer:
        raise NewerError(save.newer)
    journal = new_journal(path)
    try:
        _write(save, step, journal)
    except BaseException as error:  # an interrupt from the keyboard leaves no half save either
        journal.close()
        if journal.hashes:
            with contextlib.suppress(OSError):
                path.unlink()
        if not isinstance(error, UnicodeEncodeError):
            raise
        message = f"{save.path} holds half a character; the file was changed"
        raise SaveError(message) from error
    finally:
        journal.close()


def _write(save: Save, step: int, journal: Journal) -> None:
    tree = save.tree
    line = tree.line(step)
    steps = [
        {key: part for key, part in tree.records[number].items() if key not in OF_THE_FILE}
        for number in line
    ]
    journal.append([{**steps[0], "v": VERSION}, *steps[1:]], ROOT)
    for place, number in enumerate(line):
        for note in tree.notes.get(number, ()):
            mark = {"mark": note.mark} if note.mark else {}
            journal.append([{"k": "note", **mark, "text": note.text}], place)
