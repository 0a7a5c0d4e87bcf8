"""What an editor makes of our schemas: it completes, it explains, and it underlines slips.

The editor's part is played by yaml-language-server, which most editors use for YAML.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.editor.language_server import Editor, editor, missing

from dialogue_sim.content.files import default_library
from dialogue_sim.workshop.schemas.writing import modelines, write_schemas

MISSING = missing()
pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING or "nothing is missing")
LIBRARY = default_library()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trainer's folder: the schemas lie in it, and nothing else yet."""
    folder = tmp_path_factory.mktemp("workspace")
    write_schemas(folder / "schemas")
    return folder


@pytest.fixture(scope="module")
def code(workspace: Path) -> Iterator[Editor]:
    with editor(workspace) as opened:
        yield opened


def write(workspace: Path, path: str, text: str) -> Path:
    file = workspace / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(modelines(path) + text, encoding="utf-8")
    return file


ABOVE = 2
"""Lines of the two modelines."""


def offers(code: Editor, workspace: Path, path: str, text: str) -> set[str]:
    """What is offered where `|` stands in a text."""
    before = text[: text.index("|")]
    file = write(workspace, path, text.replace("|", ""))
    code.problems_in(file)
    line = ABOVE + before.count("\n")
    return code.offers_at(file, line, len(before) - before.rfind("\n") - 1)


@pytest.mark.parametrize(
    "path",
    sorted(path for path in LIBRARY if "river_league" in path or path == "actors/steward.yaml"),
)
def test_a_sound_file_is_not_underlined(code: Editor, workspace: Path, path: str) -> None:
    lines = LIBRARY[path].decode().splitlines(keepends=True)
    text = "".join(line for line in lines if "$schema" not in line)
    assert code.problems_in(write(workspace, path, text)) == []


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("scenarios/w/keys.yaml", "format: 1\n|", {"hook", "procedure", "seats", "endings"}),
        ("scenarios/w/ways.yaml", "procedure: |\n", {"silence", "consensus", "majority"}),
        ("scenarios/w/news.yaml", "injects:\n  flood:\n    |", {"title", "at", "when", "chance"}),
        (
            "scenarios/w/all.yaml",
            "injects:\n  a:\n    when:\n      |",
            {"all", "any", "none"},
        ),
        ("scenarios/w/tests.yaml", "tests:\n  one:\n    play:\n      1: {pro|}", {"propose"}),
        ("actors/kinds.yaml", "kind: |\n", {"member", "voice", "public", "counterpart"}),
        ("actors/variants.yaml", "use: oldweir\n|", {"set"}),
        ("actors/keys.yaml", "kind: member\n|", {"stars", "issues", "red_lines", "ask"}),
        ("actors/adversary.yaml", "kind: counterpart\n|", {"types", "insecurity"}),
        ("actors/moved.yaml", "kind: member\nstars:\n  |", {"interest", "peers", "why"}),
        ("actors/sourced.yaml", "kind: member\ntrust:\n  |", {"value", "source", "basis", "why"}),
        ("scenarios/w/policies.yaml", "policies:\n  offer:\n    |", {"short", "levels", "venue"}),
        ("scenarios/w/rules.yaml", "mechanisms:\n  |", {"resolve", "capital", "mask"}),
    ],
)
def test_an_editor_offers_what_can_stand_here(
    code: Editor, workspace: Path, path: str, text: str, expected: set[str]
) -> None:
    assert offers(code, workspace, path, text) >= expected


def test_only_what_fits_is_offered(code: Editor, workspace: Path) -> None:
    found = offers(code, workspace, "actors/other.yaml", "kind: counterpart\n|")
    assert found.isdisjoint({"stars", "red_lines", "reasons"})


def test_resting_on_a_key_explains_it(code: Editor, workspace: Path) -> None:
    text = "kind: member\nstars:\n  interest: 3\n"
    file = write(workspace, "actors/explained.yaml", text)
    code.problems_in(file)
    shown = code.hover_at(file, ABOVE + 2, 4)
    assert "How much the content of a text moves the actor, 0 to 5 stars" in shown


def test_a_slip_is_underlined(code: Editor, workspace: Path) -> None:
    file = write(workspace, "scenarios/w/slips.yaml", "procedure: silense\nhoook: Soon.\n")
    problems = " ".join(code.problems_in(file))
    assert '"silence"' in problems
    assert "hoook" in problems
