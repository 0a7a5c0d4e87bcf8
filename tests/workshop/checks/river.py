"""The River League with passages changed, and what `check` says to it."""

from __future__ import annotations

from tests.workshop.checks.code_pages import SHIPPED, found

from dialogue_sim.content.diagnostics import Diagnostic

STORY = "scenarios/river_league/first_steps.yaml"
POLICIES = "scenarios/river_league/policies.yaml"
SETTING = "scenarios/river_league/setting.yaml"
DOCUMENTS = "scenarios/river_league/documents.yaml"
SALTMOUTH, ALMANAC = "actors/saltmouth.yaml", "actors/almanac.yaml"

SANDBAGS = "when: tension >= 60"
EVERY_TOWN = "when: {all: [last_turn, cohesion < 55]}"
TWO_CHAIRS = "when: {all: [last_turn, standing.meeting >= heads]}"
CARP = "when: {all: [turn >= 2, progress < 10]}"
ROPE = "when: {all: [turn >= 2, progress >= 10]}"
ONE_LEAGUE = "when: cohesion >= 62"
CALM_RIVER = "when: tension <= 38"
CLOSED = (
    "  - close_the_river  "
    "# check: allow DS321 because whoever tables it should see what it costs\n"
)

Change = tuple[str, str, str]
"""A file, a passage that stands in it once, and what stands there instead."""


def changed(*changes: Change) -> dict[str, bytes]:
    """The files that changes touch."""
    files: dict[str, bytes] = {}
    for path, old, new in changes:
        text = files.get(path, SHIPPED[path]).decode()
        assert text.count(old) == 1, f"{text.count(old)} times in {path}: {old}"
        files[path] = text.replace(old, new).encode()
    return files


def remarks(*changes: Change) -> tuple[Diagnostic, ...]:
    """What is said to the shipped files with passages changed."""
    return found(changed(*changes))


def pointed_at(problem: Diagnostic, *changes: Change) -> str:
    """The characters that a diagnostic marks."""
    path = problem.place.path
    text = {**SHIPPED, **changed(*changes)}[path].decode()
    line = text.split("\n")[problem.place.line - 1]
    return line[problem.place.column - 1 : problem.place.end_column - 1]
