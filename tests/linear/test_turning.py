"""While a session is played: decisions taken back, turns begun again, notes, and other windows."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dialogue_sim.cli.entry import main
from dialogue_sim.linear.turning import seed_and_name
from dialogue_sim.session.game import Game
from dialogue_sim.session.saves.lock import take_lock
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.reading import read_save
from dialogue_sim.session.saves.tree import Tree, mark_and_text

Play = Any  # a callable fixture: (*arguments, typed) -> output
KALMAR = ("play", "december_2019", "--seed", "kalmar")
ONE_TURN = ("1", "", "")
BROKEN = ("business_as_usual", "")


def flat(text: str) -> str:
    return " ".join(text.split())


def save_in(saves: Path) -> Path:
    (path,) = saves.glob("*.dsim")
    return path


def left(saves: Path) -> tuple[Game, Tree]:
    """Where the session stands, and all lines of the save."""
    return open_save(save_in(saves)).recording.game, read_save(save_in(saves)).tree


def tabled(game: Game) -> list[str]:
    return [turn.policy for turn in game.played]


def test_a_decision_is_taken_back_after_its_turn(dialogue: Play, saves: Path) -> None:
    said = dialogue(*KALMAR, typed=(*ONE_TURN, "4", "", "undo", "2", "", "", "quit"))
    assert "Taken back: turn 2 goes on where it was." in flat(said)
    game, tree = left(saves)
    assert tabled(game) == ["nrc_ambassadors", "top_level_talks"]
    assert [one.name for one in tree.variations] == ["main", "variation 1"]
    assert said.count("Turn 2 of 6") == 2
    assert tree.variation_of(tree.tip).name == "variation 1"


def test_it_is_taken_back_while_silence_is_broken(dialogue: Play, saves: Path) -> None:
    said = dialogue(*KALMAR, typed=(*BROKEN, "undo", "undo", *ONE_TURN, "quit"))
    assert "nothing has happened yet; there is nothing to take back." in flat(said)
    assert tabled(left(saves)[0]) == ["nrc_ambassadors"]


def test_the_last_turn_can_be_taken_back_from_the_ending(dialogue: Play, saves: Path) -> None:
    dialogue(*KALMAR, typed=ONE_TURN * 6)
    path = str(save_in(saves))
    assert left(saves)[0].phase == "over"
    said = dialogue("resume", path, typed=("undo", "wait", "", ""))
    assert "Turn 6 of 6" in said
    assert flat(said).count("Ending: ") == 2
    assert tabled(left(saves)[0])[-1] == ""


@pytest.mark.usefixtures("with_mechanisms")
def test_a_mandate_that_was_taken_back_is_picked_again(dialogue: Play, saves: Path) -> None:
    dialogue(*KALMAR, typed=("1", "consult poland", "undo", "undo", "2", "quit"))
    game, tree = left(saves)
    made = [one["do"] for one in tree.records if one["k"] == "move"]
    first, second = (do["mandate"] for do in made if isinstance(do, dict) and "mandate" in do)
    assert first != second
    assert game.mandate(game.chair) == second
    assert len(game.pending) == 1


def test_a_turn_begins_again_under_other_luck_and_another_name(
    dialogue: Play, saves: Path
) -> None:
    typed = (*ONE_TURN, "4", "", "branch 2 seed oslo name the other way", "2", "", "", "quit")
    said = dialogue(*KALMAR, typed=typed)
    assert "Turn 2 begins again, under seed kalmar, from turn 2 oslo." in flat(said)
    game, tree = left(saves)
    assert (tabled(game), game.luck) == (
        ["nrc_ambassadors", "top_level_talks"],
        "kalmar, from turn 2 oslo",
    )
    assert [(one.name, one.seed) for one in tree.variations] == [
        ("main", ""),
        ("the other way", "oslo"),
    ]


@pytest.mark.parametrize("typed", ["branch", "branch 3", "branch x", "branch 1 sed oslo"])
def test_what_is_no_turn_to_go_back_to_is_refused(dialogue: Play, saves: Path, typed: str) -> None:
    said = dialogue(*KALMAR, typed=(*ONE_TURN, typed, "quit"))
    assert "Type branch, a turn from 1 to 2" in said
    assert len(left(saves)[1].variations) == 1


def test_a_note_is_kept_where_the_session_stands(dialogue: Play, saves: Path) -> None:
    dialogue(*KALMAR, typed=("1", "", "note ?! Too early,  they said.", "", "note", "quit"))
    _, tree = left(saves)
    (notes,) = tree.notes.values()
    assert [(one.mark, one.text) for one in notes] == [("?!", "Too early,  they said.")]
    assert tree.kind(notes[0].at) == "turn"


def test_an_empty_note_is_refused_with_a_sentence(dialogue: Play) -> None:
    said = flat(dialogue(*KALMAR, typed=("note", "undo it", "quit")))
    assert "a note needs a word or a mark." in said
    assert "Type undo alone" in said


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ("", "")),
        ("seed oslo", ("oslo", "")),
        ("name Harder, later", ("", "Harder, later")),
        ("seed two words name my seed", ("two words", "my seed")),
        ("seed 'oslo' name \"what if\"", ("oslo", "what if")),
        ("seed", None),
        ("name", None),
        ("oslo", None),
        ("seedless name x", None),
    ],
)
def test_seed_and_name_of_a_branch(typed: str, read: tuple[str, str] | None) -> None:
    assert seed_and_name(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [("? why", ("?", "why")), ("!!", ("!!", "")), ("?why", ("", "?why")), (" a  b", ("", "a  b"))],
)
def test_a_note_may_begin_with_a_mark(typed: str, read: tuple[str, str]) -> None:
    assert mark_and_text(typed) == read


# ---------------------------------------------------------------- resume


def test_a_save_that_is_being_played_is_busy_at_once(dialogue: Play, saves: Path) -> None:
    dialogue(*KALMAR, typed=(*ONE_TURN, "quit"))
    path = save_in(saves)
    other = os.open(path, os.O_RDWR)
    try:
        assert take_lock(other)
        result = CliRunner().invoke(main, ["resume", str(path), "--linear"])
    finally:
        os.close(other)
    assert result.exit_code == 1
    said = flat(result.stderr)
    assert "is being played in another window" in said
    assert f"dialogue-sim replay {path}" in said
    assert "Turn 2 of 6" in dialogue("resume", str(path), typed=("quit",))


def test_a_torn_line_is_told_and_the_session_goes_on(dialogue: Play, saves: Path) -> None:
    dialogue(*KALMAR, typed=(*ONE_TURN, "quit"))
    path = save_in(saves)
    with path.open("ab") as file:
        file.write(b'{"n":99,"p":98,"k":"mo')
    said = dialogue("resume", str(path), typed=("2", "", "", "quit"))
    assert "was cut off in writing and is dropped" in flat(said)
    assert tabled(left(saves)[0]) == ["nrc_ambassadors", "top_level_talks"]


def test_a_session_that_is_left_lets_go_of_its_save(dialogue: Play, saves: Path) -> None:
    dialogue(*KALMAR, typed=(*ONE_TURN, "quit"))
    dialogue("resume", str(save_in(saves)), typed=("quit",))
    other = os.open(save_in(saves), os.O_RDWR)
    try:
        assert take_lock(other)
    finally:
        os.close(other)
