"""Keys that come faster than screens: held keys, double presses, and bursts."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.start import Start

if TYPE_CHECKING:
    from tests.tui.conftest import Opener, Player

    from dialogue_sim.session.game import Game

REPEAT = 0.03
"""Seconds between two keys of a key that is held."""

DECEMBER = Start(scenario="december_2019", seed="zz")
CHAIR = Start(scenario="first_steps", seed="zz2")
MEMBER = Start(scenario="first_steps", seed="h1", seats=("oldweir",))
STARTS = (DECEMBER, CHAIR, MEMBER)
KEYS = 25
MANY_STEPS = 1_000_000


async def hold(player: Player, *keys: str, pause: float = 0.0) -> None:
    """Press keys without waiting for what they do; then wait until the game is quiet."""
    for key in keys:
        player.app.simulate_key(key)
        await asyncio.sleep(pause)
    await player.settle()


def stack(player: Player) -> list[str]:
    """Names of the screens, from the lowest to the one on top."""
    return [type(screen).__name__ for screen in player.app.screen_stack]


def game(folder: Path) -> Game:
    """The session as the only save has it."""
    (save,) = folder.glob("*.dsim")
    return open_save(save).recording.game


def nothing_is_saved(folder: Path) -> bool:
    """Whether no session was begun."""
    return not list(folder.glob("*.dsim"))


def kinds(session: Game) -> list[tuple[str, ...]]:
    """The kinds of moves of every turn, in order; the last turn may be going on."""
    turns = [*(played.moves for played in session.played), session.pending]
    return [tuple(type(move).__name__ for move in turn) for turn in turns if turn]


async def goes_on(player: Player) -> None:
    """The game runs, above the home screen lies one other, and it takes a key."""
    assert player.app.is_running
    names = stack(player)
    assert names[0] == "HomeScreen"
    assert names[1] in {"PlayScreen", "EndingScreen"}
    assert len(names) == len(set(names))
    await player.press("question_mark")
    if stack(player) == names:  # responses were still to come, and the key showed them
        await player.press("question_mark")
    assert stack(player) == [*names, "HelpSheet"]


@pytest.mark.parametrize("pause", [0.0, REPEAT])
@pytest.mark.parametrize("start", STARTS, ids=["december", "chair", "member"])
async def test_a_held_key_plays_and_breaks_nothing(
    opened: Opener, tmp_path: Path, start: Start, pause: float
) -> None:
    async with opened(start=start, motion=True) as player:
        await player.until_screen("BriefScreen")
        await hold(player, *["enter"] * KEYS, pause=pause)
        if player.screen == "Reading":
            await player.press("escape")
        await goes_on(player)
    mandates = [kind for turn in kinds(game(tmp_path)) for kind in turn if kind == "Mandate"]
    assert len(mandates) == len(game(tmp_path).seats) * (start is DECEMBER)


async def test_keys_pressed_twice_table_once_and_leave_no_sheet_behind(
    opened: Opener, tmp_path: Path
) -> None:
    async with opened(start=CHAIR, motion=True) as player:
        await player.begin()
        await hold(player, "t", "t", "t")
        assert player.screen in {"ReactionsScreen", "SilenceSheet"}
        await goes_on(player)
    assert kinds(game(tmp_path)) == [("Propose",)]


async def test_a_second_key_opens_no_second_sheet(opened: Opener) -> None:
    async with opened(start=CHAIR) as player:
        await player.begin()
        for key, sheet in (("a", "AmendSheet"), ("z", "WaitSheet"), ("g", "Reading")):
            await hold(player, key, key)
            assert stack(player) == ["HomeScreen", "PlayScreen", sheet]
            await player.press("escape")
            assert stack(player) == ["HomeScreen", "PlayScreen"]


async def test_a_burst_opens_one_reading_room(opened: Opener) -> None:
    async with opened(start=CHAIR) as player:
        await player.begin()
        await hold(player, "slash", "slash", "slash")
        assert stack(player) == ["HomeScreen", "PlayScreen", "ReadingRoomSheet"]
        await hold(player, "escape")
        await hold(player, "t")
        await player.until_screen("ReactionsScreen")
        await player.press("r")
        await player.until_screen("ReceiptSheet")
        below = stack(player)
        for key in ("s", "f"):
            await hold(player, key, key, key)
            assert stack(player) == [*below, "ReadingRoomSheet"]
            await player.press("escape")


async def test_home_is_reached_from_the_table_and_the_session_waits_there(opened: Opener) -> None:
    async with opened(start=CHAIR) as player:
        await player.begin()
        await player.press("z")
        await player.until_screen("WaitSheet")
        await player.press("f3")
        assert player.screen == "WaitSheet"
        await player.press("escape", "f3")
        assert stack(player) == ["HomeScreen"]
        await player.until(lambda: "Go on with" in player.text(), "the shelf")
        await player.press("c")
        await player.until_screen("PlayScreen")


async def test_home_and_a_turn_do_not_come_over_each_other(opened: Opener) -> None:
    async with opened(start=CHAIR) as player:
        await player.begin()
        await hold(player, "t", "f3")
        assert stack(player)[:2] == ["HomeScreen", "PlayScreen"]
        await player.finish_turn()
        await hold(player, "f3", "z")
        assert stack(player) in (["HomeScreen"], ["HomeScreen", "PlayScreen", "WaitSheet"])


async def test_a_burst_at_a_question_answers_it_once(opened: Opener, tmp_path: Path) -> None:
    async with opened(start=MEMBER, motion=True) as player:
        await player.begin()
        await player.until_screen("QuestionSheet")
        await hold(player, "enter", "enter", "enter")
        assert player.screen in {"ReactionsScreen", "QuestionSheet"}
        await goes_on(player)
    responses = [kind for turn in kinds(game(tmp_path)) for kind in turn if kind == "Respond"]
    assert len(responses) == 1


async def test_a_burst_on_the_shelf_opens_one_brief(opened: Opener, tmp_path: Path) -> None:
    async with opened() as player:
        await player.until(lambda: "Scenarios" in player.text(), "the shelf")
        await hold(player, "enter", "enter", "enter")
        await player.until_screen("BriefScreen")
        assert stack(player) == ["HomeScreen", "BriefScreen"]
        await hold(player, "escape", "escape", "escape")
        assert stack(player) == ["HomeScreen"]
    assert nothing_is_saved(tmp_path)


async def test_a_seat_that_is_still_being_taken_is_not_overtaken(
    opened: Opener, tmp_path: Path
) -> None:
    async with opened(start=CHAIR) as player:
        await player.until_screen("BriefScreen")
        before = player.text()
        await hold(player, "c", "enter")
        await player.until(lambda: player.text() != before, "the other seat")
        assert stack(player) == ["HomeScreen", "BriefScreen"]
    assert nothing_is_saved(tmp_path)


async def test_a_burst_in_the_palette_leaves_the_table_standing(opened: Opener) -> None:
    async with opened(start=CHAIR) as player:
        await player.begin()
        await hold(player, "ctrl+p", "ctrl+p")
        assert stack(player) == ["HomeScreen", "PlayScreen", "Palette"]
        await hold(player, *"goals", pause=REPEAT)
        await player.pilot.pause(REPEAT)
        await hold(player, "enter", "enter", "enter", "enter")
        assert stack(player)[:2] == ["HomeScreen", "PlayScreen"]


async def test_a_seed_that_was_just_typed_is_not_overtaken(opened: Opener, tmp_path: Path) -> None:
    async with opened(start=CHAIR) as player:
        await player.until_screen("BriefScreen")
        await hold(player, "s", pause=REPEAT)
        await hold(player, "b", "o", "enter", "enter", "enter")
        await player.until(lambda: "seed bo" in player.text(), "the other seed")
        assert stack(player) == ["HomeScreen", "BriefScreen"]
    assert nothing_is_saved(tmp_path)


@pytest.mark.parametrize("steps", range(6))
@pytest.mark.parametrize("leave", ["exit", "go_home"])
async def test_a_screen_that_is_left_while_it_is_built_breaks_nothing(
    opened: Opener, steps: int, leave: str
) -> None:
    async with opened(start=CHAIR) as player:
        for _ in range(MANY_STEPS):
            await asyncio.sleep(0)
            if player.screen == "BriefScreen":
                break
        for _ in range(steps):
            await asyncio.sleep(0)
        assert not player.app.screen.is_mounted
        getattr(player.app, leave)()
        await player.settle()
        if leave == "go_home":
            assert stack(player) == ["HomeScreen"]
    assert player.app.return_code == (0 if leave == "exit" else None)
