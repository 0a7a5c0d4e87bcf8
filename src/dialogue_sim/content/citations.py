"""Which parts of content cite which sentence: the way from a source to what rests on it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
Uses: TypeAlias = "Mapping[str, tuple[str, ...]]"
"""By what cites a sentence (actor, policy, scenario ...), its parts that do."""


def uses(files: Iterable[YamlFile]) -> dict[str, Uses]:
    """By citation and by what holds it, the parts that cite it, each once and in order.

    Args:
        files: the files of a setting or a story; its `documents` tell, and use nothing.
    """
    found: dict[str, dict[str, dict[str, None]]] = {}
    for file in files:
        if PurePosixPath(file.path).stem == "documents":
            continue
        for at, text in _texts(file.data, ()):
            cites = CITATION.findall(text) if "-" in text else []
            if not cites:
                continue
            holder, part = _place(file.path, at)
            for cited in cites:
                found.setdefault(cited, {}).setdefault(holder, {})[part] = None
    return {
        cited: {holder: tuple(part for part in parts if part) for holder, parts in by.items()}
        for cited, by in found.items()
    }


def cited_in(file: YamlFile) -> frozenset[str]:
    """Every sentence that a file cites, what it uses from elsewhere among them."""
    return frozenset(code for _, text in _texts(file.data, ()) for code in CITATION.findall(text))


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
