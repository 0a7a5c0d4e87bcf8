"""Does `check` notice single faults, point at their line, and guess what was meant?"""

from __future__ import annotations

import pytest
from tests.workshop.checks.code_pages import SHIPPED
from tests.workshop.checks.faults.by_hand import by_hand
from tests.workshop.checks.faults.measuring import (
    Fault,
    Outcome,
    caught,
    in_place,
    misses,
    outcomes,
    said_to,
    suggested,
    table,
)
from tests.workshop.checks.faults.mechanical import FILES, mechanical

LEAST = 95.0
"""Percent of the faults that have to be caught, shown at their line, and guessed."""


@pytest.fixture(scope="module")
def found() -> tuple[Outcome, ...]:
    return outcomes([*by_hand(), *mechanical(every=False)])


def test_there_are_many_faults_of_many_kinds(found: tuple[Outcome, ...]) -> None:
    assert len(found) >= 300
    assert len({one.fault.kind for one in found}) >= 25
    assert {one.fault.path for one in found} >= set(FILES)


def test_faults_are_caught_at_their_line_with_the_right_word(found: tuple[Outcome, ...]) -> None:
    told = "\n".join([*misses(found), table(found)])
    assert caught(found).percent >= LEAST, told
    assert in_place(found).percent >= LEAST, told
    assert suggested(found).percent >= LEAST, told


def test_the_same_faults_are_made_in_every_run() -> None:
    first, second = ([one.raw for one in mechanical(every=False)] for _ in range(2))
    assert first == second


@pytest.mark.parametrize("path", FILES)
def test_a_file_without_a_fault_says_nothing_new(path: str) -> None:
    sound = Fault("none", path, "a comment", SHIPPED[path] + b"# no fault\n", frozenset({1}))
    assert said_to(sound) == ()
    assert not Outcome(sound, ()).caught
