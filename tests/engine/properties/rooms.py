"""Random debates: strategies for properties of the ledger that hold in every one of them.

Hypothesis chooses how large a debate is and a seed, `random` fills in the rest. Levels and
thresholds are multiples of a quarter, so that how far a text goes is free of rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from tests.engine.properties.plain_ledger import (
    DOC,
    PTY,
    REP,
    Answer,
    Argument,
    Card,
    Made,
    Room,
    Session,
)

from dialogue_sim.engine.world import Hinge

if TYPE_CHECKING:
    from dialogue_sim.engine.world import Bearing

ISSUES, REASONS, KINDS = 2, 8, 4
LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)
MOST = 12


@dataclass(frozen=True)
class Size:
    """How large a debate is; `bank` counts entries and claims in own words."""

    cards: int
    bank: int
    made: int
    answers: int
    audiences: int
    sessions: int


def sizes(made: int = MOST, sessions: int = 3) -> st.SearchStrategy[Size]:
    """Debates of up to so many arguments and sessions."""
    return st.builds(
        Size,
        cards=st.integers(0, 10),
        bank=st.integers(1, 14),
        made=st.integers(0, made),
        answers=st.integers(0, MOST),
        audiences=st.integers(1, 5),
        sessions=st.integers(1, sessions),
    )


def rooms(made: int = MOST, sessions: int = 3) -> st.SearchStrategy[Room]:
    """Random debates; `made` and `sessions` as in `sizes`."""
    return st.builds(room_of, sizes(made, sessions), st.integers(0, 2**32 - 1))


def room_of(size: Size, seed: int) -> Room:
    """A debate of a size."""
    luck = luck_of(seed)
    cards = tuple(card(luck, size.cards) for _ in range(size.cards))
    own_from = luck.randint(1, size.bank)
    return Room(
        cards=cards,
        arguments=tuple(
            argument(luck, size.cards, own_words=place >= own_from) for place in range(size.bank)
        ),
        weights=tuple(
            tuple(luck.randint(0, 200) for _ in range(REASONS)) for _ in range(size.audiences)
        ),
        sessions=tuple(session(luck, size) for _ in range(size.sessions)),
    )


def luck_of(seed: int) -> Random:
    """The same numbers for the same seed."""
    return Random(seed)  # noqa: S311  nothing here is secret


def card(luck: Random, cards: int) -> Card:
    """A card that may bear on some texts for one side or both."""
    disputes = frozenset(place for place in range(cards) if luck.random() < 0.2)
    return Card(luck.choice((DOC, REP, PTY)), (bearing(luck), bearing(luck)), disputes)


def bearing(luck: Random) -> Bearing:
    """Nothing, everything, or a product of one or two hinges."""
    kind = luck.random()
    if kind < 0.2:
        return None
    if kind < 0.6:
        return ()
    return tuple(hinge(luck) for _ in range(luck.randint(1, 2)))


def hinge(luck: Random) -> Hinge:
    above = luck.random() < 0.5
    threshold = luck.choice((0.0, 0.5) if above else (0.5, 1.0))
    return Hinge(luck.randrange(ISSUES), threshold, above)


def argument(luck: Random, cards: int, *, own_words: bool) -> Argument:
    """Few reasons, so that some say the same."""
    played = luck.sample(range(cards), min(cards, luck.randint(0, 2)))
    return Argument(
        side=luck.randrange(2),
        reason=luck.randrange(2),
        cards=tuple(played),
        bears=() if own_words else bearing(luck) or (),
        refuted=not own_words and luck.random() < 0.2,
        own_words=own_words,
    )


def session(luck: Random, size: Size) -> Session:
    """Some places may be empty, and an argument may be made twice."""
    return Session(
        levels=tuple(luck.choice(LEVELS) for _ in range(ISSUES)),
        made=tuple(
            Made(luck.randrange(size.bank), luck.random() < 0.2) if luck.random() < 0.9 else None
            for _ in range(size.made)
        ),
        answers=tuple(
            answer(luck, size) if luck.random() < 0.9 else None for _ in range(size.answers)
        ),
    )


def answer(luck: Random, size: Size) -> Answer:
    """A rebuttal of something in the bank, with or without a card."""
    with_card = size.cards > 0 and luck.random() < 0.7
    return Answer(
        target=luck.randrange(size.bank),
        kind=luck.randrange(KINDS),
        card=luck.randrange(size.cards) if with_card else None,
    )
