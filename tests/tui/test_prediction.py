"""Sealed forecasts on screen: made, sealed together with the text, and scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.tui.debating import actors_of, pages, standing_in_debate
from tests.tui.debriefing import whole_debrief

from dialogue_sim.session.moves import HOW_SURE, Predict, Propose
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.start import Start
from dialogue_sim.tui.screens.forecast import Guess, guesses_for
from dialogue_sim.tui.sitting import open_scenario
from dialogue_sim.words import RESPONSES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Opener, Player

    from dialogue_sim.session.game import Game

START = Start(scenario="first_steps", seed="zz2")


def saved(folder: Path) -> Game:
    (save,) = folder.glob("*.dsim")
    return open_save(save).recording.game


async def on_the_sheet(player: Player, *keys: str) -> int:
    """Open the sheet from the first turn; gives how many members there are."""
    if await player.begin() == "Reading":
        await player.press("escape")
    await player.until_screen("PlayScreen")
    await player.press(*keys)
    await player.until_screen("ForecastSheet")
    return sum(actor.kind == "member" for actor in actors_of(player))


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_forecast_is_sealed_with_the_text_and_told_with_the_reactions(
    opened: Opener, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(size, START) as player:
        members = await on_the_sheet(player, "f")
        await player.press("enter")
        assert "Forecast every member first" in pages(player)
        for _ in range(members):
            await player.press("right", "right", "plus", "plus", "down")
        assert "100 % sure" in player.text()
        await player.press("enter")
        await player.until_screen("ReactionsScreen", "SilenceSheet")
        if player.screen == "SilenceSheet":
            await player.press("down", "down", "enter")
            await player.until_screen("ReactionsScreen")
        await player.settle()
        shown = player.text()
        assert "✓ right" in shown or "✗ wrong" in shown
        assert "100 %" in shown
        await player.press("enter")
        assert f" of {members} right, score " in pages(player)
    first = saved(tmp_path).played[0].moves
    forecast, text = first[-2:] if isinstance(first[-1], Propose) else first[-3:-1]
    assert isinstance(forecast, Predict)
    assert isinstance(text, Propose)
    percents = list(forecast.responses.values())
    assert percents == [{"accept_with_conditions": 100}] * members


async def test_an_amended_text_is_tabled_with_its_forecast(opened: Opener, tmp_path: Path) -> None:
    async with opened(start=START) as player:
        if await player.begin() == "Reading":
            await player.press("escape")
        await player.until_screen("PlayScreen")
        await player.press("a")
        await player.until_screen("AmendSheet")
        await player.press("right", "f")
        await player.until_screen("ForecastSheet")
        for actor in actors_of(player):
            if actor.kind == "member":
                await player.press("left", "down")
        await player.press("enter")
        await player.until_screen("ReactionsScreen", "SilenceSheet")
    game = saved(tmp_path)
    moves = game.pending or game.played[0].moves
    kinds = [type(move) for move in moves]
    assert kinds.index(Predict) == kinds.index(Propose) - 1


async def test_leaving_the_sheet_tables_nothing(opened: Opener, tmp_path: Path) -> None:
    async with opened(start=START) as player:
        await on_the_sheet(player, "f")
        await player.press("right", "escape")
        await player.until_screen("PlayScreen")
        await player.press("enter")
        await player.until_screen("AmendSheet")
    assert not any(isinstance(move, Propose | Predict) for move in saved(tmp_path).pending)


@pytest.mark.parametrize(("seat", "answers"), [("secretary_general", 1), ("russia", 0)])
def test_nobody_forecasts_itself(seat: str, answers: int) -> None:
    guesses = guesses_for(open_scenario(Start("december_2019", "kalmar", seats=(seat,))).view)
    assert seat not in {guess.about for guess in guesses}
    assert sum(not guess.kind for guess in guesses) == answers


def test_a_guess_begins_in_the_middle_and_stays_within_its_ends() -> None:
    guess = Guess("oldweir", "Oldweir", "member", RESPONSES, needed=True)
    assert guess.said == {}
    guess.step(-1)
    assert guess.said == {"hedge": 60}
    for _ in range(9):
        guess.step(-1)
        guess.surer(1)
    assert guess.said == {"break_silence": 100}
    for _ in range(9):
        guess.step(1)
        guess.surer(-1)
    assert guess.said == {"endorse": min(HOW_SURE)}


WAYS_ON = {
    "DebateScreen": ("o",),
    "LedgerScreen": ("enter",),
    "ReactionsScreen": ("enter",),
    "Reading": ("escape",),
    "SilenceSheet": ("down", "down", "enter"),
    "PlayScreen": ("1", "t"),
}


async def test_a_session_with_a_debate_and_a_forecast_is_played_to_its_ending(
    opened: Opener, tmp_path: Path
) -> None:
    async with opened(start=standing_in_debate(tmp_path)) as player:
        await player.until_screen("Reading", "DebateScreen")
        if player.screen == "Reading":
            await player.press("escape")
            await player.until_screen("DebateScreen")
        await player.press("f")
        await player.until_screen("ForecastSheet")
        members = sum(actor.kind == "member" for actor in actors_of(player))
        for _ in range(members):
            await player.press("right", "down")
        await player.press("enter")
        for _ in range(80):
            if player.screen == "EndingScreen":
                break
            await player.press(*WAYS_ON[player.screen])
        await player.until_screen("EndingScreen")
        assert f" of {members} right, score " in whole_debrief(player)
    assert saved(tmp_path).phase == "over"
    assert sum(played.turn.floor is not None for played in saved(tmp_path).played) == 1
