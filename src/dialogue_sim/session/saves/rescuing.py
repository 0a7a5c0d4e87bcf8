"""What is before damage as a save of its own, and embedded content put back from the library.

Every byte that is written is one that was there: a record of content is put back only where the
chain says that this very text stood in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.session.saves.disk import flush, flush_folder
from dialogue_sim.session.saves.journal import SaveError, dumps, short_hash
from dialogue_sim.session.saves.scanning import contents, find_in
from dialogue_sim.session.saves.verifying import Verdict, verify

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Rescued:
    """A save made of what was left of another.

    Attributes:
        verdict: on the new save; restored: paths of the content that was put back.
    """

    verdict: Verdict
    restored: tuple[str, ...] = ()


def rescue(path: Path, target: Path, library: Mapping[str, bytes]) -> Rescued:
    """Write the sound beginning of a damaged save to a file that is not there yet.

    Args:
        path: of the damaged save, which stays as it is.
        target: of the new one.
        library: content by path, to put back what was damaged in the save.

    Raises:
        SaveError: there is no damage, nothing can be saved, or the file cannot be written.
    """
    data, restored = _restored(path, contents(path), library)
    found = find_in(path, data)
    if found.damage is None and not restored:
        message = f"{path}: no record of it is damaged, so there is nothing to rescue it from"
        raise SaveError(message)
    whole = data[: found.journal.size]
    if not found.records:
        message = f"{path}: nothing can be saved; its first record is damaged"
        raise SaveError(message)
    _write_new(target, whole)
    verdict = verify(target)
    if not verdict.opens:
        target.unlink()
        number = len(found.records) + 1
        message = (
            f"{path}: nothing can be saved; record {number} is part of its content, "
            "and no file of the library is the one that stood there"
        )
        raise SaveError(message)
    return Rescued(verdict, restored)


def _restored(
    path: Path, data: bytes, library: Mapping[str, bytes]
) -> tuple[bytes, tuple[str, ...]]:
    """A save with its content put back as far as the library has it, and what was put back."""
    restored: list[str] = []
    while (found := find_in(path, data)).damage is not None:
        start = found.journal.size
        end = data.find(b"\n", start)
        fitting = _fitting(data[start:end], found.journal.hashes, library)
        if fitting is None:
            break
        name, line = fitting
        data = data[:start] + line + data[end:]
        restored.append(name)
    return data, tuple(restored)


def _fitting(
    damaged: bytes, hashes: list[str], library: Mapping[str, bytes]
) -> tuple[str, bytes] | None:
    """The content that stood in a line: the one whose hash the line still ends with."""
    number = len(hashes)
    for name, raw in sorted(library.items()):
        body = raw.decode(errors="replace")
        record = {"n": number, "p": number - 1, "k": "file", "path": name}
        text = dumps({**record, "sha": short_hash(body), "body": body})
        end = f',"h":"{short_hash("".join(hashes[-1:]) + text)}"}}'
        if damaged.endswith(end.encode()):
            return name, (text[:-1] + end).encode()
    return None


def _write_new(target: Path, data: bytes) -> None:
    try:
        with target.open("xb") as file:
            try:
                file.write(data)
                file.flush()
                flush(file.fileno())
            except OSError:
                target.unlink()
                raise
    except FileExistsError as error:
        message = f"{target} exists already; give another name"
        raise SaveError(message) from error
    except OSError as error:
        message = f"cannot write {target}: {error.strerror}"
        raise SaveError(message) from error
    flush_folder(target.parent)
