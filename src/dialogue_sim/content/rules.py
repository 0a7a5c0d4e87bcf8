"""`rules.yaml`: the coefficients of a setting, all of them data with a reason."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from dialogue_sim.content.dynamics import Dynamics, Positive
from dialogue_sim.content.mechanisms import Mechanisms
from dialogue_sim.content.setting import Fraction
from dialogue_sim.content.text import Content, Id, Later, Summary, Title

Logit = Annotated[float, Field(ge=-20.0, le=20.0)]
"""Beyond 20 nothing is left to chance."""
Five = Annotated[list[Logit], Field(min_length=5, max_length=5)]
Stance = Annotated[float, Field(ge=-100.0, le=100.0)]
FiveWords = Annotated[list[Title], Field(min_length=5, max_length=5)]
Cut = Annotated[float, Field(ge=-0.6, le=0.6)]
Strength = Annotated[float, Field(ge=-10.0, le=10.0)]


class Words(Content):
    """The five responses in words, worst first, for each kind of actor.

    `refusal` is the worst one of a member to a text that needs nobody's consent: where there is
    no silence, none can be broken.
    """

    member: FiveWords
    """The five responses of a member in words, worst first."""
    voice: FiveWords
    """The five responses of a voice in words, worst first."""
    public: FiveWords
    """The five responses of a public in words, worst first."""
    refusal: Title
    """The worst response of a member where nobody's consent is needed."""


class Ladder(Content):
    """Cut points between responses, and the stance that each response expresses."""

    cuts: Annotated[list[Cut], Field(min_length=4, max_length=4)]
    """Utilities at which one response gives way to the next, rising, -0.6 to 0.6."""
    stances: Annotated[list[Stance], Field(min_length=5, max_length=5)]
    """The stance that each response expresses, worst first, in points."""
    words: Words
    """The five responses in words."""

    @model_validator(mode="after")
    def _rises(self) -> Ladder:
        if self.cuts != sorted(self.cuts) or self.stances != sorted(self.stances):
            message = "`cuts` and `stances` must rise: responses go from worst to best"
            raise ValueError(message)
        return self


class UtilityRule(Content):
    """Scales of the terms."""

    loss_factor: Positive
    """How many times heavier a loss weighs than a gain."""
    offer_scale: Positive
    """The size of an offer that counts as all of the public mood."""
    resolved_below: Positive
    """Hostilities below which the conflict counts as resolved, in points."""


class PublicRule(Content):
    """How support follows from the public's own terms."""

    steepness: Positive
    """How steeply support follows from what the public makes of a text."""
    ladder_scale: Positive
    """How support becomes the public's own response."""


class Silence(Content):
    """Texts with at least this unity need silence; standing alone costs `relief`."""

    from_unity: Fraction
    """The unity of a text from which silence is needed, 0 to 1."""
    relief: Fraction
    """What standing alone costs, in utility, 0 to 1."""


class Consensus(Content):
    """Texts with at least this unity need every member."""

    from_unity: Fraction
    """The unity of a text from which every member is needed, 0 to 1."""


class Majority(Content):
    """Texts with at least this unity need members with this share of capability."""

    from_unity: Fraction
    """The unity of a text from which a majority is needed, 0 to 1."""
    share: Fraction
    """Share of capability that has to accept, 0 to 1."""


class Procedures(Content):
    """The three ways to adopt a text."""

    silence: Silence
    """A text stands unless a member breaks silence."""
    consensus: Consensus
    """A text stands if no member is against it."""
    majority: Majority
    """A text stands if enough capability accepts it."""


class Settle(Content):
    """What going on as a smaller group changes in a text: issue to level."""

    group: dict[Id, Id]
    """The levels that change when some go on alone, by issue."""


class AnswerRule(Content):
    """One answer of the counterpart: its weight as an event and as evidence, and its words."""

    goldstein: Annotated[float, Field(ge=-10.0, le=10.0)]
    """How friendly the answer is on Goldstein's scale, -10 to 10."""
    evidence: Strength
    """What it says about whether the other side keeps its word, in nats."""
    word: Title
    """The answer in a word or two."""
    text: Summary
    """What the answer looks like, at most 240 characters."""


class Answers(Content):
    """The five answers."""

    reciprocate: AnswerRule
    """A step is answered by a step."""
    probe: AnswerRule
    """The other side tests what lies behind a text."""
    stonewall: AnswerRule
    """The other side says no, or nothing."""
    exploit_splits: AnswerRule
    """The other side uses the division of the alliance."""
    escalate: AnswerRule
    """The other side raises the stakes."""


class Drivers(Content):
    """The answer table: how each driver bears on the five answers, in their order.

    `overreach` drives nothing without the mechanism `staircase`.
    """

    const: Five
    """What each answer has in its favour without any reason."""
    offer: Five
    """How what a text offers bears on the five answers, in their order."""
    status: Five
    """How a meeting among equals bears on them."""
    demand: Five
    """How what a text demands bears on them."""
    temptation: Five
    """How low credibility bears on them."""
    split: Five
    """How a divided alliance bears on them."""
    threat: Five
    """How a threatening posture bears on them."""
    deterrent: Five
    """How a posture that deters bears on them."""
    isolation: Five
    """How being cut off bears on them."""
    ledger: Five
    """How the recent conduct of the alliance bears on them."""
    hardliners: Five
    """How strong hardliners bear on them."""
    war: Five
    """How open fighting bears on them."""
    patron: Five
    """How support from outside bears on them."""
    overreach: Annotated[Five | None, Later()] = None
    """How a text that goes a step too far bears on them; only with `staircase`."""


class Split(Content):
    """What the counterpart sees of a division."""

    dispersion: Strength
    """What the spread of responses counts as division."""
    disunity: Strength
    """What a text of fewer than all counts as division."""
    blocked: Strength
    """What a text that does not stand counts as division."""


class Temptation(Content):
    """Credibility at which nothing tempts any more."""

    credibility_ceiling: Strength
    """The credibility at which nothing tempts any more, as a fraction."""


class Rules(Content):
    """All coefficients of a setting."""

    format: Literal[1]
    """The form of this file; always 1."""
    setting: Id
    """The folder in which this file lies."""
    ladder: Ladder
    """From utility to one of five responses."""
    utility: UtilityRule
    """Scales of the terms."""
    public: PublicRule
    """How support follows from what the public makes of a text."""
    procedures: Procedures
    """The three ways to adopt a text."""
    settle: Settle
    """What becomes of a text when some go on alone."""
    answers: Answers
    """The five answers of the counterpart."""
    drivers: Drivers
    """How every reason of the counterpart bears on its five answers."""
    driver_words: dict[str, Title]
    """Every driver in a few words, for receipts."""
    split: Split
    """What the counterpart sees of a division."""
    temptation: Temptation
    """At which credibility nothing tempts any more."""
    dynamics: Dynamics
    """What a turn does to the situation."""
    mechanisms: Mechanisms = Mechanisms()
    """What makes a session more than a row of texts; the setting has those that are written."""
