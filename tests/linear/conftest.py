"""Linear mode with typed lines for a person, in an empty working folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TypeAlias

import pytest
from click.testing import CliRunner
from tests.content.mechanisms_in_yaml import FILES
from tests.in_debate import december_bundle, prints
from tests.without_mechanisms import plain_library

from dialogue_sim.cli.entry import main
from dialogue_sim.content import library
from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.library import load
from dialogue_sim.linear import session
from dialogue_sim.session.changes.standing import Standing, standing_of
from dialogue_sim.session.hindsight.luck import hindsight
from dialogue_sim.session.saves import recording
from dialogue_sim.session.saves.folders import SAVES_VARIABLE
from dialogue_sim.session.saves.reading import Save

REROLLS = 20
Play: TypeAlias = Callable[..., str]


@cache
def plain() -> Bundle:
    return load(plain_library(), "december_2019")


@cache
def rich() -> Bundle:
    return load(FILES, "december_2019")


@pytest.fixture(autouse=True)
def saves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where sessions are saved; nothing is written anywhere else.

    The scenario is the one without mechanisms, read once: bundles are immutable. What luck did is
    found in few sessions.
    """
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "kept"
    monkeypatch.setenv(SAVES_VARIABLE, str(folder))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys, "argv", ["dialogue-sim"])
    monkeypatch.setattr(session, "hindsight", partial(hindsight, rerolls=REROLLS))
    monkeypatch.setattr(session, "load", lambda _, scenario: {"december_2019": plain()}[scenario])
    return folder


@pytest.fixture(autouse=True)
def unchanged_since(monkeypatch: pytest.MonkeyPatch) -> None:
    """The content of a save counts as that of today, wherever the test has taken it from.

    A save that is called `changed` is compared.
    """

    def stands(save: Save, library: Mapping[str, bytes]) -> Standing:
        if save.path.stem == "changed":
            return standing_of(save, library)
        return Standing("same", str(save.head["scenario"]))

    monkeypatch.setattr("dialogue_sim.session.changes.opening.standing_of", stands)


@pytest.fixture
def with_mechanisms(saves: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where sessions are saved, in the scenario with every mechanism."""
    for module in (session, library):
        monkeypatch.setattr(module, "load", lambda _, name: {"december_2019": rich()}[name])
    return saves


def _debated(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "load", lambda _, __: december_bundle(mode))
    monkeypatch.setattr(recording, "fingerprints", lambda _: prints(mode))


@pytest.fixture
def cards_debate(saves: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The scenario with a debate by cards in its second turn."""
    del saves  # its scenario gives way
    _debated("cards", monkeypatch)


@pytest.fixture
def ledger_debate(saves: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same with claims in own words."""
    del saves  # its scenario gives way
    _debated("ledger", monkeypatch)


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
