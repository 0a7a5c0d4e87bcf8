"""The mechanisms with the numbers that tests work out by hand, and worlds that have some of them.

The numbers stand here and not in the shipped content, which may be tuned.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine import backstage
from dialogue_sim.engine.answer import DRIVERS
from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.mechanisms import (
    NO_MECHANISMS,
    Capital,
    Deferral,
    DirectionalMood,
    Mask,
    Mechanisms,
    Resolve,
    Staircase,
)
from dialogue_sim.expression_tree import And, Compare, Name, Number
from dialogue_sim.session.worlds.build import build_world
from dialogue_sim.session.worlds.coefficients import public_rule
from dialogue_sim.session.worlds.opening import polled_moment

if TYPE_CHECKING:
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.situation import Backstage, Situation
    from dialogue_sim.engine.world import World

OVERREACH = np.array([-1.0, -0.2, 0.6, 0.4, 0.0])
"""What a step too far adds to the appeal of the five answers."""

MOOD = DirectionalMood(reference=0.25)
DEFERRAL = Deferral(ceasefire_below=0.2, settlement_at=0.5, settlement_share=0.5)
STAIRCASE = Staircase(
    slack=0.30, width=0.40, war_floor=0.25, war_overreach=0.75, step=0.05, most=0.25,
    hostilities=-0.5, probe=0.35, exploit=-0.05, escalate=-0.10,
)  # fmt: skip
RESOLVE = Resolve(
    centre=-0.15, spread=0.40, assure_now=0.15, assure_promise=0.20, due=2,
    kept_credibility=0.02, broken_credibility=-0.12, broken_cohesion=-0.06, grudge=0.12,
)  # fmt: skip
CONTENT = And((
    Compare(">=", Name("support"), Number(50.0)), Compare(">=", Name("cohesion"), Number(60.0)),
))  # fmt: skip
CAPITAL = Capital(
    start=3, income=1, most=5, bonus_when=CONTENT, bonus=1, broken_silence=-1,
    consult=1, assure_now=2, assure_promise=1, campaign=1, campaign_mood=0.25,
)  # fmt: skip
MASK = Mask(
    report_base=(0.5, 0.5), report_openness=(-0.15, 0.35), verified_from=0.5, paper_lost=0.8,
    face_floor=0.2, face_openness=0.8,
)  # fmt: skip
EVERYTHING = Mechanisms(MOOD, DEFERRAL, STAIRCASE, RESOLVE, CAPITAL, MASK)
"""Reports are in the order of the types' ids: the opportunist, then the security seeker."""


def under(world: World, mechanisms: Mechanisms) -> World:
    """A world with exactly these mechanisms; a staircase brings its driver with it."""
    weights = world.rules.answer.weights[:, : len(DRIVERS) - 1]
    if mechanisms.staircase is not None:
        weights = np.concatenate([weights, OVERREACH[:, None]], axis=1)
    answer = replace(world.rules.answer, weights=weights)
    return replace(world, rules=replace(world.rules, answer=answer, mechanisms=mechanisms))


def plain_world(bundle: Bundle) -> World:
    """The world of a scenario whose setting had no mechanisms: its poll is measured without."""
    world = under(build_world(bundle), NO_MECHANISMS)
    return public_rule(bundle, world, polled_moment(bundle, world))


def with_backstage(world: World, situation: Situation, seed: int = 0) -> Situation:
    """The situation with what happens off the record before turn 1."""
    sessions = np.arange(situation.sessions, dtype=np.uint64)
    return replace(situation, backstage=backstage.opened(world, Draws(seed, sessions, 0)))


def behind(situation: Situation) -> Backstage:
    """What happens off the record in a world where something does."""
    assert situation.backstage is not None
    return situation.backstage
