"""What is fixed during a session: the issue space, the actors, the story, and the coefficients.

Everything here is plain data in the engine's units (fractions, nats, shares); `session/worlds/`
makes it from the content files. Axis letters: a actor, i issue, v venue, l red line, d driver,
k response or answer, s session.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.engine.rules import Rules
    from dialogue_sim.expression_tree import Effect, Node

Kind = Literal["member", "voice", "public"]
Shape = Literal["peak", "min", "max"]

MEASURES = (
    "offer", "benefit", "safeguard", "gain", "firmness", "demand", "threat", "deterrent",
    "isolation", "unity", "delay", "openness", "posture", "price",
)  # fmt: skip
"""All that the engine asks of a text; `consistency` compares two texts and stands apart."""


@dataclass(frozen=True)
class Issue:
    """One dimension of the issue space; levels from low to high."""

    id: str
    levels: tuple[str, ...]
    values: tuple[float, ...]


@dataclass(frozen=True)
class MeasureTerm:
    """One summand of a measure: weight times a shape of one issue's value."""

    issue: int
    weight: float
    anchors: tuple[float, ...] = ()
    above: float | None = None
    below: float | None = None
    only_if: int | None = None


@dataclass(frozen=True)
class Space:
    """The issue space and what can be measured in it."""

    issues: tuple[Issue, ...]
    venues: tuple[str, ...]
    measures: Mapping[str, tuple[MeasureTerm, ...]]
    consistency: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Preferences:
    """Spatial preferences of some actors (E5).

    Attributes:
        ideals: (a, i) value 0..1.
        shapes: per actor and issue: `peak`, `min` (at least) or `max` (at most).
        salience: (a, i+1) shares that add up to 1; the last column is the venue's.
        affinity: (a, v) -1..1.
        tolerance: (a,) -1..1.
    """

    ideals: Array
    shapes: tuple[tuple[Shape, ...], ...]
    salience: Array
    affinity: Array
    tolerance: Array

    @cached_property
    def over(self) -> Array:
        """(i, a, 1) 1 where going beyond the ideal is a loss, else 0."""
        return self._where({"peak", "max"})

    @cached_property
    def under(self) -> Array:
        """(i, a, 1) 1 where falling short of the ideal is a loss, else 0."""
        return self._where({"peak", "min"})

    def _where(self, shapes: set[Shape]) -> Array:
        rows = [[float(shape in shapes) for shape in actor] for actor in self.shapes]
        return np.array(rows).T[:, :, None]


@dataclass(frozen=True)
class Hinge:
    """How far a text goes beyond a threshold on one issue, 0..1 (E7)."""

    issue: int
    threshold: float
    above: bool


@dataclass(frozen=True)
class RedLine:
    """A principle of one actor; `gated` ones fade once hostilities have ceased (E7)."""

    id: str
    actor: int
    severity: float
    gated: bool
    hinges: tuple[Hinge, ...]


@dataclass(frozen=True)
class Actors:
    """Every actor but the counterpart, sorted by id; arrays are (a,) unless said otherwise.

    Attributes:
        members: places of those who may break silence.
        public: place of the public whose support is computed (E15).
        shares: (term, a) weight of each term: star shares that add up to 1 for each actor (E4),
            then the force of red lines and caution.
        listens: (a, a) weight given to another's last stance, rows add up to 1 or 0 (E11b).
        trust: prior probability that the counterpart honours an agreement.
        streams, resolve_streams: keys of the draws of responses and of resolve, one per actor.
        asks: per actor, what would reassure it: any of these issues at this value or more.
    """

    ids: tuple[str, ...]
    kinds: tuple[Kind, ...]
    members: tuple[int, ...]
    public: int
    preferences: Preferences
    red_lines: tuple[RedLine, ...]
    shares: Array
    listens: Array
    capability: Array
    trust: Array
    vulnerability: Array
    learning_rate: Array
    generosity: Array
    public_tilt: Array
    predictability: Array
    streams: tuple[int, ...]
    resolve_streams: tuple[int, ...] = ()
    asks: tuple[tuple[tuple[int, float], ...], ...] = ()

    @cached_property
    def heeded(self) -> tuple[tuple[int, int, float], ...]:
        """Who listens to whom, and how much: (listener, speaker, weight)."""
        return tuple(
            (listener, speaker, float(weight))
            for listener, weights in enumerate(self.listens)
            for speaker, weight in enumerate(weights)
            if weight
        )


@dataclass(frozen=True)
class CounterpartType:
    """One of the natures that the counterpart may have; drawn once per session, never shown."""

    id: str
    share: float
    greed: float
    insecurity: float


@dataclass(frozen=True)
class Counterpart:
    """The adversary who answers (E17); `preferences` hold it alone."""

    id: str
    preferences: Preferences
    predictability: float
    insecurity: float
    types: tuple[CounterpartType, ...]
    answer_stream: int
    type_stream: int
    report_stream: int = 0

    @property
    def mildest(self) -> int:
        """Place of the least greedy type: the one that a reading is about."""
        return min(range(len(self.types)), key=lambda place: self.types[place].greed)


@dataclass(frozen=True)
class Inject:
    """Something that happens at a turn's start: at a fixed turn or when a condition holds."""

    id: str
    at: int | None
    when: Node | None
    chance: float
    once: bool
    effects: tuple[Effect, ...]
    stream: int


@dataclass(frozen=True)
class Ending:
    """Where a session may end; the first whose condition holds."""

    id: str
    when: Node


@dataclass(frozen=True)
class PolicyRule:
    """When a policy may be tabled, and what its adoption does beside its place in the space.

    Attributes:
        surcharge: what its author's own price differs by from the one that its text has.
    """

    id: str
    when: Node | None
    effects: tuple[Effect, ...]
    surcharge: float = 0.0


@dataclass(frozen=True)
class Story:
    """The frame of a session; `counted` are the conditions inside `count(...)`."""

    turns: int
    policies: tuple[PolicyRule, ...]
    injects: tuple[Inject, ...]
    endings: tuple[Ending, ...]
    counted: tuple[Node, ...]

    def has(self, policy: str) -> bool:
        """Whether a policy belongs to the story."""
        return policy in self._places

    def place_of(self, policy: str) -> int:
        """Place of a policy among those of the story.

        Raises:
            KeyError: there is none of that id.
        """
        return self._places[policy]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {rule.id: place for place, rule in enumerate(self.policies)}


Bearing: TypeAlias = tuple[Hinge, ...] | None
"""Hinges whose product says how far something bears on a text; None for not at all."""


@dataclass(frozen=True)
class Dossier:
    """The cards that can be played, sorted by id.

    Attributes:
        grades: (c,) per mille; bears: for each side and card, the texts that it speaks to.
        disputes: (c, c) whether the first card contradicts the second.
    """

    ids: tuple[str, ...]
    grades: Integers
    bears: tuple[tuple[Bearing, ...], tuple[Bearing, ...]]
    disputes: Truths


@dataclass(frozen=True, eq=False)
class Bank:
    """Arguments that can be made: those of the setting sorted by id, then claims in own words.

    Equal only to itself, so that what follows from it can be remembered with it.

    Attributes:
        speakers: (e, a) whose position it is.
        sides, reasons: (e,); cards: (e, 2), `NO_CARD` for none.
        bears: the texts that an entry bears on; for claims their cards decide.
        refuted: (e,) whether it contradicts what is documented.
        repeated: (e,) claims that their speaker made in the last debate.
        written: how many entries are the setting's.
    """

    dossier: Dossier
    ids: tuple[str, ...]
    speakers: Truths
    sides: Integers
    reasons: Integers
    cards: Integers
    bears: tuple[Bearing, ...]
    refuted: Truths
    repeated: Truths
    written: int


@dataclass(frozen=True)
class Debate:
    """Where and by what a story debates.

    Attributes:
        tablers: by turn with a debate, the place of who tables; the counterpart's is the last.
        attends: (a,) who speaks by rule, the counterpart last: publics and outsiders do not.
        weights: (a, reason) per mille that each kind of argument weighs for an audience, 0..200.
    """

    bank: Bank
    tablers: Mapping[int, int]
    attends: Truths
    weights: Integers


@dataclass(frozen=True, eq=False)
class World:
    """Everything that does not change while a session is played; no debate where none is held.

    Equal only to itself, so that what follows from it can be remembered with it.
    """

    space: Space
    actors: Actors
    counterpart: Counterpart
    rules: Rules
    story: Story
    debate: Debate | None = None

    def debates(self, turn: int) -> bool:
        """Whether what is tabled in a turn is debated."""
        return self.debate is not None and turn in self.debate.tablers

    def at(self, turn: int) -> World:
        """The world with those mechanisms only that have begun by a turn."""
        begun = self.rules.mechanisms.at(turn)
        if begun is self.rules.mechanisms:
            return self
        return replace(self, rules=replace(self.rules, mechanisms=begun))
