"""`verify`: a line for each save, faults named by record, and rescue of what is before them."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from tests.session.saves.short_session import moves, recorded, said

from dialogue_sim.session.notation import write_move
from dialogue_sim.session.saves.opening import open_save

Command = Any  # a callable fixture: (*arguments) -> result
GOLDEN = Path(__file__).parents[1] / "session" / "saves"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A session that was played to its end, and then begun again from its second turn."""
    path = tmp_path / "river.dsim"
    recording = recorded(path, len(moves()))
    recording.branch(2, name="again")
    recording.submit(moves()[1])
    recording.close()
    return path


def line_of(path: Path, kind: str, number: int = 0) -> int:
    """Which record, from 0, is the first, second, ... of its kind."""
    lines = path.read_bytes().split(b"\n")[:-1]
    return [place for place, line in enumerate(lines) if json.loads(line)["k"] == kind][number]


def damage(path: Path, place: int, old: bytes, new: bytes) -> None:
    """Change a few bytes of one record."""
    lines = path.read_bytes().split(b"\n")
    assert lines[place].count(old) >= 1
    lines[place] = lines[place].replace(old, new, 1)
    path.write_bytes(b"\n".join(lines))


def test_a_sound_save_is_told_in_one_line(command: Command, path: Path) -> None:
    result = command("verify", str(path))
    records = path.read_bytes().splitlines()
    last = json.loads(records[-1])["h"]
    code = open_save(path).recording.game.code
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"river.dsim: sound - 2 turns, 2 lines, {len(records)} records, "
        f"code {code}, last record {last}\n"
    )


def test_saves_of_a_folder_are_one_document(command: Command, path: Path, tmp_path: Path) -> None:
    (tmp_path / "other.dsim").write_bytes(b"precious\n")
    result = command("verify", str(tmp_path), "--json")
    assert (result.exit_code, result.stderr) == (1, "")
    other, river = json.loads(result.stdout)
    assert (river["save"], river["sound"], river["turns"]) == (str(path), True, 2)
    assert (other["sound"], other["records"], other["session_code"]) == (False, 0, None)
    assert "record 1" in other["faults"][0]


@pytest.mark.parametrize("name", ["before_mechanisms", "small_menu"])
def test_old_saves_are_sound(command: Command, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.dsim"
    path.write_bytes(gzip.decompress((GOLDEN / f"{name}.dsim.gz").read_bytes()))
    result = command("verify", str(path))
    assert result.exit_code == 0
    assert f"{name}.dsim: sound - " in result.stdout


def test_damage_is_named_with_what_is_before_it(command: Command, path: Path) -> None:
    place = line_of(path, "turn", 1)
    damage(path, place, b'"t":2', b'"t":3')
    result = command("verify", str(path))
    assert result.exit_code == 1
    assert "river.dsim: not sound - sound up to turn 1\n" in result.stdout
    assert f"record {place + 1} (turn): its hash does not fit" in result.stdout


def test_a_line_that_no_longer_comes_out_is_named(command: Command, path: Path) -> None:
    # A forger mends the chain, which has no secret; the moves tell another story.
    lines, hashes = path.read_bytes().split(b"\n")[:-1], list[str]()
    place = line_of(path, "turn", 1)
    for number, line in enumerate(lines):
        record = json.loads(line)
        record.pop("h")
        if number == place:
            record["indicators"]["trust"], record["state"] = 99, "0" * 16
        body = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        before = hashes[record["p"]] if number else ""
        hashes.append(hashlib.sha256((before + body).encode()).hexdigest()[:16])
        lines[number] = f'{body[:-1]},"h":"{hashes[-1]}"}}'.encode()
    path.write_bytes(b"\n".join(lines) + b"\n")
    result = command("verify", str(path))
    assert result.exit_code == 1
    assert f"record {place + 1} (turn 2): played again, it differs in trust" in result.stdout
    # The line on which the session stands left the other before.
    assert "sound up to turn 2" in result.stdout


def test_half_a_line_is_no_damage(command: Command, path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])
    result = command("verify", str(path))
    assert result.exit_code == 0
    assert "was cut off in writing and is dropped" in result.stdout


def test_a_rescue_writes_what_is_before_the_damage_byte_for_byte(
    command: Command, path: Path, tmp_path: Path
) -> None:
    place = line_of(path, "turn", 1)
    damage(path, place, b'"t":2', b'"t":3')
    raw, target = path.read_bytes(), tmp_path / "rescued.dsim"
    result = command("verify", str(path), "--rescue", str(target))
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"rescued {place} records of river.dsim, sound up to turn 1" in result.stdout
    assert f"go on with `dialogue-sim resume {target}`" in result.stdout
    assert path.read_bytes() == raw
    assert target.read_bytes() == b"".join(raw.splitlines(keepends=True)[:place])
    recording = open_save(target).recording
    for move in moves()[len(said(recording.game)) :]:
        recording.submit(move)
    assert said(recording.game) == [write_move(move) for move in moves()]


def test_a_rescue_never_writes_over_a_file(command: Command, path: Path, tmp_path: Path) -> None:
    damage(path, line_of(path, "turn"), b'"t":1', b'"t":2')
    target = tmp_path / "precious.txt"
    target.write_text("mine", encoding="utf-8")
    result = command("verify", str(path), "--rescue", str(target))
    assert (result.exit_code, target.read_text(encoding="utf-8")) == (1, "mine")
    assert "exists already" in result.stderr
    result = command("verify", str(path), "--rescue", str(tmp_path / "no" / "where.dsim"))
    assert (result.exit_code, "cannot write" in result.stderr) == (1, True)


def test_damaged_content_is_put_back_from_the_library(
    command: Command, path: Path, tmp_path: Path
) -> None:
    whole = path.read_bytes()
    for place, old in ((1, b"format: 1"), (4, b'"body":"'), (7, b'"p":6')):
        damage(path, place, old, old.replace(old[1:2], b"#"))
    target = tmp_path / "rescued.dsim"
    result = command("verify", str(path), "--rescue", str(target))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.count("was put back as it was when the session began") == 3
    assert target.read_bytes() == whole


def test_content_that_the_library_does_not_have_cannot_be_put_back(
    command: Command, tmp_path: Path
) -> None:
    path, target = tmp_path / "old.dsim", tmp_path / "rescued.dsim"
    path.write_bytes(gzip.decompress((GOLDEN / "before_mechanisms.dsim.gz").read_bytes()))
    place = next(
        number
        for number, line in enumerate(path.read_bytes().splitlines())
        if json.loads(line).get("path") == "scenarios/nato_russia/december_2019.yaml"
    )
    damage(path, place, b"format: 1", b"format: 2")
    result = command("verify", str(path), "--rescue", str(target))
    assert result.exit_code == 1
    assert f"nothing can be saved; record {place + 1} is part of its content" in result.stderr
    assert not target.exists()
    damage(path, 0, b'"v":1', b'"v":2')
    assert command("verify", str(path), "--rescue", str(target)).exit_code == 1


def test_a_sound_save_needs_no_rescue(command: Command, path: Path, tmp_path: Path) -> None:
    result = command("verify", str(path), "--rescue", str(tmp_path / "other.dsim"))
    assert result.exit_code == 1
    assert "nothing to rescue" in result.stderr
    assert not (tmp_path / "other.dsim").exists()


def test_wrong_usage(command: Command, path: Path, tmp_path: Path) -> None:
    assert command("verify").exit_code == 2
    two = command("verify", str(path), str(path), "--rescue", str(tmp_path / "x.dsim"))
    assert (two.exit_code, "one SAVE at a time" in two.stderr) == (2, True)
    assert command("verify", "nothing").exit_code == 1
