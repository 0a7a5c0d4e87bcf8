"""Every editor opens a file at a line in its own way."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogue_sim.workshop.live.editor import command_of

FILE = Path("scenarios/a b.yaml")


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ("vim", ["vim", "+7", str(FILE)]),
        ("/usr/bin/nano -l", ["/usr/bin/nano", "-l", "+7", str(FILE)]),
        ("code --wait", ["code", "--wait", "-g", f"{FILE}:7"]),
        ("hx", ["hx", f"{FILE}:7"]),
        ("notepad.exe", ["notepad.exe", str(FILE)]),
    ],
)
def test_the_line_is_said_as_the_editor_takes_it(chosen: str, words: list[str]) -> None:
    assert command_of({"EDITOR": chosen}, FILE, 7) == words


def test_visual_comes_first_and_nothing_is_nothing() -> None:
    assert command_of({"EDITOR": "ed", "VISUAL": "vi"}, FILE, 1) == ["vi", "+1", str(FILE)]
    assert command_of({"VISUAL": ""}, FILE, 1) is None
    assert command_of({"EDITOR": "vim 'unfinished"}, FILE, 1) is None
