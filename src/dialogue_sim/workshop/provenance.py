"""What every sentence of the documents is used by: the way from a source to the screen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from dialogue_sim.workshop.of_setting import any_scenario, content_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dialogue_sim.content.documents import Document
    from dialogue_sim.content.yaml_source import YamlFile

CITATION: Final = re.compile(r"\b[A-Z][A-Z0-9-]*-[A-Z0-9]+\b")
CATALOGUES: Final = {
    "policies": {"policies": "policy"},
    "expectations": {"expectations": "expectation"},
    "arguments": {"cards": "card", "arguments": "argument"},
}
"""By file its blocks whose every entry is a thing of its own, and what that is called."""
PARTS: Final = frozenset({"seats", "injects", "mandates", "endings"})
"""Blocks of a scenario whose entries are named one by one."""


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
    used_by: Mapping[str, tuple[str, ...]]


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
    uses = _uses(content_of(files, setting).values())
    documents = bundle.documents.documents.items()
    sources = tuple(_source(name, document, uses) for name, document in documents)
    return Provenance(setting, bundle.setting.title, sources)


def _source(
    name: str, document: Document, uses: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> Source:
    return Source(
        name,
        document.title,
        document.author,
        str(document.date),
        document.kind,
        document.label,
        tuple(document.weaknesses),
        tuple(
            Sentence(cited, says, key in document.unverified, uses.get(cited, {}))
            for key, says in document.sentences.items()
            for cited in [f"{name}-{key}"]
        ),
    )


def _uses(files: Iterable[YamlFile]) -> dict[str, dict[str, tuple[str, ...]]]:
    """By citation and by what holds it, the parts that cite it, each once and in order."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for file in files:
        if PurePosixPath(file.path).stem == "documents":
            continue
        for at, text in _texts(file.data, ()):
            holder, part = _place(file.path, at)
            for cited in CITATION.findall(text):
                found.setdefault(cited, {}).setdefault(holder, {})[part] = None
    return {
        cited: {holder: tuple(part for part in parts if part) for holder, parts in by.items()}
        for cited, by in found.items()
    }


def _texts(value: object, at: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text of a file with the keys that lead to it; places in lists are left out."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(part, (*at, str(key)))
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part, at)
    elif isinstance(value, str):
        yield at, value


def _place(path: str, at: tuple[str, ...]) -> tuple[str, str]:
    """What holds a text, in words, and which part of it the text stands in."""
    folder, name = PurePosixPath(path).parts[0], PurePosixPath(path).stem
    if folder == "actors":
        return f"actor {name}", _part(at)
    if name in CATALOGUES:
        kinds = CATALOGUES[name]
        return (kinds[at[0]], at[1]) if at[0] in kinds else (kinds[name], " ".join(at[:2]))
    if name in {"setting", "rules"}:
        return name, _part(at)
    return f"scenario {name}", " ".join(at[:2]) if at[0] in PARTS else at[0]


def _part(at: tuple[str, ...]) -> str:
    """The keys of a block that carry its meaning, without `source`, `why` and the like."""
    kept = [key for key in at if key not in {"source", "why", "value", "set"}]
    return ".".join(kept[:3])
