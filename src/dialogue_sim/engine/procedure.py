"""How the alliance adopts a text: one function and one row per procedure.

Only members count, and only texts tabled with enough unity go through a procedure at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.numerics import add_up
from dialogue_sim.engine.reaction import decided, draw, worst_chance

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.engine.reaction import Reactions
    from dialogue_sim.engine.terms import Moment

BREAK_SILENCE, OBJECT, HEDGE, ACCEPT = 0, 1, 2, 3
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a procedure makes of the responses.

    Attributes:
        responses: (a, s) 0..4; a member whom isolation moved objects instead of breaking silence.
        eased: (a, s) who would have broken silence but was moved to object.
        applies: (s,) whether the text went through the procedure.
        blocked: (s,) whether it failed there.
    """

    responses: Integers
    eased: Truths
    applies: Truths
    blocked: Truths


@dataclass(frozen=True, slots=True)
class Procedure:
    """One decision procedure: its name, its words on screen, and what it does.

    Attributes:
        refused: a clause that says why a text failed; `{who}` are those who blocked it.
        blocking: the best response of a member that blocks a text by itself, or `NOBODY`.
        rule: (moment, reactions, luck (a, s), drawn responses (a, s)) -> responses and failure.
        chance: (moment, reactions) -> (s,) probability that a text under the procedure stands.
    """

    name: str
    title: str
    refused: str
    blocking: int
    rule: Callable[[Moment, Reactions, Array, Integers], tuple[Integers, Truths]]
    chance: Callable[[Moment, Reactions], Array]


def decide(
    moment: Moment, reactions: Reactions, luck: Array, given: Integers | None = None
) -> Ruling:
    """Draw everybody's response and put the text through the world's procedure.

    Args:
        moment: the text and the situation.
        reactions: what `react` found.
        luck: (a, s) uniform numbers, the same in a second attempt at the same turn.
        given: (a, s) responses 0..4 of persons, negative where luck decides.
    """
    drawn = decided(given, draw(reactions.probabilities, luck))
    if given is not None:
        # Below every chance: standing alone never moves a person from breaking silence.
        luck = np.where(given >= 0, -1.0, luck)
    responses, failed = procedure(moment).rule(moment, reactions, luck, drawn)
    applies = under_procedure(moment)
    responses = np.where(applies, responses, drawn)
    return Ruling(responses, responses != drawn, applies, applies & failed)


def chance_to_stand(moment: Moment, reactions: Reactions) -> Array:
    """(s,) exact probability that the text stands; 1 for texts outside the procedure."""
    chance = procedure(moment).chance(moment, reactions)
    return np.where(under_procedure(moment), chance, 1.0)


def procedure(moment: Moment) -> Procedure:
    """The row of `PROCEDURES` that this world uses."""
    return PROCEDURES[moment.world.rules.procedure.name]


def under_procedure(moment: Moment) -> Truths:
    """(s,) whether the text is tabled for the alliance and not for some of its members."""
    return moment.proposal["unity"] >= moment.world.rules.procedure.from_unity


def silence(
    moment: Moment, reactions: Reactions, luck: Array, drawn: Integers
) -> tuple[Integers, Truths]:
    """E14: a member breaks silence, unless standing alone moves it to object on the record."""
    members = np.array(moment.world.actors.members)
    failed = _any(drawn[members] == BREAK_SILENCE)
    at = np.flatnonzero(failed)
    if not at.size:
        return drawn, failed
    here = np.ix_(members, at)
    first = drawn[here]
    alone = 1.0 - _company(moment, first <= OBJECT)
    eased = reactions.utility[here] + _relief(moment)[at] * alone
    still_breaks = luck[here] < _break_chance(moment, eased)
    second = np.where((first == BREAK_SILENCE) & ~still_breaks, OBJECT, first)
    responses = drawn.copy()
    responses[here] = second
    failed[at] = _any(second == BREAK_SILENCE)
    return responses, failed


def silence_chance(moment: Moment, reactions: Reactions) -> Array:
    """Exact: over every set of members who object or worse, that none of them breaks silence."""
    members = list(moment.world.actors.members)
    first = reactions.probabilities[:, members][:, :, None]
    inside = _coalitions(len(members))
    alone = 1.0 - _company(moment, inside)[:, :, None]
    eased = reactions.utility[members][:, None] + _relief(moment) * alone
    flat = _break_chance(moment, eased.reshape(len(members), -1))
    breaks = np.minimum(flat.reshape(eased.shape), first[BREAK_SILENCE])
    at_most_object = first[BREAK_SILENCE] + first[OBJECT]
    holds = np.where(inside[:, :, None], at_most_object - breaks, 1.0 - at_most_object)
    return add_up(_product(holds))


def _relief(moment: Moment) -> Array:
    """(s,) what it is worth at most not to stand alone."""
    return moment.world.rules.procedure.relief * moment.situation.cohesion


def _company(moment: Moment, objecting: Truths) -> Array:
    """(member, s) share of the other members' capability that objects or worse."""
    actors = moment.world.actors
    capability = actors.capability[list(actors.members)][:, None]
    weight = objecting * capability
    others = add_up(capability) - capability
    return (add_up(weight) - weight) / np.where(others > 0.0, others, 1.0)


def _break_chance(moment: Moment, utility: Array) -> Array:
    """(member, s) chance to break silence at these utilities."""
    predictability = moment.world.actors.predictability[list(moment.world.actors.members)]
    return worst_chance(moment.world.rules.ladder, utility, predictability)


def _coalitions(members: int) -> Truths:
    """(member, coalition) every set of members."""
    numbers = np.arange(1 << members)
    return np.stack([(numbers >> member) & 1 == 1 for member in range(members)])


def consensus(
    moment: Moment, reactions: Reactions, luck: Array, drawn: Integers
) -> tuple[Integers, Truths]:
    """Consensus without silence: any member below `hedge` blocks; no relief."""
    del reactions, luck
    return drawn, _any(drawn[list(moment.world.actors.members)] < HEDGE)


def consensus_chance(moment: Moment, reactions: Reactions) -> Array:
    """Every member at `hedge` or better, independently."""
    first = reactions.probabilities[:, list(moment.world.actors.members)]
    return _product(1.0 - first[BREAK_SILENCE] - first[OBJECT])


def majority(
    moment: Moment, reactions: Reactions, luck: Array, drawn: Integers
) -> tuple[Integers, Truths]:
    """Stands if members at `accept_with_conditions` or better hold the share of capability."""
    del reactions, luck
    members = list(moment.world.actors.members)
    return drawn, ~_enough(moment, drawn[members] >= ACCEPT)


def majority_chance(moment: Moment, reactions: Reactions) -> Array:
    """Exact: over every coalition of members in favour."""
    members = list(moment.world.actors.members)
    favour = add_up(reactions.probabilities[ACCEPT:])[members][:, None]
    inside = _coalitions(len(members))
    wins = _enough(moment, inside)[:, None]
    each = _product(np.where(inside[:, :, None], favour, 1.0 - favour))
    return add_up(np.where(wins, each, 0.0))


def _enough(moment: Moment, favour: Truths) -> Truths:
    capability = moment.world.actors.capability[list(moment.world.actors.members)][:, None]
    needed = moment.world.rules.procedure.share * add_up(capability)
    enough: Truths = add_up(favour * capability) >= needed
    return enough


def _any(rows: Truths) -> Truths:
    found = rows[0]
    for row in rows[1:]:
        found = found | row
    return found


def _product(rows: Array) -> Array:
    product = rows[0]
    for row in rows[1:]:
        product = product * row
    return product


PROCEDURES = {
    row.name: row
    for row in (
        Procedure(
            "silence", "Silence procedure", "Silence is broken{again} by {who}",
            BREAK_SILENCE, silence, silence_chance,
        ),
        Procedure(
            "consensus", "Consensus", "There is no consensus{again}, because of {who}",
            OBJECT, consensus, consensus_chance,
        ),
        Procedure(
            "majority", "Qualified majority", "Too few members are for it{again}",
            NOBODY, majority, majority_chance,
        ),
    )
}  # fmt: skip
