"""A file of JSON records, one a line, each chained to its parent; only ever appended to.

What has been acknowledged stays: a write goes to the disk whole or not at all, and half a line
that a crash or a full disk left behind is cut off before the next record.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
import weakref
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.saves.disk import flush, flush_folder, let_go
from dialogue_sim.session.saves.lock import take_lock

if TYPE_CHECKING:
    from pathlib import Path

HASH_LENGTH = 16
ROOT = -1
"""The parent of the first record."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a save; what is larger is not read, and so never written."""
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
        half: what a write that was not finished may have left beyond `size`, or a part of it;
            nothing else is ever cut off.
        unended: whether the last record has lost the end of its line, and nothing else.
    """

    path: Path
    size: int = 0
    hashes: list[str] = field(default_factory=list)
    half: bytes = b""
    unended: bool = False
    _descriptor: int | None = field(default=None, repr=False)
    _closes: weakref.finalize[[int], Journal] | None = field(default=None, repr=False)

    @property
    def last(self) -> int:
        """Number of the last record."""
        return len(self.hashes) - 1

    @property
    def torn(self) -> bool:
        """Whether a record was lost that was not written to its end."""
        return bool(self.half) and not self.unended

    def hold(self) -> None:
        """Open the file for writing, and let nobody else write until `close`.

        Raises:
            BusyError: somebody else writes to it.
            SaveError: there is no such file, or it may not be written to.
        """
        with _ONE_AT_A_TIME:
            if self._descriptor is not None:
                return
            self._instead_of_another_of_this_process()
            try:
                self._open()
            except OSError as error:
                message = f"cannot write {self.path}: {error.strerror}; nothing was recorded"
                raise SaveError(message) from error

    def _open(self) -> None:
        new = not self.hashes
        how = os.O_RDWR | getattr(os, "O_BINARY", 0) | (os.O_CREAT | os.O_EXCL if new else 0)
        descriptor = os.open(self.path, how, 0o666)
        try:
            alone, identity = take_lock(descriptor), _identity(os.fstat(descriptor))
        except OSError:
            let_go(descriptor)
            raise
        if not alone:
            let_go(descriptor)
            message = f"{self.path} is being played in another window; close it there first"
            raise BusyError(message)
        self._descriptor = descriptor
        # A session that is dropped lets go of its file; nobody has to remember to close it.
        self._closes = weakref.finalize(self, let_go, descriptor)
        _HELD[identity] = self

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
        with _ONE_AT_A_TIME:
            closes, self._descriptor, self._closes = self._closes, None, None
            if closes is not None:
                closes()
            if b"\n" in self.half:  # from now on others may write the very same records
                self.half = b""

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
        with _ONE_AT_A_TIME:
            data, hashes = self._lines(records, self.last if parent is None else parent)
            self.hold()
            try:
                self._write(data)
            except OSError as error:
                message = f"cannot write {self.path}: {error.strerror}; nothing was recorded"
                raise SaveError(message) from error
            self.hashes += hashes
            self.size, self.half, self.unended = self.size + len(data), b"", False
            return self.last

    def _lines(self, records: list[Record], before: int) -> tuple[bytes, list[str]]:
        """Records as they are written, and their hashes."""
        hashes: list[str] = []
        lines = ["\n"] if self.unended else []
        digest = "" if before == ROOT else self.hashes[before]
        try:
            for number, record in enumerate(records, start=len(self.hashes)):
                body = dumps({"n": number, "p": before, **record})
                digest, before = short_hash(digest + body), number
                lines.append(f'{body[:-1]},"h":"{digest}"}}\n')
                hashes.append(digest)
            data = "".join(lines).encode()
        except UnicodeEncodeError as error:
            message = f"{self.path}: what is no Unicode text cannot be kept; nothing was recorded"
            raise SaveError(message) from error
        if self.size + len(data) > LARGEST:
            message = (
                f"{self.path} would become larger than {megabytes(LARGEST)}; begin a new session"
            )
            raise SaveError(message)
        return data, hashes

    def _write(self, data: bytes) -> None:
        descriptor = self._descriptor
        assert descriptor is not None  # noqa: S101  `append` holds the file
        self._find_the_end(descriptor)
        left = memoryview(data)
        try:
            while left:
                left = left[os.write(descriptor, left) :]
            flush(descriptor)
        except BaseException:  # an interrupt from the keyboard comes here too
            self._take_back(descriptor, data)
            raise
        if not self.hashes:
            flush_folder(self.path.parent)

    def _find_the_end(self, descriptor: int) -> None:
        """Cut off half a line; anything else beyond the last record is somebody else's."""
        if self._is_gone(descriptor):
            message = f"{self.path} was deleted or replaced meanwhile; nothing was recorded"
            raise SaveError(message)
        end = os.lseek(descriptor, 0, os.SEEK_END)
        if end == self.size:
            return
        os.lseek(descriptor, self.size, os.SEEK_SET)
        beyond = os.read(descriptor, len(self.half) + 1)
        if len(beyond) != end - self.size or not self.half.startswith(beyond):
            message = f"{self.path} was changed by another window; close one and resume the save"
            raise SaveError(message)
        os.ftruncate(descriptor, self.size)
        os.lseek(descriptor, self.size, os.SEEK_SET)

    def _is_gone(self, descriptor: int) -> bool:
        """Whether nobody can find any longer what is written here."""
        here = os.fstat(descriptor)
        if here.st_nlink:
            return False
        try:
            return _identity(self.path.stat()) != _identity(here)
        except OSError:
            return True

    def _take_back(self, descriptor: int, data: bytes) -> None:
        """Leave no half line behind; where even that fails, remember it for the next write."""
        if not self.hashes:
            self.close()
            with contextlib.suppress(OSError):
                self.path.unlink()
            return
        self.half = data
        with contextlib.suppress(OSError):
            os.ftruncate(descriptor, self.size)
            self.half = b""


_HELD: weakref.WeakValueDictionary[tuple[int, int], Journal] = weakref.WeakValueDictionary()
"""Who holds which file in this process."""
_ONE_AT_A_TIME = threading.RLock()
"""Threads of this process write, and take files from each other, one after the other."""


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def megabytes(size: int) -> str:
    """A size as people read it."""
    return f"{size // 1024 // 1024} MB"


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
