"""The `dialogue-sim` command: what people and scripts type; each command calls and prints."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from dialogue_sim import __version__
from dialogue_sim.cli import headless, shelf
from dialogue_sim.cli.failures import Group

SEED_WORDS = (
    "amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "harbour", "island", "juniper",
    "kalmar", "lagoon", "meadow", "north", "orchard", "pebble", "quarry", "river", "summit",
    "tundra", "upland", "valley", "willow", "yarrow",
)  # fmt: skip


@click.group(cls=Group, invoke_without_command=True)
@click.version_option(__version__, prog_name="dialogue-sim")
@click.pass_context
def main(context: click.Context) -> None:
    """Should an alliance talk to an adversary, how, and at what price? A teaching model."""
    if context.invoked_subcommand is None:
        from dialogue_sim.tui.app import run

        run(_saves(None))


@main.command()
@click.argument("scenario", required=False)
@click.option("--seat", "seats", multiple=True, metavar="ACTOR", help="Whose chair you take.")
@click.option("--seed", metavar="TEXT", help="Any text; the same text gives the same luck.")
@click.option("--linear", is_flag=True, help="Prompt and answer, for screen readers and pipes.")
@click.option("--saves", metavar="DIR", help="Where the save is written.")
def play(
    scenario: str | None,
    seats: tuple[str, ...],
    seed: str | None,
    saves: str | None,
    *,
    linear: bool,
) -> None:
    """Play a scenario; without one, choose it on the home screen."""
    folder = _saves(saves)
    seed = seed or f"{secrets.choice(SEED_WORDS)}-{secrets.randbelow(1000):03d}"
    if linear:
        from dialogue_sim.linear.session import play_linear

        play_linear(folder, scenario, seed, seats)
        return
    from dialogue_sim.tui.app import Start, run

    if scenario is not None:
        shelf.must_exist(scenario, seats)
    run(folder, Start(scenario=scenario, seed=seed))


@main.command()
@click.argument("save", required=False)
@click.option("--linear", is_flag=True, help="Prompt and answer, for screen readers and pipes.")
@click.option("--saves", metavar="DIR", help="Where saves are.")
def resume(save: str | None, saves: str | None, *, linear: bool) -> None:
    """Go on with a save: a file, or the latest one."""
    folder = _saves(saves)
    path = shelf.find_save(folder, save)
    if linear:
        from dialogue_sim.linear.session import resume_linear

        resume_linear(path)
        return
    from dialogue_sim.tui.app import Start, run

    run(folder, Start(resume=path))


main.add_command(headless.run)
main.add_command(headless.explain)
main.add_command(shelf.list_)
main.add_command(shelf.check)


def _saves(given: str | None) -> Path:
    from dialogue_sim.session.catalogue import saves_folder

    return saves_folder(given)
