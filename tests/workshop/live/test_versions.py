"""The last good version stays while the text is broken, and every version says what is new."""

from __future__ import annotations

import pytest
from tests.workshop.live.writing import (
    BROKEN,
    SCENARIO,
    STORY,
    THAW,
    TITLE,
    shipped,
    written,
)

from dialogue_sim.content.files import packaged_content
from dialogue_sim.content.inspection import inspect
from dialogue_sim.workshop.live.versions import Versions, looked_at


@pytest.fixture
def first() -> Versions:
    return looked_at(Versions(SCENARIO), shipped(), "21:04:33")


def test_a_sound_scenario_is_a_version(first: Versions) -> None:
    assert first.good is not None
    assert (first.good.number, first.good.at, first.before) == (1, "21:04:33", None)
    assert not first.errors
    assert not first.stale
    assert first.notice == ""


def test_a_broken_text_leaves_the_last_good_one_and_says_which_line(first: Versions) -> None:
    now = looked_at(first, written(BROKEN), "21:05:00")
    assert now.good is first.good
    line = 1 + written(BROKEN)[STORY].decode().split("\n").index("  steward: {} [")
    assert now.notice == (
        f"showing the version of 21:04:33; line {line} of first_steps.yaml keeps the new one "
        "from loading"
    )
    assert [one.place.line for one in now.errors] == [line]


def test_a_text_that_breaks_within_the_second_is_broken_all_the_same(first: Versions) -> None:
    assert looked_at(first, written(BROKEN), "21:04:33").stale


def test_a_change_makes_a_version_that_says_what_is_new(first: Versions) -> None:
    now = looked_at(first, written(THAW), "21:05:00")
    assert now.good is not None
    assert now.before is first.good
    assert now.good.number == 2
    assert now.changes() == (
        "scenario.injects.early_thaw.effects tension += 30, was tension += 3",
    )


def test_after_a_broken_text_the_version_before_is_the_last_good_one(first: Versions) -> None:
    broken = looked_at(first, written(BROKEN), "21:05:00")
    now = looked_at(broken, written(THAW), "21:06:00")
    assert not now.stale
    assert now.before is first.good


def test_words_alone_make_a_version_with_the_same_rules(first: Versions) -> None:
    now = looked_at(first, written(TITLE), "21:05:00")
    assert now.good is not None
    assert first.good is not None
    assert now.good.number == 2
    assert now.good.rules == first.good.rules
    assert now.changes() == ("only words have changed; sessions go the same way",)


def test_a_comment_is_no_new_version_but_the_text_is_up_to_date(first: Versions) -> None:
    files = {**shipped(), STORY: shipped()[STORY] + b"\n# a thought\n"}
    now = looked_at(first, files, "21:05:00")
    assert now.good is not None
    assert (now.good.number, now.before, now.stale) == (1, None, False)


def test_files_of_other_scenarios_do_not_count(first: Versions) -> None:
    other = "scenarios/nato_russia/december_2019.yaml"
    assert looked_at(first, {**shipped(), other: b"nothing"}, "21:05:00") is first


def test_an_actor_that_is_gone_is_said_where_it_is_asked_for(first: Versions) -> None:
    files = {path: raw for path, raw in shipped().items() if path != "actors/saltmouth.yaml"}
    now = looked_at(first, files, "21:05:00")
    assert now.stale
    assert ("DS201", STORY) in {(one.code, one.place.path) for one in now.errors}


def test_a_scenario_that_is_gone_leaves_its_last_version(first: Versions) -> None:
    files = {path: raw for path, raw in shipped().items() if path != STORY}
    now = looked_at(first, files, "21:05:00")
    assert now.good is first.good
    assert now.notice == (
        "showing the version of 21:04:33; there is no file first_steps.yaml any more"
    )
    assert not looked_at(now, shipped(), "21:06:00").stale


def test_before_anything_could_be_played_that_is_said() -> None:
    now = looked_at(Versions(SCENARIO), written(BROKEN), "21:05:00")
    assert now.notice.startswith("nothing can be played yet: line ")


def test_what_is_said_is_what_check_says() -> None:
    files, found, _ = inspect([packaged_content() / STORY])
    del files
    errors = {one for one in found if one.severity == "error"}
    now = looked_at(Versions(SCENARIO), shipped(), "21:05:00")
    assert set(now.errors) == errors == set()


def test_a_file_that_is_only_used_by_another_one_counts() -> None:
    """Highmarsh is not in this story itself; a variant of it is."""
    story = shipped()[STORY].decode().replace("  oldweir: {}\n", "  oldweir: {}\n  lowmarsh: {}\n")
    variant = (
        b"format: 1\nid: lowmarsh\nuse: highmarsh\nset:\n  name: Lowmarsh\n  short: Lowmarsh\n"
    )
    used = shipped()["actors/oldweir.yaml"].replace(b"id: oldweir", b"id: highmarsh")
    files = {
        **shipped(), STORY: story.encode(),
        "actors/lowmarsh.yaml": variant, "actors/highmarsh.yaml": used,
    }  # fmt: skip
    first = looked_at(Versions(SCENARIO), files, "21:04:33")
    assert not first.stale, first.notice
    calmer = used.replace(b"tolerance: -0.2", b"tolerance: 0.9", 1)
    assert calmer != used
    now = looked_at(first, {**files, "actors/highmarsh.yaml": calmer}, "21:05:00")
    assert now.good is not None
    assert now.good.number == 2
    broken = looked_at(now, {**files, "actors/highmarsh.yaml": b"id: ["}, "21:06:00")
    assert broken.stale
    assert "highmarsh.yaml" in broken.notice
