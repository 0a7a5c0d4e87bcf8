"""A shared text as somebody writes it by hand, and what is said of one that cannot be read."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue_sim.session.moves import MoveError, Pass, Propose, Wait
from dialogue_sim.session.saves.recording import note_record
from dialogue_sim.session.saves.tree import LONGEST_NOTE, MARKS
from dialogue_sim.session.share.line import Branched, Made, Remark, Reseated, ShareError, Step
from dialogue_sim.session.share.reading_text import LONGEST, read_line
from dialogue_sim.session.share.tokens import note

LINE = """\
[Scenario "december_2019"]
[Seat "poland" "Ada"]
[Debaters "2" "poland" "germany"]
[Turns "3"]\r
{! a fresh
   start}
1.
  secretary_general : wait {on waiting} {?} ; and on
2. branch seed="a b"
seats poland=player "x y"="z"
    secretary_general: propose talks venue=nrc; aside
poland: pass {^?! too quick}
"""
HEAD = '[Scenario "a"]\n'


def test_a_text_written_by_hand_is_read() -> None:
    line = read_line(LINE)
    tags = line.tags
    assert (tags.scenario, tags.seed, tags.turns) == ("december_2019", "0", 3)
    assert tags.seats == {"poland": "Ada"}
    assert tags.debaters == {2: frozenset({"poland", "germany"})}
    assert (tags.speakers, tags.difficulty, tags.rules, tags.code) == ({}, "open", "", "")
    assert line.items == (
        Remark(5, "a fresh start", "!"),
        Step(8, 1, Made("secretary_general", Wait())),
        Remark(8, "on waiting"),
        Remark(8, "", "?"),
        Step(9, 2, Branched("", "a b")),
        Step(10, 2, Reseated({"poland": "player", "x y": "z"})),
        Step(11, 2, Made("secretary_general", Propose("talks", {}, "nrc"))),
        Step(12, 2, Made("poland", Pass())),
        Remark(12, "too quick", "?!", of_move=True),
    )


def test_a_text_needs_no_more_than_a_story() -> None:
    tags = read_line(HEAD).tags
    assert (tags.scenario, tags.seed, tags.seats, tags.turns) == ("a", "0", None, None)
    assert read_line(f'{HEAD}[Seats "nobody"]').tags.seats == {}


@given(st.text(max_size=60), st.sampled_from(["", *MARKS]), st.booleans())
def test_every_note_is_read_back_as_it_was(text: str, mark: str, of_move: bool) -> None:  # noqa: FBT001  Hypothesis fills it
    written = note(text, mark, of_move=of_move)
    try:
        note_record(text, mark)
    except MoveError:
        with pytest.raises(ShareError, match="line 2: a note"):
            read_line(f"{HEAD}{written}")
        return
    assert read_line(f"{HEAD}{written}").items == (Remark(2, text, mark, of_move),)


def test_the_longest_note_is_read_back() -> None:
    for text in ("x" * LONGEST_NOTE, '"' * LONGEST_NOTE, "é {" * (LONGEST_NOTE // 3)):
        assert read_line(f"{HEAD}{note(text)}").items == (Remark(2, text),)


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ('[Sed "x"]', "line 2: there is no tag 'Sed': did you mean 'Seed'?"),
        ("[Seed x]", 'line 2: a tag says its words in quotes, such as [Seed "..."]'),
        ("[Seed]", "line 2: a tag says its words in quotes"),
        ('[Seed "x"', "line 2: a tag was expected"),
        ("[", "line 2: a tag was expected"),
        ('[Seed "x" "y"]', "line 2: the tag Seed says one thing, not 2"),
        ('[Seed "x"]\n[Seed "y"]', "line 3: the tag Seed stands twice"),
        ('[Turns "-1"]', "line 2: '-1' is no number of a turn"),
        (f'[Turns "{"9" * 9000}"]', "is no number of a turn"),
        ('[Speakers "٣" "poland"]', "is no number of a turn"),
        ('[Difficulty "heard"]', "line 2: there is no difficulty 'heard': did you mean 'hard'?"),
        ('[Seats "poland"]', "line 2: a seat that is held stands as"),
        ('1. a: wait\n[Seed "x"]', "line 3: tags stand before the first turn"),
        ("a: wait", "line 2: the number of a turn was expected before the first step"),
        ("0. a: wait", "line 2: the number of a turn was expected before the first step"),
        ("1. wait", "line 2: it is not said whose move 'wait' is"),
        ("1. brunch seed=x", "wait, not 'brunch'; did you mean 'branch'?"),
        ("1. branch seed", "line 2: 'seed' needs a key"),
        ("1. branch turn=3", "line 2: 'turn' cannot stand here; there is name and seed"),
        ("1. branch seed=a,b", "line 2: 'seed' cannot stand here"),
        ("1. 2. a: wait", "line 2: the number of a turn stands first on its line"),
        ("1. = wait", "line 2: SEAT: MOVE was expected"),
        ("{never\nclosed", "line 2: the note that begins here is not closed"),
        ("{a {b} c}", "line 2: the note that begins here is not closed, or holds a brace"),
        ("1. a: wait }", "line 2: a note ends here that did not begin"),
        ("{}", "line 2: a note needs a word or a mark"),
        (f"{{{'x' * 2001}}}", "line 2: a note has at most 2000 characters"),
        ("1. a: wait\n\n{\x1b[2J}", "line 4: U+001B cannot stand in a text; write it in quotes"),
        ("1. a: wait \u202e", "line 2: U+202E (right-to-left override) cannot stand in a text"),
        ("1. a: wait \x00", "line 2: U+0000 cannot stand"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_by_its_line(rest: str, said: str) -> None:
    with pytest.raises(ShareError, match=re.escape(said)):
        read_line(HEAD + rest)


@pytest.mark.parametrize("text", ["", "\n\n", "; nothing", '[Seed "x"]', "1. a: wait"])
def test_a_text_without_a_story_is_none(text: str) -> None:
    with pytest.raises(ShareError, match=r"it begins with \[Scenario"):
        read_line(text)


@given(st.text(alphabet='[]{}":;=.,^!?1ab \n\\', max_size=80))
def test_anything_is_read_or_refused_in_a_sentence(text: str) -> None:
    try:
        line = read_line(HEAD + text)
    except ShareError as error:
        assert str(error).startswith("line ")  # noqa: PT017  either way is right
    else:
        assert all(isinstance(item, Step | Remark) for item in line.items)


@pytest.mark.parametrize(
    "piece",
    ["{", "{ ", "{!", '{"', "{^", '{"\\"', '"', "\\", "[", "1. ", "a:", "a.", ";\n", "a=", "\n"],
)
def test_no_text_takes_long_to_refuse(piece: str) -> None:
    text = HEAD + piece * (40_000 // len(piece))
    before = time.process_time()
    with pytest.raises(ShareError):
        read_line(f"{text}\n}}")
    assert time.process_time() - before < 5


def test_a_text_has_a_largest_size() -> None:
    with pytest.raises(ShareError, match="larger than 4 MB"):
        read_line(HEAD + " " * LONGEST)
