"""Turns are pure, and a session is the same alone, in any batch and in any order."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pytest
from tests.engine.outcomes import heard

from dialogue_sim.engine.compromise import compromise
from dialogue_sim.engine.draws import Draws, Keys, key_of
from dialogue_sim.engine.numerics import Integers
from dialogue_sim.engine.proposal import Proposal
from dialogue_sim.engine.situation import Situation, repeat, take
from dialogue_sim.engine.turn import Moves, Turn, play

if TYPE_CHECKING:
    from tests.engine.conftest import Stage

Fingerprint = Callable[[object], str]


# ------------------------------------------------------------ alone and in batches


@dataclass(frozen=True)
class Session:
    """Plays the shipped scenario: what is tabled and settled is luck, session by session."""

    stage: Stage
    seed: int = 3

    @functools.cached_property
    def menu(self) -> Proposal:
        return self.stage.text(*self.stage.points)

    @functools.cached_property
    def seconds(self) -> Proposal:
        """For each policy what may follow a broken silence: amended, withdrawn, another."""
        opening = self.stage.opening()
        points = list(self.stage.points.values())
        amended = [compromise(self.stage.world, opening, point) for point in points]
        return self.stage.text(*amended, *points, *["backchannel"] * len(points))

    def moves(self, situation: Situation, sessions: Keys, turn: int) -> Moves:
        assert situation.sessions == len(sessions)
        luck = Draws(self.seed, sessions, turn)
        size = len(self.stage.points)
        policy = (luck.uniform(key_of("test:policy")) * size).astype(np.int64)
        settled = (luck.uniform(key_of("test:settle")) * 3).astype(np.int64)
        return Moves(
            self.places[policy],
            take(self.menu, policy),
            take(self.seconds, settled * size + policy),
        )

    @functools.cached_property
    def places(self) -> Integers:
        """Places of the menu's policies among the story's, which are sorted."""
        ids = [rule.id for rule in self.stage.world.story.policies]
        return np.array([ids.index(policy) for policy in self.stage.points])

    def turn(self, situation: Situation, sessions: Keys, number: int) -> Turn:
        moves = self.moves(situation, sessions, number)
        turn = play(self.stage.world, situation, Draws(self.seed, sessions, number), moves)
        assert isinstance(turn, Turn)
        return turn

    def turns(self, sessions: Keys, count: int) -> Iterator[Turn]:
        situation = self.opening(sessions)
        for number in range(1, count + 1):
            turn = self.turn(situation, sessions, number)
            yield turn
            situation = turn.after

    def opening(self, sessions: Keys) -> Situation:
        """Session numbers need not begin at 0."""
        everybody = self.stage.opening(int(sessions.max()) + 1, self.seed)
        return take(everybody, sessions.astype(np.int64))


TURNS = 12


@pytest.fixture(scope="module")
def session(december: Stage) -> Session:
    return Session(december)


@pytest.fixture(scope="module")
def batch(session: Session) -> list[Turn]:
    """A thousand sessions of twelve turns at once."""
    return list(session.turns(np.arange(1000, dtype=np.uint64), TURNS))


def seen(turn: Turn, places: Integers) -> list[object]:
    """Everything of some sessions of a turn that depends on luck or arithmetic."""
    reactions, ruling = heard(turn).reactions, heard(turn).ruling
    rows: list[npt.NDArray[Any]] = [
        reactions.terms, reactions.utility, reactions.probabilities, reactions.support,
        ruling.responses, ruling.eased, ruling.blocked, turn.fired, turn.stands, turn.answer,
        turn.outlook.drivers, turn.outlook.probabilities, turn.ending,
    ]  # fmt: skip
    return [
        take(turn.before, places),
        take(turn.after, places),
        *(row[..., places] for row in rows),
    ]


@pytest.mark.parametrize(
    ("size", "chunks"), [(1, range(0, 1000, 90)), (7, range(0, 1000, 180)), (1000, range(1))]
)
def test_a_session_is_the_same_alone_and_in_every_batch(
    session: Session, batch: list[Turn], fingerprint: Fingerprint, size: int, chunks: range
) -> None:
    for start in chunks:
        places = np.arange(start, min(start + size, 1000))
        alone = session.turns(places.astype(np.uint64), TURNS)
        everywhere = np.arange(len(places))
        for number, (turn, together) in enumerate(zip(alone, batch, strict=True), start=1):
            found, expected = seen(turn, everywhere), seen(together, places)
            assert fingerprint(tuple(found)) == fingerprint(tuple(expected)), (start, number)


@pytest.mark.parametrize("size", [150, 333])
def test_the_size_of_a_chunk_is_no_matter(
    session: Session, batch: list[Turn], fingerprint: Fingerprint, size: int
) -> None:
    """A thousand sessions, cut into chunks, the last of them shorter: all of them, to the end."""
    last = []
    for start in range(0, 1000, size):
        numbers = np.arange(start, min(start + size, 1000), dtype=np.uint64)
        *_, turn = session.turns(numbers, TURNS)
        last.append(turn)
    start = 0
    for turn in last:
        places = np.arange(start, start + turn.after.sessions)
        expected = seen(batch[-1], places)
        assert fingerprint(tuple(seen(turn, places - start))) == fingerprint(tuple(expected))
        start += turn.after.sessions
    assert start == 1000


def unlike(situation: Situation, sessions: Keys) -> Situation:
    """The situation with what luck makes of its indicators, session by session."""
    luck = Draws(31, sessions, 0)
    names = ("hostilities", "credibility", "cohesion", "hardliners", "progress")
    fractions: dict[str, Any] = {name: luck.uniform(key_of(f"test:{name}")) for name in names}
    trust = np.stack([luck.uniform(place) for place in range(len(situation.trust))])
    return replace(situation, **fractions, trust=4.0 * trust - 2.0)


@pytest.mark.thorough
def test_every_fiftieth_of_thirty_thousand_sessions_is_the_same_alone(
    session: Session, fingerprint: Fingerprint
) -> None:
    """One turn, in the middle of the game, from situations as different as luck makes them."""
    everybody = np.arange(30_000, dtype=np.uint64)
    sample = np.arange(7, 30_000, 50)
    opening = unlike(session.opening(everybody), everybody)
    alone = session.turn(take(opening, sample), everybody[sample], 4)
    turn = session.turn(opening, everybody, 4)
    assert len(sample) == 600
    assert fingerprint(tuple(seen(alone, np.arange(600)))) == (
        fingerprint(tuple(seen(turn, sample)))
    )


def test_the_batch_holds_everything_that_can_happen(batch: list[Turn]) -> None:
    """Else the comparison above would say little."""
    assert {answer for turn in batch for answer in turn.answer.tolist()} == {0, 1, 2, 3, 4}
    assert any(len(turn.hearings) == 2 for turn in batch)
    assert any((~turn.stands).any() for turn in batch)
    fired = np.stack([turn.fired.any(axis=1) for turn in batch]).any(axis=0)
    assert fired.all()
    assert len({ending for turn in batch for ending in turn.ending.tolist()}) >= 4


def test_the_order_of_sessions_is_no_matter(session: Session, batch: list[Turn]) -> None:
    numbers = np.array([400, 17, 999, 17], dtype=np.uint64)
    turn = next(session.turns(numbers, 1))
    places = numbers.astype(np.int64)
    assert turn.answer.tolist() == batch[0].answer[places].tolist()
    assert turn.after.trust.tobytes() == batch[0].after.trust[:, places].tobytes()


# -------------------------------------------------------------------- pure


def test_the_same_call_gives_the_same_turn_and_touches_nothing(
    session: Session, fingerprint: Fingerprint, lock: Callable[[object], None]
) -> None:
    sessions = np.arange(50, dtype=np.uint64)
    situation = session.opening(sessions)
    moves = session.moves(situation, sessions, 1)
    inputs = (situation, moves, sessions)
    before = fingerprint(inputs)
    lock(inputs)
    draws = Draws(session.seed, sessions, 1)
    turns = [play(session.stage.world, situation, draws, moves) for _ in range(2)]
    assert isinstance(turns[0], Turn)
    assert fingerprint(turns[0]) == fingerprint(turns[1])
    assert fingerprint(inputs) == before


def test_a_turn_is_not_spoilt_by_the_next(session: Session, fingerprint: Fingerprint) -> None:
    sessions = np.arange(50, dtype=np.uint64)
    first = session.turn(session.opening(sessions), sessions, 1)
    kept = fingerprint(first)
    session.turn(first.after, sessions, 2)
    assert fingerprint(first) == kept


# --------------------------------------------------------------- sessions


def test_sessions_are_taken_and_repeated_whole(december: Stage, fingerprint: Fingerprint) -> None:
    situation = december.opening(5, seed=9)
    assert fingerprint(take(situation, np.arange(5))) == fingerprint(situation)
    third = take(situation, np.array([3]))
    assert third.sessions == 1
    assert third.nature.tolist() == [situation.nature[3]]
    many = repeat(third, 4)
    assert many.sessions == 4
    assert many.history.fired.shape == (len(december.world.story.injects), 4)
    assert fingerprint(take(many, np.array([2]))) == fingerprint(third)
