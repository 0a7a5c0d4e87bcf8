"""Every screen as text, in both sizes, compared to the last character.

After a change that is meant, record them anew and read the difference before it is committed:

    RECORD_SCREENS=1 python -m pytest tests/tui/test_snapshots.py
"""

from __future__ import annotations

import inspect
import os
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.tui.replays import tree_of_lines
from tests.tui.whole_session import (
    SHORT_DEBATE,
    WAYS_ON,
    open_from_the_shelf,
    play_to_the_end,
    short_debate,
    sit_down,
)
from textual.widgets import OptionList

from dialogue_sim.session.start import Start
from dialogue_sim.tui import screens
from dialogue_sim.tui.screens.frame import FullScreen, Layer, Sheet
from dialogue_sim.tui.widgets.panel import Page

if TYPE_CHECKING:
    from tests.tui.conftest import Opener, Player

FOLDER = Path(__file__).parent / "snapshots"
VARIABLE = "RECORD_SCREENS"
HOW = f"if this change is meant, run again with {VARIABLE}=1 and read the difference"
SIZES = ((80, 24), (140, 40))

AT_THE_TABLE: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("play", (), ()),
    ("play_actors", ("tab", "down"), ("tab",)),
    ("why", ("w",), ("escape",)),
    ("help", ("question_mark",), ("escape",)),
    ("goals", ("g",), ("escape",)),
    ("glossary", ("s",), ("escape",)),
    ("brief_again", ("b",), ("escape",)),
    ("palette", ("ctrl+p",), ("escape",)),
    ("amend", ("3", "a", "right"), ("escape",)),
    ("forecast", ("f",), ("escape",)),
    ("groundwork", ("p",), ("escape",)),
    ("wait", ("z",), ("escape",)),
    ("play_policy", ("3",), ()),
)
"""In the first turn: name of a picture, keys that lead there, keys that lead back."""

ON_THE_FLOOR = (
    ("claim", ("w",), ("escape",)),
    ("dossier", ("d",), ("escape",)),
)
"""Likewise on the floor of the debate."""

AT_HOME = (
    ("settings", ("f2",), ("escape",)),
    ("tools", ("t",), ("escape",)),
    ("jump", ("ctrl+o",), ("escape",)),
)
AT_A_SESSION = (
    ("home_after", (), ()),
    ("rename", ("n",), ("escape",)),
    ("put_away", ("x",), ("escape",)),
)
"""On the shelf, before a session and on a finished one."""

AFTER_A_TURN = (
    ("log", ("l",), ("escape",)),
    ("history", ("h",), ("escape",)),
    ("reading_room", ("slash", "down"), ("escape",)),
)

SAVED = re.compile(r"(?<=saved )\d{4}-\d\d-\d\d \d\d:\d\d")
NEVER = "2000-01-01 00:00"

AGAIN = (
    ("replayscreen", ("left",), ()),
    ("what_next", ("w",), ("w",)),
    ("notesheet", ("n",), ("escape",)),
    ("branchsheet", ("b",), ("escape",)),
    ("comparescreen", ("c",), ("escape",)),
)
"""On a replay."""

WRITING = (
    ("livescreen", (), ()),
    ("live_figures", ("tab",), ()),
    ("newssheet", ("n",), ("escape",)),
)
"""In the live loop of a shipped scenario."""

NOT_ON_THE_WAY = {"StandSheet", "BusySheet", "ChangedRulesSheet"}
"""The first comes only where what one argued was answered, the others where a save cannot simply
go on; `test_debate.py`, `test_replay.py` and `test_changed_rules.py` look at them."""

BROKEN = {**WAYS_ON, "PlayScreen": (("i", "t"), ("1", "t"), ("z", "enter"))}
"""Later a text is tabled that members break silence over."""


def all_screens() -> set[str]:
    """Names of all classes of screens, but those that others stand on."""
    found: dict[str, type] = {}
    for module in pkgutil.iter_modules(screens.__path__):
        members = vars(import_module(f"{screens.__name__}.{module.name}"))
        found |= {n: c for n, c in members.items() if inspect.isclass(c) and issubclass(c, Layer)}
    bases = {base for cls in found.values() for base in cls.__mro__[1:]}
    return {
        name for name, cls in found.items()
        if cls not in bases and cls not in {Layer, FullScreen, Sheet}
    }  # fmt: skip


@dataclass
class Album:
    """Pictures of the screens of one size, the first of each name."""

    size: tuple[int, int]
    pictures: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    async def take(self, player: Player, name: str = "") -> None:
        """Keep what is shown, under a name; else under that of the screen.

        What a thread has still to add is waited for: a picture is the same every time.
        """
        await player.until(lambda: not threads(player), "work beside the screen")
        self.seen.add(player.screen)
        shown = SAVED.sub(NEVER, player.text())
        self.pictures.setdefault(name or player.screen.lower(), shown)

    async def tour(
        self, player: Player, steps: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    ) -> None:
        """Go to several places and back."""
        for name, there, back in steps:
            await player.press(*there)
            await self.take(player, name)
            await player.press(*back)

    def path(self, name: str) -> Path:
        """Where a picture is kept."""
        return FOLDER / f"{name}.{self.size[0]}x{self.size[1]}.txt"

    def differences(self) -> Iterator[str]:
        """Names of pictures that are not as they were, or were not, or are no more."""
        for name, shown in self.pictures.items():
            kept = self.path(name)
            if not kept.exists() or kept.read_text(encoding="utf-8") != f"{shown}\n":
                yield kept.name
        taken = {self.path(name) for name in self.pictures}
        yield from (p.name for p in FOLDER.glob(f"*.{self.path('x').suffixes[0][1:]}.txt")
                    if p not in taken)  # fmt: skip

    def record(self) -> None:
        """Keep these pictures, and no others of this size."""
        FOLDER.mkdir(exist_ok=True)
        for name in self.differences():
            (FOLDER / name).unlink(missing_ok=True)
        for name, shown in self.pictures.items():
            self.path(name).write_text(f"{shown}\n", encoding="utf-8", newline="\n")


def threads(player: Player) -> list[str]:
    """What is being worked on beside the screen; others wait for a person to choose."""
    return [w.group for w in player.app.workers if w._thread_worker]  # noqa: SLF001  no other way


async def chair(player: Player, album: Album) -> None:
    """From the shelf to the ending in the chair, by way of everything that it can open."""
    await player.until(lambda: SHORT_DEBATE in player.text(), "the shelf")
    await album.take(player)
    await album.tour(player, AT_HOME)
    await open_from_the_shelf(player, SHORT_DEBATE)
    await album.tour(player, (("briefscreen", (), ()), ("seed", ("s",), ("escape",))))
    await player.press("enter")
    await player.until_screen("MandateSheet")
    await album.take(player)
    await player.press("enter")
    await player.until_screen("PlayScreen")
    await album.tour(player, AT_THE_TABLE)
    await player.press("t")
    await player.until_screen("ReactionsScreen")
    await album.tour(player, (("reactions", (), ()), ("receipt", ("r",), ("escape",))))
    await album.tour(player, (("answer", ("enter",), ()), ("news", ("enter",), ("escape",))))
    await album.tour(player, AFTER_A_TURN)
    await player.press("1", "t")
    await player.until_screen("DebateScreen")
    await album.tour(player, ON_THE_FLOOR)
    await play_to_the_end(player, BROKEN, album.take)
    await player.press("escape")
    await player.until(lambda: "save:0" in on_the_shelf(player), "the session on the shelf")
    await player.press("end", "up", "up")  # above the settings and the tools
    await album.tour(player, AT_A_SESSION)


def on_the_shelf(player: Player) -> set[str | None]:
    """What the rows of the shelf stand for."""
    return {option.id for shelf in player.app.screen.query(OptionList) for option in shelf.options}


async def member(player: Player, album: Album) -> None:
    """What a member is asked."""
    await open_from_the_shelf(player, "A bell before the water")
    await sit_down(player, "Town of Oldweir")
    await player.press("enter")
    await player.until_screen("Reading", "QuestionSheet")
    await player.press(*(["escape"] if player.screen == "Reading" else []))
    await player.until_screen("QuestionSheet")
    await player.press("escape")  # what lies below is laid out anew only where it can be seen
    await player.until_screen("PlayScreen")
    await player.press("t")
    await player.until_screen("QuestionSheet")
    await album.take(player)


async def again(player: Player, album: Album) -> None:
    """A replay and what it opens."""
    await player.until_screen("ReplayScreen")
    await album.tour(player, AGAIN)


async def writing(player: Player, album: Album) -> None:
    """The live loop."""
    await player.until_screen("LiveScreen")
    await player.until(lambda: "clean" in player.text(), "the files")
    figures = player.app.screen.query_one("#figures").query_one(Page)
    await player.until(lambda: "300 sessions" in str(figures.render()), "the sessions")
    await album.tour(player, WRITING)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_screen_looks_as_it_did(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.chdir(tmp_path)  # a path on a screen is short, and the same everywhere
    monkeypatch.setattr("dialogue_sim.tui.sitting.default_library", lambda: short_debate("ledger"))
    album = Album(size)
    for number, walk in enumerate((chair, member)):
        async with opened(size, saves=Path(f"saves{number}")) as player:
            await walk(player, album)
    start = Start(replay=tree_of_lines(Path()), line="main", turn=3)
    async with opened(size, start) as player:
        await again(player, album)
    monkeypatch.setattr("dialogue_sim.tui.living.now", lambda: "21:04:33")
    async with opened(size, Start("first_steps", edit=True)) as player:
        await writing(player, album)
    missing = all_screens() - album.seen - NOT_ON_THE_WAY
    if size == SIZES[1]:
        missing -= {"DossierSheet"}  # the dossier stands beside the floor
    assert not missing, "no picture is taken of them"
    if os.environ.get(VARIABLE):
        album.record()
    assert not list(album.differences()), HOW
