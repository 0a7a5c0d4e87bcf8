"""One turn: what comes after what, what it waits for, and that it is a pure function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.engine.outcomes import heard

from dialogue_sim.engine.answer import DRIVERS
from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.hearing import agreed
from dialogue_sim.engine.neighbours import Point
from dialogue_sim.engine.proposal import Proposal
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.situation import Situation
from dialogue_sim.engine.terms import Moment
from dialogue_sim.engine.turn import Moves, Turn, Waiting, play
from dialogue_sim.engine.world import Ending, Inject, PolicyRule
from dialogue_sim.expression_tree import Compare, Count, Effect, Flag, Name, Number

if TYPE_CHECKING:
    from tests.engine.conftest import Stage

Fingerprint = Callable[[object], str]
DRIVER = {driver.name: place for place, driver in enumerate(DRIVERS)}


def hated(stage: Stage) -> Point:
    """A text for all allies that crosses every red line of the eastern members."""
    return stage.changed(
        "business_as_usual", contact="top", unity="all", deterrence="reduced", timing="now"
    )


def mixed(stage: Stage) -> Proposal:
    """Three sessions: a text that is blocked, one that passes, one outside the procedure."""
    return stage.text(hated(stage), "nrc_ambassadors", "top_level_offer")


THREE = np.zeros(3, dtype=np.int64)


def draws(sessions: int, turn: int = 1, seed: int = 7) -> Draws:
    return Draws(seed, np.arange(sessions, dtype=np.uint64), turn)


def played(stage: Stage, situation: Situation, luck: Draws, moves: Moves) -> Turn:
    turn = play(stage.world, situation, luck, moves)
    assert isinstance(turn, Turn)
    return turn


# --------------------------------------------------- what a turn waits for


def test_a_turn_without_moves_waits_for_a_proposal(s2019: Stage) -> None:
    waiting = play(s2019.world, s2019.opening(3), draws(3))
    assert isinstance(waiting, Waiting)
    assert waiting.kind == "propose"
    assert waiting.hearing is None
    assert waiting.fired.shape == (0, 3)


def test_a_turn_waits_for_who_settles_where_silence_was_broken(s2019: Stage) -> None:
    waiting = play(s2019.world, s2019.opening(3), draws(3), Moves(THREE, mixed(s2019)))
    assert isinstance(waiting, Waiting)
    assert waiting.kind == "settle"
    assert waiting.hearing is not None
    assert waiting.hearing.ruling.blocked.tolist() == [True, False, False]


def test_a_turn_without_a_broken_silence_waits_for_nothing(s2019: Stage) -> None:
    text = s2019.text("nrc_ambassadors", "top_level_offer")
    turn = play(s2019.world, s2019.opening(2), draws(2), Moves(THREE[:2], text))
    assert isinstance(turn, Turn)
    assert len(turn.hearings) == 1
    assert turn.stands.all()


def test_the_finished_turn_begins_as_the_waiting_one_said(
    s2019: Stage, fingerprint: Fingerprint
) -> None:
    situation, text = s2019.opening(3), mixed(s2019)
    waiting = play(s2019.world, situation, draws(3), Moves(THREE, text))
    assert isinstance(waiting, Waiting)
    turn = played(s2019, situation, draws(3), Moves(THREE, text, text))
    assert fingerprint(turn.before) == fingerprint(waiting.before)
    assert fingerprint(turn.hearings[0]) == fingerprint(waiting.hearing)


# --------------------------------------------------------- broken silence


def test_a_withdrawn_text_leaves_the_standing_one_in_force(s2019: Stage) -> None:
    situation, text = s2019.opening(3), mixed(s2019)
    turn = played(s2019, situation, draws(3), Moves(THREE, text, text))
    assert turn.stands.tolist() == [False, True, True]
    in_force = turn.in_force.levels
    assert in_force[:, 0].tolist() == situation.standing.levels[:, 0].tolist()
    assert in_force[:, 1:].tolist() == text.levels[:, 1:].tolist()
    assert turn.after.standing.levels.tolist() == in_force.tolist()
    assert turn.after.stands.tolist() == [False, True, True]
    assert turn.after.history.chosen[0].tolist() == [1, 1, 1]
    assert turn.after.history.adopted[0].tolist() == [0, 1, 1]


def test_an_amended_text_is_heard_again_with_the_same_luck(s2019: Stage) -> None:
    amended = s2019.text("nrc_ambassadors", "isolation", "isolation")
    turn = played(s2019, s2019.opening(3), draws(3), Moves(THREE, mixed(s2019), amended))
    first, second = turn.hearings
    assert turn.stands.all()
    # Only where silence was broken does the amendment count.
    assert second.text.levels[:, 0].tolist() == amended.levels[:, 0].tolist()
    assert second.text.levels[:, 1:].tolist() == first.text.levels[:, 1:].tolist()
    for place in (1, 2):
        assert second.ruling.responses[:, place].tolist() == (
            first.ruling.responses[:, place].tolist()
        )
    alone = played(
        s2019, s2019.opening(3), draws(3), Moves(THREE, s2019.text(*["nrc_ambassadors"] * 3))
    )
    assert second.ruling.responses[:, 0].tolist() == (heard(alone).ruling.responses[:, 0].tolist())


def test_what_is_agreed_stands_for_every_question_of_what_follows(s2019: Stage) -> None:
    """Neither broken nor blocked, free of charge, and divided by what everybody said."""
    situation, text = s2019.opening(2), s2019.text("nrc_ambassadors", "isolation")
    members = list(s2019.world.actors.members)
    said = np.full((len(s2019.world.actors.ids), 2), 2)
    said[members[0], 1] = 4
    found = agreed(s2019.world, situation, text, said)
    assert found.tabled.all()
    assert found.stands.all()
    assert not found.broken.any()
    assert not found.blocked.any()
    assert found.spent.tolist() == [0.0, 0.0]
    assert found.stances[members[0]].tolist() == [0.0, 1.0]  # hedge and endorse
    assert found.division[0] == 0.0 < found.division[1]


def test_a_text_for_a_group_stands_without_a_procedure(s2019: Stage) -> None:
    levels = list(hated(s2019).levels)
    levels[4] = 1  # unity: alone, group, all
    group = Point(tuple(levels), hated(s2019).venue)
    moves = Moves(THREE, mixed(s2019), s2019.text(group, group, group))
    turn = played(s2019, s2019.opening(3), draws(3), moves)
    assert turn.stands.all()
    assert turn.in_force["unity"].tolist() == [0.5, 1.0, 0.5]
    assert heard(turn).ruling.applies.tolist() == [False, True, False]


def test_after_a_broken_silence_the_counterpart_answers_the_standing_text_and_the_split(
    s2019: Stage,
) -> None:
    situation, text = s2019.opening(3), mixed(s2019)
    turn = played(s2019, situation, draws(3), Moves(THREE, text, text))
    drivers = turn.outlook.drivers
    standing = situation.standing
    assert drivers[DRIVER["demand"], 0] == standing["demand"][0]
    assert drivers[DRIVER["offer"], 0] == standing["offer"][0]
    greed = np.array([0.9, 0.3])[situation.nature]
    added = np.array([0.4, 0.0, 0.6 * 0.5])  # blocked; agreed by all; for a group
    seen = np.minimum(1.0, turn.after.division + added)
    assert drivers[DRIVER["split"]].tolist() == pytest.approx((greed * seen).tolist())


# ------------------------------------------------------------------- order


def effect(target: str, value: float) -> Effect:
    return Effect(target, None, "+=", value)


def above(name: str, value: float) -> Compare:
    return Compare(">", Name(name), Number(value))


def retold(stage: Stage, **story: object) -> Stage:
    """The stage with another story."""
    told = replace(stage.world.story, **story)  # type: ignore[arg-type]  # its own fields
    return replace(stage, world=replace(stage.world, story=told))


def test_injects_happen_before_anybody_speaks(s2019: Stage) -> None:
    war = Inject("war", 1, None, 1.0, once=True, effects=(effect("hostilities", 40.0),), stream=5)
    stage = retold(s2019, injects=(war,))
    situation, text = stage.opening(), stage.text("postwar_reset")
    turn = played(stage, situation, draws(1), Moves(THREE[:1], text))
    assert turn.fired.tolist() == [[True]]
    assert turn.before.hostilities.tolist() == pytest.approx([0.75])
    moment = Moment(stage.world, text, turn.before, np.zeros_like(situation.trust))
    assert heard(turn).reactions.utility.tolist() == react(moment).utility.tolist()
    assert turn.outlook.drivers[DRIVER["war"]].tolist() == pytest.approx([0.75])


def test_effects_of_a_policy_come_after_the_turn_and_only_if_it_stands(s2019: Stage) -> None:
    rule = PolicyRule("campaign", None, (effect("cohesion", 5.0), effect("support", 1.0)))
    plain = retold(s2019, policies=(PolicyRule("plain", None, ()), rule))
    situation, text = plain.opening(3), mixed(plain)
    without = played(plain, situation, draws(3), Moves(THREE, text, text)).after
    with_it = played(plain, situation, draws(3), Moves(THREE + 1, text, text)).after
    gained = 100.0 * (with_it.cohesion - without.cohesion)
    assert gained.tolist() == pytest.approx([0.0, 5.0, 5.0])
    assert (with_it.mood > without.mood).tolist() == [False, True, True]
    assert with_it.credibility.tolist() == without.credibility.tolist()


def test_endings_see_the_turn_its_effects_and_its_counters(s2019: Stage) -> None:
    stood = Flag("stands")
    boost = PolicyRule("boost", None, (effect("progress", 30.0),))
    stage = retold(
        s2019,
        policies=(boost,),
        counted=(stood,),
        endings=(
            Ending("never", above("tension", 100.0)),
            Ending("counted", above_count(stood, 1.0)),
            Ending("boosted", above("progress", 25.0)),
        ),
    )
    situation, text = stage.opening(3), mixed(stage)
    first = played(stage, situation, draws(3), Moves(THREE, text, text))
    assert first.ending.tolist() == [-1, 2, 2]
    second = played(stage, first.after, draws(3, 2), Moves(THREE, text, text))
    assert second.ending.tolist() == [-1, 1, 1]


def above_count(condition: Flag, times: float) -> Compare:
    return Compare(">", Count(condition), Number(times))


# -------------------------------------------------------------------- luck


def test_a_new_actor_changes_nobodys_luck(s2019: Stage, s2019_without_critics: Stage) -> None:
    sessions = 200
    runs = []
    for stage in (s2019, s2019_without_critics):
        situation = stage.opening(sessions, seed=7)
        text = stage.text(*["top_level_offer"] * sessions)
        turns = []
        for number in range(1, 5):
            policy = np.zeros(sessions, dtype=np.int64)
            turn = played(stage, situation, draws(sessions, number), Moves(policy, text, text))
            situation = turn.after
            turns.append(turn)
        runs.append((stage.world.actors.ids, turns))
    (ids, with_critics), (fewer, without) = runs
    assert set(ids) - set(fewer) == {"critics"}
    rows = [ids.index(actor) for actor in fewer]
    for one, other in zip(with_critics, without, strict=True):
        responses = heard(one).ruling.responses
        assert responses[rows].tolist() == heard(other).ruling.responses.tolist()
        assert one.answer.tolist() == other.answer.tolist()
        assert one.after.trust[rows].tobytes() == other.after.trust.tobytes()


def test_a_new_inject_changes_nobodys_luck(december: Stage) -> None:
    # Without effects, or one inject would bring about the condition of another.
    injects = tuple(replace(inject, effects=()) for inject in december.world.story.injects)
    fewer = tuple(inject for inject in injects if inject.id != "cyber_incident")
    sessions = np.arange(200, dtype=np.uint64)
    fired = []
    for told in (injects, fewer):
        stage = retold(december, injects=told)
        late = replace(stage.opening(200), credibility=np.full(200, 0.2))
        waiting = play(stage.world, late, Draws(3, sessions, 4))
        assert isinstance(waiting, Waiting)
        rows = zip((inject.id for inject in told), waiting.fired.tolist(), strict=True)
        fired.append(dict(rows))
    with_it, without = fired
    assert any(with_it.pop("cyber_incident"))
    assert with_it == without
    assert any(without["snap_exercise"])
    assert with_it["snap_exercise"] != with_it["prisoner_exchange"]


def test_turns_and_seeds_bring_other_luck(s2019: Stage) -> None:
    sessions = 300
    text = s2019.text(*["top_level_offer"] * sessions)
    policy = np.zeros(sessions, dtype=np.int64)
    answers = [
        played(s2019, s2019.opening(sessions), luck, Moves(policy, text, text)).answer
        for luck in (draws(sessions), draws(sessions, turn=2), draws(sessions, seed=8))
    ]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert (answers[one] != answers[other]).sum() > sessions / 5
