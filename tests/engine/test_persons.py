"""Persons in seats: what they decide replaces a draw, and nobody else's luck moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.engine.outcomes import heard

from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.neighbours import Point
from dialogue_sim.engine.numerics import Integers
from dialogue_sim.engine.proposal import Proposal
from dialogue_sim.engine.reaction import AWAITED, DRAWN
from dialogue_sim.engine.turn import Moves, Turn, Waiting, play
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from tests.engine.conftest import Stage

Fingerprint = Callable[[object], str]
MANY = 300
BREAK, OBJECT, HEDGE, ACCEPT, ENDORSE = range(5)


def hated(stage: Stage) -> Point:
    """A text for all allies that crosses every red line of the eastern members."""
    return stage.changed(
        "business_as_usual", contact="top", unity="all", deterrence="reduced", timing="now"
    )


def luck(sessions: int) -> Draws:
    return Draws(7, np.arange(sessions, dtype=np.uint64), 1)


def given(stage: Stage, sessions: int = 1, **said: int) -> Integers:
    """(2, a, s) responses to both texts: the same in every session."""
    ids = stage.world.actors.ids
    responses = np.full((2, len(ids), sessions), DRAWN, dtype=np.int64)
    for actor, response in said.items():
        responses[:, ids.index(actor)] = response
    return responses


def moves(
    text: Proposal, second: Proposal | None = None, responses: Integers | None = None
) -> Moves:
    sessions = text.levels.shape[1]
    return Moves(np.zeros(sessions, dtype=np.int64), text, second, responses)


def played(stage: Stage, what: Moves) -> Turn:
    sessions = len(what.policy)
    turn = play(stage.world, stage.opening(sessions), luck(sessions), what)
    assert isinstance(turn, Turn)
    return turn


def waits(stage: Stage, what: Moves) -> Waiting:
    sessions = len(what.policy)
    waiting = play(stage.world, stage.opening(sessions), luck(sessions), what)
    assert isinstance(waiting, Waiting)
    return waiting


# ------------------------------------------------------------------- responses


@pytest.mark.parametrize("response", range(5), ids=RESPONSES)
def test_a_given_response_replaces_the_draw_and_leaves_all_others(
    s2019: Stage, response: int
) -> None:
    # Outside the procedure nobody keeps anybody company, so nobody else may change at all.
    text = s2019.text(*["top_level_offer"] * MANY)
    place = s2019.world.actors.ids.index("germany_france")
    drawn = heard(played(s2019, moves(text)))
    said = played(s2019, moves(text, None, given(s2019, MANY, germany_france=response)))
    ruling = heard(said).ruling
    assert (ruling.responses[place] == response).all()
    assert set(drawn.ruling.responses[place].tolist()) != {response}
    others = np.arange(len(s2019.world.actors.ids)) != place
    assert (ruling.responses[others] == drawn.ruling.responses[others]).all()
    # Utility, terms and chances are the model's, whatever a person says.
    assert (heard(said).reactions.probabilities == drawn.reactions.probabilities).all()


def test_saying_what_would_have_been_drawn_changes_nothing(
    s2019: Stage, fingerprint: Fingerprint
) -> None:
    text = s2019.text(*["nrc_ambassadors"] * MANY)
    drawn = played(s2019, moves(text))
    assert not heard(drawn).ruling.eased.any()
    ids = s2019.world.actors.ids
    responses = given(s2019, MANY)
    for actor in ("eastern", "rasmussen"):
        responses[:, ids.index(actor)] = heard(drawn).ruling.responses[ids.index(actor)]
    said = played(s2019, moves(text, None, responses))
    assert fingerprint(said.after) == fingerprint(drawn.after)
    assert said.answer.tolist() == drawn.answer.tolist()


def test_isolation_eases_the_model_but_never_a_person(s2019: Stage) -> None:
    text = s2019.text(*[s2019.changed("top_level_offer", unity="all", framing="normal")] * MANY)
    place = s2019.world.actors.ids.index("eastern")
    drawn = played(s2019, moves(text, text)).hearings[0].ruling
    assert drawn.eased[place].any()
    said = played(s2019, moves(text, text, given(s2019, MANY, eastern=BREAK))).hearings[0].ruling
    assert (said.responses[place] == BREAK).all()
    assert not said.eased[place].any()
    assert said.blocked.all()


def test_a_person_keeps_objectors_company_as_the_model_does(s2019: Stage) -> None:
    # Who is not alone is eased less: with a person at their side others break silence more.
    text = s2019.text(*[s2019.changed("top_level_offer", unity="all", framing="normal")] * MANY)
    east = s2019.world.actors.ids.index("eastern")
    broke = [
        (played(s2019, moves(text, text, said)).hearings[0].ruling.responses[east] == BREAK).sum()
        for said in (given(s2019, MANY, us=ENDORSE), given(s2019, MANY, us=OBJECT))
    ]
    assert broke[0] < broke[1]


def test_without_silence_a_person_who_objects_blocks(s2019: Stage) -> None:
    rules = s2019.world.rules
    strict = replace(rules, procedure=replace(rules.procedure, name="consensus"))
    stage = replace(s2019, world=replace(s2019.world, rules=strict))
    text = stage.text("nrc_ambassadors")
    for response, blocked in ((OBJECT, True), (HEDGE, False)):
        said = given(stage, germany_france=response, eastern=ACCEPT, us=ACCEPT)
        ruling = played(stage, moves(text, text, said)).hearings[0].ruling
        assert ruling.blocked.tolist() == [blocked]


# ------------------------------------------------------------------- waiting


def test_a_turn_waits_for_the_persons_one_after_the_other(s2019: Stage) -> None:
    text, ids = s2019.text("nrc_ambassadors"), s2019.world.actors.ids
    first = waits(s2019, moves(text, None, given(s2019, eastern=AWAITED, us=AWAITED)))
    assert (first.kind, ids[first.actor], first.hearing) == ("respond", "eastern", None)
    then = waits(s2019, moves(text, None, given(s2019, eastern=HEDGE, us=AWAITED)))
    assert (then.kind, ids[then.actor]) == ("respond", "us")
    turn = played(s2019, moves(text, None, given(s2019, eastern=HEDGE, us=ENDORSE)))
    assert heard(turn).ruling.responses[ids.index("us")].tolist() == [ENDORSE]


def test_persons_respond_anew_to_what_comes_after_a_broken_silence(s2019: Stage) -> None:
    text, second = s2019.text(hated(s2019)), s2019.text("nrc_ambassadors")
    ids = s2019.world.actors.ids
    responses = given(s2019, eastern=BREAK)
    responses[1, ids.index("eastern")] = AWAITED
    settle = waits(s2019, moves(text, None, responses))
    assert settle.kind == "settle"
    again = waits(s2019, moves(text, second, responses))
    assert (again.kind, ids[again.actor]) == ("respond", "eastern")
    assert again.hearing is not None
    assert again.hearing.ruling.blocked.tolist() == [True]
    responses[1, ids.index("eastern")] = ACCEPT
    turn = played(s2019, moves(text, second, responses))
    said = [hearing.ruling.responses[ids.index("eastern"), 0] for hearing in turn.hearings]
    assert said == [BREAK, ACCEPT]
    assert turn.stands.tolist() == [True]


def test_where_silence_holds_nobody_is_asked_about_a_second_text(s2019: Stage) -> None:
    text = s2019.text(hated(s2019), "nrc_ambassadors")
    east = s2019.world.actors.ids.index("eastern")
    responses = given(s2019, 2)
    responses[0, east] = [BREAK, HEDGE]
    responses[1, east] = [ENDORSE, AWAITED]
    turn = played(s2019, moves(text, s2019.text(*["nrc_ambassadors"] * 2), responses))
    assert heard(turn).ruling.responses[east].tolist() == [ENDORSE, HEDGE]


# ------------------------------------------------------------------- the answer


@pytest.mark.parametrize("answer", range(5), ids=ANSWERS)
def test_a_given_answer_replaces_the_draw(
    s2019: Stage, fingerprint: Fingerprint, answer: int
) -> None:
    what = moves(s2019.text(*["top_level_offer"] * MANY))
    drawn = played(s2019, what)
    said = played(s2019, replace(what, answer=np.full(MANY, answer)))
    assert said.answer.tolist() == [answer] * MANY
    assert fingerprint(said.outlook) == fingerprint(drawn.outlook)
    alike = drawn.answer == answer
    assert 0 < alike.sum() < MANY
    # Its conduct is remembered by what it did, and by nothing else.
    assert ((said.after.conduct == drawn.after.conduct) == alike).all()


def test_a_turn_waits_for_the_counterpart_with_what_it_looks_at(
    s2019: Stage, fingerprint: Fingerprint
) -> None:
    what = moves(s2019.text("nrc_ambassadors"))
    waiting = waits(s2019, replace(what, answer=np.array([AWAITED])))
    turn = played(s2019, what)
    assert waiting.kind == "answer"
    assert fingerprint(waiting.hearing) == fingerprint(heard(turn))
    assert fingerprint(waiting.outlook) == fingerprint(turn.outlook)
    kept = played(s2019, replace(what, answer=turn.answer))
    assert fingerprint(kept.after) == fingerprint(turn.after)
