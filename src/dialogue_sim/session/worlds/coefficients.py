"""The coefficients of `rules.yaml` in the engine's own shape, and the poll worked out once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine import rules as r
from dialogue_sim.engine import world as w
from dialogue_sim.engine.answer import DRIVERS
from dialogue_sim.engine.numerics import logit
from dialogue_sim.engine.proposal import interest_parts
from dialogue_sim.engine.terms import DOMESTIC, TERMS
from dialogue_sim.session.worlds.mechanisms import mechanisms_without_reference, with_reference
from dialogue_sim.words import ANSWERS

if TYPE_CHECKING:
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.dynamics import Dynamics
    from dialogue_sim.engine.terms import Moment

PERCENT = 100.0


def rules_without_poll(bundle: Bundle) -> r.Rules:
    """All coefficients; the poll is still empty, because finding it needs the rest."""
    rules = bundle.rules
    nothing = np.zeros(len(TERMS))
    poll = r.Poll(0.0, nothing, nothing)
    return r.Rules(
        ladder=r.Ladder(
            tuple(rules.ladder.cuts), tuple(s / PERCENT for s in rules.ladder.stances)
        ),
        utility=r.UtilityRule(
            rules.utility.loss_factor,
            rules.utility.offer_scale,
            rules.utility.resolved_below / PERCENT,
        ),
        public=r.PublicRule(rules.public.steepness, rules.public.ladder_scale, poll),
        procedure=_procedure(bundle),
        answer=_answers(bundle),
        dynamics=_dynamics(rules.dynamics),
        mechanisms=mechanisms_without_reference(bundle),
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
    rule = replace(world.rules.public, poll=r.Poll(support, terms, shares))
    mechanisms = with_reference(bundle, world)
    return replace(world, rules=replace(world.rules, public=rule, mechanisms=mechanisms))


def _procedure(bundle: Bundle) -> r.ProcedureRule:
    name = bundle.scenario.procedure
    numbers = getattr(bundle.rules.procedures, name).model_dump()
    return r.ProcedureRule(name, **numbers)


def _answers(bundle: Bundle) -> r.AnswerRule:
    rules = bundle.rules
    each = [getattr(rules.answers, answer) for answer in ANSWERS]
    named = {driver.name: getattr(rules.drivers, driver.name) for driver in DRIVERS}
    if bundle.scenario.active_from("staircase") is None:
        named["overreach"] = None  # where no step can be too far, nobody reads of one
    table = [column for column in named.values() if column is not None]
    return r.AnswerRule(
        goldstein=np.array([answer.goldstein for answer in each], dtype=np.float64),
        evidence=np.array([answer.evidence for answer in each], dtype=np.float64),
        weights=np.array(table, dtype=np.float64).T,
        dispersion=rules.split.dispersion,
        disunity=rules.split.disunity,
        blocked=rules.split.blocked,
        credibility_ceiling=rules.temptation.credibility_ceiling,
    )


def _dynamics(rules: Dynamics) -> r.Dynamics:
    line = rules.credibility
    return r.Dynamics(
        own_posture=r.OwnPosture(**rules.tension.own.model_dump()),
        counterpart_posture=r.CounterpartPosture(**rules.tension.counterpart.model_dump()),
        credibility=r.CredibilityRule(
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
        cohesion=r.CohesionRule(**rules.cohesion.model_dump()),
        trust=r.TrustRule(**rules.trust.model_dump()),
        memory=r.MemoryRule(**rules.memory.model_dump()),
        hostilities=r.HostilitiesRule(**rules.hostilities.model_dump()),
        progress=r.ProgressRule(**rules.progress.model_dump()),
        security_loss=r.SecurityLossRule(**rules.security_loss.model_dump()),
        support=r.SupportRule(**rules.support.model_dump()),
    )
