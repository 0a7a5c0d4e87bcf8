"""The shortest session there is, its moves, and what a save must hold whatever has happened."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Move
from dialogue_sim.session.notation import write_move
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.recording import Recording, record_to
from dialogue_sim.session.strategies.strategies import STRATEGIES, next_move

SEED = "kalmar"
GREEDY = STRATEGIES["greedy"]


class LostError(AssertionError):
    """Something is not in a save that somebody was told is there."""


@cache
def opening() -> Game:
    """The game before the first move; games are immutable."""
    return begin(load(read_library(packaged_content()), "first_steps"), SEED)


@cache
def moves() -> tuple[Move, ...]:
    """The moves of a whole session."""
    game, made = opening(), []
    while game.phase != "over":
        made.append(next_move(game, GREEDY))
        game = submit(game, made[-1])
    return tuple(made)


def said(game: Game) -> list[object]:
    """Every move of a game, as it is written down."""
    made = [move for played in game.played for move in played.moves]
    return [write_move(move) for move in (*made, *game.pending)]


def recorded(path: Path, count: int) -> Recording:
    """A session of some moves and its save."""
    recording = record_to(opening(), path)
    for move in moves()[:count]:
        recording.submit(move)
    return recording


def must_hold(path: Path, acknowledged: int) -> Recording:
    """The session as its save has it.

    Raises:
        LostError: it does not hold the first moves, as many as were acknowledged.
    """
    recording = open_save(path).recording
    found = said(recording.game)
    expected = [write_move(move) for move in moves()[: len(found)]]
    if found != expected or len(found) < acknowledged:
        message = f"{len(found)} moves instead of {acknowledged}: {found}"
        raise LostError(message)
    return recording


def must_go_on(path: Path, acknowledged: int) -> None:
    """A session can be played to its end from what its save holds, and opens afterwards."""
    recording = must_hold(path, acknowledged)
    for move in moves()[len(said(recording.game)) :]:
        recording.submit(move)
    recording.close()
    assert said(must_hold(path, len(moves())).game) == [write_move(move) for move in moves()]
