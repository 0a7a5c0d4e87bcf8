"""A save is what a stranger sent: bounded, unambiguous, and never a traceback."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from dialogue_sim.errors import DialogueSimError
from dialogue_sim.session.saves import journal
from dialogue_sim.session.saves.catalogue import save_cards
from dialogue_sim.session.saves.journal import LARGEST, Journal, SaveError
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.scanning import find, glance
from dialogue_sim.session.saves.strict_json import DEEPEST, parse
from dialogue_sim.session.saves.verifying import verify

HEAD = b'{"n":0,"p":-1,"k":"head","dialogue_sim":"save","v":2,%s}'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "strange.dsim"


def chained(body: bytes) -> bytes:
    """A first record whose hash fits, as anybody can make one."""
    digest = hashlib.sha256(body).hexdigest()[:16].encode()
    return body[:-1] + b',"h":"' + digest + b'"}\n'


def nested(depth: int) -> bytes:
    """An object of some depth, itself counted."""
    return b'{"a":' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":1,"a":1}',
        b'{"a":{"b":1,"b":2}}',
        b'{"a":NaN}',
        b'{"a":[Infinity]}',
        b'{"a":-Infinity}',
        b'{"a":1e999}',
        b'{"a":{"b":[-1e999]}}',
        b'{"a":' + b"9" * 400 + b".0}",
        b'{"a":' + b"9" * 19 + b"}",
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":"\\ud800"}',
        b'{"\\udfff":1}',
        b'{"a":"\xff"}',
        b"[]",
        b"7",
        b"",
        b'{"a":1} x',
        nested(DEEPEST + 1),
        nested(100_000),
    ],
    ids=lambda raw: f"{raw[:24]!r} of {len(raw)}",
)
def test_what_is_ambiguous_or_boundless_is_no_json_here(raw: bytes, path: Path) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(raw)
    path.write_bytes(chained(HEAD % (b'"x":' + (raw or b"?"))))
    with pytest.raises(SaveError, match="record 1"):
        open_save(path)
    assert "record 1" in verify(path).faults[0]
    assert save_cards(path.parent)[0].problem


def test_what_is_plain_is_taken_as_it_is() -> None:
    raw = '{"a":[1,-2.5e-300,999999999999999999,true,null],"b":{"c":"\\u0000 ü 条"},"d":""}'
    assert parse(raw.encode()) == json.loads(raw)
    assert parse(nested(DEEPEST)) == json.loads(nested(DEEPEST))


@pytest.mark.parametrize(
    "place", [b'"n":true', b'"n":1.0', b'"n":1,"p":true', b'"n":1,"p":1', b'"n":1,"p":-1']
)
def test_a_number_is_not_a_truth_and_nothing_is_its_own_parent(path: Path, place: bytes) -> None:
    first = chained(HEAD % b'"x":1')
    body = b"{" + place + (b"" if b"p" in place else b',"p":0') + b',"k":"move"}'
    before = first[-19:-3]
    for parent in (before, b""):
        digest = hashlib.sha256(parent + body).hexdigest()[:16].encode()
        path.write_bytes(first + body[:-1] + b',"h":"' + digest + b'"}\n')
        found = find(path)
        assert found.damage is not None
        assert found.damage.number == 2


def test_what_is_larger_than_64_mb_is_not_read(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    for read in (find, glance):
        with pytest.raises(SaveError, match="larger than 64 MB"):
            read(path)


def test_no_save_grows_beyond_what_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "LARGEST", 1024 * 1024)
    fresh = Journal(path)
    fresh.append([{"k": "head"}])
    raw = path.read_bytes()
    with pytest.raises(SaveError, match="would become larger than 1 MB; begin a new session"):
        fresh.append([{"k": "note", "text": "x" * 1024 * 1024}])
    assert path.read_bytes() == raw
    fresh.append([{"k": "note", "text": "short"}])
    fresh.close()


def test_millions_of_empty_lines_are_refused_at_the_first(path: Path) -> None:
    path.write_bytes(b"\n" * 5_000_000)
    for read in (open_save, glance):
        with pytest.raises(SaveError, match="record 1"):
            read(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_and_a_device_are_no_saves(path: Path) -> None:
    os.mkfifo(path)
    for strange in (path, Path("/dev/zero")):
        with pytest.raises(SaveError, match="it is no file"):
            open_save(strange)
        with pytest.raises(SaveError, match="it is no file"):
            glance(strange)


def test_a_glance_at_numbers_that_are_none_is_a_sentence(path: Path) -> None:
    path.write_bytes(chained(HEAD % b'"x":1') + b'{"n":' + b"1" * 5000 + b',"p":0,"k":"turn"}\n')
    assert "record 2" in save_cards(path.parent)[0].problem


def test_half_a_character_is_refused_before_it_is_written(path: Path) -> None:
    fresh = Journal(path)
    fresh.append([{"k": "head"}])
    raw = path.read_bytes()
    with pytest.raises(DialogueSimError, match="no Unicode text"):
        fresh.append([{"k": "note", "text": "half a smile \ud83d"}])
    assert path.read_bytes() == raw
    fresh.close()
