"""`test`: what trainers expect of a setting and of its scenarios, held against the model."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dialogue_sim.cli.failures import FAILED, say
from dialogue_sim.cli.recording_tests import Wanted, record
from dialogue_sim.content.files import (
    default_library,
    expectation_paths,
    read_library,
    scenario_paths,
)
from dialogue_sim.workshop.testing.suites import Choice, lines_of, suites_of

if TYPE_CHECKING:
    from dialogue_sim.workshop.testing.suites import Suite


@click.command()
@click.argument("names", nargs=-1, metavar="[SCENARIO|SETTING][::ID]...")
@click.option("-k", "text", default="", metavar="TEXT", help="Only what has TEXT in its id.")
@click.option("--save", "saves", metavar="DIR", help="Keep sessions that show why a test failed.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--record", "session", metavar="SAVE", help="Make a test of a session: a save, a "
              "file of moves (say SCENARIO too), or an exported text.")  # fmt: skip
@click.option("--name", metavar="ID", help="Id of the recorded test; default: the file's name.")
@click.option("--turn", type=click.IntRange(min=1), metavar="N", help="Record turns 1 to N.")
@click.option("--seed", metavar="TEXT", help="Seed of a file of moves; default 0.")
@click.option("--print", "shows", is_flag=True, help="Print the recorded test, write nothing.")
def test(
    names: tuple[str, ...],
    text: str,
    saves: str | None,
    *,
    as_json: bool,
    session: str | None,
    **of_record: Any,  # noqa: ANN401  what click hands over
) -> None:
    """Run what trainers expect: of a setting, and of scenarios in their tests.

    A setting stands for its expectations and the tests of all its scenarios; SCENARIO::ID for one
    test; no name for all in the working folder, or where it has none, for all that there is.
    Exits with 1 if something failed. With --record a session becomes a test, which is written
    into its scenario's file in the working folder.
    """
    if session is not None:
        record(session, names, Wanted(**of_record))
        return
    if any(of_record.values()):
        message = "--name, --turn, --seed and --print belong to --record"
        raise click.UsageError(message)
    choice = Choice(names or _own_names(), text, None if saves is None else Path(saves))
    suites = list(suites_of(default_library(), choice))
    if as_json:
        click.echo(json.dumps([_as_json(suite) for suite in suites], indent=2))
    else:
        say("\n".join(lines_of(suites)))
    if any(suite.count("failed") for suite in suites):
        raise SystemExit(FAILED)


def _own_names() -> tuple[str, ...]:
    """Scenarios of the working folder, and settings with expectations there; perhaps none."""
    own = read_library(Path.cwd())
    return tuple(sorted({*scenario_paths(own), *expectation_paths(own)}))


def _as_json(suite: Suite) -> dict[str, object]:
    return {
        "kind": suite.kind,
        "of": suite.of,
        "results": [asdict(result) for result in suite.results],
    }
