"""`--mandate`: what seats are measured by, said on the command line before anything is played."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dialogue_sim.content.files import UnknownIdError
from dialogue_sim.session.moves import Mandate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.content.bundle import Bundle

HELP = "What a seat is measured by; [SEAT=]ID, by default the seat that is played."


def mandates_of(bundle: Bundle, wanted: Sequence[str], seat: str) -> tuple[Mandate, ...]:
    """The mandates that are asked for, one for each seat.

    Args:
        bundle: the scenario.
        wanted: each `ID` or `SEAT=ID`; seat: whose mandate one without a seat is.

    Raises:
        UnknownIdError: there is no such seat or mandate.
        click.UsageError: the seat has no mandates, or two are asked for.
    """
    picked: dict[str, Mandate] = {}
    for word in wanted:
        named, equals, mandate = word.rpartition("=")
        whose = named if equals else seat
        seats = bundle.scenario.seats
        if whose not in seats:
            raise UnknownIdError("seat", whose, list(seats))
        offered = seats[whose].mandates
        if not offered:
            message = f"the seat '{whose}' of {bundle.scenario.id} has no mandates to pick from"
            raise click.UsageError(message)
        if mandate not in offered:
            raise UnknownIdError("mandate", mandate, list(offered))
        if whose in picked:
            message = f"--mandate picks one mandate for {whose}, and not two"
            raise click.UsageError(message)
        own = whose == bundle.scenario.tabler(1)
        picked[whose] = Mandate(mandate, "" if own else whose)
    return tuple(picked.values())
