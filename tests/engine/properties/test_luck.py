"""What luck decides, and whom the luck of others leaves alone."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.outcomes import heard
from tests.engine.properties.games import games
from tests.engine.properties.worlds import cast, changed, moments, seeds

from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.procedure import decide
from dialogue_sim.engine.proposal import propose
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.situation import Backstage
from dialogue_sim.engine.story import no_history
from dialogue_sim.engine.terms import NAMES, Moment
from dialogue_sim.engine.turn import Moves, Turn, play
from dialogue_sim.engine.world import Actors, Ending, Inject, Preferences, World
from dialogue_sim.expression_tree import Compare, Effect, Name, Number

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Array

EXAMPLES = settings(max_examples=15)


def played(moment: Moment, seed: int, turn: int = 1) -> Turn:
    """A turn in which the moment's text is tabled and withdrawn where silence is broken."""
    sessions = np.arange(moment.situation.sessions, dtype=np.uint64)
    policy = np.zeros(len(sessions), dtype=np.int64)
    situation = replace(moment.situation, history=no_history(moment.world, len(sessions)))
    moves = Moves(policy, moment.proposal, moment.proposal)
    found = play(moment.world, situation, Draws(seed, sessions, turn), moves)
    assert isinstance(found, Turn)
    return found


def in_world(moment: Moment, world: World) -> Moment:
    """The same text and situation in another world."""
    text = propose(world, moment.proposal.levels, moment.proposal.venue)
    before = moment.situation.standing
    standing = propose(world, before.levels, before.venue)
    return replace(changed(moment, standing=standing), world=world, proposal=text)


# ------------------------------------------------------- luck inverts probability


@EXAMPLES
@given(moment=moments() | games(), seed=seeds())
def test_a_response_is_where_luck_falls_among_the_chances(moment: Moment, seed: int) -> None:
    """Outside the procedure a response is the draw itself."""
    rule = replace(moment.world.rules.procedure, from_unity=2.0)
    world = replace(moment.world, rules=replace(moment.world.rules, procedure=rule))
    turn = played(in_world(moment, world), seed)
    sessions = np.arange(moment.situation.sessions, dtype=np.uint64)
    for actor, stream in enumerate(world.actors.streams):
        luck = Draws(seed, sessions, 1).uniform(stream).tolist()
        for session, number in enumerate(luck):
            chances = heard(turn).reactions.probabilities[:, actor, session].tolist()
            expected = bisect_right(list(accumulate(chances))[:-1], number)
            assert heard(turn).ruling.responses[actor, session] == expected
    assert turn.stands.all()


@EXAMPLES
@given(moment=moments() | games(), seed=seeds(), number=st.integers(1, 12))
def test_the_answer_is_where_luck_falls_among_its_chances(
    moment: Moment, seed: int, number: int
) -> None:
    turn = played(moment, seed, number)
    sessions = np.arange(moment.situation.sessions, dtype=np.uint64)
    luck = Draws(seed, sessions, number).uniform(moment.world.counterpart.answer_stream)
    for session, drawn in enumerate(luck.tolist()):
        chances = turn.outlook.probabilities[:, session].tolist()
        expected = bisect_right(list(accumulate(chances))[:-1], drawn)
        assert turn.answer[session] == expected


# ------------------------------------------------------------ everybody's own luck


@EXAMPLES
@given(moment=moments() | games(), seed=seeds(), more=st.floats(-1.0, 1.0))
def test_what_one_voice_thinks_of_a_text_changes_no_other_response(
    moment: Moment, seed: int, more: float
) -> None:
    actors = moment.world.actors
    voices = [a for a, kind in enumerate(actors.kinds) if kind == "voice"]
    luck = np.random.default_rng(seed).uniform(size=moment.situation.trust.shape)
    before = decide(moment, react(moment), luck)
    shares = actors.shares.copy()
    shares[NAMES.index("caution"), voices] += more
    other = cast(moment, shares=shares)
    after = decide(other, react(other), luck)
    rest = [actor for actor in range(len(actors.ids)) if actor not in voices]
    assert after.responses[rest].tobytes() == before.responses[rest].tobytes()
    assert after.blocked.tobytes() == before.blocked.tobytes()
    if more < 0.0:  # less caution: with the same luck no voice responds worse
        assert (after.responses[voices] >= before.responses[voices]).all()


def joined(actors: Actors, listens: Array) -> Actors:
    """The actors and one more voice, a stranger much like the first of them."""

    def more(values: Array) -> Array:
        return np.concatenate([values, values[:1]])

    wishes = actors.preferences
    return replace(
        actors,
        ids=(*actors.ids, "stranger"),
        kinds=(*actors.kinds, "voice"),
        preferences=Preferences(
            more(wishes.ideals),
            (*wishes.shapes, wishes.shapes[0]),
            more(wishes.salience),
            more(wishes.affinity),
            more(wishes.tolerance),
        ),
        shares=np.concatenate([actors.shares, actors.shares[:, :1]], axis=1),
        listens=listens,
        streams=(*actors.streams, 977),
        resolve_streams=(*actors.resolve_streams, 979) if actors.resolve_streams else (),
        asks=(*actors.asks, ()) if actors.asks else (),
        capability=more(actors.capability),
        trust=more(actors.trust),
        vulnerability=more(actors.vulnerability),
        learning_rate=more(actors.learning_rate),
        generosity=more(actors.generosity),
        public_tilt=more(actors.public_tilt),
        predictability=more(actors.predictability),
    )


def with_one_more(hidden: Backstage | None) -> Backstage | None:
    """What happens off the record where one more actor is present, to whom nothing is owed."""
    if hidden is None:
        return None
    names = ("resolve", "low", "high", "assured", "due", "grudge")
    rows: dict[str, Any] = {name: getattr(hidden, name) for name in names}
    more = {name: np.concatenate([row, np.zeros_like(row[:1])]) for name, row in rows.items()}
    return replace(hidden, **more)


def with_stranger(moment: Moment, listener: int | None) -> Moment:
    """The moment with a stranger present, to whom one actor listens or nobody does."""
    count = len(moment.world.actors.ids)
    listens = np.zeros((count + 1, count + 1))
    listens[:count, :count] = moment.world.actors.listens
    if listener is not None:
        listens[listener] = 0.0
        listens[listener, count] = 1.0
    actors = joined(moment.world.actors, listens)
    situation = moment.situation
    seated = replace(
        moment,
        situation=replace(
            situation,
            trust=np.concatenate([situation.trust, situation.trust[:1]]),
            stances=np.concatenate([situation.stances, np.ones((1, situation.sessions))]),
            responses=np.concatenate([situation.responses, situation.responses[:1]]),
            backstage=with_one_more(situation.backstage),
        ),
        arguments=np.concatenate([moment.arguments, moment.arguments[:1]]),
    )
    return in_world(seated, replace(moment.world, actors=actors))


@EXAMPLES
@given(moment=moments() | games(), seed=seeds())
def test_a_stranger_to_whom_nobody_listens_changes_nothing_for_anybody(
    moment: Moment, seed: int
) -> None:
    count = len(moment.world.actors.ids)
    alone, together = played(moment, seed), played(with_stranger(moment, None), seed)
    one, other = heard(alone), heard(together)
    assert other.reactions.terms[:, :count].tobytes() == one.reactions.terms.tobytes()
    assert other.ruling.responses[:count].tobytes() == one.ruling.responses.tobytes()
    assert together.outlook.probabilities.tobytes() == alone.outlook.probabilities.tobytes()
    assert together.answer.tobytes() == alone.answer.tobytes()
    assert together.after.trust[:count].tobytes() == alone.after.trust.tobytes()
    for name in ("mood", "cohesion", "credibility", "division", "security_loss"):
        found, expected = getattr(together.after, name), getattr(alone.after, name)
        assert found.tobytes() == expected.tobytes(), name


@EXAMPLES
@given(moment=moments() | games(), data=st.data())
def test_a_stranger_moves_only_who_listens_and_only_as_a_peer(
    moment: Moment, data: st.DataObject
) -> None:
    actors = moment.world.actors
    others = [actor for actor in range(len(actors.ids)) if actor != actors.public]
    listener = data.draw(st.sampled_from(others))
    before, after = react(moment).terms, react(with_stranger(moment, listener)).terms
    peers = NAMES.index("peers")
    # The stranger's stance is 1, so the listener hears exactly its own weight of peers.
    heard = np.full(moment.situation.sessions, actors.shares[peers, listener])
    assert after[peers, listener].tobytes() == heard.tobytes()
    for row in range(len(NAMES)):
        for actor in range(len(actors.ids)):
            if (row, actor) != (peers, listener):
                assert after[row, actor].tobytes() == before[row, actor].tobytes()


@EXAMPLES
@given(moment=moments() | games(), seed=seeds(), chance=st.floats(0.0, 1.0))
def test_an_inject_without_effects_changes_nothing_but_the_record(
    moment: Moment, seed: int, chance: float
) -> None:
    inject = Inject("rumour", None, None, chance, once=False, effects=(), stream=5)
    story = replace(moment.world.story, injects=(inject,))
    alone, together = (
        played(in_world(moment, world), seed)
        for world in (moment.world, replace(moment.world, story=story))
    )
    sessions = np.arange(moment.situation.sessions, dtype=np.uint64)
    happens = Draws(seed, sessions, 1).uniform(5) < chance
    assert together.fired.tolist() == [happens.tolist()]
    assert together.answer.tobytes() == alone.answer.tobytes()
    assert together.after.trust.tobytes() == alone.after.trust.tobytes()
    assert heard(together).ruling.responses.tobytes() == (heard(alone).ruling.responses.tobytes())


@EXAMPLES
@given(moment=moments() | games(), seed=seeds(), points=st.integers(1, 40))
def test_an_inject_is_felt_in_its_sessions_alone(moment: Moment, seed: int, points: int) -> None:
    """Where it does not happen, the turn is the one without it, bit for bit."""
    war = Effect("hostilities", None, "+=", float(points))
    inject = Inject("war", None, None, 0.5, once=False, effects=(war,), stream=5)
    story = replace(moment.world.story, injects=(inject,))
    alone, together = (
        played(in_world(moment, world), seed)
        for world in (moment.world, replace(moment.world, story=story))
    )
    quiet = ~together.fired[0]
    for name in ("hostilities", "trust", "mood", "progress"):
        found, expected = getattr(together.after, name), getattr(alone.after, name)
        assert found[..., quiet].tobytes() == expected[..., quiet].tobytes()
    raised = np.minimum(1.0, moment.situation.hostilities + points / 100.0)
    assert together.before.hostilities[~quiet] == pytest.approx(raised[~quiet], abs=1e-10)


@EXAMPLES
@given(moment=moments() | games(), seed=seeds())
def test_an_ending_is_only_read_and_never_felt(moment: Moment, seed: int) -> None:
    ending = Ending("war", Compare(">", Name("hostilities"), Number(50.0)))
    story = replace(moment.world.story, endings=(ending,))
    alone, together = (
        played(in_world(moment, world), seed)
        for world in (moment.world, replace(moment.world, story=story))
    )
    assert together.ending.tolist() == [
        0 if hostilities > 0.5 else -1 for hostilities in together.after.hostilities.tolist()
    ]
    assert (alone.ending == -1).all()
    assert together.after.trust.tobytes() == alone.after.trust.tobytes()


@EXAMPLES
@given(moment=moments() | games(), seed=seeds())
def test_an_inject_happens_where_luck_is_below_its_chance(moment: Moment, seed: int) -> None:
    """Luck equal to the chance is not below it: so nothing happens by a chance of 0."""
    sessions = np.arange(moment.situation.sessions, dtype=np.uint64)
    luck = Draws(seed, sessions, 1).uniform(5)
    for chance in (0.0, float(luck[0]), 1.0):
        inject = Inject("rumour", None, None, chance, once=False, effects=(), stream=5)
        world = replace(moment.world, story=replace(moment.world.story, injects=(inject,)))
        fired = played(in_world(moment, world), seed).fired[0].tolist()
        assert fired == [number < chance for number in luck.tolist()]
