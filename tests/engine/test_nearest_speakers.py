"""Who puts the case of a side to which nobody in the room leans, and what is answered by rule.

The village as in `test_speakers.py`; unless said otherwise the ngo tables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from tests.engine.properties.plain_ledger import CHALLENGE, UNDERCUT
from tests.engine.village_debates import (
    ACCEPT,
    AGAINST,
    ALBA,
    BRAVA,
    BREAK,
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
    TURN,
    UNITY,
    Hall,
    Position,
    Talk,
    entries,
    rebuttals,
    speakers,
)

from dialogue_sim.engine.attribution import shares
from dialogue_sim.engine.bank import NO_CARD, Claim
from dialogue_sim.engine.floor import ledger_of, lines_of
from dialogue_sim.engine.proposal import Proposal
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.situation import Situation, repeat, take
from dialogue_sim.engine.speakers import NOBODY_SPEAKS, Rebuttal, Speeches, debate
from dialogue_sim.engine.terms import Moment, no_debate
from dialogue_sim.engine.world import World

ACTORS = range(COUNTERPART)
CASES = [Position((actor,), side) for actor in ACTORS for side in (FOR, AGAINST)]
"""Everybody has a case for and one against, so that what is said tells who speaks."""
MEMBERS_AND_NGO = (ALBA, BRAVA, CORDA, NGO)


@pytest.fixture
def text(village_text: Callable[..., Proposal]) -> Proposal:
    return village_text((0.5, 0.5, 1.0, 0.0, 1))


@pytest.fixture
def debated(village: World, village_opening: Situation, text: Proposal) -> Hall:
    return Hall(village, village_opening, text)


def case(actor: int, side: int) -> int:
    return 2 * actor + side


def utility(hall: Hall, **leanings: int) -> list[float]:
    """How much everybody likes the text."""
    moment = Moment(
        hall.world(Talk(CASES), **leanings), hall.text, hall.situation, no_debate(hall.situation)
    )
    found: list[float] = react(moment).utility[:, 0].tolist()
    return found


def seats(*leanings: int) -> dict[str, int]:
    return dict(zip(("alba", "brava", "corda", "ngo"), leanings, strict=True))


# -------------------------------------------------------- nobody leans to a side


@pytest.mark.parametrize(
    ("leanings", "sceptic"),
    [
        ((ENDORSE, ACCEPT, HEDGE, ENDORSE), CORDA),
        ((HEDGE, ACCEPT, ACCEPT, ENDORSE), ALBA),
        # All like it, and who likes it least tests it.
        ((ENDORSE, ACCEPT, ENDORSE, ENDORSE), BRAVA),
        # Who leans against it speaks, and whoever else is lukewarm need not.
        ((HEDGE, OBJECT, ENDORSE, ENDORSE), BRAVA),
        # Of two who lean against it the first by id speaks, though the other likes it less.
        ((OBJECT, BREAK, HEDGE, ENDORSE), ALBA),
    ],
)
def test_who_likes_the_text_least_puts_the_case_against_it(
    debated: Hall, leanings: tuple[int, ...], sceptic: int
) -> None:
    floor = debated(Talk(CASES), NOBODY_SPEAKS, **seats(*leanings))
    against = [entry for entry in entries(floor) if entry % 2 == AGAINST]
    assert against == [case(sceptic, AGAINST)]
    assert speakers(floor)[-1] == sceptic


@pytest.mark.parametrize(
    ("leanings", "advocate"),
    [
        ((OBJECT, BREAK, HEDGE, OBJECT), CORDA),
        ((OBJECT, HEDGE, OBJECT, OBJECT), BRAVA),
        # All are against it, and who is least so tells what speaks for it.
        ((BREAK, BREAK, OBJECT, BREAK), CORDA),
        ((HEDGE, OBJECT, ENDORSE, OBJECT), CORDA),
    ],
)
def test_who_likes_it_best_puts_the_case_for_it_where_a_person_tables(
    debated: Hall, leanings: tuple[int, ...], advocate: int
) -> None:
    floor = debated(Talk(CASES), Speeches(persons=(NGO,)), **seats(*leanings))
    favoured = [entry for entry in entries(floor) if entry % 2 == FOR]
    assert favoured == [case(advocate, FOR)]
    assert speakers(floor)[0] == advocate


def test_of_two_who_are_as_near_the_first_by_id_speaks(debated: Hall) -> None:
    lukewarm = seats(HEDGE, ENDORSE, HEDGE, HEDGE)
    liking = utility(debated, **lukewarm)
    assert liking[CORDA] == liking[NGO]
    talk = Talk(CASES, tabler=COUNTERPART)
    tied = debated(talk, Speeches(persons=(ALBA,)), **lukewarm)
    assert entries(tied) == [case(BRAVA, FOR), case(CORDA, AGAINST)]
    without = debated(talk, Speeches(persons=(ALBA, CORDA)), **lukewarm)
    assert entries(without) == [case(BRAVA, FOR), case(NGO, AGAINST)]


@pytest.mark.parametrize("tabler", MEMBERS_AND_NGO)
def test_who_tables_is_never_the_sceptic(debated: Hall, tabler: int) -> None:
    """Nobody likes the text less than who tables it, and somebody else argues against it."""
    leanings = [ENDORSE, ENDORSE, ENDORSE, ENDORSE]
    leanings[MEMBERS_AND_NGO.index(tabler)] = HEDGE
    other = ALBA if tabler == NGO else NGO
    leanings[MEMBERS_AND_NGO.index(other)] = ACCEPT
    floor = debated(Talk(CASES, tabler=tabler), NOBODY_SPEAKS, **seats(*leanings))
    against = [entry for entry in entries(floor) if entry % 2 == AGAINST]
    assert against == [case(other, AGAINST)]


@pytest.mark.parametrize("person", [ALBA, CORDA])
def test_nobody_is_nearest_in_the_place_of_a_person(debated: Hall, person: int) -> None:
    keen = seats(HEDGE, ENDORSE, HEDGE, ENDORSE)
    floor = debated(Talk(CASES), Speeches(persons=(person,)), **keen)
    assert speakers(floor)[-1] == (ALBA if person == CORDA else CORDA)


def test_where_nobody_but_persons_and_the_tabler_is_there_nobody_is_nearest(
    debated: Hall,
) -> None:
    persons = Speeches(persons=(ALBA, BRAVA, CORDA))
    floor = debated(Talk(CASES), persons, **seats(ENDORSE, ENDORSE, ENDORSE, HEDGE))
    assert entries(floor) == [case(NGO, FOR)]
    everybody = debated(Talk(CASES), Speeches(persons=MEMBERS_AND_NGO))
    assert entries(everybody) == []


def test_who_does_not_attend_neither_speaks_nor_is_nearest(debated: Hall) -> None:
    talk = Talk(CASES)
    assert entries(debated(talk)) == [case(ALBA, FOR), case(BRAVA, AGAINST)]
    away = replace(talk, absent=(ALBA, BRAVA, CITIZENS, COUNTERPART))
    assert entries(debated(away)) == [case(NGO, FOR), case(CORDA, AGAINST)]
    alone = replace(talk, absent=(ALBA, BRAVA, CORDA, CITIZENS, COUNTERPART))
    assert entries(debated(alone)) == [case(NGO, FOR)]
    # Who tables has the floor, whether it attends or not.
    outside = replace(talk, absent=(ALBA, NGO, CITIZENS, COUNTERPART))
    assert entries(debated(outside)) == [case(NGO, FOR), case(BRAVA, AGAINST)]


def test_publics_are_not_asked_however_near_they_are(
    debated: Hall, village_text: Callable[..., Proposal]
) -> None:
    isolation = replace(debated, text=village_text((0.0, 0.0, 0.0, 0.0, 0)))
    liked = seats(ENDORSE, ACCEPT, ENDORSE, ENDORSE)
    liking = utility(isolation, **liked)
    assert min(liking) == liking[CITIZENS]
    floor = isolation(Talk(CASES), NOBODY_SPEAKS, **liked)
    assert entries(floor) == [case(ALBA, FOR), case(BRAVA, AGAINST)]


def test_the_nearest_has_only_what_the_bank_gives_it(debated: Hall) -> None:
    keen = seats(ENDORSE, ENDORSE, HEDGE, ENDORSE)
    talk = Talk([Position((ALBA,), FOR), Position((ALBA, BRAVA), AGAINST)])
    floor = debated(talk, NOBODY_SPEAKS, **keen)
    # Corda is nearest to the other side, has no argument, and answers all the same.
    assert entries(floor) == [0]
    assert rebuttals(floor) == [(0, CHALLENGE, NO_CARD, CORDA)]


def test_every_session_has_a_nearest_of_its_own(
    debated: Hall, village_text: Callable[..., Proposal]
) -> None:
    """How they like the text differs by session, and so does who doubts it."""
    world = debated.world(Talk(CASES), **seats(ENDORSE, ENDORSE, ENDORSE, ENDORSE))
    rows = [(0.5, 0.5, 1.0, 0.0, 1), (0.5, 0.5, 0.5, 0.0, 1), (0.5, 0.5, 1.0, 0.5, 1),
            (0.5, 0.0, 1.0, 0.0, 1), (1.0, 0.5, 1.0, 0.0, 1)]  # fmt: skip
    texts, situation = village_text(*rows), repeat(debated.situation, len(rows))
    floor = debate(world, situation, texts, TURN, NOBODY_SPEAKS)
    found = []
    for place in range(len(rows)):
        at = np.array([place])
        alone = debate(world, take(situation, at), take(texts, at), TURN, NOBODY_SPEAKS)
        assert entries(floor.at(at)) == entries(alone)
        assert rebuttals(floor.at(at)) == rebuttals(alone)
        found.append(entries(alone)[-1])
    assert len(set(found)) > 1


# ------------------------------------------------------------- answers by rule

STRONG = {CORDA: {LAW: 100, COST: 50, UNITY: 20}}
FOUR = Talk(
    [
        Position((ALBA,), FOR),
        Position((BRAVA,), AGAINST),
        Position((CORDA,), FOR, COST),
        Position((CORDA,), FOR, LAW),
        Position((CORDA,), FOR, UNITY),
    ],
    weights=STRONG,
)
"""To Corda worth 150, 150, 200, 250 and 170."""


def bare(entry: int, speaker: int) -> tuple[int, int, int, int]:
    return entry, CHALLENGE, NO_CARD, speaker


def test_two_arguments_of_the_other_side_are_answered_the_strongest_first(
    debated: Hall,
) -> None:
    said = Speeches(persons=(CORDA,), arguments=((CORDA, 4), (CORDA, 2)))
    # 200 and 170 are answered, 150 is not; the other side has one to answer.
    assert rebuttals(debated(FOUR, said)) == [bare(1, ALBA), bare(2, BRAVA), bare(4, BRAVA)]
    said = replace(said, arguments=((CORDA, 2), (CORDA, 3)))
    assert rebuttals(debated(FOUR, said)) == [bare(1, ALBA), bare(3, BRAVA), bare(2, BRAVA)]


def test_each_side_answers_two_in_turns(debated: Hall) -> None:
    against = Position((NGO,), AGAINST), Position((NGO,), AGAINST, LAW)
    talk = Talk([*FOUR.positions, *against], weights=STRONG)
    said = Speeches(persons=(CORDA, NGO), arguments=((NGO, 5), (NGO, 6), (CORDA, 2), (CORDA, 3)))
    # Of the two that are worth 150 the first on the floor is answered.
    answered = [bare(6, ALBA), bare(3, BRAVA), bare(1, ALBA), bare(2, BRAVA)]
    assert rebuttals(debated(talk, said)) == answered


def test_answers_of_persons_do_not_use_up_those_by_rule(debated: Hall) -> None:
    theirs = Rebuttal(NGO, 3, UNDERCUT, NO_CARD), Rebuttal(NGO, 2, CHALLENGE, NO_CARD)
    said = Speeches(persons=(CORDA, NGO), arguments=((CORDA, 2), (CORDA, 3)), rebuttals=theirs)
    spoken = [(3, UNDERCUT, NO_CARD, NGO), (2, CHALLENGE, NO_CARD, NGO)]
    by_rule = [bare(1, ALBA), bare(3, BRAVA), bare(2, BRAVA)]
    assert rebuttals(debated(FOUR, said)) == [*spoken, *by_rule]


def test_five_persons_speak_and_all_of_it_is_weighed_and_shared(debated: Hall) -> None:
    """Ten arguments of persons, and the counterpart's, who tables."""
    positions = [Position((actor,), actor % 2, reason) for reason in (LAW, COST)
                 for actor in ACTORS]  # fmt: skip
    positions.append(Position((COUNTERPART,), FOR))
    talk = Talk(positions, weights={CORDA: {LAW: 100}}, tabler=COUNTERPART)
    of_the_bank = [(actor, actor + again) for actor in ACTORS[:4] for again in (0, len(ACTORS))]
    said = Speeches(
        persons=tuple(ACTORS),
        claims=(Claim(FOR, UNITY, ()), Claim(AGAINST, UNITY, ())),
        arguments=(*of_the_bank, (NGO, 11), (NGO, 12)),
        rebuttals=tuple(Rebuttal(actor, 10, UNDERCUT, NO_CARD) for actor in ACTORS),
    )
    floor = debated(talk, said)
    assert entries(floor) == [10, 0, 5, 1, 6, 2, 7, 3, 8, 11, 12]
    assert speakers(floor) == [COUNTERPART, *(actor for actor in ACTORS for _ in range(2))]
    # Five answers of persons and two by rule for the text; against it only persons are there.
    assert [one[3] for one in rebuttals(floor)] == [*ACTORS, COUNTERPART, COUNTERPART]
    assert [one[0] for one in rebuttals(floor)] == [10, 10, 10, 10, 10, 1, 3]
    lines = lines_of(floor, debated.text)
    ledger = ledger_of(debated.world(talk), floor, debated.text)
    parts = shares(lines, ledger)
    # The best claim of each side is by law, 250; both against the text are answered with 150.
    assert ledger.sides[:, CORDA, 0].tolist() == [250, 212]
    shared = [parts.of(CORDA, place) for place in range(len(lines.present))]
    assert sum(part for part in shared if part > 0) == 250
    assert sum(part for part in shared if part < 0) == -212
