"""Random worlds in which any of the mechanisms may be in play, and situations amid a session."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import strategies as st
from tests.engine.properties.worlds import (
    SESSIONS,
    Numbers,
    Size,
    moment_of,
    seeds,
    sizes,
    world_of,
)

from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.groundwork import Groundwork
from dialogue_sim.engine.mechanisms import (
    Capital,
    Deferral,
    DirectionalMood,
    Mask,
    Mechanisms,
    Resolve,
    Staircase,
)
from dialogue_sim.engine.numerics import Array, Integers, Truths
from dialogue_sim.engine.proposal import Proposal, propose
from dialogue_sim.engine.situation import Backstage, take
from dialogue_sim.engine.terms import Moment
from dialogue_sim.engine.turn import WAITS, Moves, Turn, play
from dialogue_sim.engine.world import World
from dialogue_sim.expression_tree import Compare, Name, Number

PROMISE_RUNS = 5


def game_of(numbers: Numbers, size: Size) -> World:
    """A world with some mechanisms; each of them has an even chance to be there."""
    world = world_of(numbers, size)
    return in_play(numbers, world, *(numbers.pick(2) > 0 for _ in range(6)))


def in_play(numbers: Numbers, world: World, *has: bool) -> World:
    """The world with these of the six mechanisms, asks, streams and the types' insecurity."""
    made = (mood_of, deferral_of, staircase_of, resolve_of, capital_of, mask_of)
    rules: list[Any] = [
        make(numbers) if there else None for make, there in zip(made, has, strict=True)
    ]
    mechanisms = Mechanisms(*rules)
    answer, count = world.rules.answer, len(world.actors.ids)
    if mechanisms.staircase is not None:
        column = numbers.between(-1.0, 1.0, 5)[:, None]
        answer = replace(answer, weights=np.concatenate([answer.weights, column], axis=1))
    kinds = tuple(
        replace(kind, insecurity=numbers.one(0.0, 1.0)) for kind in world.counterpart.types
    )
    asks = tuple(
        ((numbers.pick(len(world.space.issues)), numbers.one(0.25, 0.75)),) for _ in range(count)
    )
    streams = tuple(numbers.random.integers(0, 2**62, count).tolist())
    return replace(
        world,
        actors=replace(world.actors, resolve_streams=streams, asks=asks),
        counterpart=replace(world.counterpart, types=kinds, report_stream=numbers.pick(2**62)),
        rules=replace(world.rules, answer=answer, mechanisms=mechanisms),
    )


def mood_of(numbers: Numbers) -> DirectionalMood:
    return DirectionalMood((0.25, 0.5)[numbers.pick(2)])


def deferral_of(numbers: Numbers) -> Deferral:
    return Deferral(0.25, 0.5, numbers.one(0.0, 1.0))


def staircase_of(numbers: Numbers) -> Staircase:
    floor = numbers.one(0.0, 1.0)
    return Staircase(
        slack=numbers.one(0.0, 0.5),
        width=(0.25, 0.5)[numbers.pick(2)],
        war_floor=floor,
        war_overreach=1.0 - floor,
        step=numbers.one(0.0, 0.125),
        most=numbers.one(0.125, 0.5),
        hostilities=numbers.one(-0.75, 0.0),
        probe=numbers.one(0.0, 0.75),
        exploit=numbers.one(-0.25, 0.0),
        escalate=numbers.one(-0.25, 0.0),
    )


def resolve_of(numbers: Numbers) -> Resolve:
    return Resolve(
        centre=numbers.one(-0.5, 0.25),
        spread=numbers.one(0.125, 0.5),
        assure_now=numbers.one(0.0, 0.25),
        assure_promise=numbers.one(0.0, 0.25),
        due=1 + numbers.pick(3),
        kept_credibility=numbers.one(0.0, 0.125),
        broken_credibility=numbers.one(-0.25, 0.0),
        broken_cohesion=numbers.one(-0.25, 0.0),
        grudge=numbers.one(0.0, 0.25),
    )


def capital_of(numbers: Numbers) -> Capital:
    return Capital(
        start=numbers.pick(4),
        income=numbers.pick(3),
        most=3 + numbers.pick(4),
        bonus_when=Compare(">=", Name("support"), Number(50.0)),
        bonus=numbers.pick(2),
        broken_silence=-numbers.pick(2),
        consult=1,
        assure_now=2,
        assure_promise=1,
        campaign=1,
        campaign_mood=numbers.one(0.0, 0.5),
    )


def mask_of(numbers: Numbers) -> Mask:
    floor = numbers.one(0.0, 1.0)
    return Mask(
        report_base=(numbers.one(0.25, 0.5), numbers.one(0.25, 0.5)),
        report_openness=(numbers.one(-0.125, 0.125), numbers.one(0.0, 0.375)),
        verified_from=numbers.one(0.0, 1.0),
        paper_lost=numbers.one(0.0, 1.0),
        face_floor=floor,
        face_openness=1.0 - floor,
    )


# ------------------------------------------------- situations, groundwork, turns


def backstage_of(numbers: Numbers, world: World, progress: Array) -> Backstage | None:
    """What may be off the record in the midst of a session; None without mechanisms."""
    rules = world.rules.mechanisms
    if not rules.any:
        return None
    shape = len(world.actors.ids), len(progress)
    most = 0.0 if rules.capital is None else rules.capital.most
    low = numbers.between(-1.0, 0.0, *shape)
    high = low + numbers.between(0.0, 0.5, *shape)
    within = numbers.between(0.0, 1.0, *shape)
    share = numbers.between(0.25, 0.75, len(progress))
    return Backstage(
        capital=numbers.random.integers(0, int(most) + 1, len(progress)).astype(np.float64),
        paper=progress * numbers.between(0.0, 1.0, len(progress)),
        reading=np.stack([share, 1.0 - share]),
        report=numbers.random.integers(0, 3, len(progress)),
        resolve=low + (high - low) * within,
        low=low,
        high=high,
        assured=numbers.random.integers(0, 2, shape) > 0,
        due=numbers.random.integers(0, PROMISE_RUNS, shape),
        grudge=numbers.between(0.0, 0.25, *shape),
    )


def game_moment_of(numbers: Numbers, world: World, sessions: int) -> Moment:
    moment = moment_of(numbers, world, sessions)
    hidden = backstage_of(numbers, world, moment.situation.progress)
    return replace(moment, situation=replace(moment.situation, backstage=hidden))


def groundwork_of(random: np.random.Generator, world: World, sessions: int) -> Groundwork:
    """Anything that a chair might do, whether it can pay or not."""
    members = np.zeros((len(world.actors.ids), 1), dtype=np.bool_)
    members[list(world.actors.members)] = True

    def some() -> Truths:
        return members & (random.random((len(members), sessions)) < 0.25)

    return Groundwork(some(), some(), some(), random.random(sessions) < 0.25)


def moves_of(random: np.random.Generator, world: World, sessions: int) -> Moves:
    """Texts anywhere in the space, second texts, groundwork, and a chair that sometimes waits."""

    def texts() -> Proposal:
        levels = random.uniform(0.0, 1.0, (len(world.space.issues), sessions))
        return propose(world, levels, random.integers(0, len(world.space.venues), sessions))

    policy = np.where(random.random(sessions) < 0.25, WAITS, 0)
    return Moves(policy, texts(), texts(), groundwork=groundwork_of(random, world, sessions))


def moves_at(moves: Moves, places: Integers) -> Moves:
    """What was decided in the sessions at these places."""
    assert moves.text is not None
    assert moves.second is not None
    assert moves.groundwork is not None
    return replace(
        moves,
        policy=moves.policy[places],
        text=take(moves.text, places),
        second=take(moves.second, places),
        groundwork=take(moves.groundwork, places),
    )


def played_on(moment: Moment, seed: int, turns: int) -> list[Turn]:
    """Turns that go on from a moment's situation with random moves."""
    random, situation = np.random.default_rng(seed), moment.situation
    found = []
    for number in range(1, turns + 1):
        sessions = np.arange(situation.sessions, dtype=np.uint64)
        moves = moves_of(random, moment.world, situation.sessions)
        turn = play(moment.world, situation, Draws(seed, sessions, number), moves)
        assert isinstance(turn, Turn)
        found.append(turn)
        situation = turn.after
    return found


def games(*, exact: bool = False, sessions: int = SESSIONS) -> st.SearchStrategy[Moment]:
    """A world with some mechanisms, and texts on the table in as many situations."""

    def moment(seed: int, size: Size) -> Moment:
        numbers = Numbers(np.random.default_rng(seed), exact)
        return game_moment_of(numbers, game_of(numbers, size), sessions)

    return st.builds(moment, seeds(), sizes())


def whole_games(*, sessions: int = SESSIONS) -> st.SearchStrategy[Moment]:
    """The same with all six mechanisms."""

    def moment(seed: int, size: Size) -> Moment:
        numbers = Numbers(np.random.default_rng(seed), exact=False)
        world = in_play(numbers, world_of(numbers, size), *[True] * 6)
        return game_moment_of(numbers, world, sessions)

    return st.builds(moment, seeds(), sizes())
