"""What every sentence of the documents is used by: the way from a source to the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.content.citations import uses
from dialogue_sim.workshop.sources.of_setting import any_scenario, content_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.content.citations import Uses
    from dialogue_sim.content.documents import Document


@dataclass(frozen=True, slots=True)
class Sentence:
    """A paraphrased sentence, or a figure of a data set.

    Attributes:
        id: as it is cited, such as `D001-S22`; unverified: whether its finding has no origin.
        used_by: by what it is used in (actor, policy, scenario ...), the parts that cite it.
    """

    id: str
    says: str
    unverified: bool
    used_by: Uses


@dataclass(frozen=True, slots=True)
class Source:
    """A document or data set with all that is cited of it."""

    id: str
    title: str
    author: str
    date: str
    kind: str
    label: str
    weaknesses: tuple[str, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """The documents of a setting and what uses them."""

    setting: str
    title: str
    sources: tuple[Source, ...]


def provenance(files: Mapping[str, bytes], setting: str) -> Provenance:
    """Follow every citation of a setting.

    Args:
        files: the library; setting: id of the setting, the name of its folder.

    Raises:
        UnknownIdError: there is no such setting.
        DialogueSimError: it has no scenario, or its content has errors.
    """
    bundle = any_scenario(files, setting)
    found = uses(content_of(files, setting).values())
    documents = bundle.documents.documents.items()
    sources = tuple(_source(name, document, found) for name, document in documents)
    return Provenance(setting, bundle.setting.title, sources)


def _source(name: str, document: Document, found: Mapping[str, Uses]) -> Source:
    return Source(
        name,
        document.title,
        document.author,
        str(document.date),
        document.kind,
        document.label,
        tuple(document.weaknesses),
        tuple(
            Sentence(cited, says, key in document.unverified, found.get(cited, {}))
            for key, says in document.sentences.items()
            for cited in [f"{name}-{key}"]
        ),
    )
