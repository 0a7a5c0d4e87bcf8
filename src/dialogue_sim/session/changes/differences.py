"""Which values decide the course of a session otherwise than they did, as people read them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.content.fingerprint import leaves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dialogue_sim.content.bundle import Bundle

LONGEST = 60
"""Characters of a value that are shown."""
ELLIPSIS = "..."


@dataclass(frozen=True, slots=True)
class Difference:
    """One value, or a whole part, that is not what it was.

    Attributes:
        path: where it is, such as `actor poland.stars.trust`.
        now: as it is today, was: as the save has it; both are cut where they are long, and None
            where there is no such part.
    """

    path: str
    now: str | None
    was: str | None

    @property
    def sentence(self) -> str:
        """Path and values, such as `actor poland.stars.trust 4, was 5`."""
        if self.was is None:
            return f"{self.path}{self._of(self.now)}, new"
        if self.now is None:
            return f"{self.path}{self._of(self.was)}, gone"
        return f"{self.path}{self._of(self.now)}, was {self.was or 'nothing'}"

    def _of(self, value: str | None) -> str:
        return f" {value}" if value else ""


def differences(today: Bundle, saved: Bundle) -> Iterator[Difference]:
    """What decides the course of a session and is not what it was, in the order of the content.

    Where a whole part is new or gone, such as an inject, it is named once and not value by value.
    """
    now, was = (_parts(leaves(bundle)[0]) for bundle in (today, saved))
    in_now, in_was = _prefixes(now), _prefixes(was)
    told: set[str] = set()
    for path in [*now, *(path for path in was if path not in now)]:
        if path in now and path in was:
            yield from _changed(path, now[path], was[path])
            continue
        new = path in now
        part = _part_without(path, in_was if new else in_now)
        if part not in told:
            told.add(part)
            value = _shown(now[path] if new else was[path]) if part == path else ""
            yield Difference(part, value if new else None, None if new else value)


def _parts(found: Iterable[tuple[str, object]]) -> dict[str, object]:
    """Values by path; the words of a list are one value, for one of them may be taken out."""
    parts: dict[str, object] = {}
    for path, value in found:
        above, _, place = path.rpartition(".")
        if isinstance(value, str) and place.isdecimal():
            words = parts.setdefault(above, ())
            parts[above] = (*words, value) if isinstance(words, tuple) else (value,)
        else:
            parts[path] = value
    return parts


def _prefixes(parts: Mapping[str, object]) -> frozenset[str]:
    """Every path, and every part that it lies in."""
    return frozenset(part for path in parts for part in _from_the_top(path))


def _from_the_top(path: str) -> Iterator[str]:
    steps = path.split(".")
    for length in range(1, len(steps) + 1):
        yield ".".join(steps[:length])


def _part_without(path: str, others: frozenset[str]) -> str:
    """The largest part that holds a path and that is not in the other content at all."""
    return next((part for part in _from_the_top(path) if part not in others), path)


def _changed(path: str, now: object, was: object) -> Iterator[Difference]:
    if now == was and type(now) is type(was):
        return
    if not (isinstance(now, tuple) and isinstance(was, tuple)):
        yield Difference(path, _shown(now), _shown(was))
        return
    new = [word for word in now if word not in was]
    gone = [word for word in was if word not in now]
    if new or gone:
        yield Difference(path, _listed(new), _listed(gone))
    else:
        yield Difference(path, _shown(now), _shown(was))


def _listed(words: Sequence[object]) -> str | None:
    return _shown(tuple(words)) if words else None


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        text = ", ".join(map(str, value))
    else:
        text = value if isinstance(value, str) else json.dumps(value, default=str)
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - len(ELLIPSIS)] + ELLIPSIS
