"""What is in the bank: the numbers of the rules, and how far arguments and cards bear on texts."""

from __future__ import annotations

import numpy as np
import pytest
from tests.engine.properties.plain_ledger import (
    ALWAYS,
    DOC,
    PTY,
    REP,
    Argument,
    Card,
    Room,
    bank_of,
)

from dialogue_sim.engine import bank as rules
from dialogue_sim.engine.bank import Claim, bearings, card_relevance, refuted_cards, with_claims
from dialogue_sim.engine.world import Bank, Hinge

FOR, AGAINST = 0, 1
HALF = (Hinge(0, 0.5, above=False),)
PART = (Hinge(0, 0.0, above=True),)
NOT_AT_ALL = (Hinge(0, 0.5, above=True),)
TEXT = np.array([[0.25], [1.0]])
"""HALF bears on it by half, PART by a quarter."""


@pytest.fixture
def bank() -> Bank:
    cards = (
        Card(DOC, (ALWAYS, None), frozenset({1})),
        Card(REP, (PART, HALF)),
        Card(PTY, (NOT_AT_ALL, ALWAYS), frozenset({0})),
    )
    arguments = (
        Argument(FOR, 0, (0, 1), HALF),
        Argument(AGAINST, 1, (2,), PART),
        Argument(FOR, 2, (), NOT_AT_ALL),
    )
    return bank_of(Room(cards, arguments, (), ()))


def test_the_numbers_are_those_of_the_rules() -> None:
    assert (rules.DOCUMENTED, rules.REPORTED, rules.PARTY) == (160, 110, 60)
    assert (rules.WHOLLY, rules.PARTLY, rules.HARDLY) == (1000, 700, 300)


def test_how_far_everything_bears_on_a_text(bank: Bank) -> None:
    found = bearings(bank, TEXT)
    assert found.relevance.tolist() == [[1000], [700], [300]]
    assert found.evidence.tolist() == [[160 + 110], [60], [0]]
    assert found.carded.tolist() == [[True], [True], [False]]
    assert found.cards[..., 0].tolist() == [[True, True, False], [False, True, True]]


def test_what_is_not_asked_about_is_nought(bank: Bank) -> None:
    found = bearings(bank, TEXT, [1], [1])
    assert found.relevance.tolist() == [[0], [700], [0]]
    assert found.evidence.tolist() == [[0], [60], [0]]
    assert found.cards[..., 0].tolist() == [[False, True, False], [False, True, True]]
    nothing = bearings(bank, TEXT, [])
    assert not nothing.relevance.any()
    assert not nothing.cards.any()


def test_how_far_cards_speak_for_each_side(bank: Bank) -> None:
    found = card_relevance(bank, np.array([[0.25, 0.75], [1.0, 1.0]]))
    # At .75 PART bears wholly, HALF no more, NOT_AT_ALL by half.
    assert found.tolist() == [
        [[1000, 1000], [700, 1000], [300, 1000]],
        [[300, 300], [1000, 300], [1000, 1000]],
    ]


def test_only_a_document_refutes(bank: Bank) -> None:
    assert refuted_cards(bank.dossier).tolist() == [False, True, False]


def test_claims_stand_behind_what_was_written(bank: Bank) -> None:
    claims = [Claim(AGAINST, 3, (1, 2)), Claim(FOR, 4, (), repeated=True), Claim(FOR, 5, (2,))]
    more = with_claims(bank, claims)
    assert more.ids == ("entry 0", "entry 1", "entry 2", "claim 0", "claim 1", "claim 2")
    assert more.written == 3
    assert more.sides.tolist() == [FOR, AGAINST, FOR, AGAINST, FOR, FOR]
    assert more.reasons.tolist() == [0, 1, 2, 3, 4, 5]
    assert more.cards.tolist() == [[0, 1], [2, -1], [-1, -1], [1, 2], [-1, -1], [2, -1]]
    assert more.refuted.tolist() == [False, False, False, True, False, False]
    assert more.repeated.tolist() == [False, False, False, False, True, False]
    # For the text card 2 bears not at all, against it card 2 wholly; without a card 700.
    assert bearings(more, TEXT).relevance[3:].tolist() == [[1000], [700], [300]]
    assert with_claims(bank, []) is bank
