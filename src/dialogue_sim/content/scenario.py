"""`<scenario>.yaml`: one playable scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from dialogue_sim.content.conditions import Condition, Expression
from dialogue_sim.content.mechanisms import Begins, Mechanism
from dialogue_sim.content.scripted import ScriptedTest
from dialogue_sim.content.text import (
    Background,
    Brief,
    Content,
    Date,
    Hook,
    Id,
    Later,
    MisfitError,
    Paragraph,
    Prose,
    Summary,
    Text,
    Title,
)

Level = Literal["starter", "intermediate", "advanced"]
LEVELS: tuple[str, ...] = get_args(Level)
"""For whom a scenario is, from easy to hard."""
PERCENTAGES = frozenset(f"{percent}%" for percent in range(1, 101))


class About(Content):
    """What a teacher wants to know before choosing a scenario."""

    minutes: Annotated[int, Field(ge=1, le=600)]
    level: Annotated[Level, Field(alias="for")]
    language: str
    authors: Annotated[list[Title], Field(min_length=1)]
    licence: Title
    version: int
    objectives: Annotated[list[Text], Field(min_length=1)]


class Cast(Content):
    """An actor's part in a scenario; `set` changes its profile, by paths."""

    set: dict[str, object] = {}


class Goal(Content):
    """A condition read after the last turn, worth points."""

    points: Annotated[int, Field(ge=1, le=20)]
    secret: bool = False
    when: Condition
    text: Summary


class Mandate(Content):
    """What an office is measured by; its holder picks one of several before the first turn."""

    title: Title
    says: Paragraph
    goals: Annotated[dict[Id, Goal], Field(min_length=1)]


Deed = Literal["open", "decide", "receipt", "log"]
"""What a guide can wait for: a text is opened, a move is made, a receipt or the log is read."""


class GuideStep(Content):
    """What a new player is told to do in a turn, until it is done."""

    turn: Annotated[int, Field(ge=1, le=1000)]
    until: Deed
    say: Summary


class Seat(Content):
    """A place at the table that a person can take, with goals or with mandates to choose from."""

    brief: Brief
    guide: Annotated[list[GuideStep] | None, Later()] = None
    goals: dict[Id, Goal] = {}
    mandates: dict[Id, Mandate] = {}

    @model_validator(mode="after")
    def _goals_or_mandates(self) -> Seat:
        if self.goals and self.mandates:
            message = "a seat has `goals:` or `mandates:`, not both"
            raise MisfitError(message, "mandates")
        return self

    def goals_of(self, mandate: str) -> Mapping[str, Goal]:
        """The goals that count, by id.

        Args:
            mandate: what the holder picked; where nothing or something unknown was picked, the
                first mandate by id counts. A seat without mandates has one list of goals.
        """
        if not self.mandates:
            return self.goals
        chosen = self.mandates.get(mandate) or self.mandates[min(self.mandates)]
        return chosen.goals

    def every_goal(self) -> tuple[Goal, ...]:
        """All goals that may come to count, those of all mandates."""
        return tuple(goal for _, goal in self.goals_by_path())

    def goals_by_path(self) -> Iterator[tuple[tuple[str, ...], Goal]]:
        """All goals that may come to count, each with its path inside the seat's block."""
        for name, goal in self.goals.items():
            yield ("goals", name), goal
        for mandate, body in self.mandates.items():
            for name, goal in body.goals.items():
                yield ("mandates", mandate, "goals", name), goal


TurnNumber = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,3}$")]
"""A turn as the key of a block; keys are texts."""


class Initiative(Content):
    """Who tables the proposal of a turn instead of the chair, and from which menu."""

    by: Id
    policies: Annotated[list[Id] | None, Field(min_length=1)] = None


DebateMode = Literal["cards", "ledger", "none"]


class DebateRule(Content):
    """How and when what is tabled is debated: with given arguments, in own words too, or never."""

    mode: DebateMode
    turns: list[Annotated[int, Field(ge=2, le=1000)]] = [2, 4]


class Inject(Content):
    """Something that happens: at a turn, or when a condition holds."""

    title: Title
    at: Annotated[int | None, Field(ge=1)] = None
    when: Condition | None = None
    chance: str = "100%"
    once: bool = True
    label: Literal["FIC", "REP", "DOC", "PTY"]
    source: list[str] = []
    text: Summary
    effects: list[Expression] = []

    @model_validator(mode="after")
    def _says_when(self) -> Inject:
        if self.at is None and self.when is None:
            message = "an inject needs `at: <turn>` or `when: <condition>`"
            raise ValueError(message)
        if self.label != "FIC" and not self.source:
            message = f"an inject labelled {self.label} needs `source:`"
            raise ValueError(message)
        if self.chance not in PERCENTAGES:
            message = "`chance` is a whole percentage such as 40%, from 1% to 100%"
            raise ValueError(message)
        return self


class Ending(Content):
    """Where a session can end; it describes and does not judge."""

    id: Id
    title: Title
    when: Condition
    text: Text


class Afterwards(Content):
    """What the documents say happened in the world."""

    text: Text
    label: Literal["REP", "DOC", "PTY", "FIC"]
    source: list[str] = []


class Scenario(Content):
    """One exercise: a moment, a menu, a story and its endings.

    `advanced` is a second, longer brief that nobody has to read.
    """

    format: Literal[1]
    id: Id
    setting: Id
    title: Title
    hook: Hook
    date: Date
    about: Annotated[About, Prose()]
    documents: list[str] = []
    brief: Brief
    advanced: Annotated[Background | None, Later()] = None
    turns: Annotated[int, Field(ge=1, le=1000)]
    procedure: Literal["silence", "consensus", "majority"]
    mechanisms: dict[Mechanism, bool | Begins] = {}
    debate: Annotated[DebateRule | None, Later()] = None
    chair: Id
    actors: Annotated[dict[Id, Cast], Field(min_length=1)]
    seats: Annotated[dict[Id, Seat], Field(min_length=1)]
    situation: dict[str, float] = {}
    standing: Id | None = None
    policies: Annotated[list[Id], Field(min_length=1)]
    agenda: dict[TurnNumber, Initiative] = {}
    injects: dict[Id, Inject] = {}
    endings: Annotated[list[Ending], Field(min_length=1)]
    debrief: list[Text] = []
    afterwards: Afterwards | None = None
    tests: Annotated[dict[Id, ScriptedTest], Prose()] = {}

    def tabler(self, turn: int) -> str:
        """Id of the actor who tables in a turn."""
        initiative = self.agenda.get(str(turn))
        return self.chair if initiative is None else initiative.by

    def menu(self, turn: int) -> list[str]:
        """Ids of the policies that can be tabled in a turn."""
        initiative = self.agenda.get(str(turn))
        if initiative is None or initiative.policies is None:
            return self.policies
        return initiative.policies

    @property
    def repertoire(self) -> list[str]:
        """Ids of everything that may be tabled in some turn, sorted."""
        menus = [self.policies, *(own.policies or [] for own in self.agenda.values())]
        return sorted({policy for menu in menus for policy in menu})

    def active_from(self, mechanism: Mechanism) -> int | None:
        """The turn from which a mechanism of the setting is on; None if it is switched off."""
        switch = self.mechanisms.get(mechanism, True)
        if isinstance(switch, Begins):
            return switch.from_turn
        return 1 if switch else None
