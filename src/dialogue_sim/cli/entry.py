"""The `dialogue-sim` command: a table of commands, loaded when they are asked for."""

from __future__ import annotations

import click

from dialogue_sim import __version__
from dialogue_sim.cli.failures import Commands

COMMANDS = {
    "play": "dialogue_sim.cli.playing:play",
    "resume": "dialogue_sim.cli.playing:resume",
    "replay": "dialogue_sim.cli.replaying:replay",
    "branch": "dialogue_sim.cli.replaying:branch",
    "compare": "dialogue_sim.cli.replaying:compare",
    "run": "dialogue_sim.cli.headless:run",
    "explain": "dialogue_sim.cli.headless:explain",
    "arguments": "dialogue_sim.cli.arguments:arguments",
    "luck": "dialogue_sim.cli.hindsight:luck",
    "export": "dialogue_sim.cli.sharing:export",
    "import": "dialogue_sim.cli.sharing:import_",
    "pack": "dialogue_sim.cli.packs:pack",
    "unpack": "dialogue_sim.cli.packs:unpack",
    "verify": "dialogue_sim.cli.verifying:verify_",
    "settings": "dialogue_sim.cli.preferring:settings",
    "list": "dialogue_sim.cli.shelf:list_",
    "check": "dialogue_sim.cli.shelf:check",
    "edit": "dialogue_sim.cli.editing:edit",
    "code": "dialogue_sim.cli.codes:code",
    "new": "dialogue_sim.cli.new:new",
    "schema": "dialogue_sim.cli.schema:schema",
    "reference": "dialogue_sim.cli.reference:reference",
    "upgrade": "dialogue_sim.cli.mending:upgrade",
    "playtest": "dialogue_sim.cli.playtest:playtest_",
    "test": "dialogue_sim.cli.testing:test",
    "model": "dialogue_sim.cli.model:model",
    "sources": "dialogue_sim.cli.model:sources",
    "book": "dialogue_sim.cli.book:book",
}
"""Where each command is written; a screen need not wait for what only another command needs."""


@click.group(cls=Commands, table=COMMANDS, invoke_without_command=True)
@click.version_option(__version__, prog_name="dialogue-sim")
@click.option("--ascii", "in_ascii", is_flag=True, help="Draw with ASCII alone.")
@click.pass_context
def main(context: click.Context, *, in_ascii: bool) -> None:
    """Should an alliance talk to an adversary, how, and at what price? A teaching model."""
    if context.invoked_subcommand is None:
        from dialogue_sim.cli.playing import home

        home(in_ascii=in_ascii)
