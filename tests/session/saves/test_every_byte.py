"""Every cut and every changed byte of a save: nothing whole is lost, damage has a number."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.session.saves.short_session import moves, must_hold, recorded, said

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.notation import write_move
from dialogue_sim.session.saves.journal import Journal, Record, SaveError
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.reading import read_save, read_sound
from dialogue_sim.session.saves.recording import Recording
from dialogue_sim.session.saves.scanning import find

PATTERNS = (0x01, 0xA0)
"""Which bits of a byte change: the lowest, and those of case and of ASCII."""
RECORDS: list[Record] = [
    {"k": "head", "dialogue_sim": "save", "v": 2, "seed": "kalmar"},
    {"k": "file", "path": "a.yaml", "body": "format: 1\nname: Čapek “ü”\n"},
    {"k": "move", "t": 1, "do": {"propose": "talks"}},
    {"k": "turn", "t": 1, "indicators": {"trust": -12.5, "support": 1e-09}},
    {"k": "note", "mark": "?!", "text": 'a "quote", a \\ and a \x00'},
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "small.dsim"


@pytest.fixture
def small(path: Path) -> bytes:
    """A journal of a few small records, the last of them a child of the third."""
    journal = Journal(path)
    journal.append(RECORDS[:4])
    journal.append(RECORDS[4:], parent=2)
    journal.close()
    return path.read_bytes()


def starts_of(raw: bytes) -> list[int]:
    """Where each line begins, and where the next one would."""
    return [0, *(place + 1 for place, byte in enumerate(raw) if byte == ord("\n"))]


def without_chain(record: Record) -> Record:
    return {key: value for key, value in record.items() if key not in {"n", "p", "h"}}


def test_the_small_journal_is_read_as_it_was_written(small: bytes, path: Path) -> None:
    found = find(path)
    assert [without_chain(record) for record in found.records] == RECORDS
    assert [record["p"] for record in found.records] == [-1, 0, 1, 2, 2]
    assert (found.damage, found.journal.size) == (None, len(small))


def test_every_cut_keeps_every_record_before_it_and_can_be_written_on(
    small: bytes, path: Path
) -> None:
    starts = starts_of(small)
    for cut in range(1, len(small) + 1):
        path.write_bytes(small[:cut])
        found = find(path)
        # A line that lacks nothing but its end counts.
        kept = sum(cut >= end - 1 for end in starts[1:])
        assert [without_chain(record) for record in found.records] == RECORDS[:kept], cut
        assert found.damage is None
        assert found.journal.torn == (cut not in {*starts, *(end - 1 for end in starts)})
        if found.records:
            found.journal.append([{"k": "move", "t": 2}])
            found.journal.close()
            again = find(path)
            assert (again.damage, len(again.records)) == (None, kept + 1), cut


def test_every_changed_byte_is_named_by_its_record(small: bytes, path: Path) -> None:
    starts = starts_of(small)
    last = len(small) - 1
    for place in range(last):
        number = sum(start <= place for start in starts)
        for pattern in PATTERNS:
            changed = bytearray(small)
            changed[place] ^= pattern
            path.write_bytes(changed)
            found = find(path)
            assert found.damage is not None, (place, pattern)
            assert found.damage.number == number
            assert len(found.records) == number - 1
            assert f"record {number}" in found.damage.sentence(path)
            assert "changed here" in found.damage.sentence(path)


def test_a_changed_end_of_the_last_line_costs_no_record(small: bytes, path: Path) -> None:
    for pattern in range(1, 256):
        path.write_bytes(small[:-1] + bytes([small[-1] ^ pattern]))
        found = find(path)
        assert (len(found.records), found.damage, found.journal.torn) == (5, None, False)
        found.journal.append([{"k": "tip"}], parent=2)
        found.journal.close()
        raw = path.read_bytes()
        assert raw.startswith(small)
        assert len(find(path).records) == 6


def test_what_was_changed_on_the_disk_is_not_written_behind(small: bytes, path: Path) -> None:
    for raw in (small[:-1], small + b"x", small[:-40], small + b'{"n":5}\n'):
        path.write_bytes(small)
        journal = find(path).journal
        path.write_bytes(raw)
        with pytest.raises(SaveError, match="changed by another window"):
            journal.append([{"k": "move"}])
        assert path.read_bytes() == raw
        journal.close()


def test_half_a_line_that_its_writer_finished_meanwhile_is_not_cut_off(
    small: bytes, path: Path
) -> None:
    path.write_bytes(small[:-30])
    journal = find(path).journal
    assert journal.torn
    path.write_bytes(small)
    with pytest.raises(SaveError, match="changed by another window"):
        journal.append([{"k": "move"}])
    journal.close()
    assert path.read_bytes() == small


# ----------------------------------------------------------- a real save


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("saves") / "session.dsim"
    recorded(path, len(moves())).close()
    return path.read_bytes()


def acknowledged_by(raw: bytes, cut: int) -> int:
    """How many moves are whole on the disk."""
    return sum(b'"k":"move"' in line for line in raw[: cut + 1].split(b"\n")[:-1])


def test_a_save_that_was_cut_anywhere_is_read_up_to_there(session: bytes, path: Path) -> None:
    starts = starts_of(session)
    cuts = sorted(
        {*starts[1:], *range(1, len(session), 211), *range(len(session) - 60, len(session))}
    )
    for cut in cuts:
        path.write_bytes(session[:cut])
        if cut < starts[1] - 1:
            with pytest.raises(SaveError, match="no save"):
                read_save(path)
            continue
        save = read_save(path)
        assert len(save.tree.records) == sum(cut >= end - 1 for end in starts[1:])


def test_a_save_that_was_cut_while_it_was_played_is_opened_and_goes_on(
    session: bytes, path: Path
) -> None:
    first = session.index(b'"k":"move"')
    for cut in range(first, len(session), 397):
        path.write_bytes(session[:cut])
        recording: Recording = must_hold(path, acknowledged_by(session, cut))
        recording.submit(*moves()[len(said(recording.game)) :])
        recording.close()
        assert said(open_save(path).recording.game) == [write_move(move) for move in moves()]


def test_a_save_that_was_changed_anywhere_names_the_record(session: bytes, path: Path) -> None:
    starts = starts_of(session)
    for place in range(0, len(session) - 1, 331):
        changed = bytearray(session)
        changed[place] ^= 0x41
        path.write_bytes(changed)
        number = sum(start <= place for start in starts)
        with pytest.raises(DialogueSimError, match=rf"record {number}\b|no save"):
            open_save(path)
        if number > 1:
            save = read_sound(path)
            assert len(save.tree.records) == number - 1
