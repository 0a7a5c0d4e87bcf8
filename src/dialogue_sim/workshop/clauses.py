"""The clauses of endings: what has to come together for each, as its author wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dialogue_sim.content.conditions import lines_of, read_condition

if TYPE_CHECKING:
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.conditions import Condition
    from dialogue_sim.content.expressions import Names
    from dialogue_sim.expression_tree import Node

ALWAYS = "last_turn"
"""A clause that says only when an ending is asked for."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One of the conditions that an ending needs together.

    Attributes:
        text: as it was written.
    """

    text: str
    when: Node


@lru_cache(maxsize=16)
def clauses_of(bundle: Bundle) -> tuple[tuple[Clause, ...], ...]:
    """The clauses of every ending, in the order of the file; the last turn is left out."""
    names = bundle.names()
    return tuple(_clauses(ending.when, names) for ending in bundle.scenario.endings)


def _clauses(condition: Condition, names: Names) -> tuple[Clause, ...]:
    if isinstance(condition, str) or condition.all is None:
        text = " | ".join(line for _, line in lines_of(condition))
        whole = Clause(text, read_condition(condition, names))
        return () if text == ALWAYS else (whole,)
    lines = [line for line in condition.all if line != ALWAYS]
    return tuple(Clause(line, read_condition(line, names)) for line in lines)
