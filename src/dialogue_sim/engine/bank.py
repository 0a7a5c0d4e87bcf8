"""What can be said in a debate: the argument bank, the dossier, and claims in own words.

Axis letters: c card, e entry of the bank, a actor (the counterpart last), s session.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.proposal import hinge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.engine.world import Bank, Bearing, Dossier

FOR, AGAINST = 0, 1
NO_CARD = -1
DOCUMENTED, REPORTED, PARTY = 160, 110, 60
"""Per mille that a card adds to an argument, by the grade of its source."""
WHOLLY, PARTLY, HARDLY = 1000, 700, 300
"""Per mille of an argument that counts where it bears on a text, partly, or not at all."""
BEARS_FROM = 0.5


@dataclass(frozen=True)
class Claim:
    """An argument in a person's own words; the words are not here, because nobody scores them.

    Attributes:
        cards: places of up to two different cards; repeated: whether its speaker made it in the
            last debate.
    """

    side: int
    reason: int
    cards: tuple[int, ...]
    repeated: bool = False


def refuted_cards(dossier: Dossier) -> Truths:
    """(c,) whether a documented card contradicts a card."""
    found: Truths = dossier.disputes[dossier.grades == DOCUMENTED].any(axis=0)
    return found


def with_claims(bank: Bank, claims: Sequence[Claim]) -> Bank:
    """The bank with claims in own words behind its own entries."""
    if not claims:
        return bank
    cards = [[*claim.cards, NO_CARD, NO_CARD][:2] for claim in claims]
    refuted = refuted_cards(bank.dossier)
    nobody = np.zeros((len(claims), bank.speakers.shape[1]), dtype=np.bool_)
    return replace(
        bank,
        ids=(*bank.ids, *(f"claim {place}" for place in range(len(claims)))),
        speakers=np.concatenate([bank.speakers, nobody]),
        sides=np.append(bank.sides, [claim.side for claim in claims]),
        reasons=np.append(bank.reasons, [claim.reason for claim in claims]),
        cards=np.concatenate([bank.cards, np.array(cards)]),
        bears=(*bank.bears, *(None for _ in claims)),
        refuted=np.append(
            bank.refuted, [any(refuted[card] for card in claim.cards) for claim in claims]
        ),
        repeated=np.append(bank.repeated, [claim.repeated for claim in claims]),
    )


@dataclass(frozen=True, slots=True)
class Bearings:
    """How far everything in a bank speaks to texts.

    Attributes:
        relevance: (e, s) per mille; evidence: (e, s) per mille that an entry's cards add.
        carded: (e, s) whether any of them bears on the text.
        cards: (2, c, s) whether a card bears on the text for each side.
    """

    relevance: Integers
    evidence: Integers
    carded: Truths
    cards: Truths


def bearings(
    bank: Bank, levels: Array, entries: Sequence[int] | None = None, cards: Sequence[int] = ()
) -> Bearings:
    """How far arguments and cards bear on texts; 0 for those that are not asked about.

    Args:
        bank: with claims, where there are any.
        levels: (i, s) of the texts.
        entries: those asked about, with the cards that they play; None for all, and every card.
        cards: those asked about besides.
    """
    if entries is None:
        entries, cards = range(len(bank.ids)), range(len(bank.dossier.ids))
    texts, sessions = _Texts(levels), levels.shape[1]
    played = {
        entry: [card for card in bank.cards[entry].tolist() if card != NO_CARD]
        for entry in entries
    }
    card_bears = np.zeros((2, len(bank.dossier.ids), sessions), dtype=np.bool_)
    for card in {*cards, *(card for own in played.values() for card in own)}:
        for side in (FOR, AGAINST):
            card_bears[side, card] = texts.shape(bank.dossier.bears[side][card]) > 0.0
    relevance = np.zeros((len(bank.ids), sessions), dtype=np.int64)
    evidence = np.zeros((len(bank.ids), sessions), dtype=np.int64)
    for entry, own in played.items():
        side = int(bank.sides[entry])
        for card in own:
            evidence[entry] += card_bears[side, card] * bank.dossier.grades[card]
        if entry < bank.written:
            relevance[entry] = texts.relevance((bank.bears[entry],))
        elif own:
            relevance[entry] = texts.relevance([bank.dossier.bears[side][card] for card in own])
        else:
            relevance[entry] = PARTLY
    return Bearings(relevance, evidence, evidence > 0, card_bears)


def card_relevance(dossier: Dossier, levels: Array) -> Integers:
    """(2, c, s) per mille to which cards speak for each side of texts (i, s)."""
    texts = _Texts(levels)
    rows = [[texts.relevance([bearing]) for bearing in side] for side in dossier.bears]
    return np.array(rows).reshape(2, len(dossier.ids), levels.shape[1])


@dataclass(frozen=True, slots=True)
class _Texts:
    """Texts, and how far what was asked about so far bears on them: much bears on the same."""

    levels: Array
    known: dict[Bearing, Array] = field(default_factory=dict)

    def shape(self, bearing: Bearing) -> Array:
        """(s,) product of hinges, 0..1; 1 where there is none to pass."""
        found = self.known.get(bearing)
        if found is None:
            found = self.known[bearing] = _shape(bearing, self.levels)
        return found

    def relevance(self, bearings: Sequence[Bearing]) -> Integers:
        """(s,) per mille of an argument that counts, by what of it bears on the text most."""
        shape = self.shape(bearings[0])
        for bearing in bearings[1:]:
            shape = np.maximum(shape, self.shape(bearing))
        return np.where(shape >= BEARS_FROM, WHOLLY, np.where(shape > 0.0, PARTLY, HARDLY))


def _shape(bearing: Bearing, levels: Array) -> Array:
    """(s,) product of hinges, 0..1; 1 where there is none to pass."""
    if bearing is None:
        return np.zeros(levels.shape[1])
    product = np.ones(levels.shape[1])
    for rule in bearing:
        product = product * hinge(rule, levels)
    return product
