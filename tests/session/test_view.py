"""What a seat sees: numbers that add up, plain values, news, goals, and who broke silence."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from tests.exactly import percent_of, percents

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Propose, Settle
from dialogue_sim.session.playing import begin, submit, undo
from dialogue_sim.session.saves.records import run_record
from dialogue_sim.session.strategies.strategies import STRATEGIES, next_move, play_out
from dialogue_sim.session.views.figures import points
from dialogue_sim.session.views.turn_view import TurnView
from dialogue_sim.session.views.view import View, view_for
from dialogue_sim.words import ANSWERS, RESPONSES


def seen(game: Game) -> View:
    return view_for(game, game.chair)


@pytest.fixture(scope="module")
def over(bundle: Bundle) -> Game:
    return play_out(begin(bundle, "oslo"), STRATEGIES["least_used"])


def situations(game: Game) -> list[dict[str, float]]:
    """The exact indicators after every turn, as `run --json` prints them."""
    turns = run_record(game)["turns"]
    assert isinstance(turns, list)
    return [turn["situation"] for turn in turns]


@pytest.mark.parametrize(
    ("exact", "shown"),
    [(0.0, 0), (0.49, 0), (0.5, 1), (1.5, 2), (2.5, 3), (99.5, 100), (-2.4, -2), (-2.6, -3)],
)
def test_halves_are_rounded_up(exact: float, shown: int) -> None:
    assert points(exact) == shown


def test_changes_are_differences_of_the_numbers_that_were_shown(bundle: Bundle) -> None:
    game = begin(bundle, "kalmar")
    views = [seen(game)]
    while game.phase != "over":
        game = submit(game, next_move(game, STRATEGIES["hardline"]))
        views.append(seen(game))
    shown = {  # what a seat saw when it tabled the text of a turn
        (view.turn, row.name): row.value
        for view in views for row in view.indicators if view.phase == "propose"
    }  # fmt: skip
    for view in views:
        for row in view.indicators:
            assert row.value == row.history[-1]
            assert len(row.history) == len(view.played) + 2
            before = shown[len(view.played), row.name] if view.played else row.history[0]
            assert row.change == row.value - before, (view.turn, row.name)


def test_histories_are_the_exact_numbers_rounded(over: Game) -> None:
    exact = situations(over)
    for row in seen(over).indicators:
        rounded = [
            int(Decimal(now[row.name]).quantize(Decimal(1), ROUND_HALF_UP)) for now in exact
        ]
        assert list(row.history[1:-1]) == rounded
        assert row.history[-1] == rounded[-1]


def test_the_opening_is_what_the_scenario_says(game: Game) -> None:
    values = {row.name: row.value for row in seen(game).indicators}
    said = {
        "tension": 50, "credibility": 60, "cohesion": 60, "support": 65, "progress": 0,
        "security_loss": 0, "hostilities": 35, "hardliners": 50, "outside_support": 10,
        "posture": 45, "counterpart_posture": 55, "conduct": -15, "own_conduct": -10,
    }  # fmt: skip
    assert {name: values[name] for name in said} == said
    assert values.keys() - said.keys() == {"trust", "division"}


def plain(value: object, at: str) -> Iterator[str]:
    """Places that hold something else than text, numbers and tuples of these."""
    inside: dict[str, object] = {}
    if is_dataclass(value):
        inside = {field.name: getattr(value, field.name) for field in fields(value)}
    elif isinstance(value, tuple):
        inside = {str(place): part for place, part in enumerate(value)}
    elif isinstance(value, Mapping):
        inside = {str(key): part for key, part in value.items()}
    elif type(value) not in {str, int, float, bool, type(None)}:
        yield f"{at}: {type(value)}"
    elif isinstance(value, float) and not math.isfinite(value):
        yield f"{at}: {value}"
    for name, part in inside.items():
        yield from plain(part, f"{at}.{name}")


def test_a_view_holds_plain_values_only(over: Game, broken: Game) -> None:
    assert [*plain(seen(over), "over"), *plain(seen(broken), "broken")] == []


def test_nobody_has_said_anything_before_the_first_turn(game: Game) -> None:
    view = seen(game)
    assert len(view.actors) == 10
    assert {actor.response for actor in view.actors} == {None}
    assert {actor.word for actor in view.actors} == {""}
    assert (view.played, view.broken, view.ending, view.news) == ((), None, None, ())


def test_actors_say_what_they_last_said(over: Game) -> None:
    view = seen(over)
    said = {said.actor: said.response for said in view.played[-1].reactions}
    assert {actor.id: actor.response for actor in view.actors} == said
    for reaction in view.played[-1].reactions:
        assert reaction.response == RESPONSES[reaction.rank]


def test_the_menu_is_the_scenarios_in_its_order(bundle: Bundle, game: Game) -> None:
    menu = seen(game).menu
    assert [policy.id for policy in menu] == list(bundle.scenario.policies)
    for policy in menu:
        unity = {row.issue: row.level for row in policy.text.levels}["unity"]
        assert (policy.text.chance is None) == (unity != "all"), policy.id
        if policy.text.chance is not None:
            assert 0 <= percent_of(policy.text.chance) <= 100
        assert 0 <= policy.text.exposure <= 100
        assert policy.blocked_by == ""
        assert policy.text.amendments == ()


def test_a_shown_chance_is_how_often_texts_stand(game: Game) -> None:
    shown = {policy.id: policy.text.chance for policy in seen(game).menu}["isolation"]
    sessions = 200
    stood = sum(
        submit(replace(game, seed=f"seed {number}"), Propose("isolation")).phase == "propose"
        for number in range(sessions)
    )
    # Four standard errors of a share.
    assert abs(100 * stood / sessions - percent_of(shown)) <= 400 * math.sqrt(0.25 / sessions)


GOALS: dict[str, Callable[[dict[str, float], str], bool]] = {
    "channel": lambda _, contact: contact in {"ambassadors", "ministers", "top"},
    "together": lambda now, _: now["cohesion"] >= 60,
    "calm": lambda now, _: now["tension"] <= 50,
    "first_step": lambda now, _: now["progress"] >= 8,
    "nothing_lost": lambda now, _: now["security_loss"] <= 5,
}


def test_goals_are_met_as_the_scenario_words_them(bundle: Bundle) -> None:
    outcomes = set()
    for strategy in (row for row in STRATEGIES.values() if row.cheap):
        game = play_out(begin(bundle, "riga"), strategy)
        view, now = seen(game), situations(game)[-1]
        contact = {row.issue: row.level for row in view.standing.levels}["contact"]
        assert [goal.id for goal in view.goals] == list(GOALS)
        for goal in view.goals:
            assert goal.met == GOALS[goal.id](now, contact), (strategy.name, goal.id)
            outcomes.add((goal.id, goal.met))
    assert len(outcomes) >= 9


def test_news_is_told_in_its_turn_only(game: Game, bundle: Bundle) -> None:
    second = submit(game, Propose("nrc_ambassadors"))
    told = {news.id: news for news in seen(second).news}
    planned = told["reflection_process"]
    assert planned.text == bundle.scenario.injects["reflection_process"].text
    assert (planned.label, planned.source) == ("REP", ("D001-S26", "D001-S27"))
    waiting = submit(second, Propose("business_as_usual"))
    assert seen(waiting).news == seen(second).news
    third = submit(waiting, Settle("withdraw"))
    assert "reflection_process" not in {news.id for news in seen(third).news}
    assert seen(third).played[1].fired == tuple(told)


def test_a_broken_silence_names_those_who_broke_it(broken: Game) -> None:
    hearing = seen(broken).broken
    assert hearing is not None
    assert (hearing.applies, hearing.blocked) == (True, True)
    broke = {
        said.name
        for said in hearing.reactions
        if said.kind == "member" and said.response == "break_silence"
    }
    assert set(hearing.broken_by) == broke >= {"Government of Poland"}
    settled = seen(submit(broken, Settle("withdraw")))
    assert settled.broken is None
    assert settled.played[0].hearings[0] == hearing


def test_voices_and_publics_never_break_silence(over: Game) -> None:
    for turn in seen(over).played:
        for hearing in turn.hearings:
            if not hearing.blocked:
                assert hearing.broken_by == ()
            assert not any(said.eased for said in hearing.reactions if said.kind != "member")


def test_a_view_made_from_an_earlier_one_is_the_same(bundle: Bundle) -> None:
    game = begin(bundle, "oslo")
    known: tuple[TurnView, ...] = ()
    for _ in range(4):
        game = submit(game, Propose("top_level_talks"))
        quick = view_for(game, game.chair, known)
        assert quick == seen(game)
        assert all(new is old for new, old in zip(quick.played, known, strict=False))
        known = quick.played


def test_turns_of_another_line_are_not_taken_over(game: Game) -> None:
    line = submit(submit(game, Propose("top_level_talks")), Propose("nrc_ambassadors"))
    other = submit(undo(line), Propose("isolation", {"contact": "experts"}))
    assert view_for(other, other.chair, seen(line).played) == seen(other)


def test_the_drivers_add_up_to_the_odds_against_the_rival(over: Game) -> None:
    for turn in seen(over).played:
        answer = turn.answer
        chance = dict(zip(ANSWERS, percents(answer.chances), strict=True))
        assert math.isclose(sum(chance.values()), 100)
        odds = math.log(chance[answer.answer] / chance[answer.against.other])
        assert math.isclose(
            sum(driver.contribution for driver in answer.against.drivers), odds, abs_tol=1e-9
        )
        rivals = [chance[name] for name in ANSWERS if name != answer.answer]
        assert chance[answer.against.other] == max(rivals)


def test_an_ending_says_what_the_documents_say_happened(bundle: Bundle, over: Game) -> None:
    ending = seen(over).ending
    assert ending is not None
    written: Any = {body.id: body for body in bundle.scenario.endings}[ending.id]
    assert (ending.title, ending.text) == (written.title, written.text)
    assert bundle.scenario.afterwards is not None
    assert ending.afterwards == bundle.scenario.afterwards.text
    assert ending.afterwards_label == "REP"
    assert ending.debrief == tuple(bundle.scenario.debrief)


def test_news_says_what_it_moved(game: Game) -> None:
    later = submit(game, Propose("nrc_ambassadors"))
    (news,) = [
        item for item in view_for(later, later.chair).news if item.id == "reflection_process"
    ]
    # The inject of turn 2 has one effect: `cohesion += 3`.
    assert news.effects == ("Cohesion +3",)


def test_what_a_turn_moved_begins_after_its_news(game: Game) -> None:
    later = submit(submit(game, Propose("nrc_ambassadors")), Propose("nrc_ambassadors"))
    first, second = view_for(later, later.chair).played
    before = {name: value for name, value, _ in second.moved}
    after_first = {name: value for name, _, value in first.moved}
    assert before["cohesion"] == after_first["cohesion"] + 3


def test_the_chairs_own_office_is_judged_by_its_own_aims(game: Game) -> None:
    later = submit(game, Propose("isolation"))
    if later.phase == "settle":
        later = submit(later, Settle("group"))
    reactions = {r.actor: r for r in view_for(later, later.chair).played[0].reactions}
    assert reactions["secretary_general"].reason.startswith("by the office's own aims, ")
    assert not reactions["poland"].reason.startswith("by the office's own aims, ")
