"""The profile: six numbers of a session beside a thousand others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Propose
from dialogue_sim.session.playing import submit
from dialogue_sim.session.strategies.profile import (
    MODELLED,
    PROFILE,
    modelled_ends,
    percentile,
    profile,
)


def test_ties_lie_at_the_middle() -> None:
    others = np.array([10.0, 20.0, 20.0, 30.0])
    assert percentile(others, 5.0) == 0.0
    assert percentile(others, 20.0) == 50.0
    assert percentile(others, 25.0) == 75.0
    assert percentile(others, 31.0) == 100.0


def test_a_profile_has_six_numbers_that_are_better_when_they_are_higher(game: Game) -> None:
    rows = {row.name: row for row in profile(game)}
    assert list(rows) == ["progress", "security", "cohesion", "credibility", "support", "calm"]
    # The opening: nothing lost, tension the mean of postures 45 and 55.
    assert {name: round(row.value, 6) for name, row in rows.items()} == {
        "progress": 0.0, "security": 100.0, "cohesion": 60.0, "credibility": 60.0,
        "support": 65.0, "calm": 50.0,
    }  # fmt: skip
    assert all(0.0 <= row.percentile <= 100.0 for row in rows.values())


def test_every_session_ends_once(game: Game) -> None:
    modelled = modelled_ends(game)
    assert list(modelled) == list(PROFILE)
    for ends in modelled.values():
        assert len(ends) == MODELLED
        assert ends.min() >= 0.0
        assert ends.max() <= 100.0
        assert np.ptp(ends) > 10.0


def test_the_sessions_beside_it_do_not_depend_on_the_game(game: Game) -> None:
    later = submit(replace(game, seed="other"), Propose("nrc_ambassadors"))
    assert modelled_ends(later) is modelled_ends(game)


def test_fewer_turns_are_compared_with_as_few(game: Game) -> None:
    shorter = replace(game.world, story=replace(game.world.story, turns=2))
    ends = modelled_ends(replace(game, world=shorter))
    whole = modelled_ends(game)
    assert ends["credibility"].std() < whole["credibility"].std()
