"""Saves that were torn, changed, forged or refused by the disk: a sentence, never a loss."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Propose, Settle
from dialogue_sim.session.saves import journal
from dialogue_sim.session.saves.catalogue import save_cards
from dialogue_sim.session.saves.journal import SaveError
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.reading import read_save
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.views.view import view_for

Forgery = Callable[[list[Any]], None]


@pytest.fixture(scope="module")
def sound(game: Game, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a save of two turns, the second settled."""
    path = tmp_path_factory.mktemp("saves") / "sound.dsim"
    recording = record_to(game, path)
    for move in (Propose("nrc_ambassadors"), Propose("business_as_usual"), Settle("group")):
        recording.submit(move)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "session.dsim"


def rechained(records: list[Any]) -> bytes:
    """Records as a save whose chain is right, as anybody can make one: there is no secret."""
    parent, lines = "", []
    for record in records:
        body = {key: value for key, value in record.items() if key != "h"}
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        digest = hashlib.sha256((parent + text).encode("utf-8", "surrogatepass")).hexdigest()
        parent = digest[:16]
        line = f'{text[:-1]},"h":"{parent}"}}\n'
        lines.append(line.encode("utf-8", "surrogatepass"))
    return b"".join(lines)


def loaded(raw: bytes) -> list[Any]:
    return [json.loads(line) for line in raw.split(b"\n")[:-1]]


def test_an_unchanged_forgery_opens(sound: bytes, path: Path) -> None:
    path.write_bytes(rechained(loaded(sound)))
    assert open_save(path).recording.game.turn == 3


# ------------------------------------------------------------------- torn


def test_a_torn_end_loses_nothing_that_was_acknowledged(sound: bytes, path: Path) -> None:
    # The last append wrote a move and the turn that followed from it, in one piece.
    *_, move, turn, end = sound.split(b"\n")
    assert end == b""
    acknowledged = len(loaded(sound)) - 2
    path.write_bytes(sound[:-1])  # the record is whole: only the end of its line is missing
    assert len(read_save(path).tree.records) == acknowledged + 2
    for cut in range(2, 201):
        path.write_bytes(sound[:-cut])
        save = read_save(path)
        assert len(save.tree.records) == acknowledged + 1, cut
        assert save.journal.torn
    path.write_bytes(sound[: -len(turn) - 1 - 5])
    assert len(read_save(path).tree.records) == acknowledged
    assert len(move) > 5


@pytest.mark.parametrize("cut", [2, 199, "whole turn", "turn and half a move"])
def test_a_torn_save_goes_on(sound: bytes, path: Path, cut: int | str) -> None:
    *_, move, turn, _ = sound.split(b"\n")
    sizes = {"whole turn": len(turn) + 1, "turn and half a move": len(turn) + len(move) // 2}
    path.write_bytes(sound[: -(sizes[cut] if isinstance(cut, str) else cut)])
    opened = open_save(path)
    if cut == "whole turn":
        assert opened.notice == ""
    else:
        number = len(opened.save.tree.records) + 1
        assert f"the last line of {path.name} (record {number}) was cut off" in opened.notice
    recording = opened.recording
    if recording.game.phase == "settle":
        recording.submit(Settle("group"))
    recording.submit(Propose("neutral_platform"))
    again = open_save(path)
    assert again.notice == ""
    assert again.recording.game.code == recording.game.code


def test_a_turn_whose_record_was_torn_is_recorded_when_the_session_goes_on(
    sound: bytes, path: Path
) -> None:
    path.write_bytes(sound[:-100])
    recording = open_save(path).recording
    recording.submit(Propose("neutral_platform"))
    turns = [record["t"] for record in loaded(path.read_bytes()) if record["k"] == "turn"]
    assert turns == [1, 2, 3]


def test_listing_saves_changes_none_of_them(sound: bytes, path: Path) -> None:
    # Another window may be in the middle of writing this very line.
    path.write_bytes(sound[:-100])
    save_cards(path.parent)
    assert path.read_bytes() == sound[:-100]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_torn_save_that_cannot_be_mended_is_refused_with_a_sentence(
    sound: bytes, path: Path
) -> None:
    path.write_bytes(sound[:-100])
    path.chmod(0o400)
    with pytest.raises(SaveError, match=path.name):
        open_save(path).recording.submit(Propose("nrc_ambassadors"))


# ---------------------------------------------------------------- changed


def test_every_changed_byte_is_refused_with_the_record_named(sound: bytes, path: Path) -> None:
    lines = sound.split(b"\n")
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    # The very last byte is the end of a line: without it the line counts as torn.
    positions = range(0, len(sound) - 1, len(sound) // 300)
    assert len(positions) >= 300
    for position in positions:
        changed = bytearray(sound)
        changed[position] ^= 0x40
        path.write_bytes(bytes(changed))
        number = max(k for k, start in enumerate(starts, start=1) if start <= position)
        with pytest.raises(SaveError) as caught:
            read_save(path)
        named = {f"record {number}:", f"record {number} (", "is no save"}
        assert any(words in str(caught.value) for words in named), (position, str(caught.value))


@pytest.mark.parametrize("what", ["dropped", "doubled", "swapped"])
def test_records_cannot_be_taken_out_doubled_or_moved(sound: bytes, path: Path, what: str) -> None:
    lines = sound.splitlines(keepends=True)
    match what:
        case "dropped":
            lines.pop(-3)
        case "doubled":
            lines.insert(-2, lines[-3])
        case _:
            lines[-2], lines[-1] = lines[-1], lines[-2]
    path.write_bytes(b"".join(lines))
    with pytest.raises(SaveError, match=r"record \d+ .*changed here"):
        open_save(path)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "no save"),
        (b"\n", "record 1"),
        (b"precious", "no save"),
        (b"{}\n", "record 1"),
        (b"[]\n", "record 1"),
        (b"null\n", "record 1"),
        (b"\xff\xfe\n", "record 1"),
        (b"\x00" * 100 + b"\n", "record 1"),
        (b"[" * 200_000 + b"\n", "record 1"),
        (b"7" * 10_000 + b"\n", "record 1"),
        (b'{"n":0,"h":"x","v":NaN}\n', "record 1"),
        (b'{"n":0,"h":"x","seed":"\\ud800"}\n', "record 1"),
    ],
    ids=lambda value: str(value[:24]),
)
def test_what_is_no_save_is_refused(path: Path, raw: bytes, words: str) -> None:
    path.write_bytes(raw)
    with pytest.raises(SaveError, match=words) as caught:
        open_save(path)
    assert path.name in str(caught.value)
    assert path.read_bytes() == raw
    assert save_cards(path.parent)[0].problem == str(caught.value)


def test_brackets_nested_however_deep_are_refused(path: Path) -> None:
    for depth in range(200, 1100):
        path.write_bytes(b'{"n":0,"h":"x","seed":' + b"[" * depth + b"]" * depth + b"}\n")
        with pytest.raises(SaveError, match="record 1"):
            read_save(path)


def test_a_file_that_is_not_there_is_named(path: Path) -> None:
    with pytest.raises(SaveError, match=r"cannot read .*session\.dsim"):
        open_save(path)
    path.mkdir()
    with pytest.raises(SaveError, match=r"cannot read .*session\.dsim"):
        open_save(path)


# ----------------------------------------------------------------- forged


def of_kind(records: list[Any], kind: str) -> Any:  # noqa: ANN401  JSON
    return next(record for record in records if record["k"] == kind)


FORGERIES: dict[str, Forgery] = {
    "no scenario": lambda records: records[0].pop("scenario"),
    "unknown scenario": lambda records: records[0].update(scenario="december_1919"),
    "no seed": lambda records: records[0].pop("seed"),
    "no seats": lambda records: records[0].pop("seats"),
    "seats are a list": lambda records: records[0].update(seats=["secretary_general"]),
    "an unknown seat": lambda records: records[0].update(seats={"nobody": "player"}),
    "no turns": lambda records: records[0].pop("turns"),
    "turns are a word": lambda records: records[0].update(turns="six"),
    "a record without a kind": lambda records: records[-1].pop("k"),
    "a kind that is a list": lambda records: records[-1].update(k=["turn"]),
    "a turn that was not played": lambda records: records[-1].update(t=99),
    "a turn before the first": lambda records: records[-1].update(t=-99),
    "a turn without a number": lambda records: records[-1].pop("t"),
    "a turn without a state": lambda records: records[-1].pop("state"),
    "another state": lambda records: records[-1].update(state="0" * 16),
    "another state and no indicators": lambda records: records[-1].update(
        state="0" * 16, indicators=None
    ),
    "a move that is none": lambda records: of_kind(records, "move").update(do=3),
    "a move without a move": lambda records: of_kind(records, "move").pop("do"),
    "a move that is not possible": lambda records: of_kind(records, "move").update(
        do={"settle": "group"}
    ),
    "a file without a body": lambda records: of_kind(records, "file").pop("body"),
    "a file that is no YAML": lambda records: of_kind(records, "file").update(body="\t:["),
    "no files": lambda records: records.__setitem__(
        slice(None), [record for record in records if record["k"] != "file"]
    ),
    "a version that is a word": lambda records: records[0].update(v="one"),
    "a version that is missing": lambda records: records[0].pop("v"),
    "a head that is not the first": lambda records: records.append(records[0]),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_save_is_refused_with_a_sentence(sound: bytes, path: Path, forgery: str) -> None:
    records = loaded(sound)
    FORGERIES[forgery](records)
    for number, record in enumerate(records):
        record.update(n=number, p=number - 1)
    path.write_bytes(rechained(records))
    # What does no harm may be passed over; what matters is that nothing else is raised.
    with contextlib.suppress(DialogueSimError):
        open_save(path)
    save_cards(path.parent)


@pytest.mark.parametrize("forgery", ["another state", "a move that is not possible"])
def test_what_does_not_fit_when_played_again_names_its_record(
    sound: bytes, path: Path, forgery: str
) -> None:
    records = loaded(sound)
    FORGERIES[forgery](records)
    path.write_bytes(rechained(records))
    with pytest.raises(SaveError, match=rf"{path.name}, record \d+ \((move|turn)"):
        open_save(path)


def test_changed_outcomes_name_the_turn_and_the_indicators(sound: bytes, path: Path) -> None:
    records = loaded(sound)
    records[-1]["indicators"]["cohesion"] += 1e-9
    records[-1]["state"] = "0" * 16
    path.write_bytes(rechained(records))
    with pytest.raises(SaveError, match=r"turn 2\).*differs in cohesion"):
        open_save(path)


def test_a_save_of_a_newer_version_says_so(sound: bytes, path: Path) -> None:
    records = loaded(sound)
    records[0]["v"] = 3
    path.write_bytes(rechained(records))
    with pytest.raises(SaveError, match="newer version"):
        open_save(path)


def test_keys_and_records_of_later_minor_versions_are_kept(sound: bytes, path: Path) -> None:
    records = loaded(sound)
    records[0]["mood"] = "hopeful"
    number = len(records)
    records.append({"n": number, "p": number - 1, "k": "note", "mark": "?!", "text": "why?"})
    raw = rechained(records)
    path.write_bytes(raw)
    recording = open_save(path).recording
    recording.submit(Propose("neutral_platform"))
    assert path.read_bytes().startswith(raw)
    assert open_save(path).recording.game.turn == 4


# -------------------------------------------------------------- full disk


def no_space(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextlib.contextmanager
def at_most(size: int) -> Iterator[None]:
    """A real limit on the size of files: writing beyond it fails after a part was written."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_does_not_flush_changes_nothing(
    game: Game, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = record_to(game, path)
    recording.submit(Propose("nrc_ambassadors"))
    kept, raw = recording.game, path.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(journal, "flush", no_space)
        with pytest.raises(SaveError, match=r"cannot write .*session\.dsim.*nothing was recorded"):
            recording.submit(Propose("top_level_talks"))
    assert recording.game is kept
    assert path.read_bytes() == raw
    recording.submit(Propose("neutral_platform"))
    assert open_save(path).recording.game.code == recording.game.code


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of this kind is POSIX")
@pytest.mark.parametrize("room", [0, 1, 60, 400, 3000])
def test_half_a_line_on_a_full_disk_is_taken_back(game: Game, path: Path, room: int) -> None:
    recording = record_to(game, path)
    recording.submit(Propose("nrc_ambassadors"))
    kept, raw = recording.game, path.read_bytes()
    with at_most(len(raw) + room), pytest.raises(SaveError, match="nothing was recorded"):
        recording.submit(Propose("top_level_talks"))
    assert recording.game is kept
    assert view_for(kept, kept.chair).turn == 2
    assert path.read_bytes() == raw
    recording.submit(Propose("top_level_talks"))
    assert open_save(path).recording.game.code == recording.game.code


def test_the_next_move_is_not_glued_to_half_a_line_that_could_not_be_taken_back(
    game: Game, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = record_to(game, path)
    recording.submit(Propose("nrc_ambassadors"))
    with monkeypatch.context() as patched:
        # The drive goes away in the middle of a line, which cannot even be taken back.
        write = os.write

        def half(descriptor: int, data: memoryview) -> int:
            write(descriptor, data[: len(data) // 2])
            raise OSError(errno.EIO, os.strerror(errno.EIO))

        patched.setattr(os, "write", half)
        patched.setattr(os, "ftruncate", no_space)
        with pytest.raises(SaveError):
            recording.submit(Propose("top_level_talks"))
    recording.submit(Propose("neutral_platform"))
    assert open_save(path).recording.game.code == recording.game.code


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of this kind is POSIX")
def test_a_session_that_cannot_even_begin_leaves_no_file(game: Game, path: Path) -> None:
    with at_most(2000), pytest.raises(SaveError, match="cannot write"):
        record_to(game, path)
    assert not path.exists()
    record_to(game, path)
    assert open_save(path).recording.game.turn == 1


def test_a_folder_that_cannot_be_made_is_named(game: Game, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SaveError, match="file"):
        record_to(game, tmp_path / "file" / "session.dsim")
    with pytest.raises(SaveError):
        record_to(game, tmp_path / ("x" * 300))


def test_two_windows_cannot_both_go_on_with_one_save(sound: bytes, path: Path) -> None:
    path.write_bytes(sound)
    one, two = open_save(path).recording, open_save(path).recording
    one.submit(Propose("neutral_platform"))
    with pytest.raises(SaveError, match=r"session\.dsim"):
        two.submit(Propose("isolation"))
    assert open_save(path).recording.game.code == one.game.code
