"""`playtest --balance`: whether a scenario is a game, held against its targets."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from dialogue_sim.cli.failures import FAILED, say
from dialogue_sim.session.strategies.strategies import UNMANNED
from dialogue_sim.session.strategies.table import stage_of
from dialogue_sim.workshop.playtesting.balance import (
    FEWEST,
    Balance,
    Target,
    balance_of,
    targets_of,
)
from dialogue_sim.workshop.playtesting.balance_text import lines_of, missed, verdict

if TYPE_CHECKING:
    from dialogue_sim.content.bundle import Bundle


def weigh(
    bundle: Bundle, sessions: int, seed: str, tabling: tuple[str, ...], *, as_json: bool
) -> None:
    """Print the targets of a scenario; exit with 1 if one is missed.

    Args:
        bundle: the scenario.
        sessions: of each strategy; seed: any text.
        tabling: the strategy that tables while other seats are played, if one is named.
        as_json: whether to print one JSON document.

    Raises:
        UsageError: too few sessions for an interval, or several strategies.
    """
    if sessions < FEWEST:
        message = f"{sessions} sessions say nothing about balance; take {FEWEST} or more"
        raise click.UsageError(message)
    if len(tabling) > 1:
        message = "with --balance one --strategy tables while other seats are played"
        raise click.UsageError(message)
    (unmanned,) = tabling or (UNMANNED,)
    balance = balance_of(stage_of(bundle), sessions, seed, unmanned)
    targets = targets_of(balance)
    if as_json:
        click.echo(json.dumps(_document(balance, targets), indent=2))
    else:
        say("\n".join((*lines_of(balance, targets), "", verdict(targets))))
    if missed(targets):
        raise SystemExit(FAILED)


def _document(balance: Balance, targets: tuple[Target, ...]) -> dict[str, object]:
    return {
        "scenario": balance.stage.bundle.scenario.id,
        "seed": balance.seed,
        "sessions": balance.sessions,
        "tabling": balance.tabling,
        "missed": missed(targets),
        "targets": [asdict(target) for target in targets],
    }
