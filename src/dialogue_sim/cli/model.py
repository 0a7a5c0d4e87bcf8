"""`model`: what is computed with which numbers, and what they rest on."""

from __future__ import annotations

import json

import click

from dialogue_sim.content.files import default_library
from dialogue_sim.workshop.card import as_json, model_card, settings_of
from dialogue_sim.workshop.card_text import markdown


@click.command()
@click.argument("setting", required=False)
@click.option("--json", "as_data", is_flag=True, help="Print one JSON document.")
def model(setting: str | None, *, as_data: bool) -> None:
    """Print the model card of a setting: equations, numbers, sources and limits."""
    files = default_library()
    settings = settings_of(files)
    if setting is None and len(settings) != 1:
        message = f"say which setting: {', '.join(settings)}"
        raise click.UsageError(message)
    card = model_card(files, setting or settings[0])
    click.echo(json.dumps(as_json(card), indent=2) if as_data else markdown(card), nl=as_data)
