"""The mask: what answers and reports tell of the counterpart's type, against Bayes by hand."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.engine.outcomes import outcome_of
from tests.engine.properties.games import moves_of
from tests.engine.rulebook import (
    CAPITAL,
    MASK,
    RESOLVE,
    STAIRCASE,
    behind,
    under,
    with_backstage,
)

from dialogue_sim.engine.answer import DRIVERS, drivers_of
from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.dynamics import next_situation
from dialogue_sim.engine.explain import open_outlook
from dialogue_sim.engine.indicators import read
from dialogue_sim.engine.mask import clean_chances, draw_report, face, report_chances, verified
from dialogue_sim.engine.mechanisms import Mechanisms
from dialogue_sim.engine.numerics import Array
from dialogue_sim.engine.proposal import PLACE, Proposal
from dialogue_sim.engine.situation import CLEAN, NO_REPORT, NOT_CLEAN, Situation, repeat
from dialogue_sim.engine.story import no_history
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.engine.turn import Moves, Turn, play
from dialogue_sim.engine.world import Inject, PolicyRule
from dialogue_sim.expression_tree import Effect

if TYPE_CHECKING:
    from tests.engine.conftest import Stage

    from dialogue_sim.engine.world import World

OPPORTUNIST, SEEKER = 0, 1
PRIOR = (0.6, 0.4)
GREED, INSECURITY = (0.9, 0.3), (0.3, 0.9)
RECIPROCATE, PROBE, STONEWALL, EXPLOIT, ESCALATE = range(5)
DRIVER = {driver.name: place for place, driver in enumerate(DRIVERS)}


def with_measure(text: Proposal, name: str, values: Array) -> Proposal:
    measures = text.measures.copy()
    measures[PLACE[name]] = values
    return replace(text, measures=measures)


# ------------------------------------------------------- Bayes by hand, turn for turn


def within(low: float, x: float, high: float) -> float:
    return min(max(x, low), high)


def drivers_by_hand(turn: Turn, session: int, kind: int) -> dict[str, float]:
    """What moves an answer to the text in force if the counterpart were of a type."""
    before, text = turn.before, turn.in_force

    def now(name: str) -> float:
        return float(getattr(before, name)[session])

    def measure(name: str) -> float:
        return float(text[name][session])

    ceasefire = min(1.0, now("hostilities") / 0.2)
    settlement = ceasefire + (1.0 - ceasefire) * 0.5 * (1.0 - min(1.0, now("progress") / 0.5))
    delay = measure("delay")
    if delay <= 0.5:
        active = 1.0 - 2.0 * delay * ceasefire
    else:
        active = (1.0 - ceasefire) + (2.0 * delay - 1.0) * (ceasefire - settlement)
    failed = bool(turn.policy[session] >= 0 and not turn.stands[session])
    split = 1.0 * float(turn.after.division[session]) + 0.6 * (1.0 - measure("unity"))
    split = min(1.0, split + 0.4 * failed)
    exposure = measure("benefit") * (1.0 - measure("safeguard"))
    far = within(0.0, (measure("gain") * active - now("progress") - 0.3) / 0.4, 1.0)
    return {
        "const": 1.0,
        "offer": max(0.0, measure("offer")) * active,
        "status": float(text.counterpart_interest[session]) * active,
        "demand": measure("demand"),
        "temptation": GREED[kind] * exposure * active * (1.5 - now("credibility")),
        "split": GREED[kind] * split,
        "threat": INSECURITY[kind] * measure("threat"),
        "deterrent": now("credibility") * measure("deterrent"),
        "isolation": measure("isolation"),
        "ledger": now("own_conduct"),
        "hardliners": now("hardliners") * (0.2 + 0.8 * measure("openness")),
        "war": now("hostilities") * (0.25 + 0.75 * far),
        "patron": now("outside_support"),
        "overreach": far,
    }


def answers_by_hand(world: World, turn: Turn, session: int, kind: int) -> list[float]:
    """Chances of the five answers: the softmax of the table over the drivers."""
    drivers = list(drivers_by_hand(turn, session, kind).values())
    lean = world.counterpart.predictability
    appeal = [
        lean * math.fsum(b * d for b, d in zip(row, drivers, strict=True))
        for row in world.rules.answer.weights.tolist()
    ]
    odds = [math.exp(value - max(appeal)) for value in appeal]
    return [odd / math.fsum(odds) for odd in odds]


def clean_by_hand(openness: float, kind: int) -> float:
    return 0.5 + (0.35 if kind == SEEKER else -0.15) * openness


def sessions_of(stage: Stage, sessions: int, seed: int, turns: int = 6) -> list[Turn]:
    """Whole sessions in which anything is tabled, settled and done beforehand."""
    random, situation = np.random.default_rng(seed), stage.opening(sessions, seed=seed)
    numbers, found = np.arange(sessions, dtype=np.uint64), []
    for number in range(1, turns + 1):
        moves = moves_of(random, stage.world, sessions)
        turn = play(stage.world, situation, Draws(seed, numbers, number), moves)
        assert isinstance(turn, Turn)
        found.append(turn)
        situation = turn.after
    return found


def test_the_answer_rule_by_hand_is_that_of_the_shipped_setting(game: Stage) -> None:
    """Else the numbers written into the sums above would be others than the engine's."""
    world, rule = game.world, game.world.rules.answer
    assert (rule.dispersion, rule.disunity, rule.blocked) == (1.0, 0.6, 0.4)
    assert rule.credibility_ceiling == 1.5
    assert [kind.id for kind in world.counterpart.types] == ["opportunist", "security_seeker"]
    kinds = [(kind.share, kind.greed, kind.insecurity) for kind in world.counterpart.types]
    assert kinds == [(0.6, 0.9, 0.3), (0.4, 0.3, 0.9)]


def test_the_reading_is_the_posterior_of_whole_sessions(game: Stage) -> None:
    """Six turns; prior times every answer's and every report's chance under each type."""
    sessions = 24
    joint = [[share] * sessions for share in PRIOR]
    reports = set()
    for turn in sessions_of(game, sessions, seed=12):
        after = behind(turn.after)
        for session in range(sessions):
            report = int(after.report[session])
            reports.add(report)
            for kind in (OPPORTUNIST, SEEKER):
                chances = answers_by_hand(game.world, turn, session, kind)
                joint[kind][session] *= chances[int(turn.answer[session])]
                clean = clean_by_hand(float(turn.in_force["openness"][session]), kind)
                joint[kind][session] *= {NO_REPORT: 1.0, CLEAN: clean, NOT_CLEAN: 1.0 - clean}[
                    report
                ]
            whole = joint[OPPORTUNIST][session] + joint[SEEKER][session]
            for kind in (OPPORTUNIST, SEEKER):
                found = float(after.reading[kind, session])
                assert found == pytest.approx(joint[kind][session] / whole, abs=1e-12)
    assert reports == {NO_REPORT, CLEAN, NOT_CLEAN}


def test_the_true_types_drivers_are_those_by_hand(game: Stage) -> None:
    names = [driver.name for driver in drivers_of(game.world)]
    for turn in sessions_of(game, 12, seed=4, turns=3):
        for session in range(12):
            kind = int(turn.before.nature[session])
            expected = drivers_by_hand(turn, session, kind)
            found = dict(zip(names, turn.outlook.drivers[:, session].tolist(), strict=True))
            assert found == pytest.approx(expected, abs=1e-12)
            chances = answers_by_hand(game.world, turn, session, kind)
            assert turn.outlook.probabilities[:, session].tolist() == pytest.approx(chances)


SESSIONS = 6_000
ONE = np.zeros(1, dtype=np.uint64)


@pytest.fixture(scope="module")
def crowd(game: Stage) -> list[Turn]:
    """Four turns of many sessions whose counterparts are what luck made of them."""
    return sessions_of(game, SESSIONS, seed=3, turns=4)


def test_the_reading_is_a_martingale(crowd: list[Turn]) -> None:
    """On average nothing that will be seen moves it: its mean stays what it was at first."""
    for turn in crowd:
        reading = behind(turn.after).reading
        error = float(reading[SEEKER].std()) / SESSIONS**0.5
        assert float(reading[SEEKER].mean()) == pytest.approx(PRIOR[SEEKER], abs=4.0 * error)
        assert (reading[OPPORTUNIST] + reading[SEEKER]) == pytest.approx(1.0, abs=1e-12)
    assert behind(crowd[-1].after).reading[SEEKER].std() > 0.15  # something is learned


def test_who_is_read_as_a_seeker_is_one_as_often_as_was_read(crowd: list[Turn]) -> None:
    """Nature is drawn and read by different code; the reading is calibrated at every height."""
    last = crowd[-1].after
    reading, seeker = behind(last).reading[SEEKER], last.nature == SEEKER
    for low, high in ((0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.0)):
        there = (reading >= low) & (reading < high)
        count = int(there.sum())
        assert count > 60
        error = 0.5 / count**0.5
        assert float(seeker[there].mean()) == pytest.approx(
            float(reading[there].mean()), abs=4.0 * error
        )


def test_the_reading_is_read_in_points_of_the_least_greedy_type(game: Stage) -> None:
    assert read(game.world, game.opening(), "reading").tolist() == [40.0]
    opening = game.opening()
    reading = np.array([[0.25], [0.75]])
    seen = replace(opening, backstage=replace(behind(opening), reading=reading))
    assert read(game.world, seen, "reading").tolist() == [75.0]


def test_what_is_expected_of_the_counterpart_follows_the_reading(game: Stage) -> None:
    """Where everybody is sure, the open outlook is that of the type that they are sure of."""
    turn = sessions_of(game, 40, seed=6, turns=1)[0]
    for kind in (OPPORTUNIST, SEEKER):
        sure = np.zeros((2, 40))
        sure[kind] = 1.0
        before = replace(turn.before, backstage=replace(behind(turn.before), reading=sure))
        found = open_outlook(game.world, replace(turn, before=before))
        of_it = turn.likely[kind]
        assert found.probabilities == pytest.approx(of_it.probabilities, abs=1e-13)
        truly = turn.before.nature == kind
        assert found.probabilities[:, truly] == pytest.approx(
            turn.outlook.probabilities[:, truly], abs=1e-13
        )


# ----------------------------------------------------------------------- reports


@pytest.mark.parametrize(("openness", "chances"), [(0.5, (0.425, 0.675)), (0.8, (0.38, 0.78)),
                                                   (1.0, (0.35, 0.85))])  # fmt: skip
def test_reports_are_clean_as_often_as_the_type_and_the_text_say(
    game: Stage, openness: float, chances: tuple[float, float]
) -> None:
    opening = game.opening(SESSIONS, seed=1)
    text = game.text(*["nrc_ambassadors"] * SESSIONS)
    text = with_measure(text, "openness", np.full(SESSIONS, openness))
    moment = Moment(game.world, text, opening, no_debate(opening))
    luck = Draws(1, np.arange(SESSIONS, dtype=np.uint64), 1).uniform(99)
    report = draw_report(MASK, moment, luck)
    assert set(report.tolist()) == {CLEAN, NOT_CLEAN}
    for kind, chance in enumerate(chances):
        of_kind = report[opening.nature == kind]
        error = (chance * (1.0 - chance) / len(of_kind)) ** 0.5
        assert float((of_kind == CLEAN).mean()) == pytest.approx(chance, abs=4.0 * error)


def test_nothing_is_reported_where_nothing_can_be_verified(game: Stage) -> None:
    opening = game.opening(3)
    text = game.text(*["nrc_ambassadors"] * 3)
    text = with_measure(text, "openness", np.array([0.0, 0.49, 0.5]))
    moment = Moment(game.world, text, opening, no_debate(opening))
    assert draw_report(MASK, moment, np.zeros(3)).tolist() == [NO_REPORT, NO_REPORT, CLEAN]
    assert draw_report(MASK, moment, np.full(3, 0.999)).tolist() == [
        NO_REPORT, NO_REPORT, NOT_CLEAN,
    ]  # fmt: skip


def test_a_report_is_clean_where_luck_is_below_its_chance(game: Stage) -> None:
    """Luck equal to the chance is not below it: so nothing is clean by a chance of 0."""
    opening = replace(game.opening(3), nature=np.array([SEEKER] * 3))
    text = with_measure(game.text(*["nrc_ambassadors"] * 3), "openness", np.ones(3))
    moment = Moment(game.world, text, opening, no_debate(opening))
    chance = clean_chances(MASK, moment)[SEEKER]
    luck = np.array([np.nextafter(chance[0], 0.0), chance[1], 0.999])
    assert draw_report(MASK, moment, luck).tolist() == [CLEAN, NOT_CLEAN, NOT_CLEAN]
    assert report_chances(MASK, moment, np.array([NO_REPORT] * 3)).tolist() == [[1.0] * 3] * 2
    assert verified(moment).all()
    hidden = replace(moment, proposal=with_measure(text, "openness", np.zeros(3)))
    assert not verified(hidden).any()
    # Without a mask nothing has to be verified: no progress is made on paper.
    assert verified(replace(hidden, world=under(game.world, Mechanisms()))).all()


def test_what_is_public_costs_face_with_hardliners(game: Stage) -> None:
    opening = repeat(replace(game.opening(), hardliners=np.array([0.5])), 3)
    text = game.text(*["nrc_ambassadors"] * 3)
    text = with_measure(text, "openness", np.array([0.0, 0.5, 1.0]))
    moment = Moment(game.world, text, opening, no_debate(opening))
    assert face(moment).tolist() == pytest.approx([0.1, 0.3, 0.5])  # .5 * (.2 + .8 openness)
    plain = replace(moment, world=under(game.world, Mechanisms(staircase=STAIRCASE)))
    assert face(plain).tolist() == [0.5] * 3


# ------------------------------------------------------------------------- paper


@pytest.fixture
def after_answer(
    village: World, village_opening: Situation, village_text: Callable[..., Proposal]
) -> Callable[..., Situation]:
    """The situation after an answer to a text of some openness; paper and progress as given."""
    world = under(village, Mechanisms(None, None, STAIRCASE, RESOLVE, CAPITAL, MASK))
    world = replace(world, actors=replace(world.actors, resolve_streams=(10, 11, 12, 13, 14)))

    def after(answer: int, openness: float, paper: float, progress: float) -> Situation:
        opening = replace(
            with_backstage(world, village_opening),
            progress=np.array([progress]), hostilities=np.zeros(1),
        )  # fmt: skip
        hidden = replace(behind(opening), paper=np.array([paper]))
        opening = replace(opening, backstage=hidden)
        text = village_text((1.0, 0.5, 1.0, 0.0, 1))
        for name, value in (("openness", openness), ("gain", 0.6)):
            text = with_measure(text, name, np.array([value]))
        moment = Moment(world, text, opening, no_debate(opening))
        return next_situation(outcome_of(moment, answer))

    return after


@pytest.mark.parametrize(
    ("answer", "openness", "start", "end"),
    [
        # paper and progress before, paper, progress and security loss after
        (RECIPROCATE, 0.0, (0.0, 0.2), (0.25, 0.45, 0.0)),
        (RECIPROCATE, 0.49, (0.1, 0.2), (0.35, 0.45, 0.0)),
        (RECIPROCATE, 0.5, (0.1, 0.2), (0.1, 0.45, 0.0)),  # verified: no paper
        (PROBE, 0.0, (0.1, 0.2), (0.1875, 0.2875, 0.0)),  # .35 of .25
        (STONEWALL, 0.0, (0.1, 0.2), (0.1, 0.2, 0.0)),
        (EXPLOIT, 1.0, (0.0, 0.2), (0.0, 0.15, 0.0)),
        (EXPLOIT, 1.0, (0.1, 0.2), (0.02, 0.07, 0.08)),  # .8 of paper .1 is lost to security
        (ESCALATE, 1.0, (0.15, 0.2), (0.1, 0.1, 0.0)),  # never more paper than progress
    ],
)
def test_paper_by_hand(
    after_answer: Callable[..., Situation],
    answer: int,
    openness: float,
    start: tuple[float, float],
    end: tuple[float, float, float],
) -> None:
    after, without = (after_answer(answer, openness, paper, start[1]) for paper in (start[0], 0.0))
    lost = float((after.security_loss - without.security_loss)[0])
    found = [float(behind(after).paper[0]), float(after.progress[0]), lost]
    assert found == pytest.approx(list(end), abs=1e-15)


def test_paper_is_read_in_points(game: Stage) -> None:
    opening = game.opening()
    hidden = replace(behind(opening), paper=np.array([0.125]))
    assert read(game.world, replace(opening, backstage=hidden), "paper").tolist() == [12.5]
    assert read(game.world, opening, "security").tolist() == [
        100.0 - float(read(game.world, opening, "security_loss")[0])
    ]


def test_paper_never_exceeds_progress(crowd: list[Turn]) -> None:
    some: Any = np.zeros(SESSIONS, dtype=np.bool_)
    for turn in crowd:
        for situation in (turn.before, turn.after):
            paper = behind(situation).paper
            assert (paper >= 0.0).all()
            assert (paper <= situation.progress).all()
            some |= paper > 0.0
    assert some.mean() > 0.1


LOST = Effect("progress", None, "-=", 20.0)


@pytest.mark.parametrize("by", ["inject", "policy"])
def test_what_an_effect_takes_from_progress_it_takes_from_paper_too(game: Stage, by: str) -> None:
    """Of 30 points, 25 of them on paper, 10 are left: no more than these can be paper."""
    inject = Inject("setback", 1, None, 1.0, once=True, effects=(LOST,), stream=5)
    policies = (PolicyRule("talks", None, ()), PolicyRule("setback", None, (LOST,)))
    injects = (inject,) if by == "inject" else ()
    story = replace(game.world.story, injects=injects, policies=policies)
    world = replace(under(game.world, Mechanisms(mask=MASK)), story=story)
    opening = replace(game.opening(), progress=np.array([0.3]), history=no_history(world, 1))
    hidden = replace(behind(opening), paper=np.array([0.25]))
    opening = replace(opening, backstage=hidden)
    text = game.text("backchannel")
    moves = Moves(np.array([1 if by == "policy" else 0]), text, text)
    turn = play(world, opening, Draws(1, ONE, 1), moves)
    assert isinstance(turn, Turn)
    assert turn.stands.tolist() == [True]
    for situation in (turn.before, turn.after):
        assert behind(situation).paper[0] <= situation.progress[0]
    if by == "inject":
        assert behind(turn.before).paper.tolist() == pytest.approx([0.1])
