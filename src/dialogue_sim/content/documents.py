"""`documents.yaml`: the sources of a setting and a paraphrase of every sentence that is cited."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import model_validator

from dialogue_sim.content.sourced import INFERRED, Provenance
from dialogue_sim.content.text import (
    Content,
    Date,
    DocumentId,
    Id,
    Later,
    MisfitError,
    SentenceId,
    Text,
    Title,
)

Label = Literal["DOC", "REP", "PTY", "MOD", "PLR", "FIC"]
"""What a line is: documented, reported, a party's claim, modelled, a player's, fiction."""


class Document(Content):
    """One source. `label` says how far it can be leaned on; `weaknesses` say why.

    `unverified` lists sentences with findings whose origin the source does not give. A document
    that was invented with its world bears the label FIC.
    """

    title: Text
    """The title of the source."""
    author: Title
    """Who wrote or published it."""
    date: Date
    """When it appeared: a year, a month or a day."""
    kind: Literal["commentary", "report", "interview", "press", "data", "treaty"]
    """What it is, from `commentary` to `treaty`."""
    label: Literal["DOC", "REP", "PTY", "FIC"]
    """How far it can be leaned on: `DOC` treaty or data, `REP` report, `PTY` a party's
    claim, `FIC` invented."""
    weaknesses: list[Text] = []
    """What a careful reader holds against it."""
    unverified: list[str] = []
    """Sentences with findings whose origin the source does not give."""
    sentences: dict[SentenceId, Text]
    """Paraphrases of what is cited, by the number of the sentence."""

    @model_validator(mode="after")
    def _knows_what_is_unverified(self) -> Document:
        for place, sentence in enumerate(self.unverified):
            if sentence not in self.sentences:
                message = f"there is no sentence '{sentence}' that could be unverified"
                raise MisfitError(message, "unverified", place)
        return self


class Documents(Content):
    """All sources of a setting, by id; `fictional` says that its world is invented."""

    format: Literal[1]
    """The form of this file; always 1."""
    setting: Id
    """The folder in which this file lies."""
    fictional: Annotated[bool | None, Later()] = None
    """Whether the world is invented; left out, it is real."""
    documents: dict[DocumentId, Document]
    """All sources, by id."""

    @model_validator(mode="after")
    def _fiction_says_so(self) -> Documents:
        invented = [name for name, document in self.documents.items() if document.label == "FIC"]
        if invented and not self.fictional:
            message = (
                f"document '{invented[0]}' is fiction, but nothing says that the setting is: "
                "write `fictional: true` above `documents:`"
            )
            raise MisfitError(message, "documents", invented[0], "label")
        return self

    @property
    def modelled(self) -> Label:
        """The label of what is written without a document: the model's, or a fiction's."""
        return "FIC" if self.fictional else "MOD"

    def sentence(self, source: str) -> tuple[Document, str] | None:
        """The document and the paraphrase that an id such as `D001-S22` cites."""
        name, _, sentence = source.rpartition("-")
        document = self.documents.get(name)
        if document is None or sentence not in document.sentences:
            return None
        return document, document.sentences[sentence]

    def unverified(self, source: str) -> bool:
        """Whether a citation leads to a finding whose origin its document does not give."""
        name, _, sentence = source.rpartition("-")
        document = self.documents.get(name)
        return document is not None and sentence in document.unverified

    def cited(self, sources: Iterable[str]) -> tuple[str, ...]:
        """Citations as screens show them: those without an origin say so."""
        return tuple(f"unverified {one}" if self.unverified(one) else one for one in sources)

    def label(self, provenance: Provenance) -> Label:
        """The label of a number: that of its first source, or `modelled`.

        A source may suggest the direction of an inferred number, which stays the model's.
        """
        if provenance.basis == INFERRED or not provenance.source:
            return self.modelled
        found = self.sentence(provenance.source[0])
        return self.modelled if found is None else found[0].label

    def ids(self) -> list[str]:
        """Every id that can be cited."""
        return [
            f"{name}-{sentence}"
            for name, document in self.documents.items()
            for sentence in document.sentences
        ]
