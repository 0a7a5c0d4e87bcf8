"""How the alliance adopts a text: one function and one row per procedure.

Only members count, and only texts tabled with enough unity go through a procedure at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.numerics import add_up
from dialogue_sim.engine.reaction import decided, draw
from dialogue_sim.engine.silence import (
    BREAK_SILENCE,
    OBJECT,
    any_of,
    break_chances,
    coalitions,
    in_resolve,
    product,
    silence,
    silence_chance,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.engine.reaction import Reactions
    from dialogue_sim.engine.terms import Moment

HEDGE, ACCEPT = 2, 3
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a procedure makes of the responses.

    Attributes:
        responses: (a, s) 0..4, what everybody says once the procedure is through.
        drawn: (a, s) 0..4, what everybody was inclined to say before it.
        applies: (s,) whether the text went through the procedure.
        blocked: (s,) whether it failed there.
    """

    responses: Integers
    drawn: Integers
    applies: Truths
    blocked: Truths

    @property
    def eased(self) -> Truths:
        """(a, s) who was inclined to break silence but was moved to object on the record."""
        moved: Truths = (self.drawn == BREAK_SILENCE) & (self.responses == OBJECT)
        return moved


@dataclass(frozen=True, slots=True)
class Procedure:
    """One decision procedure: its name, its words on screen, and what it does.

    Attributes:
        refused: a clause that says why a text failed; `{who}` are those who blocked it.
        passed: a sentence about a text that stands; `{members}` is how many were asked.
        failed: what happened to a text that does not, as a clause.
        repeated: what happens to it if it is changed, as a clause.
        blocking: the best response of a member that blocks a text by itself, or `NOBODY`.
        rule: (moment, reactions, luck (a, s), drawn responses (a, s)) -> responses and failure.
        chance: (moment, reactions) -> (s,) probability that a text under the procedure stands.
    """

    name: str
    title: str
    refused: str
    passed: str
    failed: str
    repeated: str
    blocking: int
    rule: Callable[[Moment, Reactions, Array, Integers], tuple[Integers, Truths]]
    chance: Callable[[Moment, Reactions], Array]

    @property
    def by_silence(self) -> bool:
        """Whether members consent by saying nothing."""
        return self.name == "silence"


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
    return Ruling(responses, drawn, applies, applies & failed)


def chance_to_stand(moment: Moment, reactions: Reactions) -> Array:
    """(s,) exact probability that the text stands; 1 for texts outside the procedure."""
    chance = procedure(moment).chance(moment, reactions)
    return np.where(under_procedure(moment), chance, 1.0)


def said_chances(moment: Moment, reactions: Reactions) -> Array:
    """(k, a, s) chances of what everybody says in the end, as far as anybody can know.

    Where resolve is in play a member breaks silence by its line, and else says what it is inclined
    to, but does not go below objecting.
    """
    if in_resolve(moment) is None:
        return reactions.probabilities
    members, said = list(moment.world.actors.members), reactions.probabilities.copy()
    inclined, breaks = said[:, members], break_chances(moment, reactions)
    spoken = inclined * (1.0 - breaks)
    spoken[OBJECT] += inclined[BREAK_SILENCE] * (1.0 - breaks)
    spoken[BREAK_SILENCE] = breaks
    said[:, members] = np.where(under_procedure(moment), spoken, inclined)
    return said


def stances_if_passed(moment: Moment, reactions: Reactions) -> Array:
    """(a, s) expected stances -1..1 if the text stands.

    No member has stopped it then: who would have broken silence has objected on the record, and
    who can stop a text by a plain response has given a better one. Where a majority decides, no
    member stops a text by itself, and its stance is taken as it was expected before.
    """
    members, ladder = list(moment.world.actors.members), moment.world.rules.ladder.stances
    chances = reactions.probabilities[:, members]
    applies, used = under_procedure(moment), procedure(moment)
    stances = _weighted(reactions.probabilities, ladder)
    if used.by_silence:
        eased = (ladder[OBJECT] - ladder[BREAK_SILENCE]) * applies
        stances[members] += eased * chances[BREAK_SILENCE]
    elif used.blocking != NOBODY:
        better = slice(used.blocking + 1, None)
        consent = _mean(chances[better], ladder[better])
        stances[members] = np.where(applies, consent, stances[members])
    return stances


def stances_if_stopped(
    moment: Moment, reactions: Reactions, passed: Array, broken: Array
) -> Array:
    """(a, s) expected stances -1..1 if the text does not stand.

    Args:
        moment: the text and the situation.
        reactions: what `react` found.
        passed: (a, s) the stances of `stances_if_passed`.
        broken: (s,) probability that the text does not stand.
    """
    members, stances = list(moment.world.actors.members), passed.copy()
    by_each, stance = _stopping(moment, reactions)
    by_each = by_each * (broken > 0.0)
    share = np.minimum(1.0, by_each / np.where(broken > 0.0, broken, 1.0))
    stances[members] += share * (stance - stances[members])
    return stances


def _stopping(moment: Moment, reactions: Reactions) -> tuple[Array, Array]:
    """Each (m, s): chance of a member to stop the text by itself, and its mean stance if so."""
    members, ladder = list(moment.world.actors.members), moment.world.rules.ladder.stances
    used = procedure(moment)
    if used.by_silence:
        by_each = break_chances(moment, reactions)
        return by_each, np.full_like(by_each, ladder[BREAK_SILENCE])
    if used.blocking == NOBODY:
        nobody = np.zeros_like(reactions.utility[members])
        return nobody, nobody
    worse = slice(used.blocking + 1)
    chances = reactions.probabilities[worse, members]
    return add_up(chances), _mean(chances, ladder[worse])


def _mean(chances: Array, stances: Sequence[float]) -> Array:
    """(m, s) mean stance over some responses (k, m, s); 0 where none of them is possible."""
    whole = add_up(chances)
    return _weighted(chances, stances) / np.where(whole > 0.0, whole, 1.0)


def _weighted(chances: Array, stances: Sequence[float]) -> Array:
    return add_up(stance * row for stance, row in zip(stances, chances, strict=True))


def procedure(moment: Moment) -> Procedure:
    """The row of `PROCEDURES` that this world uses."""
    return PROCEDURES[moment.world.rules.procedure.name]


def under_procedure(moment: Moment) -> Truths:
    """(s,) whether the text is tabled for the alliance and not for some of its members."""
    return moment.proposal["unity"] >= moment.world.rules.procedure.from_unity


def under_silence(moment: Moment) -> Truths:
    """(s,) whether members consent by saying nothing, so that there is a silence to break."""
    asked: Truths = under_procedure(moment) & procedure(moment).by_silence
    return asked


def consensus(
    moment: Moment, reactions: Reactions, luck: Array, drawn: Integers
) -> tuple[Integers, Truths]:
    """Consensus without silence: any member below `hedge` blocks; no relief."""
    del reactions, luck
    return drawn, any_of(drawn[list(moment.world.actors.members)] < HEDGE)


def consensus_chance(moment: Moment, reactions: Reactions) -> Array:
    """Every member at `hedge` or better, independently."""
    first = reactions.probabilities[:, list(moment.world.actors.members)]
    return product(1.0 - first[BREAK_SILENCE] - first[OBJECT])


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
    inside = coalitions(len(members))
    wins = _enough(moment, inside)[:, None]
    each = product(np.where(inside[:, :, None], favour, 1.0 - favour))
    return add_up(np.where(wins, each, 0.0))


def _enough(moment: Moment, favour: Truths) -> Truths:
    capability = moment.world.actors.capability[list(moment.world.actors.members)][:, None]
    needed = moment.world.rules.procedure.share * add_up(capability)
    enough: Truths = add_up(favour * capability) >= needed
    return enough


PROCEDURES = {
    row.name: row
    for row in (
        Procedure(
            "silence", "Silence procedure", "Silence is broken{again} by {who}",
            "Silence holds: {members} members let the text pass.",
            "silence was broken", "then silence once more",
            BREAK_SILENCE, silence, silence_chance,
        ),
        Procedure(
            "consensus", "Consensus", "There is no consensus{again}, because of {who}",
            "Consensus: none of {members} members objects.",
            "a member objected", "then everybody is asked again",
            OBJECT, consensus, consensus_chance,
        ),
        Procedure(
            "majority", "Qualified majority", "Too few members are for it{again}",
            "Enough of the {members} members are for it.",
            "too few members were for it", "then everybody is asked again",
            NOBODY, majority, majority_chance,
        ),
    )
}  # fmt: skip
