"""What a replay asks for: marks that are typed, the turn that is begun again, most changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.tui.replays import tree_of_lines

from dialogue_sim.session.start import Start
from dialogue_sim.tui.screens.replay import ReplayScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Opener, Player

NARROW = (80, 24)
MOST = (3, 2)
"""The turns of the main line in which most changed, as its records have them."""


def moment(player: Player) -> int:
    screen = player.app.screen
    assert isinstance(screen, ReplayScreen)
    return screen._looked.moment  # noqa: SLF001  where the panels stand


async def test_a_mark_is_typed_and_a_turn_before_is_begun_again(
    opened: Opener, tmp_path: Path
) -> None:
    path = tree_of_lines(tmp_path)
    async with opened(NARROW, Start(replay=path, line="main", turn=2)) as player:
        await player.until_screen("ReplayScreen")
        assert "2?!" not in player.text()
        await player.press("n", *"?! Too generous?", "enter")
        await player.until(lambda: "2?!" in player.text(), "the mark below the turn")
        note = json.loads(path.read_text(encoding="utf-8").splitlines()[-1])
        assert (note["mark"], note["text"]) == ("?!", "Too generous?")
        await player.press("3")
        assert "b: turn 3 again" in player.text()
        await player.press("b")
        await player.until_screen("BranchSheet")
        assert "Turn 3 again · was: " in player.text()
        await player.press("left", "left", "left", "right")
        assert "Turn 2 again · was: " in player.text()


async def test_most_changed_goes_on_where_one_stands_there(opened: Opener, tmp_path: Path) -> None:
    start = Start(replay=tree_of_lines(tmp_path), line="main", turn=MOST[0])
    async with opened(NARROW, start) as player:
        await player.until_screen("ReplayScreen")
        await player.press("m")
        assert moment(player) == MOST[1]
