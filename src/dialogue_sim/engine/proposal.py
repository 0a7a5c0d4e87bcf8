"""A text as the engine sees it: a point in the issue space, and all that follows from it alone.

Whatever depends only on the text (measures, interests, red lines) is computed once here and
gathered by index in batches.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.numerics import add_up, clip, piecewise_linear
from dialogue_sim.engine.world import MEASURES

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.engine.world import Hinge, MeasureTerm, Preferences, Space, World

GOLDSTEIN_SPAN = 10.0
"""The anchors of the measure `offer` are Goldstein values, -10 to 10 (E2)."""

PLACE = {name: index for index, name in enumerate(MEASURES)}


@dataclass(frozen=True, slots=True)
class Proposal:
    """One text per session (or one per policy of a menu, before it is gathered).

    Attributes:
        levels: (i, s) value on each issue, 0..1.
        venue: (s,) index of the venue.
        measures: (measure, s) in the order of `MEASURES`.
        interests: (a, s) interest term of each actor, -1..1, unweighted (E5).
        red_lines: (l, s) breach of each red line, 0..1, before its gate (E7).
        counterpart_interest: (s,) the counterpart's own fit, -1..1.
    """

    levels: Array
    venue: Integers
    measures: Array
    interests: Array
    red_lines: Array
    counterpart_interest: Array

    def __getitem__(self, measure: str) -> Array:
        """(s,) one measure by name."""
        found: Array = self.measures[PLACE[measure]]
        return found

    @property
    def exposure(self) -> Array:
        """(s,) what can be lost if the counterpart cheats (E3)."""
        return self["benefit"] * (1.0 - self["safeguard"])

    def unless(self, mask: Truths, other: Proposal) -> Proposal:
        """This text, but the other one in the sessions of `mask`."""
        if not mask.any():
            return self
        pairs = zip(self._parts(), other._parts(), strict=True)
        return Proposal(*(np.where(mask, theirs, ours) for ours, theirs in pairs))

    def _parts(self) -> tuple[Array, Integers, Array, Array, Array, Array]:
        return (
            self.levels, self.venue, self.measures,
            self.interests, self.red_lines, self.counterpart_interest,
        )  # fmt: skip


def propose(world: World, levels: Array, venue: Integers) -> Proposal:
    """Work out everything that follows from texts alone.

    Args:
        world: the fixed world.
        levels: (i, s) values 0..1.
        venue: (s,) indices of venues.
    """
    space = world.space
    own = interest_parts(world.counterpart.preferences, levels, venue)
    return Proposal(
        levels=levels,
        venue=venue,
        measures=np.stack([measure(space, name, levels) for name in MEASURES]),
        interests=add_up(interest_parts(world.actors.preferences, levels, venue)),
        red_lines=_red_lines(world, levels),
        counterpart_interest=add_up(own)[0],
    )


def measure(space: Space, name: str, levels: Array) -> Array:
    """(s,) one measure of texts: the sum of weight times shape over its terms, in their order.

    A measure that the setting leaves out is 0, `unity` 1.
    """
    terms = space.measures.get(name, ())
    if not terms:
        return np.full(levels.shape[1:], 1.0 if name == "unity" else 0.0)
    total = add_up(_shape(space, term, levels) * term.weight for term in terms)
    return total / GOLDSTEIN_SPAN if name == "offer" else total


def _shape(space: Space, term: MeasureTerm, levels: Array) -> Array:
    x = levels[term.issue]
    if term.anchors:
        x = piecewise_linear(x, space.issues[term.issue].values, term.anchors)
    elif term.above is not None:
        x = clip((x - term.above) / (1.0 - term.above), 0.0, 1.0)
    elif term.below is not None:
        x = clip((term.below - x) / term.below, 0.0, 1.0)
    if term.only_if is not None:
        x = x * np.where(levels[term.only_if] > 0.0, 1.0, 0.0)
    return x


def interest_parts(preferences: Preferences, levels: Array, venue: Integers) -> Array:
    """(i+1, a, s) contribution of every issue, then of the venue, to the interest term.

    s_k (2 v_k - 1) with v = (1 - d)(1 + d R), d the distance on the wrong side of the ideal (E5,
    KTAB's utility shape applied issue by issue).
    """
    gap = levels[:, None] - preferences.ideals.T[:, :, None]
    distance = np.maximum(preferences.over * gap, preferences.under * -gap)
    fit = (1.0 - distance) * (1.0 + distance * preferences.tolerance[:, None])
    salience = preferences.salience.T[:, :, None]
    parts = np.empty((len(salience), *fit.shape[1:]))
    np.multiply(salience[:-1], 2.0 * fit - 1.0, out=parts[:-1])
    np.multiply(salience[-1], preferences.affinity[:, venue], out=parts[-1])
    return parts


def hinge(rule: Hinge, levels: Array) -> Array:
    """(s,) how far texts go beyond a threshold, 0..1."""
    x = levels[rule.issue]
    if rule.above:
        return clip((x - rule.threshold) / (1.0 - rule.threshold), 0.0, 1.0)
    return clip((rule.threshold - x) / rule.threshold, 0.0, 1.0)


def _red_lines(world: World, levels: Array) -> Array:
    breaches = np.zeros((len(world.actors.red_lines), levels.shape[1]))
    for place, line in enumerate(world.actors.red_lines):
        breach = np.full(levels.shape[1], line.severity)
        for rule in line.hinges:
            breach = breach * hinge(rule, levels)
        breaches[place] = breach
    return breaches
