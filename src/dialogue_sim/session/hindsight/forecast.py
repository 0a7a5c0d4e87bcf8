"""Other luck for the same moves: a recorded game played again as one batch of many sessions.

Session 0 is the played one; re-rolls are sessions 1 to n of the same seed. Each draws its own
luck and its own nature of the counterpart, so nothing here tells the nature of the played one.
What was decided stays decided: a text is tabled again even where its condition would not have
been met or it could not have been paid, and persons respond and answer as they did. Where silence
breaks without anybody having settled it, the rule of an unmanned chair holds. A session that has
ended stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine import story
from dialogue_sim.engine.capital import in_hand, price
from dialogue_sim.engine.compromise import compromise
from dialogue_sim.engine.draws import Draws, key_of
from dialogue_sim.engine.groundwork import cost, no_groundwork
from dialogue_sim.engine.reaction import DRAWN
from dialogue_sim.engine.situation import side_by_side, take
from dialogue_sim.engine.speakers import NOBODY_SPEAKS, Speeches
from dialogue_sim.engine.turn import WAITS, Moves, Turn, play
from dialogue_sim.session.debating import speeches_of
from dialogue_sim.session.groundwork import groundwork_of
from dialogue_sim.session.moves import Wait
from dialogue_sim.session.spoken import given_answer, given_responses
from dialogue_sim.session.worlds.opening import open_situation, proposals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.engine.draws import Keys
    from dialogue_sim.engine.groundwork import Groundwork
    from dialogue_sim.engine.neighbours import Point
    from dialogue_sim.engine.numerics import Integers, Truths
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import World
    from dialogue_sim.session.game import Game, Played


@dataclass(frozen=True, slots=True)
class Tabled:
    """What is tabled in a turn, and what instead where silence breaks.

    Attributes:
        policy: place of the policy among the rules of the story; `WAITS` where nothing is tabled,
            and the texts say nothing then.
        settled: whether the second text is a person's decision; an unmanned chair withdraws what
            it cannot pay.
        groundwork: (a, 1), what the chair did before.
        responses: (2, a) what persons said to each of the texts; None where nobody did.
        answer: what a person in the counterpart's seat did; None where nobody sat there.
        speeches: what persons said in the debate of the turn.
    """

    policy: int
    text: Point
    second: Point
    responses: Integers | None = None
    answer: int | None = None
    groundwork: Groundwork | None = None
    settled: bool = False
    speeches: Speeches = NOBODY_SPEAKS


@dataclass(frozen=True, slots=True)
class Batch:
    """Many sessions at the end of a turn.

    Attributes:
        sessions: (s,) their numbers; the same number may stand in several lines of play.
        situation: of all of them.
        ending: (s,) place of the ending that was reached, or -1.
    """

    sessions: Keys
    situation: Situation
    ending: Integers

    def repeated(self, times: int) -> Batch:
        """The whole batch several times over."""
        places = np.tile(np.arange(len(self.sessions)), times)
        situation = take(self.situation, places)
        return Batch(self.sessions[places], situation, self.ending[places])


@dataclass(frozen=True)
class Chair:
    """Tables texts for whole batches of a game.

    Attributes:
        compromises: what an unmanned chair makes of each text, worked out once.
    """

    game: Game
    compromises: dict[Point, Point]

    def as_played(self, played: Played) -> Tabled:
        """What was tabled in a finished turn, and how it was settled if it was."""
        said = tuple(zip(played.movers, played.moves, strict=True))
        answer = given_answer(self.game.bundle.counterpart.id, said)
        done = groundwork_of(self.game.world.actors.ids, played.moves)
        if isinstance(played.tabling, Wait):
            return replace(self.waiting(), answer=answer, groundwork=done)
        settled = len(played.points) > 1
        second = played.points[-1] if settled else self.compromise(played.points[0])
        responses = given_responses(self.game.world.actors.ids, said)
        return Tabled(
            self._place(played.policy), played.points[0], second, responses, answer, done,
            settled, speeches_of(self.game, played.turn.number - 1),
        )  # fmt: skip

    def waiting(self) -> Tabled:
        """Nothing in the same place: the text in force stays."""
        _, point = self.game.in_force_after(0)
        return Tabled(WAITS, point, point)

    def instead(self, policy: str, text: Point) -> Tabled:
        """Another text in the same place; what persons would have said to it is left to luck."""
        return Tabled(self._place(policy), text, self.compromise(text))

    def compromise(self, text: Point) -> Point:
        """What an unmanned chair tables after a broken silence, as of the opening (E16)."""
        if text not in self.compromises:
            self.compromises[text] = compromise(self.game.world, self.game.opening, text)
        return self.compromises[text]

    def _place(self, policy: str) -> int:
        return self.game.world.story.place_of(policy)


def open_chair(game: Game) -> Chair:
    """A chair for a game, with nothing worked out yet."""
    return Chair(game, {})


def resample(game: Game, rerolls: int) -> tuple[Batch, ...]:
    """The moves of a game under other luck.

    Args:
        game: at least its opening; moves of a turn that is going on do not count.
        rerolls: how many other sessions.

    Returns:
        the batch before the first turn and after each finished one; session 0 is the game.
    """
    chair = open_chair(game)
    batches = [opened(game, rerolls)]
    for played in game.played:
        batches.append(next_turn(game, batches[-1], played.turn.number, [chair.as_played(played)]))
    return tuple(batches)


def opened(game: Game, rerolls: int) -> Batch:
    """All sessions before turn 1."""
    sessions = np.arange(rerolls + 1, dtype=np.uint64)
    situation = open_situation(game.bundle, game.world, key_of(game.seed), sessions)
    return Batch(sessions, situation, np.full(len(sessions), story.NO_ENDING, dtype=np.int64))


def next_turn(game: Game, batch: Batch, turn: int, tabled: Sequence[Tabled]) -> Batch:
    """A batch one turn later.

    Args:
        game: whose world and seed it is.
        batch: as many blocks of sessions as texts are tabled.
        turn: number of the turn.
        tabled: what each block tables.
    """
    sessions = len(batch.sessions)
    block = np.repeat(np.arange(len(tabled)), sessions // len(tabled))
    moves = moves_in(game, batch.situation, turn, tabled, block)
    draws = Draws(game.key_in(turn), batch.sessions, turn)
    result = play(game.world, batch.situation, draws, moves)
    assert isinstance(result, Turn)  # noqa: S101  with a second text no turn waits
    over = batch.ending != story.NO_ENDING
    both = side_by_side([batch.situation, result.after])
    after = take(both, np.arange(sessions) + np.where(over, 0, sessions))
    return Batch(batch.sessions, after, np.where(over, batch.ending, result.ending))


def moves_in(
    game: Game, situation: Situation, turn: int, tabled: Sequence[Tabled], block: Integers
) -> Moves:
    """The moves of a turn in every session.

    Args:
        game: whose world it is; situation: of all sessions; turn: its number.
        tabled: the blocks; block: (s,) which of them each session is in.
    """
    policy = np.array([one.policy for one in tabled], dtype=np.int64)[block]
    waits, standing = policy == WAITS, situation.standing
    first, second = (
        take(proposals(game.world, texts), block).unless(waits, standing)
        for texts in ([one.text for one in tabled], [one.second for one in tabled])
    )
    responses = _responses(game, tabled)[:, :, block]
    groundwork = _groundwork(game, tabled, block)
    charged = game.bundle.scenario.tabler(turn) == game.chair
    if charged:
        settled = np.array([one.settled for one in tabled])[block]
        dear = _too_dear(game.world_in(turn), situation, policy, (first, second), groundwork)
        withdrawn = dear & ~settled
        second = second.unless(withdrawn, first)
        responses[1] = np.where(withdrawn, responses[0], responses[1])
    answer = np.array([DRAWN if one.answer is None else one.answer for one in tabled])
    return Moves(
        policy, first, second, responses, answer[block], groundwork,
        charged=charged, speeches=_speeches(tabled, block),
    )  # fmt: skip


def _speeches(tabled: Sequence[Tabled], block: Integers) -> Speeches:
    """What persons say in the blocks where they speak; elsewhere everybody is modelled."""
    spoken = next((one.speeches for one in tabled if one.speeches.persons), NOBODY_SPEAKS)
    where = np.array([bool(one.speeches.persons) for one in tabled])[block]
    return replace(spoken, where=where) if spoken.persons else spoken


def _responses(game: Game, tabled: Sequence[Tabled]) -> Integers:
    """(2, a, block) what persons say to the first and the second text, else `DRAWN`."""
    nobody = np.full((2, len(game.world.actors.ids)), DRAWN, dtype=np.int64)
    said = [nobody if one.responses is None else one.responses for one in tabled]
    return np.stack(said, axis=-1)


def _too_dear(
    world: World,
    situation: Situation,
    policy: Integers,
    texts: tuple[Proposal, Proposal],
    done: Groundwork | None,
) -> Truths:
    """(s,) where the second text costs more than is left once the first one is paid."""
    spent = 0.0 if done is None else cost(world, done)
    left = in_hand(situation) - spent
    if world.rules.mechanisms.capital is None:
        left = np.full(situation.sessions, np.inf)
    first, second = (price(world, policy, text) for text in texts)
    dear: Truths = np.maximum(0.0, second - first) > left - first
    return dear


def _groundwork(game: Game, tabled: Sequence[Tabled], block: Integers) -> Groundwork | None:
    """What the chair does first in every session; None where it does nothing in any."""
    if all(one.groundwork is None for one in tabled):
        return None
    nothing = no_groundwork(len(game.world.actors.ids), 1)
    whole = side_by_side([one.groundwork or nothing for one in tabled])
    return take(whole, block)
