"""`policies.yaml`: the catalogue of instruments, each a point in the issue space."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from dialogue_sim.content.conditions import Expression
from dialogue_sim.content.text import Content, Id, Later, MisfitError, Short, Summary, Title


class Policy(Content):
    """An instrument: a named point in the issue space.

    `cost` is what tabling it takes of political capital, instead of what measure `price` says.
    `otherwise` tells people why it cannot be tabled while `when` does not hold.
    """

    title: Title
    short: Short
    summary: Summary
    source: Annotated[list[str], Field(min_length=1)]
    tabled_by: list[Id] = []
    when: Expression | None = None
    otherwise: Annotated[Title | None, Later()] = None
    venue: Id
    cost: Annotated[int | None, Field(ge=0, le=5), Later()] = None
    levels: dict[Id, Id]
    effects: list[Expression] = []

    @model_validator(mode="after")
    def _otherwise_than_what(self) -> Policy:
        if self.otherwise is not None and self.when is None:
            message = "`otherwise:` says what is so while `when:` does not hold, but there is none"
            raise MisfitError(message, "otherwise")
        return self

    @property
    def why_not(self) -> str:
        """Why it cannot be tabled while `when` does not hold."""
        return self.otherwise or f"needs {self.when}"


class Policies(Content):
    """All instruments of a setting, by id."""

    format: Literal[1]
    setting: Id
    policies: Annotated[dict[Id, Policy], Field(min_length=1)]
