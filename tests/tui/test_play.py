"""A session from the shelf to the ending, as somebody at the keyboard goes through it."""

from __future__ import annotations

import os
import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.tui.debriefing import sections_of, whole_debrief
from tests.without_debates import without_debates

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.moves import Propose
from dialogue_sim.session.playing import begin
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.start import Start
from dialogue_sim.tui.screens.play import PlayScreen
from dialogue_sim.tui.widgets.panel import Page

if TYPE_CHECKING:
    from tests.tui.conftest import Opener, Player

    from dialogue_sim.session.game import Game

SIZES = [(80, 24), (140, 40)]
START = Start(scenario="december_2019", seed="kalmar")
NUMBER = re.compile(r"^(?P<label>\S.*?) +(?P<number>[+-]\d+\.\d{3})\b")
TERMS = 9


def page_of(player: Player) -> list[str]:
    """The lines of the page on top, scrolled out of sight or not."""
    return str(player.app.screen.query_one(Page).render()).splitlines()


def numbers_until_total(lines: list[str]) -> tuple[list[Decimal], Decimal]:
    """The numbers of a receipt as they are written, and the total below them."""
    found: list[Decimal] = []
    for line in lines:
        match = NUMBER.match(line)
        if match is None:
            continue
        if match["label"] == "Total":
            return found, Decimal(match["number"])
        found.append(Decimal(match["number"]))
    pytest.fail("a receipt without a total")


def only_save(folder: Path) -> Path:
    """The one save of a folder."""
    (save,) = folder.glob("*.dsim")
    return save


async def test_from_the_shelf_to_the_first_turn(opened: Opener) -> None:
    async with opened() as player:
        await player.until(lambda: "An interview before Christmas" in player.text(), "the shelf")
        assert "a teaching model, not a forecast" in player.text()
        assert re.search(r"An interview before Christmas +starter +6 turns +20 min", player.text())
        await player.press("down", "enter")
        await player.until_screen("BriefScreen")
        brief = "\n".join(page_of(player))
        assert "Your seat: Secretary General of NATO" in brief
        assert "You pick one of 3 mandates" in brief
        assert "D001 [REP]" in brief
        await player.begin()
        shown = player.text()
        for word in ("Situation", "Policies", "Actors", "Why", "Turn 1/6", "q quit", "? help"):
            assert word in shown


@pytest.mark.parametrize("size", SIZES)
async def test_all_policies_and_actors_are_in_sight(opened: Opener, size: tuple[int, int]) -> None:
    async with opened(size, START) as player:
        await player.begin()
        await player.until(
            lambda: "Isolation" in player.text() or "isolation" in player.text(), ""
        )
        shown, screen = player.text(), player.app.screen
        assert isinstance(screen, PlayScreen)
        view = screen.sitting.view
        for policy in view.menu:
            assert policy.short in shown or policy.text.title in shown
        for actor in view.actors:
            assert actor.short in shown or actor.name[:28] in shown
        for row in view.indicators:
            if row.rank == 1:
                assert row.short in shown or row.label in shown
        assert view.seed in shown
        assert "In force" in shown


async def test_two_turns_with_an_amendment_and_a_receipt(opened: Opener, tmp_path: Path) -> None:
    async with opened(start=START) as player:
        await player.begin()
        await player.press("enter")
        await player.until_screen("AmendSheet")
        await player.press("down", "right")
        assert "1 of 2 amendments" in player.text()
        await player.press("enter")
        await player.until_screen("ReactionsScreen")
        assert "Amended: Conditions: Ukraine on the agenda" in player.text()
        assert "Silence holds: 5 members let the text pass." in player.text()
        await player.press("r")
        await player.until_screen("ReceiptSheet")
        numbers, total = numbers_until_total(page_of(player))
        assert len(numbers) == TERMS
        assert sum(numbers) == total
        await player.press("escape")
        await player.finish_turn()
        assert "Turn 2/6" in player.text()
        await player.press("3", "t")
        await player.finish_turn()
        assert "Turn 3/6" in player.text()
        await player.press("q")
    game = open_save(only_save(tmp_path)).recording.game
    assert [played.policy for played in game.played] == [
        "nrc_ambassadors", "grit_confidence_building"
    ]  # fmt: skip
    assert game.played[0].tabling == Propose("nrc_ambassadors", {"conditions": "agenda"})


async def test_every_receipt_says_what_would_have_moved_the_actor_and_adds_up(
    opened: Opener,
) -> None:
    async with opened((100, 60), START) as player:
        await player.begin()
        await player.press("3", "t")
        await player.until_screen("ReactionsScreen")
        await player.press("r")
        await player.until_screen("ReceiptSheet")

        def told() -> bool:
            return any("What would have moved it" in line for line in page_of(player))

        await player.until(told, "the hints")
        await player.press("right")
        assert told()
        owners = set()
        for _ in range(11):
            lines = page_of(player)
            owners.add(lines[0])
            numbers, total = numbers_until_total(lines)
            assert sum(numbers) == total, lines[0]
            assert any("numbers add up" in line for line in lines)
            await player.press("right")
        assert len(owners) == 11


async def test_a_third_amendment_is_refused_and_the_venue_is_one(
    opened: Opener, tmp_path: Path
) -> None:
    async with opened(start=START) as player:
        await player.begin()
        await player.press("a")
        await player.until_screen("AmendSheet")
        await player.press("right", "down", "right", "down", "right")
        assert "at most 2 issues" in player.text()
        assert "2 of 2 amendments" in player.text()
        await player.press("up", "0")
        assert "1 of 2 amendments" in player.text()
        await player.press("escape")
        await player.until_screen("PlayScreen")
        assert "Turn 1/6" in player.text()
        await player.press("a")
        await player.until_screen("AmendSheet")
        await player.press("up", "right", "enter")
        await player.until_screen("ReactionsScreen")
        await player.finish_turn()
    (played,) = open_save(only_save(tmp_path)).recording.game.played
    assert played.tabling == Propose("nrc_ambassadors", {}, "neutral_platform")


@pytest.mark.parametrize(
    ("keys", "settlement", "said"),
    [
        ((), "amend", "Silence is broken again"),
        (("down",), "group", "nobody's consent was needed"),
        (("down", "down"), "withdraw", "The text is withdrawn"),
    ],
)
async def test_a_broken_silence_is_settled(
    opened: Opener, keys: tuple[str, ...], settlement: str, said: str
) -> None:
    async with opened(start=START) as player:
        await player.begin()
        await player.press("e", "t")
        await player.until_screen("SilenceSheet")
        assert "breaks silence" in player.text()
        assert "Withdraw" in player.text()
        await player.press(*keys, "enter")
        if settlement == "amend":
            await player.until_screen("AmendSheet")
            await player.press("escape")  # asks again
            assert await player.until_screen("SilenceSheet")
            await player.press("enter")
            await player.until_screen("AmendSheet")
            await player.press("enter")
            assert "Amend one issue first" in player.text()
            await player.press("up", "right", "enter")
        await player.until_screen("ReactionsScreen")
        assert said in player.text()
        await player.finish_turn()
        screen = player.app.screen
        assert isinstance(screen, PlayScreen)
        (turn,) = screen.sitting.view.played
        assert turn.settlement == settlement
        assert turn.stands == (settlement == "group")


def recorded(path: Path, *policies: str) -> Game:
    """A save with some proposals in it."""
    files = without_debates(read_library(packaged_content()))
    recording = record_to(begin(load(files, "december_2019"), "kalmar"), path)
    for policy in policies:
        recording.submit(Propose(policy))
    return recording.game


async def test_a_save_goes_on_where_it_was_left(opened: Opener, tmp_path: Path) -> None:
    recorded(tmp_path / "mine.dsim", "nrc_ambassadors", "nrc_ambassadors")
    async with opened(start=Start(resume=tmp_path / "mine.dsim")) as player:
        await player.until_screen("PlayScreen", "Reading")
        screen = player.app.screen_stack[1]
        assert isinstance(screen, PlayScreen)
        assert screen.sitting.view.turn == 3
        assert "Turn 3/6" in player.text()


async def test_a_save_goes_on_in_a_broken_silence(opened: Opener, tmp_path: Path) -> None:
    recorded(tmp_path / "mine.dsim", "business_as_usual")
    async with opened(start=Start(resume=tmp_path / "mine.dsim")) as player:
        await player.until_screen("SilenceSheet")
        await player.press("down", "down", "enter")
        await player.finish_turn()
        assert "Turn 2/6" in player.text()


async def test_the_shelf_lists_saves_and_opens_them(opened: Opener, tmp_path: Path) -> None:
    recorded(tmp_path / "mine.dsim", "nrc_ambassadors")
    async with opened() as player:
        await player.until(lambda: "seed kalmar" in player.text(), "the shelf")
        row = r"mine  An interview before Chri\S* +turn 2/6"
        assert re.search(row, player.text())
        await player.press("enter")
        await player.until_screen("PlayScreen", "Reading")
        assert "Turn 2/6" in player.text()


async def test_the_latest_unfinished_sessions_come_before_the_scenarios(
    opened: Opener, tmp_path: Path
) -> None:
    for age, name in enumerate(["newest", "second", "third", "oldest"]):
        recorded(tmp_path / f"{name}.dsim", "nrc_ambassadors")
        os.utime(tmp_path / f"{name}.dsim", (1000 - age, 1000 - age))
    (tmp_path / "broken.dsim").write_text("no save")
    async with opened((80, 60)) as player:
        await player.until(lambda: "Go on with" in player.text(), "the shelf")
        first, rest = player.text().split("Scenarios")
        scenarios, others = rest.split("Look back at")
        assert re.findall(r"(\w+)  An interview.+turn 2/6", first) == ["newest", "second", "third"]
        assert scenarios.count("An interview before Christmas") == 1
        assert re.search(r"broken\.dsim +✗ cannot be opened", others)
        assert "1 more session" in others
        told = []
        for _ in range(3):
            told.append("".join(player.text().split()))
            await player.press("down")
        assert ["newest" in told[0], "second" in told[1], "third" in told[2]] == [True] * 3
        await player.press("a")
        assert "oldest  An interview" in player.text().split("Scenarios")[0]


async def test_the_shelf_keeps_its_place_when_the_terminal_changes(opened: Opener) -> None:
    async with opened() as player:
        await player.until(lambda: "A bell before the water" in player.text(), "the shelf")
        await player.press("down")
        assert "Moscow has an offer" in player.text()
        await player.pilot.resize_terminal(60, 20)
        await player.until(lambda: "6 turns" not in player.text(), "narrow rows")
        assert "Moscow has an offer" in player.text()
        await player.press("enter")
        await player.until_screen("BriefScreen")


async def test_a_session_is_played_to_its_ending(
    opened: Opener, tmp_path: Path, short_sessions: str
) -> None:
    async with opened(start=START) as player:
        await player.begin()
        for _ in range(3):
            await player.press("3", "t")
            if await player.until_screen("ReactionsScreen", "SilenceSheet") == "SilenceSheet":
                await player.press("down", "down", "enter")
            await player.finish_turn()
            if player.screen == "EndingScreen":
                break
        assert player.screen == "EndingScreen"
        luck = "Luck and choice"
        await player.until(lambda: "Turn 1, " in sections_of(player)[luck], "re-rolls")
        assert "Tension" in sections_of(player)[luck]
        ending = whole_debrief(player)
        save = only_save(tmp_path)
        game = open_save(save).recording.game
        assert game.code in ending
        assert "What happened in the world" in ending
        assert "[REP]" in ending
        assert "To talk about" in ending
        assert save.name in re.sub(r"\s", "", ending)
        await player.press("escape")
        await player.until(lambda: "Scenarios" in player.text(), "the shelf")
        await player.press("end", "up", "up")  # above the settings and the tools
        assert f"◇  {short_sessions}  seed kalmar" in player.text()
        assert "Ended: " in player.text()


async def test_another_seed_is_taken_before_the_first_turn(opened: Opener) -> None:
    async with opened(start=START) as player:
        await player.until_screen("BriefScreen")
        await player.press("s")
        await player.until_screen("SeedSheet")
        await player.press(*"turku", "enter")
        await player.until(lambda: "seed turku" in player.text(), "the other seed")
        await player.begin()
        assert "turku" in player.text()


async def test_an_earlier_turn_can_be_looked_at_again(opened: Opener) -> None:
    async with opened(start=START) as player:
        await player.begin()
        await player.press("t")
        await player.finish_turn()
        await player.press("l")
        await player.until_screen("LogSheet")
        await player.press("enter")
        await player.until_screen("ReactionsScreen")
        assert "Turn 1  Council meeting of ambassadors" in player.text()
        await player.press("enter", "enter")
        await player.until_screen("LogSheet")
        await player.press("escape")
        assert await player.until_screen("PlayScreen") == "PlayScreen"
