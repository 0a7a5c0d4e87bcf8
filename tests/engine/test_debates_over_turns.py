"""Debates in play: what is said again counts less, and every session is the same in any batch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from tests.engine.conftest import Stage
from tests.engine.properties.test_batches import Session, seen
from tests.engine.village_debates import (
    ACCEPT,
    AGAINST,
    ALBA,
    BRAVA,
    CORDA,
    COST,
    FOR,
    HEDGE,
    LAW,
    OBJECT,
    TURN,
    UNITY,
    Position,
    Talk,
    entries,
    leaning,
    speakers,
)

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.engine.bank import Claim
from dialogue_sim.engine.draws import Draws
from dialogue_sim.engine.floor import Floor, argued, ledger_of, lines_of
from dialogue_sim.engine.neighbours import Point
from dialogue_sim.engine.proposal import Proposal
from dialogue_sim.engine.situation import Situation, repeat, take
from dialogue_sim.engine.speakers import (
    NOBODY_SPEAKS,
    Speeches,
    debate,
    nothing_argued,
    remembered,
)
from dialogue_sim.engine.story import no_history
from dialogue_sim.engine.turn import Moves, Turn, play
from dialogue_sim.engine.world import PolicyRule, World
from dialogue_sim.session.worlds.build import build_world
from dialogue_sim.session.worlds.opening import Opening, open_side_by_side
from dialogue_sim.words import REASONS

Fingerprint = Callable[[object], str]
TABLED = np.ones(1, dtype=np.bool_)

# To Corda, the only one who is undecided, they are worth 350, 250 and 170 while they are new.
THREE = Talk(
    [
        Position((ALBA, CORDA), FOR, LAW),
        Position((ALBA,), FOR, UNITY),
        Position((ALBA,), FOR, COST),
        Position((BRAVA,), AGAINST, LAW),
    ],
    weights={CORDA: {LAW: 200, UNITY: 100, COST: 20}},
)


@pytest.fixture
def text(village_text: Callable[..., Proposal]) -> Proposal:
    return village_text((0.5, 0.5, 1.0, 0.0, 1))


@pytest.fixture
def world(village: World, village_opening: Situation, text: Proposal) -> World:
    """Alba for the text, Brava against it, Corda undecided."""
    story = replace(village.story, policies=(PolicyRule("text", None, ()),))
    debating = replace(THREE.in_village(village), story=story)
    usual = {"alba": ACCEPT, "brava": OBJECT, "corda": HEDGE, "ngo": HEDGE}
    return leaning(debating, village_opening, text, **usual)


@pytest.fixture
def fresh(world: World, village_opening: Situation) -> Situation:
    """The village before anything was ever argued."""
    return replace(village_opening, argued=nothing_argued(world, 1))


# ---------------------------------------------------------------- said once more


def test_what_was_said_in_the_last_debate_gives_way_to_what_is_worth_more(
    world: World, fresh: Situation, text: Proposal
) -> None:
    first = debate(world, fresh, text, TURN, NOBODY_SPEAKS)
    assert entries(first) == [0, 3]
    assert not first.said.repeated.any()
    # Said again the first is worth 200, and the second 250; Brava has nothing else to say.
    after = remembered(fresh, first, TABLED)
    second = debate(world, after, text, 4, NOBODY_SPEAKS)
    assert entries(second) == [1, 3]
    assert second.said.repeated[:, 0].tolist() == [False, True]
    # Only the last debate counts: the first is worth 350 again.
    third = debate(world, remembered(after, second, TABLED), text, 4, NOBODY_SPEAKS)
    assert entries(third) == [0, 3]
    assert third.said.repeated[:, 0].tolist() == [False, True]


def test_what_is_worth_most_even_so_is_said_again(
    world: World, fresh: Situation, text: Proposal
) -> None:
    """With 49 for unity the others are worth 199 and 170, the first 200 the second time."""
    assert world.debate is not None
    weights = world.debate.weights.copy()
    weights[CORDA, REASONS.index("unity")] = 49
    one_sided = replace(world, debate=replace(world.debate, weights=weights))
    first = debate(one_sided, fresh, text, TURN, NOBODY_SPEAKS)
    second = debate(one_sided, remembered(fresh, first, TABLED), text, 4, NOBODY_SPEAKS)
    assert entries(first) == entries(second) == [0, 3]
    assert second.said.repeated[:, 0].tolist() == [True, True]


def test_what_is_said_again_is_worth_150_less_in_the_ledger(
    world: World, fresh: Situation, text: Proposal
) -> None:
    first = debate(world, fresh, text, TURN, NOBODY_SPEAKS)
    again = debate(world, remembered(fresh, first, TABLED), text, 4, NOBODY_SPEAKS)
    assert ledger_of(world, first, text).base[CORDA, :, 0].tolist() == [350, 350]
    assert ledger_of(world, again, text).base[CORDA, :, 0].tolist() == [250, 200]


def test_from_another_mouth_it_is_no_repetition(
    world: World, fresh: Situation, text: Proposal
) -> None:
    corda = Speeches(persons=(CORDA,), arguments=((CORDA, 0),))
    first = debate(world, fresh, text, TURN, corda)
    assert speakers(first)[entries(first).index(0)] == ALBA
    # Alba opened with it; so said Corda it too, and who said it last is remembered.
    after = remembered(fresh, first, TABLED)
    assert after.argued is not None
    assert after.argued[0, 0] == CORDA + 1
    second = debate(world, after, text, 4, NOBODY_SPEAKS)
    assert not second.said.repeated[entries(second).index(0), 0]
    third = debate(world, after, text, 4, replace(corda, persons=(ALBA, CORDA)))
    assert third.said.repeated[entries(third).index(0), 0]


def test_what_was_never_tabled_was_never_debated(
    world: World, fresh: Situation, text: Proposal
) -> None:
    first = debate(world, fresh, text, TURN, NOBODY_SPEAKS)
    after = remembered(fresh, first, ~TABLED)
    assert after.argued is not None
    assert not after.argued.any()


def test_what_was_taken_back_may_be_said_as_if_new(
    world: World, fresh: Situation, text: Proposal
) -> None:
    alba = Speeches(persons=(ALBA,), arguments=((ALBA, 0), (ALBA, 1)), dropped=frozenset({0}))
    after = remembered(fresh, debate(world, fresh, text, TURN, alba), TABLED)
    assert after.argued is not None
    assert after.argued[:, 0].tolist() == [0, ALBA + 1, 0, BRAVA + 1]


def test_a_claim_counts_as_said_again_where_its_speaker_did(
    world: World, fresh: Situation, text: Proposal
) -> None:
    claims = (Claim(FOR, COST, ()), Claim(FOR, COST, (), repeated=True))
    said = Speeches((CORDA,), claims, arguments=((CORDA, 4), (CORDA, 5)))
    floor = debate(world, fresh, text, TURN, said)
    lines = lines_of(floor, text)
    own = [entries(floor).index(4), entries(floor).index(5)]
    assert lines.deductions[own, 0].tolist() == [0, 150]
    # Claims are not the bank's: nobody's memory of the bank changes by them.
    after = remembered(fresh, floor, TABLED)
    assert after.argued is not None
    assert after.argued.shape == (4, 1)


def turn_of(world: World, situation: Situation, text: Proposal, number: int) -> Turn:
    moves = Moves(np.zeros(situation.sessions, dtype=np.int64), text, text)
    luck = Draws(7, np.arange(situation.sessions, dtype=np.uint64), number)
    turn = play(world, situation, luck, moves)
    assert isinstance(turn, Turn)
    return turn


def test_a_session_remembers_from_one_debate_to_the_next(world: World, text: Proposal) -> None:
    # From the opening of a session and not from a situation made for the purpose.
    opening = open_side_by_side(world, [Opening({}, Point((1, 1, 2, 0), 1))])
    assert opening.argued is not None
    assert opening.argued.tolist() == [[0], [0], [0], [0]]
    second = turn_of(world, opening, text, 2)
    assert second.floor is not None
    said = dict(zip(entries(second.floor), speakers(second.floor), strict=True))
    assert said
    third = turn_of(world, second.after, text, 3)
    assert third.floor is None
    assert third.after.argued is not None
    remembers = {place: actor - 1 for place, actor in enumerate(third.after.argued[:, 0]) if actor}
    assert remembers == said


# ------------------------------------------------------------- nothing to argue


def test_without_a_debate_nothing_is_argued(
    village: World, village_opening: Situation, text: Proposal
) -> None:
    assert nothing_argued(village, 3) is None
    assert not argued(village, None, text, village_opening).any()
    plain = open_side_by_side(village, [Opening({}, Point((1, 1, 2, 0), 1))])
    assert plain.argued is None


def test_a_debate_in_which_nobody_speaks_changes_no_bit(
    village: World, village_opening: Situation, text: Proposal, fingerprint: Fingerprint
) -> None:
    story = replace(village.story, policies=(PolicyRule("text", None, ()),))
    village = replace(village, story=story)
    village_opening = replace(village_opening, history=no_history(village, 1))
    silent = Talk([Position((), FOR), Position((), AGAINST)]).in_village(village)
    without = turn_of(village, village_opening, text, TURN)
    opening = replace(village_opening, argued=nothing_argued(silent, 1))
    held = turn_of(silent, opening, text, TURN)
    assert held.floor is not None
    assert (held.floor.said.entries < 0).all()
    assert fingerprint(held.hearings) == fingerprint(without.hearings)
    forgotten = replace(held.after, argued=None)
    assert fingerprint(forgotten) == fingerprint(without.after)
    # Outside the turns with debates the two worlds are one.
    later, plain = turn_of(silent, opening, text, 3), turn_of(village, village_opening, text, 3)
    assert later.floor is None
    assert fingerprint(replace(later.after, argued=None)) == fingerprint(plain.after)


# ----------------------------------------------------------------------- batches


def test_persons_speak_in_their_sessions_and_models_in_all_others(
    world: World, fresh: Situation, village_text: Callable[..., Proposal], fingerprint: Fingerprint
) -> None:
    two = repeat(fresh, 2)
    texts = village_text((0.5, 0.5, 1.0, 0.0, 1), (0.5, 0.5, 1.0, 0.0, 1))
    spoken = Speeches(persons=(ALBA,), arguments=((ALBA, 2),))
    floor = debate(
        world, two, texts, TURN, replace(spoken, where=np.array([True, False]))
    )  # fmt: skip
    person = debate(world, fresh, take(texts, np.array([0])), TURN, spoken)
    model = debate(world, fresh, take(texts, np.array([1])), TURN, NOBODY_SPEAKS)
    for place, alone in ((0, person), (1, model)):
        part = floor.at(np.array([place]))
        assert entries(part) == entries(alone)
        assert speakers(part) == speakers(alone)
        at = take(texts, np.array([place]))
        here, there = ledger_of(world, part, at), ledger_of(world, alone, at)
        assert fingerprint(here.sides) == fingerprint(there.sides)
    everywhere = debate(world, two, texts, TURN, replace(spoken, where=np.ones(2, dtype=np.bool_)))
    assert entries(everywhere.at(np.array([1]))) == entries(person)


MANY, TURNS = 40, 4


@pytest.fixture(scope="module")
def session(december_bundle: Bundle) -> Session:
    """The shipped scenario with its debates."""
    return Session(Stage(december_bundle, build_world(december_bundle)))


@pytest.fixture(scope="module")
def batch(session: Session) -> list[Turn]:
    return list(session.turns(np.arange(MANY, dtype=np.uint64), TURNS))


def floor_of(turn: Turn) -> Floor:
    assert turn.floor is not None
    return turn.floor


def test_the_batch_debates_and_differs_from_session_to_session(batch: list[Turn]) -> None:
    """Else the comparison below would say little."""
    floors = [turn.floor for turn in batch if turn.floor is not None]
    assert len(floors) >= 2
    assert all(len({tuple(one) for one in floor.said.entries.T.tolist()}) > 1 for floor in floors)
    assert any(turn.hearings[0].arguments.any() for turn in batch)


@pytest.mark.parametrize("places", [[0], [17], [39], [5, 31, 8]])
def test_a_session_with_debates_is_the_same_alone_and_in_a_batch(
    session: Session, batch: list[Turn], fingerprint: Fingerprint, places: list[int]
) -> None:
    at = np.array(places)
    alone = session.turns(at.astype(np.uint64), TURNS)
    for turn, together in zip(alone, batch, strict=True):
        found, expected = seen(turn, np.arange(len(at))), seen(together, at)
        assert fingerprint(tuple(found)) == fingerprint(tuple(expected))
        assert (turn.floor is None) == (together.floor is None)
        if turn.floor is not None:
            said = take(floor_of(together).said, at)
            assert fingerprint(turn.floor.said) == fingerprint(said)
