"""Commands that open a game: the home screen, `play` and `resume`."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import click

from dialogue_sim.content.files import UnknownIdError, default_library, scenario_paths
from dialogue_sim.session.folders import saves_folder

if TYPE_CHECKING:
    from pathlib import Path

SEED_WORDS = (
    "amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "harbour", "island", "juniper",
    "kalmar", "lagoon", "meadow", "north", "orchard", "pebble", "quarry", "river", "summit",
    "tundra", "upland", "valley", "willow", "yarrow",
)  # fmt: skip


def home() -> None:
    """Open the home screen."""
    from dialogue_sim.tui.app import run

    run(saves_folder(None))


@click.command()
@click.argument("scenario", required=False)
@click.option("--seat", "seats", multiple=True, metavar="ACTOR", help="Whose seat you take.")
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
    folder = saves_folder(saves)
    seed = seed or f"{secrets.choice(SEED_WORDS)}-{secrets.randbelow(1000):03d}"
    _must_exist(scenario, seats)
    if linear:
        from dialogue_sim.linear.session import play_linear

        play_linear(folder, scenario, seed, seats)
        return
    from dialogue_sim.tui.app import Start, run

    run(folder, Start(scenario=scenario, seed=seed, seats=seats))


@click.command()
@click.argument("save", required=False)
@click.option("--linear", is_flag=True, help="Prompt and answer, for screen readers and pipes.")
@click.option("--saves", metavar="DIR", help="Where saves are.")
def resume(save: str | None, saves: str | None, *, linear: bool) -> None:
    """Go on with a save: a file, or the latest one."""
    from dialogue_sim.cli.shelf import find_save

    folder = saves_folder(saves)
    path: Path = find_save(folder, save)
    if linear:
        from dialogue_sim.linear.session import resume_linear

        resume_linear(path)
        return
    from dialogue_sim.tui.app import Start, run

    run(folder, Start(resume=path))


def _must_exist(scenario: str | None, seats: tuple[str, ...]) -> None:
    """Say what does not exist before a screen opens; errors inside a scenario it shows itself.

    Raises:
        UnknownIdError: no such scenario or seat.
    """
    if scenario is None:
        return
    files = default_library()
    if scenario not in scenario_paths(files):
        raise UnknownIdError("scenario", scenario, list(scenario_paths(files)))
    if seats:
        from dialogue_sim.content.library import load

        offered = load(files, scenario).scenario.seats
        for seat in seats:
            if seat not in offered:
                raise UnknownIdError("seat", seat, list(offered))
