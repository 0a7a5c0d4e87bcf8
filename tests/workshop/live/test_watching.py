"""Files as editors write them: replaced, emptied for a moment, deleted, new, half written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dialogue_sim.workshop.live.watching import EVERY, PATIENCE, SOON, Watch

PATH = "scenarios/river/story.yaml"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / PATH
    path.parent.mkdir(parents=True)
    path.write_bytes(b"one\n")
    return path


@pytest.fixture
def watch(tmp_path: Path, story: Path) -> Watch:
    """A watch that has looked once."""
    watch = Watch(tmp_path)
    assert watch.look() == {PATH: story.read_bytes()}
    return watch


def looks(watch: Watch, times: int) -> list[dict[str, bytes]]:
    """What is found in so many looks, where something is."""
    found = [watch.look() for _ in range(times)]
    return [dict(files) for files in found if files is not None]


def test_nothing_new_is_nothing_and_can_wait(watch: Watch) -> None:
    assert looks(watch, 3) == []
    assert watch.pause == EVERY


def test_a_change_is_told_once_and_only_after_it_was_read_twice(watch: Watch, story: Path) -> None:
    story.write_bytes(b"two\n")
    assert watch.look() is None
    assert watch.pause == SOON
    assert watch.look() == {PATH: b"two\n"}
    assert looks(watch, 3) == []


def test_what_is_half_written_is_never_told(watch: Watch, story: Path) -> None:
    story.write_bytes(b"tw")
    assert watch.look() is None
    story.write_bytes(b"two, and the rest of it\n")
    assert looks(watch, 4) == [{PATH: b"two, and the rest of it\n"}]


def test_a_file_that_is_emptied_and_then_filled_was_never_empty(watch: Watch, story: Path) -> None:
    story.write_bytes(b"")
    assert looks(watch, PATIENCE - 1) == []
    story.write_bytes(b"two\n")
    assert looks(watch, 3) == [{PATH: b"two\n"}]


def test_a_file_that_stays_empty_is_told_in_the_end(watch: Watch, story: Path) -> None:
    story.write_bytes(b"")
    assert looks(watch, PATIENCE + 3) == [{PATH: b""}]


def test_an_editor_may_put_another_file_in_its_place(watch: Watch, story: Path) -> None:
    fresh = story.with_name("story.yaml.new")
    fresh.write_bytes(b"two\n")
    fresh.replace(story)
    assert looks(watch, 3) == [{PATH: b"two\n"}]


def test_a_file_that_is_away_for_a_moment_is_not_gone(watch: Watch, story: Path) -> None:
    away = story.with_name("story.yaml~")
    story.rename(away)
    assert looks(watch, PATIENCE - 1) == []
    story.write_bytes(b"two\n")
    assert looks(watch, 3) == [{PATH: b"two\n"}]


def test_a_file_of_the_same_size_and_time_is_told_where_it_is_another_one(
    watch: Watch, story: Path
) -> None:
    before = story.stat()
    fresh = story.with_name("other")
    fresh.write_bytes(b"two\n")
    os.utime(fresh, ns=(before.st_atime_ns, before.st_mtime_ns))
    fresh.replace(story)
    assert story.stat().st_mtime_ns == before.st_mtime_ns
    assert looks(watch, 3) == [{PATH: b"two\n"}]


def test_deleted_and_new_files_are_told(watch: Watch, story: Path, tmp_path: Path) -> None:
    story.unlink()
    assert looks(watch, PATIENCE + 1) == [{}]
    actor = tmp_path / "actors" / "somebody.yaml"
    actor.parent.mkdir()
    actor.write_bytes(b"id: somebody\n")
    assert looks(watch, 3) == [{"actors/somebody.yaml": b"id: somebody\n"}]


def test_locks_and_copies_of_editors_are_no_files_of_a_library(watch: Watch, story: Path) -> None:
    for name in (".story.yaml.swp", ".#story.yaml", "story.yaml~", "4913"):
        story.with_name(name).write_bytes(b"x")
    assert looks(watch, 3) == []


def test_of_two_folders_the_first_counts(watch: Watch, story: Path, tmp_path: Path) -> None:
    del watch
    other = tmp_path / "shipped"
    behind = other / PATH
    behind.parent.mkdir(parents=True)
    behind.write_bytes(b"shipped\n")
    both = Watch(tmp_path, other)
    assert both.look() == {PATH: b"one\n"}
    story.unlink()
    assert looks(both, 3) == [{PATH: b"shipped\n"}]
