"""`arguments`: the bank and the dossier of a scenario, for whoever prepares a debate."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from dialogue_sim.cli.failures import say
from dialogue_sim.content.files import default_library
from dialogue_sim.content.library import load
from dialogue_sim.session.views.bank_view import bank_view

if TYPE_CHECKING:
    from dialogue_sim.session.views.bank_view import BankedView, BankView
    from dialogue_sim.session.views.dossier import CardView


@click.command()
@click.argument("scenario")
@click.argument("policy", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def arguments(scenario: str, policy: str | None, *, as_json: bool) -> None:
    """List what can be argued in a scenario; with POLICY, how far it bears on that text."""
    found = bank_view(load(default_library(), scenario), policy or "")
    if as_json:
        click.echo(json.dumps(_document(found), indent=2))
    else:
        say(_text(found))


def _document(found: BankView) -> dict[str, object]:
    """The bank as JSON; what hangs on a policy is null without one."""
    document = asdict(found)
    document["policy"] = found.policy or None
    del document["title"], document["policy_title"]
    for row in document["arguments"]:
        del row["bears"]
    for row in document["cards"]:
        row["speaks"] = dict(row["speaks"]) if found.policy else None
    return document


def _text(found: BankView) -> str:
    about = f", held against {found.policy_title} [{found.policy}]" if found.policy else ""
    lines = [f"{found.title}  [{found.scenario}]{about}", "", "Arguments"]
    lines += [line for one in found.arguments for line in _argument(one)]
    lines += ["", "Dossier"]
    return "\n".join([*lines, *(line for card in found.cards for line in _card(card, found))])


def _argument(one: BankedView) -> list[str]:
    rows = {
        "says": one.claim,
        "side": one.side,
        "bears": one.bears,
        "reason": one.reason.replace("_", " "),
        "speakers": ", ".join(one.speakers),
        "cards": ", ".join(one.cards),
        "source": ", ".join(one.source),
    }
    return [f"{one.id}: {one.title}", *_rows(rows)]


def _card(one: CardView, found: BankView) -> list[str]:
    sides = ", ".join(f"{side} ({how})" for side, how in one.speaks.items())
    rows = {
        "says": one.text,
        "grade": f"[{one.label}] {one.grade}",
        "date": one.date,
        "speaks": (sides or "for neither side") if found.policy else "",
        "disputed by": "; ".join(one.disputed_by),
        "source": ", ".join(one.source),
    }
    return [f"{one.id}: {one.title}", *_rows(rows)]


def _rows(rows: dict[str, str]) -> list[str]:
    """What is said of something, a line each; what is empty is left out."""
    return [f"    {key}: {value}" for key, value in rows.items() if value]
