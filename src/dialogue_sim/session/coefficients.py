"""The coefficients of `rules.yaml` in the engine's own shape, and the poll worked out once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine import world as w
from dialogue_sim.engine.answer import DRIVERS
from dialogue_sim.engine.numerics import logit
from dialogue_sim.engine.proposal import interest_parts
from dialogue_sim.engine.terms import DOMESTIC, TERMS
from dialogue_sim.words import ANSWERS

if TYPE_CHECKING:
    from dialogue_sim.content import rules as content
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.engine.terms import Moment

PERCENT = 100.0


def rules_without_poll(bundle: Bundle) -> w.Rules:
    """All coefficients; the poll is still empty, because finding it needs the rest."""
    rules = bundle.rules
    nothing = np.zeros(len(TERMS))
    poll = w.Poll(0.0, nothing, nothing)
    return w.Rules(
        ladder=w.Ladder(
            tuple(rules.ladder.cuts), tuple(s / PERCENT for s in rules.ladder.stances)
        ),
        utility=w.UtilityRule(
            rules.utility.loss_factor,
            rules.utility.offer_scale,
            rules.utility.resolved_below / PERCENT,
        ),
        public=w.PublicRule(rules.public.steepness, rules.public.ladder_scale, poll),
        procedure=_procedure(bundle),
        answer=_answers(rules),
        dynamics=_dynamics(rules.dynamics),
    )


def public_rule(bundle: Bundle, world: w.World, polled: Moment) -> w.World:
    """The world with the poll: the public's own terms at the polled text and situation (E15).

    Support there is exactly what the poll found, whatever the profile says.
    """
    actors, public = world.actors, world.actors.public
    poll = bundle.actors[bundle.setting.public].poll
    assert poll is not None  # noqa: S101  `check_references` refuses a public without one
    terms = np.array([
        0.0 if k == DOMESTIC else share[public] * term.value(polled)[public, 0]
        for k, (share, term) in enumerate(zip(actors.shares, TERMS, strict=True))
    ])  # fmt: skip
    text = polled.proposal
    parts = interest_parts(actors.preferences, text.levels, text.venue)
    shares = actors.shares[0][public] * np.array([part[public, 0] for part in parts])
    support = float(logit(np.array([poll.support / PERCENT]))[0])
    rule = replace(world.rules.public, poll=w.Poll(support, terms, shares))
    return replace(world, rules=replace(world.rules, public=rule))


def _procedure(bundle: Bundle) -> w.ProcedureRule:
    name = bundle.scenario.procedure
    numbers = getattr(bundle.rules.procedures, name).model_dump()
    return w.ProcedureRule(name, **numbers)


def _answers(rules: content.Rules) -> w.AnswerRule:
    each = [getattr(rules.answers, answer) for answer in ANSWERS]
    table = [getattr(rules.drivers, driver.name) for driver in DRIVERS]
    return w.AnswerRule(
        goldstein=np.array([answer.goldstein for answer in each], dtype=np.float64),
        evidence=np.array([answer.evidence for answer in each], dtype=np.float64),
        weights=np.array(table, dtype=np.float64).T,
        dispersion=rules.split.dispersion,
        disunity=rules.split.disunity,
        blocked=rules.split.blocked,
        credibility_ceiling=rules.temptation.credibility_ceiling,
    )


def _dynamics(rules: content.Dynamics) -> w.Dynamics:
    line = rules.credibility
    return w.Dynamics(
        own_posture=w.OwnPosture(**rules.tension.own.model_dump()),
        counterpart_posture=w.CounterpartPosture(**rules.tension.counterpart.model_dump()),
        credibility=w.CredibilityRule(
            rate=line.rate,
            floor=line.floor,
            unity=line.unity,
            consistency=line.consistency,
            follow_through=line.follow_through,
            firm_after_breach=line.after_breach.firm,
            softer_after_breach=line.after_breach.softer,
            kept_after_reciprocity=line.after_reciprocity.kept,
            cut_after_reciprocity=line.after_reciprocity.cut,
            otherwise=line.otherwise,
        ),
        cohesion=w.CohesionRule(**rules.cohesion.model_dump()),
        trust=w.TrustRule(**rules.trust.model_dump()),
        memory=w.MemoryRule(**rules.memory.model_dump()),
        hostilities=w.HostilitiesRule(**rules.hostilities.model_dump()),
        progress=w.ProgressRule(**rules.progress.model_dump()),
        security_loss=w.SecurityLossRule(**rules.security_loss.model_dump()),
        support=w.SupportRule(**rules.support.model_dump()),
    )
