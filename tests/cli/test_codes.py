"""`code`: every code explained in the terminal."""

from __future__ import annotations

from typing import Any

import pytest

from dialogue_sim.content.diagnostics import CODES
from dialogue_sim.workshop.checks.pages import as_plain_text

Command = Any  # a callable fixture: (*arguments, typed) -> Result
Workspace = Any  # a callable fixture: (path, old, new) -> text

DECEMBER = "scenarios/nato_russia/december_2019.yaml"

PAGE = """# DS999: something with a `name`

Look at [content.md](../content.md), and write `a long line of code that nobody may break in two`.

## Wrong

```diff
--- actors/poland.yaml (latin-1)
-trust: 1
+trust: 2
```

## Says

```text
  3 | trust: 2
```

## Right

One sentence.
"""
SHOWN = """DS999: something with a `name`

Look at content.md, and write
`a long line of code that nobody may break in two`.

Wrong

    in actors/poland.yaml (latin-1):
    -trust: 1
    +trust: 2

Says

      3 | trust: 2

Right

One sentence."""


def test_a_page_reads_well_without_the_marks_of_markdown() -> None:
    assert as_plain_text(PAGE) == SHOWN


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_explained(command: Command, code: str) -> None:
    shown = command("code", code).stdout
    assert shown.startswith(f"{code}: {CODES[code]}\n\n")
    assert "\nWrong\n\n    in " in shown
    assert "```" not in shown
    assert "\n#" not in shown


def test_case_does_not_count(command: Command) -> None:
    assert command("code", "ds203").stdout == command("code", "DS203").stdout


def test_without_a_code_all_are_listed(command: Command) -> None:
    rows = command("code").stdout.splitlines()
    assert [row.split("  ", 1) for row in rows] == [list(row) for row in sorted(CODES.items())]


def test_an_unknown_code_is_guessed(command: Command) -> None:
    result = command("code", "DSS203")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "dialogue-sim: there is no code 'DSS203': did you mean 'DS203'?\n"


def test_check_says_which_page_to_open(command: Command, workspace: Workspace) -> None:
    workspace(DECEMBER, "turns: 6", "turns: six")
    assert command("check").stdout.splitlines()[-2:] == [
        "1 file, 1 error, 0 remarks",
        "`dialogue-sim code DS122` explains it.",
    ]


def test_check_that_finds_nothing_names_no_page(command: Command, workspace: Workspace) -> None:
    workspace(DECEMBER, "turns: 6", "turns: 6 ")
    assert command("check").stdout == "1 file, 0 errors, 0 remarks\n"
