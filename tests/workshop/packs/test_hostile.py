"""What somebody might send instead of a pack: each is refused in a sentence, quickly."""

from __future__ import annotations

import io
import stat
import struct
import time
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.workshop.packs.zips import (
    OLDWEIR,
    RIVER,
    entry,
    manifest,
    sound,
    with_files,
    zipped,
)

from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.workshop.packs.manifest import NAME, PackError
from dialogue_sim.workshop.packs.reading import LARGEST, check_pack, read_pack

ONE = {OLDWEIR: RIVER[OLDWEIR]}

NAMES = [
    "../actors/oldweir.yaml", "actors/../oldweir.yaml", "/actors/oldweir.yaml", "actors/a/b.yaml",
    "C:/actors/oldweir.yaml", "actors\\oldweir.yaml", "Actors/oldweir.yaml", "actors/Oldweir.yaml",
    "actors/oldweir.yml", "actors/oldweir.yaml/", "actors/", "scenarios/river_league/",
    "scenarios/river_league/deep/er.yaml", "scenarios/stray.yaml", "actors/.hidden.yaml", "x.yaml",
    "actors/con.yaml", "scenarios/aux/setting.yaml", "actors/com1.yaml", "actors/o\u0308.yaml",
    "actors/oldweir.yaml\u202e", "actors/inner.zip", "saves/a.dsim", "actors/9.yaml",
    f"actors/{'a' * 70}.yaml", "actors/oldweir.yaml\n", "PACK.JSON", "./pack.json",
]  # fmt: skip


def refused(raw: bytes) -> str:
    """Why a pack is refused: in a line, within a second, in little memory."""
    began = time.process_time()
    with pytest.raises(PackError) as caught:
        read_pack(raw)
    assert time.process_time() - began < 1.0
    assert "\n" not in str(caught.value)
    assert str(caught.value).isprintable()
    return str(caught.value)


@pytest.mark.parametrize("name", NAMES)
def test_only_names_of_content_are_taken(name: str) -> None:
    assert "cannot hold" in refused(with_files(ONE, (entry(name), b"format: 1\n")))


def test_a_name_cut_short_by_a_zero_is_seen_whole() -> None:
    raw = with_files(ONE, (entry("actors/evil.yaml?.exe"), b"format: 1\n"))
    assert "cannot hold" in refused(raw.replace(b"evil.yaml?", b"evil.yaml\0"))


@pytest.mark.parametrize(
    "mode", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFDIR]
)
def test_links_and_devices_are_refused(mode: int) -> None:
    raw = with_files(ONE, (entry("actors/evil.yaml", mode | 0o777), b"/etc/passwd"))
    assert "is a link or no file at all" in refused(raw)


def test_the_same_name_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        raw = with_files(ONE, (OLDWEIR, b"format: 1\n"))
    assert "twice" in refused(raw)


def test_what_the_manifest_does_not_list_is_refused() -> None:
    assert "does not list it" in refused(with_files(ONE, ("actors/evil.yaml", b"format: 1\n")))


def test_what_the_manifest_lists_has_to_be_there() -> None:
    listed = manifest({**ONE, "actors/gone.yaml": b""})
    assert "is missing from the pack" in refused(zipped([(NAME, listed), *ONE.items()]))


def test_what_was_changed_after_packing_is_refused() -> None:
    raw = zipped([(NAME, manifest(ONE)), (OLDWEIR, RIVER[OLDWEIR] + b"x-a: 1\n")])
    assert "was changed after it was packed" in refused(raw)


def test_scenarios_of_another_setting_are_refused() -> None:
    files = {**ONE, "scenarios/elsewhere/setting.yaml": b"format: 1\n"}
    assert "does not belong to the setting" in refused(with_files(files))


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (b"", "no manifest"),
        (b"[]", "it is no object"),
        (b"{" * 100_000, "no manifest"),
        (b'{"a": 1, "a": 2}', "no manifest"),
        (b"\xff", "no manifest"),
        (manifest(ONE, format=2), "of format 2"),
        (manifest(ONE, dialogue_sim="save"), "no manifest"),
        (manifest(ONE, setting="../x"), "setting"),
        (manifest(ONE, extra=1), "extra"),
        (manifest(ONE, files={OLDWEIR: "0"}), "files"),
        (manifest(ONE, files=[]), "files"),
        (manifest(ONE, title="T" * 999), "title"),
    ],
)
def test_a_manifest_has_to_be_one(says: bytes, words: str) -> None:
    assert words in refused(zipped([(NAME, says), *ONE.items()]))


NO_ZIPS = [b"", b"PK", b"PK\x03\x04", b"%PDF-1.7", b"\x1f\x8b", b"PK\x05\x06" + b"\0" * 18]


@pytest.mark.parametrize("raw", NO_ZIPS)
def test_what_is_no_zip_is_refused(raw: bytes) -> None:
    assert refused(raw)


def test_without_a_manifest_it_is_no_pack() -> None:
    assert f"there is no {NAME}" in refused(zipped(ONE.items()))


def bomb(size: int) -> bytes:
    return zipped([(NAME, b"{}"), ("actors/bomb.yaml", b"a" * size)], zipfile.ZIP_DEFLATED)


def test_what_grows_too_much_is_refused() -> None:
    assert "more than 100 times its size" in refused(bomb(2_000_000))
    assert f"more than {LARGEST:,} bytes" in refused(bomb(LARGEST + 1))


def test_a_bomb_that_lies_about_its_size_stays_small() -> None:
    """The list says 10 bytes, the stream holds 50 million: no more than a few are unpacked."""
    raw = bytearray(bomb(50_000_000))
    for signature, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = raw.index(b"actors/bomb.yaml", raw.index(signature))
        start = raw.rindex(signature, 0, at)
        raw[start + place : start + place + 4] = struct.pack("<I", 10)
    tracemalloc.start()
    assert "damaged" in refused(bytes(raw))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000


def test_sizes_that_are_too_large_are_damage() -> None:
    raw = bytearray(sound())
    at = raw.rindex(b"PK\x01\x02")
    raw[at + 24 : at + 28] = raw[at + 20 : at + 24] = struct.pack("<I", 1_000_000)
    assert "damaged" in refused(bytes(raw))


def test_entries_cannot_share_their_bytes() -> None:
    """A way to unpack the same stream many times: the list leads twice to one place."""
    raw = bytearray(with_files({**ONE, "actors/twin01.yaml": RIVER[OLDWEIR]}))
    first = raw.index(b"PK\x01\x02", raw.index(b"PK\x01\x02") + 1)
    second = raw.index(b"PK\x01\x02", first + 1)
    raw[second + 42 : second + 46] = raw[first + 42 : first + 46]
    assert "damaged" in refused(bytes(raw))


def test_too_many_entries_are_refused_before_they_are_read() -> None:
    rows = [(entry(f"actors/a{n}.yaml"), b"") for n in range(20_000)]
    assert "more than 500 entries" in refused(zipped(rows))


def test_too_large_a_file_is_refused() -> None:
    assert "larger than" in refused(b"PK\x03\x04" + b"\0" * LARGEST)


def test_encrypted_entries_are_refused() -> None:
    raw = bytearray(with_files(ONE))
    for signature, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = raw.rindex(signature)
        raw[at + place] |= 1
    assert "is encrypted" in refused(bytes(raw))


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_ways_of_packing_are_refused(packing: int) -> None:
    assert "not known here" in refused(zipped([(NAME, manifest(ONE)), *ONE.items()], packing))


def test_a_pack_in_a_pack_is_no_content() -> None:
    pack = read_pack(with_files({**ONE, "actors/inner.yaml": sound()}))
    with pytest.raises(ContentError):
        check_pack(pack)


def test_what_people_packed_again_is_read() -> None:
    """Compressed by another program, in another order: the content counts."""
    with zipfile.ZipFile(io.BytesIO(sound())) as archive:
        entries = [(one.filename, archive.read(one)) for one in archive.infolist()]
    again = zipped(reversed(entries), zipfile.ZIP_DEFLATED)
    assert len(again) < len(sound())
    assert read_pack(again) == read_pack(sound())


def harmless(raw: bytes) -> None:
    """A damaged pack is refused, or has kept all its content."""
    try:
        files = read_pack(raw).files
    except PackError as error:
        told = str(error)
    else:
        assert files == RIVER
        return
    assert told.isprintable()


@settings(max_examples=150)
@given(
    st.lists(st.tuples(st.integers(0, 45_000), st.binary(min_size=1, max_size=4)), max_size=4),
    st.integers(0, 46_000),
)
def test_damage_anywhere_is_told_or_does_no_harm(
    spots: list[tuple[int, bytes]], length: int
) -> None:
    raw = bytearray(sound())
    for at, put in spots:
        raw[at : at + len(put)] = put
    if length < len(raw):
        del raw[length:]
    harmless(bytes(raw))


@settings(max_examples=100)
@given(st.binary(max_size=400))
def test_garbage_is_refused(tail: bytes) -> None:
    assert refused(b"PK\x03\x04" + tail)


@settings(max_examples=60)
@given(st.integers(0, 12), st.binary(min_size=1, max_size=46), st.integers(0, 45))
def test_a_garbled_list_of_entries_is_told(which: int, put: bytes, at: int) -> None:
    raw, start = bytearray(sound()), -1
    for _ in range(which + 1):
        start = raw.index(b"PK\x01\x02", start + 1)
    raw[start + at : start + at + len(put)] = put
    harmless(bytes(raw))
