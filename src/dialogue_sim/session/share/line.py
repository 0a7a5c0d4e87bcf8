"""A line as its text says it, before anything is played: tags, steps and what is said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.moves import Move
from dialogue_sim.words import Difficulty


class ShareError(DialogueSimError):
    """A line that cannot be read or written; the sentence says where and what was expected."""


@dataclass(frozen=True, slots=True)
class Made:
    """A seat made a move."""

    by: str
    move: Move


@dataclass(frozen=True, slots=True)
class Branched:
    """The line left another one here; `seed` is other luck from here on, if it was given any."""

    name: str = ""
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Reseated:
    """From here on others sit at the keyboard."""

    seats: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happens in a turn; `at` is the line of the text that says so."""

    at: int
    turn: int
    does: Made | Branched | Reseated


@dataclass(frozen=True, slots=True)
class Remark:
    """A note on what stands before it.

    Attributes:
        at: the line of the text; mark: as in `tree.MARKS`, or nothing.
        of_move: whether it is about the move that ended a turn, and not about the turn.
    """

    at: int
    text: str
    mark: str = ""
    of_move: bool = False


Item: TypeAlias = Step | Remark
ByTurn: TypeAlias = Mapping[int, frozenset[str]]


@dataclass(frozen=True)
class Tags:
    """What the tags of a text say.

    Attributes:
        at: the line of the text on which each tag stands, by its name.
        seats: who sits where; None where the text does not say, and the chair is played.
        turns: how many are played at most; None for as many as the scenario has.
        catalogue: whether the story holds every policy of the setting.
        speakers, debaters: seats that a run was given responses or speeches for, by turn.
        rules: hash of the rules that it was played by; nothing where nobody says.
        code: session code that it came to; nothing where nobody says.
    """

    at: Mapping[str, int]
    scenario: str
    seed: str
    seats: Mapping[str, str] | None
    turns: int | None
    difficulty: Difficulty
    catalogue: bool
    speakers: ByTurn
    debaters: ByTurn
    rules: str
    code: str


@dataclass(frozen=True)
class Line:
    """A text that has been read."""

    tags: Tags
    items: tuple[Item, ...]
