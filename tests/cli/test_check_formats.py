"""The three formats of `check`, letter by letter, and everything by which a file may be asked for.

An editor and a pull request show what is written here; both are given by hand.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

Command = Any  # a callable fixture: (*arguments, typed) -> Result
Workspace = Any  # a callable fixture: (path, old, new) -> text

LEAGUE = "scenarios/river_league"
STORY, MIREFOLD = f"{LEAGUE}/first_steps.yaml", "actors/mirefold.yaml"

TEXT = """\
actors/mirefold.yaml:31:26: warning[DS210]: there is no actor or bloc 'saltmuoth', so this \
reaches nobody
   31 | listens_to: {oldweir: 1, saltmuoth: 1}
      |                          ^~~~~~~~~
      = help: did you mean 'saltmouth'?

scenarios/river_league/first_steps.yaml:205:29: error[DS203]: unknown name 'progrss'
  205 |     when: {all: [turn >= 2, progrss < 10]}
      |                             ^~~~~~~
      = help: did you mean 'progress'?

2 files, 1 error, 1 remark
`dialogue-sim code DS210` explains the first of them.
"""
JSON = [
    {
        "path": MIREFOLD, "line": 31, "column": 26, "end_column": 35, "severity": "warning",
        "code": "DS210",
        "message": "there is no actor or bloc 'saltmuoth', so this reaches nobody",
        "help": "did you mean 'saltmouth'?",
    },
    {
        "path": STORY, "line": 205, "column": 29, "end_column": 36, "severity": "error",
        "code": "DS203", "message": "unknown name 'progrss'", "help": "did you mean 'progress'?",
    },
]  # fmt: skip
GITHUB = """\
::warning file=actors/mirefold.yaml,line=31,col=26,endColumn=35,title=DS210::there is no actor \
or bloc 'saltmuoth', so this reaches nobody%0Adid you mean 'saltmouth'?
::error file=scenarios/river_league/first_steps.yaml,line=205,col=29,endColumn=36,title=DS203::\
unknown name 'progrss'%0Adid you mean 'progress'?
"""


@pytest.fixture
def broken(workspace: Workspace) -> None:
    workspace(MIREFOLD, "saltmouth: 1}", "saltmuoth: 1}")
    workspace(STORY, "progress < 10]", "progrss < 10]")


@pytest.mark.usefixtures("broken")
def test_text_is_for_people(command: Command) -> None:
    result = command("check")
    assert result.exit_code == 1
    assert result.stdout == TEXT


@pytest.mark.usefixtures("broken")
def test_json_is_for_programs(command: Command) -> None:
    result = command("check", "--format", "json")
    assert (result.exit_code, result.stderr) == (1, "")
    assert json.loads(result.stdout) == JSON


@pytest.mark.usefixtures("broken")
def test_github_is_for_pull_requests(command: Command) -> None:
    result = command("check", "--format", "github")
    assert (result.exit_code, result.stdout) == (1, GITHUB)


def test_signs_with_a_meaning_in_annotations_are_escaped(
    command: Command, workspace: Workspace
) -> None:
    workspace(MIREFOLD, "  voice: {ideal: league,", "  '%, voice::': {ideal: league,")
    rows = command("check", "--format", "github").stdout.splitlines()
    assert "::'%25, voice::' is not an id%0A" in rows[0]


def test_a_draft_has_notes_and_no_fault(command: Command, workspace: Workspace) -> None:
    workspace(MIREFOLD, "saltmouth: 1}", "saltmuoth: 1}")
    result = command("check", "--profile", "draft", "--format", "github")
    assert (result.exit_code, result.stdout[:9]) == (0, "::notice ")
    result = command("check", "--profile", "published", "--format", "github")
    assert (result.exit_code, result.stdout[:8]) == (1, "::error ")


def test_what_is_allowed_is_in_no_format_and_in_the_sum(
    command: Command, workspace: Workspace
) -> None:
    comment = "# check: allow DS210 because the town joins later"
    workspace(MIREFOLD, "saltmouth: 1}", f"saltmuoth: 1}}  {comment}")
    assert json.loads(command("check", "--format", "json").stdout) == []
    assert command("check", "--format", "github").stdout.strip() == ""
    result = command("check", "--profile", "published")
    assert (result.exit_code, result.stdout) == (0, "1 file, 0 errors, 0 remarks, 1 allowed\n")


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(
    ("asked", "looked_at"),
    [
        ("first_steps", {STORY}),
        ("mirefold", {MIREFOLD}),
        ("river_league", {STORY}),
        (STORY, {STORY}),
        (".", {STORY, MIREFOLD}),
    ],
)
def test_scenarios_settings_and_actors_are_named_by_their_ids(
    command: Command, asked: str, looked_at: set[str]
) -> None:
    found = json.loads(command("check", asked, "--format", "json").stdout)
    assert {row["path"] for row in found} == looked_at


def test_an_id_of_what_comes_with_the_program_is_checked_there(command: Command) -> None:
    assert command("check", "first_steps").stdout.startswith("1 file, 0 errors, 0 remarks")
    assert command("check", "river_league").stdout.startswith("5 files, 0 errors, 0 remarks")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("frist_steps", "did you mean 'first_steps'?"),
        ("mirefolds", "did you mean 'mirefold'?"),
        ("river_leage", "did you mean 'river_league'?"),
        ("qqqq", "known: after_the_guns, "),
    ],
)
def test_a_name_of_nothing_is_guessed(command: Command, asked: str, says: str) -> None:
    result = command("check", asked)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"'{asked}': {says}" in result.stderr
