"""`pack` and `unpack`: a setting as one file to hand on, and the files of such a one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dialogue_sim.cli.failures import say
from dialogue_sim.content.diagnostics import ContentError, render_text
from dialogue_sim.content.files import default_library, packaged_content, read_library
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.saves.folders import as_typed, how_to_call
from dialogue_sim.workshop.disk import put
from dialogue_sim.workshop.packs.manifest import Pack, PackError, sha256
from dialogue_sim.workshop.packs.packing import make_pack
from dialogue_sim.workshop.packs.placing import Plan, place, plan
from dialogue_sim.workshop.packs.reading import check_pack, read_file, read_pack
from dialogue_sim.workshop.schemas.writing import FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping


@click.command()
@click.argument("setting")
@click.option("-o", "--output", metavar="FILE", help="Write to this file; else SETTING.zip.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def pack(setting: str, output: str | None, *, as_json: bool) -> None:
    """Write a setting with its scenarios, and all they need, into one zip file to hand on.

    Exits with 1 if the content has errors, or the file is there already with other content.
    """
    raw = make_pack(default_library(), setting)
    path = Path(output if output is not None else f"{setting}.zip")
    was_there = _write(path, raw)
    made = read_pack(raw)
    if as_json:
        click.echo(
            json.dumps({"file": str(path), "sha256": sha256(raw), **_about(made)}, indent=2)
        )
        return
    say("\n".join(_told(made)))
    say(f"{path} {'is there already, the same' if was_there else 'is written'}.")
    say(f"SHA-256 {sha256(raw)}")


def _write(path: Path, raw: bytes) -> bool:
    """Write a file that is not there yet; whether it was there already, the same.

    Raises:
        DialogueSimError: another one is there, or the disk does not take it.
    """
    try:
        if path.exists():
            if path.is_file() and path.read_bytes() == raw:
                return True
            message = f"{path} exists already; give another name with -o"
            raise DialogueSimError(message)
        put(path, raw)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no disk has such a name"
        message = f"cannot write {path}: {reason}"
        raise DialogueSimError(message) from error
    return False


@click.command()
@click.argument("file")
@click.option("--to", metavar="DIR", default=".", help="The folder; else the working folder.")
@click.option("--list", "only_list", is_flag=True, help="Show what is in it; write nothing.")
@click.option("--replace", is_flag=True, help="Let other files give way; they are kept beside.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def unpack(file: str, to: str, *, only_list: bool, replace: bool, as_json: bool) -> None:
    """Put the files of a pack into `actors/` and `scenarios/` of a folder: all of them or none.

    Exits with 1 if the pack cannot be trusted, has errors, or would write over other files.
    """
    found = read_pack(read_file(Path(file)))
    _check(found)
    folder = Path(to)
    wanted = plan(found, folder, read_library(packaged_content()))
    if not as_json:
        say("\n".join([*_told(found), *_planned(wanted)]))
    kept = () if only_list else place(found, folder, wanted, replace=replace)
    if as_json:
        plain = {**_about(found), "new": wanted.new, "same": wanted.same,
                 "different": wanted.different, "hiding": wanted.hiding,
                 "doubles": wanted.doubles,
                 "kept": [str(path) for path in kept], "written": not only_list}  # fmt: skip
        click.echo(json.dumps(plain, indent=2))
        return
    for path in kept:
        say(f"kept: {path}")
    if not only_list:
        count = len(wanted.new) + len(wanted.different)
        say(f"{count} file{'s' * (count != 1)} written to {folder.resolve()}.")
        if count and not (folder / FOLDER).is_dir():
            there = as_typed(str(folder / FOLDER))
            say(f"Let your editor help there: `{how_to_call()} schema --write {there}`.")


def _check(found: Pack) -> None:
    """Read all content of a pack before any of it is written.

    Raises:
        PackError: it has errors, which are shown with the lines of the pack.
    """
    try:
        check_pack(found)
    except ContentError as error:
        texts: Mapping[str, str] = {
            path: raw.decode(errors="replace") for path, raw in found.files.items()
        }
        say(render_text(error.diagnostics, texts), err=True)
        message = "the content of the pack has errors, so nothing was written"
        raise PackError(message) from error


def _about(found: Pack) -> dict[str, object]:
    """What a pack says of itself, as plain data."""
    plain = found.manifest.model_dump(mode="json", exclude={"dialogue_sim", "format"})
    return {**plain, "authors": found.manifest.authors, "licences": found.manifest.licences}


def _told(found: Pack) -> list[str]:
    """What a pack says of itself, in lines."""
    manifest = found.manifest
    size = sum(map(len, found.files.values()))
    return [
        f"{manifest.title} ({manifest.setting})",
        f"    by {', '.join(manifest.authors)}; licence {', '.join(manifest.licences)}",
        f"    made with dialogue-sim {manifest.program}; {len(found.files)} files, {size:,} bytes",
        *(f"    scenario {story.id}: {story.title}" for story in manifest.scenarios),
        f"    actors: {', '.join(manifest.actors)}",
    ]


def _planned(wanted: Plan) -> list[str]:
    """What unpacking would do, in lines."""
    rows = [
        *(f"  new        {path}" for path in wanted.new),
        *(f"  different  {path}" for path in wanted.different),
    ]
    if wanted.same:
        count = len(wanted.same)
        rows.append(f"  {count} file{'s' * (count != 1)} there already, the same")
    rows += [
        f"  note: {path} comes before the file of the program, which is another one"
        for path in wanted.hiding
    ]
    rows += [
        f"  note: {path} has the id of {other}; only one of them is listed"
        for path, other in wanted.doubles
    ]
    return rows
