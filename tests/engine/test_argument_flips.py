"""An argument more or an argument less that moves an actor, against trying them one by one.

The village debates as in `test_speakers.py`; actors may weigh arguments more than they do there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from tests.engine.properties.plain_ledger import ALWAYS, CHALLENGE, COUNTER, DOC, PTY, REP, Card
from tests.engine.properties.rooms import luck_of
from tests.engine.test_flips import around
from tests.engine.test_suppositions import PUT
from tests.engine.village_debates import (
    ACCEPT,
    AGAINST,
    ALBA,
    BRAVA,
    BREAK,
    CORDA,
    COST,
    ENDORSE,
    FOR,
    HEDGE,
    LAW,
    NGO,
    OBJECT,
    UNITY,
    Hall,
    Position,
    Talk,
)

from dialogue_sim.engine.argument_flips import ArgumentFlip, ArgumentFlips, argument_flips
from dialogue_sim.engine.bank import NO_CARD, Claim, with_claims
from dialogue_sim.engine.flips import smallest_changes
from dialogue_sim.engine.floor import (
    NOTHING,
    Floor,
    answer_on_floor,
    argued,
    empty,
    ledger_of,
    take_floor,
)
from dialogue_sim.engine.neighbours import Point
from dialogue_sim.engine.numerics import Array
from dialogue_sim.engine.proposal import Proposal, propose
from dialogue_sim.engine.reaction import react
from dialogue_sim.engine.situation import Situation
from dialogue_sim.engine.suppositions import suppositions
from dialogue_sim.engine.terms import NAMES, Moment
from dialogue_sim.engine.world import World

WANTED = (HEDGE, ACCEPT, ENDORSE)
ARGUMENT = NAMES.index("argument")


@pytest.fixture
def hall(
    village: World, village_opening: Situation, village_text: Callable[..., Proposal]
) -> Hall:
    """To everybody an argument term of 1 is worth as much as utility is."""
    shares = village.actors.shares.copy()
    shares[ARGUMENT] = 1.0
    attentive = replace(village, actors=replace(village.actors, shares=shares))
    return Hall(attentive, village_opening, village_text((0.5, 0.5, 1.0, 0.0, 1)))


def floor_of(world: World, *entries: int, answers: tuple[tuple[int, int, int], ...] = ()) -> Floor:
    """Entries in their order, made by nobody in particular, and answers as target, kind, card."""
    assert world.debate is not None
    said = empty(1)
    for entry in entries:
        said = take_floor(
            said, np.array([entry]), np.array([NOTHING]), np.zeros(1, dtype=np.bool_)
        )
    for answer in answers:
        said = answer_on_floor(said, [np.array([part]) for part in (*answer, NOTHING)])
    return Floor(world.debate.bank, said)


# ----------------------------------------------------------------- one by one


def reached(
    world: World, situation: Situation, text: Proposal, arguments: Array
) -> list[list[float]]:
    """By actor, P(response >= k) for every k, each sum from its beginning."""
    chances = react(Moment(world, text, situation, arguments)).probabilities[:, :, 0].T.tolist()
    return [[sum(of[k:]) for k in range(len(of))] for of in chances]


def on_floor(hall: Hall, world: World, floor: Floor) -> list[list[float]]:
    """As `reached`, after a debate."""
    return reached(world, hall.situation, hall.text, ledger_of(world, floor, hall.text).term)


def by_hand(hall: Hall, world: World, floor: Floor) -> list[ArgumentFlips]:
    """Every argument tried alone."""
    made = {entry for entry in floor.said.entries[:, 0].tolist() if entry != NOTHING}
    now = on_floor(hall, world, floor)
    more = {e: on_floor(hall, world, floor.with_entry(e))
            for e in range(floor.bank.written) if e not in made}  # fmt: skip
    less = {e: on_floor(hall, world, floor.without(e)) for e in made}
    found: list[ArgumentFlips] = []
    for actor in range(len(world.actors.ids)):
        found.append({})
        for wanted in WANTED:
            best = []
            for adds, tried in ((True, more), (False, less)):
                enough = [(-there[actor][wanted], entry) for entry, there in tried.items()
                          if there[actor][wanted] >= 0.5]  # fmt: skip
                if enough and now[actor][wanted] < 0.5:
                    chance, entry = min(enough)
                    best.append(ArgumentFlip(entry, adds, -chance))
            found[actor][wanted] = tuple(best)
    return found


def named(flips: ArgumentFlips) -> Mapping[int, list[tuple[int, bool]]]:
    return {wanted: [(one.entry, one.made) for one in found] for wanted, found in flips.items()}


CARDS = (Card(DOC), Card(REP), Card(PTY), Card(REP, (ALWAYS, None)))
WEIGHTS = {
    actor: {LAW: 40 * actor, COST: 200 - 30 * actor, UNITY: 90}
    for actor in (ALBA, BRAVA, CORDA, NGO)
}


def random_talk(luck: Random) -> Talk:
    """Ten arguments of which some say the same."""
    positions = [
        Position(
            (), place % 2, luck.choice((LAW, COST, UNITY)),
            tuple(luck.sample(range(4), luck.randint(0, 2))),
        )
        for place in range(10)
    ]  # fmt: skip
    return Talk(positions, CARDS, WEIGHTS)


def random_floor(world: World, luck: Random) -> Floor:
    """Up to six of them are made, some of them are answered, one place stays empty."""
    made = luck.sample(range(10), luck.randint(1, 6))
    answers = tuple(
        (luck.choice(made), luck.choice((CHALLENGE, COUNTER)), luck.choice((NO_CARD, 0, 3)))
        for _ in range(luck.randint(0, 4))
    )
    return floor_of(world, *made, NOTHING, answers=answers)


def test_an_argument_flip_is_what_trying_them_one_by_one_finds(hall: Hall) -> None:
    kinds = set()
    for seed in range(16):
        luck = luck_of(seed)
        leanings = {name: luck.choice((BREAK, OBJECT, HEDGE, ACCEPT))
                    for name in ("alba", "brava", "corda", "ngo")}  # fmt: skip
        world = hall.world(random_talk(luck), **leanings)
        floor = random_floor(world, luck)
        found = argument_flips(world, hall.situation, hall.text, floor)
        assert list(found) == by_hand(hall, world, floor)
        kinds |= {(wanted, tuple(one.made for one in flips))
                  for of in found for wanted, flips in of.items()}  # fmt: skip
    # Nothing, one more, one less and both were found for every response that may be wanted.
    assert kinds == {
        (wanted, which)
        for wanted in WANTED for which in ((), (True,), (False,), (True, False))
    }  # fmt: skip


# ------------------------------------------------------------------ on paper


def test_who_hedges_accepts_after_the_strongest_that_nobody_made(hall: Hall) -> None:
    """The middle of hedging is -.02; .15 more is .13, .25 is .23 and .35 is .33.

    To hedge takes -.12, to accept .08 and to endorse .3.
    """
    positions = [Position((), FOR), Position((), FOR, COST), Position((), FOR, LAW)]
    world = hall.world(Talk(positions, weights={CORDA: {COST: 100, LAW: 200}}))
    found = argument_flips(world, hall.situation, hall.text, None)[CORDA]
    assert named(found) == {HEDGE: [], ACCEPT: [(2, True)], ENDORSE: [(2, True)]}
    # Once it has been made .33 is reached, and nothing more is wanted.
    after = argument_flips(world, hall.situation, hall.text, floor_of(world, 2))[CORDA]
    assert named(after) == {HEDGE: [], ACCEPT: [], ENDORSE: []}


def test_an_argument_against_the_text_is_outweighed_or_left_out(hall: Hall) -> None:
    """-.02 - .35 is -.37: with .35 for the text, or without those .35, it is -.02 again."""
    positions = [Position((), AGAINST, LAW), Position((), FOR, LAW), Position((), FOR)]
    world = hall.world(Talk(positions, weights={CORDA: {LAW: 200}}))
    floor = floor_of(world, 0)
    found = argument_flips(world, hall.situation, hall.text, floor)[CORDA]
    assert named(found) == {HEDGE: [(1, True), (0, False)], ACCEPT: [], ENDORSE: []}
    assert found[HEDGE][0].probability == found[HEDGE][1].probability


def test_of_arguments_as_good_the_first_in_the_bank_is_named(hall: Hall) -> None:
    """Worth .26 each, two together .453; on the floor in the other order."""
    same = [Position((), side, cards=(card,)) for side in (AGAINST, FOR) for card in (0, 1)]
    talk = Talk(same, (Card(REP), Card(REP)))
    hedging = hall.world(talk, corda=HEDGE)
    silent = argument_flips(hedging, hall.situation, hall.text, None)[CORDA]
    assert named(silent) == {HEDGE: [], ACCEPT: [(2, True)], ENDORSE: []}
    assert silent == argument_flips(hedging, hall.situation, hall.text, floor_of(hedging))[CORDA]
    # .19 - .453 is -.263; with .26 for the text it is -.003, with one against it -.07.
    accepting = hall.world(talk, corda=ACCEPT)
    both = argument_flips(accepting, hall.situation, hall.text, floor_of(accepting, 1, 0))[CORDA]
    assert named(both) == {HEDGE: [(2, True), (0, False)], ACCEPT: [], ENDORSE: []}


def test_own_words_may_be_left_out_but_nobody_is_told_to_say_them(hall: Hall) -> None:
    """The claim against the text is worth .31: -.33. With .25 for it that is -.08, else -.02."""
    talk = Talk([Position((), FOR, COST)], (Card(DOC),), {CORDA: {COST: 100}})
    world = hall.world(talk, corda=HEDGE)
    assert world.debate is not None
    claims = [Claim(AGAINST, LAW, (0,)), Claim(FOR, LAW, (0,))]
    floor = replace(floor_of(world, 1), bank=with_claims(world.debate.bank, claims))
    found = argument_flips(world, hall.situation, hall.text, floor)[CORDA]
    assert named(found) == {HEDGE: [(0, True), (1, False)], ACCEPT: [], ENDORSE: []}


def test_what_says_the_same_as_what_was_answered_is_answered_too(hall: Hall) -> None:
    """Worth .35; all four answers without a card leave 619 of 1000, so .216 and acceptance.

    Its twin unanswered would be .33 and an endorsement, but is answered with it; another reason
    is not: .35 + .216 - .075.
    """
    twins = [Position((), FOR, LAW, (0,)), Position((), FOR, LAW, (0,))]
    other = Position((), FOR, UNITY, (0,))
    answers = tuple((0, kind, NO_CARD) for kind in range(4))
    for positions, endorsed in ((twins, []), ([*twins, other], [(2, True)])):
        talk = Talk(positions, (Card(DOC),), {CORDA: {LAW: 40, UNITY: 40}})
        world = hall.world(talk, corda=HEDGE)
        fresh = argument_flips(world, hall.situation, hall.text, None)[CORDA]
        assert named(fresh)[ENDORSE] == [(0, True)]
        answered = floor_of(world, 0, answers=answers)
        found = argument_flips(world, hall.situation, hall.text, answered)[CORDA]
        assert named(found) == {HEDGE: [], ACCEPT: [], ENDORSE: endorsed}


def test_nothing_is_named_where_it_is_likely_already(hall: Hall) -> None:
    world = hall.world(Talk([Position((), FOR, LAW)]), corda=ENDORSE)
    found = argument_flips(world, hall.situation, hall.text, None)[CORDA]
    assert found == {HEDGE: (), ACCEPT: (), ENDORSE: ()}


def test_where_a_story_does_not_debate_there_is_nothing_to_say(hall: Hall) -> None:
    assert hall.village.debate is None
    found = argument_flips(hall.village, hall.situation, hall.text, None)
    assert found == ({},) * len(hall.village.actors.ids)


# ------------------------------------------------- other hints after a debate

CENTRE = Point((1, 1, 2, 0), 1)


@pytest.fixture
def debated(hall: Hall) -> tuple[World, Floor]:
    """Much was said against the text, so that most have a way to go."""
    positions = [
        Position((), AGAINST, LAW, (0,)),
        Position((), AGAINST, COST, (1,)),
        Position((), FOR, UNITY),
    ]
    world = hall.world(Talk(positions, CARDS, WEIGHTS), ngo=ACCEPT)
    return world, floor_of(world, 0, 1, 2, answers=((2, CHALLENGE, NO_CARD),))


def test_the_smallest_change_of_a_text_hears_the_same_debate(
    hall: Hall, debated: tuple[World, Floor]
) -> None:
    world, floor = debated
    sizes = around(world.space, CENTRE, 2)
    chances = {text: after(hall, world, floor, text) for text in sizes}
    ladders = smallest_changes(world, hall.situation, CENTRE, 2, floor)
    found = 0
    for actor, ladder in enumerate(ladders):
        for wanted, flip in ladder.items():
            enough = {text: chance[actor][wanted] for text, chance in chances.items()
                      if chance[actor][wanted] >= 0.5}  # fmt: skip
            assert (flip is None) == (not enough)
            if flip is not None:
                smallest = min(sizes[text] for text in enough)
                assert sizes[flip.point] == smallest
                best = max(p for text, p in enough.items() if sizes[text] == smallest)
                assert flip.probability == enough[flip.point] == best
                found += 1
    assert found > 3
    assert ladders != smallest_changes(world, hall.situation, CENTRE, 2)


def after(hall: Hall, world: World, floor: Floor, point: Point) -> list[list[float]]:
    """As `reached`, with a changed text before the same debate."""
    places = zip(world.space.issues, point.levels, strict=True)
    levels = np.array([[issue.values[place]] for issue, place in places])
    text = propose(world, levels, np.array([point.venue]))
    return reached(world, hall.situation, text, ledger_of(world, floor, text).term)


def test_what_may_be_supposed_after_a_debate_is_enough(
    hall: Hall, debated: tuple[World, Floor]
) -> None:
    world, floor = debated
    term = argued(world, floor, hall.text, hall.situation)
    assert term.any()
    now, named_ones = reached(world, hall.situation, hall.text, term), 0
    for actor, of in enumerate(suppositions(world, hall.situation, hall.text, term)):
        for wanted, listed in of.items():
            for one in listed:
                supposed = PUT[one.name](hall.situation, one.whose, one.value)
                there = reached(world, supposed, hall.text, term)[actor][wanted]
                assert there == pytest.approx(one.probability, abs=1e-12)
                assert there >= 0.5 > now[actor][wanted]
                named_ones += 1
    assert named_ones
    assert suppositions(world, hall.situation, hall.text, term) != suppositions(
        world, hall.situation, hall.text
    )
