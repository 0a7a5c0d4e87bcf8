"""The home screen: what there is, what is next, and saves that are kept in order."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.tui.conftest import Ears, Player
from textual.widgets import Input

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.moves import Propose
from dialogue_sim.session.playing import begin
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.settings import Settings, Signs
from dialogue_sim.tui.app import DialogueSim
from dialogue_sim.tui.widgets.history import eyes_of
from dialogue_sim.tui.widgets.panel import FollowedList

if TYPE_CHECKING:
    from tests.tui.conftest import Opener

SIZES = [(80, 24), (140, 40)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a session that goes on, one that is over, and one with an odd seed."""
    folder = tmp_path_factory.mktemp("made")
    bundle = load(read_library(packaged_content()), "first_steps")
    going = record_to(begin(bundle, "anna"), folder / "first_steps-anna.dsim")
    going.submit(Propose("notice_for_toll"))
    record_to(begin(bundle, "bert", {}), folder / "first_steps-bert.dsim").submit_and_go_on()
    record_to(begin(bundle, "[@click=app.quit]x[/]", {}), folder / "first_steps-odd.dsim")
    for age, name in enumerate(("anna", "bert", "odd")):
        os.utime(folder / f"first_steps-{name}.dsim", (10**9 - age, 10**9 - age))
    return folder


@pytest.fixture
def saves(made: Path, tmp_path: Path) -> Path:
    """Those saves where the app looks for them."""
    for path in made.iterdir():
        shutil.copy2(path, tmp_path / path.name)
    return tmp_path


async def shelf(player: Player) -> None:
    await player.until(lambda: "start here" in player.text(), "the shelf")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.usefixtures("saves")
async def test_home_says_what_there_is_and_what_is_next(
    opened: Opener, size: tuple[int, int]
) -> None:
    async with opened(size) as player:
        await shelf(player)
        shown = player.text()
        assert "Should an alliance talk to an adversary" in shown
        assert "a teaching model, not a forecast" in shown
        for said in ("Go on with", "seed anna", "Scenarios", "Turn 2 of 3 begins"):
            assert said in shown
        assert "[@click=app.quit]x" in shown
        await player.press("1")
        assert "Three weeks until the thaw" in player.text()
        assert "an invented world [FIC]" in player.text()
        await player.press("end")
        for said in ("Look back at", "Trainer's tools", "Settings"):
            assert said in player.text()


async def test_a_wide_home_shows_a_card_about_what_is_highlighted(opened: Opener) -> None:
    async with opened((140, 40)) as player:
        await shelf(player)
        await player.press("2")
        shown = player.text()
        bundle = load(read_library(packaged_content()), "december_2019")
        assert bundle.scenario.about.objectives[0][:40] in shown
        assert "You can sit as" in shown
        assert bundle.name_of["poland"] in shown
        assert "[REP]" in shown
        assert "2019-12-23 · starter · 6 turns · 20 minutes" in shown


async def test_a_narrow_home_opens_the_card_as_a_page(opened: Opener) -> None:
    async with opened() as player:
        await shelf(player)
        await player.press("2", "i")
        await player.until_screen("Reading")
        assert "You can sit as" in str(player.app.screen.query_one("Page").render())
        await player.press("escape")
        assert player.screen == "HomeScreen"


async def test_without_saves_the_first_scenario_is_highlighted(opened: Opener) -> None:
    async with opened() as player:
        await shelf(player)
        assert "Go on with" not in player.text()
        highlighted = player.app.screen.query_one(FollowedList).highlighted_option
        assert highlighted is not None
        assert highlighted.id == "scenario:0"


@pytest.mark.usefixtures("saves")
async def test_a_key_goes_on_with_the_latest_session(opened: Opener) -> None:
    async with opened() as player:
        await shelf(player)
        await player.press("c")
        if await player.until_screen("PlayScreen", "Reading") == "Reading":  # news come first
            await player.press("escape")
        await player.until(lambda: "Turn 2/3" in player.text(), "the second turn")


@pytest.mark.usefixtures("saves")
async def test_a_finished_session_opens_its_replay_and_from_there_the_debrief(
    opened: Opener,
) -> None:
    async with opened() as player:
        await shelf(player)
        home = player.app.screen.query_one(FollowedList)
        home.highlighted = home.get_option_index("save:1")
        await player.press("enter")
        await player.until_screen("ReplayScreen")
        await player.until(lambda: "re-rolls" in player.text(), "the session played again")
        await player.press("d")
        assert await player.until_screen("EndingScreen")


async def test_a_session_gets_another_name(opened: Opener, saves: Path) -> None:
    async with opened() as player:
        await shelf(player)
        await player.press("n")
        await player.until_screen("RenameSheet")
        player.app.screen.query_one(Input).value = "Class 7b"
        await player.press("enter")
        await player.until((saves / "Class 7b.dsim").exists, "the new name")
        await player.until(lambda: "Class 7b  A bell" in player.text(), "the row")
        assert not (saves / "first_steps-anna.dsim").exists()


async def test_a_name_that_is_taken_is_told(
    opened: Opener, saves: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    async with opened() as player:
        monkeypatch.setattr(player.app, "notify", lambda text, **_: said.append(text))
        await shelf(player)
        await player.press("n")
        await player.until_screen("RenameSheet")
        player.app.screen.query_one(Input).value = "first_steps-bert"
        await player.press("enter")
        await player.until(lambda: bool(said), "the sentence")
        assert "there is a save called first_steps-bert already" in said[0]
        assert (saves / "first_steps-anna.dsim").exists()


async def test_a_session_is_put_away_after_a_question(opened: Opener, saves: Path) -> None:
    kept = saves / "first_steps-anna.dsim"
    async with opened() as player:
        await shelf(player)
        await player.press("x")
        await player.until_screen("PutAwaySheet")
        assert kept.name in player.text()
        assert "Nothing is lost" in player.text()
        await player.press("escape")
        await player.settle()
        assert kept.exists()
        await player.press("x")
        await player.until_screen("PutAwaySheet")
        await player.press("enter")
        await player.until((saves / "trash" / kept.name).exists, "the trash")
        await player.until(lambda: "seed anna" not in player.text(), "the list without it")


async def test_hundreds_of_saves_stay_orderly(opened: Opener, saves: Path) -> None:
    for number in range(496):
        shutil.copy2(saves / "first_steps-bert.dsim", saves / f"first_steps-b{number}.dsim")
    (saves / "junk.dsim").write_text("[/x] no save\n")
    async with opened() as player:
        await shelf(player)
        home = player.app.screen.query_one(FollowedList)
        assert home.option_count < 25
        await player.press("end")
        assert "495 more sessions" in player.text()
        await player.press("a")
        assert home.option_count > 500
        await player.press("a")
        assert home.option_count < 25


@pytest.mark.usefixtures("saves")
@pytest.mark.parametrize(("signs", "for_one_run"), [("ascii", False), ("all", True)])
async def test_plain_signs_spell_the_name(
    tmp_path: Path,
    signs: Signs,
    for_one_run: bool,  # noqa: FBT001  as the flag says
) -> None:
    settings, ears = Settings(signs=signs), Ears()
    app = DialogueSim(saves=tmp_path, settings=settings, in_ascii=for_one_run)
    assert eyes_of(app).ascii
    async with app.run_test(size=(80, 24), message_hook=ears) as pilot:
        player = Player(app, pilot, ears)
        await player.until(lambda: "s i m" in player.text(), "the name")
