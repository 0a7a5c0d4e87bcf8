"""A recorded session, and the library that it came from with passages changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from tests.session.test_save import MOVES, recorded

from dialogue_sim.session.game import Game

Library: TypeAlias = dict[str, bytes]
Edit: TypeAlias = Callable[..., Library]

NATO = "scenarios/nato_russia"
DECEMBER, RULES = f"{NATO}/december_2019.yaml", f"{NATO}/rules.yaml"


@pytest.fixture(scope="module")
def session(game: Game, tmp_path_factory: pytest.TempPathFactory) -> tuple[Game, Path]:
    """A finished session of six turns, its second text settled, and its save; only read."""
    path = tmp_path_factory.mktemp("saves") / "kalmar.dsim"
    recording = recorded(game, path, MOVES)
    recording.close()
    return recording.game, path


@pytest.fixture(scope="session")
def edit(files: Library) -> Edit:
    """The library with passages of one file changed, each of which stands there once."""

    def change(path: str, *pairs: tuple[str, str]) -> Library:
        text = files[path].decode()
        for old, new in pairs:
            assert text.count(old) == 1, f"{text.count(old)} times in {path}: {old}"
            text = text.replace(old, new)
        return {**files, path: text.encode()}

    return change
