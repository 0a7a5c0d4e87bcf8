"""A mechanism that is off, or has not begun, is one that the world never had."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from tests.engine.properties.games import moves_at, moves_of, whole_games
from tests.engine.properties.worlds import changed, seeds
from tests.engine.rulebook import EVERYTHING, behind, under

from dialogue_sim.engine.draws import Draws, Keys
from dialogue_sim.engine.mechanisms import NO_MECHANISMS, Mechanisms
from dialogue_sim.engine.situation import NO_REPORT, take
from dialogue_sim.engine.story import no_history
from dialogue_sim.engine.turn import WAITS, Moves, Turn, play
from dialogue_sim.session.state import digest

if TYPE_CHECKING:
    from tests.engine.conftest import Stage

    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.terms import Moment

Fingerprint = Callable[[object], str]
NAMES = tuple(field.name for field in fields(Mechanisms))
NEVER_BEGINS = 99
SESSIONS, TURNS, SEED = 60, 5, 7
OF_ITS_OWN = {"capital": ("capital",), "resolve": ("resolve", "low", "high")}
"""What lies backstage from the beginning, whether its mechanism has begun or not."""


def with_rule(mechanisms: Mechanisms, name: str, rule: object) -> Mechanisms:
    changed: dict[str, Any] = {name: rule}
    return replace(mechanisms, **changed)


def begins(name: str, turn: int) -> Mechanisms:
    """All mechanisms, one of which begins later."""
    return with_rule(EVERYTHING, name, replace(getattr(EVERYTHING, name), from_turn=turn))


def played(stage: Stage, mechanisms: Mechanisms, turns: int = TURNS) -> list[Turn]:
    """Turns of many sessions; moves, luck and natures are the same whatever the mechanisms."""
    world, random = under(stage.world, mechanisms), np.random.default_rng(SEED)
    situation = replace(stage, world=world).opening(SESSIONS, seed=SEED)
    numbers, found = np.arange(SESSIONS, dtype=np.uint64), []
    for number in range(1, turns + 1):
        moves = moves_of(random, world, SESSIONS)
        turn = play(world, situation, Draws(SEED, numbers, number), moves)
        assert isinstance(turn, Turn)
        found.append(turn)
        situation = turn.after
    return found


def arithmetic(turn: Turn, without: tuple[str, ...] = ()) -> tuple[object, ...]:
    """All that a turn worked out; backstage without what a mechanism put there at the opening."""
    after, hidden = turn.after, turn.after.backstage
    rows = () if hidden is None else tuple(
        getattr(hidden, field.name) for field in fields(hidden) if field.name not in without
    )  # fmt: skip
    hearings = tuple((one.reactions, one.ruling) for one in turn.hearings)
    plain = replace(after, backstage=None)
    return (plain, rows, hearings, turn.stands, turn.outlook.probabilities, turn.answer)


# ----------------------------------------------------------------- off, one by one


@pytest.mark.parametrize("name", NAMES)
def test_a_mechanism_that_never_begins_is_one_that_was_never_there(
    game: Stage, fingerprint: Fingerprint, name: str
) -> None:
    off = played(game, begins(name, NEVER_BEGINS))
    never = played(game, with_rule(EVERYTHING, name, None))
    own = OF_ITS_OWN.get(name, ())
    for one, other in zip(off, never, strict=True):
        if name == "staircase":  # an idle driver is one more row, which is nothing everywhere
            assert not one.outlook.drivers[-1].any()
        assert fingerprint(arithmetic(one, own)) == fingerprint(arithmetic(other, own))


@pytest.mark.parametrize("name", NAMES)
def test_before_its_turn_a_mechanism_is_off_and_from_then_on_it_is_felt(
    game: Stage, fingerprint: Fingerprint, name: str
) -> None:
    late, never = played(game, begins(name, 3)), played(game, begins(name, NEVER_BEGINS))
    alike = [
        fingerprint(arithmetic(one)) == fingerprint(arithmetic(other))
        for one, other in zip(late, never, strict=True)
    ]
    assert alike[:3] == [True, True, False]


@pytest.mark.parametrize("name", NAMES)
def test_a_mechanism_that_begins_at_once_was_always_there(
    game: Stage, fingerprint: Fingerprint, name: str
) -> None:
    turns = zip(played(game, begins(name, 1), 2), played(game, EVERYTHING, 2), strict=True)
    for one, other in turns:
        assert fingerprint(one) == fingerprint(other)


def test_what_has_begun_by_a_turn() -> None:
    late = with_rule(begins("mask", 4), "capital", None)
    assert late.at(3) == with_rule(late, "mask", None)
    assert late.at(4) is late
    assert late.at(3).staircase is late.staircase
    assert EVERYTHING.any
    assert EVERYTHING.at(1) is EVERYTHING
    assert not Mechanisms().any
    assert with_rule(NO_MECHANISMS, "mask", EVERYTHING.mask).any


def test_before_the_first_turn_nothing_has_happened_backstage(game: Stage) -> None:
    hidden = behind(game.opening(3))
    actors = len(game.world.actors.ids)
    assert hidden.capital.tolist() == [3.0] * 3
    assert hidden.paper.tolist() == [0.0] * 3
    assert hidden.reading.tolist() == [[0.6] * 3, [0.4] * 3]
    assert hidden.report.tolist() == [NO_REPORT] * 3
    assert (hidden.low == -0.55).all()
    assert (hidden.high == 0.25).all()
    for name in ("assured", "due", "grudge"):
        assert getattr(hidden, name).shape == (actors, 3)
        assert not getattr(hidden, name).any()


def test_what_a_world_does_not_have_is_nothing_backstage(game: Stage) -> None:
    """With reports alone there is neither capital to spend nor a resolve to ask for."""
    world = under(game.world, Mechanisms(mask=EVERYTHING.mask))
    hidden = behind(replace(game, world=world).opening(3))
    assert hidden.capital.tolist() == [0.0] * 3
    for rows in (hidden.resolve, hidden.low, hidden.high):
        assert not rows.any()


# ---------------------------------------------------------------- off, all of them


@pytest.mark.parametrize(
    ("opening", "expected"), [("s2019", "ad6448f0e35f852a"), ("s2022", "5bcb8501b9c91519")]
)
def test_a_world_without_mechanisms_ends_where_it_always_did(
    reference: Callable[[str], Stage], opening: str, expected: str
) -> None:
    """Six turns with texts of the whole menu; the digest is of before there were mechanisms."""
    stage = reference(opening)
    everywhere = range(50)
    numbers = np.arange(len(everywhere), dtype=np.uint64)
    menu, situation = list(stage.points), stage.opening(len(everywhere), seed=7)
    ids = [rule.id for rule in stage.world.story.policies]
    for number in range(1, 7):
        tabled = [menu[(session + number) % len(menu)] for session in everywhere]
        text = stage.text(*tabled)
        policy = np.array([ids.index(name) for name in tabled])
        turn = play(stage.world, situation, Draws(7, numbers, number), Moves(policy, text, text))
        assert isinstance(turn, Turn)
        situation = turn.after
    assert digest(situation) == expected


def test_with_all_mechanisms_off_the_engine_equals_the_reference_bit_for_bit(
    s2019: Stage, fingerprint: Fingerprint
) -> None:
    off = EVERYTHING
    for name in NAMES:
        off = with_rule(off, name, replace(getattr(EVERYTHING, name), from_turn=NEVER_BEGINS))
    for one, other in zip(played(s2019, off), played(s2019, NO_MECHANISMS), strict=True):
        assert other.after.backstage is None
        own = tuple(field.name for field in fields(one.after.backstage or other.after))
        assert fingerprint(arithmetic(one, own)) == fingerprint(arithmetic(other))


def test_groundwork_is_nothing_where_there_are_no_mechanisms(
    s2019: Stage, fingerprint: Fingerprint
) -> None:
    opening, random = s2019.opening(20), np.random.default_rng(1)
    moves = moves_of(random, s2019.world, 20)
    draws = Draws(1, np.arange(20, dtype=np.uint64), 1)
    one, other = (
        play(s2019.world, opening, draws, replace(moves, groundwork=done))
        for done in (moves.groundwork, None)
    )
    assert fingerprint(one) == fingerprint(other)


# ------------------------------------------------------- batches in which some wait


@settings(max_examples=8)
@given(moment=whole_games(sessions=6), seed=seeds())
def test_a_session_that_waits_or_tables_is_the_same_alone(
    fingerprint: Fingerprint, moment: Moment, seed: int
) -> None:
    world, random, situation = moment.world, np.random.default_rng(seed), moment.situation
    numbers = np.arange(6, dtype=np.uint64)
    situation = changed(moment, history=no_history(world, 6)).situation
    for number in range(1, 4):
        moves = moves_of(random, world, 6)
        together = play(world, situation, Draws(seed, numbers, number), moves)
        assert isinstance(together, Turn)
        for session in range(6):
            at = np.array([session])
            draws = Draws(seed, numbers[at], number)
            alone = play(world, take(situation, at), draws, moves_at(moves, at))
            assert isinstance(alone, Turn)
            assert (len(alone.hearings) == 0) == (moves.policy[session] == WAITS)
            for one, other in ((alone.before, together.before), (alone.after, together.after)):
                assert fingerprint(one) == fingerprint(take(other, at))
            assert alone.stands.tolist() == together.stands[at].tolist()
            assert alone.in_force.levels.tolist() == together.in_force.levels[:, at].tolist()
            found, expected = alone.outlook.probabilities, together.outlook.probabilities[:, at]
            assert found.tobytes() == expected.tobytes()
        situation = together.after


def test_sessions_of_a_whole_game_are_the_same_alone_and_in_any_order(
    game: Stage, fingerprint: Fingerprint
) -> None:
    random, numbers = np.random.default_rng(3), np.arange(300, dtype=np.uint64)
    opening = game.opening(300, seed=9)
    moves = [moves_of(random, game.world, 300) for _ in range(6)]
    together = line(game, opening, numbers, moves)
    for places in (np.array([7]), np.array([299, 0, 150, 0]), np.arange(40, 300, 13)):
        mine = [moves_at(one, places) for one in moves]
        some = line(game, take(opening, places), numbers[places], mine)
        for one, whole in zip(some, together, strict=True):
            assert fingerprint(one) == fingerprint(take(whole, places))
    seen = [after.backstage for after in together]
    assert seen[-1] is not None
    assert (seen[-1].grudge > 0.0).any()
    assert set(seen[-1].report.tolist()) == {0, 1, 2}
    # Later on nearly everybody has spent what came in.
    amounts = {left for one in seen if one is not None for left in one.capital.tolist()}
    assert amounts >= {0.0, 1.0, 2.0, 3.0}


def line(stage: Stage, situation: Situation, numbers: Keys, moves: list[Moves]) -> list[Situation]:
    """The situation after each turn."""
    found = []
    for number, one in enumerate(moves, start=1):
        turn = play(stage.world, situation, Draws(9, numbers, number), one)
        assert isinstance(turn, Turn)
        situation = turn.after
        found.append(situation)
    return found
