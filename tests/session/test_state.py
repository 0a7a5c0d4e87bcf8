"""The digest of a situation: any bit of it counts, and equal situations agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.engine.situation import Situation
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Propose
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.state import digest


@pytest.fixture(scope="module")
def situation(game: Game) -> Situation:
    return submit(game, Propose("nrc_ambassadors")).situation


def nudged(array: Any) -> Any:  # noqa: ANN401  an array of doubles, integers or truth values
    """The array with its last element a little different."""
    other = array.copy()
    last = other.reshape(-1)[-1]
    match array.dtype.kind:
        case "f":
            other.reshape(-1)[-1] = np.nextafter(last, 2.0)
        case "b":
            other.reshape(-1)[-1] = not last
        case _:
            other.reshape(-1)[-1] = last + 1
    return other


def variants(state: Any, name: str = "situation") -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """The state with one array nudged, for every array in it that holds anything."""
    for field in fields(state):
        value, path = getattr(state, field.name), f"{name}.{field.name}"
        if isinstance(value, np.ndarray):
            if value.size:
                yield path, replace(state, **{field.name: nudged(value)})
        else:
            for inner, changed in variants(value, path):
                yield inner, replace(state, **{field.name: changed})


def test_the_digest_changes_with_every_field(situation: Situation) -> None:
    digests = {path: digest(changed) for path, changed in variants(situation)}
    assert len(digests) > 25
    assert {"situation.nature", "situation.standing.levels", "situation.history.chosen"} <= (
        digests.keys()
    )
    assert len(set(digests.values()) | {digest(situation)}) == len(digests) + 1


def test_equal_situations_have_equal_digests(situation: Situation, bundle: Bundle) -> None:
    again = submit(begin(bundle, "kalmar"), Propose("nrc_ambassadors")).situation
    assert digest(again) == digest(situation)
    assert len(digest(situation)) == 16


def test_the_sign_of_zero_does_not_count(situation: Situation) -> None:
    zero = replace(situation, progress=np.array([0.0]))
    negative = replace(situation, progress=np.array([-0.0]))
    assert digest(zero) == digest(negative)


def test_the_layout_in_memory_does_not_count(situation: Situation) -> None:
    twice = np.repeat(situation.trust, 2, axis=1)
    assert not twice[:, ::2].flags["C_CONTIGUOUS"]
    assert digest(replace(situation, trust=twice[:, ::2])) == digest(situation)
