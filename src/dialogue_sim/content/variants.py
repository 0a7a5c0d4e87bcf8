"""What differs: variants that say `use:` and `set:`, and periods that change a block."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from dialogue_sim.content.text import Content, Date, Id, Later, MisfitError, first_day


class Period(Content):
    """What is different in a block from a date on, and perhaps only until another one.

    `set` takes paths such as `stars.trust`.
    """

    since: Annotated[Date, Field(alias="from")]
    """The first day on which it holds: a year, a month or a day."""
    until: Annotated[Date | None, Later()] = None
    """The first day on which it holds no longer; left out, it has no end."""
    set: dict[str, object]
    """What is different, by paths such as `stars.trust`."""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Period:
        if self.until is not None and first_day(self.until) <= first_day(self.since):
            message = f"a period that begins on {self.since} cannot end on {self.until}"
            raise MisfitError(message, "until")
        return self


MOST_PERIODS = 50
Periods = Annotated[dict[Id, Period], Field(max_length=MOST_PERIODS)]
"""What is different at other dates, by id."""


class Variant(Content):
    """A block that is another one, `use`, with some changes, `set`, and with periods of its own.

    `set` takes paths such as `stars.trust`.
    """

    use: Id
    """What it is a variant of."""
    set: dict[str, object] = {}
    """What is different, by paths such as `stars.trust`."""
    periods: Periods = {}
    """What is different from a date on, each with `from:` and `set:`."""


class ActorVariant(Variant):
    """An actor's file that says only in what it differs from the file of another actor."""

    format: Literal[1]
    """The form of this file; always 1."""
    id: Id
    """The name of this file without `.yaml`."""


class PolicyVariant(Variant):
    """A policy that says only in what it differs from another one of the catalogue."""
