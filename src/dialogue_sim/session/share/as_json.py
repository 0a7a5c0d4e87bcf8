"""A line of a save as one JSON document: its content, every record and what was written beside.

Nothing of it depends on what is in a library: where the document is imported, the save that comes
of it holds the same records.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dialogue_sim.session.moves import MoveError
from dialogue_sim.session.saves.journal import (
    LARGEST,
    Journal,
    Record,
    dumps,
    kind_of,
    short_hash,
)
from dialogue_sim.session.saves.reading import NewerError, Save, must_be_save, need
from dialogue_sim.session.saves.recording import note_record
from dialogue_sim.session.saves.strict_json import parse
from dialogue_sim.session.saves.tree import BESIDE, Tree
from dialogue_sim.session.saves.upcast import VERSION, newest_format, up_to_date
from dialogue_sim.session.share.line import ShareError
from dialogue_sim.session.share.readable import code_at
from dialogue_sim.session.share.tokens import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LINE_VERSION = 1
OF_THE_FILE = frozenset({"n", "p", "h"})
"""What a record says of its place in a file."""
CHANGED = "it was changed since it was exported"


def export_json(save: Save, step: int) -> str:
    """The line of a save that ends at a step, one record a line.

    Raises:
        NewerError: the save is of a format that this version does not know.
        SaveError: a record does not say how a turn ended.
    """
    if save.newer:
        raise NewerError(save.newer)
    tree = save.tree
    line = tree.line(step)
    records = [_bare(tree.records[number]) for number in line]
    records[0]["v"] = VERSION  # older records were brought up to date in reading
    notes = [
        {"at": place, **({"mark": note.mark} if note.mark else {}), "text": note.text}
        for place, number in enumerate(line)
        for note in tree.notes.get(number, ())
    ]
    rows = ",\n".join(dumps(record) for record in records)
    beside = ",\n".join(dumps(note) for note in notes)
    head = dumps(
        {
            "dialogue_sim": "line",
            "v": LINE_VERSION,
            "name": tree.variation_of(step).name,
            "code": code_at(save, step),
            "sha": digest(records, notes),
        }
    )
    return shown(f'{head[:-1]},"records":[\n{rows}],\n"notes":[\n{beside}]}}\n')


def _bare(record: Record) -> Record:
    return {key: part for key, part in record.items() if key not in OF_THE_FILE}


def digest(records: Sequence[Record], notes: Sequence[Record]) -> str:
    """What is in a document, hashed: it proves that it is whole, not who wrote it."""
    return short_hash(shown(dumps({"records": list(records), "notes": list(notes)})))


@dataclass(frozen=True)
class Document:
    """A document that was read.

    Attributes:
        records: of a line, the head first, without their place in a file.
        notes: records of notes by the place of the record that they are about.
        code: session code that the line came to.
    """

    source: Path
    records: list[Record]
    notes: Mapping[int, list[Record]]
    code: str

    @property
    def save(self) -> Save:
        """The save that it will be, before it is written."""
        tree = Tree(tuple(up_to_date(self.records)))
        return Save(self.source, tree, Journal(self.source), newest_format(self.records))


def read_document(text: str, source: Path) -> Document:
    """A line from its JSON document.

    Args:
        text: the document; source: the file, as errors name it.

    Raises:
        ShareError: it is none, or was changed.
        NewerError: it is of a format that this version does not know.
        SaveError: its head does not say what a save needs.
    """
    whole = _object(text, source)
    if whole.get("dialogue_sim") != "line":
        message = f'{source} is no line of this program: "dialogue_sim":"line" was expected'
        raise ShareError(message)
    if whole.get("v") != LINE_VERSION:
        message = f"{source} was exported by another version; install the newest one to import it"
        raise NewerError(message)
    records, notes = _list(whole, "records", source), _list(whole, "notes", source)
    if whole.get("sha") != digest(records, notes):
        message = f"{source}: {CHANGED}"
        raise ShareError(message)
    document = Document(
        source,
        [_bare(record) for record in records],
        _notes(notes, len(records), source),
        str(whole.get("code", "")),
    )
    _must_be_line(document)
    return document


def _object(text: str, source: Path) -> Record:
    if len(text) > LARGEST:
        message = f"{source} is larger than {LARGEST // 1024 // 1024} MB; this is no line"
        raise ShareError(message)
    try:
        return parse(text.encode())
    except ValueError as error:
        message = f"{source} is no JSON object that could be a line: {error}"
        raise ShareError(message) from error


def _list(whole: Record, key: str, source: Path) -> list[Record]:
    said = whole.get(key)
    if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
        message = f"{source}: `{key}` is a list of objects; {CHANGED}"
        raise ShareError(message)
    return said


def _notes(said: list[Record], records: int, source: Path) -> dict[int, list[Record]]:
    found: dict[int, list[Record]] = {}
    for number, one in enumerate(said, start=1):
        where = f"{source}, note {number}"
        at, mark = need(one, "at", int, where), one.get("mark", "")
        if not 0 <= at < records or not isinstance(mark, str):
            message = f"{where}: it is about nothing that is there; {CHANGED}"
            raise ShareError(message)
        try:
            record = note_record(need(one, "text", str, where), mark)
        except MoveError as error:
            message = f"{where}: {error}"
            raise ShareError(message) from error
        found.setdefault(at, []).append(record)
    return found


def _must_be_line(document: Document) -> None:
    """Refuse what cannot be a save.

    Raises:
        NewerError: it is of a newer format.
        SaveError: a record has no place on a line, or the head does not say what a save needs.
    """
    records, source = document.records, document.source
    must_be_save(records, source)
    save = document.save
    if save.newer:
        raise NewerError(save.newer)
    odd = [n for n, record in enumerate(records) if not kind_of(record) or _is_beside(record, n)]
    if odd:
        message = f"{source}, record {odd[0] + 1}: it is no step of a line; {CHANGED}"
        raise ShareError(message)
    for key, kind in (("scenario", str), ("seed", str)):
        need(save.head, key, kind, save.where(0))
    need(save.head, "seats", dict, save.where(0))
    need(save.head, "turns", int, save.where(0))


def _is_beside(record: Record, number: int) -> bool:
    return kind_of(record) in BESIDE or (kind_of(record) == "head") != (number == 0)
