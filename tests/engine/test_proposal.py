"""What follows from a text alone: measures, interest and hinges, against numbers from paper.

The paper: the text TALKS is top-level contact with some demands, agreed by all, from a ceasefire
on, in the council.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue_sim.engine.numerics import Array
from dialogue_sim.engine.proposal import Proposal, hinge, interest_parts, measure, propose
from dialogue_sim.engine.world import MEASURES, Hinge, Preferences, World

if TYPE_CHECKING:
    from tests.engine.conftest import Stage

TextOf = Callable[..., Proposal]
TALKS = (1.0, 0.5, 1.0, 0.5, 1)
LEVELS = st.floats(0.0, 1.0)
TEXTS = st.tuples(LEVELS, LEVELS, LEVELS, LEVELS, st.sampled_from([0, 1]))


@pytest.fixture(scope="session")
def talks(village_text: TextOf) -> Proposal:
    return village_text(TALKS)


def column(values: Array) -> list[float]:
    """The single session of an (a, s) array."""
    assert values.shape[-1] == 1
    found: list[float] = values[..., 0].tolist()
    return found


def approx(expected: list[float]) -> object:
    return pytest.approx(expected, abs=1e-14)


# ---------------------------------------------------------------- measures


def test_measures_add_up_weighted_shapes(talks: Proposal) -> None:
    found = {name: column(talks[name][None])[0] for name in MEASURES}
    assert found == pytest.approx(
        {
            "offer": 0.25,  # (.5 * 7 - .5 * 2) / 10
            "benefit": 0.8,  # .8 * 1 + .2 * 0
            "safeguard": 0.55,  # .5 * .5 + .3 * 1
            "gain": 1.0,  # .5 * 1 + .5 * 1, as there is contact
            "firmness": 0.5,
            "demand": 0.5,
            "threat": 0.0,  # demands not above "some"
            "deterrent": 0.75,  # .5 * .5 + .5 * 1
            "isolation": 0.0,  # contact not below "experts"
            "unity": 1.0,
            "delay": 0.5,
            "openness": 0.0,  # the setting leaves it out
            "posture": 0.5,
            "price": 0.0,  # likewise
        },
        abs=1e-15,
    )
    assert column(talks.exposure[None]) == approx([0.36])  # .8 * (1 - .55)


def test_shapes_of_measures_on_both_sides_of_their_thresholds(village_text: TextOf) -> None:
    text = village_text((0.0, 0.75, 1.0, 0.0, 0), (0.25, 0.25, 1.0, 0.0, 0))
    assert text["isolation"].tolist() == [1.0, 0.5]  # (.5 - .25) / .5
    assert text["threat"].tolist() == [0.5, 0.0]  # (.75 - .5) / (1 - .5)
    assert text["benefit"].tolist() == pytest.approx([0.0, 0.3])  # .8 * .25 + .2 * .5
    assert text["gain"].tolist() == [0.0, 0.625]  # no contact, no gain; .125 + .5
    # halfway between anchors: contact -2, demands -1; then contact -5, demands -4
    assert text["offer"].tolist() == pytest.approx([-0.45, -0.15])


def test_a_setting_without_unity_is_always_united(village: World) -> None:
    space = replace(village.space, measures={})
    levels = np.zeros((4, 3))
    assert measure(space, "unity", levels).tolist() == [1.0, 1.0, 1.0]
    assert measure(space, "offer", levels).tolist() == [0.0, 0.0, 0.0]


# ------------------------------------------------------------- E5: interest


def test_interest_is_worked_out_issue_by_issue(talks: Proposal) -> None:
    # alba   .5 (2 * (.5 * 1.25) - 1) + .25 * 1 + .25 * .5      (peak, missed by .5, R = .5)
    # brava  .4 (2 * (.5 * .9) - 1) twice (max and min missed by .5, R = -.2) + .2 * 1 (min met)
    # citizens .6 * 1 + .4 * .5;  corda .5 * 1 + .5 (2 * .75 - 1)  (R = 1);  ngo 1
    assert column(talks.interests) == approx([0.5, 0.12, 0.8, 0.75, 1.0])


@pytest.mark.parametrize(
    ("shape", "tolerance", "expected"),
    [
        # ideal .5; at 0, .25, .5, .75 and 1; d = .5, .25, 0; value 2 (1 - d)(1 + d R) - 1
        ("peak", 0.0, [0.0, 0.5, 1.0, 0.5, 0.0]),
        ("min", 0.0, [0.0, 0.5, 1.0, 1.0, 1.0]),
        ("max", 0.0, [1.0, 1.0, 1.0, 0.5, 0.0]),
        ("peak", 1.0, [0.5, 0.875, 1.0, 0.875, 0.5]),
        ("peak", -1.0, [-0.5, 0.125, 1.0, 0.125, -0.5]),
        ("min", 0.5, [0.25, 0.6875, 1.0, 1.0, 1.0]),
        ("max", -0.2, [1.0, 1.0, 1.0, 0.425, -0.1]),
    ],
)
def test_a_position_values_levels_by_its_shape_and_tolerance(
    shape: str, tolerance: float, expected: list[float]
) -> None:
    preferences = Preferences(
        ideals=np.array([[0.5]]),
        shapes=((shape,),),  # type: ignore[arg-type]  # a word of the table above
        salience=np.array([[1.0, 0.0]]),
        affinity=np.array([[0.7]]),
        tolerance=np.array([tolerance]),
    )
    levels = np.array([[0.0, 0.25, 0.5, 0.75, 1.0]])
    issue, venue = interest_parts(preferences, levels, np.zeros(5, dtype=np.int64))
    assert issue[0].tolist() == approx(expected)
    assert venue[0].tolist() == [0.0] * 5  # no salience, no part


@settings(max_examples=60)
@given(text=TEXTS)
def test_interest_lies_between_minus_one_and_one(village_text: TextOf, text: object) -> None:
    assert np.abs(village_text(text).interests).max() <= 1.0 + 1e-15


# ---------------------------------------------------------------- hinges


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Hinge(0, 0.5, above=True), [0.0, 0.0, 0.5, 1.0]),
        (Hinge(0, 0.5, above=False), [1.0, 0.0, 0.0, 0.0]),
        (Hinge(0, 0.0, above=True), [0.0, 0.5, 0.75, 1.0]),
        (Hinge(0, 1.0, above=False), [1.0, 0.5, 0.25, 0.0]),
    ],
)
def test_a_hinge_opens_from_its_threshold_to_the_end(rule: Hinge, expected: list[float]) -> None:
    assert hinge(rule, np.array([[0.0, 0.5, 0.75, 1.0]])).tolist() == expected


def test_safeguards_lower_exposure_and_contact_raises_it(december: Stage) -> None:
    world, point = december.world, december.points["unconditional_dialogue"]
    names = [issue.id for issue in world.space.issues]
    start = np.array([
        issue.values[place] for issue, place in zip(world.space.issues, point.levels, strict=True)
    ])  # fmt: skip

    def exposures(issue: str) -> Array:
        levels = np.repeat(start[:, None], 11, axis=1)
        levels[names.index(issue)] = np.linspace(0.0, 1.0, 11)
        text: Proposal = propose(world, levels, np.full(11, point.venue, dtype=np.int64))
        return text.exposure

    for issue in ("conditions", "reciprocity", "transparency", "unity"):
        assert (np.diff(exposures(issue)) < 0.0).all()
    for issue in ("contact", "framing"):
        assert (np.diff(exposures(issue)) > 0.0).all()
