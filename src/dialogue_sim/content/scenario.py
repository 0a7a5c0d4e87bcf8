"""`<scenario>.yaml`: one playable scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from dialogue_sim.content.conditions import Condition, Expression
from dialogue_sim.content.mechanisms import Begins, Mechanism
from dialogue_sim.content.policy import Policy
from dialogue_sim.content.random_tests import ScenarioTest
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
    Renames,
    Summary,
    Text,
    Title,
    must_rest,
)

Level = Literal["starter", "intermediate", "advanced"]
LEVELS: tuple[str, ...] = get_args(Level)
"""For whom a scenario is, from easy to hard."""
PERCENTAGES = frozenset(f"{percent}%" for percent in range(1, 101))


class About(Content):
    """What a teacher wants to know before choosing a scenario."""

    minutes: Annotated[int, Field(ge=1, le=600)]
    """How long a session takes, 1 to 600."""
    level: Annotated[Level, Field(alias="for")]
    """For whom it is: `starter`, `intermediate` or `advanced`."""
    language: str
    """The language of its texts, such as en."""
    authors: Annotated[list[Title], Field(min_length=1)]
    """Who wrote it."""
    licence: Title
    """Under which licence it may be used."""
    version: int
    """A number that rises with every edition."""
    objectives: Annotated[list[Text], Field(min_length=1)]
    """What players learn, one sentence each."""


class Cast(Content):
    """An actor's part in a scenario; `set` changes its profile, by paths.

    With `use` it is a variant of another actor, of this scenario alone.
    """

    use: Annotated[Id | None, Later()] = None
    """Another actor of which this one is a variant, for this scenario alone."""
    set: dict[str, object] = {}
    """What is different in the profile here, by paths such as `stars.peers`."""


class Goal(Content):
    """A condition read after the last turn, worth points."""

    points: Annotated[int, Field(ge=1, le=20)]
    """What it is worth, 1 to 20."""
    secret: bool = False
    """Whether only its seat sees it."""
    when: Condition
    """The condition that is read after the last turn."""
    text: Summary
    """The goal in a sentence, at most 240 characters."""


class Mandate(Content):
    """What an office is measured by; its holder picks one of several before the first turn."""

    title: Title
    """The name of the mandate, at most 60 characters."""
    says: Paragraph
    """What the office is measured by, at most 400 characters."""
    goals: Annotated[dict[Id, Goal], Field(min_length=1)]
    """The goals that count, by id."""


Deed = Literal["open", "decide", "receipt", "log"]
"""What a guide can wait for: a text is opened, a move is made, a receipt or the log is read."""


class GuideStep(Content):
    """What a new player is told to do in a turn, until it is done."""

    turn: Annotated[int, Field(ge=1, le=1000)]
    """The turn in which it is said."""
    until: Deed
    """What makes it go away: a text is opened, a decision is made, a receipt or the log is
    read."""
    say: Summary
    """What to do, at most 240 characters."""


class Seat(Content):
    """A place at the table that a person can take, with goals or with mandates to choose from."""

    brief: Brief
    """What this seat has to know, at most 180 words; it may be addressed as you."""
    guide: Annotated[list[GuideStep] | None, Later()] = None
    """What a new player is told to do, turn by turn."""
    goals: dict[Id, Goal] = {}
    """What the seat is measured by, by id."""
    mandates: dict[Id, Mandate] = {}
    """In place of goals: mandates of which the player picks one."""

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
    """The actor that tables in this turn."""
    policies: Annotated[list[Id] | None, Field(min_length=1)] = None
    """What it can table; left out, the menu of the scenario."""


DebateMode = Literal["cards", "ledger", "none"]


class DebateRule(Content):
    """How and when what is tabled is debated: with given arguments, in own words too, or never."""

    mode: DebateMode
    """`cards` argues with the bank, `ledger` in own words too, `none` never."""
    turns: list[Annotated[int, Field(ge=2, le=1000)]] = [2, 4]
    """The turns with a debate; never the first one."""


class Inject(Content):
    """Something that happens: at a turn, or when a condition holds."""

    title: Title
    """The headline, at most 60 characters."""
    at: Annotated[int | None, Field(ge=1)] = None
    """The turn at whose start it happens."""
    when: Condition | None = None
    """The condition under which it happens."""
    chance: str = "100%"
    """How likely it is then, a whole percentage such as 40%."""
    once: bool = True
    """Whether it happens at most once in a session."""
    label: Literal["FIC", "REP", "DOC", "PTY"]
    """`FIC` if it is invented; `REP`, `DOC` or `PTY` if a source tells it."""
    source: list[str] = []
    """The sentences that tell it; needed for every label but `FIC`."""
    text: Summary
    """The news, at most 240 characters."""
    effects: list[Expression] = []
    """What it changes, such as `tension += 6`."""

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
            raise MisfitError(message, "chance")
        return self


class Ending(Content):
    """Where a session can end; it describes and does not judge."""

    id: Id
    """Its name in tests and saves."""
    title: Title
    """Its name on screens, at most 60 characters."""
    when: Condition
    """The condition under which the session ends; the last ending holds on the last turn."""
    text: Text
    """What has come of it; it describes and does not judge."""


class Afterwards(Content):
    """What the documents say happened in the world."""

    text: Text
    """What happened in the world, in a few sentences."""
    label: Literal["REP", "DOC", "PTY", "FIC"]
    """Who says so."""
    source: list[str] = []
    """The sentences that say so."""


class Scenario(Content):
    """One exercise: a moment, a menu, a story and its endings.

    `advanced` is a second, longer brief that nobody has to read. `own_policies` are texts that
    the catalogue of the setting does not have.
    """

    format: Literal[1]
    """The form of this file; always 1."""
    id: Id
    """The name of this file without `.yaml`."""
    setting: Id
    """The folder in which this file lies."""
    title: Title
    """The name on screens, at most 60 characters."""
    hook: Hook
    """One line that makes one want to play it, at most 80 characters."""
    date: Date
    """When it plays; the date picks the periods of the profiles."""
    about: Annotated[About, Prose()]
    """What a teacher wants to know before choosing it."""
    documents: list[str] = []
    """The sources that it rests on."""
    brief: Brief
    """What everybody reads first, at most 180 words."""
    advanced: Annotated[Background | None, Later()] = None
    """A longer brief for those who want more, at most 400 words."""
    turns: Annotated[int, Field(ge=1, le=1000)]
    """How many turns a session has."""
    procedure: Literal["silence", "consensus", "majority"]
    """How a text is adopted: `silence`, `consensus` or `majority`."""
    mechanisms: dict[Mechanism, bool | Begins] = {}
    """Mechanisms that are switched off (`false`) or begin later (`{from_turn: 3}`)."""
    debate: Annotated[DebateRule | None, Later()] = None
    """How and when what is tabled is debated."""
    chair: Id
    """The seat that tables where `agenda:` names nobody else."""
    actors: Annotated[dict[Id, Cast], Field(min_length=1)]
    """Who is in the story, by id; `{}` takes the profile as it is."""
    seats: Annotated[dict[Id, Seat], Field(min_length=1)]
    """Who can be played, by id of the actor."""
    situation: dict[str, float] = {}
    """Indicators at the start, in points; what is left out is as in the setting."""
    standing: Id | None = None
    """The policy whose text is in force at the start; left out, that of the setting."""
    policies: Annotated[list[Id], Field(min_length=1)]
    """The menu: policies that can be tabled, in this order."""
    own_policies: Annotated[dict[Id, Policy] | None, Later()] = None
    """Texts of this scenario alone, by id."""
    agenda: dict[TurnNumber, Initiative] = {}
    """Turns in which somebody else tables, by number of the turn."""
    injects: dict[Id, Inject] = {}
    """What happens besides, by id."""
    endings: Annotated[list[Ending], Field(min_length=1)]
    """Where a session can end; after each turn the first that holds ends it."""
    debrief: list[Text] = []
    """Questions for the talk afterwards."""
    afterwards: Afterwards | None = None
    """What really happened, as far as sources tell it."""
    tests: Annotated[dict[Id, ScenarioTest], Prose()] = {}
    """What must be so when certain moves are made, by id."""
    renamed: Renames = None
    """By old id the present one; what still says the old one goes on working."""

    @model_validator(mode="after")
    def _old_ids_rest(self) -> Scenario:
        must_rest(self.renamed, {*self.injects, *(ending.id for ending in self.endings)})
        return self

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
