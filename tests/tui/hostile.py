"""Texts that must not do anything but be read, and libraries in which everybody writes them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import PurePosixPath

from rich.cells import cell_len

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.characters import cells
from dialogue_sim.content.fingerprint import _leaves
from dialogue_sim.content.library import load
from dialogue_sim.content.yaml_source import read_yaml

READABLE = (
    "[/x] closes nothing",
    "[@click=app.quit]x[/]",
    "[red]loud[/red] [b]",
    "[Minister]: $primary {x} %s \\x1b[2J",
    "会議室" * 700,
    "e\u0301\u0323" * 700,
    "W" * 2000,
    "two\nlines\n\nand more",
    "🇪🇺 🏳️ 👍🏽",
)
"""Texts that content may hold."""

REFUSED = {
    "escape": "\x1b[31mred\x1b]0;title\x07",
    "C1": "\x9b2J",
    "bidi": "\u202eevil\u2066",
    "joiner": "\U0001f469\u200d\U0001f469\u200d\U0001f467",
    "empty": "",
}
"""Texts that no content may hold, by what is wrong with them."""

ID = re.compile(r"[a-z][a-z0-9_]*")
RULES = frozenset({"source", "when", "effects", "tests", "expect", "do", "cards"})
"""Keys below which nothing stands that people only read."""

ROOM = 400
"""Cells above which a text may be as long as 2,000 characters."""


def written_by_authors(bundle: Bundle) -> frozenset[str]:
    """Every text of a scenario's files that people only read."""
    models = (
        bundle.scenario, bundle.setting, bundle.policies, bundle.rules, bundle.counterpart,
        *bundle.actors.values(), *([bundle.arguments] if bundle.arguments else []),
    )  # fmt: skip
    leaves = (leaf for model in models for leaf in _leaves(model, ""))
    return frozenset(
        value for _, value, only_read in leaves
        if only_read and isinstance(value, str) and not ID.fullmatch(value)
    )  # fmt: skip


def with_texts(files: dict[str, bytes], scenario: str, texts: tuple[str, ...]) -> dict[str, bytes]:
    """The same library with every text of a scenario replaced, by one after the other."""
    bundle = load(files, scenario)
    written, places = written_by_authors(bundle), count()

    def changed(data: object) -> object:
        match data:
            case dict():
                return {key: part if key in RULES else changed(part) for key, part in data.items()}
            case list():
                return [changed(part) for part in data]
            case str() if data in written:
                return fitted(texts[next(places) % len(texts)], data)
        return data

    fresh = {}
    for path in bundle.files:
        if PurePosixPath(path).stem != "documents":
            file, _ = read_yaml(path, files[path])
            assert file is not None
            fresh[path] = json.dumps(changed(file.data), ensure_ascii=False).encode()
    return {**files, **fresh}


def fitted(text: str, original: str) -> str:
    """As much of a text as fits where another one stood."""
    most = cells(original)
    if most > ROOM:
        return text
    text = text[: len(original)]
    while cells(text) > most:
        text = text[: -max(1, (cells(text) - most) // 2)]
    return text or "?"


def faults(shown: str, width: int, measure: Callable[[str], int] = cell_len) -> Iterator[str]:
    """Rows that command a terminal, or that it would break.

    Args:
        shown: rows; width: of the terminal.
        measure: in cells; signs made of several characters are not the same everywhere.
    """
    for row in shown.split("\n"):
        if any(ord(character) < 32 or 127 <= ord(character) < 160 for character in row):
            yield f"a control character: {row!r}"
        if re.search("[\u202a-\u202e\u2066-\u2069]", row):
            yield f"a change of direction: {row!r}"
        if measure(row) > width:
            yield f"{measure(row)} cells: {row!r}"
