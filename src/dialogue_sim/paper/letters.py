"""How wide a text is about, where it breaks, and which characters are not printed."""

from __future__ import annotations

import unicodedata
from typing import Final

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
ELLIPSIS: Final = "\N{HORIZONTAL ELLIPSIS}"
NARROW: Final = frozenset("fijlrtI.,:;!|'()[]/ ")
BROAD: Final = frozenset("mwMW%@")
JOINTS: Final = "._-/"
_UNPRINTED: Final = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})
"""Categories of what commands, hides or turns round text: controls, marks of direction, halves."""


def clean(text: str) -> str:
    """The text with everything that is not for print as U+FFFD; line ends and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(one if _printed(one) else REPLACEMENT for one in text)


def _printed(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in _UNPRINTED


def width(text: str, size: float) -> float:
    """About how wide a text is in a plain sans-serif font, in pixels of a font `size` high."""
    return size * sum(map(_part, text))


def _part(character: str) -> float:
    """The width of a character as a part of the height of its font."""
    if character in NARROW:
        return 0.33
    if character in BROAD:
        return 0.88
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return 0.68 if character.isupper() else 0.56


def wrapped(text: str, most: float, size: float, lines: int) -> tuple[str, ...]:
    """The text in at most so many lines that are no wider than `most`, cut with an ellipsis.

    A word that is wider than a line is cut, and its rest goes on in the next one.
    """
    found, words = [""], clean(text).split()
    while words:
        word = words.pop(0)
        joined = f"{found[-1]} {word}".strip()
        if width(joined, size) <= most:
            found[-1] = joined
        elif found[-1]:
            found.append("")
            words.insert(0, word)
        else:
            fits = _fitting(word, most, size)
            found[-1] = word[:fits]
            words.insert(0, word[fits:])
    if len(found) <= lines:
        return tuple(found)
    last = f"{found[lines - 1]}{ELLIPSIS}"
    while len(last) > 1 and width(last, size) > most:
        last = f"{last[:-2].rstrip()}{ELLIPSIS}"
    return (*found[: lines - 1], last)


def _fitting(word: str, most: float, size: float) -> int:
    """How many characters of a word fit, at least one; better up to a sign that joins words."""
    count = 1
    while count < len(word) and width(word[: count + 1], size) <= most:
        count += 1
    joint = max(word.rfind(sign, 0, count) for sign in JOINTS) + 1
    return joint if joint > count / 3 else count
