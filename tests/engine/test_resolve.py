"""Resolve: who breaks silence, what moves that, and what everybody can know of it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from tests.engine.properties.games import played_on, whole_games
from tests.engine.properties.worlds import seeds
from tests.engine.rulebook import RESOLVE, behind, under, with_backstage

from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.groundwork import lay, no_groundwork
from dialogue_sim.engine.mechanisms import Mechanisms
from dialogue_sim.engine.numerics import Integers
from dialogue_sim.engine.procedure import chance_to_stand, decide
from dialogue_sim.engine.proposal import Proposal
from dialogue_sim.engine.reaction import Reactions, react
from dialogue_sim.engine.resolve import break_chance
from dialogue_sim.engine.silence import break_chances, silence, weigh
from dialogue_sim.engine.situation import Situation
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.engine.turn import Moves, Turn, play

if TYPE_CHECKING:
    from tests.engine.conftest import Stage

    from dialogue_sim.engine.world import World

BREAK, OBJECT, HEDGE, ACCEPT, ENDORSE = range(5)
ALBA, BRAVA, CITIZENS, CORDA, NGO = range(5)
EVERYBODY = 5
MEMBERS = (ALBA, BRAVA, CORDA)


# ------------------------------------------------------- who breaks silence, by hand


@pytest.fixture
def table(
    village: World, village_opening: Situation, village_text: Callable[..., Proposal]
) -> Callable[..., Moment]:
    """A text on the table of the village; relief .2 at full cohesion, nobody resolved at all."""
    rules = replace(village.rules, procedure=replace(village.rules.procedure, relief=0.2))
    world = under(replace(village, rules=rules), Mechanisms(resolve=RESOLVE))

    def moment(**hidden: list[Any]) -> Moment:
        opening = with_backstage(world, village_opening)
        quiet = {"resolve": [-9.0] * EVERYBODY, **hidden}
        rows = {name: np.array(values)[:, None] for name, values in quiet.items()}
        opening = replace(opening, backstage=replace(behind(opening), **rows))
        text = village_text((0.5, 0.5, 1.0, 0.0, 1))
        return Moment(world, text, opening, no_debate(opening))

    return moment


def taken(moment: Moment, utility: list[float]) -> Reactions:
    """How everybody takes a text, with these utilities."""
    return replace(react(moment), utility=np.array(utility)[:, None])


def said(moment: Moment, utility: list[float], drawn: list[int]) -> tuple[list[int], bool]:
    """What everybody says in the end, and whether silence is broken."""
    luck = np.zeros((EVERYBODY, 1))  # as low as luck can be, and still nobody's own word
    responses, broken = silence(moment, taken(moment, utility), luck, np.array(drawn)[:, None])
    return responses[:, 0].tolist(), bool(broken[0])


UTILITY = [-0.1, -0.3, 0.4, 0.1, 0.2]
DRAWN = [ENDORSE, BREAK, BREAK, OBJECT, BREAK]
RELIEF = [0.0, 0.2 * 5 / 7, 0.0, 0.2 * 5 / 8, 0.0]
"""Capability is .5, .3 and .2. Both others object beside alba, corda's .2 of .7 beside brava, and
brava's .3 of .8 beside corda; whoever is no member has none."""
WORTH = [u + r for u, r in zip(UTILITY, RELIEF, strict=True)]


def test_a_text_is_worth_its_utility_and_relief_from_standing_alone(
    table: Callable[..., Moment],
) -> None:
    found = weigh(table(), taken(table(), UTILITY), np.array(DRAWN)[:, None])
    assert found.relief[:, 0].tolist() == pytest.approx(RELIEF)
    assert found.backing[:, 0].tolist() == [0.0] * EVERYBODY
    assert found.worth[:, 0].tolist() == pytest.approx(WORTH)


def test_assurances_promises_and_grudges_add_to_what_a_text_is_worth(
    table: Callable[..., Moment],
) -> None:
    moment = table(
        assured=[True, False, False, True, False],
        due=[0, 3, 0, 4, 0],
        grudge=[0.12, 0.0, 0.0, 0.24, 0.12],
    )
    found = weigh(moment, taken(moment, UTILITY), np.array(DRAWN)[:, None])
    backing = [0.15 - 0.12, 0.20, 0.0, 0.15 + 0.20 - 0.24, -0.12]
    assert found.backing[:, 0].tolist() == pytest.approx(backing)
    expected = [w + b for w, b in zip(WORTH, backing, strict=True)]
    assert found.worth[:, 0].tolist() == pytest.approx(expected)


@pytest.mark.parametrize("member", MEMBERS)
def test_a_member_breaks_silence_exactly_where_its_resolve_lies_higher(
    table: Callable[..., Moment], member: int
) -> None:
    worth = float(
        weigh(table(), taken(table(), UTILITY), np.array(DRAWN)[:, None]).worth[member, 0]
    )
    for resolve, breaks in (
        (np.nextafter(worth, 1.0), True),
        (worth, False),
        (np.nextafter(worth, -1.0), False),
    ):
        hidden = [-9.0] * EVERYBODY
        hidden[member] = float(resolve)
        responses, broken = said(table(resolve=hidden), UTILITY, DRAWN)
        assert broken == breaks
        assert (responses[member] == BREAK) == breaks


def test_who_swallows_a_text_says_what_it_drew_but_does_not_go_below_objecting(
    table: Callable[..., Moment],
) -> None:
    responses, broken = said(table(), UTILITY, DRAWN)
    assert not broken
    assert responses == [ENDORSE, OBJECT, BREAK, OBJECT, BREAK]  # a public blocks nothing


def test_resolve_breaks_the_silence_even_of_who_was_inclined_to_endorse(
    table: Callable[..., Moment],
) -> None:
    hidden = [0.9, -9.0, 9.0, -9.0, 9.0]
    responses, broken = said(table(resolve=hidden), UTILITY, DRAWN)
    assert broken
    assert responses == [BREAK, OBJECT, BREAK, OBJECT, BREAK]


def test_company_counts_who_was_inclined_to_object_and_not_who_broke(
    table: Callable[..., Moment],
) -> None:
    """Alba breaks silence though it would endorse: brava's relief stays 5/7 of the whole."""
    worth = WORTH[BRAVA]
    hidden = [9.0, worth - 1e-9, -9.0, -9.0, -9.0]
    assert said(table(resolve=hidden), UTILITY, DRAWN)[0][BRAVA] == OBJECT
    hidden[BRAVA] = worth + 1e-9
    assert said(table(resolve=hidden), UTILITY, DRAWN)[0][BRAVA] == BREAK


def test_no_resolve_speaks_for_a_person(table: Callable[..., Moment]) -> None:
    moment = table(resolve=[9.0] * EVERYBODY)
    given = np.array([[HEDGE], [BREAK], [-1], [-1], [-1]])
    luck = np.full((EVERYBODY, 1), 0.5)
    ruling = decide(moment, taken(moment, UTILITY), luck, given)
    assert ruling.responses[[ALBA, BRAVA, CORDA], 0].tolist() == [HEDGE, BREAK, BREAK]
    meek = table(resolve=[-9.0] * EVERYBODY)
    ruling = decide(meek, taken(meek, UTILITY), luck, given)
    assert ruling.responses[BRAVA, 0] == BREAK
    assert ruling.blocked.tolist() == [True]


def test_outside_the_procedure_resolve_is_no_matter(
    table: Callable[..., Moment], village_text: Callable[..., Proposal]
) -> None:
    """A text for a group of allies; and any text where silence is not the procedure."""
    moment = table(resolve=[9.0] * EVERYBODY)
    luck = np.full((EVERYBODY, 1), 0.5)
    group = replace(moment, proposal=village_text((0.5, 0.5, 0.5, 0.0, 1)))
    ruling = decide(group, react(group), luck)
    assert ruling.responses.tolist() == ruling.drawn.tolist()
    assert not ruling.blocked.any()
    assert chance_to_stand(group, react(group)).tolist() == [1.0]
    rules = moment.world.rules
    for name in ("consensus", "majority"):
        other = replace(rules, procedure=replace(rules.procedure, name=name, share=0.667))
        there = replace(moment, world=replace(moment.world, rules=other))
        plain = replace(there, situation=replace(there.situation, backstage=None))
        one, two = decide(there, react(there), luck), decide(plain, react(plain), luck)
        assert one.responses.tolist() == two.responses.tolist()
        assert one.blocked.tolist() == two.blocked.tolist()


# --------------------------------------------------------------- what is known of it


def test_the_chance_to_break_silence_is_the_part_of_the_bounds_above_the_worth(
    table: Callable[..., Moment],
) -> None:
    """Resolve lies between -.55 and .25, unless something is known of it."""
    hidden = behind(table(low=[-0.55] * 5, high=[0.25] * 5).situation)
    for worth, chance in ((-0.15, 0.5), (0.05, 0.25), (0.3, 0.0), (-0.6, 1.0), (-0.55, 1.0)):
        assert break_chance(hidden, [ALBA], np.array([[worth]])).tolist() == pytest.approx(
            np.array([[chance]])
        )
    told = behind(table(low=[-0.1] * 5, high=[-0.1] * 5).situation)
    for worth, chance in ((-0.1, 0.0), (np.nextafter(-0.1, -1.0), 1.0), (0.0, 0.0)):
        assert break_chance(told, [ALBA], np.array([[worth]])).tolist() == [[chance]]


@settings(max_examples=12)
@given(moment=whole_games(), seed=seeds())
def test_a_resolve_always_lies_within_what_is_known_of_it(moment: Moment, seed: int) -> None:
    members = list(moment.world.actors.members)
    before = behind(moment.situation)
    for turn in played_on(moment, seed, 5):
        now = behind(turn.after)
        low, high = now.low[members], now.high[members]
        assert (low <= now.resolve[members]).all()
        assert (now.resolve[members] <= high).all()
        assert (low >= before.low[members]).all()
        assert (high <= before.high[members]).all()
        assert now.resolve.tobytes() == before.resolve.tobytes()
        before = now


def test_the_chance_that_silence_holds_by_hand(table: Callable[..., Moment]) -> None:
    """Without cohesion there is no relief, and every member breaks silence by itself."""
    moment = table(low=[-0.55] * 5, high=[0.25] * 5)
    moment = replace(moment, situation=replace(moment.situation, cohesion=np.zeros(1)))
    reactions = taken(moment, UTILITY)  # -.1, -.3 and .1 of the members
    chances = [0.35 / 0.8, 0.55 / 0.8, 0.15 / 0.8]
    assert break_chances(moment, reactions)[:, 0].tolist() == pytest.approx(chances)
    stands = math.prod(1.0 - chance for chance in chances)
    assert chance_to_stand(moment, reactions).tolist() == pytest.approx([stands])


def test_what_a_hearing_shows_by_hand(game: Stage) -> None:
    """Who breaks silence has a resolve above the worth, who swallows it one that is not."""
    sessions = 40
    text = game.text(*["top_level_talks"] * sessions)
    moves = Moves(np.zeros(sessions, dtype=np.int64), text, text)
    opening = game.opening(sessions, seed=2)
    numbers = np.arange(sessions, dtype=np.uint64)
    turn = play(game.world, opening, Draws(2, numbers, 1), moves)
    assert isinstance(turn, Turn)
    hearing = turn.hearings[0]
    moment = Moment(game.world, text, turn.before, no_debate(turn.before))
    worth = weigh(moment, hearing.reactions, hearing.ruling.drawn).worth
    now = behind(turn.after)
    kinds = set()
    for member, session in itertools.product(game.world.actors.members, range(sessions)):
        broke = bool(hearing.ruling.responses[member, session] == BREAK)
        shown = float(worth[member, session])
        low, high = (max(-0.55, shown), 0.25) if broke else (-0.55, min(0.25, shown))
        assert now.low[member, session] == low
        assert now.high[member, session] == high
        kinds.add((broke, shown > 0.25))
    assert len(kinds) >= 3  # some broke, some swallowed, some could only swallow it
    others = [a for a in range(len(game.world.actors.ids)) if a not in game.world.actors.members]
    assert (now.low[others] == -0.55).all()
    assert (now.high[others] == 0.25).all()


def test_a_person_shows_nothing_and_neither_does_a_text_for_a_group(game: Stage) -> None:
    before = behind(game.opening(3, seed=4))
    east = game.world.actors.ids.index("poland")
    given: Integers = np.full((2, len(game.world.actors.ids), 3), -1)
    given[:, east] = [BREAK, HEDGE, BREAK]
    for policy, persons, silent in (
        ("nrc_ambassadors", given, [east]),
        ("unconditional_dialogue", None, range(len(game.world.actors.ids))),
    ):
        text = game.text(*[policy] * 3)
        moves = Moves(np.zeros(3, dtype=np.int64), text, text, persons)
        numbers = np.arange(3, dtype=np.uint64)
        turn = play(game.world, game.opening(3, seed=4), Draws(4, numbers, 1), moves)
        assert isinstance(turn, Turn)
        now = behind(turn.after)
        for actor in silent:
            assert now.low[actor].tolist() == before.low[actor].tolist()
            assert now.high[actor].tolist() == before.high[actor].tolist()


def test_where_silence_is_not_the_procedure_nothing_shows(game: Stage) -> None:
    rules = game.world.rules
    strict = replace(rules, procedure=replace(rules.procedure, name="consensus"))
    stage = replace(game, world=replace(game.world, rules=strict))
    text, opening = stage.text(*["top_level_talks"] * 3), stage.opening(3, seed=4)
    numbers = np.arange(3, dtype=np.uint64)
    moves = Moves(np.zeros(3, dtype=np.int64), text, text)
    turn = play(stage.world, opening, Draws(4, numbers, 1), moves)
    assert isinstance(turn, Turn)
    assert behind(turn.after).low.tobytes() == behind(opening).low.tobytes()
    assert behind(turn.after).high.tobytes() == behind(opening).high.tobytes()


def test_a_consultation_tells_a_resolve_and_changes_nobody_elses(game: Stage) -> None:
    opening = game.opening(2, seed=6)
    done = no_groundwork(len(game.world.actors.ids), 2)
    poland = game.world.actors.ids.index("poland")
    done.consulted[poland] = [True, False]
    before, after = behind(opening), behind(lay(game.world, opening, done, 1))
    assert after.low[poland].tolist() == [before.resolve[poland, 0], -0.55]
    assert after.high[poland].tolist() == [before.resolve[poland, 0], 0.25]
    rest = np.arange(len(game.world.actors.ids)) != poland
    assert after.low[rest].tobytes() == before.low[rest].tobytes()
    assert after.capital.tolist() == [2.0, 3.0]


def test_a_resolve_is_where_luck_falls_between_its_ends(game: Stage) -> None:
    """From -.55 to .25, by everybody's own luck of before the first turn."""
    hidden = behind(game.opening(30, seed=8)).resolve
    draws = Draws(8, np.arange(30, dtype=np.uint64), 0)
    streams = game.world.actors.resolve_streams
    assert len(set(streams)) == len(game.world.actors.ids)
    for actor, stream in enumerate(streams):
        expected = [-0.55 + 0.8 * luck for luck in draws.uniform(stream).tolist()]
        assert hidden[actor].tolist() == pytest.approx(expected, abs=1e-15)


SESSIONS = 20_000


def test_resolves_are_drawn_evenly_and_each_member_has_its_own(game: Stage) -> None:
    hidden = behind(game.opening(SESSIONS, seed=8)).resolve
    assert hidden.min() >= -0.55
    assert hidden.max() <= 0.25
    for member in game.world.actors.members:
        assert hidden[member].mean() == pytest.approx(-0.15, abs=4 * 0.231 / SESSIONS**0.5)
        share = float((hidden[member] < -0.35).mean())
        assert share == pytest.approx(0.25, abs=4 * 0.433 / SESSIONS**0.5)
    together = np.array(np.corrcoef(hidden[list(game.world.actors.members)]))
    assert np.abs(together - np.eye(len(game.world.actors.members))).max() < 0.04
