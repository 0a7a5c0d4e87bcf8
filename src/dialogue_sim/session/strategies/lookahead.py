"""Looking one turn ahead: what every text would be worth on average, as far as anybody can know.

The situation after the turn is worked out for each of the counterpart's five answers, for the
text that stands and for the text that is stopped and withdrawn, and the goal points there
(`wishes.py`) are weighed by their chances: what is covered of the way to them, and on the last
turn what is reached. Stances are the expected ones, and nothing is seen of what happens at the
start of later turns.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine import story
from dialogue_sim.engine.answer import dispersion, expected_outlook_of, split
from dialogue_sim.engine.dynamics import Outcome, next_situation
from dialogue_sim.engine.hearing import Decision, agreed, conclude
from dialogue_sim.engine.procedure import (
    chance_to_stand,
    stances_if_passed,
    stances_if_stopped,
)
from dialogue_sim.engine.reaction import Reactions, react
from dialogue_sim.engine.situation import take
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.session.strategies.table import WAIT
from dialogue_sim.session.strategies.wishes import won, worth

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.engine.numerics import Array, Integers
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.session.strategies.table import Table

BLOCK = 4_000
"""Texts times sessions that are looked at together: more would overflow a processor's cache."""
PROMISING = 8
"""Texts for each session whose chance to stand is worked out together."""


def look_ahead(table: Table) -> Integers:
    """(s,) place of the text with the most expected goal points one turn on, or `WAIT`.

    The first of several that are as good is taken, and waiting only if it is better than all.
    """
    nothing = waiting(table)
    worths = weighed(table, hoped(table), nothing)
    return np.where(worths.max(axis=0) >= nothing, worths.argmax(axis=0), WAIT)


def hoped(table: Table) -> Array:
    """(c, s) expected goal points of every text should it stand.

    Minus infinity where it may not be tabled.
    """
    hopes = np.full(table.may.shape, -np.inf)
    text, session = np.nonzero(table.may)
    hopes[text, session] = _by_blocks(table, text, session, _standing)
    return hopes


def weighed(table: Table, hopes: Array, least: Array) -> Array:
    """(c, s) expected goal points of the best texts, with the chance that they are stopped.

    A text is weighed only if nothing before it is worth more than it would be should it stand:
    that its members stop it makes no text better.

    Args:
        table: what can be seen.
        hopes: (c, s) of `hoped`.
        least: (s,) what a text has to be worth to be of interest.

    Returns:
        minus infinity for texts that are worth less than the best, or may not be tabled.
    """
    order = np.argsort(-hopes, axis=0, kind="stable")
    worths = np.full_like(hopes, -np.inf)
    for start in range(0, len(order), PROMISING):
        texts = order[start : start + PROMISING]
        hope = np.take_along_axis(hopes, texts, axis=0)
        rows, sessions = np.nonzero((hope >= least) & (hope > -np.inf))
        if not rows.size:
            break
        text = texts[rows, sessions]
        worths[text, sessions] = _by_blocks(table, text, sessions, _weighed)
        least = np.maximum(least, worths.max(axis=0))
    return worths


def _by_blocks(
    table: Table, text: Integers, session: Integers, wanted: Callable[[Table, Pairs], Array]
) -> Array:
    """(n,) something of texts, each in the situation of one session."""
    found = np.empty(len(text))
    for start in range(0, len(text), BLOCK):
        block = slice(start, start + BLOCK)
        found[block] = wanted(table, _paired(table, text[block], session[block]))
    return found


@dataclass(frozen=True, slots=True)
class Pairs:
    """Texts, each in a situation of its own, and how everybody would take it.

    Attributes:
        policy: (n,) place of the policy that each text is made from.
    """

    policy: Integers
    moment: Moment
    reactions: Reactions


def _paired(table: Table, text: Integers, session: Integers) -> Pairs:
    known = take(table.known, session)
    proposal = take(table.texts.proposals, text)
    moment = Moment(table.world, proposal, known, no_debate(known))
    return Pairs(table.texts.policies[text], moment, react(moment))


def _standing(table: Table, pairs: Pairs) -> Array:
    """(n,) expected goal points if the texts stand."""
    return answered(table, pairs.policy, passed(pairs))


def _weighed(table: Table, pairs: Pairs) -> Array:
    """(n,) expected goal points, whether or not the texts stand."""
    stands = chance_to_stand(pairs.moment, pairs.reactions)
    agreement = passed(pairs)
    rift = refused(pairs, agreement, 1.0 - stands)
    return stands * answered(table, pairs.policy, agreement) + (1.0 - stands) * answered(
        table, pairs.policy, rift
    )


def waiting(table: Table) -> Array:
    """(s,) expected goal points where nothing is tabled."""
    nothing = np.full(table.known.sessions, WAIT)
    decision = conclude(table.world, table.known, nothing, ())
    return answered(table, nothing, decision)


def passed(pairs: Pairs) -> Decision:
    """What follows if the texts stand: no member has stopped them."""
    world, reactions = pairs.moment.world, pairs.reactions
    likeliest = reactions.probabilities.argmax(axis=0)
    agreement = agreed(world, pairs.moment.situation, pairs.moment.proposal, likeliest)
    stances = stances_if_passed(pairs.moment, reactions)
    return replace(agreement, stances=stances, division=dispersion(world, stances))


def refused(pairs: Pairs, agreement: Decision, broken: Array) -> Decision:
    """What follows if the texts are stopped: the text in force stays, and the rift is seen.

    Args:
        pairs: the texts.
        agreement: what follows if they stand.
        broken: (n,) how likely it is that they are stopped.
    """
    world = pairs.moment.world
    stances = stances_if_stopped(pairs.moment, pairs.reactions, agreement.stances, broken)
    return replace(
        agreement,
        stands=~agreement.stands,
        broken=agreement.stands,
        blocked=agreement.stands,
        in_force=agreement.known.standing,
        stances=stances,
        division=dispersion(world, stances),
    )


def answered(table: Table, policy: Integers, decision: Decision) -> Array:
    """(n,) expected goal points over the counterpart's answers to what is in force."""
    world, known = table.world, decision.known
    moment = Moment(world, decision.in_force, known, no_debate(known))
    seen = split(world, decision.in_force, decision.division, decision.blocked)
    total = np.zeros(known.sessions)
    for answer, chance in enumerate(expected_outlook_of(moment, seen).probabilities):
        outcome = Outcome(moment, decision, np.full(known.sessions, answer))
        total = total + chance * value(table, after(outcome, policy))
    return total


def after(outcome: Outcome, policy: Integers) -> Situation:
    """The situation after the counterpart has answered, with what a policy does that stands."""
    situation = next_situation(outcome)
    return story.adopt(outcome.moment.world, situation, policy, outcome.decision.stands)


def value(table: Table, situation: Situation) -> Array:
    """(n,) goal points: with what is covered of the way, and after the last turn what is won."""
    reached = worth if table.turn < table.world.story.turns else won
    return reached(table.world, table.wishes, situation)
