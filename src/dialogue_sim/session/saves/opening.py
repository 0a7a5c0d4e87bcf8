"""Opening a save: to look at, or to go on with; either way every turn is checked first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dialogue_sim.session.saves.playback import Playback
from dialogue_sim.session.saves.reading import Save, read_save, read_whole
from dialogue_sim.session.saves.recording import Recording

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Opened:
    """A save read and played again.

    Attributes:
        recording: ready to go on where the session stands.
        save: as it was on the disk.
        notice: what was lost on the way, if anything, as a sentence.
    """

    recording: Recording
    save: Save
    notice: str = ""


def open_save(path: Path) -> Opened:
    """Read a save, play its moves again and check every turn against what was recorded.

    Nobody is kept from writing to it before the first move.

    Raises:
        SaveError: the file is no save, or a record does not fit; the sentence names it.
        ContentError: the embedded content cannot be read by this version.
    """
    save = read_whole(path)
    return Opened(recording_at(Playback(save), save.tree.tip), save, save.torn)


def stand_and_catch_up(recording: Recording) -> None:
    """Hold the save, say in it that the session goes on here, and write what it has lost.

    Raises:
        BusyError: it is being played in another window.
        SaveError: the disk did not take it.
    """
    if recording.journal is not None:
        recording.journal.hold()
        if recording.at != read_save(recording.journal.path).tree.tip:
            recording.stand()
        recording.catch_up()


def recording_at(playback: Playback, step: int) -> Recording:
    """A game at a step of a save, ready to go on from there.

    Raises:
        SaveError: a record does not fit.
        ContentError: the embedded content cannot be read by this version.
    """
    save = playback.save
    tree, game = save.tree, playback.game(step)
    seated = bool(game.seats)
    if not seated:  # the save of a run: whoever goes on sits in the chair
        game = replace(game, seats={game.chair: "player"})
    ends = (tree.content_end, *tree.turns(step))
    return Recording(game, save.journal, step, save.format, seated, ends)
