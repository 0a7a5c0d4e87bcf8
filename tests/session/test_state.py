"""The digest of a situation: any bit of it counts, and equal situations agree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.engine.situation import NO_REPORT, Backstage, Situation
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
        if value is None:
            continue
        if isinstance(value, np.ndarray):
            if value.size:
                yield path, replace(state, **{field.name: nudged(value)})
        else:
            for inner, changed in variants(value, path):
                yield inner, replace(state, **{field.name: changed})


def hidden(situation: Situation) -> Situation:
    """The situation with something backstage, a little different in every place."""
    actors = len(situation.trust)
    some = np.linspace(0.1, 0.9, actors)[:, None]
    nobody = np.zeros((actors, 1), dtype=np.int64)
    return replace(
        situation,
        backstage=Backstage(
            capital=np.array([3.0]),
            paper=np.array([0.125]),
            reading=np.array([[0.6], [0.4]]),
            report=np.array([NO_REPORT]),
            resolve=-some,
            low=-some - 0.1,
            high=-some + 0.1,
            assured=nobody > 0,
            due=nobody,
            grudge=some,
        ),
    )


@pytest.mark.parametrize("with_mechanisms", [False, True])
def test_the_digest_changes_with_every_field(
    situation: Situation, *, with_mechanisms: bool
) -> None:
    whole = hidden(situation) if with_mechanisms else replace(situation, backstage=None)
    digests = {path: digest(changed) for path, changed in variants(whole)}
    assert len(digests) > 25
    assert {"situation.nature", "situation.standing.levels", "situation.history.chosen"} <= (
        digests.keys()
    )
    assert ("situation.backstage.resolve" in digests) == with_mechanisms
    assert len(set(digests.values()) | {digest(whole)}) == len(digests) + 1


def test_what_is_not_backstage_does_not_count(situation: Situation) -> None:
    """So the digests in saves from before there were backstage and debates go on holding."""
    plain = replace(situation, backstage=None)
    older = hashlib.sha256()
    for name, array in arrays("situation", plain):
        older.update(name.encode())
        if array is not None:
            older.update((array + 0.0 if array.dtype == float else array.astype(int)).tobytes())
    assert digest(plain) == older.hexdigest()[:16]
    assert digest(hidden(plain)) != digest(plain)


def arrays(name: str, state: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Every part of a situation with its name, those that hold others without an array."""
    yield name, state if isinstance(state, np.ndarray) else None
    if not isinstance(state, np.ndarray):
        for field in fields(state):
            if field.name not in {"backstage", "argued"}:
                yield from arrays(field.name, getattr(state, field.name))


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
