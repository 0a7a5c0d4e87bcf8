"""What a session comes to, as the screen of the ending tells it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.content.mechanisms_in_yaml import DECEMBER, FILES, SHIPPED

from dialogue_sim.content.library import load
from dialogue_sim.session.moves import Assure, Consult, Mandate, Wait
from dialogue_sim.session.playing import begin
from dialogue_sim.session.saves.save import record_to
from dialogue_sim.session.start import Start
from dialogue_sim.tui.screens.ending import EndingScreen
from dialogue_sim.tui.widgets.panel import Page

if TYPE_CHECKING:
    from tests.tui.conftest import Opener, Player

pytestmark = pytest.mark.usefixtures("fixed_numbers")
ROW = re.compile(r"^(\w[\w ]+?) +(\d+)  [█·]+  higher than +(\d+) of 100$", re.MULTILINE)


def page_of(player: Player) -> str:
    """The page of the ending, scrolled out of sight or not."""
    return str(player.app.screen.query_one(Page).render())


def waited_to_the_end(folder: Path) -> Path:
    """The save of a session: Poland is promised something, then every turn passes."""
    game = begin(load({**FILES, DECEMBER: SHIPPED[DECEMBER]}, "december_2019"), "kalmar")
    recording = record_to(game, folder / "over.dsim")
    recording.submit(Mandate("bridge_builder"), Consult("poland"), Assure("poland", "promise"))
    while recording.game.phase != "over":
        recording.submit(Wait())
    assert recording.path is not None
    return recording.path


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_ending_shows_profile_promises_and_the_mask(
    opened: Opener, size: tuple[int, int], tmp_path: Path
) -> None:
    async with opened(size, Start(resume=waited_to_the_end(tmp_path))) as player:
        await player.until_screen("EndingScreen")
        screen = player.app.screen
        assert isinstance(screen, EndingScreen)
        await player.until(lambda: bool(ROW.search(page_of(player))), "the profile")
        page = page_of(player)
        view = screen.views[0]
        numbers = {row.label: row.value for row in view.indicators}
        rows = {label: (int(value), int(percent)) for label, value, percent in ROW.findall(page)}
        assert rows.keys() == {
            "Progress", "Security", "Cohesion", "Credibility", "Public support", "Calm"
        }  # fmt: skip
        assert rows["Progress"][0] == numbers["Progress"]
        assert abs(rows["Security"][0] - (100 - numbers["Security loss"])) <= 1
        assert abs(rows["Calm"][0] - (100 - numbers["Tension"])) <= 1
        assert all(0 <= percent <= 100 for _, percent in rows.values())
        met = sum(goal.points for goal in view.goals if goal.met)
        whole = sum(goal.points for goal in view.goals)
        assert f"Your goals: {met} of {whole} points" in page
        assert "Mandate: The bridge-builder." in page
        assert "✗ Broken in turn 3: in turn 1 Poland was promised, by turn 3," in page
        assert view.at.nature is not None
        assert f"Behind the mask: {view.at.nature.id.replace('_', ' ')}" in page
        for turn in range(1, len(view.played) + 1):
            assert re.search(rf"^T{turn}  . \w.*report.* → .*%", page, re.MULTILINE)
        await player.until(lambda: "Turn 1, " in page_of(player), "luck and choice")
