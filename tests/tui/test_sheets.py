"""What can be asked for in the middle of things: help, the words of the game, a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogue_sim.session.start import Start

if TYPE_CHECKING:
    from tests.tui.conftest import Opener

START = Start(scenario="december_2019", seed="kalmar")


async def test_help_opens_over_a_broken_silence_and_over_an_open_text(opened: Opener) -> None:
    async with opened(start=START) as player:
        await player.begin()
        await player.press("a")
        await player.until_screen("AmendSheet")
        await player.press("question_mark")
        assert await player.until_screen("Reading", "HelpSheet")
        await player.press("escape", "escape", "e", "t")
        await player.until_screen("SilenceSheet")
        await player.press("question_mark")
        assert await player.until_screen("Reading", "HelpSheet")
        await player.press("escape")
        assert await player.until_screen("SilenceSheet")


async def test_the_words_of_the_game_are_explained(opened: Opener) -> None:
    async with opened(start=START) as player:
        await player.begin()
        await player.press("s")
        await player.until_screen("Reading", "HelpSheet")
        assert "Amendment" in player.text()


async def test_leaving_works_while_responses_are_still_revealed(opened: Opener) -> None:
    async with opened(start=START) as player:
        await player.begin()
        await player.press("1", "t")
        await player.until_screen("ReactionsScreen")
        await player.press("q")
        await player.until(lambda: not player.app.is_running, "the end")
