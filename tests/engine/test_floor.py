"""How the ledger reads a floor: what bears on the text, what counts as evidence and as an answer.

Every floor is worked out on paper beside it. The text stands at .25 on its first issue and at
1 on its second; HALF bears on it by half, PART by a quarter, ALWAYS wholly.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.engine.properties.plain_ledger import (
    ALWAYS,
    CHALLENGE,
    CONCEDE,
    COUNTER,
    DOC,
    PTY,
    REP,
    UNDERCUT,
    Answer,
    Argument,
    Card,
    Made,
    Room,
    Session,
    on_floor,
    read,
    text_of,
    weighed,
)

from dialogue_sim.engine.bank import DOCUMENTED, PARTY, REPORTED
from dialogue_sim.engine.debate import Ledger, adjudicate
from dialogue_sim.engine.floor import lines_of
from dialogue_sim.engine.world import Bearing, Hinge

FOR, AGAINST = 0, 1
HALF = (Hinge(0, 0.5, above=False),)
PART = (Hinge(0, 0.0, above=True),)
ELSEWHERE = (Hinge(0, 0.5, above=True),)
NEVER: Bearing = None


def room(
    *arguments: Argument,
    cards: tuple[Card, ...] = (),
    answers: tuple[Answer, ...] = (),
    weights: tuple[tuple[int, ...], ...] = ((0,) * 8,),
) -> Room:
    """All the arguments are made once, before one audience that weighs nothing."""
    made = tuple(Made(entry) for entry in range(len(arguments)))
    return Room(cards, arguments, weights, (Session((0.25, 1.0), made, answers),))


def ledger(of: Room) -> Ledger:
    return adjudicate(weighed(of), read(of))


def bases(of: Room) -> list[int]:
    found: list[int] = ledger(of).base[0, :, 0].tolist()
    return found


def sides(of: Room) -> list[int]:
    found: list[int] = ledger(of).sides[:, 0, 0].tolist()
    return found


# ----------------------------------------------------------- what bears on the text


@pytest.mark.parametrize(
    ("bears", "base"),
    [
        (ALWAYS, 150),
        (HALF, 150),  # (.5 - .25) / .5 is one half, which is enough
        (PART, 105),  # (.25 - 0) / 1 is a quarter: 150 x 700
        ((*HALF, Hinge(1, 0.0, above=True)), 150),  # one half times the whole
        ((*HALF, *PART), 105),  # one half of a quarter
        (ELSEWHERE, 45),  # not at all: 150 x 300
        ((*PART, *ELSEWHERE), 45),
    ],
)
def test_an_argument_of_the_bank_counts_as_far_as_it_bears_on_the_text(
    bears: Bearing, base: int
) -> None:
    assert bases(room(Argument(FOR, 0, bears=bears))) == [base]


def test_claims_in_own_words_bear_on_the_text_as_far_as_their_cards_do() -> None:
    """Without a card 150 x 700; with cards by the one that bears on it most.

    | cards | evidence | worth | relevance | base |
    |---|---|---|---|---|
    | none | 0 | 150 | 700 | 105 |
    | PTY in part | 60 | 210 | 700 | 147 |
    | PTY in part, DOC by half | 60 + 160 | 370 | 1000 | 370 |
    | REP for other texts only | 0 | 150 | 300 | 45 |
    """
    cards = (Card(PTY, (PART, NEVER)), Card(DOC, (HALF, NEVER)), Card(REP, (ELSEWHERE, ALWAYS)))
    claims = [Argument(FOR, 0, played, own_words=True) for played in ((), (0,), (0, 1), (2,))]
    assert bases(room(Argument(AGAINST, 0), *claims, cards=cards)) == [150, 105, 147, 370, 45]


def test_a_card_counts_for_the_side_that_it_speaks_for() -> None:
    """The same DOC card on both sides: 150 + 160 for the text, 150 against it."""
    one_sided = (Card(DOC, (ALWAYS, NEVER)),)
    both = room(Argument(FOR, 0, (0,)), Argument(AGAINST, 0, (0,)), cards=one_sided)
    assert bases(both) == [310, 150]
    # The second has no evidence, so it stands alone among claims.
    assert read(both).carded[:, 0].tolist() == [True, False]


@pytest.mark.parametrize(("grade", "base"), [(DOCUMENTED, 310), (REPORTED, 260), (PARTY, 210)])
def test_evidence_adds_its_grade(grade: int, base: int) -> None:
    assert bases(room(Argument(FOR, 0, (0,)), cards=(Card(grade),))) == [base]


# -------------------------------------------------------------------- deductions


def test_contradicting_the_record_costs_250() -> None:
    """An entry as its author says, a claim by its cards.

    | argument | worth | base |
    |---|---|---|
    | entry that contradicts a document, with a DOC card | 150 + 160 - 250 | 60 |
    | claim with the card that the document contradicts | 150 + 110 - 250 | 50 |
    | claim with the card that only another party contradicts | 150 + 110 | 260 |
    """
    cards = (
        Card(DOC, disputes=frozenset({1})), Card(REP),
        Card(PTY, disputes=frozenset({3})), Card(REP),
    )  # fmt: skip
    of = room(
        Argument(FOR, 0, (0,), refuted=True),
        Argument(FOR, 1, (1,), own_words=True),
        Argument(FOR, 2, (3,), own_words=True),
        cards=cards,
    )
    assert bases(of) == [60, 50, 260]


def test_saying_it_again_costs_150_and_both_deductions_add_up() -> None:
    """150 + 160 + 200 is 510: 360 said again, 260 where refuted, 110 where both are so."""
    arguments = (
        Argument(FOR, 0, (0,)), Argument(FOR, 1, (0,), refuted=True),
    )  # fmt: skip
    of = room(*arguments, cards=(Card(DOC),), weights=((200,) * 8,))
    assert bases(of) == [510, 260]
    session = replace(of.sessions[0], made=(Made(0, repeated=True), Made(1, repeated=True)))
    assert bases(replace(of, sessions=(session,))) == [360, 110]


# -------------------------------------------------------------------- rebuttals


@pytest.mark.parametrize(
    ("kind", "taken"),
    [
        # Without a card, then with PTY 60, REP 110 and DOC 160.
        (CHALLENGE, [150, 270, 370, 470]),
        (UNDERCUT, [120, 180, 230, 280]),
        (COUNTER, [100, 220, 320, 420]),
        (CONCEDE, [80, 140, 190, 240]),
    ],
)
def test_each_kind_of_rebuttal_with_each_grade(kind: int, taken: list[int]) -> None:
    # Cards that contradict the evidence, card 0, and bear on the text for the other side.
    against = [Card(grade, (NEVER, ALWAYS), frozenset({0})) for grade in (PTY, REP, DOC)]
    found = []
    for card in (None, 1, 2, 3):
        of = room(
            Argument(FOR, 0, (0,)), cards=(Card(DOC), *against), answers=(Answer(0, kind, card),)
        )
        found.append(int(ledger(of).answered[0, 0]))
    assert found == taken


@pytest.mark.parametrize(
    ("kind", "taken"), [(CHALLENGE, 150), (UNDERCUT, 280), (COUNTER, 420), (CONCEDE, 240)]
)
def test_a_challenge_needs_a_card_that_contradicts_the_evidence(kind: int, taken: int) -> None:
    # It bears on the text for the other side, and contradicts nothing.
    cards = (Card(REP), Card(DOC, (NEVER, ALWAYS)))
    of = room(Argument(FOR, 0, (0,)), cards=cards, answers=(Answer(0, kind, 1),))
    assert ledger(of).answered.tolist() == [[taken]]


@pytest.mark.parametrize(
    ("kind", "taken"), [(CHALLENGE, 470), (UNDERCUT, 120), (COUNTER, 100), (CONCEDE, 80)]
)
def test_any_other_rebuttal_needs_a_card_that_bears_on_the_text(kind: int, taken: int) -> None:
    # It contradicts the evidence, and speaks of other texts, or for the side that it answers.
    for bears in ((ALWAYS, ELSEWHERE), (ALWAYS, NEVER)):
        cards = (Card(REP), Card(DOC, bears, frozenset({0})))
        of = room(Argument(FOR, 0, (0,)), cards=cards, answers=(Answer(0, kind, 1),))
        assert ledger(of).answered.tolist() == [[taken]]


def test_one_rebuttal_of_each_kind_counts_and_that_is_the_strongest() -> None:
    """Three counters of 100, 320 and 100 are 320; with an undercut of 120: 440 - 38 = 402."""
    cards = (Card(REP), Card(REP, (NEVER, ALWAYS)))
    answers = (Answer(0, COUNTER), Answer(0, COUNTER, 1), Answer(0, COUNTER))
    of = room(Argument(FOR, 0, (0,)), cards=cards, answers=answers)
    assert ledger(of).answered.tolist() == [[320]]
    more = room(Argument(FOR, 0, (0,)), cards=cards, answers=(*answers, Answer(0, UNDERCUT)))
    assert ledger(more).answered.tolist() == [[402]]


def test_where_there_is_no_evidence_at_all_answers_stand_on_their_reasoning() -> None:
    taken = [
        ledger(room(Argument(FOR, 0), answers=(Answer(0, kind),))).answered.tolist()
        for kind in (CHALLENGE, UNDERCUT, COUNTER, CONCEDE)
    ]
    assert taken == [[[150]], [[120]], [[100]], [[80]]]


def test_an_answer_to_what_was_never_said_takes_nothing() -> None:
    of = room(Argument(FOR, 0), Argument(FOR, 1), answers=(Answer(1, COUNTER),))
    silent = replace(of.sessions[0], made=(Made(0), None))
    assert sides(replace(of, sessions=(silent,))) == [150, 0]


# ------------------------------------------------- what answers one answers its twin

EVIDENCE = (Card(DOC), Card(DOC, (NEVER, ALWAYS)))
TWINS = Argument(FOR, 0, (0,)), Argument(FOR, 0, (0,), bears=HALF)
"""Worth 310 each; card 1 counters with 420."""


@pytest.mark.parametrize(
    ("answers", "taken", "left"),
    [
        ([Answer(0, COUNTER, 1)], 420, 179),
        ([Answer(1, COUNTER, 1)], 420, 179),
        # Of one kind the stronger against either counts: 420 and a bare 100.
        ([Answer(0, COUNTER), Answer(1, COUNTER, 1)], 420, 179),
        # Two kinds go together wherever they were said: 420 + 120 - 50 = 490.
        ([Answer(0, UNDERCUT), Answer(1, COUNTER, 1)], 490, 158),
    ],
)
def test_an_answer_answers_whatever_says_the_same(
    answers: list[Answer], taken: int, left: int
) -> None:
    found = ledger(room(*TWINS, cards=EVIDENCE, answers=tuple(answers)))
    assert found.answered.tolist() == [[taken], [taken]]
    assert found.strengths[0, :, 0].tolist() == [left, left]
    assert found.sides.ravel().tolist() == [left, 0]


@pytest.mark.parametrize("answered", [0, 1, 2])
def test_of_three_that_say_the_same_all_are_answered(answered: int) -> None:
    third = Argument(FOR, 0, (0,), own_words=True)
    of = room(*TWINS, third, cards=EVIDENCE, answers=(Answer(answered, COUNTER, 1),))
    assert ledger(of).answered[:, 0].tolist() == [420, 420, 420]


@pytest.mark.parametrize(
    "other",
    [
        Argument(AGAINST, 0, (0,)),
        Argument(FOR, 1, (0,)),
        Argument(FOR, 0, (1,)),
        Argument(FOR, 0, (0, 1)),
        Argument(FOR, 0),
    ],
    ids=["other side", "other reason", "other card", "one card more", "no card"],
)
def test_what_says_something_else_is_not_answered_with_it(other: Argument) -> None:
    of = room(TWINS[0], other, cards=EVIDENCE, answers=(Answer(0, COUNTER, 1),))
    assert ledger(of).answered[:, 0].tolist() == [420, 0]


def test_what_is_answered_stays_answered_whoever_else_says_it() -> None:
    """Both stand in the first session, another one beside the first in the second.

    In the last the one that was answered has been taken back, and its twin stays answered.
    """
    of = room(*TWINS, Argument(FOR, 1, (0,)), cards=EVIDENCE, answers=(Answer(0, COUNTER, 1),))
    made = (Made(0), Made(1)), (Made(0), Made(2)), (None, Made(1))
    found = ledger(replace(of, sessions=tuple(replace(of.sessions[0], made=one) for one in made)))
    assert found.strengths[0].T.tolist() == [[179, 179], [179, 310], [0, 179]]
    assert found.sides[FOR, 0].tolist() == [179, 179 + 310 - 55, 179]


# ------------------------------------------------------------- saying the same


def test_what_counts_as_saying_the_same() -> None:
    """Two of 370 are 370 + 370 - 136 = 604 where they differ, else 370."""
    cards = (Card(REP), Card(REP), Card(PTY), Card(DOC))
    first = Argument(FOR, 0, (0, 1))

    def together(second: Argument) -> int:
        return sides(room(first, second, cards=cards))[FOR]

    assert together(Argument(FOR, 0, (1, 0))) == 370
    assert together(Argument(FOR, 0, (0, 1), own_words=True)) == 370
    assert together(Argument(FOR, 1, (0, 1))) == 604
    # 370 for DOC and PTY as well.
    assert together(Argument(FOR, 0, (2, 3))) == 604
    # One card of the two is other evidence: 260 and 370 are 630 - 96 = 534.
    assert together(Argument(FOR, 0, (0,))) == 534


def test_claims_without_a_card_are_the_same_only_where_they_are_one_entry() -> None:
    # They count alone either way; the pairs say whom the ledger took for one.
    of = room(Argument(FOR, 0), Argument(FOR, 0))
    assert read(of).twins == ()
    twice = replace(of.sessions[0], made=(Made(0), Made(0)))
    assert [pair[:2] for pair in read(replace(of, sessions=(twice,))).twins] == [(0, 1)]


def test_nobody_says_the_same_at_an_empty_place() -> None:
    of = room(Argument(FOR, 0))
    gaps = replace(of.sessions[0], made=(Made(0), None, None))
    assert read(replace(of, sessions=(gaps,))).twins == ()


# ----------------------------------------------------------------- whole floors


def test_a_whole_floor_by_hand() -> None:
    """Two audiences; the first weighs stability with 100, the second unity with 150.

    | place | argument | first | second |
    |---|---|---|---|
    | 0 | for, stability, DOC and REP | 150 + 270 + 100 = 520 | 420 |
    | 1 | for, unity, PTY, in part | 210 x 700 = 147 | 360 x 700 = 252 |
    | 2 | against, unity, REP | 260 | 410 |
    | 3 | against, stability, no card | 250 | 150 |

    Against place 0 stands a counter with a REP card: 320 taken, of 520 are 353 left, of 420 285.
    Against place 2 stand a bare challenge and a bare undercut: 150 + 120 - 18 = 252 taken,
    of 260 are 194 left, of 410 306.

    First: for, 353 and 147 are 500 - 51 = 449; against, 194 or the claim's 250. Term .199.
    Second: for, 285 and 252 are 537 - 71 = 466; against, 306 or 150. Term .160.
    """
    cards = (Card(DOC), Card(REP), Card(PTY), Card(REP, (NEVER, ALWAYS)))
    of = room(
        Argument(FOR, 0, (0, 1)),
        Argument(FOR, 3, (2,), bears=PART),
        Argument(AGAINST, 3, (1,)),
        Argument(AGAINST, 0),
        cards=cards,
        answers=(Answer(0, COUNTER, 3), Answer(2, CHALLENGE), Answer(2, UNDERCUT)),
        weights=((100, 0, 0, 0, 0, 0, 0, 0), (0, 0, 0, 150, 0, 0, 0, 0)),
    )
    found = ledger(of)
    assert found.base[..., 0].tolist() == [[520, 147, 260, 250], [420, 252, 410, 150]]
    assert found.answered[:, 0].tolist() == [320, 0, 252, 0]
    assert found.strengths[..., 0].tolist() == [[353, 147, 194, 250], [285, 252, 306, 150]]
    assert found.sides[..., 0].tolist() == [[449, 466], [250, 306]]
    assert found.term[:, 0].tolist() == [0.199, 0.16]


def test_the_amended_text_hears_the_same_floor_anew() -> None:
    """At 1 on its first issue HALF bears no more, ELSEWHERE wholly.

    | argument | at .25 | at 1 |
    |---|---|---|
    | for, HALF, with a card on HALF | 150 + 110 | 150 x 300 = 45, no evidence |
    | against, ELSEWHERE, with a card on ELSEWHERE | 45 | 150 + 110 |
    """
    cards = (Card(REP, (HALF, NEVER)), Card(REP, (NEVER, ELSEWHERE)))
    of = room(
        Argument(FOR, 0, (0,), bears=HALF), Argument(AGAINST, 0, (1,), bears=ELSEWHERE),
        cards=cards,
    )  # fmt: skip
    floor, text = on_floor(of)
    assert adjudicate(weighed(of), lines_of(floor, text)).sides.ravel().tolist() == [260, 45]
    amended = lines_of(floor, text_of([(1.0, 1.0)]))
    assert adjudicate(weighed(of), amended).sides.ravel().tolist() == [45, 260]
    assert amended.carded[:, 0].tolist() == [False, True]


def test_one_more_argument_or_one_fewer_is_the_floor_as_if() -> None:
    of = room(Argument(FOR, 0), Argument(AGAINST, 0, (0,)), cards=(Card(DOC),))
    floor, text = on_floor(of)

    def term(entries: object) -> list[int]:
        assert isinstance(entries, type(floor))
        found: list[int] = adjudicate(weighed(of), lines_of(entries, text)).sides.ravel().tolist()
        return found

    assert term(floor) == [150, 310]
    assert term(floor.without(1)) == [150, 0]
    assert term(floor.without(1).with_entry(1)) == [150, 310]
    assert np.array_equal(floor.said.entries, [[0], [1]])
