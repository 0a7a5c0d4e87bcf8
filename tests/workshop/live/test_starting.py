"""To begin in a turn, or where some news comes."""

from __future__ import annotations

import pytest
from tests.workshop.live.writing import THAW, bundle

from dialogue_sim.session.moves import MoveError, Propose
from dialogue_sim.workshop.live.figures import earliest, sampled
from dialogue_sim.workshop.live.retelling import Decision, Line, news_of, retold
from dialogue_sim.workshop.live.starting import at_turn, where_it_fires

OWN = Line("kalmar", (Decision(1, "steward", Propose("gauges_first")),))


def test_a_turn_behind_the_decisions_is_come_to_by_a_strategy() -> None:
    begun = at_turn(OWN, bundle(), 3)
    told = retold(begun.line, bundle())
    assert (told.game.turn, told.game.phase, dict(told.game.seats)) == (
        3, "propose", {"steward": "player"},
    )  # fmt: skip
    assert told.game.played[0].policy == "gauges_first"
    assert {one.turn: one.held for one in begun.line.decisions} == {1: True, 2: False}
    assert "least used played 1 turn of it" in begun.says


def test_a_turn_within_the_decisions_leaves_out_those_after_it() -> None:
    begun = at_turn(OWN, bundle(), 1)
    assert begun.line.decisions == ()
    assert retold(begun.line, bundle()).game.turn == 1


def test_a_turn_that_no_session_comes_to_is_refused() -> None:
    flood = bundle(THAW)
    assert len(retold(at_turn(OWN, flood, 2).line, flood).game.played) == 1
    with pytest.raises(MoveError, match="the session is over after turn 2"):
        at_turn(OWN, flood, 3)


@pytest.mark.parametrize("inject", ["early_thaw", "carp_in_the_school", "borrowed_rope"])
def test_news_is_begun_at_in_the_first_session_that_has_it(inject: str) -> None:
    text = bundle()
    begun = where_it_fires(text, inject)
    assert begun is not None
    game = retold(begun.line, text).game
    assert inject in news_of(game)
    assert game.phase == "propose"
    first = earliest(sampled(text, 20), inject)
    assert first is not None
    assert (game.seed, game.turn) == (f"live-{first[0] + 1}", first[1])


def test_news_that_never_comes_is_not_found() -> None:
    never = bundle(
        ("when: {all: [turn >= 2, progress >= 10]}", "when: {all: [turn >= 2, progress >= 99]}")
    )
    assert where_it_fires(never, "borrowed_rope") is None
