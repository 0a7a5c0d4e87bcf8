"""Playing on from what waits comes to what playing the whole turn from its start comes to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.engine.turn import Turn, play
from dialogue_sim.session.debating import opposing, speeches_of
from dialogue_sim.session.moves import (
    Answer,
    Argue,
    Consult,
    MoveError,
    Pass,
    Propose,
    Rebut,
    Respond,
    Settle,
)
from dialogue_sim.session.playing import as_engine_moves, before_turn, begin, submit
from dialogue_sim.session.state import digest
from dialogue_sim.session.worlds.build import build_world
from dialogue_sim.session.worlds.opening import policy_point, proposals, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.moves import Move

SEATS = ("secretary_general", "poland", "russia")


@pytest.fixture(scope="module")
def shipped() -> Bundle:
    return load(read_library(packaged_content()), "december_2019")


def wishes(game: Game) -> Iterator[Move]:
    """What a seat would do now, the next where one is refused."""
    match game.phase:
        case "propose":
            yield from (Consult(name) for name in ("germany", "france") if not game.pending)
            yield from (Propose(policy) for policy in game.menu[game.turn :] + game.menu)
        case "argue" | "rebut" | "defend":
            yield from (Rebut(name, "undercut") for name in opposing(game, game.mover)[:1])
            yield from (Argue(use=name) for name in game.bundle.bank)
            yield Pass()
        case "settle":
            yield Settle("withdraw")
        case _:
            yield from (Respond("object"), Answer("probe"))


def moved(game: Game) -> Game:
    for move in wishes(game):
        try:
            return submit(game, move)
        except MoveError:
            continue
    pytest.fail(f"nothing is possible in {game.phase}")


def from_the_start(game: Game, place: int) -> Turn:
    """A finished turn once more, all of its moves at once."""
    done = game.played[place]
    before = game.played[place - 1].turn.after if place else game.opening
    fresh = before_turn(game, place)
    going = replace(fresh, pending=done.moves, movers=done.movers, points=done.points)
    moves = replace(as_engine_moves(going), speeches=speeches_of(game, place))
    turn = play(game.world, before, fresh.draws(), moves)
    assert isinstance(turn, Turn)
    return turn


def test_moves_one_by_one_come_to_the_turn_as_a_whole(shipped: Bundle) -> None:
    game = begin(shipped, "kalmar", dict.fromkeys(SEATS, "player"))
    said: set[type] = set()
    while game.phase != "over":
        game = moved(game)
        said |= {type(move) for move in game.pending}
    assert said >= {Consult, Argue, Rebut, Pass, Respond}
    assert any(played.turn.floor is not None for played in game.played)
    for place, played in enumerate(game.played):
        again = from_the_start(game, place)
        assert digest(again.after) == digest(played.turn.after) == played.state
        assert np.array_equal(again.outlook.probabilities, played.turn.outlook.probabilities)
        for one, other in zip(again.hearings, played.turn.hearings, strict=True):
            assert np.array_equal(one.reactions.terms, other.reactions.terms)
            assert np.array_equal(one.arguments, other.arguments)


def test_a_bundle_has_one_world_and_a_point_one_text(shipped: Bundle) -> None:
    world = build_world(shipped)
    assert build_world(shipped) is world
    assert build_world(replace(shipped)) is not world
    for policy in shipped.scenario.policies:
        point = policy_point(shipped, world, policy)
        text, twice = text_of(world, point), proposals(world, [point, point])
        assert text_of(world, point) is text
        for part in ("levels", "measures", "interests", "red_lines", "counterpart_interest"):
            assert np.array_equal(getattr(text, part), getattr(twice, part)[..., 1:])
