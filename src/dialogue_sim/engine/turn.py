"""One turn, from injects to endings: the whole rule of the game on one screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from dialogue_sim.engine import story
from dialogue_sim.engine.answer import Outlook, by_nature, likelihoods, split
from dialogue_sim.engine.backstage import Deeds, settle
from dialogue_sim.engine.dynamics import Outcome, next_situation
from dialogue_sim.engine.groundwork import Groundwork, lay
from dialogue_sim.engine.hearing import Hearing, Spoken, conclude, hear, shown
from dialogue_sim.engine.reaction import decided, draw, next_awaited
from dialogue_sim.engine.situation import put, take
from dialogue_sim.engine.speakers import NOBODY_SPEAKS, Speeches, Step, debate, remembered
from dialogue_sim.engine.terms import Moment, no_debate

if TYPE_CHECKING:
    from dialogue_sim.engine.draws import Draws
    from dialogue_sim.engine.floor import Floor
    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import World


WAITS = -1
"""In place of a policy: nothing is tabled, and the text in force stays."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What has been decided so far in this turn.

    Attributes:
        policy: (s,) index of the policy tabled; `WAITS` where the chair tables nothing.
        text: what is tabled: the policy and its amendments; the text in force where nothing is;
            None while nobody has tabled yet.
        groundwork: what the chair did before; None for nothing.
        charged: whether what is tabled costs the chair political capital.
        speeches: what persons say, where the text is debated.
        floor: the debate as it was; None where it is yet to be held, if there is one.
        second: what is tabled where silence was broken; the same text again withdraws it.
        responses: (2, a, s) responses 0..4 that persons give to the first and the second text,
            else `DRAWN` or `AWAITED`; None where all are drawn.
        answer: (s,) the answer 0..4 that a person gives, likewise.
    """

    policy: Integers
    text: Proposal | None
    second: Proposal | None = None
    responses: Integers | None = None
    answer: Integers | None = None
    groundwork: Groundwork | None = None
    charged: bool = True
    speeches: Speeches = NOBODY_SPEAKS
    floor: Floor | None = None

    @property
    def waits(self) -> Truths:
        """(s,) where the chair tables nothing."""
        nothing: Truths = self.policy == WAITS
        return nothing

    def given(self, again: Truths | bool = False) -> Integers | None:  # noqa: FBT001, FBT002
        """(a, s) what persons respond: to the second text where `again`, else to the first."""
        if self.responses is None:
            return None
        return np.where(again, self.responses[1], self.responses[0])


@dataclass(frozen=True, slots=True)
class Waiting:
    """A turn that cannot go on without a move.

    Attributes:
        kind: `propose`; `argue`, `rebut` or `defend` in a debate; `respond` of a person among the
            actors; `settle` after silence was broken; `answer` of a person in the counterpart's
            seat.
        before: the situation after the turn's injects and groundwork.
        fired: (inject, s).
        hearing: the last hearing: the one in which silence was broken, or the one that decided.
        actor: place of the actor who is to speak or respond, the counterpart's behind the last;
            -1 where the kind says who moves.
        outlook: drivers and probabilities of the counterpart who is to answer, by its true type.
        floor: the debate so far.
        unheard: the situation in which the text was heard; None before that.
    """

    kind: Literal["propose", "respond", "settle", "answer"] | Step
    before: Situation
    fired: Truths
    hearing: Hearing | None = None
    actor: int = -1
    outlook: Outlook | None = None
    floor: Floor | None = None
    unheard: Situation | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """Everything that happened in a turn; screens, saves and reports read nothing else.

    Attributes:
        number: 1, 2, ...
        before: the situation after the turn's injects and groundwork; fired: (inject, s).
        policy: (s,) index of the policy tabled; `WAITS` where nothing was.
        hearings: one, or two where silence was broken; none where nobody tabled anything.
        stands: (s,) whether something was tabled and stands.
        in_force: the text in force after the procedure.
        outlook: the counterpart's drivers and probabilities, by its true type.
        likely: the same for each type that it may have; none where its type is no secret.
        answer: (s,).
        after: the situation after the turn.
        ending: (s,) index of the ending, or -1.
        floor: what was said about the text before it was heard; None without a debate.
    """

    number: int
    before: Situation
    fired: Truths
    policy: Integers
    hearings: tuple[Hearing, ...]
    stands: Truths
    in_force: Proposal
    outlook: Outlook
    likely: tuple[Outlook, ...]
    answer: Integers
    after: Situation
    ending: Integers
    floor: Floor | None = None

    @property
    def last_hearing(self) -> Hearing | None:
        """The hearing that decided; None where nothing was tabled."""
        return self.hearings[-1] if self.hearings else None


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
    return go_on(world, opening(world, situation, draws), draws, moves)


def opening(world: World, situation: Situation, draws: Draws) -> Waiting:
    """A turn after its injects, before anybody moved; arguments as in `play`."""
    before, fired = story.open_turn(world.at(draws.turn), situation, draws)
    return Waiting("propose", before, fired)


def go_on(
    world: World, opened: Waiting, draws: Draws, moves: Moves | None = None
) -> Turn | Waiting:
    """Play a turn whose injects have happened as far as the moves allow.

    Args:
        world: what is fixed.
        opened: the turn after its injects, before anybody moved.
        draws: where this turn's luck comes from.
        moves: what the seats decided, as far as they have.
    """
    world = world.at(draws.turn)
    if moves is not None and moves.groundwork is not None:
        before = lay(world, opened.before, moves.groundwork, draws.turn)
        opened = replace(opened, before=before)
    if moves is None or moves.text is None:
        return opened
    moves = debated(world, opened, draws, moves)
    opened = replace(opened, floor=moves.floor)
    if moves.speeches.awaited is not None and moves.floor is not None:
        step, actor = moves.speeches.awaited
        return replace(opened, kind=step, actor=actor)
    hearings = negotiate(world, opened, draws, moves)
    if isinstance(hearings, Waiting):
        return hearings
    return _conclude(world, opened, draws, moves, hearings)


def debated(world: World, opened: Waiting, draws: Draws, moves: Moves) -> Moves:
    """The moves with the debate about what is tabled, as far as persons have spoken in it.

    Args:
        world: what is fixed; opened: the turn after its groundwork.
        draws: of the turn; moves: what the seats decided, as far as they have.
    """
    held = moves.floor is not None or not world.debates(draws.turn)
    if held or moves.text is None or moves.waits.all():
        return moves
    floor = debate(world, opened.before, moves.text, draws.turn, moves.speeches)
    return replace(moves, floor=floor)


def _conclude(
    world: World, opened: Waiting, draws: Draws, moves: Moves, hearings: tuple[Hearing, ...]
) -> Turn | Waiting:
    """From what the alliance came to, over the counterpart's answer, to the next situation."""
    decision = conclude(world, opened.before, moves.policy, hearings)
    text = decision.in_force
    moment = Moment(world, text, decision.known, _arguments(opened, moves, hearings))
    seen = split(world, text, decision.division, decision.blocked)
    view, likely = by_nature(moment, seen)
    if next_awaited(moves.answer) is not None:
        hearing = hearings[-1] if hearings else None
        return replace(opened, kind="answer", hearing=hearing, outlook=view)
    drawn = draw(view.probabilities, draws.uniform(world.counterpart.answer_stream))
    answer = decided(moves.answer, drawn)

    after = next_situation(Outcome(moment, decision, answer))
    after = story.adopt(world, after, moves.policy, decision.stands)
    after = story.record(after, draws.turn, moves.policy, decision.stands)
    if moves.floor is not None:
        after = remembered(after, moves.floor, decision.tabled)
    spent, broken = decision.spent * moves.charged, decision.broken & moves.charged
    deeds = Deeds(moment, decision.stands, broken, spent, likelihoods(likely, answer))
    after = story.tally(world, settle(world, after, deeds, draws), draws.turn)
    return Turn(
        draws.turn, opened.before, opened.fired, moves.policy, hearings, decision.stands, text,
        view, likely, answer, after, story.ending(world, after, draws.turn), moves.floor,
    )  # fmt: skip


def _arguments(opened: Waiting, moves: Moves, hearings: tuple[Hearing, ...]) -> Array:
    """(a, s) what the debate of the turn came to; zeros where nothing was tabled."""
    if not hearings:
        return no_debate(opened.before)
    return hearings[-1].arguments * ~moves.waits


def negotiate(
    world: World, opened: Waiting, draws: Draws, moves: Moves
) -> tuple[Hearing, ...] | Waiting:
    """Hear the first text and, where it is blocked, the second, unless somebody is to move first.

    Args:
        world: what is fixed; opened: the turn after its injects.
        draws: where this turn's luck comes from; the same for both texts.
        moves: what the seats decided, as far as they have.
    """
    if moves.text is None or moves.waits.all():
        return ()
    if (actor := next_awaited(moves.given())) is not None:
        return replace(opened, kind="respond", actor=actor)
    first = hear(world, opened.before, moves.text, draws, Spoken(moves.floor, moves.given()))
    blocked = first.ruling.blocked & ~moves.waits
    if not blocked.any():
        return (first,)
    if moves.second is None:
        known = shown(world, opened.before, ~moves.waits, (first,))
        return replace(opened, kind="settle", before=known, hearing=first, unheard=opened.before)
    if (actor := next_awaited(moves.given(blocked))) is not None:
        return replace(opened, kind="respond", hearing=first, actor=actor)
    return first, _hear_again(world, opened.before, first, moves, draws)


def _hear_again(
    world: World, situation: Situation, first: Hearing, moves: Moves, draws: Draws
) -> Hearing:
    """Put the second text before every actor where the first was blocked, with the same luck."""
    blocked = first.ruling.blocked & ~moves.waits
    text = first.text if moves.second is None else first.text.unless(blocked, moves.second)
    said, at = Spoken(moves.floor, moves.given(blocked)), np.flatnonzero(blocked)
    if at.size == situation.sessions:
        return hear(world, situation, text, draws, said)
    again = hear(world, take(situation, at), take(text, at), draws.of(at), said.at(at))
    arguments = first.arguments.copy()
    arguments[:, at] = again.arguments
    reactions, ruling = (
        put(first.reactions, at, again.reactions),
        put(first.ruling, at, again.ruling),
    )
    return Hearing(text, reactions, ruling, arguments, said.given)
