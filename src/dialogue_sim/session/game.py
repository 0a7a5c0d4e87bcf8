"""A game being played: content, seed and moves; everything else is derived from these."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from dialogue_sim.content.suggest import hint
from dialogue_sim.engine import story
from dialogue_sim.engine.draws import Draws, key_of
from dialogue_sim.engine.turn import Moves, Turn, Waiting, play
from dialogue_sim.session.amendments import amended, differences
from dialogue_sim.session.build import build_world
from dialogue_sim.session.moves import Answer, MoveError, Propose, Respond, Settle
from dialogue_sim.session.opening import open_situation, policy_point, proposals
from dialogue_sim.session.spoken import given_answer, given_responses
from dialogue_sim.session.state import digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.neighbours import Point
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import World
    from dialogue_sim.session.moves import Move

MOST_AMENDMENTS = 2
MOST_AMENDMENTS_AFTER_SILENCE = 1
CODE_LENGTH = 8
PLAYED = np.zeros(1, dtype=np.uint64)
"""The session that is played is number 0 of its seed; forecasts and re-rolls are 1, 2, ..."""

Phase = Literal["propose", "respond", "settle", "answer", "over"]
PHASE_OF: dict[type, Phase] = {
    Propose: "propose", Respond: "respond", Settle: "settle", Answer: "answer"
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
        seats: who sits where in every turn; a seat that is not here is modelled.
        opening: the situation before turn 1.
        speakers: by turn, seats whose responses or answer are given there and not drawn.
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
        """The seat that tables where the agenda says nothing."""
        return self.bundle.scenario.chair

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
            case "respond":
                assert self.waiting is not None  # noqa: S101  a phase is what it waits for
                return self.world.actors.ids[self.waiting.actor]
            case "answer":
                return self.bundle.counterpart.id
            case "over":
                return ""

    @property
    def tabled_policy(self) -> str:
        """The policy whose text is on the table; none before one is tabled."""
        first = self.pending[0] if self.pending else None
        return first.policy if isinstance(first, Propose) else ""

    def asked(self) -> frozenset[str]:
        """Seats that respond or answer by a person's word in this turn.

        The chair is not asked about what it tables: its office has no say of its own.
        """
        persons = frozenset({*self.seats, *self.speakers.get(self.turn, ())})
        return persons - {self.chair} if self.tabler == self.chair else persons

    @property
    def ending(self) -> int:
        """Place of the ending that was reached, or -1."""
        return int(self.played[-1].turn.ending[0]) if self.waiting is None else story.NO_ENDING

    def draws(self) -> Draws:
        """Where the luck of the turn that is going on comes from."""
        return Draws(key_of(self.seed), PLAYED, self.turn)


def begin(
    bundle: Bundle,
    seed: str,
    seats: dict[str, str] | None = None,
    turns: int | None = None,
    speakers: Mapping[int, frozenset[str]] | None = None,
) -> Game:
    """A new game, waiting for the first proposal.

    Args:
        bundle: the scenario.
        seed: any text; the same text gives the same luck.
        seats: seat to who sits there; the chair alone if left out.
        turns: play fewer turns than the scenario has.
        speakers: by turn, further seats whose responses or answer are given there.

    Raises:
        MoveError: a seat that the scenario does not offer, or a seed that is no Unicode text.
    """
    seats = {bundle.scenario.chair: "player"} if seats is None else seats
    speakers = {} if speakers is None else speakers
    for seat in (*seats, *(seat for named in speakers.values() for seat in sorted(named))):
        must_be_seat(bundle, seat)
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
    game = Game(bundle, world, seed, seats, opening, speakers)
    return _wait(game, opening)


def must_be_seat(bundle: Bundle, seat: str) -> None:
    """Refuse a seat that the scenario does not offer.

    Raises:
        MoveError: with the seat that was probably meant.
    """
    if seat not in bundle.scenario.seats:
        message = f"'{seat}' is no seat of {bundle.scenario.id}"
        raise MoveError(f"{message}: {hint(seat, bundle.scenario.seats)}")


def submit(game: Game, move: Move) -> Game:
    """The game after a move of whoever is to move; it plays on as far as it can.

    Raises:
        MoveError: the move is not possible now; the sentence says what is.
    """
    _expect(game, move)
    points = game.points
    if isinstance(move, Propose | Settle):
        points = (*points, tabled(game, move))
    going = replace(
        game, pending=(*game.pending, move), movers=(*game.movers, game.mover), points=points
    )
    result = play(game.world, _before(game), game.draws(), _moves(going))
    if isinstance(result, Waiting):
        return replace(going, waiting=result)
    done = Played(going.pending, points, result, going.movers)
    after = _between_turns(game, (*game.played, done))
    ended = result.ending[0] != story.NO_ENDING or game.turn >= game.world.story.turns
    return after if ended else _wait(after, result.after)


def undo(game: Game) -> Game:
    """The game before the last move that a person made.

    What nobody's seats did after it, such as tabling the next text, is taken back with it.

    Raises:
        MoveError: nobody has decided anything yet.
    """
    turns, kept = list(game.played), list(zip(game.movers, game.pending, strict=True))
    while kept or turns:
        if not kept:
            last = turns.pop()
            kept = list(zip(last.movers, last.moves, strict=True))
        mover, _ = kept.pop()
        if not game.seats or mover in game.seats:
            fresh = _between_turns(game, tuple(turns))
            fresh = _wait(fresh, _before(fresh))
            for _, move in kept:
                fresh = submit(fresh, move)
            return fresh
    message = "nothing has happened yet; there is nothing to take back"
    raise MoveError(message)


def _between_turns(game: Game, played: tuple[Played, ...]) -> Game:
    """The game when some turns are finished and the next has not begun."""
    return replace(game, played=played, pending=(), movers=(), points=(), waiting=None)


def _before(game: Game) -> Situation:
    """The situation after the last finished turn, before the next one's injects."""
    return game.played[-1].turn.after if game.played else game.opening


def _wait(game: Game, situation: Situation) -> Game:
    draws = Draws(key_of(game.seed), PLAYED, len(game.played) + 1)
    result = play(game.world, situation, draws)
    assert isinstance(result, Waiting)  # noqa: S101  without moves a turn always waits
    return replace(game, waiting=result)


def _moves(game: Game) -> Moves:
    """The moves of the turn that is going on, as the engine reads them."""
    policy = [rule.id for rule in game.world.story.policies].index(game.tabled_policy)
    texts = [proposals(game.world, [point]) for point in game.points]
    second = texts[1] if len(texts) > 1 else None
    ids, said = game.world.actors.ids, tuple(zip(game.movers, game.pending, strict=True))
    responses = given_responses(ids, said, game.asked())
    answer = given_answer(game.bundle.counterpart.id, said, game.asked())
    return Moves(
        np.array([policy]), texts[0], second,
        None if responses is None else responses[:, :, None],
        None if answer is None else np.array([answer]),
    )  # fmt: skip


def tabled(game: Game, move: Propose | Settle) -> Point:
    """The text that a move puts on the table.

    Raises:
        MoveError: the move is not possible now.
    """
    _expect(game, move)
    return _proposed(game, move) if isinstance(move, Propose) else _settled(game, move)


def _expect(game: Game, move: Move) -> None:
    """Refuse a move of another kind than the game waits for."""
    if game.phase == "over":
        message = "the session is over; no more moves are possible"
        raise MoveError(message)
    if PHASE_OF[type(move)] == game.phase:
        return
    match game.phase:
        case "propose" | "settle" if isinstance(move, Respond | Answer):
            message = "no text is waiting for a response or an answer now"
        case "settle":
            message = "silence was broken: amend, go on as a group, or withdraw"
        case "respond" | "answer":
            message = f"a text is on the table: {game.mover} has to {game.phase} first"
        case _:
            message = "there is nothing to settle: silence was not broken"
    raise MoveError(message)


def _proposed(game: Game, move: Propose) -> Point:
    menu = game.menu
    if move.policy not in menu:
        message = f"'{move.policy}' is not on the menu: {hint(move.policy, menu)}"
        raise MoveError(message)
    if not game.bundle.may_table(game.tabler, move.policy):
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
    changed = amended(game.world.space, point, move.amend, move.venue)
    count = differences(changed, point)
    if count > MOST_AMENDMENTS:
        message = f"{count} amendments are too many: at most {MOST_AMENDMENTS} issues"
        raise MoveError(message)
    return changed


def _settled(game: Game, move: Settle) -> Point:
    text = game.points[-1]
    match move.how:
        case "withdraw":
            return text
        case "group":
            return amended(game.world.space, text, game.bundle.rules.settle.group, None)
        case "amend":
            changed = amended(game.world.space, text, move.amend, None)
            if differences(changed, text) != MOST_AMENDMENTS_AFTER_SILENCE:
                message = "after a broken silence exactly one issue is amended"
                raise MoveError(message)
            return changed
