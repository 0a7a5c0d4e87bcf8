"""`replay`: saved sessions looked at again."""

from __future__ import annotations

from pathlib import Path

import click

from dialogue_sim.cli.against import against
from dialogue_sim.cli.shelf import find_save
from dialogue_sim.session.saves.folders import saves_folder


@click.command()
@click.argument("save", metavar="SAVE_OR_DIR")
@click.option(
    "--against", "scenario", metavar="SCENARIO", required=True,
    help="Make the same decisions on this scenario, and say what comes out otherwise.",
)  # fmt: skip
@click.option("--saves", metavar="DIR", help="Where saves are.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def replay(save: str, scenario: str, saves: str | None, *, as_json: bool) -> None:
    """Look at a saved session again, or hold a folder of them against a scenario."""
    path = Path(save) if Path(save).is_dir() else find_save(saves_folder(saves), save)
    against([path], scenario, as_json=as_json)
