"""A save as it lies on the disk: its records, the tree they make, and what is wrong with it.

Nothing is played here. What the records say is enough to show a session as it was, whatever has
become of the rules; `playback.py` plays it again.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from dialogue_sim.session.saves.journal import SaveError, kind_of, short_hash
from dialogue_sim.session.saves.scanning import find, glance
from dialogue_sim.session.saves.tree import Tree
from dialogue_sim.session.saves.upcast import VERSION, newest_format, up_to_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dialogue_sim.session.saves.journal import Damage, Journal, Record

SUFFIX = ".dsim"
Kind = TypeVar("Kind", str, int, dict[str, object])


class NewerError(SaveError):
    """A save of a format that this program does not know; it can be shown and not played."""


@dataclass(frozen=True)
class Save:
    """A save that has been read.

    Attributes:
        tree: the records in the format of this version.
        journal: to go on with; nobody is kept from writing until it is held.
        format: the newest format that it holds records of.
        damage: where the file was changed; the tree ends before it.
    """

    path: Path
    tree: Tree
    journal: Journal
    format: int
    damage: Damage | None = None

    @property
    def head(self) -> Record:
        """The first record: scenario, seed, seats, hashes of the content."""
        return self.tree.records[0]

    @property
    def newer(self) -> str:
        """What to install to go on with it, as a sentence; nothing where this version will do."""
        if self.format <= VERSION:
            return ""
        saved_by = str(self.head.get("engine", "a newer one"))
        return (
            f"{self.path} was saved by a newer version (format {self.format}, dialogue_sim "
            f"{saved_by}); install that one to go on with it"
        )

    @property
    def torn(self) -> str:
        """What was lost at the end, as a sentence; nothing where nothing was."""
        if not self.journal.torn:
            return ""
        number = len(self.tree.records) + 1
        return (
            f"the last line of {self.path.name} (record {number}) was cut off in writing "
            "and is dropped"
        )

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The embedded content, by path.

        Raises:
            SaveError: a record of it says no path or holds no text.
        """
        found = {}
        for number, record in enumerate(self.tree.records):
            if kind_of(record) == "file":
                where = self.where(number)
                body = need(record, "body", str, where)
                if record.get("sha") != short_hash(body):
                    message = f"{where}: the text is not the one that its hash was made of"
                    raise SaveError(message)
                found[need(record, "path", str, where)] = body.encode()
        return found

    def is_over(self, turns: Sequence[int]) -> bool:
        """Whether nothing is left to play on a line, by the steps at which its turns end."""
        ended = bool(turns and self.tree.records[turns[-1]].get("ending"))
        return ended or len(turns) == self.head.get("turns")

    def where(self, number: int) -> str:
        """A record as errors name it."""
        record = self.tree.records[number]
        kind = kind_of(record)
        turn = f" {record.get('t')}" if kind == "turn" else ""
        return f"{self.path}, record {number + 1} ({kind}{turn})"


def read_save(path: Path) -> Save:
    """Read a save, its chain checked.

    Raises:
        SaveError: there is no such file, it is no save, or a record was changed.
    """
    save = read_sound(path)
    if save.damage is not None:
        raise SaveError(save.damage.sentence(path))
    return save


def read_whole(path: Path) -> Save:
    """The same for whoever wants to go on with it: where it is damaged, with what can be done.

    Raises:
        SaveError: there is no such file, it is no save, or a record was changed.
    """
    save = read_sound(path)
    if save.damage is not None:
        file = shlex.quote(str(path))
        message = (
            f"{save.damage.sentence(path)}. `dialogue-sim replay {file}` shows what lies before "
            f"it, `dialogue-sim verify {file} --rescue NEW` keeps it"
        )
        raise SaveError(message)
    return save


def read_sound(path: Path) -> Save:
    """Read a save as far as it is whole; `damage` says where that ends.

    Raises:
        SaveError: there is no such file, or its first record is that of no save.
    """
    found = find(path)
    if not found.records and found.damage is not None:
        raise SaveError(found.damage.sentence(path))
    must_be_save(found.records, path)
    tree = Tree(tuple(up_to_date(found.records)))
    return Save(path, tree, found.journal, newest_format(found.records), found.damage)


def read_again(save: Save) -> Save:
    """A save as it is on the disk by now, to be written to: others may have gone on with it.

    A save only grows, so the numbers of its steps are those that they were.

    Raises:
        NewerError: somebody has gone on with it in a format that this program does not know.
        SaveError: it cannot be read, or is no longer the one that was read before.
    """
    found = read_save(save.path)
    known = save.journal.hashes
    if found.journal.hashes[: len(known)] != known:
        message = (
            f"{save.path} is no longer the save that was opened: another one lies in its place; "
            "open it again"
        )
        raise SaveError(message)
    if found.newer:
        raise NewerError(found.newer)
    return found


def glance_at_save(path: Path) -> Tree:
    """The tree of a save for lists; opening it checks more.

    Embedded content and turns are in it as `n`, `p`, `k` and `t` alone, but for the last turn of
    the line on which the session stands.

    Raises:
        SaveError: the file is no save, or a record was changed.
    """
    seen = glance(path)
    must_be_save(seen.records, path)
    turns = Tree(seen.records).turns(Tree(seen.records).tip)
    if turns:
        seen.records[turns[-1]] = seen.whole(turns[-1])
    return Tree(tuple(up_to_date(seen.records)))


def must_be_save(records: list[Record], path: Path) -> None:
    """Refuse what begins as no save does.

    Raises:
        SaveError: the first record is no head.
    """
    if not records or records[0].get("dialogue_sim") != "save" or records[0].get("k") != "head":
        message = f"{path} is no save of this program"
        raise SaveError(message)
    if newest_format(records) < 1:
        message = f"{path}, record 1 (head): `v` is no version of a format; the file was changed"
        raise SaveError(message)


def need(record: Record, key: str, kind: type[Kind], where: str) -> Kind:
    """What a record says under a key.

    Raises:
        SaveError: it says nothing there, or something of another kind.
    """
    value = record.get(key)
    if not isinstance(value, kind) or isinstance(value, bool):
        message = f"{where}: `{key}` is missing or no {kind.__name__}; the file was changed here"
        raise SaveError(message)
    return value
