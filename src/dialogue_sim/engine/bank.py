"""What can be said in a debate: the argument bank, the dossier, and claims in own words.

Axis letters: c card, e entry of the bank, a actor (the counterpart last), s session.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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


def bearings(bank: Bank, levels: Array) -> Bearings:
    """How far arguments and cards bear on texts.

    Args:
        bank: with claims, where there are any.
        levels: (i, s) of the texts.
    """
    shapes = _card_shapes(bank.dossier, levels)
    bearing = shapes > 0.0
    entries, sessions = len(bank.ids), levels.shape[1]
    relevance = np.empty((entries, sessions), dtype=np.int64)
    evidence = np.zeros((entries, sessions), dtype=np.int64)
    for entry in range(entries):
        side, cards = bank.sides[entry], [card for card in bank.cards[entry] if card != NO_CARD]
        for card in cards:
            evidence[entry] += bearing[side, card] * bank.dossier.grades[card]
        if entry < bank.written:
            relevance[entry] = _relevance(_shape(bank.bears[entry], levels))
        elif cards:
            relevance[entry] = _relevance(shapes[side, cards].max(axis=0))
        else:
            relevance[entry] = PARTLY
    return Bearings(relevance, evidence, evidence > 0, bearing)


def card_relevance(dossier: Dossier, levels: Array) -> Integers:
    """(2, c, s) per mille to which cards speak for each side of texts (i, s)."""
    return _relevance(_card_shapes(dossier, levels))


def _card_shapes(dossier: Dossier, levels: Array) -> Array:
    """(2, c, s) products of the cards' hinges for each side."""
    nothing = np.zeros((0, levels.shape[1]))
    return np.array([
        [_shape(bearing, levels) for bearing in side] or nothing for side in dossier.bears
    ])  # fmt: skip


def _relevance(shape: Array) -> Integers:
    """(s,) per mille of an argument that counts, from the product of its hinges."""
    return np.where(shape >= BEARS_FROM, WHOLLY, np.where(shape > 0.0, PARTLY, HARDLY))


def _shape(bearing: Bearing, levels: Array) -> Array:
    """(s,) product of hinges, 0..1; 1 where there is none to pass."""
    if bearing is None:
        return np.zeros(levels.shape[1])
    product = np.ones(levels.shape[1])
    for rule in bearing:
        product = product * hinge(rule, levels)
    return product
