"""What varies during a session: the situation, and what has happened so far."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
class Backstage:
    """What happens off the record, where a world has mechanisms; see `mechanisms.py`.

    Attributes:
        capital: (s,) whole points of the chair's political capital.
        paper: (s,) the part of progress that nobody has verified.
        reading: (n, s) what everybody can make of the counterpart: posterior of its types n.
        report: (s,) of the last turn's verification: `NO_REPORT`, `CLEAN` or `NOT_CLEAN`.
        resolve: (a, s) hidden: below this worth of a text a member breaks silence.
        low, high: (a, s) between which everybody can know a member's resolve to lie; equal where
            it was consulted.
        assured: (a, s) whether a member was assured for the text of this turn.
        due: (a, s) turn by which a promise to a member must be kept; `NEVER` without one.
        grudge: (a, s) what broken promises take from every text's worth.
    """

    capital: Array
    paper: Array
    reading: Array
    report: Integers
    resolve: Array
    low: Array
    high: Array
    assured: Truths
    due: Integers
    grudge: Array


NO_REPORT, CLEAN, NOT_CLEAN = range(3)


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
        backstage: None in a world without mechanisms.
        argued: (e, s) 1 + place of the actor who made an argument of the bank in the last debate,
            0 for nobody; None in a world without debates.
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
    backstage: Backstage | None = None
    argued: Integers | None = None

    @property
    def sessions(self) -> int:
        """How many sessions this situation holds."""
        return len(self.hostilities)


State = TypeVar("State", bound="DataclassInstance")
"""A dataclass of arrays whose last axis is the session, or of such dataclasses."""


def take(state: State, index: Integers) -> State:
    """The sessions at these places of the last axis; a place may repeat, which copies it."""
    return _each(state, lambda values: np.take(values, index, axis=-1))


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
    return _each(state, lambda values: np.broadcast_to(values, (*values.shape[:-1], sessions)))


def side_by_side(states: Sequence[State]) -> State:
    """The sessions of several states as one batch, in their order."""
    first = states[0]
    joined: dict[str, Any] = {}
    for field in fields(first):
        values: list[Any] = [getattr(state, field.name) for state in states]
        if is_dataclass(values[0]):
            joined[field.name] = side_by_side(values)
        elif values[0] is not None:
            joined[field.name] = np.concatenate(values, axis=-1)
    return replace(first, **joined)


def _each(state: State, change: Callable[[Any], Any]) -> State:
    """A state whose arrays are changed one by one; what is absent stays so."""
    changed: dict[str, Any] = {}
    for field in fields(state):
        value = getattr(state, field.name)
        if is_dataclass(value):
            changed[field.name] = _each(value, change)  # type: ignore[type-var]
        elif value is not None:
            changed[field.name] = change(value)
    return replace(state, **changed)
