"""One writer at a time, between processes and threads; and a lock never outlives its holder."""

from __future__ import annotations

import contextlib
import errno
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.resumed import resumed
from tests.session.saves.faulty_disk import Acknowledge, Child, in_child, needs_fork, watched
from tests.session.saves.short_session import moves, must_hold, recorded

from dialogue_sim.session.saves.journal import BusyError, SaveError
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.scanning import find

AT_ONCE = 0.1
"""Seconds; who has to wait for a file must hear of it before wondering."""
NOTES = 12


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "session.dsim"
    recorded(path, 1).close()
    return path


def play_elsewhere(path: Path) -> Child:
    """Another process holds a save until it is killed."""

    def work(acknowledge: Acknowledge) -> None:
        held = resumed(path)
        acknowledge()
        time.sleep(60)
        held.recording.close()

    child = Child.that_does(work)
    child.wait()
    return child


@needs_fork
def test_the_second_process_is_told_at_once_and_the_lock_dies_with_the_first(path: Path) -> None:
    raw = path.read_bytes()
    child = play_elsewhere(path)
    recording = open_save(path).recording  # whoever only looks is not held up
    before = time.perf_counter()
    with pytest.raises(BusyError, match="is being played in another window; close it there"):
        recording.submit(moves()[1])
    assert time.perf_counter() - before < AT_ONCE
    assert path.read_bytes() == raw
    with pytest.raises(BusyError):
        resumed(path)
    assert child.kill() == 1
    before = time.perf_counter()
    recording.submit(moves()[1])
    assert time.perf_counter() - before < 1
    recording.close()
    must_hold(path, 2)


def write_notes(path: Path, name: str, acknowledge: Callable[[], None]) -> None:
    """Append some notes, each as soon as nobody else is writing."""
    left = NOTES
    while left:
        journal = find(path).journal
        with contextlib.suppress(SaveError):
            journal.append([{"k": "note", "text": f"{name}-{left}"}], parent=0)
            left -= 1
            acknowledge()
        journal.close()


def notes(path: Path) -> list[object]:
    found = find(path)
    assert found.damage is None
    assert not found.journal.half
    return [record["text"] for record in found.records if record["k"] == "note"]


def all_of(*names: str) -> set[object]:
    return {f"{name}-{left}" for name in names for left in range(1, NOTES + 1)}


@needs_fork
def test_two_processes_that_write_in_turn_lose_nothing(path: Path) -> None:
    def writing(name: str) -> Callable[[Acknowledge], None]:
        return lambda acknowledge: write_notes(path, name, acknowledge)

    children = [Child.that_does(writing(name)) for name in ("here", "there")]
    assert [child.ended() for child in children] == [NOTES, NOTES]
    assert sorted(notes(path), key=str) == sorted(all_of("here", "there"), key=str)


def test_two_threads_that_write_in_turn_lose_nothing(path: Path) -> None:
    threads = [
        threading.Thread(target=write_notes, args=(path, name, lambda: None))
        for name in ("one", "two")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(notes(path), key=str) == sorted(all_of("one", "two"), key=str)


def test_in_one_process_the_newer_session_takes_over(path: Path) -> None:
    older, newer = resumed(path).recording, resumed(path).recording
    newer.submit(moves()[1])
    with pytest.raises(SaveError, match="changed by another window; close one and resume"):
        older.submit(moves()[1])
    newer.submit(moves()[2])
    newer.close()
    must_hold(path, 3)


@needs_fork
def test_a_session_that_is_dropped_lets_go_of_its_file(path: Path) -> None:
    resumed(path)  # and nobody keeps it

    def work(acknowledge: Acknowledge) -> None:
        resumed(path)
        acknowledge()

    assert in_child(work) == 1


@needs_fork
def test_without_locks_the_second_writer_still_loses_nothing(path: Path) -> None:
    late = open_save(path).recording

    def play(acknowledge: Callable[[], None]) -> None:
        recording = open_save(path).recording
        with watched(without_locks):
            recording.submit(moves()[1])
            acknowledge()

    assert in_child(play) == 1
    raw = path.read_bytes()
    with watched(without_locks), pytest.raises(SaveError, match="changed by another window"):
        late.submit(moves()[1])
    assert path.read_bytes() == raw
    must_hold(path, 2)


def without_locks(_number: int, name: str) -> None:
    """A file system that knows no locks."""
    if name == "flock":
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be deleted there")
@pytest.mark.parametrize("how", ["deleted", "replaced"])
def test_a_move_is_not_written_into_a_file_that_nobody_finds(path: Path, how: str) -> None:
    recording = resumed(path).recording
    raw = path.read_bytes()
    path.unlink()
    if how == "replaced":
        path.write_bytes(raw)
    with pytest.raises(SaveError, match="deleted or replaced meanwhile; nothing was recorded"):
        recording.submit(moves()[1])
    path.write_bytes(raw)
    resumed(path).recording.submit(moves()[1])
    must_hold(path, 2)


def test_a_save_that_is_renamed_while_it_is_played_keeps_its_moves(path: Path) -> None:
    recording = resumed(path).recording
    moved = path.rename(path.with_name("elsewhere.dsim"))
    recording.submit(moves()[1])
    recording.close()
    must_hold(moved, 2)
