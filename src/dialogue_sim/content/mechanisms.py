"""`mechanisms:` of `rules.yaml`: what makes a session more than a row of texts.

A setting has the mechanisms whose blocks it writes, and a scenario may switch one off or let it
begin at a later turn. Two of them (`directional_mood`, `deferral`) refine how a text is read, the
others add something to decide or to find out.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from dialogue_sim.content.conditions import Condition
from dialogue_sim.content.setting import Fraction
from dialogue_sim.content.text import Content, Id, Later, MisfitError

Mechanism = Literal["directional_mood", "deferral", "staircase", "resolve", "capital", "mask"]

Utility = Annotated[float, Field(ge=-1.0, le=1.0)]
Distance = Annotated[float, Field(gt=0.0, le=1.0)]
Loss = Annotated[float, Field(ge=-1.0, le=0.0)]
PointsAbove = Annotated[float, Field(gt=0.0, le=100.0)]
PointsGained = Annotated[float, Field(ge=0.0, le=100.0)]
PointsLost = Annotated[float, Field(ge=-100.0, le=0.0)]
Fractions = Annotated[list[Fraction], Field(min_length=2, max_length=2)]
"""What holds without, and how much is added with all of something."""
Chances = Annotated[list[Utility], Field(min_length=2, max_length=2)]
Capital = Annotated[int, Field(ge=0, le=20)]


class DirectionalMood(Content):
    """The mood for dialogue helps a text as far as it offers what the `reference` offers."""

    reference: Id
    """The text whose offer counts as all of the mood; that of the poll."""


class Deferral(Content):
    """A text that is put off acts only as far as a ceasefire or a settlement has come; points."""

    ceasefire_below: PointsAbove
    """Hostilities below which a ceasefire counts as begun, in points."""
    settlement_at: PointsAbove
    """Progress from which a settlement counts as reached, in points."""
    settlement_share: Fraction
    """How far a text that waits for a settlement acts once there is a ceasefire, 0 to 1."""


class Staircase(Content):
    """What can be reached depends on what has been reached; replaces `dynamics.progress`.

    A reach of more than `slack` beyond progress begins to be overreach, and `width` further on it
    is all of it. `war` is the weight of hostilities without overreach, and what all of it adds.
    """

    slack: Fraction
    """How far a text may reach beyond progress without harm, 0 to 1."""
    width: Distance
    """How much further it is all overreach, above 0 to 1."""
    war: Fractions
    """What hostilities weigh without overreach, and how much all of it adds."""
    step: Fraction
    """What a good answer brings in any case, 0 to 1."""
    most: Fraction
    """The most that a good answer adds to that, 0 to 1."""
    hostilities: Loss
    """How much hostilities take away from it, -1 to 0."""
    probe: Fraction
    """Share of a step that a probe brings, 0 to 1."""
    exploit: Loss
    """What an exploited split takes from progress, -1 to 0."""
    escalate: Loss
    """What an escalation takes from progress, -1 to 0."""


class Kept(Content):
    """What follows from a promise that was kept, in points."""

    credibility: PointsGained
    """Points of credibility that are gained."""


class Broken(Content):
    """What follows from a promise that was broken: points, and utility that stays away."""

    credibility: PointsLost
    """Points of credibility that are lost, at most 0."""
    cohesion: PointsLost
    """Points of cohesion that are lost, at most 0."""
    grudge: Fraction
    """Utility by which every later text is worse for that member, 0 to 1."""


class Resolve(Content):
    """How much a member bears before it breaks silence, drawn once a session and hidden.

    It lies within `spread` of `centre`, in utility. A member can be assured for one text, or be
    promised that what it asks for is adopted within `due` turns.
    """

    centre: Utility
    """The utility below which a member breaks silence on average, -1 to 1."""
    spread: Fraction
    """How far members' lines lie apart, 0 to 1."""
    assure_now: Fraction
    """How much more a member bears that is assured for this text, 0 to 1."""
    assure_promise: Fraction
    """How much more it bears while a promise is open, 0 to 1."""
    due: Annotated[int, Field(ge=1, le=1000)]
    """Turns within which a promise has to be kept."""
    kept: Kept
    """What follows once a promise was kept."""
    broken: Broken
    """What follows once a promise was broken."""


class Bonus(Content):
    """More income in a turn at whose end a condition holds."""

    when: Condition
    """The condition that is read at the end of a turn."""
    plus: Capital
    """How much comes in besides."""


class Campaign(Content):
    """Speaking for dialogue at home: what it costs, and what it adds to the mood in log-odds."""

    cost: Capital
    """What speaking for talks at home costs."""
    mood: Annotated[float, Field(ge=0.0, le=2.0)]
    """What it adds to the public mood, in log-odds, 0 to 2."""


class CapitalRule(Content):
    """Political capital: what a session begins with, what comes in and what things cost."""

    start: Capital
    """What a session begins with."""
    income: Capital
    """What comes in each turn."""
    most: Annotated[int, Field(ge=1, le=20)]
    """The most that can be held."""
    bonus: Annotated[Bonus | None, Later()] = None
    """More income in a turn at whose end a condition holds."""
    broken_silence: Annotated[int, Field(ge=-20, le=0)]
    """What a broken silence takes, at most 0."""
    consult: Capital
    """What consulting a member costs."""
    assure_now: Capital
    """What assuring a member for one text costs."""
    assure_promise: Capital
    """What promising a member something costs."""
    campaign: Campaign
    """Speaking for talks at home."""

    @model_validator(mode="after")
    def _starts_within_the_limit(self) -> CapitalRule:
        if self.start > self.most:
            message = f"a session cannot start with {self.start}: at most {self.most} can be held"
            raise MisfitError(message, "start")
        return self


class Mask(Content):
    """The counterpart's type is hidden; answers and reports on what is verified give it away.

    `report` gives for each type the chance of a clean report without transparency, and what all
    of it adds. Reports come for texts from `verified_from` on; of the progress that others make,
    `paper_lost` goes when a split is exploited. `face` is the weight of hardliners without
    transparency, and what all of it adds.
    """

    report: Annotated[dict[Id, Chances], Field(min_length=1)]
    """For each nature the chance of a clean report without transparency, and what all of it
    adds."""
    verified_from: Fraction
    """Transparency from which reports come, 0 to 1."""
    paper_lost: Fraction
    """Share of unverified progress that goes when a split is exploited, 0 to 1."""
    face: Fractions
    """What hardliners weigh without transparency, and how much all of it adds."""

    @model_validator(mode="after")
    def _reports_are_chances(self) -> Mask:
        for name, (without, added) in self.report.items():
            if not (0.0 <= without <= 1.0 and 0.0 <= without + added <= 1.0):
                message = (
                    f"a clean report has a chance from 0 to 1, but here it goes from {without:g} "
                    f"to {without + added:g}"
                )
                raise MisfitError(message, "report", name)
        return self


class Mechanisms(Content):
    """The mechanisms of a setting; it does not have those that are left out."""

    directional_mood: Annotated[DirectionalMood | None, Later()] = None
    """The public mood helps texts that offer something and harms those that take away."""
    deferral: Annotated[Deferral | None, Later()] = None
    """Texts that wait for a ceasefire or a settlement act only as far as it has come."""
    staircase: Annotated[Staircase | None, Later()] = None
    """What can be reached depends on what has been reached."""
    resolve: Annotated[Resolve | None, Later()] = None
    """Members have a hidden line below which they break silence."""
    capital: Annotated[CapitalRule | None, Later()] = None
    """Tabling and preparing cost political capital."""
    mask: Annotated[Mask | None, Later()] = None
    """The nature of the counterpart is hidden, and gives itself away."""


class Begins(Content):
    """A mechanism that a scenario lets begin later."""

    from_turn: Annotated[int, Field(ge=1)]
    """The turn from which the mechanism is on."""
