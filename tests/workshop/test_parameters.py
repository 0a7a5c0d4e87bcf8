"""Parameters of an actor: every one is explained, with the range that the loader checks."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest

from dialogue_sim.content.actor import Actor, Counterpart
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import examine
from dialogue_sim.workshop.card.parameters import ACTOR, COUNTERPART, fields_of, limits

# What a profile holds that is no parameter: why.
NOT_PARAMETERS = {
    "format": "of the file",
    "kind": "what the actor is",
    "poll.situation.*": "when the poll was taken; named like the quantities of a situation",
}
SHARED = {"issues.*.shape", "issues.*.salience", "venues.*", "tolerance", "predictability"}


def explained(rows: tuple[str, ...], field: str) -> bool:
    return any(fnmatchcase(field, row) for row in rows)


def test_every_number_and_choice_of_an_actor_is_explained() -> None:
    rows = tuple(row.path for row in ACTOR)
    missing = {field for field in fields_of(Actor) if not explained(rows, field)}
    assert missing == set(NOT_PARAMETERS)


def test_every_number_of_the_counterpart_is_explained_here_or_there() -> None:
    rows = (*(row.path for row in COUNTERPART), *SHARED)
    missing = {field for field in fields_of(Counterpart) if not explained(rows, field)}
    assert missing == {"format"}
    assert {row.path for row in ACTOR} >= SHARED


def test_every_parameter_says_what_it_means_and_how_to_set_it() -> None:
    for row in (*ACTOR, *COUNTERPART):
        assert row.meaning.endswith("."), row.path
        assert row.how.endswith("."), row.path


@pytest.mark.parametrize(
    ("path", "allowed", "default"),
    [
        ("caution", "0 to 0.5", "required"),
        ("trust", "0.02 to 0.97", "required"),
        ("public_tilt", "-2 to 2", "required"),
        ("predictability", "above 0 to 40", "required"),
        ("poll.support", "above 0 to below 100", "none"),
        ("issues.*.shape", "peak, min, max", "required"),
        ("issues.*.ideal", "a level", "required"),
        ("red_lines.*.while", "always, unresolved", "none"),
        ("venues.*", "-1 to 1", "0"),
        ("venues.salience", "0 to 5", "required"),
        ("reasons.*", "0 to 200", "required"),
    ],
)
def test_ranges_are_read_from_the_models(path: str, allowed: str, default: str) -> None:
    row = next(row for row in ACTOR if row.path == path)
    found = limits(row, Actor)
    assert (found.allowed, found.default) == (allowed, default)


FILES = read_library(packaged_content())
POLAND = "actors/poland.yaml"


@pytest.mark.parametrize(
    ("path", "inside", "outside"),
    [
        ("caution", "0.5", "0.51"), ("generosity", "1", "1.01"), ("tolerance", "-1", "-1.01"),
        ("learning_rate", "0", "-0.01"), ("predictability", "40", "40.1"),
        ("red_line_force", "1.5", "1.51"),
    ],
)  # fmt: skip
def test_the_loader_agrees_with_the_range(path: str, inside: str, outside: str) -> None:
    """The end of the range loads, and what lies beyond does not."""
    text = FILES[POLAND].decode()
    start = text.index(f"\n{path}:\n  value: ") + len(f"\n{path}:\n  value: ")
    end = text.index("\n", start)
    for value, codes in ((inside, []), (outside, ["DS124"])):
        raw = f"{text[:start]}{value}{text[end:]}".encode()
        found = examine({**FILES, POLAND: raw}, "december_2019")[1]
        assert [problem.code for problem in found] == codes, value
