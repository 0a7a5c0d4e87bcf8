"""Luck and choice: by hand where a hand can do it, and against other ways to the same numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.indicators import read
from dialogue_sim.engine.numerics import Array
from dialogue_sim.session.game import Game
from dialogue_sim.session.hindsight.forecast import resample
from dialogue_sim.session.hindsight.luck import (
    Hindsight,
    choice_sentence,
    hindsight,
    outcome,
    outcome_sentence,
    share_of_luck,
)
from dialogue_sim.session.moves import Propose
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.strategies.strategies import STRATEGIES, play_out, settle
from dialogue_sim.session.views.view import view_for

REROLLS = 60


@pytest.fixture(scope="module")
def over(bundle: Bundle) -> Game:
    return play_out(begin(bundle, "riga"), STRATEGIES["least_used"])


@pytest.fixture(scope="module")
def found(over: Game) -> Hindsight:
    return hindsight(over, over.chair, REROLLS)


def test_a_percentile_counts_those_below_and_half_of_those_that_tie() -> None:
    """5 among 1, 2, 5, 9: two below, one ties."""
    numbers = np.array([5.0, 9.0, 1.0, 5.0, 2.0])
    row = outcome("x", "X", numbers, [numbers])
    assert (row.value, row.percentile) == (5, 62.5)
    assert (row.low, row.high) == (1, 9)


def test_the_range_leaves_out_a_tenth_at_either_end() -> None:
    numbers = np.array([0.0, *range(1, 101)], dtype=np.float64)
    row = outcome("x", "X", numbers, [numbers])
    assert (row.percentile, row.low, row.high) == (0, 10, 90)


def test_the_share_of_luck_is_that_of_the_law_of_total_variance() -> None:
    """Lines 0 2 and 4 6: variance 1 within each, means 1 and 5 with a variance of 4."""
    assert share_of_luck([np.array([0.0, 2.0]), np.array([4.0, 6.0])]) == pytest.approx(20)
    assert share_of_luck([np.array([3.0, 3.0]), np.array([7.0, 7.0])]) == 0
    assert share_of_luck([np.array([1.0, 3.0]), np.array([3.0, 1.0])]) == pytest.approx(100)
    assert share_of_luck([np.array([0.1] * 7), np.array([0.1] * 7)]) is None


def test_what_happened_is_what_the_ending_shows(over: Game, found: Hindsight) -> None:
    view = view_for(over, over.chair)
    shown = {row.name: row.value for row in view.indicators if row.rank == 1}
    values = {row.name: row.value for row in found.outcomes}
    goals = values.pop("goals")
    assert {name: math.floor(value + 0.5) for name, value in values.items()} == shown
    won = sum(goal.points for goal in view.goals if goal.met)
    assert goals == pytest.approx(100 * won / found.points)
    assert found.points == sum(goal.points for goal in view.goals) == 12


def test_luck_that_is_the_same_for_all_is_none(
    bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every draw is one half in every session: nothing but choice can make a difference."""

    def half(draws: Draws, keys: tuple[int, ...]) -> Array:
        return np.full((len(keys), len(draws.sessions)), 0.5)

    monkeypatch.setattr(Draws, "uniforms", half)
    game = play_out(begin(bundle, "riga"), STRATEGIES["least_used"])
    certain = hindsight(game, game.chair, 20)
    for row in certain.outcomes:
        assert row.luck is None or row.luck == pytest.approx(0, abs=1e-9), row
        assert (row.percentile, row.low, row.high) == (50, row.value, row.value)
    assert any(row.luck is not None for row in certain.outcomes)
    assert all(choice.error == pytest.approx(0, abs=1e-12) for choice in certain.choices)


def test_luck_and_choice_both_count_in_the_shipped_scenario(found: Hindsight) -> None:
    for row in found.outcomes:
        assert row.luck is not None
        assert 0 < row.luck < 100


def with_last(game: Game, policy: str) -> Game:
    """The game with another text in its last turn, settled as an unmanned chair would."""
    again = begin(game.bundle, game.seed)
    moves = [move for played in game.played[:-1] for move in played.moves]
    for move in [*moves, Propose(policy)]:
        again = submit(again, move)
    return submit(again, settle(again)) if again.phase == "settle" else again


def test_regret_is_what_the_best_text_adds_and_then_there_is_none(
    over: Game, found: Hindsight
) -> None:
    last = found.choices[-1]
    assert last.chosen == over.played[-1].policy != last.best
    better = hindsight(with_last(over, last.best), over.chair, REROLLS)
    assert better.choices[-1].expected == pytest.approx(last.expected + last.regret)
    assert (better.choices[-1].best, better.choices[-1].regret) == (last.best, 0)
    assert not better.choices[-1].clear


def mean_points(game: Game) -> float:
    """Mean goal points of the re-rolls, the five goals of the scenario written out."""
    last = resample(game, REROLLS)[-1].situation
    world = game.world
    contact = next(issue for issue in world.space.issues if issue.id == "contact")
    ambassadors = contact.values[contact.levels.index("ambassadors")]
    numbers = {row: read(world, last, row) for row in
               ("cohesion", "tension", "progress", "security_loss")}  # fmt: skip
    won = 3 * (last.standing.levels[world.space.issues.index(contact)] >= ambassadors)
    won = won + 3 * (numbers["cohesion"] >= 60) + 2 * (numbers["tension"] <= 50)
    won = won + 2 * (numbers["progress"] >= 8) + 2 * (numbers["security_loss"] <= 5)
    return float(won[1:].mean())


def test_no_text_of_the_menu_would_have_done_better_than_the_best(
    bundle: Bundle, over: Game, found: Hindsight
) -> None:
    last = found.choices[-1]
    means = {policy: mean_points(with_last(over, policy)) for policy in bundle.scenario.policies}
    assert means[over.played[-1].policy] == pytest.approx(last.expected)
    assert max(means.values()) == pytest.approx(last.expected + last.regret)
    assert means[last.best] == max(means.values())


def test_a_game_under_way_counts_its_finished_turns(game: Game) -> None:
    started = submit(game, Propose("top_level_talks"))
    early = hindsight(started, started.chair, 20)
    assert (early.turns, len(early.choices)) == (1, 1)


def test_the_same_game_has_the_same_hindsight(over: Game, found: Hindsight) -> None:
    assert hindsight(over, over.chair, REROLLS) == found


def test_sentences_say_the_numbers(found: Hindsight) -> None:
    tension = next(row for row in found.outcomes if row.name == "tension")
    said = outcome_sentence(tension)
    assert said.startswith(f"Tension {math.floor(tension.value + 0.5)}: higher than ")
    for choice in found.choices:
        said = choice_sentence(choice)
        assert (choice.best_title in said.partition(": ")[2]) == choice.clear
