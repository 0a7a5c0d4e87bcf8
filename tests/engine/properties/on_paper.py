"""The model's equations as one would write them on paper: one actor, one session, fractions.

Exact where the model is rational. The logistic function is Python's own, in floating point.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dialogue_sim.engine.terms import Moment
    from dialogue_sim.engine.world import Hinge, MeasureTerm, Preferences

ONE = Fraction(1)


def within(low: float, x: Fraction, high: float) -> Fraction:
    return min(max(x, Fraction(low)), Fraction(high))


def logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))


@dataclass(frozen=True)
class Sheet:
    """One session of a moment, read as plain numbers."""

    moment: Moment
    session: int

    @property
    def levels(self) -> list[Fraction]:
        return [Fraction(x) for x in self.moment.proposal.levels[:, self.session].tolist()]

    @property
    def venue(self) -> int:
        return int(self.moment.proposal.venue[self.session])

    def now(self, indicator: str) -> Fraction:
        return Fraction(float(getattr(self.moment.situation, indicator)[self.session]))

    def stance(self, actor: int) -> Fraction:
        return Fraction(float(self.moment.situation.stances[actor, self.session]))

    def of(self, parameter: str, actor: int) -> Fraction:
        return Fraction(float(getattr(self.moment.world.actors, parameter)[actor]))

    # -------------------------------------------------------- E2, E3: measures

    def measure(self, name: str) -> Fraction:
        terms = self.moment.world.space.measures[name]
        total = sum((Fraction(term.weight) * self.shape(term) for term in terms), Fraction(0))
        return total / 10 if name == "offer" else total

    def shape(self, term: MeasureTerm) -> Fraction:
        if term.only_if is not None and self.levels[term.only_if] == 0:
            return Fraction(0)
        x = self.levels[term.issue]
        if term.anchors:
            places = [Fraction(v) for v in self.moment.world.space.issues[term.issue].values]
            corners = pairwise(zip(places, map(Fraction, term.anchors), strict=True))
            for (left, low), (right, high) in corners:
                if left <= x <= right:
                    return (low * (right - x) + high * (x - left)) / (right - left)
        if term.above is not None:
            return max(Fraction(0), x - Fraction(term.above)) / (1 - Fraction(term.above))
        if term.below is not None:
            return max(Fraction(0), Fraction(term.below) - x) / Fraction(term.below)
        return x

    @property
    def exposure(self) -> Fraction:
        return self.measure("benefit") * (1 - self.measure("safeguard"))

    # ------------------------------------------------------------- E5: interest

    def interest(self, preferences: Preferences, row: int) -> Fraction:
        total = Fraction(float(preferences.salience[row, -1]))
        total *= Fraction(float(preferences.affinity[row, self.venue]))
        tolerance = Fraction(float(preferences.tolerance[row]))
        for issue, level in enumerate(self.levels):
            ideal = Fraction(float(preferences.ideals[row, issue]))
            missed = {
                "peak": abs(level - ideal),
                "min": max(Fraction(0), ideal - level),
                "max": max(Fraction(0), level - ideal),
            }[preferences.shapes[row][issue]]
            value = (1 - missed) * (1 + missed * tolerance)
            total += Fraction(float(preferences.salience[row, issue])) * (2 * value - 1)
        return total

    # ----------------------------------------------------------- E6 to E11: terms

    @property
    def to_come(self) -> tuple[Fraction, Fraction]:
        """How much of a ceasefire, and of a settlement, is still to come."""
        rule = self.moment.world.rules.mechanisms.deferral
        assert rule is not None
        war = min(ONE, self.now("hostilities") / Fraction(rule.ceasefire_below))
        way = min(ONE, self.now("progress") / Fraction(rule.settlement_at))
        return war, war + (1 - war) * Fraction(rule.settlement_share) * (1 - way)

    @property
    def active(self) -> Fraction:
        delay = self.measure("delay")
        if self.moment.world.rules.mechanisms.deferral is None:
            return 1 - delay * self.now("hostilities")
        ceasefire, settlement = self.to_come
        if 2 * delay <= 1:
            return 1 - 2 * delay * ceasefire
        return (1 - ceasefire) + (2 * delay - 1) * (ceasefire - settlement)

    def trust(self, actor: int) -> float:
        honours = logistic(float(self.moment.situation.trust[actor, self.session]))
        factor = Fraction(self.moment.world.rules.utility.loss_factor)
        loss = min(ONE, factor * self.of("vulnerability", actor) * self.exposure)
        expected = honours * float(self.measure("gain")) - (1.0 - honours) * float(loss)
        return float(self.active) * expected

    def past_conduct(self, actor: int) -> Fraction:
        conduct = self.now("conduct")
        if conduct < 0:
            conduct = min(Fraction(0), conduct + self.of("generosity", actor))
        scale = Fraction(self.moment.world.rules.utility.offer_scale)
        return within(-1, self.measure("offer") / scale, 1) * self.active * conduct

    def peers(self, actor: int) -> Fraction:
        weights = self.moment.world.actors.listens[actor].tolist()
        return sum(
            (Fraction(weight) * self.stance(peer) for peer, weight in enumerate(weights)),
            Fraction(0),
        )

    def principle(self, actor: int) -> Fraction:
        total = Fraction(0)
        for line in self.moment.world.actors.red_lines:
            if line.actor == actor:
                breach = Fraction(line.severity)
                for rule in line.hinges:
                    breach *= self.hinge(rule)
                total += breach * (self.unresolved if line.gated else 1)
        return -min(ONE, total)

    def hinge(self, rule: Hinge) -> Fraction:
        x, threshold = self.levels[rule.issue], Fraction(rule.threshold)
        if rule.above:
            return max(Fraction(0), x - threshold) / (1 - threshold)
        return max(Fraction(0), threshold - x) / threshold

    @property
    def unresolved(self) -> Fraction:
        if self.moment.world.rules.mechanisms.deferral is not None:
            return self.to_come[1] * (1 - self.measure("delay"))
        resolved = Fraction(self.moment.world.rules.utility.resolved_below)
        return min(ONE, self.now("hostilities") / resolved) * (1 - self.measure("delay"))

    # ------------------------------------------------------- E4, E15: the whole sum

    def values(self, actor: int) -> dict[str, float]:
        """Every term but the one that follows from public support, unweighted."""
        preferences = self.moment.world.actors.preferences
        return {
            "interest": float(self.interest(preferences, actor)),
            "trust": self.trust(actor),
            "reciprocity": float(self.past_conduct(actor)),
            "argument": float(self.moment.arguments[actor, self.session]),
            "cohesion": float(2 * self.measure("unity") - 1),
            "peers": float(self.peers(actor)),
            "principle": float(self.principle(actor)),
            "caution": -1.0,
        }

    def support(self) -> float:
        """Log-odds of public support: mood, and the distance of the text from the polled one."""
        actors, rule = self.moment.world.actors, self.moment.world.rules.public
        values = self.values(actors.public)
        names = ("interest", "trust", "domestic", "reciprocity", "argument", "cohesion", "peers",
                 "principle")  # fmt: skip
        distance = math.fsum(
            float(actors.shares[row, actors.public]) * values[name] - float(rule.poll.terms[row])
            for row, name in enumerate(names)
            if name in values
        )
        return float(self.mood) + rule.steepness * distance

    @property
    def mood(self) -> Fraction:
        """What the poll found stays; what has come since turns with the direction of the text."""
        rule = self.moment.world.rules.mechanisms.directional_mood
        if rule is None:
            return self.now("mood")
        poll = Fraction(self.moment.world.rules.public.poll.log_odds)
        direction = within(-1, self.measure("offer") / Fraction(rule.reference), 1)
        return poll + (self.now("mood") - poll) * direction

    # ------------------------------------------------------------ E17, what may bear on it

    @property
    def too_far(self) -> Fraction:
        """How much too far a step the text is; 0 without a staircase."""
        rule = self.moment.world.rules.mechanisms.staircase
        if rule is None:
            return Fraction(0)
        beyond = self.measure("gain") * self.active - self.now("progress") - Fraction(rule.slack)
        return within(0, beyond / Fraction(rule.width), 1)

    @property
    def war(self) -> Fraction:
        rule = self.moment.world.rules.mechanisms.staircase
        if rule is None:
            return self.now("hostilities")
        heavy = Fraction(rule.war_floor) + Fraction(rule.war_overreach) * self.too_far
        return self.now("hostilities") * heavy

    @property
    def face(self) -> Fraction:
        rule = self.moment.world.rules.mechanisms.mask
        if rule is None:
            return self.now("hardliners")
        lost = Fraction(rule.face_floor) + Fraction(rule.face_openness) * self.measure("openness")
        return self.now("hardliners") * lost

    def domestic(self, actor: int) -> float:
        return 2.0 * logistic(self.support() + float(self.of("public_tilt", actor))) - 1.0
