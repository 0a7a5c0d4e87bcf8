"""The live loop on the screen, with files that somebody else writes meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.tui.conftest import Opener, Player

from dialogue_sim.content.files import packaged_content
from dialogue_sim.session.moves import Mandate
from dialogue_sim.session.start import Start
from dialogue_sim.tui.screens.live import LiveScreen

STORY = Path("scenarios/river_league/first_steps.yaml")
WRITING = Start("first_steps", "kalmar", edit=True)
SIZES = [(80, 24), (140, 40)]
BROKEN = ("  steward: {}\n", "  steward: {} [\n")
THAW = ("      - tension += 3\n", "      - tension += 30\n")
Save = Callable[[str, str], None]


@pytest.fixture
def save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Save:
    """Saves the scenario with a passage changed; its folder is the working folder."""
    here = tmp_path / "here"
    shutil.copytree(packaged_content() / STORY.parent, here / STORY.parent)
    monkeypatch.chdir(here)
    times = (f"21:{minute:02}:00" for minute in range(60))
    monkeypatch.setattr("dialogue_sim.tui.living.now", lambda: next(times))

    def change(old: str, new: str) -> None:
        text = STORY.read_text(encoding="utf-8")
        assert text.count(old) == 1
        fresh = STORY.with_suffix(".new")
        fresh.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
        fresh.replace(STORY)

    return change


def line_of(passage: str) -> int:
    """The line of the scenario in which a passage stands."""
    return STORY.read_text(encoding="utf-8").partition(passage)[0].count("\n") + 1


async def watched(player: Player) -> LiveScreen:
    await player.until_screen("LiveScreen")
    await player.until(lambda: "clean" in player.text(), "the first look")
    screen = player.app.screen
    assert isinstance(screen, LiveScreen)
    await player.until(lambda: screen._found is not None, "the sessions")  # noqa: SLF001
    return screen


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_broken_is_shown_while_the_last_good_version_stays(
    opened: Opener, save: Save, size: tuple[int, int]
) -> None:
    async with opened(size, WRITING) as player:
        await watched(player)
        save(*BROKEN)
        await player.until(lambda: "DS107" in player.text(), "the problem")
        assert "showing the version of 21:0" in player.text()
        assert "steward: {} [" in player.text()
        await player.press("p")
        await player.until_screen("PlayScreen")
        await player.press("f3")
        await player.until_screen("LiveScreen")
        save(*reversed(BROKEN))
        await player.until(lambda: "✓ clean" in player.text(), "the file put right")


async def test_what_is_played_is_made_again_on_every_version(opened: Opener, save: Save) -> None:
    async with opened((140, 40), WRITING) as player:
        await watched(player)
        assert "No decisions yet" in player.text()
        await player.press("p")
        await player.until_screen("PlayScreen")
        await player.press("1", "t")
        await player.finish_turn()
        await player.until_screen("PlayScreen")
        await player.press("f3")
        await player.until_screen("LiveScreen")
        await player.until(lambda: "Made again: 1 decision, 1 turn." in player.text(), "the line")
        save(*THAW)
        await player.until(lambda: "version 2" in player.text(), "the new version")
        assert "early_thaw.effects tension += 30, was tension += 3" in player.text()
        assert "▲ otherwise: tension" in player.text()
        await player.until(lambda: "ending Sandbags" in player.text(), "the figures")
        assert "+100.0 ±0.0" in player.text()


async def test_decisions_are_dropped_and_had_back(opened: Opener, save: Save) -> None:
    del save
    async with opened((140, 40), WRITING) as player:
        screen = await watched(player)
        await player.press("end", "enter")
        await player.until_screen("PlayScreen")
        assert "Turn 3/3" in player.text()
        await player.press("f3")
        await player.until_screen("LiveScreen")
        await player.until(lambda: "2 turns" in player.text(), "the line")
        whole = screen.living.round.line
        await player.press("home", "x")
        await player.until(lambda: "No decisions yet" in player.text(), "the shorter line")
        await player.press("u")
        await player.until(lambda: "2 turns" in player.text(), "the line again")
        assert screen.living.round.line == whole


async def test_news_is_begun_at_where_it_comes(opened: Opener, save: Save) -> None:
    del save
    async with opened((140, 40), WRITING) as player:
        screen = await watched(player)
        await player.press("n")
        await player.until_screen("NewsSheet")
        assert "of sessions" in player.text()
        await player.press("enter")
        await player.until_screen("PlayScreen", "Reading")
        assert player.app.screen is not screen
        assert screen.living.round.told is not None
        assert screen.living.round.told.game.turn == 2


async def test_problems_are_stepped_through_and_explained(opened: Opener, save: Save) -> None:
    async with opened((140, 40), WRITING) as player:
        await watched(player)
        await player.press("right_square_bracket")
        assert "Nothing is wrong." in player.text()
        save("    at: 2\n    title: The ice", "    at: 9\n    title: The ice")
        save("when: cohesion >= 62", "when: cohesin >= 62")
        await player.until(lambda: "Problems 2" in player.text(), "two problems")
        await player.press("right_square_bracket", "w")
        await player.until_screen("Reading")
        await player.press("escape", "c")
        await player.until_screen("Reading")
        assert "DS20" in player.text()


async def test_without_an_editor_the_place_is_said(
    opened: Opener, save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    async with opened((140, 40), WRITING) as player:
        await watched(player)
        save(*BROKEN)
        await player.until(lambda: "DS107" in player.text(), "the problem")
        await player.press("e")
        said = [one.message for one in player.app._notifications]  # noqa: SLF001  no other way
        lines = STORY.read_text(encoding="utf-8").split("\n")  # noqa: ASYNC240  a short file
        number = lines.index("  steward: {} [") + 1
        assert any(f"first_steps.yaml:{number}" in message for message in said)


async def test_the_tools_open_it_and_escape_leads_home(opened: Opener) -> None:
    async with opened() as player:
        await player.until(lambda: "start here" in player.text(), "the shelf")
        await player.press("t")
        await player.until_screen("ToolsScreen")
        await player.press("7")
        await player.until_screen("LiveScreen")
        await player.until(lambda: "clean" in player.text(), "the files")
        await player.press("escape")
        await player.until_screen("HomeScreen")


async def test_a_session_that_ends_leads_back_with_its_ending(opened: Opener, save: Save) -> None:
    del save
    async with opened((140, 40), WRITING) as player:
        screen = await watched(player)
        await player.press("end", "enter")
        await player.until_screen("PlayScreen")
        await player.press("1", "t")
        while await player.until_screen("ReactionsScreen", "LiveScreen") == "ReactionsScreen":
            await player.press("enter")
        await player.until(lambda: "ends: " in player.text(), "the whole session")
        said = [one.message for one in player.app._notifications]  # noqa: SLF001  no other way
        assert any(message.startswith("The session has ended: ") for message in said)
        await player.press("p")
        assert player.app.screen is screen
        assert any("The session is over here" in one.message for one in player.app._notifications)  # noqa: SLF001  no other way


async def test_a_mandate_is_picked_before_the_first_turn_and_made_again(opened: Opener) -> None:
    async with opened((140, 40), Start("december_2019", "kalmar", edit=True)) as player:
        await player.until_screen("LiveScreen")
        await player.until(lambda: "clean" in player.text(), "the first look")
        screen = player.app.screen
        assert isinstance(screen, LiveScreen)
        await player.press("p")
        await player.until_screen("MandateSheet")
        await player.press("escape")
        await player.until_screen("LiveScreen")
        assert not screen.living.round.line.decisions
        await player.press("p")
        await player.until_screen("MandateSheet")
        await player.press("down", "enter")
        await player.until_screen("PlayScreen")
        await player.press("f3")
        await player.until_screen("LiveScreen")
        await player.until(lambda: "1 decision" in player.text(), "the line")
        (decision,) = screen.living.round.line.decisions
        assert decision.move == Mandate("guardian", "secretary_general")
        assert "Secretary General of NATO: The guardian." in player.text()
        assert "you decide here" in player.text()
        await player.press("p")
        await player.until_screen("PlayScreen")
        await player.press("g")
        await player.until_screen("Reading")
        assert "The guardian" in player.text()
