"""What may stand behind a key, in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from dialogue_sim.workshop.schemas.schema import OWN_KEYS, TO

Schema: TypeAlias = dict[str, Any]

PATTERNS: Final = {
    r"^[a-z][a-z0-9_]*$": "id",
    r"^\d{4}(-\d{2}){0,2}$": "date",
    r"^[A-Z][A-Z0-9-]*-[A-Z0-9]+$": "citation",
}
"""Texts of a known form."""
CONDITION: Final = "Combined"
"""The block that several conditions make; with one condition alone it is a condition."""
MOVE: Final = "Tabled"
"""Where a move stands, many blocks may; they are all moves."""


def name_of(block: str) -> str:
    """The name of a block in words, such as `Red line`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", block).capitalize()


def link_to(block: str) -> str:
    """A link to where a block is described."""
    name = name_of(block)
    return f"[{name.lower()}](#{name.lower().replace(' ', '-')})"


def blocks_in(part: object) -> list[str]:
    """Names of the blocks that a piece of a schema leads to, in its order."""
    if isinstance(part, list):
        return [name for one in part for name in blocks_in(one)]
    if not isinstance(part, dict):
        return []
    here = [part[TO].rpartition("/")[2]] if isinstance(part.get(TO), str) else []
    return here + [name for value in part.values() for name in blocks_in(value)]


def type_of(part: Schema) -> str:
    """What may stand there, in a few words.

    >>> type_of({"type": "number", "minimum": 0.0, "maximum": 5.0})
    'number, 0 to 5'
    >>> type_of({"type": "array", "items": {"type": "integer"}, "minItems": 1})
    'list of whole numbers, at least 1'
    """
    if TO in part:
        return link_to(part[TO].rpartition("/")[2])
    if "anyOf" in part:
        return _one_of(part["anyOf"])
    if "const" in part or "enum" in part:
        return ", ".join(f"`{one}`" for one in part.get("enum", [part.get("const")]))
    return _BY_TYPE[part["type"]](part) if "type" in part else "anything"


def _one_of(ways: list[Schema]) -> str:
    names = blocks_in(ways)
    if names == [CONDITION]:
        return f"condition, or {link_to(CONDITION)}"
    if MOVE in names:
        several = any(way.get("type") == "array" for way in ways)
        return "[move](#moves)" + (", or a list of moves" if several else "")
    return " or ".join(type_of(way) for way in ways)


def _by_key(part: Schema) -> str:
    inside = [value for key, value in part.get("patternProperties", {}).items() if key != OWN_KEYS]
    inside += [part["additionalProperties"]] if part.get("additionalProperties") else []
    if not inside or inside == [True]:
        return "block"
    [value] = inside
    if value in ({}, True):
        return "anything, by key"
    keys = "by turn" if any("1-9" in key for key in part.get("patternProperties", {})) else "by id"
    return f"{type_of(value)}, {keys}"


def _range(part: Schema) -> str:
    least, most = part.get("minimum"), part.get("maximum")
    above, below = part.get("exclusiveMinimum"), part.get("exclusiveMaximum")
    if least is not None and most is not None:
        return f", {least:g} to {most:g}"
    limits = (("at least", least), ("above", above), ("at most", most), ("below", below))
    return "".join(f", {words} {limit:g}" for words, limit in limits if limit is not None)


def _how_many(part: Schema) -> str:
    least, most = part.get("minItems"), part.get("maxItems")
    if least == most:
        return "" if least is None else f", exactly {least}"
    limits = (("at least", least), ("at most", most))
    return "".join(f", {words} {limit}" for words, limit in limits if limit is not None)


def _many(one: str) -> str:
    words, comma, rest = one.partition(",")
    plain = words in {"id", "date", "citation", "text", "number", "whole number"}
    return f"{words}s{comma}{rest}" if plain else one


_BY_TYPE: Final[Mapping[str, Callable[[Schema], str]]] = {
    "array": lambda part: f"list of {_many(type_of(part['items']))}{_how_many(part)}",
    "object": _by_key,
    "integer": lambda part: f"whole number{_range(part)}",
    "number": lambda part: f"number{_range(part)}",
    "boolean": lambda _: "`true` or `false`",
    "string": lambda part: PATTERNS.get(part.get("pattern", ""), "text"),
}
