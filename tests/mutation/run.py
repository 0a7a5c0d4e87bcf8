"""Do the engine's tests notice when the engine is wrong? A score, and what they do not notice.

    python -m tests.mutation.run                    every mutant of the engine
    python -m tests.mutation.run --sample 300       a fixed sample, as in CI
    python -m tests.mutation.run --only terms.py    one module

The tests run once as they are, to learn which of them enter which function and how long each
takes. Then a child is forked for every mutant: it changes the engine in memory, takes down what
the right engine has worked out, and runs the tests that enter the changed function, the quickest
first, until one fails. Needs `fork`, so Linux or macOS.
"""

from __future__ import annotations

import argparse
import functools
import os
import random
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.mutation.live import (
    ENGINE,
    PACKAGE,
    REMEMBERING,
    ROOT,
    Finder,
    Live,
    Loader,
    Place,
    forgetting,
)
from tests.mutation.mutants import Mutant, mutants

TESTS = ROOT / "tests" / "engine"
EQUIVALENT = Path(__file__).with_name("equivalent.toml")
LEAST_SCORE = 85.0
SEED = 20191223
FEWEST_PER_MODULE = 5
SECONDS_OF_TESTS, IN_A_SAMPLE = 8.0, 4.0
"""As much testing as a mutant is worth, by the clock of the first run; then it has survived."""

ENDLESS = 60
"""Seconds of processor time after which a mutant that computes for ever is noticed."""

CONTENT = frozenset({"reference_files", "reference_bundle", "december_bundle"})
"""Session fixtures that the engine has no part in; all others are made anew for each mutant."""

SURVIVED, KILLED, BROKEN = 0, 1, 3


# ------------------------------------------------------------------ mutants


def chosen(names: Sequence[str], sample: int | None) -> list[Mutant]:
    """All mutants but the equivalent ones, or a sample in proportion from every module."""
    listed = equivalents()
    found = {
        path: [mutant for mutant in mutants(path) if key(mutant) not in listed]
        for path in sorted(ENGINE.glob("*.py"))
        if not names or path.name in names
    }
    if sample is None:
        return [mutant for group in found.values() for mutant in group]
    luck = random.Random(SEED)  # noqa: S311  # the same sample every time
    total = sum(map(len, found.values()))
    picked = []
    for group in found.values():
        share = max(FEWEST_PER_MODULE, round(sample * len(group) / total))
        places = sorted(luck.sample(range(len(group)), min(share, len(group))))
        picked += [group[place] for place in places]
    return picked


def key(mutant: Mutant) -> tuple[str, str, str]:
    return mutant.path.name, mutant.line_before, mutant.change


def equivalents() -> set[tuple[str, str, str]]:
    """Changes that change nothing, each with its reason in `equivalent.toml`."""
    listed = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get("same", [])
    return {(row["file"], row["line"], change) for row in listed for change in row["changes"]}


# ----------------------------------------------------------------------- tests


@dataclass(eq=False)
class Trial:
    """A pytest plugin that runs all tests once, and then some of them for every mutant."""

    work: list[Mutant]
    jobs: int
    budget: float
    entered: dict[Place, set[int]] = field(default_factory=lambda: defaultdict(set))
    seconds: list[float] = field(default_factory=list)
    finish: list[Callable[[], None]] = field(default_factory=list)
    failed: bool = False
    survivors: list[Mutant] = field(default_factory=list)

    def pytest_collection(self) -> None:
        """Failing examples need not be made small."""
        import hypothesis  # noqa: PLC0415  # pytest wants to see it imported

        hypothesis.settings.register_profile(
            "mutation",
            parent=hypothesis.settings.get_profile("repeatable"),
            database=None,
            phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
            report_multiple_bugs=False,
        )
        hypothesis.settings.load_profile("mutation")

    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
    ) -> None:
        """Remember how to take down what outlives a test and may depend on the engine."""
        if fixturedef.scope == "session" and fixturedef.argname not in CONTENT:
            finish: Any = fixturedef.finish
            self.finish.append(functools.partial(finish, request))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of pytest's own loop."""
        start = time.monotonic()
        self.learn(session.items)
        if self.failed:
            raise session.Failed("the tests must pass before it is of use to break the engine")
        say(f"\n{len(session.items)} tests learnt in {time.monotonic() - start:.0f} s")
        self.try_all(session.items)
        return True

    def learn(self, items: list[pytest.Item]) -> None:
        """Run every test, and note what it enters and how long it takes."""
        # What comes next decides what is taken down: after the last, all but the folder's own.
        top = [item for item in items if item.path.parent == TESTS]
        order = [item for item in items if item is not top[-1]] + top[-1:]
        items[:] = order
        forget_all = forgetting(*REMEMBERING)
        for test, item in enumerate(order):
            for forget in forget_all:  # else a test enters nothing that one before it has asked
                forget()
            start = time.process_time()
            Loader.entered.clear()
            run(item, order[test + 1] if test + 1 < len(order) else top[0])
            self.seconds.append(time.process_time() - start)
            for place in Loader.entered:
                self.entered[place].add(test)

    def try_all(self, items: list[pytest.Item]) -> None:
        """One child for each mutant, some at a time; the first child changes nothing."""
        live, running = Live.found(), dict[int, Mutant | None]()
        waiting: list[Mutant | None] = [*reversed(self.work), None]
        while waiting or running:
            while waiting and len(running) < self.jobs:
                mutant = waiting.pop()
                running[self.fork(mutant, live, items)] = mutant
            pid, status = os.wait()
            mutant, answer = running.pop(pid), os.waitstatus_to_exitcode(status)
            if answer == BROKEN or (mutant is None and answer != SURVIVED):
                message = f"could not try {where(mutant) if mutant else 'the engine as it is'}"
                raise RuntimeError(message)
            if mutant is not None and answer == SURVIVED:
                self.survivors.append(mutant)
                say(f"survived: {where(mutant)}")

    def fork(self, mutant: Mutant | None, live: Live, items: list[pytest.Item]) -> int:
        """Start a child that ends with whether the mutant survived."""
        import resource  # noqa: PLC0415  # Windows, where nothing can be forked, has none

        pid = os.fork()
        if pid:
            return pid
        answer = BROKEN
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (ENDLESS, ENDLESS))
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            answer = self.noticed(mutant, live, items)
        finally:
            os._exit(answer)

    def noticed(self, mutant: Mutant | None, live: Live, items: list[pytest.Item]) -> int:
        if mutant is not None and not live.install(mutant):
            return KILLED
        for finish in reversed(self.finish):
            finish()
        order = [items[test] for test in self.tests_of(mutant, items)]
        for item, follower in zip(order, [*order[1:], None], strict=False):
            run(item, follower)
            if self.failed:
                return KILLED
        return SURVIVED

    def tests_of(self, mutant: Mutant | None, items: list[pytest.Item]) -> list[int]:
        """The quickest and nearest first, as many as the mutant is worth."""
        entering = set(range(len(items)))
        if mutant is not None and mutant.owner is not None:
            entering = self.entered[(mutant.path.name, *mutant.owner)]
        stem = mutant.path.stem if mutant is not None else ""
        cost = {test: self.seconds[test] * distance(items[test], stem) for test in entering}
        spent, order = 0.0, []
        for test in sorted(entering, key=lambda test: (cost[test], test)):
            spent += self.seconds[test]
            if spent <= self.budget:
                order.append(test)
        return order


def distance(item: pytest.Item, module: str) -> int:
    """1 for a test in a file named like the module or that imports it, else 4."""
    imported = vars(item.module).values() if isinstance(item, pytest.Function) else ()
    names = {getattr(thing, "__module__", "") for thing in imported}
    near = item.path.stem == f"test_{module}" or f"{PACKAGE}.{module}" in names
    return 1 if near else 4


def run(item: pytest.Item, follower: pytest.Item | None) -> None:
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=follower)


# ---------------------------------------------------------------------- report


def where(mutant: Mutant) -> str:
    return f"{mutant.path.relative_to(ROOT)}:{mutant.line}  {mutant.change}"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def report(work: list[Mutant], survivors: list[Mutant]) -> float:
    """Show what survived and the score of every module; answer the score of all."""
    lived = set(map(id, survivors))
    modules: dict[str, list[bool]] = defaultdict(list)
    for mutant in work:
        modules[mutant.path.name].append(id(mutant) not in lived)
        if id(mutant) in lived:
            say(f"{where(mutant)}\n    - {mutant.line_before}\n    + {mutant.line_after}")
    modules["all of engine/" if len(modules) > 1 else "in all"] = [
        killed for group in list(modules.values()) for killed in group
    ]
    score = 0.0
    for name, group in modules.items():
        score = 100.0 * group.count(True) / len(group)
        say(f"{name:16} {group.count(True):5} of {len(group):5} noticed {score:6.1f} %")
    return score


def main() -> int:
    """Run, report, and answer 1 below the least score."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--sample", type=int, help="how many mutants, at least five per module")
    parser.add_argument("--only", action="append", default=[], help="a module, e.g. terms.py")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    start = time.monotonic()
    work = chosen(arguments.only, arguments.sample)
    say(f"{len(work)} mutants")
    sys.meta_path.insert(0, Finder())
    budget = IN_A_SAMPLE if arguments.sample else SECONDS_OF_TESTS
    trial = Trial(work, arguments.jobs, budget)
    options = ["-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:xdist", "-s"]
    status = pytest.main([*options, str(TESTS)], plugins=[trial])
    if status:
        return int(status)
    score = report(work, trial.survivors)
    say(f"{time.monotonic() - start:.0f} s; at least {LEAST_SCORE:.0f} % are asked for")
    return int(score < LEAST_SCORE)


if __name__ == "__main__":
    sys.exit(main())
