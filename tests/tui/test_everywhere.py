"""What holds on every screen and sheet: the real cursor, no motion, ASCII, any size."""

# ruff: noqa: SLF001  timers are nowhere else to be seen

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.tui.tour import rows_of, tour
from textual.events import Resize
from textual.geometry import Size
from textual.widgets import Input, OptionList, TextArea

from dialogue_sim.tui.widgets.amend_table import AmendTable
from dialogue_sim.tui.widgets.groundwork_table import GroundworkTable
from dialogue_sim.tui.widgets.panel import SMALLEST, TooSmall
from dialogue_sim.tui.widgets.rows import Rows
from dialogue_sim.tui.widgets.typing import Search

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Opener, Player
    from textual.message_pump import MessagePump
    from textual.timer import Timer
    from textual.widget import Widget

TABLES = (Rows, AmendTable, GroundworkTable)
MANY, FEW = 28, 3
SIZES = [(30, 5), (140, 40), (80, 24)]


def cursor_leads(player: Player) -> bool:
    """Whether the terminal's cursor stands where a person looks or types."""
    app = player.app
    at, focused = app.cursor_position, app.focused
    read = rows_of(player)[at.y][at.x :]
    highlighted = highlighted_in(focused)
    if highlighted:
        return read.startswith(highlighted[:12])
    if isinstance(focused, TABLES):
        return read.startswith("▸")
    if isinstance(focused, Input | TextArea):
        return focused.region.contains_point(at)
    pane = focused or app.screen.query("#sheet, #notice").first()
    within = pane.region.contains_point(at) and at.y == pane.region.y + pane.gutter.top
    return within and bool(read.strip())


def highlighted_in(focused: Widget | None) -> str:
    """Words of the highlighted option; where one types, of that which keys have led to."""
    listed = focused
    if isinstance(focused, Search):
        listed = focused._led
    if not isinstance(listed, OptionList) or listed.highlighted_option is None:
        return ""
    return str(listed.highlighted_option.prompt).split("\n", maxsplit=1)[0]


def ticking(player: Player) -> list[str]:
    """What would go on waking the processor although nobody presses a key."""
    app = player.app
    pumps: list[MessagePump] = [app]
    for screen in app.screen_stack:
        pumps += screen.walk_children(with_self=True)
    return [f"{pump}: {timer.name}" for pump in pumps for timer in pump._timers if goes_on(timer)]


def goes_on(timer: Timer) -> bool:
    """Whether a timer is an interval, and not paused."""
    times: object = vars(timer)["_repeat"]
    return times is None and timer._active.is_set()


@pytest.mark.thorough
async def test_every_screen_leads_the_cursor_rests_is_ascii_and_takes_any_size(
    opened: Opener, tmp_path: Path
) -> None:
    resized_once = {"Jump"}  # it leaves when the size changes

    async def look(player: Player) -> None:
        await player.until(lambda: cursor_leads(player), "the cursor where one looks")
        await player.until(lambda: not ticking(player), "nothing to move")  # once it is drawn
        player.app.draw_in_ascii(yes=True)
        if player.screen not in resized_once:
            resized_once.add(player.screen)
            await resize(player)
        assert_ascii(player)
        player.app.draw_in_ascii(yes=False)

    await tour(opened, tmp_path, look)
    assert len(resized_once) > MANY


async def resize(player: Player) -> None:
    """From tiny to large and back: the screen stays, says if it is too small, and is ASCII."""
    app, shown = player.app, player.screen
    for size in SIZES:
        await resized(player, Size(*size))
        assert player.screen == shown
        assert app.screen.query_one(TooSmall).display == (size[0] < 60)
        assert_ascii(player)
    await until_whole(player)


def assert_ascii(player: Player) -> None:
    text = "\n".join(rows_of(player))
    assert text.isascii(), (player.screen, {c for c in text if not c.isascii()})


async def resized(player: Player, size: Size) -> None:
    """What a terminal does when its window changes, without the pilot's long waits."""
    app = player.app
    assert app._driver is not None
    app._driver._size = size
    app.post_message(Resize(size, size))
    small = size.width < SMALLEST[0]
    await player.until(lambda: app.screen.size == size, "the new size")
    if app.screen.query(TooSmall):
        await player.until(lambda: ("Enlarge" in "".join(rows_of(player))) == small, "the notice")


async def until_whole(player: Player) -> None:
    """After all those sizes the screen is drawn again: the keys, and words above them."""

    def whole() -> bool:
        rows = rows_of(player)
        return sum(any(c.isalpha() for c in row) for row in rows) > FEW

    await player.until(whole, "words")
