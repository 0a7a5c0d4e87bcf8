"""The round of the table: hours of a story, derived from what was said and from the seed alone."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from tests.session.test_hidden_resolve import HARMLESS, other

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Propose, Settle
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.views.silence_round import Hour, Round, Said, Table, round_of
from dialogue_sim.session.views.turn_view import HearingView
from dialogue_sim.session.views.view import view_for

BREAKS, OBJECTS, HEDGES, ACCEPTS, ENDORSES = range(5)
LADDER = (-1.0, -0.6, 0.0, 0.5, 1.0)
NAMES = ("ash", "birch", "cedar", "dogwood", "elm")
WEIGHTS = {"ash": 4.0, "birch": 1.0, "cedar": 2.0, "dogwood": 3.0, "elm": 2.0}
"""Of twelve; two thirds of them are eight."""


def saying(name: str, rank: int, utility: float = 0.0) -> Said:
    return Said(name, f"Land of {name}", name, rank, utility)


def table(
    rule: str = "silence", *, stands: bool = True, again: bool = False, story: str = "a"
) -> Table:
    return Table(rule, stands, again, story, LADDER, WEIGHTS, 2 / 3)


def told(
    *ranks: int, rule: str = "silence", stands: bool = True, again: bool = False, story: str = "a"
) -> Round:
    members = [saying(name, rank) for name, rank in zip(NAMES, ranks, strict=False)]
    return round_of(members, table(rule, stands=stands, again=again, story=story))


def order(body: Round) -> list[str]:
    return [line.actor for line in body.lines]


def test_an_hour_is_told_in_working_days() -> None:
    assert Hour(0).words == "Monday 09:00"
    assert Hour(9 * 60).words == "Monday 18:00"
    assert Hour(9 * 60 + 1).words == "Tuesday 09:00"
    assert Hour(5 * (9 * 60 + 1) + 60).short == "Mon 10:00"


def test_silence_runs_from_tuesday_to_thursday_evening() -> None:
    body = told(HEDGES, ENDORSES)
    assert body.opening() == "Text circulated Tuesday 10:00, silence until Thursday 18:00"
    assert body.closing() == "Thursday 18:00: nobody has broken silence."
    assert [(start.words, end.words) for start, end in body.days] == [
        ("Tuesday 10:00", "Tuesday 18:00"),
        ("Wednesday 09:00", "Wednesday 18:00"),
        ("Thursday 09:00", "Thursday 18:00"),
    ]


def test_the_warmest_comes_first_and_who_breaks_silence_last() -> None:
    body = told(HEDGES, BREAKS, ENDORSES, OBJECTS, ACCEPTS, stands=False)
    assert order(body) == ["cedar", "elm", "ash", "dogwood", "birch"]
    assert [line.stops for line in body.lines] == [False, False, False, False, True]
    assert [line.stance for line in body.lines] == [100, 50, 0, -60, -100]
    assert [line.says for line in body.lines[-2:]] == ["lets it pass", "breaks silence"]


def test_of_two_with_one_word_the_one_with_more_reason_comes_first() -> None:
    members = [saying("ash", HEDGES, -0.2), saying("birch", HEDGES, 0.4)]
    body = round_of(members, table())
    assert order(body) == ["birch", "ash"]


def test_the_clock_stands_where_the_first_member_broke_silence() -> None:
    body = told(BREAKS, HEDGES, BREAKS, stands=False)
    first, second = (line for line in body.lines if line.stops)
    assert body.closed == first.at
    assert first.at < second.at
    assert body.closing() == (
        f"{first.at.words}: silence is broken by {first.name} and then {second.name}."
    )
    assert body.closing(short=True).endswith(f"by {first.short} and then {second.short}.")


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("story", [f"story {number}" for number in range(40)])
def test_every_hour_lies_within_the_time_and_the_working_day(story: str, again: bool) -> None:  # noqa: FBT001
    body = told(BREAKS, HEDGES, ENDORSES, BREAKS, OBJECTS, again=again, story=story)
    hours = [line.at for line in body.lines]
    assert hours == sorted(hours)
    assert len(set(hours)) == len(hours)
    assert body.opened < hours[0]
    assert hours[-1] < body.until
    for hour in hours:
        assert "09:00" <= hour.clock <= "18:00"
        assert hour.clock[-2:] in {"00", "15", "30", "45"}
        assert any(start <= hour <= end for start, end in body.days)


def test_another_seed_tells_other_hours_in_the_same_order() -> None:
    one, two = told(HEDGES, ENDORSES, story="a"), told(HEDGES, ENDORSES, story="b")
    assert order(one) == order(two)
    assert [line.at for line in one.lines] != [line.at for line in two.lines]
    assert one == told(HEDGES, ENDORSES, story="a")


def test_an_amended_text_goes_round_after_the_weekend() -> None:
    body = told(HEDGES, again=True)
    assert body.opening() == "Amended text circulated Monday 10:00, silence until Tuesday 18:00"


def test_members_consent_one_after_the_other_in_the_order_of_the_table() -> None:
    body = told(ENDORSES, HEDGES, OBJECTS, ENDORSES, rule="consensus", stands=False)
    assert order(body) == ["ash", "birch", "cedar", "dogwood"]
    assert [line.says for line in body.lines] == ["consents", "consents", "objects", "consents"]
    hours = [line.at.minutes for line in body.lines]
    assert all(6 <= later - sooner <= 15 for sooner, later in pairwise(hours))
    assert body.opening() == "Text before the table Tuesday 10:00"
    assert body.closing() == (
        f"{body.lines[2].at.words}: there is no consensus, because of Land of cedar."
    )
    assert {line.counted for line in body.lines} == {None}


def test_capability_is_counted_up_as_the_table_speaks() -> None:
    ranks = (ACCEPTS, HEDGES, ENDORSES, BREAKS, ACCEPTS)
    body = told(*ranks, rule="majority")
    whole, so_far, expected = Fraction(12), Fraction(0), []
    for weight, favours in zip((4, 1, 2, 3, 2), (1, 0, 1, 0, 1), strict=True):
        so_far += weight * favours
        expected.append(int(so_far / whole * 1000) / 10)
    assert [line.counted for line in body.lines] == expected == [33.3, 33.3, 50.0, 50.0, 66.6]
    assert body.needed == 66.6
    assert [line.says for line in body.lines][:2] == ["is for it", "is not for it"]
    assert not any(line.stops for line in body.lines)
    assert body.closing().endswith(": 66.6 of 66.6 % needed are for it.")


def hearings(game: Game) -> tuple[HearingView, ...]:
    return view_for(game, game.chair).played[0].hearings


def test_a_text_that_needs_nobody_has_no_round(bundle: Bundle) -> None:
    game = submit(begin(bundle, "kalmar"), Propose("business_as_usual"))
    game = submit(game, Settle("group"))
    first, second = hearings(game)
    assert first.round is not None
    assert second.round is None


def test_a_game_tells_a_round_for_each_text(broken: Game) -> None:
    view = view_for(broken, broken.chair)
    assert view.broken is not None
    assert view.broken.round is not None
    stoppers = {line.name for line in view.broken.round.lines if line.stops}
    assert stoppers == set(view.broken.broken_by) != set()
    after = submit(broken, Settle("amend", {"framing": "crisis"}))
    first, second = hearings(after)
    assert first.round == view.broken.round
    assert second.round is not None
    assert second.round.again
    assert second.round.stands is not second.blocked


def test_a_stance_of_the_round_is_the_one_that_the_turn_leaves(game: Game) -> None:
    after = submit(game, Propose("nrc_ambassadors"))
    (turn,) = view_for(after, after.chair).played
    left = {name: end for name, _, end in turn.stances}
    assert turn.hearings[0].round is not None
    for line in turn.hearings[0].round.lines:
        assert line.stance == left[line.actor]


def test_hours_tell_nothing_of_what_members_bear(rich_game: Game) -> None:
    one, two = (hearings(submit(game, HARMLESS)) for game in (rich_game, other(rich_game)))
    assert one[0].round is not None
    assert one[0].round == two[0].round
