"""Text in ASCII: nothing moves, nothing is mixed up, names stay readable."""

from __future__ import annotations

import ast
import sys
import unicodedata
from pathlib import Path

import pytest

from dialogue_sim.content.ascii import in_ascii
from dialogue_sim.content.characters import cells

SOURCE = Path(__file__).parents[2] / "src" / "dialogue_sim"
INTERFACES = ("tui", "linear", "session")

FAMILIES = {
    "responses": "!✗~+✓·",
    "answers": "✓?=/!",
    "exposure": "○◔◑◕●",
    "better and worse, up and down": "▲▼△▽·",
    "capital": "■□",
    "turns": "▰▱",
    "bars": "━╸╍─",
    "columns": "▁▂▃▄▅▆▇█",
    "policies": "◆✎✕ ",
    "scales": "●─┼",
    "keys": "←→↑↓",
    "sides": "+-±",
}


@pytest.mark.parametrize("signs", FAMILIES.values(), ids=FAMILIES)
def test_signs_that_stand_beside_each_other_stay_different(signs: str) -> None:
    assert len(set(in_ascii(signs))) == len(signs)


def test_every_character_of_a_terminal_fills_as_many_cells_as_before() -> None:
    shown = [c for c in map(chr, range(0x20, sys.maxunicode + 1, 7)) if c.isprintable()]
    shown += [chr(point) for point in range(0x2500, 0x2900)]
    for character in shown:
        if unicodedata.category(character) != "Cn":
            written = in_ascii(character)
            assert written.isascii()
            assert len(written) == cells(character), character


def test_names_stay_readable() -> None:
    assert in_ascii("Erdoğan, Łódź, Zürich, Ærø: “yes” — no…") == (
        'Erdogan, Lodz, Zurich, Aro: "yes" - no~'
    )
    assert in_ascii("e\u0301 会議 Москва") == "e ???? ??????"


def test_frames_keep_their_shape() -> None:
    assert in_ascii("╭──╮\n│  │\n╰──╯") == "+--+\n|  |\n+--+"
    assert in_ascii("┏━━┓\n┃  ┃\n┗━━┛") == "#==#\n#  #\n#==#"


def test_a_line_of_braille_dots_still_rises_and_falls() -> None:
    assert in_ascii("⣀⠤⠒⠉⡇⠀") == ".--'| "


def drawn() -> set[str]:
    """Characters beyond ASCII in the texts of the interfaces."""
    found: set[str] = set()
    for package in INTERFACES:
        for path in (SOURCE / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found |= {c for c in node.value if not c.isascii()}
    return found


def test_every_sign_that_the_program_draws_has_one_of_ascii() -> None:
    signs = drawn()
    assert len(signs) > 30
    unknown = {c for c in signs if "?" in in_ascii(c)} - {"\N{REPLACEMENT CHARACTER}"}
    assert unknown == set()
