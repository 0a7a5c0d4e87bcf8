"""Reads single files into models, each once: scenarios share most of what they need."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Generic, TypeVar, cast

from dialogue_sim.content import sourced
from dialogue_sim.content.actor import Actor, Counterpart
from dialogue_sim.content.diagnostics import Diagnostic
from dialogue_sim.content.expectations import Expectations
from dialogue_sim.content.layers import LayeredFile
from dialogue_sim.content.rules import Rules
from dialogue_sim.content.scenario import Scenario
from dialogue_sim.content.setting import Setting
from dialogue_sim.content.suggest import did_you_mean
from dialogue_sim.content.text import Content
from dialogue_sim.content.validation import validate
from dialogue_sim.content.yaml_source import KEPT, YamlFile

M_co = TypeVar("M_co", bound=Content, covariant=True)
M = TypeVar("M", bound=Content)
KINDS: Final = ("member", "voice", "public", "counterpart")
SOURCED_BLOCK: Final = {Scenario: "situation", Expectations: "openings"}
"""By model: the one block of its file whose numbers need sources."""


@dataclass(frozen=True, slots=True)
class Part(Generic[M_co]):
    """What one file holds.

    Attributes:
        model: None if there are errors.
        sources: of its numbers; None where they need none.
        problems: everything wrong with it.
    """

    model: M_co | None
    sources: sourced.Sources | None
    problems: tuple[Diagnostic, ...]


def part(model: type[M], file: YamlFile) -> Part[M]:
    """A file of which only some parts, or none, hold sourced numbers."""
    # A file that is put together belongs to one story: nobody will ask for it again.
    read = _part if isinstance(file, LayeredFile) else _part_once
    return cast("Part[M]", read(model, file))


def actor(file: YamlFile) -> Part[Actor | Counterpart]:
    """A profile."""
    return _actor(file) if isinstance(file, LayeredFile) else _actor_once(file)


def _part(model: type[Content], file: YamlFile) -> Part[Content]:
    sheet, data = _Sheet(file), file.data
    block = SOURCED_BLOCK.get(model)
    if block is not None and isinstance(data, dict) and block in data:
        data = {**data, block: sheet.take_off(data[block], (block,))}
    elif model in {Setting, Rules}:
        data = sheet.take_off(data, ())
    return sheet.part(model, data)


@lru_cache(maxsize=KEPT)
def _part_once(model: type[Content], file: YamlFile) -> Part[Content]:
    return _part(model, file)


def _actor(file: YamlFile) -> Part[Actor | Counterpart]:
    sheet = _Sheet(file)
    plain = sheet.take_off(file.data, ())
    kind = plain.get("kind") if isinstance(plain, dict) else None
    if isinstance(kind, str) and did_you_mean(kind, KINDS) == "counterpart":
        return sheet.part(Counterpart, plain)
    return sheet.part(Actor, plain)


@lru_cache(maxsize=KEPT)
def _actor_once(file: YamlFile) -> Part[Actor | Counterpart]:
    return _actor(file)


@dataclass
class _Sheet:
    """A file that is being read, what its numbers rest on, and what is wrong with it."""

    file: YamlFile
    sources: sourced.Sources | None = None
    problems: list[Diagnostic] = field(default_factory=list)

    def take_off(self, data: object, at: sourced.Path) -> object:
        """Plain numbers; what is said about their sources is kept."""
        plain, sources, problems = sourced.take_off(data)
        self.sources = sourced.Sources(
            {(*at, *path): provenance for path, provenance in sources.by_path.items()}
        )
        for problem in problems:
            self.report("DS204", (*at, *problem.at), problem.message, problem.help)
        return plain

    def report(self, code: str, at: sourced.Path, message: str, remedy: str) -> None:
        """One more error."""
        place = self.file.place(at)
        self.problems.append(Diagnostic(place, "error", code, message, remedy))

    def part(self, model: type[M], data: object) -> Part[M]:
        """The data as a model, with all that was wrong on the way."""
        found, problems = validate(model, self.file, data)
        return Part(found, self.sources, (*self.problems, *problems))
