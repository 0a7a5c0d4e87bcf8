"""Lines of a save: the same luck gives the same turn, other luck begins where it was asked for."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.session.saves.short_session import GREEDY, moves, opening, recorded

from dialogue_sim.session.moves import Mandate, MoveError, Propose
from dialogue_sim.session.playing import begin
from dialogue_sim.session.saves import playback
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.recording import Recording, record_to
from dialogue_sim.session.saves.tree import Tree
from dialogue_sim.session.saves.verifying import verify
from dialogue_sim.session.strategies.strategies import next_move

NUMBERS = itertools.count()


@pytest.fixture(autouse=True)
def known_content(monkeypatch: pytest.MonkeyPatch) -> None:
    """The content is the same in every save; it need not be read each time that one is opened."""
    monkeypatch.setattr(playback, "load_content", lambda _files, _scenario: opening().bundle)


def finish_turn(recording: Recording) -> None:
    before = len(recording.game.played)
    while recording.game.phase != "over" and len(recording.game.played) == before:
        recording.submit(next_move(recording.game, GREEDY))


Row: TypeAlias = tuple[int, str] | tuple[int, str, Mapping[str, object]]
STEPS = st.one_of(
    st.just("turn"),
    st.tuples(st.integers(1, 3), st.sampled_from(["", "", "kalmar", "oslo", "riga"])),
)


@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(STEPS, max_size=8))
def test_however_lines_part_the_save_opens_as_the_session_was_left(
    tmp_path: Path, steps: list[str | tuple[int, str]]
) -> None:
    path = tmp_path / f"{next(NUMBERS)}.dsim"
    recording = record_to(opening(), path)
    branches = 0
    for step in steps:
        if isinstance(step, str):
            finish_turn(recording)
        elif step[0] <= len(recording.game.played) + (recording.game.waiting is not None):
            recording.branch(step[0], step[1])
            branches += 1
    recording.close()
    opened = open_save(path).recording
    assert opened.game.luck == recording.game.luck
    assert opened.game.code == recording.game.code
    assert opened.game.turn == recording.game.turn
    assert (opened.at, opened.ends) == (recording.at, recording.ends)
    verdict = verify(path)
    assert verdict.faults == ()
    assert verdict.lines <= branches + 1


@pytest.mark.parametrize("turn", [1, 2, 3])
@pytest.mark.parametrize("seed", ["", "oslo"])
def test_the_same_moves_under_the_same_luck_give_the_same_turn_to_the_bit(
    tmp_path: Path, turn: int, seed: str
) -> None:
    first = begin(opening().bundle, "kalmar")
    recording = record_to(first, tmp_path / "river.dsim")
    if seed:
        recording.branch(1, seed)
    for _ in range(3):
        finish_turn(recording)
    original = recording.game
    recording.branch(turn)
    for played in original.played[turn - 1 :]:
        recording.submit(*played.moves)
    assert recording.game.code == original.code
    tree = open_save(tmp_path / "river.dsim").save.tree
    ends = [one.end for one in tree.variations[-2:]]
    old, new = ([tree.records[number] for number in tree.turns(end)] for end in ends)
    for one, other in zip(old, new, strict=True):
        assert chained_off(dict(one)) == chained_off(dict(other))


def chained_off(record: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in record.items() if key not in {"n", "p", "h"}}


def test_other_luck_changes_draws_only_from_its_turn_on(tmp_path: Path) -> None:
    recording = recorded(tmp_path / "river.dsim", len(moves()))
    original, differ = recording.game, 0
    for seed in ("oslo", "riga", "bergen", "visby"):
        recording.branch(2, seed)
        for played in original.played[1:]:
            recording.submit(*played.moves)
        game = recording.game
        assert game.played[0] is original.played[0]
        assert [game.seed_in(turn) for turn in (1, 2, 3)] == ["kalmar", seed, seed]
        differ += game.code != original.code
        recording.branch(2, "kalmar")
        for played in original.played[1:]:
            recording.submit(*played.moves)
        assert recording.game.code == original.code
    assert differ >= 3


def test_a_finished_session_goes_on_from_any_turn(tmp_path: Path) -> None:
    path = tmp_path / "river.dsim"
    recording = recorded(path, len(moves()))
    assert recording.game.phase == "over"
    for turn in (3, 1, 2):
        recording.branch(turn)
        assert (recording.game.turn, recording.game.phase) == (turn, "propose")
        while recording.game.phase != "over":
            finish_turn(recording)
    with pytest.raises(MoveError, match="no turn 4 to go on from; this session has turns 1 to 3"):
        recording.branch(4)
    with pytest.raises(MoveError, match="no turn 0"):
        recording.branch(0)
    recording.close()
    names = [one.name for one in open_save(path).save.tree.variations]
    assert names == ["main", "variation 1", "variation 2", "variation 3"]


def test_a_turn_that_is_going_on_can_be_begun_again(tmp_path: Path) -> None:
    bundle = opening().bundle
    seat = next((seat for seat, body in bundle.scenario.seats.items() if body.mandates), "")
    path = tmp_path / "river.dsim"
    recording = record_to(opening(), path)
    if seat:
        recording.submit(Mandate(min(bundle.scenario.seats[seat].mandates)))
    recording.branch(1, "oslo", "from scratch")
    assert recording.game.pending == ()
    finish_turn(recording)
    recording.close()
    save = open_save(path)
    assert save.recording.game.code == recording.game.code
    assert save.save.tree.variation_of(save.save.tree.tip).name in {"from scratch", "main"}


def test_the_save_of_a_run_is_branched_by_whoever_sits_down(tmp_path: Path) -> None:
    path = tmp_path / "run.dsim"
    run = record_to(begin(opening().bundle, "kalmar", seats={}), path)
    for move in moves():
        run.submit(move)
    run.close()
    recording = open_save(path).recording
    recording.branch(2)
    recording.submit(moves()[1])
    recording.close()
    opened = open_save(path).recording
    assert opened.game.seats == {opening().chair: "player"}
    assert (opened.game.code, verify(path).faults) == (recording.game.code, ())


# ------------------------------------------------------------------ tree


def tree(*records: Row) -> Tree:
    """A tree of (parent, kind) or (parent, kind, more)."""
    made = []
    for number, (parent, kind, *more) in enumerate(records):
        made.append({"n": number, "p": parent, "k": kind, **(more[0] if more else {})})
    return Tree(tuple(made))


SMALL: tuple[Row, ...] = (
    (-1, "head"), (0, "file"), (1, "opening"),
    (2, "move"), (3, "turn", {"ending": None}),                 # 3, 4: the main line
    (4, "move"), (5, "turn", {"ending": "stalemate"}),          # 5, 6
    (6, "note", {"text": "an end", "mark": "!"}),               # 7, on a turn
    (4, "branch", {"name": "softer", "seed": "oslo"}),          # 8
    (8, "move"), (9, "comet"), (10, "turn", {"ending": None}),  # 9, 10, 11: of an unknown kind
    (7, "note", {"text": "really?", "mark": "?"}),              # 12, on a note
    (2, "branch"), (13, "move"),                                # 13, 14
    (11, "tip"),                                                # 15
)  # fmt: skip


def test_lines_and_their_names() -> None:
    small = tree(*SMALL)
    assert small.line(6) == [0, 1, 2, 3, 4, 5, 6]
    assert small.line(11) == [0, 1, 2, 3, 4, 8, 9, 10, 11]
    assert small.turns(11) == [4, 11]
    assert small.content_end == 2
    rows = [(one.name, one.end, one.fork, one.since, one.turns, one.ending, one.seed)
            for one in small.variations]  # fmt: skip
    assert rows == [
        ("main", 6, 2, 1, 2, "stalemate", ""),
        ("softer", 11, 4, 2, 2, "", "oslo"),
        ("variation 2", 14, 2, 1, 0, "", ""),
    ]
    assert [small.variation_of(step).name for step in (0, 4, 6, 9, 14)] == [
        "main", "main", "main", "softer", "variation 2",
    ]  # fmt: skip


def test_a_tip_says_where_the_session_stands() -> None:
    assert tree(*SMALL).tip == 11
    assert tree(*SMALL[:-1]).tip == 14
    assert tree(*SMALL, (11, "move")).tip == 16
    assert tree(*SMALL, (7, "tip")).tip == 6, "a note stands for the step that it is about"
    assert tree((-1, "head")).tip == 0


def test_a_note_on_a_note_is_about_the_same_step() -> None:
    notes = tree(*SMALL).notes
    assert {at: [(note.mark, note.text) for note in said] for at, said in notes.items()} == {
        6: [("!", "an end"), ("?", "really?")]
    }


def test_a_step_that_follows_a_note_follows_what_the_note_is_about() -> None:
    odd = tree(*SMALL[:8], (7, "move"), (8, "turn"))
    assert odd.line(9) == [0, 1, 2, 3, 4, 5, 6, 8, 9]
    assert odd.variation_of(9).name == "main"


def test_texts_are_kept_beside_the_session(tmp_path: Path) -> None:
    path = tmp_path / "river.dsim"
    recording = recorded(path, 1)
    recording.note("then", "?!", at=recording.ends[0])
    recording.note("now")
    recording.submit(Propose("open_hands"))
    recording.close()
    kept = open_save(path).save.tree.notes
    assert [note.text for notes in kept.values() for note in notes] == ["then", "now"]
    with pytest.raises(MoveError, match="is no mark"):
        recording.note("so", "!!!")
