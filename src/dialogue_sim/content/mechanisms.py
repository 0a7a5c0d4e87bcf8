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


class Deferral(Content):
    """A text that is put off acts only as far as a ceasefire or a settlement has come; points."""

    ceasefire_below: PointsAbove
    settlement_at: PointsAbove
    settlement_share: Fraction


class Staircase(Content):
    """What can be reached depends on what has been reached; replaces `dynamics.progress`.

    A reach of more than `slack` beyond progress begins to be overreach, and `width` further on it
    is all of it. `war` is the weight of hostilities without overreach, and what all of it adds.
    """

    slack: Fraction
    width: Distance
    war: Fractions
    step: Fraction
    most: Fraction
    hostilities: Loss
    probe: Fraction
    exploit: Loss
    escalate: Loss


class Kept(Content):
    """What follows from a promise that was kept, in points."""

    credibility: PointsGained


class Broken(Content):
    """What follows from a promise that was broken: points, and utility that stays away."""

    credibility: PointsLost
    cohesion: PointsLost
    grudge: Fraction


class Resolve(Content):
    """How much a member bears before it breaks silence, drawn once a session and hidden.

    It lies within `spread` of `centre`, in utility. A member can be assured for one text, or be
    promised that what it asks for is adopted within `due` turns.
    """

    centre: Utility
    spread: Fraction
    assure_now: Fraction
    assure_promise: Fraction
    due: Annotated[int, Field(ge=1, le=1000)]
    kept: Kept
    broken: Broken


class Bonus(Content):
    """More income in a turn at whose end a condition holds."""

    when: Condition
    plus: Capital


class Campaign(Content):
    """Speaking for dialogue at home: what it costs, and what it adds to the mood in log-odds."""

    cost: Capital
    mood: Annotated[float, Field(ge=0.0, le=2.0)]


class CapitalRule(Content):
    """Political capital: what a session begins with, what comes in and what things cost."""

    start: Capital
    income: Capital
    most: Annotated[int, Field(ge=1, le=20)]
    bonus: Annotated[Bonus | None, Later()] = None
    broken_silence: Annotated[int, Field(ge=-20, le=0)]
    consult: Capital
    assure_now: Capital
    assure_promise: Capital
    campaign: Campaign

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
    verified_from: Fraction
    paper_lost: Fraction
    face: Fractions

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
    deferral: Annotated[Deferral | None, Later()] = None
    staircase: Annotated[Staircase | None, Later()] = None
    resolve: Annotated[Resolve | None, Later()] = None
    capital: Annotated[CapitalRule | None, Later()] = None
    mask: Annotated[Mask | None, Later()] = None


class Begins(Content):
    """A mechanism that a scenario lets begin later."""

    from_turn: Annotated[int, Field(ge=1)]
