"""The table of commands is complete: every action exists where the table says it does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from dialogue_sim.session.start import Start
from dialogue_sim.tui.app import DialogueSim
from dialogue_sim.tui.commands import COMMANDS, EVERYWHERE, FULL_SCREENS, commands_of
from dialogue_sim.tui.jump import Jump
from dialogue_sim.tui.offers import offers
from dialogue_sim.tui.screens.amend import AmendSheet
from dialogue_sim.tui.screens.brief import BriefScreen, SeedSheet
from dialogue_sim.tui.screens.changed_rules import ChangedRulesSheet
from dialogue_sim.tui.screens.compare import CompareScreen
from dialogue_sim.tui.screens.composing import ComposeSheet
from dialogue_sim.tui.screens.debate import DebateScreen
from dialogue_sim.tui.screens.dossier import DossierSheet
from dialogue_sim.tui.screens.ending import EndingScreen
from dialogue_sim.tui.screens.forecast import ForecastSheet
from dialogue_sim.tui.screens.frame import Layer, Reading
from dialogue_sim.tui.screens.groundwork import GroundworkSheet, WaitSheet
from dialogue_sim.tui.screens.help import HelpSheet
from dialogue_sim.tui.screens.history import HistoryScreen
from dialogue_sim.tui.screens.home import HomeScreen
from dialogue_sim.tui.screens.keeping import PutAwaySheet, RenameSheet
from dialogue_sim.tui.screens.ledger import LedgerScreen
from dialogue_sim.tui.screens.live import LiveScreen
from dialogue_sim.tui.screens.live_news import NewsSheet
from dialogue_sim.tui.screens.log import LogSheet
from dialogue_sim.tui.screens.mandate import MandateSheet
from dialogue_sim.tui.screens.palette import HERE, Offer, Palette
from dialogue_sim.tui.screens.play import PlayScreen
from dialogue_sim.tui.screens.question import QuestionSheet
from dialogue_sim.tui.screens.reactions import ReactionsScreen
from dialogue_sim.tui.screens.reading_room import ReadingRoomSheet
from dialogue_sim.tui.screens.receipt import ReceiptSheet
from dialogue_sim.tui.screens.replay import ReplayScreen
from dialogue_sim.tui.screens.replay_sheets import BranchSheet, BusySheet, NoteSheet
from dialogue_sim.tui.screens.settings import SettingsSheet
from dialogue_sim.tui.screens.silence import SilenceSheet
from dialogue_sim.tui.screens.speaking import BankSheet, StandSheet
from dialogue_sim.tui.screens.tools import ToolsScreen
from dialogue_sim.tui.widgets.key_bar import shown_keys

if TYPE_CHECKING:
    from tests.tui.conftest import Opener, Player

FULL = (
    HomeScreen, BriefScreen, PlayScreen, DebateScreen, LedgerScreen, ReactionsScreen, EndingScreen,
    ToolsScreen, LiveScreen,
    HistoryScreen, ReplayScreen, CompareScreen,
)  # fmt: skip
SHEETS = (
    AmendSheet, BankSheet, ComposeSheet, DossierSheet, ForecastSheet, GroundworkSheet, StandSheet,
    HelpSheet, LogSheet, MandateSheet, Palette, QuestionSheet, Reading, ReadingRoomSheet,
    ReceiptSheet,
    SeedSheet, SilenceSheet, WaitSheet,
    PutAwaySheet, RenameSheet, SettingsSheet,
    ChangedRulesSheet,
    NoteSheet, BranchSheet, BusySheet, NewsSheet,
)  # fmt: skip
BY_KIND: dict[str, type[Layer[Any]]] = {
    Jump.KIND: Jump,
    **{screen.KIND: screen for screen in FULL},
    **{screen.KIND: screen for screen in SHEETS},
}


def test_every_screen_has_its_keys_in_the_table() -> None:
    assert {row.screen for row in COMMANDS} == {*BY_KIND, EVERYWHERE}
    assert {screen.KIND for screen in FULL} == FULL_SCREENS


def test_every_action_is_found_where_the_table_says() -> None:
    for row in COMMANDS:
        namespace, _, action = row.target.rpartition(".")
        owner = DialogueSim if namespace == "app" else BY_KIND[row.screen]
        assert hasattr(owner, f"action_{action}"), row


@pytest.mark.parametrize("kind", sorted(BY_KIND))
@pytest.mark.parametrize("width", [60, 80, 140])
def test_the_key_bar_fits_and_always_names_help_and_quit(kind: str, width: int) -> None:
    keys = shown_keys(kind, width)
    assert cell_len(" " + "  ".join(f"{sign} {name}" for sign, name, _ in keys)) <= width
    names = [name for _, name, _ in keys]
    if kind in FULL_SCREENS:
        assert names[-2:] == ["help", "quit"]


def offers_of(player: Player) -> list[Offer]:
    app = player.app
    return offers(app.screen, None, app.settings, app.change)


async def test_the_palette_offers_every_action_of_a_screen(opened: Opener) -> None:
    async with opened(start=Start(scenario="december_2019", seed="kalmar")) as player:
        await player.begin()
        offered = {offer.title for offer in offers_of(player) if offer.group == HERE}
        assert offered == {row.name.capitalize() for row in commands_of("play")}


async def test_help_names_every_key_of_play_and_every_label(opened: Opener) -> None:
    async with opened((140, 60)) as player:
        await player.press("question_mark")
        await player.until_screen("HelpSheet")
        page = str(player.app.screen.query_one("Page").render())
        for row in COMMANDS:
            if row.screen in {"play", EVERYWHERE}:
                assert re.search(rf"^{re.escape(row.sign)} ", page, re.MULTILINE), row
        for label in ("[DOC]", "[REP]", "[PTY]", "[MOD]", "[PLR]", "[FIC]"):
            assert label in page
