"""The last decision taken back: in the game, and in the save, where nothing is lost."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from tests.in_debate import first_for, played, prints
from tests.resumed import resumed

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import (
    Answer,
    Argue,
    Consult,
    Mandate,
    Move,
    MoveError,
    Pass,
    Propose,
    Respond,
    Settle,
)
from dialogue_sim.session.playing import begin
from dialogue_sim.session.saves import recording as recordings
from dialogue_sim.session.saves.journal import SaveError
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.reading import read_save
from dialogue_sim.session.saves.recording import Recording, record_to

COUNCIL, HATED, TALKS = (
    Propose("nrc_ambassadors"),
    Propose("business_as_usual"),
    Propose("top_level_talks"),
)


OLD = Path(__file__).parent / "before_mechanisms.dsim.gz"
"""A save of format 1."""


def where(game: Game) -> tuple[object, ...]:
    """All that tells two games of one story apart."""
    made = [(one.movers, one.moves) for one in game.played]
    stands = game.turn, game.phase, game.mover
    return made, game.movers, game.pending, stands, game.code, game.luck, game.seats


def standing(one: Recording) -> tuple[object, ...]:
    return one.at, one.ends, one.turns, one.seated, one.format


def started(game: Game, path: Path, *moves: Move) -> Recording:
    recording = record_to(game, path)
    for move in moves:
        recording.submit_and_go_on(move)
    return recording


def opened_as_left(recording: Recording) -> Recording:
    """The save opened again, which has to stand where the session was left."""
    assert recording.path is not None
    recording.close()
    again = open_save(recording.path).recording
    assert where(again.game) == where(recording.game)
    assert standing(again) == standing(recording)
    return again


def test_in_the_middle_of_a_turn_what_broke_silence_is_taken_back(
    game: Game, tmp_path: Path
) -> None:
    recording = started(game, tmp_path / "s.dsim", COUNCIL, HATED)
    assert recording.game.phase == "settle"
    back = recording.undo()
    assert (back.turn, back.phase, len(back.pending)) == (2, "propose", 0)
    opened_as_left(recording)


def test_over_the_end_of_a_turn_the_turn_is_open_again(game: Game, tmp_path: Path) -> None:
    recording = started(game, tmp_path / "s.dsim", COUNCIL, HATED, Settle("withdraw"))
    assert recording.game.turn == 3
    back = recording.undo()
    assert (back.turn, back.phase, back.pending) == (2, "settle", (HATED,))
    opened_as_left(recording)
    assert recording.undo().pending == ()
    assert recording.undo().turn == 1
    opened_as_left(recording)
    with pytest.raises(MoveError, match="nothing to take back"):
        recording.undo()


def test_what_was_taken_back_is_a_variation_and_the_other_way_goes_on(
    game: Game, tmp_path: Path
) -> None:
    path = tmp_path / "s.dsim"
    recording = started(game, path, COUNCIL, COUNCIL)
    before = path.read_bytes()
    recording.undo()
    assert path.read_bytes().startswith(before)
    recording.submit(TALKS)
    tree = read_save(path).tree
    assert [(one.name, one.since, one.turns) for one in tree.variations] == [
        ("main", 1, 2),
        ("variation 1", 2, 2),
    ]
    assert tree.variation_of(tree.tip).name == "variation 1"
    again = opened_as_left(recording)
    assert [one.tabling for one in again.game.played] == [COUNCIL, TALKS]


def test_the_same_move_again_comes_out_as_it_did(game: Game, tmp_path: Path) -> None:
    recording = started(game, tmp_path / "s.dsim", COUNCIL, TALKS)
    code = recording.game.code
    recording.undo()
    assert recording.submit(TALKS).code == code


def test_groundwork_is_taken_back_one_by_one(rich_game: Game, tmp_path: Path) -> None:
    poland, estonia = Consult("poland"), Consult("baltic_states")
    recording = started(rich_game, tmp_path / "s.dsim", poland, estonia)
    assert recording.undo().pending == (poland,)
    again = opened_as_left(recording)
    again.submit(COUNCIL)
    assert again.undo().pending == (poland,)
    opened_as_left(again)


def test_in_a_debate_the_last_speech_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recordings, "fingerprints", lambda _: prints("cards"))
    debated = played("cards")
    recording = started(
        begin(debated.bundle, "kalmar"),
        tmp_path / "s.dsim",
        Mandate("guardian"),
        *(move for one in debated.played for move in one.moves if isinstance(move, Propose)),
        *debated.pending[:1],
    )
    assert recording.game.phase == "argue"
    waiting = where(recording.game)
    recording.submit_and_go_on(Argue(first_for()))
    recording.submit_and_go_on(Pass())
    assert recording.game.phase != "argue"
    recording.undo()
    assert isinstance(recording.game.pending[-1], Argue)
    opened_as_left(recording)
    recording.undo()
    assert where(recording.game) == waiting
    opened_as_left(recording)


def test_moves_of_seats_that_nobody_holds_are_taken_back_with_a_persons(
    bundle: Bundle, tmp_path: Path
) -> None:
    seats = {"poland": "player"}
    recording = started(begin(bundle, "kalmar", seats), tmp_path / "s.dsim")
    recording.submit_and_go_on()  # the chair, whom nobody holds, tables
    asked = recording.game
    recording.submit_and_go_on(Respond("endorse"))
    assert recording.undo().pending == asked.pending
    opened_as_left(recording)


def test_under_other_luck_it_goes_back_to_the_luck_before(game: Game, tmp_path: Path) -> None:
    recording = started(game, tmp_path / "s.dsim", COUNCIL, TALKS)
    recording.branch(2, "oslo", "another try")
    recording.submit(TALKS)
    assert recording.undo().luck == "kalmar, from turn 2 oslo"
    opened_as_left(recording)
    assert recording.undo().luck == "kalmar"
    assert recording.game.turn == 1
    opened_as_left(recording)
    recording.submit(COUNCIL)
    assert recording.game.seed_in(2) == "kalmar"
    opened_as_left(recording)


def test_who_goes_on_with_a_run_may_go_back_into_it(bundle: Bundle, tmp_path: Path) -> None:
    path = tmp_path / "run.dsim"
    record_to(begin(bundle, "kalmar", {}), path).submit(COUNCIL, TALKS)
    recording = open_save(path).recording
    recording.submit(COUNCIL)
    recording.undo()
    assert recording.seated
    opened_as_left(recording)
    recording.undo()
    assert not recording.seated
    again = opened_as_left(recording)
    again.submit(COUNCIL)
    assert opened_as_left(again).game.seats == {"secretary_general": "player"}


def test_a_run_with_given_answers_is_taken_back_to_its_tabling(
    bundle: Bundle, tmp_path: Path
) -> None:
    path = tmp_path / "run.dsim"
    speakers = {1: frozenset({"poland", "russia"})}
    run = record_to(begin(bundle, "kalmar", {}, None, speakers), path)
    run.submit(COUNCIL, Respond("endorse"), Answer("stonewall"))
    recording = open_save(path).recording
    assert recording.undo().pending == ()
    opened_as_left(recording)


def test_without_a_save_the_game_alone_goes_back(game: Game) -> None:
    recording = Recording(game)
    recording.submit(COUNCIL)
    assert where(recording.undo()) == where(game)


def test_where_another_window_has_written_nothing_is_taken_back(
    game: Game, tmp_path: Path
) -> None:
    path = tmp_path / "s.dsim"
    recording = started(game, path, COUNCIL)
    stood = where(recording.game), standing(recording)
    resumed(path).recording.submit(COUNCIL)
    with pytest.raises(SaveError, match="changed by another window"):
        recording.undo()
    assert (where(recording.game), standing(recording)) == stood


def test_an_old_save_says_that_it_goes_on_in_the_format_of_today(tmp_path: Path) -> None:
    path = tmp_path / "old.dsim"
    path.write_bytes(gzip.decompress(OLD.read_bytes()))
    recording = open_save(path).recording
    assert recording.format == 1
    moves = sum(len(one.moves) for one in recording.game.played) + len(recording.game.pending)
    back = recording.undo()
    assert sum(len(one.moves) for one in back.played) + len(back.pending) == moves - 1
    assert opened_as_left(recording).format == 2
    assert path.read_bytes().startswith(gzip.decompress(OLD.read_bytes()))
