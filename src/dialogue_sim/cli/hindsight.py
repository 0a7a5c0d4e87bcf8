"""`luck`: what a saved session owes to luck, and what to the choices that were made."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from dialogue_sim.cli.failures import say
from dialogue_sim.cli.shelf import find_save
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.hindsight.luck import (
    REROLLS,
    choice_sentence,
    hindsight,
    outcome_sentence,
)
from dialogue_sim.session.playing import must_be_seat
from dialogue_sim.session.saves.folders import saves_folder
from dialogue_sim.session.saves.opening import open_save

if TYPE_CHECKING:
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.hindsight.luck import Hindsight

FEWEST, MOST = 10, 10_000


@click.command()
@click.argument("save", required=False)
@click.option(
    "--rerolls",
    type=click.IntRange(FEWEST, MOST),
    default=REROLLS,
    show_default=True,
    help="How often the moves are played under other luck.",
)
@click.option("--seat", metavar="ACTOR", help="Whose goals and choices; default: who played.")
@click.option("--saves", metavar="DIR", help="Where saves are.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def luck(
    save: str | None, rerolls: int, seat: str | None, saves: str | None, *, as_json: bool
) -> None:
    """Tell luck from choice in a save: a file, a name, or the latest one.

    Plays the same moves under other luck, and other texts in each turn under the same luck.
    """
    path = find_save(saves_folder(saves), save)
    game = open_save(path).recording.game
    if not game.played:
        message = f"no turn of {path.name} is finished yet; play one, then ask again"
        raise DialogueSimError(message)
    judged = next(iter(game.seats), game.chair) if seat is None else seat
    must_be_seat(game.bundle, judged)
    found = hindsight(game, judged, rerolls)
    if as_json:
        click.echo(json.dumps(_document(game, found), indent=2))
    else:
        say("\n".join(_text(game, found)))


def _text(game: Game, found: Hindsight) -> list[str]:
    turns = f"{found.turns} turn{'' if found.turns == 1 else 's'}"
    again = f"{turns} played again {found.rerolls} times under other luck"
    return [
        f"{game.bundle.scenario.title}, seed {game.seed}: {again}",
        *(f"  {outcome_sentence(one)}" for one in found.outcomes),
        f"Of {found.points} goal points of {_name(game, found.seat)}, on average:",
        *(f"  {choice_sentence(choice)}" for choice in found.choices),
        "A teaching model, not a forecast. [MOD]",
    ]


def _name(game: Game, seat: str) -> str:
    return game.bundle.name_of[seat]


def _document(game: Game, found: Hindsight) -> dict[str, object]:
    return {
        "scenario": game.bundle.scenario.id,
        "seed": game.seed,
        "session_code": game.code,
        "seat": found.seat,
        "turns": found.turns,
        "rerolls": found.rerolls,
        "points": found.points,
        "outcomes": {
            one.name: {
                "value": one.value,
                "percentile": one.percentile,
                "low": one.low,
                "high": one.high,
                "luck": one.luck,
            }
            for one in found.outcomes
        },
        "choices": [asdict(choice) for choice in found.choices],
    }
