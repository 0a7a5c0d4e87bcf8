"""A session as its file tells it: a save, a file of moves, or an exported text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.moves import Entry
from dialogue_sim.session.notation import read_entries, read_move
from dialogue_sim.session.saves.reading import need, read_sound
from dialogue_sim.session.share.line import Branched, Made, Step
from dialogue_sim.session.share.reading_text import read_line

if TYPE_CHECKING:
    from pathlib import Path

OF_SAVE, OF_MOVES = '{"n":0,', "{"
"""What a save and what a file of moves begins with."""


@dataclass(frozen=True)
class Told:
    """Moves in their order, and what is known of the session.

    Attributes:
        scenario, seed: empty where the file does not say.
        luck: the first turn that drew from another seed; 0 where none did.
    """

    scenario: str
    seed: str
    entries: tuple[Entry, ...]
    luck: int = 0


def read_session(path: Path) -> Told:
    """The moves of a session.

    Raises:
        DialogueSimError: the file cannot be read, or is nothing of the kind.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        message = f"cannot read {path}: {error.strerror}"
        raise DialogueSimError(message) from error
    except UnicodeDecodeError as error:
        message = f"{path} is not UTF-8 text"
        raise DialogueSimError(message) from error
    if text.startswith(OF_SAVE):
        return _of_save(path)
    if text.lstrip().startswith(OF_MOVES):
        return Told("", "", tuple(read_entries(text)))
    return _of_text(text)


def _of_save(path: Path) -> Told:
    """The line on which a save stands."""
    save = read_sound(path)
    where = save.where(0)
    entries, luck = [], 0
    for number in save.tree.line(save.tree.tip):
        record, kind = save.tree.records[number], save.tree.kind(number)
        if kind == "branch" and record.get("seed") and not luck:
            luck = need(record, "t", int, save.where(number))
        if kind == "move":
            turn = need(record, "t", int, save.where(number))
            by = need(record, "by", str, save.where(number))
            entries.append(Entry(turn, by, read_move(record.get("do"))))
    scenario, seed = (need(save.head, word, str, where) for word in ("scenario", "seed"))
    return Told(scenario, seed, tuple(entries), luck)


def _of_text(text: str) -> Told:
    line = read_line(text)
    steps = [item for item in line.items if isinstance(item, Step)]
    entries = [
        Entry(step.turn, step.does.by, step.does.move)
        for step in steps
        if isinstance(step.does, Made)
    ]
    luck = [step.turn for step in steps if isinstance(step.does, Branched) and step.does.seed]
    return Told(line.tags.scenario, line.tags.seed, tuple(entries), min(luck, default=0))
