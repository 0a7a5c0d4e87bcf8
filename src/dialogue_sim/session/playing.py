"""Playing a game: it begins, moves are made, and the last one can be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.content.suggest import hint
from dialogue_sim.engine import story
from dialogue_sim.engine.draws import Draws, key_of
from dialogue_sim.engine.turn import WAITS, Moves, Waiting, go_on, opening
from dialogue_sim.session.debating import AFTER_DEBATE, must_be_sayable, speeches_in
from dialogue_sim.session.game import PLAYED, Game, Played
from dialogue_sim.session.groundwork import groundwork_of, must_be_possible
from dialogue_sim.session.moves import Groundwork, MoveError, Propose, Settle, Wait
from dialogue_sim.session.present_names import as_called_now
from dialogue_sim.session.spoken import given_answer, given_responses
from dialogue_sim.session.tabling import expect, tabled
from dialogue_sim.session.worlds.build import build_world
from dialogue_sim.session.worlds.opening import open_situation, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.floor import Floor
    from dialogue_sim.engine.numerics import Integers
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.session.moves import Move
    from dialogue_sim.words import Difficulty


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
    key = must_be_seed(seed)
    world = build_world(bundle)
    if turns is not None and turns < world.story.turns:
        shorter = replace(world.story, turns=turns)
        world = replace(world, story=shorter)
    before = open_situation(bundle, world, key, PLAYED)
    game = Game(bundle, world, seed, seats, before, speakers)
    return _wait(game, before)


def with_debaters(game: Game, debaters: Mapping[int, frozenset[str]]) -> Game:
    """A game in which further seats speak for themselves in debates, by turn.

    Raises:
        MoveError: a seat that the scenario does not offer.
    """
    for seats in debaters.values():
        for seat in sorted(seats):
            must_be_seat(game.bundle, seat)
    return replace(game, debaters=debaters)


def advised(game: Game, difficulty: Difficulty) -> Game:
    """A game whose adviser says as much as a difficulty allows."""
    return replace(game, difficulty=difficulty)


def reseeded(game: Game, seed: str) -> Game:
    """A game whose luck is that of another seed from the turn on that is about to begin.

    What was drawn before it, the nature of the counterpart among it, stays.

    Raises:
        MoveError: the seed is no Unicode text.
    """
    must_be_seed(seed)
    if seed == game.seed_in(game.turn):
        return game
    fresh = _between_turns(game, game.played)
    fresh = replace(fresh, reseeds={**game.reseeds, game.turn: seed})
    return _wait(fresh, _before(fresh))


def must_be_seed(seed: str) -> int:
    """The key of a seed.

    Raises:
        MoveError: it is no Unicode text.
    """
    try:
        return key_of(seed)
    except UnicodeEncodeError as error:
        message = "the seed is no Unicode text; type another"
        raise MoveError(message) from error


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
    move = as_called_now(game.bundle, move)
    expect(game, move)
    points = game.points
    if isinstance(move, Propose | Settle):
        points = (*points, tabled(game, move))
    else:
        must_be_possible(game, move)
        must_be_sayable(game, move)
    going = replace(
        game, pending=(*game.pending, move), movers=(*game.movers, game.mover), points=points
    )
    result = go_on(game.world, _opened(game), game.draws(), as_engine_moves(going))
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


def before_turn(game: Game, place: int) -> Game:
    """The game at the beginning of a finished turn, given by its place; nobody has moved in it."""
    fresh = _between_turns(game, game.played[:place])
    return _wait(fresh, _before(fresh))


def _between_turns(game: Game, played: tuple[Played, ...]) -> Game:
    """The game when some turns are finished and the next has not begun."""
    return replace(game, played=played, pending=(), movers=(), points=(), waiting=None)


def _before(game: Game) -> Situation:
    """The situation after the last finished turn, before the next one's injects."""
    return game.played[-1].turn.after if game.played else game.opening


def _wait(game: Game, situation: Situation) -> Game:
    turn = len(game.played) + 1
    draws = Draws(game.key_in(turn), PLAYED, turn)
    return replace(game, waiting=opening(game.world, situation, draws))


def _opened(game: Game) -> Waiting:
    """The turn that is going on after its injects, before anybody moved.

    Without groundwork what waits holds it; else the injects are let happen again.
    """
    waiting = game.waiting
    assert waiting is not None  # noqa: S101  `expect` refuses every move when the game is over
    if any(isinstance(move, Groundwork) for move in game.pending):
        return opening(game.world, _before(game), game.draws())
    before = waiting.before if waiting.unheard is None else waiting.unheard
    return Waiting("propose", before, waiting.fired)


def as_engine_moves(game: Game) -> Moves:
    """The moves of the turn that is going on, as the engine reads them."""
    groundwork = groundwork_of(game.world.actors.ids, game.pending)
    if any(isinstance(move, Wait) for move in game.pending):
        return Moves(np.array([WAITS]), game.situation.standing, None, None,
                     _answer(game), groundwork)  # fmt: skip
    if not game.points:
        return Moves(np.array([WAITS]), None, groundwork=groundwork)
    texts = [text_of(game.world, point) for point in game.points]
    second = texts[1] if len(texts) > 1 else None
    said = tuple(zip(game.movers, game.pending, strict=True))
    responses = given_responses(game.world.actors.ids, said, game.asked())
    return Moves(
        np.array([game.world.story.place_of(game.tabled_policy)]), texts[0], second,
        None if responses is None else responses[:, :, None],
        _answer(game), groundwork, charged=game.tabler == game.chair,
        speeches=speeches_in(game), floor=_floor(game),
    )  # fmt: skip


def _floor(game: Game) -> Floor | None:
    """The debate of the turn that is going on, once it is over; None before that."""
    waiting = game.waiting
    return waiting.floor if waiting is not None and waiting.kind in AFTER_DEBATE else None


def _answer(game: Game) -> Integers | None:
    """(1,) what a person in the counterpart's seat did or has yet to do; None for nobody."""
    said = tuple(zip(game.movers, game.pending, strict=True))
    answer = given_answer(game.bundle.counterpart.id, said, game.asked())
    return None if answer is None else np.array([answer])
