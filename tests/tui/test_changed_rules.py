"""A session whose scenario has changed since: the sheet that asks, and what each key does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.tui.tour import changed

from dialogue_sim.engine import dynamics
from dialogue_sim.session.changes.regression import saves_in
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.start import Start

if TYPE_CHECKING:
    from tests.tui.conftest import Opener, Player


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """One turn of a session that had many more turns then."""
    return Start(resume=changed(tmp_path))


async def to_the_table(player: Player) -> None:
    if await player.until_screen("PlayScreen", "Reading") == "Reading":  # news come first
        await player.press("escape")
        await player.until_screen("PlayScreen")


async def test_it_says_what_has_changed_and_what_can_be_done(opened: Opener, start: Start) -> None:
    async with opened(start=start) as player:
        await player.until_screen("ChangedRulesSheet")
        shown = player.text()
        assert "The rules have changed since" in shown
        assert "changed.dsim" in shown
        assert "scenario.turns" in shown
        for way in ("Go on under the old rules", "Try the new rules", "Look at it as recorded"):
            assert way in shown


async def test_enter_goes_on_under_the_rules_in_the_save(
    opened: Opener, start: Start, tmp_path: Path
) -> None:
    async with opened(start=start) as player:
        await player.until_screen("ChangedRulesSheet")
        await player.press("enter")
        await to_the_table(player)
    assert saves_in([tmp_path]) == ((tmp_path / "changed.dsim", False),)


async def test_the_new_rules_are_tried_in_a_save_of_their_own(
    opened: Opener, start: Start, tmp_path: Path
) -> None:
    assert start.resume is not None
    raw = start.resume.read_bytes()
    async with opened(start=start) as player:
        await player.until_screen("ChangedRulesSheet")
        await player.press("n")
        await player.until_screen("Reading")
        shown = player.text()
        assert "All of it comes out as it was recorded: 1 turn." in shown
        assert "first_steps-kalmar.dsim" in shown
        await player.press("enter")
        await to_the_table(player)
    assert start.resume.read_bytes() == raw
    old, new = (open_save(tmp_path / name).recording.game
                for name in ("changed.dsim", "first_steps-kalmar.dsim"))  # fmt: skip
    assert (old.turn, new.turn) == (2, 2)
    assert new.world.story.turns < old.world.story.turns


async def test_as_recorded_is_a_replay(opened: Opener, start: Start) -> None:
    async with opened(start=start) as player:
        await player.until_screen("ChangedRulesSheet")
        await player.press("r")
        await player.until_screen("ReplayScreen")


async def test_escape_leaves_it_as_it_is(opened: Opener, start: Start) -> None:
    async with opened(start=start) as player:
        await player.until_screen("ChangedRulesSheet")
        await player.press("escape")
        await player.until_screen("HomeScreen")
        await player.until(lambda: "changed" in player.text(), "the shelf")


@pytest.mark.parametrize(("rules", "tried"), [("old", False), ("new", True)])
async def test_nobody_is_asked_who_has_said_it_already(
    opened: Opener, start: Start, rules: str, *, tried: bool
) -> None:
    async with opened(start=Start(resume=start.resume, rules=rules)) as player:
        await player.until_screen("PlayScreen", "Reading")
        assert ("On the rules of today" in player.text()) == tried


async def test_another_engine_shows_the_session_as_recorded(
    opened: Opener, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = dynamics._credibility  # noqa: SLF001  a coefficient of the engine that is not the same
    monkeypatch.setattr(dynamics, "_credibility", lambda outcome: real(outcome) * 0.9)
    async with opened((140, 40), start) as player:
        await player.until_screen("Reading")
        assert "turn 1 of changed.dsim comes out otherwise, in credibility" in player.text()
        await player.press("enter")
        await player.until_screen("ReplayScreen")
