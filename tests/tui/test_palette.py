"""The palette offers all that can be done now, does what is chosen, and says when nothing fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from dialogue_sim.session.start import Start
from dialogue_sim.tui.commands import COMMANDS, EVERYWHERE
from dialogue_sim.tui.offers import of_screen
from dialogue_sim.tui.widgets.catalogue import Catalogue
from dialogue_sim.tui.widgets.lists import PolicyList

if TYPE_CHECKING:
    from tests.tui.conftest import Opener

START = Start(scenario="december_2019", seed="kalmar")
KINDS = sorted({row.screen for row in COMMANDS} - {EVERYWHERE})


class Stage:
    """A screen of some kind on which everything can be done but what is named."""

    def __init__(self, kind: str, impossible: str = "") -> None:
        self.KIND = kind
        self._impossible = impossible

    def check_action(self, action: str, _: tuple[object, ...]) -> bool:
        return action != self._impossible

    def run_action(self, action: str) -> None:
        raise AssertionError(action)


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_of_the_table_is_offered_where_it_works(kind: str) -> None:
    offered = {(offer.title, offer.key) for offer in of_screen(cast("Any", Stage(kind)))}
    for row in COMMANDS:
        if row.screen == kind and row.help:
            assert (row.name.capitalize(), row.sign) in offered, row
    assert {"Light/dark", "Quit", "Help"} <= {title for title, _ in offered}


def test_what_cannot_be_done_here_is_not_offered() -> None:
    able = {offer.title for offer in of_screen(cast("Any", Stage("play")))}
    unable = {offer.title for offer in of_screen(cast("Any", Stage("play", "prepare")))}
    assert able - unable == {"Prepare"}


async def test_the_palette_looks_up_over_a_sheet_that_is_waited_for(opened: Opener) -> None:
    async with opened(start=START) as player:
        await player.until_screen("BriefScreen")
        await player.press("enter")
        await player.until_screen("MandateSheet")
        await player.press("ctrl+p")
        await player.until_screen("Palette")
        await player.press(*"reading", " ", *"room", "enter")
        await player.until_screen("ReadingRoomSheet")
        await player.press("escape")
        assert player.screen == "MandateSheet"


async def test_words_find_an_action_and_enter_does_it(opened: Opener) -> None:
    async with opened(start=START) as player:
        await player.begin()
        await player.press("ctrl+p")
        await player.until_screen("Palette")
        await player.press(*"goals", " ", *"met", "enter")
        await player.until_screen("Reading")
        assert "points as things stand" in player.text()


async def test_a_policy_a_file_and_a_setting_can_be_jumped_to(opened: Opener) -> None:
    async with opened(start=START) as player:
        await player.begin()
        await player.press("ctrl+p", *"backchannel", "enter")
        await player.until_screen("PlayScreen")
        assert player.app.screen.query_one(PolicyList).chosen == "backchannel"
        await player.press("ctrl+p", *"file", " ", *"poland", "enter")
        await player.until_screen("ReadingRoomSheet")
        entry = player.app.screen.query_one(Catalogue).entry
        assert entry is not None
        assert entry.id == "actor:poland"
        await player.press("escape", "ctrl+p", *"theme", " ", *"paper", "enter")
        await player.until_screen("PlayScreen")
        assert player.app.settings.theme == "paper"


async def test_nothing_fits_is_said_and_nothing_is_done(opened: Opener) -> None:
    async with opened() as player:
        await player.press("ctrl+p")
        await player.until_screen("Palette")
        await player.press(*"xyzzy", "enter")
        assert player.screen == "Palette"
        assert "Nothing found for xyzzy." in player.text()
        await player.press("escape")
        await player.until_screen("HomeScreen")


async def test_the_palette_lies_over_sheets_too(opened: Opener) -> None:
    async with opened(start=START) as player:
        await player.begin()
        await player.press("a")
        await player.until_screen("AmendSheet")
        await player.press("ctrl+p", "ctrl+p", *"without", " ", *"tabling", "enter")
        await player.until_screen("PlayScreen")


async def test_help_opens_at_the_keys_of_the_screen_below(opened: Opener) -> None:
    async with opened(start=START) as player:
        await player.begin()
        await player.press("a")
        await player.until_screen("AmendSheet")
        await player.press("question_mark")
        await player.until_screen("HelpSheet")
        text = player.text()
        assert "A text on the table · you are here" in text
        assert "The first minutes" not in text
        sheet = player.app.screen.query_one("#sheet")
        await player.press("home")
        await player.until(lambda: sheet.scroll_y == 0, "the top of the help")
        assert "The first minutes" in player.text()
        await player.press("question_mark")
        assert await player.until_screen("AmendSheet")
