"""How a session moved, as a seat may see it."""

from __future__ import annotations

import pytest

from dialogue_sim.engine import indicators
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Propose, Settle, Wait
from dialogue_sim.session.persons import look
from dialogue_sim.session.playing import advised, submit
from dialogue_sim.session.views.history import history_of


@pytest.fixture(scope="module")
def two_turns(game: Game) -> Game:
    """Silence is broken in the first turn."""
    for move in (Propose("business_as_usual"), Settle("withdraw"), Wait()):
        game = submit(game, move)
    return game


def test_a_running_session_has_the_opening_every_end_and_now(two_turns: Game) -> None:
    history = history_of(look(two_turns))
    assert [(moment.label, moment.turn) for moment in history.moments] == [
        ("T0", 0), ("T1", 1), ("T2", 2), ("now", 0),
    ]  # fmt: skip
    assert [moment.broken for moment in history.moments] == [False, True, False, False]
    situations = [two_turns.opening, *(played.turn.after for played in two_turns.played)]
    situations.append(two_turns.situation)
    for line in history.lines:
        read = [float(indicators.read(two_turns.world, then, line.name)[0]) for then in situations]
        assert line.values == tuple(int(value + 0.5) for value in read)
    assert [line.rank for line in history.lines] == [1] * 6 + [2] * 4
    line = history.line("tension")
    assert line.change(0) == 0
    assert line.change(2) == line.values[2] - line.values[1]


def test_a_session_that_is_over_ends_with_its_last_turn(two_turns: Game) -> None:
    game = two_turns
    while game.phase != "over":
        game = submit(game, Wait())
    history = history_of(look(game))
    assert [moment.label for moment in history.moments] == [
        f"T{turn}" for turn in range(len(game.played) + 1)
    ]
    assert {len(line.values) for line in history.lines} == {len(history.moments)}


def test_a_hard_adviser_keeps_the_range_for_the_debrief(two_turns: Game) -> None:
    assert history_of(look(advised(two_turns, "normal"))).ranged
    hard = advised(two_turns, "hard")
    assert not history_of(look(hard)).ranged
    while hard.phase != "over":
        hard = submit(hard, Wait())
    assert history_of(look(hard)).ranged
