"""`rules.yaml`: the coefficients of a setting, all of them data with a reason."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from dialogue_sim.content.mechanisms import Mechanisms
from dialogue_sim.content.setting import Fraction
from dialogue_sim.content.text import Content, Id, Later, Summary, Title

Five = Annotated[list[float], Field(min_length=5, max_length=5)]
FiveWords = Annotated[list[Title], Field(min_length=5, max_length=5)]
Cut = Annotated[float, Field(ge=-0.6, le=0.6)]
Positive = Annotated[float, Field(gt=0.0)]


class Words(Content):
    """The five responses in words, worst first, for each kind of actor.

    `refusal` is the worst one of a member to a text that needs nobody's consent: where there is
    no silence, none can be broken.
    """

    member: FiveWords
    voice: FiveWords
    public: FiveWords
    refusal: Title


class Ladder(Content):
    """Cut points between responses, and the stance that each response expresses."""

    cuts: Annotated[list[Cut], Field(min_length=4, max_length=4)]
    stances: Five
    words: Words

    @model_validator(mode="after")
    def _rises(self) -> Ladder:
        if self.cuts != sorted(self.cuts) or self.stances != sorted(self.stances):
            message = "`cuts` and `stances` must rise: responses go from worst to best"
            raise ValueError(message)
        return self


class UtilityRule(Content):
    """Scales of the terms."""

    loss_factor: Positive
    offer_scale: Positive
    resolved_below: Positive


class PublicRule(Content):
    """How support follows from the public's own terms."""

    steepness: Positive
    ladder_scale: Positive


class Silence(Content):
    """Texts with at least this unity need silence; standing alone costs `relief`."""

    from_unity: Fraction
    relief: Fraction


class Consensus(Content):
    """Texts with at least this unity need every member."""

    from_unity: Fraction


class Majority(Content):
    """Texts with at least this unity need members with this share of capability."""

    from_unity: Fraction
    share: Fraction


class Procedures(Content):
    """The three ways to adopt a text."""

    silence: Silence
    consensus: Consensus
    majority: Majority


class Settle(Content):
    """What going on as a smaller group changes in a text: issue to level."""

    group: dict[Id, Id]


class AnswerRule(Content):
    """One answer of the counterpart: its weight as an event and as evidence, and its words."""

    goldstein: Annotated[float, Field(ge=-10.0, le=10.0)]
    evidence: float
    word: Title
    text: Summary


class Answers(Content):
    """The five answers."""

    reciprocate: AnswerRule
    probe: AnswerRule
    stonewall: AnswerRule
    exploit_splits: AnswerRule
    escalate: AnswerRule


class Drivers(Content):
    """The answer table: how each driver bears on the five answers, in their order.

    `overreach` drives nothing without the mechanism `staircase`.
    """

    const: Five
    offer: Five
    status: Five
    demand: Five
    temptation: Five
    split: Five
    threat: Five
    deterrent: Five
    isolation: Five
    ledger: Five
    hardliners: Five
    war: Five
    patron: Five
    overreach: Annotated[Five | None, Later()] = None


class Split(Content):
    """What the counterpart sees of a division."""

    dispersion: float
    disunity: float
    blocked: float


class Temptation(Content):
    """Credibility at which nothing tempts any more."""

    credibility_ceiling: float


class OwnTension(Content):
    """Our posture."""

    choice: Fraction
    other: Fraction


class CounterpartTension(Content):
    """Their posture."""

    fear: Fraction
    fatigue: Fraction
    grievance: Fraction
    conduct: Fraction


class Tension(Content):
    """Both postures."""

    own: OwnTension
    counterpart: CounterpartTension


class AfterBreach(Content):
    """Follow-through after exploitation or escalation."""

    firm: Fraction
    softer: Fraction


class AfterReciprocity(Content):
    """Follow-through after a good answer."""

    kept: Fraction
    cut: Fraction


class Credibility(Content):
    """What commitments are worth."""

    rate: Fraction
    floor: Fraction
    unity: Fraction
    consistency: Fraction
    follow_through: Fraction
    after_breach: AfterBreach
    after_reciprocity: AfterReciprocity
    otherwise: Fraction


class Cohesion(Content):
    """How far the alliance holds together."""

    rate: Fraction
    disunity: Fraction
    blocked: Fraction
    exploited: Fraction


class Trust(Content):
    """How actors learn from answers; `limit` in nats."""

    stake_floor: Fraction
    stake: Fraction
    demand: Fraction
    bad_news: Positive
    limit: Positive


class Memory(Content):
    """How conduct is remembered; `scale` in Goldstein points."""

    keep: Fraction
    scale: Positive


class Hostilities(Content):
    """What answers do to the fighting."""

    escalate: float
    reciprocate: float
    fade: float


class Progress(Content):
    """What answers do to negotiations."""

    reciprocate: float
    hostilities: float
    escalate: float


class SecurityLoss(Content):
    """What exploitation and escalation cost."""

    exploit: float
    escalate: float


class Support(Content):
    """How the public mood moves."""

    conduct: float
    thermostat: float
    centre: float
    debate: float
    back: Annotated[float, Field(alias="return")]


class Dynamics(Content):
    """What a turn does to the situation."""

    tension: Tension
    credibility: Credibility
    cohesion: Cohesion
    trust: Trust
    memory: Memory
    hostilities: Hostilities
    progress: Progress
    security_loss: SecurityLoss
    support: Support


class Rules(Content):
    """All coefficients of a setting."""

    format: Literal[1]
    setting: Id
    ladder: Ladder
    utility: UtilityRule
    public: PublicRule
    procedures: Procedures
    settle: Settle
    answers: Answers
    drivers: Drivers
    driver_words: dict[str, Title]
    split: Split
    temptation: Temptation
    dynamics: Dynamics
    mechanisms: Mechanisms = Mechanisms()
