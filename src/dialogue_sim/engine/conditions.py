"""Conditions evaluated over a batch of sessions: a frozen tree in, one truth per session out.

Every part of a condition is evaluated for every session; nothing is skipped, so a result never
depends on which sessions share a batch. Axis letter: s session.
"""

from __future__ import annotations

from typing import Protocol, assert_never

import numpy as np

from dialogue_sim.engine.numerics import Array, Truths
from dialogue_sim.expression_tree import (
    ActorKind,
    ActorValue,
    Adopted,
    And,
    Answer,
    Arithmetic,
    Chose,
    Compare,
    Count,
    Elsewhere,
    Finding,
    Fired,
    Flag,
    FlagName,
    Member,
    Name,
    Node,
    Not,
    Number,
    Operation,
    Or,
    Promised,
    Proposed,
    Quantity,
    Rate,
    Relation,
    SinceKind,
    Standing,
    StandingVenue,
    TurnsSince,
)


class Reader(Protocol):
    """What a condition asks about each session; every array is (s,)."""

    def number(self, name: str) -> Array:
        """An indicator in points, or `turn` or `turns`."""

    def flag(self, name: FlagName) -> Truths:
        """`stands` or `last_turn`."""

    def actor_value(self, kind: ActorKind, actor: str) -> Array:
        """Trust or stance in points; the last response as 0..4, worst first."""

    def standing(self, issue: str) -> Array:
        """Value 0..1 of an issue in the text in force."""

    def standing_venue(self) -> Array:
        """Place of the venue in force in the setting's list of venues."""

    def proposed(self, issue: str) -> Array:
        """Value 0..1 of an issue in the text on the table."""

    def answer(self) -> Array:
        """The counterpart's last answer, 0..4."""

    def fired(self, inject: str) -> Truths:
        """Whether the inject has fired so far."""

    def chose(self, policy: str) -> Truths:
        """Whether the policy has been tabled so far."""

    def adopted(self, policy: str) -> Truths:
        """Whether the policy has come to stand so far."""

    def promised(self, actor: str) -> Truths:
        """Whether a promise to a member is open."""

    def turns_since(self, kind: SinceKind, id_: str, /) -> Array:
        """Turns since an inject fired or a policy was adopted; 99 if never."""

    def count(self, condition: Node) -> Array:
        """Past turns in which the condition held."""


def holds(node: Node, reader: Reader) -> Truths:
    """Whether a condition holds, session by session.

    Levels are compared as exact doubles: a level in a condition and the same level in a text come
    from the one declaration in the setting, so they are the same double and need no tolerance.

    Args:
        node: a condition without `rate(...)` and without what only expectations ask; see
            `expression_tree.with_numbers`.
        reader: what the condition asks about the sessions.

    Returns:
        (s,) truths.

    Raises:
        ValueError: the condition still contains one of these.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        truth = _truth(node, reader)
    if truth.ndim == 0:  # a comparison of constants has no session axis of its own
        truth = np.full(reader.number("turn").shape, truth)
    return truth


def number_of(quantity: Quantity, reader: Reader) -> Array:
    """A quantity of a condition, session by session, in points; ids as their numbers.

    Returns:
        (s,) numbers, or () where the quantity is a constant.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        return _quantity(quantity, reader)


def _truth(node: Node, reader: Reader) -> Truths:
    match node:
        case Compare(op, left, right):
            return _compare(op, _quantity(left, reader), _quantity(right, reader))
        case Member(left, options):
            return _is_one_of(_quantity(left, reader), options)
        case And(parts):
            return _all(tuple(_truth(part, reader) for part in parts))
        case Or(parts):
            return _any(tuple(_truth(part, reader) for part in parts))
        case Not(part):
            return np.logical_not(_truth(part, reader))
        case Flag() | Fired() | Chose() | Adopted() | Promised():
            return _fact(node, reader)
        case _:
            assert_never(node)


def _fact(node: Flag | Fired | Chose | Adopted | Promised, reader: Reader) -> Truths:
    match node:
        case Flag(name):
            return reader.flag(name)
        case Fired(inject):
            return reader.fired(inject)
        case Chose(policy):
            return reader.chose(policy)
        case Adopted(policy):
            return reader.adopted(policy)
        case Promised(actor):
            return reader.promised(actor)
        case _:
            assert_never(node)


def _quantity(quantity: Quantity, reader: Reader) -> Array:
    match quantity:
        case Number(value):
            return np.asarray(value, dtype=np.float64)
        case Name(name):
            return reader.number(name)
        case ActorValue(kind, actors):
            return _of_actors(kind, tuple(reader.actor_value(kind, actor) for actor in actors))
        case Standing() | StandingVenue() | Proposed():
            return _of_text(quantity, reader)
        case Answer() | TurnsSince() | Count():
            return _of_past(quantity, reader)
        case Arithmetic(op, left, right):
            return _calculate(op, _quantity(left, reader), _quantity(right, reader))
        case Rate() | Finding() | Elsewhere():
            message = f"{quantity} is asked of many sessions or cases; put its number in its place"
            raise ValueError(message)
        case _:
            assert_never(quantity)


def _of_text(quantity: Standing | StandingVenue | Proposed, reader: Reader) -> Array:
    match quantity:
        case Standing(issue):
            return reader.standing(issue)
        case StandingVenue():
            return reader.standing_venue()
        case Proposed(issue):
            return reader.proposed(issue)
        case _:
            assert_never(quantity)


def _of_past(quantity: Answer | TurnsSince | Count, reader: Reader) -> Array:
    match quantity:
        case Answer():
            return reader.answer()
        case TurnsSince(kind, id_):
            return reader.turns_since(kind, id_)
        case Count(condition):
            return reader.count(condition)
        case _:
            assert_never(quantity)


def _compare(op: Relation, left: Array, right: Array) -> Truths:
    match op:
        case "==":
            return np.equal(left, right)
        case "!=":
            return np.not_equal(left, right)
        case "<":
            return np.less(left, right)
        case "<=":
            return np.less_equal(left, right)
        case ">":
            return np.greater(left, right)
        case ">=":
            return np.greater_equal(left, right)
        case _:
            assert_never(op)


def _calculate(op: Operation, left: Array, right: Array) -> Array:
    match op:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            by_zero = np.equal(right, 0.0)
            return np.where(by_zero, 0.0, left / np.where(by_zero, 1.0, right))
        case _:
            assert_never(op)


def _is_one_of(left: Array, options: tuple[float, ...]) -> Truths:
    found = np.equal(left, options[0])
    for option in options[1:]:
        found = np.logical_or(found, np.equal(left, option))
    return found


def _all(parts: tuple[Truths, ...]) -> Truths:
    result = parts[0]
    for part in parts[1:]:
        result = np.logical_and(result, part)
    return result


def _any(parts: tuple[Truths, ...]) -> Truths:
    result = parts[0]
    for part in parts[1:]:
        result = np.logical_or(result, part)
    return result


def _of_actors(kind: ActorKind, values: tuple[Array, ...]) -> Array:
    """(s,) the worst response, or the mean in the given order."""
    result = values[0]
    if kind == "response":
        for value in values[1:]:
            result = np.minimum(result, value)
        return result
    for value in values[1:]:
        result = result + value
    return result / len(values)
