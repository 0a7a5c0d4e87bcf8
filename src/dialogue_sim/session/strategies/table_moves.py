"""What is chosen at a table, as the engine reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.capital import affordable, price
from dialogue_sim.engine.groundwork import no_groundwork
from dialogue_sim.engine.situation import take
from dialogue_sim.engine.turn import Moves
from dialogue_sim.session.strategies.table import WAIT
from dialogue_sim.session.worlds.opening import proposals

if TYPE_CHECKING:
    from dialogue_sim.engine.groundwork import Groundwork
    from dialogue_sim.engine.numerics import Integers
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.session.strategies.table import Table

NOBODY = -1
"""In place of a member: none is consulted."""


def consulting(actors: int, consulted: Integers) -> Groundwork:
    """The groundwork of asking one member in each session.

    Args:
        actors: how many there are; consulted: (s,) the place of one, or `NOBODY`.
    """
    done = no_groundwork(actors, len(consulted))
    asked = np.flatnonzero(consulted != NOBODY)
    done.consulted[consulted[asked], asked] = True
    return done


def moves_of(table: Table, chosen: Integers, groundwork: Groundwork | None = None) -> Moves:
    """What is tabled, and what instead where silence breaks, as the engine reads it.

    Args:
        table: where it was chosen.
        chosen: (s,) place of a text among those of the table, or `WAIT`.
        groundwork: what was done before.
    """
    waits = chosen == WAIT
    place = np.maximum(chosen, 0)
    policy = np.where(waits, WAIT, table.texts.policies[place])
    text = take(table.texts.proposals, place).unless(waits, table.known.standing)
    return Moves(
        policy, text, _second(table, place, text), groundwork=groundwork, charged=table.by_chair
    )


def _second(table: Table, place: Integers, text: Proposal) -> Proposal:
    """What follows a broken silence: the compromise, or nothing where it cannot be paid."""
    used, where = np.unique(place, return_inverse=True)
    points = [table.stage.compromise(table.texts.points[one]) for one in used]
    better = take(proposals(table.stage.world, points), where)
    if not table.by_chair:
        return better
    policies = table.texts.policies[place]
    first, second = (price(table.world, policies, one) for one in (text, better))
    dearer = np.maximum(0.0, second - first)
    payable = affordable(table.world, table.known, first + dearer)
    return text.unless(payable, better)
