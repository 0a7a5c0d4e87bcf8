"""A file of JSON records, one a line, each chained to the one before; only ever appended to.

What has been acknowledged stays: a write goes to the disk whole or not at all, and half a line
that a crash or a full disk left behind is cut off before the next record.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from dialogue_sim.errors import DialogueSimError

if TYPE_CHECKING:
    from io import FileIO
    from pathlib import Path

HASH_LENGTH = 16
FILE_OR_TURN = re.compile(rb'\{"n":\d+,"p":-?\d+,"k":"(file|turn)",')
"""How the lines begin that are most of a save."""
END = b'"}'
"""How every line ends, after its hash."""
LARGEST = 64 * 1024 * 1024
Record = dict[str, object]


class SaveError(DialogueSimError):
    """A save that cannot be opened or written; the sentence names the record."""


@dataclass
class Journal:
    """A journal that is being written.

    Attributes:
        path: the file.
        size: bytes of whole records; what lies beyond is half a line, or another window's.
        count: records written so far; last: hash of the last one.
        torn: whether half a line was left beyond `size`.
    """

    path: Path
    size: int = 0
    count: int = 0
    last: str = ""
    torn: bool = False

    def append(self, records: list[Record]) -> None:
        """Write records in one piece and flush them to the disk.

        Raises:
            SaveError: the disk did not take them, or another window has written meanwhile;
                what was acknowledged before is as it was.
        """
        count, last, lines = self.count, self.last, []
        for record in records:
            chained = {"n": count, "p": count - 1, **record}
            last = chain(last, chained)
            lines.append(dumps({**chained, "h": last}) + "\n")
            count += 1
        data = "".join(lines).encode()
        try:
            self._write(data)
        except OSError as error:
            message = f"cannot write {self.path}: {error.strerror}; nothing was recorded"
            raise SaveError(message) from error
        self.count, self.last, self.size, self.torn = count, last, self.size + len(data), False

    def _write(self, data: bytes) -> None:
        # A new journal must not exist yet; "x" leaves no gap between looking and making.
        new = self.count == 0
        with self.path.open("xb" if new else "r+b", buffering=0) as file:
            self._find_the_end(file)
            try:
                left = memoryview(data)
                while left:
                    left = left[file.write(left) :]
                os.fsync(file.fileno())
            except OSError:
                self._take_back(file, new=new)
                raise

    def _find_the_end(self, file: FileIO) -> None:
        end = file.seek(0, os.SEEK_END)
        if end == self.size:
            return
        if end < self.size or not self.torn:
            message = f"{self.path} was changed by another window; close one and resume the save"
            raise SaveError(message)
        file.truncate(self.size)
        file.seek(self.size)

    def _take_back(self, file: FileIO, *, new: bool) -> None:
        """Leave no half line behind; where even that fails, remember it for the next write."""
        self.torn = not new
        with contextlib.suppress(OSError):
            if new:
                self.path.unlink()
            else:
                file.truncate(self.size)


def read(path: Path) -> tuple[list[Record], Journal]:
    """The records of a journal, their chain checked, and the journal to go on with.

    The file itself is not touched: half a line at its end is cut off by the next write.

    Raises:
        SaveError: there is no such file, it is no journal, or a record was changed.
    """
    whole, newline, half = _bytes(path).rpartition(b"\n")
    records: list[Record] = []
    last = ""
    for number, line in enumerate(whole.split(b"\n") if newline else [], start=1):
        record, last = _record(path, number, line, last)
        records.append(record)
    size = len(whole) + len(newline)
    return records, Journal(path, size, len(records), last, torn=bool(half))


def glance(path: Path) -> list[Record]:
    """The head of a journal and what was written since its last turn began, for lists of many.

    Embedded files and all turns but the last finished one are most of a save. They are not read,
    and neither is their place in the chain checked, which `read` does when the save is opened.

    Raises:
        SaveError: there is no such file, it is no journal, or one of these records was changed.
    """
    whole, newline, _ = _bytes(path).rpartition(b"\n")
    lines = whole.split(b"\n") if newline else []
    bulky = [FILE_OR_TURN.match(line) for line in lines]
    turns = [place for place, found in enumerate(bulky) if found and found[1] == b"turn"]
    records: list[Record] = []
    last = ""
    for place, line in enumerate(lines):
        if bulky[place] and place not in turns[-1:]:
            last = line[-HASH_LENGTH - len(END) : -len(END)].decode(errors="replace")
            continue
        record, last = _record(path, place + 1, line, last)
        records.append(record)
    return records


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            message = f"{path} is larger than {LARGEST // 1024 // 1024} MB; this is no save"
            raise SaveError(message)
        return path.read_bytes()
    except OSError as error:
        message = f"cannot read {path}: {error.strerror}"
        raise SaveError(message) from error


def _record(path: Path, number: int, line: bytes, parent: str) -> tuple[Record, str]:
    """One record and its hash.

    Raises:
        SaveError: it is none, or not the one that was written here.
    """
    try:
        record = json.loads(line, parse_constant=_no_constant)
        body = {key: value for key, value in record.items() if key != "h"}
        found = chain(parent, body)
    except (ValueError, RecursionError, AttributeError) as error:
        message = f"{path}, record {number}: not a record; the file was changed here"
        raise SaveError(message) from error
    if record.get("h") != found or record.get("n") != number - 1:
        message = f"{path}, record {number} ({record.get('k')}): its hash does not fit"
        raise SaveError(f"{message}; the file was changed here")
    return record, found


def _no_constant(word: str) -> NoReturn:
    message = f"{word} is no number of JSON"
    raise ValueError(message)


def dumps(record: Record) -> str:
    """A record as one line of JSON; the order of keys is the order of writing."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def chain(parent: str, record: Record) -> str:
    """Hash of a record and its parent's hash: sixteen hexadecimal digits of SHA-256."""
    return short_hash(parent + dumps(record))


def short_hash(text: str) -> str:
    """Sixteen hexadecimal digits of SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH]
