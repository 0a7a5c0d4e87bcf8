"""The shipped scenario, read once, and games of it at the places that tests need."""

from __future__ import annotations

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Propose
from dialogue_sim.session.playing import begin, submit


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    """The shipped content, by path."""
    return read_library(packaged_content())


@pytest.fixture(scope="session")
def bundle(files: dict[str, bytes]) -> Bundle:
    return load(files, "december_2019")


@pytest.fixture(scope="session")
def game(bundle: Bundle) -> Game:
    """A new game; games are immutable, so one serves all tests."""
    return begin(bundle, "kalmar")


@pytest.fixture(scope="session")
def broken(game: Game) -> Game:
    """The same game after a text that breaks silence under every seed."""
    return submit(game, Propose("business_as_usual"))
