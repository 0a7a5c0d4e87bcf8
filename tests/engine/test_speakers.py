"""Who speaks in a debate, for which side, what, and what is answered how.

The village debates: Alba accepts, Brava objects, Corda hedges, the ngo tables and has nothing to
say. What an argument is worth to Corda stands beside it where it decides anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.engine.properties.plain_ledger import (
    ALWAYS,
    CHALLENGE,
    COUNTER,
    DOC,
    PTY,
    REP,
    UNDERCUT,
    Card,
)
from tests.engine.village_debates import (
    ACCEPT,
    AGAINST,
    ALBA,
    BRAVA,
    CITIZENS,
    CORDA,
    COST,
    COUNTERPART,
    ENDORSE,
    FOR,
    HEDGE,
    LAW,
    NGO,
    OBJECT,
    USUAL,
    Hall,
    Position,
    Talk,
    entries,
    leaning,
    rebuttals,
    speakers,
)

from dialogue_sim.engine.bank import NO_CARD, Claim
from dialogue_sim.engine.proposal import Proposal
from dialogue_sim.engine.reaction import modal_responses, react
from dialogue_sim.engine.situation import Situation
from dialogue_sim.engine.speakers import Rebuttal, Speeches
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.engine.world import Hinge, World

PRO, CON = Position((ALBA,), FOR), Position((BRAVA,), AGAINST)
FOR_ONLY, AGAINST_ONLY = (ALWAYS, None), (None, ALWAYS)


@pytest.fixture
def text(village_text: Callable[..., Proposal]) -> Proposal:
    return village_text((0.5, 0.5, 1.0, 0.0, 1))


@pytest.fixture
def debated(village: World, village_opening: Situation, text: Proposal) -> Hall:
    return Hall(village, village_opening, text)


def test_the_leanings_are_those_that_a_test_asks_for(
    village: World, village_opening: Situation, text: Proposal
) -> None:
    world = leaning(village, village_opening, text, **USUAL)
    moment = Moment(world, text, village_opening, no_debate(village_opening))
    found = modal_responses(react(moment).probabilities)[:, 0]
    assert found[[ALBA, BRAVA, CORDA, NGO]].tolist() == [ACCEPT, OBJECT, HEDGE, HEDGE]
    # The public leans to a side, so that its silence below says something.
    assert found[CITIZENS] != HEDGE


# --------------------------------------------------------------------- who speaks


def test_each_side_makes_one_argument_the_side_for_the_text_first(debated: Hall) -> None:
    # All are worth the same, so ids decide; nobody speaks a second time.
    floor = debated(Talk([CON, PRO, CON, PRO]))
    assert entries(floor) == [1, 0]
    assert speakers(floor) == [ALBA, BRAVA]


def test_who_leans_neither_way_says_nothing(debated: Hall) -> None:
    hedged = Talk([Position((CORDA,), FOR), Position((CORDA,), AGAINST)])
    assert entries(debated(hedged)) == []
    assert entries(debated(hedged, corda=ENDORSE)) == [0]
    assert entries(debated(hedged, corda=OBJECT)) == [1]


def test_who_tables_speaks_for_the_text_whatever_it_leans_to(debated: Hall) -> None:
    both = [Position((BRAVA,), FOR), Position((BRAVA,), AGAINST)]
    assert entries(debated(Talk(both))) == [1]
    assert entries(debated(Talk(both, tabler=BRAVA))) == [0]


def test_the_counterpart_is_in_the_room_only_where_it_tables(debated: Hall) -> None:
    both = [Position((COUNTERPART,), FOR), Position((COUNTERPART,), AGAINST)]
    assert entries(debated(Talk(both))) == []
    tabled = debated(Talk(both, tabler=COUNTERPART))
    assert entries(tabled) == [0]
    assert speakers(tabled) == [COUNTERPART]


def test_the_public_has_no_seat_in_the_room_but_a_voice_has(debated: Hall) -> None:
    both = [Position((CITIZENS,), FOR), Position((CITIZENS,), AGAINST)]
    assert entries(debated(Talk(both))) == []
    voice = Talk([Position((NGO,), AGAINST)], tabler=ALBA)
    assert entries(debated(voice, ngo=OBJECT)) == [0]


def test_of_several_who_hold_a_position_the_first_by_id_speaks(debated: Hall) -> None:
    shared = Talk([Position((CORDA, ALBA), FOR)])
    assert speakers(debated(shared, corda=ACCEPT)) == [ALBA]
    person = Speeches(persons=(ALBA,))
    assert speakers(debated(shared, person, corda=ACCEPT)) == [CORDA]


def test_nobody_speaks_in_the_place_of_a_person(debated: Hall) -> None:
    talk = Talk([PRO, CON])
    assert entries(debated(talk, Speeches(persons=(ALBA,)))) == [1]
    # Who tables answers in the person's stead; a person who tables is no exception.
    assert rebuttals(debated(talk, Speeches(persons=(ALBA,)))) == [(1, CHALLENGE, NO_CARD, NGO)]
    tables = debated(replace(talk, tabler=ALBA), Speeches(persons=(ALBA,)), ngo=OBJECT)
    assert entries(tables) == [1]
    assert rebuttals(tables) == [(1, CHALLENGE, NO_CARD, CORDA)]


# ------------------------------------------------------------------- what is said


def test_the_undecided_decide_what_is_said(debated: Hall) -> None:
    # To Corda the second is worth 150 + 100, the first 150. To all three members together the
    # first is worth 350 + 350 + 150 = 850, the second 150 + 150 + 250 = 550.
    costs, law = Position((ALBA,), FOR, COST), Position((ALBA,), FOR, LAW)
    weights = {ALBA: {COST: 200}, BRAVA: {COST: 200}, CORDA: {LAW: 100}}
    talk = Talk([costs, law], weights=weights)
    assert entries(debated(talk)) == [1]
    # Where nobody hedges everybody is spoken to.
    assert entries(debated(talk, corda=ACCEPT)) == [0]


def test_an_audience_that_is_no_member_decides_nothing(debated: Hall) -> None:
    costs, law = Position((ALBA,), FOR, COST), Position((ALBA,), FOR, LAW)
    weights = {NGO: {LAW: 200}, CITIZENS: {LAW: 200}, CORDA: {COST: 1}}
    assert entries(debated(Talk([law, costs], weights=weights))) == [1]


def test_evidence_that_bears_on_the_text_is_said_first(debated: Hall) -> None:
    # 150 without a card, 150 + 60 with one; a card for the other side adds nothing.
    positions = [
        Position((ALBA,), FOR, cards=(1,)), Position((ALBA,), FOR, cards=(0,)), PRO,
    ]  # fmt: skip
    cards = (Card(PTY, FOR_ONLY), Card(DOC, AGAINST_ONLY))
    assert entries(debated(Talk(positions, cards))) == [1]


BESIDE_THE_POINT = (Hinge(0, 0.5, above=True),)
"""The text stands at .5 on contact, so this bears on it not at all."""


def test_what_is_beside_the_point_is_said_last(debated: Hall) -> None:
    # 350 x 300 per mille is 105, against 150 that bears on the text.
    beside = Position((ALBA,), FOR, LAW, bears=BESIDE_THE_POINT)
    assert entries(debated(Talk([beside, PRO], weights={CORDA: {LAW: 200}}))) == [1]
    # Whoever has nothing better says even that.
    assert entries(debated(Talk([beside]))) == [0]


def test_worth_is_rounded_down_before_it_is_compared(debated: Hall) -> None:
    # 350 x 300 per mille is 105; 151 x 700 is 105.7 and no more than that, so ids decide.
    beside = Position((ALBA,), FOR, LAW, bears=BESIDE_THE_POINT)
    in_part = Position((ALBA,), FOR, COST, bears=(Hinge(0, 0.25, above=True),))
    for cost, first in ((1, 0), (2, 1)):
        weights = {CORDA: {LAW: 200, COST: cost}}
        assert entries(debated(Talk([beside, in_part], weights=weights))) == [first]


def test_what_contradicts_the_record_is_worth_250_less_to_who_speaks(debated: Hall) -> None:
    # 350 - 250 is 100, against 150.
    refuted = Position((ALBA,), FOR, LAW, refuted=True)
    assert entries(debated(Talk([refuted, PRO], weights={CORDA: {LAW: 200}}))) == [1]


def test_no_argument_is_worth_less_than_50_to_anybody(debated: Hall) -> None:
    """To Alba and Corda, who hedge: 100 and 50 make 150, where 100 and -100 would make none.

    The other is worth 150 x 300 per mille to each, 90 in all.
    """
    refuted = Position((NGO,), FOR, LAW, refuted=True)
    beside = Position((NGO,), FOR, bears=BESIDE_THE_POINT)
    talk = Talk([beside, refuted], weights={CORDA: {LAW: 200}})
    assert entries(debated(talk, alba=HEDGE)) == [1]


def test_persons_speak_after_the_openings_and_nobody_after_them(debated: Hall) -> None:
    talk = Talk([PRO, CON, PRO, CON, PRO, Position((CORDA,), FOR)])
    said = Speeches(persons=(CORDA,), arguments=((CORDA, 5), (CORDA, 2)))
    floor = debated(talk, said)
    assert entries(floor) == [0, 1, 5, 2]
    assert speakers(floor) == [ALBA, BRAVA, CORDA, CORDA]


def test_a_debate_stops_at_the_step_in_which_a_person_is_to_speak(debated: Hall) -> None:
    talk = Talk([PRO, CON, PRO, CON])
    waiting = Speeches(persons=(CORDA,), awaited=("argue", CORDA))
    assert entries(debated(talk, waiting)) == [0, 1]
    waiting = replace(waiting, arguments=((CORDA, 2),))
    assert entries(debated(talk, waiting)) == [0, 1, 2]
    waiting = replace(waiting, awaited=("rebut", CORDA))
    assert rebuttals(debated(talk, waiting)) == []
    own = Rebuttal(CORDA, 1, UNDERCUT, NO_CARD)
    waiting = replace(waiting, rebuttals=(own,))
    assert rebuttals(debated(talk, waiting)) == [(1, UNDERCUT, NO_CARD, CORDA)]
    # Everybody has answered; what was made stands until it is withdrawn.
    waiting = replace(waiting, awaited=("defend", CORDA))
    assert entries(debated(talk, waiting)) == [0, 1, 2]
    assert len(rebuttals(debated(talk, waiting))) == 4


# -------------------------------------------------------------------- rebuttals


SUPPORTED = Position((ALBA,), FOR, cards=(0,))


def test_each_side_answers_the_other_the_side_for_the_text_first(debated: Hall) -> None:
    # The card counters for the text with 100 + 220, which is more than 150 for a bare challenge.
    floor = debated(Talk([SUPPORTED, CON], (Card(REP, FOR_ONLY),)))
    assert rebuttals(floor) == [(1, COUNTER, 0, ALBA), (0, CHALLENGE, NO_CARD, BRAVA)]


def test_a_claim_in_own_words_is_answered_like_any_other(debated: Hall) -> None:
    claim = Claim(FOR, LAW, (0,))
    said = Speeches(persons=(CORDA,), claims=(claim,), arguments=((CORDA, 2),))
    floor = debated(Talk([PRO, CON], (Card(DOC, FOR_ONLY),)), said)
    assert entries(floor) == [0, 1, 2]
    # It bears on the text and has a document, 310 before anybody weighs it, so it comes first.
    assert rebuttals(floor)[1] == (2, CHALLENGE, NO_CARD, BRAVA)
    assert rebuttals(floor)[2] == (0, CHALLENGE, NO_CARD, BRAVA)


@pytest.mark.parametrize(
    ("cards", "kind", "card"),
    [
        # What contradicts the evidence challenges it: 150 + 2 x 110.
        ((Card(REP, disputes=frozenset({0}), bears=(None, None)),), CHALLENGE, 1),
        # A document that bears on the text counters with 420, against 150 + 120.
        (
            (
                Card(PTY, disputes=frozenset({0}), bears=(None, None)),
                Card(DOC, AGAINST_ONLY),
            ),
            COUNTER,
            2,
        ),
        # Of two that take as much the first is played.
        (
            (
                Card(REP, disputes=frozenset({0}), bears=(None, None)),
                Card(REP, disputes=frozenset({0}), bears=(None, None)),
            ),
            CHALLENGE,
            1,
        ),
        # A party's card that bears on the text takes 100 + 120, less than what contradicts.
        (
            (
                Card(REP, disputes=frozenset({0}), bears=(None, None)),
                Card(PTY, AGAINST_ONLY),
            ),
            CHALLENGE,
            1,
        ),
        # Of several that contradict, or that bear on the text, it is the best.
        (
            (
                Card(PTY, disputes=frozenset({0}), bears=(None, None)),
                Card(REP, disputes=frozenset({0}), bears=(None, None)),
            ),
            CHALLENGE,
            2,
        ),
        ((Card(PTY, AGAINST_ONLY), Card(DOC, AGAINST_ONLY)), COUNTER, 2),
        # A card that bears on other texts is no use: 150 without one.
        ((Card(DOC, bears=(ALWAYS, None)),), CHALLENGE, NO_CARD),
    ],
)
def test_the_card_that_takes_most_is_played(
    debated: Hall, cards: tuple[Card, ...], kind: int, card: int
) -> None:
    talk = Talk([SUPPORTED, CON], (Card(REP, FOR_ONLY), *cards))
    assert rebuttals(debated(talk))[1] == (0, kind, card, BRAVA)


def test_persons_rebut_first_and_may_take_back_what_they_said(debated: Hall) -> None:
    talk = Talk([PRO, CON, Position((CORDA,), FOR)])
    said = Speeches(
        persons=(CORDA,),
        arguments=((CORDA, 2),),
        rebuttals=(Rebuttal(CORDA, 1, UNDERCUT, NO_CARD),),
    )
    floor = debated(talk, said)
    assert entries(floor) == [0, 1, 2]
    assert rebuttals(floor) == [
        (1, UNDERCUT, NO_CARD, CORDA), (1, CHALLENGE, NO_CARD, ALBA),
        (0, CHALLENGE, NO_CARD, BRAVA), (2, CHALLENGE, NO_CARD, BRAVA),
    ]  # fmt: skip
    taken_back = debated(talk, replace(said, dropped=frozenset({2})))
    assert entries(taken_back) == [0, 1]
    assert rebuttals(taken_back) == rebuttals(floor)


def test_only_who_is_in_the_room_answers(debated: Hall) -> None:
    empty = debated(Talk([PRO]), alba=HEDGE)
    assert entries(empty) == []
    assert rebuttals(empty) == []
    # One side alone has nobody to answer.
    assert rebuttals(debated(Talk([PRO]))) == [(0, CHALLENGE, NO_CARD, BRAVA)]
    # The ngo tables and speaks for the text; against it nobody is there.
    persons = Speeches(persons=(ALBA, BRAVA, CORDA), arguments=((ALBA, 0),))
    assert entries(debated(Talk([PRO]), persons)) == [0]
    assert rebuttals(debated(Talk([PRO]), persons)) == []
