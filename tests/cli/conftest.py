"""The command in this process, in an empty working folder, with its saves in that folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from click.testing import CliRunner, Result
from tests.content.mechanisms_in_yaml import FILES, RULES
from tests.without_mechanisms import DECEMBER, plain_december

from dialogue_sim.cli.entry import main
from dialogue_sim.content.files import packaged_content
from dialogue_sim.session.saves.folders import SAVES_VARIABLE

Command: TypeAlias = Callable[..., Result]
Workspace: TypeAlias = Callable[[str, str, str], str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder; nothing is written anywhere else."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv(SAVES_VARIABLE, str(folder / "kept"))
    return folder


@pytest.fixture
def command() -> Command:
    """Runs `dialogue-sim` with some arguments; a traceback fails the test."""

    def run(*arguments: str, typed: str = "") -> Result:
        result = CliRunner().invoke(main, arguments, input=typed)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise AssertionError(arguments) from result.exception
        assert result.exit_code in {0, 1, 2}
        assert "Traceback" not in result.output
        return result

    return run


@pytest.fixture
def workspace(here: Path) -> Workspace:
    """Copies a shipped file into the working folder with one passage changed."""

    def change(path: str, old: str, new: str) -> str:
        text = (packaged_content() / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{text.count(old)} times in {path}: {old}"
        changed = text.replace(old, new)
        target = here / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(changed, encoding="utf-8", newline="\n")
        return changed

    return change


@pytest.fixture
def plain(here: Path) -> Path:
    """The scenario without mechanisms in the working folder."""
    target = here / DECEMBER
    target.parent.mkdir(parents=True)
    target.write_text(plain_december(), encoding="utf-8", newline="\n")
    return target


@pytest.fixture
def rich(here: Path) -> Path:
    """Rules with every mechanism in the working folder, their numbers as the tests have them."""
    target = here / RULES
    target.parent.mkdir(parents=True)
    target.write_bytes(FILES[RULES])
    return target
