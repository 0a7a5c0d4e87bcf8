"""The same decisions on every text: kept where they cannot be made, made where they can."""

from __future__ import annotations

from dataclasses import replace

from tests.workshop.live.writing import THAW, TITLE, bundle

from dialogue_sim.session.moves import Propose, Wait
from dialogue_sim.session.playing import submit
from dialogue_sim.workshop.live.retelling import Decision, Line, extended, otherwise, retold
from dialogue_sim.workshop.live.starting import whole_session

GAUGES, NOTICE = "gauge_day", "notice_for_toll"
TWO = Line(
    "kalmar",
    (Decision(1, "steward", Propose(GAUGES)), Decision(2, "steward", Propose(NOTICE))),
)


def test_decisions_are_made_in_the_chair_where_nobody_else_is_named() -> None:
    told = retold(TWO, bundle())
    assert told.stop is None
    assert [played.policy for played in told.game.played][:1] == [GAUGES]
    assert told.made == 2
    assert dict(told.game.seats) == {"steward": "player"}


def test_a_decision_that_cannot_be_made_is_named_and_the_rest_is_kept() -> None:
    later = Decision(3, "steward", Wait())
    line = Line("kalmar", (*TWO.decisions[:1], Decision(2, "steward", Propose("nothing")), later))
    told = retold(line, bundle())
    assert told.stop is not None
    assert told.stop.decision == line.decisions[1]
    assert told.stop.sentence.startswith(
        "the decisions stop in turn 2 at `propose nothing`: 'nothing' is not on the menu"
    )
    assert told.waiting == line.decisions[1:]
    assert (told.made, told.game.turn) == (1, 2)


def test_what_was_kept_is_made_again_once_it_can_be() -> None:
    text = bundle()
    shorter = text.scenario.model_copy(
        update={"policies": [one for one in text.scenario.policies if one != NOTICE]}
    )
    stopped = retold(TWO, replace(text, scenario=shorter))
    assert stopped.stop is not None
    assert [one.words for one in stopped.waiting] == ["propose notice_for_toll"]
    again = retold(stopped.line, text)
    assert again.stop is None
    assert again.made == 2


def test_a_session_that_is_over_sooner_keeps_what_would_have_followed() -> None:
    line = whole_session(bundle(), "kalmar")
    text = bundle()
    two = replace(text, scenario=text.scenario.model_copy(update={"turns": 2}))
    told = retold(line, two)
    assert told.stop is not None
    assert told.stop.why == "the session is over after turn 2"
    assert {one.turn for one in told.waiting} == {3}


def test_a_line_grows_by_what_is_played_on_and_shrinks_by_turns() -> None:
    told = retold(TWO.until(2), bundle())
    longer = extended(told.line, submit(told.game, Propose("gauges_first")))
    assert [(one.turn, one.words) for one in longer.decisions] == [
        (1, "propose gauge_day"), (2, "propose gauges_first"),
    ]  # fmt: skip
    assert longer.until(2) == extended(told.line, told.game)


def test_turns_that_a_strategy_played_are_played_so_again() -> None:
    line = whole_session(bundle(), "kalmar")
    assert not any(one.held for one in line.decisions)
    one, two = (retold(line, bundle()).game for _ in range(2))
    assert one.code == two.code
    assert one.phase == "over"


def test_the_same_text_comes_out_the_same() -> None:
    line = whole_session(bundle(), "kalmar")
    assert otherwise(line, bundle(), retold(line, bundle())).same


def test_other_words_are_told_where_they_are_news() -> None:
    line = whole_session(bundle(), "kalmar")
    found = otherwise(line, bundle(), retold(line, bundle(TITLE)))
    pairs = [(one.turn, pair.before, pair.after) for one in found.turns for pair in one.outcomes]
    assert pairs == [(2, "The ice cracks early", "The ice cracks")]


def test_news_that_moves_more_is_told_from_its_turn_on() -> None:
    line = whole_session(bundle(), "kalmar")
    found = otherwise(line, bundle(), retold(line, bundle(THAW)))
    assert found.turns[0].turn == 2
    moved = {name: after - before for name, before, after in found.turns[0].indicators}
    assert moved["tension"] > 0


def test_the_turn_that_waits_tells_how_it_begins() -> None:
    line = TWO.until(2)
    found = otherwise(line, bundle(), retold(line, bundle(THAW)))
    (turn,) = found.turns
    moved = {name: after - before for name, before, after in turn.indicators}
    assert turn.turn == 2
    # 27 points more, as far as the scale of 100 goes.
    assert 0 < moved["tension"] <= 27.0001
