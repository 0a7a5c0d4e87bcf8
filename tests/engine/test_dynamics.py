"""What a turn does to the situation: every equation once more, in plain Python.

`expected` below states E18 to E23b and E28 a second time, with ordinary floats and the numbers of
the model's specification, and is compared with the engine over texts, answers and pasts.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.engine.outcomes import outcome_of

from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.dynamics import next_situation
from dialogue_sim.engine.numerics import Array
from dialogue_sim.engine.situation import Situation, take
from dialogue_sim.engine.terms import Moment
from dialogue_sim.engine.turn import Moves, Turn, play
from dialogue_sim.words import ANSWERS

if TYPE_CHECKING:
    from tests.engine.conftest import Stage

RECIPROCATE, PROBE, STONEWALL, EXPLOIT, ESCALATE = range(5)


@dataclass(frozen=True)
class Levels:
    """A text as plain numbers, in the order of the specification."""

    contact: float
    conditions: float
    reciprocity: float
    transparency: float
    unity: float
    deterrence: float
    pressure: float
    timing: float
    framing: float
    scope: float

    @property
    def offer(self) -> float:
        total = 0.30 * between(self.contact, (0, 0.25, 0.5, 0.75, 1), (-5, 1, 2.8, 4, 7))
        total += 0.20 * between(self.conditions, (0, 0.25, 0.5, 0.75, 1), (0, -0.3, -2, -5, -7))
        total += 0.15 * between(self.deterrence, (0, 0.5, 1), (7, 0, -7.2))
        total += 0.15 * between(self.pressure, (0, 0.33, 0.67, 1), (6.4, 5, 0, -8))
        total += 0.10 * between(self.framing, (0, 0.5, 1), (-2, 0.4, 3.4))
        total += 0.10 * between(self.scope, (0, 0.33, 0.67, 1), (1, 5.2, 6, 7))
        return total / 10.0

    @property
    def benefit(self) -> float:
        economy = 0.25 * max(0.0, 0.67 - self.pressure) / 0.67
        forces = 0.15 * max(0.0, 0.5 - self.deterrence) / 0.5
        return 0.45 * self.contact + economy + forces + 0.15 * self.framing

    @property
    def exposure(self) -> float:
        safe = 0.3 * self.conditions + 0.2 * self.reciprocity + 0.1 * self.transparency
        return self.benefit * (1.0 - (safe + 0.2 * self.unity + 0.2 * self.deterrence))

    @property
    def gain(self) -> float:
        return 0.5 * self.contact + (0.5 * self.scope if self.contact > 0.0 else 0.0)

    @property
    def firmness(self) -> float:
        return 0.4 * self.conditions + 0.3 * self.deterrence + 0.3 * self.pressure


def between(x: float, places: tuple[float, ...], heights: tuple[float, ...]) -> float:
    return dict(zip(places, heights, strict=True))[x]


NRC = Levels(0.5, 0.25, 0.5, 0.5, 1, 0.5, 0.67, 0, 0.5, 0.33)
TEXTS = {
    "nrc_ambassadors": NRC,
    "top_level_offer": Levels(1, 0.25, 0.5, 0.5, 0.5, 0.5, 0.67, 0, 0.5, 0.33),
    "unilateral_outreach": Levels(0.75, 0, 0, 0, 0, 0.5, 0.33, 0, 0.5, 0.33),
    "strict_conditional_dialogue": Levels(0.5, 0.75, 0.5, 1, 1, 1, 0.67, 0, 0, 0.33),
    "postwar_reset": Levels(0.75, 0.25, 0.5, 1, 1, 0.5, 0.33, 1, 1, 1),
    "isolation": Levels(0, 1, 1, 1, 1, 1, 1, 1, 0, 0),
    "business_as_usual": Levels(0.75, 0, 0, 0.5, 0.5, 0.5, 0, 0, 1, 0.67),
}
GOLDSTEIN = (4.0, 0.4, -4.0, -5.0, -7.2)
EVIDENCE = (0.45, 0.05, -0.15, -0.70, -0.60)
# Prior trust and learning rate of three profiles; a member, one more, and the public.
LEARNERS = {"eastern": (0.12, 0.4), "us": (0.5, 0.5), "nato_publics": (0.42, 0.8)}


@dataclass(frozen=True)
class Past:
    """The situation before a turn, as plain numbers; defaults are the opening of 2019."""

    hostilities: float = 0.35
    posture: float = 0.45
    counterpart_posture: float = 0.55
    credibility: float = 0.6
    cohesion: float = 0.6
    conduct: float = -0.15
    own_conduct: float = -0.1
    mood: float = math.log(0.65 / 0.35)
    progress: float = 0.0
    security_loss: float = 0.0
    answer: int = PROBE
    standing: Levels = NRC


@dataclass(frozen=True)
class Happened:
    """What a turn consisted of."""

    text: Levels
    answer: int
    stands: bool = True
    division: float = 0.2
    debate: float = 0.0


def within(low: float, x: float, high: float) -> float:
    return min(max(x, low), high)


def expected(past: Past, turn: Happened) -> dict[str, float]:
    """The model's equations, as its specification writes them."""
    text, answer = turn.text, turn.answer
    active = 1.0 - text.timing * past.hostilities
    offered = within(-1.0, text.offer / 0.55, 1.0) * active
    conduct = GOLDSTEIN[answer] / 7.2
    back = math.log(0.65 / 0.35) - past.mood
    reached = text.gain * active if answer == RECIPROCATE else 0.0
    loss = 0.30 * text.exposure * active * (answer == EXPLOIT)
    loss += 0.05 * (1.0 - text.deterrence) * (answer == ESCALATE)
    peace = past.hostilities + 0.08 * (answer == ESCALATE) - 0.06 * reached - 0.01
    progress = 0.15 * reached * (1.0 - past.hostilities / 2.0) - 0.05 * (answer == ESCALATE)
    own = 0.20 * ((1.0 - offered) / 2.0 - past.posture)
    own += 0.10 * (past.counterpart_posture - past.posture)
    theirs = past.counterpart_posture + 0.15 * past.posture - 0.25 * past.counterpart_posture
    return {
        "posture": within(0.0, past.posture + own, 1.0),
        "counterpart_posture": within(0.0, theirs + 0.05 - 0.10 * conduct, 1.0),
        "credibility": past.credibility + 0.25 * (credible(past, text) - past.credibility),
        "cohesion": past.cohesion + 0.25 * (united(turn) - past.cohesion),
        "conduct": 0.7 * past.conduct + 0.3 * conduct,
        "own_conduct": 0.7 * past.own_conduct + 0.3 * offered,
        "hostilities": within(0.0, peace, 1.0),
        "progress": within(0.0, past.progress + progress, 1.0),
        "security_loss": within(0.0, past.security_loss + loss, 1.0),
        "mood": past.mood
        + 0.15 * conduct
        - 0.08 * (offered - 0.2)
        + 0.10 * turn.debate * text.transparency
        + 0.10 * back,
        "division": turn.division,
    }


def credible(past: Past, text: Levels) -> float:
    """E19: where credibility is heading."""
    before = past.standing
    steps = (
        abs(text.conditions - before.conditions),
        abs(text.deterrence - before.deterrence),
        abs(text.pressure - before.pressure),
        abs(text.contact - before.contact),
    )
    follow = 0.7
    if past.answer in (EXPLOIT, ESCALATE):
        follow = 1.0 if text.firmness >= before.firmness - 1e-12 else 0.0
    elif past.answer == RECIPROCATE:
        follow = 1.0 if text.offer >= before.offer - 1e-12 else 0.3
    steady = 1.0 - 0.25 * math.fsum(steps)
    return within(0.0, 0.10 + 0.45 * text.unity + 0.20 * steady + 0.25 * follow, 1.0)


def united(turn: Happened) -> float:
    """E21: where cohesion is heading."""
    target = 1.0 - turn.division - 0.35 * (1.0 - turn.text.unity)
    return within(0.0, target - 0.5 * (not turn.stands) - 0.15 * (turn.answer == EXPLOIT), 1.0)


def learned(past: Past, turn: Happened, prior: float, rate: float) -> float:
    """E22: log-odds of an actor's trust after the turn."""
    active = 1.0 - turn.text.timing * past.hostilities
    stake = min(1.0, turn.text.benefit * active + 0.3 * turn.text.conditions)
    evidence = EVIDENCE[turn.answer]
    weight = evidence * (0.5 + 0.5 * stake) * (1.5 if evidence < 0.0 else 1.0)
    return within(-3.5, math.log(prior / (1.0 - prior)) + rate * weight, 3.5)


def after(stage: Stage, past: Past, policy: str, turn: Happened) -> Situation:
    """The engine's next situation."""
    opening = stage.opening()
    standing = next(name for name, text in TEXTS.items() if text == past.standing)
    numbers = {
        name: np.array([getattr(past, name)])
        for name in (
            *("hostilities", "posture", "counterpart_posture", "credibility", "cohesion"),
            *("conduct", "own_conduct", "mood", "progress", "security_loss", "answer"),
        )
    }
    situation = replace(opening, **numbers, standing=stage.text(standing))  # type: ignore[arg-type]
    arguments = np.zeros_like(situation.trust)
    arguments[stage.world.actors.public] = turn.debate
    moment = Moment(stage.world, stage.text(policy), situation, arguments)
    stances = np.zeros_like(situation.trust)
    division = np.array([turn.division])
    outcome = outcome_of(
        moment, turn.answer, stands=turn.stands, division=division, stances=stances
    )
    return next_situation(outcome)


def assert_follows(stage: Stage, past: Past, policy: str, turn: Happened) -> None:
    found = after(stage, past, policy, turn)
    for name, value in expected(past, turn).items():
        assert getattr(found, name)[0] == pytest.approx(value, abs=1e-13), name
    for actor, (prior, rate) in LEARNERS.items():
        place = stage.world.actors.ids.index(actor)
        value = learned(past, turn, prior, rate)
        assert found.trust[place, 0] == pytest.approx(value, abs=1e-13), actor


# ---------------------------------------------------------------- equations


@pytest.mark.parametrize("policy", TEXTS)
@pytest.mark.parametrize("answer", range(5), ids=ANSWERS)
def test_a_turn_follows_the_equations(s2019: Stage, policy: str, answer: int) -> None:
    for last, standing in itertools.product(range(5), ("nrc_ambassadors", "top_level_offer")):
        past = Past(answer=last, standing=TEXTS[standing])
        assert_follows(s2019, past, policy, Happened(TEXTS[policy], answer))


@pytest.mark.parametrize("answer", range(5), ids=ANSWERS)
def test_a_turn_follows_the_equations_from_other_pasts(s2019: Stage, answer: int) -> None:
    pasts = (
        Past(hostilities=1.0, posture=0.95, counterpart_posture=1.0, credibility=0.0),
        Past(hostilities=0.0, posture=0.0, counterpart_posture=0.0, cohesion=0.0),
        Past(conduct=-1.0, own_conduct=1.0, mood=-2.0, progress=0.98, security_loss=0.99),
        Past(conduct=1.0, mood=3.0, cohesion=1.0, credibility=1.0, progress=0.01),
    )
    for past, policy in itertools.product(pasts, TEXTS):
        turn = Happened(TEXTS[policy], answer, division=0.9, debate=-0.5)
        assert_follows(s2019, past, policy, turn)


def test_a_text_that_fails_leaves_the_standing_one_and_costs_cohesion(s2019: Stage) -> None:
    past = Past(standing=NRC)
    failed = Happened(NRC, PROBE, stands=False)
    assert_follows(s2019, past, "nrc_ambassadors", failed)
    lost = after(s2019, past, "nrc_ambassadors", replace(failed, stands=True)).cohesion
    # A quarter of the way towards a target lower by one half.
    found = after(s2019, past, "nrc_ambassadors", failed)
    assert lost[0] - found.cohesion[0] == pytest.approx(0.125)
    assert not found.stands[0]


def test_one_turn_by_hand(s2019: Stage) -> None:
    """The opening of 2019, top-level talks for a group, answered in kind."""
    found = after(
        s2019, Past(), "top_level_offer", Happened(TEXTS["top_level_offer"], RECIPROCATE)
    )
    offered = 0.26 / 0.55  # .472727...; the answer's conduct is 4 / 7.2 = .5555...
    by_hand = {
        "posture": 0.45 + 0.2 * (0.5 * (1 - offered) - 0.45) + 0.01,
        "counterpart_posture": 0.55 + 0.0675 - 0.1375 + 0.05 - 4 / 72,
        "credibility": 0.61875,  # target .1 + .225 + .2 (1 - .125) + .25 * .7 = .675
        "cohesion": 0.60625,  # target 1 - .2 - .175 = .625
        "conduct": -0.105 + 0.3 * 4 / 7.2,
        "own_conduct": -0.07 + 0.3 * offered,
        "hostilities": 0.3001,  # .35 - .06 * .665 - .01
        "progress": 0.08229375,  # .15 * .665 * (1 - .175)
        "security_loss": 0.0,
        "mood": math.log(0.65 / 0.35) + 0.15 * 4 / 7.2 - 0.08 * (offered - 0.2),
    }
    for name, value in by_hand.items():
        assert getattr(found, name)[0] == pytest.approx(value, abs=1e-14), name
    # Stake .525 + .3 * .25 = .6; evidence .45 * .8 = .36, of which the east learns .4.
    east = s2019.world.actors.ids.index("eastern")
    assert found.trust[east, 0] == pytest.approx(math.log(0.12 / 0.88) + 0.144, abs=1e-14)


def test_what_happened_is_written_down(s2019: Stage) -> None:
    past, turn = Past(), Happened(TEXTS["isolation"], EXPLOIT, division=0.37)
    found = after(s2019, past, "isolation", turn)
    assert found.answer.tolist() == [EXPLOIT]
    assert found.division.tolist() == [0.37]
    assert found.stands.tolist() == [True]
    assert found.standing.levels.tolist() == s2019.text("isolation").levels.tolist()


# -------------------------------------------------------------- properties


def test_tension_relaxes_because_its_map_shrinks(s2019: Stage) -> None:
    """E18's linear map, measured by moving each posture a little; its spectral radius is .85."""
    turn = Happened(NRC, PROBE)
    at_rest = after(s2019, Past(), "nrc_ambassadors", turn)
    step = 2.0**-10

    def moved(past: Past) -> tuple[float, float]:
        found = after(s2019, past, "nrc_ambassadors", turn)
        own = float(found.posture[0] - at_rest.posture[0]) / step
        return own, float(found.counterpart_posture[0] - at_rest.counterpart_posture[0]) / step

    own, fear = moved(Past(posture=0.45 + step))
    drawn, theirs = moved(Past(counterpart_posture=0.55 + step))
    assert [own, drawn, fear, theirs] == pytest.approx([0.70, 0.10, 0.15, 0.75], abs=1e-9)
    trace, determinant = own + theirs, own * theirs - drawn * fear
    radius = 0.5 * (trace + math.sqrt(trace * trace - 4.0 * determinant))
    assert radius == pytest.approx(0.85, abs=1e-9)


def test_the_shipped_tension_map_shrinks(december: Stage) -> None:
    rules = december.world.rules.dynamics
    own = 1.0 - rules.own_posture.choice - rules.own_posture.other
    theirs = 1.0 - rules.counterpart_posture.fatigue
    product = rules.own_posture.other * rules.counterpart_posture.fear
    trace, determinant = own + theirs, own * theirs - product
    discriminant = trace * trace - 4.0 * determinant
    assert discriminant >= 0.0
    assert 0.5 * (abs(trace) + math.sqrt(discriminant)) < 1.0


def test_trust_stops_at_its_limits(s2019: Stage) -> None:
    opening = s2019.opening()
    for sign, answer in ((1.0, RECIPROCATE), (-1.0, EXPLOIT)):
        situation = replace(opening, trust=np.full_like(opening.trust, sign * 3.49))
        moment = Moment(
            s2019.world, s2019.text("top_level_offer"), situation, np.zeros_like(opening.trust)
        )
        trust = next_situation(outcome_of(moment, answer, division=np.zeros(1))).trust
        assert (np.abs(trust) <= 3.5).all()
        assert (sign * trust > 3.49).any()


FRACTIONS = (
    "hostilities", "posture", "counterpart_posture", "credibility", "cohesion", "hardliners",
    "outside_support", "progress", "security_loss", "division",
)  # fmt: skip


def test_everything_stays_in_range_over_forty_random_turns(december: Stage) -> None:
    sessions = 300
    random = np.random.default_rng(40)
    menu = list(december.points)
    texts = december.text(*menu)
    situation = december.opening(sessions, seed=5)
    for number in range(1, 41):
        policy = random.integers(0, len(menu), sessions)
        text = take(texts, policy)
        draws = Draws(5, np.arange(sessions, dtype=np.uint64), number)
        turn = play(december.world, situation, draws, Moves(policy, text, text))
        assert isinstance(turn, Turn)
        situation = turn.after
        for name in FRACTIONS:
            assert in_range(getattr(situation, name), 0.0, 1.0), name
        for values in (situation.conduct, situation.own_conduct, situation.stances):
            assert in_range(values, -1.0, 1.0)
        assert in_range(situation.trust, -3.5, 3.5)
        assert in_range(situation.mood, -5.0, 5.0)
    assert set(situation.answer.tolist()) == {0, 1, 2, 3, 4}
    assert set(situation.stands.tolist()) == {True, False}


def in_range(values: Array, low: float, high: float) -> bool:
    return bool(((values >= low) & (values <= high)).all())
