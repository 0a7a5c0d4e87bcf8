"""`actors/<id>.yaml`: one actor's interests, red lines and what moves it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from dialogue_sim.content.setting import Fraction
from dialogue_sim.content.text import (
    Content,
    Date,
    Id,
    Later,
    MisfitError,
    Prose,
    Short,
    Summary,
    Title,
)

Stars = Annotated[float, Field(ge=0.0, le=5.0)]
PerMille = Annotated[int, Field(ge=0, le=200)]
Affinity = Annotated[float, Field(ge=-1.0, le=1.0)]


class Position(Content):
    """What an actor wants on one issue, and how much it cares."""

    ideal: Id
    shape: Literal["peak", "min", "max"]
    salience: Stars


class Threshold(Content):
    """A text goes beyond this level of an issue."""

    issue: Id
    above: Id | None = None
    below: Id | None = None

    @model_validator(mode="after")
    def _one_side(self) -> Threshold:
        if (self.above is None) == (self.below is None):
            message = "say either `above:` or `below:` a level"
            raise ValueError(message)
        return self


class RedLine(Content):
    """A principle whose breach hurts beyond interest."""

    severity: Fraction
    holds: Annotated[Literal["always", "unresolved"], Field(alias="while")]
    when: Annotated[list[Threshold], Field(min_length=1)]
    says: Annotated[str, Field(max_length=160), Prose()]


class StarTerms(Content):
    """What moves an actor; only the ratios matter."""

    interest: Stars
    trust: Stars
    domestic: Stars
    reciprocity: Stars
    argument: Stars
    cohesion: Stars
    peers: Stars

    @model_validator(mode="after")
    def _something_moves_it(self) -> StarTerms:
        if not any(self.model_dump().values()):
            message = "at least one star must be above 0"
            raise ValueError(message)
        return self


class Reasons(Content):
    """Which kinds of argument count for an actor, per mille."""

    security: PerMille
    law: PerMille
    unity: PerMille
    stability: PerMille
    public_opinion: PerMille
    cost: PerMille
    feasibility: PerMille
    humanitarian: PerMille


class Ask(Content):
    """What would reassure a member: at least this level of an issue."""

    issue: Id
    at_least: Id


class Poll(Content):
    """The finding that anchors public support: for which text, in which situation."""

    policy: Id
    situation: dict[str, float]
    support: Annotated[float, Field(gt=0.0, lt=100.0)]


class Period(Content):
    """What is different in a profile from a date on, and perhaps only until another one.

    `set` takes paths such as `stars.trust`.
    """

    since: Annotated[Date, Field(alias="from")]
    until: Annotated[Date | None, Later()] = None
    set: dict[str, object]

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Period:
        if self.until is not None and self.until <= self.since:
            message = f"a period that begins on {self.since} cannot end on {self.until}"
            raise MisfitError(message, "until")
        return self


class Profile(Content):
    """What every actor's file holds."""

    format: Literal[1]
    id: Id
    setting: Id
    name: Title
    short: Short
    summary: Summary
    as_of: Date
    issues: dict[Id, Position]
    venues: dict[Id, float]
    tolerance: Affinity
    predictability: Annotated[float, Field(gt=0.0, le=40.0)]
    periods: dict[Id, Period] = {}

    @model_validator(mode="after")
    def _cares_about_something(self) -> Profile:
        if not any([self.venues.get("salience"), *(p.salience for p in self.issues.values())]):
            message = "an actor must care about something: every salience is 0"
            raise ValueError(message)
        return self


class Actor(Profile):
    """A member, a voice or a public: somebody who reacts to what is tabled.

    `debates: false` keeps a voice out of the alliance's own debates, unless a person plays it.
    """

    kind: Literal["member", "voice", "public"]
    debates: Annotated[bool | None, Later()] = None
    red_lines: dict[Id, RedLine] = {}
    stars: StarTerms
    reasons: Reasons
    listens_to: dict[Id, Stars] = {}
    ask: list[Ask] = []
    capability: Fraction
    trust: Annotated[float, Field(ge=0.02, le=0.97)]
    caution: Annotated[float, Field(ge=0.0, le=0.5)]
    vulnerability: Fraction
    learning_rate: Fraction
    generosity: Fraction
    public_tilt: Annotated[float, Field(ge=-2.0, le=2.0)]
    red_line_force: Annotated[float, Field(ge=0.0, le=1.5)]
    poll: Poll | None = None


class NatureOfCounterpart(Content):
    """A type that the counterpart may have; hidden from every seat."""

    share: Fraction
    greed: Fraction
    insecurity: Fraction


class Counterpart(Profile):
    """The adversary who answers."""

    kind: Literal["counterpart"]
    insecurity: Fraction
    types: Annotated[dict[Id, NatureOfCounterpart], Field(min_length=1)]

    @model_validator(mode="after")
    def _shares_add_up(self) -> Counterpart:
        total = sum(nature.share for nature in self.types.values())
        if abs(total - 1.0) > 1e-9:  # noqa: PLR2004  rounding of decimal shares
            message = f"the shares of `types` add up to {total:g} and not to 1"
            raise MisfitError(message, "types")
        return self
