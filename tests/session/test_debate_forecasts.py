"""Forecasts that are sealed in a debate, and speeches that are taken back."""

from __future__ import annotations

import pytest
from tests.session.debates_in_yaml import (
    CHAIR,
    GERMANY,
    POLAND,
    RUSSIA,
    STOPPED,
    in_debate,
    loaded,
    played,
)

from dialogue_sim.session.debating import on_floor
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import (
    Argue,
    Drop,
    MoveError,
    Pass,
    Predict,
    Rebut,
    Respond,
)
from dialogue_sim.session.playing import submit, undo


def stamp(game: Game) -> tuple[object, ...]:
    """Where a game stands, with what was said and what stands on the floor."""
    return game.turn, game.phase, game.mover, game.pending, game.movers, on_floor(game)


@pytest.fixture(scope="module")
def cards() -> Game:
    """Chair and Poland debate with the arguments of the bank; the chair is asked."""
    return in_debate(loaded("cards"), CHAIR, POLAND)


# ------------------------------------------------------------------ forecasts


@pytest.mark.parametrize(
    ("forecast", "words"),
    [
        (Predict({"polland": {"hedge": 100}}), ["no actor 'polland'", "did you mean 'poland'?"]),
        (Predict({RUSSIA: {"hedge": 100}}), ["no actor 'russia'"]),
        (Predict(), ["predict"]),
        (Predict({"poland": {}}), ["a forecast is the id of a response"]),
        (Predict({"poland": {"hedge": 101}}), ["a whole percent from 0 to 100"]),
        (Predict({"poland": {"hedge": 60, "object": 60}}), ["add up to 100, and not to 120"]),
        (Predict({"poland": {"maybe": 60}}), ['no response "maybe"']),
        (Predict(answer={"shrug": 60}), ['no answer "shrug"']),
    ],
)
def test_a_forecast_names_sides_responses_and_percents(
    cards: Game, forecast: Predict, words: list[str]
) -> None:
    """Whatever a screen hands over: what could not be read again is not sealed."""
    with pytest.raises(MoveError) as caught:
        submit(cards, forecast)
    assert all(word in str(caught.value) for word in words), caught.value


def test_a_forecast_is_made_before_the_text_is_tabled_or_until_silence_runs(cards: Game) -> None:
    guess = Predict({"poland": {"hedge": 100}}, {"probe": 50, "stonewall": 50})
    responds = played(cards, *[Pass()] * 4)
    assert submit(cards, guess).phase == cards.phase
    for game in (submit(responds, Respond("hedge")), responds):
        if game.phase == "respond":
            with pytest.raises(MoveError, match="before anything is known"):
                submit(game, guess)
    broken = played(in_debate(loaded(), CHAIR, text=STOPPED), Pass(), Pass())
    assert broken.phase == "settle"
    with pytest.raises(MoveError, match="silence was broken"):
        submit(broken, guess)


@pytest.mark.parametrize("before", [0, 1, 2, 4], ids=["argue", "argue again", "rebut", "defend"])
def test_a_forecast_is_sealed_in_the_middle_of_a_debate_and_changes_nothing(before: int) -> None:
    rebuttal = Rebut("nobody_wants_it", "undercut")
    moves = (Argue(use="never_alone"), Pass(), rebuttal, Pass(), Pass())
    start = in_debate(loaded(), CHAIR)
    game = played(start, *moves[:before])
    sealed = submit(game, Predict({"poland": {"object": 60, "hedge": 40}}, {"probe": 100}))
    assert (sealed.phase, sealed.mover) == (game.phase, game.mover)
    with pytest.raises(MoveError, match="sealed already"):
        submit(sealed, Predict({"germany": {"endorse": 100}}))
    assert played(sealed, *moves[before:]).code == played(start, *moves).code


def test_everybody_seals_a_forecast_of_its_own_anew_in_every_turn() -> None:
    guess = Predict({"france": {"endorse": 100}})
    game = played(in_debate(loaded(), CHAIR, GERMANY), guess, Pass(), guess, Pass())
    with pytest.raises(MoveError, match="sealed already"):
        submit(game, guess)
    game = played(game, Pass(), Pass(), Respond("hedge"), guess)
    assert (game.turn, game.phase) == (3, "propose")


def test_speeches_are_taken_back_one_by_one() -> None:
    moves = (
        Argue(use="never_alone"), Pass(), Argue(use="bought_off"), Pass(),
        Rebut("bought_off", "undercut"), Pass(), Rebut("never_alone", "counter", "gas"), Pass(),
        Drop("never_alone"), Pass(), Respond("hedge"),
    )  # fmt: skip
    games = [in_debate(loaded(), CHAIR, POLAND)]
    for move in moves:
        games.append(submit(games[-1], move))
    for before, after in zip(reversed(games[:-1]), reversed(games), strict=False):
        back = undo(after)
        assert stamp(back) == stamp(before)
    assert undo(games[0]).phase == "propose"
