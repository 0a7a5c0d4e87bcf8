"""What came out of an expectation or a test, for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dialogue_sim.expression_tree import (
    ActorValue,
    Answer,
    Count,
    Elsewhere,
    Finding,
    Name,
    Proposed,
    Quantity,
    Standing,
    StandingVenue,
    TurnsSince,
)
from dialogue_sim.words import ANSWERS, RESPONSES

if TYPE_CHECKING:
    from dialogue_sim.content.setting import Setting

State = Literal["held", "failed", "untestable"]


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a share of sessions lies with a probability of 95 %, and of how many it is one."""

    low: float
    high: float
    sessions: int


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity that a condition asked for, and what was found: points, an id, or a share.

    Attributes:
        interval: of a share of sessions, 0..1.
    """

    words: str
    value: float | str
    interval: Interval | None = None

    @property
    def shown(self) -> str:
        """The number as one reads it."""
        if isinstance(self.value, str):
            return self.value
        if self.interval is None:
            return f"{self.value:.1f}"
        low, high = 100 * self.interval.low, 100 * self.interval.high
        of_how_many = f"{low:.1f}..{high:.1f}, {self.interval.sessions} sessions"
        return f"{100 * self.value:.1f} % ({of_how_many})"


@dataclass(frozen=True, slots=True)
class Check:
    """One condition in one case.

    Attributes:
        condition: as the author wrote it.
        where: opening and text of an expectation, or the list of an invariant; else empty.
        place: `file:line`.
        told: how it failed, where more is to be said than that it does not hold.
    """

    condition: str
    where: str
    held: bool
    numbers: tuple[Number, ...]
    place: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A session that shows why a test failed.

    Attributes:
        seed: by which it is played; turn: the last one that was played.
        strategy: who tables; empty where a test says every move.
        save: the file it was written to; empty where it was not.
    """

    seed: str
    turn: int
    strategy: str = ""
    save: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One expectation or scripted test.

    Attributes:
        says: what should be so; for a scripted test its name in words.
        place: `file:line`.
        problem: why it could not be tested, or could not be played to its end.
        remarks: what is worth knowing whether or not it holds.
        session: one that shows why it failed.
    """

    id: str
    state: State
    says: str
    place: str
    source: tuple[str, ...] = ()
    basis: str = ""
    checks: tuple[Check, ...] = ()
    problem: str = ""
    remarks: tuple[str, ...] = ()
    session: Session | None = None


def found(quantity: Quantity, value: float, setting: Setting) -> Number:
    """A number with its words; a response, an answer, a level or a venue by its id."""
    return Number(words_of(quantity), _value(quantity, value, setting))


def _value(quantity: Quantity, value: float, setting: Setting) -> float | str:
    match quantity:
        case ActorValue("response"):
            return RESPONSES[int(value)]
        case Answer():
            return ANSWERS[int(value)]
        case Standing(issue) | Proposed(issue):
            levels = setting.issues[issue].levels
            return next((level.id for level in levels if level.value == value), value)
        case StandingVenue():
            return list(setting.venues)[int(value)]
        case Elsewhere(_, inner):
            return _value(inner, value, setting)
        case _:
            return value


def words_of(quantity: Quantity) -> str:
    """A quantity as it is written, a bloc as its members."""
    match quantity:
        case Name(name):
            return name
        case Answer():
            return "answer"
        case Standing(issue):
            return f"standing.{issue}"
        case StandingVenue():
            return "standing.venue"
        case Proposed(issue):
            return f"proposal.{issue}"
        case _:
            return _call(quantity)


def _call(quantity: Quantity) -> str:
    match quantity:
        case ActorValue(kind, actors):
            return f"{kind}({', '.join(actors)})"
        case Finding(name, actors, about):
            return f"{name}({', '.join([*actors, *([about] if about else [])])})"
        case Elsewhere(where, inner):
            return f"{where}({words_of(inner)})"
        case TurnsSince(_, identifier):
            return f"turns_since({identifier})"
        case Count():
            return "count(...)"
        case _:
            return "a number"
