"""Linear mode in other seats than the chair's, alone and several at one desk."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from dialogue_sim.session.game import Game
from dialogue_sim.session.saves.catalogue import save_cards
from dialogue_sim.session.saves.opening import open_save

Play = Any  # a callable fixture: (*arguments, typed) -> output
KALMAR = ("play", "december_2019", "--seed", "kalmar")
POLAND = (*KALMAR, "--seat", "poland")
RUSSIA = (*KALMAR, "--seat", "russia")
BREAKS, HEDGES = "1", "3"


def flat(text: str) -> str:
    """What is said, without the line ends of paragraphs."""
    return " ".join(text.split())


def only_save(saves: Path) -> Game:
    (card,) = save_cards(saves)
    return open_save(card.path).recording.game


def test_a_member_plays_a_whole_session(dialogue: Play, saves: Path) -> None:
    said = flat(dialogue(*POLAND, typed=(HEDGES, "") * 12))
    assert "Your seat: Government of Poland." in said
    assert "Other seats, with --seat ACTOR: Government of Germany, Government of Russia" in said
    assert "On the table: Secretary General of NATO tables Council meeting of ambassadors." in said
    assert "Decided in this seat; the model gave it" in said
    assert "[PLR]" in said
    assert "Goals of Government of Poland" in said
    game = only_save(saves)
    assert game.phase == "over"
    assert game.seats == {"poland": "player"}
    assert f"Session code {game.code}" in said
    assert "Ending: " in said


def test_a_member_who_breaks_silence_hears_the_second_text(dialogue: Play, saves: Path) -> None:
    said = flat(dialogue(*POLAND, typed=(BREAKS, "endorse")))
    assert "Silence is broken by Government of Poland." in said
    assert "After silence was broken: Secretary General of NATO tables" in said
    assert re.search(r"Government of Poland \((Mon|Tues)day [\d:]+\): endorses\.", said)
    (played,) = only_save(saves).played
    assert [move for by, move in zip(played.movers, played.moves, strict=True) if by == "poland"]


def test_a_member_asks_for_its_own_receipt_first(dialogue: Play) -> None:
    said = flat(dialogue(*POLAND, typed=("receipt", "receipt poland", "receipt germany", "nine")))
    assert said.count("Receipt of Government of Poland, on the table now.") == 2
    assert "Nobody has responded yet." in said
    assert "Type a number from 1 to 5, or help." in said


def test_the_counterpart_plays_a_whole_session(dialogue: Play, saves: Path) -> None:
    said = flat(dialogue(*RUSSIA, typed=("2", "") * 7))
    assert re.search(r"Your nature, known to you alone: (opportunist|security seeker)\.", said)
    assert "Your answer, and how often your nature would give it" in said
    assert "Government of Russia probes." in said
    game = only_save(saves)
    assert game.phase == "over"
    assert {int(played.turn.answer[0]) for played in game.played} == {1}


def test_nobody_else_reads_of_the_nature(dialogue: Play) -> None:
    for seat in ("poland", "secretary_general"):
        said = flat(dialogue(*KALMAR, "--seat", seat, typed=("1", "", "", "brief")))
        assert "Your nature" not in said
        assert "opportunist" not in said


def test_several_seats_share_a_desk_and_are_named(dialogue: Play, saves: Path) -> None:
    seats = ("--seat", "secretary_general", "--seat", "poland", "--seat", "russia")
    said = dialogue(*KALMAR, *seats, typed=("1", "", "", "3", "", "2", "", "", "quit"))
    asked = re.findall(r"^Seat: (.*)$", said, re.MULTILINE)
    assert asked == [
        "Secretary General of NATO", "Government of Poland", "Government of Russia",
        "Secretary General of NATO",
    ]  # fmt: skip
    assert flat(said).count("Your seat: Government of Russia.") == 1
    assert set(only_save(saves).seats) == {"secretary_general", "poland", "russia"}


def test_the_ending_counts_the_goals_of_every_seat(dialogue: Play) -> None:
    seats = ("--seat", "poland", "--seat", "russia")
    said = dialogue(*KALMAR, *seats, typed=("3", "", "2", "", "") * 8)
    end = flat(said[said.index("Ending: ") :])
    assert "Goals of Government of Poland: " in end
    assert "Goals of Government of Russia: " in end


def test_a_save_goes_on_in_its_seat(dialogue: Play, saves: Path) -> None:
    dialogue(*POLAND, typed=(HEDGES, ""))
    before = only_save(saves)
    assert (before.turn, before.phase) == (2, "respond")
    said = flat(dialogue("resume", "--saves", str(saves), typed=(HEDGES,)))
    assert "Turn 1: Council meeting of ambassadors" in said
    assert "Turn 2 of 6" in said
    assert only_save(saves).turn == 3
