"""The floor of a debate: arguing, answering, standing by it; drafts, refusals, and fast keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.tui.debating import (
    CHOSEN,
    OWN_WORDS,
    actors_of,
    debate_on,
    ledger,
    made,
    pages,
    saved,
    standing_in_debate,
)
from textual.events import Paste

from dialogue_sim.session.moves import Argue, Drop, Pass, Predict, Rebut
from dialogue_sim.tui.widgets.typing import Search, Words

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Opener, Player

SIZES = [(80, 24), (140, 40)]
LONG = "wide 外交 " * 250
HOSTILE = "[/x] [@click=app.quit]now[/] \x1b[31mred\x07 e\u0301\u0302 外交\u202e"


async def on_the_floor(player: Player) -> None:
    await player.until_screen("DebateScreen", "Reading")
    if player.screen == "Reading":
        await player.press("escape")
        await player.until_screen("DebateScreen")


async def argue(player: Player) -> None:
    """Make the first argument of the seat's own."""
    await player.press("enter")
    await player.until_screen("BankSheet")
    await player.press("down", "enter")
    await player.until_screen("DebateScreen")


async def to_the_answer(player: Player) -> None:
    """From the floor to an answer to one of those that must be answered."""
    owed = debate_on(player).speaking
    assert owed is not None
    titles = [debate_on(player).argument(name).title for name in owed.owed]
    key = "tab" if player.app.size.width > 100 else "down"
    while not any(f"- against {title}" in pages(player) for title in titles):
        await player.press(key)
    await player.press("enter")
    await player.until_screen("AnswerSheet")


@pytest.mark.parametrize("size", SIZES)
async def test_a_debate_is_played_with_keys_alone(
    opened: Opener, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(size, standing_in_debate(tmp_path)) as player:
        await on_the_floor(player)
        shown = player.text()
        for words in ("On the table: ", "Step 1 of 3: Argue · 2 left", "[MOD]"):
            assert words in shown
        await argue(player)
        assert "Argue · 1 left" in player.text()
        assert any(one.label == "PLR" for one in debate_on(player).arguments)
        await player.press("p")
        assert "Step 2 of 3: Rebut" in player.text()
        await player.press("p")
        assert "answers at least one argument of the other" in pages(player)
        await to_the_answer(player)
        await player.press("enter")
        assert "Choose first how you answer" in pages(player)
        await player.press("right", "right", "right", "enter")
        await player.until_screen("DebateScreen")
        assert "counters with something weightier" in pages(player)
        await player.press("p")
        await player.press("enter")
        await player.until_screen("StandSheet")
        await player.press("enter")
        await player.until_screen("LedgerScreen")
        await player.press("enter")
        await player.until_screen("ReactionsScreen")
    argument, first, answer, second, third = made(tmp_path)[:5]
    assert isinstance(argument, Argue)
    assert isinstance(answer, Rebut)
    assert answer.kind == "counter"
    assert [first, second, third] == [Pass(), Pass(), Pass()]


async def test_an_argument_that_was_answered_can_be_withdrawn(
    opened: Opener, tmp_path: Path
) -> None:
    async with opened(start=standing_in_debate(tmp_path)) as player:
        await on_the_floor(player)
        await argue(player)
        await player.press("p")
        await to_the_answer(player)
        await player.press("right", "enter")
        await player.until_screen("DebateScreen")
        await player.press("p", "enter")
        await player.until_screen("StandSheet")
        await player.press("down", "enter")
        await player.until_screen("LedgerScreen")
    withdrawn = [move for move in made(tmp_path) if isinstance(move, Drop)]
    assert withdrawn == [Drop(made(tmp_path)[0].use)]  # type: ignore[union-attr]
    assert all(one.argument != withdrawn[0].argument
               for audience in ledger(tmp_path) for one in audience.lines)  # fmt: skip


async def test_a_held_enter_never_speaks(opened: Opener, tmp_path: Path) -> None:
    async with opened(start=standing_in_debate(tmp_path)) as player:
        await on_the_floor(player)
        for _ in range(20):
            player.app.simulate_key("enter")
        await player.settle()
        assert player.screen == "BankSheet"
        await player.press("enter", "enter")
        assert made(tmp_path) == []
        assert "Highlight an argument first" in pages(player)
        await player.press("down", "escape", "enter", "enter", "enter")
        assert made(tmp_path) == []
        assert "Your choice of before is still here" in pages(player)
        await player.press("down", "enter")
        await player.until_screen("DebateScreen")
    assert len(made(tmp_path)) == 1


async def test_the_bank_and_the_dossier_are_searched_by_typing(
    opened: Opener, tmp_path: Path
) -> None:
    async with opened((140, 40), standing_in_debate(tmp_path)) as player:
        await on_the_floor(player)
        cards = debate_on(player).dossier
        await player.press("d", *"budapest")
        found = [card for card in cards if "budapest" in f"{card.title} {card.text}".lower()]
        listed = player.app.screen.query_one("#cards")
        assert 0 < len(found) <= listed.option_count < len(cards)  # type: ignore[attr-defined]
        await player.press("escape", "enter")
        await player.until_screen("BankSheet")
        await player.press(*"disasters")
        assert "Channels have averted disasters" in player.text()
        assert "The guard stays up" not in player.text()
        await player.press("enter")
        await player.until_screen("DebateScreen")
    (move,) = made(tmp_path)
    assert move == Argue(use="channels_avert_disasters")


async def to_the_words(player: Player) -> Words:
    """From the floor to the words of a claim for the text."""
    await player.press("w")
    await player.until_screen("ClaimSheet")
    await player.press("enter")
    assert "Choose first: side and reason" in pages(player)
    await player.press("right", "down", "right", "down", "down", "down")
    words = player.app.screen.query_one(Words)
    assert words.has_focus
    return words


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_words_are_shown_as_they_are(
    opened: Opener, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(size, standing_in_debate(tmp_path, OWN_WORDS)) as player:
        await on_the_floor(player)
        words = await to_the_words(player)
        words.post_message(Paste(HOSTILE))
        await player.settle()
        assert "\x1b" not in words.text
        assert "\N{REPLACEMENT CHARACTER}" in words.text
        assert "stands in its place" in pages(player)
        words.text = "[/x] $y 外交 e\u0301 [@click=app.quit]now[/]"
        await player.press("down", "enter")
        await player.until_screen("DebateScreen")
        assert "[@click=app.quit]now[/]" in pages(player)
    (claim,) = made(tmp_path)
    assert isinstance(claim, Argue)
    assert claim.side == "for"
    assert claim.claim.startswith("[/x] $y")


async def test_words_that_are_too_many_are_refused_and_stay(
    opened: Opener, tmp_path: Path
) -> None:
    async with opened(start=standing_in_debate(tmp_path, OWN_WORDS)) as player:
        await on_the_floor(player)
        words = await to_the_words(player)
        words.text = LONG
        await player.press("end", "enter")
        assert f"{len(LONG) - 200} too many" in pages(player)
        assert words.text == LONG
        await player.press("escape")
        await player.until_screen("DebateScreen")
        await player.press("w")
        await player.until_screen("ClaimSheet")
        assert player.app.screen.query_one(Words).text == LONG
    assert made(tmp_path) == []


async def test_a_rebuttal_in_own_words_carries_a_card_of_the_dossier(
    opened: Opener, tmp_path: Path
) -> None:
    start = standing_in_debate(tmp_path, OWN_WORDS, Argue(use="guard_stays_up"), Pass())
    async with opened(start=start) as player:
        await on_the_floor(player)
        await to_the_answer(player)
        await player.press("right", "right", "down", "enter")
        await player.until_screen("DossierSheet")
        await player.press("enter", "down", "down")
        await player.press("enter")
        await player.until_screen("AnswerSheet")
        assert "[" in pages(player)
        await player.press("down", "ctrl+b")
        words = player.app.screen.query_one(Words)
        assert words.text == "Even if that is so, it does not follow that ..., because ..."
        assert "60/160" in str(words.border_subtitle)
        await player.press(*"law", "enter")
        await player.until_screen("DebateScreen")
    answer = made(tmp_path)[-1]
    assert isinstance(answer, Rebut)
    assert answer.kind == "undercut"
    assert answer.text == "Even if that is so, it does not follow that law, because ..."
    assert answer.card in saved(tmp_path).bundle.dossier


async def test_drafts_survive_looking_around_and_a_resize(opened: Opener, tmp_path: Path) -> None:
    async with opened(start=standing_in_debate(tmp_path, OWN_WORDS)) as player:
        await on_the_floor(player)
        await player.press("w", "right", "right", "down", "right", "down", "down", "down")
        await player.press(*"peace")
        await player.pilot.resize_terminal(140, 40)
        await player.settle()
        await player.press("escape")
        await player.until_screen("DebateScreen")
        await player.press("escape")
        await player.until_screen("PlayScreen")
        await player.press("t")
        await player.until_screen("DebateScreen")
        await player.pilot.resize_terminal(80, 24)
        await player.press("w")
        await player.until_screen("ClaimSheet")
        assert player.app.screen.query_one(Words).text == "peace"
        assert "against" in player.text()
        assert "stability" in player.text()
    assert made(tmp_path) == []


async def test_the_whole_debate_is_left_with_a_key_where_no_duty_is_open(
    opened: Opener, tmp_path: Path
) -> None:
    async with opened(start=standing_in_debate(tmp_path)) as player:
        await on_the_floor(player)
        await player.press("o")
        await player.until_screen("LedgerScreen")
    assert set(map(type, made(tmp_path)[:2])) == {Pass}


async def test_leaving_stops_where_an_answer_is_owed(opened: Opener, tmp_path: Path) -> None:
    start = standing_in_debate(tmp_path, CHOSEN, Argue(use="guard_stays_up"))
    async with opened(start=start) as player:
        await on_the_floor(player)
        await player.press("o")
        assert player.screen == "DebateScreen"
        assert "Step 2 of 3" in player.text()
        assert "Every side answers at least one" in pages(player)


async def test_each_person_at_the_keyboard_argues_in_turn(opened: Opener, tmp_path: Path) -> None:
    seats = ("secretary_general", "germany")
    start = standing_in_debate(tmp_path, seats=seats)
    async with opened(start=start) as player:
        await player.until_screen("Reading")
        assert "Secretary General" in player.text()
        await player.press("escape")
        await on_the_floor(player)
        await player.press("p")
        await player.until_screen("Reading")
        assert "Germany" in player.text()
        await player.press("escape")
        await on_the_floor(player)
        assert "Government of Germany speaks" in player.text()


async def test_a_forecast_is_sealed_once_in_a_debate(opened: Opener, tmp_path: Path) -> None:
    async with opened(start=standing_in_debate(tmp_path)) as player:
        await on_the_floor(player)
        assert "no forecast sealed yet: f" in player.text()
        await player.press("f")
        await player.until_screen("ForecastSheet")
        members = sum(actor.kind == "member" for actor in actors_of(player))
        for _ in range(members):
            await player.press("right", "down")
        await player.press("enter")
        await player.until_screen("DebateScreen")
        assert "forecast sealed" in player.text()
        await player.press("f")
        assert player.screen == "DebateScreen"
    (forecast,) = made(tmp_path)
    assert isinstance(forecast, Predict)
    assert len(forecast.responses) == members
    assert set(map(str, forecast.responses.values())) == {"{'hedge': 60}"}


async def test_a_search_takes_no_control_characters(opened: Opener, tmp_path: Path) -> None:
    async with opened(start=standing_in_debate(tmp_path)) as player:
        await on_the_floor(player)
        await player.press("d")
        await player.until_screen("DossierSheet")
        search = player.app.screen.query_one(Search)
        search.value = "a\x1b[31m\nb"
        await player.settle()
        assert search.value == "a�[31m b"
