"""Unpacking writes all files or none, and what was there is never lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.workshop.packs.zips import OLDWEIR, RIVER, SHIPPED, sound

from dialogue_sim.workshop.packs.manifest import Pack, PackError
from dialogue_sim.workshop.packs.placing import HALF, Plan, place, plan
from dialogue_sim.workshop.packs.reading import read_pack

ALL = tuple(RIVER)


@pytest.fixture(name="pack")
def a_pack() -> Pack:
    return read_pack(sound())


def there(folder: Path) -> dict[str, bytes]:
    """All files of a folder by their paths."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*")) if path.is_file()
    }  # fmt: skip


def test_into_an_empty_folder_everything_is_written(pack: Pack, tmp_path: Path) -> None:
    wanted = plan(pack, tmp_path / "new" / "one", SHIPPED)
    assert wanted == Plan(ALL, (), ())
    assert not (tmp_path / "new").exists()
    assert place(pack, tmp_path / "new" / "one", wanted) == ()
    assert there(tmp_path / "new" / "one") == RIVER


def test_what_an_interrupted_run_has_left_is_in_nobodys_way(pack: Pack, tmp_path: Path) -> None:
    left = tmp_path / f"{ALL[0]}{HALF}"
    left.parent.mkdir(parents=True)
    left.write_text("half", encoding="utf-8")
    place(pack, tmp_path, plan(pack, tmp_path, SHIPPED))
    assert there(tmp_path) == {**RIVER, left.relative_to(tmp_path).as_posix(): b"half"}


def test_what_is_there_already_is_left_alone(pack: Pack, tmp_path: Path) -> None:
    place(pack, tmp_path, plan(pack, tmp_path, SHIPPED))
    (tmp_path / OLDWEIR).unlink()
    times = {path: (tmp_path / path).stat().st_mtime_ns for path in ALL if path != OLDWEIR}
    wanted = plan(pack, tmp_path, SHIPPED)
    assert wanted == Plan((OLDWEIR,), tuple(times), ())
    place(pack, tmp_path, wanted)
    assert there(tmp_path) == RIVER
    assert {path: (tmp_path / path).stat().st_mtime_ns for path in times} == times


def mine(folder: Path, raw: bytes = b"mine\n") -> None:
    (folder / "actors").mkdir(exist_ok=True)
    (folder / OLDWEIR).write_bytes(raw)


def test_other_content_is_not_written_over(pack: Pack, tmp_path: Path) -> None:
    mine(tmp_path)
    wanted = plan(pack, tmp_path, SHIPPED)
    assert wanted.different == (OLDWEIR,)
    with pytest.raises(PackError, match=r"actors/oldweir\.yaml exists already .* --replace"):
        place(pack, tmp_path, wanted)
    assert there(tmp_path) == {OLDWEIR: b"mine\n"}


def test_what_gives_way_is_kept_each_time(pack: Pack, tmp_path: Path) -> None:
    for raw, kept in ((b"one\n", ".before"), (b"two\n", ".before-2")):
        mine(tmp_path, raw)
        where = place(pack, tmp_path, plan(pack, tmp_path, SHIPPED), replace=True)
        assert where == (tmp_path / f"{OLDWEIR}{kept}",)
    assert there(tmp_path) == {
        **RIVER, f"{OLDWEIR}.before": b"one\n", f"{OLDWEIR}.before-2": b"two\n",
    }  # fmt: skip


class FullDiskError(OSError):
    """No space is left."""


@pytest.mark.parametrize("after", [0, 1, 5, 11, 12, 13, 18, 24])
@pytest.mark.parametrize(
    "error", [FullDiskError(28, "No space left on device"), KeyboardInterrupt]
)
def test_what_cannot_be_finished_is_taken_back(
    pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int, error: BaseException
) -> None:
    """The disk fails at some step of twelve that write and thirteen that give names."""
    mine(tmp_path)
    steps, sync, rename = iter(range(100)), os.fsync, Path.rename

    def fail() -> None:
        if next(steps) == after:
            raise error

    def failing_sync(descriptor: int) -> None:
        fail()
        sync(descriptor)

    def failing_rename(self: Path, target: Path) -> Path:
        fail()
        return rename(self, target)

    wanted = plan(pack, tmp_path, SHIPPED)
    monkeypatch.setattr(os, "fsync", failing_sync)
    monkeypatch.setattr(Path, "rename", failing_rename)
    with pytest.raises((PackError, KeyboardInterrupt)):
        place(pack, tmp_path, wanted, replace=True)
    assert there(tmp_path) == {OLDWEIR: b"mine\n"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["actors"]


def test_a_file_that_has_just_appeared_is_not_written_over(pack: Pack, tmp_path: Path) -> None:
    wanted = plan(pack, tmp_path, SHIPPED)
    mine(tmp_path)
    with pytest.raises(PackError, match="just been made by somebody else"):
        place(pack, tmp_path, wanted)
    assert there(tmp_path) == {OLDWEIR: b"mine\n"}


def test_a_file_in_the_way_of_a_folder_is_told(pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "actors").write_text("no folder", encoding="utf-8")
    with pytest.raises(PackError, match="cannot unpack to"):
        plan(pack, tmp_path, SHIPPED)


def test_what_would_hide_what_is_shipped_is_told(pack: Pack, tmp_path: Path) -> None:
    other = Pack(pack.manifest, {**pack.files, OLDWEIR: pack.files[OLDWEIR] + b"x-mine: 1\n"})
    assert plan(other, tmp_path, SHIPPED).hiding == (OLDWEIR,)
    story = "scenarios/river_league/january_2022.yaml"
    other = Pack(pack.manifest, {**pack.files, story: b""})
    assert plan(other, tmp_path, SHIPPED).doubles == (
        (story, "scenarios/nato_russia/january_2022.yaml"),
    )
    own = tmp_path / "scenarios" / "mine" / "first_steps.yaml"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"format: 1\n")
    assert plan(pack, tmp_path, SHIPPED).doubles == (
        ("scenarios/river_league/first_steps.yaml", "scenarios/mine/first_steps.yaml"),
    )
