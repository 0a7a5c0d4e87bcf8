"""What the declared ranges allow: by hand, and against trying every case."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue_sim.engine.conditions import holds
from dialogue_sim.engine.numerics import Array, Truths
from dialogue_sim.expression_tree import (
    ActorKind,
    Adopted,
    And,
    Answer,
    Arithmetic,
    Compare,
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
    Quantity,
    Relation,
    SinceKind,
    Standing,
)
from dialogue_sim.workshop.checks.possible import Term, certain, possible
from dialogue_sim.workshop.checks.spans import Span, among

TENSION, SUPPORT = Name("tension"), Name("support")
CONTACT, ANSWER = Standing("contact"), Answer()
LEVELS, ANSWERS = (0.0, 0.5, 1.0), (0.0, 1.0, 2.0)
POINTS = tuple(half / 2 for half in range(7))
"""Points 0..3 and what lies between: enough for conditions that compare with whole numbers."""
FACTS = (Fired("flood"), Adopted("talks"), Flag("stands"))


def ranges(term: Term) -> Span:
    """Points lie between 0 and 3; the level, the answer and the facts are few."""
    match term:
        case Name():
            return Span(0.0, 3.0)
        case Standing():
            return among(LEVELS)
        case Answer():
            return among(ANSWERS)
        case _:
            return among((0.0, 1.0))


class Every:
    """Every case at once: one session for each combination of values."""

    def __init__(self) -> None:
        facts = [(0.0, 1.0)] * len(FACTS)
        cases = np.array(list(product(POINTS, POINTS, LEVELS, ANSWERS, *facts)))
        self.tension, self.support, self.contact, self.said, *self.facts = cases.T

    def number(self, name: str) -> Array:
        column: Array = {"tension": self.tension, "support": self.support}.get(name, self.said)
        return column

    def flag(self, name: FlagName) -> Truths:
        del name
        return self.facts[2] > 0

    def actor_value(self, kind: ActorKind, actor: str) -> Array:
        raise AssertionError(kind, actor)

    def standing(self, issue: str) -> Array:
        del issue
        return self.contact

    def standing_venue(self) -> Array:
        raise AssertionError

    def proposed(self, issue: str) -> Array:
        raise AssertionError(issue)

    def answer(self) -> Array:
        return self.said

    def fired(self, inject: str) -> Truths:
        del inject
        return self.facts[0] > 0

    def chose(self, policy: str) -> Truths:
        raise AssertionError(policy)

    def adopted(self, policy: str) -> Truths:
        del policy
        return self.facts[1] > 0

    def promised(self, actor: str) -> Truths:
        raise AssertionError(actor)

    def turns_since(self, kind: SinceKind, id_: str, /) -> Array:
        raise AssertionError(kind, id_)

    def count(self, condition: Node) -> Array:
        raise AssertionError(condition)


EVERY = Every()

quantities = st.sampled_from([TENSION, SUPPORT, CONTACT, ANSWER])
numbers = st.integers(-1, 4).map(float).map(Number)
relations: st.SearchStrategy[Relation] = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
operations: st.SearchStrategy[Operation] = st.sampled_from(["+", "-", "*", "/"])
options = st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.0, 7.0]), min_size=1, max_size=3).map(tuple)
facts: st.SearchStrategy[Node] = st.sampled_from(FACTS)
plain: st.SearchStrategy[Node] = st.one_of(
    st.builds(Compare, relations, quantities, numbers),
    st.builds(Compare, relations, numbers, quantities),
    st.builds(Member, quantities, options),
    facts,
)
sums: st.SearchStrategy[Quantity] = st.recursive(
    st.one_of(quantities, numbers),
    lambda inner: st.builds(Arithmetic, operations, inner, inner),
    max_leaves=3,
)
mixed: st.SearchStrategy[Node] = st.one_of(plain, st.builds(Compare, relations, sums, sums))


def joined(leaves: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    def more(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        parts = st.lists(inner, min_size=2, max_size=3).map(tuple)
        return st.one_of(st.builds(And, parts), st.builds(Or, parts), st.builds(Not, inner))

    return st.recursive(leaves, more, max_leaves=7)


@settings(max_examples=250)
@given(joined(plain))
def test_whatever_compares_one_quantity_with_numbers_is_decided_exactly(node: Node) -> None:
    cases = holds(node, EVERY)
    assert possible(node, ranges) == bool(cases.any())
    assert certain(node, ranges) == bool(cases.all())


@settings(max_examples=250)
@given(joined(mixed))
def test_what_some_case_makes_true_is_never_called_impossible(node: Node) -> None:
    cases = holds(node, EVERY)
    assert possible(node, ranges) or not cases.any()
    assert not certain(node, ranges) or cases.all()


@settings(max_examples=120)
@given(joined(mixed), joined(mixed))
def test_two_conditions_that_some_case_joins_do_not_exclude_each_other(a: Node, b: Node) -> None:
    if (holds(a, EVERY) & holds(b, EVERY)).any():
        assert possible(a, ranges, b)


def at_least(quantity: Quantity, value: float) -> Node:
    return Compare(">=", quantity, Number(value))


HUNDRED = {"posture", "counterpart_posture", "tension", "progress", "paper", "security_loss"}


def points(term: Term) -> Span:
    assert isinstance(term, Name)
    assert term.name in HUNDRED | {"security"}
    return Span(0.0, 100.0)


@pytest.mark.parametrize(
    ("first", "second", "can"),
    [
        # Tension is the mean of both postures: 90 needs both of them at 80 or more.
        (at_least(TENSION, 90), Compare("<", Name("posture"), Number(79)), False),
        (at_least(TENSION, 90), Compare("<=", Name("posture"), Number(80)), True),
        # Security is what is not lost.
        (at_least(Name("security"), 60), at_least(Name("security_loss"), 41), False),
        (at_least(Name("security"), 60), at_least(Name("security_loss"), 40), True),
        # Paper is a part of progress.
        (at_least(Name("paper"), 30), Compare("<", Name("progress"), Number(30)), False),
        (at_least(Name("paper"), 30), Compare("<=", Name("progress"), Number(30)), True),
    ],
)
def test_quantities_that_belong_together_limit_each_other(
    first: Node, second: Node, *, can: bool
) -> None:
    assert possible(first, points, second) == can


def test_many_choices_end_in_a_yes_and_not_in_a_long_search() -> None:
    pairs = tuple(
        Or((Compare("==", TENSION, Arithmetic("*", SUPPORT, Number(float(n)))), FACTS[n % 3]))
        for n in range(40)
    )
    assert possible(And((*pairs, *(Not(fact) for fact in FACTS))), ranges)
