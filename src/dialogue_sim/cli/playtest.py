"""`playtest`: what a scenario is like when strategies play it many times."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import click

from dialogue_sim.cli.balance import weigh
from dialogue_sim.cli.failures import say
from dialogue_sim.content.files import UnknownIdError, default_library
from dialogue_sim.content.library import load
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.playing import must_be_seat
from dialogue_sim.session.strategies.seat_players import PLAYERS
from dialogue_sim.session.strategies.strategies import STRATEGIES, UNMANNED
from dialogue_sim.session.strategies.table import stage_of
from dialogue_sim.workshop.playtest import Casting, in_every_quick_way, playtest
from dialogue_sim.workshop.playtest_summary import summary
from dialogue_sim.workshop.playtest_text import beside_the_chair, by_name, playtest_lines

if TYPE_CHECKING:
    from collections.abc import Collection

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.workshop.playtest import Record

SESSIONS, MOST = 200, 100_000


@click.command("playtest")
@click.argument("scenario")
@click.option(
    "--sessions",
    type=click.IntRange(1, MOST),
    default=SESSIONS,
    show_default=True,
    help="How many sessions each strategy plays.",
)
@click.option(
    "--strategy", "names", multiple=True, metavar="NAME",
    help="Who tables; default: all that are quick, with --seat and --balance "
    f"{UNMANNED} while others play. One of {', '.join(STRATEGIES)}.",
)  # fmt: skip
@click.option("--mandate", metavar="ID", help="Which goals count; default: the first by id.")
@click.option("--seat", metavar="ACTOR", help="Who is played; default: the chair.")
@click.option(
    "--player", "players", multiple=True, metavar="NAME",
    help="How a seat other than the chair's is played; default: in every way. "
    f"One of {', '.join(PLAYERS)}.",
)  # fmt: skip
@click.option("--seed", default="0", metavar="TEXT", help="Any text; default 0.")
@click.option("--balance", is_flag=True, help="Is it a game from every seat?")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def playtest_(  # noqa: PLR0913, PLR0917  one parameter for each option of the contract
    scenario: str,
    sessions: int,
    names: tuple[str, ...],
    mandate: str | None,
    seat: str | None,
    players: tuple[str, ...],
    seed: str,
    *,
    balance: bool,
    as_json: bool,
) -> None:
    """Let strategies play a scenario many times, and show what the sessions come to.

    With --balance it is held against its targets, from every seat; exits with 1 if one is missed.
    """
    bundle = load(default_library(), scenario)
    _must_exist("strategy", names, STRATEGIES)
    _must_exist("player", players, PLAYERS)
    if balance:
        if seat is not None or mandate is not None or players:
            message = "--balance plays every seat; leave out --seat, --mandate and --player"
            raise click.UsageError(message)
        weigh(bundle, sessions, seed, names, as_json=as_json)
        return
    judged = bundle.scenario.chair if seat is None else seat
    must_be_seat(bundle, judged)
    casting = Casting(stage_of(bundle), STRATEGIES[UNMANNED], judged, seed=seed)
    casting, start = replace(casting, mandate=_mandate(bundle, judged, mandate)), _now()
    records = [playtest(one, sessions) for one in _castings(casting, names, players)]
    seconds = round(_now() - start, 3)
    if as_json:
        click.echo(json.dumps(_document(records, seconds), indent=2))
    else:
        say("\n".join(playtest_lines(records, seconds)))


def _must_exist(kind: str, names: tuple[str, ...], known: Collection[str]) -> None:
    """Refuse names that are not known.

    Raises:
        UnknownIdError: with the one that was probably meant.
    """
    for name in names:
        if name not in known:
            raise UnknownIdError(kind, name, list(known))


def _castings(casting: Casting, names: tuple[str, ...], players: tuple[str, ...]) -> list[Casting]:
    """What is played: every strategy in the chair, or every player of the seat beside each.

    Raises:
        UsageError: a player for the chair, which tables.
    """
    bundle, named = casting.stage.bundle, list(dict.fromkeys(names))
    if casting.seat == bundle.scenario.chair:
        if players:
            message = "the chair tables, and --strategy says how; leave out --player"
            raise click.UsageError(message)
        if not named:
            return list(in_every_quick_way(casting))
        return [replace(casting, strategy=STRATEGIES[name]) for name in named]
    return [
        replace(casting, strategy=STRATEGIES[name], player=PLAYERS[player])
        for player in dict.fromkeys(players or PLAYERS)
        for name in named or [UNMANNED]
    ]


def _mandate(bundle: Bundle, seat: str, mandate: str | None) -> str:
    """The mandate whose goals count; nothing for a seat without mandates.

    Raises:
        DialogueSimError: the seat has no mandates.
        UnknownIdError: a mandate that it does not have.
    """
    known = bundle.scenario.seats[seat].mandates
    if mandate is None:
        return min(known, default="")
    if not known:
        message = f"the seat '{seat}' has goals and no mandates; leave out --mandate"
        raise DialogueSimError(message)
    if mandate not in known:
        raise UnknownIdError("mandate", mandate, list(known))
    return mandate


def _document(records: list[Record], seconds: float) -> dict[str, object]:
    casting = records[0].casting
    return {
        "scenario": casting.stage.bundle.scenario.id,
        "seed": casting.seed,
        "seat": casting.seat,
        "mandate": casting.mandate,
        "points": records[0].most,
        "seconds": seconds,
        **asdict(summary(records)),
        "players" if beside_the_chair(casting) else "strategies": {
            name: asdict(summary(of_one)) for name, of_one in by_name(records).items()
        },
    }


def _now() -> float:
    return time.perf_counter()
