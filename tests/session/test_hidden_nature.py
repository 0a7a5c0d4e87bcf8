"""Nobody can see the counterpart's nature: not in a view, a forecast or a strategy's choice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Propose, Settle
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.strategies.strategies import STRATEGIES, next_move
from dialogue_sim.session.views.turn_view import TurnView
from dialogue_sim.session.views.view import View, view_for

SEEDS = ("kalmar", "oslo", "riga")


def other_nature(game: Game) -> Game:
    """The same new game with a counterpart of the other type."""
    assert game.waiting is not None
    assert not game.played
    flipped = 1 - game.opening.nature
    before = replace(game.waiting.before, nature=flipped)
    return replace(
        game,
        opening=replace(game.opening, nature=flipped),
        waiting=replace(game.waiting, before=before),
    )


def pairs(bundle: Bundle) -> list[tuple[Game, Game]]:
    games = [begin(bundle, seed) for seed in SEEDS]
    return [(game, other_nature(game)) for game in games]


def without_digests(view: View) -> View:
    """A view without the hashes of the whole situation, which cannot be read back."""
    played = tuple(replace(turn, state="") for turn in view.played)
    return replace(view, code="", played=played)


def before_the_answer(turn: TurnView) -> tuple[object, ...]:
    """All of a turn but the answer that was drawn and what follows from it."""
    return turn.moves, turn.hearings, turn.stands, turn.in_force.levels, turn.answer.chances


def test_the_types_differ_at_all(bundle: Bundle) -> None:
    natures = {int(begin(bundle, f"seed {k}").opening.nature[0]) for k in range(30)}
    assert natures == {0, 1}


def test_a_new_game_looks_the_same_against_either_type(bundle: Bundle) -> None:
    for game, other in pairs(bundle):
        assert view_for(game, game.chair) == view_for(other, other.chair)


def test_a_broken_silence_looks_the_same_against_either_type(bundle: Bundle) -> None:
    for pair in pairs(bundle):
        one, two = (submit(game, Propose("business_as_usual")) for game in pair)
        assert view_for(one, one.chair) == view_for(two, two.chair)


def test_a_turn_looks_the_same_until_the_answer_is_drawn(bundle: Bundle) -> None:
    drawn_alike = []
    for policy in bundle.scenario.policies:
        for pair in pairs(bundle)[:1]:
            one, two = (finished(submit(game, Propose(policy))) for game in pair)
            first, second = (view_for(game, game.chair) for game in (one, two))
            assert before_the_answer(first.played[0]) == before_the_answer(second.played[0])
            alike = first.played[0].answer.answer == second.played[0].answer.answer
            if alike:
                assert without_digests(first) == without_digests(second)
            drawn_alike.append(alike)
    assert set(drawn_alike) == {True, False}


def finished(game: Game) -> Game:
    return submit(game, Settle("withdraw")) if game.phase == "settle" else game


@pytest.mark.parametrize("name", STRATEGIES)
def test_a_strategy_chooses_the_same_against_either_type(bundle: Bundle, name: str) -> None:
    for game, other in pairs(bundle):
        assert next_move(game, STRATEGIES[name]) == next_move(other, STRATEGIES[name])
