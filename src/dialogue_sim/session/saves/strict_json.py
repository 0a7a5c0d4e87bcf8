"""JSON as a file may hold it that anybody can have written: plain, bounded and unambiguous."""

from __future__ import annotations

import json
from typing import NoReturn

DEEPEST = 32
"""Objects and lists within each other; what is written here never goes deeper than eight."""
LONGEST_INTEGER = 18
"""Digits of a whole number; those of 64 bits have no more."""
INFINITIES = frozenset({float("inf"), -float("inf")})
CONTAINERS = (dict, list)


def parse(raw: bytes) -> dict[str, object]:
    """An object of JSON.

    Args:
        raw: UTF-8.

    Raises:
        ValueError: it is none; or a key stands in an object twice, a number is none or too
            large, a text is no Unicode, or it is nested deeper than `DEEPEST`.
    """
    try:
        found = json.loads(
            raw, parse_constant=_no_constant, parse_int=_integer, object_pairs_hook=_once
        )
    except RecursionError as error:
        message = "it is nested too deeply"
        raise ValueError(message) from error
    if not isinstance(found, dict):
        message = "it is no object"
        raise ValueError(message)  # noqa: TRY004  of whoever wrote the text, not of the caller
    _check(found)
    if b"\\u" in raw:  # an escape may name half a character, which nothing can write again
        json.dumps(found, ensure_ascii=False).encode()
    return found


def _check(found: dict[str, object]) -> None:
    """Refuse what is nested too deeply, and numbers too large to be told from each other."""
    level: list[dict[str, object] | list[object]] = [found]
    for _ in range(DEEPEST):
        inner: list[dict[str, object] | list[object]] = []
        for one in level:
            for part in one.values() if isinstance(one, dict) else one:
                if isinstance(part, CONTAINERS):
                    inner.append(part)
                elif part in INFINITIES:
                    message = "a number is too large"
                    raise ValueError(message)
        if not inner:
            return
        level = inner
    message = "it is nested too deeply"
    raise ValueError(message)


def _integer(word: str) -> int:
    if len(word) > LONGEST_INTEGER:
        message = "a number is too large"
        raise ValueError(message)
    return int(word)


def _no_constant(word: str) -> NoReturn:
    message = f"{word} is no number of JSON"
    raise ValueError(message)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object; every key stands in it once."""
    found = dict(pairs)
    if len(found) < len(pairs):
        message = "a key stands in an object twice"
        raise ValueError(message)
    return found
