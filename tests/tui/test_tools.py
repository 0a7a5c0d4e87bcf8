"""The trainer's tools: they work beside the screen, say how far they are, and can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from tests.tui.conftest import Opener, Player
from textual.worker import WorkerState

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.playing import begin
from dialogue_sim.session.progress import Tell
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.start import Start
from dialogue_sim.tui import bench
from dialogue_sim.tui.desk import BENCH
from dialogue_sim.tui.screens.tools import ToolsScreen
from dialogue_sim.tui.widgets.panel import Page
from dialogue_sim.tui.widgets.tools import Progress, Setup

SIZES = [(80, 24), (140, 40)]
Show = Callable[[list[str]], None]
PATIENCE = 30.0


async def to_tools(player: Player) -> ToolsScreen:
    await player.until(lambda: "start here" in player.text(), "the shelf")
    await player.press("t")
    await player.until_screen("ToolsScreen")
    screen = player.app.screen
    assert isinstance(screen, ToolsScreen)
    return screen


def page(player: Player) -> str:
    return str(player.app.screen.query_one(Page).render())


@pytest.mark.parametrize("size", SIZES)
async def test_a_playtest_shows_what_comes_and_how_far_it_is(
    opened: Opener, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    shares: list[float] = []
    tell = ToolsScreen.progress

    def heard(screen: ToolsScreen, number: int, share: float) -> None:
        shares.append(share)
        tell(screen, number, share)

    monkeypatch.setattr(ToolsScreen, "progress", heard)
    async with opened(size) as player:
        screen = await to_tools(player)
        await player.press("end", "up", "right", "right")  # 20 sessions
        assert "20 of each strategy" in player.text()
        await player.press("3")
        await player.until(lambda: not screen.working, "the result")
        assert "✓ done" in player.text()
        assert "A bell before the water, seed 0: 20 sessions each" in page(player)
        assert "least_used: whatever has been tabled least" in page(player)
        assert shares[0] == 0.0
        assert shares[-1] == 1.0
        assert shares == sorted(shares)
        await player.press("escape", "escape")
        assert await player.until_screen("HomeScreen")


class Slow:
    """A tool that waits until somebody has had enough."""

    def __init__(self) -> None:
        self.begun, self.ended = Event(), Event()

    def __call__(self, _: Setup, show: Show, tell: Tell) -> None:
        show(["the first lines"])
        self.begun.set()
        try:
            while True:
                tell(0.25)
                self.ended.wait(0.01)
        finally:
            self.ended.set()


@pytest.mark.parametrize("keys", [("escape",), ("escape", "escape", "escape"), ("q",)])
async def test_a_tool_is_stopped_by_leaving_and_leaves_nothing_running(
    opened: Opener, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    slow = Slow()
    monkeypatch.setitem(bench.TOOLS, "check", slow)
    async with opened() as player:
        await to_tools(player)
        await player.press("1")
        await player.until(lambda: "25 %" in player.text(), "the work")
        assert "the first lines" in page(player)
        await player.press(*keys)
        await player.until(slow.ended.is_set, "the end of the thread")
    assert slow.ended.wait(PATIENCE)


async def test_after_a_stop_what_was_found_stays_and_a_tool_can_run_again(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()
    monkeypatch.setitem(bench.TOOLS, "check", slow)
    async with opened() as player:
        screen = await to_tools(player)
        await player.press("1")
        await player.until(lambda: "25 %" in player.text(), "the work")
        await player.press("escape")
        assert "■ stopped" in player.text()
        assert "the first lines" in page(player)
        await player.until(slow.ended.is_set, "the end of the thread")
        await player.press("6")
        await player.until(lambda: not screen.working, "another tool")
        assert "Chronicle of the Sorrel" in page(player)
        assert "the first lines" not in page(player)
        running = [w for w in player.app.workers if w.group == BENCH]
        assert all(worker.state != WorkerState.RUNNING for worker in running)


async def test_a_result_keeps_the_name_of_what_it_ran_on(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()
    monkeypatch.setitem(bench.TOOLS, "playtest", slow)
    async with opened((140, 40)) as player:
        screen = await to_tools(player)
        await player.press("3")
        await player.until(lambda: "25 %" in player.text(), "the work")
        ran_on = screen.query_one(Progress).name_
        await player.press("tab", "end", "up", "up", "right", "escape")
        await player.until(slow.ended.is_set, "the end of the thread")
        assert "■ stopped" in player.text()
        assert screen.query_one(Progress).name_ == ran_on


async def test_content_with_errors_is_a_page_with_line_and_column(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scenarios" / "river_league" / "first_steps.yaml"
    path.parent.mkdir(parents=True)
    whole = (packaged_content() / path.relative_to(tmp_path)).read_text(encoding="utf-8")
    path.write_text(whole.replace("turns: 3\n", "turns: [/x]\n"), encoding="utf-8")
    number = whole[: whole.index("turns: 3\n")].count("\n") + 1
    monkeypatch.chdir(tmp_path)
    async with opened((140, 40)) as player:
        screen = await to_tools(player)
        await player.press("1")
        await player.until(lambda: not screen.working, "the diagnostics")
        shown = page(player)
        assert f"first_steps.yaml:{number}:" in shown
        assert "turns: [/x]" in shown
        assert "1 file, " in shown


async def test_what_cannot_be_done_is_a_sentence(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Setup, __: Show, ___: Tell) -> None:
        message = "[/x] is not there"
        raise OSError(message)

    monkeypatch.setitem(bench.TOOLS, "test", refuse)
    async with opened() as player:
        screen = await to_tools(player)
        await player.press("2")
        await player.until(lambda: not screen.working, "the sentence")
        assert "✗ failed" in player.text()
        assert "[/x] is not there" in page(player)


async def test_leaving_an_ending_stops_its_look_back(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()
    monkeypatch.setattr(
        "dialogue_sim.tui.sitting.profile", lambda _, tell: slow(Setup(), print, tell)
    )
    path = tmp_path / "first_steps-anna.dsim"
    bundle = load(read_library(packaged_content()), "first_steps")
    record_to(begin(bundle, "anna", {}), path).submit_and_go_on()
    async with opened(start=Start(resume=path)) as player:
        await player.until_screen("EndingScreen")
        await player.until(slow.begun.is_set, "the look back")
        await player.press("escape")
        await player.until_screen("HomeScreen")
        await player.until(slow.ended.is_set, "the end of the thread")
