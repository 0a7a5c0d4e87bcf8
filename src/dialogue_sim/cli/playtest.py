"""`playtest`: what a scenario is like when strategies play it many times."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dialogue_sim.cli.balance import weigh
from dialogue_sim.cli.castings import Named, castings_of
from dialogue_sim.cli.failures import FAILED, say
from dialogue_sim.cli.pages import must_give_way, write_page
from dialogue_sim.cli.telling import telling
from dialogue_sim.content.files import UnknownIdError, default_library
from dialogue_sim.content.library import load
from dialogue_sim.session.saves.folders import as_typed, how_to_call
from dialogue_sim.session.strategies.seat_players import PLAYERS
from dialogue_sim.session.strategies.strategies import STRATEGIES, UNMANNED
from dialogue_sim.workshop.playtesting.measured import Measured, Wanted, measured, record_of
from dialogue_sim.workshop.playtesting.report import SESSIONS, each_of
from dialogue_sim.workshop.playtesting.report_text import report_lines
from dialogue_sim.workshop.playtesting.summary import summary
from dialogue_sim.workshop.playtesting.text import beside_the_chair, by_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.workshop.playtesting.playtest import Casting
    from dialogue_sim.workshop.playtesting.seeking import Found

WEIGHED, MOST = 200, 100_000
AIM = "30%"


def share_of(text: str) -> float:
    """A share such as `30%`, 0..1.

    Raises:
        UsageError: it is none.
    """
    try:
        share = float(text.strip().removesuffix("%")) / 100.0
    except ValueError:
        share = -1.0
    if not 0.0 < share < 1.0:
        message = f"'{text}' is no share between 0 and 100 %, such as 30%"
        raise click.UsageError(message)
    return share


@click.command("playtest")
@click.argument("scenario")
@click.option(
    "--sessions",
    type=click.IntRange(1, MOST),
    help=f"How many sessions each plays; default: {SESSIONS} shared, {WEIGHED} with --balance.",
)
@click.option(
    "--strategy",
    "strategies",
    multiple=True,
    metavar="NAME",
    help="Who tables; default: all that are quick, with --seat and --balance "
    f"{UNMANNED} while others play. One of {', '.join(STRATEGIES)}.",
)
@click.option("--mandate", metavar="ID", help="Which goals count; default: the first by id.")
@click.option("--seat", metavar="ACTOR", help="Who is played; default: the chair.")
@click.option(
    "--player",
    "players",
    multiple=True,
    metavar="NAME",
    help="How a seat other than the chair's is played; default: in every way. "
    f"One of {', '.join(PLAYERS)}.",
)
@click.option(
    "--moves",
    multiple=True,
    metavar="FILE",
    help="A save or a file of moves as a player, under many lucks.",
)
@click.option("--seed", default="0", metavar="TEXT", help="Any text; default 0.")
@click.option("--balance", is_flag=True, help="Is it a game from every seat?")
@click.option(
    "--aim",
    default=AIM,
    metavar="SHARE",
    show_default=True,
    help="For what share thresholds of the rare and the frequent are worked out.",
)
@click.option(
    "--solve",
    multiple=True,
    metavar="ID=SHARE",
    help="Work out the thresholds of an inject or an ending, for example exercise=30%.",
)
@click.option(
    "--find",
    "wanted",
    metavar="CONDITION",
    help="Find the first session with it: a condition, an inject or an ending.",
)
@click.option("--save", metavar="FILE", help="With --find: write that session to this file.")
@click.option("--all", "full", is_flag=True, help="Tell everything.")
@click.option("--html", "-o", metavar="FILE", help="Write a report with pictures.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def playtest_(  # noqa: PLR0913, PLR0917  one parameter for each option of the contract
    scenario: str,
    sessions: int | None,
    strategies: tuple[str, ...],
    mandate: str | None,
    seat: str | None,
    players: tuple[str, ...],
    moves: tuple[str, ...],
    seed: str,
    aim: str,
    solve: tuple[str, ...],
    wanted: str | None,
    save: str | None,
    html: str | None,
    *,
    balance: bool,
    full: bool,
    as_json: bool,
) -> None:
    """Let strategies play a scenario many times, and show what the sessions come to.

    With --balance it is held against its targets, from every seat; exits with 1 if one is missed.
    With --find one session is looked for and can be saved; exits with 1 if there is none.
    """
    bundle = load(default_library(), scenario)
    named = Named(strategies, players, moves, seat, mandate, seed)
    _must_fit(named, wanted, save, balance=balance)
    report = {"-o": html, "--all": full, "--solve": solve, "--aim": aim != AIM}
    _must_be_alone("--balance" if balance else "", {**report, "--find": wanted})
    _must_be_alone("--find" if wanted else "", {**report, "--json": as_json})
    if balance:
        weigh(bundle, sessions or WEIGHED, seed, strategies, as_json=as_json)
        return
    castings = castings_of(bundle, named)
    each = sessions or each_of(SESSIONS, len(castings))
    if wanted is not None:
        _find(castings, each, wanted, save)
        return
    asked = Wanted(share_of(aim), _solved(bundle, solve))
    _measure(castings, each, asked, Shape(html, full, as_json))


REPORT = "report"
"""What pages of playtests are called."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a report is told.

    Attributes:
        html: file for a page with pictures, if one is wanted.
        full: whether everything is told; as_json: whether one JSON document is printed.
    """

    html: str | None
    full: bool
    as_json: bool


def _must_fit(named: Named, wanted: str | None, save: str | None, *, balance: bool) -> None:
    """Refuse options that say nothing together.

    Raises:
        UsageError: with what to leave out.
    """
    named.check()
    if balance and (named.seat or named.mandate or named.players or named.moves):
        message = "--balance plays every seat; leave out --seat, --mandate and --player, --moves"
        raise click.UsageError(message)
    if save is not None and wanted is None:
        message = "--save writes the session that --find finds; say what it should find"
        raise click.UsageError(message)


def _must_be_alone(option: str, others: Mapping[str, object]) -> None:
    """Refuse options that would be left out of account.

    Args:
        option: the one that counts; empty where it was not said.
        others: what was said, by option.

    Raises:
        UsageError: with what to leave out.
    """
    said = [name for name, value in others.items() if value]
    if option and said:
        message = f"{option} tells something else than a report: leave out {', '.join(said)}"
        raise click.UsageError(message)


def _measure(castings: list[Casting], each: int, asked: Wanted, shape: Shape) -> None:
    """Play, and tell what was found."""
    if shape.html is not None:
        must_give_way(Path(shape.html), REPORT)
    start = time.perf_counter()
    with telling("playing") as tell:
        found = measured(castings, each, asked, tell)
    seconds = round(time.perf_counter() - start, 3)
    if shape.html is not None:
        from dialogue_sim.paper.page import html
        from dialogue_sim.workshop.playtesting.page import page_of

        write_page(Path(shape.html), html(page_of(found)), REPORT)
        say(f"written to {shape.html}", err=True)
    if shape.as_json:
        click.echo(json.dumps(_document(found, seconds), indent=2))
    else:
        say("\n".join(report_lines(found, f", {seconds:.1f} s", full=shape.full)))


def _solved(bundle: Bundle, solve: tuple[str, ...]) -> dict[str, float]:
    """What is asked for by `--solve`, by id.

    Raises:
        UsageError: something that is no id with a share.
        UnknownIdError: there is no such inject or ending.
    """
    known = [*bundle.scenario.injects, *(ending.id for ending in bundle.scenario.endings)]
    found = {}
    for one in solve:
        name, equals, share = one.partition("=")
        if not equals:
            message = f"--solve takes ID=SHARE, such as {known[0]}=30%, and not '{one}'"
            raise click.UsageError(message)
        if name not in known:
            raise UnknownIdError("inject or ending", name, known)
        found[name] = share_of(share)
    return found


def _find(castings: list[Casting], each: int, wanted: str, save: str | None) -> None:
    """Look for a session and say how to open it; exit with 1 where there is none.

    Raises:
        UsageError: another seat or recorded sessions, which cannot be made a save of.
    """
    from dialogue_sim.workshop.playtesting.seeking import first_session, saved, sought

    if any(beside_the_chair(one) or one.game is not None for one in castings):
        message = "--find looks at sessions of strategies; leave out --seat, --player and --moves"
        raise click.UsageError(message)
    bundle = castings[0].stage.bundle
    condition = sought(bundle, wanted)
    with telling("looking") as tell:
        found = first_session(castings, each, condition, tell)
    if found is None:
        say(f"in none of {each * len(castings)} sessions: {wanted}", err=True)
        raise SystemExit(FAILED)
    game = saved(found, None if save is None else Path(save))
    say("\n".join(_found_lines(found, wanted, save, over=game.phase == "over")))


def _found_lines(found: Found, wanted: str, save: str | None, *, over: bool) -> list[str]:
    name, scenario = found.casting.strategy.name, found.casting.stage.bundle.scenario.id
    when = f"{'at the start of' if found.at_start else 'after'} turn {found.turn}"
    lines = [f"Seed {found.seed}, {name}: {wanted}, {when}."]
    if save is None:
        mandate = f" --mandate {found.casting.mandate}" if found.casting.mandate else ""
        call = f"run {scenario} --strategy {name}{mandate} --seed {as_typed(found.seed)}"
        return [*lines, f"`{how_to_call()} {call}` plays it; --save FILE writes it as a save."]
    path = as_typed(save)
    shown = f"`{how_to_call()} replay {path} --turn {found.turn - found.at_start}` shows it"
    onward = "" if over else f", `{how_to_call()} resume {path}` goes on from there"
    return [*lines, f"Written to {path}: {shown}{onward}."]


def _document(found: Measured, seconds: float) -> dict[str, object]:
    records = found.report.records
    casting = records[0].casting
    return {
        "scenario": casting.stage.bundle.scenario.id,
        "seed": casting.seed,
        "seat": casting.seat,
        "mandate": casting.mandate,
        "points": records[0].most,
        "seconds": seconds,
        **asdict(summary(records)),
        **record_of(found),
        "players" if beside_the_chair(casting) else "strategies": {
            name: asdict(summary(of_one)) for name, of_one in by_name(records).items()
        },
    }
