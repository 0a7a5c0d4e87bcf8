"""All that trainers expect, suite by suite: of settings, and of scenarios in their tests."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dialogue_sim.content.files import UnknownIdError, expectation_paths, scenario_paths
from dialogue_sim.content.library import load, load_expectations
from dialogue_sim.session.progress import Tell, part, parts, silent
from dialogue_sim.workshop.testing import expectations, scenario_tests
from dialogue_sim.workshop.testing.scenario_tests import Wish

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dialogue_sim.workshop.testing.results import Check, Result, Session

WORDS = {"held": "held", "failed": "FAILED", "untestable": "no test"}
LOADED = 0.3
"""Share of a suite's time in which its content is read."""


@dataclass(frozen=True, slots=True)
class Suite:
    """The expectations of a setting, or the tests of a scenario."""

    kind: Literal["expectations", "tests"]
    of: str
    results: tuple[Result, ...]

    def count(self, state: str) -> int:
        """How many ended so."""
        return len([result for result in self.results if result.state == state])


@dataclass(frozen=True)
class Choice:
    """What is to be run.

    Attributes:
        names: of scenarios and settings, a setting with all its scenarios, each perhaps with
            `::` and the id of one test; none means everything.
        text: only what has it in its id; everything if empty.
        saves: folder for sessions that show why a test failed; None to keep none.
    """

    names: tuple[str, ...] = ()
    text: str = ""
    saves: Path | None = None

    @property
    def owners(self) -> set[str]:
        """The scenarios and settings that are named."""
        return {name.partition("::")[0] for name in self.names}

    @property
    def picks(self) -> bool:
        """Whether single tests are asked for, so that suites may have none of them."""
        return bool(self.text) or any("::" in name for name in self.names)

    def wish(self, *owners: str) -> Wish:
        """Which tests of a suite are wanted; owners: its scenario or setting, and what has it."""
        asked = [name.partition("::") for name in self.names]
        whole = not asked or any(not mark and name in owners for name, mark, _ in asked)
        single = {test for name, mark, test in asked if mark and name in owners}
        return Wish(
            lambda name: (whole or name in single) and self.text.lower() in name.lower(),
            self.saves,
        )

    def must_exist(self, known: Mapping[str, Sequence[str]]) -> None:
        """Refuse what is not there.

        Args:
            known: by scenario or setting the ids of its tests.

        Raises:
            UnknownIdError: with what was probably meant.
        """
        for name in self.names:
            owner, mark, test = name.partition("::")
            if owner not in known:
                raise UnknownIdError("scenario or setting", owner, sorted(known))
            if mark and test not in known[owner]:
                raise UnknownIdError(f"test of {owner}", test, sorted(known[owner]))


def suites_of(
    files: Mapping[str, bytes], choice: Choice | None = None, tell: Tell = silent
) -> Iterator[Suite]:
    """Everything that was asked for, once, settings first, each as soon as it has been run.

    Args:
        files: the library; choice: what of it is run, everything if left out.
        tell: hears how many of the suites have been run.

    Raises:
        UnknownIdError: a name is neither a scenario's nor a setting's, or a test is not there.
        ContentError: something cannot be read.
        Stopped: nobody waits for it any more.
    """
    choice = choice or Choice()
    settings, scenarios = expectation_paths(files), scenario_paths(files)
    folders = {name: Path(path).parts[1] for name, path in scenarios.items()}
    known = {*scenarios, *folders.values(), *settings}
    choice.must_exist({name: _tests_of(files, name, choice) for name in known})
    tell(0.0)
    wanted = choice.owners or known
    expected = [name for name in settings if name in wanted]
    tested = [name for name, folder in folders.items() if wanted & {name, folder}]
    tells = parts(tell, len(expected) + len(tested))
    every = chain(
        (_expectations(files, name, choice, next(tells)) for name in expected),
        (_tests(files, name, choice.wish(name, folders[name]), next(tells)) for name in tested),
    )
    yield from (suite for suite in every if suite.results or not choice.picks)


def _expectations(files: Mapping[str, bytes], name: str, choice: Choice, tell: Tell) -> Suite:
    read = load_expectations(files, name)
    tell(LOADED)
    found = expectations.run(read, part(tell, LOADED, 1.0))
    wants = choice.wish(name).wants
    return Suite("expectations", name, tuple(one for one in found if wants(one.id)))


def _tests(files: Mapping[str, bytes], name: str, wish: Wish, tell: Tell) -> Suite:
    bundle = load(files, name)
    tell(LOADED)
    return Suite("tests", name, scenario_tests.run(bundle, part(tell, LOADED, 1.0), wish))


def _tests_of(files: Mapping[str, bytes], owner: str, choice: Choice) -> list[str]:
    """Ids of the tests of a scenario or the expectations of a setting that single ones are of.

    Of what is not named with one, nothing is read.

    Raises:
        ContentError: it cannot be read.
    """
    if not any(name.startswith(f"{owner}::") for name in choice.names):
        return []
    if owner in expectation_paths(files):
        return list(load_expectations(files, owner).body.expectations)
    return list(load(files, owner).scenario.tests) if owner in scenario_paths(files) else []


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
    return [head, *(row for result in suite.results for row in result_lines(result)), ""]


def sum_line(suite: Suite) -> str:
    """How many of a suite held."""
    held, failed, left = map(suite.count, WORDS)
    untested = f", {left} cannot be tested" if left else ""
    return f"{suite.of}: {held} {suite.kind} held, {failed} failed{untested}"


def result_lines(result: Result) -> list[str]:
    """One line, and under a failed one a line for every condition that does not hold."""
    cited = f"  [{', '.join(result.source)}]" if result.source else ""
    line = f"  {WORDS[result.state]:<8}{result.id}{_numbers(result)}{cited}  {result.place}"
    if result.state == "held":
        return [line, *_remarks(result)]
    told = [line, f"          {result.says}"]
    told += [f"          {result.problem}"] if result.problem else []
    told += [f"          {_not_so(check)}" for check in result.checks if not check.held]
    return told + _remarks(result) + _to_open(result.session)


def _remarks(result: Result) -> list[str]:
    return [f"          remark: {remark}" for remark in result.remarks]


def _to_open(session: Session | None) -> list[str]:
    """How to look at a session that shows why a test failed."""
    if session is None:
        return []
    if session.save:
        return [f"          look at it: dialogue-sim replay {session.save}"]
    return [f"          session {session.seed} shows it; --save DIR keeps it to be looked at"]


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
    return f"{where}{check.condition} {check.told or 'does not hold'}{because}  {check.place}"
