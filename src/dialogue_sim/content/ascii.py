"""Text for terminals and readers that know ASCII alone: every sign in the cells that it fills.

What the game draws has a sign of its own here. What authors and players write keeps its letters
without their marks, and a question mark stands for what has no letter.
"""
# ruff: noqa: RUF001  characters that look like others are what this table is about

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from dialogue_sim.content.characters import cells

SIGNS: Final[dict[str, str]] = {
    # responses, answers, deeds, and what cannot be done
    "✓": "*", "✗": "x", "✕": "X", "·": ".", "✎": "/", "✦": "&", "◆": "*", "⚠": "!",
    # news, places of a line, what the adviser's dots mark, and marks of a file
    "⚑": "!", "◇": "+", "◉": "0", "★": "*", "☆": "-",
    # better and worse, which way
    "▲": "A", "▼": "V", "△": "^", "▽": "v",
    # how far a text exposes
    "○": ".", "◔": ":", "◑": "o", "◕": "O", "●": "@",
    # filled and empty
    "■": "#", "□": "_", "▰": "#", "▱": "_", "▪": "#", "▫": "_",
    # bars and scales
    "━": "=", "╸": "~", "╍": ":", "─": "-", "┼": "+", "│": "|", "┊": ":", "╌": "-",
    # columns, from low to high
    "▁": "_", "▂": ".", "▃": "-", "▄": "~", "▅": "=", "▆": "+", "▇": "*", "█": "#",
    # shades, from thin to thick
    "░": ".", "▒": ":", "▓": "%",
    # frames of what has the focus in terminals without colour
    "┃": "#", "┏": "#", "┓": "#", "┗": "#", "┛": "#",
    # the edges of notices
    "▔": "-", "▀": "-", "▌": "|", "▐": "|", "▎": "|", "▊": "|", "▏": "|", "▕": "|",
    # pointers, keys and other small things
    "‖": "|", "▸": ">", "◂": "<", "▶": ">", "◀": "<", "▴": "^", "▾": "v", "▹": ">", "◃": "<",
    "←": "<", "→": ">", "↑": "^", "↓": "v", "↳": "\\", "⏎": "<", "…": "~", "±": "%",
    "•": "*", "×": "x", "−": "-", "≈": "~", "≤": "<", "≥": ">", "🔎": "/ ", "\ufffd": "?",
    # punctuation and letters whose marks do not come off
    "–": "-", "—": "-", "‐": "-", "‑": "-", "‘": "'", "’": "'", "‚": ",", "“": '"',
    "”": '"', "„": '"', "«": '"', "»": '"', "‹": "'", "›": "'", "§": "S", "°": "o",
    "ß": "s", "æ": "a", "Æ": "A", "œ": "o", "Œ": "O", "ı": "i", "þ": "t", "Þ": "T",
    "ð": "d", "Ð": "D", "€": "E",
}  # fmt: skip
"""What stands in the place of a sign; signs that are seen beside each other stay different."""

BOXES, BRAILLE = range(0x2500, 0x2580), range(0x2800, 0x2900)
UNKNOWN: Final = "?"
ROWS_OF_DOTS = (0x09, 0x12, 0x24, 0xC0)
"""Bits of the two dots in each of the four rows of a braille sign, from top to bottom."""

DOTS = {
    (): " ", (0,): "'", (1,): "-", (2,): "-", (3,): ".", (0, 1): '"', (1, 2): "=",
    (2, 3): ",", (0, 3): ":", (1, 3): ";", (0, 2): "!",
}  # fmt: skip
"""By the rows that hold a dot; a steep line, which holds a dot in most of them, is a stroke."""


def in_ascii(text: str) -> str:
    """Write a text in ASCII, so that what stands below each other goes on doing so.

    Returns:
        A text of as many cells; the same one if it is ASCII already.
    """
    return text if text.isascii() else "".join(map(_sign, text))


@lru_cache(4096)
def _sign(character: str) -> str:
    """One character, in as many cells."""
    if character.isascii():
        return character
    if character in SIGNS:
        return SIGNS[character]
    point, width = ord(character), cells(character)
    if point in BRAILLE:
        held = tuple(row for row, bits in enumerate(ROWS_OF_DOTS) if point & bits)
        return DOTS.get(held, "|")
    if point in BOXES:
        return _line(unicodedata.name(character))
    return _letter(character) if width == 1 else UNKNOWN * width


def _line(name: str) -> str:
    """Part of a frame or a line by its name: corners and crossings are plus signs."""
    if "DIAGONAL" in name:
        return "/" if "UPPER RIGHT TO LOWER LEFT" in name else "\\"
    words = set(name.split())
    if words & {"DOWN", "UP", "ARC"} and words & {"LEFT", "RIGHT", "ARC", "HORIZONTAL"}:
        return "+"
    if words & {"VERTICAL", "UP", "DOWN"}:
        return "+" if words & {"HORIZONTAL", "LEFT", "RIGHT"} else "|"
    return "-"


def _letter(character: str) -> str:
    """A letter or a digit without its marks."""
    first = unicodedata.normalize("NFKD", character)[0]
    if first.isascii():
        return first
    kind, *rest = unicodedata.name(first, "").split()[:4] or [""]
    if kind == "LATIN" and rest[1:2] == ["LETTER"] and len(rest[2]) == 1:
        return rest[2] if rest[0] == "CAPITAL" else rest[2].lower()
    return UNKNOWN
