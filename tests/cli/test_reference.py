"""`reference`: what a trainer may write, or one part of it."""

from __future__ import annotations

from typing import Any

Command = Any  # a callable fixture: (*arguments, typed) -> Result


def test_a_part_alone_is_a_part_of_the_page(command: Command) -> None:
    whole = command("reference").stdout
    for part, first in (("actor", "## `actors/<id>.yaml`"), ("words", "## Numbers in conditions")):
        shown = command("reference", part).stdout
        assert shown.startswith(first)
        assert shown.strip() in whole
    assert "| `posture`" in command("reference", "words").stdout


def test_what_is_no_part_is_answered_with_those_there_are(command: Command) -> None:
    result = command("reference", "scenrio")
    assert result.exit_code == 2
    assert "did you mean 'scenario'?" in result.stderr
    assert "did you mean 'words'?" in command("reference", "word").stderr
