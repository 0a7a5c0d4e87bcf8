"""The shape of the code: how long, how named, who imports whom, what arithmetic.

Every check is a function from source to sentences. Each is used twice: on the project, where it
has to find nothing, and on a small bad example, where it has to find something.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FUNCTION = 40
LONGEST_FILE = 400
# Files that truly need more lines: path -> reason.
EXCEPTIONS: Mapping[str, str] = {}

VAGUE_NAMES = frozenset({"base", "common", "config", "core", "helpers", "manager", "utils"})
ENGINE_NEVER_IMPORTS = frozenset(
    {"json", "logging", "os", "pathlib", "pydantic", "random", "time", "yaml"}
)
# Of `numpy` and `math`: the last bit depends on the machine, the sum on the library.
UNSTABLE_FUNCTIONS = frozenset(
    {"cbrt", "cos", "exp", "exp2", "expm1", "float_power", "log", "log10", "log1p", "log2"}
    | {"linalg", "logaddexp", "pow", "power", "random", "sin", "tan", "tanh"}
)
# These add up in an order of their own, as functions and as methods of an array.
REDUCTIONS = frozenset(
    {"average", "dot", "einsum", "inner", "matmul", "mean", "nansum", "prod", "reduce", "std"}
    | {"sum", "tensordot", "trace", "var", "vdot"}
)
# `sum` of floats changed its rounding in Python 3.12; `hash` of text changes at every start.
UNSTABLE_BUILTINS = frozenset({"hash", "pow", "sum"})


@dataclass(frozen=True)
class Source:
    """A file of the package: its path as `dialogue_sim/engine/terms.py`, and its text."""

    path: PurePosixPath
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=str(self.path))

    @property
    def module(self) -> str:
        """The dotted name; a package is named like its folder."""
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def is_package(self) -> bool:
        return self.path.stem == "__init__"

    def at(self, node: ast.stmt | ast.expr) -> str:
        return f"{self.path}:{node.lineno}"


def package_sources() -> list[Source]:
    return [
        Source(PurePosixPath(path.relative_to(ROOT / "src")), path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "src").rglob("*.py"))
    ]


SOURCES = package_sources()
ENGINE = [source for source in SOURCES if source.path.parts[1] == "engine"]


# --------------------------------------------------------------- one file


def long_functions(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{source.at(node)}: {node.name} has {lines} lines"


def long_files(source: Source) -> Iterator[str]:
    lines = len(source.text.splitlines())
    if lines > LONGEST_FILE and str(source.path) not in EXCEPTIONS:
        yield f"{source.path}: {lines} lines, and no reason in EXCEPTIONS"


def vague_names(source: Source) -> Iterator[str]:
    for part in source.module.split("."):
        if part in VAGUE_NAMES:
            yield f"{source.path}: name it after what it is about, not `{part}`"


def reexports(source: Source) -> Iterator[str]:
    if not source.is_package:
        return
    for node in source.tree.body:
        match node:
            case ast.Expr(value=ast.Constant(value=str())):
                pass
            case ast.ImportFrom(module="__future__"):
                pass
            case ast.Assign(targets=[ast.Name(id="__version__")]):
                pass
            case _:
                yield f"{source.at(node)}: an __init__ holds a docstring and no names"


# ------------------------------------------------------------- the engine


def library_names(tree: ast.Module) -> set[str]:
    """What `numpy` and `math` are called in a file."""
    return {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for name in node.names
        if name.name in {"math", "numpy"}
    }


def unstable_arithmetic(source: Source) -> Iterator[str]:
    libraries = library_names(source.tree)
    for node in ast.walk(source.tree):
        match node:
            case ast.BinOp(op=ast.MatMult() | ast.Pow()):
                yield f"{source.at(node)}: `@` and `**` differ between machines"
            case ast.AugAssign(op=ast.MatMult() | ast.Pow()):
                yield f"{source.at(node)}: `@=` and `**=` differ between machines"
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if (
                owner in libraries and name in UNSTABLE_FUNCTIONS
            ):
                yield f"{source.at(node)}: {owner}.{name} differs between machines"
            case ast.ImportFrom(module="numpy" | "math", names=names) if (
                UNSTABLE_FUNCTIONS | REDUCTIONS
            ) & {name.name for name in names}:
                yield f"{source.at(node)}: what is imported here differs between machines"
            case ast.Call(func=ast.Attribute(attr=name)) if name in REDUCTIONS:
                yield f"{source.at(node)}: {name} adds up in an order of its own"
            case ast.Call(func=ast.Name(id=name)) if name in UNSTABLE_BUILTINS:
                yield f"{source.at(node)}: {name}() differs between versions or starts of Python"
            case _:
                pass


def impure_imports(source: Source) -> Iterator[str]:
    for node, name in imported_names(source):
        if name.split(".")[0] in ENGINE_NEVER_IMPORTS or name.startswith("numpy.random"):
            yield f"{source.at(node)}: the engine does not import {name}"


# ----------------------------------------------------------------- cycles


def imported_names(source: Source) -> Iterator[tuple[ast.Import | ast.ImportFrom, str]]:
    """Every dotted name imported anywhere in a file, `from a import b` as `a.b`."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = import_origin(source, node)
            yield from ((node, f"{origin}.{name.name}") for name in node.names)


def import_origin(source: Source, node: ast.ImportFrom) -> str:
    """The absolute dotted name after `from`."""
    if not node.level:
        return node.module or ""
    package = source.module.split(".") + ([] if not source.is_package else ["__init__"])
    above = package[: -node.level]
    return ".".join([*above, *([node.module] if node.module else [])])


def import_graph(sources: Iterable[Source]) -> dict[str, set[str]]:
    """Which module imports which, modules of the package only."""
    by_name = {source.module: source for source in sources}
    graph: dict[str, set[str]] = {}
    for module, source in by_name.items():
        imported = {name for _, name in imported_names(source)}
        found = {name if name in by_name else name.rpartition(".")[0] for name in imported}
        graph[module] = {name for name in found if name in by_name and name != module}
    return graph


def import_cycles(sources: Iterable[Source]) -> list[str]:
    """Modules that cannot be put in an order in which each imports only earlier ones."""
    left = import_graph(sources)
    while free := {module for module, imported in left.items() if not imported & left.keys()}:
        left = {module: imported for module, imported in left.items() if module not in free}
    return [f"{module} is in or above a circle of imports" for module in sorted(left)]


# ---------------------------------------------------------- project files


# Put together from pieces, so that this file is not an example of what it looks for.
FOREIGN = re.compile(
    "|".join(
        [
            r"--(?:extra-)?index-" + "url",
            r"(?<![\w.~}$-])/(?:home|opt|root|tmp|" + r"Users)/",
        ]
    )
)


def foreign_places(path: str, text: str) -> list[str]:
    """Lines of a file that name a package index or a folder of one computer."""
    return [
        f"{path}:{number}: {found.group()}"
        for number, line in enumerate(text.splitlines(), start=1)
        for found in FOREIGN.finditer(line)
    ]


def project_files() -> list[Path]:
    """The files git knows or would take; in an unpacked archive, all that are not hidden."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        paths = [
            path
            for path in ROOT.rglob("*")
            if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
        ]
    return [path for path in paths if path.is_file()]


# ------------------------------------------------------------------ tests

Check = Callable[[Source], Iterator[str]]


@pytest.mark.parametrize("check", [long_functions, long_files, vague_names, reexports])
def test_every_file_of_the_package_keeps_its_shape(check: Check) -> None:
    assert len(SOURCES) > 1
    assert [problem for source in SOURCES for problem in check(source)] == []


@pytest.mark.parametrize("check", [unstable_arithmetic, impure_imports])
def test_the_engine_computes_the_same_on_every_machine(check: Check) -> None:
    assert len(ENGINE) > 1
    assert [problem for source in ENGINE for problem in check(source)] == []


def test_modules_do_not_import_each_other_in_circles() -> None:
    assert import_cycles(SOURCES) == []


def test_no_project_file_names_a_registry_or_a_folder_of_one_computer() -> None:
    problems: list[str] = []
    for path in project_files():
        content = path.read_bytes()
        if b"\0" not in content:
            problems += foreign_places(str(path.relative_to(ROOT)), content.decode("utf-8"))
    assert problems == []


def test_exceptions_are_files_that_are_still_too_long() -> None:
    lengths = {str(source.path): len(source.text.splitlines()) for source in SOURCES}
    assert [path for path in EXCEPTIONS if lengths.get(path, 0) <= LONGEST_FILE] == []


# Each check has to find the fault in a bad example and nothing in a good one.

BAD: list[tuple[Check, str, str]] = [
    (long_functions, "engine/terms.py", "def f():\n" + "    x = 1\n" * LONGEST_FUNCTION),
    (long_functions, "tui/app.py", "async def f():\n" + "    x = 1\n" * LONGEST_FUNCTION),
    (long_files, "engine/terms.py", "x = 1\n" * (LONGEST_FILE + 1)),
    (vague_names, "engine/utils.py", ""),
    (vague_names, "core/__init__.py", ""),
    (reexports, "engine/__init__.py", "from dialogue_sim.engine.terms import TERMS"),
    (reexports, "engine/__init__.py", "__all__ = []"),
    (impure_imports, "engine/turn.py", "import time"),
    (impure_imports, "engine/turn.py", "def f():\n    from os import path"),
    (impure_imports, "engine/turn.py", "from numpy.random import default_rng"),
    *(
        (unstable_arithmetic, "engine/turn.py", f"import math\nimport numpy as np\n{line}")
        for line in [
            "a @ b",
            "a **= 2",
            "x = a ** 2",
            "sum(a)",
            "np.sum(a)",
            "np.dot(a, b)",
            "np.exp(a)",
            "np.log(a)",
            "np.tanh(a)",
            "np.power(a, 2)",
            "np.mean(a)",
            "np.add.reduce(a)",
            "math.exp(a)",
            "f = np.exp",
            "np.linalg.norm(a)",
            "np.random.default_rng()",
            "hash(a)",
            "(a * b).sum(axis=0)",
            "from numpy import exp as e\ne(a)",
        ]
    ),
]

GOOD: list[tuple[Check, str, str]] = [
    (long_functions, "engine/terms.py", "def f():\n" + "    x = 1\n" * (LONGEST_FUNCTION - 1)),
    (long_files, "engine/terms.py", "x = 1\n" * LONGEST_FILE),
    (vague_names, "engine/baseline.py", ""),
    (
        reexports,
        "__init__.py",
        '"""A game."""\nfrom __future__ import annotations\n__version__ = "1"',
    ),
    (reexports, "engine/terms.py", "from dialogue_sim.engine.world import World"),
    (impure_imports, "engine/turn.py", "import numpy as np\nfrom dataclasses import dataclass"),
    (unstable_arithmetic, "engine/turn.py", "import numpy as np\nnp.sqrt(a) + np.where(a, b, c)"),
    (
        unstable_arithmetic,
        "engine/turn.py",
        "from dialogue_sim.engine.numerics import exp\nexp(a)",
    ),
]


@pytest.mark.parametrize(("check", "path", "text"), BAD)
def test_a_check_finds_the_fault_in_a_bad_example(check: Check, path: str, text: str) -> None:
    assert list(check(Source(PurePosixPath("dialogue_sim", path), text))) != []


@pytest.mark.parametrize(("check", "path", "text"), GOOD)
def test_a_check_finds_nothing_in_a_good_example(check: Check, path: str, text: str) -> None:
    assert list(check(Source(PurePosixPath("dialogue_sim", path), text))) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("from dialogue_sim.engine import turn", "import dialogue_sim.engine.debate"),
        ("from dialogue_sim.engine.turn import play", "from .debate import debate"),
        ("def f():\n    from . import turn", "from dialogue_sim.engine import debate"),
    ],
)
def test_a_circle_of_imports_is_found(first: str, second: str) -> None:
    debate = Source(PurePosixPath("dialogue_sim/engine/debate.py"), first)
    turn = Source(PurePosixPath("dialogue_sim/engine/turn.py"), second)
    package = Source(PurePosixPath("dialogue_sim/engine/__init__.py"), "")
    assert len(import_cycles([package, debate, turn])) == 2
    assert import_cycles([package, debate]) == []


@pytest.mark.parametrize(
    "line",
    ["--index-" + "url somewhere", "--extra-index-" + "url there", '"/' + 'home/ann/game.dsim"'],
)
def test_a_foreign_place_is_found(line: str) -> None:
    assert len(foreign_places("README.md", f"a line\n{line}\n")) == 1


@pytest.mark.parametrize("line", ["#!/usr/bin/env bash", "docs/home/start.md", "~/games/mine"])
def test_an_ordinary_path_is_no_foreign_place(line: str) -> None:
    assert foreign_places("README.md", line) == []
