"""`playtest`: what a scenario is like when strategies play it many times."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from dialogue_sim.cli.failures import say
from dialogue_sim.content.files import UnknownIdError, default_library
from dialogue_sim.content.library import load
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.playing import must_be_seat
from dialogue_sim.session.strategies.strategies import STRATEGIES, can_play
from dialogue_sim.session.strategies.table import stage_of
from dialogue_sim.workshop.playtest import Casting, playtest
from dialogue_sim.workshop.playtest_summary import favourite_text, summary

if TYPE_CHECKING:
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.workshop.playtest import Record
    from dialogue_sim.workshop.playtest_summary import Summary

SESSIONS, MOST = 200, 100_000
SHOWN = 4


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
    help=f"Who tables; default: all that are quick. One of {', '.join(STRATEGIES)}.",
)  # fmt: skip
@click.option("--mandate", metavar="ID", help="Which goals count; default: the first by id.")
@click.option("--seat", metavar="ACTOR", help="Whose goals count; default: the chair's.")
@click.option("--seed", default="0", metavar="TEXT", help="Any text; default 0.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def playtest_(  # noqa: PLR0913, PLR0917  one parameter for each option of the contract
    scenario: str,
    sessions: int,
    names: tuple[str, ...],
    mandate: str | None,
    seat: str | None,
    seed: str,
    *,
    as_json: bool,
) -> None:
    """Let strategies play a scenario many times, and show what the sessions come to."""
    bundle = load(default_library(), scenario)
    judged = bundle.scenario.chair if seat is None else seat
    must_be_seat(bundle, judged)
    counted = _mandate(bundle, judged, mandate)
    stage, start = stage_of(bundle), time.perf_counter()
    records = [
        playtest(Casting(stage, STRATEGIES[name], judged, counted, seed), sessions)
        for name in _names(bundle, names)
    ]
    seconds = round(time.perf_counter() - start, 3)
    if as_json:
        click.echo(json.dumps(_document(records, seconds), indent=2))
    else:
        say("\n".join(_text(records, seconds)))


def _names(bundle: Bundle, names: tuple[str, ...]) -> list[str]:
    """The strategies that are meant, each once.

    Raises:
        UnknownIdError: a strategy that does not exist.
    """
    for name in names:
        if name not in STRATEGIES:
            raise UnknownIdError("strategy", name, list(STRATEGIES))
    quick = [row.name for row in STRATEGIES.values() if row.cheap and can_play(bundle, row)]
    return list(dict.fromkeys(names)) or quick


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
        "strategies": {
            record.casting.strategy.name: asdict(summary([record])) for record in records
        },
    }


def _text(records: list[Record], seconds: float) -> list[str]:
    casting = records[0].casting
    bundle = casting.stage.bundle
    whose = bundle.name_of[casting.seat]
    if casting.mandate:
        whose += f", {bundle.scenario.seats[casting.seat].mandates[casting.mandate].title}"
    each = f"{records[0].sessions} sessions each, {seconds:.1f} s"
    lines = [
        f"{bundle.scenario.title}, seed {casting.seed}: {each}",
        f"Goals of {whose}: {records[0].most} points. Shares are percent.",
    ]
    for record in records:
        lines += ["", *_of_strategy(record, summary([record]))]
    return [*lines, "", "A teaching model, not a forecast. [MOD]"]


def _of_strategy(record: Record, found: Summary) -> list[str]:
    """One strategy in a few lines."""
    strategy, bundle = record.casting.strategy, record.casting.stage.bundle
    titles = {ending.id: ending.title for ending in bundle.scenario.endings}
    ends = sorted(found.endings.items(), key=lambda item: -item[1])[:SHOWN]
    shown = ", ".join(f"{titles[name]} {_percent(share)}" for name, share in ends if share)
    numbers = ", ".join(
        f"{name.replace('_', ' ')} {spread['mean']:.0f}"
        for name, spread in found.indicators.items()
    )
    answers = ", ".join(
        f"{getattr(bundle.rules.answers, name).word} {_percent(share)}"
        for name, share in found.answers.items()
    )
    waited = f"{_percent(found.waiting)} %"
    return [
        f"{strategy.name}: {strategy.summary}",
        f"  goals met {found.goals['mean']:.0f}, capital left {found.capital['mean']:.1f}",
        f"  silence broken in {_percent(found.broken_silence)} of the sessions",
        f"  different texts a session {found.texts_per_session:.1f}, turns waited {waited}",
        f"  favourite {favourite_text(record)} ({_percent(found.favourite)} of the texts)",
        f"  endings: {shown}",
        f"  at the end: {numbers}",
        f"  answers: {answers}",
    ]


def _percent(share: float) -> str:
    return f"{100.0 * share:.0f}"
