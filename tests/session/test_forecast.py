"""Re-rolls: session 0 is the game itself, and every other one is what it would be alone."""

from __future__ import annotations

import numpy as np
import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.engine.compromise import compromise
from dialogue_sim.engine.draws import Draws, key_of
from dialogue_sim.engine.situation import Situation, take
from dialogue_sim.engine.turn import Moves, Turn, Waiting, play
from dialogue_sim.session.game import Game
from dialogue_sim.session.hindsight.forecast import resample
from dialogue_sim.session.moves import Propose, Settle
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.state import digest
from dialogue_sim.session.strategies.strategies import STRATEGIES, play_out
from dialogue_sim.session.worlds.opening import open_situation, proposals


def settled(bundle: Bundle) -> Game:
    """A game in which silence was broken three times and settled in every way."""
    game = begin(bundle, "kalmar")
    for move in (
        Propose("business_as_usual"), Settle("withdraw"),
        Propose("top_level_talks", {"conditions": "strict"}, "nrc"),
        Propose("business_as_usual"), Settle("group"),
        Propose("business_as_usual"), Settle("amend", {"framing": "crisis"}),
    ):  # fmt: skip
        game = submit(game, move)
    return game


@pytest.fixture(scope="module")
def games(bundle: Bundle) -> list[Game]:
    played = [
        play_out(begin(bundle, seed), STRATEGIES[name])
        for seed, name in (("riga", "least_used"), ("oslo", "grit"), ("bern", "hardline"))
    ]
    return [*played, settled(bundle)]


def one(situation: Situation, session: int) -> str:
    """A digest of one session of a batch."""
    return digest(take(situation, np.array([session])))


def test_session_nought_is_the_game_bit_for_bit(games: list[Game]) -> None:
    for game in games:
        before, *after = resample(game, 30)
        assert one(before.situation, 0) == digest(game.opening)
        assert [one(batch.situation, 0) for batch in after] == [
            digest(played.turn.after) for played in game.played
        ]
        assert after[-1].ending[0] == game.played[-1].turn.ending[0]


def test_a_session_is_the_same_in_every_batch(games: list[Game]) -> None:
    for game in games:
        small, large = resample(game, 5)[-1], resample(game, 80)[-1]
        for session in range(6):
            assert one(small.situation, session) == one(large.situation, session)


def alone(game: Game, session: int) -> tuple[Situation, int]:
    """One re-roll played by itself, with the rule for silence written out."""
    seed, number = key_of(game.seed), np.array([session], dtype=np.uint64)
    situation = open_situation(game.bundle, game.world, seed, number)
    rules = [rule.id for rule in game.world.story.policies]
    for played in game.played:
        draws = Draws(seed, number, played.turn.number)
        policy = np.array([rules.index(played.policy)])
        text = proposals(game.world, [played.points[0]])
        result = play(game.world, situation, draws, Moves(policy, text))
        if isinstance(result, Waiting):
            settled_on = played.points[-1]
            if len(played.points) == 1:
                settled_on = compromise(game.world, game.opening, played.points[0])
            second = proposals(game.world, [settled_on])
            result = play(game.world, situation, draws, Moves(policy, text, second))
        assert isinstance(result, Turn)
        situation = result.after
        if result.ending[0] >= 0:
            return situation, int(result.ending[0])
    return situation, -1


def test_a_reroll_is_what_it_would_be_alone(games: list[Game]) -> None:
    ended_early = 0
    for game in games:
        *_, before, batch = resample(game, 12)
        for session in range(1, 13):
            situation, ending = alone(game, session)
            assert one(batch.situation, session) == digest(situation)
            assert batch.ending[session] == ending
        ended_early += int((before.ending >= 0).sum())
    assert ended_early


def test_rerolls_have_natures_of_their_own(games: list[Game]) -> None:
    natures = resample(games[0], 50)[0].situation.nature[1:]
    assert set(natures.tolist()) == {0, 1}
