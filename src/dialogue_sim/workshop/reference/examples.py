"""An example of every field, taken from the content that comes with the program."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, TypeAlias

from dialogue_sim.content.files import expectation_paths, scenario_paths
from dialogue_sim.content.library import load, load_expectations
from dialogue_sim.content.scenario import LEVELS
from dialogue_sim.content.text import Content

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dialogue_sim.content.bundle import Bundle

Examples: TypeAlias = dict[tuple[str, str], str]
"""By the name of a block's model and a key: how the value is written."""

WIDEST: Final = 44
"""Characters of an example; of a longer text, list or block only the beginning is shown."""
PLAIN: Final = re.compile(r"[A-Za-z0-9(](?:[^:#,{}\[\]\"]|:(?! ))*")
"""Texts that need no quotation marks wherever they stand."""
LOOKS_LIKE_A_NUMBER: Final = re.compile(r"[0-9][0-9.]*|true|false|null")


def examples_of(files: Mapping[str, bytes]) -> Examples:
    """The first example of every field in a library without faults, from easy scenarios to hard.

    What is easy is also what is written most simply.
    """
    bundles = [load(files, name) for name in scenario_paths(files)]
    bundles.sort(key=_ease)
    found: Examples = {}
    for block in _in_order(bundles):
        _look(block, found)
    for setting in expectation_paths(files):
        _look(load_expectations(files, setting).body, found)
    return found


def _ease(bundle: Bundle) -> tuple[int, int, str]:
    about = bundle.scenario.about
    return LEVELS.index(about.level), about.minutes, bundle.path


def _in_order(bundles: list[Bundle]) -> Iterator[Content]:
    for bundle in bundles:
        yield bundle.scenario
        yield from (bundle.setting, bundle.documents, bundle.policies, bundle.rules)
        yield from bundle.actors.values()
        yield bundle.counterpart
        if bundle.arguments is not None:
            yield bundle.arguments


def _look(block: Content, found: Examples) -> None:
    """Every field that was written in a block and in those inside it."""
    name = type(block).__name__
    for key, field in type(block).model_fields.items():
        if key in block.model_fields_set:
            value = getattr(block, key)
            found.setdefault((name, field.alias or key), shown(value))
            for inner in _blocks_in(value):
                _look(inner, found)


def _blocks_in(value: object) -> Iterator[Content]:
    match value:
        case Content():
            yield value
        case dict():
            for part in value.values():
                yield from _blocks_in(part)
        case list():
            for part in value:
                yield from _blocks_in(part)
        case _:
            pass


def shown(value: object) -> str:
    """A value as it is written on one line; empty if only a block can say it."""
    if isinstance(value, Content):
        return ""
    if isinstance(value, list | dict):
        return _begun(value)
    text = _scalar(value)
    if len(text) <= WIDEST:
        return text
    plain = str(value)
    return f"{plain[: plain.rfind(' ', 0, WIDEST)]} ..."


def _begun(value: list[object] | dict[str, object]) -> str:
    """As much of a list or a block as there is room for."""
    ends = "[]" if isinstance(value, list) else "{}"
    parts = value if isinstance(value, list) else list(value.items())
    begun: list[str] = []
    for part in parts:
        key, inner = part if isinstance(part, tuple) else ("", part)
        if isinstance(inner, Content | list | dict):
            return ""
        one = f"{key}: {_scalar(inner)}" if key else _scalar(inner)
        if len(", ".join([*begun, one])) > WIDEST:
            begun.append("...")
            break
        begun.append(one)
    return "" if begun == ["..."] else f"{ends[0]}{', '.join(begun)}{ends[1]}"


def _scalar(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case float():
            return f"{value:g}"
        case str() if LOOKS_LIKE_A_NUMBER.fullmatch(value) or not PLAIN.fullmatch(value):
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
