"""Files that are put together from others: every piece keeps the place where it was written.

What a variant takes from what it uses, what a period changes at its date and what a scenario sets
become one file, so that models, checks and receipts read it like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from dialogue_sim.content.diagnostics import Place
from dialogue_sim.content.yaml_source import Path_, YamlFile

Kind = Literal["use", "set", "period", "scenario"]


@dataclass(frozen=True, slots=True)
class Layer:
    """A part of a file, and where it is laid; what lay there before is covered."""

    file: YamlFile
    at: Path_ = ()
    to: Path_ = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """One thing that made a block what it is.

    Attributes:
        kind: `use` for what it began as, `set` for its own changes, `period` for those of a date,
            `scenario` for those of the story it is in.
        name: id of what is used, or of the period.
        since: of a period.
        place: where that is written.
        paths: what it changes; nothing for `use`.
    """

    kind: Kind
    name: str
    place: Place
    paths: tuple[str, ...] = ()
    since: str = ""


@dataclass(frozen=True, eq=False)
class LayeredFile(YamlFile):
    """A file put together from parts of others.

    Attributes:
        layers: from the bottom to the top.
        home: where something stands that is written nowhere.
        origins: what made it what it is, in the order in which it did.
        lineage: paths of the files of everything that is used, the nearest first.
    """

    layers: tuple[Layer, ...] = ()
    home: Place | None = None
    origins: tuple[Origin, ...] = ()
    lineage: tuple[str, ...] = ()

    @cached_property
    def _places(self) -> tuple[Mapping[Path_, Place], Mapping[Path_, Place]]:
        keys: dict[Path_, Place] = {}
        values: dict[Path_, Place] = {}
        for layer in self.layers:
            _lay(keys, layer.file.keys, layer)
            _lay(values, layer.file.values, layer)
        if self.home is not None:
            keys[()] = values[()] = self.home
        return MappingProxyType(keys), MappingProxyType(values)

    def source(self, at: Path_) -> str:
        """Return the text of the file in which a piece is written."""
        for layer in reversed(self.layers):
            if at[: len(layer.to)] == layer.to:
                return layer.file.source((*layer.at, *at[len(layer.to) :]))
        return self.text

    @property
    def start(self) -> Place:
        """Where the whole begins."""
        return self.home or Place(self.path)


def _lay(found: dict[Path_, Place], places: Mapping[Path_, Place], layer: Layer) -> None:
    """Put the places of a layer over those that were found below it."""
    covered, depth = len(layer.to), len(layer.at)
    for at in [at for at in found if at[:covered] == layer.to]:
        del found[at]
    for at, place in places.items():
        if at[:depth] == layer.at:
            found[(*layer.to, *at[depth:])] = place


def origins_of(file: YamlFile) -> tuple[Origin, ...]:
    """What made a file what it is; nothing for one that is as it was written."""
    return file.origins if isinstance(file, LayeredFile) else ()


def part_at(file: YamlFile, at: Path_) -> YamlFile | None:
    """What was laid over a part of a file, as a file; None where that is as it was written."""
    layers = file.layers if isinstance(file, LayeredFile) else ()
    return next((layer.file for layer in layers if layer.to == at and not layer.at), None)


def lineage_of(file: YamlFile) -> tuple[str, ...]:
    """Paths of the files of everything that a file uses, the nearest first."""
    return file.lineage if isinstance(file, LayeredFile) else ()
