"""The `.dsim` journal: one JSON line per record, chained by hashes, written before it is shown.

A save holds inputs, outcomes and the content itself, so it opens without the files that it was
made from, and what it says can be checked by playing it again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim import __version__
from dialogue_sim.content.fingerprint import fingerprints
from dialogue_sim.content.library import load as load_content
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.game import begin, submit
from dialogue_sim.session.moves import MoveError, read_move, write_move
from dialogue_sim.session.records import turn_record

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.session.game import Game
    from dialogue_sim.session.moves import Move

VERSION = 1
HASH_LENGTH = 16
SUFFIX = ".dsim"
LARGEST = 64 * 1024 * 1024
Record = dict[str, object]


class SaveError(DialogueSimError):
    """A save that cannot be opened or written; the sentence names the record."""


@dataclass(frozen=True)
class Opened:
    """A save read again.

    Attributes:
        recording: ready to go on.
        notice: what was mended on the way, if anything, as a sentence.
    """

    recording: Recording
    notice: str = ""


@dataclass
class Recording:
    """A game and the journal it is written to; without a path nothing is written.

    Attributes:
        count: records written so far; last: hash of the last one.
    """

    game: Game
    path: Path | None = None
    count: int = 0
    last: str = ""

    def submit(self, move: Move) -> Game:
        """Make a move: it is on the disk before the game that follows is returned.

        Raises:
            MoveError: the move is not possible now; nothing is written.
            SaveError: the disk did not take it.
        """
        before = self.game
        after = submit(before, move)
        records: list[Record] = [
            {"k": "move", "t": before.turn, "by": before.chair, "do": write_move(move)}
        ]
        records += [
            turn_record(after, place) for place in range(len(before.played), len(after.played))
        ]
        self.append(records)
        self.game = after
        return after

    def append(self, records: list[Record]) -> None:
        """Write records in one piece and flush them to the disk.

        Raises:
            SaveError: the disk did not take them; the journal is as it was.
        """
        if self.path is None:
            return
        count, last, lines = self.count, self.last, []
        for record in records:
            chained = {"n": count, "p": count - 1, **record}
            last = chain(last, chained)
            lines.append(dumps({**chained, "h": last}) + "\n")
            count += 1
        try:
            _append(self.path, "".join(lines).encode())
        except OSError as error:
            message = f"cannot write {self.path}: {error.strerror}; nothing was recorded"
            raise SaveError(message) from error
        self.count, self.last = count, last


def _append(path: Path, data: bytes) -> None:
    """Write at the end of a file and flush it to the disk, or leave the file as it was.

    Raises:
        OSError: the disk did not take it.
    """
    with path.open("ab", buffering=0) as file:
        before = file.tell()
        try:
            left = memoryview(data)
            while left:
                left = left[file.write(left) :]
            os.fsync(file.fileno())
        except OSError:
            # Half a line must not stay: the next record would be glued to it.
            with contextlib.suppress(OSError):
                file.truncate(before)
            raise


def record_to(game: Game, path: Path | None) -> Recording:
    """Start the journal of a new game; a file that is already there is never written over.

    Raises:
        SaveError: the file exists or cannot be written.
    """
    recording = Recording(game, path)
    if path is None:
        return recording
    if path.exists():
        message = f"{path} exists already; give another name, or go on with `resume`"
        raise SaveError(message)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"cannot make the folder {path.parent}: {error.strerror}"
        raise SaveError(message) from error
    rules, text = fingerprints(game.bundle)
    head: Record = {
        "k": "head", "dialogue_sim": "save", "v": VERSION, "engine": __version__,
        "scenario": game.bundle.scenario.id, "seed": game.seed, "seats": game.seats,
        "turns": game.world.story.turns, "rules": rules, "text": text,
    }  # fmt: skip
    files: list[Record] = [
        {"k": "file", "path": name, "sha": _sha(file.text), "body": file.text}
        for name, file in sorted(game.bundle.files.items())
    ]
    recording.append([head, *files])
    return recording


def free_path(folder: Path, scenario: str, seed: str) -> Path:
    """A file name in a folder that nothing has yet."""
    plain = (
        "".join(c if c.isascii() and c.isalnum() else "-" for c in seed)[:40].strip("-") or "seed"
    )
    stem, number = f"{scenario}-{plain}", 1
    path = folder / f"{stem}{SUFFIX}"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{SUFFIX}"
    return path


def open_save(path: Path) -> Opened:
    """Read a save, play its moves again and check every turn against what was recorded.

    Raises:
        SaveError: the file is no save, or a record does not fit; the sentence names it.
        ContentError: the embedded content cannot be read by this version.
    """
    records, notice = read_records(path)
    game = _replay(records, path)
    recording = Recording(game, path, len(records), str(records[-1]["h"]))
    return Opened(recording, notice)


def read_records(path: Path) -> tuple[list[Record], str]:
    """The records of a save, their chain checked; a torn last line is cut off the file.

    Returns:
        the records, and a sentence about what was cut off, if anything.

    Raises:
        SaveError: there is no such file, it is no save, or a record was changed.
    """
    try:
        if path.stat().st_size > LARGEST:
            message = f"{path} is larger than {LARGEST // 1024 // 1024} MB; this is no save"
            raise SaveError(message)
        raw = path.read_bytes()
    except OSError as error:
        message = f"cannot read {path}: {error.strerror}"
        raise SaveError(message) from error
    whole, newline, torn = raw.rpartition(b"\n")
    lines = (whole + newline).splitlines()
    records: list[Record] = []
    last = ""
    for number, line in enumerate(lines, start=1):
        record = _record(path, number, line)
        body = {key: value for key, value in record.items() if key != "h"}
        last = chain(last, body)
        if record.get("h") != last or record.get("n") != number - 1:
            message = f"{path}, record {number} ({record.get('k')}): its hash does not fit"
            raise SaveError(f"{message}; the file was changed here")
        records.append(record)
    _check_head(path, records)
    if not torn:
        return records, ""
    with path.open("r+b") as file:
        file.truncate(len(whole) + len(newline))
    return records, f"the last line of {path.name} was cut off in writing and is dropped"


def _record(path: Path, number: int, line: bytes) -> Record:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        message = f"{path}, record {number}: not a line of JSON; the file was changed here"
        raise SaveError(message) from error
    if not isinstance(record, dict):
        message = f"{path}, record {number}: not a record"
        raise SaveError(message)
    return record


def _check_head(path: Path, records: list[Record]) -> None:
    if not records or records[0].get("dialogue_sim") != "save":
        message = f"{path} is no save of this program"
        raise SaveError(message)
    version = records[0].get("v")
    if not isinstance(version, int) or version > VERSION:
        message = f"{path} was saved by a newer version (format {version}); install that one"
        raise SaveError(message)


def _replay(records: list[Record], path: Path) -> Game:
    head = records[0]
    files = {str(r["path"]): str(r["body"]).encode() for r in records if r["k"] == "file"}
    bundle = load_content(files, str(head["scenario"]))
    seats = head["seats"]
    assert isinstance(seats, dict)  # noqa: S101  the hash chain vouches for the head
    game = begin(bundle, str(head["seed"]), seats, int(str(head["turns"])))
    for number, record in enumerate(records, start=1):
        try:
            if record["k"] == "move":
                game = submit(game, read_move(record["do"]))
        except MoveError as error:
            message = f"{path}, record {number} (move): {error}"
            raise SaveError(message) from error
        if record["k"] == "turn":
            _verify(game, record, f"{path}, record {number} (turn {record['t']})")
    return game


def _verify(game: Game, record: Record, where: str) -> None:
    """Compare a recorded turn with the same turn played again."""
    played = turn_record(game, int(str(record["t"])) - 1)
    if played["state"] == record["state"]:
        return
    recorded = record["indicators"]
    assert isinstance(recorded, dict)  # noqa: S101  the hash chain vouches for the record
    now = played["indicators"]
    assert isinstance(now, dict)  # noqa: S101
    differs = [name for name, value in now.items() if recorded.get(name) != value]
    what = ", ".join(differs) or "the situation"
    message = f"{where}: played again, {what} differ; the rules have changed since"
    raise SaveError(message)


def dumps(record: Record) -> str:
    """A record as one line of JSON; the order of keys is the order of writing."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def chain(parent: str, record: Record) -> str:
    """Hash of a record and its parent's hash: sixteen hexadecimal digits of SHA-256."""
    return _sha(parent + dumps(record))


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH]
