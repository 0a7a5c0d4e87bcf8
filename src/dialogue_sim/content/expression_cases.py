"""Conditions of expectations: what the model makes of a text, here, before, or in another case."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from dialogue_sim.content import expression_scales as scales
from dialogue_sim.content.characters import quoted
from dialogue_sim.content.expression_names import ACTOR_FUNCTIONS, FLAGS, Names, declared
from dialogue_sim.content.expression_text import parse
from dialogue_sim.content.expression_typing import OF_ACTORS, Measured, Typing
from dialogue_sim.content.quantities import DRIVERS, TERMS
from dialogue_sim.expression_tree import (
    Arithmetic,
    Elsewhere,
    Finding,
    Name,
    Node,
    Number,
    Proposed,
    walk,
)
from dialogue_sim.words import ANSWERS

ON_THE_TABLE: Final = frozenset({"support_now", "chance_to_stand"})
"""Numbers of the text on the table, written without brackets."""

ELSEWHERE: Final = ("before", "other")

Known: TypeAlias = Callable[[Names], Iterable[str]]
FINDINGS: Final[Mapping[str, tuple[tuple[str, Known], ...]]] = {
    "utility": (("actor", Names.with_members),),
    "term": (("actor", Names.with_members), ("term", lambda _: TERMS)),
    "salience": (("actor", Names.with_members), ("issue", lambda names: names.issues)),
    "chance": (("answer", lambda _: ANSWERS),),
    "driver": (("driver", lambda _: DRIVERS),),
}
"""Every function with what goes into its brackets."""

FUNCTIONS: Final = (*ACTOR_FUNCTIONS, *FINDINGS, *ELSEWHERE)


def parse_expectation(text: str, names: Names, *, compared: bool) -> Node:
    """Read a condition of an expectation, such as `utility(poland) < other(utility(poland))`.

    Args:
        text: one line of at most 300 characters.
        names: what the setting declares.
        compared: whether there is another case to compare with.

    Raises:
        ExpressionError: whatever is wrong with the text, and nothing else.
    """
    tree, percentages = parse(text, in_tests=True)
    known = replace(names, indicators=names.indicators | ON_THE_TABLE)
    return CaseTyping(text, known, percentages, in_tests=True, compared=compared).condition(tree)


@dataclass(frozen=True)
class CaseTyping(Typing):
    """One condition of an expectation being typed.

    Attributes:
        compared: whether `other(...)` may be read.
    """

    compared: bool = False

    def condition(self, expr: ast.expr) -> Node:
        """The tree of something true or false."""
        if isinstance(expr, ast.Name) and expr.id in FLAGS:
            message = f"{quoted(expr.id)} has no meaning here: an expectation has no story"
            raise self._wrong(expr, message, "every text of an expectation comes into force")
        return super().condition(expr)

    def _call(self, call: ast.Call) -> Measured:
        word = call.func.id if isinstance(call.func, ast.Name) else ""
        if word in OF_ACTORS:
            return self._of_actors(call, word)
        if word in FINDINGS:
            return Measured(self._finding(call, word), scales.POINTS, call)
        if word == "before":
            return self._before(call)
        if word == "other":
            return self._other(call)
        message = f"{self._words(call.func)} is not a function of expectations"
        raise self._wrong(call.func, message, declared(word, FUNCTIONS))

    def _fact(self, call: ast.Call, word: str) -> Node:
        message = f"{word}(...) has no meaning here: an expectation has no story"
        raise self._wrong(call, message, declared("", FUNCTIONS))

    def _named(self, expr: ast.Name, legal: Iterable[str]) -> Measured:
        word = expr.id
        if word in FINDINGS or word in ELSEWHERE:
            what = ", ".join(kind for kind, _ in FINDINGS.get(word, (("quantity", ()),)))
            raise self._wrong(expr, f"{word} asks about something", f"write {word}({what})")
        return super()._named(expr, legal)

    def _finding(self, call: ast.Call, word: str) -> Finding:
        kinds = FINDINGS[word]
        if len(call.args) != len(kinds):
            form = f"{word}({', '.join(kind for kind, _ in kinds)})"
            message = f"{word}(...) takes {len(kinds)} in its brackets, not {len(call.args)}"
            raise self._wrong(call, message, f"write {form}")
        found = {
            kind: self._one_of(argument, kind, list(known(self.names)))
            for argument, (kind, known) in zip(call.args, kinds, strict=True)
        }
        actors = self.names.members(found.pop("actor")) if "actor" in found else ()
        return Finding(word, actors, next(iter(found.values()), ""))

    def _one_of(self, argument: ast.expr, kind: str, known: Iterable[str]) -> str:
        word = argument.id if isinstance(argument, ast.Name) else ""
        if word not in known:
            message = f"there is no {kind} {self._words(argument)}"
            raise self._wrong(argument, message, declared(word, known))
        return word

    def _before(self, call: ast.Call) -> Measured:
        inner = self._one_quantity(call, "before")
        for part in walk(inner.quantity):
            now = isinstance(part, Finding | Elsewhere | Proposed)
            if now or (isinstance(part, Name) and part.name in ON_THE_TABLE):
                message = "before(...) reads the situation before the turn, and this is not in it"
                remedy = "for example: before(tension), before(trust(poland))"
                raise self._wrong(inner.place, message, remedy)
        return Measured(Elsewhere("before", inner.quantity), inner.scale, call)

    def _one_quantity(self, call: ast.Call, word: str) -> Measured:
        inner = self._quantity(self._argument(call, word))
        if isinstance(inner.quantity, Arithmetic | Number):
            message = f"{word}(...) takes one quantity, and {self._words(inner.place)} is none"
            raise self._wrong(inner.place, message, f"write {word}(...) around each quantity")
        return inner

    def _other(self, call: ast.Call) -> Measured:
        if not self.compared:
            message = "other(...) needs another case to compare with"
            raise self._wrong(call, message, "add `than:` to the expectation")
        inner = self._one_quantity(call, "other")
        if any(isinstance(p, Elsewhere) and p.where == "other" for p in walk(inner.quantity)):
            message = f"{quoted('other')} does not stand inside other(...)"
            raise self._wrong(inner.place, message, "there is only one other case")
        return Measured(Elsewhere("other", inner.quantity), inner.scale, call)
