"""The ledger read off its rules in plain Python: one session, one audience, whole numbers.

A debate is written down as people would: cards, arguments, who was answered how. `on_floor` hands
it to the engine, `Sheet` works it out again without it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from dialogue_sim.engine.bank import NO_CARD, Claim, with_claims
from dialogue_sim.engine.floor import NOTHING, Floor, Said, lines_of
from dialogue_sim.engine.proposal import Proposal
from dialogue_sim.engine.world import Bank, Dossier

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dialogue_sim.engine.debate import Lines
    from dialogue_sim.engine.world import Bearing

DOC, REP, PTY = 160, 110, 60
KINDS = ("challenge", "undercut", "counter", "concede")
CHALLENGE, UNDERCUT, COUNTER, CONCEDE = range(4)
ALWAYS: Bearing = ()


@dataclass(frozen=True)
class Card:
    """Evidence: the texts it speaks to on each side, and the cards that it contradicts."""

    grade: int
    bears: tuple[Bearing, Bearing] = (ALWAYS, ALWAYS)
    disputes: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Argument:
    """What can be said; in own words its cards alone say what it bears on and contradicts."""

    side: int
    reason: int
    cards: tuple[int, ...] = ()
    bears: Bearing = ALWAYS
    refuted: bool = False
    own_words: bool = False


@dataclass(frozen=True)
class Made:
    """An argument made on the floor."""

    entry: int
    repeated: bool = False


@dataclass(frozen=True)
class Answer:
    """A rebuttal of everybody who made an argument."""

    target: int
    kind: int
    card: int | None = None


@dataclass(frozen=True)
class Session:
    """The text under debate, and what was said; None where nobody took a place."""

    levels: tuple[float, ...]
    made: tuple[Made | None, ...] = ()
    answers: tuple[Answer | None, ...] = ()


@dataclass(frozen=True)
class Room:
    """Everything that a ledger is about; arguments in own words stand behind all others."""

    cards: tuple[Card, ...]
    arguments: tuple[Argument, ...]
    weights: tuple[tuple[int, ...], ...]
    sessions: tuple[Session, ...]


# ---------------------------------------------------------------- for the engine


def on_floor(room: Room) -> tuple[Floor, Proposal]:
    """The room as the engine has it; every session takes as many places as any other."""
    columns = [[_entry(made) for made in one.made] for one in room.sessions]
    again = [[made is not None and made.repeated for made in one.made] for one in room.sessions]
    answers = [[_parts(answer) for answer in one.answers] for one in room.sessions]
    entries = _rows(columns)
    targets, kinds, cards = (
        _rows([[parts[place] for parts in column] for column in answers]) for place in range(3)
    )
    said = Said(
        entries, entries, _rows(again).astype(np.bool_), targets, kinds, cards,
        np.full_like(targets, NOTHING),
    )  # fmt: skip
    return Floor(bank_of(room), said), text_of([one.levels for one in room.sessions])


def read(room: Room) -> Lines:
    """The room as the engine's ledger reads it."""
    return lines_of(*on_floor(room))


def weighed(room: Room) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """(a, reason) the audiences' weights as an array."""
    return np.array(room.weights, dtype=np.int64)


def bank_of(room: Room) -> Bank:
    """The bank of the room, with claims in own words behind its entries."""
    written = [argument for argument in room.arguments if not argument.own_words]
    assert tuple(written) == room.arguments[: len(written)]
    bank = Bank(
        dossier=_dossier(room.cards),
        ids=tuple(f"entry {place}" for place in range(len(written))),
        speakers=np.zeros((len(written), 2), dtype=np.bool_),
        sides=_integers(argument.side for argument in written),
        reasons=_integers(argument.reason for argument in written),
        cards=_integers((*argument.cards, NO_CARD, NO_CARD)[:2] for argument in written)
        .reshape(len(written), 2),
        bears=tuple(argument.bears for argument in written),
        refuted=_integers(argument.refuted for argument in written).astype(np.bool_),
        repeated=np.zeros(len(written), dtype=np.bool_),
        written=len(written),
    )  # fmt: skip
    own = room.arguments[len(written) :]
    return with_claims(bank, [Claim(one.side, one.reason, one.cards) for one in own])


def text_of(levels: Sequence[Sequence[float]]) -> Proposal:
    """Texts of which nothing but their levels is asked, one per session."""
    sessions = len(levels)
    none = np.zeros((0, sessions))
    venue = np.zeros(sessions, dtype=np.int64)
    return Proposal(np.array(levels).T, venue, none, none, none, np.zeros(sessions))


def _dossier(cards: Sequence[Card]) -> Dossier:
    disputes = [[other in card.disputes for other in range(len(cards))] for card in cards]
    return Dossier(
        ids=tuple(f"card {place}" for place in range(len(cards))),
        grades=_integers(card.grade for card in cards),
        bears=(tuple(card.bears[0] for card in cards), tuple(card.bears[1] for card in cards)),
        disputes=np.array(disputes, dtype=np.bool_).reshape(len(cards), len(cards)),
    )


def _integers(numbers: Iterable[object]) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return np.array(list(numbers), dtype=np.int64)


def _entry(made: Made | None) -> int:
    return NOTHING if made is None else made.entry


def _parts(answer: Answer | None) -> tuple[int, int, int]:
    if answer is None:
        return NOTHING, NOTHING, NOTHING
    return answer.target, answer.kind, NO_CARD if answer.card is None else answer.card


def _rows(columns: Sequence[Sequence[int]]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """(n, s): what sessions are short of is filled with nothing."""
    longest = max(len(column) for column in columns)
    full = [[*column, *[NOTHING] * (longest - len(column))] for column in columns]
    return np.array(full, dtype=np.int64).reshape(len(columns), longest).T


# ----------------------------------------------------------------- on paper


def comb(x: int, y: int) -> int:
    """Two strengths together, on integers."""
    return x + y - x * y // 1000


def together(strengths: Iterable[int]) -> int:
    """Strengths put together from large to small."""
    total = 0
    for strength in sorted(strengths, reverse=True):
        total = comb(total, strength)
    return total


def hinges(bearing: Bearing, levels: Sequence[float]) -> Fraction:
    """How far something bears on a text, 0..1."""
    if bearing is None:
        return Fraction(0)
    product = Fraction(1)
    for rule in bearing:
        x, threshold = Fraction(levels[rule.issue]), Fraction(rule.threshold)
        far = (x - threshold) / (1 - threshold) if rule.above else (threshold - x) / threshold
        product *= min(Fraction(1), max(Fraction(0), far))
    return product


@dataclass(frozen=True)
class Line:
    """One argument on the floor before one audience."""

    entry: int
    base: int
    answered: int
    carded: bool
    same_as: object = field(repr=False)

    @property
    def strength(self) -> int:
        return self.base * (1000 - self.answered) // 1000


@dataclass(frozen=True)
class Sheet:
    """One session of a room before one audience."""

    room: Room
    session: int
    audience: int

    @cached_property
    def lines(self) -> list[Line | None]:
        """One line per place."""
        made = self.room.sessions[self.session].made
        return [None if one is None else self.line(one) for one in made]

    @cached_property
    def sides(self) -> tuple[int, int]:
        """What the side for the text and the side against it come to."""
        standing = [line for line in self.lines if line is not None]
        return self.side(0, standing), self.side(1, standing)

    @property
    def term(self) -> float:
        return (self.sides[0] - self.sides[1]) / 1000

    def side(self, side: int, lines: Sequence[Line]) -> int:
        """What a side would come to with some of the lines only."""
        own = [line for line in lines if self.room.arguments[line.entry].side == side]
        best: dict[object, Line] = {}
        for line in own:
            before = best.get(line.same_as)
            if before is None or line.strength > before.strength:
                best[line.same_as] = line
        proven = sorted((one.strength for one in best.values() if one.carded), reverse=True)
        bare = [one.strength for one in best.values() if not one.carded]
        return max([together(proven[:3]), *bare])

    def line(self, made: Made) -> Line:
        argument = self.room.arguments[made.entry]
        levels = self.room.sessions[self.session].levels
        bearing = [
            card for card in set(argument.cards)
            if hinges(self.room.cards[card].bears[argument.side], levels) > 0
        ]  # fmt: skip
        base = 150 + self.room.weights[self.audience][argument.reason]
        for card in bearing:
            base += self.room.cards[card].grade
        if self.contradicts_the_record(argument):
            base -= 250
        if made.repeated:
            base -= 150
        base = min(800, max(50, base)) * self.relevance(argument) // 1000
        entry = made.entry
        return Line(entry, base, self.answered(entry), bool(bearing), self.same(entry))

    def contradicts_the_record(self, argument: Argument) -> bool:
        if not argument.own_words:
            return argument.refuted
        record = [card for card in self.room.cards if card.grade == DOC]
        return any(card in other.disputes for other in record for card in argument.cards)

    def relevance(self, argument: Argument) -> int:
        levels = self.room.sessions[self.session].levels
        if not argument.own_words:
            far = hinges(argument.bears, levels)
        elif argument.cards:
            cards = [self.room.cards[card] for card in argument.cards]
            far = max(hinges(card.bears[argument.side], levels) for card in cards)
        else:
            return 700
        if 2 * far >= 1:
            return 1000
        return 700 if far > 0 else 300

    def answered(self, entry: int) -> int:
        """What is taken of an argument: the strongest of each kind against all that say the same.

        It is answered for good, even where the argument that was named stands no longer.
        """
        session, said = self.room.sessions[self.session], self.same(entry)
        strongest = [0, 0, 0, 0]
        for answer in session.answers:
            if answer is not None and self.same(answer.target) == said:
                strongest[answer.kind] = max(strongest[answer.kind], self.force(answer))
        return together(strongest)

    def force(self, answer: Answer) -> int:
        g = self.grade(answer)
        forces = (150 + 2 * g, 120 + g, 100 + 2 * g, 80 + g)
        return min(500, forces[answer.kind])

    def grade(self, answer: Answer) -> int:
        """The grade of a rebuttal's card where it bears on what it is played for, else 0."""
        if answer.card is None:
            return 0
        argument, card = self.room.arguments[answer.target], self.room.cards[answer.card]
        if answer.kind == CHALLENGE:
            counts = any(one in card.disputes for one in argument.cards)
        else:
            levels = self.room.sessions[self.session].levels
            counts = hinges(card.bears[1 - argument.side], levels) > 0
        return card.grade if counts else 0

    def same(self, entry: int) -> object:
        """What two arguments share that count once: the entry, or side, reason and evidence."""
        argument = self.room.arguments[entry]
        if argument.cards:
            return argument.side, argument.reason, frozenset(argument.cards)
        return entry
