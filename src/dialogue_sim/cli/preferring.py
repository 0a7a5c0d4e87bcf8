"""`settings`: what somebody at this machine prefers, for those who play without screens too."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import click

from dialogue_sim.cli.failures import say
from dialogue_sim.content.files import UnknownIdError
from dialogue_sim.session.settings import (
    TOLD,
    Settings,
    choices,
    read_settings,
    settings_path,
    write_settings,
)


@click.command()
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def settings(name: str | None, value: str | None, *, as_json: bool) -> None:
    """Show the settings, or one of them, or change it: `settings difficulty hard`."""
    path = settings_path()
    now = read_settings(path)
    if name is not None and name not in TOLD:
        raise UnknownIdError("setting", name, list(TOLD))
    if name is not None and value is not None:
        if value not in choices()[name]:
            raise UnknownIdError(f"choice of {name}", value, list(choices()[name]))
        now = replace(now, **{name: value})  # type: ignore[arg-type]
        write_settings(path, now)
    if as_json:
        click.echo(json.dumps(asdict(now), indent=2))
        return
    for one in TOLD if name is None else [name]:
        say("\n".join(_lines(one, now)))
    say(f"Kept in {path}")


def _lines(name: str, now: Settings) -> list[str]:
    """A setting with its value, what it is about, and what else could be chosen."""
    told, value = TOLD[name], getattr(now, name)
    rows = [f"{name}: {value}", f"    {told.says}"]
    return rows + [
        f"    {'*' if choice == value else ' '} {choice:<8} {told.choices[choice]}"
        for choice in choices()[name]
    ]
