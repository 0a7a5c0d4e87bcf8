"""The arithmetic of the ledger worked out by hand, line by line."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.engine.properties.plain_ledger import CHALLENGE, CONCEDE, COUNTER, UNDERCUT

from dialogue_sim.engine.debate import (
    Ledger,
    Lines,
    adjudicate,
    comb,
    force,
    sides_of,
    sides_without_twins,
)
from dialogue_sim.engine.numerics import Integers

FOR, AGAINST = 0, 1


def floor(*arguments: tuple[int, int, int]) -> Lines:
    """Arguments (side, evidence, deduction) that all bear on the text, in one session."""
    sides, evidence, deductions = (
        np.array(part)[:, None] for part in zip(*arguments, strict=True)
    )
    return Lines(
        present=np.ones(sides.shape, dtype=np.bool_),
        sides=sides,
        reasons=np.zeros(sides.shape, dtype=np.int64),
        evidence=evidence,
        carded=evidence > 0,
        deductions=deductions,
        relevance=np.full(sides.shape, 1000),
        rebuttals=np.zeros((4, *sides.shape), dtype=np.int64),
    )


def weighed(lines: Lines, *weights: int) -> Ledger:
    """The ledger before audiences who weigh the first reason like this."""
    return adjudicate(np.array([[weight] + [0] * 7 for weight in weights]), lines)


def answered(lines: Lines, place: int, **forces: int) -> Lines:
    """The floor with rebuttals of the argument at a place."""
    kinds = {"challenge": CHALLENGE, "undercut": UNDERCUT, "counter": COUNTER, "concede": CONCEDE}
    rebuttals = lines.rebuttals.copy()
    for kind, taken in forces.items():
        rebuttals[kinds[kind], place] = taken
    return replace(lines, rebuttals=rebuttals)


# ------------------------------------------------------------------ one argument


@pytest.mark.parametrize(
    ("evidence", "deduction", "weight", "base"),
    [
        (0, 0, 0, 150),  # a claim with a reason, and nothing more
        (0, 0, 200, 350),  # the most that a claim without evidence is worth
        (160 + 110, 0, 120, 540),  # 150 + 160 + 110 + 120
        (160 + 160, 0, 200, 670),  # the most there is: 800 is out of reach by the rules
        (320 + 131, 0, 200, 800),  # 150 + 451 + 200 = 801
        (60, 250, 0, 50),  # 150 + 60 - 250 = -40
        (0, 150, 60, 60),  # 150 + 60 - 150
        (0, 150, 49, 50),  # 49
        (160, 250 + 150, 200, 110),  # 150 + 160 + 200 - 250 - 150
    ],
)
def test_the_base_of_an_argument(evidence: int, deduction: int, weight: int, base: int) -> None:
    assert weighed(floor((FOR, evidence, deduction)), weight).base.tolist() == [[[base]]]


@pytest.mark.parametrize(
    ("relevance", "base"),
    [
        (1000, 333),
        (700, 233),  # 333 x 700 = 233,100
        (300, 99),  # 333 x 300 = 99,900: rounded down
    ],
)
def test_what_bears_less_on_the_text_is_worth_less(relevance: int, base: int) -> None:
    # 150 + 183 for the reason.
    lines = replace(floor((FOR, 0, 0)), relevance=np.array([[relevance]]))
    assert weighed(lines, 183).base.tolist() == [[[base]]]


def test_the_least_is_kept_before_and_not_after_relevance() -> None:
    # 150 - 250 is raised to 50, of which 300 per mille are 15.
    lines = replace(floor((FOR, 0, 250)), relevance=np.array([[300]]))
    assert weighed(lines, 0).base.tolist() == [[[15]]]


@pytest.mark.parametrize(
    ("kind", "forces"),
    [
        ("challenge", (150, 270, 370, 470)),  # 150 + 2g
        ("undercut", (120, 180, 230, 280)),  # 120 + g
        ("counter", (100, 220, 320, 420)),  # 100 + 2g
        ("concede", (80, 140, 190, 240)),  # 80 + g
    ],
)
def test_what_a_rebuttal_takes_without_a_card_and_with_each_grade(
    kind: str, forces: tuple[int, ...]
) -> None:
    assert tuple(force(kind, grade) for grade in (0, 60, 110, 160)) == forces


def test_no_rebuttal_takes_more_than_half() -> None:
    # 150 + 2 x 176 = 502; no grade is that high today.
    assert force("challenge", 175) == 500
    assert force("challenge", 176) == 500


def test_rebuttals_of_several_kinds_are_put_together_from_large_to_small() -> None:
    # A claim worth 350, challenged with 270, undercut with 120 and conceded with 80:
    # 270 and 120 are 390 - 32 = 358; 358 and 80 are 438 - 28 = 410.
    # 350 x (1000 - 410) = 206,500.
    lines = answered(floor((FOR, 0, 0)), 0, concede=80, challenge=270, undercut=120)
    found = weighed(lines, 200)
    assert found.answered.tolist() == [[410]]
    assert found.strengths.tolist() == [[[206]]]


def test_all_four_kinds_at_their_best() -> None:
    # 470 and 420 are 890 - 197 = 693; 693 and 280 are 973 - 194 = 779;
    # 779 and 240 are 1019 - 186 = 833. Of 670 there is 670 x 167 = 111,890 left.
    lines = answered(
        floor((FOR, 320, 0)), 0, challenge=470, undercut=280, counter=420, concede=240
    )
    found = weighed(lines, 200)
    assert found.answered.tolist() == [[833]]
    assert found.strengths.tolist() == [[[111]]]


# --------------------------------------------------------------------- two sides


def sides(ledger: Ledger) -> list[list[int]]:
    """What both sides come to, by audience."""
    found: list[list[int]] = ledger.sides[..., 0].T.tolist()
    return found


def test_one_argument_each_before_two_audiences() -> None:
    """For: DOC and REP, 150 + 270. Against: PTY, 150 + 60.

    | audience | weight | for | against | term |
    |---|---|---|---|---|
    | first | 0 | 420 | 210 | .21 |
    | second | 200 | 620 | 410 | .21 |

    Only evidence makes a difference, as both give the same reason.
    """
    found = weighed(floor((FOR, 270, 0), (AGAINST, 60, 0)), 0, 200)
    assert sides(found) == [[420, 210], [620, 410]]
    assert found.term.tolist() == [[0.21], [0.21]]


def test_the_three_strongest_with_a_card_are_put_together() -> None:
    """Worth 310, 470, 260 and 420: the third is left out.

    470 and 420 are 890 - 197 = 693; 693 and 310 are 1003 - 214 = 789.
    """
    found = weighed(floor((FOR, 160, 0), (FOR, 320, 0), (FOR, 110, 0), (FOR, 270, 0)), 0)
    assert found.strengths[0, :, 0].tolist() == [310, 470, 260, 420]
    assert sides(found) == [[789, 0]]


def test_the_order_of_putting_together_counts_and_is_fixed() -> None:
    """Rounding makes what 7, 101 and 512 come to depend on their order.

    From large to small: 512 and 101 are 613 - 51 = 562; 562 and 7 are 569 - 3 = 566.
    From small to large: 7 and 101 are 108 - 0 = 108; 108 and 512 are 620 - 55 = 565.
    """
    small, middle, large = np.array([7]), np.array([101]), np.array([512])
    assert comb(comb(large, middle), small).tolist() == [566]
    assert comb(comb(small, middle), large).tolist() == [565]
    strengths = np.array([[[7], [101], [512]]])
    lines = floor((FOR, 60, 0), (FOR, 60, 0), (FOR, 60, 0))
    assert sides_of(lines, strengths)[0].tolist() == [[566]]


def test_claims_without_a_card_are_put_together_with_nothing() -> None:
    """Claims of 350 are worth 350 together; a card of 60 makes 410, which alone is more.

    With a deduction of 150 the argument with the card is worth 260, so the claim counts, alone.
    """
    claims = [(FOR, 0, 0)] * 5
    assert sides(weighed(floor(*claims), 200)) == [[350, 0]]
    assert sides(weighed(floor(*claims, (FOR, 60, 0)), 200)) == [[410, 0]]
    assert sides(weighed(floor(*claims, (FOR, 60, 150)), 200)) == [[350, 0]]


def test_of_two_that_say_the_same_the_stronger_counts() -> None:
    """Worth 470 and, said again, 320; put together they would be 640."""
    lines = floor((FOR, 320, 0), (FOR, 320, 150))
    everywhere = np.ones(1, dtype=np.bool_)
    twins = replace(lines, twins=((0, 1, everywhere),))
    assert sides(weighed(lines, 0)) == [[640, 0]]
    assert sides(weighed(twins, 0)) == [[470, 0]]
    # Of three it is one as well.
    three = floor((FOR, 320, 0), (FOR, 320, 0), (FOR, 320, 0))
    pairs = ((0, 1, everywhere), (0, 2, everywhere), (1, 2, everywhere))
    assert sides(weighed(replace(three, twins=pairs), 0)) == [[470, 0]]


def test_twins_are_twins_only_in_their_sessions() -> None:
    lines = floor((FOR, 320, 0), (FOR, 320, 0))
    strengths = np.array([[[470, 470], [470, 470]]])
    twins = replace(lines, twins=((0, 1, np.array([True, False])),))
    assert sides_without_twins(twins, strengths)[0].tolist() == [[470, 720]]


def test_a_whole_ledger_by_hand() -> None:
    """Three audiences weigh the reason at 0, 100 and 200.

    For: DOC and REP, challenged with a REP card: 370 taken, 630 per mille left.
    Against: REP, and a claim without a card.

    | audience | for before | for | against with a card | claim | against | term |
    |---|---|---|---|---|---|---|
    | first | 420 | 264 | 260 | 150 | 260 | .004 |
    | second | 520 | 327 | 360 | 250 | 360 | -.033 |
    | third | 620 | 390 | 460 | 350 | 460 | -.070 |
    """
    lines = answered(floor((FOR, 270, 0), (AGAINST, 110, 0), (AGAINST, 0, 0)), 0, challenge=370)
    found = weighed(lines, 0, 100, 200)
    assert found.strengths[:, 0, 0].tolist() == [264, 327, 390]
    assert sides(found) == [[264, 260], [327, 360], [390, 460]]
    assert found.term[:, 0].tolist() == [0.004, -0.033, -0.07]


def test_an_empty_floor_comes_to_nothing() -> None:
    none = np.zeros((0, 3), dtype=np.int64)
    lines = Lines(
        none > 0, none, none, none, none > 0, none, none, np.zeros((4, 0, 3), dtype=np.int64)
    )
    found = adjudicate(np.full((2, 8), 200), lines)
    assert found.sides.tolist() == np.zeros((2, 2, 3)).tolist()
    assert found.term.tolist() == np.zeros((2, 3)).tolist()


def test_weighing_leaves_the_weights_and_the_floor_as_they_were() -> None:
    lines = answered(floor((FOR, 270, 0), (AGAINST, 110, 0)), 0, counter=100, concede=240)
    weights: Integers = np.full((2, 8), 120)
    for array in (weights, lines.rebuttals, lines.worth, lines.proven, lines.bare):
        array.setflags(write=False)
    first = adjudicate(weights, lines)
    assert adjudicate(weights, lines).sides.tolist() == first.sides.tolist()
