"""What can be said in a debate: the argument bank, the dossier, and claims in own words.

Axis letters: c card, e entry of the bank, a actor (the counterpart last), s session.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.engine.world import Bank, Bearing, Dossier, Hinge

FOR, AGAINST = 0, 1
NO_CARD = -1
DOCUMENTED, REPORTED, PARTY = 160, 110, 60
"""Per mille that a card adds to an argument, by the grade of its source."""
WHOLLY, PARTLY, HARDLY = 1000, 700, 300
"""Per mille of an argument that counts where it bears on a text, partly, or not at all."""
BEARS_FROM = 0.5
KEPT = 64
"""How many banks are remembered with what follows from them alone."""
ALWAYS, NEVER = (0, -1.0, 1.0), (0, 2.0, 1.0)
"""Issue, threshold and scale of what every text meets, and of what none does: values are 0..1."""


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
    table, sessions, asked = _table(bank), levels.shape[1], np.array(entries, dtype=np.int64)
    own, side = bank.cards[asked], bank.sides[asked]
    known = np.union1d(own, np.array(cards, dtype=np.int64))
    shapes = table.shapes(levels, (table.entries[asked], table.cards[:, known]))
    grades = np.append(bank.dossier.grades, 0)
    # The row behind the last card is that of no card: `NO_CARD` leads to it.
    card_bears = np.zeros((2, len(grades), sessions), dtype=np.bool_)
    card_bears[:, known] = shapes[table.cards[:, known]] > 0.0
    relevance = np.zeros((len(bank.ids), sessions), dtype=np.int64)
    evidence = np.zeros((len(bank.ids), sessions), dtype=np.int64)
    for cards_played in own.T:
        evidence[asked] += card_bears[side, cards_played] * grades[cards_played][:, None]
    far = shapes[table.entries[asked]]
    claimed = np.flatnonzero(asked >= bank.written)
    for cards_played in own[claimed].T:
        far[claimed] = np.maximum(far[claimed], shapes[table.cards[side[claimed], cards_played]])
    relevance[asked] = _per_mille(far)
    relevance[asked[claimed[(own[claimed] == NO_CARD).all(axis=1)]]] = PARTLY
    return Bearings(relevance, evidence, evidence > 0, card_bears[:, :-1])


def card_relevance(bank: Bank, levels: Array) -> Integers:
    """(2, c, s) per mille to which cards speak for each side of texts (i, s)."""
    table = _table(bank)
    cards = table.cards[:, :-1]
    return _per_mille(table.shapes(levels, (cards,))[cards])


def _per_mille(shapes: Array) -> Integers:
    """How much of an argument counts, by what of it bears on the text most."""
    return np.where(shapes >= BEARS_FROM, WHOLLY, np.where(shapes > 0.0, PARTLY, HARDLY))


@dataclass(frozen=True, slots=True)
class _Table:
    """The texts that everything in a bank bears on; much bears on the same.

    Attributes:
        issues, thresholds, scales: (h, b) of the hinges whose product says how far each of the
            distinct bearings is met, filled up with `ALWAYS`.
        entries: (e,) bearing of each entry; cards: (2, c + 1) of each card for each side, of no
            card last.
    """

    issues: Integers
    thresholds: Array
    scales: Array
    entries: Integers
    cards: Integers

    def shapes(self, levels: Array, asked: Sequence[Integers]) -> Array:
        """(b, s) product of hinges, 0..1, 1 where there is none to pass; 0 if not asked about."""
        named = np.zeros(self.issues.shape[1], dtype=np.bool_)
        for bearings_asked in asked:
            named[bearings_asked] = True
        at = np.flatnonzero(named)
        product = np.ones((len(at), levels.shape[1]))
        columns = (self.issues[:, at], self.thresholds[:, at, None], self.scales[:, at, None])
        for issue, threshold, scale in zip(*columns, strict=True):
            beyond = levels[issue] - threshold
            beyond /= scale
            product *= np.minimum(np.maximum(beyond, 0.0, out=beyond), 1.0, out=beyond)
        shapes = np.zeros((len(named), levels.shape[1]))
        shapes[at] = product
        return shapes


@lru_cache(maxsize=KEPT)
def _table(bank: Bank) -> _Table:
    """What the entries and cards of a bank bear on, each distinct bearing once."""
    places: dict[Bearing, int] = {}

    def placed(bearings: Iterable[Bearing]) -> Integers:
        found = [places.setdefault(bearing, len(places)) for bearing in bearings]
        return np.array(found, dtype=np.int64)

    entries = placed(bank.bears)
    cards = np.stack([placed([*side, None]) for side in bank.dossier.bears])
    rows = [[NEVER] if bearing is None else [*map(_measured, bearing)] for bearing in places]
    longest = max(map(len, rows))
    columns = np.array([[*row, *[ALWAYS] * (longest - len(row))] for row in rows]).T
    issues, thresholds, scales = columns.reshape(3, longest, len(rows))
    return _Table(issues.astype(np.int64), thresholds, scales, entries, cards)


def _measured(rule: Hinge) -> tuple[int, float, float]:
    """Issue, threshold, and what the distance from it is divided by: both negative below it."""
    return rule.issue, rule.threshold, 1.0 - rule.threshold if rule.above else -rule.threshold
