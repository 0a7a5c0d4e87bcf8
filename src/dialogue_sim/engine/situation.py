"""What varies during a session: the situation, and what has happened so far."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from _typeshed import DataclassInstance

    from dialogue_sim.engine.numerics import Array, Integers, Truths
    from dialogue_sim.engine.proposal import Proposal

NEVER = 0
"""Turn number that stands for "has not happened"; turns count from 1."""


@dataclass(frozen=True, slots=True)
class History:
    """When things last happened, for conditions; turns are integers, 0 is never.

    Attributes:
        fired: (inject, s) turn in which an inject last fired.
        chosen: (policy, s) turn in which a policy was last tabled.
        adopted: (policy, s) turn in which a policy last came to stand.
        counts: (condition, s) past turns in which a counted condition held.
    """

    fired: Integers
    chosen: Integers
    adopted: Integers
    counts: Integers


@dataclass(frozen=True, slots=True)
class Situation:
    """The varying state, in fractions of 1; arrays are (s,) unless said otherwise.

    Attributes:
        hostilities: H; posture, counterpart_posture: h_N, h_R; credibility: c; cohesion: q.
        conduct: M_R, the counterpart's recent conduct, -1..1; own_conduct: M_N.
        mood: nu, log-odds of public support for the polled policy.
        hardliners, outside_support, progress, security_loss: fractions.
        division: dispersion of the members' stances in the last turn (E21).
        trust: (a, s) log-odds that the counterpart honours an agreement.
        stances: (a, s) last stance, -1..1.
        responses: (a, s) last response 0..4 (worst first); 2 before the first turn.
        answer: last answer 0..4.
        stands: whether the last text stood.
        standing: the text in force.
        nature: hidden type of the counterpart; no view, forecast or expression reads it.
        history: what has happened, and when.
    """

    hostilities: Array
    posture: Array
    counterpart_posture: Array
    credibility: Array
    cohesion: Array
    conduct: Array
    own_conduct: Array
    mood: Array
    hardliners: Array
    outside_support: Array
    progress: Array
    security_loss: Array
    division: Array
    trust: Array
    stances: Array
    responses: Integers
    answer: Integers
    stands: Truths
    standing: Proposal
    nature: Integers
    history: History

    @property
    def sessions(self) -> int:
        """How many sessions this situation holds."""
        return len(self.hostilities)


State = TypeVar("State", bound="DataclassInstance")
"""A dataclass of arrays whose last axis is the session, or of such dataclasses."""


def take(state: State, index: Integers) -> State:
    """The sessions at these places of the last axis; a place may repeat, which copies it."""
    taken: dict[str, Any] = {}
    for field in fields(state):
        value = getattr(state, field.name)
        whole = is_dataclass(value)
        taken[field.name] = take(value, index) if whole else np.take(value, index, axis=-1)
    return replace(state, **taken)


def put(state: State, index: Integers, other: State) -> State:
    """A copy of a state of arrays whose sessions at these places are those of another."""
    changed: dict[str, Any] = {}
    for field in fields(state):
        copy = getattr(state, field.name).copy()
        copy[..., index] = getattr(other, field.name)
        changed[field.name] = copy
    return replace(state, **changed)


def repeat(state: State, sessions: int) -> State:
    """The only session of a state, `sessions` times over, without copying anything."""
    seen: dict[str, Any] = {}
    for field in fields(state):
        value: Any = getattr(state, field.name)
        if isinstance(value, np.ndarray):
            seen[field.name] = np.broadcast_to(value, (*value.shape[:-1], sessions))
        else:
            seen[field.name] = repeat(value, sessions)
    return replace(state, **seen)


def side_by_side(states: Sequence[State]) -> State:
    """The sessions of several states as one batch, in their order."""
    first = states[0]
    joined: dict[str, Any] = {}
    for field in fields(first):
        values: list[Any] = [getattr(state, field.name) for state in states]
        whole = is_dataclass(values[0])
        joined[field.name] = side_by_side(values) if whole else np.concatenate(values, axis=-1)
    return replace(first, **joined)
