"""What a turn does to posture, credibility, cohesion, trust, memory, war and opinion."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.answer import ESCALATE, EXPLOIT_SPLITS, PROBE, RECIPROCATE
from dialogue_sim.engine.mask import verified
from dialogue_sim.engine.numerics import add_up, clip
from dialogue_sim.engine.staircase import step_in_return

if TYPE_CHECKING:
    from dialogue_sim.engine.hearing import Decision
    from dialogue_sim.engine.numerics import Array, Integers
    from dialogue_sim.engine.situation import Backstage, Situation
    from dialogue_sim.engine.terms import Moment

ROUNDING = 1e-12
"""Firmness and offers that differ by less are equal."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened in a turn, as far as the next situation depends on it.

    Attributes:
        moment: the text in force and the situation before.
        decision: what the alliance came to.
        answer: (s,) the counterpart's.
    """

    moment: Moment
    decision: Decision
    answer: Integers

    @property
    def conduct(self) -> Array:
        """(s,) the answer's Goldstein value on a scale of -1..1."""
        world = self.moment.world
        scaled = world.rules.answer.goldstein / world.rules.dynamics.memory.scale
        return scaled[self.answer]


def next_situation(outcome: Outcome) -> Situation:
    """The situation after the turn."""
    before, decision = outcome.moment.situation, outcome.decision
    memory = outcome.moment.world.rules.dynamics.memory
    fresh = 1.0 - memory.keep
    return replace(
        before,
        posture=_posture(outcome),
        counterpart_posture=_counterpart_posture(outcome),
        credibility=_credibility(outcome),
        cohesion=_cohesion(outcome),
        conduct=memory.keep * before.conduct + fresh * outcome.conduct,
        own_conduct=memory.keep * before.own_conduct + fresh * outcome.moment.offered,
        mood=_mood(outcome),
        hostilities=_hostilities(outcome),
        progress=_progress(outcome),
        security_loss=_security_loss(outcome),
        division=decision.division,
        trust=_trust(outcome),
        stances=decision.stances,
        responses=decision.responses,
        answer=outcome.answer,
        stands=np.where(decision.tabled, decision.stands, before.stands),
        standing=outcome.moment.proposal,
        backstage=_backstage(outcome),
    )


def _posture(outcome: Outcome) -> Array:
    """E18: our posture follows what we chose, and the other side's."""
    rule, before = outcome.moment.world.rules.dynamics.own_posture, outcome.moment.situation
    chosen = rule.choice * (0.5 * (1.0 - outcome.moment.offered) - before.posture)
    drawn = rule.other * (before.counterpart_posture - before.posture)
    return clip(before.posture + chosen + drawn, 0.0, 1.0)


def _counterpart_posture(outcome: Outcome) -> Array:
    """E18: Richardson's fear, fatigue and grievance, and what its own answer does."""
    rule = outcome.moment.world.rules.dynamics.counterpart_posture
    before = outcome.moment.situation
    moved = before.counterpart_posture + rule.fear * before.posture
    moved = moved - rule.fatigue * before.counterpart_posture + rule.grievance
    return clip(moved - rule.conduct * outcome.conduct, 0.0, 1.0)


def _credibility(outcome: Outcome) -> Array:
    """E19: unity, a steady line, and following through after breach or reciprocity."""
    rule, before = outcome.moment.world.rules.dynamics.credibility, outcome.moment.situation
    text, world = outcome.moment.proposal, outcome.moment.world
    changed = add_up(
        weight * np.abs(text.levels[issue] - before.standing.levels[issue])
        for issue, weight in world.space.consistency
    )
    firm = text["firmness"] >= before.standing["firmness"] - ROUNDING
    kept = text["offer"] >= before.standing["offer"] - ROUNDING
    after_breach = np.where(firm, rule.firm_after_breach, rule.softer_after_breach)
    after_good = np.where(kept, rule.kept_after_reciprocity, rule.cut_after_reciprocity)
    follow = np.where(before.answer == RECIPROCATE, after_good, rule.otherwise)
    follow = np.where(before.answer >= EXPLOIT_SPLITS, after_breach, follow)
    target = rule.floor + rule.unity * text["unity"] + rule.consistency * (1.0 - changed)
    target = clip(target + rule.follow_through * follow, 0.0, 1.0)
    return before.credibility + rule.rate * (target - before.credibility)


def _cohesion(outcome: Outcome) -> Array:
    """E21: dispersion, acting alone, a blocked text and being exploited wear cohesion down."""
    rule, before = outcome.moment.world.rules.dynamics.cohesion, outcome.moment.situation
    target = (
        1.0 - outcome.decision.division - rule.disunity * (1.0 - outcome.moment.proposal["unity"])
    )
    target = target - rule.blocked * outcome.decision.blocked
    target = clip(target - rule.exploited * (outcome.answer == EXPLOIT_SPLITS), 0.0, 1.0)
    return before.cohesion + rule.rate * (target - before.cohesion)


def _trust(outcome: Outcome) -> Array:
    """E22: weight of evidence times stake; bad news weighs more (Slovic's asymmetry)."""
    world, text = outcome.moment.world, outcome.moment.proposal
    rule = world.rules.dynamics.trust
    evidence = world.rules.answer.evidence
    evidence = evidence * np.where(evidence < 0.0, rule.bad_news, 1.0)
    stake = np.minimum(1.0, text["benefit"] * outcome.moment.active + rule.demand * text["demand"])
    weight = evidence[outcome.answer] * (rule.stake_floor + rule.stake * stake)
    learned = world.actors.learning_rate[:, None] * weight
    return clip(outcome.moment.situation.trust + learned, -rule.limit, rule.limit)


def _hostilities(outcome: Outcome) -> Array:
    """E23b."""
    rule = outcome.moment.world.rules.dynamics.hostilities
    eased = rule.reciprocate * (outcome.answer == RECIPROCATE) * _achieved(outcome)
    worse = outcome.moment.situation.hostilities + rule.escalate * (outcome.answer == ESCALATE)
    return clip(worse + eased + rule.fade, 0.0, 1.0)


def _progress(outcome: Outcome) -> Array:
    """E23b: no progress without reciprocity; with the staircase step by step (E35)."""
    before, answer = outcome.moment.situation.progress, outcome.answer
    rule = outcome.moment.world.rules.mechanisms.staircase
    if rule is None:
        plain = outcome.moment.world.rules.dynamics.progress
        lost = plain.escalate * (answer == ESCALATE)
    else:
        lost = rule.exploit * (answer == EXPLOIT_SPLITS) + rule.escalate * (answer == ESCALATE)
    return clip(before + _gained(outcome) + lost - _paper_lost(outcome), 0.0, 1.0)


def _gained(outcome: Outcome) -> Array:
    """(s,) progress that the answer brings."""
    rule = outcome.moment.world.rules.mechanisms.staircase
    if rule is not None:
        taken = (outcome.answer == RECIPROCATE) + rule.probe * (outcome.answer == PROBE)
        return taken * step_in_return(outcome.moment)
    plain = outcome.moment.world.rules.dynamics.progress
    gained = plain.reciprocate * (outcome.answer == RECIPROCATE) * _achieved(outcome)
    return gained * (1.0 + plain.hostilities * outcome.moment.situation.hostilities)


def _paper_lost(outcome: Outcome) -> Array:
    """(s,) unverified progress that exploitation takes; it is lost to security."""
    rule, backstage = (
        outcome.moment.world.rules.mechanisms.mask,
        outcome.moment.situation.backstage,
    )
    if rule is None or backstage is None:
        return np.zeros_like(outcome.moment.situation.progress)
    return rule.paper_lost * backstage.paper * (outcome.answer == EXPLOIT_SPLITS)


def _backstage(outcome: Outcome) -> Backstage | None:
    """E40: paper is progress made while nobody could verify it."""
    backstage = outcome.moment.situation.backstage
    if backstage is None or outcome.moment.world.rules.mechanisms.mask is None:
        return backstage
    unverified = _gained(outcome) * ~verified(outcome.moment)
    paper = backstage.paper + unverified - _paper_lost(outcome)
    return replace(backstage, paper=np.minimum(np.maximum(paper, 0.0), _progress(outcome)))


def _achieved(outcome: Outcome) -> Array:
    return outcome.moment.proposal["gain"] * outcome.moment.active


def _security_loss(outcome: Outcome) -> Array:
    """E23b."""
    rule, before = outcome.moment.world.rules.dynamics.security_loss, outcome.moment.situation
    text = outcome.moment.proposal
    exploited = rule.exploit * (outcome.answer == EXPLOIT_SPLITS)
    escalated = rule.escalate * (outcome.answer == ESCALATE) * (1.0 - text["posture"])
    lost = exploited * text.exposure * outcome.moment.active + escalated
    return clip(before.security_loss + lost + _paper_lost(outcome), 0.0, 1.0)


def _mood(outcome: Outcome) -> Array:
    """E28: conduct, a thermostat (Wlezien 1995), public debate, and return to the poll."""
    rule, before = outcome.moment.world.rules.dynamics.support, outcome.moment.situation
    poll = outcome.moment.world.rules.public.poll.log_odds
    debate = outcome.moment.arguments[outcome.moment.world.actors.public]
    moved = before.mood + rule.conduct * outcome.conduct
    moved = moved + rule.thermostat * (outcome.moment.offered - rule.centre)
    moved = moved + rule.debate * debate * outcome.moment.proposal["openness"]
    return moved + rule.back * (poll - before.mood)
