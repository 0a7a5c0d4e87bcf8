"""The round of the table on the screen: told member by member, and never in anybody's way."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.session.test_silence_round import ACCEPTS, BREAKS, ENDORSES, HEDGES, OBJECTS, told

from dialogue_sim.session.start import Start
from dialogue_sim.tui.screens.play import PlayScreen
from dialogue_sim.tui.screens.reactions import ReactionsScreen
from dialogue_sim.tui.screens.silence import SilenceSheet
from dialogue_sim.tui.widgets.panel import FollowedList, Page
from dialogue_sim.tui.widgets.round import round_lines, timeline

if TYPE_CHECKING:
    from tests.tui.conftest import Opener, Player

    from dialogue_sim.session.views.silence_round import Round

START = Start(scenario="december_2019", seed="kalmar")
SIZES = [(80, 24), (140, 40)]
OPEN = "Who wants to stop it has until Thursday 18:00."
TO_STOPPED = ("e",)
"""The key of a text that is stopped under every seed."""


def clocks() -> int:
    """How many timers run."""
    return sum(task.get_name().startswith("set_interval#") for task in asyncio.all_tasks())


def pages(player: Player) -> str:
    found = (str(page.render()) for page in player.app.screen.query(Page) if page.display)
    return " ".join(" ".join(found).split())


def heard(player: Player) -> list[str]:
    """Who has been heard so far, from top to bottom."""
    responses = player.app.screen.query_one("#reactions", FollowedList)
    return [option.id or "" for option in responses.options if not option.disabled]


def in_round(player: Player) -> Round:
    """The last round, as the seat may see it."""
    (play,) = (one for one in player.app.screen_stack if isinstance(one, PlayScreen))
    round_ = play.sitting.view.played[-1].hearings[-1].round
    assert round_ is not None
    return round_


async def tabled(player: Player, *keys: str) -> None:
    """Table a text; the keys choose which."""
    await player.begin()
    await player.press(*keys, "t")
    await player.until_screen("ReactionsScreen", "SilenceSheet")


async def stopped(player: Player) -> SilenceSheet:
    await tabled(player, *TO_STOPPED)
    screen = player.app.screen
    assert isinstance(screen, SilenceSheet)
    return screen


@pytest.mark.parametrize("size", [(60, 20), *SIZES])
async def test_the_round_stands_at_once_without_motion(
    opened: Opener, size: tuple[int, int]
) -> None:
    async with opened(size, START) as player:
        await tabled(player)
        screen = player.app.screen
        assert isinstance(screen, ReactionsScreen)
        await player.until(lambda: not screen.revealing, "everybody")
        assert "Silence holds: 5 members let the text pass." in pages(player)
        assert OPEN not in pages(player)
        assert "ilence until Thu" in pages(player)
        lines = in_round(player).lines
        assert heard(player)[: len(lines)] == [line.actor for line in lines]
        assert f"{lines[0].at.short} {lines[0].short}" in player.text().replace(
            "Government of ", ""
        )
        width = screen.query_one("#reactions", FollowedList).scrollable_content_region.width
        rows = [row for option in screen.query_one(FollowedList).options
                for row in str(option.prompt).splitlines()]  # fmt: skip
        assert max(len(row.rstrip()) for row in rows) <= width
        assert sum("Voices and publics" in row for row in rows) == 1


async def test_who_is_faster_than_the_round_is_told_nothing_too_early(opened: Opener) -> None:
    async with opened(start=START, motion=True) as player:
        await tabled(player)
        screen = player.app.screen
        assert isinstance(screen, ReactionsScreen)
        assert screen.revealing
        assert OPEN in pages(player)
        assert "Silence holds" not in pages(player)
        first = len(heard(player))
        await player.until(lambda: len(heard(player)) > first, "the next member")
        assert heard(player)[0] == in_round(player).lines[0].actor


@pytest.mark.parametrize(
    ("key", "then"), [("r", "ReceiptSheet"), ("question_mark", "HelpSheet"), ("down", "")]
)
async def test_a_key_shows_all_and_does_what_it_means(opened: Opener, key: str, then: str) -> None:
    async with opened(start=START, motion=True) as player:
        await tabled(player)
        screen = player.app.screen
        assert isinstance(screen, ReactionsScreen)
        assert screen.revealing
        await player.press(key)
        assert not screen.revealing
        if then:
            await player.until_screen(then)
        else:
            assert screen.query_one(FollowedList).highlighted == 1


async def test_enter_shows_all_then_turns_the_page_then_goes_on(opened: Opener) -> None:
    async with opened(start=START, motion=True) as player:
        await tabled(player)
        screen = player.app.screen
        assert isinstance(screen, ReactionsScreen)
        await player.press("enter")
        assert not screen.revealing
        assert screen.query_one("#reactions").display
        await player.press("enter")
        assert not screen.query_one("#reactions").display
        await player.press("enter")
        assert await player.until_screen("PlayScreen", "Reading")


async def test_no_clock_runs_once_the_round_is_over(opened: Opener) -> None:
    async with opened(start=START, motion=True) as player:
        await player.begin()
        before = clocks()
        await player.press("t")
        await player.until_screen("ReactionsScreen")
        assert clocks() > before
        await player.press("x")
        await player.until(lambda: clocks() <= before, "rest")
        await player.finish_turn()
        await player.press("e", "t")
        await player.until_screen("SilenceSheet", "ReactionsScreen")
        await player.press("down")
        await player.until(lambda: clocks() <= before, "rest")


@pytest.mark.parametrize("size", [(60, 20), *SIZES])
async def test_a_broken_silence_says_who_when_why_and_what_now(
    opened: Opener, size: tuple[int, int]
) -> None:
    async with opened(size, START) as player:
        sheet = await stopped(player)
        assert not sheet.revealing
        shown = pages(player)
        assert "Thursday 11:45: silence is broken by" in shown
        assert "Thu 11:45 Baltic states" in shown
        assert "It touches a red line" in shown
        assert "Silence is broken" in player.text()
        for way in ("Amend", "Smaller group", "Withdraw"):
            assert way in player.text()
        if size[0] >= 80:
            assert "wide open · costs nothing more" in player.text()


async def test_the_key_that_decides_does_not_decide_while_the_round_is_told(
    opened: Opener,
) -> None:
    async with opened(start=START, motion=True) as player:
        sheet = await stopped(player)
        assert sheet.revealing
        assert "silence is broken" not in pages(player)
        await player.press("enter")
        assert not sheet.revealing
        assert player.screen == "SilenceSheet"
        await player.press("down", "down", "enter")
        await player.until_screen("ReactionsScreen")
        assert "The text is withdrawn" in pages(player)


async def test_a_key_on_the_sheet_shows_all_and_is_not_lost(opened: Opener) -> None:
    async with opened(start=START, motion=True) as player:
        sheet = await stopped(player)
        await player.press("down")
        assert not sheet.revealing
        assert sheet.query_one(FollowedList).highlighted == 1


@pytest.mark.parametrize("size", SIZES)
async def test_an_amended_text_goes_round_again_and_the_first_round_is_at_hand(
    opened: Opener, size: tuple[int, int]
) -> None:
    async with opened(size, START) as player:
        await player.begin()
        await player.press("2", "t")
        await player.until_screen("SilenceSheet")
        await player.press("enter")
        await player.until_screen("AmendSheet")
        await player.press("escape")
        await player.until_screen("SilenceSheet")
        assert "silence is broken by" in pages(player)
        await player.press("enter")
        await player.until_screen("AmendSheet")
        await player.press("left", "left", "enter")
        await player.until_screen("ReactionsScreen")
        assert "Amended text circulated Mon" in pages(player)
        assert "First round, Thursday 11:45: silence is broken by" in pages(player)
        await player.press("o")
        await player.until_screen("Reading")
        assert "Thu 11:45 Baltic states ! breaks" in pages(player)
        await player.press("escape", "enter", "enter")
        await player.until_screen("PlayScreen", "Reading")
        if player.screen == "Reading":
            await player.press("escape")
        await player.press("l", "enter")
        await player.until_screen("ReactionsScreen")
        assert "First round, Thursday 11:45" in pages(player)


async def test_there_is_no_first_round_to_show_where_there_was_one_alone(opened: Opener) -> None:
    async with opened(start=START) as player:
        await tabled(player)
        assert "first round" not in player.text()
        await player.press("o")
        assert player.screen == "ReactionsScreen"


async def test_what_a_smaller_group_goes_on_with_has_no_round(opened: Opener) -> None:
    async with opened(start=START) as player:
        await stopped(player)
        await player.press("down", "enter")
        await player.until_screen("ReactionsScreen")
        assert "nobody's consent was needed" in pages(player)
        assert "silence until" not in pages(player)
        assert "Tue 12:00" not in player.text()


@pytest.mark.parametrize(("seat", "keys"), [("poland", ("end", "enter")), ("russia", ("enter",))])
async def test_whoever_sits_elsewhere_sees_the_round_after_deciding(
    opened: Opener, seat: str, keys: tuple[str, ...]
) -> None:
    async with opened(SIZES[1], replace(START, seats=(seat,))) as player:
        await player.begin()
        while player.screen == "Reading":
            await player.press("escape")
            await player.until_screen("QuestionSheet", "Reading")
        await player.press(*keys)
        if player.screen == "QuestionSheet":
            await player.press("enter")
        await player.until_screen("ReactionsScreen")
        assert "silence until Thursday 18:00" in pages(player)
        assert ("[PLR]" in player.text()) is (seat == "poland")


@pytest.mark.parametrize("width", range(40, 140, 9))
@pytest.mark.parametrize("rule", ["silence", "consensus", "majority"])
def test_the_line_of_time_has_a_sign_for_each_who_was_heard(width: int, rule: str) -> None:
    body = told(ENDORSES, HEDGES, ACCEPTS, OBJECTS, BREAKS, rule=rule, stands=False)
    stops = {"silence": 1, "consensus": 2, "majority": 0}[rule]
    for shown in range(6):
        row = timeline(body, shown, body.until, width)
        assert row.cell_length <= width
        assert row.plain.count("●") + row.plain.count("!") == shown
    whole = timeline(body, 5, body.until, width).plain
    assert whole.count("!") == stops
    assert whole.endswith("✗")


def test_the_clock_jumps_from_member_to_member() -> None:
    body = told(ENDORSES, HEDGES)
    first, second = (line.at.short for line in body.lines)
    now = [round_lines(body, shown, 80)[0].plain[-9:] for shown in (0, 1)]
    assert now == ["Tue 10:00", first]
    assert round_lines(body, 2, 80)[0].plain.endswith("Thu 18:00")
    broken = told(ENDORSES, BREAKS, stands=False)
    assert round_lines(broken, 2, 80)[0].plain.endswith(second)


def test_a_majority_is_counted_on_the_screen() -> None:
    body = told(ACCEPTS, HEDGES, ENDORSES, BREAKS, ACCEPTS, rule="majority")
    counts = [round_lines(body, shown, 80)[-1].plain[:28] for shown in range(6)]
    assert [row.split()[2] for row in counts] == ["0.0", "33.3", "33.3", "50.0", "50.0", "66.6"]
