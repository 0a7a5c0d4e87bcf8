"""Which sentences a file cites, and where exactly it does."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from dialogue_sim.content.diagnostics import Place
from dialogue_sim.content.sourced import BLOCKS
from dialogue_sim.content.yaml_source import KEPT, Path_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dialogue_sim.content.yaml_source import YamlFile

BRACKETED: Final = re.compile(r"\[([A-Z][A-Z0-9-]*-[A-Z0-9]+(?:, [A-Z][A-Z0-9-]*-[A-Z0-9]+)*)\]")


class Citation(NamedTuple):
    """A source that is named: in a list of sources, or in brackets inside a text."""

    at: Path_
    source: str
    in_text: bool

    def place(self, file: YamlFile) -> Place:
        """Where its id stands; a text may go on for many lines."""
        start = file.place(self.at)
        if not self.in_text:
            return start
        before = sum(len(line) + 1 for line in file.text.split("\n")[: start.line - 1])
        word = re.compile(rf"\b{re.escape(self.source)}\b(?!-)")
        found = word.search(file.text, before + start.column - 1)
        if found is None:
            return start
        line = file.text.count("\n", 0, found.start()) + 1
        column = found.start() - file.text.rfind("\n", 0, found.start())
        return Place(start.path, line, column, column + len(self.source))


@lru_cache(maxsize=KEPT)
def cited(file: YamlFile) -> tuple[Citation, ...]:
    """Every citation of a file, in its order."""
    found: list[Citation] = []
    if isinstance(file.data, BLOCKS):
        _collect(file.data, (), found)
    return tuple(found)


def _collect(data: dict[str, object] | list[object], at: Path_, found: list[Citation]) -> None:
    parts: Iterable[tuple[str | int, object]]
    parts = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in parts:
        if isinstance(value, str):
            if "[" in value:
                for group in BRACKETED.findall(value):
                    found += [Citation((*at, key), one, in_text=True) for one in group.split(", ")]
        elif key == "source" and isinstance(value, list):
            texts = [(i, one) for i, one in enumerate(value) if isinstance(one, str)]
            found += [Citation((*at, key, i), one, in_text=False) for i, one in texts]
        elif isinstance(value, dict | list):
            _collect(value, (*at, key), found)
