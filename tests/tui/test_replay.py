"""A save looked at again: walking through it, what it says, what is written, going on from it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.resumed import resumed
from tests.tui.replays import SECOND, THIRD, tree_of_lines

from dialogue_sim.session.moves import Wait
from dialogue_sim.session.saves.finding import line_named
from dialogue_sim.session.saves.lock import take_lock
from dialogue_sim.session.saves.playback import DiffersError, Playback
from dialogue_sim.session.saves.reading import read_save
from dialogue_sim.session.start import Start
from dialogue_sim.tui.screens import stepping
from dialogue_sim.tui.screens.ending import EndingScreen
from dialogue_sim.tui.screens.replay import ReplayScreen
from dialogue_sim.tui.widgets.replay import Again
from dialogue_sim.tui.widgets.scrubber import Scrubber, nearest, places_of

if TYPE_CHECKING:
    from tests.tui.conftest import Opener, Player

WIDE = (140, 40)
MOST = (3, 2, 1)
"""The turns of the main line in which the charted indicators moved by 43, 40 and 32 points."""


def replay(player: Player) -> ReplayScreen:
    screen = player.app.screen
    assert isinstance(screen, ReplayScreen)
    return screen


def looked(player: Player) -> Again:
    return replay(player)._looked  # noqa: SLF001  what the panels are given


async def to_replay(player: Player) -> None:
    """Until the line was played again."""
    await player.until_screen("ReplayScreen")
    await player.until(lambda: looked(player).played is not None, "the line played again")


def records(path: Path) -> list[dict[str, object]]:
    return [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]


async def test_it_walks_through_turns_panels_and_lines(opened: Opener, tmp_path: Path) -> None:
    start = Start(replay=tree_of_lines(tmp_path), line="main", turn=1)
    async with opened(start=start) as player:
        await to_replay(player)
        text = player.text()
        assert "Replay" in text
        assert "T1 Back to normal relations · silence broken  ?!" in text
        assert "Turn 1/6" in text
        for key, moment in (("m", MOST[0]), ("m", MOST[1]), ("m", MOST[2]), ("home", 0),
                            ("left", 0), ("right", 1), ("end", 6), ("right", 6)):  # fmt: skip
            await player.press(key)
            assert looked(player).moment == moment, key
        await player.press("home", "right", "2")
        assert re.search(r"Ukraine +! denounces", player.text())  # the weightiest of the worst
        assert re.search(r"Red lines +-0\.800", player.text())
        await player.press("down")
        assert looked(player).speaker != "ukraine"
        await player.press("tab")
        assert re.search(r"Poland +! breaks", player.text())
        await player.press("tab")
        assert "A text nobody asked" in player.text()
        await player.press("tab", "down", "enter")
        assert f"Line: {SECOND}" in player.text()
        await player.press("left_square_bracket", "left_square_bracket")
        assert f"Line: {THIRD}" in player.text()
        await player.until(lambda: looked(player).played is not None, "another line")
        await player.press("d")
        await player.until_screen("EndingScreen")
        await player.press("h")
        await player.until_screen("ReplayScreen")
        await player.press("escape")
        assert player.screen == "EndingScreen"


async def test_the_debrief_is_that_of_the_line_that_is_shown(
    opened: Opener, tmp_path: Path
) -> None:
    path = tree_of_lines(tmp_path)
    other = resumed(path).recording
    other.branch(2, name="to its end")
    while other.game.phase != "over":
        other.submit(Wait())
    other.close()
    async with opened(start=Start(resume=path)) as player:
        await player.until_screen("EndingScreen")
        below = player.app.screen
        await player.press("h")
        await to_replay(player)
        assert "Line: to its end" in player.text()
        await player.press("d")
        assert player.app.screen is below
        await player.press("h")
        await to_replay(player)
        await player.press("right_square_bracket")
        assert "Line: main" in player.text()
        await player.until(lambda: looked(player).played is not None, "the main line")
        await player.press("d")
        await player.until_screen("EndingScreen")
        assert player.app.screen is not below
        shown = player.app.screen
        assert isinstance(shown, EndingScreen)
        tabled = [turn.title for turn in shown.views[0].played]
        assert "Council meeting of ambassadors" in tabled


async def test_hidden_turns_are_asked_for_before_they_are_shown(
    opened: Opener, tmp_path: Path
) -> None:
    start = Start(replay=tree_of_lines(tmp_path), line="main", turn=2)
    async with opened(WIDE, start) as player:
        await to_replay(player)
        assert "Council meeting of ambassadors" not in player.text()
        await player.press("w", "m")
        assert looked(player).moment == 2
        assert "without a mark" in player.text()
        assert "First r" not in player.text()
        await player.press("right")
        asked = player.text()
        assert "What would you do?" in asked
        assert "Small steps that build confidence" in asked
        assert looked(player).moment == 2
        assert max(len(stroke) for stroke in told_values(player)) == 3
        await player.press("right")
        assert "✓ Council meeting of ambassadors" in player.text()
        assert max(len(stroke) for stroke in told_values(player)) == 4
        await player.press("right", "left", "w")
        assert max(len(stroke) for stroke in told_values(player)) == 7
        assert "First r" in player.text()


def told_values(player: Player) -> list[tuple[int, ...]]:
    """What the chart draws of each line."""
    from dialogue_sim.tui.widgets.history import chart_of  # noqa: PLC0415

    return [tuple(int(value) for value in stroke.values)
            for stroke in chart_of(looked(player)).strokes]  # fmt: skip


async def test_it_plays_by_itself_and_stops_at_the_end(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stepping, "SPEEDS", (("slow", 60.0), ("normal", 30.0), ("fast", 0.01)))
    start = Start(replay=tree_of_lines(tmp_path), line="main")
    async with opened(start=start) as player:
        await to_replay(player)
        await player.press("space")
        assert looked(player).moment == 0
        assert player.app.screen.query_one(Scrubber).playing
        await player.press("space")
        assert not player.app.screen.query_one(Scrubber).playing
        await player.press("minus", "space", "plus", "plus")
        await player.until(lambda: looked(player).moment == 6, "the end of the line")
        await player.until(lambda: not player.app.screen.query_one(Scrubber).playing, "rest")


async def test_notes_lines_and_turns_can_be_opened_written_and_gone_on_from(
    opened: Opener, tmp_path: Path
) -> None:
    path = tree_of_lines(tmp_path)
    before = records(path)
    async with opened(WIDE, Start(replay=path, line="main", turn=2)) as player:
        await to_replay(player)
        await player.press("enter")
        await player.until_screen("ReactionsScreen")
        await player.press("escape")
        turn = next(row for row in before if row["k"] == "turn" and row["t"] == 2)
        assert await noted(player, path) == ("note", turn["n"], "!", "so")
        assert records(path)[: len(before)] == before
        await player.press("x")
        await player.until(lambda: "propose nrc_amb" in text_of(path), "the line as a text")
        await player.press("c")
        await player.until_screen("CompareScreen")
        assert "They are the same as far as both go: 2 turns." in player.text()
        await player.press("right_square_bracket")
        assert "They part in turn 2: the moves are the same, the luck is not." in player.text()
        await player.press("escape", "b", *"once more", "down", *"luck", "enter")
        await player.until_screen("PlayScreen", "Reading")
        assert path.read_bytes().count(b"\n") > len(before) + 1
        branch = next(row for row in records(path)[len(before) + 1 :] if row["k"] == "branch")
        assert (branch["t"], branch["name"], branch["seed"]) == (3, "once more", "luck")
        assert branch["p"] == turn["n"]
        await player.press("escape")
        assert not is_free(path)
        await player.press("f3")
        await player.until_screen("HomeScreen")
        assert is_free(path)


async def test_any_line_goes_on_where_it_ends(opened: Opener, tmp_path: Path) -> None:
    path = tree_of_lines(tmp_path)
    before = path.read_bytes()
    tree = read_save(path).tree
    second = next(line for line in tree.variations if line.name == SECOND)
    async with opened(WIDE, Start(replay=path, line="main", turn=2)) as player:
        await to_replay(player)
        await player.press("g")
        await player.settle()
        assert replay(player).end == tree.variations[0].end  # over: there is nothing to play
        assert path.read_bytes() == before
        assert "go on" not in player.text()
        await player.press("right_square_bracket")
        await to_replay(player)
        await player.until(lambda: "g go on" in player.text(), "the key in the bar")
        assert replay(player).end == second.end
        await player.press("g")
        await player.until_screen("PlayScreen", "Reading")
    now = read_save(path).tree
    assert (now.tip, len(now.variations)) == (second.end, len(tree.variations))


async def test_a_line_named_on_the_command_line_goes_on(opened: Opener, tmp_path: Path) -> None:
    path = tree_of_lines(tmp_path)
    async with opened(WIDE, Start(resume=path, line=SECOND)) as player:
        await player.until_screen("PlayScreen", "Reading")
    tree = read_save(path).tree
    assert tree.variation_of(tree.tip).name == SECOND


async def noted(player: Player, path: Path) -> tuple[object, ...]:
    """Write a note with the second mark; returns what the save holds of it."""
    await player.press("n", *"so", "up", "right", "right", "enter")
    await player.until(lambda: "! so" in player.text(), "the note")
    note = records(path)[-1]
    return note["k"], note["p"], note["mark"], note["text"]


def text_of(path: Path) -> str:
    """The text beside a save; nothing before it is there."""
    text = path.with_suffix(".txt")
    return text.read_text(encoding="utf-8") if text.exists() else ""


def is_free(path: Path) -> bool:
    """Whether another process could write to a save."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        return take_lock(descriptor)
    finally:
        os.close(descriptor)


def heard(player: Player, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the app says in passing, from now on."""
    said: list[str] = []
    monkeypatch.setattr(player.app, "notify", lambda text, **_: said.append(text))
    return said


async def test_a_session_that_is_played_elsewhere_can_be_looked_at(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tree_of_lines(tmp_path)
    elsewhere = os.open(path, os.O_RDWR)
    assert take_lock(elsewhere)
    try:
        async with opened(start=Start(resume=path)) as player:
            await player.until_screen("BusySheet")
            await player.until(lambda: "another window" in player.text(), "the sentence")
            await player.press("enter")
            await to_replay(player)
            before, said = path.read_bytes(), heard(player, monkeypatch)
            await player.press("n", *"so", "enter")
            await player.until(lambda: bool(said), "a sentence")
            assert "another window" in said[0]
            assert path.read_bytes() == before
            await player.press("escape")
            await player.until(lambda: "Look back at" in player.text(), "the shelf")
    finally:
        os.close(elsewhere)


async def test_what_differs_or_is_damaged_is_shown_as_recorded(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tree_of_lines(tmp_path)
    lines = path.read_bytes().split(b"\n")
    last = next(n for n, row in enumerate(lines) if b'"k":"turn","t":5' in row)
    lines[last] = lines[last].replace(b'"stands":true', b'"stands":null').replace(
        b'"stands":false', b'"stands":null')  # fmt: skip
    path.write_bytes(b"\n".join(lines))

    def differs(self: Playback, step: int) -> None:
        raise DiffersError(self.save.where(step), 2, ("tension",))

    monkeypatch.setattr(Playback, "game", differs)
    async with opened(start=Start(replay=path)) as player:
        await player.until_screen("ReplayScreen")
        await player.until(lambda: "As recorded" in player.text(), "the reason")
        assert f"record {last + 1} (turn): its hash does not fit" in " ".join(
            player.text().split()
        )
        assert looked(player).recorded.moments == 5
        await player.press("home", "right", "enter")
        await player.until_screen("Reading")
        assert "Turn 1 as recorded" in player.text()
        assert re.search(r"Red lines +-0\.\d{3}", player.text())
        said = heard(player, monkeypatch)
        await player.press("escape", "n", *"so", "enter")
        await player.until(lambda: bool(said), "a sentence")
        assert "can only be read" in said[0]
        await player.press("b")
        assert "cannot go on" in said[1]
        assert player.screen == "ReplayScreen"


def test_a_click_goes_to_the_nearest_turn(tmp_path: Path) -> None:
    from dialogue_sim.tui.replaying import visit  # noqa: PLC0415  loads the session layer

    seen = visit(tree_of_lines(tmp_path))
    shown = ReplayScreen(seen, line_named(seen.save.tree, "main").end)._looked  # noqa: SLF001
    places = places_of(shown, 61)
    assert places == [0, 10, 20, 30, 40, 50, 60]
    assert [nearest(places, column) for column in (-3, 4, 6, 33, 99)] == [0, 0, 1, 3, 6]
