"""`model` and `sources`: what is computed with which numbers, and what all of it rests on."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from dialogue_sim.content.files import default_library
from dialogue_sim.workshop.card.model_card import as_json, model_card
from dialogue_sim.workshop.card.text import markdown
from dialogue_sim.workshop.sources.of_setting import settings_of
from dialogue_sim.workshop.sources.provenance import provenance
from dialogue_sim.workshop.sources.provenance_text import sources_page

if TYPE_CHECKING:
    from collections.abc import Mapping


@click.command()
@click.argument("setting", required=False)
@click.option("--json", "as_data", is_flag=True, help="Print one JSON document.")
def model(setting: str | None, *, as_data: bool) -> None:
    """Print the model card of a setting: equations, numbers, sources and limits."""
    files = default_library()
    card = model_card(files, _meant(files, setting))
    click.echo(json.dumps(as_json(card), indent=2) if as_data else markdown(card), nl=as_data)


@click.command()
@click.argument("setting", required=False)
@click.option("--json", "as_data", is_flag=True, help="Print one JSON document.")
def sources(setting: str | None, *, as_data: bool) -> None:
    """Print the documents of a setting: their weaknesses, and what uses each sentence."""
    files = default_library()
    found = provenance(files, _meant(files, setting))
    data = json.dumps(asdict(found), indent=2)
    click.echo(data if as_data else sources_page(found), nl=as_data)


def _meant(files: Mapping[str, bytes], setting: str | None) -> str:
    """The setting that is meant; it may be left out where there is one."""
    settings = settings_of(files)
    if setting is None and len(settings) != 1:
        message = f"say which setting: {', '.join(settings)}"
        raise click.UsageError(message)
    return settings[0] if setting is None else setting
