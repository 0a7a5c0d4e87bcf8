"""The history of a session on screen: chart, table, moments, and the range of other luck."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from tests.content.mechanisms_in_yaml import DECEMBER, FILES, SHIPPED

from dialogue_sim.content.library import load
from dialogue_sim.session.hindsight.ranges import ranges
from dialogue_sim.session.moves import Mandate, Propose, Settle, Wait
from dialogue_sim.session.playing import advised, begin
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.start import Start
from dialogue_sim.session.views.figures import points
from dialogue_sim.tui.screens.history import HistoryScreen
from dialogue_sim.tui.widgets.history import Looked, Plot, chart_of, table_lines

if TYPE_CHECKING:
    from tests.tui.conftest import Opener, Player

    from dialogue_sim.words import Difficulty

pytestmark = pytest.mark.usefixtures("fixed_numbers")
SIZES = [(80, 24), (140, 40)]
WIDE = (140, 40)


@cache
def recorded(difficulty: Difficulty = "open", *, long: bool = False) -> bytes:
    """A save: silence broken in turn 1, nothing tabled in turn 2; or played to its last turn."""
    with TemporaryDirectory() as folder:
        bundle = load({**FILES, DECEMBER: SHIPPED[DECEMBER]}, "december_2019")
        game = advised(begin(bundle, "kalmar"), difficulty)
        recording = record_to(game, Path(folder) / "one.dsim")
        recording.submit(Mandate("bridge_builder"), Propose("business_as_usual"))
        assert recording.game.points
        recording.submit(Settle("withdraw"), Wait())
        if long:
            recording.submit(Propose("nrc_ambassadors"))
        while long and recording.game.turn < recording.game.world.story.turns:
            recording.submit(Wait())
        assert recording.path is not None
        return recording.path.read_bytes()


def saved(folder: Path, difficulty: Difficulty = "open", *, long: bool = False) -> Start:
    path = folder / "one.dsim"
    path.write_bytes(recorded(difficulty, long=long))
    return Start(resume=path)


def looked(player: Player) -> Looked:
    """What the screen shows."""
    screen = player.app.screen
    assert isinstance(screen, HistoryScreen)
    found = screen.query_one(Plot)._looked  # noqa: SLF001
    assert found is not None
    return found


async def to_history(player: Player) -> None:
    """From where a save was left to its history, with the range."""
    await player.until_screen("PlayScreen", "Reading")
    if player.screen == "Reading":
        await player.press("escape")
    await player.press("h")
    await player.until_screen("HistoryScreen")


@pytest.mark.parametrize("size", SIZES)
async def test_it_shows_the_session_so_far_and_goes_back_to_play(
    opened: Opener, size: tuple[int, int], tmp_path: Path
) -> None:
    async with opened(size, saved(tmp_path)) as player:
        await to_history(player)
        assert looked(player).now.label == "now"
        assert "Turn 3 is going on" in player.text()
        await player.press("left", "left")
        text = player.text()
        assert "T1 Back to normal relations · silence broken" in text
        assert re.search(r"✗ Back to normal", text)
        for row in looked(player).history.lines[:6]:
            shown = row.label if size == WIDE else row.short
            assert re.search(rf"{re.escape(shown)} .*{row.values[1]}", text)
        await player.press("escape")
        assert player.screen == "PlayScreen"


async def test_the_range_is_that_of_the_session_layer(opened: Opener, tmp_path: Path) -> None:
    start = saved(tmp_path)
    assert start.resume is not None
    expected = ranges(open_save(start.resume).recording.game)
    async with opened(WIDE, start) as player:
        await to_history(player)
        await player.until(lambda: looked(player).ranges is not None, "the range")
        assert looked(player).ranges == expected
        await player.press("left")
        low, high = (
            points(side[2]) for side in (expected["tension"].low, expected["tension"].high)
        )
        assert f"8 in 10 re-rolls: {low} to {high} [MOD]" in player.text()
        await player.press("down")
        low, high = (points(side[2]) for side in (expected["trust"].low, expected["trust"].high))
        assert f"8 in 10 re-rolls: {low} to {high} [MOD]" in player.text()


async def test_the_table_has_the_numbers_of_the_chart(opened: Opener, tmp_path: Path) -> None:
    async with opened(WIDE, saved(tmp_path, long=True)) as player:
        await to_history(player)
        await player.until(lambda: looked(player).ranges is not None, "the range")
        await player.press("v")
        shown = looked(player)
        rows = [line for line in player.text().splitlines() if line.startswith("│ ")]
        numbers = {
            stroke.label: [int(n) for row in rows if f" {stroke.label} " in row[:22]
                           for n in re.findall(r"\d+", row[22:98])]
            for stroke in chart_of(shown).strokes
        }  # fmt: skip
        assert numbers == {s.label: list(s.values) for s in chart_of(shown).strokes}
        assert shown.range is not None
        (first,) = (k for k, row in enumerate(rows) if " Tension " in row[:22])
        for row, side in zip(rows[first + 1 : first + 3],
                             (shown.range.low, shown.range.high), strict=True):  # fmt: skip
            told = [int(n) for n in re.findall(r"\d+", row[22:98])]
            assert told == [points(value) for value in side]
        await player.press("v")
        assert "100┤" in player.text()


async def test_a_narrow_table_shows_the_moments_around_the_cursor(
    opened: Opener, tmp_path: Path
) -> None:
    async with opened(WIDE, saved(tmp_path, long=True)) as player:
        await to_history(player)
        shown = looked(player)
        last = len(shown.history.moments) - 1
        for moment in range(last + 1):
            at = Looked(shown.history, 0, moment)
            heads = str(table_lines(at, 24, 14)[0]).split()
            assert len(heads) == 3
            assert shown.history.moments[moment].label in heads


async def test_keys_move_through_turns_and_indicators_and_stop_at_the_ends(
    opened: Opener, tmp_path: Path
) -> None:
    async with opened(start=saved(tmp_path, long=True)) as player:
        await to_history(player)
        last = len(looked(player).history.moments) - 1
        assert (looked(player).moment, looked(player).chosen) == (last, 0)
        await player.press("right")
        assert looked(player).moment == last
        await player.press("home")
        assert looked(player).moment == 0
        assert "The opening" in player.text()
        await player.press("left")
        assert looked(player).moment == 0
        await player.press("up")
        assert looked(player).line.name == "outside_support"
        await player.press("down", "end")
        assert (looked(player).moment, looked(player).line.name) == (last, "tension")


async def test_enter_opens_the_turn_again_and_escape_comes_back(
    opened: Opener, tmp_path: Path
) -> None:
    async with opened(start=saved(tmp_path, long=True)) as player:
        await to_history(player)
        await player.press("home", "enter")
        assert player.screen == "HistoryScreen"
        await player.press("right", "enter")
        await player.until_screen("ReactionsScreen")
        assert "Turn 1/" in player.text()
        while player.screen == "ReactionsScreen":
            await player.press("escape")
        assert player.screen == "HistoryScreen"
        await player.press("h")
        assert player.screen == "PlayScreen"


async def test_a_hard_adviser_keeps_the_range(opened: Opener, tmp_path: Path) -> None:
    async with opened(WIDE, saved(tmp_path, "hard")) as player:
        await to_history(player)
        assert "keeps the range of other luck for the debrief" in player.text()
        await player.press("left")
        assert looked(player).ranges is None
        assert "re-rolls" not in player.text()


async def test_resizing_keeps_everything(opened: Opener, tmp_path: Path) -> None:
    async with opened(WIDE, saved(tmp_path)) as player:
        await to_history(player)
        for size in ((80, 24), (60, 20), (20, 5), (200, 60), (110, 24)):
            await player.pilot.resize_terminal(*size)
            await player.settle()
        assert "How it unfolded" in player.text()
