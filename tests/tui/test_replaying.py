"""What a replay writes: into the save as it is by then, or nothing and a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.resumed import resumed
from tests.tui.replays import tree_of_lines

from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import MoveError, Wait
from dialogue_sim.session.saves.lock import take_lock
from dialogue_sim.session.saves.playback import DiffersError, Playback
from dialogue_sim.session.saves.reading import read_save
from dialogue_sim.session.saves.tree import Note
from dialogue_sim.tui.replaying import Visit, visit
from dialogue_sim.tui.sitting import Sitting


def main_line(seen: Visit) -> int:
    return seen.save.tree.variations[0].end


def is_free(path: Path) -> bool:
    """Whether another process could write to a save."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        return take_lock(descriptor)
    finally:
        os.close(descriptor)


def gone_on_elsewhere(path: Path) -> int:
    """Another window goes on from turn 2 and closes; returns where its session stands."""
    other = resumed(path).recording
    other.branch(2)
    other.submit(Wait())
    other.close()
    return other.at


def test_a_note_hangs_on_its_step_though_the_save_has_grown(tmp_path: Path) -> None:
    path = tree_of_lines(tmp_path)
    seen = visit(path)
    step = seen.save.tree.turns(main_line(seen))[1]
    there = seen.save.tree.notes[step]
    tip = gone_on_elsewhere(path)
    found = seen.noted(step, "!", "so")
    assert isinstance(found, Visit)
    assert found.save.tree.notes[step] == (*there, Note(step, "!", "so"))
    assert read_save(path).tree.tip == tip
    again = found.noted(step, "", "and so")
    assert isinstance(again, Visit)
    assert is_free(path)


def test_a_line_begins_where_it_is_seen_though_the_save_has_grown(tmp_path: Path) -> None:
    path = tree_of_lines(tmp_path)
    seen = visit(path)
    end = main_line(seen)
    gone_on_elsewhere(path)
    found = seen.branched(end, 3, "", "mine")
    assert isinstance(found, Sitting)
    found.leave()
    tree = read_save(path).tree
    mine = next(line for line in tree.variations if line.name == "mine")
    assert mine.fork == seen.save.tree.turns(end)[1]
    assert mine.turns == 2


def test_nothing_is_written_to_another_save_in_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tree_of_lines(tmp_path)
    seen = visit(path)
    end = main_line(seen)
    rows = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(rows[: len(rows) - 2]))
    before = path.read_bytes()
    for said in (seen.noted(end, "", "so"), seen.branched(end, 2, "", "")):
        assert isinstance(said, str)
        assert "no longer the save that was opened" in said
    assert path.read_bytes() == before
    path.unlink()
    assert isinstance(seen.noted(end, "", "so"), str)
    assert not path.exists()


def test_a_turn_that_comes_out_otherwise_keeps_nobody_from_those_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tree_of_lines(tmp_path)
    seen = visit(path)
    end = main_line(seen)
    third = seen.save.tree.turns(end)[2]
    stepped = Playback.stepped

    def differs(self: Playback, game: Game, number: int) -> Game:
        if number == third:
            raise DiffersError(self.save.where(number), 3, ("tension",))
        return stepped(self, game, number)

    monkeypatch.setattr(Playback, "stepped", differs)
    before = path.read_bytes()
    said = seen.branched(end, 4, "", "")
    assert isinstance(said, str)
    assert "it differs in tension" in said
    assert path.read_bytes() == before
    found = seen.branched(end, 3, "", "")
    assert isinstance(found, Sitting)
    assert found.view.turn == 3
    assert not is_free(path)
    found.leave()


def test_a_session_that_cannot_begin_lets_go_of_its_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tree_of_lines(tmp_path)
    seen = visit(path)

    held: list[Sitting] = []

    def refuses(sitting: Sitting) -> None:
        held.append(sitting)  # as long as somebody has it, only closing lets go of the file
        message = "not now"
        raise MoveError(message)

    monkeypatch.setattr(Sitting, "submit", refuses)
    assert seen.branched(main_line(seen), 2, "", "") == "not now"
    assert held
    assert is_free(path)
