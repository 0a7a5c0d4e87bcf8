"""Luck as a pure function: a uniform number for every (seed, session, turn, stream); no state.

Session 17 alone draws what session 17 draws in a batch of any size, and a new actor or inject
changes nobody else's luck. SplitMix64's finaliser mixes the counters (E20).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from dialogue_sim.engine.numerics import Array, Integers

Keys = npt.NDArray[np.uint64]

SESSION_STEP = np.uint64(0x9E3779B97F4A7C15)
TURN_STEP = np.uint64(0xD1B54A32D192ED03)
STREAM_STEP = np.uint64(0x8CB92BA72F3D8DD7)
FIRST_MULTIPLIER = np.uint64(0xBF58476D1CE4E5B9)
SECOND_MULTIPLIER = np.uint64(0x94D049BB133111EB)
BACK_TO_SESSION = np.uint64(0xF1DE83E19937733D)
"""The inverse of a step: times a step it is 1, in 64 bits."""
TWO_TO_MINUS_53 = 1.0 / 9007199254740992.0


def key_of(text: str) -> int:
    """64-bit key of a text: of a seed, or of a stream such as `actor:poland`."""
    return int.from_bytes(hashlib.blake2b(text.encode()).digest()[:8], "big")


def stream(kind: str, identifier: str) -> int:
    """Key of a stream of draws, e.g. `stream("actor", "poland")`."""
    return key_of(f"{kind}:{identifier}")


def sessions_of(seeds: Sequence[int]) -> Keys:
    """Numbers by which sessions of seed 0 draw what the played session of other seeds draws.

    A step between sessions is odd, so multiples of it come to every 64-bit number: games that have
    a seed each are played as one batch.

    Args:
        seeds: 64-bit keys, one for each session.

    Returns:
        (session,) numbers to give to `Draws` beside the seed 0.
    """
    with np.errstate(over="ignore"):
        return np.array(seeds, dtype=np.uint64) * BACK_TO_SESSION


@dataclass(frozen=True, slots=True)
class Draws:
    """Where the luck of one turn comes from.

    Attributes:
        seed: 64-bit key of the seed.
        sessions: (session,) number of each session; the played one is 0.
        turn: 1, 2, ...; 0 is what is drawn before the first turn.
    """

    seed: int
    sessions: Keys
    turn: int
    _root: Keys = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        with np.errstate(over="ignore"):
            of_session = _mix(self.sessions * SESSION_STEP + np.uint64(self.seed))
            of_turn = _mix(of_session + np.uint64(self.turn) * TURN_STEP)
        object.__setattr__(self, "_root", of_turn)

    def of(self, index: Integers) -> Draws:
        """The luck of the sessions at these places."""
        return Draws(self.seed, self.sessions[index], self.turn)

    def uniform(self, key: int) -> Array:
        """(session,) numbers in [0, 1) of one stream."""
        return self.uniforms((key,))[0]

    def uniforms(self, keys: tuple[int, ...]) -> Array:
        """(stream, session) numbers in [0, 1)."""
        streams = np.array(keys, dtype=np.uint64)[:, None]
        with np.errstate(over="ignore"):
            hashed = _mix(self._root + streams * STREAM_STEP)
        hashed >>= np.uint64(11)
        luck = hashed.astype(np.float64)
        luck *= TWO_TO_MINUS_53
        return luck


def _mix(z: Keys) -> Keys:
    z = z ^ (z >> np.uint64(30))
    z *= FIRST_MULTIPLIER
    z ^= z >> np.uint64(27)
    z *= SECOND_MULTIPLIER
    z ^= z >> np.uint64(31)
    return z
