"""The shipped expectations and the shipped scenario, read once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import pytest
from tests.plain_model import plain

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.expectations import Expectation, Expected
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load, load_expectations
from dialogue_sim.content.yaml_source import read_yaml
from dialogue_sim.workshop.testing.expectations import run
from dialogue_sim.workshop.testing.results import Result

FILES = read_library(packaged_content())
PLAIN = plain(FILES)
"""Numbers worked out by hand are those of the plain model."""
PATH = "scenarios/nato_russia/expectations.yaml"

Ask: TypeAlias = Callable[..., Result]


@pytest.fixture(scope="session")
def expected() -> Expected:
    return load_expectations(PLAIN, "nato_russia")


@pytest.fixture(scope="session")
def december() -> Bundle:
    return load(PLAIN, "december_2019")


@pytest.fixture(scope="session")
def ask(expected: Expected) -> Ask:
    """Asks one expectation, written in lines of YAML, at the shipped openings."""

    def one(*conditions: str, at: str = "christmas_interview", **cases: str) -> Result:
        lines = [f"    {name}: {case}" for name, case in cases.items()]
        lines += ["    expect:", *(f"      - {condition}" for condition in conditions)]
        text = "\n".join([
            "expectations:", "  asked:", "    says: A statement to be tried.",
            "    source: [D000-S22]", "    basis: predicted", f"    at: {at}", *lines, "",
        ])  # fmt: skip
        file, found = read_yaml(PATH, text)
        assert file is not None, found
        assert isinstance(file.data, dict)
        asked = Expectation.model_validate(file.data["expectations"]["asked"])
        body = expected.body.model_copy(update={"expectations": {"asked": asked}})
        (result,) = run(replace(expected, file=file, body=body))
        return result

    return one
