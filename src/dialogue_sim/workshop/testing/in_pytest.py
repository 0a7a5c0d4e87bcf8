"""Tests of scenarios as items of pytest, in a project that names this module as a plugin.

It is no entry point: pytest would load every module of the program in its own way then, in every
project of the environment. Until a scenario is collected it imports nothing heavy.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dialogue_sim.workshop.testing.results import Result


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ScenarioFile | None:
    """A file of a workspace that may hold tests."""
    in_place = file_path.parent.parent.name == "scenarios" and file_path.suffix == ".yaml"
    if not in_place or file_path.name.startswith("."):
        return None
    return ScenarioFile.from_parent(parent, path=file_path)


class ScenarioFile(pytest.File):
    """The tests of one scenario, or the expectations of one setting."""

    def collect(self) -> Iterator[ScenarioItem]:
        """Every test as an item; nothing for a file that holds none.

        Raises:
            CollectError: the scenario or its setting has errors, with all of them.
        """
        from dialogue_sim.content.diagnostics import ContentError  # noqa: PLC0415  not before now
        from dialogue_sim.workshop.testing.single import single_tests  # noqa: PLC0415  likewise

        root = self.path.parent.parent.parent
        try:
            tests = single_tests(root, self.path.relative_to(root).as_posix())
        except ContentError as error:
            raise self.CollectError(str(error)) from error
        for name, (line, run) in tests.items():
            yield ScenarioItem.from_parent(self, name=name, line=line, run=run)


class ScenarioItem(pytest.Item):
    """One test of a scenario, or one expectation."""

    def __init__(self, *, line: int, run: Callable[[], Result], **rest: Any) -> None:  # noqa: ANN401  pytest's own
        """Keep where the test stands, counted from 1, and how it is run."""
        super().__init__(**rest)
        self.line, self.run = line, run

    def runtest(self) -> None:
        """Run it.

        Raises:
            NotSoError: it does not hold.
        """
        result = self.run()
        if result.state == "untestable":
            pytest.skip(result.problem)
        if result.state == "failed":
            raise NotSoError(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401  pytest's own
        """What did not hold, with its line and its numbers, and no traceback."""
        if not isinstance(excinfo.value, NotSoError):
            return super().repr_failure(excinfo, style)
        from dialogue_sim.workshop.testing.suites import result_lines  # noqa: PLC0415  see above

        return "\n".join(line.strip() for line in result_lines(excinfo.value.result))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands, and what it is called."""
        return self.path, self.line - 1, self.name


class NotSoError(Exception):
    """A test that does not hold."""

    def __init__(self, result: Result) -> None:
        """Keep what came out of it."""
        super().__init__(result.id)
        self.result = result
