"""A playing process is killed at any moment: what it said was safe is there, and it goes on."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from tests.resumed import resumed
from tests.session.saves.faulty_disk import Acknowledge, Child, needs_fork
from tests.session.saves.short_session import LostError, moves, opening, said

from dialogue_sim.session.game import Game
from dialogue_sim.session.notation import write_move
from dialogue_sim.session.playing import submit
from dialogue_sim.session.saves.journal import Record
from dialogue_sim.session.saves.reading import read_save
from dialogue_sim.session.saves.recording import Recording, record_to

KILLS = 150
A_SAVE = 15
"""Kills that one save goes through."""
STEPS = 2
"""Fewer than so many steps are waited for before a process is killed."""
LONGEST = 0.006
"""Seconds from then until it is killed, at most: as long as a step takes."""


def expected(count: int) -> list[object]:
    """The first steps of a session that begins again whenever it is over."""
    round_of = [*(write_move(move) for move in moves()), "branch"]
    return [round_of[place % len(round_of)] for place in range(count)]


def steps(records: tuple[Record, ...] | list[Record]) -> list[object]:
    """What was done, in the order in which it was written."""
    kinds = [record for record in records if record["k"] in {"move", "branch"}]
    return [record.get("do", "branch") for record in kinds]


@cache
def games() -> list[Game]:
    """The games of a session, by how many moves were made in it."""
    made = [opening()]
    for move in moves():
        made.append(submit(made[-1], move))
    return made


def held(path: Path) -> Recording:
    """A session that goes on with a save; its games are known and not played again."""
    save = read_save(path)
    tip = save.tree.tip
    save.journal.hold()  # which nobody else does, at once
    game = games()[len(steps(list(save.tree.records))) % len(games())]
    return Recording(game, save.journal, tip, ends=(save.tree.content_end, *save.tree.turns(tip)))


def step(recording: Recording) -> None:
    if recording.game.phase == "over":
        recording.branch(1)
    else:
        recording.submit(moves()[len(said(recording.game))])


def safe(path: Path, acknowledged: int) -> int:
    """How many steps a save holds.

    Raises:
        LostError: it does not hold those that were acknowledged.
    """
    found = steps(list(read_save(path).tree.records)) if path.exists() else []
    if found != expected(len(found)) or len(found) < acknowledged:
        message = f"{len(found)} steps are there, {acknowledged} were acknowledged"
        raise LostError(message)
    return len(found)


def killed(play: Callable[[Acknowledge], None], steps: int, after: float) -> int:
    """Kill a process some seconds after some steps; how many steps it has acknowledged."""
    child = Child.that_does(play)
    child.wait(1 + steps)  # what comes first is that it plays
    time.sleep(after)
    return child.kill() - 1


@pytest.mark.thorough
@needs_fork
def test_every_acknowledged_move_is_there_after_150_kills(tmp_path: Path) -> None:
    luck = random.Random(20260301)  # noqa: S311  when to kill, not a secret
    acknowledged_in_all = 0
    for number in range(KILLS // A_SAVE):
        path = tmp_path / f"{number}.dsim"
        record_to(opening(), path).close()
        there = 0
        for _ in range(A_SAVE):

            def play(acknowledge: Acknowledge, path: Path = path) -> None:
                recording = held(path)
                acknowledge()
                while True:
                    step(recording)
                    acknowledge()

            acknowledged = killed(play, luck.randrange(STEPS), luck.uniform(0, LONGEST))
            there = safe(path, there + acknowledged)
            acknowledged_in_all += acknowledged
        step(resumed(path).recording)
        safe(path, there + 1)
    assert acknowledged_in_all >= KILLS // 2


@needs_fork
def test_a_process_that_acknowledges_first_is_found_out_by_kills(tmp_path: Path) -> None:
    path = tmp_path / "hasty.dsim"

    def play(acknowledge: Acknowledge) -> None:
        recording = held(path)
        acknowledge()
        while True:
            acknowledge()
            step(recording)

    lost = False
    for _ in range(20):
        path.unlink(missing_ok=True)
        record_to(opening(), path).close()
        acknowledged = killed(play, 1, 0)
        try:
            safe(path, acknowledged)
        except LostError:
            lost = True
    assert lost
