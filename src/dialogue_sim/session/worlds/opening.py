"""The situation before the first turn, and the one in which the poll was taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine import backstage, story
from dialogue_sim.engine.answer import PROBE, dispersion
from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.mask import drawn_type, prior
from dialogue_sim.engine.neighbours import Point, values
from dialogue_sim.engine.numerics import logit
from dialogue_sim.engine.proposal import propose
from dialogue_sim.engine.situation import Situation, take
from dialogue_sim.engine.speakers import nothing_argued
from dialogue_sim.engine.terms import Moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.draws import Keys
    from dialogue_sim.engine.numerics import Array, Integers
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.world import World

KEPT = 256
"""How many texts are remembered: a menu is tabled, priced and played over and over again."""
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
    draws = Draws(seed, sessions, 0)
    nature = drawn_type(prior(world, len(sessions)), draws.uniform(world.counterpart.type_stream))
    situation = _situation(world, [opening_of(bundle, world)], nature)
    return replace(situation, backstage=backstage.opened(world, draws))


@dataclass(frozen=True, slots=True)
class Opening:
    """What a situation begins with: its numbers in points, and the text in force."""

    numbers: Mapping[str, float]
    standing: Point


def opening_of(bundle: Bundle, world: World) -> Opening:
    """The opening of a scenario."""
    numbers = {**bundle.setting.situation, **bundle.scenario.situation}
    standing = bundle.scenario.standing or bundle.setting.standing
    return Opening(numbers, policy_point(bundle, world, standing))


def open_side_by_side(world: World, openings: Sequence[Opening]) -> Situation:
    """Several openings, each in a session of its own; what is hidden is not drawn."""
    situation = _situation(world, openings, np.zeros(len(openings), dtype=np.int64))
    alike = Draws(0, np.zeros(len(openings), dtype=np.uint64), 0)
    return backstage.veiled(replace(situation, backstage=backstage.opened(world, alike)))


def polled_moment(bundle: Bundle, world: World) -> Moment:
    """The polled text in the polled situation, one session."""
    poll = bundle.actors[bundle.setting.public].poll
    assert poll is not None  # noqa: S101  `check_references` refuses a public without one
    numbers = {**bundle.setting.situation, **poll.situation}
    standing = policy_point(bundle, world, bundle.setting.standing)
    situation = open_side_by_side(world, [Opening(numbers, standing)])
    text = proposals(world, [policy_point(bundle, world, poll.policy)])
    return Moment(world, text, situation, np.zeros_like(situation.trust))


def policy_point(bundle: Bundle, world: World, policy: str) -> Point:
    """A policy as a point on the grid of levels."""
    body = bundle.policies.policies[policy]
    levels = tuple(issue.levels.index(body.levels[issue.id]) for issue in world.space.issues)
    return Point(levels, world.space.venues.index(body.venue))


def text_of(world: World, point: Point) -> Proposal:
    """One text for the engine; the same one for the same point, so it is for reading."""
    return _proposals(world, (point,))


def proposals(world: World, points: Sequence[Point]) -> Proposal:
    """Texts for the engine, one per point; the same ones for the same points: for reading."""
    return _proposals(world, tuple(points))


@lru_cache(maxsize=KEPT)
def _proposals(world: World, points: tuple[Point, ...]) -> Proposal:
    places = np.array([point.levels for point in points], dtype=np.int64).T
    venue = np.array([point.venue for point in points], dtype=np.int64)
    return propose(world, values(world.space, places), venue)


def _situation(world: World, openings: Sequence[Opening], nature: Integers) -> Situation:
    """One opening for all sessions, or one for each.

    Args:
        world: the fixed world.
        openings: what the sessions begin with.
        nature: (s,) the counterpart's type in each session.
    """
    sessions = len(nature)
    place = np.arange(sessions) % len(openings)
    stances = _of_actors(world, openings, "stance", np.zeros(len(world.actors.ids)))[:, place]

    def fraction(name: str) -> Array:
        return np.array([one.numbers.get(name, 0.0) for one in openings])[place] / PERCENT

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
        division=dispersion(world, stances),
        trust=logit(_of_actors(world, openings, "trust", world.actors.trust))[:, place],
        stances=stances,
        responses=np.full((len(world.actors.ids), sessions), UNDECIDED, dtype=np.int64),
        answer=np.full(sessions, PROBE, dtype=np.int64),
        stands=np.ones(sessions, dtype=np.bool_),
        standing=take(proposals(world, [one.standing for one in openings]), place),
        nature=nature,
        history=story.no_history(world, sessions),
        argued=nothing_argued(world, sessions),
    )


def _of_actors(
    world: World, openings: Sequence[Opening], quantity: str, otherwise: Array
) -> Array:
    """(a, opening) what each opening says of `quantity(actor)`, as fractions.

    Args:
        world: the fixed world.
        openings: what the sessions begin with.
        quantity: `trust` or `stance`.
        otherwise: (a,) fractions where an opening says nothing.
    """
    given = np.array([
        [one.numbers.get(f"{quantity}({actor})", np.nan) for one in openings]
        for actor in world.actors.ids
    ])  # fmt: skip
    return np.where(np.isnan(given), otherwise[:, None], given / PERCENT)
