"""A shared line becomes a save: a text is played again, a JSON document holds all of it."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.content.files import scenario_paths
from dialogue_sim.content.fingerprint import fingerprints
from dialogue_sim.content.library import load
from dialogue_sim.content.suggest import hint
from dialogue_sim.session.saves.journal import LARGEST, ROOT, SaveError
from dialogue_sim.session.saves.playback import Playback
from dialogue_sim.session.saves.recording import (
    free_path,
    new_journal,
    note_record,
    opening_records,
)
from dialogue_sim.session.saves.tree import LONGEST_NOTE
from dialogue_sim.session.share.as_json import read_document
from dialogue_sim.session.share.line import ShareError
from dialogue_sim.session.share.reading_text import read_line
from dialogue_sim.session.share.retelling import begin_by, retold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.session.saves.journal import Record
    from dialogue_sim.session.share.line import Line, Tags
    from dialogue_sim.session.share.retelling import Retelling

PLAIN = re.compile(r"[a-z][a-z0-9_]{0,59}")


@dataclass(frozen=True)
class Imported:
    """What became of a file.

    Attributes:
        path: the save; turns: how many are finished in it; code: its session code.
        remarks: what is worth knowing, as sentences.
        problems: what is not as the file says, as sentences; nothing where all is.
    """

    path: Path
    turns: int
    code: str
    remarks: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def import_line(
    source: Path, files: Mapping[str, bytes], folder: Path, to: Path | None = None
) -> Imported:
    """Make a save of a line that was exported, or written by hand.

    Args:
        source: text or JSON; files: the library, in which the story of a text is looked for.
        folder: where the save is written, under a name that nothing has there yet.
        to: the save, if another one is wanted; what is there already is never written over.

    Raises:
        ShareError: the file cannot be read; nothing is written.
        SaveError: the save cannot be written.
        ContentError: the story of a text has errors in the library.
    """
    text = _text(source)
    if text.lstrip().startswith("{"):
        return _import_json(text, source, folder, to)
    try:
        return _import_text(read_line(text), files, folder, to)
    except ShareError as error:
        message = f"{source}, {error}"
        raise ShareError(message) from error


def _text(source: Path) -> str:
    try:
        if source.stat().st_size > LARGEST:
            message = f"{source} is larger than {LARGEST // 1024 // 1024} MB; this is no line"
            raise ShareError(message)
        text = source.read_bytes().decode("utf-8-sig")
    except OSError as error:
        message = f"cannot read {source}: {error.strerror}"
        raise ShareError(message) from error
    except UnicodeDecodeError as error:
        message = f"{source} is not UTF-8 text"
        raise ShareError(message) from error
    if text.startswith('{"n":0,'):
        message = (
            f"{source} is a save itself and needs no import; put it into the folder of saves, or "
            f"open it with `dialogue-sim resume {source}`"
        )
        raise ShareError(message)
    return text


# ------------------------------------------------------------------ text


def _import_text(
    line: Line, files: Mapping[str, bytes], folder: Path, to: Path | None
) -> Imported:
    """Play a text again.

    Raises:
        ShareError: by the rules that it was played by it is not possible; nothing is written.
    """
    bundle = _story(line.tags, files)
    told = retold(line, bundle)
    rules, _ = fingerprints(bundle)
    changed = line.tags.rules not in {"", rules}
    if told.stopped and not changed:
        raise ShareError(told.stopped)
    remarks, problems = _compared(line.tags, told, changed=changed)
    if told.stopped:
        said = " ".join([*remarks, *problems])[:LONGEST_NOTE]
        told.notes.setdefault(len(told.steps) - 1, []).append(note_record(said))
    game = begin_by(line.tags, bundle)
    path = to or free_path(folder, bundle.scenario.id, line.tags.seed)
    opening = opening_records(game)
    notes = {len(opening) + place: kept for place, kept in told.notes.items()}
    _write(path, [*opening, *told.steps], notes)
    return Imported(path, len(told.game.played), told.game.code, remarks, problems)


def _story(tags: Tags, files: Mapping[str, bytes]) -> Bundle:
    """The story that a text is of.

    Raises:
        ShareError: there is none of that name.
        ContentError: it has errors.
    """
    known = scenario_paths(files)
    if tags.scenario not in known:
        where = f"line {tags.at['Scenario']}: there is no scenario '{tags.scenario}' here"
        message = (
            f"{where}: {hint(tags.scenario, known)} (whoever sent the text can export it with "
            "--format json, which brings the story with it)"
        )
        raise ShareError(message)
    return load(files, tags.scenario)


def _compared(
    tags: Tags, told: Retelling, *, changed: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is worth knowing of a text that was played again, and what is not as it says."""
    code = told.game.code
    remarks, problems = [], []
    if changed:
        remarks.append(
            f"The rules of {tags.scenario} have changed since this line was played; its moves "
            "were played again by the rules of today."
        )
    if told.stopped:
        turn = len(told.game.played)
        left = "1 step or note is" if told.left == 1 else f"{told.left} steps and notes are"
        problems.append(f"It stops after turn {turn}, at {told.stopped}; {left} left out.")
    elif tags.code not in {"", code}:
        came = f"It comes to session code {code}, and not to {tags.code} as the text says"
        if changed:
            remarks.append(f"{came}: by the new rules it turns out otherwise.")
        else:
            problems.append(f"{came}: a move was changed, or the program has been.")
    return tuple(remarks), tuple(problems)


# ------------------------------------------------------------------ JSON


def _import_json(text: str, source: Path, folder: Path, to: Path | None) -> Imported:
    document = read_document(text, source)
    save = document.save
    last = len(document.records) - 1
    turns, code, problems = len(save.tree.turns(last)), document.code, []
    try:
        code = Playback(save).game(last).code
    except (SaveError, ContentError) as error:
        first = str(error).splitlines()[0]
        problems.append(f"It cannot be played again, and shows what was recorded: {first}.")
    scenario, seed = str(save.head["scenario"]), str(save.head["seed"])
    stem = scenario if PLAIN.fullmatch(scenario) else "session"
    path = to or free_path(folder, stem, seed)
    _write(path, document.records, document.notes)
    return Imported(path, turns, code, problems=tuple(problems))


def _write(path: Path, records: Sequence[Record], notes: Mapping[int, list[Record]]) -> None:
    """Write a line and the notes on it into a new save; whole, or not at all.

    Args:
        path: the save; records: of the line, the head first.
        notes: by the place of the record that they are about.

    Raises:
        SaveError: there is a file already, or the disk did not take them.
    """
    journal = new_journal(path)
    first, parent = 0, ROOT
    try:
        for place in sorted({*notes, len(records) - 1}):
            parent = journal.append(list(records[first : place + 1]), parent)
            if place in notes:
                journal.append(notes[place], parent)
            first = place + 1
    except BaseException:  # an interrupt from the keyboard leaves no half save either
        journal.close()
        if journal.hashes:  # before that there was no file, or it was somebody else's
            with contextlib.suppress(OSError):
                path.unlink()
        raise
    finally:
        journal.close()
