"""From an author's condition, one line or several joined by `all`, `any` or `none`, to a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field, model_validator

from dialogue_sim.content.expressions import parse_condition
from dialogue_sim.content.text import Content
from dialogue_sim.expression_tree import And, Not, Or

if TYPE_CHECKING:
    from dialogue_sim.content.expressions import Names
    from dialogue_sim.expression_tree import Node

Expression = str
"""A condition or an effect in the language of `expressions.py`."""


MOST_LINES = 20
"""So many conditions together can still be looked through, by people and by `check`."""


class Combined(Content):
    """Several conditions, one a line, joined by exactly one of the three words."""

    all: Annotated[list[Expression], Field(min_length=1, max_length=MOST_LINES)] | None = None
    """Conditions that have to hold together, one a line."""
    any: Annotated[list[Expression], Field(min_length=1, max_length=MOST_LINES)] | None = None
    """Conditions of which one is enough, one a line."""
    none: Annotated[list[Expression], Field(min_length=1, max_length=MOST_LINES)] | None = None
    """Conditions none of which may hold, one a line."""

    @model_validator(mode="after")
    def _one_word(self) -> Combined:
        if sum(part is not None for part in (self.all, self.any, self.none)) != 1:
            message = "say exactly one of `all:`, `any:`, `none:`"
            raise ValueError(message)
        return self


Condition = Expression | Combined


def lines_of(condition: Condition) -> list[tuple[tuple[str | int, ...], str]]:
    """Every line of a condition, with its path inside the condition."""
    if isinstance(condition, str):
        return [((), condition)]
    return [
        ((word, place), line)
        for word in ("all", "any", "none")
        for place, line in enumerate(getattr(condition, word) or [])
    ]


def read_condition(condition: Condition, names: Names) -> Node:
    """The tree of a condition.

    Raises:
        ExpressionError: a line cannot be read; `check_references` reports these beforehand.
    """
    parts = tuple(parse_condition(line, names) for _, line in lines_of(condition))
    if isinstance(condition, str):
        return parts[0]
    if condition.all is not None:
        return And(parts)
    return Or(parts) if condition.any is not None else Not(Or(parts))
