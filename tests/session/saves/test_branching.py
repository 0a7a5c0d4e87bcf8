"""Going on from an earlier turn: what was played stays, and luck is what it was said to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import MoveError, Propose, Settle
from dialogue_sim.session.saves.journal import Record, SaveError
from dialogue_sim.session.saves.opening import open_save, recording_at
from dialogue_sim.session.saves.playback import Playback
from dialogue_sim.session.saves.recording import Recording, record_to
from dialogue_sim.session.saves.tree import Tree

TEXTS = ("nrc_ambassadors", "top_level_talks", "deterrence_plus_channel", "neutral_platform")


def go_on(recording: Recording, policy: str) -> str:
    """Table a text, as a smaller group should silence be broken; the digest that came of it."""
    if recording.submit_and_go_on(Propose(policy)).phase == "settle":
        recording.submit_and_go_on(Settle("group"))
    return recording.game.played[-1].state


@pytest.fixture
def recording(game: Game, tmp_path: Path) -> Recording:
    recording = record_to(game, tmp_path / "session.dsim")
    for policy in TEXTS:
        go_on(recording, policy)
    return recording


def again(recording: Recording) -> Game:
    """The game as its file says."""
    assert recording.path is not None
    return open_save(recording.path).recording.game


@pytest.mark.parametrize("turn", [1, 2, 3, 4, 5])
def test_the_same_moves_under_the_same_luck_come_to_the_same(
    recording: Recording, turn: int
) -> None:
    then = [played.state for played in recording.game.played]
    recording.branch(turn)
    assert recording.game.turn == turn
    assert [go_on(recording, policy) for policy in TEXTS[turn - 1 :]] == then[turn - 1 :]
    assert again(recording).code == recording.game.code


def test_another_seed_draws_otherwise_from_that_turn_on_alone(recording: Recording) -> None:
    then = [played.state for played in recording.game.played]
    recording.branch(3, seed="oslo")
    states = [go_on(recording, policy) for policy in TEXTS[2:]]
    assert [played.state for played in recording.game.played[:2]] == then[:2]
    assert states != then[2:]
    assert again(recording).code == recording.game.code
    # The same seed once more, named or not, is the same luck.
    recording.branch(3)
    assert [go_on(recording, policy) for policy in TEXTS[2:]] == states
    assert again(recording).code == recording.game.code
    recording.branch(3, seed="kalmar")
    assert [go_on(recording, policy) for policy in TEXTS[2:]] == then[2:]
    assert again(recording).code == recording.game.code
    recording.branch(2)
    assert recording.game.luck == "kalmar"
    assert again(recording).luck == "kalmar"


def test_every_line_stays_in_the_save(recording: Recording) -> None:
    first = recording.game.code
    recording.branch(2, name="shut the door")
    go_on(recording, "isolation")
    assert recording.path is not None
    opened = open_save(recording.path)
    lines = opened.save.tree.variations
    assert [(line.name, line.since, line.turns) for line in lines] == [
        ("main", 1, 4), ("shut the door", 2, 2),
    ]  # fmt: skip
    assert opened.recording.game.code == recording.game.code != first


def test_a_branch_that_nobody_can_read_or_reach_is_refused(recording: Recording) -> None:
    before = recording.game
    for turn in (0, -1, 6, 99):
        with pytest.raises(MoveError, match="turns 1 to 5"):
            recording.branch(turn)
    for name in ("x" * 41, "\x1b[31m", "two\nlines"):
        with pytest.raises(MoveError, match="the name of a line"):
            recording.branch(2, name=name)
    with pytest.raises(MoveError, match="no Unicode"):
        recording.branch(2, seed="\ud800")
    assert recording.game is before
    assert again(recording).code == before.code


def test_a_note_moves_nothing(recording: Recording) -> None:
    recording.note("Too early?", "?!")
    recording.note("", "!", at=recording.ends[1])
    for text, mark in (("", ""), ("x" * 2001, ""), ("bell\x07", ""), ("well", "!!!")):
        with pytest.raises(MoveError):
            recording.note(text, mark)
    assert recording.path is not None
    notes = open_save(recording.path).save.tree.notes
    assert {at: [(note.mark, note.text) for note in said] for at, said in notes.items()} == {
        recording.at: [("?!", "Too early?")], recording.ends[1]: [("!", "")],
    }  # fmt: skip
    go_on(recording, "nrc_ambassadors")
    assert again(recording).code == recording.game.code


def test_a_later_branch_keeps_the_luck_of_its_line(recording: Recording) -> None:
    recording.branch(2, seed="oslo")
    go_on(recording, "neutral_platform")
    recording.branch(3, name="under the same luck")
    go_on(recording, "deterrence_plus_channel")
    assert recording.game.luck == "kalmar, from turn 2 oslo"
    assert again(recording).luck == recording.game.luck
    assert again(recording).code == recording.game.code


def test_a_branch_before_anything_was_decided_leaves_no_line_and_renames_none(
    recording: Recording,
) -> None:
    recording.branch(5, seed="other", name="foo")
    assert recording.path is not None
    lines = open_save(recording.path).save.tree.variations
    assert [(line.name, line.seed, line.turns) for line in lines] == [("main", "", 4)]
    assert again(recording).luck == "kalmar, from turn 5 other"


def test_undo_refuses_a_file_that_is_not_the_one_it_was_played_in(
    recording: Recording, game: Game, tmp_path: Path
) -> None:
    path = recording.path
    assert path is not None
    path.rename(tmp_path / "elsewhere.dsim")
    other = record_to(game, path)
    for policy in reversed(TEXTS):
        go_on(other, policy)
    other.close()
    raw, before = path.read_bytes(), recording.game
    with pytest.raises(SaveError, match="another window"):
        recording.undo()
    assert (path.read_bytes(), recording.game) == (raw, before)
    assert open_save(tmp_path / "elsewhere.dsim").recording.game.code == before.code


def test_notes_upon_notes_and_many_lines_are_read_in_one_pass() -> None:
    """What takes a moment here takes minutes where each record climbs to the head."""
    many = 20_000
    records: list[Record] = [{"n": 0, "p": -1, "k": "head", "dialogue_sim": "save", "v": 2}]
    records += [{"n": 1 + k, "p": k, "k": "note", "text": "so"} for k in range(many)]
    tree = Tree(records)
    assert {at: len(said) for at, said in tree.notes.items()} == {0: many}
    forks: list[Record] = records[:1]
    forks += [{"n": 1 + k, "p": k - k % 2, "k": "turn", "t": 1} for k in range(many)]
    lines = Tree(forks).variations
    # Every even record has two children: the first of them ends a line, the second goes on.
    assert len(lines) == many // 2 + 1
    assert (lines[0].end, lines[-1].end) == (1, many)
    assert (lines[-1].since, lines[-1].turns) == (many // 2, many // 2)
    assert Tree(forks).variation_of(many).name == f"variation {many // 2}"


@pytest.mark.parametrize("name", ["Shut the door", "shut the door ", "main", "Variation 3", "2"])
def test_no_two_lines_are_called_the_same(recording: Recording, name: str) -> None:
    recording.branch(2, name="Shut the door")
    assert recording.path is not None
    before, game = recording.path.read_bytes(), recording.game
    with pytest.raises(MoveError, match="take another name"):
        recording.branch(2, name=name)
    assert (recording.path.read_bytes(), recording.game) == (before, game)
    recording.branch(2, name="Shut the door again")


def test_a_session_stands_where_it_was_put(recording: Recording) -> None:
    first = recording.game.code
    recording.branch(2, name="shut the door")
    go_on(recording, "isolation")
    recording.close()
    assert recording.path is not None
    save = open_save(recording.path).save
    main = recording_at(Playback(save), save.tree.variations[0].end)
    main.stand()
    main.close()
    assert again(recording).code == first != recording.game.code
