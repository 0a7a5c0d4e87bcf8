"""Whatever the disk does at whatever call: what was acknowledged is there, and it goes on."""

from __future__ import annotations

import ast
import contextlib
import errno
import inspect
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.session.saves.faulty_disk import (
    CALLS,
    Acknowledge,
    Platter,
    die_at,
    fail_at,
    in_child,
    needs_fork,
    watched,
)
from tests.session.saves.short_session import (
    LostError,
    moves,
    must_go_on,
    must_hold,
    opening,
    recorded,
    said,
)

from dialogue_sim.session.saves import disk, journal, lock, recording
from dialogue_sim.session.saves.journal import Journal, Record, SaveError
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.recording import Recording, record_to

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="which calls are made differs")
BEFORE = 1
"""Moves that a save holds when the disk begins to fail."""
CODES = (errno.ENOSPC, errno.EIO)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a save in the middle of its session."""
    path = tmp_path_factory.mktemp("saves") / "begun.dsim"
    recorded(path, BEFORE).close()
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "saves" / "session.dsim"


def reopened(path: Path, begun: bytes) -> Recording:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(begun)
    return open_save(path).recording


def append_calls(path: Path, begun: bytes) -> list[str]:
    """What one move asks of the system: a pass in which nothing fails."""
    recording = reopened(path, begun)
    with watched() as watch:
        recording.submit(moves()[BEFORE])
    recording.close()
    return watch.made


def create_calls(path: Path) -> list[str]:
    with watched() as watch:
        fresh = record_to(opening(), path)
    fresh.close()
    path.unlink()
    path.parent.rmdir()
    return watch.made


def test_nothing_is_asked_of_the_system_that_is_not_watched() -> None:
    asked = set()
    for module in (journal, lock, disk, recording):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="os" | "fcntl"), attr=name)):
                    asked.add(name)
                case _:
                    pass
    assert {"open", "write", "fdatasync", "flock"} <= asked
    assert asked <= {*CALLS, "flock"}


def test_the_calls_that_faults_are_put_into(path: Path, begun: bytes) -> None:
    made = append_calls(path, begun)
    assert made[-1] == "fdatasync", "a move is flushed after all of it was written"
    assert made.count("write") >= 2
    assert made.index("flock") < made.index("write")
    path.unlink()
    made = create_calls(path)
    assert set(made) >= {"mkdir", "open", "flock", "write", "fdatasync", "fsync", "close"}
    assert made.count("write") > 20


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("for_good", [False, True])
def test_an_append_survives_an_error_at_every_call(
    path: Path, begun: bytes, code: int, *, for_good: bool
) -> None:
    calls = append_calls(path, begun)
    refused = 0
    for number in range(len(calls)):
        recording = reopened(path, begun)
        held = BEFORE + 1
        with watched(fail_at(number, code, for_good=for_good)):
            try:
                recording.submit(moves()[BEFORE])
            except SaveError as error:
                held, refused = BEFORE, refused + 1
                if "nothing was recorded" not in str(error):
                    raise
        assert len(said(recording.game)) == held
        must_hold(path, held)
        if held == BEFORE:
            recording.submit(moves()[BEFORE])  # the disk is well again
        recording.submit(moves()[BEFORE + 1])
        recording.close()
        must_hold(path, BEFORE + 2)
    assert refused >= len(calls) - 2, calls


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("for_good", [False, True])
def test_creating_a_save_survives_an_error_at_every_call(
    path: Path, code: int, *, for_good: bool
) -> None:
    calls = create_calls(path)
    for number in points(calls):
        with watched(fail_at(number, code, for_good=for_good)), contextlib.suppress(SaveError):
            record_to(opening(), path).close()
        if path.exists():  # acknowledged, or even the taking back has failed
            with contextlib.suppress(SaveError):
                must_hold(path, 0)
            path.unlink()
        record_to(opening(), path).close()
        must_hold(path, 0)
        path.unlink()
        path.parent.rmdir()


def test_an_error_leaves_no_file_behind_that_was_not_begun(path: Path) -> None:
    calls = create_calls(path)
    for number in (calls.index("write"), calls.index("write") + 3, calls.index("fdatasync")):
        with watched(fail_at(number, errno.EIO)), pytest.raises(SaveError, match="cannot write"):
            record_to(opening(), path)
        assert not path.exists(), calls[number]


def points(calls: list[str]) -> list[int]:
    """Every call, but of many pieces that are written alike only the first and the last."""
    writes = [number for number, name in enumerate(calls) if name == "write"]
    left_out = set(writes[2:-2])
    return [number for number in range(len(calls)) if number not in left_out]


# ----------------------------------------------------------------- killed


def appending(path: Path, number: int) -> Callable[[Acknowledge], None]:
    def work(acknowledge: Acknowledge) -> None:
        recording = open_save(path).recording
        with watched(die_at(number)):
            recording.submit(moves()[BEFORE])
            acknowledge()

    return work


@needs_fork
def test_an_append_survives_a_kill_before_every_call(path: Path, begun: bytes) -> None:
    calls = append_calls(path, begun)
    for number in range(len(calls) + 1):
        path.write_bytes(begun)
        acknowledged = in_child(appending(path, number))
        assert acknowledged == (number == len(calls)), number
        must_go_on(path, BEFORE + acknowledged)


@needs_fork
def test_creating_a_save_survives_a_kill_before_every_call(path: Path) -> None:
    calls = create_calls(path)

    def creating(number: int) -> Callable[[Acknowledge], None]:
        def work(acknowledge: Acknowledge) -> None:
            with watched(die_at(number)):
                record_to(opening(), path)
                acknowledge()

        return work

    for number in points(calls):
        assert in_child(creating(number)) == 0
        if path.exists():  # nobody was told that it is there; what opens is the beginning
            with contextlib.suppress(SaveError):
                must_go_on(path, 0)
            path.unlink()
        record_to(opening(), path).close()
        must_hold(path, 0)
        path.unlink()


@needs_fork
def test_an_interrupt_from_the_keyboard_takes_the_move_back(path: Path, begun: bytes) -> None:
    calls = append_calls(path, begun)
    for number in range(calls.index("write"), len(calls)):
        recording = reopened(path, begun)

        def interrupt(now: int, _name: str, at: int = number) -> None:
            if now == at:
                raise KeyboardInterrupt

        with watched(interrupt), pytest.raises(KeyboardInterrupt):
            recording.submit(moves()[BEFORE])
        assert path.read_bytes() == begun
        recording.submit(moves()[BEFORE])
        recording.close()
        must_hold(path, BEFORE + 1)


# ------------------------------------------------------------ pulled plug


def pulled_after_each_move(path: Path) -> None:
    """Play on, and look after each move at what the disk would hold if the power went now.

    Raises:
        LostError: a move is not on it that was acknowledged.
    """
    path.parent.mkdir()
    platter = Platter(path.parent)
    with platter.watching():
        recording = record_to(opening(), path)
        for count in range(len(moves()) + 1):
            now = path.read_bytes()
            platter.after_the_power_went(path)
            if not path.exists():
                message = "the file has no name on the disk"
                raise LostError(message)
            try:
                must_hold(path, count)
            except SaveError as error:
                raise LostError(str(error)) from error
            path.write_bytes(now)
            recording.close()
            if count < len(moves()):
                recording = open_save(path).recording
                recording.submit(moves()[count])


def test_a_pulled_plug_takes_nothing_that_was_acknowledged(path: Path) -> None:
    pulled_after_each_move(path)


# --------------------------------------------------- the tests can fail


class Hasty(Recording):
    """Says that a move is safe, and writes it when the next one comes: as it must not be."""

    def _write(self, records: list[Record]) -> None:
        late = getattr(self, "late", [])
        self.late = records
        if late:
            super()._write(late)


@needs_fork
def test_a_journal_that_acknowledges_before_it_writes_is_found_out(
    path: Path, begun: bytes
) -> None:
    path.parent.mkdir()
    path.write_bytes(begun)

    def work(acknowledge: Acknowledge) -> None:
        sound = open_save(path).recording
        hasty = Hasty(sound.game, sound.journal, sound.at, sound.format, True, sound.ends)  # noqa: FBT003
        hasty.submit(moves()[BEFORE])
        acknowledge()
        with watched(die_at(0)):
            hasty.submit(moves()[BEFORE + 1])

    acknowledged = in_child(work)
    assert acknowledged == 1
    with pytest.raises(LostError):
        must_hold(path, BEFORE + acknowledged)


@pytest.mark.parametrize("forgotten", ["flush", "flush_folder"])
def test_a_journal_that_does_not_flush_is_found_out(
    path: Path, monkeypatch: pytest.MonkeyPatch, forgotten: str
) -> None:
    monkeypatch.setattr(journal, forgotten, lambda _where: None)
    with pytest.raises(LostError):
        pulled_after_each_move(path)


def test_a_journal_that_flushes_before_it_writes_is_found_out(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Journal._write  # noqa: SLF001  the very order is what is tested

    def wrong_order(self: Journal, data: bytes) -> None:
        self.hold()
        disk.flush(self._descriptor or 0)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(journal, "flush", lambda _descriptor: None)
            write(self, data)

    monkeypatch.setattr(Journal, "_write", wrong_order)
    with pytest.raises(LostError):
        pulled_after_each_move(path)


def test_a_journal_that_leaves_half_lines_is_found_out(
    path: Path, begun: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = append_calls(path, begun)
    monkeypatch.setattr(Journal, "_take_back", lambda *_: None)
    recording = reopened(path, begun)
    second = calls.index("write") + 1
    with watched(fail_at(second, errno.EIO)), pytest.raises(SaveError):
        recording.submit(moves()[BEFORE])
    assert path.read_bytes() != begun
    with pytest.raises(SaveError, match="changed by another window"):
        recording.submit(moves()[BEFORE])
    assert os.path.getsize(path) > len(begun)  # noqa: PTH202  a path is being watched elsewhere
