"""`expectations.yaml`: what the documents say happens, as statements that the model must bear out.

An expectation is a sentence, its sources, and conditions on what the model makes of a text in a
situation, alone or compared with another case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, model_validator

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.conditions import Expression
from dialogue_sim.content.scenario import Scenario
from dialogue_sim.content.setting import AnswerId
from dialogue_sim.content.text import Content, Date, Id, SourceId, Text
from dialogue_sim.content.yaml_source import YamlFile

LAST_TURN = 1000
"""An opening is no story: it has no injects and only the ending that every scenario needs."""


class Opening(Content):
    """A situation at a date; the date picks the periods of the profiles."""

    date: Date
    """The date; it picks the periods of the profiles."""
    situation: dict[str, float]
    """Indicators in points; what is left out is as in the setting."""
    standing: Id | None = None
    """The policy whose text is in force; left out, that of the setting."""


class Step(Content):
    """A text that comes into force, and perhaps the answer it gets."""

    policy: Id | None = None
    """The policy that comes into force; left out, the text in force stays."""
    changes: Annotated[dict[Id, Id], Field(alias="with")] = {}
    """Levels that are changed in it, by issue."""
    venue: Id | None = None
    """Another venue for it."""
    answer: AnswerId | None = None
    """What the other side answers; left out, the likeliest answer."""


class Case(Step):
    """What is looked at: a text, after some turns, in the opening with some numbers changed."""

    situation: dict[str, float] = {}
    """Indicators that are otherwise than in the opening, in points."""
    play: list[Step] = []
    """Turns that come before."""


class Expectation(Content):
    """One statement of the documents."""

    says: Text
    """What the documents say happens, in a sentence."""
    source: Annotated[list[SourceId], Field(min_length=1)]
    """The sentences that say so."""
    basis: Literal["stated", "reported", "predicted", "poll", "data"]
    """How the documents know it."""
    reaction: Annotated[int | None, Field(ge=1)] = None
    """Number of the documented reaction, where reactions are counted."""
    claim: Annotated[int | None, Field(ge=1)] = None
    """Number of the documented claim about causes, where they are counted."""
    at: Id | Annotated[list[Id], Field(min_length=1)] | None = None
    """The opening, or several, at which it has to hold."""
    when: Case | Annotated[list[Case], Field(min_length=1)] = Case()
    """What is looked at, or several cases in each of which it has to hold."""
    than: Case | None = None
    """The case with which it is compared."""
    expect: list[Expression] = []
    """Conditions that have to hold."""
    untestable: Text | None = None
    """Why it cannot be tested, in place of `expect:`."""

    @model_validator(mode="after")
    def _is_tested_or_says_why_not(self) -> Expectation:
        if bool(self.expect) == (self.untestable is not None):
            message = "say either what to `expect:`, or why it is `untestable:`"
            raise ValueError(message)
        if self.expect and self.at is None:
            message = "say at which opening: `at: <opening>`, or a list of openings"
            raise ValueError(message)
        return self

    @property
    def openings(self) -> list[str]:
        """Ids of the openings at which it must hold."""
        return [self.at] if isinstance(self.at, str) else list(self.at or [])

    @property
    def cases(self) -> list[Case]:
        """The cases in each of which it must hold."""
        return [self.when] if isinstance(self.when, Case) else list(self.when)


class Expectations(Content):
    """All expectations of a setting, by id."""

    format: Literal[1]
    """The form of this file; always 1."""
    setting: Id
    """The folder in which this file lies."""
    openings: Annotated[dict[Id, Opening], Field(min_length=1)]
    """Situations from which texts are looked at, by id."""
    expectations: Annotated[dict[Id, Expectation], Field(min_length=1)]
    """What has to hold, by id."""


@dataclass(frozen=True)
class Expected:
    """The expectations of a setting with the content of every opening.

    Attributes:
        file: the file as it was read, for places.
        openings: each opening as a bundle in which every actor of the setting takes part.
    """

    file: YamlFile
    body: Expectations
    openings: Mapping[str, Bundle]

    def place(self, identifier: str, *path: str | int) -> str:
        """Where an expectation, or a part of it, stands: `file:line`."""
        found = self.file.place(("expectations", identifier, *path), key=not path)
        return f"{found.path}:{found.line}"


def as_scenario(
    setting: str, name: str, opening: Opening, actors: list[str], policies: list[str]
) -> Scenario:
    """An opening as a scenario without a story, for all actors and policies of the setting."""
    chair = actors[0]
    return Scenario.model_validate({
        "format": 1, "id": name, "setting": setting, "title": "Opening", "hook": "Opening",
        "date": opening.date, "turns": LAST_TURN, "procedure": "silence", "chair": chair,
        "about": {
            "minutes": 1, "for": "advanced", "language": "en", "authors": ["nobody"],
            "licence": "none", "version": 1, "objectives": ["to be looked at"],
        },
        "brief": "Opening", "actors": {actor: {} for actor in actors},
        "seats": {chair: {"brief": "Opening"}}, "situation": opening.situation,
        "standing": opening.standing, "policies": policies or ["any"],
        "endings": [{"id": "end", "title": "End", "when": "last_turn", "text": "End"}],
    })  # fmt: skip
