"""What happens off the record: a mandate, groundwork, waiting, and texts that are too dear."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from tests.content.mechanisms_in_yaml import DECEMBER, FILES, SHIPPED
from tests.without_mechanisms import plain_library

from dialogue_sim.content.library import load
from dialogue_sim.session.moves import Assure, Consult, Mandate, Propose, Wait
from dialogue_sim.session.playing import begin
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.start import Start
from dialogue_sim.tui.screens.play import PlayScreen
from dialogue_sim.tui.widgets.groundwork_table import GroundworkTable
from dialogue_sim.tui.widgets.panel import Page

if TYPE_CHECKING:
    from tests.tui.conftest import Opener, Player

    from dialogue_sim.session.game import Game
    from dialogue_sim.session.views.view import View

pytestmark = pytest.mark.usefixtures("fixed_numbers", "nothing_advised")
SIZES = [(80, 24), (140, 40)]
START = Start(scenario="december_2019", seed="kalmar")
TO_POLAND = ("down", "down", "down")
MEMBERS = ("Baltic states", "France", "Germany", "Poland", "United States")


def page_of(player: Player) -> str:
    """The page on top, scrolled out of sight or not."""
    return "\n".join(str(page.render()) for page in player.app.screen.query(Page))


def view_of(player: Player) -> View:
    (screen,) = (s for s in player.app.screen_stack if isinstance(s, PlayScreen))
    return screen.sitting.view


def capital_of(player: Player) -> int | None:
    backstage = view_of(player).backstage
    return backstage.capital if backstage is not None else None


def saves_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.dsim"))


def only_save(folder: Path) -> Path:
    (save,) = saves_in(folder)
    return save


def saved(folder: Path) -> Game:
    return open_save(only_save(folder)).recording.game


async def prepare(player: Player, *keys: str) -> None:
    """Open the sheet of groundwork and press keys in it."""
    await player.press("p")
    await player.until_screen("GroundworkSheet")
    await player.press(*keys)


async def test_a_mandate_is_picked_before_the_first_turn_and_kept(
    opened: Opener, tmp_path: Path
) -> None:
    async with opened(start=START) as player:
        await player.until_screen("BriefScreen")
        await player.press("enter")
        await player.until_screen("MandateSheet")
        shown = player.text()
        for title in ("The bridge-builder", "The guardian", "The unifier"):
            assert title in shown
        assert "secret: " in shown
        assert "Secret goals are known to your seat alone." in shown
        await player.press("down")
        assert "Moscow believes what the alliance says" in player.text()
        await player.press("enter")
        await player.until_screen("PlayScreen")
        await player.press("g")
        await player.until_screen("Reading")
        assert "Mandate: The guardian." in page_of(player)
    assert saved(tmp_path).pending == (Mandate("guardian", "secretary_general"),)
    async with opened(start=Start(resume=only_save(tmp_path))) as player:
        assert await player.until_screen("PlayScreen", "MandateSheet") == "PlayScreen"
        assert view_of(player).mandate == "guardian"


async def test_a_save_in_which_a_mandate_can_still_be_picked_asks_for_it(
    opened: Opener, tmp_path: Path
) -> None:
    bundle = load({**FILES, DECEMBER: SHIPPED[DECEMBER]}, "december_2019")
    save = record_to(begin(bundle, "kalmar"), tmp_path / "left.dsim").path
    async with opened(start=Start(resume=save)) as player:
        assert await player.until_screen("PlayScreen", "MandateSheet") == "MandateSheet"
        await player.press("escape")
        await player.until_screen("BriefScreen")
        await player.press("enter")
        await player.until_screen("MandateSheet")
        await player.press("down", "enter")
        await player.until_screen("PlayScreen")
        assert view_of(player).mandate == "guardian"
    assert only_save(tmp_path) == save
    assert saved(tmp_path).pending == (Mandate("guardian", "secretary_general"),)


async def test_seats_that_nobody_holds_wait_for_a_mandate_that_can_still_be_picked(
    opened: Opener, tmp_path: Path
) -> None:
    goals = "{asked: {points: 2, when: support >= 50, text: Most people are for it.}}"
    mandates = f"{{host: {{title: The host, says: A table for everybody., goals: {goals}}}}}"
    seat = f"\n  france:\n    brief: You are France.\n    mandates: {mandates}"
    text = SHIPPED[DECEMBER].decode().replace("\n  poland:\n    b", f"{seat}\n  poland:\n    b")
    bundle = load({**FILES, DECEMBER: text.encode()}, "december_2019")
    save = record_to(begin(bundle, "kalmar", {"france": "player"}), tmp_path / "left.dsim").path
    async with opened(start=Start(resume=save)) as player:
        assert await player.until_screen("QuestionSheet", "MandateSheet") == "MandateSheet"
        assert saved(tmp_path).pending == ()
        await player.press("enter")
        await player.until_screen("QuestionSheet", "Reading", "PlayScreen")
    assert saved(tmp_path).pending[0] == Mandate("host", "france")


async def test_leaving_the_mandates_begins_nothing(opened: Opener, tmp_path: Path) -> None:
    async with opened(start=START) as player:
        await player.until_screen("BriefScreen")
        await player.press("enter")
        await player.until_screen("MandateSheet")
        await player.press("escape")
        await player.until_screen("BriefScreen")
        assert not saves_in(tmp_path)
        await player.press("enter")
        assert await player.until_screen("MandateSheet")


async def test_a_mandate_that_was_named_before_is_not_asked_for(opened: Opener) -> None:
    start = Start(
        scenario="december_2019",
        seed="kalmar",
        mandates=(Mandate("unifier", "secretary_general"),),
    )
    async with opened(start=start) as player:
        await player.until_screen("BriefScreen")
        assert "Mandate: The unifier." in page_of(player)
        await player.press("enter")
        assert await player.until_screen("PlayScreen", "MandateSheet") == "PlayScreen"


async def test_the_first_reactions_are_twelve_keys_away_at_most(opened: Opener) -> None:
    keys = ("enter", "enter", "enter", "t")
    screens = ("BriefScreen", "MandateSheet", "PlayScreen", "ReactionsScreen")
    assert len(keys) < 12
    async with opened() as player:
        await player.until(lambda: "An interview before Christmas" in player.text(), "the shelf")
        await player.press("down")
        for key, screen in zip(keys, screens, strict=True):
            await player.press(key)
            await player.until_screen(screen)


@pytest.mark.parametrize("size", SIZES)
async def test_a_member_is_consulted_and_promised_something_and_the_promise_is_kept(
    opened: Opener, size: tuple[int, int], tmp_path: Path
) -> None:
    async with opened(size, START) as player:
        await player.begin()
        assert capital_of(player) == 3
        await prepare(player)
        shown = player.text()
        assert "■■■□□" in shown
        for name in (*MEMBERS, "At home"):
            assert name in shown
        assert shown.count("hidden") == len(MEMBERS)
        await player.press(*TO_POLAND, "enter")
        assert "Done: Consult Poland" in player.text()
        assert "It asks for Deterrence (reinforced or more)" in player.text()
        assert player.text().count("hidden") == len(MEMBERS) - 1
        await player.press("right", "right", "enter")
        assert "promise open until turn 3" in " ".join(page_of(player).split())
        assert "■□□□□" in player.text()
        await player.press("escape")
        await player.until_screen("PlayScreen")
        await player.press("6", "t")
        await player.until_screen("ReactionsScreen")
        assert "Before it: consulted Poland; promised Poland" in player.text()
        await player.press("enter")
        assert "✓ The promise to Poland (" in page_of(player)
        assert "is kept." in page_of(player)
        await player.finish_turn()
    (played,) = saved(tmp_path).played
    assert played.moves[1:] == (
        Consult("poland"), Assure("poland", "promise"), Propose("deterrence_plus_channel")
    )  # fmt: skip


async def test_what_cannot_be_done_says_why_and_costs_nothing(opened: Opener) -> None:
    async with opened(start=START) as player:
        await player.begin()
        await prepare(player, "right", "right")
        assert "Consult Baltic states first" in player.text()
        await player.press("enter")
        assert "Consult Baltic states first" in player.text()
        assert capital_of(player) == 3


async def test_a_campaign_is_paid_once_a_turn(opened: Opener) -> None:
    async with opened(start=START) as player:
        await player.begin()
        await prepare(player, "up")
        assert "Campaign at home for talks: costs 1 of 3." in player.text()
        await player.press("enter")
        assert "Done: Campaign at home for talks" in player.text()
        await player.press("enter")
        assert "One campaign a turn is enough" in player.text()
        assert capital_of(player) == 2


async def test_a_turn_can_be_let_pass(opened: Opener, tmp_path: Path) -> None:
    async with opened(start=START) as player:
        await player.begin()
        await player.press("z")
        await player.until_screen("WaitSheet")
        assert "In force stays: Council meeting of ambassadors." in player.text()
        await player.press("escape")
        await player.until_screen("PlayScreen")
        assert view_of(player).turn == 1
        await player.press("z", "enter")
        await player.until_screen("ReactionsScreen")
        assert "Nothing is tabled" in player.text()
        assert "Government of Russia answers the text in force" in player.text()
        await player.press("r")
        await player.until_screen("ReceiptSheet")
        assert "1 of 1" in player.text()
        assert "What this tells of Government of Russia" in page_of(player)
        await player.press("escape")
        await player.finish_turn()
        assert "Turn 2/6" in player.text()
        await player.press("tab")
        assert "It has not been asked about a text yet." in player.text()
        await player.press("l")
        await player.until_screen("LogSheet")
        assert "T1 · Nothing is tabled" in player.text()
    (played,) = saved(tmp_path).played
    assert played.tabling == Wait()


async def test_a_text_that_cannot_be_paid_says_so_and_can_be_made_cheaper(
    opened: Opener, tmp_path: Path
) -> None:
    async with opened(start=START) as player:
        await player.begin()
        await prepare(player, "enter", "escape")
        await player.press("2")
        text = next(p for p in view_of(player).menu if p.id == "top_level_talks").text
        left = capital_of(player)
        assert left is not None
        assert text.price is not None
        assert text.price > left
        too_dear = f"costs {text.price}, and {left} is left"
        shown = player.text()
        assert f"Costs {text.price} of {left}" in shown
        assert too_dear in shown
        assert f"{text.price}■" in shown
        await player.press("t")
        assert player.screen == "PlayScreen"
        await player.press("enter")
        await player.until_screen("AmendSheet")
        assert f"It {too_dear}: amend it first." in player.text()
        await player.press("enter")
        assert player.screen == "AmendSheet"
        await player.press("left", "left")
        assert "amend it first" not in player.text()
        await player.press("enter")
        await player.until_screen("ReactionsScreen", "SilenceSheet")
    tabled = [move for move in saved(tmp_path).said if isinstance(move[1], Propose)]
    assert tabled == [
        ("secretary_general", Propose("top_level_talks", {"contact": "ambassadors"}))
    ]  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
async def test_the_side_panel_weighs_a_text(opened: Opener, size: tuple[int, int]) -> None:
    async with opened(size, START) as player:
        await player.begin()
        await player.press("2")
        text = next(p for p in view_of(player).menu if p.id == "top_level_talks").text
        assert text.step is not None
        shown = player.text()
        assert f"a step too far: reach {text.step.reach}, progress 0" in shown
        assert "May break silence: " in shown
        for name, chance in text.breaks[:2]:
            assert f"{name} {chance.percent:.0f} %" in shown
        assert "40 %" in shown  # how likely it is at first that Russia seeks security
        assert "security seeker" in shown


async def test_what_decides_over_silence_adds_up_in_a_receipt(opened: Opener) -> None:
    async with opened((140, 60), START) as player:
        await player.begin()
        await player.press("1", "t")
        await player.until_screen("ReactionsScreen")
        await player.press("r")
        await player.until_screen("ReceiptSheet")
        weighed = 0
        for _ in range(12):
            rows = page_of(player).partition("What decides over silence")[2].splitlines()[1:]
            await player.press("right")
            if not rows:
                continue
            weighed += 1
            worth = next(place for place, row in enumerate(rows) if row.startswith("Worth"))
            numbers = [Decimal(row[40:48].strip()) for row in rows[: worth - 1]]
            assert numbers
            assert sum(numbers) == Decimal(rows[worth][40:48].strip())
            assert "line" in rows[worth + 1]
        assert weighed == len(MEMBERS)


async def test_lessons_are_marked_and_found_again(opened: Opener) -> None:
    async with opened(start=START) as player:
        await player.begin()
        await player.press("t")
        await player.until_screen("ReactionsScreen")
        assert "✦ Every member has a line · One step after the other" in player.text()
        await player.press("enter")
        assert "✦ Every member has a line: A member breaks silence when" in page_of(player)
        await player.finish_turn()
        await player.press("s")
        await player.until_screen("Reading")
        assert "✦ Every member has a line: A member breaks silence when" in page_of(player)


async def test_another_seat_reads_the_sheet_and_cannot_prepare(opened: Opener) -> None:
    start = Start(scenario="december_2019", seed="kalmar", seats=("poland",))
    async with opened(start=start) as player:
        await player.begin()
        while player.screen == "Reading":
            await player.press("escape")
            await player.until_screen("QuestionSheet", "Reading")
        await player.press("escape")
        await player.until_screen("PlayScreen")
        await prepare(player, "enter")
        assert "Only the chair prepares a text" in player.text()
        assert "consult 1" not in player.text()


async def test_the_counterpart_is_told_that_nothing_was_tabled(opened: Opener) -> None:
    seats = ("secretary_general", "russia")
    start = Start(scenario="december_2019", seed="kalmar", seats=seats)
    async with opened(start=start) as player:
        await player.begin()
        await player.press("escape")
        await player.until_screen("PlayScreen")
        await player.press("z", "enter")
        await player.until_screen("Reading")
        await player.press("escape")
        await player.until_screen("QuestionSheet")
        assert "Secretary General of NATO waits: nothing is tabled" in page_of(player)
        await player.press("r")
        assert player.screen == "QuestionSheet"
        await player.press("enter", "enter")
        assert await player.until_screen("ReactionsScreen")


@pytest.mark.parametrize("size", [(60, 20), (100, 30)])
async def test_groundwork_can_be_read_in_any_size(opened: Opener, size: tuple[int, int]) -> None:
    async with opened(size, START) as player:
        await player.begin()
        await prepare(player, *TO_POLAND, "enter")
        shown = player.text()
        for name in (*MEMBERS, "At home"):
            assert name in shown
        assert "Done: Consult Poland" in shown
        assert all(cell_len(row) <= size[0] for row in shown.splitlines())
        table = player.app.screen.query_one(GroundworkTable)
        assert all(row.cell_length <= table.size.width for row in table.lines(*table.size))


async def test_a_setting_without_mechanisms_shows_nothing_of_them(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dialogue_sim.tui.sitting.default_library", plain_library)
    async with opened((140, 40), START) as player:
        await player.until_screen("BriefScreen")
        await player.press("enter")
        assert await player.until_screen("PlayScreen", "MandateSheet") == "PlayScreen"
        shown = player.text()
        for sign in ("Capital", "■", "prepare", "May break", "too far", "seeker", "✦"):
            assert sign not in shown
        await player.press("p")
        assert player.screen == "PlayScreen"
        await player.press("t")
        await player.until_screen("ReactionsScreen")
        await player.press("r")
        await player.until_screen("ReceiptSheet")
        assert "What decides over silence" not in page_of(player)
