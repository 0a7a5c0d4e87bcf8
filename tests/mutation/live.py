"""The engine in memory: which of its functions a test enters, and one of them changed."""

from __future__ import annotations

import ast
import functools
import gc
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import ClassVar, Self

from tests.mutation.mutants import Mutant, name_of

ROOT = Path(__file__).resolve().parent.parent.parent
ENGINE = ROOT / "src" / "dialogue_sim" / "engine"
PACKAGE = "dialogue_sim.engine"
CACHED = functools._lru_cache_wrapper  # noqa: SLF001  # it has no other name
REMEMBERING = (PACKAGE, "dialogue_sim.session")
"""Packages that remember what the engine worked out; what content remembers is none of its."""
Place = tuple[str, str, int]
"""File, name and first line of a function."""


# --------------------------------------------------- who enters which function


class Noting(ast.NodeTransformer):
    """Puts `_enter(name, line)` in front of every function of a module."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:  # by name
        name, line = name_of(node)
        start = 1 if ast.get_docstring(node) is not None else 0
        note = ast.parse(f"_enter({name!r}, {line})").body[0]
        node.body.insert(start, note)
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.Lambda:  # by name
        name, line = name_of(node)
        note = ast.parse(f"_enter({name!r}, {line})", mode="eval").body
        node.body = ast.BoolOp(ast.Or(), [note, node.body])
        return node


class Loader(SourceFileLoader):
    """Loads a module of the engine whose functions say when they are entered."""

    entered: ClassVar[set[Place]] = set()

    def get_code(self, fullname: str) -> CodeType:
        del fullname
        path = Path(self.path)
        tree = ast.fix_missing_locations(Noting().visit(ast.parse(path.read_bytes())))
        return compile(tree, str(path), "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        file, entered = Path(self.path).name, self.entered
        module.__dict__["_enter"] = lambda name, line: entered.add((file, name, line))
        super().exec_module(module)


class Finder(MetaPathFinder):
    """Finds the engine in this very checkout."""

    def find_spec(self, fullname: str, *_others: object) -> ModuleSpec | None:
        package, _dot, name = fullname.rpartition(".")
        if package != PACKAGE:
            return None
        path = str(ENGINE / f"{name}.py")
        return spec_from_file_location(fullname, path, loader=Loader(fullname, path))


# --------------------------------------------------------------- changing it


def place_of(code: CodeType) -> Place:
    return Path(code.co_filename).name, code.co_name, code.co_firstlineno


def codes(code: CodeType) -> Iterator[CodeType]:
    """The code of everything that is defined in a module or function."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from codes(constant)


def forgetting(*packages: str) -> tuple[Callable[[], None], ...]:
    """What empties each function of some packages that remembers its results."""
    return tuple(
        thing.cache_clear
        for thing in gc.get_objects()
        if isinstance(thing, CACHED) and str(thing.__module__).startswith(packages)
    )


@dataclass(frozen=True)
class Live:
    """The engine's functions as they exist now, wherever they are kept, and what they remember."""

    functions: dict[Place, list[FunctionType]]
    forget: tuple[Callable[[], None], ...]

    @classmethod
    def found(cls) -> Self:
        functions: dict[Place, list[FunctionType]] = defaultdict(list)
        for thing in gc.get_objects():
            if not isinstance(thing, FunctionType):
                continue
            if Path(thing.__code__.co_filename).parent == ENGINE:
                functions[place_of(thing.__code__)].append(thing)
        return cls(functions, forgetting(*REMEMBERING, "tests"))

    def install(self, mutant: Mutant) -> bool:
        """Put the changed code where the right code is, and forget what that worked out.

        Answers whether the changed module could be imported at all.
        """
        changed = compile(mutant.text, str(mutant.path), "exec", dont_inherit=True)
        for forget in self.forget:
            forget()
        if mutant.owner is None:
            return rebind(mutant)
        place = (mutant.path.name, *mutant.owner)
        for code in codes(changed):
            if place_of(code) == place:
                for function in self.functions[place]:
                    function.__code__ = code
        return True


def rebind(mutant: Mutant) -> bool:
    """Work out a module's constants and tables again, for it and for all that imported them."""
    tree = ast.parse(mutant.text)
    tree.body = [
        statement
        for statement in tree.body
        if isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign)
    ]
    module = sys.modules[f"{PACKAGE}.{mutant.path.stem}"].__dict__
    before = dict(module)
    try:
        exec(compile(tree, str(mutant.path), "exec"), module)  # noqa: S102  # that is the mutant
    except (ArithmeticError, LookupError, TypeError, ValueError):
        return False
    for other in list(sys.modules.values()):
        names = getattr(other, "__dict__", {})
        for name, old in before.items():
            if name in names and names[name] is old and not name.startswith("__"):
                names[name] = module[name]
    return True
