"""A setting with every mechanism: the shipped files, and the blocks that tests take apart."""

from __future__ import annotations

from tests.plain_model import plain

from dialogue_sim.content.diagnostics import Diagnostic
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import examine

NATO = "scenarios/nato_russia"
DECEMBER, RULES = f"{NATO}/december_2019.yaml", f"{NATO}/rules.yaml"
POLICIES = f"{NATO}/policies.yaml"
POLAND = "actors/poland.yaml"

BLOCKS = """\
mechanisms:
  directional_mood: {reference: negotiate_at_ceasefire}
  deferral: {ceasefire_below: 20, settlement_at: 50, settlement_share: 0.5}
  staircase:
    slack: 0.30
    width: 0.40
    war: [0.25, 0.75]
    step: 0.05
    most: 0.25
    hostilities: -0.5
    probe: 0.35
    exploit: -0.05
    escalate: -0.10
  resolve:
    centre: -0.15
    spread: 0.40
    assure_now: 0.15
    assure_promise: 0.20
    due: 2
    kept: {credibility: 2}
    broken: {credibility: -12, cohesion: -6, grudge: 0.12}
  capital:
    start: 3
    income: 1
    most: 5
    bonus: {when: {all: [support >= 50, cohesion >= 60]}, plus: 1}
    broken_silence: -1
    consult: 1
    assure_now: 2
    assure_promise: 1
    campaign: {cost: 1, mood: 0.25}
  mask:
    report: {security_seeker: [0.5, 0.35], opportunist: [0.5, -0.15]}
    verified_from: 0.5
    paper_lost: 0.8
    face: [0.2, 0.8]
"""
COLUMN = """\
  overreach: {value: [-1.0, -0.2, 0.6, 0.4, 0.0], source: [D001-S31], basis: inferred, why: Test.}
"""
WORD = "  overreach: a step too far\n"


SHIPPED = read_library(packaged_content())

BARE = plain(SHIPPED)
"""The shipped files without a mechanism."""

PLAIN = {**SHIPPED, DECEMBER: BARE[DECEMBER]}
"""The shipped files, with a scenario that needs no mechanism."""

_RULES = (
    BARE[RULES].decode()
    .replace("driver_words:\n", f"{COLUMN}driver_words:\n")
    .replace("split: {dispersion", f"{WORD}split: {{dispersion")
)  # fmt: skip
FILES = {**PLAIN, RULES: (_RULES + BLOCKS).encode()}
"""The same with every mechanism as written above."""


def changed(path: str, *changes: tuple[str, str]) -> dict[str, bytes]:
    """The files with passages of one of them changed."""
    text = FILES[path].decode()
    for old, new in changes:
        assert text.count(old) == 1, f"{text.count(old)} times in {path}: {old}"
        text = text.replace(old, new)
    return {**FILES, path: text.encode()}


def problems(path: str, *changes: tuple[str, str]) -> tuple[Diagnostic, ...]:
    """What is said about the files with passages of one of them changed."""
    return examine(changed(path, *changes), "december_2019")[1]


def marked(files: dict[str, bytes], problem: Diagnostic) -> str:
    """The characters that a diagnostic marks."""
    line = files[problem.place.path].decode().splitlines()[problem.place.line - 1]
    return line[problem.place.column - 1 : problem.place.end_column - 1]
