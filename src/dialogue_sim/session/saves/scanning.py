"""Reading a journal: every line checked against the chain, as far as it is whole.

Nothing is written here: half a line at the end of a file is cut off by the next write.
"""

from __future__ import annotations

import hashlib
import re
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

from dialogue_sim.session.saves.journal import (
    HASH_LENGTH,
    LARGEST,
    ROOT,
    Damage,
    Journal,
    Record,
    SaveError,
    kind_of,
    megabytes,
)
from dialogue_sim.session.saves.strict_json import parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BULKY = re.compile(rb'\{"n":(\d{1,9}),"p":(\d{1,9}),"k":"(file|turn|opening)",(?:"t":(\d{1,9}),)?')
"""How the lines begin that are most of a save."""
BEFORE_HASH = b',"h":"'
END = b'"}'
"""How every line ends, after its hash."""


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


def find(path: Path) -> Found:
    """The records of a journal as far as they are whole, and where they are not.

    Raises:
        SaveError: there is no such file, or it is too large.
    """
    return find_in(path, contents(path))


def find_in(path: Path, data: bytes) -> Found:
    """The same of what a file holds, or is meant to."""
    records: list[Record] = []
    journal = Journal(path)
    for line in _whole_lines(data):
        read_line = _record(line, len(records), journal.hashes)
        if isinstance(read_line, Damage):
            return Found(records, journal, read_line)
        _take(read_line, line, records, journal)
        journal.size += 1
    journal.half = data[journal.size :]
    # Where only the end of its line is missing or was changed, a record is whole.
    for line in (journal.half, journal.half[:-1]):
        last = _record(line, len(records), journal.hashes)
        if not isinstance(last, Damage):
            _take(last, line, records, journal)
            journal.half, journal.unended = journal.half[len(line) :], True
            break
    return Found(records, journal)


def _whole_lines(data: bytes) -> Iterator[bytes]:
    """The lines that have an end, without it, one at a time: nobody says how many there are."""
    start = 0
    while (end := data.find(b"\n", start)) >= 0:
        yield data[start:end]
        start = end + 1


def _take(record: Record, line: bytes, records: list[Record], journal: Journal) -> None:
    records.append(record)
    journal.hashes.append(str(record["h"]))
    journal.size += len(line)


@dataclass(frozen=True)
class Glance:
    """A journal at a glance: of the records that are most of it, only where they stand.

    The chain is checked for all of them: to hash a line is quick, to read it is not.

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
        record = _record(self.lines[number], number, self.hashes)
        if isinstance(record, Damage):
            raise SaveError(record.sentence(self.path))
        return record


def glance(path: Path) -> Glance:
    """Look at a journal for a list of many.

    Raises:
        SaveError: there is no such file, it is no journal, or a record was changed.
    """
    seen = Glance(path, [], [], [])
    for number, line in enumerate(_whole_lines(contents(path))):
        seen.lines.append(line)
        bulky = BULKY.match(line)
        if bulky is None:
            record = seen.whole(number)
            digest = str(record["h"])
        else:
            record = {"n": number, "p": int(bulky[2]), "k": bulky[3].decode()}
            record |= {"t": int(bulky[4])} if bulky[4] else {}
            digest = _digest(line, number, bulky, seen)
        seen.records.append(record)
        seen.hashes.append(digest)
    return seen


def _digest(line: bytes, number: int, begins: re.Match[bytes], seen: Glance) -> str:
    """The hash of a record that is not read, checked against the chain.

    Raises:
        SaveError: it was changed.
    """
    parent, kind = int(begins[2]), begins[3].decode()
    body, _, tail = line.rpartition(BEFORE_HASH)
    why = "it is not where it was written"
    if int(begins[1]) == number and ROOT < parent < number:
        digest = _hash(seen.hashes[parent], body)
        if tail == digest.encode() + END:
            return digest
        why = "its hash does not fit"
    raise SaveError(Damage(number + 1, kind, why).sentence(seen.path))


def _hash(before: str, body: bytes) -> str:
    """What stands at the end of a line, from the hash of its parent and all before it."""
    return hashlib.sha256(before.encode() + body + b"}").hexdigest()[:HASH_LENGTH]


def contents(path: Path) -> bytes:
    """The bytes of a journal.

    Raises:
        SaveError: there is no such file, or it is too large.
    """
    try:
        # A pipe or a device would never end, or never begin.
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            message = f"cannot read {path}: it is no file"
            raise SaveError(message)
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        message = f"cannot read {path}: {error.strerror}"
        raise SaveError(message) from error
    if len(data) > LARGEST:
        message = f"{path} is larger than {megabytes(LARGEST)}; this is no save"
        raise SaveError(message)
    return data


def _record(line: bytes, number: int, hashes: list[str]) -> Record | Damage:
    """The next record, or why the line is none.

    Args:
        line: without its end; number: the one that it must have; hashes: of all records before.
    """
    body, mark, tail = line.rpartition(BEFORE_HASH)
    try:
        record = parse(line)
    except ValueError:
        return Damage(number + 1, "", "not a record")
    parent, kind = record.get("p"), kind_of(record)
    if not (_is(record.get("n"), number) and mark and _follows(parent, number)):
        return Damage(number + 1, kind, "it is not where it was written")
    before = hashes[parent] if parent != ROOT else ""
    if tail != _hash(before, body).encode() + END:
        return Damage(number + 1, kind, "its hash does not fit")
    return record


def _is(said: object, number: int) -> bool:
    """Whether a record says a number; true, false and 1.0 are others, though they are equal."""
    return type(said) is int and said == number


def _follows(parent: object, number: int) -> TypeGuard[int]:
    """Whether a record may have this parent: an earlier one, and none for the first alone."""
    if type(parent) is not int:
        return False
    return 0 <= parent < number or (parent == ROOT and number == 0)
