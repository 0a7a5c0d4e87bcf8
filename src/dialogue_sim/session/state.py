"""A digest of a whole situation: two machines that agree on it agree on everything."""

from __future__ import annotations

import hashlib
from dataclasses import fields

import numpy as np

from dialogue_sim.engine.proposal import Proposal
from dialogue_sim.engine.situation import Backstage, History, Situation

LENGTH = 16
"""Hexadecimal digits of a digest."""
LITTLE = {"f": np.dtype("<f8"), "i": np.dtype("<i8"), "b": np.dtype("<i8")}
"""By kind of number, how a digest reads it on every machine."""


def digest(situation: Situation) -> str:
    """Sixteen hexadecimal digits that change when any bit of the situation does."""
    pieces: list[bytes] = []
    _add(pieces, "situation", situation)
    return hashlib.sha256(b"".join(pieces)).hexdigest()[:LENGTH]


def _add(pieces: list[bytes], name: str, value: object) -> None:
    pieces.append(name.encode())
    if isinstance(value, np.ndarray):
        # -0.0 and 0.0 are equal numbers: adding zero makes them equal bytes.
        number = value + 0.0 if value.dtype == np.float64 else value
        pieces.append(number.astype(LITTLE[value.dtype.kind], copy=False).tobytes())
        return
    assert isinstance(value, Situation | History | Proposal | Backstage)  # noqa: S101  nothing else is in it
    for part in fields(value):
        inner = getattr(value, part.name)
        if inner is not None:  # a world without mechanisms has nothing backstage
            _add(pieces, part.name, inner)
