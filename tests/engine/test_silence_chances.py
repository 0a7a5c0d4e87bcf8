"""How likely silence is to hold: exactly, against every inclination and against many sessions."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from tests.engine.properties.games import whole_games
from tests.engine.properties.worlds import moments
from tests.engine.rulebook import behind

from dialogue_sim.engine.backstage import veiled
from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.numerics import Array, Truths
from dialogue_sim.engine.procedure import chance_to_stand
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.silence import break_chances, silence_chance
from dialogue_sim.engine.situation import Situation
from dialogue_sim.engine.terms import Moment
from dialogue_sim.engine.turn import Moves, Turn, play

if TYPE_CHECKING:
    from tests.engine.conftest import Stage

    from dialogue_sim.engine.world import World

MomentOf = Callable[..., Moment]
BREAK, OBJECT = range(2)


def by_enumeration(moment: Moment, session: int) -> tuple[float, dict[int, float]]:
    """Chance that silence holds, and of each member to break it, over all 5^m inclinations."""
    reactions, actors, hidden = react(moment), moment.world.actors, behind(moment.situation)
    relief = moment.world.rules.procedure.relief * float(moment.situation.cohesion[session])
    rule = moment.world.rules.mechanisms.resolve
    assert rule is not None
    holds, breaks = 0.0, dict.fromkeys(actors.members, 0.0)
    for inclined in itertools.product(range(5), repeat=len(actors.members)):
        chances = [
            float(reactions.probabilities[response, member, session])
            for member, response in zip(actors.members, inclined, strict=True)
        ]
        likely = math.prod(chances)
        nobody = 1.0
        for member in actors.members:
            others = [
                (float(actors.capability[other]), response <= OBJECT)
                for other, response in zip(actors.members, inclined, strict=True)
                if other != member
            ]
            whole = math.fsum(weight for weight, _ in others)
            with_it = math.fsum(weight for weight, objects in others if objects)
            company = with_it / whole if whole > 0.0 else 0.0
            worth = float(reactions.utility[member, session]) + relief * (1.0 - company)
            worth += rule.assure_now * bool(hidden.assured[member, session])
            worth += rule.assure_promise * (hidden.due[member, session] > 0)
            worth -= float(hidden.grudge[member, session])
            low, high = (float(bound[member, session]) for bound in (hidden.low, hidden.high))
            if high > low:
                breaking = min(1.0, max(0.0, (high - worth) / (high - low)))
            else:
                breaking = float(low > worth)
            breaks[member] += likely * breaking
            nobody *= 1.0 - breaking
        holds += likely * nobody
    return holds, breaks


@settings(max_examples=12)
@given(moment=whole_games(sessions=2))
def test_the_exact_chances_are_those_of_every_inclination_there_is(moment: Moment) -> None:
    reactions = react(moment)
    stands, breaks = silence_chance(moment, reactions), break_chances(moment, reactions)
    for session in range(2):
        holds, each = by_enumeration(moment, session)
        assert stands[session] == pytest.approx(holds, abs=1e-12)
        for row, member in enumerate(moment.world.actors.members):
            assert breaks[row, session] == pytest.approx(each[member], abs=1e-12)


def worst_by_hand(world: World, utility: float, lean: float) -> float:
    """Chance of the worst of five responses at a utility: the ladder's own sum (E12)."""
    odds, total = 1.0, 1.0
    for cut in world.rules.ladder.cuts:
        odds *= math.exp(lean * (utility - cut))
        total += odds
    return 1.0 / total


def breaks_by_enumeration(moment: Moment, session: int, member: int) -> float:
    """Chance of a member to break silence in the plain model, over what all others may object.

    It breaks where its luck lies below the chance of the worst response, and below that chance
    again once standing alone has eased it (E14).
    """
    reactions, world, actors = react(moment), moment.world, moment.world.actors
    relief = world.rules.procedure.relief * float(moment.situation.cohesion[session])
    others = [other for other in actors.members if other != member]
    whole = math.fsum(float(actors.capability[other]) for other in others)
    utility = float(reactions.utility[member, session])
    found = 0.0
    for objecting in itertools.product([False, True], repeat=len(others)):
        likely, with_it = 1.0, 0.0
        for other, objects in zip(others, objecting, strict=True):
            chances = reactions.probabilities[:, other, session]
            worse = float(chances[BREAK] + chances[OBJECT])
            likely *= worse if objects else 1.0 - worse
            with_it += float(actors.capability[other]) * objects
        company = with_it / whole if whole > 0.0 else 0.0
        lean = float(actors.predictability[member])
        eased = worst_by_hand(world, utility + relief * (1.0 - company), lean)
        found += likely * min(eased, float(reactions.probabilities[BREAK, member, session]))
    return found


@settings(max_examples=15)
@given(moment=moments(sessions=2))
def test_without_resolve_standing_alone_eases_each_member(moment: Moment) -> None:
    found = break_chances(moment, react(moment))
    for row, member in enumerate(moment.world.actors.members):
        for session in range(2):
            expected = breaks_by_enumeration(moment, session, member)
            assert found[row, session] == pytest.approx(expected, abs=1e-12)


def test_whoever_cannot_object_cannot_break_silence_either(village_moment: MomentOf) -> None:
    """Without any chance to draw the worst response there is none to break silence."""
    moment = village_moment((0.5, 0.5, 1.0, 0.0, 1))
    reactions = react(moment)
    chances = reactions.probabilities.copy()
    chances[:, moment.world.actors.members[0]] = [[0.0], [0.0], [0.5], [0.5], [0.0]]
    found = break_chances(moment, replace(reactions, probabilities=chances))
    assert found[0].tolist() == [0.0]
    assert (found[1:] > 0.0).all()


SESSIONS = 6_000


@pytest.fixture(scope="module")
def crowd(game: Stage) -> list[tuple[Situation, Turn]]:
    """Three turns of the same three texts in many sessions, each with resolves of its own."""
    numbers, situation = np.arange(SESSIONS, dtype=np.uint64), game.opening(SESSIONS, seed=5)
    turns = []
    for number, policy in enumerate(("top_level_talks", "top_level_talks", "neutral_platform")):
        text = game.text(*[policy] * SESSIONS)
        moves = Moves(np.zeros(SESSIONS, dtype=np.int64), text, text)
        turn = play(game.world, situation, Draws(5, numbers, number + 1), moves)
        assert isinstance(turn, Turn)
        turns.append((turn.before, turn))
        situation = turn.after
    return turns


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_silence_breaks_as_often_as_was_foretold(
    game: Stage, crowd: list[tuple[Situation, Turn]], turn: int
) -> None:
    """Foretold from what anybody can know then: later turns know what the earlier ones showed.

    And everybody has heard the debate before silence runs.
    """
    before, played = crowd[turn - 1]
    heard = played.hearings[0]
    moment = Moment(game.world, heard.text, veiled(before), heard.arguments)
    reactions = react(moment)
    stands = chance_to_stand(moment, reactions)
    assert 0.02 < stands.mean() < 0.98
    assert_calibrated(stands, ~heard.ruling.blocked)
    responses = heard.ruling.responses
    for row, member in enumerate(game.world.actors.members):
        chances = break_chances(moment, reactions)[row]
        assert_calibrated(chances, responses[member] == BREAK)


def assert_calibrated(chances: Array, happened: Truths) -> None:
    """What happens is what was foretold, but for luck: within four standard errors.

    Weighed by the chance itself too, so that being too sure shows as well.
    """
    missed = happened - chances
    for weight in (np.ones_like(chances), chances):
        error = math.sqrt(float((weight * weight * chances * (1.0 - chances)).sum()))
        assert abs(float((weight * missed).sum())) <= 4.0 * error + 1e-6
