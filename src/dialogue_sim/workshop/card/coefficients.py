"""Numbers of a file put into rows that a person can read: block by block, list by list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from statistics import median
from typing import TYPE_CHECKING

from dialogue_sim.content.sourced import BASES

if TYPE_CHECKING:
    from dialogue_sim.content.sourced import Path
    from dialogue_sim.workshop.sources.numbers import Number


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One row: numbers that stand together and rest on the same.

    Attributes:
        name: their path in the file, with dots.
        value: the numbers, with their keys where they are several.
        rests_on: label, basis and sources, such as `[MOD] inferred`.
        where: file and line.
    """

    name: str
    value: str
    rests_on: str
    where: str


def written(path: Path, numbers: Sequence[Number]) -> Iterable[Coefficient]:
    """Rows of all numbers at or below a path, as they stand in the file."""
    inside = [number for number in numbers if number.at[: len(path)] == path]
    rows: dict[tuple[Path, str], list[Number]] = {}
    for number in inside:
        rows.setdefault((_block(number, path, inside), rests_on(number)), []).append(number)
    for (block, basis), found in rows.items():
        where = f"{PurePosixPath(found[0].file).name}:{found[0].line}"
        yield Coefficient(".".join(map(str, block)), _values(block, found), basis, where)


def pooled(path: Path, numbers: Sequence[Number]) -> Coefficient:
    """One row for what every actor has of its own: how many, from where to where."""
    found = [number for number in numbers if number.at[: len(path)] == path]
    name = ".".join(map(str, path))
    if len(found) == 1:
        (row,) = found
        return Coefficient(name, f"{row.value:g}", rests_on(row), f"{row.file}:{row.line}")
    values = sorted(number.value for number in found)
    value = f"{values[0]:g} to {values[-1]:g}, median {median(values):g}"
    counts = [(sum(number.basis == basis for number in found), basis) for basis in BASES]
    bases = ", ".join(f"{count} {basis}" for count, basis in counts if count)
    return Coefficient(name, value, bases, "actors/*.yaml")


def rests_on(number: Number) -> str:
    """Label, basis and sources of a number."""
    return ", ".join([f"[{number.label}] {number.basis}", *number.source])


def _path(number: Number) -> Path:
    """Where a number stands; in a list of blocks such as levels, the block stands for it."""
    at = number.at
    is_level = len(at) > 1 and isinstance(at[-2], int)
    return at[:-1] if is_level else at


def _block(number: Number, asked: Path, numbers: Sequence[Number]) -> Path:
    """The path that a number's row bears: its block, or its own where nothing stands beside it."""
    at = _path(number)
    if isinstance(at[-1], int):
        at = at[:-1]
        scalars = [other for other in numbers if _path(other)[:-1] == at[:-1]]
        if not scalars:
            return at
    return at[:-1] if len(at) > len(asked) else at


def _values(block: Path, numbers: Sequence[Number]) -> str:
    """Numbers of a row: `weight 0.3, at 1 2 3`, or only the numbers where the row is one key."""
    by_key: dict[str, list[str]] = {}
    for number in numbers:
        key = ".".join(str(step) for step in _path(number)[len(block) :] if isinstance(step, str))
        by_key.setdefault(key, []).append(f"{number.value:g}")
    return ", ".join(f"{key} {' '.join(values)}".strip() for key, values in by_key.items())
