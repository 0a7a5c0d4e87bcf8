"""What an unquoted YAML value means: the YAML 1.2 core schema, less all that is ambiguous.

A value is ambiguous when YAML 1.1, which many tools still read, takes it for something else
than an author would: `no` for false, `012` for 10, `12:30` for 750.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

Scalar = str | int | float | bool | None


class Plain(NamedTuple):
    """An unquoted value; `reading` is what YAML 1.1 makes of it where that is a surprise."""

    value: Scalar
    reading: str = ""
    help: str = ""


_CONSTANTS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# Every constant, number and ambiguous value begins with one of these, or is empty.
SUSPICIOUS: Final = frozenset(["", *"~+-.0123456789tTfFnNyYoO"])
_LONGEST_WORD: Final = len("false")
_INTEGER: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})")
_FRACTION: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+][0-9]+)?")
_LONGEST_NUMBER: Final = 40
_QUOTE: Final = "put it in quotes if text is meant"


def is_text(text: str) -> bool:
    """Say, cheaply, whether an unquoted scalar is beyond doubt text; of most that is so."""
    first = text[:1]
    return first not in SUSPICIOUS or (first.isalpha() and len(text) > _LONGEST_WORD)


def read_plain(text: str) -> Plain:
    """Return the value of an unquoted scalar, and why it is ambiguous if it is.

    Numbers are decimal: up to 15 digits, or a fraction. An ambiguous value is given back as
    the text that was written. Dates such as `2019-12-23` and `2019-12` are text.
    """
    return Plain(text) if is_text(text) else _read_odd(text)


# Files say the same few numbers and constants again and again.
@lru_cache(maxsize=4096)
def _read_odd(text: str) -> Plain:
    """Return the same for a scalar that may be something else than text."""
    if text in _CONSTANTS:
        return Plain(_CONSTANTS[text])
    if _INTEGER.fullmatch(text):
        return Plain(int(text))
    if len(text) <= _LONGEST_NUMBER and _FRACTION.fullmatch(text):
        number = float(text)
        if math.isfinite(number):
            return Plain(number)
    for pattern, reading, remedy in _AMBIGUOUS:
        if pattern.fullmatch(text):
            return Plain(text, reading(text), remedy)
    return Plain(text)


def _boolean(text: str) -> str:
    return "true" if text.lower() in {"yes", "on", "y"} else "false"


def _leading_zero(text: str) -> str:
    digits = text.replace("_", "")
    if set(digits.lstrip("-+")) <= set("01234567") and len(digits) <= _LONGEST_NUMBER:
        return f"the number {int(digits, 8)}"
    return "text"


def _other_base(text: str) -> str:
    digits = text.replace("_", "")
    if "o" in text:
        return "text"
    if len(digits) > _LONGEST_NUMBER:
        return "a number"
    return f"the number {int(digits, 0)}"


def _sexagesimal(text: str) -> str:
    if len(text) > _LONGEST_NUMBER or "." in text:
        return "a number to the base of 60"
    total = 0
    for part in text.replace("_", "").lstrip("-+").split(":"):
        total = total * 60 + int(part)
    return f"the number {-total if text.startswith('-') else total}"


def _underscored(text: str) -> str:
    plain = text.replace("_", "")
    return f"the number {plain}" if len(plain) <= _LONGEST_NUMBER else "a number"


def _fixed(reading: str) -> Callable[[str], str]:
    return lambda _text: reading


_TIME: Final = (
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]*)?)?"
    r"(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?"
)
_DIGITS: Final = "write the number without leading zeros, or put it in quotes if text is meant"
_AMBIGUOUS: Final[tuple[tuple[re.Pattern[str], Callable[[str], str], str], ...]] = (
    (
        re.compile(r"(?i:yes|no|on|off|y|n)"),
        _boolean,
        "write true or false, or put it in quotes if text is meant",
    ),
    (re.compile(r"[-+]?0[0-9_]+"), _leading_zero, _DIGITS),
    (re.compile(r"[-+]?0(?:x[0-9a-fA-F_]+|b[01_]+|o[0-7_]+)"), _other_base, _QUOTE),
    (re.compile(r"[-+]?[0-9]{16,}"), _fixed("a number too large to be exact"), _QUOTE),
    (re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"), _sexagesimal, _QUOTE),
    (re.compile(r"[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?"), _underscored, _QUOTE),
    (re.compile(r"[-+]?\.[0-9][0-9_]*"), _underscored, _QUOTE),
    (
        re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+"),
        _fixed("text in some tools and as a number in others"),
        "write the number out, or put it in quotes if text is meant",
    ),
    (re.compile(r"[-+]?\.(?i:inf)"), _fixed("infinity"), _QUOTE),
    (re.compile(r"\.(?i:nan)"), _fixed("not a number"), _QUOTE),
    (re.compile(_TIME), _fixed("a moment in time"), _QUOTE),
)
