"""What each argument adds: exact Shapley values, against every order written out."""

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, permutations

import numpy as np
from hypothesis import given, settings
from tests.engine.properties.plain_ledger import (
    ALWAYS,
    DOC,
    PTY,
    REP,
    Answer,
    Argument,
    Card,
    Made,
    Room,
    Session,
    Sheet,
    read,
    weighed,
)
from tests.engine.properties.rooms import Size, room_of, rooms

from dialogue_sim.engine.attribution import Shares, shares
from dialogue_sim.engine.debate import Ledger, adjudicate

FOR, AGAINST, COUNTER, TWELVE = 0, 1, 2, range(12)


def shared(room: Room) -> tuple[Ledger, Shares]:
    lines = read(room)
    ledger = adjudicate(weighed(room), lines)
    return ledger, shares(lines, ledger)


def parts(room: Room, audience: int = 0) -> list[Fraction]:
    """The share of every place before an audience."""
    _, found = shared(room)
    return [found.of(audience, place) for place in range(len(room.sessions[0].made))]


def talk(*arguments: Argument, cards: tuple[Card, ...] = ()) -> Room:
    """Arguments that nobody answers, before one audience that weighs nothing."""
    made = tuple(Made(entry) for entry in range(len(arguments)))
    return Room(cards, arguments, ((0,) * 8,), (Session((0.5, 0.5), made),))


# ------------------------------------------------------------------------ by hand


def test_one_argument_alone_is_the_whole_of_its_side() -> None:
    # 150 + 160 for the text, 150 against it.
    room = talk(Argument(FOR, 0, (0,)), Argument(AGAINST, 0), cards=(Card(DOC),))
    assert parts(room) == [310, -150]


def test_two_arguments_share_what_they_have_in_common() -> None:
    """Worth 310 and 210; together 520 - 65 = 455.

    Whoever speaks first adds all of its own, whoever comes second the rest: 455 - 210 = 245 and
    455 - 310 = 145. The means are 277.5 and 177.5.
    """
    room = talk(
        Argument(FOR, 0, (0,)), Argument(FOR, 0, (1,)), cards=(Card(DOC), Card(PTY))
    )  # fmt: skip
    assert parts(room) == [Fraction(555, 2), Fraction(355, 2)]


def test_a_claim_that_is_always_beaten_still_has_what_it_would_have_said_first() -> None:
    """A claim of 150 beside a card of 110: together 260, as the claim counts alone.

    First the claim adds 150 and the other 110; second it adds nothing and the other 260.
    """
    room = talk(Argument(FOR, 0), Argument(FOR, 0, (0,)), cards=(Card(REP),))
    assert parts(room) == [75, 185]


def test_those_who_say_the_same_share_it_evenly() -> None:
    # Four say what is worth 310 and counts once.
    four = talk(*[Argument(FOR, 0, (0,))] * 4, cards=(Card(DOC),))
    assert parts(four) == [Fraction(310, 4)] * 4


def test_equal_arguments_have_equal_shares() -> None:
    """Four of 260 each; three of them count: 260 and 260 are 453, 453 and 260 are 596."""
    room = talk(
        *(Argument(AGAINST, reason, (0,)) for reason in range(4)), cards=(Card(REP),)
    )  # fmt: skip
    assert parts(room) == [Fraction(-596, 4)] * 4


def test_what_never_adds_anything_has_no_share() -> None:
    """By the rules at least 2 are left of any argument, so one is answered beyond them here."""
    room = talk(*[Argument(FOR, reason, (0,)) for reason in range(3)], cards=(Card(DOC),))
    lines = read(room)
    rebuttals = lines.rebuttals.copy()
    rebuttals[COUNTER, 1] = 1000
    lines = replace(lines, rebuttals=rebuttals)
    ledger = adjudicate(weighed(room), lines)
    # The other two come to 310 and 310, less 96.
    assert shares(lines, ledger).numerators[0, 1] == 0
    assert [shares(lines, ledger).of(0, place) for place in range(3)] == [262, 0, 262]


def test_the_least_that_is_left_of_an_argument_has_a_share() -> None:
    """50 of which 300 per mille bear on the text, answered in all four ways by a document.

    Its card contradicts the evidence but does not bear on the text: 470, 120, 100 and 80 put
    together are 534, 587 and 621, and 15 x 379 = 5,685. Beside 310: 315 - 1 = 314 together.
    """
    cards = (Card(DOC, (ALWAYS, None), frozenset({1})), Card(PTY, (None, None)))
    weak = Argument(FOR, 0, (1,), bears=None, refuted=True)
    room = talk(weak, Argument(FOR, 0, (0,)), cards=cards)
    answers = tuple(Answer(0, kind, 0) for kind in range(4))
    session = replace(room.sessions[0], answers=answers)
    room = replace(room, sessions=(session,))
    ledger, _ = shared(room)
    assert ledger.strengths[0, :, 0].tolist() == [5, 310]
    # Without a card that bears on the text it is a claim: it adds 5 first and nothing second.
    assert parts(room) == [Fraction(5, 2), Fraction(615, 2)]


def test_an_empty_place_has_no_share() -> None:
    room = talk(Argument(FOR, 0), Argument(FOR, 1))
    session = replace(room.sessions[0], made=(None, Made(1)))
    assert parts(replace(room, sessions=(session,))) == [0, 150]


# ------------------------------------------------------------------ every order


def every_order(sheet: Sheet) -> list[Fraction]:
    """The mean over all orders of what each place adds to the difference of the sides."""
    lines = {place: line for place, line in enumerate(sheet.lines) if line is not None}
    worth = {
        frozenset(places): (
            sheet.side(FOR, [lines[place] for place in places])
            - sheet.side(AGAINST, [lines[place] for place in places])
        )
        for count in range(len(lines) + 1)
        for places in combinations(lines, count)
    }
    added = [Fraction(0)] * len(sheet.lines)
    orders = list(permutations(lines))
    for order in orders:
        before: frozenset[int] = frozenset()
        for place in order:
            added[place] += worth[before | {place}] - worth[before]
            before |= {place}
    return [share / len(orders) for share in added]


@settings(max_examples=60)
@given(room=rooms(made=5, sessions=1))
def test_a_share_is_the_mean_over_every_order(room: Room) -> None:
    _, found = shared(room)
    for audience in range(len(room.weights)):
        sheet = Sheet(room, 0, audience)
        expected = every_order(sheet)
        assert [found.of(audience, place) for place in range(len(expected))] == expected


@settings(max_examples=30)
@given(room=rooms(sessions=1))
def test_the_shares_add_up_to_the_difference_of_the_sides(room: Room) -> None:
    ledger, found = shared(room)
    for audience in range(len(room.weights)):
        ours, theirs = ledger.sides[:, audience, 0].tolist()
        places = range(len(room.sessions[0].made))
        assert sum(found.of(audience, place) for place in places) == ours - theirs


def test_twelve_arguments_are_shared_among_twelve_audiences() -> None:
    """All on one side, which makes 4,096 sets of them; it takes a fraction of a second."""
    room = room_of(Size(10, 14, 12, 12, 12, 1), 8)
    one_side = tuple(Argument(FOR, place % 8, (place % 10, (place + 3) % 10)) for place in TWELVE)
    made = tuple(Made(place) for place in TWELVE)
    room = Room(room.cards, one_side, room.weights, (Session((0.5, 0.5), made),))
    start = time.process_time()
    ledger, found = shared(room)
    assert time.process_time() - start < 5.0
    totals = [sum(found.of(audience, place) for place in TWELVE) for audience in TWELVE]
    assert totals == ledger.sides[FOR, :, 0].tolist()
    assert np.count_nonzero(found.numerators) == 144
