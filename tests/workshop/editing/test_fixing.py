"""What `check --fix` puts right, and what it leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.workshop.checks.code_pages import changed, pages

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.inspection import problems_in
from dialogue_sim.content.suggest import did_you_mean, hint, suggested
from dialogue_sim.content.yaml_source import read_yaml
from dialogue_sim.workshop.editing.fixing import fixed

SHIPPED = read_library(packaged_content())
FIRST = "scenarios/river_league/first_steps.yaml"


def broken(path: str, *changes: tuple[str, str]) -> dict[str, bytes]:
    text = SHIPPED[path].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return {path: text.encode()}


def data_of(path: str, raw: bytes) -> object:
    file, _ = read_yaml(path, raw)
    assert file is not None
    return file.data


@pytest.mark.parametrize("code", ["DS120", "DS123", "DS202", "DS203", "DS205"])
def test_the_example_of_a_code_is_put_right(code: str) -> None:
    page = next(page for page in pages() if page.code == code)
    own = changed(page.wrong)
    after, gone = fixed({**SHIPPED, **own}, own)
    assert {problem.code for problem in gone} == {code}
    assert after.keys() == own.keys()
    for path, raw in after.items():
        assert data_of(path, raw) == data_of(path, SHIPPED[path])


def test_several_slips_are_put_right_at_once_and_nothing_else_changes() -> None:
    slips = [("chair: steward", "chair: stewart"), ("procedure: silence", "procedure: silense"),
             ("turns:", "turms:"), ("standing.meeting", "standing.meetin")]  # fmt: skip
    own = broken(FIRST, *slips)
    after, gone = fixed({**SHIPPED, **own}, own)
    assert after == {FIRST: SHIPPED[FIRST]}
    assert len(gone) >= len(slips)


@pytest.mark.parametrize(
    "slip",
    ["cohesoin >= 60 and cohesoin < 62", '"cohesoin >= 62"', "cohesoin >= 60 and\n  tensoin < 70"],
)
def test_several_slips_of_one_condition_are_put_right(slip: str) -> None:
    own = broken(FIRST, ("cohesion >= 62", slip.replace("\n", "\n        ")))
    after, _ = fixed({**SHIPPED, **own}, own)
    meant = slip.replace("cohesoin", "cohesion").replace("tensoin", "tension")
    text = SHIPPED[FIRST].decode().replace("cohesion >= 62", meant.replace("\n", "\n        "), 1)
    assert after[FIRST].decode() == text


def test_carriage_returns_and_quotes_stay() -> None:
    text = (
        SHIPPED[FIRST].decode().replace("\n", "\r\n").replace("chair: steward", 'chair: "stewart"')
    )
    own = {FIRST: text.encode()}
    after, _ = fixed({**SHIPPED, **own}, own)
    assert after == {FIRST: text.replace("stewart", "steward").encode()}


def test_an_ambiguous_text_is_put_in_quotes() -> None:
    own = broken(FIRST, ("title: ", "title: 12:30\nx-old: "))
    own = {FIRST: own[FIRST].replace(b"x-old: ", b"# was: ")}
    after, gone = fixed({**SHIPPED, **own}, own)
    assert after == {FIRST: own[FIRST].replace(b"title: 12:30", b"title: '12:30'")}
    assert [problem.code for problem in gone] == ["DS114"]


@pytest.mark.parametrize(
    "change",
    [
        ("chair: steward", "chair: nobody_like_it"),  # nothing is near
        ("procedure: silence", "procedure: [silence"),  # the file cannot be read
    ],
)
def test_what_may_be_meant_otherwise_is_left(change: tuple[str, str]) -> None:
    own = broken(FIRST, change)
    assert problems_in({**SHIPPED, **own}, own)
    assert fixed({**SHIPPED, **own}, own) == ({}, [])


def test_sound_files_stay_as_they_are() -> None:
    assert fixed(SHIPPED, SHIPPED)[0] == {}


def test_two_words_that_are_as_near_are_both_named_and_neither_is_taken() -> None:
    told = hint("goal_3", ["goal_1", "goal_2", "ending"])
    assert told == "did you mean 'goal_1' or 'goal_2'?"
    assert suggested(told) is None


@given(st.text("abc_", min_size=1, max_size=8), st.lists(st.text("abc_", min_size=1), max_size=4))
def test_what_a_help_suggests_is_the_nearest_word(word: str, known: list[str]) -> None:
    found = suggested(hint(word, known))
    assert found is None or found == did_you_mean(word, known)
