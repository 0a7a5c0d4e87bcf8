"""Saves of sessions with mechanisms, and a save from before there were any."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import (
    Answer,
    Assure,
    Campaign,
    Consult,
    Mandate,
    Move,
    MoveError,
    Propose,
    Respond,
    Settle,
    Wait,
)
from dialogue_sim.session.notation import write_move
from dialogue_sim.session.playing import begin, submit, undo
from dialogue_sim.session.saves.opening import Opened, open_save
from dialogue_sim.session.saves.recording import Recording, record_to
from dialogue_sim.session.state import digest
from dialogue_sim.session.views.view import view_for

CHAIR = "secretary_general"
TURNS: tuple[tuple[Move, ...], ...] = (
    (Mandate("guardian"), Consult("poland"), Assure("poland", "promise"), Wait()),
    (Campaign(), Propose("deterrence_plus_channel")),
    (Propose("business_as_usual"), Settle("group")),
    (Propose("nrc_ambassadors", {"conditions": "agenda"}),),
    (Wait(),),
    (Assure("baltic_states", "now"), Propose("backchannel")),
)
MOVES = tuple(move for turn in TURNS for move in turn)


def played(game: Game, moves: tuple[Move, ...]) -> Game:
    for move in moves:
        game = submit(game, move)
    return game


def recorded(game: Game, path: Path, moves: tuple[Move, ...]) -> Recording:
    recording = record_to(game, path)
    for move in moves:
        recording.submit(move)
    return recording


def records(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def cut_after(path: Path, moves: int, to: Path) -> Path:
    """The save as it was after some moves, with the turns that these finished."""
    kept, made = [], 0
    for line in path.read_bytes().splitlines(keepends=True):
        kind = json.loads(line)["k"]
        if kind == "move":
            if made == moves:
                break
            made += 1
        kept.append(line)
    to.write_bytes(b"".join(kept))
    return to


@pytest.fixture(scope="module")
def session(wealthy_game: Game, tmp_path_factory: pytest.TempPathFactory) -> tuple[Game, Path]:
    """A finished session with every move that the chair has, and its save."""
    path = tmp_path_factory.mktemp("saves") / "rich.dsim"
    return recorded(wealthy_game, path, MOVES).game, path


def test_every_move_of_the_chair_comes_back(session: tuple[Game, Path]) -> None:
    game, path = session
    assert game.phase == "over"
    assert [r["do"] for r in records(path) if r["k"] == "move"] == [
        {"mandate": "guardian"}, {"consult": "poland"}, {"assure": "poland", "how": "promise"},
        {"wait": True}, {"campaign": True}, {"propose": "deterrence_plus_channel"},
        {"propose": "business_as_usual"}, {"settle": "group"},
        {"propose": "nrc_ambassadors", "amend": {"conditions": "agenda"}}, {"wait": True},
        {"assure": "baltic_states", "how": "now"}, {"propose": "backchannel"},
    ]  # fmt: skip
    again = open_save(path)
    assert again.notice == ""
    assert view_for(again.recording.game, CHAIR) == view_for(game, CHAIR)
    assert tuple(move for one in game.played for move in one.moves) == MOVES


def test_persons_in_other_seats_come_back(rich: Bundle, tmp_path: Path) -> None:
    seats = {CHAIR: "player", "poland": "player", "russia": "player"}
    moves: tuple[Move, ...] = (
        Mandate("unifier"), Wait(), Answer("escalate"),
        Consult("france"), Propose("nrc_ambassadors"), Respond("hedge"), Answer("probe"),
    )  # fmt: skip
    recording = recorded(begin(rich, "oslo", seats), tmp_path / "seats.dsim", moves)
    saved = [(r["by"], r["do"]) for r in records(tmp_path / "seats.dsim") if r["k"] == "move"]
    who = [CHAIR, CHAIR, "russia", CHAIR, CHAIR, "poland", "russia"]
    assert saved == [(by, write_move(move)) for by, move in zip(who, moves, strict=True)]
    again = open_save(tmp_path / "seats.dsim").recording.game
    for seat in seats:
        assert view_for(again, seat) == view_for(recording.game, seat)


def test_a_turn_of_waiting_holds_no_responses(session: tuple[Game, Path]) -> None:
    first = next(record for record in records(session[1]) if record["k"] == "turn")
    assert first["hearings"] == []
    assert first["stands"] is False
    assert first["in_force"]["policy"] == "nrc_ambassadors"


@pytest.mark.parametrize("cut", [0, 1, 2, 3, 5, 7, 11])
def test_a_session_goes_on_from_within_groundwork(
    session: tuple[Game, Path], wealthy_game: Game, tmp_path: Path, cut: int
) -> None:
    game, path = session
    recording = open_save(cut_after(path, cut, tmp_path / "cut.dsim")).recording
    expected = played(wealthy_game, MOVES[:cut])
    assert recording.game.pending == expected.pending
    assert view_for(recording.game, CHAIR) == view_for(expected, CHAIR)
    for move in MOVES[cut:]:
        recording.submit(move)
    assert recording.game.code == game.code


def test_half_a_line_of_groundwork_is_dropped_with_a_message(
    session: tuple[Game, Path], tmp_path: Path
) -> None:
    path = cut_after(session[1], 3, tmp_path / "torn.dsim")
    path.write_bytes(path.read_bytes()[:-20])
    opened = open_save(path)
    assert "was cut off in writing and is dropped" in opened.notice
    assert opened.recording.game.pending == MOVES[:2]
    opened.recording.submit(MOVES[2])
    assert open_save(path).recording.game.pending == MOVES[:3]


def test_refused_groundwork_is_not_written(rich_game: Game, tmp_path: Path) -> None:
    recording = recorded(rich_game, tmp_path / "x.dsim", MOVES[:2])
    before = (tmp_path / "x.dsim").read_bytes()
    for move in (Consult("poland"), Consult("ukraine"), Mandate("unifier")):
        with pytest.raises(MoveError):
            recording.submit(move)
    assert (tmp_path / "x.dsim").read_bytes() == before
    assert recording.game.pending == MOVES[:2]


def test_a_mandate_that_is_picked_already_is_written(rich_game: Game, tmp_path: Path) -> None:
    path = tmp_path / "picked.dsim"
    recording = record_to(submit(rich_game, Mandate("unifier")), path)
    recording.submit(Consult("poland"))
    assert open_save(path).recording.game.pending == (Mandate("unifier"), Consult("poland"))


def test_groundwork_is_part_of_the_digest(session: tuple[Game, Path], wealthy_game: Game) -> None:
    """A turn that was prepared otherwise does not pass as the same, even where it went alike."""
    first = session[0].played[0].turn
    without = played(wealthy_game, (Mandate("guardian"), Wait())).played[0].turn
    assert without.answer[0] == first.answer[0]
    assert digest(without.after) != digest(first.after)


# ---------------------------------------------------------------------- undo


def test_every_move_is_taken_back_one_by_one(wealthy_game: Game) -> None:
    game = played(wealthy_game, MOVES)
    for count in range(len(MOVES) - 1, -1, -1):
        game = undo(game)
        expected = played(wealthy_game, MOVES[:count])
        assert (game.turn, game.phase, game.pending) == (
            expected.turn, expected.phase, expected.pending,
        )  # fmt: skip
        assert game.code == expected.code
        assert view_for(game, CHAIR).backstage == view_for(expected, CHAIR).backstage
    with pytest.raises(MoveError, match="nothing to take back"):
        undo(game)


def test_what_was_learned_is_forgotten_and_capital_comes_back(rich_game: Game) -> None:
    told = submit(rich_game, Consult("poland"))
    assert view_for(undo(told), CHAIR) == view_for(rich_game, CHAIR)
    again = submit(undo(told), Consult("france"))
    backstage = view_for(again, CHAIR).backstage
    assert backstage is not None
    assert backstage.capital == 2
    assert [member.id for member in backstage.members if member.known] == ["france"]


# ------------------------------------------------- from before the mechanisms

OLD = Path(__file__).parent / "saves/before_mechanisms.dsim.gz"
OLD_CODE, OLD_MOVES = "8b654d41", 10


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A save that was written when no content had mechanisms, mandates or prices."""
    path = tmp_path / "old.dsim"
    path.write_bytes(gzip.decompress(OLD.read_bytes()))
    return path


def opened(path: Path) -> Opened:
    found = open_save(path)
    assert found.notice == ""
    return found


def test_an_old_save_opens_is_verified_and_looks_as_it_did(old: Path) -> None:
    before = old.read_bytes()
    assert b"mechanisms" not in before
    game = opened(old).recording.game
    assert (game.phase, game.code) == ("over", OLD_CODE)
    view = view_for(game, CHAIR)
    assert (view.backstage, view.mandates, view.lessons) == (None, (), ())
    assert view.at.nature is None
    for turn in view.played:
        assert (turn.groundwork, turn.pledges, turn.lessons) == ((), (), ())
        assert (turn.reading, turn.capital, turn.waited) == (None, None, False)
        assert all(reaction.receipt.worth is None for reaction in turn.reactions)
    assert old.read_bytes() == before


def test_an_old_save_goes_on_to_the_same_end(old: Path, tmp_path: Path) -> None:
    rest = [record["do"] for record in records(old) if record["k"] == "move"][6:]
    assert len(rest) == OLD_MOVES - 6
    recording = opened(cut_after(old, 6, tmp_path / "cut.dsim")).recording
    assert recording.game.turn == 3
    for do in rest:
        recording.submit(Propose(do["propose"], do.get("amend", {}), do.get("venue")))
    assert recording.game.code == OLD_CODE


def test_in_an_old_session_nothing_is_prepared(old: Path, tmp_path: Path) -> None:
    game = opened(cut_after(old, 6, tmp_path / "cut.dsim")).recording.game
    for move, words in (
        (Consult("poland"), "no hidden resolve"),
        (Campaign(), "no political capital"),
        (Mandate("guardian"), "before anything is done"),
    ):
        with pytest.raises(MoveError, match=words):
            submit(game, move)


# ----------------------------------------- from when a story held the whole catalogue

SMALL = Path(__file__).parent / "saves/small_menu.dsim.gz"
SMALL_CODE = "cdbafd8f"


def test_a_save_from_when_every_policy_belonged_to_the_story_opens(tmp_path: Path) -> None:
    path = tmp_path / "small.dsim"
    path.write_bytes(gzip.decompress(SMALL.read_bytes()))
    assert "story" not in records(path)[0]
    game = opened(path).recording.game
    assert (game.phase, game.code) == ("over", SMALL_CODE)
    story = {rule.id for rule in game.world.story.policies}
    assert story - {*game.bundle.scenario.policies} == {"backchannel", "isolation"}


def test_a_new_save_says_that_its_story_is_that_of_the_menus(rich: Bundle, tmp_path: Path) -> None:
    path = tmp_path / "new.dsim"
    record_to(begin(rich, "kalmar"), path)
    assert records(path)[0]["story"] == "menus"
    assert not opened(path).recording.game.bundle.whole_catalogue
