"""The ledger on screen: line by line, adding up, and what came of a single argument."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests.tui.debating import CHOSEN, ledger, pages, saved, standing_in_debate

from dialogue_sim.session.moves import Argue, Pass, Rebut
from dialogue_sim.tui.screens.ledger import LedgerScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Opener, Player

    from dialogue_sim.session.start import Start

ALL_BUT_THE_END = (
    Argue(use="guard_stays_up"), Pass(), Rebut("broken_promise", "counter", "two_tracks"), Pass(),
)  # fmt: skip
SIZES = [(80, 24), (140, 40)]


def before_the_end(folder: Path) -> Start:
    """A debate in which only standing by what was said is left."""
    return standing_in_debate(folder, CHOSEN, *ALL_BUT_THE_END)


async def to_the_ledger(player: Player) -> LedgerScreen:
    await player.until_screen("DebateScreen", "Reading")
    if player.screen == "Reading":
        await player.press("escape")
        await player.until_screen("DebateScreen")
    await player.press("p")
    await player.until_screen("LedgerScreen")
    await player.settle()
    screen = player.app.screen
    assert isinstance(screen, LedgerScreen)
    return screen


def options(player: Player, which: str) -> list[str]:
    listed = player.app.screen.query_one(which)
    return [str(option.prompt) for option in listed.options]  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", SIZES)
async def test_shown_shares_add_up_to_the_shown_term_of_every_audience(
    opened: Opener, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(size, before_the_end(tmp_path)) as player:
        await to_the_ledger(player)
        rows = options(player, "#audiences")
        assert len(rows) == len(ledger(tmp_path)) > 3
        for row in rows:
            numbers = re.findall(r"(\d+)% . . \w+ +(\d+)% +(\d+) +(\d+) +([+-]\d\.\d+)", row)
            ((_, _, for_, against, term),) = numbers
            assert abs((int(for_) - int(against)) / 1000 - float(term)) < 0.0011
            shares = [re.findall(r"[+-]\d\.\d{3}", line.split("\n")[0])[-1]
                      for line in options(player, "#lines")]  # fmt: skip
            assert sum(map(Decimal, shares)) == Decimal(term)
            assert f"up to the term {term}" in pages(player)
            await player.press("down")


async def test_audiences_appear_one_after_the_other_and_a_key_shows_all(
    opened: Opener, tmp_path: Path
) -> None:
    async with opened(start=before_the_end(tmp_path), motion=True) as player:
        screen = await to_the_ledger(player)
        assert screen.revealing
        await player.press("enter")
        assert not screen.revealing
        assert player.screen == "LedgerScreen"
        await player.press("x")
        assert "Known once everybody has responded" in pages(player)
        await player.press("enter")
        await player.until_screen("ReactionsScreen")


async def test_without_one_argument_is_told_once_everybody_has_responded(
    opened: Opener, tmp_path: Path
) -> None:
    async with opened(start=before_the_end(tmp_path)) as player:
        await to_the_ledger(player)
        await player.press("enter")
        await player.until_screen("ReactionsScreen")
        await player.press("d")
        await player.until_screen("LedgerScreen")
        await player.press("tab", "x")
        await player.until(lambda: "Without '" in pages(player), "the turn without an argument")
        told = pages(player)
        first = saved(tmp_path).bundle.bank[ledger(tmp_path)[0].lines[0].argument]
        assert f"Without '{first.title}'" in told
        await player.press("escape")
        await player.until_screen("ReactionsScreen")
        await player.press("r")
        await player.until_screen("ReceiptSheet")
        assert "The debate, argument by argument" in pages(player)


async def test_where_silence_is_broken_the_ledger_comes_before_it_is_settled(
    opened: Opener, tmp_path: Path
) -> None:
    start = standing_in_debate(tmp_path, text="business_as_usual")
    async with opened(start=start) as player:
        await player.until_screen("DebateScreen", "Reading")
        if player.screen == "Reading":
            await player.press("escape")
            await player.until_screen("DebateScreen")
        await player.press("o")
        await player.until_screen("LedgerScreen")
        await player.press("enter")
        assert await player.until_screen("SilenceSheet", "ReactionsScreen") == "SilenceSheet"
        await player.press("down", "down", "enter")
        await player.until_screen("ReactionsScreen")


def test_the_reckoning_of_a_line_multiplies_out(tmp_path: Path) -> None:
    standing_in_debate(tmp_path, CHOSEN, *ALL_BUT_THE_END, Pass())
    answered = 0
    for audience in ledger(tmp_path):
        for one in audience.lines:
            said = one.says
            parts, worth = re.match(r"(.*?) = (\d+)", said).groups()  # type: ignore[union-attr]
            assert sum(int(n) for n in re.findall(r"-?\d+", parts)) == int(worth)
            taken = re.search(r"take (\d+) of 1000: (\d+) is left", said)
            if taken is not None:
                answered += 1
                assert one.reckoning is not None
                assert one.reckoning.base * (1000 - int(taken[1])) // 1000 == int(taken[2])
    assert answered
