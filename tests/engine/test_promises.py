"""Promises: what they are worth while they are open, and how they are kept, broken and due."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.engine.rulebook import RESOLVE, behind, under, with_backstage

from dialogue_sim.engine.backstage import Deeds, settle
from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.groundwork import Groundwork, lay, no_groundwork
from dialogue_sim.engine.mechanisms import Mechanisms
from dialogue_sim.engine.resolve import answers_ask
from dialogue_sim.engine.situation import Situation
from dialogue_sim.engine.story import Reading
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.engine.turn import Moves, Turn, play

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.engine.conftest import Stage

    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.world import World

ALBA, BRAVA, CITIZENS, CORDA, NGO = range(5)
CONTACT, DEMANDS = 0, 1
ONE = np.zeros(1, dtype=np.uint64)
TALKS = (0.5, 0.5, 1.0, 0.0, 1)
FIRM = (0.5, 1.0, 1.0, 0.0, 1)


@pytest.fixture(scope="module")
def council(village: World) -> World:
    """Alba asks for top contact or many demands, brava for many demands, corda for nothing."""
    asks = (((CONTACT, 1.0), (DEMANDS, 1.0)), ((DEMANDS, 1.0),), (), (), ())
    world = under(village, Mechanisms(resolve=RESOLVE))
    streams = (10, 11, 12, 13, 14)
    return replace(world, actors=replace(world.actors, asks=asks, resolve_streams=streams))


@pytest.fixture
def settled(
    council: World, village_opening: Situation, village_text: Callable[..., Proposal]
) -> Callable[..., Situation]:
    """The situation at the end of a turn in which a text was adopted, or not."""

    def after(
        row: tuple[float, ...], turn: int, *, adopted: bool = True, **hidden: list[Any]
    ) -> Situation:
        opening = with_backstage(council, village_opening)
        rows = {name: np.array(values)[:, None] for name, values in hidden.items()}
        opening = replace(opening, backstage=replace(behind(opening), **rows))
        moment = Moment(council, village_text(row), opening, no_debate(opening))
        nobody = np.zeros(1, dtype=np.bool_)
        deeds = Deeds(moment, np.array([adopted]), nobody, np.zeros(1), answers=np.empty((0, 1)))
        return settle(council, opening, deeds, Draws(0, ONE, turn))

    return after


def test_any_of_the_issues_that_are_asked_for_meets_an_ask(
    council: World, village_text: Callable[..., Proposal]
) -> None:
    text = village_text(TALKS, FIRM, (1.0, 0.0, 1.0, 0.0, 1))
    found = answers_ask(council, text)
    assert found[ALBA].tolist() == [False, True, True]
    assert found[BRAVA].tolist() == [False, True, False]
    assert not found[[CITIZENS, CORDA, NGO]].any()


# ------------------------------------------------------------------ given and due


def promised(council: World, opening: Situation, turn: int, **kind: bool) -> Situation:
    """The situation once alba is promised its ask (or assured, or both) in a turn."""
    nobody = no_groundwork(5, 1)
    rows = {name: getattr(nobody, name).copy() for name in ("assured", "promised")}
    for name, done in kind.items():
        rows[name][ALBA] = done
    return lay(council, opening, replace(nobody, **rows), turn)


@pytest.mark.parametrize(("turn", "due"), [(1, 3), (4, 6), (5, 6), (6, 6)])
def test_a_promise_falls_due_two_turns_on_or_on_the_last_turn(
    council: World, village_opening: Situation, turn: int, due: int
) -> None:
    opening = with_backstage(council, village_opening)
    after = promised(council, opening, turn, promised=True)
    assert behind(after).due[:, 0].tolist() == [due, 0, 0, 0, 0]
    assert Reading(council, after, turn).promised("alba").tolist() == [True]
    assert Reading(council, after, turn).promised("brava").tolist() == [False]


def test_an_open_promise_keeps_its_day_when_it_is_given_again(
    council: World, village_opening: Situation
) -> None:
    opening = promised(council, with_backstage(council, village_opening), 1, promised=True)
    assert behind(promised(council, opening, 2, promised=True)).due[ALBA, 0] == 3


def test_an_assurance_is_for_one_turn(
    council: World, village_opening: Situation, settled: Callable[..., Situation]
) -> None:
    opening = with_backstage(council, village_opening)
    after = promised(council, opening, 1, assured=True)
    assert behind(after).assured[:, 0].tolist() == [True, False, False, False, False]
    assert not behind(promised(council, after, 2)).assured.any()
    assert not behind(settled(TALKS, 1, assured=[True] * 5)).assured.any()


# ---------------------------------------------------------------- kept and broken


def test_a_kept_promise_gains_credibility_and_is_done_with(
    settled: Callable[..., Situation],
) -> None:
    after = settled(FIRM, 1, due=[3, 0, 0, 0, 0])
    assert after.credibility.tolist() == pytest.approx([0.52])  # .5 at the opening
    assert after.cohesion.tolist() == [1.0]
    assert behind(after).due[:, 0].tolist() == [0] * 5
    assert behind(after).grudge[:, 0].tolist() == [0.0] * 5


def test_a_broken_promise_costs_credibility_cohesion_and_a_grudge(
    settled: Callable[..., Situation],
) -> None:
    after = settled(TALKS, 3, due=[3, 0, 0, 0, 0], grudge=[0.12, 0.0, 0.0, 0.0, 0.12])
    assert after.credibility.tolist() == pytest.approx([0.38])
    assert after.cohesion.tolist() == pytest.approx([0.94])
    assert behind(after).due[:, 0].tolist() == [0] * 5
    assert behind(after).grudge[:, 0].tolist() == pytest.approx([0.24, 0.0, 0.0, 0.0, 0.12])


@pytest.mark.parametrize(
    ("row", "adopted", "turn", "is_open"),
    [
        (TALKS, True, 2, True),  # its day has not come
        (FIRM, False, 2, True),  # the text that would have kept it does not stand
        (FIRM, False, 3, False),
        (TALKS, True, 3, False),
        (FIRM, True, 3, False),  # kept on its last day
    ],
)
def test_only_an_adopted_text_keeps_a_promise_and_only_its_day_breaks_it(
    settled: Callable[..., Situation],
    row: tuple[float, ...],
    turn: int,
    *,
    adopted: bool,
    is_open: bool,
) -> None:
    after = settled(row, turn, adopted=adopted, due=[3, 0, 0, 0, 0])
    assert behind(after).due[ALBA, 0] == (3 if is_open else 0)
    kept = row == FIRM and adopted
    expected = 0.5 if is_open else 0.52 if kept else 0.38
    assert after.credibility.tolist() == pytest.approx([expected])


def test_every_promise_counts_for_itself(settled: Callable[..., Situation]) -> None:
    """One kept, one broken; then two broken, which cost twice; and never below nothing."""
    after = settled((1.0, 0.5, 1.0, 0.0, 1), 3, due=[3, 3, 0, 0, 0])
    assert after.credibility.tolist() == pytest.approx([0.5 + 0.02 - 0.12])
    assert after.cohesion.tolist() == pytest.approx([0.94])
    assert behind(after).grudge[:, 0].tolist() == pytest.approx([0.0, 0.12, 0.0, 0.0, 0.0])
    after = settled(TALKS, 3, due=[3, 3, 0, 0, 0])
    assert after.credibility.tolist() == pytest.approx([0.26])
    assert after.cohesion.tolist() == pytest.approx([0.88])
    after = settled(TALKS, 3, due=[3, 3, 3, 3, 3])
    assert after.credibility.tolist() == [0.0]
    assert after.cohesion.tolist() == pytest.approx([0.70])


def test_no_kept_promise_makes_more_than_fully_credible(
    council: World, village_opening: Situation, village_text: Callable[..., Proposal]
) -> None:
    opening = with_backstage(council, replace(village_opening, credibility=np.array([0.99])))
    opening = promised(council, opening, 1, promised=True)
    moment = Moment(council, village_text(FIRM), opening, no_debate(opening))
    nobody, adopted = np.zeros(1, dtype=np.bool_), np.ones(1, dtype=np.bool_)
    deeds = Deeds(moment, adopted, nobody, np.zeros(1), np.empty((0, 1)))
    after = settle(council, opening, deeds, Draws(0, ONE, 1))
    assert after.credibility.tolist() == [1.0]


# ---------------------------------------------------------------- in a whole session


def test_a_promise_in_a_session_is_kept_by_the_text_that_holds_the_ask(game: Stage) -> None:
    """Poland asks for reinforced deterrence or strict conditions; both lines begin alike."""
    world, poland = game.world, game.world.actors.ids.index("poland")
    silent = replace(world.rules.mechanisms, resolve=replace(RESOLVE, centre=-5.0))
    world = under(world, silent)  # nobody ever breaks silence
    stage = replace(game, world=world)
    done = no_groundwork(len(world.actors.ids), 1)
    done.promised[poland] = True
    ends = {}
    for policy in ("strict_conditional_dialogue", "nrc_ambassadors"):
        turns = played(stage, ["nrc_ambassadors", "nrc_ambassadors", policy], done)
        open_until = [behind(turn.after).due[poland, 0] for turn in turns]
        assert open_until == [3, 3, 0]
        assert [behind(turn.before).due[poland, 0] for turn in turns] == [3, 3, 3]
        ends[policy] = turns[-1].after
    kept, broken = ends["strict_conditional_dialogue"], ends["nrc_ambassadors"]
    assert behind(kept).grudge[poland].tolist() == [0.0]
    assert behind(broken).grudge[poland].tolist() == [0.12]
    # The credibility before the promise is the model's; without resolve it would have been it.
    for policy, moved in (("strict_conditional_dialogue", 0.02), ("nrc_ambassadors", -0.12)):
        no_promise = played(stage, ["nrc_ambassadors", "nrc_ambassadors", policy], None)
        found = float((ends[policy].credibility - no_promise[-1].after.credibility)[0])
        assert found == pytest.approx(moved, abs=1e-12)


def played(stage: Stage, policies: list[str], first: Groundwork | None) -> list[Turn]:
    """Turns with these policies; groundwork in the first of them."""
    situation, turns = stage.opening(seed=3), []
    for number, policy in enumerate(policies, start=1):
        text = stage.text(policy)
        groundwork = first if number == 1 else None
        moves = Moves(np.zeros(1, dtype=np.int64), text, text, groundwork=groundwork)
        turn = play(stage.world, situation, Draws(3, ONE, number), moves)
        assert isinstance(turn, Turn)
        assert turn.stands.all()
        turns.append(turn)
        situation = turn.after
    return turns
