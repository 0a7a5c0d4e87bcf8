"""`policies.yaml`: the catalogue of instruments, each a point in the issue space."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dialogue_sim.content.conditions import Expression
from dialogue_sim.content.text import Content, Id, Later, Short, Summary, Title


class Policy(Content):
    """An instrument: a named point in the issue space.

    `cost` is what tabling it takes of political capital, instead of what measure `price` says.
    """

    title: Title
    short: Short
    summary: Summary
    source: Annotated[list[str], Field(min_length=1)]
    tabled_by: list[Id] = []
    when: Expression | None = None
    venue: Id
    cost: Annotated[int | None, Field(ge=0, le=5), Later()] = None
    levels: dict[Id, Id]
    effects: list[Expression] = []


class Policies(Content):
    """All instruments of a setting, by id."""

    format: Literal[1]
    setting: Id
    policies: Annotated[dict[Id, Policy], Field(min_length=1)]
