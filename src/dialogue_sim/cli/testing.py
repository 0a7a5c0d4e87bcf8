"""`test`: what trainers expect of a setting and of its scenarios, held against the model."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from dialogue_sim.cli.failures import say
from dialogue_sim.content.files import (
    UnknownIdError,
    default_library,
    expectation_paths,
    scenario_paths,
)
from dialogue_sim.content.library import load, load_expectations
from dialogue_sim.workshop import expectations, scripted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dialogue_sim.workshop.results import Check, Result

WORDS = {"held": "held", "failed": "FAILED", "untestable": "no test"}


@dataclass(frozen=True, slots=True)
class Suite:
    """The expectations of a setting, or the scripted tests of a scenario."""

    kind: Literal["expectations", "tests"]
    of: str
    results: tuple[Result, ...]

    def count(self, state: str) -> int:
        """How many ended so."""
        return len([result for result in self.results if result.state == state])


@click.command()
@click.argument("names", nargs=-1, metavar="[SCENARIO|SETTING]...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def test(names: tuple[str, ...], *, as_json: bool) -> None:
    """Run what trainers expect: of a setting, and of scenarios in their scripted tests.

    A setting stands for its expectations and the tests of all its scenarios; no name for all that
    there is. Exits with 1 if something failed.
    """
    suites = _suites(default_library(), names)
    if as_json:
        click.echo(json.dumps([_as_json(suite) for suite in suites], indent=2))
    else:
        say("\n".join(_lines(suites)))
    if any(suite.count("failed") for suite in suites):
        raise SystemExit(1)


def _suites(files: Mapping[str, bytes], names: Sequence[str]) -> list[Suite]:
    """Everything that was asked for, once, settings first.

    Raises:
        UnknownIdError: a name is neither a scenario's nor a setting's.
        ContentError: something cannot be read.
    """
    settings, scenarios = expectation_paths(files), scenario_paths(files)
    folders = {name: Path(path).parts[1] for name, path in scenarios.items()}
    known = {*scenarios, *folders.values(), *settings}
    for name in names:
        if name not in known:
            raise UnknownIdError("scenario or setting", name, sorted(known))
    wanted = set(names) or known
    suites = [
        Suite("expectations", name, expectations.run(load_expectations(files, name)))
        for name in settings
        if name in wanted
    ]
    for name, folder in folders.items():
        if wanted & {name, folder}:
            suites.append(Suite("tests", name, scripted.run(load(files, name))))
    return suites


def _lines(suites: Iterable[Suite]) -> list[str]:
    lines, sums = [], []
    for suite in suites:
        lines.append(f"{suite.kind.capitalize()} of {suite.of}")
        for result in suite.results:
            lines += _of_result(result)
        held, failed, left = map(suite.count, WORDS)
        untested = f", {left} cannot be tested" if left else ""
        sums.append(f"{suite.of}: {held} {suite.kind} held, {failed} failed{untested}")
        lines.append("")
    return [*lines, *(sums or ["there is nothing to test"])]


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


def _as_json(suite: Suite) -> dict[str, object]:
    return {
        "kind": suite.kind,
        "of": suite.of,
        "results": [asdict(result) for result in suite.results],
    }
