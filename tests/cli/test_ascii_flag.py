"""`--ascii`, with a command, before one and without any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from dialogue_sim.cli.entry import main
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.playing import begin
from dialogue_sim.session.saves.recording import record_to

if TYPE_CHECKING:
    from pathlib import Path

    from dialogue_sim.session.start import Start


@pytest.fixture
def opened_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[bool]:
    """Whether the screens that were opened draw in ASCII."""
    seen: list[bool] = []

    def run(_: Path, __: Start | None = None, *, in_ascii: bool = False) -> None:
        seen.append(in_ascii)

    monkeypatch.setattr("dialogue_sim.tui.app.run", run)
    monkeypatch.setenv("DIALOGUE_SIM_SAVES", str(tmp_path))
    return seen


@pytest.mark.parametrize(
    ("words", "in_ascii"),
    [
        ((), False), (("--ascii",), True), (("play",), False), (("play", "--ascii"), True),
        (("--ascii", "play", "december_2019"), True),
    ],
)  # fmt: skip
def test_the_flag_reaches_the_screens(
    opened_with: list[bool], words: tuple[str, ...], in_ascii: object
) -> None:
    result = CliRunner().invoke(main, list(words))
    assert (result.exit_code, result.output) == (0, "")
    assert opened_with == [in_ascii]


def test_the_flag_holds_for_a_session_that_goes_on(
    opened_with: list[bool], tmp_path: Path
) -> None:
    game = begin(load(read_library(packaged_content()), "december_2019"), "kalmar")
    save = tmp_path / "one.dsim"
    record_to(game, save).submit_and_go_on()
    result = CliRunner().invoke(main, ["resume", str(save), "--ascii"])
    assert (result.exit_code, result.output) == (0, "")
    assert opened_with == [True]
