"""What a seat may do; `notation.py` writes it down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from dialogue_sim.errors import DialogueSimError

How = Literal["amend", "group", "withdraw"]
Assurance = Literal["now", "promise"]


class MoveError(DialogueSimError):
    """A move that cannot be read, or that is not possible now."""


@dataclass(frozen=True, slots=True)
class Propose:
    """Table a policy, with up to two issues amended (the venue counts as an issue)."""

    policy: str
    amend: Mapping[str, str] = field(default_factory=dict)
    venue: str | None = None


@dataclass(frozen=True, slots=True)
class Settle:
    """After silence was broken: amend one issue, go on as a smaller group, or withdraw."""

    how: How
    amend: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Respond:
    """What the person in an actor's seat says to the text on the table, in place of a draw."""

    response: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person in the counterpart's seat does, in place of a draw."""

    answer: str


@dataclass(frozen=True, slots=True)
class Consult:
    """Ask a member, before tabling, how far it would go and what would reassure it."""

    actor: str


@dataclass(frozen=True, slots=True)
class Assure:
    """Reassure a member: for the text of this turn, or by the promise of what it asks for."""

    actor: str
    how: Assurance


@dataclass(frozen=True, slots=True)
class Campaign:
    """Speak for talks at home."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Table nothing in this turn; the text in force stays."""


@dataclass(frozen=True, slots=True)
class Mandate:
    """Pick, before the first turn, which goals count for a seat; the chair's if none is named."""

    mandate: str
    seat: str = ""


HOW_SURE = (40, 60, 80, 100)
"""Percent that screens offer for a forecast; what is left is shared evenly by the four others."""
USUALLY_SURE = 60


@dataclass(frozen=True, slots=True)
class Predict:
    """A sealed forecast: of each side's response, and of the counterpart's answer.

    Attributes:
        responses: by actor, percent for each response that is named; the rest is shared evenly
            by the others.
        answer: percent for each answer that is named; empty for no forecast of it.
    """

    responses: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    answer: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Argue:
    """Make an argument: one of the bank, or a claim in own words with a reason and cards."""

    use: str = ""
    side: str = ""
    reason: str = ""
    claim: str = ""
    cards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rebut:
    """Answer an argument: its evidence, its reasoning, something weightier, or in part."""

    target: str
    kind: str
    card: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Drop:
    """Withdraw an argument of one's own that was answered."""

    argument: str


@dataclass(frozen=True, slots=True)
class Pass:
    """Say no more in this step of the debate."""


Groundwork: TypeAlias = Consult | Assure | Campaign
"""What the chair may do before it tables."""
Speech: TypeAlias = Argue | Rebut | Drop | Pass
"""What is said in a debate."""
Move: TypeAlias = (
    Mandate | Groundwork | Predict | Propose | Wait | Speech | Settle | Respond | Answer
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A move of a seat in a turn; `line` is where a file says so, 0 for nowhere."""

    turn: int
    seat: str
    move: Move
    line: int = field(default=0, compare=False)
