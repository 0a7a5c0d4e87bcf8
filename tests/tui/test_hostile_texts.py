"""Hostile texts in every field that authors and players write: they are shown, and no more."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from tests.tui.hostile import READABLE, REFUSED, faults, with_texts
from tests.tui.whole_session import play_to_the_end, short_debate
from textual.events import Paste

from dialogue_sim.cli.entry import main
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.session.saves.folders import SAVES_VARIABLE
from dialogue_sim.session.start import Start
from dialogue_sim.tui.widgets.panel import Page

if TYPE_CHECKING:
    from tests.tui.conftest import Opener, Player

WIDTH = 80
EMPTY = "gone"
PLACES = ("w", "g", "b", "s", "l", "n", "a", "f", "p", "z", "question_mark", "ctrl+p")
"""Keys of the table that lay something over it."""

LIBRARIES: dict[str, Callable[[], dict[str, bytes]]] = {
    "first_steps": partial(read_library, packaged_content()),
    "december_2019": short_debate,
}


async def unharmed(player: Player) -> None:
    """What is on the screen is text, and fits on it; nothing was run."""
    assert player.app.is_running
    assert not list(faults(player.text(), WIDTH)), player.screen


async def paste(player: Player, text: str) -> None:
    """Put a text into the field that has the focus."""
    focused = player.app.screen.focused
    assert focused is not None
    focused.post_message(Paste(text))
    await player.settle()


@pytest.mark.thorough
@pytest.mark.parametrize("scenario", LIBRARIES)
async def test_what_authors_write_is_shown_and_nothing_more(
    opened: Opener, monkeypatch: pytest.MonkeyPatch, scenario: str
) -> None:
    files = with_texts(LIBRARIES[scenario](), scenario, READABLE)
    monkeypatch.setattr("dialogue_sim.tui.sitting.default_library", lambda: files)
    async with opened(start=Start(scenario, "kalmar")) as player:
        await player.until_screen("BriefScreen")
        await unharmed(player)
        await player.begin()
        await player.press(*(["escape"] if player.screen == "Reading" else []))
        for key in PLACES:
            await player.press(key)
            await unharmed(player)
            while player.screen != "PlayScreen":
                await player.press("escape")
        answered = await play_to_the_end(player, look=unharmed)
    assert answered["ReactionsScreen"] >= 3


@pytest.mark.parametrize("scenario", LIBRARIES)
def test_what_authors_write_is_printed_and_nothing_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scenario: str
) -> None:
    for path, raw in with_texts(LIBRARIES[scenario](), scenario, READABLE).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(raw)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", str(WIDTH))
    monkeypatch.setenv(SAVES_VARIABLE, "saves")
    arguments = ["play", scenario, "--seed", "kalmar", "--linear"]
    result = CliRunner().invoke(main, arguments, input="1\n\n" * 60)
    assert isinstance(result.exception, SystemExit | None)
    assert "Turn 2" in result.output
    told, _, _ = result.output.partition("Go on with:")  # a command to copy is not broken
    typed = told.replace(" > ", " >\n")  # what is typed ends the line of a prompt
    assert not list(faults(typed, WIDTH, len))


async def test_what_commands_a_terminal_is_refused_in_a_sentence(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = tuple(text or EMPTY for text in REFUSED.values())
    written = with_texts(read_library(packaged_content()), "first_steps", texts)
    changed = {path: raw.replace(f'"{EMPTY}"'.encode(), b'""') for path, raw in written.items()}
    monkeypatch.setattr("dialogue_sim.tui.sitting.default_library", lambda: changed)
    async with opened(start=Start("first_steps")) as player:
        await player.until_screen("Reading")
        await unharmed(player)
        assert "error[DS" in player.text()
        page = str(player.app.screen.query_one(Page).render())
        for said in ("U+001B", "U+009B", "U+202E", "U+200D", "the text is empty"):
            assert said in page
        for _ in range(20):
            await player.press("pagedown")
            await unharmed(player)
        await player.press("escape")
        await player.until(lambda: "has errors" in player.text(), "the shelf")
        await unharmed(player)


async def test_what_players_write_is_shown_and_nothing_more(opened: Opener) -> None:
    async with opened(start=Start("first_steps", "kalmar")) as player:
        await player.until_screen("BriefScreen")
        for text in (*READABLE, *REFUSED.values()):
            await player.press("s")
            await player.until_screen("SeedSheet")
            await paste(player, text)
            await unharmed(player)
            await player.press("enter")
            await player.until(lambda: not list(player.app.workers), "the luck of the seed")
            await player.until_screen("BriefScreen")
            await unharmed(player)
