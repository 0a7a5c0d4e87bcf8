"""The engine's own exp and log against fifty decimal digits, and the rest against definitions."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue_sim.engine.numerics import (
    Array,
    add_up,
    clip,
    exp,
    log,
    logit,
    piecewise_linear,
    sigmoid,
)

# Two units in the last place. Seen over many more points: exp 1.6e-16, log 2.9e-16.
BOUND = 4.5e-16
RANDOM = np.random.default_rng(20191223)


def worst_error(
    function: Callable[[Array], Array], exact: Callable[[Decimal], Decimal], points: Array
) -> float:
    """Largest relative error over points whose exact value is not zero."""
    worst = Decimal(0)
    with localcontext() as context:
        context.prec = 50
        for x, found in zip(points.tolist(), function(points).tolist(), strict=True):
            right = exact(Decimal(x))
            worst = max(worst, abs((Decimal(found) - right) / right))
    return float(worst)


@pytest.mark.parametrize(
    "points",
    [
        pytest.param(RANDOM.uniform(-700.0, 700.0, 2000), id="the whole range"),
        pytest.param(RANDOM.uniform(-40.0, 40.0, 2000), id="what utilities use"),
        pytest.param(RANDOM.uniform(-0.4, 0.4, 1000), id="without reduction"),
        pytest.param(
            np.ldexp(RANDOM.uniform(-1.0, 1.0, 500), RANDOM.integers(-60, 0, 500)), id="tiny"
        ),
        pytest.param(np.arange(-1009.0, 1010.0) * 0.34657359027997264, id="edges of reduction"),
    ],
)
def test_exp_is_right_to_the_last_but_one_bit(points: Array) -> None:
    assert worst_error(exp, Decimal.exp, points) <= BOUND


@pytest.mark.parametrize(
    "points",
    [
        pytest.param(10.0 ** RANDOM.uniform(-300.0, 300.0, 1500), id="all magnitudes"),
        pytest.param(RANDOM.uniform(0.5, 2.0, 2000), id="around one"),
        pytest.param(
            1.0 + np.ldexp(RANDOM.choice([-0.5, 1.0], 1000), RANDOM.integers(-52, -4, 1000)),
            id="next to one",
        ),
        pytest.param(
            math.sqrt(0.5) * np.ldexp(1.0 + np.arange(-20, 21) * 1.2e-16, 1),
            id="edge of the series",
        ),
        pytest.param(np.array([5e-324, 2.3e-308, 1.7976931348623157e308]), id="the extremes"),
    ],
)
def test_log_is_right_to_the_last_but_one_bit(points: Array) -> None:
    assert worst_error(log, Decimal.ln, points) <= BOUND


def test_the_exact_values_are_exact() -> None:
    assert exp(np.array([0.0, -0.0])).tolist() == [1.0, 1.0]
    assert log(np.array([1.0])).tolist() == [0.0]
    assert sigmoid(np.array([0.0])).tolist() == [0.5]
    assert logit(np.array([0.5])).tolist() == [0.0]


def test_exp_beyond_its_range_is_exp_at_the_end_of_its_range() -> None:
    far = exp(np.array([-1e308, -701.0, -700.0, 700.0, 701.0, 1e308, -np.inf, np.inf]))
    assert len(set(far[[0, 1, 2, 6]].tolist())) == 1
    assert len(set(far[[3, 4, 5, 7]].tolist())) == 1
    assert 0.0 < far[0] < 1e-300
    assert 1e300 < far[3] < math.inf


@given(st.floats(-30.0, 30.0), st.floats(1e-6, 10.0))
def test_exp_and_log_rise(x: float, step: float) -> None:
    low, high = exp(np.array([x, x + step])).tolist()
    assert low < high
    back = log(np.array([low, high])).tolist()
    assert back[0] < back[1]


@given(st.floats(1e-12, 1.0 - 1e-12))
def test_sigmoid_undoes_logit(p: float) -> None:
    assert sigmoid(logit(np.array([p])))[0] == pytest.approx(p, rel=1e-14)


@given(st.floats(-700.0, 700.0))
def test_the_logistic_function_is_symmetric_and_lies_between_zero_and_one(x: float) -> None:
    here, there = sigmoid(np.array([x, -x])).tolist()
    assert 0.0 < here <= 1.0
    assert here + there == pytest.approx(1.0, abs=2.3e-16)


def test_the_logistic_function_has_known_values() -> None:
    # 1 / (1 + 1/3) = .75 at ln 3; .65 at ln(.65 / .35) = .61903920840622
    found = sigmoid(np.array([1.0986122886681098, 0.6190392084062234, -0.6190392084062234]))
    assert found.tolist() == pytest.approx([0.75, 0.65, 0.35], abs=1e-15)


def test_clip_keeps_what_lies_inside_and_moves_what_lies_outside() -> None:
    x = np.array([-2.0, -1.0, -0.25, 0.0, 0.5, 0.75, 9.0])
    assert clip(x, -1.0, 0.5).tolist() == [-1.0, -1.0, -0.25, 0.0, 0.5, 0.5, 0.5]


def test_piecewise_linear_meets_every_anchor_exactly_and_is_flat_outside() -> None:
    places, heights = (0.0, 0.33, 0.67, 1.0), (6.4, 5.0, 0.0, -8.0)
    at_anchors = piecewise_linear(np.array(places), places, heights)
    assert at_anchors.tolist() == list(heights)
    assert piecewise_linear(np.array([-5.0, 5.0]), places, heights).tolist() == [6.4, -8.0]


def test_piecewise_linear_is_straight_between_anchors() -> None:
    # from (.25, 1) to (.5, 2.8): a quarter of the way 1.45, half 1.9; from (0, -5): at .05 -3.8
    x = np.array([0.3125, 0.375, 0.05])
    found = piecewise_linear(x, (0.0, 0.25, 0.5), (-5.0, 1.0, 2.8))
    assert found.tolist() == pytest.approx([1.45, 1.9, -3.8], abs=1e-14)


def test_sums_run_from_left_to_right() -> None:
    # 1e16 + 1 is lost, 1e16 + 2 is kept: only one order of these four gives 1.
    parts = [np.array([x]) for x in (1e16, 1.0, -1e16, 1.0)]
    assert add_up(parts)[0] == 1.0
    assert add_up(parts[::-1])[0] == 0.0
    assert add_up([parts[0], parts[2], parts[1], parts[3]])[0] == 2.0
    assert add_up(iter(parts))[0] == 1.0


def test_a_sum_leaves_its_parts_alone() -> None:
    parts = [np.array([1.0, 2.0]), np.array([10.0, 20.0])]
    assert add_up(parts).tolist() == [11.0, 22.0]
    assert [part.tolist() for part in parts] == [[1.0, 2.0], [10.0, 20.0]]


def test_a_sum_of_nothing_is_refused() -> None:
    with pytest.raises(StopIteration):
        add_up([])


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 15, 64])
def test_a_number_alone_has_the_bits_it_has_in_a_batch(size: int) -> None:
    x = RANDOM.uniform(-50.0, 50.0, size)
    for function in (exp, sigmoid):
        alone = [function(x[place : place + 1])[0] for place in range(size)]
        assert function(x).tolist() == alone
    positive = exp(x)
    assert log(positive).tolist() == [log(positive[i : i + 1])[0] for i in range(size)]


def test_every_machine_finds_the_same_bits() -> None:
    """Golden: recorded once, and to be the same with every processor and version of NumPy."""
    x = np.arange(-44800, 44801) / 64.0
    p = np.arange(1, 65536) / 65536.0
    bits = b"".join(a.astype("<f8").tobytes() for a in (exp(x), sigmoid(x), log(p), logit(p)))
    assert hashlib.sha256(bits).hexdigest() == GOLDEN_BITS


GOLDEN_BITS = "ef012a1dcfa407a0169d5d0c721b55a25c1d1cd925662588e3a387bdc6e70cc0"
