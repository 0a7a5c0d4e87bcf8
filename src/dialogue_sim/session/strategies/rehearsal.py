"""Many sessions at once without a person: what playtests, statistics and benchmarks play.

Session n of a batch is session n alone, bit for bit, whatever shares the batch with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.backstage import veiled
from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.situation import take
from dialogue_sim.engine.story import NO_ENDING
from dialogue_sim.engine.turn import Moves, Turn, Waiting, go_on, opening
from dialogue_sim.session.strategies.seat_players import Sitter, spoken
from dialogue_sim.session.strategies.table import WAIT, Table
from dialogue_sim.session.strategies.table_moves import NOBODY, consulting, moves_of
from dialogue_sim.session.worlds.opening import open_situation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.engine.draws import Keys
    from dialogue_sim.engine.neighbours import Point
    from dialogue_sim.engine.numerics import Integers
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.session.strategies.strategies import Strategy
    from dialogue_sim.session.strategies.table import Stage

CHUNK = 8192
"""Sessions at a time: few enough for a processor's cache, enough to make a turn's calls cheap."""


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A turn of those sessions that were not over.

    Attributes:
        sessions: (s,) their numbers; places: (s,) where they stand among all that are played.
        chosen: (s,) place of the text that was tabled among `points`, or `WAIT`.
        points: (c,) the texts that could be chosen.
        consulted: (s,) place of the member who was consulted, or `NOBODY`.
        turn: everything that happened.
        before: the situation before the turn's injects.
        table: what whoever tabled could see.
    """

    sessions: Keys
    places: Integers
    chosen: Integers
    points: tuple[Point, ...]
    consulted: Integers
    turn: Turn
    before: Situation
    table: Table


def rehearse(
    stage: Stage, strategy: Strategy, seed: int, sessions: Keys, sitter: Sitter | None = None
) -> Iterator[Rehearsed]:
    """Every turn of a batch of sessions in which one strategy tables; what is over is left out.

    Everybody who tables goes by its own goals, those of its first mandate if it has several.

    Args:
        stage: the scenario.
        strategy: how everybody tables.
        seed: 64-bit key of the seed.
        sessions: (s,) their numbers, `CHUNK` at a time.
        sitter: a seat with its mandate, and how it is played; None where all are modelled.

    Raises:
        MoveError: the setting lacks the plan that the strategy follows.
    """
    sitter = sitter or Sitter(stage.bundle.scenario.chair)
    situation = open_situation(stage.bundle, stage.world, seed, sessions)
    used = np.zeros((len(stage.world.story.policies), len(sessions)), dtype=np.int64)
    places = np.arange(len(sessions))
    for number in range(1, stage.world.story.turns + 1):
        table = Table(stage, situation, Draws(seed, sessions, number), used)
        rehearsed = _turn(strategy, sitter, table, places)
        yield rehearsed
        turn = rehearsed.turn
        tabled = np.flatnonzero(turn.policy != WAIT)
        used[turn.policy[tabled], tabled] += 1
        situation, left = turn.after, np.flatnonzero(turn.ending == NO_ENDING)
        if not left.size:
            return
        if left.size < len(sessions):
            sessions, situation, used = sessions[left], take(situation, left), used[:, left]
            places = places[left]


def _turn(others: Strategy, sitter: Sitter, between: Table, places: Integers) -> Rehearsed:
    """One turn in which a strategy tables, from a table that nobody has sat down at."""
    world, draws, situation = between.stage.world, between.draws, between.known
    strategy = sitter.strategy(between.tabler, others)
    mandate = sitter.mandate if between.tabler == sitter.seat else ""
    between = replace(between, amended=strategy.amends, mandate=mandate, persons=sitter.persons)
    begun = opened = opening(world, situation, draws)
    table = _seen(between, opened)
    groundwork, consulted = None, np.full(len(draws.sessions), NOBODY)
    if strategy.consult is not None:
        consulted = strategy.consult(table)
        groundwork = consulting(len(world.actors.ids), consulted)
        nothing = Moves(np.full(len(consulted), WAIT), None, groundwork=groundwork)
        opened = _opened(go_on(world, begun, draws, nothing))
        table = _seen(between, opened)
    chosen = strategy.choose(table)
    moves = spoken(sitter, table, opened, moves_of(table, chosen, groundwork))
    turn = go_on(world, begun, draws, moves)
    assert isinstance(turn, Turn)  # noqa: S101  every move that a turn can ask for is there
    return Rehearsed(
        draws.sessions, places, chosen, table.texts.points, consulted, turn, situation, table
    )


def _opened(turn: Waiting | Turn) -> Waiting:
    """A turn that goes no further than its groundwork."""
    assert isinstance(turn, Waiting)  # noqa: S101  nothing is tabled yet
    return turn


def _seen(between: Table, opened: Waiting) -> Table:
    """The table after injects and groundwork."""
    return replace(between, known=veiled(opened.before))
