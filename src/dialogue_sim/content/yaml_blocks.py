"""What the reader of YAML works with: nodes, open blocks, expressions that commas have cut."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from dialogue_sim.content.diagnostics import Place
from dialogue_sim.content.yaml_syntax import Mark

Path_ = tuple[str | int, ...]


class Node(NamedTuple):
    """One event of the parser: a scalar, an alias, the begin or the end of a block."""

    kind: Literal["scalar", "alias", "mapping", "sequence", "end"]
    start: Mark
    end: Mark
    text: str = ""
    quote: str = ""  # ' or " or | or >; empty for a plain scalar
    anchored: bool = False
    tagged: bool = False
    flow: bool = False  # between brackets

    @property
    def is_plain(self) -> bool:
        """Whether it is a scalar without quotes or tag, whose kind its text decides."""
        return self.kind == "scalar" and not self.quote and not self.tagged


def balance(text: str) -> int:
    """Return how many parentheses `text` opens without closing them."""
    return text.count("(") - text.count(")")


@dataclass(slots=True)
class Pieces:
    """What commas have cut an expression into, as it comes in."""

    path: Path_
    texts: list[str]
    first: Place
    last: Place
    open: int  # parentheses not closed so far
    skips_value: bool = False  # the last piece was read as a key: its empty value is no piece

    def add(self, text: str, place: Place) -> None:
        """Take the next piece."""
        self.texts.append(text)
        self.last = place
        self.open += balance(text)

    def joined(self) -> str:
        """Return the expression as it was meant."""
        return ", ".join(self.texts)


@dataclass(slots=True)
class Block:
    """A mapping or sequence that is being read."""

    data: dict[str, object] | list[object]
    path: Path_
    flow: bool
    kept: bool  # False inside something that is dropped
    is_key: bool = False
    key: str | None = None  # the key whose value comes next; None if that is dropped
    has_key: bool = False
    lines: dict[str, int] = field(default_factory=dict)  # of the keys so far
    pieces: Pieces | None = None

    @property
    def wants_key(self) -> bool:
        """Say whether the next scalar is a key."""
        return isinstance(self.data, dict) and not self.has_key

    def next_path(self) -> Path_ | None:
        """Return the path of the next value, or None if that value is dropped."""
        if not self.kept:
            return None
        if isinstance(self.data, list):
            return (*self.path, len(self.data))
        return None if self.key is None else (*self.path, self.key)

    def take_key(self, key: str | None) -> None:
        """Take a key, or None for one that may not stand here."""
        self.has_key = True
        self.key = key

    def take_value(self, value: object) -> None:
        """Take the value of the last key, or the next value of a list."""
        if isinstance(self.data, list):
            self.data.append(value)
        elif self.key is not None:
            self.data[self.key] = value
        self.has_key = False

    def correct(self, at: str | int, value: object) -> None:
        """Replace the value at a key or an index."""
        if isinstance(self.data, dict):
            self.data[str(at)] = value
        else:
            self.data[int(at)] = value
