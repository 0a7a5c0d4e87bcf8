"""Commands that open a game: the home screen, `play` and `resume`."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from dialogue_sim.cli.mandates import HELP, mandates_of
from dialogue_sim.content.files import UnknownIdError, default_library, scenario_paths
from dialogue_sim.session.saves.folders import as_typed, how_to_call, saves_folder
from dialogue_sim.session.saves.journal import BusyError
from dialogue_sim.session.settings import Settings, read_settings, settings_path
from dialogue_sim.session.start import Start
from dialogue_sim.words import DIFFICULTIES

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.session.moves import Mandate
    from dialogue_sim.words import Difficulty

SEED_WORDS = (
    "amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "harbour", "island", "juniper",
    "kalmar", "lagoon", "meadow", "north", "orchard", "pebble", "quarry", "river", "summit",
    "tundra", "upland", "valley", "willow", "yarrow",
)  # fmt: skip


def home(*, in_ascii: bool) -> None:
    """Open the home screen."""
    from dialogue_sim.tui.app import run

    run(saves_folder(None), in_ascii=in_ascii)


ascii_option = click.option("--ascii", "in_ascii", is_flag=True, help="Draw with ASCII alone.")


@click.command()
@click.argument("scenario", required=False)
@click.option("--seat", "seats", multiple=True, metavar="ACTOR", help="Whose seat you take.")
@click.option("--mandate", "mandates", multiple=True, metavar="[SEAT=]ID", help=HELP)
@click.option("--seed", metavar="TEXT", help="Any text; the same text gives the same luck.")
@click.option(
    "--difficulty",
    type=click.Choice(DIFFICULTIES),
    help="How much the adviser says; as in the settings if left out.",
)
@click.option("--linear", is_flag=True, help="Prompt and answer, for screen readers and pipes.")
@ascii_option
@click.option("--saves", metavar="DIR", help="Where the save is written.")
def play(  # noqa: PLR0913  one parameter for each option of the contract
    scenario: str | None,
    seats: tuple[str, ...],
    mandates: tuple[str, ...],
    seed: str | None,
    saves: str | None,
    *,
    difficulty: Difficulty | None,
    linear: bool,
    in_ascii: bool,
) -> None:
    """Play a scenario; without one, choose it on the home screen."""
    folder = saves_folder(saves)
    seed = seed or f"{secrets.choice(SEED_WORDS)}-{secrets.randbelow(1000):03d}"
    picked = _checked(scenario, seats, mandates)
    start = Start(scenario, seed, seats=seats, mandates=picked, difficulty=difficulty)
    if linear:
        from dialogue_sim.linear.session import play_linear

        settings = preferred(in_ascii=in_ascii)
        start = replace(start, difficulty=difficulty or settings.difficulty)
        play_linear(folder, start, settings)
        return
    from dialogue_sim.tui.app import run

    run(folder, start, in_ascii=plain(in_ascii))


@click.command()
@click.argument("save", required=False)
@click.option("--line", default="", metavar="NAME", help="The line that goes on; default: where "
              "the session stands.")  # fmt: skip
@click.option("--linear", is_flag=True, help="Prompt and answer, for screen readers and pipes.")
@ascii_option
@click.option("--saves", metavar="DIR", help="Where saves are.")
@click.option(
    "--rules",
    type=click.Choice(("old", "new")),
    help="Where the scenario has changed: go on under the rules in the save, or try today's.",
)
def resume(  # noqa: PLR0913  one parameter for each option of the contract
    save: str | None,
    line: str,
    saves: str | None,
    rules: str | None,
    *,
    linear: bool,
    in_ascii: bool,
) -> None:
    """Go on with a save: a file, or the latest one."""
    from dialogue_sim.cli.shelf import find_save

    folder = saves_folder(saves)
    path: Path = find_save(folder, save)
    if linear:
        from dialogue_sim.linear.replay import replay_linear
        from dialogue_sim.linear.session import resume_linear

        settings = preferred(in_ascii=in_ascii)
        try:
            goes_on = resume_linear(path, settings, rules or "", line)
        except BusyError as error:
            look = f"{how_to_call()} replay {as_typed(path)}"
            message = f"{error}, or look at it with `{look}`"
            raise BusyError(message) from error
        if not goes_on:
            replay_linear(path, settings, line=line)
        return
    from dialogue_sim.tui.app import run

    _must_go_on(path, line)
    start = Start(resume=path, rules=rules or "", line=line)
    run(folder, start, in_ascii=plain(in_ascii))


def _must_go_on(path: Path, line: str) -> None:
    """Refuse a line that the save does not have, or that is over, before anything is drawn.

    Raises:
        DialogueSimError: with what there is.
    """
    if line:
        from dialogue_sim.session.saves.finding import end_to_go_on
        from dialogue_sim.session.saves.reading import read_whole

        end_to_go_on(read_whole(path), line)


def preferred(*, in_ascii: bool) -> Settings:
    """What is preferred at this machine, and in ASCII where that was asked for."""
    settings = read_settings(settings_path())
    return replace(settings, signs="ascii") if plain(in_ascii) else settings


def plain(said: bool) -> bool:  # noqa: FBT001  an option of the command
    """Whether ASCII was asked for, behind the command or before it."""
    return said or bool(click.get_current_context().find_root().params.get("in_ascii"))


def _checked(
    scenario: str | None, seats: tuple[str, ...], mandates: tuple[str, ...]
) -> tuple[Mandate, ...]:
    """The mandates, when all that is named exists; errors inside a scenario a screen shows itself.

    Raises:
        UnknownIdError: no such scenario, seat or mandate.
        click.UsageError: mandates that cannot be picked.
    """
    if scenario is None:
        if mandates:
            message = "say which SCENARIO the mandate is of"
            raise click.UsageError(message)
        return ()
    files = default_library()
    if scenario not in scenario_paths(files):
        raise UnknownIdError("scenario", scenario, list(scenario_paths(files)))
    if not seats and not mandates:
        return ()
    from dialogue_sim.content.library import load

    bundle = load(files, scenario)
    offered = bundle.scenario.seats
    for seat in seats:
        if seat not in offered:
            raise UnknownIdError("seat", seat, list(offered))
    return mandates_of(bundle, mandates, next(iter(seats), bundle.scenario.chair))
