"""The engine's transcendental functions, built from + - * / so that every machine agrees.

NumPy's own `exp` and `log` differ in the last bit between processors; these do not, because
IEEE 754 fixes the result of every operation they use. Relative error about 2e-16.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterable

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

# ln 2 in two parts: the first ends in enough zero bits for n * LN2_HIGH to be exact.
LN2_HIGH = 6.93147180369123816490e-01
LN2_LOW = 1.90821492927058770002e-10
LOG2_E = 1.4426950408889634
LARGEST = 700.0
EXPONENT_OF_ONE, FRACTION_BITS = 1023, 52
BLOCK = 8192
"""Elements at a time: what `exp` works on stays in a processor's second cache."""
TAYLOR = tuple(1.0 / d for d in (6227020800, 479001600, 39916800, 3628800, 362880, 40320, 5040))
TAYLOR += (1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1.0, 1.0)
ODD = tuple(range(23, 1, -2))
SQRT_HALF = 0.7071067811865476


def exp(x: Array) -> Array:
    """Exponential function, element by element; arguments are clipped to [-700, 700].

    Cody and Waite's reduction x = n ln 2 + r, |r| <= ln 2 / 2, then Taylor to degree 13.
    """
    if x.size <= BLOCK:
        return _exp(x)
    result = np.empty(x.shape)
    arguments, values = x.reshape(-1), result.reshape(-1)
    for start in range(0, x.size, BLOCK):
        block = slice(start, start + BLOCK)
        values[block] = _exp(arguments[block])
    return result


def _exp(x: Array) -> Array:
    # In place throughout: this is most of what a batch computes, and memory is its limit.
    r = np.maximum(x, -LARGEST, out=np.empty_like(x))
    np.minimum(r, LARGEST, out=r)
    n = np.multiply(r, LOG2_E, out=np.empty_like(x))
    np.rint(n, out=n)
    power_of_two = n.astype(np.int64)
    power_of_two += EXPONENT_OF_ONE
    power_of_two <<= FRACTION_BITS
    p = np.multiply(n, LN2_HIGH, out=np.empty_like(x))
    r -= p
    n *= LN2_LOW
    r -= n
    np.multiply(r, TAYLOR[0], out=p)
    p += TAYLOR[1]
    for coefficient in TAYLOR[2:]:
        p *= r
        p += coefficient
    p *= power_of_two.view(np.float64)
    return p


def log(x: Array) -> Array:
    """Natural logarithm of positive numbers, element by element.

    x = m 2**n with m in [sqrt .5, sqrt 2); ln m = 2 artanh((m - 1) / (m + 1)) as a series.
    """
    m, n = np.frexp(x)
    low = m < SQRT_HALF
    m = np.where(low, 2.0 * m, m)
    exponent = n.astype(np.float64) - np.where(low, 1.0, 0.0)
    s = (m - 1.0) / (m + 1.0)
    z = s * s
    tail = np.zeros_like(s)
    for k in ODD:
        tail = tail * z + 1.0 / k
    return exponent * LN2_HIGH + (2.0 * s + (2.0 * s * z * tail + exponent * LN2_LOW))


def sigmoid(x: Array) -> Array:
    """Logistic function 1 / (1 + exp(-x)): log-odds to probability."""
    odds_against = exp(-x)
    odds_against += 1.0
    return np.divide(1.0, odds_against, out=odds_against)


def logit(p: Array) -> Array:
    """Log-odds of a probability in (0, 1)."""
    return log(p / (1.0 - p))


def clip(x: Array, low: float, high: float) -> Array:
    """`x` kept within [low, high]."""
    return np.minimum(np.maximum(x, low), high)


def add_up(parts: Iterable[Array]) -> Array:
    """Sum from left to right; the order is part of the result's definition.

    Raises:
        StopIteration: there is no part at all.
    """
    iterator = iter(parts)
    total = next(iterator)
    for second in iterator:
        total = total + second
        break
    for part in iterator:  # the sum is an array of its own by now
        total += part
    return total


def piecewise_linear(x: Array, places: tuple[float, ...], heights: tuple[float, ...]) -> Array:
    """Straight lines through (place, height); constant outside. Places rise strictly."""
    result = np.full_like(x, heights[0])
    for left, right, low, high in zip(places, places[1:], heights, heights[1:], strict=False):
        inside = low + (high - low) / (right - left) * (x - left)
        result = np.where(x >= right, high, np.where(x > left, inside, result))
    return result
