"""The shape of a condition or an effect once it has been read: small frozen nodes, no behaviour.

Content builds these trees from an author's text and the engine evaluates them over sessions; ids
of levels, responses, answers and venues are already numbers here. A `Node` is true or false, a
`Quantity` is a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

Relation = Literal["==", "!=", "<", "<=", ">", ">="]
MIRRORED: Final[Mapping[Relation, Relation]] = MappingProxyType(
    {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
)
"""The same relation with its sides changed."""
OPPOSITE: Final[Mapping[Relation, Relation]] = MappingProxyType(
    {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
)
"""The relation that holds where the other does not."""
Operation = Literal["+", "-", "*", "/"]
ActorKind = Literal["trust", "stance", "response"]
FlagName = Literal["stands", "last_turn"]
SinceKind = Literal["inject", "policy"]
Case = Literal["before", "other"]
EffectOperator = Literal["+=", "-=", "="]


@dataclass(frozen=True, slots=True)
class Number:
    """A constant: points, the value of a level (0..1), or the place of an id in its list."""

    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """An indicator in points, or `turn` or `turns`."""

    name: str


@dataclass(frozen=True, slots=True)
class ActorValue:
    """Trust or stance in points, or the last response 0..4, of one actor or of a bloc.

    For several actors it is the mean of trust or stance and the worst response; they are sorted.
    """

    kind: ActorKind
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The value 0..1 of an issue in the text in force."""

    issue: str


@dataclass(frozen=True, slots=True)
class StandingVenue:
    """The place, in the setting's list of venues, of the venue in force."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """The value 0..1 of an issue in the text on the table."""

    issue: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The counterpart's last answer, 0..4 in the order of `words.ANSWERS`."""


@dataclass(frozen=True, slots=True)
class TurnsSince:
    """Turns since an inject fired or a policy was adopted; 99 if never."""

    kind: SinceKind
    id: str


@dataclass(frozen=True, slots=True)
class Count:
    """The number of past turns in which a condition held."""

    condition: Node


@dataclass(frozen=True, slots=True)
class Rate:
    """The share, 0..1, of sessions in which a condition holds; in tests only."""

    condition: Node


@dataclass(frozen=True, slots=True)
class Finding:
    """A number that the model works out for a text on the table; in expectations only.

    Attributes:
        name: the function, such as `utility` or `chance`.
        actors: whom it is asked of, sorted; empty where it is asked of nobody.
        about: the id of a term, an issue, an answer or a driver; empty where there is none.
    """

    name: str
    actors: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The same quantity `before` the turn, or in the `other` case; in expectations only."""

    where: Case
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Sum, difference, product or quotient of two numbers; a quotient by zero is zero."""

    op: Operation
    left: Quantity
    right: Quantity


@dataclass(frozen=True, slots=True)
class Flag:
    """Whether the last text stood (`stands`), or whether this is the last turn."""

    name: FlagName


@dataclass(frozen=True, slots=True)
class Fired:
    """Whether an inject has fired so far."""

    inject: str


@dataclass(frozen=True, slots=True)
class Chose:
    """Whether a policy has been tabled so far."""

    policy: str


@dataclass(frozen=True, slots=True)
class Adopted:
    """Whether a policy has come to stand so far."""

    policy: str


@dataclass(frozen=True, slots=True)
class Promised:
    """Whether a promise to a member is open: made, and neither kept nor broken yet."""

    actor: str


@dataclass(frozen=True, slots=True)
class Compare:
    """Two numbers compared."""

    op: Relation
    left: Quantity
    right: Quantity


@dataclass(frozen=True, slots=True)
class Member:
    """Whether a number is one of the options."""

    left: Quantity
    options: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the parts holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Node


Quantity: TypeAlias = (
    Number
    | Name
    | ActorValue
    | Standing
    | StandingVenue
    | Proposed
    | Answer
    | TurnsSince
    | Count
    | Rate
    | Finding
    | Elsewhere
    | Arithmetic
)
Node: TypeAlias = Flag | Fired | Chose | Adopted | Promised | Compare | Member | And | Or | Not


@dataclass(frozen=True, slots=True)
class Effect:
    """One change an inject or a policy makes.

    Attributes:
        target: an indicator, or `trust` together with an actor.
        actor: whose trust changes; None for an indicator.
        op: raise by, lower by, or set to.
        value: points.
    """

    target: str
    actor: str | None
    op: EffectOperator
    value: float


def walk(node: Node | Quantity) -> Iterator[Node | Quantity]:
    """The node and everything below it, in reading order, inside `count` and `rate` too."""
    yield node
    for part in _below(node):
        yield from walk(part)


def counted(node: Node) -> tuple[Node, ...]:
    """The distinct conditions inside `count(...)`, in order, for whoever keeps the counters."""
    found = (part.condition for part in walk(node) if isinstance(part, Count))
    return tuple(dict.fromkeys(found))


def with_rates(node: Node, share: Callable[[Node], float]) -> Node:
    """The same condition with every `rate(...)` replaced by its number.

    A rate is a property of many sessions, so it has to be a number before one session is asked.

    Args:
        node: the condition of a test.
        share: gives the share of sessions, 0..1, in which a condition holds.
    """
    return with_numbers(
        node, lambda quantity: share(quantity.condition) if isinstance(quantity, Rate) else None
    )


def with_numbers(node: Node, number: Callable[[Quantity], float | None]) -> Node:
    """The same condition with some of its quantities replaced by their numbers.

    Args:
        node: a condition.
        number: gives the number of a quantity, or None to leave it as it is; it is not asked
            about numbers and sums, only about what they are made of.
    """
    match node:
        case Compare(op, left, right):
            return Compare(op, _with_numbers(left, number), _with_numbers(right, number))
        case Member(left, options):
            return Member(_with_numbers(left, number), options)
        case And(parts):
            return And(tuple(with_numbers(part, number) for part in parts))
        case Or(parts):
            return Or(tuple(with_numbers(part, number) for part in parts))
        case Not(part):
            return Not(with_numbers(part, number))
        case Flag() | Fired() | Chose() | Adopted() | Promised():
            return node


def _with_numbers(quantity: Quantity, number: Callable[[Quantity], float | None]) -> Quantity:
    match quantity:
        case Number():
            return quantity
        case Arithmetic(op, left, right):
            return Arithmetic(op, _with_numbers(left, number), _with_numbers(right, number))
        case _:
            found = number(quantity)
            return quantity if found is None else Number(found)


def _below(node: Node | Quantity) -> tuple[Node | Quantity, ...]:
    match node:
        case And(parts) | Or(parts):
            return parts
        case Not(part):
            return (part,)
        case Compare(_, left, right) | Arithmetic(_, left, right):
            return (left, right)
        case Member(left, _):
            return (left,)
        case Count(inner) | Rate(inner) | Elsewhere(_, inner):
            return (inner,)
        case _:
            return ()
