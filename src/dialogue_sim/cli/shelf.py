"""Commands about what lies on the shelf: `list` shows it, `check` says what is wrong with it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dialogue_sim.cli.failures import say
from dialogue_sim.cli.mending import fix
from dialogue_sim.cli.profiles import profile_option
from dialogue_sim.content.diagnostics import render_github, render_json
from dialogue_sim.content.files import default_library
from dialogue_sim.content.inspection import is_there
from dialogue_sim.content.suggest import hint
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.saves.catalogue import (
    actor_cards,
    policy_cards,
    save_cards,
    scenario_cards,
)
from dialogue_sim.session.saves.folders import saves_folder
from dialogue_sim.workshop.checks.beyond import checked
from dialogue_sim.workshop.checks.grading import check_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from _typeshed import DataclassInstance


SHELVES = ("scenarios", "actors", "policies", "saves")
NOTHING = (None, "", ())


def find_save(folder: Path, wanted: str | None) -> Path:
    """The save that is meant: a path, a name in the folder, or the latest.

    Raises:
        DialogueSimError: there is none, with what there is.
    """
    if wanted is not None:
        for path in (Path(wanted), folder / wanted, folder / f"{wanted}.dsim"):
            if is_there(path):
                return path
        names = [card.path.name for card in save_cards(folder)]
        known = hint(wanted, names) if names else "there is none yet"
        message = f"there is no save '{wanted}' in {folder}: {known}"
        raise DialogueSimError(message)
    cards = [card for card in save_cards(folder) if not card.problem]
    if not cards:
        message = f"there is no save in {folder} yet; begin with `dialogue-sim play`"
        raise DialogueSimError(message)
    return cards[0].path


@click.command(name="list")
@click.argument("shelf", type=click.Choice(SHELVES))
@click.option("--saves", metavar="DIR", help="Where saves are.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def list_(shelf: str, saves: str | None, *, as_json: bool) -> None:
    """List scenarios, actors, policies or saves."""
    files = default_library()
    shelves: dict[str, Callable[[], Sequence[DataclassInstance]]] = {
        "scenarios": lambda: scenario_cards(files),
        "actors": lambda: actor_cards(files),
        "policies": lambda: policy_cards(files),
        "saves": lambda: save_cards(saves_folder(saves)),
    }
    rows = [asdict(card) for card in shelves[shelf]()]
    if as_json:
        click.echo(json.dumps(rows, indent=2, default=str))
        return
    for row in rows:
        name = row.get("id") or Path(str(row["path"])).name
        shown = {
            key: value
            for key, value in row.items()
            if key not in {"id", "path", "about"} and value not in NOTHING
        }
        rest = [f"{key}: {_words(value)}" for key, value in shown.items()]
        say(f"{name}\n    " + "\n    ".join(rest))
    if not rows:
        say(f"no {shelf} yet")


def _words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


@click.command()
@click.argument("paths", nargs=-1)
@profile_option
@click.option("--format", "layout", type=click.Choice(("text", "json", "github")),
              default="text", show_default=True)  # fmt: skip
@click.option("--fix", "fixes", is_flag=True, help="Put right what can only be meant in one way.")
@click.option("--dry-run", "dry", is_flag=True, help="With --fix: show what would change.")
def check(paths: tuple[str, ...], profile: str, layout: str, *, fixes: bool, dry: bool) -> None:
    """Say everything that is wrong with content files: those given, or all that are found.

    Exits with 1 if there are errors; with --fix if some are left.
    """
    wanted = [Path(path) for path in paths]
    if fixes or dry:
        if not fixes or layout != "text":
            message = "--dry-run belongs to --fix, and --fix to the text format"
            raise click.UsageError(message)
        fix(wanted, dry=dry)
    findings = checked(wanted, profile)
    match layout:
        case "json":
            click.echo(render_json(findings.problems))
        case "github":
            click.echo(render_github(findings.problems))
        case _:
            say(check_text(findings))
    if findings.errors:
        raise SystemExit(1)
