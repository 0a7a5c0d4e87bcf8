"""Tests one by one, for whoever runs them in an order of its own."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from dialogue_sim.content.files import expectation_paths, packaged_content, read_library
from dialogue_sim.content.library import load, load_expectations
from dialogue_sim.workshop.testing import expectations
from dialogue_sim.workshop.testing.scenario_tests import Wish, run

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogue_sim.content.bundle import Bundle
    from dialogue_sim.content.expectations import Expected
    from dialogue_sim.workshop.testing.results import Result

Single = tuple[int, "Callable[[], Result]"]
"""The line of a test, and how it is run."""


def single_tests(root: Path, path: str) -> dict[str, Single]:
    """The tests of a file by id; none for a file that cannot have any.

    Args:
        root: the folder that holds `actors/` and `scenarios/`; path: of the file inside it.

    Raises:
        ContentError: the scenario or its setting has errors.
    """
    files = read_library(root, packaged_content())
    _, setting, name = Path(path).parts
    if expectation_paths(files).get(setting) == path:
        expected = load_expectations(files, setting)
        results = cache(partial(_results, expected))
        return {
            one: (_line(expected.place(one)), partial(_one_of, results, one))
            for one in expected.body.expectations
        }
    stem = Path(name).stem
    if not _has_tests(files[path]):
        return {}
    bundle = load(files, stem)
    places = bundle.files[bundle.path]
    return {
        one: (places.place(("tests", one), key=True).line, partial(_run, bundle, one))
        for one in bundle.scenario.tests
    }


def _has_tests(raw: bytes) -> bool:
    return any(line.startswith(b"tests:") for line in raw.splitlines())


def _line(place: str) -> int:
    return int(place.rpartition(":")[2])


def _results(expected: Expected) -> dict[str, Result]:
    return {result.id: result for result in expectations.run(expected)}


def _one_of(results: Callable[[], dict[str, Result]], name: str) -> Result:
    return results()[name]


def _run(bundle: Bundle, name: str) -> Result:
    (result,) = run(bundle, wish=Wish(wants=lambda one: one == name))
    return result
