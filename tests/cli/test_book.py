"""`book` as a command: where it writes, what it leaves alone, and what it says."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Command, Workspace
from tests.paper.reading import must_be_sound

STEPS = "scenarios/river_league/first_steps.yaml"


def test_a_book_is_written_beside_and_written_over(command: Command, here: Path) -> None:
    for _ in range(2):
        result = command("book", "first_steps")
        assert (result.exit_code, result.output) == (0, "written to first_steps.book.html\n")
    must_be_sound((here / "first_steps.book.html").read_text(encoding="utf-8"))


def test_any_other_file_is_left_alone(command: Command, here: Path) -> None:
    (here / "notes.html").write_text("<p>mine</p>", encoding="utf-8")
    result = command("book", "first_steps", "-o", "notes.html")
    assert result.exit_code == 1
    assert "notes.html is there already and is no book" in result.output
    assert (here / "notes.html").read_text(encoding="utf-8") == "<p>mine</p>"


def test_a_book_can_be_printed_with_figures(command: Command) -> None:
    result = command("book", "first_steps", "--sessions", "16", "-o", "-")
    assert result.exit_code == 0
    assert "Figures of a playtest" in must_be_sound(result.output).text


def test_a_folder_that_is_not_there_is_a_sentence(command: Command) -> None:
    result = command("book", "first_steps", "-o", "nowhere/book.html")
    assert result.exit_code == 1
    assert "cannot write nowhere" in result.output


def test_an_unknown_scenario_is_wrong_usage(command: Command) -> None:
    result = command("book", "first_step")
    assert result.exit_code == 2
    assert "did you mean 'first_steps'" in result.output


def test_an_older_book_keeps_its_mode_and_a_folder_that_is_missing_is_told(
    command: Command, here: Path
) -> None:
    book = here / "b.html"
    assert command("book", "first_steps", "-o", "b.html").exit_code == 0
    book.chmod(0o600)
    assert command("book", "first_steps", "-o", "b.html").exit_code == 0
    assert book.stat().st_mode & 0o777 == 0o600
    result = command("book", "first_steps", "-o", "none/b.html")
    assert (result.exit_code, "cannot write none" in result.stderr) == (1, True)
    assert [path.name for path in here.iterdir()] == ["b.html"]


def test_content_with_errors_says_them(command: Command, workspace: Workspace) -> None:
    workspace(STEPS, "turns: 3", "turns: 0")
    result = command("book", "first_steps")
    assert result.exit_code == 1
    assert "first_steps.yaml" in result.output
    assert "turns: 0" in result.output
