"""Where every number comes from: long and group forms of sources, taken off the plain data.

A number is written `{value: 0.12, source: [D001-S22], basis: stated}`, or bare inside a block
that says `source`, `basis` or `why` once for all of it. The models see plain numbers; what was
said about them is kept here, by path.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from dialogue_sim.content.characters import quoted
from dialogue_sim.content.suggest import did_you_mean, hint, meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Basis = Literal["stated", "reported", "predicted", "poll", "data", "inferred"]
BASES: tuple[str, ...] = get_args(Basis)
INFERRED = "inferred"
GROUP_KEYS = frozenset({"source", "basis", "why"})
VALUE_KEYS = GROUP_KEYS | {"value"}
BLOCKS = (dict, list)
"""What is looked into; most values are neither, and are left as they are."""
AUTHORS_OWN = "x-"
"""Keys that begin so belong to the author; nobody asks where their numbers come from."""

Path = tuple[str | int, ...]

HOW_TO_SOURCE = (
    "write {value: ..., source: [D001-S22], basis: stated}, or say `basis: inferred` and `why:`"
)
HOW_TO_SOURCE_ALL = (
    "say `source:` and `basis:`, or `basis: inferred` and `why:`, once for all:"
    " at the top of the file or of a block"
)
FEW = 4
"""So many numbers without a source are told one by one."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an author says about where numbers come from.

    Attributes:
        basis: one of `BASES`.
        source: ids of sentences; empty if inferred.
        why: the reason for an inferred number.
    """

    basis: str
    source: tuple[str, ...] = ()
    why: str = ""


UNTOLD = Provenance(INFERRED)
"""Stands where something was said and is wrong, so that one fault is not told of every number."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a source: where (a path), the sentence and the remedy."""

    at: Path
    message: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """Provenance by path; a number has that of the nearest block around it."""

    by_path: Mapping[Path, Provenance]

    def of(self, *path: str | int) -> Provenance | None:
        """Provenance of what stands at a path."""
        for length in range(len(path), -1, -1):
            found = self.by_path.get(path[:length])
            if found is not None:
                return found
        return None


def take_off(data: object) -> tuple[object, Sources, tuple[Problem, ...]]:
    """Separate the plain data from what is said about its sources.

    Returns:
        the data with plain numbers and without `source`, `basis` and `why`; their provenance;
        and every group or number that does not say enough.
    """
    found: dict[Path, Provenance] = {}
    problems: list[Problem] = []
    plain = _plain(data, (), found, problems)
    sources = Sources(found)
    if () not in found:  # what is said at the top holds for all numbers
        bare = [at for at in numbers(plain, ()) if sources.of(*at) is None]
        problems += _told_of(bare)
    return plain, sources, tuple(problems)


def _told_of(bare: list[Path]) -> list[Problem]:
    """One problem for each number without a source, or one for all where there are many.

    Many have one cause, something that is missing above them, and one remedy.
    """
    if len(bare) <= FEW:
        return [Problem(at, "this number has no source", HOW_TO_SOURCE) for at in bare]
    message = f"this number has no source, nor have {len(bare) - 1} others of this file"
    return [Problem(bare[0], message, HOW_TO_SOURCE_ALL)]


def _plain(
    data: object, at: Path, found: dict[Path, Provenance], problems: list[Problem]
) -> object:
    if isinstance(data, list):
        return [
            _plain(part, (*at, i), found, problems) if isinstance(part, BLOCKS) else part
            for i, part in enumerate(data)
        ]
    if not isinstance(data, dict):
        return data
    if not GROUP_KEYS.isdisjoint(data):
        data = _well_spelt(data, at, problems)
        found[at] = _provenance(data, at, problems) or UNTOLD
        data = {key: value for key, value in data.items() if key not in GROUP_KEYS}
        if data.keys() == {"value"}:
            return data["value"]
    return {
        key: _plain(value, (*at, key), found, problems) if isinstance(value, BLOCKS) else value
        for key, value in data.items()
    }


def _well_spelt(data: dict[str, object], at: Path, problems: list[Problem]) -> dict[str, object]:
    """A block with sources in which misspelt keys of these are told, and mended."""
    others = data.keys() - GROUP_KEYS
    sound = "basis" in data and ("source" in data or "why" in data)
    if sound and (others == {"value"} or (len(others) != 1 and "value" not in others)):
        return data
    mended: dict[str, object] = {}
    for key, value in data.items():
        near = None if key in VALUE_KEYS else did_you_mean(key, VALUE_KEYS - data.keys())
        if near is not None and near not in mended:
            problems.append(Problem((*at, key), f"unknown key {quoted(key)}", meant(near)))
        mended[near or key] = value
    return mended


def _provenance(
    data: Mapping[str, object], at: Path, problems: list[Problem]
) -> Provenance | None:
    basis, source, why = data.get("basis"), data.get("source", []), data.get("why", "")
    if isinstance(basis, str) and basis not in BASES:
        message = f"{quoted(basis)} is no basis of a number"
        problems.append(Problem((*at, "basis"), message, hint(basis, BASES)))
        return None
    if basis not in BASES:
        said = next(key for key in ("basis", "source", "why") if key in data)
        message = f"`{said}:` needs `basis:`, one of" if said != "basis" else "`basis:` is one of"
        problems.append(Problem((*at, said), f"{message} {', '.join(BASES)}"))
        return None
    if not isinstance(source, list) or not all(isinstance(s, str) for s in source):
        message = "`source` is a list of ids such as [D001-S22]"
        problems.append(Problem((*at, "source"), message))
        return None
    if basis == INFERRED and not why:
        place = (*at, "why" if "why" in data else "basis")
        problems.append(Problem(place, "`basis: inferred` needs `why:`, one sentence"))
        return None
    if basis != INFERRED and not source:
        place = (*at, "source" if "source" in data else "basis")
        problems.append(Problem(place, f"`basis: {basis}` needs `source:`, at least one id"))
        return None
    return Provenance(str(basis), tuple(source), str(why))


def numbers(data: object, at: Path) -> Iterator[Path]:
    """Paths of all numbers that need a source: not the file's `format`, nor the author's own."""
    if isinstance(data, dict):
        for key, value in data.items():
            if (*at, key) != ("format",) and not key.startswith(AUTHORS_OWN):
                yield from numbers(value, (*at, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from numbers(value, (*at, i))
    elif isinstance(data, int | float) and not isinstance(data, bool):
        yield at
