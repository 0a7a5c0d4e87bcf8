"""Who said what in a debate, and what the ledger makes of it for a text.

Axis letters: n place on the floor, r rebuttal, e entry of the bank, s session.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.bank import NO_CARD, bearings
from dialogue_sim.engine.debate import REFUTED, REPEATED, Lines, adjudicate, force
from dialogue_sim.engine.situation import take
from dialogue_sim.words import REBUTTALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogue_sim.engine.bank import Bearings
    from dialogue_sim.engine.debate import Ledger
    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.engine.proposal import Proposal
    from dialogue_sim.engine.situation import Situation
    from dialogue_sim.engine.world import Bank, World

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
    near = bearings(bank, text.levels)
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
        twins=_twins(bank, at, present),
    )


def _rebuttals(bank: Bank, said: Said, near: Bearings, at: Integers) -> Integers:
    """(k, n, s) force of the strongest rebuttal of each kind against each argument."""
    found = np.zeros((len(REBUTTALS), *at.shape), dtype=np.int64)
    for target, kind, card in zip(said.targets, said.kinds, said.cards, strict=True):
        answered = (at == target) & (target != NOTHING)
        if not answered.any():
            continue
        strength = FORCES[np.maximum(kind, 0), grades_that_count(bank, near, (target, kind, card))]
        for place in range(len(REBUTTALS)):
            hit = answered & (kind == place)
            found[place] = np.maximum(found[place], hit * strength)
    return found


def grades_that_count(
    bank: Bank, near: Bearings, rebuttal: tuple[Integers, Integers, Integers]
) -> Integers:
    """(s) grade of a rebuttal's card: a challenge needs one that contradicts the evidence.

    Any other kind needs one that bears on the text for the other side; without such a card the
    rebuttal stands on its reasoning alone.

    Args:
        bank: with claims; near: how far cards bear on the texts.
        rebuttal: target, kind and card, (s) each.
    """
    target, kind, card = (np.maximum(part, 0) for part in rebuttal)
    played = rebuttal[2] != NO_CARD
    if not bank.dossier.ids:
        return np.zeros_like(target + near.relevance[0])
    evidence = bank.cards[target]
    contradicts = np.zeros(target.shape, dtype=np.bool_)
    for one in np.moveaxis(evidence, -1, 0):
        contradicts |= (one != NO_CARD) & bank.dossier.disputes[card, np.maximum(one, 0)]
    here = np.arange(near.relevance.shape[1])
    bears = near.cards[1 - bank.sides[target], card, here]
    counts = np.where(kind == REBUTTALS.index("challenge"), contradicts, bears) & played
    grade: Integers = bank.dossier.grades[card] * counts
    return grade


def _twins(bank: Bank, at: Integers, present: Truths) -> tuple[tuple[int, int, Truths], ...]:
    """Places that say the same: the same entry, or the same side, reason and evidence."""
    found = []
    for one, other in combinations(range(len(at)), 2):
        same = present[one] & present[other] & _same(bank, at[one], at[other])
        if same.any():
            found.append((one, other, same))
    return tuple(found)


def _same(bank: Bank, one: Integers, other: Integers) -> Truths:
    alike = (bank.sides[one] == bank.sides[other]) & (bank.reasons[one] == bank.reasons[other])
    evidence = np.sort(bank.cards, axis=1)
    shared = (evidence[one] == evidence[other]).all(axis=-1) & (evidence[one, -1] != NO_CARD)
    return (one == other) | (alike & shared)
