"""The sessions of a playtest: session n is a game of the seed `SEED-n`, counted from 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.engine.draws import key_of, sessions_of

if TYPE_CHECKING:
    from dialogue_sim.engine.draws import Keys

LUCK = 0
"""The seed beside which `session_numbers` are drawn from."""


def seed_of(seed: str, place: int) -> str:
    """The seed of a session by its place, from 0, as `run --seed` takes it."""
    return f"{seed}-{place + 1}"


def session_numbers(seed: str, places: range) -> Keys:
    """(s,) numbers by which sessions of a batch draw what games of their seeds would."""
    return sessions_of([key_of(seed_of(seed, place)) for place in places])
