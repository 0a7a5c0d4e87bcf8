"""What somebody has begun to say in a debate; it waits where a sheet was left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dialogue_sim.session.moves import Argue, Rebut

if TYPE_CHECKING:
    from dialogue_sim.session.moves import Move


@dataclass
class ClaimDraft:
    """A claim in own words; what is not chosen yet is empty."""

    side: str = ""
    reason: str = ""
    words: str = ""
    cards: list[str] = field(default_factory=lambda: ["", ""])

    @property
    def move(self) -> Argue:
        """As it would be said now."""
        cards = tuple(card for card in self.cards if card)
        return Argue("", self.side, self.reason, self.words, cards)


@dataclass
class AnswerDraft:
    """A rebuttal of one argument."""

    target: str
    kind: str = ""
    words: str = ""
    cards: list[str] = field(default_factory=lambda: [""])

    @property
    def move(self) -> Rebut:
        """As it would be said now."""
        return Rebut(self.target, self.kind, self.cards[0], self.words)


@dataclass
class Drafts:
    """All that one seat has begun in one debate.

    Attributes:
        search, option: in the bank; claim: in own words; answers: by the argument answered.
    """

    search: str = ""
    option: str = ""
    claim: ClaimDraft = field(default_factory=ClaimDraft)
    answers: dict[str, AnswerDraft] = field(default_factory=dict)

    def answer(self, target: str) -> AnswerDraft:
        """What was begun as an answer to an argument."""
        return self.answers.setdefault(target, AnswerDraft(target))

    def said(self, move: Move) -> None:
        """Forget what was begun and has been said now."""
        match move:
            case Argue():
                self.search = self.option = ""
                self.claim = self.claim if move.use else ClaimDraft()
            case Rebut(target):
                self.answers.pop(target, None)
            case _:
                pass
