"""Luck: the right numbers, evenly spread, and the same alone as in any batch."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

import numpy as np
import pytest

from dialogue_sim.engine.draws import Draws, key_of, stream
from dialogue_sim.engine.numerics import Array

WORD = 2**64


def finalised(z: int) -> int:
    """SplitMix64's finaliser in Python's own integers."""
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % WORD
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB % WORD
    return z ^ (z >> 31)


def expected(seed: int, session: int, turn: int, key: int) -> float:
    """E20: the finaliser over seed and session, then turn, then stream; the top 53 bits."""
    z = finalised((session * 0x9E3779B97F4A7C15 + seed) % WORD)
    z = finalised((z + turn * 0xD1B54A32D192ED03) % WORD)
    z = finalised((z + key * 0x8CB92BA72F3D8DD7) % WORD)
    return (z >> 11) / 2**53


def draw(seed: int, sessions: range, turn: int, key: int) -> Array:
    return Draws(seed, np.array(sessions, dtype=np.uint64), turn).uniform(key)


def test_the_finaliser_of_this_test_is_splitmix64() -> None:
    # The generator's published outputs for the state 1234567.
    states = [(1234567 + n * 0x9E3779B97F4A7C15) % WORD for n in range(1, 6)]
    assert [finalised(state) for state in states] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


@pytest.mark.parametrize(
    ("seed", "session", "turn", "key"),
    [
        (0, 0, 0, 0),
        (7, 17, 3, 4),
        (WORD - 1, 0, 1, WORD - 1),
        (2**63, 99_999, 1000, key_of("actor:poland")),
        (key_of("a seed"), 2**40, 12, key_of("answer:russia")),
    ],
)
def test_a_draw_is_the_hash_of_its_counters(seed: int, session: int, turn: int, key: int) -> None:
    found = draw(seed, range(session, session + 1), turn, key)[0]
    assert found == expected(seed, session, turn, key)


def test_a_draw_of_known_value_stays_what_it_was() -> None:
    # Worked out with integers alone; a change here changes every saved game.
    assert draw(7, range(17, 18), 3, 4)[0] == KNOWN


KNOWN = 0.16142147286777841


def test_the_key_of_a_text_is_the_start_of_its_blake2b() -> None:
    # The first sixteen digits that `b2sum` prints.
    assert key_of("actor:poland") == 0x8C16AD50CD756F97
    assert key_of("Zürich") == 0xC6D7D8B21D02F72E
    assert stream("type", "russia") == 0x4A1B5A04E64AF8FF
    digest = hashlib.blake2b(b"inject:cyberattack").hexdigest()
    assert stream("inject", "cyberattack") == int(digest[:16], 16)


def test_draws_lie_in_the_unit_interval_and_never_reach_one() -> None:
    sample = draw(1, range(100_000), 1, 1)
    assert 0.0 <= sample.min() < 1e-4
    assert 1.0 - 1e-4 < sample.max() < 1.0


def test_the_largest_hash_is_still_below_one() -> None:
    assert (WORD - 1 >> 11) / 2**53 == 1.0 - 2.0**-53


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_session_draws_alone_what_it_draws_in_a_batch(size: int) -> None:
    batch = draw(5, range(1000), 4, 9)
    chunks = [draw(5, range(at, min(at + size, 1000)), 4, 9) for at in range(0, 1000, size)]
    assert np.concatenate(chunks).tobytes() == batch.tobytes()
    assert draw(5, range(17, 18), 4, 9)[0] == batch[17]


def test_several_streams_at_once_are_the_streams_one_by_one() -> None:
    draws = Draws(5, np.arange(50, dtype=np.uint64), 4)
    keys = (3, key_of("actor:poland"), 3)
    together = draws.uniforms(keys)
    assert together.shape == (3, 50)
    assert [row.tolist() for row in together] == [draws.uniform(key).tolist() for key in keys]


AXES: Mapping[str, Callable[[int], Array]] = {
    "session": lambda size: draw(1, range(size), 1, 1),
    "turn": lambda size: np.array([draw(1, range(1), turn, 1)[0] for turn in range(size)]),
    "stream": lambda size: np.array([draw(1, range(1), 1, key)[0] for key in range(size)]),
    "seed": lambda size: np.array([draw(seed, range(1), 1, 1)[0] for seed in range(size)]),
}


@pytest.mark.parametrize("axis", AXES)
def test_draws_are_uniform_along_every_counter(axis: str) -> None:
    size = 5_000
    sample = AXES[axis](size)
    # Four standard errors: of the mean sqrt(1/12n), of the variance sqrt(1/180n).
    assert sample.mean() == pytest.approx(0.5, abs=4.0 * (12.0 * size) ** -0.5)
    assert sample.var() == pytest.approx(1.0 / 12.0, abs=4.0 * (180.0 * size) ** -0.5)
    cells, _ = np.histogram(sample, bins=100, range=(0.0, 1.0))
    chi_square = float(((cells - size / 100) ** 2 / (size / 100)).sum())
    assert abs(chi_square - 99.0) < 4.0 * (2.0 * 99.0) ** 0.5
    neighbours = np.corrcoef(sample[:-1], sample[1:])[0, 1]
    assert abs(neighbours) < 4.0 * size**-0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((1, 1, 1), (1, 1, 2)),
        ((1, 1, 1), (1, 2, 1)),
        ((1, 1, 1), (2, 1, 1)),
        ((1, 2, 3), (1, 3, 2)),
        ((1, 1, key_of("actor:poland")), (1, 1, key_of("actor:germany"))),
    ],
)
def test_different_seeds_turns_and_streams_have_nothing_in_common(
    one: tuple[int, int, int], other: tuple[int, int, int]
) -> None:
    many = range(40_000)
    x, y = (draw(seed, many, turn, key) for seed, turn, key in (one, other))
    assert abs(np.corrcoef(x, y)[0, 1]) < 4.0 * len(many) ** -0.5
    assert not (x == y).any()


def test_a_draw_changes_nothing() -> None:
    sessions = np.arange(10, dtype=np.uint64)
    draws = Draws(3, sessions, 1)
    first = draws.uniform(2)
    assert draws.uniform(2).tobytes() == first.tobytes()
    assert sessions.tolist() == list(range(10))
