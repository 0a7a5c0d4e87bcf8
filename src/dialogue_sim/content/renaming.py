"""Ids that were renamed: what still says the old one is read as if it said the new one.

`renamed: {old: new}` of a setting, its policies or a scenario says so. Whether a word is a
reference to something renamed is not asked of its position: it is one if nothing of that name is
known where it stands, and something of the new name is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, TypeAlias, TypeVar

from dialogue_sim.content.diagnostics import Diagnostic, Place
from dialogue_sim.content.yaml_source import read_yaml

T = TypeVar("T")
Files = tuple[tuple[str, bytes], ...]
Examined: TypeAlias = tuple[T, tuple[Diagnostic, ...]]
"""What was read, and what is wrong with it."""

CODE: Final = "DS211"
KEY: Final = b"renamed"
NOT_FOUND: Final = frozenset({"DS202", "DS203", "DS206", "DS210"})
"""Codes of words that lead nowhere."""
_REMARK: Final = re.compile(r"'(\w+)' is called '(\w+)' now")
ROUNDS: Final = 8
"""What is found may bring more to light, as often as files are read one after the other."""


@dataclass(frozen=True, order=True, slots=True)
class Renamed:
    """A word that names something by its old id."""

    place: Place
    old: str
    new: str

    @property
    def remark(self) -> Diagnostic:
        """What its author is told."""
        message = f"'{self.old}' is called '{self.new}' now"
        remedy = f"write '{self.new}', or let `dialogue-sim upgrade` do it"
        return Diagnostic(self.place, "warning", CODE, message, remedy)


def with_present_names(
    read: Files, path: str, examine: Callable[[Files], Examined[T]]
) -> Examined[T]:
    """What comes out of reading files in which renamed things have their present ids.

    Args:
        read: the files; path: of the scenario among them, or of another file.
        examine: reads and checks them.
    """
    found, problems = examine(read)
    names, said = present_names(read, path), []
    for _ in range(ROUNDS if names else 0):
        words = old_words(problems, names, dict(read))
        if not words:
            break
        said += [word.remark for word in words]
        read = _rewritten(read, words)
        found, problems = examine(read)
    return found, tuple(sorted({*problems, *said}))


def present_names(read: Iterable[tuple[str, bytes]], path: str) -> dict[str, str]:
    """By old id the present one; what was renamed twice leads to the last.

    Args:
        read: files; path: of the scenario whose own names count beside the setting's.
    """
    names: dict[str, str] = {}
    for name, raw in read:
        if KEY not in raw or not (name == path or PurePosixPath(name).stem in _SHARED):
            continue
        file, _ = read_yaml(name, raw)
        said = file.data.get("renamed") if file and isinstance(file.data, dict) else None
        if isinstance(said, dict):
            names.update({old: new for old, new in said.items() if isinstance(new, str)})
    return {old: now for old in names if (now := last_name(old, names)) != old}


_SHARED: Final = ("setting", "policies")


def last_name(name: str, names: Mapping[str, str]) -> str:
    """The present id of something, however often it was renamed; a circle ends where it began."""
    seen = {name}
    while names.get(name, name) not in seen:
        name = names[name]
        seen.add(name)
    return name


def old_words(
    problems: Iterable[Diagnostic], names: Mapping[str, str], files: Mapping[str, bytes]
) -> list[Renamed]:
    """The words that lead nowhere because what they name is called otherwise now.

    Args:
        problems: of some files; names: the present ids by the old ones; files: their content.
    """
    found = set()
    for problem in problems:
        file = None
        if problem.code in NOT_FOUND and problem.place.path in files:
            file, _ = read_yaml(problem.place.path, files[problem.place.path])
        if file is None:
            continue
        lines = file.text.split("\n")
        for old, new in names.items():
            if repr(old) in problem.message:
                found |= {Renamed(place, old, new) for place in _places(problem.place, old, lines)}
    return sorted(found)


def said_by(problem: Diagnostic) -> Renamed | None:
    """The renamed word that a remark is about; None for any other problem."""
    found = _REMARK.fullmatch(problem.message) if problem.code == CODE else None
    return None if found is None else Renamed(problem.place, found.group(1), found.group(2))


def _places(place: Place, old: str, lines: list[str]) -> Iterable[Place]:
    """Where an old id stands among the words of a problem."""
    words = lines[place.line - 1][place.column - 1 : place.end_column - 1]
    for match in re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)", words):
        start, end = (place.column + offset for offset in match.span())
        yield Place(place.path, place.line, start, end)


def _rewritten(read: Files, words: Iterable[Renamed]) -> Files:
    """The files with present ids in the place of old ones."""
    files = dict(read)
    for word in sorted(words, reverse=True):  # from the end, so that no column moves
        file, _ = read_yaml(word.place.path, files[word.place.path])
        assert file is not None  # noqa: S101  it was read to find the word
        lines = file.text.split("\n")
        line = lines[word.place.line - 1]
        before, after = line[: word.place.column - 1], line[word.place.end_column - 1 :]
        lines[word.place.line - 1] = f"{before}{word.new}{after}"
        files[word.place.path] = "\n".join(lines).encode()
    return tuple(sorted(files.items()))
