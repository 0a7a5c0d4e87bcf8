"""`tests:` of a scenario: turns as they are to be played, and what must be true after them.

A move is written as in a file of moves and in a save; responses and answers are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag

from dialogue_sim.content.conditions import Expression
from dialogue_sim.content.suggest import did_you_mean
from dialogue_sim.content.text import Content, Id


def _yes(said: bool) -> bool:  # noqa: FBT001
    if not said:
        message = "write `true`, or leave the move out"
        raise ValueError(message)
    return said


Yes = Annotated[bool, AfterValidator(_yes)]
"""What stands behind a move that says nothing but that it is made."""


class Tabled(Content):
    """A policy is tabled, perhaps with amendments."""

    propose: Id
    """The policy that is tabled."""
    amend: dict[Id, Id] = {}
    """Levels that are changed in it, by issue; at most two."""
    venue: Id | None = None
    """Another venue; it counts as one of the two amendments."""


class SettledBy(Content):
    """What whoever tabled does after silence was broken."""

    settle: Literal["amend", "group", "withdraw"]
    """After a broken silence: `amend` one issue, go on as a `group`, or `withdraw`."""
    amend: dict[Id, Id] = {}
    """The one level that is changed, by issue."""


class Waited(Content):
    """Nothing is tabled in this turn."""

    wait: Yes
    """Always true: nothing is tabled in this turn."""


class Consulted(Content):
    """A member is asked how far it would go."""

    consult: Id
    """The member that is asked how far it would go."""


class Assured(Content):
    """A member is reassured: for the text of this turn, or by a promise."""

    assure: Id
    """The member that is reassured."""
    how: Literal["now", "promise"]
    """`now` for the text of this turn, `promise` for what it asks for."""


class Campaigned(Content):
    """The chair speaks for talks at home."""

    campaign: Yes
    """Always true: the chair speaks for talks at home."""


class Picked(Content):
    """Which mandate counts for a seat, that of who tables first if none is named."""

    mandate: Id
    """The mandate that counts."""
    seat: Id | None = None
    """The seat for which it counts; left out, whoever tables first."""


MOVES = ("propose", "settle", "wait", "consult", "assure", "campaign", "mandate")
"""The keys that tell one kind of move from the others."""


def _kind(written: object) -> str:
    """Which kind of move is meant, by its keys, misspelt or not."""
    if isinstance(written, list):
        return "several"
    if not isinstance(written, dict):
        return "policy"
    named = [move for move in MOVES if move in written]
    near = [move for key in written if (move := did_you_mean(str(key), MOVES)) is not None]
    return (*named, *near, "propose")[0]


Spoken = (
    Annotated[Id, Tag("policy")]
    | Annotated[Tabled, Tag("propose")]
    | Annotated[SettledBy, Tag("settle")]
    | Annotated[Waited, Tag("wait")]
    | Annotated[Consulted, Tag("consult")]
    | Annotated[Assured, Tag("assure")]
    | Annotated[Campaigned, Tag("campaign")]
    | Annotated[Picked, Tag("mandate")]
)
Move = Annotated[Spoken, Discriminator(_kind)]
Several = Annotated[list[Move], Field(min_length=1)]
Turn = Annotated[str, Field(pattern=r"^[1-9]\d{0,2}$")]
Played = Annotated[Spoken | Annotated[Several, Tag("several")], Discriminator(_kind)]


class ScriptedTest(Content):
    """Some turns, and what must be true after the last of them.

    A turn is a policy's id, a move, or a list of these; where silence is broken and the turn says
    nothing more, the text is withdrawn.
    """

    seed: str = "0"
    """The luck of the session, any text."""
    play: Annotated[dict[Turn, Played], Field(min_length=1)]
    """What is done, by number of the turn: a policy, a move, or a list of moves."""
    expect: Annotated[list[Expression], Field(min_length=1)]
    """Conditions that have to hold after the last of these turns."""


def moves_by_path(
    play: Mapping[str, Played],
) -> Iterator[tuple[str, tuple[str | int, ...], Move]]:
    """Every move of some turns with its turn, and its path inside `play:`."""
    for turn, played in play.items():
        if not isinstance(played, list):
            yield turn, (turn,), played
            continue
        for place, move in enumerate(played):
            yield turn, (turn, place), move
