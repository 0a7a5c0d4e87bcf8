"""The clauses of injects and endings: what has to come together, as their author wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from dialogue_sim.content.conditions import lines_of, read_condition
from dialogue_sim.workshop.playtesting.near import threshold_of

if TYPE_CHECKING:
    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.conditions import Condition
    from dialogue_sim.content.expressions import Names
    from dialogue_sim.expression_tree import Node
    from dialogue_sim.session.strategies.table import Stage
    from dialogue_sim.workshop.playtesting.near import Threshold

ALWAYS = "last_turn"
"""A clause that says only when an ending is asked for."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One of the conditions that an inject or an ending needs together.

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


@dataclass(frozen=True, slots=True)
class Asked:
    """An inject or an ending, when it is asked about, and what it needs.

    Attributes:
        place: among the story's injects or endings.
        at: the only turn in which it is asked; None for every one.
        last: whether it is asked on the last turn alone.
        chance: that it comes when everything holds, 0..1.
        thresholds: for each clause its numeric threshold, if it is one.
    """

    kind: Literal["inject", "ending"]
    id: str
    title: str
    place: int
    clauses: tuple[Clause, ...]
    at: int | None = None
    last: bool = False
    chance: float = 1.0
    once: bool = False

    @property
    def thresholds(self) -> tuple[Threshold | None, ...]:
        """By clause, what compares points with a number."""
        return tuple(threshold_of(clause.text, clause.when) for clause in self.clauses)


def asked_of(stage: Stage) -> tuple[Asked, ...]:
    """All injects of a scenario in the order in which they are asked, then all endings."""
    bundle, story = stage.bundle, stage.world.story
    found = []
    for place, inject in enumerate(story.injects):
        body = bundle.scenario.injects[inject.id]
        clauses = () if body.when is None else _clauses(body.when, bundle.names())
        found.append(
            Asked("inject", inject.id, body.title, place, clauses, inject.at,
                  chance=inject.chance, once=inject.once)
        )  # fmt: skip
    for place, ending in enumerate(bundle.scenario.endings):
        clauses, last = clauses_of(bundle)[place], ALWAYS in _lines(ending.when)
        found.append(Asked("ending", ending.id, ending.title, place, clauses, last=last))
    return tuple(found)


def _clauses(condition: Condition, names: Names) -> tuple[Clause, ...]:
    lines = _lines(condition)
    if lines == [ALWAYS]:
        return ()
    if isinstance(condition, str) or condition.all is None:
        text = " | ".join(line for _, line in lines_of(condition))
        if not isinstance(condition, str) and condition.none is not None:
            text = f"none: {text}"
        return (Clause(text, read_condition(condition, names)),)
    return tuple(Clause(line, read_condition(line, names)) for line in lines if line != ALWAYS)


def _lines(condition: Condition) -> list[str]:
    """What has to hold together."""
    if isinstance(condition, str):
        return [condition]
    return list(condition.all or ())
