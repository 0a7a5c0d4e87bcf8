"""What is written down of injects and endings, recomputed in single games."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.workshop.playtesting.small import casting, games, place, report, tally

from dialogue_sim.engine import indicators
from dialogue_sim.engine.situation import take
from dialogue_sim.session.game import Game
from dialogue_sim.session.state import digest
from dialogue_sim.workshop.playtesting.findings import fates_of
from dialogue_sim.workshop.playtesting.playtest import turns_of

FEW = 60


def number(game: Game, turn: int, name: str) -> float:
    """An indicator after a turn of a game."""
    return float(indicators.read(game.world, game.played[turn - 1].turn.after, name)[0])


def warned_of(game: Game) -> bool:
    """Whether the text in force at the end has a warning of a notice or more."""
    issues = [issue.id for issue in game.world.space.issues]
    level = game.played[-1].turn.after.standing.levels[issues.index("warning"), 0]
    levels = game.bundle.setting.issues["warning"].levels
    notice = next(one.value for one in levels if one.id == "notice")
    return bool(level >= notice)


def test_session_n_of_a_playtest_is_a_game_of_its_seed_to_the_last_bit() -> None:
    played = games(6)
    for rehearsed in turns_of(casting(), range(6)):
        for row, session in enumerate(rehearsed.places.tolist()):
            alone = played[session].played[rehearsed.turn.number - 1]
            assert digest(take(rehearsed.turn.after, np.array([row]))) == alone.state


def test_an_inject_comes_as_often_and_as_early_as_in_single_games() -> None:
    found = report(FEW)
    injects = [inject.id for inject in found.stage.world.story.injects]
    for name in ("carp_in_the_school", "borrowed_rope", "early_thaw"):
        row = injects.index(name)
        first = [
            next((p.turn.number for p in game.played if p.turn.fired[row, 0]), 0)
            for game in games(FEW)
        ]
        assert tally(found, name).first.tolist() == first
        assert any(first)


def test_a_known_chance_is_found_within_its_interval() -> None:
    line = "when: {all: [turn >= 2, progress < 10]}\n    chance: 50%"
    found = report(2000, "uniform", line, "when: turn == 2\n    chance: 20%")
    (fate,) = (one for one in fates_of(found) if one.id == "carp_in_the_school")
    # No session ends in its first turn, so all are asked once, and a fifth of them is lucky.
    assert tally(found, "carp_in_the_school").whole == 2000
    assert abs(fate.share - 0.2) < 4 * math.sqrt(0.2 * 0.8 / 2000)
    assert fate.low < 0.2 < fate.high
    assert (fate.earliest, fate.median, fate.chance) == (2, 2.0, 0.2)
    assert [(one.text, one.share) for one in fate.clauses] == [("turn == 2", 2000 / fate_asked())]


def fate_asked() -> int:
    """How often a once-only inject of any turn is asked: in every turn until it has come."""
    line = "when: {all: [turn >= 2, progress < 10]}\n    chance: 50%"
    found = report(2000, "uniform", line, "when: turn == 2\n    chance: 20%")
    first = tally(found, "carp_in_the_school").first
    lengths = (~found.records[0].over).sum(axis=0)
    return int(np.where(first > 0, first, lengths).sum())


def test_clauses_are_true_as_often_as_single_games_say() -> None:
    """Of an ending that is asked on the last turn alone, and of one of every turn."""
    found, played = report(FEW), games(FEW)
    last = [game for game in played if len(game.played) == 3]
    cohesive = sum(number(game, 3, "cohesion") < 55 for game in last)
    every_town = tally(found, "every_town")
    assert (every_town.asked, every_town.held.tolist()) == (len(last), [cohesive])
    tense = sum(
        number(game, turn, "tension") >= 60
        for game in played
        for turn in range(1, len(game.played) + 1)
    )
    sandbags = tally(found, "sandbags")
    assert sandbags.asked == sum(len(game.played) for game in played)
    assert (sandbags.held.tolist(), sandbags.whole) == ([tense], tense)
    assert 0 < tense < sandbags.asked


def test_the_nearest_miss_is_that_of_single_games() -> None:
    """The bell needs progress >= 35 on the last turn, beside a level that nearly always holds."""
    found, played = report(FEW), games(FEW)
    (fate,) = (one for one in fates_of(found) if one.id == "the_bell")
    assert fate.share == 0.0
    assert fate.miss is not None
    bell = tally(found, "the_bell")
    short = {
        n: 35 - number(game, 3, "progress")
        for n, game in enumerate(played, start=1)
        if len(game.played) == 3 and warned_of(game)
    }
    # In one session everything holds, and an ending before it comes: it was not missed there.
    assert sum(one <= 0 for one in short.values()) == bell.fits.sum() == 1
    short = {n: one for n, one in short.items() if one > 0}
    nearest = min(short, key=short.__getitem__)
    assert fate.miss.seed == f"t-{nearest}"
    assert (fate.miss.turn, fate.miss.player) == (3, "uniform")
    assert fate.miss.lacking == {"progress >= 35": pytest.approx(short[nearest], abs=1e-9)}
    assert fate.miss.most == "progress >= 35"
    assert bell.lone[0] == len(short)


def test_what_fits_and_does_not_come_is_told_apart() -> None:
    found = report(FEW)
    demand = tally(found, "a_demand")
    # Its one condition holds in many sessions in which an ending before it came.
    assert demand.fits.sum() > (demand.first > 0).sum() > 0
    ends = found.records[0].ending
    row = place(found, "a_demand") - place(found, "sandbags")
    assert (demand.first > 0).tolist() == (ends == row).tolist()
