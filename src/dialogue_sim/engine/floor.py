"""Who said what in a debate, and what the ledger makes of it for a text.

Axis letters: n place on the floor, r rebuttal, e entry of the bank, s session.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from dialogue_sim.engine.bank import KEPT, NO_CARD, bearings
from dialogue_sim.engine.debate import REFUTED, REPEATED, Lines, adjudicate, force
from dialogue_sim.engine.numerics import Truths
from dialogue_sim.engine.situation import take
from dialogue_sim.words import REBUTTALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.engine.bank import Bearings
    from dialogue_sim.engine.debate import Ledger
    from dialogue_sim.engine.numerics import Array, Integers
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import Bank, World

Twins: TypeAlias = tuple[tuple[int, int, Truths], ...]
"""Pairs of places that say the same, with (s,) where."""
NOTHING = -1
"""In place of an entry: nobody took that place on the floor, or nobody answered."""
FORCES = np.array([[force(kind, grade) for grade in range(201)] for kind in REBUTTALS])
"""(k, grade) what a rebuttal takes of an argument."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said; `NOTHING` where nobody spoke.

    Attributes:
        entries: (n, s) places in the bank, claims in own words behind the bank's.
        speakers: (n, s) places of actors, the counterpart's behind the last.
        repeated: (n, s) whether that speaker made it in the last debate.
        targets: (r, s) entries that rebuttals answer; kinds: (r, s) in the order of `REBUTTALS`.
        cards: (r, s) cards that rebuttals play, `NO_CARD` for none; rebutters: (r, s).
    """

    entries: Integers
    speakers: Integers
    repeated: Truths
    targets: Integers
    kinds: Integers
    cards: Integers
    rebutters: Integers


@dataclass(frozen=True, slots=True)
class Floor:
    """What was said, and the bank that it was said from."""

    bank: Bank
    said: Said

    def at(self, sessions: Integers) -> Floor:
        """The floor of the sessions at some places."""
        return replace(self, said=take(self.said, sessions))

    def without(self, entry: int) -> Floor:
        """The floor as if an argument had not been made."""
        entries = np.where(self.said.entries == entry, NOTHING, self.said.entries)
        return replace(self, said=replace(self.said, entries=entries))

    def with_entry(self, entry: int) -> Floor:
        """The floor as if an argument had been made as well, by somebody who had not before."""
        row = np.full(self.said.entries.shape[1], entry)
        fresh = np.zeros(row.shape, dtype=np.bool_)
        return replace(self, said=take_floor(self.said, row, np.full_like(row, NOTHING), fresh))


def empty(sessions: int) -> Said:
    """A floor that nobody has taken."""
    none = np.zeros((0, sessions), dtype=np.int64)
    return Said(none, none, none.astype(np.bool_), none, none, none, none)


def take_floor(said: Said, entries: Integers, speakers: Integers, repeated: Truths) -> Said:
    """The floor after one more argument (s) in every session, `NOTHING` where there is none."""
    return replace(
        said,
        entries=np.concatenate([said.entries, entries[None]]),
        speakers=np.concatenate([said.speakers, speakers[None]]),
        repeated=np.concatenate([said.repeated, repeated[None]]),
    )


def answer_on_floor(said: Said, rebuttal: Sequence[Integers]) -> Said:
    """The floor after one more rebuttal: target, kind, card and rebutter, (s) each."""
    target, kind, card, rebutter = (part[None] for part in rebuttal)
    return replace(
        said,
        targets=np.concatenate([said.targets, target]),
        kinds=np.concatenate([said.kinds, kind]),
        cards=np.concatenate([said.cards, card]),
        rebutters=np.concatenate([said.rebutters, rebutter]),
    )


def merged(there: Truths, one: Floor, other: Floor) -> Floor:
    """One floor in some sessions (s) and another elsewhere, from the same bank."""
    parts = []
    for name in Said.__dataclass_fields__:
        pair = [getattr(floor.said, name) for floor in (one, other)]
        rows = max(len(part) for part in pair)
        empty_row = np.zeros_like if pair[0].dtype == np.bool_ else _nothing
        full = [np.concatenate([part, *[empty_row(there)[None]] * (rows - len(part))])
                for part in pair]  # fmt: skip
        parts.append(np.where(there, *full))
    return Floor(one.bank, Said(*parts))


def _nothing(sessions: Truths) -> Integers:
    return np.full(sessions.shape, NOTHING)


def argued(world: World, floor: Floor | None, text: Proposal, situation: Situation) -> Array:
    """(a, s) the argument term of texts after a debate; zeros without one (E27).

    Args:
        world: the fixed world; situation: of as many sessions as there are texts.
        floor: of as many sessions, or of one that all texts share.
    """
    if floor is None or world.debate is None:
        return np.zeros_like(situation.trust)
    return ledger_of(world, floor, text).term


def ledger_of(world: World, floor: Floor, text: Proposal) -> Ledger:
    """What a floor comes to for texts; see `argued`."""
    assert world.debate is not None  # noqa: S101  there is a floor only where there are debates
    lines = lines_of(floor, text)
    return adjudicate(world.debate.weights, lines)


def lines_of(floor: Floor, text: Proposal) -> Lines:
    """The floor as the ledger reads it for texts; see `argued`."""
    bank, said, sessions = floor.bank, floor.said, text.levels.shape[1]
    made, cards = _named(said.entries, len(bank.ids)), _named(said.cards, len(bank.dossier.ids))
    near = bearings(bank, text.levels, made, cards)
    entries = np.broadcast_to(said.entries, (len(said.entries), sessions))
    present, at = entries != NOTHING, np.maximum(entries, 0)
    here = np.arange(sessions)
    repeated = (said.repeated | bank.repeated[at]) & present
    return Lines(
        present=present,
        sides=bank.sides[at],
        reasons=bank.reasons[at],
        evidence=near.evidence[at, here],
        carded=near.carded[at, here],
        deductions=REFUTED * bank.refuted[at] + REPEATED * repeated,
        relevance=near.relevance[at, here],
        rebuttals=_rebuttals(bank, said, near, at),
        twins=_twins(bank, said.entries, sessions),
    )


def _named(places: Integers, count: int) -> list[int]:
    """Which of so many places are named anywhere; a negative one names nothing."""
    named = np.zeros(count + 1, dtype=np.bool_)
    named[places] = True
    return np.flatnonzero(named[:count]).tolist()


def _rebuttals(bank: Bank, said: Said, near: Bearings, at: Integers) -> Integers:
    """(k, n, s) force of the strongest rebuttal of each kind against each argument.

    What answers an argument answers whatever says the same, and goes on doing so where that
    argument is taken off the floor.
    """
    found = np.zeros((len(REBUTTALS), *at.shape), dtype=np.int64)
    if not len(said.targets):
        return found
    forces = FORCES[np.maximum(said.kinds, 0), grades_that_count(bank, near, said)]
    of_kind = said.kinds == np.arange(len(REBUTTALS))[:, None, None]
    sayings = _sayings(bank)
    for place, target in enumerate(said.targets):
        answered = sayings[at] == sayings[np.maximum(target, 0)]
        taken = (answered & (target != NOTHING)) * forces[place]
        found = np.maximum(found, of_kind[:, place, None] * taken)
    return found


def grades_that_count(bank: Bank, near: Bearings, said: Said) -> Integers:
    """(r, s) grade of a rebuttal's card: a challenge needs one that contradicts the evidence.

    Any other kind needs one that bears on the text for the other side; without such a card the
    rebuttal stands on its reasoning alone.

    Args:
        bank: with claims; near: how far cards bear on the texts; said: with the rebuttals.
    """
    target, kind, card = (np.maximum(part, 0) for part in (said.targets, said.kinds, said.cards))
    here = np.arange(near.relevance.shape[1])
    if not bank.dossier.ids:
        return np.zeros_like(target + here)
    contradicts = np.zeros(target.shape, dtype=np.bool_)
    for one in np.moveaxis(bank.cards[target], -1, 0):
        contradicts |= (one != NO_CARD) & bank.dossier.disputes[card, np.maximum(one, 0)]
    bears = near.cards[1 - bank.sides[target], card, here]
    counts = np.where(kind == REBUTTALS.index("challenge"), contradicts, bears)
    grade: Integers = bank.dossier.grades[card] * (counts & (said.cards != NO_CARD))
    return grade


def _twins(bank: Bank, entries: Integers, sessions: int) -> Twins:
    """Pairs of places that say the same: the same entry, or the same side, reason and evidence."""
    sayings = _sayings(bank)[np.maximum(entries, 0)]
    # What is said at an empty place is nobody else's.
    sayings = np.where(entries == NOTHING, -1 - np.arange(len(entries))[:, None], sayings)
    pairs = [*combinations(range(len(entries)), 2)]
    if not pairs:
        return ()
    ones, others = np.array(pairs).T
    same = np.broadcast_to(sayings[ones] == sayings[others], (len(pairs), sessions))
    return tuple((*pairs[place], same[place]) for place in np.flatnonzero(same.any(axis=1)))


@lru_cache(maxsize=KEPT)
def _sayings(bank: Bank) -> Integers:
    """(e,) the first entry that says the same; without a card it is the only one that does."""
    first: dict[tuple[object, ...], int] = {}
    rows = zip(bank.sides.tolist(), bank.reasons.tolist(), bank.cards.tolist(), strict=True)
    said = [
        first.setdefault((side, reason, *sorted(cards)), entry) if max(cards) != NO_CARD else entry
        for entry, (side, reason, cards) in enumerate(rows)
    ]
    return np.array(said, dtype=np.int64)
