"""The table of equations is complete, and everything in it leads somewhere."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from dialogue_sim import engine
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.workshop.card.equation import Equation
from dialogue_sim.workshop.card.equations import EQUATIONS
from dialogue_sim.workshop.card.literature import LITERATURE
from dialogue_sim.workshop.sources.numbers import Number, numbers_of

NUMBERED = re.compile(r"\bE\d{1,2}b?\b")
BY_NUMBER = {row.number: row for row in EQUATIONS}

# What the engine does without saying a number: why.
UNNAMED = {
    "E1": "a text is a point: said in words by `Point` and `Proposal`",
    "E31": "the smallest change, where it is of one issue",
}


def docstrings(path: Path) -> Iterator[str]:
    """Every docstring of a file, and every text that stands below a name to explain it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))):
                yield text
            case _:
                pass


def named_by_the_engine() -> set[str]:
    assert engine.__file__ is not None
    folder = Path(engine.__file__).parent
    return {
        number
        for path in folder.glob("*.py")
        for text in docstrings(path)
        for number in NUMBERED.findall(text)
    }


def test_every_equation_of_the_engine_is_in_the_table_and_the_reverse() -> None:
    computed = {row.number for row in EQUATIONS if row.code}
    assert named_by_the_engine() == computed - UNNAMED.keys()
    assert UNNAMED.keys() <= computed


def test_every_equation_is_computed_somewhere() -> None:
    assert [row.number for row in EQUATIONS if not row.code] == []


def test_the_numbers_run_from_1_to_40_without_a_gap() -> None:
    numbers = [row.number for row in EQUATIONS]
    assert len(set(numbers)) == len(numbers)
    assert {int(number[1:].rstrip("b")) for number in numbers} == set(range(1, 41))
    assert numbers == sorted(numbers, key=lambda number: (int(number[1:].rstrip("b")), number))


@pytest.mark.parametrize("row", EQUATIONS, ids=lambda row: row.number)
def test_a_row_is_whole_and_its_code_exists(row: Equation) -> None:
    assert row.name
    assert row.formula
    assert row.meaning.endswith(".")
    assert all(len(line) <= 90 for line in row.formula.splitlines())
    for name in row.code:
        package, module, *inside = name.split(".")
        found: Any = importlib.import_module(f"dialogue_sim.{package}.{module}")
        assert reduce(getattr, inside, found) is not None


def test_every_work_is_cited_and_every_citation_is_a_work() -> None:
    cited = {key for row in EQUATIONS for key in row.literature}
    assert cited == {work.key for work in LITERATURE}
    assert [work.key for work in LITERATURE] == sorted(work.key for work in LITERATURE)


FILES = read_library(packaged_content())
BUNDLE = load(FILES, "december_2019")


def numbers(path: str) -> tuple[Number, ...]:
    return numbers_of(BUNDLE.files[path], BUNDLE.documents)


def asked_of(file: str) -> list[str]:
    return [
        name.partition(".")[2]
        for row in EQUATIONS
        for name in row.numbers
        if name.partition(".")[0] == file
    ]


@pytest.mark.parametrize("file", ["rules", "setting"])
def test_every_coefficient_belongs_to_an_equation(file: str) -> None:
    known = asked_of(file)
    opening = "situation."  # the state before the first turn, not a coefficient
    left = [
        number.dotted
        for number in numbers(BUNDLE.beside(file))
        if not number.dotted.startswith(opening)
        and not any(f"{number.dotted}.".startswith(f"{path}.") for path in known)
    ]
    assert left == []


def test_every_path_of_an_equation_leads_to_numbers() -> None:
    everybody = [path for path in BUNDLE.files if path.startswith("actors/")]
    where = {
        "rules": [BUNDLE.beside("rules")],
        "setting": [BUNDLE.beside("setting")],
        "actor": [path for path in everybody if path != "actors/russia.yaml"],
        "counterpart": ["actors/russia.yaml"],
    }
    for file, paths in where.items():
        found = [f"{number.dotted}." for path in paths for number in numbers(path)]
        for asked in asked_of(file):
            assert any(path.startswith(f"{asked}.") for path in found), (file, asked)
