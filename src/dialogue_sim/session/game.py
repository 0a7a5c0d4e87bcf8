"""A game being played: content, seed and moves; everything else is derived from these."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from dialogue_sim.content.suggest import hint
from dialogue_sim.engine import story
from dialogue_sim.engine.draws import Draws, key_of
from dialogue_sim.engine.neighbours import Point
from dialogue_sim.engine.turn import Moves, Turn, Waiting, play
from dialogue_sim.session.build import build_world
from dialogue_sim.session.moves import MoveError, Propose, Settle
from dialogue_sim.session.opening import open_situation, policy_point, proposals
from dialogue_sim.session.state import digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import World
    from dialogue_sim.session.moves import Move

MOST_AMENDMENTS = 2
MOST_AMENDMENTS_AFTER_SILENCE = 1
CODE_LENGTH = 8
PLAYED = np.zeros(1, dtype=np.uint64)
"""The session that is played is number 0 of its seed; forecasts and re-rolls are 1, 2, ..."""

Phase = Literal["propose", "settle", "over"]


@dataclass(frozen=True)
class Played:
    """A turn and the moves that made it."""

    moves: tuple[Move, ...]
    points: tuple[Point, ...]
    turn: Turn

    @property
    def policy(self) -> str:
        """The policy that was tabled."""
        first = self.moves[0]
        assert isinstance(first, Propose)  # noqa: S101  nothing else can come first
        return first.policy


@dataclass(frozen=True)
class Game:
    """One session; immutable: a move gives a new game, and the old one is the undo.

    Attributes:
        bundle: content; world: what the engine made of it.
        seed: as typed.
        seats: who sits where; a seat that is not here is modelled.
        opening: the situation before turn 1.
        played: finished turns.
        pending: moves of the turn that is going on, with the texts they table.
        waiting: what the game waits for; None when it is over.
    """

    bundle: Bundle
    world: World
    seed: str
    seats: dict[str, str]
    opening: Situation
    played: tuple[Played, ...] = ()
    pending: tuple[Move, ...] = ()
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
        states = "".join(digest(played.turn.after) for played in self.played)
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
        """The seat that tables."""
        return self.bundle.scenario.chair

    @property
    def ending(self) -> int:
        """Place of the ending that was reached, or -1."""
        return int(self.played[-1].turn.ending[0]) if self.waiting is None else story.NO_ENDING

    def draws(self) -> Draws:
        """Where the luck of the turn that is going on comes from."""
        return Draws(key_of(self.seed), PLAYED, self.turn)


def begin(
    bundle: Bundle, seed: str, seats: dict[str, str] | None = None, turns: int | None = None
) -> Game:
    """A new game, waiting for the first proposal.

    Args:
        bundle: the scenario.
        seed: any text; the same text gives the same luck.
        seats: seat to who sits there; the chair alone if left out.
        turns: play fewer turns than the scenario has.

    Raises:
        MoveError: a seat that the scenario does not offer, or a seed that is no Unicode text.
    """
    seats = {bundle.scenario.chair: "player"} if seats is None else seats
    for seat in seats:
        if seat not in bundle.scenario.seats:
            message = f"'{seat}' is no seat of {bundle.scenario.id}"
            raise MoveError(f"{message}: {hint(seat, bundle.scenario.seats)}")
    try:
        key = key_of(seed)
    except UnicodeEncodeError as error:
        message = "the seed is no Unicode text; type another"
        raise MoveError(message) from error
    world = build_world(bundle)
    if turns is not None:
        shorter = replace(world.story, turns=min(turns, world.story.turns))
        world = replace(world, story=shorter)
    opening = open_situation(bundle, world, key, PLAYED)
    game = Game(bundle, world, seed, seats, opening)
    return _wait(game, opening)


def submit(game: Game, move: Move) -> Game:
    """The game after a move; it plays on as far as it can.

    Raises:
        MoveError: the move is not possible now; the sentence says what is.
    """
    point = tabled(game, move)
    moves, points = (*game.pending, move), (*game.points, point)
    result = play(game.world, _before(game), game.draws(), _moves(game, moves, points))
    if isinstance(result, Waiting):
        return replace(game, pending=moves, points=points, waiting=result)
    played = (*game.played, Played(moves, points, result))
    ended = result.ending[0] != story.NO_ENDING or game.turn >= game.world.story.turns
    after = replace(game, played=played, pending=(), points=(), waiting=None)
    return after if ended else _wait(after, result.after)


def undo(game: Game) -> Game:
    """The game before the last move of the turn that is going on, or before the last turn.

    Raises:
        MoveError: nothing has happened yet.
    """
    kept = game.pending[:-1]
    turns = game.played
    if not game.pending:
        if not turns:
            message = "nothing has happened yet; there is nothing to take back"
            raise MoveError(message)
        turns, kept = turns[:-1], turns[-1].moves[:-1]
    fresh = replace(game, played=turns, pending=(), points=(), waiting=None)
    fresh = _wait(fresh, _before(fresh))
    for move in kept:
        fresh = submit(fresh, move)
    return fresh


def _before(game: Game) -> Situation:
    """The situation after the last finished turn, before the next one's injects."""
    return game.played[-1].turn.after if game.played else game.opening


def _wait(game: Game, situation: Situation) -> Game:
    draws = Draws(key_of(game.seed), PLAYED, len(game.played) + 1)
    result = play(game.world, situation, draws)
    assert isinstance(result, Waiting)  # noqa: S101  without moves a turn always waits
    return replace(game, waiting=result)


def _moves(game: Game, moves: tuple[Move, ...], points: tuple[Point, ...]) -> Moves:
    first = moves[0]
    assert isinstance(first, Propose)  # noqa: S101  `tabled` lets nothing else come first
    policy = [rule.id for rule in game.world.story.policies].index(first.policy)
    texts = [proposals(game.world, [point]) for point in points]
    return Moves(np.array([policy]), texts[0], texts[1] if len(texts) > 1 else None)


def tabled(game: Game, move: Move) -> Point:
    """The text that a move puts on the table.

    Raises:
        MoveError: the move is not possible now.
    """
    if game.phase == "over":
        message = "the session is over; no more moves are possible"
        raise MoveError(message)
    match move:
        case Propose():
            if game.phase != "propose":
                message = "silence was broken: amend, go on as a group, or withdraw"
                raise MoveError(message)
            return _proposed(game, move)
        case Settle():
            if game.phase != "settle":
                message = "there is nothing to settle: silence was not broken"
                raise MoveError(message)
            return _settled(game, move)


def _proposed(game: Game, move: Propose) -> Point:
    menu = game.bundle.scenario.policies
    if move.policy not in menu:
        message = f"'{move.policy}' is not on the menu: {hint(move.policy, menu)}"
        raise MoveError(message)
    if not may_table(game.bundle, game.chair, move.policy):
        only = ", ".join(game.bundle.policies.policies[move.policy].tabled_by)
        message = f"'{move.policy}' can be tabled by {only} only"
        raise MoveError(message)
    rules = [rule.id for rule in game.world.story.policies]
    allowed = story.legal(game.world, game.situation, game.turn)[rules.index(move.policy), 0]
    if not allowed:
        condition = game.bundle.policies.policies[move.policy].when
        message = f"'{move.policy}' cannot be tabled now: it needs {condition}"
        raise MoveError(message)
    point = policy_point(game.bundle, game.world, move.policy)
    changed = amended(game, point, move.amend, move.venue)
    differences = sum(a != b for a, b in zip(changed.levels, point.levels, strict=True))
    differences += changed.venue != point.venue
    if differences > MOST_AMENDMENTS:
        message = f"{differences} amendments are too many: at most {MOST_AMENDMENTS} issues"
        raise MoveError(message)
    return changed


def may_table(bundle: Bundle, seat: str, policy: str) -> bool:
    """Whether a seat may table a policy at all: `tabled_by` names actors or blocs, or nobody."""
    named = bundle.policies.policies[policy].tabled_by
    return not named or any(seat in bundle.blocs.get(name, (name,)) for name in named)


def _settled(game: Game, move: Settle) -> Point:
    text = game.points[-1]
    match move.how:
        case "withdraw":
            return text
        case "group":
            return amended(game, text, game.bundle.rules.settle.group, None)
        case "amend":
            changed = amended(game, text, move.amend, None)
            differences = sum(a != b for a, b in zip(changed.levels, text.levels, strict=True))
            if differences != MOST_AMENDMENTS_AFTER_SILENCE:
                message = "after a broken silence exactly one issue is amended"
                raise MoveError(message)
            return changed


def amended(game: Game, point: Point, amend: Mapping[str, str], venue: str | None) -> Point:
    """A text with some levels, and perhaps the venue, changed.

    Raises:
        MoveError: an issue, level or venue that does not exist.
    """
    space = game.world.space
    ids = [issue.id for issue in space.issues]
    levels = list(point.levels)
    for issue, level in amend.items():
        if issue not in ids:
            message = f"there is no issue '{issue}': {hint(issue, ids)}"
            raise MoveError(message)
        known = space.issues[ids.index(issue)].levels
        if level not in known:
            message = f"'{level}' is no level of {issue}: {hint(level, known)}"
            raise MoveError(message)
        levels[ids.index(issue)] = known.index(level)
    if venue is not None and venue not in space.venues:
        message = f"there is no venue '{venue}': {hint(venue, space.venues)}"
        raise MoveError(message)
    place = point.venue if venue is None else space.venues.index(venue)
    return Point(tuple(levels), place)
