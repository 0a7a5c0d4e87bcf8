"""A file of JSON records, one a line, each chained to its parent; only ever appended to.

What has been acknowledged stays: a write goes to the disk whole or not at all, and half a line
that a crash or a full disk left behind is cut off before the next record.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import sys
import weakref
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.saves.lock import take_lock

if TYPE_CHECKING:
    from pathlib import Path

HASH_LENGTH = 16
ROOT = -1
"""The parent of the first record."""
BULKY = re.compile(rb'\{"n":(\d+),"p":(-?\d+),"k":"(file|turn|opening)",(?:"t":(\d+),)?')
"""How the lines begin that are most of a save."""
BEFORE_HASH = b',"h":"'
END = b'"}'
"""How every line ends, after its hash."""
LARGEST = 64 * 1024 * 1024
Record = dict[str, object]


class SaveError(DialogueSimError):
    """A save that cannot be opened or written; the sentence names the record."""


class BusyError(SaveError):
    """Somebody else writes to this save."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Where a journal was changed.

    Attributes:
        number: of the record, from 1, which is also its line.
        kind: of the record, where that can still be read.
        why: what does not fit, as half a sentence.
    """

    number: int
    kind: str
    why: str

    def sentence(self, path: Path) -> str:
        """What happened and where."""
        kind = f" ({self.kind})" if self.kind else ""
        return f"{path}, record {self.number}{kind}: {self.why}; the file was changed here"


@dataclass
class Journal:
    """A journal that is being written.

    Attributes:
        path: the file.
        size: bytes of whole records; what lies beyond is half a line, or another window's.
        hashes: of all records, in their order.
        torn: whether half a line was left beyond `size`.
        unended: whether the last record has lost the end of its line, and nothing else.
    """

    path: Path
    size: int = 0
    hashes: list[str] = field(default_factory=list)
    torn: bool = False
    unended: bool = False
    _descriptor: int | None = field(default=None, repr=False)
    _closes: weakref.finalize[[int], Journal] | None = field(default=None, repr=False)

    @property
    def last(self) -> int:
        """Number of the last record."""
        return len(self.hashes) - 1

    def hold(self) -> None:
        """Open the file for writing, and let nobody else write until `close`.

        Raises:
            BusyError: somebody else writes to it.
            SaveError: there is no such file, or it may not be written to.
        """
        if self._descriptor is not None:
            return
        self._instead_of_another_of_this_process()
        new = not self.hashes
        how = os.O_RDWR | getattr(os, "O_BINARY", 0) | (os.O_CREAT | os.O_EXCL if new else 0)
        try:
            descriptor = os.open(self.path, how, 0o666)
        except OSError as error:
            message = f"cannot write {self.path}: {error.strerror}; nothing was recorded"
            raise SaveError(message) from error
        if not take_lock(descriptor):
            os.close(descriptor)
            message = f"{self.path} is being played in another window; close it there first"
            raise BusyError(message)
        self._descriptor = descriptor
        # A session that is dropped lets go of its file; nobody has to remember to close it.
        self._closes = weakref.finalize(self, os.close, descriptor)
        _HELD[_identity(os.fstat(descriptor))] = self

    def _instead_of_another_of_this_process(self) -> None:
        """Two sessions of one window never play at once: the older one lets go.

        Should it go on all the same, it notices what was written meanwhile and refuses.
        """
        with contextlib.suppress(OSError):
            other = _HELD.get(_identity(self.path.stat()))
            if other is not None:
                other.close()

    def close(self) -> None:
        """Let others write; what is appended later takes hold of the file again."""
        if self._closes is not None:
            self._closes()
        self._descriptor, self._closes = None, None

    def append(self, records: list[Record], parent: int | None = None) -> int:
        """Write records in one piece, each the child of the one before, and flush them.

        Args:
            records: without numbers and hashes.
            parent: number of the record that the first one follows; the last if left out.

        Returns:
            the number of the last of them.

        Raises:
            SaveError: the disk did not take them, or another window has written meanwhile;
                what was acknowledged before is as it was.
        """
        number, before = len(self.hashes), self.last if parent is None else parent
        hashes, lines = [], ["\n"] if self.unended else []
        digest = "" if before == ROOT else self.hashes[before]
        for record in records:
            body = dumps({"n": number, "p": before, **record})
            digest = short_hash(digest + body)
            lines.append(f'{body[:-1]},"h":"{digest}"}}\n')
            hashes.append(digest)
            number, before = number + 1, number
        data = "".join(lines).encode()
        self.hold()
        try:
            self._write(data)
        except OSError as error:
            message = f"cannot write {self.path}: {error.strerror}; nothing was recorded"
            raise SaveError(message) from error
        self.hashes += hashes
        self.size, self.torn, self.unended = self.size + len(data), False, False
        return self.last

    def _write(self, data: bytes) -> None:
        descriptor = self._descriptor
        assert descriptor is not None  # noqa: S101  `append` holds the file
        self._find_the_end(descriptor)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(descriptor, left) :]
            flush(descriptor)
        except OSError:
            self._take_back(descriptor)
            raise

    def _find_the_end(self, descriptor: int) -> None:
        end = os.lseek(descriptor, 0, os.SEEK_END)
        if end == self.size:
            return
        if end < self.size or not self.torn:
            message = f"{self.path} was changed by another window; close one and resume the save"
            raise SaveError(message)
        os.ftruncate(descriptor, self.size)
        os.lseek(descriptor, self.size, os.SEEK_SET)

    def _take_back(self, descriptor: int) -> None:
        """Leave no half line behind; where even that fails, remember it for the next write."""
        new = not self.hashes
        self.torn = not new
        with contextlib.suppress(OSError):
            if new:
                self.close()
                self.path.unlink()
            else:
                os.ftruncate(descriptor, self.size)


_HELD: weakref.WeakValueDictionary[tuple[int, int], Journal] = weakref.WeakValueDictionary()
"""Who holds which file in this process."""


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def flush(descriptor: int) -> None:
    """Bring what was written to the disk, and not only to the cache of the system."""
    if sys.platform in {"darwin", "win32"}:
        os.fsync(descriptor)
    else:
        os.fdatasync(descriptor)


@dataclass(frozen=True)
class Found:
    """What a file holds.

    Attributes:
        records: whole and chained, up to the damage if there is any.
        journal: to go on with after the last of them.
        damage: where the file was changed; nothing behind it can be trusted.
    """

    records: list[Record]
    journal: Journal
    damage: Damage | None = None


def read(path: Path) -> tuple[list[Record], Journal]:
    """The records of a journal, their chain checked, and the journal to go on with.

    The file itself is not touched: half a line at its end is cut off by the next write.

    Raises:
        SaveError: there is no such file, it is no journal, or a record was changed.
    """
    found = find(path)
    if found.damage is not None:
        raise SaveError(found.damage.sentence(path))
    return found.records, found.journal


def find(path: Path) -> Found:
    """The records of a journal as far as they are whole, and where they are not.

    Raises:
        SaveError: there is no such file, or it is too large.
    """
    whole, newline, half = _bytes(path).rpartition(b"\n")
    records: list[Record] = []
    journal = Journal(path)
    for line in whole.split(b"\n") if newline else []:
        read_line = _record(line, journal.hashes)
        if isinstance(read_line, Damage):
            return Found(records, journal, read_line)
        _take(read_line, line, records, journal)
        journal.size += 1
    if half:
        last = _record(half, journal.hashes)
        if isinstance(last, Damage):
            journal.torn = True
        else:
            _take(last, half, records, journal)
            journal.unended = True
    return Found(records, journal)


def _take(record: Record, line: bytes, records: list[Record], journal: Journal) -> None:
    records.append(record)
    journal.hashes.append(str(record["h"]))
    journal.size += len(line)


@dataclass(frozen=True)
class Glance:
    """A journal at a glance: of the records that are most of it, only where they stand.

    Their place in the chain is not checked either, which `read` does when the save is opened.

    Attributes:
        records: embedded files and turns as `n`, `p`, `k` and `t` alone; all others whole.
    """

    path: Path
    records: list[Record]
    lines: list[bytes]
    hashes: list[str]

    def whole(self, number: int) -> Record:
        """All of one record.

        Raises:
            SaveError: it was changed.
        """
        record = _record(self.lines[number], self.hashes[:number])
        if isinstance(record, Damage):
            raise SaveError(record.sentence(self.path))
        return record


def glance(path: Path) -> Glance:
    """Look at a journal for a list of many.

    Raises:
        SaveError: there is no such file, it is no journal, or a small record was changed.
    """
    whole, newline, _ = _bytes(path).rpartition(b"\n")
    seen = Glance(path, [], whole.split(b"\n") if newline else [], [])
    for number, line in enumerate(seen.lines):
        bulky = BULKY.match(line)
        if bulky is None:
            record = seen.whole(number)
            digest = str(record["h"])
        else:
            record = {"n": number, "p": int(bulky[2]), "k": bulky[3].decode()}
            record |= {"t": int(bulky[4])} if bulky[4] else {}
            digest = line[-HASH_LENGTH - len(END) : -len(END)].decode(errors="replace")
            if int(bulky[1]) != number or not ROOT < int(bulky[2]) < number:
                raise SaveError(
                    Damage(number + 1, "", "it is not where it was written").sentence(path)
                )
        seen.records.append(record)
        seen.hashes.append(digest)
    return seen


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            message = f"{path} is larger than {LARGEST // 1024 // 1024} MB; this is no save"
            raise SaveError(message)
        return path.read_bytes()
    except OSError as error:
        message = f"cannot read {path}: {error.strerror}"
        raise SaveError(message) from error


def _record(line: bytes, hashes: list[str]) -> Record | Damage:
    """The next record, or why the line is none.

    Args:
        line: without its end; hashes: of all records before.
    """
    number = len(hashes)
    body, mark, tail = line.rpartition(BEFORE_HASH)
    try:
        record = json.loads(line, parse_constant=_no_constant, object_pairs_hook=_once)
        parent, kind = record["p"], kind_of(record)
        fits = isinstance(parent, int) and ROOT <= parent < number and bool(mark)
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return Damage(number + 1, "", "not a record")
    if not fits or record.get("n") != number or (parent == ROOT) != (number == 0):
        return Damage(number + 1, kind, "it is not where it was written")
    before = "" if parent == ROOT else hashes[parent]
    found = hashlib.sha256(before.encode() + body + b"}").hexdigest()[:HASH_LENGTH]
    if tail != found.encode() + END:
        return Damage(number + 1, kind, "its hash does not fit")
    whole: Record = record
    return whole


def _no_constant(word: str) -> NoReturn:
    message = f"{word} is no number of JSON"
    raise ValueError(message)


def _once(pairs: list[tuple[str, object]]) -> Record:
    """An object; every key stands in it once."""
    found = dict(pairs)
    if len(found) < len(pairs):
        message = "a key stands in an object twice"
        raise ValueError(message)
    return found


def kind_of(record: Record) -> str:
    """What a record is; nothing where it does not say so in a word."""
    kind = record.get("k")
    return kind if isinstance(kind, str) else ""


def dumps(record: Record) -> str:
    """A record as one line of JSON; the order of keys is the order of writing."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def short_hash(text: str) -> str:
    """Sixteen hexadecimal digits of SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH]
