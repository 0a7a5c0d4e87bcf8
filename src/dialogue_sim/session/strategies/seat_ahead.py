"""Looking one turn ahead from a seat that responds or answers, by its own goals.

A member weighs each of its five responses: how likely the text is to stand if it says so, and
what its goals are worth then and otherwise, on average over what the counterpart may answer. It
does not know the counterpart's nature, nor what other members keep to themselves. A text that is
stopped counts as withdrawn. The counterpart has heard everybody; it weighs each answer by the
situation that follows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.answer import by_nature, dispersion, likelihoods, split
from dialogue_sim.engine.dynamics import Outcome
from dialogue_sim.engine.floor import argued
from dialogue_sim.engine.mask import updated
from dialogue_sim.engine.procedure import chance_to_stand, procedure, under_procedure
from dialogue_sim.engine.reaction import Reactions, react
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.session.strategies.lookahead import (
    Pairs,
    after,
    answered,
    passed,
    refused,
    value,
)
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from dialogue_sim.engine.floor import Floor
    from dialogue_sim.engine.hearing import Decision
    from dialogue_sim.engine.numerics import Array, Integers
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.session.strategies.table import Table

BELOW_EVERY_WORTH = -1e6
"""In place of a line, where a seat breaks silence when it says so and not before."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A text before a seat that is to respond; axis letter: s session.

    Attributes:
        table: what the seat sees; its goals count.
        policy: (s,) place of the policy that was tabled, or `WAIT`.
        text: what is on the table now.
        floor: what was said about it; None without a debate.
        again: whether it is the text that follows a broken silence.
    """

    table: Table
    policy: Integers
    text: Proposal
    floor: Floor | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the alliance came to, before the seat of the counterpart that is to answer.

    Attributes:
        table: what the seat sees; its goals count.
        policy: (s,) place of the policy that was tabled, or `WAIT`.
        decision: what everybody said and what is in force; its situation holds the counterpart's
            nature, which its own seat knows, and nobody's resolve.
    """

    table: Table
    policy: Integers
    decision: Decision


def response_ahead(asked: Asked) -> Integers:
    """(s,) the response 0..4 with the most expected goal points one turn on.

    Of several that are as good it is the one that the model would give most likely.
    """
    return _best(*responses_weighed(asked))


def responses_weighed(asked: Asked) -> tuple[Array, Array]:
    """Each (k, s): expected goal points of the five responses, and the model's chances of them.

    Others look round at what the seat says, and are the readier to stop a text the less alone they
    would be.
    """
    table = asked.table
    own = table.world.actors.ids.index(table.seat)
    known = _without_a_line(table.known, own)
    heard = argued(table.world, asked.floor, asked.text, known)
    moment = Moment(table.world, asked.text, known, heard)
    reactions = react(moment)
    values = [
        _of_response(table, Pairs(asked.policy, moment, _saying(reactions, own, said)), own, said)
        for said in range(len(RESPONSES))
    ]
    return np.stack(values), reactions.probabilities[:, own]


def answer_ahead(verdict: Verdict) -> Integers:
    """(s,) the answer 0..4 with the most goal points one turn on; ties as in `response_ahead`."""
    table, decision = verdict.table, verdict.decision
    moment = Moment(table.world, decision.in_force, decision.known, no_debate(decision.known))
    seen = split(table.world, decision.in_force, decision.division, decision.blocked)
    outlook, likely = by_nature(moment, seen)
    values = []
    for answer in range(len(ANSWERS)):
        given = np.full(decision.known.sessions, answer)
        then = after(Outcome(moment, decision, given), verdict.policy)
        values.append(value(table, _read_from(then, likelihoods(likely, given))))
    return _best(np.stack(values), outlook.probabilities)


def _best(values: Array, chances: Array) -> Integers:
    """(s,) the option k of the highest value (k, s); the likeliest of those that are as good."""
    best: Integers = np.where(values == values.max(axis=0), chances, -1.0).argmax(axis=0)
    return best


def _without_a_line(known: Situation, own: int) -> Situation:
    """The situation in which one member decides for itself: it has no resolve to be guessed."""
    backstage = known.backstage
    if backstage is None:
        return known
    low, high = backstage.low.copy(), backstage.high.copy()
    low[own] = high[own] = BELOW_EVERY_WORTH
    return replace(known, backstage=replace(backstage, low=low, high=high))


def _saying(reactions: Reactions, own: int, response: int) -> Reactions:
    """How everybody takes a text when one of them is certain to say something."""
    chances = reactions.probabilities.copy()
    chances[:, own] = 0.0
    chances[response, own] = 1.0
    return replace(reactions, probabilities=chances)


def _of_response(table: Table, pairs: Pairs, own: int, response: int) -> Array:
    """(s,) expected goal points if the seat says this."""
    moment = pairs.moment
    stands = chance_to_stand(moment, pairs.reactions)
    if own in table.world.actors.members and response <= procedure(moment).blocking:
        stands = np.where(under_procedure(moment), 0.0, 1.0)
    # Nobody moves a person: whoever means to break silence is not eased.
    agreement = _standing_by(passed(pairs), moment, own, response)
    rift = _standing_by(refused(pairs, agreement, 1.0 - stands), moment, own, response)
    return stands * answered(table, pairs.policy, agreement) + (1.0 - stands) * answered(
        table, pairs.policy, rift
    )


def _standing_by(decision: Decision, moment: Moment, own: int, response: int) -> Decision:
    """The decision with the stance of one actor as its own response has it."""
    stances = decision.stances.copy()
    stances[own] = moment.world.rules.ladder.stances[response]
    return replace(decision, stances=stances, division=dispersion(moment.world, stances))


def _read_from(situation: Situation, chances: Array) -> Situation:
    """The situation with what everybody reads from an answer (E39).

    Args:
        situation: after the answer.
        chances: (n, s) of that answer under each type; (0, s) where the type is no secret.
    """
    backstage = situation.backstage
    if backstage is None or not len(chances):
        return situation
    reading = updated(backstage.reading, chances)
    return replace(situation, backstage=replace(backstage, reading=reading))
