"""Every number of a setting's files: its value, its line, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from dialogue_sim.content import sourced
from dialogue_sim.content.files import FILES_OF_A_SETTING
from dialogue_sim.content.layers import lineage_of

if TYPE_CHECKING:
    from dialogue_sim.content.documents import Documents
    from dialogue_sim.content.sourced import Path, Provenance
    from dialogue_sim.content.yaml_source import YamlFile

MODELLED = "MOD"
UNSOURCED_FILES = FILES_OF_A_SETTING - {"setting", "rules"}
"""Files of a setting that hold texts and no numbers about the world."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a content file.

    Attributes:
        at: its path in the file, without the `value` of a number that names its source.
        label: MOD if it is inferred, FIC in a fictional setting, else the label of its first
            source.
    """

    file: str
    line: int
    at: Path
    value: float
    basis: str
    label: str
    source: tuple[str, ...]
    why: str

    @property
    def dotted(self) -> str:
        """The path with dots."""
        return ".".join(map(str, self.at))


def numbers_of(file: YamlFile, documents: Documents) -> tuple[Number, ...]:
    """All numbers of one sound content file, in the order of the file.

    Args:
        file: as it was read; of a variant, what it takes over belongs to another file.
        documents: where the labels of sources come from.
    """
    if PurePosixPath(file.path).stem in UNSOURCED_FILES:
        return ()
    block, data = _sourced_block(file)
    plain, sources, _ = sourced.take_off(data)
    return tuple(
        _number(file, (*block, *at), _inside(plain, at), found, documents)
        for at in sourced.numbers(plain, ())
        if (found := sources.of(*at)) is not None and _is_own(file, (*block, *at))
    )


def positions_of(file: YamlFile, documents: Documents) -> tuple[Number, ...]:
    """What an actor wants on each issue, as if each ideal were a number (of value 0)."""
    plain, sources, _ = sourced.take_off(file.data)
    issues = plain.get("issues", {}) if isinstance(plain, dict) else {}
    found = {issue: sources.of("issues", issue) for issue in issues}
    return tuple(
        _number(file, ("issues", issue, "ideal"), 0.0, basis, documents)
        for issue, basis in found.items()
        if basis is not None and _is_own(file, ("issues", issue, "ideal"))
    )


def _is_own(file: YamlFile, at: Path) -> bool:
    """Whether a number is written in a file, and not in another one that it uses."""
    return not lineage_of(file) or file.place(_written_at(file, at), key=True).path == file.path


def _sourced_block(file: YamlFile) -> tuple[Path, object]:
    """The part of a file whose numbers name their sources: of a scenario only its opening."""
    is_scenario = isinstance(file.data, dict) and "turns" in file.data
    if not is_scenario:
        return (), file.data
    assert isinstance(file.data, dict)  # noqa: S101  seen in the line above
    return ("situation",), file.data.get("situation", {})


def _inside(data: Any, at: Path) -> float:  # noqa: ANN401  plain YAML
    for step in at:
        data = data[step]
    return float(data)


def _number(
    file: YamlFile, at: Path, value: float, found: Provenance, documents: Documents
) -> Number:
    place = file.place(_written_at(file, at), key=True)
    label = documents.label(found)
    return Number(place.path, place.line, at, value, found.basis, label, found.source, found.why)


def _written_at(file: YamlFile, at: Path) -> Path:
    """The path in the file itself, where a number or a list may stand beside its source."""
    ways: tuple[Path, ...] = (at, (*at, "value"), (*at[:-1], "value", at[-1]))
    return next((way for way in reversed(ways) if way in file.values), at)


@dataclass(frozen=True, slots=True)
class Share:
    """How many numbers rest on what.

    Attributes:
        name: of the file, the actor, or all.
        by_basis: counts in the order of `BASES`; by_label: counts by label.
    """

    name: str
    total: int
    by_basis: Mapping[str, int]
    by_label: Mapping[str, int]


def share(name: str, numbers: Iterable[Number]) -> Share:
    """Count numbers by basis and by label."""
    found = list(numbers)
    # What the model supposes comes last; of no numbers at all none is its own.
    labels = sorted({number.label for number in found}, key=lambda one: (one == MODELLED, one))
    return Share(
        name,
        len(found),
        {basis: sum(number.basis == basis for number in found) for basis in sourced.BASES},
        {label: sum(n.label == label for n in found) for label in labels or [MODELLED]},
    )
