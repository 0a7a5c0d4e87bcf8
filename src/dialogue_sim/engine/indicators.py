"""Every number of the situation that has a name: how it is read, shown and written, in points.

One name per quantity: the same word stands in expressions, JSON, saves and on screens.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from dialogue_sim.engine.answer import reading_of
from dialogue_sim.engine.numerics import add_up, clip, logit, sigmoid

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.engine.numerics import Array
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import World
    from dialogue_sim.expression_tree import Effect

POINTS = 100.0
LOWEST_TRUST, HIGHEST_TRUST = 3.0, 97.0


@dataclass(frozen=True, slots=True)
class Indicator:
    """One named quantity in points.

    Attributes:
        label, short: words on screen; `short` fits 10 cells.
        better: which direction an alliance would call better.
        rank: 1 first row of the play screen, 2 second row, 3 only in receipts and the debrief.
        low, high: range in points.
        field: the situation's own field, if it is one; what is derived has none.
    """

    name: str
    label: str
    short: str
    better: Literal["up", "down"]
    rank: int
    low: float
    high: float
    field: str = ""


INDICATORS = (
    Indicator("tension", "Tension", "Tension", "down", 1, 0, 100),
    Indicator("trust", "Trust", "Trust", "up", 1, 0, 100),
    Indicator("credibility", "Credibility", "Credib.", "up", 1, 0, 100, "credibility"),
    Indicator("cohesion", "Cohesion", "Cohesion", "up", 1, 0, 100, "cohesion"),
    Indicator("support", "Public support", "Public", "up", 1, 1, 99),
    Indicator("progress", "Progress", "Progress", "up", 1, 0, 100, "progress"),
    Indicator("security_loss", "Security loss", "Sec. loss", "down", 2, 0, 100, "security_loss"),
    Indicator("hostilities", "Hostilities", "Hostil.", "down", 2, 0, 100, "hostilities"),
    Indicator("hardliners", "Hardliners", "Hardl.", "down", 2, 0, 100, "hardliners"),
    Indicator("outside_support", "Outside support", "Outside", "down", 2, 0, 100,
              "outside_support"),
    Indicator("posture", "Our posture", "Ours", "down", 3, 0, 100, "posture"),
    Indicator("counterpart_posture", "Their posture", "Theirs", "down", 3, 0, 100,
              "counterpart_posture"),
    Indicator("conduct", "Their recent conduct", "Conduct", "up", 3, -100, 100, "conduct"),
    Indicator("own_conduct", "Our recent conduct", "Own cond.", "up", 3, -100, 100,
              "own_conduct"),
    Indicator("division", "Division", "Division", "down", 3, 0, 100, "division"),
)  # fmt: skip
"""In the order of screens; only `tension`, `support` and the fields but `division` are written."""

BY_NAME = {indicator.name: indicator for indicator in INDICATORS}
READ_ONLY = frozenset({"trust", "division"})
WRITABLE = frozenset(BY_NAME) - READ_ONLY
BACKSTAGE = ("capital", "paper", "reading")
READABLE = frozenset(BY_NAME).union(BACKSTAGE, ("security",))
"""What conditions may compare: all of them, and what mechanisms add."""


def read(world: World, situation: Situation, name: str) -> Array:
    """(s,) an indicator in points."""
    derived = DERIVED.get(name)
    if derived is not None:
        return derived(world, situation)
    return in_points(getattr(situation, BY_NAME[name].field))


def in_points(fraction: Array) -> Array:
    """A fraction in points, to eight decimals: what an author wrote as 57 is read as 57."""
    return np.rint(fraction * 1e10) / 1e8


def _tension(_: World, situation: Situation) -> Array:
    return in_points(0.5 * (situation.posture + situation.counterpart_posture))


def _trust(world: World, situation: Situation) -> Array:
    members = list(world.actors.members)
    capability = world.actors.capability[members]
    share = (capability / add_up(capability))[:, None]
    return in_points(add_up(sigmoid(situation.trust[members]) * share))


def _support(_: World, situation: Situation) -> Array:
    return in_points(sigmoid(situation.mood))


def _security(_: World, situation: Situation) -> Array:
    return POINTS - in_points(situation.security_loss)


def _capital(_: World, situation: Situation) -> Array:
    nothing = np.zeros(situation.sessions)
    return nothing if situation.backstage is None else situation.backstage.capital


def _paper(_: World, situation: Situation) -> Array:
    nothing = np.zeros(situation.sessions)
    return nothing if situation.backstage is None else in_points(situation.backstage.paper)


def _reading(world: World, situation: Situation) -> Array:
    """How likely the least greedy type is, as far as anybody can know."""
    return in_points(reading_of(world, situation)[world.counterpart.mildest])


DERIVED: dict[str, Callable[[World, Situation], Array]] = {
    "tension": _tension,
    "trust": _trust,
    "support": _support,
    "security": _security,
    "capital": _capital,
    "paper": _paper,
    "reading": _reading,
}


def trust_of(situation: Situation, actor: int) -> Array:
    """(s,) an actor's trust in the counterpart, in points."""
    return in_points(sigmoid(situation.trust[actor]))


def stance_of(situation: Situation, actor: int) -> Array:
    """(s,) an actor's last stance, -100..100."""
    return in_points(situation.stances[actor])


def apply(world: World, situation: Situation, effect: Effect) -> Situation:
    """The situation after one effect, in every session; results stay within their range."""
    if effect.actor is not None:
        return _apply_to_trust(world, situation, effect)
    if effect.target == "tension":
        return _apply_to_postures(world, situation, effect)
    indicator = BY_NAME[effect.target]
    now = read(world, situation, effect.target)
    then = clip(changed(now, effect), indicator.low, indicator.high)
    if effect.target == "support":
        return replace(situation, mood=logit(then / POINTS))
    written: dict[str, Any] = {indicator.field: then / POINTS}
    return replace(situation, **written)


def changed(now: Array, effect: Effect) -> Array:
    """`now` after `+=`, `-=` or `=`."""
    match effect.op:
        case "+=":
            return now + effect.value
        case "-=":
            return now - effect.value
        case "=":
            return np.full_like(now, effect.value)


def _apply_to_trust(world: World, situation: Situation, effect: Effect) -> Situation:
    actor = world.actors.ids.index(str(effect.actor))
    then = clip(changed(trust_of(situation, actor), effect), LOWEST_TRUST, HIGHEST_TRUST)
    trust = situation.trust.copy()
    trust[actor] = logit(then / POINTS)
    return replace(situation, trust=trust)


def _apply_to_postures(world: World, situation: Situation, effect: Effect) -> Situation:
    """Tension is the mean of both postures: each moves by as many points as tension does."""
    moved = (changed(_tension(world, situation), effect) - _tension(world, situation)) / POINTS
    return replace(
        situation,
        posture=clip(situation.posture + moved, 0.0, 1.0),
        counterpart_posture=clip(situation.counterpart_posture + moved, 0.0, 1.0),
    )
