"""Political capital: what texts and groundwork cost, what a turn earns, and what waiting does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from tests.engine.properties.games import played_on, whole_games
from tests.engine.properties.worlds import seeds
from tests.engine.rulebook import CAPITAL, RESOLVE, behind, under, with_backstage

from dialogue_sim.engine.capital import affordable, balance, earned, in_hand, price, whole_points
from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.groundwork import cost, lay, no_groundwork
from dialogue_sim.engine.indicators import read
from dialogue_sim.engine.mechanisms import Mechanisms
from dialogue_sim.engine.proposal import Proposal, propose
from dialogue_sim.engine.situation import Situation
from dialogue_sim.engine.story import no_history
from dialogue_sim.engine.turn import WAITS, Moves, Turn, play
from dialogue_sim.engine.world import MeasureTerm, PolicyRule

if TYPE_CHECKING:
    from tests.engine.conftest import Stage

    from dialogue_sim.engine.terms import Moment
    from dialogue_sim.engine.world import World

TextOf = Callable[..., Proposal]
CONTACT, DEMANDS = 0, 1
EXPERTS, TOP = (0.5, 0.5, 1.0, 0.0, 1), (1.0, 0.5, 1.0, 0.0, 1)
STERN = (1.0, 1.0, 1.0, 0.0, 1)
PLAIN, CHEAP, DEAR = range(3)


@pytest.fixture(scope="module")
def treasury(village: World) -> World:
    """Contact costs up to 3 points and stern demands 1 more; one policy is cheaper, one dearer."""
    measures = {
        **village.space.measures,
        "price": (MeasureTerm(CONTACT, 3.0), MeasureTerm(DEMANDS, 1.0, above=0.5)),
    }
    policies = (
        PolicyRule("plain", None, ()),
        PolicyRule("cheap", None, (), surcharge=-2.0),
        PolicyRule("dear", None, (), surcharge=1.0),
    )
    village = replace(
        village,
        space=replace(village.space, measures=measures),
        story=replace(village.story, policies=policies),
        actors=replace(village.actors, resolve_streams=(10, 11, 12, 13, 14)),
    )
    return under(village, Mechanisms(capital=CAPITAL, resolve=RESOLVE))


@pytest.fixture(scope="module")
def text_of(treasury: World) -> TextOf:
    """Texts of the village with their price, one per row of levels and venue."""

    def text(*rows: tuple[float, ...]) -> Proposal:
        levels = np.array([row[:4] for row in rows]).T
        return propose(treasury, levels, np.array([int(row[4]) for row in rows]))

    return text


# ------------------------------------------------------------------------- prices


@pytest.mark.parametrize(
    ("row", "policy", "points"),
    [
        ((0.0, 0.0, 1.0, 0.0, 1), PLAIN, 0),
        (EXPERTS, PLAIN, 2),  # 1.5 rounded up
        (TOP, PLAIN, 3),
        (STERN, PLAIN, 4),
        (EXPERTS, DEAR, 3),
        (EXPERTS, CHEAP, 0),
        (TOP, CHEAP, 1),
        ((0.0, 0.5, 1.0, 0.0, 1), CHEAP, 0),  # nobody is paid for a text
    ],
)
def test_a_text_costs_its_measure_in_whole_points_and_its_policys_surcharge(
    treasury: World, text_of: TextOf, row: tuple[float, ...], policy: int, points: int
) -> None:
    assert price(treasury, np.array([policy]), text_of(row)).tolist() == [points]


@pytest.mark.parametrize(
    ("measured", "points"),
    [(0.0, 0), (1e-12, 0), (1.0, 1), (3.0000000001, 3), (1.0000000012, 2), (1.01, 2)],
)
def test_what_exceeds_a_point_by_rounding_is_that_point(measured: float, points: int) -> None:
    assert whole_points(np.array([measured])).tolist() == [points]


def test_without_capital_everything_is_free_and_nothing_runs_out(
    village: World, village_opening: Situation, text_of: TextOf
) -> None:
    assert price(village, np.array([PLAIN]), text_of(TOP)).tolist() == [0.0]
    assert in_hand(village_opening).tolist() == [np.inf]
    assert affordable(village, village_opening, np.array([99.0])).tolist() == [True]
    assert read(village, village_opening, "capital").tolist() == [0.0]


def test_what_can_be_paid_is_what_is_in_hand(treasury: World, village_opening: Situation) -> None:
    opening = with_backstage(treasury, village_opening)
    assert read(treasury, opening, "capital").tolist() == [3.0]
    for points, can in ((2.0, True), (3.0, True), (4.0, False)):
        assert affordable(treasury, opening, np.array([points])).tolist() == [can]


# ------------------------------------------------------------------------- income


@pytest.mark.parametrize(
    ("broken", "content", "points"),
    [(False, False, 1), (False, True, 2), (True, False, 0), (True, True, 1)],
)
def test_a_turn_earns_income_a_bonus_and_the_cost_of_a_broken_silence(
    points: int, *, broken: bool, content: bool
) -> None:
    assert earned(CAPITAL, np.array([broken]), np.array([content])).tolist() == [points]


@pytest.mark.parametrize(
    ("before", "spent", "gained", "left"),
    [(3, 2, 1, 2), (5, 0, 2, 5), (5, 3, 2, 4), (0, 0, 0, 0), (1, 1, -1, 0)],
)
def test_the_balance_is_never_below_nothing_and_never_above_the_most(
    before: float, spent: float, gained: float, left: float
) -> None:
    found = balance(CAPITAL, *(np.array([float(x)]) for x in (before, spent, gained)))
    assert found.tolist() == [left]


# ------------------------------------------------------------------- a turn by hand

NOBODY_MINDS, EVERYBODY_MINDS = -9.0, 9.0


def turn_of(
    world: World, opening: Situation, moves: Moves, *, minds: bool = False, turn: int = 1
) -> Turn:
    """A turn in which every member breaks silence, or none does."""
    hidden = behind(opening)
    resolve = np.full_like(hidden.resolve, EVERYBODY_MINDS if minds else NOBODY_MINDS)
    opening = replace(opening, backstage=replace(hidden, resolve=resolve))
    draws = Draws(1, np.arange(opening.sessions, dtype=np.uint64), turn)
    found = play(world, opening, draws, moves)
    assert isinstance(found, Turn)
    return found


def table(policy: int, text: Proposal, second: Proposal | None = None) -> Moves:
    return Moves(np.array([policy]), text, second)


@pytest.fixture
def opening(treasury: World, village_opening: Situation) -> Situation:
    """Even odds among the public and a cohesion of 1; conditions read them after the turn."""
    opening = replace(village_opening, history=no_history(treasury, 1))
    return with_backstage(treasury, opening)


def bonus(turn: Turn, world: World) -> int:
    support, cohesion = (read(world, turn.after, name)[0] for name in ("support", "cohesion"))
    return int(support >= 50.0 and cohesion >= 60.0)


def test_tabling_costs_the_price_and_the_turn_earns_its_income(
    treasury: World, opening: Situation, text_of: TextOf
) -> None:
    for policy, row, points in ((PLAIN, EXPERTS, 2), (PLAIN, TOP, 3), (DEAR, EXPERTS, 3)):
        turn = turn_of(treasury, opening, table(policy, text_of(row)))
        assert turn.stands.tolist() == [True]
        expected = 3 - points + 1 + bonus(turn, treasury)
        assert behind(turn.after).capital.tolist() == [expected]


def test_where_somebody_else_tables_the_chair_pays_nothing(
    treasury: World, opening: Situation, text_of: TextOf
) -> None:
    moves = replace(table(PLAIN, text_of(TOP)), charged=False)
    turn = turn_of(treasury, opening, moves)
    assert behind(turn.after).capital.tolist() == [min(5, 3 + 1 + bonus(turn, treasury))]


def test_a_broken_silence_costs_once_even_where_the_second_text_fails_too(
    treasury: World, opening: Situation, text_of: TextOf
) -> None:
    text = text_of(EXPERTS)
    turn = turn_of(treasury, opening, table(PLAIN, text, text_of(TOP)), minds=True)
    assert len(turn.hearings) == 2
    assert turn.stands.tolist() == [False]
    # 2 for the first text, 1 more for what is dearer in the second, 1 for the silence, once.
    expected = max(0, 3 - 3 + 1 - 1 + bonus(turn, treasury))
    assert behind(turn.after).capital.tolist() == [expected]


def test_a_second_text_costs_what_it_costs_more_than_the_first(
    treasury: World, opening: Situation, text_of: TextOf
) -> None:
    rich = replace(opening, backstage=replace(behind(opening), capital=np.array([5.0])))
    for first, second, points in ((TOP, EXPERTS, 3), (EXPERTS, EXPERTS, 2), (EXPERTS, TOP, 3)):
        moves = table(PLAIN, text_of(first), text_of(second))
        turn = turn_of(treasury, rich, moves, minds=True)
        expected = 5 - points + 1 - 1 + bonus(turn, treasury)
        assert behind(turn.after).capital.tolist() == [expected]


def test_waiting_is_free_earns_and_changes_no_text(treasury: World, opening: Situation) -> None:
    turn = turn_of(treasury, opening, Moves(np.array([WAITS]), opening.standing), minds=True)
    assert turn.hearings == ()
    assert turn.last_hearing is None
    assert turn.stands.tolist() == [False]
    assert turn.in_force is opening.standing
    assert turn.after.stands.tolist() == opening.stands.tolist()
    assert turn.after.responses.tolist() == opening.responses.tolist()
    assert turn.after.stances.tolist() == opening.stances.tolist()
    assert turn.after.division.tolist() == opening.division.tolist()
    assert not turn.after.history.chosen.any()
    assert behind(turn.after).capital.tolist() == [min(5, 3 + 1 + bonus(turn, treasury))]


def test_the_bonus_needs_both_support_and_cohesion(treasury: World, opening: Situation) -> None:
    """Waiting in four moods and states of the alliance; an earned point is told by the rest."""
    moves = Moves(np.array([WAITS]), opening.standing)
    poor = replace(opening, backstage=replace(behind(opening), capital=np.zeros(1)))
    seen = set()
    for mood, cohesion in ((2.0, 1.0), (2.0, 0.2), (-2.0, 1.0), (-2.0, 0.2)):
        changed = replace(poor, mood=np.array([mood]), cohesion=np.array([cohesion]))
        turn = turn_of(treasury, changed, moves)
        assert behind(turn.after).capital.tolist() == [1 + bonus(turn, treasury)]
        seen.add((mood, cohesion, bonus(turn, treasury)))
    assert seen == {(2.0, 1.0, 1), (2.0, 0.2, 0), (-2.0, 1.0, 0), (-2.0, 0.2, 0)}


def test_where_no_condition_is_named_there_is_no_bonus(
    treasury: World, opening: Situation
) -> None:
    rule = replace(CAPITAL, bonus_when=None)
    world = under(treasury, Mechanisms(capital=rule))
    poor = replace(opening, backstage=replace(behind(opening), capital=np.zeros(1)))
    loved = replace(poor, mood=np.array([2.0]))
    turn = turn_of(world, loved, Moves(np.array([WAITS]), opening.standing))
    assert bonus(turn, world) == 1
    assert behind(turn.after).capital.tolist() == [1.0]


# --------------------------------------------------------------------- groundwork


def test_groundwork_is_paid_at_once_and_a_campaign_lifts_the_mood(
    treasury: World, opening: Situation
) -> None:
    done = no_groundwork(5, 1)
    done.consulted[[0, 1]] = True
    done.assured[0] = True
    done.promised[3] = True
    assert cost(treasury, done).tolist() == [2 + 2 + 1]
    done.campaign[:] = True
    assert cost(treasury, done).tolist() == [6]
    rich = replace(opening, backstage=replace(behind(opening), capital=np.array([5.0])))
    after = lay(treasury, rich, done, 1)
    assert behind(after).capital.tolist() == [0.0]
    assert after.mood.tolist() == pytest.approx([0.45])  # .2 + .25
    nothing = lay(treasury, rich, no_groundwork(5, 1), 1)
    assert nothing.mood.tolist() == [0.2]
    assert behind(nothing).capital.tolist() == [5.0]


def test_without_capital_groundwork_is_free_and_nobody_campaigns(
    treasury: World, opening: Situation
) -> None:
    world = under(treasury, Mechanisms(resolve=RESOLVE))
    done = no_groundwork(5, 1)
    done.consulted[0] = True
    done.campaign[:] = True
    assert cost(world, done).tolist() == [0.0]
    after = lay(world, opening, done, 1)
    assert after.mood.tolist() == [0.2]
    assert behind(after).low[0].tolist() == behind(opening).resolve[0].tolist()


# ----------------------------------------------------------------------- in any world


@settings(max_examples=15)
@given(moment=whole_games(), seed=seeds())
def test_capital_is_whole_and_stays_within_its_bounds(moment: Moment, seed: int) -> None:
    rule = moment.world.rules.mechanisms.capital
    assert rule is not None
    for turn in played_on(moment, seed, 5):
        for situation in (turn.before, turn.after):
            left = behind(situation).capital
            assert left.tolist() == np.rint(left).tolist()
            assert left.min() >= 0.0
            assert left.max() <= rule.most


def test_the_shipped_menu_costs_by_its_level(game: Stage) -> None:
    """Experts nothing, ambassadors one, ministers two, the top three; more for heavy parts."""
    policies = [rule.id for rule in game.world.story.policies]
    text = game.text(*game.points)
    places = np.array([policies.index(policy) for policy in game.points])
    found = dict(zip(game.points, price(game.world, places, text).tolist(), strict=True))
    assert found["top_level_talks"] == found["business_as_usual"] == 3.0
    assert found["nrc_ambassadors"] == 1.0
    assert found["fragmented_measures"] == 0.0
    assert found["strict_conditional_dialogue"] == 2.0  # ambassadors, and reinforced deterrence
