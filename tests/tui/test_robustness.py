"""What must not break a screen: hostile text, small terminals, broken files, no colour."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.geometry import Offset

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.start import Start
from dialogue_sim.tui.screens.play import PlayScreen
from dialogue_sim.tui.screens.reactions import ReactionsScreen
from dialogue_sim.tui.widgets.lists import PolicyList
from dialogue_sim.tui.widgets.panel import FollowedList, Page, TooSmall

if TYPE_CHECKING:
    from tests.tui.conftest import Opener

START = Start(scenario="december_2019", seed="kalmar")
POLICIES = "scenarios/nato_russia/policies.yaml"
SETTING = "scenarios/nato_russia/setting.yaml"
SCENARIO = "scenarios/nato_russia/december_2019.yaml"
HOSTILE = {
    POLICIES: [
        ("title: Council meeting of ambassadors", "title: '[/x] closes nothing'"),
        ("title: Offer of top-level talks", "title: '[@click=app.quit]boom[/]'"),
        ("short: NRC", "short: '[/x]'"),
        ("short: Top-level", "short: '[red]会議'"),
    ],
    SETTING: [
        ("label: ambassadors", "label: '[/] 大使 [b]'"),
        ("title: Level of contact", "title: '[Minister]: e\u0301'"),
    ],
    SCENARIO: [
        ("title: An interview before Christmas", "title: '[/x] 会議 $primary'"),
        ("hook: Moscow has", "hook: '[@click=app.bell]Moscow'  # Moscow has"),
        ("title: The bridge-builder", "title: '[@click=app.quit] 橋 [/]'"),
        ("          The office is measured by a line", "          [/says] $x"),
    ],
    "actors/poland.yaml": [
        ("name: Government of Poland", "name: '[/x] Poland 政府'"),
        ("short: Poland", "short: '[/x] PL'"),
    ],
}


@pytest.fixture
def hostile_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library whose texts look like markup, or fill two cells a character."""
    files = read_library(packaged_content())
    for path, changes in HOSTILE.items():
        text = files[path].decode()
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        files[path] = text.encode()
    monkeypatch.setattr("dialogue_sim.tui.sitting.default_library", lambda: files)


@pytest.mark.usefixtures("hostile_library")
async def test_text_that_looks_like_markup_is_shown_as_it_stands(opened: Opener) -> None:
    async with opened((140, 40)) as player:
        await player.until(lambda: "[/x] 会議 $primary" in player.text(), "the shelf")
        await player.press("down")
        assert "[@click=app.bell]Moscow" in player.text()
        await player.press("enter")
        await player.until_screen("BriefScreen")
        assert "[/x] 会議 $primary" in player.text()
        await player.begin()
        assert "Why · [/x] closes nothing" in player.text()
        await player.press("2")
        assert "Why · [@click=app.quit]boom[/]" in player.text()
        for key in "wgbl?":
            await player.press("question_mark" if key == "?" else key)
            assert player.screen in {"Reading", "LogSheet", "HelpSheet"}
            await player.press("escape")
        await player.press("1", "enter")
        await player.until_screen("AmendSheet")
        assert "[Minister]:" in player.text()
        assert "[/] 大使 [b]" in player.text()
        await player.press("enter")
        await player.until_screen("ReactionsScreen")
        assert "[/x] closes nothing" in player.text()
        await player.press("r")
        await player.until_screen("ReceiptSheet")
        await player.press("escape")
        await player.finish_turn()
        assert "[/x] PL" in player.text() or "[/x] Poland" in player.text()
        assert player.app.is_running


@pytest.mark.usefixtures("hostile_library")
async def test_mandates_that_look_like_markup_are_shown_as_they_stand(opened: Opener) -> None:
    async with opened(start=START) as player:
        await player.until_screen("BriefScreen")
        await player.press("enter")
        await player.until_screen("MandateSheet")
        assert "[@click=app.quit] 橋 [/]" in player.text()
        assert "[/says] $x" in player.text()
        await player.press("enter")
        await player.until_screen("PlayScreen")
        await player.press("p", "down", "down", "down", "enter")
        assert "Done: Consult [/x] PL" in player.text()
        await player.press("escape", "g")
        await player.until_screen("Reading")
        assert "Mandate: [@click=app.quit] 橋 [/]. [/says] $x" in player.text()


async def test_a_terminal_that_is_too_small_says_so_and_recovers(opened: Opener) -> None:
    async with opened((59, 24), START) as player:
        await player.until_screen("BriefScreen")
        assert "Enlarge the terminal" in player.text()
        await player.pilot.resize_terminal(80, 19)
        await player.until(lambda: "80 columns and 19 rows" in player.text(), "the notice")
        await player.pilot.resize_terminal(60, 20)
        await player.until(lambda: "Enlarge" not in player.text(), "the brief")
        await player.begin()
        await player.pilot.resize_terminal(40, 10)
        await player.until(lambda: player.app.screen.query_one(TooSmall).display, "the notice")
        await player.pilot.resize_terminal(140, 40)
        await player.until(lambda: "Public support" in player.text(), "the wide table")
        await player.press("3")
        assert player.app.screen.query_one(PolicyList).chosen == "grit_confidence_building"


@pytest.mark.parametrize("size", [(60, 20), (79, 24), (109, 39), (200, 60)])
async def test_a_turn_can_be_played_in_any_size(opened: Opener, size: tuple[int, int]) -> None:
    async with opened(size, START) as player:
        await player.begin()
        assert "Turn 1/6" in player.text()
        await player.press("t")
        await player.finish_turn()
        assert "Turn 2/6" in player.text()


async def test_a_save_that_is_broken_is_told_in_a_sentence(opened: Opener, tmp_path: Path) -> None:
    broken = tmp_path / "broken.dsim"
    broken.write_text("[/x] no save\n")
    async with opened(start=Start(resume=broken)) as player:
        await player.until_screen("Reading")
        assert "This cannot be opened" in player.text()
        page = str(player.app.screen.query_one(Page).render())
        assert "broken.dsim,record1" in "".join(page.split())
        await player.press("escape")
        await player.until(lambda: "Scenarios" in player.text(), "the shelf")


async def test_content_with_errors_is_told_with_file_and_line(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = read_library(packaged_content())
    files[SCENARIO] = files[SCENARIO].replace(b"turns: 6", b"turns: [/x]")
    monkeypatch.setattr("dialogue_sim.tui.sitting.default_library", lambda: files)
    async with opened() as player:
        await player.until(lambda: "has errors" in player.text(), "the shelf")
        await player.press("8", "enter")
        await player.until_screen("Reading")
        assert "december_2019.yaml:" in player.text()
        assert "error[DS" in player.text()


async def test_a_scenario_that_does_not_exist_is_told(opened: Opener) -> None:
    async with opened(start=Start(scenario="december_2091")) as player:
        await player.until_screen("Reading")
        assert "december_2019" in player.text()


def put_a_file_in_place_of(folder: Path) -> None:
    """Make a folder of saves impossible."""
    folder.rmdir()
    folder.write_text("a file where the folder should be")


async def test_a_folder_that_takes_no_saves_is_told_before_the_first_turn(
    opened: Opener, tmp_path: Path
) -> None:
    async with opened(start=START) as player:
        await player.until_screen("BriefScreen")
        put_a_file_in_place_of(tmp_path)
        assert await player.begin() == "Reading"
        assert "cannot" in player.text()


async def test_responses_come_one_by_one_and_any_key_shows_the_rest(opened: Opener) -> None:
    async with opened(start=START, motion=True) as player:
        await player.begin()
        await player.press("t")
        await player.until_screen("ReactionsScreen")
        screen = player.app.screen
        assert isinstance(screen, ReactionsScreen)
        actors = load(read_library(packaged_content()), "december_2019").actors
        assert screen.query_one(FollowedList).option_count < len(actors)
        await player.press("x")
        heard = [
            option for option in screen.query_one(FollowedList).options if not option.disabled
        ]
        assert len(heard) == len(actors)
        assert not screen.revealing


async def test_signs_and_words_stand_beside_every_colour(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(start=START) as player:
        await player.begin()
        await player.press("t")
        await player.finish_turn()
        assert player.app.no_color
        shown = player.text()
        screen = player.app.screen
        assert isinstance(screen, PlayScreen)
        said = {actor.response for actor in screen.sitting.view.actors}
        signs = {"break_silence": "! ", "object": "✗ ", "hedge": "~ ", "endorse": "✓ "}
        assert all(signs.get(response or "", "+ ") in shown for response in said)


async def test_dark_and_light_can_be_changed_anywhere(opened: Opener) -> None:
    async with opened() as player:
        assert player.app.current_theme.dark
        await player.press("ctrl+t")
        assert not player.app.current_theme.dark
        await player.press("ctrl+t")
        assert player.app.current_theme.dark


async def test_the_keys_at_the_bottom_are_buttons(opened: Opener) -> None:
    async with opened() as player:
        await player.until(lambda: "? help" in player.text(), "the keys")
        row = player.text().splitlines()[-1]
        await player.pilot.click("KeyBar", offset=(row.index("help"), 0))
        assert await player.until_screen("HelpSheet") == "HelpSheet"


async def test_the_cursor_of_the_terminal_follows_the_highlight(opened: Opener) -> None:
    async with opened(start=START) as player:
        await player.begin()
        await player.press("4")
        policies = player.app.screen.query_one(PolicyList)
        assert player.app.cursor_position == policies.content_region.offset + Offset(0, 3)
        await player.press("tab", "down")
        assert player.app.cursor_position.x > policies.region.right - 1


FIRST_FRAME = """
import sys
from pathlib import Path
from dialogue_sim.tui.app import DialogueSim

class Watched(DialogueSim):
    def on_ready(self):
        print(*{"numpy", "pydantic", "yaml"} & set(sys.modules))
        self.exit()

Watched(saves=Path("nowhere")).run(headless=True)
"""


def test_the_first_frame_waits_for_no_heavy_library() -> None:
    command = [sys.executable, "-c", FIRST_FRAME]
    source = str(Path(__file__).parents[2] / "src")
    environment = os.environ | {"PYTHONPATH": source}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    assert done.stdout.split() == []
