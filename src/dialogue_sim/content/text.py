"""The kinds of text and ids that authors write, with the limits that screens need."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from dialogue_sim.content.characters import cells

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""What files refer to: lower-case letters, digits and underscores."""

DocumentId = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9-]*$", max_length=30)]
SentenceId = Annotated[str, Field(pattern=r"^[A-Z0-9]+$", max_length=10)]
SourceId = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9-]*-[A-Z0-9]+$", max_length=40)]
"""A citation: a document and a sentence of it, such as D001-S22."""


def _in_the_calendar(text: str) -> str:
    parts = [int(part) for part in text.split("-")]
    try:
        date(*parts, *(1, 1)[len(parts) - 1 :])
    except ValueError:
        message = f"there is no {text} in the calendar"
        raise ValueError(message) from None
    return text


Date = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}){0,2}$"), AfterValidator(_in_the_calendar)]
"""A year, a month or a day."""


def first_day(date: str) -> str:
    """A date to the day, so that dates compare as text: a year or a month begins on its first."""
    return date + "0000-01-01"[len(date) :]


class Prose:
    """Marks a text that only people read: changing it changes no rule of a session."""


class Later:
    """Marks a key that the first files did not have: left out, it leaves their prints alone."""


def at_most(limit: int) -> AfterValidator:
    """A limit on how wide a text is, in cells of the terminal."""

    def check(text: str) -> str:
        if cells(text) > limit:
            message = f"is {cells(text)} cells wide; at most {limit} fit on the screen"
            raise ValueError(message)
        return text

    return AfterValidator(check)


def _at_most_words(limit: int) -> AfterValidator:
    def check(text: str) -> str:
        if len(text.split()) > limit:
            message = f"has {len(text.split())} words; at most {limit} are read at a table"
            raise ValueError(message)
        return text

    return AfterValidator(check)


Text = Annotated[str, Field(min_length=1, max_length=2000), Prose()]
Short = Annotated[str, Field(min_length=1), at_most(14), Prose()]
Title = Annotated[str, Field(min_length=1), at_most(60), Prose()]
Hook = Annotated[str, Field(min_length=1), at_most(80), Prose()]
Summary = Annotated[str, Field(min_length=1), at_most(240), Prose()]
Paragraph = Annotated[str, Field(min_length=1), at_most(400), Prose()]
Brief = Annotated[str, Field(min_length=1), _at_most_words(180), Prose()]
Background = Annotated[str, Field(min_length=1), _at_most_words(400), Prose()]


Renames = Annotated[dict[Id, Id] | None, Later(), Prose()]
"""Ids are never used again for something else; what was renamed is found by both."""


class MisfitError(ValueError):
    """Something in a block does not fit the rest of it; `at` is the path inside the block."""

    def __init__(self, message: str, *at: str | int) -> None:
        """Say what is wrong, and where."""
        super().__init__(message)
        self.at = at


class Content(BaseModel):
    """A block of a content file: frozen, and strict about what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def must_rest(renamed: Mapping[str, str] | None, known: Collection[str]) -> None:
    """Refuse an old id that something has again: whoever says it could mean either.

    Raises:
        MisfitError: with the first of them.
    """
    for old, new in (renamed or {}).items():
        if old in known:
            message = f"'{old}' is said to be called '{new}' now, but there is a '{old}' as well"
            raise MisfitError(message, "renamed", old)
