"""`test --record`: a session that was played becomes a test of its scenario."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import click

from dialogue_sim.cli.failures import say
from dialogue_sim.cli.shelf import find_save
from dialogue_sim.content.files import default_library
from dialogue_sim.content.inspection import is_there
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.saves.folders import saves_folder
from dialogue_sim.workshop.editing.disk import write_over
from dialogue_sim.workshop.testing.recording import recorded
from dialogue_sim.workshop.testing.told import read_session


@dataclass(frozen=True)
class Wanted:
    """What is to be recorded, and where it goes.

    Attributes:
        name: id of the test; turn: the last one that is kept; seed: of a file of moves.
        shows: whether the test is printed and nothing is written.
    """

    name: str | None
    turn: int | None
    seed: str | None
    shows: bool


def record(session: str, names: tuple[str, ...], wanted: Wanted) -> None:
    """Make a scripted test of a session and write it into its scenario's file.

    Args:
        session: a path, or the name of a save; names: its scenario, if the file does not say it.

    Raises:
        UsageError: the file does not say the scenario, and it is not said.
        DialogueSimError: the session cannot be read or kept, or the file cannot be written.
    """
    source = Path(session)
    if not is_there(source):
        source = find_save(saves_folder(None), session)
    told = read_session(source)
    if not told.scenario:
        if len(names) != 1:
            message = "a file of moves does not say its scenario: name it, as in `test SCENARIO`"
            raise click.UsageError(message)
        told = replace(told, scenario=names[0], seed=wanted.seed or "0")
    elif wanted.seed is not None or names not in {(), (told.scenario,)}:
        message = f"{source} says its own scenario and seed; leave them out"
        raise click.UsageError(message)
    files = default_library()
    test = recorded(files, told, wanted.name or source.stem, wanted.turn)
    for remark in test.remarks:
        say(remark, err=True)
    if wanted.shows:
        say("\n".join(test.lines))
        return
    if not Path(test.path).is_file():
        message = f"{test.path} came with the program; copy it here first, or use --print"
        raise DialogueSimError(message)
    write_over(Path(test.path), test.before, test.after)
    say("\n".join(test.lines))
    say(f"written to {test.path}; run it with: dialogue-sim test {told.scenario}::{test.name}")
