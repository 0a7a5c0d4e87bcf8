"""The range of other luck, against re-rolls that are played one by one and counted by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.engine import indicators
from dialogue_sim.engine.compromise import compromise
from dialogue_sim.engine.draws import Draws, key_of
from dialogue_sim.engine.turn import Moves, Waiting, play
from dialogue_sim.session.game import Game
from dialogue_sim.session.hindsight.ranges import ranges
from dialogue_sim.session.moves import Propose, Settle
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.progress import Stopped
from dialogue_sim.session.worlds.opening import open_situation, proposals

REROLLS = 20
LINES = {
    "tension", "trust", "credibility", "cohesion", "support", "progress",
    "security_loss", "hostilities", "hardliners", "outside_support",
}  # fmt: skip


@pytest.fixture(scope="module")
def broken(bundle: Bundle) -> Game:
    """Three turns: silence broken and the text withdrawn, then amended texts that are settled."""
    game = begin(bundle, "kalmar")
    for move in (
        Propose("business_as_usual"), Settle("withdraw"),
        Propose("top_level_talks", {"conditions": "strict"}, "nrc"),
        Propose("business_as_usual"), Settle("group"),
    ):  # fmt: skip
        game = submit(game, move)
    return game


def one_reroll(game: Game, session: int) -> list[dict[str, float]]:
    """Every indicator before the first turn and after each one, in one session by itself."""
    seed, number = key_of(game.seed), np.array([session], dtype=np.uint64)
    situation = open_situation(game.bundle, game.world, seed, number)
    rules = [rule.id for rule in game.world.story.policies]
    found = [situation]
    over = False
    for played in game.played:
        first, last = played.points[0], played.points[-1]
        if len(played.points) == 1:
            last = compromise(game.world, game.opening, first)
        moves = Moves(np.array([rules.index(played.policy)]), proposals(game.world, [first]))
        luck = Draws(seed, number, played.turn.number)
        result = play(game.world, situation, luck, moves)
        if isinstance(result, Waiting):
            again = replace(moves, second=proposals(game.world, [last]))
            result = play(game.world, situation, luck, again)
        assert not isinstance(result, Waiting)
        situation = situation if over else result.after
        over = over or bool(result.ending[0] >= 0)
        found.append(situation)
    return [
        {name: float(indicators.read(game.world, then, name)[0]) for name in LINES}
        for then in found
    ]


def test_the_range_is_that_of_twenty_rerolls_played_one_by_one(broken: Game) -> None:
    alone = [one_reroll(broken, session) for session in range(1, REROLLS + 1)]
    found = ranges(broken, REROLLS)
    assert found.keys() == LINES
    wide = 0
    for name, range_ in found.items():
        assert len(range_.low) == len(range_.high) == 1 + len(broken.played)
        for moment, (low, high) in enumerate(zip(range_.low, range_.high, strict=True)):
            values = sorted(reroll[moment][name] for reroll in alone)
            # A tenth of twenty is two: the second lowest, and the second highest but one.
            assert (low, high) == (values[1], values[17])
            wide += high > low
    assert wide


def test_the_range_tells_nothing_of_the_hidden_nature(rich: Bundle) -> None:
    game = begin(rich, "kalmar")
    game = submit(game, Propose("nrc_ambassadors"))
    other = replace(game.opening, nature=1 - game.opening.nature)
    assert not np.array_equal(other.nature, game.opening.nature)
    assert ranges(replace(game, opening=other), 10) == ranges(game, 10)


def test_before_the_first_turn_there_is_only_the_opening(game: Game) -> None:
    found = ranges(game, 10)
    assert all(range_.low == range_.high for range_ in found.values())
    assert {len(range_.low) for range_ in found.values()} == {1}


def test_how_far_it_is_goes_from_nothing_to_all_and_can_be_stopped(broken: Game) -> None:
    told: list[float] = []
    ranges(broken, 10, told.append)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)

    def enough(share: float) -> None:
        told.append(share)
        if share > 0:
            raise Stopped

    told.clear()
    with pytest.raises(Stopped):
        ranges(broken, 10, enough)
    assert told == [0.0, pytest.approx(1 / 3)]
