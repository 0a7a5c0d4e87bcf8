"""What a check finds, before anybody has looked for the line on which it stands.

Looking for a line reads a file again with all its places, so it is done for what is found only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogue_sim.content.diagnostics import Diagnostic, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.content.diagnostics import Severity
    from dialogue_sim.content.yaml_source import Path_, YamlFile


@dataclass(frozen=True, slots=True)
class Spot:
    """A piece of a file: its value, or its key."""

    file: str
    at: Path_
    key: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is worth a remark.

    Attributes:
        help: what to do about it.
        word: what to point at within a long text; empty for all of it.
    """

    spot: Spot
    code: str
    message: str
    help: str
    severity: Severity = "warning"
    word: str = ""

    def as_diagnostic(self, files: Mapping[str, YamlFile]) -> Diagnostic:
        """The same with line and column."""
        file = files[self.spot.file]
        place = file.place(self.spot.at, key=self.spot.key)
        if self.word:
            place = _word_after(file, place, self.word)
        return Diagnostic(place, self.severity, self.code, self.message, self.help)


def _word_after(file: YamlFile, place: Place, word: str) -> Place:
    """Where a word first stands from a place on; the place itself if it is written otherwise."""
    edge = r"\b" if word[0].isalpha() else ""
    wanted = re.compile(f"{edge}{re.escape(word)}{edge}")
    lines = file.text.split("\n")
    start = place.column - 1
    if lines[place.line - 1][start] in "\"'":
        start += 1  # the quotation mark of YAML, which is no part of the text
    for number, line in enumerate(lines[place.line - 1 :], start=place.line):
        found = wanted.search(line, start)
        if found is not None:
            return Place(place.path, number, found.start() + 1, found.end() + 1)
        start = 0
    return place
