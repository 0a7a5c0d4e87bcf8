"""`export` and `import`: one line of a save as a file to send, and a save of such a file."""

from __future__ import annotations

from pathlib import Path

import click

from dialogue_sim.cli.failures import FAILED, say
from dialogue_sim.cli.shelf import find_save
from dialogue_sim.content.files import default_library
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.saves.finding import line_named
from dialogue_sim.session.saves.folders import as_typed, how_to_call, saves_folder
from dialogue_sim.session.saves.reading import read_sound
from dialogue_sim.session.share.as_json import export_json
from dialogue_sim.session.share.importing import import_line
from dialogue_sim.session.share.readable import export_line

LAYOUTS = {"text": export_line, "json": export_json}


@click.command()
@click.argument("save", required=False)
@click.option("--line", metavar="NAME", help="Which line; the one where the session stands.")
@click.option("--format", "layout", type=click.Choice(tuple(LAYOUTS)), default="text",
              show_default=True, help="What to write.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to this file.")
@click.option("--saves", metavar="DIR", help="Where saves are.")
def export(
    save: str | None, line: str | None, layout: str, output: str | None, saves: str | None
) -> None:
    """Write a line of a save as text that can be read and sent, or as JSON with all it needs."""
    opened = read_sound(find_save(saves_folder(saves), save))
    end = opened.tree.tip if line is None else line_named(opened.tree, line).end
    text = LAYOUTS[layout](opened, end)
    if output is None:
        click.echo(text, nl=False)
    else:
        _write_new(Path(output), text)
        say(f"written to {output}", err=True)
    if opened.torn:
        say(f"dialogue-sim: {opened.torn}", err=True)
    if opened.damage is not None:
        why = f"{opened.damage.sentence(opened.path)}; what stands before it was exported"
        raise DialogueSimError(why)


def _write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet.

    Raises:
        DialogueSimError: it is there, or the disk does not take it.
    """
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        message = f"{path} exists already; give another name"
        raise DialogueSimError(message) from error
    except OSError as error:
        message = f"cannot write {path}: {error.strerror}"
        raise DialogueSimError(message) from error


@click.command(name="import")
@click.argument("file")
@click.option("-o", "--output", metavar="SAVE", help="Write the save to this file.")
@click.option("--saves", metavar="DIR", help="Where saves are.")
def import_(file: str, output: str | None, saves: str | None) -> None:
    """Make a save of a line that was exported, or written by hand; nothing is written over.

    Exits with 1 if the save is not all that the file says.
    """
    wanted = None if output is None else Path(output)
    done = import_line(Path(file), default_library(), saves_folder(saves), wanted)
    for remark in done.remarks:
        say(remark)
    for problem in done.problems:
        say(f"dialogue-sim: {problem}", err=True)
    turns = f"{done.turns} turn{'s' * (done.turns != 1)}"
    say(f"Saved as {done.path}: {turns}, session code {done.code}.")
    say(f"Go on with it: {how_to_call()} resume {as_typed(done.path)}")
    if done.problems:
        raise SystemExit(FAILED)
