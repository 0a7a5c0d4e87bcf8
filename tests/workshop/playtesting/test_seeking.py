"""A session that is found is written as a save that opens where it was found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.workshop.playtesting.small import casting, games

from dialogue_sim.engine import indicators
from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.strategies.strategies import STRATEGIES
from dialogue_sim.workshop.playtesting.playtest import turns_of
from dialogue_sim.workshop.playtesting.seeking import first_session, saved, sought

MANY = 200


def test_a_condition_is_found_in_the_session_in_which_single_games_have_it(
    tmp_path: Path,
) -> None:
    first = next(
        (session, played.turn.number)
        for session, game in enumerate(games(60))
        for played in game.played
        if indicators.read(game.world, played.turn.after, "tension")[0] >= 58
    )
    bundle = casting().stage.bundle
    found = first_session([casting()], MANY, sought(bundle, "tension >= 58"))
    assert found is not None
    assert (found.place, found.turn) == first
    path = tmp_path / "found.dsim"
    saved(found, path)
    game = open_save(path).recording.game
    assert (len(game.played), game.seed) == (found.turn, f"t-{found.place + 1}")
    for rehearsed in turns_of(casting(), range(MANY)):
        if rehearsed.turn.number > found.turn:
            break
        row = int(np.flatnonzero(rehearsed.places == found.place)[0])
        alone = game.played[rehearsed.turn.number - 1].turn
        for name in indicators.READABLE:
            batch = indicators.read(game.world, rehearsed.turn.after, name)[row]
            assert indicators.read(game.world, alone.after, name)[0] == batch


def test_an_inject_is_saved_where_its_news_is_told(tmp_path: Path) -> None:
    bundle = casting().stage.bundle
    found = first_session([casting()], MANY, sought(bundle, "borrowed_rope"))
    assert found is not None
    game = saved(found, tmp_path / "rope.dsim")
    assert (game.turn, game.phase, len(game.played)) == (found.turn, "propose", found.turn - 1)
    assert game.waiting is not None
    injects = [inject.id for inject in game.world.story.injects]
    assert game.waiting.fired[injects.index("borrowed_rope"), 0]
    assert open_save(tmp_path / "rope.dsim").recording.game.turn == found.turn


@pytest.mark.parametrize("text", ["sandbags", "ending == sandbags", "ending==sandbags"])
def test_an_ending_is_over_where_it_is_found(text: str) -> None:
    bundle = casting().stage.bundle
    found = first_session([casting()], MANY, sought(bundle, text))
    assert found is not None
    game = saved(found)
    assert game.phase == "over"
    assert bundle.scenario.endings[game.ending].id == "sandbags"


def test_a_count_of_past_turns_can_be_looked_for() -> None:
    """No condition of the story counts these turns, so the search has to."""
    wanted = sought(casting().stage.bundle, "count(tension >= 50) >= 2")
    found = first_session([casting()], MANY, wanted)
    assert found is not None
    game = saved(found)
    tense = [indicators.read(game.world, played.turn.after, "tension")[0] >= 50
             for played in game.played]  # fmt: skip
    assert sum(tense) == 2
    assert len(tense) == found.turn


def test_what_is_nowhere_is_not_found_and_odd_names_are_refused() -> None:
    bundle = casting().stage.bundle
    assert first_session([casting()], 50, sought(bundle, "tension >= 100")) is None
    with pytest.raises(DialogueSimError, match="did you mean 'sandbags'"):
        sought(bundle, "ending == sandbag")
    with pytest.raises(DialogueSimError, match="tensoin"):
        sought(bundle, "tensoin >= 3")


def test_the_first_player_who_has_one_is_named() -> None:
    greedy = replace(casting(), strategy=STRATEGIES["hardline"])
    found = first_session([greedy, casting()], MANY, sought(casting().stage.bundle, "two_chairs"))
    assert found is not None
    assert found.casting.strategy.name == "uniform"
