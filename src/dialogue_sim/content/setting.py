"""`setting.yaml`: what the scenarios of a setting share, above all the issue space."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from dialogue_sim.content.text import (
    Content,
    Id,
    Later,
    MisfitError,
    Renames,
    Short,
    Summary,
    Title,
    must_rest,
)
from dialogue_sim.content.variants import Periods
from dialogue_sim.words import ANSWERS

Fraction = Annotated[float, Field(ge=0.0, le=1.0)]
AnswerId = Literal["reciprocate", "probe", "stonewall", "exploit_splits", "escalate"]


class Level(Content):
    """One rung of an issue."""

    id: Id
    """The name of the level in files."""
    value: Fraction
    """Where it lies between the lowest (0) and the highest (1)."""
    label: Annotated[Title, Field(max_length=24)]
    """The name on screens, at most 24 characters."""


class Issue(Content):
    """One dimension of what can be proposed; levels rise from 0 to 1."""

    title: Title
    """The name on screens, at most 60 characters."""
    summary: Summary
    """What the issue is about, at most 240 characters."""
    levels: Annotated[list[Level], Field(min_length=2)]
    """Its rungs, from 0 to 1."""

    @model_validator(mode="after")
    def _levels_rise(self) -> Issue:
        values, last = [level.value for level in self.levels], len(self.levels) - 1
        for place, value in enumerate(values):
            rises = place == 0 or values[place - 1] < value
            if not rises or (place == 0 and value != 0.0) or (place == last and value != 1.0):
                message = "level values must rise strictly from 0 to 1"
                raise MisfitError(message, "levels", place, "value")
            if self.levels[place].id in {level.id for level in self.levels[:place]}:
                message = "two levels have the same id"
                raise MisfitError(message, "levels", place, "id")
        return self


class MeasurePart(Content):
    """Weight times a shape of one issue: anchors at its levels, a hinge, or the level itself."""

    weight: Annotated[float, Field(ge=-10.0, le=10.0)]
    """What this issue weighs in the measure."""
    at: list[Annotated[float, Field(ge=-10.0, le=10.0)]] | None = None
    """The value at each level, in their order; between them it goes in straight lines."""
    above: Id | None = None
    """Counts only beyond this level."""
    below: Id | None = None
    """Counts only short of this level."""
    only_if: Annotated[Id | None, Field(alias="if")] = None
    """Counts only where this issue is above its lowest level."""

    @model_validator(mode="after")
    def _one_shape(self) -> MeasurePart:
        if sum(shape is not None for shape in (self.at, self.above, self.below)) > 1:
            message = "a measure's part takes one of `at`, `above`, `below`"
            raise ValueError(message)
        return self


class Entry(Content):
    """One entry of the glossary."""

    title: Title
    """The word that is explained."""
    text: Summary
    """What it means, at most 240 characters."""


class Measures(Content):
    """What the engine asks of a text; each measure adds up over issues."""

    offer: dict[Id, MeasurePart] = {}
    """How much a text offers the counterpart."""
    benefit: dict[Id, MeasurePart] = {}
    """What the alliance gains if the counterpart keeps its word."""
    safeguard: dict[Id, MeasurePart] = {}
    """How well a text protects if it does not."""
    gain: dict[Id, MeasurePart] = {}
    """What there is to be gained by talking."""
    firmness: dict[Id, MeasurePart] = {}
    """How firm a text is."""
    demand: dict[Id, MeasurePart] = {}
    """How much a text demands."""
    threat: dict[Id, MeasurePart] = {}
    """How threatening a text looks from the other side."""
    deterrent: dict[Id, MeasurePart] = {}
    """How well a text deters."""
    isolation: dict[Id, MeasurePart] = {}
    """How far a text cuts the other side off."""
    unity: dict[Id, MeasurePart] = {}
    """How much of the alliance a text binds."""
    delay: dict[Id, MeasurePart] = {}
    """How far a text is put off."""
    openness: dict[Id, MeasurePart] = {}
    """How open a text is to the public."""
    posture: dict[Id, MeasurePart] = {}
    """The military posture that a text chooses."""
    price: dict[Id, MeasurePart] = {}
    """What tabling a text costs in political capital, rounded up."""
    consistency: dict[Id, MeasurePart] = {}
    """How far a text departs from the one in force."""


class Setting(Content):
    """A world of scenarios: who faces whom, over which issues."""

    format: Literal[1]
    """The form of this file; always 1."""
    id: Id
    """The name of the folder in which this file lies."""
    title: Title
    """The name on screens, at most 60 characters."""
    alliance: Short
    """What those who table call themselves, at most 14 characters."""
    counterpart: Id
    """The actor that answers."""
    public: Id
    """The actor whose support is measured."""
    blocs: dict[Id, list[Id]] = {}
    """Groups of actors under one name, for lists and conditions."""
    issues: dict[Id, Issue]
    """What can be negotiated, by id."""
    venues: dict[Id, Title]
    """Where one can meet: an id and its label."""
    measures: Measures
    """What the model asks of a text, as sums over issues."""
    situation: dict[str, float]
    """Indicators at the start of a scenario, in points."""
    standing: Id
    """The policy whose text is in force at the start."""
    plans: dict[Id, dict[AnswerId, Id]] = {}
    """Strategies that follow the last answer: a policy for each of them."""
    glossary: dict[Id, Entry] = {}
    """Words that are explained, by id."""
    periods: Annotated[Periods | None, Later()] = None
    """What is different from a date on, each with `from:` and `set:`."""
    renamed: Renames = None
    """By old id the present one; what still says the old one goes on working."""

    @model_validator(mode="after")
    def _plans_are_complete(self) -> Setting:
        for name, plan in self.plans.items():
            missing = [answer for answer in ANSWERS if answer not in plan]
            if missing:
                message = f"plan '{name}' does not say what to table after {', '.join(missing)}"
                raise MisfitError(message, "plans", name)
        return self

    @model_validator(mode="after")
    def _old_ids_rest(self) -> Setting:
        must_rest(self.renamed, {*self.issues, *self.venues, *self.blocs})
        return self

    def level_ids(self, issue: str) -> list[str]:
        """Ids of an issue's levels, from low to high."""
        return [level.id for level in self.issues[issue].levels]
