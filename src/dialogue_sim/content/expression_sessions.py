"""Conditions of scripted and random tests: what scenarios read, and how a session ended."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dialogue_sim.content.expression_names import Names
from dialogue_sim.content.expression_scales import Scale
from dialogue_sim.content.expression_text import ExpressionError, parse
from dialogue_sim.content.expression_typing import Measured, Typing
from dialogue_sim.expression_tree import (
    And,
    Arithmetic,
    Compare,
    Member,
    Name,
    Node,
    Not,
    Number,
    Or,
    Rate,
    walk,
    with_rates,
)

ENDING: Final = "ending"
"""The name of the ending that a session came to; its number is its place in the scenario."""
_OF_MANY: Final = And | Or | Not | Compare | Member | Arithmetic | Number


def parse_of_session(text: str, names: Names, endings: Iterable[str]) -> Node:
    """Read a condition about one session, such as `stands and ending == frozen`.

    Args:
        text: one line of at most 300 characters.
        names: what the setting and the scenario declare.
        endings: ids of the scenario's endings, in their order.

    Raises:
        ExpressionError: whatever is wrong with the text, and nothing else.
    """
    node = _parse(text, names, endings)
    if any(isinstance(part, Rate) for part in walk(node)):
        message = "rate(...) needs many sessions, and this is asked of one"
        remedy = "write the condition alone, or a test with `random:`"
        raise ExpressionError(message, remedy, offset=0, length=len(text))
    return node


def parse_of_many(text: str, names: Names, endings: Iterable[str]) -> Node:
    """Read a condition about many sessions, such as `rate(ending == frozen) in 2%..20%`.

    Args:
        text: one line of at most 300 characters.
        names: what the setting and the scenario declare.
        endings: ids of the scenario's endings, in their order.

    Raises:
        ExpressionError: whatever is wrong with the text, and nothing else.
    """
    node = _parse(text, names, endings)
    rates = any(isinstance(part, Rate) for part in walk(node))
    if not rates or any(
        not isinstance(part, _OF_MANY) for part in walk(with_rates(node, lambda _: 0.0))
    ):
        message = "what is asked of many sessions is a share of them, and not the same in all"
        remedy = "for example: rate(stands) in 20%..40%; or write it under `always:`"
        raise ExpressionError(message, remedy, offset=0, length=len(text))
    return node


def _parse(text: str, names: Names, endings: Iterable[str]) -> Node:
    tree, percentages = parse(text, in_tests=True)
    typing = SessionTyping(text, names, percentages, in_tests=True, endings=tuple(endings))
    return typing.condition(tree)


@dataclass(frozen=True)
class SessionTyping(Typing):
    """One condition of a test being typed.

    Attributes:
        endings: ids of the scenario's endings, in their order.
    """

    endings: tuple[str, ...] = ()

    def _named(self, expr: ast.Name, legal: Iterable[str]) -> Measured:
        if expr.id == ENDING:
            return Measured(Name(ENDING), ending_among(self.endings), expr)
        return super()._named(expr, [*legal, ENDING])


def ending_among(endings: tuple[str, ...]) -> Scale:
    """The scale of the ending: the ids of the scenario's endings, without an order."""
    rule = f"an ending is compared with ==, != or in, by id ({', '.join(endings)})"
    ids = {id_: float(place) for place, id_ in enumerate(endings)}
    return Scale("an ending", rule, ids, ordered=False)
