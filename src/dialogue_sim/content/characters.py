"""Which characters may appear in content, and how text from files is echoed safely."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Controls can command a terminal; bidirectional marks and invisible characters can make a
# text look like another one. Line and paragraph separators count as line ends in some
# readers only, so they would shift every line number after them.
FORBIDDEN: Final = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 (without tab and line ends), DEL, C1
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # invisible or directional
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ud800-\udfff\ufff0-\ufffb\ufffe\uffff"  # lone surrogates, interlinear marks
    "\U000e0000-\U000e0fff"  # tag characters
    "]"
)
REPLACEMENT: Final = "\ufffd"
_HARMLESS: Final = bytes(range(0x20, 0x7F)) + b"\t\n\r"
_ECHO_LIMIT: Final = 60


def has_forbidden(text: str) -> bool:
    """Say whether a forbidden character is in `text`; of a long one little is looked at."""
    # Without its ASCII bytes a text in UTF-8 is the text of its other characters.
    odd = text.encode("utf-8", "surrogatepass").translate(None, _HARMLESS)
    return bool(odd) and FORBIDDEN.search(odd.decode("utf-8", "surrogatepass")) is not None


def visible(text: str) -> str:
    """Return `text` with each forbidden character as U+FFFD, so that columns stay the same."""
    return FORBIDDEN.sub(REPLACEMENT, text) if has_forbidden(text) else text


def quoted(text: object) -> str:
    """Return `text` in quotes for a message: escaped, on one line, at most 60 characters."""
    body = repr(str(text)[: _ECHO_LIMIT + 1])
    if len(body) <= _ECHO_LIMIT:
        return body
    return body[: _ECHO_LIMIT - 2].rstrip("\\") + "\N{HORIZONTAL ELLIPSIS}" + body[0]


def named(character: str) -> str:
    """Return code point and name of one character, such as `U+200B (zero width space)`."""
    point = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower()
    return f"{point} ({name})" if name else point


def cells(text: str) -> int:
    """Return how many terminal cells `text` fills: wide characters two, marks none."""
    if text.isascii():
        return len(text)
    return sum(_cell(character) for character in text)


def _cell(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
