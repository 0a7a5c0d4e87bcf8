"""`policies.yaml`: the catalogue of instruments, each a point in the issue space."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from dialogue_sim.content.conditions import Expression
from dialogue_sim.content.text import (
    Content,
    Id,
    Later,
    MisfitError,
    Renames,
    Short,
    Summary,
    Title,
    must_rest,
)
from dialogue_sim.content.variants import Periods


class Policy(Content):
    """An instrument: a named point in the issue space.

    `cost` is what tabling it takes of political capital, instead of what measure `price` says.
    `otherwise` tells people why it cannot be tabled while `when` does not hold.
    """

    title: Title
    """The name on menus, at most 60 characters."""
    short: Short
    """The name where there is little room, at most 14 characters."""
    summary: Summary
    """What it is, in two sentences, at most 240 characters."""
    source: Annotated[list[str], Field(min_length=1)]
    """The sentences that name the instrument."""
    tabled_by: list[Id] = []
    """Actors or blocs that may table it; left out, whoever tables."""
    when: Expression | None = None
    """A condition under which it can be tabled; left out, always."""
    otherwise: Annotated[Title | None, Later()] = None
    """Why it cannot be tabled while `when:` does not hold, at most 60 characters."""
    venue: Id
    """Where one would meet: a venue of the setting."""
    cost: Annotated[int | None, Field(ge=0, le=5), Later()] = None
    """Political capital that tabling it takes, 0 to 5; left out, what the measure `price` says."""
    levels: dict[Id, Id]
    """Its level on every issue of the setting."""
    effects: list[Expression] = []
    """What changes besides once it is adopted, such as `support += 1`."""
    periods: Annotated[Periods | None, Later()] = None
    """What is different from a date on, each with `from:` and `set:`."""

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
    """The form of this file; always 1."""
    setting: Id
    """The folder in which this file lies."""
    policies: Annotated[dict[Id, Policy], Field(min_length=1)]
    """All instruments, by id."""
    renamed: Renames = None
    """By old id the present one; what still says the old one goes on working."""

    @model_validator(mode="after")
    def _old_ids_rest(self) -> Policies:
        must_rest(self.renamed, self.policies)
        return self
