"""`export` and `import`: what is written where, what is said, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Command
from tests.resumed import resumed

from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.reading import read_save


@pytest.fixture
def save(command: Command, here: Path) -> Path:
    """A short session with a line called `what if`, on which it stands."""
    path = here / "kept" / "riga.dsim"
    played = command("run", "first_steps", "--strategy", "least_used", "--seed", "riga",
                     "--save", str(path))  # fmt: skip
    assert played.exit_code == 0
    recording = resumed(path).recording
    recording.branch(2, "oslo", "what if")
    recording.note("Let us see.", "!?")
    recording.close()
    return path


def test_a_line_is_printed_to_be_read(command: Command, save: Path) -> None:
    result = command("export", "riga")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith('[Scenario "first_steps"]\n[Title "')
    assert '[Line "what if"]' in result.stdout
    assert result.stdout.endswith('2. branch name="what if" seed=oslo\n   {!? Let us see.}\n')
    main = command("export", str(save), "--line", "main").stdout
    assert '[Line "main"]' in main
    assert "[Ending " in main
    assert "branch" not in main


@pytest.mark.parametrize("layout", ["text", "json"])
def test_what_is_exported_is_imported(
    command: Command, save: Path, here: Path, layout: str
) -> None:
    line, there = here / f"line.{layout}", here / "there.dsim"
    written = command("export", "riga", "--line", "main", "--format", layout, "-o", str(line))
    assert (written.exit_code, written.stdout) == (0, "")
    assert line.read_text("utf-8").startswith({"text": "[", "json": "{"}[layout])
    done = command("import", str(line), "-o", str(there))
    assert (done.exit_code, done.stderr) == (0, "")
    code = open_save(there).recording.game.code
    assert f"Saved as {there}: 3 turns, session code {code}." in done.stdout
    assert f"resume {there}" in done.stdout
    assert code in command("export", str(save), "--line", "main").stdout


def test_a_save_goes_to_the_folder_of_saves_under_a_free_name(
    command: Command, save: Path, here: Path
) -> None:
    command("export", str(save), "-o", "line.txt")
    names = [command("import", "line.txt").stdout.split(":")[0] for _ in range(2)]
    assert names == [
        f"Saved as {here / 'kept' / 'first_steps-riga.dsim'}",
        f"Saved as {here / 'kept' / 'first_steps-riga-2.dsim'}",
    ]
    elsewhere = command("import", "line.txt", "--saves", str(here / "other"))
    assert "other" in elsewhere.stdout
    assert (here / "other" / "first_steps-riga.dsim").is_file()


def test_nothing_is_written_over(command: Command, save: Path, here: Path) -> None:
    (here / "line.txt").write_text("mine", encoding="utf-8")
    result = command("export", str(save), "-o", "line.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "dialogue-sim: line.txt exists already; give another name\n"
    assert (here / "line.txt").read_text("utf-8") == "mine"
    assert "cannot write gone/line.txt" in command("export", "riga", "-o", "gone/line.txt").stderr
    before = save.read_bytes()
    command("export", "riga", "-o", "new.txt")
    again = command("import", "new.txt", "-o", str(save))
    assert again.exit_code == 1
    assert "exists already" in again.stderr
    assert save.read_bytes() == before


def test_an_unknown_line_is_answered_with_those_there_are(command: Command, save: Path) -> None:
    result = command("export", str(save), "--line", "what of")
    assert result.exit_code == 2
    assert "there is no line 'what of': did you mean 'what if'?" in result.stderr


def test_a_save_that_is_not_all_that_the_text_says_is_written_and_fails(
    command: Command, save: Path, here: Path
) -> None:
    text = command("export", str(save), "--line", "main").stdout
    (here / "line.txt").write_text(text.replace('[Code "', '[Code "x'), encoding="utf-8")
    result = command("import", "line.txt")
    assert result.exit_code == 1
    assert "as the text says: a move was changed, or the program has been." in result.stderr
    assert "Saved as " in result.stdout


def test_a_text_that_cannot_be_read_is_named_by_its_line(command: Command, here: Path) -> None:
    (here / "line.txt").write_text('[Scenario "first_step"]\n', encoding="utf-8")
    result = command("import", "line.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(
        "dialogue-sim: line.txt, line 1: there is no scenario 'first_step' here: did you mean "
        "'first_steps'?"
    )
    assert command("import", "gone.txt").exit_code == 1
    assert command("import").exit_code == 2


def test_of_a_damaged_save_the_sound_beginning_is_exported(command: Command, save: Path) -> None:
    turns = len(read_save(save).tree.turns(read_save(save).tree.variations[0].end))
    lines = save.read_bytes().splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if b'"k":"turn","t":2' in line)
    lines[place] = lines[place].replace(b'"stands":true', b'"stands":null', 1)
    lines[place] = lines[place].replace(b'"stands":false', b'"stands":null', 1)
    save.write_bytes(b"".join(lines))
    result = command("export", str(save))
    assert result.exit_code == 1
    assert f"record {place + 1} (turn): its hash does not fit" in result.stderr
    assert turns == 3
    assert "\n2. " in result.stdout
    assert "\n3. " not in result.stdout
