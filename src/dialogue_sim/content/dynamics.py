"""`dynamics:` of `rules.yaml`: what a turn does to the situation, in fractions of 0 to 1."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dialogue_sim.content.setting import Fraction
from dialogue_sim.content.text import Content

Share = Annotated[float, Field(ge=-1.0, le=1.0)]
"""What a turn changes, as a fraction of the scale."""
Positive = Annotated[float, Field(gt=0.0)]


class OwnTension(Content):
    """Our posture."""

    choice: Fraction
    """How fast our posture follows the posture that a text chooses, 0 to 1."""
    other: Fraction
    """How fast it follows theirs, 0 to 1."""


class CounterpartTension(Content):
    """Their posture."""

    fear: Fraction
    """How much our posture feeds theirs, 0 to 1."""
    fatigue: Fraction
    """How fast their posture calms by itself, 0 to 1."""
    grievance: Fraction
    """How much being cut off feeds it, 0 to 1."""
    conduct: Fraction
    """How much their own conduct shows in it, 0 to 1."""


class Tension(Content):
    """Both postures."""

    own: OwnTension
    """What moves our posture."""
    counterpart: CounterpartTension
    """What moves theirs."""


class AfterBreach(Content):
    """Follow-through after exploitation or escalation."""

    firm: Fraction
    """Follow-through after a breach if the next text is no softer, 0 to 1."""
    softer: Fraction
    """Follow-through after a breach if it is softer, 0 to 1."""


class AfterReciprocity(Content):
    """Follow-through after a good answer."""

    kept: Fraction
    """Follow-through after a good answer if the offer is kept, 0 to 1."""
    cut: Fraction
    """Follow-through after a good answer if it is cut, 0 to 1."""


class Credibility(Content):
    """What commitments are worth."""

    rate: Fraction
    """How much of the way to its new value credibility goes in a turn, 0 to 1."""
    floor: Fraction
    """What it has in any case, 0 to 1."""
    unity: Fraction
    """What unity adds, 0 to 1."""
    consistency: Fraction
    """What a steady line adds, 0 to 1."""
    follow_through: Fraction
    """What acting on what happened adds, 0 to 1."""
    after_breach: AfterBreach
    """Follow-through after exploitation or escalation."""
    after_reciprocity: AfterReciprocity
    """Follow-through after a good answer."""
    otherwise: Fraction
    """Follow-through after any other answer, 0 to 1."""


class Cohesion(Content):
    """How far the alliance holds together."""

    rate: Fraction
    """How much of the way to its new value cohesion goes in a turn, 0 to 1."""
    disunity: Fraction
    """What acting as fewer than all takes away, 0 to 1."""
    blocked: Fraction
    """What a text that does not stand takes away, 0 to 1."""
    exploited: Fraction
    """What an exploited split takes away, 0 to 1."""


class Trust(Content):
    """How actors learn from answers; `limit` in nats."""

    stake_floor: Fraction
    """What an answer teaches if nothing was at stake, 0 to 1."""
    stake: Fraction
    """How much more it teaches if all was at stake, 0 to 1."""
    demand: Fraction
    """Weight of what a text demands in what was at stake, 0 to 1."""
    bad_news: Positive
    """How many times more bad news teach than good ones."""
    limit: Positive
    """How far trust can go, in nats on either side of one half."""


class Memory(Content):
    """How conduct is remembered; `scale` in Goldstein points."""

    keep: Fraction
    """Share of past conduct that is remembered a turn later, 0 to 1."""
    scale: Positive
    """Goldstein points that count as the whole of conduct."""


class Hostilities(Content):
    """What answers do to the fighting."""

    escalate: Share
    """What an escalation adds to hostilities, as a fraction."""
    reciprocate: Share
    """What a good answer adds to hostilities, as a fraction."""
    fade: Share
    """What every turn adds to hostilities, as a fraction."""


class Progress(Content):
    """What answers do to negotiations."""

    reciprocate: Share
    """What a good answer adds to progress, as a fraction."""
    hostilities: Share
    """How hostilities change that."""
    escalate: Share
    """What an escalation adds to progress, as a fraction."""


class SecurityLoss(Content):
    """What exploitation and escalation cost."""

    exploit: Share
    """What an exploited split adds to the loss, for all of the exposure."""
    escalate: Share
    """What an escalation adds to the loss, as a fraction."""


class Support(Content):
    """How the public mood moves."""

    conduct: Share
    """How the other side's conduct moves the public mood."""
    thermostat: Share
    """How the mood moves against what is offered."""
    centre: Share
    """The offer at which it does not."""
    debate: Share
    """How what is argued in public moves it."""
    back: Annotated[Share, Field(alias="return")]
    """How fast it comes back to what it was."""


class Dynamics(Content):
    """What a turn does to the situation."""

    tension: Tension
    """How both postures move."""
    credibility: Credibility
    """What commitments are worth."""
    cohesion: Cohesion
    """How far the alliance holds together."""
    trust: Trust
    """How actors learn from answers."""
    memory: Memory
    """How conduct is remembered."""
    hostilities: Hostilities
    """What answers do to the fighting."""
    progress: Progress
    """What answers do to negotiations."""
    security_loss: SecurityLoss
    """What exploitation and escalation cost."""
    support: Support
    """How the public mood moves."""
