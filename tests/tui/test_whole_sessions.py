"""Whole sessions on the screen, from the shelf to the ending, in every kind of seat."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.tui.whole_session import (
    SHORT_DEBATE,
    open_from_the_shelf,
    play_to_the_end,
    short_debate,
    sit_down,
)

from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.start import Start
from dialogue_sim.tui.widgets.panel import Page

if TYPE_CHECKING:
    from tests.tui.conftest import Opener, Player

    from dialogue_sim.session.game import Game

BELL = "A bell before the water"
SMALL, LARGE = (80, 24), (140, 40)
SEATS = {
    "the chair": ("Steward of the River League", "steward", LARGE),
    "a member": ("Town of Oldweir", "oldweir", LARGE),
    "the counterpart": ("Regency of Aldermark", "aldermark", SMALL),
}
"""By kind: name, id, and the terminal; `test_snapshots.py` plays in both."""


def ended(player: Player, folder: Path) -> Game:
    """The session as its save plays it again; it ended with the code that is on the screen."""
    (save,) = folder.glob("*.dsim")
    game = open_save(save).recording.game
    assert game.phase == "over"
    pages = " ".join(str(page.render()) for page in player.app.screen.query(Page))
    assert game.code in pages
    return game


@pytest.mark.thorough
@pytest.mark.parametrize("who", SEATS)
async def test_a_session_is_played_from_the_shelf_to_its_ending(
    opened: Opener, tmp_path: Path, who: str
) -> None:
    name, seat, size = SEATS[who]
    async with opened(size) as player:
        await open_from_the_shelf(player, BELL)
        await sit_down(player, name)
        await play_to_the_end(player)
        game = ended(player, tmp_path)
    assert list(game.seats) == [seat]
    assert len(game.played) == game.world.story.turns


async def test_two_seats_at_one_keyboard_are_asked_in_turn(opened: Opener, tmp_path: Path) -> None:
    async with opened(start=Start("first_steps", seats=("steward", "oldweir"))) as player:
        await player.until_screen("BriefScreen")
        answered = await play_to_the_end(player)
        game = ended(player, tmp_path)
    turns = len(game.played)
    assert answered["PlayScreen"] >= turns
    assert answered["QuestionSheet"] >= turns
    assert {by for turn in game.played for by in turn.movers} == {"steward", "oldweir"}


@pytest.mark.thorough
async def test_a_session_with_a_debate_is_played_to_its_ending(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dialogue_sim.tui.sitting.default_library", short_debate)
    async with opened() as player:
        await open_from_the_shelf(player, SHORT_DEBATE)
        answered = await play_to_the_end(player)
        game = ended(player, tmp_path)
    assert answered["MandateSheet"] == 1
    assert answered["BankSheet"] >= 1
    assert answered["AnswerSheet"] >= 1
    debated = game.played[1].turn.floor
    assert debated is not None
