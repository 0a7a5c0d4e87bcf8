"""A game being played: content, seed and moves; everything else is derived from these."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from dialogue_sim.engine import story
from dialogue_sim.engine.draws import Draws, key_of
from dialogue_sim.session.moves import (
    Answer,
    Argue,
    Assure,
    Campaign,
    Consult,
    Drop,
    Mandate,
    Pass,
    Predict,
    Propose,
    Rebut,
    Respond,
    Settle,
    Wait,
)
from dialogue_sim.session.state import digest
from dialogue_sim.session.worlds.opening import policy_point

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.neighbours import Point
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.turn import Turn, Waiting
    from dialogue_sim.engine.world import World
    from dialogue_sim.session.moves import Move
    from dialogue_sim.words import Difficulty

CODE_LENGTH = 8
PLAYED = np.zeros(1, dtype=np.uint64)
"""The session that is played is number 0 of its seed; forecasts and re-rolls are 1, 2, ..."""

Phase = Literal["propose", "argue", "rebut", "defend", "respond", "settle", "answer", "over"]
IN_DEBATE: tuple[Phase, ...] = ("argue", "rebut", "defend")
PHASES_OF: dict[type, tuple[Phase, ...]] = {
    **dict.fromkeys([Mandate, Consult, Assure, Campaign, Propose, Wait], ("propose",)),
    Predict: ("propose", *IN_DEBATE, "respond"),
    Argue: ("argue",), Rebut: ("rebut",), Drop: ("defend",), Pass: IN_DEBATE,
    Respond: ("respond",), Settle: ("settle",), Answer: ("answer",),
}  # fmt: skip
"""When each kind of move is made."""


@dataclass(frozen=True)
class Played:
    """A turn and the moves that made it.

    Attributes:
        points: the texts that were tabled; movers: whose seat made each of the moves.
    """

    moves: tuple[Move, ...]
    points: tuple[Point, ...]
    turn: Turn
    movers: tuple[str, ...]

    @property
    def policy(self) -> str:
        """The policy that was tabled; none where the chair waited."""
        return self.tabling.policy if isinstance(self.tabling, Propose) else ""

    @property
    def tabling(self) -> Propose | Wait:
        """The move that tabled a text, or waited."""
        return next(move for move in self.moves if isinstance(move, Propose | Wait))

    @property
    def tabler(self) -> str:
        """Who tabled, or waited."""
        return self.movers[self.moves.index(self.tabling)]

    @cached_property
    def state(self) -> str:
        """The digest of the situation after the turn; saves, codes and screens all ask for it."""
        return digest(self.turn.after)


@dataclass(frozen=True)
class Game:
    """One session; immutable: a move gives a new game, and the old one is the undo.

    Attributes:
        bundle: content; world: what the engine made of it.
        seed: as typed.
        seats: who sits where in every turn; a seat that is not here is modelled.
        opening: the situation before turn 1.
        speakers: by turn, seats whose responses or answer are given there and not drawn.
        debaters: by turn, seats that speak for themselves in its debate though nobody holds them.
        difficulty: how much views say of what may come; nothing that happens depends on it.
        reseeds: seeds that replace the first from the beginning of a turn on, by turn.
        played: finished turns.
        pending: moves of the turn that is going on, whose they are, and the texts they table.
        waiting: what the game waits for; None when it is over.
    """

    bundle: Bundle
    world: World
    seed: str
    seats: dict[str, str]
    opening: Situation
    speakers: Mapping[int, frozenset[str]] = field(default_factory=dict)
    debaters: Mapping[int, frozenset[str]] = field(default_factory=dict)
    difficulty: Difficulty = "open"
    reseeds: Mapping[int, str] = field(default_factory=dict)
    played: tuple[Played, ...] = ()
    pending: tuple[Move, ...] = ()
    movers: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    waiting: Waiting | None = None

    @property
    def turn(self) -> int:
        """Number of the turn that is going on, or of the last one when the game is over."""
        return len(self.played) + (self.waiting is not None)

    @property
    def phase(self) -> Phase:
        """What comes next."""
        return "over" if self.waiting is None else self.waiting.kind

    @property
    def situation(self) -> Situation:
        """The situation now: after this turn's injects, or after the last turn."""
        if self.waiting is not None:
            return self.waiting.before
        return self.played[-1].turn.after

    @property
    def code(self) -> str:
        """A short code of everything that happened so far, to compare two screens by eye."""
        states = "".join(played.state for played in self.played)
        whole = f"{self.bundle.scenario.id}:{self.seed}:{states}"
        return hashlib.sha256(whole.encode()).hexdigest()[:CODE_LENGTH]

    def in_force_after(self, turns: int) -> tuple[str, Point]:
        """The policy whose text is in force after some turns, and that text."""
        for played in reversed(self.played[:turns]):
            if played.turn.stands[0]:
                return played.policy, played.points[-1]
        policy = self.bundle.scenario.standing or self.bundle.setting.standing
        return policy, policy_point(self.bundle, self.world, policy)

    @property
    def chair(self) -> str:
        """The seat that tables where the agenda says nothing."""
        return self.bundle.scenario.chair

    def mandate(self, seat: str) -> str:
        """The mandate that a seat has picked; nothing if it has none or has not picked."""
        for mover, move in self.said:
            if isinstance(move, Mandate) and (move.seat or mover) == seat:
                return move.mandate
        return ""

    def mandate_of(self, seat: str) -> str:
        """The mandate that a seat is measured by: picked, or the first of those it has."""
        mandates = self.bundle.scenario.seats[seat].mandates
        return self.mandate(seat) or min(mandates, default="")

    @property
    def said(self) -> tuple[tuple[str, Move], ...]:
        """The first turn's moves with their movers: mandates are among them."""
        first = self.played[0] if self.played else self
        moves = first.moves if isinstance(first, Played) else first.pending
        return tuple(zip(first.movers, moves, strict=True))

    def world_in(self, turn: int) -> World:
        """The world with those mechanisms only that had begun by a turn."""
        return self.world.at(turn)

    @property
    def tabler(self) -> str:
        """Who tables in this turn, and settles if silence is broken."""
        return self.bundle.scenario.tabler(self.turn)

    @property
    def menu(self) -> list[str]:
        """The policies that can be tabled in this turn."""
        return self.bundle.scenario.menu(self.turn)

    @property
    def mover(self) -> str:
        """Whose move it is; nobody's when the game is over."""
        match self.phase:
            case "propose" | "settle":
                return self.tabler
            case "respond" | "argue" | "rebut" | "defend":
                assert self.waiting is not None  # noqa: S101  a phase is what it waits for
                everybody = (*self.world.actors.ids, self.bundle.counterpart.id)
                return everybody[self.waiting.actor]
            case "answer":
                return self.bundle.counterpart.id
            case "over":
                return ""

    @property
    def tabled_policy(self) -> str:
        """The policy whose text is on the table; none before one is tabled."""
        tabled = [move.policy for move in self.pending if isinstance(move, Propose)]
        return tabled[0] if tabled else ""

    def asked(self) -> frozenset[str]:
        """Seats that respond or answer by a person's word in this turn.

        The chair is not asked about what it tables: its office has no say of its own.
        """
        persons = frozenset({*self.seats, *self.speakers.get(self.turn, ())})
        return persons - {self.chair} if self.tabler == self.chair else persons

    def fired(self, place: int) -> tuple[str, ...]:
        """Ids of the injects that happened at the start of a finished turn."""
        happened = self.played[place].turn.fired[:, 0]
        injects = zip(self.world.story.injects, happened, strict=True)
        return tuple(inject.id for inject, now in injects if now)

    @property
    def ending(self) -> int:
        """Place of the ending that was reached, or -1."""
        return int(self.played[-1].turn.ending[0]) if self.waiting is None else story.NO_ENDING

    def draws(self) -> Draws:
        """Where the luck of the turn that is going on comes from."""
        return Draws(self.key_in(self.turn), PLAYED, self.turn)

    def seed_in(self, turn: int) -> str:
        """The seed that a turn draws from: the first, or the last one that replaced it."""
        since = [first for first in self.reseeds if first <= turn]
        return self.reseeds[max(since)] if since else self.seed

    def key_in(self, turn: int) -> int:
        """The seed of a turn as draws read it."""
        return key_of(self.seed_in(turn))

    @property
    def luck(self) -> str:
        """The seed as people read it, with those that replaced it: `kalmar, from turn 3 oslo`."""
        later = [f", from turn {turn} {self.reseeds[turn]}" for turn in sorted(self.reseeds)]
        return self.seed + "".join(later)


def session_code(scenario: str, seed: str, states: Iterable[str]) -> str:
    """The code of a session by the digests of its situations, turn by turn."""
    whole = f"{scenario}:{seed}:{''.join(states)}"
    return hashlib.sha256(whole.encode()).hexdigest()[:CODE_LENGTH]
