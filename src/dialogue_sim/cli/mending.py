"""`check --fix` and `upgrade`: files that change, shown as differences and written whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dialogue_sim.cli.failures import FAILED, say
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.inspection import folders
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.workshop.editing.disk import differences, write_over
from dialogue_sim.workshop.editing.fixing import fixed
from dialogue_sim.workshop.editing.page import EditError
from dialogue_sim.workshop.editing.upgrading import UPGRADES, upgraded
from dialogue_sim.workshop.schemas.writing import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def fix(paths: Sequence[Path], *, dry: bool) -> None:
    """Put right what can only be meant in one way, and show every change.

    Args:
        paths: as for `check`; dry: whether nothing is written.

    Raises:
        DialogueSimError: a file cannot be written, or would be one that came with the program.
    """
    for root, own in own_folders(paths):
        library = read_library(root, packaged_content())
        after, gone = fixed({**library, **own}, own)
        change(root, own, after, dry=dry)
        problems = f"{len(gone)} problem{'s' * (len(gone) != 1)}"
        files = f"{len(after)} file{'s' * (len(after) != 1)}"
        say(f"would fix {problems} in {files}\n" if dry else f"fixed {problems} in {files}\n")


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--check", "dry", is_flag=True, help="Write nothing; exit with 1 if it would.")
def upgrade(paths: tuple[str, ...], *, dry: bool) -> None:
    """Bring content files of older forms to the present one: those given, or all that are found.

    Nothing else in them changes, and files in the present form not at all.
    """
    changes = 0
    for root, own in own_folders([Path(path) for path in paths]):
        library = read_library(root, packaged_content())
        schemas = (root / FOLDER).is_dir()
        after, steps = upgraded({**library, **own}, own, schemas=schemas)
        change(root, own, after, dry=dry)
        for step in UPGRADES:
            if step.name in steps:
                say(f"{step.name}: {step.what}; {step.why}")
        changes += len(after)
    files = f"{changes} file{'s' * (changes != 1)}"
    say(f"would change {files}" if dry else f"changed {files}")
    if dry and changes:
        raise SystemExit(FAILED)


def own_folders(paths: Sequence[Path]) -> Iterator[tuple[Path, dict[str, bytes]]]:
    """Folders with the files in them that may be changed.

    Raises:
        DialogueSimError: they came with the program and lie outside of the working folder.
    """
    here = Path.cwd().resolve()
    for root, own in folders(paths):
        if root.resolve() == packaged_content().resolve() and not here.is_relative_to(root):
            message = (
                "this came with the program and stays as it is; copy it into ./actors or "
                "./scenarios to change it"
            )
            raise DialogueSimError(message)
        yield root, own


def change(
    root: Path, before: Mapping[str, bytes], after: Mapping[str, bytes], *, dry: bool
) -> None:
    """Show what changes in some files of a folder, and write it unless nothing is to be written.

    Raises:
        EditError: a file has changed meanwhile, or the disk does not take it; with the files
            that were written before.
    """
    for line in differences(before, after):
        say(line)
    if not dry:
        _write(root, before, after)


def _write(root: Path, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    written: list[str] = []
    for path, raw in after.items():
        try:
            write_over(root / path, before[path], raw)
        except EditError as error:
            if not written:
                raise
            message = f"{error}; written before it: {', '.join(written)}"
            raise EditError(message) from error
        written.append(path)
