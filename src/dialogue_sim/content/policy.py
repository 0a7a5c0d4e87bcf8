"""`policies.yaml`: the catalogue of instruments, each a point in the issue space."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dialogue_sim.content.text import Content, Id, Short, Summary, Title

Expression = str
"""A condition or an effect in the language of `expressions.py`."""


class Policy(Content):
    """An instrument: a named point in the issue space."""

    title: Title
    short: Short
    summary: Summary
    source: Annotated[list[str], Field(min_length=1)]
    tabled_by: list[Id] = []
    when: Expression | None = None
    venue: Id
    levels: dict[Id, Id]
    effects: list[Expression] = []


class Policies(Content):
    """All instruments of a setting, by id."""

    format: Literal[1]
    setting: Id
    policies: Annotated[dict[Id, Policy], Field(min_length=1)]
