"""`test`: what trainers expect of a setting and of its scenarios, held against the model."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from dialogue_sim.cli.failures import say
from dialogue_sim.content.files import default_library
from dialogue_sim.workshop.suites import lines_of, suites_of

if TYPE_CHECKING:
    from dialogue_sim.workshop.suites import Suite


@click.command()
@click.argument("names", nargs=-1, metavar="[SCENARIO|SETTING]...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def test(names: tuple[str, ...], *, as_json: bool) -> None:
    """Run what trainers expect: of a setting, and of scenarios in their scripted tests.

    A setting stands for its expectations and the tests of all its scenarios; no name for all that
    there is. Exits with 1 if something failed.
    """
    suites = list(suites_of(default_library(), names))
    if as_json:
        click.echo(json.dumps([_as_json(suite) for suite in suites], indent=2))
    else:
        say("\n".join(lines_of(suites)))
    if any(suite.count("failed") for suite in suites):
        raise SystemExit(1)


def _as_json(suite: Suite) -> dict[str, object]:
    return {
        "kind": suite.kind,
        "of": suite.of,
        "results": [asdict(result) for result in suite.results],
    }
