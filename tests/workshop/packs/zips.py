"""Packs that `dialogue-sim pack` would never write."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from collections.abc import Iterable
from functools import cache
from typing import Any

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.workshop.packs.manifest import NAME, sha256
from dialogue_sim.workshop.packs.packing import make_pack, needed

SHIPPED = read_library(packaged_content())
RIVER = needed(SHIPPED, "river_league")
OLDWEIR = "actors/oldweir.yaml"


@cache
def sound() -> bytes:
    """A pack as the program makes it."""
    return make_pack(SHIPPED, "river_league")


def manifest(content: dict[str, bytes], **other: object) -> bytes:
    """What a pack with some files says of itself."""
    plain = {
        "dialogue_sim": "pack", "format": 1, "program": "0.1.0", "setting": "river_league",
        "title": "The River League", "actors": ["oldweir"],
        "scenarios": [
            {"id": "first_steps", "title": "A bell", "authors": ["N. N."], "licence": "CC0"}
        ],
        "files": {path: sha256(raw) for path, raw in content.items()},
    }  # fmt: skip
    return json.dumps({**plain, **other}).encode()


def entry(name: str, mode: int = stat.S_IFREG | 0o644, **other: Any) -> zipfile.ZipInfo:  # noqa: ANN401
    """An entry of a zip file with whatever is wanted."""
    info = zipfile.ZipInfo(name)
    info.external_attr, info.create_system = mode << 16, 3
    for key, value in other.items():
        setattr(info, key, value)
    return info


def zipped(
    entries: Iterable[tuple[zipfile.ZipInfo | str, bytes]], packing: int = zipfile.ZIP_STORED
) -> bytes:
    """A zip file with these entries."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", packing) as archive:
        for info, raw in entries:
            archive.writestr(info, raw, packing)
    return written.getvalue()


def with_files(files: dict[str, bytes], *more: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    """A pack with a fitting manifest, and perhaps with more than that lists."""
    return zipped([(NAME, manifest(files)), *files.items(), *more])
