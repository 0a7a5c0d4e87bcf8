"""Wrong usage: a sentence on standard error, the nearest word, exit code 2, nothing on stdout."""

from __future__ import annotations

from typing import Any

import pytest

Command = Any  # a callable fixture: (*arguments, typed) -> Result


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run", "december_2018", "--strategy", "grit"), "did you mean 'december_2019'"),
        (("run", "december_2019", "--strategy", "grt"), "did you mean 'grit'"),
        (("run", "december_2019"), "either --moves FILE or --strategy NAME"),
        (("run", "december_2019", "--strategy", "grit", "--turns", "0"), "--turns"),
        (("run", "december_2019", "--strategy", "grit", "--turns", "six"), "--turns"),
        (("run",), "SCENARIO"),
        (("explain", "decembr_2019", "isolation"), "did you mean 'december_2019'"),
        (("explain", "december_2019", "isolatin"), "did you mean 'isolation'"),
        (("explain", "december_2019", "isolation", "polnd"), "did you mean 'poland'"),
        (("explain", "december_2019", "isolation", "--set", "contact"), "--set takes ISSUE=LEVEL"),
        (("explain", "december_2019", "isolation", "--set", "=top"), "--set takes ISSUE=LEVEL"),
        (
            ("explain", "december_2019", "isolation", "--set", "contct=top"),
            "did you mean 'contact'",
        ),
        (("explain", "december_2019", "isolation", "--set", "contact=topp"), "did you mean 'top'"),
        (("explain", "december_2019", "isolation", "--set", "venue=nrk"), "did you mean 'nrc'"),
        (("play", "decembr_2019", "--linear"), "did you mean 'december_2019'"),
        (("play", "december_2019", "--linear", "--seat", "secretary"), "secretary_general"),
        (("play", "december_2019", "--seat", "secretary"), "secretary_general"),
        (("play", "decembr_2019"), "did you mean 'december_2019'"),
        (("list", "scenario"), "'scenario'"),
        (("list",), "Missing argument"),
        (("check", "--profile", "strict"), "--profile"),
        (("check", "--format", "xml"), "--format"),
        (("model", "nato_rusia"), "did you mean 'nato_russia'"),
        (("walk",), "walk"),
        (("--nonsense",), "nonsense"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_usage_is_said_in_a_sentence(
    command: Command, arguments: tuple[str, ...], words: str
) -> None:
    result = command(*arguments)
    assert result.stdout == ""
    assert words in result.stderr
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("resume", "missing", "--linear"), "no save 'missing'"),
        (("resume", "missing"), "no save 'missing'"),
        (("resume", "--linear"), "no save in"),
        (("resume",), "no save in"),
        (("resume", "x" * 300), "x" * 30),
        (("resume", "x" * 300, "--linear"), "x" * 30),
        (("check", "missing"), "no file or folder"),
        (("check", "x" * 300), "x" * 30),
    ],
    ids=lambda value: " ".join(value).replace("x" * 290, "") if isinstance(value, tuple) else "",
)
def test_what_is_not_there_is_named(
    command: Command, arguments: tuple[str, ...], words: str
) -> None:
    result = command(*arguments)
    assert result.stdout == ""
    assert words in result.stderr
    assert result.exit_code in {1, 2}


def test_a_nearby_save_is_suggested(command: Command) -> None:
    command("run", "december_2019", "--strategy", "grit", "--save", "kept/monday.dsim")
    result = command("resume", "mondy.dsim", "--linear")
    assert "did you mean 'monday.dsim'" in result.stderr


def test_help_and_version_are_there(command: Command) -> None:
    for name in ("play", "resume", "run", "explain", "list", "check", "model"):
        assert name in command("--help").stdout
        assert command(name, "--help").exit_code == 0
    assert command("--version").stdout.startswith("dialogue-sim")
