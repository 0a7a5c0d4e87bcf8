"""Policies, indicators, seats and variance, by hand or from single games."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.workshop.playtesting.small import casting, games, report

from dialogue_sim.engine import indicators
from dialogue_sim.session.strategies.strategies import STRATEGIES
from dialogue_sim.session.strategies.wishes import most_points, wishes_of, won
from dialogue_sim.workshop.playtesting.measures import (
    courses_of,
    manners_of,
    seats_of,
    split_of,
    uses_of,
)
from dialogue_sim.workshop.playtesting.report import Report, report_of

FEW = 60


def test_policies_are_counted_as_in_single_games() -> None:
    uses = {use.id: use for use in uses_of(report(FEW))}
    turns = [played for game in games(FEW) for played in game.played]
    for name, use in uses.items():
        tabled = [played for played in turns if played.policy == name]
        assert use.picked == pytest.approx(len(tabled) / len(turns))
        stood = sum(bool(played.turn.stands[0]) for played in tabled)
        assert use.adopted == pytest.approx(stood / len(turns))
        broken = sum(bool(played.turn.hearings[0].ruling.blocked[0]) for played in tabled)
        assert (use.broken or 0.0) == pytest.approx(broken / max(len(tabled), 1))
    assert sum(use.picked for use in uses.values()) == pytest.approx(1.0)
    # Two heads meet only after something else, so the text is not legal from the first turn on.
    assert uses["heads_on_the_island"].legal < 1.0 == uses["open_hands"].legal


def test_an_indicator_has_the_quartiles_of_single_games() -> None:
    courses = {one.name: one for one in courses_of(report(FEW))}
    ends = [
        float(indicators.read(game.world, game.played[1].turn.after, "tension")[0])
        for game in games(FEW)
        if len(game.played) > 1
    ]
    expected = np.percentile(ends, (0, 25, 50, 75, 100))
    assert courses["tension"].turns[1] == pytest.approx(expected.tolist(), abs=1e-4)
    assert courses["hardliners"].stuck  # nothing in this world moves them
    assert not courses["tension"].stuck
    assert courses["outside_support"].pinned == 0.0


def test_every_seat_has_the_points_of_single_games() -> None:
    seats = {one.seat: one for one in seats_of(report(FEW))}
    stage = casting().stage
    assert set(seats) == set(stage.bundle.scenario.seats)
    for seat, found in seats.items():
        wishes = wishes_of(stage.bundle, seat)
        points = [float(won(game.world, wishes, game.played[-1].turn.after)[0])
                  for game in games(FEW)]  # fmt: skip
        mean = sum(points) / FEW
        assert found.mean == pytest.approx(100.0 * mean / most_points(wishes))
        assert found.by_player == {"uniform": pytest.approx(found.mean)}


def test_an_actor_that_always_says_the_same_is_named() -> None:
    manners = {one.actor: one for one in manners_of(report(FEW))}
    assert all(sum(one.responses.values()) == pytest.approx(1.0) for one in manners.values())
    assert not manners["oldweir"].unmoved
    bare = report(FEW)
    play = bare.plays[0]
    counts = play.record.responses.copy()
    counts[0] = [0, 0, 500, 1, 0]
    always = Report((replace(play, record=replace(play.record, responses=counts)),))
    assert manners_of(always)[0].unmoved == "hedge"


def with_points(of: Report, points: list[float], policies: list[int]) -> Report:
    """Its first player with four sessions of so many points in ten, each with one policy."""
    play = of.plays[0]
    policy = np.tile(np.array(policies), (3, 1))
    record = replace(play.record, points=np.array(points), most=10, policy=policy)
    return Report((replace(play, record=record),))


def test_the_parts_of_variance_by_hand() -> None:
    one = with_points(report(FEW), [2.0, 4.0, 2.0, 4.0], [0, 1, 0, 1])
    other = with_points(report(FEW), [6.0, 8.0, 6.0, 8.0], [0, 1, 0, 1])
    split = split_of(Report((*one.plays, *other.plays)))
    assert split is not None
    # In percent: 30 and 70 on average, so 400 between players; 100 within, all of it by text.
    assert (split.players, split.texts, split.luck) == pytest.approx((0.8, 0.2, 0.0))
    assert (split.same_luck, split.other_luck) == pytest.approx((40.0, 20.0))
    alike = with_points(report(FEW), [2.0, 4.0, 2.0, 4.0], [0, 0, 0, 0])
    split = split_of(alike)
    assert split is not None
    assert (split.players, split.texts, split.luck) == pytest.approx((0.0, 0.0, 1.0))
    assert split_of(with_points(report(FEW), [3.0, 3.0, 3.0, 3.0], [0, 1, 0, 1])) is None


def test_a_recorded_game_is_played_again_under_many_lucks() -> None:
    game = games(3)[2]
    moves = replace(casting(), strategy=STRATEGIES["least_used"], game=game)
    found = report_of([moves], 20)
    record = found.records[0]
    # Session 3 has the luck under which it was recorded.
    ends = [float(indicators.read(game.world, game.situation, "tension")[0])]
    assert record.ends["tension"][[2]].tolist() == ends
    policies = [found.stage.world.story.place_of(one.policy) for one in game.played]
    assert record.policy[: len(policies), 2].tolist() == policies
    assert (record.policy[0] == policies[0]).all()
    assert len(set(record.ends["tension"].tolist())) > 1
