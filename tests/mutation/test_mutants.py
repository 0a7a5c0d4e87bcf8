"""What counts as a wrong change, and that a change is exactly that."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from tests.mutation.live import ENGINE
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.run import chosen, equivalents, key


def changed(tmp_path: Path, source: str) -> list[str]:
    """The line of each mutant of a source of one line, or of its last line."""
    path = tmp_path / "source.py"
    path.write_text(source + "\n", encoding="utf-8")
    return [mutant.line_after for mutant in mutants(path)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = a + b", ["x = a - b"]),
        ("x = a * (b)", ["x = a / (b)"]),
        ("x = a < b", ["x = a <= b", "x = a >= b"]),
        ("x = a == b", ["x = a != b"]),
        ("x = a is not None", ["x = a is None"]),
        ("x = a not in b", ["x = a in b"]),
        ("x = a and b and c", ["x = a or b and c", "x = a and b or c"]),
        ("x = not a", ["x = a"]),
        ("x = -a", ["x = a"]),
        ("x = True", ["x = False"]),
        ("x = y[2]", ["x = y[3]"]),
        ("x = f(0.5)", ["x = f(0.0)", "x = f(0.75)"]),
        ("x = f(0.0)", ["x = f(1.0)"]),
        ("x = np.minimum(a, b)", ["x = np.maximum(a, b)"]),
        ("x = abs(a)", ["x = (a)"]),
        ("x = np.where(c, a, b)", ["x = np.where(c, b, a)"]),
        ("x = clip(a, low, high)", ["x = clip(a, high, low)"]),
        ("x = x if c else y", ["x = (x)", "x = x if not (c) else y"]),
        ("x = f(x)", ["x = (x)"]),
        ("x: Literal[1] = 2", ["x: Literal[1] = 3"]),
    ],
)
def test_every_kind_of_change(tmp_path: Path, source: str, expected: list[str]) -> None:
    assert sorted(changed(tmp_path, source)) == sorted(expected)


@pytest.mark.parametrize(
    "source",
    [
        "from a import b",
        "x = 'text'",
        '"""A docstring."""',
        "x: Literal[1]",
        "x = zip(a, b, strict=True)",
        "if TYPE_CHECKING:\n    import a",
        "raise ValueError(f'{a + 1}')",
        "@dataclass(frozen=True)\nclass A:\n    x: int = 0",
        "def f(x: int = 1) -> None:\n    return",
    ],
)
def test_declarations_and_messages_are_left_alone(tmp_path: Path, source: str) -> None:
    assert changed(tmp_path, source) == []


@pytest.fixture(scope="module")
def everything() -> list[Mutant]:
    return [mutant for path in sorted(ENGINE.glob("*.py")) for mutant in mutants(path)]


def test_a_mutant_of_the_engine_is_python_with_as_many_lines(everything: list[Mutant]) -> None:
    assert len(everything) > 500
    for mutant in everything[::15]:
        ast.parse(mutant.text)
        assert mutant.text.count(b"\n") == mutant.source.count(b"\n")
        assert mutant.text != mutant.source


def test_the_sample_is_the_same_every_time_and_has_part_of_every_module() -> None:
    sample = chosen([], 100)
    assert list(map(key, sample)) == list(map(key, chosen([], 100)))
    parts = {mutant.path.name for mutant in chosen([], None)}
    assert {mutant.path.name for mutant in sample} == parts


def test_every_change_that_is_called_equivalent_exists(everything: list[Mutant]) -> None:
    """Else the list would outlive the code that it speaks of."""
    assert equivalents() <= set(map(key, everything))
