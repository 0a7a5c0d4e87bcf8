"""What a chair that waits, and who looks at such a game, is told."""

from __future__ import annotations

import pytest
from tests.content.mechanisms_in_yaml import DECEMBER, FILES, RULES, changed

from dialogue_sim.content.library import load
from dialogue_sim.engine import story
from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.numerics import Truths
from dialogue_sim.engine.situation import Situation
from dialogue_sim.engine.world import World
from dialogue_sim.session.game import Game
from dialogue_sim.session.hindsight.luck import hindsight
from dialogue_sim.session.moves import Answer, Consult, Propose, Wait
from dialogue_sim.session.persons import common_view
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.strategies.planner import plan_ahead
from dialogue_sim.session.strategies.strategies import STRATEGIES, table_of
from dialogue_sim.session.views.texts import text_views
from dialogue_sim.session.views.view import view_for

CHAIR = "secretary_general"


def switched(line: str) -> Game:
    """A game of the scenario with every mechanism but what a line of `mechanisms:` says."""
    text = FILES[DECEMBER].decode()
    files = {**FILES, DECEMBER: f"{text}mechanisms: {line}\n".encode()}
    return begin(load(files, "december_2019"), "kalmar")


@pytest.mark.parametrize("line", ["{capital: false}", "{capital: {from_turn: 2}}"])
def test_waiting_can_be_judged_where_nothing_has_a_price(line: str) -> None:
    game = submit(switched(line), Wait())
    (choice,) = hindsight(game, CHAIR, rerolls=8).choices
    assert choice.chosen == "wait"
    assert choice.title == "Waiting"


def test_waiting_can_be_judged_in_the_plain_model(game: Game) -> None:
    (choice,) = hindsight(submit(game, Wait()), CHAIR, rerolls=8).choices
    assert choice.title == "Waiting"


def test_nobody_has_responded_before_anything_was_tabled(rich_game: Game) -> None:
    waited = submit(rich_game, Wait())
    assert {actor.response for actor in view_for(waited, CHAIR).actors} == {None}
    tabled = submit(waited, Propose("grit_confidence_building"))
    again = submit(tabled, Wait())
    before, after = (view_for(game, CHAIR).actors for game in (tabled, again))
    assert [actor.word for actor in after] == [actor.word for actor in before]
    assert None not in {actor.response for actor in after}


def test_a_bonus_reads_what_was_adopted_in_its_turn() -> None:
    when = ("when: {all: [support >= 50, cohesion >= 60]}", "when: adopted(nrc_ambassadors)")
    begun = begin(load(changed(RULES, when), "december_2019"), "kalmar")
    game = submit(begun, Propose("nrc_ambassadors"))
    assert game.played[0].turn.stands[0]
    backstage = game.situation.backstage
    assert backstage is not None
    assert backstage.capital[0] == 3 - 1 + 1 + 1  # start, the price, income, the bonus


def test_a_text_of_a_past_turn_keeps_its_price() -> None:
    text = FILES[DECEMBER].decode()
    agenda = "agenda:\n  2: {by: germany}\n"
    game = begin(load({**FILES, DECEMBER: (text + agenda).encode()}, "december_2019"), "kalmar")
    game = submit(game, Propose("nrc_ambassadors"))
    tabled = game.played[0]
    text_of = [(tabled.policy, tabled.points[0])]
    assert game.tabler == "germany"
    assert text_views(game, tabled.turn.before, text_of, 1)[0].price == 1
    assert text_views(game, game.situation, text_of)[0].price == 0


def test_the_view_that_all_may_see_stays_outside_at_the_end(rich_game: Game) -> None:
    seats = {CHAIR: "one", "russia": "other"}
    game = begin(rich_game.bundle, "kalmar", seats, turns=1)
    game = submit(submit(game, Wait()), Answer("probe"))
    assert game.phase == "over"
    chair = view_for(game, CHAIR)
    assert chair.at.nature is not None  # behind a mask everybody learns it in the end
    assert common_view(game, chair) is chair
    assert common_view(game, view_for(game, "russia")).seat == CHAIR


def test_under_consensus_nobody_has_a_line() -> None:
    text = FILES[DECEMBER].decode().replace("procedure: silence", "procedure: consensus")
    game = begin(load({**FILES, DECEMBER: text.encode()}, "december_2019"), "kalmar")
    backstage = view_for(game, CHAIR).backstage
    assert backstage is not None
    assert backstage.members == ()
    assert not any(isinstance(offer.move, Consult) for offer in backstage.offers)


def test_a_planner_knows_that_the_news_of_its_turn_has_come(
    rich_game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = table_of(rich_game, STRATEGIES["planner"])
    opened: list[int] = []

    def watched(world: World, situation: Situation, draws: Draws) -> tuple[Situation, Truths]:
        opened.append(draws.turn)
        return open_turn(world, situation, draws)

    open_turn = story.open_turn
    monkeypatch.setattr(story, "open_turn", watched)
    plan_ahead(table)
    assert set(opened) == {2, 3}
