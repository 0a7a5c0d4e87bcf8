"""`edit`: what a change of a scenario brings, on every save of its files."""

from __future__ import annotations

from pathlib import Path

import click

from dialogue_sim.cli.failures import say
from dialogue_sim.cli.playing import ascii_option, plain
from dialogue_sim.cli.profiles import profile_option
from dialogue_sim.content.files import (
    UnknownIdError,
    default_library,
    packaged_content,
    scenario_paths,
)
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.notation import read_entries
from dialogue_sim.session.saves.folders import saves_folder
from dialogue_sim.workshop.live.desk import Desk


@click.command()
@click.argument("scenario")
@click.option("--moves", metavar="FILE", help="Decisions to begin with, as for `run`, or a save.")
@click.option("--seed", default="live", show_default=True, metavar="TEXT", help="Their luck.")
@profile_option
@click.option("--linear", is_flag=True, help="Print what changes, line by line.")
@click.option("--once", is_flag=True, help="One round, printed; exits with 1 if there are errors.")
@ascii_option
def edit(  # noqa: PLR0913  one parameter for each option of the contract
    scenario: str,
    moves: str | None,
    seed: str,
    profile: str,
    *,
    linear: bool,
    once: bool,
    in_ascii: bool,
) -> None:
    """Watch a scenario while you write it: problems, and what each save changes."""
    known = scenario_paths(default_library())
    if scenario not in known:
        raise UnknownIdError("scenario", scenario, list(known))
    entries = () if moves is None else tuple(read_entries(_read(Path(moves))))
    desk = Desk(scenario, (Path.cwd(), packaged_content()), seed, entries, profile)
    if not (linear or once):
        from dialogue_sim.session.start import Start
        from dialogue_sim.tui.app import run

        start = Start(scenario, seed, edit=True, entries=entries, profile=profile)
        run(saves_folder(None), start, in_ascii=plain(in_ascii))
        return
    from dialogue_sim.linear.live import LinearLive

    live = LinearLive(desk, say)
    if once:
        if not live.once():
            raise SystemExit(1)
        return
    try:
        live.go_on()
    except KeyboardInterrupt:
        say("\nNo longer watching.")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        message = f"cannot read {path}: {why}"
        raise DialogueSimError(message) from error
