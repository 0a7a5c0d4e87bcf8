"""All problems at once: slips of shape hide nothing that is wrong elsewhere in a file."""

from __future__ import annotations

import pytest

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.inspection import problems_in
from dialogue_sim.workshop.checks.behind import behind_slips

FILES = read_library(packaged_content())
PATH = "scenarios/river_league/first_steps.yaml"
SLIPS = {
    "a key misspelt": ("\nturns: 3", "\nturn: 3"),
    "a key in a goal misspelt": ("        points: 4\n", "        pionts: 4\n"),
    "a key that stands for none": ("\nturns: 3", "\nturns: 3\nweather: fine"),
}
WRONG = {
    "DS203": ("when: cohesion >= 62", "when: cohesin >= 62"),
    "DS202": ("chair: steward ", "chair: harbourmaster "),
}


def written(*changes: tuple[str, str]) -> dict[str, bytes]:
    text = FILES[PATH].decode()
    for old, new in changes:
        assert text.count(old) == 1, f"{text.count(old)} times: {old!r}"
        text = text.replace(old, new)
    return {**FILES, PATH: text.encode()}


def told(library: dict[str, bytes]) -> set[tuple[str, str, str]]:
    """Code, sentence and line of everything that is wrong in the scenario."""
    own = {PATH: library[PATH]}
    first = [one for one in problems_in(library, own) if one.place.path == PATH]
    every = {*first, *behind_slips(library, own, first)}
    rows = library[PATH].decode().split("\n")
    return {
        (one.code, one.message, rows[one.place.line - 1]) for one in every
        if one.severity == "error"
    }  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_what_is_wrong_elsewhere_is_told_beside_a_slip(slip: str) -> None:
    """The same as where the slip is not made, and the slip."""
    alone = told(written(*WRONG.values()))
    assert {code for code, _, _ in alone} == set(WRONG)
    both = told(written(SLIPS[slip], *WRONG.values()))
    assert alone < both
    assert {code for code, _, _ in both - alone} == {"DS120"}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_alone_is_told_alone(slip: str) -> None:
    assert len(told(written(SLIPS[slip]))) == 1


def test_several_slips_hide_nothing_together() -> None:
    slips = [SLIPS["a key in a goal misspelt"], SLIPS["a key that stands for none"]]
    assert len(told(written(*slips, *WRONG.values()))) == 2 + len(told(written(*WRONG.values())))


def test_where_nothing_is_wrong_nothing_is_told() -> None:
    assert not told(FILES)
