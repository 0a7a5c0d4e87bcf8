"""A digest of a whole situation: two machines that agree on it agree on everything."""

from __future__ import annotations

import hashlib
from dataclasses import fields

import numpy as np

from dialogue_sim.engine.proposal import Proposal
from dialogue_sim.engine.situation import Backstage, History, Situation

LENGTH = 16
"""Hexadecimal digits of a digest."""


def digest(situation: Situation) -> str:
    """Sixteen hexadecimal digits that change when any bit of the situation does."""
    hashed = hashlib.sha256()
    _feed(hashed, "situation", situation)
    return hashed.hexdigest()[:LENGTH]


def _feed(hashed: hashlib._Hash, name: str, value: object) -> None:
    hashed.update(name.encode())
    if isinstance(value, np.ndarray):
        # -0.0 and 0.0 are equal numbers: adding zero makes them equal bytes.
        number = value + 0.0 if value.dtype == np.float64 else value.astype(np.int64)
        hashed.update(
            np.ascontiguousarray(number.astype(number.dtype.newbyteorder("<"))).tobytes()
        )
        return
    assert isinstance(value, Situation | History | Proposal | Backstage)  # noqa: S101  nothing else is in it
    for part in fields(value):
        inner = getattr(value, part.name)
        if inner is not None:  # a world without mechanisms has nothing backstage
            _feed(hashed, part.name, inner)
