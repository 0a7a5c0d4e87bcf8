"""The hand-in: everything of a session as Markdown, whatever anybody has written in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.in_debate import DECEMBER, MOVES, december

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.game import Game
from dialogue_sim.session.hand_in.file import HandInError, write_beside
from dialogue_sim.session.hand_in.markdown import bullets, paragraphs, table, told
from dialogue_sim.session.hand_in.text import hand_in
from dialogue_sim.session.hindsight.look_back import LookBack
from dialogue_sim.session.hindsight.luck import hindsight
from dialogue_sim.session.hindsight.ranges import ranges
from dialogue_sim.session.moves import Argue, Pass, Rebut, Wait
from dialogue_sim.session.persons import look
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.strategies.profile import ProfileRow

HOSTILE = "<script>x</script> [l](x) | # `c` **b** & 1. _u_ ~~s~~"
SAFE = r"\<script\>x\</script\> \[l\](x) \| \# \`c\` \*\*b\*\* \& 1. \_u\_ \~\~s\~\~"
BARE = re.compile(r"(?<!\\)<|(?<!\\)`")
TITLE = re.compile(rb"^title: .*$", re.MULTILINE)


@pytest.fixture(scope="module")
def over() -> Game:
    """A session with a hostile title, an own argument in its second turn, and then waiting."""
    library = read_library(packaged_content())
    changed = TITLE.sub(f"title: '{HOSTILE}'".encode(), december("ledger").encode(), count=1)
    game = begin(load({**library, DECEMBER: changed}, "december_2019"), "kalmar")
    said = Argue(side="for", reason="stability", claim=f"# {HOSTILE}")
    owed = Rebut("broken_promise", "counter", "two_tracks")
    for move in (*MOVES, said, Pass(), owed):
        game = submit(game, move)
    while game.phase != "over":
        game = submit(game, Wait() if game.phase == "propose" else Pass())
    return game


@pytest.fixture(scope="module")
def text(over: Game) -> str:
    rows = (ProfileRow("progress", "Progress", 12.4, 61.6),)
    seen = LookBack(rows, hindsight(over, over.chair, 10), ranges(over, 10))
    return hand_in(over, (look(over),), seen)


def test_it_says_what_it_is_and_of_which_session(over: Game, text: str) -> None:
    first, _, second, *_ = text.splitlines()
    assert first == f"# {SAFE}: hand-in"
    assert second == "**A teaching model, not a forecast.**"
    assert "- Seed: kalmar" in text
    assert f"- Session code: {over.code}" in text
    assert f"- Turns: {len(over.played)} of {over.world.story.turns}" in text
    assert "- Adviser: open" in text
    assert text.endswith("A teaching model, not a forecast.\n")
    assert all(f"- {label} " in text for label in ("[DOC]", "[REP]", "[MOD]", "[PLR]", "[FIC]"))


def test_nothing_that_anybody_wrote_becomes_markup(text: str) -> None:
    assert not BARE.search(text)
    assert "script" in text
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert [heading for heading in headings if heading.startswith("# ")] == headings[:1]
    wide = [line for line in text.splitlines() if line.startswith("|")]
    assert wide
    assert all(line.endswith(" |") for line in wide)


def test_every_turn_is_told_with_reasons_and_labels(over: Game, text: str) -> None:
    view = look(over)
    parts = text.split("\n## Turn ")[1:]
    assert len(parts) == len(view.played)
    for part, turn in zip(parts, view.played, strict=True):
        assert part.startswith(f"{turn.number}: {told(turn.title)}\n")
        for hearing in turn.hearings:
            for one in hearing.reactions:
                said = f"- **{told(one.name)}** {told(one.word)}: {told(one.reason)}. [MOD]"
                assert said in part
        assert told(turn.answer.text) in part
        for row in view.indicators:
            moved = [(a, b) for name, a, b in turn.moved if name == row.name and a != b]
            if row.rank == 1 and moved:
                ((before, after),) = moved
                assert f"| {row.label} | {before} | {after} | {after - before:+d} |" in part
    assert "waits; nobody has to respond. [PLR]" in parts[-1]


def test_an_own_argument_is_the_persons_word_for_word(text: str) -> None:
    (said,) = [
        line for line in text.splitlines() if line.startswith("- **") and "for the text: " in line
        and "[PLR]" in line
    ]  # fmt: skip
    assert rf"for the text: \# {SAFE} [PLR]" in said
    assert "## What was argued, and whom it moved" in text


def test_the_lines_and_their_ranges_are_a_table(over: Game, text: str) -> None:
    view = look(over)
    for row in view.indicators:
        if row.rank <= 2:
            values = " | ".join(map(str, row.history[:-1]))
            assert f"| {row.label} | {values} |\n| 8 of 10 re-rolls | " in text
    assert "| Progress | 12 | 62 |" in text


def test_markdown_of_small_texts() -> None:
    assert told(" a\n b\x1b[31m ") == "a b\N{REPLACEMENT CHARACTER}\\[31m"
    assert paragraphs("- a\n\n1. b\n+c\nd - e") == [
        r"\- a", "", r"1\. b", "", r"\+c", "", "d - e", "",
    ]  # fmt: skip
    assert paragraphs("") == bullets([]) == []
    assert bullets(["a", "b"]) == ["- a", "- b", ""]
    assert table(("", "n"), [("a", "1")]) == ["|  | n |", "| :--- | ---: |", "| a | 1 |", ""]


def test_no_file_is_ever_written_over(tmp_path: Path) -> None:
    save = tmp_path / "one.dsim"
    save.write_text("save")
    (tmp_path / "one-2.md").write_text("mine")
    written = [write_beside(save, f"text {number}\n") for number in range(3)]
    assert [path.name for path in written] == ["one.md", "one-3.md", "one-4.md"]
    assert [path.read_text() for path in written] == ["text 0\n", "text 1\n", "text 2\n"]
    assert (tmp_path / "one-2.md").read_text() == "mine"
    assert save.read_text() == "save"


def test_a_disk_that_fills_leaves_nothing_half_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fills(path: Path, text: str, **_: object) -> int:
        path.write_bytes(text[:3].encode())
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", fills)
    with pytest.raises(HandInError, match="No space left on device"):
        write_beside(tmp_path / "one.dsim", "a long text")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_refuses_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(HandInError, match=r"cannot write the hand-in to .*one\.md: No such file"):
        write_beside(tmp_path / "gone" / "one.dsim", "text")
