"""The silence procedure (E14): a text stands unless a member objects before the deadline.

Without resolve a member breaks silence when it draws the worst response, and standing alone may
move it to object instead. With resolve it breaks silence when the text is worth less to it than
its resolve, and else says what it drew, but does not go below objecting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.numerics import add_up
from dialogue_sim.engine.reaction import worst_chance
from dialogue_sim.engine.resolve import backing, break_chance

if TYPE_CHECKING:
    from dialogue_sim.engine.mechanisms import Resolve
    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.engine.reaction import Reactions
    from dialogue_sim.engine.situation import Backstage
    from dialogue_sim.engine.terms import Moment

BREAK_SILENCE, OBJECT = 0, 1


def silence(
    moment: Moment, reactions: Reactions, luck: Array, drawn: Integers
) -> tuple[Integers, Truths]:
    """What members say in the end, and whether somebody breaks silence.

    Args:
        moment: the text and the situation; reactions: what `react` found.
        luck: (a, s) of the draws, below 0 where a person decided.
        drawn: (a, s) 0..4, inclinations.

    Returns:
        (a, s) responses, (s,) whether silence is broken.
    """
    in_play = in_resolve(moment)
    if in_play is None:
        return _eased(moment, reactions, luck, drawn)
    members = np.array(moment.world.actors.members)
    worth = weigh(moment, reactions, drawn).worth[members]
    _, backstage = in_play
    breaks = worth < backstage.resolve[members]
    modelled = np.where(breaks, BREAK_SILENCE, np.maximum(drawn[members], OBJECT))
    responses = drawn.copy()
    responses[members] = np.where(luck[members] < 0.0, drawn[members], modelled)
    return responses, any_of(responses[members] == BREAK_SILENCE)


def in_resolve(moment: Moment) -> tuple[Resolve, Backstage] | None:
    """The rule of resolve and what is known backstage, where resolve is in play."""
    rule, backstage = moment.world.rules.mechanisms.resolve, moment.situation.backstage
    if rule is None or backstage is None or moment.world.rules.procedure.name != "silence":
        return None
    return rule, backstage


@dataclass(frozen=True, slots=True)
class Weighed:
    """A text's worth to everybody, part by part; all (a, s), utility first in the sum.

    Attributes:
        relief: from not standing alone (E14); 0 for who is no member.
        backing: assurances and open promises less grudges.
        worth: utility + relief + backing.
    """

    relief: Array
    backing: Array
    worth: Array


def weigh(moment: Moment, reactions: Reactions, drawn: Integers) -> Weighed:
    """What a text is worth to everybody when these are the inclinations (a, s)."""
    in_play = in_resolve(moment)
    assert in_play is not None  # noqa: S101  asked only where resolve is in play
    members = list(moment.world.actors.members)
    relief = np.zeros_like(reactions.utility)
    relief[members] = _relief(moment) * (1.0 - _company(moment, drawn[members] <= OBJECT))
    backed = backing(*in_play)
    return Weighed(relief, backed, reactions.utility + relief + backed)


def _eased(
    moment: Moment, reactions: Reactions, luck: Array, drawn: Integers
) -> tuple[Integers, Truths]:
    """E14: a member breaks silence, unless standing alone moves it to object on the record."""
    members = np.array(moment.world.actors.members)
    failed = any_of(drawn[members] == BREAK_SILENCE)
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
    failed[at] = any_of(second == BREAK_SILENCE)
    return responses, failed


def silence_chance(moment: Moment, reactions: Reactions) -> Array:
    """(s,) exact chance that nobody breaks silence, over every set of members who object."""
    objecting, breaking, inside = _each_coalition(moment, reactions)
    if in_resolve(moment) is None:
        # Who breaks silence is one of those who are inclined to object or worse.
        holds = np.where(inside, objecting - breaking, 1.0 - objecting)
    else:
        holds = np.where(inside, objecting, 1.0 - objecting) * (1.0 - breaking)
    return add_up(product(holds))


def break_chances(moment: Moment, reactions: Reactions) -> Array:
    """(m, s) exact chance of each member to break silence, whatever the others do.

    Only the others are company, so a member's own inclination to object does not matter here.
    """
    objecting, breaking, inside = _each_coalition(moment, reactions)
    likely = product(np.where(inside, objecting, 1.0 - objecting))
    return add_up((likely * breaking).swapaxes(0, 1))


def _each_coalition(moment: Moment, reactions: Reactions) -> tuple[Array, Array, Truths]:
    """What each member does in every set of members who object or worse.

    Returns:
        objecting: (m, 1, s) chance to be inclined to object or worse.
        breaking: (m, c, s) chance to break silence when that set c objects.
        inside: (m, c, 1) who is in it.
    """
    members = list(moment.world.actors.members)
    first = reactions.probabilities[:, members][:, :, None]
    inside = coalitions(len(members))
    alone = 1.0 - _company(moment, inside)[:, :, None]
    worth = reactions.utility[members][:, None] + _relief(moment) * alone
    in_play = in_resolve(moment)
    if in_play is None:
        flat = _break_chance(moment, worth.reshape(len(members), -1))
        breaking = np.minimum(flat.reshape(worth.shape), first[BREAK_SILENCE])
    else:
        worth = worth + backing(*in_play)[members][:, None]
        breaking = break_chance(in_play[1], members, worth)
    return first[BREAK_SILENCE] + first[OBJECT], breaking, inside[:, :, None]


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


def coalitions(members: int) -> Truths:
    """(member, coalition) every set of members."""
    numbers = np.arange(1 << members)
    return np.stack([(numbers >> member) & 1 == 1 for member in range(members)])


def any_of(rows: Truths) -> Truths:
    """(s,) whether any row holds."""
    found = rows[0]
    for row in rows[1:]:
        found = found | row
    return found


def product(rows: Array) -> Array:
    """The rows multiplied in their order."""
    result = rows[0]
    for row in rows[1:]:
        result = result * row
    return result
