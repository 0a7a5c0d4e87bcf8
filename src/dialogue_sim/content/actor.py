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
from dialogue_sim.content.variants import Periods

Stars = Annotated[float, Field(ge=0.0, le=5.0)]
PerMille = Annotated[int, Field(ge=0, le=200)]
Affinity = Annotated[float, Field(ge=-1.0, le=1.0)]


class Position(Content):
    """What an actor wants on one issue, and how much it cares."""

    ideal: Id
    """The level of the issue that the actor wants."""
    shape: Literal["peak", "min", "max"]
    """How the ideal is meant: `peak` exactly, `min` at least, `max` at most."""
    salience: Stars
    """How much the actor cares, 0 (not at all) to 5 (above everything)."""


class Threshold(Content):
    """A text goes beyond this level of an issue."""

    issue: Id
    """The issue that is looked at."""
    above: Id | None = None
    """The text goes beyond this level; it counts in full at the highest one."""
    below: Id | None = None
    """The text falls short of this level; it counts in full at the lowest one."""

    @model_validator(mode="after")
    def _one_side(self) -> Threshold:
        if (self.above is None) == (self.below is None):
            message = "say either `above:` or `below:` a level"
            raise ValueError(message)
        return self


class RedLine(Content):
    """A principle whose breach hurts beyond interest."""

    severity: Fraction
    """How much a breach hurts beyond interest, 0 to 1."""
    holds: Annotated[Literal["always", "unresolved"], Field(alias="while")]
    """Whether it holds `always`, or only while the conflict is `unresolved`."""
    when: Annotated[list[Threshold], Field(min_length=1)]
    """Which texts breach it: all of these together."""
    says: Annotated[str, Field(max_length=160), Prose()]
    """What the actor objects, in the third person, at most 160 characters."""


class StarTerms(Content):
    """What moves an actor; only the ratios matter."""

    interest: Stars
    """How much the content of a text moves the actor, 0 to 5 stars."""
    trust: Stars
    """How much it matters whether the other side keeps its word, 0 to 5 stars."""
    domestic: Stars
    """How much opinion at home matters, 0 to 5 stars; 0 for the public itself."""
    reciprocity: Stars
    """How much past conduct of the other side matters, 0 to 5 stars."""
    argument: Stars
    """How far a debate can move the actor, 0 to 5 stars; 1 as a rule."""
    cohesion: Stars
    """How much acting together matters, 0 to 5 stars."""
    peers: Stars
    """How much the stances of those it listens to matter, 0 to 5 stars."""

    @model_validator(mode="after")
    def _something_moves_it(self) -> StarTerms:
        if not any(self.model_dump().values()):
            message = "at least one star must be above 0"
            raise ValueError(message)
        return self


class Reasons(Content):
    """Which kinds of argument count for an actor, per mille."""

    security: PerMille
    """What an argument about security weighs with the actor, 0 to 200."""
    law: PerMille
    """What an argument about law and promises weighs, 0 to 200."""
    unity: PerMille
    """What an argument about standing together weighs, 0 to 200."""
    stability: PerMille
    """What an argument about calm and avoided accidents weighs, 0 to 200."""
    public_opinion: PerMille
    """What an argument about opinion at home weighs, 0 to 200."""
    cost: PerMille
    """What an argument about money and effort weighs, 0 to 200."""
    feasibility: PerMille
    """What an argument about what can be done at all weighs, 0 to 200."""
    humanitarian: PerMille
    """What an argument about people in need weighs, 0 to 200."""


class Ask(Content):
    """What would reassure a member: at least this level of an issue."""

    issue: Id
    """The issue on which the member wants something."""
    at_least: Id
    """The lowest level that reassures it."""


class Poll(Content):
    """The finding that anchors public support: for which text, in which situation."""

    policy: Id
    """The text that was asked about."""
    situation: dict[str, float]
    """The situation when it was asked, in points; what is left out is as usual."""
    support: Annotated[float, Field(gt=0.0, lt=100.0)]
    """Percent in favour."""


class Profile(Content):
    """What every actor's file holds."""

    format: Literal[1]
    """The form of this file; always 1."""
    id: Id
    """The name of this file without `.yaml`."""
    setting: Id
    """The folder below `scenarios/` to which the actor belongs."""
    name: Title
    """The full name, at most 60 characters."""
    short: Short
    """The name where there is little room, at most 14 characters."""
    summary: Summary
    """Who this is and what moves it, at most 240 characters."""
    as_of: Date
    """The date for which the profile was written: a year, a month or a day."""
    issues: dict[Id, Position]
    """What the actor wants, issue by issue; what is left out does not matter to it."""
    venues: dict[Id, float]
    """How each venue is liked, -1 to 1, and under `salience` how much that matters, 0 to 5."""
    tolerance: Affinity
    """How small departures count: 1 hardly, 0 in proportion, -1 all of them hurt."""
    predictability: Annotated[float, Field(gt=0.0, le=40.0)]
    """How closely responses follow reasons; 12 is usual, at most 40."""
    periods: Periods = {}
    """What is different from a date on, each with `from:` and `set:`."""

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
    """`member` may break silence, `voice` only speaks, `public` is the opinion at home."""
    debates: Annotated[bool | None, Later()] = None
    """Whether it takes part in debates; left out, it does."""
    red_lines: dict[Id, RedLine] = {}
    """Principles whose breach hurts beyond interest, by id."""
    stars: StarTerms
    """What moves the actor; only the ratios matter."""
    reasons: Reasons
    """Which kinds of argument count with it, per mille."""
    listens_to: dict[Id, Stars] = {}
    """Actors or blocs whose last stance counts, each with its weight."""
    ask: list[Ask] = []
    """What would reassure a member; any of these is enough."""
    capability: Fraction
    """Its weight within the alliance or its bloc, 0 to 1."""
    trust: Annotated[float, Field(ge=0.02, le=0.97)]
    """How likely the actor thinks it, at first, that the other side keeps its word, 0.02 to
    0.97."""
    caution: Annotated[float, Field(ge=0.0, le=0.5)]
    """Burden of proof: what any text has to bring before the actor moves, 0 to 0.5."""
    vulnerability: Fraction
    """Share of the damage that it bears if the other side cheats, 0 to 1."""
    learning_rate: Fraction
    """How much answers change its trust: 0 not at all, 1 in full."""
    generosity: Fraction
    """How much bad conduct it forgives before it counts, 0 to 1."""
    public_tilt: Annotated[float, Field(ge=-2.0, le=2.0)]
    """How far its own public stands from the average one, in log-odds, -2 to 2."""
    red_line_force: Annotated[float, Field(ge=0.0, le=1.5)]
    """How much all its red lines weigh together, 0 to 1.5."""
    poll: Poll | None = None
    """Public only: the finding that anchors its support."""


class NatureOfCounterpart(Content):
    """A type that the counterpart may have; hidden from every seat."""

    share: Fraction
    """How likely this nature is; all shares add up to 1."""
    greed: Fraction
    """How much this nature wants to use an opening, 0 to 1."""
    insecurity: Fraction
    """How much this nature fears what could threaten it, 0 to 1."""


class Counterpart(Profile):
    """The adversary who answers."""

    kind: Literal["counterpart"]
    """Always `counterpart`: the side that answers."""
    insecurity: Fraction
    """How much it fears what could threaten it, 0 to 1, where its nature is not hidden."""
    types: Annotated[dict[Id, NatureOfCounterpart], Field(min_length=1)]
    """The natures that it may have; one is drawn in each session and stays hidden."""

    @model_validator(mode="after")
    def _shares_add_up(self) -> Counterpart:
        total = sum(nature.share for nature in self.types.values())
        if abs(total - 1.0) > 1e-9:  # noqa: PLR2004  rounding of decimal shares
            message = f"the shares of `types` add up to {total:g} and not to 1"
            raise MisfitError(message, "types")
        return self
