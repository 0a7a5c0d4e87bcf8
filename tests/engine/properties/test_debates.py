"""The ledger of arguments equals its rules on paper, and keeps what a fair debate promises."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.engine.properties import rooms as drawn
from tests.engine.properties.plain_ledger import (
    ALWAYS,
    DOC,
    REP,
    Argument,
    Card,
    Made,
    Room,
    Session,
    Sheet,
    on_floor,
    read,
    weighed,
)
from tests.engine.properties.rooms import luck_of, rooms, sizes

from dialogue_sim.engine.debate import Ledger, adjudicate, comb
from dialogue_sim.engine.floor import lines_of
from dialogue_sim.engine.world import Hinge

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = settings(max_examples=40)
SEEDS = st.integers(0, 2**32 - 1)


def ledger(room: Room) -> Ledger:
    return adjudicate(weighed(room), read(room))


def sheets(room: Room) -> Iterator[Sheet]:
    """Every session before every audience."""
    for session in range(len(room.sessions)):
        for audience in range(len(room.weights)):
            yield Sheet(room, session, audience)


def with_sessions(room: Room, change: Session) -> Room:
    """The room with another only session."""
    return replace(room, sessions=(change,))


# ------------------------------------------------------------------- on paper


@settings(max_examples=120)
@given(room=rooms())
def test_the_ledger_is_what_its_rules_give_on_paper(room: Room) -> None:
    found = ledger(room)
    for sheet in sheets(room):
        at = sheet.audience, slice(None), sheet.session
        lines = [(0, 0) if line is None else (line.base, line.strength) for line in sheet.lines]
        assert list(zip(found.base[at], found.strengths[at], strict=True)) == lines
        taken = found.answered[:, sheet.session].tolist()
        for place, line in enumerate(sheet.lines):
            assert line is None or taken[place] == line.answered
        sides = found.sides[:, sheet.audience, sheet.session]
        assert tuple(sides.tolist()) == sheet.sides
        assert found.term[sheet.audience, sheet.session] == sheet.term


@EXAMPLES
@given(room=rooms())
def test_a_line_is_explained_by_its_own_parts(room: Room) -> None:
    # What a screen can show of a line is enough to work the line out again.
    lines = read(room)
    found = adjudicate(weighed(room), lines)
    for audience, weights in enumerate(room.weights):
        for place, session in zip(*np.nonzero(lines.present), strict=True):
            at = place, session
            worth = 150 + int(lines.evidence[at]) - int(lines.deductions[at])
            worth = min(800, max(50, worth + weights[lines.reasons[at]]))
            base = worth * int(lines.relevance[at]) // 1000
            assert found.base[audience, place, session] == base
            left = base * (1000 - int(found.answered[at])) // 1000
            assert found.strengths[audience, place, session] == left


def test_two_strengths_together_commute_grow_and_stay_within_bounds() -> None:
    # Every pair there is.
    x, y = np.meshgrid(np.arange(1001), np.arange(1001), indexing="ij")
    found = comb(x, y)
    assert (found == found.T).all()
    assert (np.diff(found, axis=0) >= 0).all()
    assert (found >= np.maximum(x, y)).all()
    assert (found <= np.minimum(1000, x + y)).all()
    # Up to the unit that rounding takes: 1000 (x + y) - x y is the sum in millionths.
    exact = 1000 * (x + y) - x * y
    assert ((1000 * found >= exact) & (1000 * found < exact + 1000)).all()


# ------------------------------------------------------------------ what is fair


@EXAMPLES
@given(room=rooms(), seed=SEEDS)
def test_neither_the_order_of_arguments_nor_of_rebuttals_counts(room: Room, seed: int) -> None:
    luck = luck_of(seed)
    size = len(room.sessions[0].made)
    order = luck.sample(range(size), size)
    mixed = [
        replace(
            one,
            made=tuple(one.made[place] for place in order),
            answers=tuple(luck.sample(one.answers, len(one.answers))),
        )
        for one in room.sessions
    ]
    here, there = ledger(room), ledger(replace(room, sessions=tuple(mixed)))
    assert there.sides.tolist() == here.sides.tolist()
    assert there.strengths.tolist() == here.strengths[:, order].tolist()


@EXAMPLES
@given(room=rooms(sessions=1), seed=SEEDS)
def test_another_argument_never_hurts_its_side_nor_touches_the_other(
    room: Room, seed: int
) -> None:
    # One that nobody has answered yet: its answers would answer whatever says the same as well.
    luck, one = luck_of(seed), room.sessions[0]
    fresh = Made(luck.randrange(len(room.arguments)))
    assume(fresh.entry not in [made.entry for made in one.made if made is not None])
    others = tuple(a for a in one.answers if a is None or a.target != fresh.entry)
    room = with_sessions(room, replace(one, answers=others))
    more = with_sessions(room, replace(one, answers=others, made=(*one.made, fresh)))
    side = room.arguments[fresh.entry].side
    before, after = ledger(room).sides, ledger(more).sides
    assert (after[side] >= before[side]).all()
    assert (after[1 - side] == before[1 - side]).all()


@EXAMPLES
@given(room=rooms(sessions=1), size=sizes(), seed=SEEDS)
def test_a_rebuttal_never_helps_its_target(room: Room, size: drawn.Size, seed: int) -> None:
    made = [one.entry for one in room.sessions[0].made if one is not None]
    assume(made)
    luck, one = luck_of(seed), room.sessions[0]
    bank = replace(size, cards=len(room.cards), bank=len(room.arguments))
    rebuttal = replace(drawn.answer(luck, bank), target=luck.choice(made))
    more = with_sessions(room, replace(one, answers=(*one.answers, rebuttal)))
    before, after = ledger(room), ledger(more)
    target = room.arguments[rebuttal.target]
    alike = {entry for entry, other in enumerate(room.arguments) if says_the_same(target, other)}
    alike.add(rebuttal.target)
    hit = np.array([made is not None and made.entry in alike for made in one.made])
    assert (after.strengths[:, hit] <= before.strengths[:, hit]).all()
    assert (after.strengths[:, ~hit] == before.strengths[:, ~hit]).all()
    side = room.arguments[rebuttal.target].side
    assert (after.sides[side] <= before.sides[side]).all()
    assert (after.sides[1 - side] == before.sides[1 - side]).all()


@EXAMPLES
@given(room=rooms())
def test_with_the_sides_swapped_the_ledger_is_mirrored_exactly(room: Room) -> None:
    mirrored = replace(
        room,
        cards=tuple(replace(one, bears=(one.bears[1], one.bears[0])) for one in room.cards),
        arguments=tuple(replace(one, side=1 - one.side) for one in room.arguments),
    )
    here, there = ledger(room), ledger(mirrored)
    assert there.sides.tolist() == here.sides[::-1].tolist()
    assert there.term.tolist() == (-here.term).tolist()


@EXAMPLES
@given(room=rooms())
def test_where_nothing_is_argued_nothing_moves(room: Room) -> None:
    silent = tuple(
        replace(one, made=(None,) * len(one.made)) if place % 2 else replace(one, made=())
        for place, one in enumerate(room.sessions)
    )
    found = ledger(replace(room, sessions=silent))
    assert not found.sides.any()
    assert not found.term.any()


EMPTY_CLAIMS = 30
BEARINGS = (ALWAYS, (Hinge(0, 0.0, above=True),), None)
"""At a level of .25: bears on the text, in part, not at all."""


@EXAMPLES
@given(
    grades=st.tuples(st.sampled_from((DOC, REP)), st.sampled_from((DOC, REP))),
    how_far=st.integers(0, 2),
    weights=st.lists(st.integers(0, 200), min_size=8, max_size=8),
    seed=SEEDS,
)
def test_thirty_empty_claims_never_beat_one_well_sourced_argument(
    grades: tuple[int, int], how_far: int, weights: list[int], seed: int
) -> None:
    luck = luck_of(seed)
    claims = [
        Argument(1, luck.randrange(8), bears=BEARINGS[luck.randint(how_far, 2)])
        for _ in range(EMPTY_CLAIMS)
    ]
    sourced = Argument(0, luck.randrange(8), (0, 1), BEARINGS[how_far])
    room = Room(
        cards=tuple(Card(grade) for grade in grades),
        arguments=(sourced, *claims),
        weights=(tuple(weights),),
        sessions=(Session((0.25,), tuple(Made(entry) for entry in range(1 + EMPTY_CLAIMS))),),
    )
    found = ledger(room)
    assert found.sides[0, 0, 0] > found.sides[1, 0, 0] > 0


@EXAMPLES
@given(room=rooms(made=8, sessions=1), seed=SEEDS)
def test_what_says_the_same_counts_once(room: Room, seed: int) -> None:
    # Two that say the same come to what the better of them comes to in its own place, where
    # both are answered alike.
    one = room.sessions[0]
    alike = tuple(
        replace(answer, target=entry)
        for answer in one.answers
        if answer is not None
        for entry, other in enumerate(room.arguments)
        if entry == answer.target or says_the_same(room.arguments[answer.target], other)
    )
    one = replace(one, answers=alike)
    room = with_sessions(room, one)
    again = [
        (place, Made(entry, made.repeated))
        for place, made in enumerate(one.made)
        if made is not None
        for entry, other in enumerate(room.arguments)
        if entry == made.entry or says_the_same(room.arguments[made.entry], other)
    ]
    assume(again)
    place, twin = luck_of(seed).choice(again)
    instead = (*one.made[:place], twin, *one.made[place + 1 :])
    both = ledger(with_sessions(room, replace(one, made=(*one.made, twin)))).sides
    either = ledger(with_sessions(room, replace(one, made=instead))).sides
    assert both.tolist() == np.maximum(ledger(room).sides, either).tolist()


def says_the_same(one: Argument, other: Argument) -> bool:
    alike = one.side == other.side and one.reason == other.reason
    return alike and bool(one.cards) and set(one.cards) == set(other.cards)


# ---------------------------------------------------------------------- batches


@EXAMPLES
@given(room=rooms(sessions=3))
def test_a_session_of_a_batch_is_the_session_alone(room: Room) -> None:
    floor, text = on_floor(room)
    batch = adjudicate(weighed(room), lines_of(floor, text))
    for place, session in enumerate(room.sessions):
        alone = ledger(with_sessions(room, session))
        only = adjudicate(
            weighed(room), lines_of(floor.at(np.array([place])), on_floor(
                with_sessions(room, session))[1]),
        )  # fmt: skip
        for found in (alone, only):
            assert found.base.tolist() == batch.base[..., [place]].tolist()
            assert found.strengths.tolist() == batch.strengths[..., [place]].tolist()
            assert found.sides.tolist() == batch.sides[..., [place]].tolist()


@EXAMPLES
@given(room=rooms(sessions=1))
def test_one_floor_before_many_texts_is_the_floor_before_each(room: Room) -> None:
    # A forecast asks the same debate about many texts at once.
    one = room.sessions[0]
    levels = [(x, y) for x in drawn.LEVELS for y in (0.0, 0.5, 1.0)]
    floor, _ = on_floor(room)
    texts = on_floor(replace(room, sessions=tuple(replace(one, levels=at) for at in levels)))[1]
    many = adjudicate(weighed(room), lines_of(floor, texts))
    for place, at in enumerate(levels):
        alone = ledger(with_sessions(room, replace(one, levels=at)))
        assert many.sides[..., [place]].tolist() == alone.sides.tolist()


@EXAMPLES
@given(room=rooms(sessions=1), seed=SEEDS)
def test_an_argument_taken_back_was_never_made(room: Room, seed: int) -> None:
    one = room.sessions[0]
    entry = luck_of(seed).randrange(len(room.arguments))
    floor, text = on_floor(room)
    kept = tuple(made for made in one.made if made is None or made.entry != entry)
    fewer = with_sessions(room, replace(one, made=kept))
    without = adjudicate(weighed(room), lines_of(floor.without(entry), text))
    assert without.sides.tolist() == ledger(fewer).sides.tolist()
    back = floor.without(entry).with_entry(entry)
    assert (
        adjudicate(weighed(room), lines_of(back, text)).sides.tolist()
        == ledger(with_sessions(room, replace(one, made=(*kept, Made(entry))))).sides.tolist()
    )


def test_a_debate_on_paper_has_every_rule_in_it() -> None:
    # The random debates reach each clamp, relevance, deduction and kind of rebuttal, and twins.
    seen = set()
    for seed in range(60):
        room = drawn.room_of(drawn.Size(8, 10, 12, 12, 2, 1), seed)
        lines = read(room)
        seen |= {f"relevance {value}" for value in lines.relevance[lines.present].tolist()}
        seen |= {f"deduction {value}" for value in lines.deductions[lines.present].tolist()}
        seen |= {f"kind {kind}" for kind in np.flatnonzero(lines.rebuttals.any(axis=(1, 2)))}
        worth = (lines.worth + weighed(room)[:, lines.reasons])[:, lines.present]
        seen |= {"clamped below"} if (worth < 50).any() else set()
        seen |= {"twins"} if lines.twins else set()
    wanted = {f"relevance {value}" for value in (300, 700, 1000)}
    wanted |= {f"deduction {value}" for value in (0, 150, 250, 400)}
    wanted |= {f"kind {kind}" for kind in range(4)} | {"clamped below", "twins"}
    assert seen == wanted
