"""Which words a condition reads, as its author writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.expression_tree import (
    ActorValue,
    Adopted,
    Answer,
    Chose,
    Fired,
    Flag,
    Name,
    Promised,
    Proposed,
    Standing,
    StandingVenue,
    TurnsSince,
    walk,
)

if TYPE_CHECKING:
    from dialogue_sim.expression_tree import Node, Quantity


def words_of(node: Node | Quantity) -> str:
    """The names that a condition reads, each once, for a sentence."""
    found = dict.fromkeys(word for part in walk(node) if (word := word_of(part)))
    return ", ".join(found) or "nothing"


def word_of(node: Node | Quantity) -> str:  # noqa: C901, PLR0911  one row for each kind of name
    """What an author calls a quantity or a fact; empty for what is made of others."""
    match node:
        case Name(name) | Flag(name):
            return name
        case ActorValue(kind, actors):
            return f"{kind}({', '.join(actors)})"
        case Standing(issue):
            return f"standing.{issue}"
        case Proposed(issue):
            return f"proposal.{issue}"
        case StandingVenue():
            return "standing.venue"
        case Answer():
            return "answer"
        case TurnsSince(_, name):
            return f"turns_since({name})"
        case Fired(name) | Chose(name) | Adopted(name) | Promised(name):
            return f"{type(node).__name__.lower()}({name})"
        case _:
            return ""
