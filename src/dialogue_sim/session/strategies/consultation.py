"""Whom to consult before a text is tabled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.capital import in_hand
from dialogue_sim.engine.procedure import chance_to_stand
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.silence import break_chances
from dialogue_sim.engine.situation import take
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.session.strategies.lookahead import hoped, waiting, weighed
from dialogue_sim.session.strategies.table_moves import NOBODY
from dialogue_sim.session.strategies.wishes import most_points

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.session.strategies.table import Table

WORTH_ASKING = 0.01
"""Share of all goal points that an answer has to bring by the end of the session."""
PROMISING = 24
"""Texts for each session that are thought of."""


def doubtful_member(table: Table) -> Integers:
    """(s,) the member whose resolve is worth knowing before anything is tabled, or `NOBODY`.

    For each of the most promising texts it would be the member who is likeliest to stop it.
    Knowing its resolve is worth what that text brings more than the best text as things are, as
    often as the member turns out to let it pass, and in every turn that is left.
    """
    asked = np.full(table.known.sessions, NOBODY)
    rules = table.world.rules.mechanisms
    if rules.resolve is None or not table.by_chair:
        return asked
    hopes, nothing = hoped(table), waiting(table)
    best = np.maximum(nothing, weighed(table, hopes, nothing).max(axis=0))
    fee = 0.0 if rules.capital is None else rules.capital.consult
    hopes = np.where(table.prices[:, None] + fee <= in_hand(table.known), hopes, -np.inf)
    member, gained = _worth_knowing(table, hopes, best, nothing)
    left = table.world.story.turns - table.turn + 1
    pays = gained * left >= WORTH_ASKING * most_points(table.wishes)
    return np.where(pays, member, NOBODY)


def _worth_knowing(
    table: Table, hopes: Array, best: Array, nothing: Array
) -> tuple[Integers, Array]:
    """(s,) the member whose answer brings most in this turn, and how many goal points.

    Args:
        table: what can be seen.
        hopes: (c, s) what texts are worth if they stand; minus infinity for those to leave out.
        best: (s,) what the best text is worth as things are; nothing: (s,) what waiting is.
    """
    texts = np.argsort(-hopes, axis=0, kind="stable")[:PROMISING]
    rows, at = np.nonzero(np.take_along_axis(hopes, texts, axis=0) > best)
    text = texts[rows, at]
    member, breaks, stands = _likeliest_objector(table, text, at)
    # Once it has told that it lets the text pass, the others still may not.
    others = np.minimum(1.0, stands / np.where(breaks < 1.0, 1.0 - breaks, 1.0))
    passed = others * hopes[text, at] + (1.0 - others) * nothing[at]
    gained = np.zeros_like(texts, dtype=np.float64)
    gained[rows, at] = (breaks > 0.0) * (1.0 - breaks) * np.maximum(0.0, passed - best[at])
    whose = np.full_like(texts, NOBODY)
    whose[rows, at] = member
    first = gained.argmax(axis=0)[None]
    return np.take_along_axis(whose, first, axis=0)[0], gained.max(axis=0)


def _likeliest_objector(
    table: Table, text: Integers, session: Integers
) -> tuple[Integers, Array, Array]:
    """Who is likeliest to break silence over texts, among those who can be asked.

    Returns:
        (n,) the member's place, its chance to break silence, and the text's chance to stand.
    """
    known = take(table.known, session)
    proposal = take(table.texts.proposals, text)
    moment = Moment(table.world, proposal, known, no_debate(known))
    reactions = react(moment)
    members = np.array(table.world.actors.members)
    chances = np.where(_can_be_asked(table)[:, session], break_chances(moment, reactions), 0.0)
    return members[chances.argmax(axis=0)], chances.max(axis=0), chance_to_stand(moment, reactions)


def _can_be_asked(table: Table) -> Truths:
    """(m, s) members who have not told yet, and whom no person plays."""
    backstage, actors = table.known.backstage, table.world.actors
    assert backstage is not None  # noqa: S101  a world with resolve has one
    members = list(actors.members)
    modelled = np.array([actors.ids[member] not in table.persons for member in members])
    untold: Truths = backstage.low[members] < backstage.high[members]
    return untold & modelled[:, None]
