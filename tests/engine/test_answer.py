"""The counterpart: what moves its answer, in which direction, and who may know its nature."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.outcomes import heard

from dialogue_sim.engine.answer import (
    DRIVERS,
    Outlook,
    Prospect,
    by_nature,
    dispersion,
    expected_outlook_of,
    outlook,
    split,
)
from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.explain import expected_outlook, open_outlook
from dialogue_sim.engine.numerics import Array
from dialogue_sim.engine.proposal import PLACE
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.engine.turn import Moves, Turn, play
from dialogue_sim.engine.world import World
from dialogue_sim.words import ANSWERS

if TYPE_CHECKING:
    from tests.engine.conftest import Stage

MomentOf = Callable[..., Moment]
TALKS = (1.0, 0.5, 1.0, 0.5, 1)
DRIVER = {driver.name: place for place, driver in enumerate(DRIVERS)}
PLAIN = tuple(name for name in DRIVER if name != "overreach")
"""What moves the answer where there is no staircase."""
FRACTIONS = st.floats(0.0, 1.0)


def prospect(
    moment: Moment, split: float = 0.3, greed: float = 0.66, insecurity: float = 0.6
) -> Prospect:
    def everywhere(value: float) -> Array:
        return np.full(moment.situation.sessions, value)

    return Prospect(moment, everywhere(split), everywhere(greed), everywhere(insecurity))


# ----------------------------------------------------------------- drivers


def test_drivers_are_worked_out_by_hand(village_moment: MomentOf) -> None:
    # TALKS: offer .25, exposure .36, demand .5, deterrent .75, of which .8 acts (see the tests of
    # the terms). The counterpart's own fit: .5 * 1 + .25 (2 * .5 - 1) + .25 * 1 = .75.
    found = outlook(prospect(village_moment(TALKS), split=0.3, greed=0.9, insecurity=0.6))
    assert dict(zip(PLAIN, found.drivers[:, 0].tolist(), strict=True)) == pytest.approx(
        {
            "const": 1.0,
            "offer": 0.2,  # .25 * .8
            "status": 0.6,  # .75 * .8
            "demand": 0.5,
            "temptation": 0.2592,  # .9 * .36 * .8 * (1.5 - .5)
            "split": 0.27,  # .9 * .3
            "threat": 0.0,
            "deterrent": 0.375,  # .5 * .75
            "isolation": 0.0,
            "ledger": 0.1,
            "hardliners": 0.5,
            "war": 0.4,
            "patron": 0.1,
        },
        abs=1e-15,
    )


def test_a_threat_counts_by_insecurity_and_a_hostile_offer_does_not_count(
    village_moment: MomentOf,
) -> None:
    found = outlook(prospect(village_moment((0.0, 0.75, 1.0, 0.0, 0)), insecurity=0.6))
    assert found.drivers[DRIVER["threat"], 0] == pytest.approx(0.3)  # .6 * .5
    assert found.drivers[DRIVER["offer"], 0] == 0.0
    assert found.drivers[DRIVER["isolation"], 0] == 1.0


def test_the_answer_is_a_softmax_of_the_table(december: Stage) -> None:
    moment = december.moment(*december.points)
    found = outlook(prospect(moment))
    table = december.world.rules.answer.weights.tolist()
    lean = december.world.counterpart.predictability
    for session in range(moment.situation.sessions):
        drivers = found.drivers[:, session].tolist()
        appeal = [
            lean * math.fsum(b * d for b, d in zip(row, drivers, strict=True)) for row in table
        ]
        odds = [math.exp(value) for value in appeal]
        expected = [odd / math.fsum(odds) for odd in odds]
        assert found.probabilities[:, session].tolist() == pytest.approx(expected, abs=1e-14)


@settings(max_examples=60)
@given(seen=FRACTIONS, greed=FRACTIONS, fear=FRACTIONS, lean=st.floats(0.1, 40.0))
def test_probabilities_add_up_and_contributions_to_log_odds_do_too(
    december: Stage, seen: float, greed: float, fear: float, lean: float
) -> None:
    """E29: lambda (B_km - B_jm) d_m, over all drivers, is ln P(k) / P(j)."""
    counterpart = replace(december.world.counterpart, predictability=lean)
    moment = december.moment("top_level_talks")
    moment = replace(moment, world=replace(december.world, counterpart=counterpart))
    found = outlook(prospect(moment, seen, greed, fear))
    probabilities = found.probabilities[:, 0].tolist()
    assert math.fsum(probabilities) == pytest.approx(1.0, abs=4e-16)
    table, drivers = december.world.rules.answer.weights, found.drivers[:, 0]
    for k, j in pairwise(range(5)):
        contributions = lean * (table[k] - table[j]) * drivers
        log_odds = math.log(probabilities[k] / probabilities[j])
        assert math.fsum(contributions) == pytest.approx(log_odds, abs=1e-11)


def test_an_answer_of_overwhelming_appeal_is_certain_and_nothing_overflows(
    december: Stage,
) -> None:
    weights = december.world.rules.answer.weights.copy()
    weights[2] = 2000.0
    answer = replace(december.world.rules.answer, weights=weights)
    world = replace(december.world, rules=replace(december.world.rules, answer=answer))
    moment = replace(december.moment("top_level_talks"), world=world)
    assert outlook(prospect(moment)).probabilities[:, 0].tolist() == pytest.approx([0, 0, 1, 0, 0])


# --------------------------------------------------- E17: the column rule


def with_measure(moment: Moment, name: str, values: Array) -> Moment:
    measures = moment.proposal.measures.copy()
    measures[PLACE[name]] = values
    return replace(moment, proposal=replace(moment.proposal, measures=measures))


def with_situation(moment: Moment, name: str, values: Array) -> Moment:
    changed: dict[str, Array] = {name: values}
    return replace(moment, situation=replace(moment.situation, **changed))  # type: ignore[arg-type]


def with_offer(moment: Moment, values: Array) -> Prospect:
    return prospect(with_measure(moment, "offer", values))


def with_split(moment: Moment, values: Array) -> Prospect:
    return replace(prospect(moment), split=values)


RISES, FALLS = 1, -1
COLUMN_RULE: list[tuple[str, Callable[[Moment, Array], Prospect], str, int]] = [
    ("offer", with_offer, "reciprocate", RISES),
    (
        "hardliners",
        lambda m, x: prospect(with_situation(m, "hardliners", x)),
        "reciprocate",
        FALLS,
    ),
    ("war", lambda m, x: prospect(with_situation(m, "hostilities", x)), "reciprocate", FALLS),
    ("split", with_split, "exploit_splits", RISES),
    ("temptation", lambda m, x: prospect(with_measure(m, "benefit", x)), "exploit_splits", RISES),
    ("deterrent", lambda m, x: prospect(with_measure(m, "deterrent", x)), "exploit_splits", FALLS),
    ("threat", lambda m, x: prospect(with_measure(m, "threat", x)), "escalate", RISES),
    ("isolation", lambda m, x: prospect(with_measure(m, "isolation", x)), "escalate", RISES),
]


@pytest.mark.parametrize(
    ("driver", "turned", "answer", "direction"), COLUMN_RULE, ids=[row[0] for row in COLUMN_RULE]
)
def test_a_driver_moves_its_answer_in_one_direction_only(
    december: Stage,
    driver: str,
    turned: Callable[[Moment, Array], Prospect],
    answer: str,
    direction: int,
) -> None:
    """Over every policy of the menu, with the driver's source turned from 0 to 1."""
    steps = np.linspace(0.0, 1.0, 21)
    for policy in december.points:
        moment = december.moment(*[policy] * len(steps))
        # Nothing is deferred: else hostilities would move the offer too.
        moment = with_measure(moment, "delay", np.zeros_like(steps))
        found = outlook(turned(moment, steps))
        moved = np.diff(found.drivers[DRIVER[driver]])
        chance = found.probabilities[ANSWERS.index(answer)]
        assert (moved >= 0.0).all()
        assert (direction * np.diff(chance) >= -1e-15).all()
        others = [place for name, place in DRIVER.items() if name not in {driver, "overreach"}]
        assert (np.diff(found.drivers[others]) == 0.0).all()
        if moved.any():
            assert direction * (chance[-1] - chance[0]) > 0.0


# ------------------------------------------------------- division and split


def test_dispersion_is_the_mean_distance_by_capability(village: World) -> None:
    # members' stances 1, -.6 and .5 by .5, .3 and .2: mean .42; .5 * .58 + .3 * 1.02 + .2 * .08
    stances = np.array([[1.0], [-0.6], [-1.0], [0.5], [1.0]])
    assert dispersion(village, stances).tolist() == pytest.approx([0.612])


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ((0.5, 0.5, 0.5), 0.0),
        ((1.0, -1.0, -1.0), 1.0),  # half against half
        ((-1.0, -1.0, 1.0), 0.64),  # mean -.6: .8 * .4 + .2 * 1.6
    ],
)
def test_dispersion_runs_from_one_voice_to_two_camps(
    village: World, members: tuple[float, float, float], expected: float
) -> None:
    alba, brava, corda = members
    stances = np.array([[alba], [brava], [0.0], [corda], [0.0]])
    assert dispersion(village, stances).tolist() == pytest.approx([expected])


def test_the_split_adds_division_disunity_and_a_blocked_text(
    village: World, village_moment: MomentOf
) -> None:
    rows = [(0.5, 0.5, unity, 0.0, 1) for unity in (1.0, 0.5, 1.0, 0.5, 0.0)]
    division = np.array([0.2, 0.2, 0.2, 0.2, 0.9])
    blocked = np.array([False, False, True, True, True])
    found = split(village, village_moment(*rows).proposal, division, blocked)
    # .2; .2 + .6 * .5; .2 + .4; .2 + .3 + .4; at most 1
    assert found.tolist() == pytest.approx([0.2, 0.5, 0.6, 0.9, 1.0])


# ------------------------------------------------------------- its nature


def test_the_nature_decides_greed_and_expectation_mixes_them(s2019: Stage) -> None:
    opening = s2019.opening(2)
    situation = replace(opening, nature=np.array([0, 1]))
    text = s2019.text("nrc_ambassadors", "nrc_ambassadors")
    moment = Moment(s2019.world, text, situation, no_debate(situation))
    moment = with_measure(moment, "threat", np.ones(2))
    # Before a wholly split alliance that threatens as much as it can these drivers are themselves.
    greed, insecurity = DRIVER["split"], DRIVER["threat"]
    found, each = by_nature(moment, np.ones(2))
    assert each == ()  # nobody is to know what either type would do
    assert [kind.id for kind in s2019.world.counterpart.types] == [
        "opportunist",
        "security_seeker",
    ]
    assert found.drivers[greed].tolist() == [0.9, 0.3]
    assert found.drivers[insecurity].tolist() == [0.6, 0.6]
    mixed = expected_outlook_of(moment, np.ones(2)).drivers
    assert mixed[greed].tolist() == pytest.approx([0.66, 0.66])  # .6 * .9 + .4 * .3
    assert mixed[insecurity].tolist() == [0.6, 0.6]


def test_natures_are_drawn_by_their_shares_once_per_session(s2019: Stage) -> None:
    sessions = 20_000
    drawn = s2019.opening(sessions, seed=3).nature
    share = float((drawn == 0).mean())
    assert share == pytest.approx(0.6, abs=4.0 * (0.24 / sessions) ** 0.5)
    assert (s2019.opening(50, seed=3).nature == drawn[:50]).all()
    assert (s2019.opening(sessions, seed=4).nature != drawn).any()


def finished(stage: Stage, nature: int, sessions: int = 400) -> Turn:
    """The first turn with a tempting text, all sessions of one nature."""
    opening = stage.opening(sessions, seed=11)
    situation = replace(opening, nature=np.full(sessions, nature))
    text = stage.text(*["unconditional_dialogue"] * sessions)
    draws = Draws(11, np.arange(sessions, dtype=np.uint64), 1)
    policy = np.zeros(sessions, dtype=np.int64)
    turn = play(stage.world, situation, draws, Moves(policy, text, text))
    assert isinstance(turn, Turn)
    return turn


def test_the_true_nature_moves_the_answer_and_nobody_sees_it(s2019: Stage) -> None:
    greedy, fearful = finished(s2019, 0), finished(s2019, 1)
    exploits = ANSWERS.index("exploit_splits")
    assert (greedy.outlook.probabilities[exploits] > fearful.outlook.probabilities[exploits]).all()
    assert (greedy.answer == exploits).sum() > (fearful.answer == exploits).sum()
    for one, other in (
        (open_outlook(s2019.world, greedy), open_outlook(s2019.world, fearful)),
        (expected(s2019, greedy), expected(s2019, fearful)),
    ):
        assert one.drivers.tobytes() == other.drivers.tobytes()
        assert one.probabilities.tobytes() == other.probabilities.tobytes()
    for hearing, twin in zip(greedy.hearings, fearful.hearings, strict=True):
        assert hearing.ruling.responses.tobytes() == twin.ruling.responses.tobytes()


def expected(stage: Stage, turn: Turn) -> Outlook:
    """The outlook before anybody speaks, at the situation of a turn with its nature."""
    arguments = np.zeros_like(turn.before.trust)
    moment = Moment(stage.world, heard(turn).text, turn.before, arguments)
    return expected_outlook(moment, react(moment))


def test_the_open_outlook_lies_between_those_of_the_natures(s2019: Stage) -> None:
    greedy, fearful = finished(s2019, 0, 1), finished(s2019, 1, 1)
    seen = open_outlook(s2019.world, greedy)
    temptation = DRIVER["temptation"]
    low, high = fearful.outlook.drivers[temptation, 0], greedy.outlook.drivers[temptation, 0]
    assert low < seen.drivers[temptation, 0] < high
    # Greed .66 of .3 to .9 is six tenths of the way.
    assert seen.drivers[temptation, 0] == pytest.approx(low + 0.6 * (high - low))


def test_before_anybody_speaks_stances_are_expected_ones(s2019: Stage) -> None:
    """Split from expected stances: the golden numbers' recipe, by hand for one text."""
    moment = s2019.moment("permanent_platform")
    reactions = react(moment)
    actors = s2019.world.actors
    stances = [-1.0, -0.6, 0.0, 0.5, 1.0]
    means = {
        place: math.fsum(
            stance * float(p)
            for stance, p in zip(stances, reactions.probabilities[:, place, 0], strict=True)
        )
        for place in actors.members
    }
    weight = math.fsum(float(actors.capability[place]) for place in means)
    shares = {place: float(actors.capability[place]) / weight for place in means}
    centre = math.fsum(shares[place] * mean for place, mean in means.items())
    spread = math.fsum(shares[place] * abs(mean - centre) for place, mean in means.items())
    found = expected_outlook(moment, reactions)
    assert found.drivers[DRIVER["split"], 0] == pytest.approx(0.66 * spread)  # agreed by all


@pytest.mark.parametrize("stands", [True, False])
def test_what_is_seen_of_a_turn_counts_a_broken_silence(december: Stage, *, stands: bool) -> None:
    """The open outlook sees the division of the alliance, and .4 more where silence broke."""
    text = december.text("nrc_ambassadors")
    draws = Draws(3, np.zeros(1, dtype=np.uint64), 1)
    moves = Moves(np.zeros(1, dtype=np.int64), text, text)
    turn = play(december.world, december.opening(), draws, moves)
    assert isinstance(turn, Turn)
    turn = replace(turn, stands=np.array([stands]))
    seen = float(open_outlook(december.world, turn).drivers[DRIVER["split"], 0])
    rule = december.world.rules.answer
    division = float(turn.after.division[0]) * rule.dispersion
    alone = rule.disunity * (1.0 - float(turn.in_force["unity"][0]))
    greed = sum(kind.share * kind.greed for kind in december.world.counterpart.types)
    expected = greed * min(1.0, division + alone + (0.0 if stands else rule.blocked))
    assert seen == pytest.approx(expected, abs=1e-14)
