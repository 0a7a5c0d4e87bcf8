"""Pydantic's errors in sentences that a trainer understands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from dialogue_sim.content.characters import quoted
from dialogue_sim.content.suggest import hint
from dialogue_sim.content.yaml_syntax import TIGHT_ENTRY, blank_behind


@dataclass(frozen=True, slots=True)
class Said:
    """Code, message and help of a diagnostic."""

    code: str
    message: str
    help: str = ""


_WHOLE: Final = "a whole number"
_NUMBER: Final = "a number"
_TEXT: Final = "text"
_BOOL: Final = "true or false"
_LIST: Final = "a list"
_BLOCK: Final = "a block of keys"
CONTAINERS: Final = frozenset({_LIST, _BLOCK})

# What was expected, by the beginning of pydantic's name of the error.
_EXPECTED: Final[tuple[tuple[str, str], ...]] = (
    ("int_type", _WHOLE),
    ("int_parsing", _WHOLE),
    ("int_from_float", _WHOLE),
    ("float_type", _NUMBER),
    ("float_parsing", _NUMBER),
    ("decimal_type", _NUMBER),
    ("finite_number", _NUMBER),
    ("string_type", _TEXT),
    ("bool_", _BOOL),
    ("list_type", _LIST),
    ("tuple_type", _LIST),
    ("set_type", _LIST),
    ("frozen_set_type", _LIST),
    ("iterable_type", _LIST),
    ("dict_type", _BLOCK),
    ("mapping_type", _BLOCK),
    ("model_type", _BLOCK),
    ("model_attributes_type", _BLOCK),
    ("dataclass_type", _BLOCK),
    ("date_", "a date such as 2019-12-23"),
    ("none_required", "nothing"),
)
_REMEDIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        _TEXT: "put it in quotes if it is meant as it stands",
        _LIST: "write [a, b], or one '- ' entry on each line",
        _BLOCK: "write {key: value}, or one 'key: value' on each line below",
    }
)
_UNQUOTED: Final[Mapping[str, str]] = MappingProxyType(
    {
        _WHOLE: "write it in digits, for example 3",
        _NUMBER: "write it in digits, for example 0.5",
        _BOOL: "write true or false",
    }
)
_BOUNDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "greater_than_equal": "of at least",
        "greater_than": "above",
        "less_than_equal": "of at most",
        "less_than": "below",
        "multiple_of": "that is a multiple of",
    }
)
_ID_PATTERN: Final = "^[a-z][a-z0-9_]*$"
_FORMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        r"^\d{4}(-\d{2}){0,2}$": "a date such as 2019-12-23, 2019-12 or 2019",
        r"^[A-Z][A-Z0-9-]*-[A-Z0-9]+$": "a citation such as D001-S22",
        r"^[A-Z][A-Z0-9-]*$": "the id of a document, such as D001",
        r"^[A-Z0-9]+$": "the id of a sentence, such as S22",
        r"^[1-9][0-9]{0,3}$": "the number of a turn, such as 2",
    }
)
_ID_HELP: Final = "begin with a lower-case letter; then lower-case letters, digits and '_'"


def expected_kind(error_type: str) -> str | None:
    """Return what kind of value an error asks for, or None if the kind is not the matter."""
    for name, phrase in _EXPECTED:
        if error_type == name or (name.endswith("_") and error_type.startswith(name)):
            return phrase
    return None


def wrong_kind(expected: str, value: object) -> Said:
    """Say that another kind of value was expected, for instance `a number or text`."""
    message = f"expected {expected}, found {_found(value)}"
    if isinstance(value, str) and expected in {_WHOLE, _NUMBER, _BOOL}:
        looks_right = re.fullmatch(r"[-+]?[0-9.]+|true|false", value) is not None
        return Said("DS122", message, "remove the quotes" if looks_right else _UNQUOTED[expected])
    if isinstance(value, str) and expected == _LIST and TIGHT_ENTRY.match(value):
        return Said("DS122", message, blank_behind(value))
    if expected == _TEXT and (value is None or isinstance(value, dict | list)):
        return Said("DS122", message)
    return Said("DS122", message, _REMEDIES.get(expected, ""))


def phrase(error_type: str, message: str, value: object, context: Mapping[str, Any]) -> Said:
    """Say in other words what is wrong with a value.

    Args:
        error_type: Pydantic's name of the error.
        message: Pydantic's sentence, for what has no better one.
        value: What stands in the file.
        context: Pydantic's details, such as the limit of a range.
    """
    kind = expected_kind(error_type)
    if kind is not None:
        return wrong_kind(kind, value)
    if error_type in _BOUNDS:
        return _out_of_range(error_type, value, context)
    sentence = _SENTENCES.get(error_type)
    return sentence(message, value, context) if sentence is not None else _other(message)


def _found(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {quoted(value)[1:-1]}"
    if isinstance(value, str):
        return f"text {quoted(value)}"
    if isinstance(value, list):
        return "a list"
    return "a block of keys" if isinstance(value, dict) else "something else"


def _out_of_range(error_type: str, value: object, context: Mapping[str, Any]) -> Said:
    limits = [limit for limit in context.values() if isinstance(limit, int | float)]
    limit = f"{limits[0]:g}" if limits else "its limit"
    bound = _BOUNDS[error_type]
    return Said("DS124", f"expected a number {bound} {limit}, found {_found(value)}")


def _not_allowed(_message: str, value: object, context: Mapping[str, Any]) -> Said:
    names = _listed(str(context.get("expected", "")))
    if isinstance(value, str):
        return Said("DS123", f"{quoted(value)} is not allowed here", hint(value, names))
    return Said("DS123", f"{_found(value)} is not allowed here", f"known: {', '.join(names)}")


def _unknown_tag(_message: str, _value: object, context: Mapping[str, Any]) -> Said:
    tag = str(context.get("tag", ""))
    names = _listed(str(context.get("expected_tags", "")))
    return Said("DS123", f"{quoted(tag)} is not allowed here", hint(tag, names))


def _no_tag(_message: str, _value: object, context: Mapping[str, Any]) -> Said:
    name = str(context.get("discriminator", "")).strip("'")
    if name.isidentifier():
        return Said("DS121", f"the key {quoted(name)} is missing", f"add '{name}: ...'")
    return Said("DS126", "this fits none of the forms that may stand here")


def _listed(names: str) -> list[str]:
    return [name.strip("'\"") for name in re.split(r", | or ", names) if name]


def _too_short(_message: str, value: object, context: Mapping[str, Any]) -> Said:
    least = context.get("min_length", 1)
    return Said("DS125", f"{_extent(value)}; at least {least} must stand here")


def _too_long(_message: str, value: object, context: Mapping[str, Any]) -> Said:
    most = context.get("max_length", 0)
    return Said("DS125", f"{_extent(value)}; at most {most} may stand here")


def _extent(value: object) -> str:
    if isinstance(value, str):
        unit = "character" if len(value) == 1 else "characters"
        return f"the text has {len(value)} {unit}" if value else "the text is empty"
    length = len(value) if isinstance(value, dict | list) else 0
    return "there is 1 entry" if length == 1 else f"there are {length or 'no'} entries"


def _wrong_form(_message: str, value: object, context: Mapping[str, Any]) -> Said:
    pattern = str(context.get("pattern", ""))
    if pattern == _ID_PATTERN:
        return Said("DS125", f"{quoted(value)} is not an id", _ID_HELP)
    form = _FORMS.get(pattern, f"of the form {pattern}")
    return Said("DS125", f"{quoted(value)} is not {form}")


def _own(message: str, _value: object, context: Mapping[str, Any]) -> Said:
    """Repeat what one of our own validators says."""
    error = context.get("error")
    said = str(error) if error is not None and str(error) else message
    said = said.removeprefix("Value error, ").removeprefix("Assertion failed, ")
    return Said("DS126", said, str(getattr(error, "help", "")))


def _other(message: str) -> Said:
    said = message.replace("Input should be", "this should be", 1)
    return Said("DS126", said[:1].lower() + said[1:])


_SENTENCES: Final[Mapping[str, Callable[[str, object, Mapping[str, Any]], Said]]] = (
    MappingProxyType(
        {
            "literal_error": _not_allowed,
            "enum": _not_allowed,
            "union_tag_invalid": _unknown_tag,
            "union_tag_not_found": _no_tag,
            "too_short": _too_short,
            "string_too_short": _too_short,
            "too_long": _too_long,
            "string_too_long": _too_long,
            "string_pattern_mismatch": _wrong_form,
            "value_error": _own,
            "assertion_error": _own,
        }
    )
)
