"""Whom to consult before a text is tabled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.capital import in_hand
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.silence import break_chances
from dialogue_sim.engine.situation import take
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.session.lookahead import look_ahead
from dialogue_sim.session.table import WAIT
from dialogue_sim.session.table_moves import NOBODY

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Integers
    from dialogue_sim.session.table import Table

DOUBTFUL = 0.10
"""Chance to break silence from which on it pays to ask."""


def doubtful_member(table: Table) -> Integers:
    """(s,) the member who is likeliest to stop what would be tabled, or `NOBODY`.

    Nobody is asked where nothing would be tabled, where the text could not be paid any more, or
    where the chance is too small.
    """
    asked = np.full(table.known.sessions, NOBODY)
    rules = table.world.rules.mechanisms
    if rules.resolve is None or not table.by_chair:
        return asked
    chosen = look_ahead(table)
    tabled = np.flatnonzero(chosen != WAIT)
    text = take(table.texts.proposals, chosen[tabled])
    known = take(table.known, tabled)
    moment = Moment(table.world, text, known, no_debate(known))
    chances = break_chances(moment, react(moment))
    ids, members = table.world.actors.ids, table.world.actors.members
    backstage = known.backstage
    assert backstage is not None  # noqa: S101  a world with resolve has one
    told = (backstage.high <= backstage.low)[list(members)]
    seated = np.array([ids[member] in table.persons for member in members])
    chances = np.where(told | seated[:, None], 0.0, chances)
    likeliest = chances.argmax(axis=0)
    fee = 0.0 if rules.capital is None else rules.capital.consult
    payable = table.prices[chosen[tabled]] + fee <= in_hand(known)
    doubted = payable & (chances.max(axis=0) >= DOUBTFUL)
    asked[tabled[doubted]] = np.array(members)[likeliest[doubted]]
    return asked
