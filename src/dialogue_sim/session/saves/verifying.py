"""Is a save sound? Its chain, the hashes of its content, and every line of it played again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.saves.journal import SaveError
from dialogue_sim.session.saves.playback import Playback
from dialogue_sim.session.saves.reading import read_sound

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.session.saves.reading import Save


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in a save.

    Attributes:
        faults: what does not fit, each as a sentence that names the record; none if it is sound.
        records: how many are whole; lines: how many there are of what was played.
        turns: how many turns of the current line come out as they were recorded.
        code: of the session where it stands; nothing where it cannot be played to there.
        last: hash of the last whole record.
        notice: what was lost at the end in writing, as a sentence, if anything.
    """

    path: Path
    faults: tuple[str, ...] = ()
    records: int = 0
    lines: int = 0
    turns: int = 0
    code: str = ""
    last: str = ""
    notice: str = ""

    @property
    def sound(self) -> bool:
        """Whether everything that was written fits."""
        return not self.faults

    @property
    def opens(self) -> bool:
        """Whether what is whole can be gone on with."""
        return bool(self.code)


def verify(path: Path) -> Verdict:
    """Look through a whole save; nothing is written, and nothing is raised."""
    try:
        save = read_sound(path)
    except SaveError as error:
        return Verdict(path, (str(error),))
    faults = [save.damage.sentence(path)] if save.damage is not None else []
    playback = Playback(save)
    faults += _faults(playback, told=bool(faults))
    turns, code = _sound_turns(playback)
    return Verdict(
        path,
        tuple(faults),
        len(save.tree.records),
        len(save.tree.variations),
        turns,
        code,
        save.journal.hashes[-1],
        save.torn,
    )


def _faults(playback: Playback, *, told: bool) -> list[str]:
    """What does not fit when every line is played again.

    Args:
        playback: of a save.
        told: whether damage was found before; that content is missing behind it is no news.
    """
    try:
        found = [str(fault) for fault in playback.faults()]
    except DialogueSimError as error:
        found = [f"{playback.save.path}: its content does not fit this version: {error}"]
    return [] if told and not _played(playback.save) else found


def _played(save: Save) -> bool:
    return save.tree.tip != save.tree.content_end


def _sound_turns(playback: Playback) -> tuple[int, str]:
    """How many turns of the current line fit, and the session code where all of it does."""
    tree, turns = playback.save.tree, 0
    try:
        for number in tree.turns(tree.tip):
            playback.game(number)
            turns += 1
        return turns, playback.game(tree.tip).code
    except DialogueSimError:
        return turns, ""
