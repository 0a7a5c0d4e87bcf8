"""Other hands: jump mode, the mouse, and a terminal that is given fewer signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.tui.debating import standing_in_debate
from tests.tui.tour import DECEMBER, rows_of
from textual.constants import TEXTUAL_ANIMATIONS
from textual.events import MouseScrollDown
from textual.widgets import OptionList

from dialogue_sim.session.settings import Settings
from dialogue_sim.tui.app import DialogueSim
from dialogue_sim.tui.jump import LETTERS, Jump
from dialogue_sim.tui.widgets.lists import ActorList, PolicyList
from dialogue_sim.tui.widgets.panel import Page
from dialogue_sim.tui.widgets.shelf import NAME

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Opener, Player

FEW = 3


def letter_before(player: Player, words: str) -> str:
    """The letter that stands in front of some words."""
    row = next(row for row in rows_of(player) if words in row)
    return row[row.index(words) - 1]


async def test_a_letter_leads_to_a_list_and_escape_stays(opened: Opener) -> None:
    async with opened(start=DECEMBER) as player:
        await player.begin()
        await player.press("ctrl+o")
        assert player.screen == "Jump"
        shown = rows_of(player)
        assert "esc stays" in shown[0]
        actors = letter_before(player, " Actors")
        assert actors in LETTERS
        await player.press("escape")
        assert player.app.screen.query_one(PolicyList).has_focus
        await player.press("ctrl+o", actors)
        assert player.app.screen.query_one(ActorList).has_focus


async def test_a_letter_does_what_a_key_at_the_bottom_does(opened: Opener) -> None:
    async with opened(start=DECEMBER) as player:
        await player.begin()
        await player.press("ctrl+o")
        await player.press(letter_before(player, "l log"))
        assert await player.until_screen("LogSheet")
        await player.press("ctrl+o")
        await player.press(letter_before(player, "esc close"))
        assert await player.until_screen("PlayScreen")


async def test_jump_mode_opens_where_somebody_types_and_closes_by_its_own_key(
    opened: Opener, tmp_path: Path
) -> None:
    async with opened((140, 40), standing_in_debate(tmp_path)) as player:
        await player.until_screen("Reading")
        await player.press("escape", "enter")
        await player.until_screen("BankSheet")
        await player.press("ctrl+o")
        assert player.screen == "Jump"
        await player.press("ctrl+o")
        assert player.screen == "BankSheet"
        await player.press("ctrl+p", "ctrl+o")
        assert player.screen == "Jump"
        await player.press("ctrl+o")
        assert player.screen == "Palette"
        await player.press("ctrl+o")
        await player.press(letter_before(player, "esc back"))
        assert await player.until_screen("BankSheet")


async def test_letters_leave_when_the_terminal_changes_its_size(opened: Opener) -> None:
    async with opened(start=DECEMBER) as player:
        await player.begin()
        await player.press("ctrl+o")
        await player.pilot.resize_terminal(140, 40)
        assert await player.until_screen("PlayScreen")


async def test_every_letter_is_another_one(opened: Opener) -> None:
    async with opened((140, 40), DECEMBER) as player:
        await player.begin()
        await player.press("ctrl+o")
        screen = player.app.screen
        assert isinstance(screen, Jump)
        places = [target.place for target in screen.targets.values()]
        assert len(set(places)) == len(places) > FEW


async def click(player: Player, words: str, times: int = 1) -> None:
    """Click on words that stand on the screen."""
    row, text = next((y, row) for y, row in enumerate(rows_of(player)) if words in row)
    await player.pilot.click(offset=(text.index(words), row), times=times)
    await player.settle()


async def test_a_click_highlights_and_a_second_one_opens(opened: Opener) -> None:
    async with opened(start=DECEMBER) as player:
        await player.begin()
        await click(player, "Small steps")
        assert player.app.screen.query_one(PolicyList).chosen == "grit_confidence_building"
        assert player.screen == "PlayScreen"
        await click(player, "Small steps")
        assert await player.until_screen("AmendSheet")


async def test_a_double_click_opens(opened: Opener) -> None:
    async with opened(start=DECEMBER) as player:
        await player.begin()
        await click(player, "Small steps", times=2)
        assert await player.until_screen("AmendSheet")


async def test_the_first_click_on_a_sheet_decides_nothing(opened: Opener) -> None:
    async with opened(start=DECEMBER) as player:
        await player.until_screen("BriefScreen")
        await player.press("enter")
        await player.until_screen("MandateSheet")
        await click(player, "The bridge-builder")
        assert player.screen == "MandateSheet"
        await click(player, "The bridge-builder")
        assert await player.until_screen("PlayScreen")


async def test_every_screen_has_its_keys_to_click_on(opened: Opener) -> None:
    async with opened(start=DECEMBER) as player:
        await player.begin()
        await click(player, "l log")
        assert await player.until_screen("LogSheet")
        await click(player, "esc close")
        assert await player.until_screen("PlayScreen")
        await click(player, "? help")
        assert await player.until_screen("HelpSheet")


async def test_the_wheel_scrolls_a_page(opened: Opener) -> None:
    async with opened(start=DECEMBER) as player:
        await player.until_screen("BriefScreen")
        row = player.app.screen.query_one(Page).region.y + 2
        before = rows_of(player)[row]
        wheel = player.pilot._post_mouse_events  # noqa: SLF001  it has no wheel of its own
        await wheel([MouseScrollDown], offset=(10, 10))
        await player.settle()
        assert rows_of(player)[row] != before


async def test_responses_go_on_appearing_whatever_the_terminal_does(opened: Opener) -> None:
    async with opened(start=DECEMBER, motion=True) as player:
        await player.begin()
        await player.press("3", "t")
        await player.until_screen("ReactionsScreen")
        for size in ((30, 5), (140, 40), (80, 24)):
            await player.pilot.resize_terminal(*size)
        assert player.screen == "ReactionsScreen"
        await player.press("x")
        listed = player.app.screen.query_one(OptionList)
        view = player.app.screen_stack[1].sitting.view  # type: ignore[attr-defined]
        told = [option for option in listed.options if not option.disabled]  # no headings
        assert len(told) == len(view.actors)
        assert "Baltic states" in "".join(rows_of(player))


async def test_signs_change_at_once_and_are_kept(tmp_path: Path) -> None:
    kept = tmp_path / "settings.json"
    app = DialogueSim(saves=tmp_path, kept=kept)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.5)
        assert NAME[0] in drawn(app)
        app.set(Settings(signs="ascii"))
        await pilot.pause(0.2)
        assert drawn(app).isascii()
        app.set(Settings(signs="all"))
        await pilot.pause(0.2)
        assert NAME[0] in drawn(app)
    assert '"signs": "all"' in kept.read_text()


async def test_ascii_for_one_session_is_not_kept(tmp_path: Path) -> None:
    kept = tmp_path / "settings.json"
    app = DialogueSim(saves=tmp_path, kept=kept, in_ascii=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.5)
        assert drawn(app).isascii()
        await pilot.press("ctrl+t")
        assert drawn(app).isascii()
    assert '"signs": "all"' in kept.read_text()


def drawn(app: DialogueSim) -> str:
    """All that is on the screen."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())  # noqa: SLF001


def test_nothing_moves_where_motion_is_reduced_and_else_what_the_environment_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    still = DialogueSim(saves=tmp_path, settings=Settings(motion="reduced"))
    assert still.animation_level == "none"
    still.set(Settings(motion="full"))
    assert still.animation_level == TEXTUAL_ANIMATIONS
    monkeypatch.setattr("dialogue_sim.tui.access.TEXTUAL_ANIMATIONS", "none")
    app = DialogueSim(saves=tmp_path, settings=Settings(motion="full"))
    assert app.animation_level == "none"


async def test_without_colour_the_highlight_is_reversed(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(start=DECEMBER) as player:
        await player.begin()
        listed = player.app.screen.query_one(OptionList)
        at = player.app.cursor_position
        strips = player.strips()
        cells = [segment for segment in strips[at.y].crop(at.x, at.x + 10) if segment.text.strip()]
        assert listed.has_focus
        assert all(segment.style is not None and segment.style.reverse for segment in cells)
        for strip in strips:
            for segment in strip:
                style = segment.style
                if segment.text.strip() and style and style.color and style.bgcolor:
                    assert style.color != style.bgcolor, segment.text
