"""`arguments.yaml`: the dossier of a setting, and the arguments that can be made with it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from dialogue_sim.content.actor import Threshold
from dialogue_sim.content.text import (
    Content,
    Date,
    Id,
    MisfitError,
    Prose,
    Text,
    at_most,
    first_day,
)

Reason = Literal[
    "stability", "security", "law", "unity", "public_opinion", "cost", "feasibility",
    "humanitarian",
]  # fmt: skip
"""Kinds of argument; the same ids as in `words.REASONS` and in every profile's `reasons`."""

LONGEST_CLAIM, LONGEST_REBUTTAL = 200, 160
"""Characters of what a person says in a debate."""

Name = Annotated[str, Field(min_length=1), at_most(40), Prose()]
Said = Annotated[str, Field(min_length=1), at_most(LONGEST_CLAIM), Prose()]


class Dated(Content):
    """What can be said only from a date on, or until one."""

    since: Annotated[Date | None, Field(alias="from")] = None
    """The first day on which it can be said: a year, a month or a day."""
    until: Date | None = None
    """The first day on which it can be said no longer."""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Dated:
        if self.since and self.until and first_day(self.until) <= first_day(self.since):
            message = f"what begins on {self.since} cannot end on {self.until}"
            raise MisfitError(message, "until")
        return self

    def holds_on(self, date: str) -> bool:
        """Whether it can be said on a date."""
        day = first_day(date)
        begun = self.since is None or first_day(self.since) <= day
        return begun and (self.until is None or day < first_day(self.until))


class BearsOn(Content):
    """Which texts a card speaks to, for each side; hinges are multiplied."""

    for_: Annotated[list[Threshold] | None, Field(alias="for")] = None
    """Texts for which the card speaks; hinges are multiplied."""
    against: list[Threshold] | None = None
    """Texts against which the card speaks; hinges are multiplied."""

    @model_validator(mode="after")
    def _on_something(self) -> BearsOn:
        if self.for_ is None and self.against is None:
            message = "a card bears on some texts: write `for:`, `against:` or both"
            raise ValueError(message)
        return self


class Card(Dated):
    """A piece of evidence; the label of its first source is its grade."""

    title: Name
    """The name of the card, at most 40 characters."""
    text: Said
    """What the source says, paraphrased, at most 200 characters."""
    source: Annotated[list[str], Field(min_length=1)]
    """Sentences that say so; the document of the first gives the grade."""
    bears_on: BearsOn
    """Which texts it speaks for or against."""
    disputed_by: list[Id] = []
    """Cards that contradict it."""


class Argument(Dated):
    """A claim for or against texts, with a reason and up to two cards."""

    title: Name
    """The name of the argument, at most 40 characters."""
    side: Literal["for", "against"]
    """Whether it speaks `for` or `against` a text."""
    speakers: Annotated[list[Id], Field(min_length=1)]
    """Actors who would say it; without any of them in the story it is missing."""
    reason: Reason
    """Which kind of reason it is; each actor weighs the kinds by its `reasons:`."""
    claim: Said
    """What is said, in the third person, at most 200 characters."""
    cards: Annotated[list[Id], Field(max_length=2)] = []
    """Up to two cards that support it."""
    bears_on: list[Threshold] = []
    """Texts to which it speaks; left out, every text."""
    source: Annotated[list[str], Prose()] = []
    """Sentences in which a document argues so."""
    why: Annotated[Text | None, Prose()] = None
    """Why it is here although no document argues so."""
    disputed_by: list[Id] = []
    """Cards that contradict it."""

    @model_validator(mode="after")
    def _says_where_from(self) -> Argument:
        if not self.source and self.why is None:
            message = "an argument needs `source:`, or `why:` if no document gives it"
            raise ValueError(message)
        return self


class Arguments(Content):
    """The dossier and the argument bank of a setting, by id."""

    format: Literal[1]
    """The form of this file; always 1."""
    setting: Id
    """The folder in which this file lies."""
    cards: dict[Id, Card] = {}
    """The dossier: pieces of evidence, by id."""
    arguments: Annotated[dict[Id, Argument], Field(min_length=1)]
    """The bank: what can be argued, by id."""
