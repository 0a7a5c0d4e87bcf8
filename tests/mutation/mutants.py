"""Small wrong changes to Python source: what a test of that source should notice.

A mutant is an edit of one span of text that keeps every line where it is, so that it can be shown
as a line of code, compiled, and found again. Declarations are left alone: imports, annotations,
decorators, defaults, class bodies, texts, and `strict=` of `zip`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

BINARY: dict[type[ast.operator], str] = {
    ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.Div: "*", ast.FloorDiv: "*", ast.Mod: "*",
    ast.LShift: ">>", ast.RShift: "<<", ast.BitXor: "|", ast.BitAnd: "|", ast.BitOr: "&",
}  # fmt: skip
SYMBOL: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
    ast.LShift: "<<", ast.RShift: ">>", ast.BitXor: "^", ast.BitAnd: "&", ast.BitOr: "|",
}  # fmt: skip
COMPARISON: dict[type[ast.cmpop], tuple[str, tuple[str, ...]]] = {
    ast.Lt: ("<", ("<=", ">=")),
    ast.LtE: ("<=", ("<", ">")),
    ast.Gt: (">", (">=", "<=")),
    ast.GtE: (">=", (">", "<")),
    ast.Eq: ("==", ("!=",)),
    ast.NotEq: ("!=", ("==",)),
    ast.Is: ("is", ("is not",)),
    ast.IsNot: ("is not", ("is",)),
    ast.In: ("in", ("not in",)),
    ast.NotIn: ("not in", ("in",)),
}
FUNCTION = {
    "minimum": "maximum", "maximum": "minimum", "min": "max", "max": "min",
    "argmax": "argmin", "argmin": "argmax", "zeros": "ones", "ones": "zeros",
    "zeros_like": "ones_like", "ones_like": "zeros_like", "any": "all", "all": "any",
    "logical_and": "logical_or", "logical_or": "logical_and", "equal": "not_equal",
    "not_equal": "equal", "less": "less_equal", "less_equal": "less", "greater": "greater_equal",
    "greater_equal": "greater", "rint": "abs", "exp": "log", "log": "exp",
}  # fmt: skip
TRANSPARENT = {"abs", "absolute", "reversed", "sorted", "logical_not"}
"""Calls that may be left out: `abs(x)` becomes `(x)`."""

SWAPPED = {"where": (1, 2), "clip": (1, 2), "unless": (0, 1)}
"""Arguments that may be confused with each other."""

SILENT = {"strict", "dtype", "copy"}
"""Keywords whose values only guard against faults elsewhere."""


SPARED = (ast.Import, ast.ImportFrom, ast.Raise, ast.JoinedStr)
Change = tuple[int, tuple[int, int], str]
"""Line, first byte and end of what is replaced, and what by."""


@dataclass(frozen=True)
class Mutant:
    """One wrong change.

    Attributes:
        path: file of the source.
        line: its number, from 1.
        span: first byte and end of what is replaced.
        after: what stands there instead.
        owner: name and first line of the outermost function around it; None in a module's body.
    """

    path: Path
    line: int
    span: tuple[int, int]
    after: str
    owner: tuple[str, int] | None
    source: bytes

    @cached_property
    def text(self) -> bytes:
        """The whole source with the change."""
        start, end = self.span
        return self.source[:start] + self.after.encode() + self.source[end:]

    @property
    def before(self) -> str:
        return " ".join(self.source[slice(*self.span)].decode().split())

    @property
    def line_before(self) -> str:
        return self.source.splitlines()[self.line - 1].decode().strip()

    @property
    def line_after(self) -> str:
        return self.text.splitlines()[self.line - 1].decode().strip()

    @property
    def change(self) -> str:
        """The change in words, e.g. `+ -> -`; the same for the same change in any line."""
        return f"{self.before} -> {' '.join(self.after.split())}"


def mutants(path: Path) -> list[Mutant]:
    """Every mutant of a file, from top to bottom."""
    return sorted(_Source(path, path.read_bytes()).mutants(), key=lambda m: (m.span, m.after))


@dataclass(frozen=True)
class _Source:
    path: Path
    source: bytes

    @cached_property
    def starts(self) -> list[int]:
        """Byte at which each line begins."""
        starts = [0]
        for line in self.source.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        return starts

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return (
            self.starts[node.lineno - 1] + node.col_offset,
            self.starts[node.end_lineno - 1] + node.end_col_offset,
        )

    def code(self, node: ast.expr | ast.stmt) -> str:
        return self.source[slice(*self.span(node))].decode()

    def mutants(self) -> Iterator[Mutant]:
        for statement in ast.parse(self.source).body:
            yield from self.inside(statement, None)

    def inside(self, node: ast.AST, owner: tuple[str, int] | None) -> Iterator[Mutant]:
        """The mutants of a node and of everything in it."""
        if owner is None and isinstance(node, ast.FunctionDef | ast.Lambda):
            owner = name_of(node)
        for line, span, after in self.changes(node):
            if after.encode() != self.source[slice(*span)]:
                yield Mutant(self.path, line, span, after, owner, self.source)
        for child in _parts(node):
            yield from self.inside(child, owner)

    def changes(self, node: ast.AST) -> Iterator[Change]:
        """Each change of one node itself."""
        yield from self.operators(node)
        match node:
            case ast.Constant(value):
                for other in _other_constants(value):
                    yield node.lineno, self.span(node), other
            case ast.Call():
                yield from self.calls(node)
            case ast.Assign():
                yield from self.left_out(node)
            case ast.If(test=test) | ast.IfExp(test=test) if not _typing_only(node):
                yield test.lineno, self.span(test), f"not ({self.code(test)})"
            case _:
                pass

    def operators(self, node: ast.AST) -> Iterator[Change]:
        match node:
            case ast.BinOp(left, op, right) if type(op) in BINARY:
                yield self.between(left, right, SYMBOL[type(op)], BINARY[type(op)])
            case ast.Compare(left, ops, comparators):
                operands = pairwise([left, *comparators])
                for (one, two), relation in zip(operands, ops, strict=True):
                    symbol, others = COMPARISON[type(relation)]
                    for other in others:
                        yield self.between(one, two, symbol, other)
            case ast.BoolOp(junction, values):
                words = ("and", "or") if isinstance(junction, ast.And) else ("or", "and")
                for one, two in pairwise(values):
                    yield self.between(one, two, *words)
            case ast.UnaryOp(operand=operand):
                yield node.lineno, self.span(node), self.code(operand)
            case _:
                pass

    def between(self, left: ast.expr, right: ast.expr, symbol: str, other: str) -> Change:
        """An operator stands somewhere between its operands, perhaps after a bracket."""
        start, end = self.span(left)[1], self.span(right)[0]
        at = self.source.index(symbol.encode(), start, end)
        line = next(n for n, first in enumerate(self.starts) if first > at)
        return line, (at, at + len(symbol)), other

    def calls(self, node: ast.Call) -> Iterator[Change]:
        name = self.code(node.func).rpartition(".")[2]
        whole = self.span(node.func)
        if name in FUNCTION:
            yield node.lineno, (whole[1] - len(name), whole[1]), FUNCTION[name]
        if name in TRANSPARENT and len(node.args) == 1:
            yield node.lineno, self.span(node), f"({self.code(node.args[0])})"
        if name in SWAPPED and len(node.args) > max(SWAPPED[name]):
            one, other = (node.args[place] for place in SWAPPED[name])
            between = self.source[self.span(one)[1] : self.span(other)[0]].decode()
            span = (self.span(one)[0], self.span(other)[1])
            yield one.lineno, span, self.code(other) + between + self.code(one)

    def left_out(self, node: ast.Assign) -> Iterator[Change]:
        """Leave out what changes a name again."""
        target = node.targets[0]
        names = {n.id for n in ast.walk(node.value) if isinstance(n, ast.Name)}
        if isinstance(target, ast.Name) and target.id in names:
            lines = self.code(node).count("\n")
            yield node.lineno, self.span(node), f"{target.id} = ({target.id}" + "\n" * lines + ")"


def name_of(node: ast.FunctionDef | ast.Lambda) -> tuple[str, int]:
    """As a code object names it: a decorated function begins at its first decorator."""
    if isinstance(node, ast.Lambda):
        return "<lambda>", node.lineno
    return node.name, min([node.lineno, *(d.lineno for d in node.decorator_list)])


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    """What may be changed inside a node."""
    match node:
        case ast.FunctionDef(body=body):
            yield from body
        case ast.ClassDef(body=body):
            yield from (part for part in body if isinstance(part, ast.FunctionDef))
        case ast.Lambda(body=expression):
            yield expression
        case ast.AnnAssign(value=value):
            yield from [value] if value is not None else []
        case ast.keyword(arg=arg, value=given):
            yield from [] if arg in SILENT else [given]
        case _ if not isinstance(node, SPARED) and not _typing_only(node):
            yield from ast.iter_child_nodes(node)
        case _:
            pass


def _typing_only(node: ast.AST) -> bool:
    match node:
        case ast.If(test=ast.Name("TYPE_CHECKING")):
            return True
        case _:
            return False


def _other_constants(value: object) -> list[str]:
    match value:
        case bool():
            return [str(not value)]
        case int():
            return [str(value + 1)]
        case float():
            return ["1.0"] if value == 0.0 else [repr(value * 1.5), "0.0"]
        case _:
            return []
