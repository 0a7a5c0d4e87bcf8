"""A recorded session as a player: its moves under the luck of many sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.situation import take
from dialogue_sim.engine.story import NO_ENDING
from dialogue_sim.engine.turn import Moves, Turn, go_on, opening
from dialogue_sim.session.hindsight.forecast import moves_in, open_chair
from dialogue_sim.session.strategies.rehearsal import Rehearsed
from dialogue_sim.session.strategies.strategies import STRATEGIES, UNMANNED
from dialogue_sim.session.strategies.table import WAIT, Table
from dialogue_sim.session.strategies.table_moves import NOBODY, moves_of
from dialogue_sim.session.worlds.opening import open_situation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.engine.draws import Keys
    from dialogue_sim.engine.neighbours import Point
    from dialogue_sim.engine.numerics import Integers
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.hindsight.forecast import Chair
    from dialogue_sim.session.strategies.table import Stage

Chosen = tuple["Integers", tuple["Point", ...], Moves]
"""The place of each session's text among these, and the moves as the engine reads them."""


def repeated(stage: Stage, game: Game, sessions: Keys) -> Iterator[Rehearsed]:
    """Every turn of a batch in which recorded moves are made again; what is over is left out.

    Where other luck lets a session last longer than the recorded one, `UNMANNED` tables.

    Args:
        stage: the scenario; game: at least its opening; moves of an unfinished turn do not count.
        sessions: (s,) their numbers, beside the seed 0 (`seeds.py`).
    """
    chair, places = open_chair(game), np.arange(len(sessions))
    situation = open_situation(stage.bundle, stage.world, 0, sessions)
    used = np.zeros((len(stage.world.story.policies), len(sessions)), dtype=np.int64)
    for number in range(1, stage.world.story.turns + 1):
        draws = Draws(0, sessions, number)
        begun = opening(stage.world, situation, draws)
        table = Table(stage, begun.before, draws, used)
        chosen, points, moves = _chosen(chair, table)
        turn = go_on(stage.world, begun, draws, moves)
        assert isinstance(turn, Turn)  # noqa: S101  with a second text no turn waits
        nobody = np.full(len(sessions), NOBODY)
        yield Rehearsed(sessions, places, chosen, points, nobody, turn, situation, table)
        tabled = np.flatnonzero(turn.policy != WAIT)
        used[turn.policy[tabled], tabled] += 1
        situation, left = turn.after, np.flatnonzero(turn.ending == NO_ENDING)
        if not left.size:
            return
        sessions, places, used = sessions[left], places[left], used[:, left]
        situation = _kept(situation, left)


def _kept(situation: Situation, left: Integers) -> Situation:
    return situation if left.size == situation.sessions else take(situation, left)


def _chosen(chair: Chair, table: Table) -> Chosen:
    """What is tabled in a turn: as it was played, or by rule where nothing was."""
    game, sessions = chair.game, table.known.sessions
    if table.turn > len(game.played):
        chosen = STRATEGIES[UNMANNED].choose(table)
        return chosen, table.texts.points, moves_of(table, chosen)
    tabled = chair.as_played(game.played[table.turn - 1])
    block = np.zeros(sessions, dtype=np.int64)
    moves = moves_in(game, table.known, table.turn, [tabled], block)
    return np.where(moves.waits, WAIT, 0), (tabled.text,), moves
