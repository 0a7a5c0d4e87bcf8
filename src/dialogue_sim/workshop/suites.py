"""All that trainers expect, suite by suite: of settings, and of scenarios in scripted tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dialogue_sim.content.files import UnknownIdError, expectation_paths, scenario_paths
from dialogue_sim.content.library import load, load_expectations
from dialogue_sim.session.progress import Tell, part, parts, silent
from dialogue_sim.workshop import expectations, scripted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dialogue_sim.workshop.results import Check, Result

WORDS = {"held": "held", "failed": "FAILED", "untestable": "no test"}
LOADED = 0.3
"""Share of a suite's time in which its content is read."""


@dataclass(frozen=True, slots=True)
class Suite:
    """The expectations of a setting, or the scripted tests of a scenario."""

    kind: Literal["expectations", "tests"]
    of: str
    results: tuple[Result, ...]

    def count(self, state: str) -> int:
        """How many ended so."""
        return len([result for result in self.results if result.state == state])


def suites_of(
    files: Mapping[str, bytes], names: Sequence[str] = (), tell: Tell = silent
) -> Iterator[Suite]:
    """Everything that was asked for, once, settings first, each as soon as it has been run.

    Args:
        files: the library; names: of scenarios and settings, a setting with all its scenarios;
            none means everything.
        tell: hears how many of the suites have been run.

    Raises:
        UnknownIdError: a name is neither a scenario's nor a setting's.
        ContentError: something cannot be read.
        Stopped: nobody waits for it any more.
    """
    settings, scenarios = expectation_paths(files), scenario_paths(files)
    folders = {name: Path(path).parts[1] for name, path in scenarios.items()}
    known = {*scenarios, *folders.values(), *settings}
    for name in names:
        if name not in known:
            raise UnknownIdError("scenario or setting", name, sorted(known))
    tell(0.0)
    wanted = set(names) or known
    expected = [name for name in settings if name in wanted]
    tested = [name for name, folder in folders.items() if wanted & {name, folder}]
    tells = parts(tell, len(expected) + len(tested))
    for name in expected:
        telling = next(tells)
        read = load_expectations(files, name)
        telling(LOADED)
        yield Suite("expectations", name, expectations.run(read, part(telling, LOADED, 1.0)))
    for name in tested:
        telling = next(tells)
        bundle = load(files, name)
        telling(LOADED)
        yield Suite("tests", name, scripted.run(bundle, part(telling, LOADED, 1.0)))


def lines_of(suites: Iterable[Suite]) -> list[str]:
    """Every suite with its results, then a line for the sum of each."""
    lines, sums = [], []
    for suite in suites:
        lines += suite_lines(suite)
        sums.append(sum_line(suite))
    return [*lines, *(sums or ["there is nothing to test"])]


def suite_lines(suite: Suite) -> list[str]:
    """One suite: a heading, its results, and an empty line."""
    head = f"{suite.kind.capitalize()} of {suite.of}"
    return [head, *(row for result in suite.results for row in _of_result(result)), ""]


def sum_line(suite: Suite) -> str:
    """How many of a suite held."""
    held, failed, left = map(suite.count, WORDS)
    untested = f", {left} cannot be tested" if left else ""
    return f"{suite.of}: {held} {suite.kind} held, {failed} failed{untested}"


def _of_result(result: Result) -> list[str]:
    """One line, and under a failed one a line for every condition that does not hold."""
    cited = f"  [{', '.join(result.source)}]" if result.source else ""
    line = f"  {WORDS[result.state]:<8}{result.id}{_numbers(result)}{cited}  {result.place}"
    if result.state == "held":
        return [line]
    told = [line, f"          {result.says}"]
    told += [f"          {result.problem}"] if result.problem else []
    return told + [f"          {_not_so(check)}" for check in result.checks if not check.held]


def _numbers(result: Result) -> str:
    """The numbers of the first condition that matters: of the first that failed, if one did."""
    failed = [check for check in result.checks if not check.held]
    first = (failed or list(result.checks))[:1]
    found = ", ".join(f"{number.words} {number.shown}" for c in first for number in c.numbers)
    more = len(result.checks) - 1
    rest = f" and {more} more" if more > 0 else ""
    return f": {found}{rest}" if found else ""


def _not_so(check: Check) -> str:
    where = f"{check.where}: " if check.where else ""
    found = ", ".join(f"{number.words} is {number.shown}" for number in check.numbers)
    because = f": {found}" if found else ""
    return f"{where}{check.condition} does not hold{because}  {check.place}"
