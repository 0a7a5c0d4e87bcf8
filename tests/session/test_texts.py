"""How a text looks before it is tabled: levels in words, exposure, and the chance to stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import MoveError, Propose, Settle
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.views.explanation import explain
from dialogue_sim.session.views.texts import MARKS, exposure_mark, preview
from dialogue_sim.session.views.view import view_for


def test_a_preview_is_the_text_that_is_then_tabled(game: Game) -> None:
    move = Propose("top_level_talks", {"conditions": "strict"}, "nrc")
    shown = preview(game, move)
    assert shown.amendments == ("Conditions: strict conditions", "Venue: NATO-Russia Council")
    tabled = view_for(submit(game, move), game.chair).played[0].hearings[0].text
    assert shown == tabled


def test_a_preview_of_a_settlement_is_the_text_of_the_second_hearing(broken: Game) -> None:
    for move in (Settle("amend", {"framing": "crisis"}), Settle("group"), Settle("withdraw")):
        shown = preview(broken, move)
        tabled = view_for(submit(broken, move), broken.chair).played[0].hearings[1].text
        assert shown == tabled


def test_a_preview_makes_no_move(game: Game) -> None:
    before = view_for(game, game.chair)
    preview(game, Propose("isolation"))
    assert view_for(game, game.chair) == before


def test_an_impossible_move_has_no_preview(game: Game, broken: Game) -> None:
    with pytest.raises(MoveError, match="did you mean"):
        preview(game, Propose("isolaton"))
    with pytest.raises(MoveError, match="nothing to settle"):
        preview(game, Settle("group"))
    with pytest.raises(MoveError, match="silence was broken"):
        preview(broken, Propose("isolation"))


def test_the_chance_is_that_of_explain_in_percent(game: Game, bundle: Bundle) -> None:
    for policy in view_for(game, game.chair).menu:
        chance = explain(bundle, policy.id, {}).p_stands
        if policy.text.chance is None:
            assert chance == 1
        else:
            assert policy.text.chance.percent == 100 * chance


def test_every_level_is_offered_in_words(game: Game, bundle: Bundle) -> None:
    text = view_for(game, game.chair).menu[0].text
    assert [row.issue for row in text.levels] == list(bundle.setting.issues)
    for row in text.levels:
        issue = bundle.setting.issues[row.issue]
        assert row.options == tuple((level.id, level.label) for level in issue.levels)
        assert (row.level, row.label) in row.options
        assert row.title == issue.title


def test_more_exposure_never_has_a_milder_mark() -> None:
    marks = [exposure_mark(step / 1000) for step in range(1001)]
    places = [MARKS.index(mark) for mark in marks]
    assert places == sorted(places)
    assert set(places) == {0, 1, 2, 3, 4}


def test_firmer_terms_expose_less(game: Game) -> None:
    bare = preview(game, Propose("unconditional_dialogue"))
    firm = preview(game, Propose("unconditional_dialogue", {"conditions": "strict"}))
    assert firm.exposure < bare.exposure


def test_a_story_may_open_with_a_text_that_is_on_no_menu(rich: Bundle) -> None:
    scenario = rich.scenario.model_copy(update={"standing": "cooperation_suspended"})
    game = begin(replace(rich, scenario=scenario), "kalmar")
    assert "cooperation_suspended" not in game.menu
    view = view_for(game, "secretary_general")
    assert view.standing.title == rich.policies.policies["cooperation_suspended"].title
    assert view.standing.price is not None
