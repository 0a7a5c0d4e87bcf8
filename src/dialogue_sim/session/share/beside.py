"""A line written beside its save, to be sent; never over another file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.session.hand_in.file import write_beside
from dialogue_sim.session.saves.reading import read_sound
from dialogue_sim.session.share.readable import export_line

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".txt"


def export_beside(path: Path, step: int | None = None) -> Path:
    """Write a line of a save as text beside it: `NAME.txt`, or `NAME-2.txt` where that is taken.

    Args:
        path: the save.
        step: number of the last step of the line; where the session stands if left out.

    Returns:
        where the text lies.

    Raises:
        SaveError: the save cannot be read, or a record does not say what the text needs.
        HandInError: the disk does not take it.
    """
    save = read_sound(path)
    text = export_line(save, save.tree.tip if step is None else step)
    return write_beside(path, text, SUFFIX, "the line")
