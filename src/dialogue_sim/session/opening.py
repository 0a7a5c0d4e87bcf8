"""The situation before the first turn, and the one in which the poll was taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine import story
from dialogue_sim.engine.answer import PROBE
from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.neighbours import Point, values
from dialogue_sim.engine.numerics import logit
from dialogue_sim.engine.proposal import propose
from dialogue_sim.engine.situation import Situation, take
from dialogue_sim.engine.terms import Moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.draws import Keys
    from dialogue_sim.engine.numerics import Array, Integers
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.world import World

PERCENT = 100.0
UNDECIDED = 2
"""Response that stands for "has not spoken yet": hedge."""


def open_situation(bundle: Bundle, world: World, seed: int, sessions: Keys) -> Situation:
    """The situation before turn 1 of every session, with the counterpart's nature drawn.

    Args:
        bundle: the scenario.
        world: what `build_world` made of it.
        seed: 64-bit key of the seed.
        sessions: (s,) numbers of the sessions.
    """
    numbers = {**bundle.setting.situation, **bundle.scenario.situation}
    standing = bundle.scenario.standing or bundle.setting.standing
    luck = Draws(seed, sessions, 0).uniform(world.counterpart.type_stream)
    return _situation(bundle, world, numbers, standing, nature=_natures(world, luck))


def polled_moment(bundle: Bundle, world: World) -> Moment:
    """The polled text in the polled situation, one session."""
    poll = bundle.actors[bundle.setting.public].poll
    assert poll is not None  # noqa: S101  `check_references` refuses a public without one
    numbers = {**bundle.setting.situation, **poll.situation}
    nature = np.zeros(1, dtype=np.int64)
    situation = _situation(bundle, world, numbers, bundle.setting.standing, nature)
    text = proposals(world, [policy_point(bundle, world, poll.policy)])
    return Moment(world, text, situation, np.zeros_like(situation.trust))


def policy_point(bundle: Bundle, world: World, policy: str) -> Point:
    """A policy as a point on the grid of levels."""
    body = bundle.policies.policies[policy]
    levels = tuple(issue.levels.index(body.levels[issue.id]) for issue in world.space.issues)
    return Point(levels, world.space.venues.index(body.venue))


def proposals(world: World, points: list[Point]) -> Proposal:
    """Texts for the engine, one per point."""
    places = np.array([point.levels for point in points], dtype=np.int64).T
    venue = np.array([point.venue for point in points], dtype=np.int64)
    return propose(world, values(world.space, places), venue)


def _situation(
    bundle: Bundle, world: World, numbers: Mapping[str, float], standing: str, nature: Integers
) -> Situation:
    sessions = len(nature)

    def fraction(name: str) -> Array:
        return np.full(sessions, numbers.get(name, 0.0) / PERCENT)

    return Situation(
        hostilities=fraction("hostilities"),
        posture=fraction("posture"),
        counterpart_posture=fraction("counterpart_posture"),
        credibility=fraction("credibility"),
        cohesion=fraction("cohesion"),
        conduct=fraction("conduct"),
        own_conduct=fraction("own_conduct"),
        mood=logit(fraction("support")),
        hardliners=fraction("hardliners"),
        outside_support=fraction("outside_support"),
        progress=fraction("progress"),
        security_loss=fraction("security_loss"),
        division=np.zeros(sessions),
        trust=_per_actor(sessions, logit(_trust(world, numbers))),
        stances=_per_actor(sessions, _named(world, numbers, "stance", 0.0)),
        responses=np.full((len(world.actors.ids), sessions), UNDECIDED, dtype=np.int64),
        answer=np.full(sessions, PROBE, dtype=np.int64),
        stands=np.ones(sessions, dtype=np.bool_),
        standing=_everywhere(bundle, world, standing, sessions),
        nature=nature,
        history=story.no_history(world, sessions),
    )


def _everywhere(bundle: Bundle, world: World, policy: str, sessions: int) -> Proposal:
    text = proposals(world, [policy_point(bundle, world, policy)])
    return take(text, np.zeros(sessions, dtype=np.int64))


def _trust(world: World, numbers: Mapping[str, float]) -> Array:
    """(a,) the profiles' trust, unless the situation says `trust(actor)`."""
    given = _named(world, numbers, "trust", np.nan)
    return np.where(np.isnan(given), world.actors.trust, given)


def _named(world: World, numbers: Mapping[str, float], quantity: str, default: float) -> Array:
    """(a,) what the situation says of `quantity(actor)`, as fractions."""
    return np.array([
        numbers[f"{quantity}({actor})"] / PERCENT if f"{quantity}({actor})" in numbers else default
        for actor in world.actors.ids
    ])  # fmt: skip


def _per_actor(sessions: int, row: Array) -> Array:
    return np.repeat(row[:, None], sessions, axis=1)


def _natures(world: World, luck: Array) -> Integers:
    """(s,) which type the counterpart is: the shares in the order of the types' ids."""
    passed, nature = 0.0, np.zeros(len(luck), dtype=np.int64)
    for kind in world.counterpart.types[:-1]:
        passed = passed + kind.share
        nature = nature + (luck >= passed)
    return nature
