"""What a book is made of, and how its texts, citations and sources are set."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from dialogue_sim.content.citations import CITATION, uses
from dialogue_sim.content.files import expectation_paths
from dialogue_sim.content.library import load, load_expectations
from dialogue_sim.paper.blocks import Faint, Paragraph, Ref, Tag
from dialogue_sim.session.worlds.build import build_world

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.citations import Uses
    from dialogue_sim.content.documents import Document
    from dialogue_sim.content.expectations import Expected
    from dialogue_sim.engine.world import World
    from dialogue_sim.paper.blocks import Inline, Words
    from dialogue_sim.session.views.sources import SourceView

PARAGRAPHS: Final = re.compile(r"\s*\n\s*")
"""What parts paragraphs: in a folded text of YAML an empty line has become the end of one."""


@dataclass(frozen=True, eq=False)
class Material:
    """A scenario with all it needs; what is worked out is worked out once.

    Attributes:
        expected: what the documents of its setting expect; None where it has no such file.
    """

    bundle: Bundle
    expected: Expected | None

    @cached_property
    def world(self) -> World:
        """What the engine plays."""
        return build_world(self.bundle)

    @cached_property
    def used(self) -> Mapping[str, Uses]:
        """By citation what of this story cites it: policies and arguments only if they are in it.

        Of the setting's expectations all count, since they are about its documents.
        """
        files = [*self.bundle.files.values()]
        if self.expected is not None:
            files.append(self.expected.file)
        kept = {
            cited: {holder: parts for holder, parts in by.items() if self._is_here(holder)}
            for cited, by in uses(files).items()
        }
        return {cited: by for cited, by in kept.items() if by}

    def _is_here(self, holder: str) -> bool:
        kind, _, name = holder.partition(" ")
        here: Mapping[str, Iterable[str]] = {
            "policy": self.bundle.repertoire,
            "argument": self.bundle.bank,
            "card": self.bundle.dossier,
        }
        return kind not in here or name in here[kind]

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """The documents of the reading list: the scenario's own, then all that it rests on."""
        every = self.bundle.documents.documents
        cited = {code.rpartition("-")[0] for code in self.used}
        own = list(self.bundle.scenario.documents)
        names = [*own, *(name for name in every if name in cited and name not in own)]
        return {name: every[name] for name in names}

    @cached_property
    def anchors(self) -> Mapping[str, str]:
        """By document where it stands in the reading list."""
        return {name: f"document-{place}" for place, name in enumerate(self.documents, start=1)}

    def code(self, code: str) -> Inline:
        """A citation; it leads to its document where the book has it."""
        anchor = self.anchors.get(code.rpartition("-")[0])
        return code if anchor is None else Ref(code, anchor)

    def codes(self, sources: Iterable[str]) -> tuple[Inline, ...]:
        """Citations one after the other; what has no origin says so."""
        found: list[Inline] = []
        for one in sources:
            mark = "unverified " if self.bundle.documents.unverified(one) else ""
            found += [f"{', ' if found else ''}{mark}", self.code(one)]
        return tuple(found)

    def linked(self, text: str) -> tuple[Inline, ...]:
        """A text whose citations lead to their documents."""
        return tuple(self._pieces(text))

    def _pieces(self, text: str) -> Iterator[Inline]:
        end = 0
        for found in CITATION.finditer(text):
            yield text[end : found.start()]
            yield self.code(found.group())
            end = found.end()
        yield text[end:]

    def paragraphs(self, text: str) -> tuple[Paragraph, ...]:
        """A text of several paragraphs, with links."""
        return tuple(Paragraph(self.linked(part)) for part in PARAGRAPHS.split(text.strip()))

    def basis(self, view: SourceView | None) -> Words:
        """What a number rests on: label, basis, citations, or the reason that was given."""
        if view is None:
            return ""
        cited = self.codes(code for code, _ in view.cited)
        why: tuple[Inline, ...] = (Faint(view.why),) if view.why else ()
        between = " " if cited and why else ""
        return (Tag(view.label), f" {view.shown_basis} ", *cited, between, *why)

    def level(self, issue: str, level: str) -> str:
        """A level in words."""
        levels = self.bundle.setting.issues[issue].levels
        return next(one.label for one in levels if one.id == level)

    def name(self, actor: str) -> str:
        """The name of an actor in the story; an id that is not in it stays."""
        return self.bundle.name_of.get(actor, actor)


def material_of(files: Mapping[str, bytes], scenario: str) -> Material:
    """Read a scenario for its book.

    Raises:
        UnknownIdError: there is no such scenario.
        ContentError: it has errors, or the expectations of its setting have.
    """
    bundle = load(files, scenario)
    setting = bundle.setting.id
    known = setting in expectation_paths(files)
    return Material(bundle, load_expectations(files, setting) if known else None)
