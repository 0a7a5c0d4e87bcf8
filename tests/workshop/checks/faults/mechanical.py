"""Faults that are made by rule from the shipped files: the same ones in every run.

Whatever is changed is found by its place: keys and values as the loader knows them, and the words
of expressions. A change that leaves the data as it was, such as a space where one may be, is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from random import Random
from typing import TypeAlias, cast

import yaml
from tests.workshop.checks.code_pages import SHIPPED
from tests.workshop.checks.faults.measuring import Fault

from dialogue_sim.content.yaml_source import Path_, YamlFile, read_yaml

FILES = (
    "scenarios/river_league/first_steps.yaml",
    "scenarios/river_league/setting.yaml",
    "scenarios/river_league/policies.yaml",
    "scenarios/river_league/rules.yaml",
    "scenarios/river_league/documents.yaml",
    "actors/mirefold.yaml",
    "actors/aldermark.yaml",
    "actors/river_folk.yaml",
    "actors/almanac.yaml",
    "scenarios/nato_russia/december_2019.yaml",
    "scenarios/nato_russia/january_2022.yaml",
    "scenarios/nato_russia/setting.yaml",
    "scenarios/nato_russia/policies.yaml",
    "scenarios/nato_russia/rules.yaml",
    "scenarios/nato_russia/arguments.yaml",
    "scenarios/nato_russia/expectations.yaml",
    "actors/poland.yaml",
    "actors/russia.yaml",
    "actors/united_states.yaml",
)
# Keys below these paths are names that the author gives; a misspelt one is another name.
NAMED_BY_AUTHORS = tuple(
    path.split(".")
    for path in (
        "x-*", "actors.*.set", "seats.*.goals", "seats.*.mandates", "seats.*.mandates.*.goals",
        "injects", "tests", "blocs", "issues", "venues", "plans", "glossary", "documents",
        "documents.*.sentences", "policies", "cards", "arguments", "openings", "expectations",
        "red_lines", "periods", "procedures", "periods.*.set", "driver_words", "mechanisms",
    )
)  # fmt: skip
# The values of these keys are read by people, or are names that the author gives.
FREE = frozenset(
    {"title", "short", "label", "word", "says", "name", "text", "summary", "hook", "author", "for"}
    | {"authors", "licence", "language", "id", "why", "otherwise", "claim", "weaknesses", "brief"}
    | {"public", "members", "refusal", "voice", "member", "background", "debrief", "alliance"}
    | {"place", "style", "by", "date", "as_of", "from", "until", "minutes", "driver_words"}
)
OF_THE_AUTHOR = frozenset({"x-note", "reaction", "claim"})
"""Numbers that count something outside of the files."""
EXPRESSIONS = frozenset({"when", "expect", "effects", "all", "any", "none"})
WORD = re.compile(r"[a-z][a-z_]{3,}")
PLAIN_WORD = re.compile(r"[a-z][a-z0-9_]{3,}|[A-Z]{3}")
CITED = re.compile(r"\b[A-Z][A-Z0-9]*-S\d\d\b")
NOT_NAMES = frozenset({"and", "not", "always", "last_turn", "true", "false"})
SEED = 20191204


@dataclass(frozen=True)
class Piece:
    """A word of a file that can be misspelt: where it stands in its text."""

    line: int
    start: int
    end: int
    at: Path_


def mechanical(*, every: bool) -> list[Fault]:
    """Some faults of every kind: in every file, or for each file in a quarter of the kinds."""
    found = []
    for place, path in enumerate(FILES):
        file, _ = read_yaml(path, SHIPPED[path])
        assert file is not None
        for number, (kind, (make, most)) in enumerate(KINDS.items()):
            if every or (place + number) % 4 == 0:
                found += faults_in(file, kind, make, most)
    return found


def faults_in(file: YamlFile, kind: str, make: Make, most: int) -> list[Fault]:
    """So many faults of one kind in one file, the same ones in every run."""
    draws = Random(f"{SEED} {file.path} {kind}")  # noqa: S311  nothing here is secret
    made = list(make(file, draws))
    draws.shuffle(made)
    sound = (one for one in made if kind != "indentation" or differs(one, file.text))
    return [replaced(kind, file, one) for one in islice(sound, most)]


@dataclass(frozen=True)
class Change:
    """A change of some lines, from 1: what stands there instead, and where it should be seen."""

    first: int
    last: int
    lines: Sequence[str]
    seen: frozenset[int]
    what: str
    meant: str = ""

    def applied(self, text: str) -> str:
        before = text.split("\n")
        return "\n".join([*before[: self.first - 1], *self.lines, *before[self.last :]])


def replaced(kind: str, file: YamlFile, change: Change) -> Fault:
    raw = change.applied(file.text).encode()
    return Fault(kind, file.path, change.what, raw, change.seen, change.meant)


def differs(change: Change, text: str) -> bool:
    """Whether a change means anything to a reader of YAML that knows nothing of this program."""
    try:
        return bool(plainly(change.applied(text)) != plainly(text))
    except (yaml.YAMLError, ValueError):
        return True


@cache
def plainly(text: str) -> object:
    return yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506


Make: TypeAlias = Callable[[YamlFile, Random], Iterator[Change]]


# ------------------------------------------------------------------------- words


def misspelt(word: str, draws: Random) -> str:
    """A word with two letters swapped, one left out, one doubled, or one wrong."""
    place = draws.randrange(1, len(word) - 1)
    ways = [
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        word[:place] + word[place + 1 :],
        word[:place] + word[place] + word[place:],
        word[:place] + "x" + word[place + 1 :],
    ]
    return draws.choice([way for way in ways if way != word])


def keys_of(file: YamlFile) -> Iterator[Piece]:
    """Keys that the program has to know."""
    for at, place in file.keys.items():
        key = str(at[-1])
        if WORD.fullmatch(key) and not named_by_author(at):
            yield Piece(place.line, place.column - 1, place.end_column - 1, at)


def named_by_author(at: Path_) -> bool:
    above = [str(key) for key in at[:-1]]
    return any(
        len(above) == len(path)
        and all(wild in {"*", key} for wild, key in zip(path, above, strict=True))
        for path in NAMED_BY_AUTHORS
    ) or any(str(key).startswith("x-") for key in at)


def words_of(file: YamlFile) -> Iterator[Piece]:
    """Unquoted values of one word: ids and choices."""
    lines = file.text.split("\n")
    for at, place in file.values.items():
        named = [str(key) for key in at if isinstance(key, str)]
        if not named or "venues" in at[:1] or FREE & set(named) or EXPRESSIONS & set(named):
            continue
        shown = lines[place.line - 1][place.column - 1 : place.end_column - 1]
        if PLAIN_WORD.fullmatch(shown) and shown not in {"true", "false", "null"}:
            yield Piece(place.line, place.column - 1, place.end_column - 1, at)


def names_of(file: YamlFile) -> Iterator[Piece]:
    """Words of conditions and effects: names of quantities, functions, policies, actors."""
    lines = file.text.split("\n")
    for at, place in file.values.items():
        named = [str(key) for key in at if isinstance(key, str)]
        shown = lines[place.line - 1][place.column - 1 : place.end_column - 1]
        if (
            at[:1] == ("venues",)
            or not EXPRESSIONS & set(named[-2:])
            or shown[:1] in "{['\"|>-"
            or is_block(file, at)
        ):
            continue
        for found in WORD.finditer(shown):
            if found.group() not in NOT_NAMES:
                start = place.column - 1 + found.start()
                yield Piece(place.line, start, start + len(found.group()), at)


def is_block(file: YamlFile, at: Path_) -> bool:
    data = file.data
    for key in at:
        data = cast("dict[str, object]", data)[cast("str", key)]
    return isinstance(data, dict | list)


def misspellings(pieces: Callable[[YamlFile], Iterator[Piece]]) -> Make:
    def make(file: YamlFile, draws: Random) -> Iterator[Change]:
        lines = file.text.split("\n")
        for piece in pieces(file):
            line = lines[piece.line - 1]
            word = line[piece.start : piece.end]
            wrong = misspelt(word, draws)
            new = line[: piece.start] + wrong + line[piece.end :]
            yield one_line(piece.line, new, f"{word} -> {wrong}", word)

    return make


def one_line(line: int, new: str, what: str, meant: str = "") -> Change:
    return Change(line, line, [new], frozenset({line}), what, meant)


def strangers(file: YamlFile, _: Random) -> Iterator[Change]:
    """Ids and choices replaced by a word of something else altogether."""
    lines = file.text.split("\n")
    for piece in words_of(file):
        line = lines[piece.line - 1]
        new = f"{line[: piece.start]}quicksilver{line[piece.end :]}"
        yield one_line(piece.line, new, f"{line[piece.start : piece.end]} -> quicksilver")


# ----------------------------------------------------------------------- values


def numbers_as(*written: str) -> Make:
    """Numbers replaced by something else."""

    def make(file: YamlFile, draws: Random) -> Iterator[Change]:
        lines = file.text.split("\n")
        for at, place in file.values.items():
            line = lines[place.line - 1]
            shown = line[place.column - 1 : place.end_column - 1]
            is_number = re.fullmatch(r"-?\d+(\.\d+)?", shown) is not None
            if is_number and not OF_THE_AUTHOR & set(at):
                wrong = draws.choice(written)
                new = line[: place.column - 1] + wrong + line[place.end_column - 1 :]
                yield one_line(place.line, new, f"{shown} -> {wrong}")

    return make


def words_as(*written: str) -> Make:
    """Ids and choices replaced by something that is no word."""

    def make(file: YamlFile, draws: Random) -> Iterator[Change]:
        lines = file.text.split("\n")
        for piece in words_of(file):
            line, wrong = lines[piece.line - 1], draws.choice(written)
            new = line[: piece.start] + wrong + line[piece.end :]
            yield one_line(piece.line, new, f"{line[piece.start : piece.end]} -> {wrong}")

    return make


def lost_citations(file: YamlFile, _: Random) -> Iterator[Change]:
    """Citations of a sentence that is not there."""
    for number, line in enumerate(file.text.split("\n"), start=1):
        content = line.partition("  #")[0]
        if not content.lstrip().startswith("#"):
            for found in CITED.finditer(content):
                wrong = found.group()[:-3] + "Z9"
                new = line[: found.start()] + wrong + line[found.end() :]
                yield one_line(number, new, f"{found.group()} -> {wrong}")


# ----------------------------------------------------------------------- layout


def plain_lines(file: YamlFile) -> Iterator[tuple[int, str]]:
    """Lines that hold one key and one short value, outside of texts that go on."""
    single = {place.line for at, place in file.keys.items() if not is_block(file, at)}
    for number, line in enumerate(file.text.split("\n"), start=1):
        if number in single and re.fullmatch(r"\s*[a-z_]+: [^>|{\[\"'].*", line):
            yield number, line


def doubled(file: YamlFile, _: Random) -> Iterator[Change]:
    for number, line in plain_lines(file):
        yield Change(
            number, number, [line, line], frozenset({number + 1}), f"twice: {line.strip()}"
        )


def shifted(file: YamlFile, draws: Random) -> Iterator[Change]:
    for number, line in plain_lines(file):
        deeper = line.startswith("  ") and draws.random() < 0.5
        new = line[1:] if deeper else f" {line}"
        near = frozenset({number - 1, number, number + 1})
        yield Change(number, number, [new], near, f"shifted: {line.strip()}")


def tabbed(file: YamlFile, _: Random) -> Iterator[Change]:
    for number, line in plain_lines(file):
        if line.startswith("  "):
            yield one_line(number, f"\t{line.lstrip()}", f"tab: {line.strip()}")


def without_colon(file: YamlFile, _: Random) -> Iterator[Change]:
    for number, line in plain_lines(file):
        near = frozenset({number - 1, number, number + 1})
        new = line.replace(": ", " ", 1)
        yield Change(number, number, [new], near, f"no colon: {line.strip()}")


def open_quotes(file: YamlFile, _: Random) -> Iterator[Change]:
    for number, line in plain_lines(file):
        yield one_line(number, line.replace(": ", ': "', 1), f"open quote: {line.strip()}")


def bad_bytes(file: YamlFile, _: Random) -> Iterator[Change]:
    for number, line in plain_lines(file):
        yield one_line(number, f"{line}\u200b", f"zero-width space: {line.strip()}")


KINDS: dict[str, tuple[Make, int]] = {
    "misspelt key": (misspellings(keys_of), 6),
    "misspelt id or choice": (misspellings(words_of), 6),
    "misspelt name in expression": (misspellings(names_of), 5),
    "unknown id or choice": (strangers, 3),
    "word for a number": (numbers_as("many", "'3'", "[1]"), 3),
    "number out of range": (numbers_as("99999", "-99999"), 3),
    "ambiguous number": (numbers_as("012", "1_0", "12:30", "0x1F"), 2),
    "number or list for a word": (words_as("7", "[a, b]", "{a: b}"), 3),
    "ambiguous word": (words_as("no", "off", "12:30"), 2),
    "lost citation": (lost_citations, 3),
    "key twice": (doubled, 2),
    "indentation": (shifted, 3),
    "tab": (tabbed, 2),
    "missing colon": (without_colon, 2),
    "open quote": (open_quotes, 2),
    "invisible character": (bad_bytes, 1),
}
