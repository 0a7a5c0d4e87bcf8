"""What a session comes to, as the screen of the ending tells it."""

from __future__ import annotations

import re
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest
from tests.content.mechanisms_in_yaml import DECEMBER, FILES, SHIPPED
from tests.tui.debriefing import ending, sections_of, whole_debrief

from dialogue_sim.content.library import load
from dialogue_sim.session.moves import Assure, Consult, Mandate, Wait
from dialogue_sim.session.playing import begin
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.start import Start
from dialogue_sim.tui.app import SHELF
from dialogue_sim.tui.screens.ending import EndingScreen
from dialogue_sim.tui.sitting import Sitting

if TYPE_CHECKING:
    from tests.tui.conftest import Opener

    from dialogue_sim.session.hindsight.look_back import LookBack
    from dialogue_sim.session.progress import Tell

pytestmark = pytest.mark.usefixtures("fixed_numbers")
ROW = re.compile(r"^(\w[\w ]+?) +(\d+)  [█·]+  higher than +(\d+) of 100$", re.MULTILINE)


def waited_to_the_end(folder: Path) -> Path:
    """The save of a session: Poland is promised something, then every turn passes."""
    game = begin(load({**FILES, DECEMBER: SHIPPED[DECEMBER]}, "december_2019"), "kalmar")
    recording = record_to(game, folder / "over.dsim")
    recording.submit(Mandate("bridge_builder"), Consult("poland"), Assure("poland", "promise"))
    while recording.game.phase != "over":
        recording.submit(Wait())
    assert recording.path is not None
    return recording.path


async def test_the_ending_shows_profile_promises_and_the_mask(
    opened: Opener, tmp_path: Path
) -> None:
    async with opened(start=Start(resume=waited_to_the_end(tmp_path))) as player:
        await player.until_screen("EndingScreen")
        screen = player.app.screen
        assert isinstance(screen, EndingScreen)
        await player.until(lambda: bool(ROW.search(whole_debrief(player))), "the profile")
        page = whole_debrief(player)
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
        await player.until(lambda: "Turn 1, " in whole_debrief(player), "luck and choice")


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_every_section_is_reached_by_keys_and_named(
    opened: Opener, size: tuple[int, int], tmp_path: Path
) -> None:
    async with opened(size, Start(resume=waited_to_the_end(tmp_path))) as player:
        await player.until_screen("EndingScreen")
        await player.until(lambda: "Turn 1, " in whole_debrief(player), "luck and choice")
        names = list(sections_of(player))
        assert names == [
            "How it ended", "Goals", "Profile", "How it unfolded", "Turn by turn",
            "Luck and choice", "Word and deed", "Behind the mask", "In the world", "To talk about",
        ]  # fmt: skip
        for number, name in enumerate(names, start=1):
            told = f"▸ {name}" if size == (140, 40) else f"◂ {name} {number}/{len(names)} ▸"
            assert told in player.text()
            await player.press("right" if number % 2 else "right_square_bracket")
        assert "To talk about" in player.text()
        for _ in names:
            await player.press("left_square_bracket")
        assert "From the opening to the end" in player.text()


async def test_what_is_worked_out_can_be_stopped_and_begun_again(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()

    def slow(sitting: Sitting, tell: Tell) -> LookBack:
        tell(0.25)
        while not go_on.wait(0.01):
            tell(0.5)
        return worked_out(sitting, tell)

    worked_out = Sitting.look_back
    monkeypatch.setattr(Sitting, "look_back", slow)
    async with opened(start=Start(resume=waited_to_the_end(tmp_path))) as player:
        await player.until_screen("EndingScreen")
        await player.until(lambda: "50 %" in sections_of(player)["Profile"], "half of it")
        await player.press("right", "right")
        assert "x stops it" in player.text()
        await player.press("x")
        await player.until(lambda: not player.app.workers, "nobody works")
        assert "stopped. x begins again" in player.text()
        go_on.set()
        await player.press("x")
        await player.until(lambda: bool(ROW.search(whole_debrief(player))), "the profile")
        assert ROW.search(whole_debrief(player))


async def test_one_key_saves_the_hand_in_and_no_file_is_written_over(
    opened: Opener, tmp_path: Path
) -> None:
    save = waited_to_the_end(tmp_path)
    async with opened(start=Start(resume=save)) as player:
        await player.until_screen("EndingScreen")
        await player.press("s")
        await player.until(save.with_name("over.md").exists, "the hand-in")
        await player.until(lambda: not player.app.workers, "nobody works")
        await player.press("s")
        await player.until(save.with_name("over-2.md").exists, "another one")
        await player.until(lambda: not player.app.workers, "nobody works")
        code = ending(player).views[0].code
    text = save.with_name("over.md").read_text(encoding="utf-8")
    assert text == save.with_name("over-2.md").read_text(encoding="utf-8")
    assert f"- Session code: {code}" in text
    assert "A teaching model, not a forecast." in text
    assert "## Word and deed" in text


async def test_a_hand_in_that_cannot_be_written_is_told_in_a_sentence(
    opened: Opener, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    save = waited_to_the_end(folder)
    async with opened(start=Start(resume=save)) as player:
        await player.until_screen("EndingScreen")
        await player.until(lambda: "Turn 1, " in whole_debrief(player), "luck and choice")
        save.unlink()
        folder.rmdir()
        await player.press("s")
        await player.until_screen("Reading")
        assert "cannot write the hand-in" in " ".join(player.text().split())
        assert "That was not possible" in player.text()
        await player.press("escape")
        assert player.screen == "EndingScreen"
        assert not [worker for worker in player.app.workers if worker.group == SHELF]
