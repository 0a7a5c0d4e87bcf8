"""Luck and choice in sessions with groundwork and waiting, against sessions played by hand."""

from __future__ import annotations

import numpy as np
import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.engine.situation import take
from dialogue_sim.session import game as game_module
from dialogue_sim.session import playing
from dialogue_sim.session.game import Game
from dialogue_sim.session.hindsight.forecast import next_turn, open_chair, opened, resample
from dialogue_sim.session.hindsight.luck import hindsight
from dialogue_sim.session.hindsight.options import options_of
from dialogue_sim.session.moves import (
    Answer,
    Assure,
    Campaign,
    Consult,
    Mandate,
    Move,
    Propose,
    Settle,
    Wait,
)
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.state import digest
from dialogue_sim.session.strategies.strategies import settle
from dialogue_sim.session.views.view import view_for

CHAIR = "secretary_general"
REROLLS = 40
MOVES: tuple[Move, ...] = (
    Mandate("guardian"),
    Consult("poland"), Assure("poland", "promise"), Wait(),
    Campaign(), Propose("deterrence_plus_channel"),
    Propose("fragmented_measures"),
    Consult("france"), Assure("baltic_states", "now"), Wait(),
)  # fmt: skip
"""Four turns that can be paid, and in which nobody breaks silence, under any luck."""


def played(game: Game, moves: tuple[Move, ...]) -> Game:
    for move in moves:
        game = submit(game, move)
    return game


@pytest.fixture(scope="module")
def prepared(wealthy_game: Game) -> Game:
    return played(wealthy_game, MOVES)


def by_hand(
    bundle: Bundle,
    session: int,
    monkeypatch: pytest.MonkeyPatch,
    moves: tuple[Move, ...] = MOVES,
) -> Game:
    """Moves made one after the other in another session of the seed."""
    number = np.array([session], dtype=np.uint64)
    monkeypatch.setattr(playing, "PLAYED", number)
    monkeypatch.setattr(game_module, "PLAYED", number)
    return played(begin(bundle, "kalmar"), moves)


def test_a_reroll_is_the_session_that_a_hand_would_play(
    prepared: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches = resample(prepared, 8)
    seen = set()
    for session in range(9):
        alone = by_hand(prepared.bundle, session, monkeypatch)
        assert len(alone.played) == 4
        for one, batch in zip(alone.played, batches[1:], strict=True):
            seen.add(digest(one.turn.after))
            assert digest(one.turn.after) == digest(take(batch.situation, np.array([session])))
    assert len(seen) == 36


def test_hindsight_counts_the_mandate_that_was_picked(prepared: Game) -> None:
    found = hindsight(prepared, CHAIR, REROLLS)
    view = view_for(prepared, CHAIR)
    assert view.mandate == "guardian"
    assert found.points == sum(goal.points for goal in view.goals)
    goals = next(row.value for row in found.outcomes if row.name == "goals")
    won = sum(goal.points for goal in view.goals if goal.met)
    assert goals == pytest.approx(100 * won / found.points)


def test_waiting_is_a_choice_that_was_made_and_one_that_could_have_been(prepared: Game) -> None:
    choices = hindsight(prepared, CHAIR, REROLLS).choices
    assert [choice.chosen for choice in choices] == [
        "wait", "deterrence_plus_channel", "fragmented_measures", "wait",
    ]  # fmt: skip
    assert choices[0].title == "Waiting"


def mean_after(moves: tuple[Move, ...], game: Game) -> float:
    """Mean goal points of the re-rolls of other moves, settled as an unmanned chair would."""
    other = played(begin(game.bundle, game.seed), moves)
    if other.phase == "settle":
        other = submit(other, settle(other))
    return hindsight(other, CHAIR, REROLLS).choices[-1].expected


def test_regret_of_waiting_is_what_the_best_text_that_could_be_paid_adds(prepared: Game) -> None:
    last = hindsight(prepared, CHAIR, REROLLS).choices[-1]
    situation = view_for(played(begin(prepared.bundle, prepared.seed), MOVES[:-1]), CHAIR)
    payable = [policy.id for policy in situation.menu if not policy.blocked_by]
    dear = [policy.id for policy in situation.menu if policy.blocked_by.startswith("costs")]
    assert dear
    certain = [name for name in payable if name in {"backchannel", "nrc_ambassadors"}]
    assert certain
    for name in certain:
        assert mean_after((*MOVES[:-1], Propose(name)), prepared) <= (
            last.expected + last.regret + 1e-9
        )
    assert last.best not in dear
    if last.best != "wait":
        best = mean_after((*MOVES[:-1], Propose(last.best)), prepared)
        assert best == pytest.approx(last.expected + last.regret)


def test_instead_of_a_text_one_could_have_waited(wealthy_game: Game) -> None:
    from_waiting = mean_after((Mandate("unifier"), Wait()), wealthy_game)
    normal = (Mandate("unifier"), Propose("business_as_usual"), Settle("withdraw"))
    game = played(wealthy_game, normal)
    assert options_of(game, CHAIR, 1).titles["wait"] == "Waiting"
    choice = hindsight(game, CHAIR, REROLLS).choices[0]
    assert choice.expected + choice.regret >= from_waiting - 1e-9


def test_an_unmanned_chair_withdraws_what_it_cannot_pay_in_rerolls_too(
    rich_game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of three points one is left, which pays for isolation and not for its compromise."""
    asked: tuple[Move, ...] = (Consult("france"), Consult("germany"))
    waited = played(rich_game, (*asked, Wait()))
    instead = options_of(waited, CHAIR, 1).tabled(open_chair(waited))["isolation"]
    after = next_turn(waited, opened(waited, 8), 1, [instead])
    settled = set()
    for session in range(9):
        alone = by_hand(rich_game.bundle, session, monkeypatch, (*asked, Propose("isolation")))
        if alone.phase == "settle":
            settled.add(settle(alone).how)
            alone = submit(alone, settle(alone))
        assert digest(alone.played[0].turn.after) == digest(
            take(after.situation, np.array([session]))
        )
    assert settled == {"withdraw"}


def test_groundwork_that_is_under_way_does_not_count(prepared: Game) -> None:
    going = submit(prepared, Campaign())
    assert going.pending
    assert hindsight(going, CHAIR, 20) == hindsight(prepared, CHAIR, 20)


def test_an_answer_to_nothing_stays_as_it_was_given(rich: Bundle) -> None:
    game = begin(rich, "oslo", {CHAIR: "player", "russia": "player"})
    game = played(game, (Wait(), Answer("escalate")))
    batch = resample(game, 30)[-1]
    assert set(batch.situation.answer.tolist()) == {4}
    found = hindsight(game, "russia", 20)
    assert [choice.chosen for choice in found.choices] == ["escalate"]


def test_a_consultation_tells_every_reroll_its_own_line(wealthy_game: Game) -> None:
    """The played session's line is in no other one, and a consultation shows each its own."""
    game = played(wealthy_game, (Consult("poland"), Wait()))
    backstage = resample(game, 30)[-1].situation.backstage
    assert backstage is not None
    place = game.world.actors.ids.index("poland")
    assert (backstage.low[place] == backstage.resolve[place]).all()
    assert (backstage.high[place] == backstage.resolve[place]).all()
    assert len(set(backstage.resolve[place].tolist())) == 31
