"""Reads a pack that anybody can have made: in memory, within limits, and nothing but content."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from dialogue_sim.content.characters import quoted
from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.content.inspection import problems_in
from dialogue_sim.session.progress import silent
from dialogue_sim.workshop.packs.manifest import (
    NAME,
    Pack,
    PackError,
    is_content,
    read_manifest,
    sha256,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dialogue_sim.session.progress import Tell

MOST_ENTRIES: Final = 500
LARGEST: Final = 20_000_000
"""Bytes of a pack, and of all that is in it."""
DENSEST: Final = 100
"""How many times larger than packed an entry may be: text is about five times."""
SMALL: Final = 10_000
"""Bytes of an entry whose density does not matter."""
BEGINS: Final = b"PK\x03\x04"
LISTED: Final = b"PK\x01\x02"
"""Stands before every entry in the list at the end of a zip file, and in no text."""
ENCRYPTED: Final = 0x1
COMPRESSIONS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError,
    ValueError, IndexError, OSError,
)  # fmt: skip
"""What the reader of zip files raises at files that are none."""


def read_file(path: Path) -> bytes:
    """The bytes of a pack.

    Raises:
        PackError: it cannot be read, or is too large.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no disk has such a name"
        message = f"cannot read {path}: {reason}"
        raise PackError(message) from error
    return raw


def read_pack(raw: bytes) -> Pack:
    """What is in a pack, if it is all that it says and nothing else.

    Raises:
        PackError: with the first reason not to trust it.
    """
    if len(raw) > LARGEST:
        message = f"the pack is larger than {LARGEST:,} bytes"
        raise PackError(message)
    if not raw.startswith(BEGINS):
        message = "this is no pack: a pack is a zip file that `dialogue-sim pack` has written"
        raise PackError(message)
    if raw.count(LISTED) > MOST_ENTRIES:
        message = f"the pack has more than {MOST_ENTRIES} entries"
        raise PackError(message)
    try:
        entries = _entries(raw)
    except BROKEN as error:
        message = f"the pack is damaged: {quoted(error)[1:-1]}"
        raise PackError(message) from error
    if NAME not in entries:
        message = f"this is no pack: there is no {NAME} in it"
        raise PackError(message)
    manifest = read_manifest(entries.pop(NAME))
    _must_be_listed(entries, manifest.files)
    _must_belong(entries, manifest.setting)
    return Pack(manifest, dict(sorted(entries.items())))


def check_pack(pack: Pack, tell: Tell = silent) -> None:
    """Read all content of a pack as a library of its own.

    Raises:
        ContentError: with every error in it.
    """
    problems = problems_in(pack.files, pack.files, tell)
    errors = sorted({problem for problem in problems if problem.severity == "error"})
    if errors:
        raise ContentError(errors)


def _entries(raw: bytes) -> dict[str, bytes]:
    """All entries by their names, unpacked."""
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        listed = archive.infolist()
        if sum(entry.file_size for entry in listed) > LARGEST:
            message = f"the pack holds more than {LARGEST:,} bytes"
            raise PackError(message)
        for entry in listed:
            _must_be_plain(entry)
            if entry.filename in found:
                message = f"the pack holds {quoted(entry.filename)} twice"
                raise PackError(message)
            with archive.open(entry) as file:
                found[entry.filename] = file.read(entry.file_size + 1)
            if len(found[entry.filename]) != entry.file_size:
                message = f"the pack is damaged: {quoted(entry.filename)} has not the size it says"
                raise PackError(message)
    return found


def _must_be_plain(entry: zipfile.ZipInfo) -> None:
    """Refuse every entry that is no plain file of content.

    Raises:
        PackError: it is not, and why.
    """
    name, kind = quoted(entry.orig_filename), stat.S_IFMT(entry.external_attr >> 16)
    too_dense = entry.file_size > max(SMALL, DENSEST * entry.compress_size)
    for is_so, why in (
        (entry.filename != entry.orig_filename, f"a pack cannot hold {name}"),
        (
            entry.filename != NAME and not is_content(entry.filename),
            f"a pack cannot hold {name}: it holds actors/ID.yaml and scenarios/SETTING/ID.yaml",
        ),
        (kind not in {0, stat.S_IFREG}, f"{name} in the pack is a link or no file at all"),
        (entry.flag_bits & ENCRYPTED, f"{name} in the pack is encrypted"),
        (entry.compress_type not in COMPRESSIONS, f"{name} is packed in a way not known here"),
        (too_dense, f"{name} would grow to more than {DENSEST} times its size"),
    ):
        if is_so:
            raise PackError(why)


def _must_be_listed(entries: Mapping[str, bytes], listed: Mapping[str, str]) -> None:
    """Refuse what the manifest does not list, and what is not as it lists it.

    Raises:
        PackError: with the first file that is not.
    """
    for name in sorted(entries.keys() | listed.keys()):
        if name not in entries:
            message = f"{quoted(name)} is missing from the pack"
        elif name not in listed:
            message = f"{name} is in the pack, but {NAME} does not list it"
        elif sha256(entries[name]) != listed[name]:
            message = f"{name} was changed after it was packed: its hash is another one"
        else:
            continue
        raise PackError(message)


def _must_belong(entries: Mapping[str, bytes], setting: str) -> None:
    """Refuse scenarios of another setting.

    Raises:
        PackError: there are some.
    """
    for name in entries:
        if name.startswith("scenarios/") and not name.startswith(f"scenarios/{setting}/"):
            message = f"{name} does not belong to the setting '{setting}' of the pack"
            raise PackError(message)
