"""The shipped scenario as the plain model has it, and with mechanisms; games of both."""

from __future__ import annotations

import pytest
from tests.content.mechanisms_in_yaml import FILES, RULES, changed
from tests.without_mechanisms import plain_library

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.library import load
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Propose
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.views.explanation import Explanation, explain


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    """The shipped content without mechanisms, by path."""
    return plain_library()


@pytest.fixture(scope="session")
def bundle(files: dict[str, bytes]) -> Bundle:
    return load(files, "december_2019")


@pytest.fixture(scope="session")
def explanations(bundle: Bundle) -> dict[str, Explanation]:
    """Every policy of the menu at the opening, explained."""
    return {policy: explain(bundle, policy, {}) for policy in bundle.scenario.policies}


@pytest.fixture(scope="session")
def game(bundle: Bundle) -> Game:
    """A new game; games are immutable, so one serves all tests."""
    return begin(bundle, "kalmar")


@pytest.fixture(scope="session")
def broken(game: Game) -> Game:
    """The same game after a text that breaks silence under every seed."""
    return submit(game, Propose("business_as_usual"))


@pytest.fixture(scope="session")
def rich() -> Bundle:
    """The scenario with every mechanism, its numbers as the tests of content have them."""
    return load(FILES, "december_2019")


@pytest.fixture(scope="session")
def rich_game(rich: Bundle) -> Game:
    """A new game with every mechanism: capital 3, and nobody's line is known."""
    return begin(rich, "kalmar")


@pytest.fixture(scope="session")
def wealthy_game() -> Game:
    """A new game with every mechanism, in which each turn brings more than can be spent."""
    return begin(load(changed(RULES, ("income: 1", "income: 20")), "december_2019"), "kalmar")
