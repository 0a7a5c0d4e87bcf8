"""Types of conditions: from a parsed shape to a tree in which every comparison makes sense."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from dialogue_sim.content import expression_scales as scales
from dialogue_sim.content.characters import quoted
from dialogue_sim.content.expression_names import (
    COUNTERS,
    FUNCTIONS,
    TEXTS,
    Names,
    advice,
    declared,
)
from dialogue_sim.content.expression_scales import Scale
from dialogue_sim.content.expression_text import ExpressionError
from dialogue_sim.content.suggest import did_you_mean, meant
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
    Fired,
    Flag,
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
    Standing,
    StandingVenue,
    TurnsSince,
)

RELATIONS: Final[Mapping[type[ast.cmpop], Relation]] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
OPERATIONS: Final[Mapping[type[ast.operator], Operation]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
FLAGS: Final[Mapping[str, Flag]] = {"last_turn": Flag("last_turn"), "stands": Flag("stands")}
FACTS: Final[Mapping[str, tuple[type[Fired | Chose | Adopted | Promised], str]]] = {
    "adopted": (Adopted, "policy"),
    "chose": (Chose, "policy"),
    "fired": (Fired, "inject"),
    "promised": (Promised, "member"),
}
OF_ACTORS: Final[Mapping[str, tuple[ActorKind, Scale]]] = {
    "response": ("response", scales.RESPONSE),
    "stance": ("stance", scales.POINTS),
    "trust": ("trust", scales.POINTS),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity, the scale it is on, and where it stands."""

    quantity: Quantity
    scale: Scale
    place: ast.expr


@dataclass(frozen=True, slots=True)
class Typing:
    """One condition being typed.

    Attributes:
        text: what the author wrote.
        names: what is declared.
        percentages: offsets of the numbers that are percentages.
        in_tests: whether `rate(...)` may be read.
        inside: the function whose condition this is, `count` or `rate`.
    """

    text: str
    names: Names
    percentages: frozenset[int]
    in_tests: bool
    inside: str = ""

    def condition(self, expr: ast.expr) -> Node:
        """The tree of something true or false."""
        match expr:
            case ast.BoolOp(op=ast.And(), values=values):
                return And(tuple(self.condition(value) for value in values))
            case ast.BoolOp(values=values):
                return Or(tuple(self.condition(value) for value in values))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.condition(operand))
            case ast.Compare():
                return self._comparison(expr)
            case ast.Name(id=word) if word in FLAGS:
                return FLAGS[word]
            case ast.Call(func=ast.Name(id=word)) if word in FACTS:
                return self._fact(expr, word)
            case _:
                raise self._only_a_number(expr)

    def _only_a_number(self, expr: ast.expr) -> ExpressionError:
        scale = self._quantity(expr, legal=self.names.numbers().union(FLAGS, FACTS)).scale
        message = f"{self._words(expr)} is {scale.name}, not true or false"
        return self._wrong(expr, message, scale.rule)

    # ------------------------------------------------------------ comparisons

    def _comparison(self, expr: ast.Compare) -> Node:
        operands = (expr.left, *expr.comparators)
        pairs = zip(expr.ops, operands[:-1], operands[1:], strict=True)
        parts = tuple(self._pair(op, left, right) for op, left, right in pairs)
        return parts[0] if len(parts) == 1 else And(parts)

    def _pair(self, op: ast.cmpop, left: ast.expr, right: ast.expr) -> Node:
        if isinstance(op, ast.In):
            return self._membership(left, right)
        if isinstance(op, ast.NotIn):
            return Not(self._membership(left, right))
        first, second = self._sides(left, right)
        if first.scale != second.scale:
            message = f"{self._words(left)} is {first.scale.name}, "
            message += f"{self._words(right)} is {second.scale.name}: they do not compare"
            raise self._wrong(right, message, first.scale.rule)
        if not first.scale.ordered and not isinstance(op, ast.Eq | ast.NotEq):
            message = f"{self._words(left)} is {first.scale.name}, and these have no order"
            raise self._wrong(left, message, first.scale.rule)
        return Compare(RELATIONS[type(op)], first.quantity, second.quantity)

    def _sides(self, left: ast.expr, right: ast.expr) -> tuple[Measured, Measured]:
        """Both sides; a bare word or number takes its meaning from what it faces."""
        first, second = self._anchored(left), self._anchored(right)
        first = first or self._facing(left, second)
        return first, second or self._facing(right, first)

    def _anchored(self, expr: ast.expr) -> Measured | None:
        if self._numeral(expr) or (isinstance(expr, ast.Name) and expr.id != "answer"):
            return None
        return self._quantity(expr)

    def _facing(self, expr: ast.expr, other: Measured | None) -> Measured:
        if other is None or other.scale == scales.POINTS:
            return self._quantity(expr)
        return Measured(Number(self._option(expr, other.scale)), other.scale, expr)

    def _membership(self, left: ast.expr, right: ast.expr) -> Node:
        found = self._quantity(left)
        match right:
            case ast.BinOp(op=ast.FloorDiv()):
                return self._range(found, right)
            case ast.Tuple(elts=options) | ast.List(elts=options):
                values = tuple(self._option(option, found.scale) for option in options)
            case _:
                values = (self._option(right, found.scale),)
        return Member(found.quantity, values)

    def _range(self, found: Measured, limits: ast.BinOp) -> Node:
        lowest, highest = (self._option(end, found.scale) for end in (limits.left, limits.right))
        if not found.scale.ordered:
            message = f"{self._words(found.place)} is {found.scale.name}, and these have no order"
            raise self._wrong(limits, message, found.scale.rule)
        if lowest > highest:
            remedy = "write the lower limit first"
            raise self._wrong(limits, f"nothing is in {self._words(limits)}", remedy)
        above = Compare(">=", found.quantity, Number(lowest))
        return And((above, Compare("<=", found.quantity, Number(highest))))

    def _option(self, expr: ast.expr, scale: Scale) -> float:
        """The value of a number or an id that stands for a value on this scale."""
        numeral = self._numeral(expr)
        if numeral and numeral[1] in (scale, scales.POINTS) and scale.admits(numeral[0]):
            return numeral[0]
        word = expr.id if isinstance(expr, ast.Name) else ""
        if word in scale.ids:
            return float(scale.ids[word])
        what = scale.name if numeral or scale.ids else "written as a number"
        remedy = declared(word, scale.ids) if did_you_mean(word, scale.ids) else scale.rule
        raise self._wrong(expr, f"{self._words(expr)} is not {what}", remedy)

    # ------------------------------------------------------------- quantities

    def _quantity(self, expr: ast.expr, legal: Iterable[str] | None = None) -> Measured:
        """A number and its scale; `legal` are the words that could stand here."""
        match expr:
            case ast.Name():
                return self._named(expr, self.names.numbers() if legal is None else legal)
            case ast.Attribute():
                return self._of_text(expr)
            case ast.Call():
                return self._call(expr)
            case ast.BinOp():
                return self._arithmetic(expr)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd()):
                return self._signed(expr)
            case ast.Constant():
                return self._written(expr)
            case ast.Tuple() | ast.List():
                remedy = "for example: response(poland) in (object, hedge)"
                raise self._wrong(expr, "a list stands only after 'in', in brackets", remedy)
            case _:
                raise self._not_a_number(expr)

    def _numeral(self, expr: ast.expr) -> tuple[float, Scale] | None:
        """The value and scale of a number as it is written, with its sign if it has one."""
        match expr:
            case ast.Constant(value=int() | float() as value):
                if expr.col_offset in self.percentages:
                    return value / 100, scales.SHARE
                return float(value), scales.POINTS
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=ast.Constant() as digits):
                numeral = self._numeral(digits)
                if numeral and isinstance(sign, ast.USub):
                    return -numeral[0], numeral[1]
                return numeral
            case _:
                return None

    def _written(self, expr: ast.expr) -> Measured:
        numeral = self._numeral(expr)
        if numeral is None:
            raise self._wrong(expr, f"{self._words(expr)} is not a number", "write 40 or 0.25")
        return Measured(Number(numeral[0]), numeral[1], expr)

    def _signed(self, expr: ast.UnaryOp) -> Measured:
        if self._numeral(expr):
            return self._written(expr)
        operand = self._points(expr.operand)
        if isinstance(expr.op, ast.USub):
            operand = Arithmetic("-", Number(0.0), operand)
        return Measured(operand, scales.POINTS, expr)

    def _arithmetic(self, expr: ast.BinOp) -> Measured:
        if isinstance(expr.op, ast.FloorDiv):
            remedy = "for example: rate(stands) in 20%..40%"
            raise self._wrong(expr, "a range stands only after 'in'", remedy)
        left, right = self._points(expr.left), self._points(expr.right)
        if isinstance(expr.op, ast.Div) and right == Number(0.0):
            raise self._wrong(expr.right, "nothing can be divided by zero", "use another number")
        return Measured(Arithmetic(OPERATIONS[type(expr.op)], left, right), scales.POINTS, expr)

    def _points(self, expr: ast.expr) -> Quantity:
        found = self._quantity(expr)
        if found.scale != scales.POINTS:
            message = f"{self._words(expr)} is {found.scale.name}; + - * / are for points"
            raise self._wrong(expr, message, found.scale.rule)
        return found.quantity

    def _named(self, expr: ast.Name, legal: Iterable[str]) -> Measured:
        word = expr.id
        if word == "answer":
            return Measured(Answer(), scales.ANSWER, expr)
        if word in self.names.indicators or word in COUNTERS:
            return Measured(Name(word), scales.POINTS, expr)
        if word in FLAGS:
            raise self._not_a_number(expr)
        if word in self.names.lacking:
            raise self._lacking(expr, word)
        raise self._wrong(expr, f"unknown name {quoted(word)}", advice(word, self.names, legal))

    def _of_text(self, expr: ast.Attribute) -> Measured:
        issue = expr.attr
        if not isinstance(expr.value, ast.Name) or expr.value.id not in TEXTS:
            message = f"{self._words(expr.value)} has no parts"
            near = did_you_mean(ast.unparse(expr.value), TEXTS)
            remedy = "a dot stands only in standing.<issue>, standing.venue and proposal.<issue>"
            remedy = remedy if near is None else meant(near)
            raise self._wrong(expr.value, message, remedy)
        text = expr.value.id
        if text == "standing" and issue == "venue":
            return Measured(StandingVenue(), scales.venue_among(self.names.venues), expr)
        if issue in self.names.issues:
            quantity = Standing(issue) if text == "standing" else Proposed(issue)
            return Measured(quantity, scales.level_of(issue, self.names.issues[issue]), expr)
        known = {*self.names.issues, "venue"} if text == "standing" else self.names.issues
        raise self._wrong(expr, f"{text} has no issue {quoted(issue)}", declared(issue, known))

    # -------------------------------------------------------------- functions

    def _call(self, call: ast.Call) -> Measured:
        word = call.func.id if isinstance(call.func, ast.Name) else ""
        if word in OF_ACTORS:
            return self._of_actors(call, word)
        if word == "turns_since":
            return Measured(self._turns_since(call), scales.POINTS, call)
        if word == "count":
            return Measured(Count(self._inner(call, word)), scales.POINTS, call)
        if word == "rate":
            return Measured(Rate(self._inner(call, word)), scales.SHARE, call)
        if word in FACTS:
            raise self._not_a_number(call)
        message = f"{self._words(call.func)} is not a function"
        known = (*FUNCTIONS, "rate") if self.in_tests else FUNCTIONS
        raise self._wrong(call.func, message, declared(word, known))

    def _of_actors(self, call: ast.Call, word: str) -> Measured:
        kind, scale = OF_ACTORS[word]
        argument = self._id(call, word)
        actors = self.names.members(argument.id)
        if not actors:
            message = f"no actor or bloc {quoted(argument.id)} has a {kind} in this story"
            raise self._wrong(argument, message, declared(argument.id, self.names.with_members()))
        return Measured(ActorValue(kind, actors), scale, call)

    def _fact(self, call: ast.Call, word: str) -> Node:
        if word in self.names.lacking:
            raise self._lacking(call.func, word)
        argument = self._id(call, word)
        fact, what = FACTS[word]
        names = self.names
        ids = {"inject": names.injects, "policy": names.policies, "member": names.promisees}
        if argument.id not in ids[what]:
            message = f"unknown {what} {quoted(argument.id)}"
            raise self._wrong(argument, message, declared(argument.id, ids[what]))
        return fact(argument.id)

    def _turns_since(self, call: ast.Call) -> TurnsSince:
        argument = self._id(call, "turns_since")
        inject, policy = (argument.id in ids for ids in (self.names.injects, self.names.policies))
        if inject and policy:
            message = f"{quoted(argument.id)} is an inject and a policy"
            raise self._wrong(argument, message, "rename one of the two")
        if not inject and not policy:
            message = f"unknown inject or policy {quoted(argument.id)}"
            known = self.names.injects | self.names.policies
            raise self._wrong(argument, message, declared(argument.id, known))
        return TurnsSince("inject" if inject else "policy", argument.id)

    def _inner(self, call: ast.Call, word: str) -> Node:
        if word == "rate" and not self.in_tests:
            raise self._wrong(call, "rate(...) is read only in tests", "use count(...)")
        if self.inside == "count" or (self.inside and word == "rate"):
            message = f"{word}(...) does not stand inside {self.inside}(...)"
            raise self._wrong(call, message, "write two conditions")
        return replace(self, inside=word).condition(self._argument(call, word))

    def _id(self, call: ast.Call, word: str) -> ast.Name:
        argument = self._argument(call, word)
        if not isinstance(argument, ast.Name):
            message = f"{self._words(argument)} is not an id"
            raise self._wrong(argument, message, f"write one id in the brackets of {word}")
        return argument

    def _argument(self, call: ast.Call, word: str) -> ast.expr:
        if len(call.args) != 1:
            message = f"{word}(...) takes one thing, not {len(call.args)}"
            raise self._wrong(call, message, f"write {word}(...) for each, joined by 'and'")
        return call.args[0]

    # ----------------------------------------------------------------- errors

    def _words(self, expr: ast.expr) -> str:
        return quoted(self.text[expr.col_offset : self._end(expr)])

    def _end(self, expr: ast.expr) -> int:
        end = expr.end_col_offset or expr.col_offset + 1
        return end + 1 if self.text[end : end + 1] == "%" else end

    def _not_a_number(self, expr: ast.expr) -> ExpressionError:
        message = f"{self._words(expr)} is true or false; a number is expected here"
        return self._wrong(expr, message, "write it alone or after 'not', joined by 'and' or 'or'")

    def _lacking(self, expr: ast.expr, word: str) -> ExpressionError:
        mechanism = self.names.lacking[word]
        message = (
            f"{quoted(word)} needs the mechanism {quoted(mechanism)}, which the setting lacks"
        )
        remedy = f"write `{mechanism}:` under `mechanisms:` of rules.yaml"
        return self._wrong(expr, message, remedy)

    def _wrong(self, expr: ast.expr, message: str, remedy: str) -> ExpressionError:
        length = self._end(expr) - expr.col_offset
        return ExpressionError(message, remedy, offset=expr.col_offset, length=length)
