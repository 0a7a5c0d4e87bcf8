"""What `check` makes of single faults: whether it notices, where it points, what it suggests.

A fault is put into one shipped file; what is said anew is compared with what was changed. Only the
story concerned is examined: the file's setting with one scenario, or its expectations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from tests.workshop.checks.code_pages import SHIPPED, setting_of

from dialogue_sim.content.diagnostics import CODES, Diagnostic
from dialogue_sim.content.files import scenario_paths
from dialogue_sim.content.inspection import problems_in
from dialogue_sim.workshop.checks.beyond import beyond
from dialogue_sim.workshop.checks.grading import judged

STORIES = {
    "river_league": "scenarios/river_league/first_steps.yaml",
    "nato_russia": "scenarios/nato_russia/january_2022.yaml",
}
"""Which scenario is examined for a fault in a file that several share."""


@dataclass(frozen=True)
class Fault:
    """One file with one fault.

    Attributes:
        kind: a row of the table.
        what: the change in a few words.
        raw: the whole file.
        lines: where a trainer would look for it.
        meant: the word that was there, if it was misspelt.
        code: what has to be said, where only one thing will do.
    """

    kind: str
    path: str
    what: str
    raw: bytes
    lines: frozenset[int]
    meant: str = ""
    code: str = ""

    @property
    def is_expected(self) -> bool:
        """Whether there is a check for it."""
        return not self.code or self.code in CODES


@dataclass(frozen=True)
class Outcome:
    """What was said to a fault that was not said before."""

    fault: Fault
    said: tuple[Diagnostic, ...]

    @property
    def caught(self) -> bool:
        wanted = self.fault.code
        return any(not wanted or one.code == wanted for one in self.said)

    @property
    def in_place(self) -> bool:
        here = [
            one.place for one in self.said if one.code == self.fault.code or not self.fault.code
        ]
        return any(at.path == self.fault.path and at.line in self.fault.lines for at in here)

    @property
    def suggested(self) -> bool:
        meant = self.fault.meant
        helps = f"did you mean '{meant}'?", f": {meant}`"
        return any(one.help.endswith(helps) for one in self.said)

    @property
    def line(self) -> str:
        """One line about a miss."""
        fault = self.fault
        said = "; ".join(
            f"{one.code} {one.place.path.rpartition('/')[2]}:{one.place.line} {one.message} "
            f"({one.help})"
            for one in self.said[:2]
        )
        at = min(fault.lines, default=1)
        return f"{fault.kind}: {fault.path}:{at}: {fault.what} -> {said or 'nothing'}"


@dataclass(frozen=True)
class Rate:
    """How often something was right."""

    right: int
    of: int

    @property
    def percent(self) -> float:
        return 100.0 * self.right / self.of if self.of else 100.0

    def __str__(self) -> str:
        return f"{self.right:>4}/{self.of:<4} {self.percent:5.1f} %"


def outcomes(faults: Iterable[Fault]) -> tuple[Outcome, ...]:
    """What is said to each fault."""
    return tuple(Outcome(fault, said_to(fault)) for fault in faults if fault.is_expected)


def said_to(fault: Fault) -> tuple[Diagnostic, ...]:
    """Every diagnostic that the fault brought about."""
    story = story_of(fault.path)
    before = {(one.code, one.message) for one in as_shipped(story)}
    own = {fault.path: fault.raw}
    shown = told({**files_of(story), **own}, own)
    return tuple(one for one in shown if (one.code, one.message) not in before)


def told(files: Mapping[str, bytes], own: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
    """What `check` says to some files of a story."""
    problems = problems_in(files, own, beyond=beyond)
    return judged(files, sorted(set(problems)), "classroom").problems


def story_of(path: str) -> str:
    """The one file of a story whose setting a file belongs to; the file itself where it is one."""
    is_story = path in scenario_paths(SHIPPED).values() or path.endswith("expectations.yaml")
    return path if is_story else STORIES[setting_of(path)]


@cache
def as_shipped(story: str) -> tuple[Diagnostic, ...]:
    """What is said to a story without a fault."""
    files = files_of(story)
    return told(files, files)


@cache
def files_of(story: str) -> Mapping[str, bytes]:
    """A story, what lies beside it and all actors of its setting, without other stories."""
    setting = setting_of(story)
    others = {*scenario_paths(SHIPPED).values(), f"scenarios/{setting}/expectations.yaml"} - {
        story
    }
    return {
        path: raw
        for path, raw in SHIPPED.items()
        if setting_of(path) == setting and path not in others
    }


def caught(found: Iterable[Outcome]) -> Rate:
    """Faults to which anything was said."""
    told = [one.caught for one in found]
    return Rate(sum(told), len(told))


def in_place(found: Iterable[Outcome]) -> Rate:
    """Of those that were caught, the ones that were shown where they are."""
    told = [one.in_place for one in found if one.caught]
    return Rate(sum(told), len(told))


def suggested(found: Iterable[Outcome]) -> Rate:
    """Of misspelt words, those for which the right one was suggested."""
    told = [one.suggested for one in found if one.fault.meant]
    return Rate(sum(told), len(told))


def table(found: tuple[Outcome, ...]) -> str:
    """Rates by kind, and in all."""
    kinds = dict.fromkeys(one.fault.kind for one in found)
    rows = [f"{'':<28} {'caught':>17} {'at its line':>17} {'suggested':>17}"]
    groups = {kind: tuple(one for one in found if one.fault.kind == kind) for kind in kinds}
    for kind, group in {**groups, "all": found}.items():
        rates = " ".join(
            f"{rate!s:>17}" for rate in (caught(group), in_place(group), suggested(group))
        )
        rows.append(f"{kind:<28} {rates}")
    return "\n".join(rows)


def misses(found: Iterable[Outcome]) -> list[str]:
    """A line for every fault that was missed, shown elsewhere, or guessed wrongly."""
    return [
        one.line
        for one in found
        if not one.caught or not one.in_place or (one.fault.meant and not one.suggested)
    ]
