"""The sessions of a test: session n is a game of the seed `SEED-n`, alone and among thousands."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.content.scripted import Tabled, Waited
from dialogue_sim.session.moves import MoveError
from dialogue_sim.session.playing import begin
from dialogue_sim.session.progress import Steps
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.strategies.rehearsal import CHUNK, rehearse
from dialogue_sim.session.strategies.strategies import STRATEGIES, next_move
from dialogue_sim.session.strategies.table import WAIT, stage_of
from dialogue_sim.session.strategies.table_moves import NOBODY
from dialogue_sim.workshop.playtesting.seeds import LUCK, seed_of, session_numbers
from dialogue_sim.workshop.testing.scripted import moves_of_turn, submit_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.random_tests import RandomTest
    from dialogue_sim.content.scripted import Played
    from dialogue_sim.engine.numerics import Integers
    from dialogue_sim.engine.turn import Turn
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.progress import Tell
    from dialogue_sim.session.saves.recording import Recording
    from dialogue_sim.session.strategies.strategies import Strategy
    from dialogue_sim.session.strategies.table import Table


@dataclass(frozen=True, slots=True)
class Seen:
    """A turn of some sessions of a test.

    Attributes:
        places: (s,) which sessions, from 0.
        turn: everything that happened.
    """

    places: Integers
    turn: Turn


def turns_of(bundle: Bundle, test: RandomTest, tell: Tell) -> Iterator[Seen]:
    """Every turn of every session of a test, the turns of each session in their order.

    Raises:
        MoveError: the setting lacks a plan, or a move of the test is not possible in a session.
        Stopped: nobody waits for it any more.
    """
    if test.play:
        played_alone(bundle, test, 0)  # says what is wrong with a move before many are made
    plain = _plainly(test)
    if plain is None or not STRATEGIES[test.player].cheap:
        yield from _one_by_one(bundle, test, tell)
        return
    stage, scripted = stage_of(bundle), Scripted(STRATEGIES[test.player], plain)
    chunks = range(0, test.random, CHUNK)
    last = test.until or stage.world.story.turns
    steps = Steps(tell, len(chunks) * last)
    for start in chunks:
        places = np.arange(start, min(start + CHUNK, test.random))
        numbers = session_numbers(test.seed, range(start, start + len(places)))
        order = np.argsort(numbers)
        for rehearsed in rehearse(stage, scripted.strategy(), LUCK, numbers):
            found = np.searchsorted(numbers, rehearsed.sessions, sorter=order)
            yield Seen(places[order[found]], rehearsed.turn)
            steps.one()
            if rehearsed.turn.number >= last:
                break
    if scripted.refused:
        numbers = session_numbers(test.seed, range(test.random))
        ordered = {key: place for place, key in enumerate(numbers.tolist())}
        played_alone(bundle, test, min(ordered[key] for key in scripted.refused))
    steps.leap()


def _plainly(test: RandomTest) -> dict[int, str] | None:
    """By turn the policy that is tabled as it stands, empty for waiting; None if more is done."""
    plain: dict[int, str] = {}
    for turn, played in test.play.items():
        policy = _alone(played)
        if policy is None:
            return None
        plain[int(turn)] = policy
    return plain


def _alone(played: Played) -> str | None:
    match played:
        case str():
            return played
        case Tabled() if not played.amend and played.venue is None:
            return played.propose
        case Waited():
            return ""
        case _:
            return None


@dataclass
class Scripted:
    """A strategy that makes the moves of a test in the turns that have one.

    Attributes:
        tabled: by turn, a policy; empty for waiting.
        refused: numbers of sessions in which it could not be tabled.
    """

    inner: Strategy
    tabled: dict[int, str]
    refused: list[int] = field(default_factory=list)

    def strategy(self) -> Strategy:
        """How whoever tables does so."""
        if not self.tabled:
            return self.inner
        consult = None if self.inner.consult is None else self._consult
        return replace(self.inner, choose=self._choose, consult=consult)

    def _consult(self, table: Table) -> Integers:
        if table.turn in self.tabled or self.inner.consult is None:
            return np.full(len(table.draws.sessions), NOBODY)
        return self.inner.consult(table)

    def _choose(self, table: Table) -> Integers:
        if table.turn not in self.tabled:
            return self.inner.choose(table)
        waiting = np.full(len(table.draws.sessions), WAIT)
        policy = self.tabled[table.turn]
        if not policy:
            return waiting
        place = table.stage.world.story.place_of(policy)
        found = np.flatnonzero(table.texts.policies == place)
        may = table.may[found[0]] if found.size else np.zeros(len(waiting), dtype=np.bool_)
        self.refused += table.draws.sessions[~may].tolist()
        return np.where(may, found[0], WAIT) if found.size else waiting


def _one_by_one(bundle: Bundle, test: RandomTest, tell: Tell) -> Iterator[Seen]:
    steps = Steps(tell, test.random)
    for place in range(test.random):
        for played in played_alone(bundle, test, place).played:
            yield Seen(np.array([place]), played.turn)
        steps.one()


def played_alone(
    bundle: Bundle,
    test: RandomTest,
    place: int,
    until: int | None = None,
    save: Path | None = None,
) -> Game:
    """One session of a test as a game of its own.

    Args:
        bundle: the scenario; test: what is played; place: which session, from 0.
        until: the last turn that is played, if it is not the test's.
        save: where to write it, if at all.

    Raises:
        MoveError: a move of the test is not possible, with the turn and the session's seed.
        SaveError: the save cannot be written.
    """
    seed, strategy = seed_of(test.seed, place), STRATEGIES[test.player]
    recording = record_to(begin(bundle, seed, {}), save)
    last = until or test.until or recording.game.world.story.turns
    while recording.game.phase != "over" and len(recording.game.played) < last:
        turn = recording.game.turn
        try:
            if str(turn) in test.play:
                submit_all(recording, moves_of_turn(test.play[str(turn)]))
            _finish(turn, recording, strategy)
        except MoveError as error:
            message = f"turn {turn} of session {seed} cannot be played: {error}"
            raise MoveError(message) from error
    return recording.game


def _finish(turn: int, recording: Recording, strategy: Strategy) -> None:
    """Let a strategy table and settle until a turn is over."""
    while len(recording.game.played) < turn:
        recording.submit(next_move(recording.game, strategy))
