"""`setting.yaml`: what the scenarios of a setting share, above all the issue space."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from dialogue_sim.content.text import Content, Id, MisfitError, Short, Summary, Title
from dialogue_sim.words import ANSWERS

Fraction = Annotated[float, Field(ge=0.0, le=1.0)]
AnswerId = Literal["reciprocate", "probe", "stonewall", "exploit_splits", "escalate"]


class Level(Content):
    """One rung of an issue."""

    id: Id
    value: Fraction
    label: Annotated[Title, Field(max_length=24)]


class Issue(Content):
    """One dimension of what can be proposed; levels rise from 0 to 1."""

    title: Title
    summary: Summary
    levels: Annotated[list[Level], Field(min_length=2)]

    @model_validator(mode="after")
    def _levels_rise(self) -> Issue:
        values = [level.value for level in self.levels]
        if values[0] != 0.0 or values[-1] != 1.0 or values != sorted(set(values)):
            message = "level values must rise strictly from 0 to 1"
            raise ValueError(message)
        if len({level.id for level in self.levels}) != len(self.levels):
            message = "two levels have the same id"
            raise ValueError(message)
        return self


class MeasurePart(Content):
    """Weight times a shape of one issue: anchors at its levels, a hinge, or the level itself."""

    weight: float
    at: list[float] | None = None
    above: Id | None = None
    below: Id | None = None
    only_if: Annotated[Id | None, Field(alias="if")] = None

    @model_validator(mode="after")
    def _one_shape(self) -> MeasurePart:
        if sum(shape is not None for shape in (self.at, self.above, self.below)) > 1:
            message = "a measure's part takes one of `at`, `above`, `below`"
            raise ValueError(message)
        return self


class Entry(Content):
    """One entry of the glossary."""

    title: Title
    text: Summary


class Measures(Content):
    """What the engine asks of a text; each measure adds up over issues."""

    offer: dict[Id, MeasurePart] = {}
    benefit: dict[Id, MeasurePart] = {}
    safeguard: dict[Id, MeasurePart] = {}
    gain: dict[Id, MeasurePart] = {}
    firmness: dict[Id, MeasurePart] = {}
    demand: dict[Id, MeasurePart] = {}
    threat: dict[Id, MeasurePart] = {}
    deterrent: dict[Id, MeasurePart] = {}
    isolation: dict[Id, MeasurePart] = {}
    unity: dict[Id, MeasurePart] = {}
    delay: dict[Id, MeasurePart] = {}
    openness: dict[Id, MeasurePart] = {}
    posture: dict[Id, MeasurePart] = {}
    price: dict[Id, MeasurePart] = {}
    consistency: dict[Id, MeasurePart] = {}


class Setting(Content):
    """A world of scenarios: who faces whom, over which issues."""

    format: Literal[1]
    id: Id
    title: Title
    alliance: Short
    counterpart: Id
    public: Id
    blocs: dict[Id, list[Id]] = {}
    issues: dict[Id, Issue]
    venues: dict[Id, Title]
    measures: Measures
    situation: dict[str, float]
    standing: Id
    plans: dict[Id, dict[AnswerId, Id]] = {}
    glossary: dict[Id, Entry] = {}

    @model_validator(mode="after")
    def _plans_are_complete(self) -> Setting:
        for name, plan in self.plans.items():
            missing = [answer for answer in ANSWERS if answer not in plan]
            if missing:
                message = f"plan '{name}' does not say what to table after {', '.join(missing)}"
                raise MisfitError(message, "plans", name)
        return self

    def level_ids(self, issue: str) -> list[str]:
        """Ids of an issue's levels, from low to high."""
        return [level.id for level in self.issues[issue].levels]
