"""Whole sessions in other seats than the chair's, as somebody at the keyboard plays them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.tui.debriefing import whole_debrief

from dialogue_sim.content.files import packaged_content
from dialogue_sim.session.moves import Answer, Mandate, Propose, Respond
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.start import Start
from dialogue_sim.tui.screens.play import PlayScreen
from dialogue_sim.tui.widgets.panel import Page

if TYPE_CHECKING:
    from tests.tui.conftest import Opener, Player

    from dialogue_sim.session.game import Game
    from dialogue_sim.session.views.view import View

WIDE = (140, 40)
DECEMBER = "scenarios/nato_russia/december_2019.yaml"


def start(*seats: str) -> Start:
    return Start(scenario="december_2019", seed="kalmar", seats=seats)


def page_of(player: Player) -> str:
    """The page on top, scrolled out of sight or not."""
    return str(player.app.screen.query_one(Page).render())


def only_save(folder: Path) -> Path:
    (save,) = folder.glob("*.dsim")
    return save


def saved(folder: Path) -> Game:
    return open_save(only_save(folder)).recording.game


def view_of(player: Player) -> View:
    (screen,) = (s for s in player.app.screen_stack if isinstance(s, PlayScreen))
    return screen.sitting.view


async def begin(player: Player) -> None:
    """From the brief to the first question, past mandates and news."""
    await player.begin()
    await asked(player)


async def asked(player: Player) -> str:
    """On to the next thing that needs a decision, past news and keyboards that are passed on."""
    while await player.until_screen("QuestionSheet", "PlayScreen", "EndingScreen", "Reading"):
        if player.screen == "PlayScreen":
            await player.settle()
        if player.screen != "Reading":
            return player.screen
        await player.press("escape")
    return player.screen


async def accept(player: Player) -> str:
    """Accept with conditions, on to the next decision.

    That is a second text where another member broke silence, else the next turn.
    """
    await player.press("down")
    before = player.text()
    await player.press("enter")

    def gone_on() -> bool:
        asked_again = player.screen == "QuestionSheet" and player.text() != before
        return asked_again or player.screen == "ReactionsScreen"

    await player.until(gone_on, "what follows a response")
    return player.screen if player.screen == "QuestionSheet" else await read_reactions(player)


async def read_reactions(player: Player) -> str:
    """Through both pages of the reactions to what comes next."""
    await player.until_screen("ReactionsScreen")
    await player.press("enter", "enter")
    await player.until(lambda: player.screen != "ReactionsScreen", "the next screen")
    return await asked(player)


@pytest.mark.usefixtures("short_sessions")
async def test_a_member_plays_a_session_to_its_ending(opened: Opener, tmp_path: Path) -> None:
    async with opened(start=start("poland")) as player:
        await player.until_screen("BriefScreen")
        assert "Your seat: Government of Poland" in page_of(player)
        await begin(player)
        assert "Government of Poland: your response" in player.text()
        assert "tabled by Secretary General of NATO" in player.text()
        for word in ("breaks silence", "objects", "hedges", "accepts", "endorses"):
            assert word in player.text()
        for _ in range(12):
            if await accept(player) == "EndingScreen":
                break
        assert player.screen == "EndingScreen"
        assert "Your goals: " in whole_debrief(player)
        assert saved(tmp_path).code in whole_debrief(player)
    game = saved(tmp_path)
    assert game.phase == "over"
    for played in game.played:
        assert Respond("accept_with_conditions") in played.moves


@pytest.mark.usefixtures("short_sessions")
async def test_the_counterpart_plays_a_session_to_its_ending(
    opened: Opener, tmp_path: Path
) -> None:
    async with opened(WIDE, start("russia")) as player:
        await player.until_screen("BriefScreen")
        assert "Your nature, known to you alone: " in page_of(player)
        await begin(player)
        assert "Government of Russia: your answer" in player.text()
        assert "What they said" in player.text()
        for _ in range(6):
            await player.press("up", "enter")
            if await read_reactions(player) == "EndingScreen":
                break
        assert player.screen == "EndingScreen"
    game = saved(tmp_path)
    assert game.phase == "over"
    assert all(played.moves[-1] == Answer("probe") for played in game.played)


async def test_a_member_who_breaks_silence_is_asked_about_the_next_text(opened: Opener) -> None:
    async with opened(start=start("poland")) as player:
        await begin(player)
        await player.press("home", "enter")
        await player.until(lambda: "This text comes after." in page_of(player), "the second text")
        assert "Silence is broken by Government of Poland" in page_of(player)
        assert "Amended: " in page_of(player)
        await player.press("end", "enter")
        await player.until_screen("ReactionsScreen")
        assert "[PLR]" in player.text()


async def test_the_own_receipt_is_at_hand_and_nobody_elses(opened: Opener) -> None:
    async with opened(WIDE, start("poland")) as player:
        await begin(player)
        await player.press("r")
        await player.until_screen("ReceiptSheet")
        await player.until(lambda: "would have moved it" in page_of(player), "the hints")
        first = page_of(player)
        assert "what speaks for and against it in your seat" in first
        assert "numbers add up" in first
        await player.press("right")
        assert page_of(player) == first
        await player.press("escape")
        assert player.screen == "QuestionSheet"


async def test_one_can_look_around_before_one_responds(opened: Opener) -> None:
    async with opened(start=start("poland")) as player:
        await begin(player)
        await player.press("escape")
        await player.until_screen("PlayScreen")
        assert "Respond" in player.text()
        await player.press("g")
        await player.until_screen("Reading")
        assert "Your goals: 9 of 12 points" in page_of(player)
        await player.press("escape")
        for key in ("t", "a", "enter"):
            await player.press(key)
            await player.until_screen("QuestionSheet")
            await player.press("escape")
            await player.until_screen("PlayScreen")
        assert view_of(player).phase == "respond"


async def test_a_save_goes_on_at_the_question(opened: Opener, tmp_path: Path) -> None:
    async with opened(start=start("poland")) as player:
        await begin(player)
        await player.press("enter", "enter")
        await read_reactions(player)
        await player.press("q")
    async with opened(start=Start(resume=only_save(tmp_path))) as player:
        assert await asked(player) == "QuestionSheet"
        assert "Government of Poland: your response" in player.text()
        assert "2/6" in player.text()


async def test_several_persons_pass_the_keyboard_on(opened: Opener, tmp_path: Path) -> None:
    async with opened(start=start("secretary_general", "poland", "russia")) as player:
        await player.begin()
        seats = []
        for keys in (("t",), ("enter", "enter"), ("enter", "enter")):
            await player.until_screen("Reading")
            seats.append(page_of(player).split(" is asked now")[0])
            await player.press("escape")
            await player.until_screen("PlayScreen", "QuestionSheet")
            await player.settle()
            await player.press(*keys)
        assert seats == [
            "Secretary General of NATO", "Government of Poland", "Government of Russia"
        ]  # fmt: skip
        await player.until_screen("ReactionsScreen")
        await player.press("enter", "enter")
        await player.until_screen("Reading")
        assert "Secretary General of NATO is asked now." in page_of(player)
        assert "Your nature" not in page_of(player)
    (played,) = saved(tmp_path).played
    mandate = Mandate("bridge_builder", "secretary_general")
    said = (Propose("nrc_ambassadors"), Respond("hedge"), Answer("stonewall"))
    assert played.moves == (mandate, *said)


async def test_another_actor_tables_by_the_agenda(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (packaged_content() / DECEMBER).read_text(encoding="utf-8")
    text = text.partition("\ntests:\n")[0]  # they table what this menu lacks
    told = "agenda: {1: {by: germany, policies: [neutral_platform, backchannel]}}\ninjects:\n"
    changed = tmp_path / "content" / DECEMBER
    changed.parent.mkdir(parents=True)
    changed.write_text(text.replace("injects:\n", told, 1), encoding="utf-8")
    monkeypatch.chdir(tmp_path / "content")
    async with opened(WIDE, start("germany")) as player:
        await begin(player)
        assert player.screen == "PlayScreen"
        assert [policy.id for policy in view_of(player).menu] == [
            "neutral_platform",
            "backchannel",
        ]
        await player.press("2", "t")
        await player.until_screen("QuestionSheet")
        assert "tabled by Government of Germany" in player.text()
        await player.press("end", "enter")
        assert await read_reactions(player) == "QuestionSheet"
        assert "tabled by Secretary General of NATO" in player.text()
    played = saved(tmp_path).played[0]
    assert played.movers == ("germany", "germany")
    assert played.moves == (Propose("backchannel"), Respond("endorse"))


async def test_another_seat_is_taken_before_the_first_turn(opened: Opener, tmp_path: Path) -> None:
    async with opened(start=Start(scenario="december_2019", seed="kalmar")) as player:
        await player.until_screen("BriefScreen")
        assert "Other seats: Government of Germany, Government of Poland" in page_of(player)
        await player.press("c")
        await player.until(lambda: "Your seat: Government of Germany" in page_of(player), "a seat")
        await player.press("enter")
        assert await asked(player) == "QuestionSheet"
        assert "Government of Germany: your response" in player.text()
    assert saved(tmp_path).seats == {"germany": "player"}


async def test_the_key_that_turns_pages_decides_nothing_by_itself(opened: Opener) -> None:
    async with opened(start=start("poland")) as player:
        await begin(player)
        await player.press("enter")
        assert player.screen == "QuestionSheet"
        await player.press("enter")
        await player.until_screen("ReactionsScreen")
