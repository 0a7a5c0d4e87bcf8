"""One turn, from injects to endings: the whole rule of the game on one screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from dialogue_sim.engine import story
from dialogue_sim.engine.answer import Outlook, Prospect, dispersion, natures, outlook, split
from dialogue_sim.engine.dynamics import Outcome, next_situation
from dialogue_sim.engine.procedure import Ruling, decide
from dialogue_sim.engine.reaction import Reactions, decided, draw, next_awaited, react
from dialogue_sim.engine.situation import put, take
from dialogue_sim.engine.terms import Moment

if TYPE_CHECKING:
    from dialogue_sim.engine.draws import Draws
    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import World


@dataclass(frozen=True, slots=True)
class Moves:
    """What has been decided so far in this turn.

    Attributes:
        policy: (s,) index of the policy tabled.
        text: what is tabled: the policy and its amendments.
        second: what is tabled where silence was broken; the same text again withdraws it.
        responses: (2, a, s) responses 0..4 that persons give to the first and the second text,
            else `DRAWN` or `AWAITED`; None where all are drawn.
        answer: (s,) the answer 0..4 that a person gives, likewise.
    """

    policy: Integers
    text: Proposal
    second: Proposal | None = None
    responses: Integers | None = None
    answer: Integers | None = None

    def given(self, again: Truths | bool = False) -> Integers | None:  # noqa: FBT001, FBT002
        """(a, s) what persons respond: to the second text where `again`, else to the first."""
        if self.responses is None:
            return None
        return np.where(again, self.responses[1], self.responses[0])


@dataclass(frozen=True, slots=True)
class Hearing:
    """A text before the alliance: how everybody takes it and what the procedure makes of that.

    Attributes:
        given: (a, s) what persons responded, `DRAWN` elsewhere; None where all were drawn.
    """

    text: Proposal
    reactions: Reactions
    ruling: Ruling
    given: Integers | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A turn that cannot go on without a move.

    Attributes:
        kind: `propose`; `respond` of a person among the actors; `settle` after silence was
            broken; `answer` of a person in the counterpart's seat.
        before: the situation after the turn's injects.
        fired: (inject, s).
        hearing: the last hearing: the one in which silence was broken, or the one that decided.
        actor: place of the actor who is to respond; -1 where the kind says who moves.
        outlook: drivers and probabilities of the counterpart who is to answer, by its true type.
    """

    kind: Literal["propose", "respond", "settle", "answer"]
    before: Situation
    fired: Truths
    hearing: Hearing | None = None
    actor: int = -1
    outlook: Outlook | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """Everything that happened in a turn; screens, saves and reports read nothing else.

    Attributes:
        number: 1, 2, ...
        before: the situation after the turn's injects; fired: (inject, s).
        policy: (s,) index of the policy tabled.
        hearings: one, or two where silence was broken.
        stands: (s,); in_force: the text in force after the procedure.
        outlook: the counterpart's drivers and probabilities, by its true type.
        answer: (s,).
        after: the situation after the turn.
        ending: (s,) index of the ending, or -1.
    """

    number: int
    before: Situation
    fired: Truths
    policy: Integers
    hearings: tuple[Hearing, ...]
    stands: Truths
    in_force: Proposal
    outlook: Outlook
    answer: Integers
    after: Situation
    ending: Integers

    @property
    def last_hearing(self) -> Hearing:
        """The hearing that decided."""
        return self.hearings[-1]


def play(
    world: World, situation: Situation, draws: Draws, moves: Moves | None = None
) -> Turn | Waiting:
    """Play one turn as far as the moves allow; the same arguments always give the same result.

    Args:
        world: what is fixed.
        situation: the situation after the last turn.
        draws: where this turn's luck comes from.
        moves: what the seats decided, as far as they have.
    """
    before, fired = story.open_turn(world, situation, draws)
    opened = Waiting("propose", before, fired)
    if moves is None:
        return opened
    hearings = negotiate(world, opened, draws, moves)
    if isinstance(hearings, Waiting):
        return hearings
    hearing = hearings[-1]

    stands = ~hearing.ruling.blocked
    in_force = hearing.text.unless(~stands, before.standing)
    moment = Moment(world, in_force, before, no_debate(before))
    stances = np.array(world.rules.ladder.stances)[hearing.ruling.responses]
    division = dispersion(world, stances)
    view = outlook(_prospect(moment, division, ~stands))
    if next_awaited(moves.answer) is not None:
        return replace(opened, kind="answer", hearing=hearing, outlook=view)
    drawn = draw(view.probabilities, draws.uniform(world.counterpart.answer_stream))
    answer = decided(moves.answer, drawn)

    after = next_situation(
        Outcome(moment, stands, hearing.ruling.responses, stances, division, answer)
    )
    after = story.adopt(world, after, moves.policy, stands)
    after = story.remember(world, after, draws.turn, moves.policy)
    return Turn(
        draws.turn, before, fired, moves.policy, hearings, stands, in_force,
        view, answer, after, story.ending(world, after, draws.turn),
    )  # fmt: skip


def negotiate(
    world: World, opened: Waiting, draws: Draws, moves: Moves
) -> tuple[Hearing, ...] | Waiting:
    """Hear the first text and, where it is blocked, the second, unless somebody is to move first.

    Args:
        world: what is fixed; opened: the turn after its injects.
        draws: where this turn's luck comes from; the same for both texts.
        moves: what the seats decided, as far as they have.
    """
    if (actor := next_awaited(moves.given())) is not None:
        return replace(opened, kind="respond", actor=actor)
    first = hear(world, opened.before, moves.text, draws, moves.given())
    blocked = first.ruling.blocked
    if not blocked.any():
        return (first,)
    if moves.second is None:
        return replace(opened, kind="settle", hearing=first)
    if (actor := next_awaited(moves.given(blocked))) is not None:
        return replace(opened, kind="respond", hearing=first, actor=actor)
    return first, _hear_again(world, opened.before, first, moves, draws)


def hear(
    world: World,
    situation: Situation,
    text: Proposal,
    draws: Draws,
    given: Integers | None = None,
) -> Hearing:
    """Put a text before every actor and through the procedure.

    Args:
        given: (a, s) responses 0..4 of persons, negative where luck decides.
    """
    moment = Moment(world, text, situation, no_debate(situation))
    reactions = react(moment)
    luck = draws.uniforms(world.actors.streams)
    return Hearing(text, reactions, decide(moment, reactions, luck, given), given)


def _hear_again(
    world: World, situation: Situation, first: Hearing, moves: Moves, draws: Draws
) -> Hearing:
    """Put the second text before every actor where the first was blocked, with the same luck."""
    blocked = first.ruling.blocked
    text = first.text if moves.second is None else first.text.unless(blocked, moves.second)
    given = moves.given(blocked)
    at = np.flatnonzero(blocked)
    if at.size == situation.sessions:
        return hear(world, situation, text, draws, given)
    here = None if given is None else given[:, at]
    again = hear(world, take(situation, at), take(text, at), draws.of(at), here)
    reactions = put(first.reactions, at, again.reactions)
    return Hearing(text, reactions, put(first.ruling, at, again.ruling), given)


def _prospect(moment: Moment, division: Array, blocked: Truths) -> Prospect:
    """What the counterpart of the drawn type looks at."""
    greed, insecurity = natures(moment.world, moment.situation)
    seen = split(moment.world, moment.proposal, division, blocked)
    return Prospect(moment, seen, greed, insecurity)


def no_debate(situation: Situation) -> Array:
    """(a, s) arguments when nothing was argued."""
    return np.zeros_like(situation.trust)
