"""Files that somebody else writes, looked at again and again until a change has settled.

There is no clock and no thread in here: whoever watches calls `look` every `pause` seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.content.files import bytes_of, content_paths

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

EVERY, SOON = 0.2, 0.05
"""Seconds between looks, and while something is being written."""
PATIENCE = 6
"""Looks for which a file may be gone or empty before that is believed: an editor that replaces a
file takes the old one away first."""

Stamp = tuple[int, int, int]
"""Time of the last change in nanoseconds, size, and which file of the disk it is."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file as it was read; `sure` once it was read twice and was the same."""

    stamp: Stamp
    raw: bytes
    sure: bool


class Watch:
    """All content under some folders, and what has become of it since it was looked at last."""

    def __init__(self, *roots: Path) -> None:
        """Watch folders that hold `actors/` and `scenarios/`; the first one counts."""
        self._roots = tuple(dict.fromkeys(roots))
        self._seen: dict[str, _Seen] = {}
        self._lacking: dict[str, int] = {}
        self._told: dict[str, bytes] = {}
        self._settled = True

    @property
    def pause(self) -> float:
        """Seconds until it is worth looking again."""
        return EVERY if self._settled else SOON

    def look(self) -> Mapping[str, bytes] | None:
        """The files by their paths in the library, where something is new and settled.

        Returns:
            None where nothing has changed, or somebody is still writing.
        """
        paths = content_paths(*self._roots)
        self._settled = True
        files = {}
        for name in sorted({*paths, *self._told}):
            raw = self._one(name, paths.get(name))
            if raw is not None:
                files[name] = raw
        self._seen = {name: seen for name, seen in self._seen.items() if name in files}
        if not self._settled or files == self._told:
            return None
        self._told = files
        return files

    def _one(self, name: str, path: Path | None) -> bytes | None:
        """A file as it is to be believed now; None where there is none."""
        seen = None if path is None else self._read(name, path)
        known = self._told.get(name)
        if seen is None or (not seen.raw and known):
            return self._without(name, known, seen)
        self._lacking.pop(name, None)
        self._settled &= seen.sure
        return seen.raw

    def _without(self, name: str, known: bytes | None, seen: _Seen | None) -> bytes | None:
        """What to believe of a file that is gone, empty, or cannot be read at the moment."""
        if known is None:
            return None
        self._lacking[name] = self._lacking.get(name, 0) + 1
        if self._lacking[name] < PATIENCE:
            self._settled = False
            return known
        return None if seen is None else seen.raw

    def _read(self, name: str, path: Path) -> _Seen | None:
        """Read a file unless it was read twice since its last change; None if it cannot be."""
        before = self._seen.get(name)
        try:
            stamp = _stamp(path)
            if before is not None and before.sure and before.stamp == stamp:
                return before
            raw = bytes_of(path)
        except OSError:
            return None
        # The first look at everything is believed: nobody saves in that moment of all moments.
        first = not self._told
        again = before is not None and before.stamp == stamp and before.raw == raw
        self._seen[name] = _Seen(stamp, raw, sure=first or again)
        return self._seen[name]


def _stamp(path: Path) -> Stamp:
    found = path.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino
