"""Linear mode with typed lines for a person, in an empty working folder."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest
from click.testing import CliRunner

from dialogue_sim.cli.entry import main
from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.linear import session
from dialogue_sim.session.folders import SAVES_VARIABLE

Play: TypeAlias = Callable[..., str]


@cache
def shipped() -> Bundle:
    return load(read_library(packaged_content()), "december_2019")


def once(_: object, scenario: str) -> Bundle:
    """The shipped scenario, read once for all dialogues: bundles are immutable."""
    assert scenario == "december_2019"
    return shipped()


@pytest.fixture(autouse=True)
def saves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where sessions are saved; nothing is written anywhere else."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "kept"
    monkeypatch.setenv(SAVES_VARIABLE, str(folder))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(session, "load", once)
    return folder


@pytest.fixture
def dialogue() -> Play:
    """Runs a command with lines typed one after the other; returns all that is said."""

    def run(*arguments: str, typed: tuple[str, ...] = ()) -> str:
        lines = "".join(f"{line}\n" for line in typed)
        result = CliRunner().invoke(main, [*arguments, "--linear"], input=lines)
        if result.exception is not None:
            raise AssertionError((arguments, result.output)) from result.exception
        return result.output

    return run
