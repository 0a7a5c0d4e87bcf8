"""A tour of every screen and sheet, for tests of what holds on all of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from tests.tui.debating import OWN_WORDS, standing_in_debate
from tests.tui.replays import tree_of_lines

from dialogue_sim.content.files import packaged_content, read_library, scenario_paths
from dialogue_sim.content.library import load
from dialogue_sim.session.moves import Argue, Mandate, Pass, Propose, Rebut, Wait
from dialogue_sim.session.playing import begin
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.start import Start

if TYPE_CHECKING:
    from tests.tui.conftest import Opener, Player

DECEMBER = Start(scenario="december_2019", seed="kalmar")
POLAND = Start(scenario="december_2019", seed="kalmar", seats=("poland",))
ONLY_TO_STAND = (
    Argue(use="guard_stays_up"), Pass(), Rebut("broken_promise", "counter", "two_tracks"), Pass(),
)  # fmt: skip

Leg: TypeAlias = tuple[tuple[str, ...], str]
"""Keys, and the screen that they lead to."""

AT_HOME: tuple[Leg, ...] = (
    ((), "HomeScreen"), (("question_mark",), "HelpSheet"), (("escape", "n"), "RenameSheet"),
    (("escape", "x"), "PutAwaySheet"), (("escape", "f2"), "SettingsSheet"),
    (("down",), "SettingsSheet"), (("escape", "t"), "ToolsScreen"), (("down",), "ToolsScreen"),
    (("escape",), "HomeScreen"), (("ctrl+o",), "Jump"), (("escape", "ctrl+p"), "Palette"),
    (("down",), "Palette"),
)  # fmt: skip
AT_THE_TABLE: tuple[Leg, ...] = (
    ((), "BriefScreen"), (("s",), "SeedSheet"),
    (("escape", "enter"), "MandateSheet"), (("down",), "MandateSheet"),
    (("up", "enter"), "PlayScreen"), (("3",), "PlayScreen"), (("tab", "down"), "PlayScreen"),
    (("w",), "Reading"), (("escape", "l"), "LogSheet"),
    (("escape", "h"), "HistoryScreen"), (("escape", "slash"), "ReadingRoomSheet"),
    (("down",), "ReadingRoomSheet"),
    (("escape", "p"), "GroundworkSheet"), (("down", "right"), "GroundworkSheet"),
    (("escape", "z"), "WaitSheet"), (("escape", "2", "a"), "AmendSheet"),
    (("down", "down"), "AmendSheet"), (("escape", "f"), "ForecastSheet"),
    (("down", "right"), "ForecastSheet"), (("escape", "ctrl+p"), "Palette"),
    (("escape", "e", "t"), "SilenceSheet"), (("down",), "SilenceSheet"),
    (("r",), "ReceiptSheet"), (("down",), "ReceiptSheet"),
    (("escape", "end", "enter"), "ReactionsScreen"), (("down",), "ReactionsScreen"),
    (("enter",), "ReactionsScreen"),
)  # fmt: skip
IN_ANOTHER_SEAT: tuple[Leg, ...] = (((), "BriefScreen"), (("enter",), "QuestionSheet"))
ON_THE_FLOOR: tuple[Leg, ...] = (
    (("escape",), "DebateScreen"), (("down",), "DebateScreen"), (("enter",), "BankSheet"),
    (("down", "down"), "BankSheet"), (("escape", "w"), "ClaimSheet"),
    (("down",), "ClaimSheet"), (("down", "down", "down", "x", "y"), "ClaimSheet"),
    (("escape",), "DebateScreen"), (("f",), "ForecastSheet"), (("escape",), "DebateScreen"),
)  # fmt: skip
TO_THE_LEDGER: tuple[Leg, ...] = (
    (("escape", "enter"), "StandSheet"), (("escape", "p"), "LedgerScreen"),
    (("down",), "LedgerScreen"), (("tab", "down"), "LedgerScreen"),
)  # fmt: skip
WRITING: tuple[Leg, ...] = (
    ((), "LiveScreen"), (("tab",), "LiveScreen"), (("n",), "NewsSheet"), (("down",), "NewsSheet"),
    (("escape", "p"), "PlayScreen"), (("f3",), "LiveScreen"),
)  # fmt: skip
RULES_CHANGED: tuple[Leg, ...] = (((), "ChangedRulesSheet"), (("n",), "Reading"))
AT_THE_END: tuple[Leg, ...] = (((), "EndingScreen"), (("l",), "LogSheet"))
AGAIN: tuple[Leg, ...] = (
    ((), "ReplayScreen"), (("left", "2"), "ReplayScreen"), (("5",), "ReplayScreen"),
    (("n",), "NoteSheet"), (("escape", "b"), "BranchSheet"), (("escape", "c"), "CompareScreen"),
    (("escape", "3", "w", "home", "right"), "ReplayScreen"),
)  # fmt: skip


async def tour(
    opened: Opener,
    folder: Path,
    look: Callable[[Player], Awaitable[None]],
    size: tuple[int, int] = (80, 24),
) -> None:
    """Stop on every screen there is, and on most of them with something else highlighted.

    Args:
        opened: opens the app; folder: for saves.
        look: what is looked at wherever the tour stops.
        size: of the terminal.
    """
    for start, legs in routes(folder):
        async with opened(size, start()) as player:
            await arrive(player, legs)
            for keys, name in legs:
                await player.press(*keys)
                await player.until_screen(name)
                await player.settle()
                await look(player)


def routes(folder: Path) -> tuple[tuple[Callable[[], Start | None], tuple[Leg, ...]], ...]:
    """Where the tour begins, and where it goes from there."""
    floor = partial(standing_in_debate, folder, OWN_WORDS)
    return (
        (partial(begun, folder), AT_HOME), (lambda: DECEMBER, AT_THE_TABLE),
        (lambda: POLAND, IN_ANOTHER_SEAT), (floor, ON_THE_FLOOR),
        (partial(floor, *ONLY_TO_STAND), TO_THE_LEDGER),
        (lambda: Start(resume=over(folder)), AT_THE_END),
        (lambda: Start(resume=changed(folder)), RULES_CHANGED),
        (lambda: Start("first_steps", edit=True), WRITING),
        (lambda: Start(replay=tree_of_lines(folder), line="main", turn=2), AGAIN),
    )  # fmt: skip


def rows_of(player: Player) -> list[str]:
    """What is on the screen, row by row, as it went to the terminal."""
    return [strip.text for strip in player.strips()]


async def arrive(player: Player, legs: tuple[Leg, ...]) -> None:
    """Wait until the first screen of a route stands with all that is on it."""
    first = {
        id(AT_HOME): "HomeScreen", id(AT_THE_END): "EndingScreen",
        id(RULES_CHANGED): "ChangedRulesSheet",
        id(ON_THE_FLOOR): "Reading", id(TO_THE_LEDGER): "Reading", id(AGAIN): "ReplayScreen",
        id(WRITING): "LiveScreen",
    }.get(id(legs), "BriefScreen")  # fmt: skip
    await player.until_screen(first)
    if first == "HomeScreen":
        await player.until(lambda: "begun" in player.text(), "the shelf")


def begun(folder: Path) -> None:
    """Leave a session on the shelf that can go on; the tour begins at the shelf."""
    game = begin(load(read_library(packaged_content()), "first_steps"), "kalmar")
    record_to(game, folder / "begun.dsim").submit(Propose("notice_for_toll"))


def changed(folder: Path) -> Path:
    """A session whose scenario has had other rules since."""
    files = read_library(packaged_content())
    path = scenario_paths(files)["first_steps"]
    then = files[path].replace(b"\nturns: ", b"\nturns: 1", 1)
    game = begin(load({**files, path: then}, "first_steps"), "kalmar")
    saved = folder / "changed.dsim"
    record_to(game, saved).submit(Propose("notice_for_toll"))
    return saved


def over(folder: Path) -> Path:
    """The save of a session in which nothing was tabled."""
    game = begin(load(read_library(packaged_content()), "december_2019"), "kalmar")
    recording = record_to(game, folder / "over.dsim")
    recording.submit(Mandate("bridge_builder"))
    while recording.game.phase != "over":
        recording.submit(Wait())
    assert recording.path is not None
    return recording.path
