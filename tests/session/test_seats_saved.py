"""Runs with persons, and runs that somebody goes on with, come back as they were."""

from __future__ import annotations

from pathlib import Path

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.session.game import Game
from dialogue_sim.session.hindsight.luck import hindsight
from dialogue_sim.session.moves import Answer, Move, Propose, Respond, Settle
from dialogue_sim.session.playing import begin
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.views.hints import hints_of

COUNCIL, HATED = Propose("nrc_ambassadors"), Propose("business_as_usual")
SPEAKERS = {1: frozenset({"poland", "russia"})}


def waits_for(game: Game) -> tuple[int, str, str]:
    return game.turn, game.phase, game.mover


def test_a_run_that_waits_for_a_person_still_waits_when_it_is_opened(
    bundle: Bundle, tmp_path: Path
) -> None:
    path = tmp_path / "run.dsim"
    recording = record_to(begin(bundle, "kalmar", {}, None, SPEAKERS), path)
    moves: list[Move] = [COUNCIL, Respond("endorse"), Answer("stonewall")]
    live = recording.game
    for move in moves:
        live = recording.submit(move)
        opened = open_save(path).recording.game
        assert waits_for(opened) == waits_for(live)
        assert opened.code == live.code
    assert waits_for(live) == (2, "propose", "secretary_general")


def test_who_goes_on_with_a_run_is_written_down(bundle: Bundle, tmp_path: Path) -> None:
    path = tmp_path / "run.dsim"
    record_to(begin(bundle, "kalmar", {}), path).submit(COUNCIL)
    again = open_save(path).recording
    assert again.game.seats == {"secretary_general": "player"}
    again.submit(COUNCIL)
    assert path.read_text("utf-8").count('"k":"seats"') == 1
    third = open_save(path).recording
    assert third.game.seats == {"secretary_general": "player"}
    assert third.game.code == again.game.code
    third.submit(COUNCIL)
    assert path.read_text("utf-8").count('"k":"seats"') == 1


def test_looking_at_a_save_writes_nothing(bundle: Bundle, tmp_path: Path) -> None:
    path = tmp_path / "run.dsim"
    record_to(begin(bundle, "kalmar", {}), path).submit(COUNCIL)
    before = path.read_bytes()
    open_save(path)
    assert path.read_bytes() == before


def played(bundle: Bundle, seat: str, *moves: Move) -> Game:
    """The chair tables the Council in every turn; the seat says the same in every turn."""
    recording = record_to(begin(bundle, "kalmar", {"secretary_general": "a", seat: "b"}), None)
    while recording.game.phase != "over":
        for move in (COUNCIL, *moves):
            recording.submit(move)
    return recording.game


def test_a_seat_that_answers_is_told_what_other_answers_would_have_brought(bundle: Bundle) -> None:
    found = hindsight(played(bundle, "russia", Answer("stonewall")), "russia", 40)
    assert [choice.chosen for choice in found.choices] == ["stonewall"] * 6
    assert {choice.title for choice in found.choices} == {"stonewalls"}
    assert any(choice.best == "reciprocate" and choice.regret > 0 for choice in found.choices)


def test_an_answer_that_was_given_stays_when_another_text_is_tried(bundle: Bundle) -> None:
    """A person who always escalates does so whatever is tabled: progress never begins."""
    game = played(bundle, "russia", Answer("escalate"))
    found = {row.name: row for row in hindsight(game, "secretary_general", 40).outcomes}
    assert (found["progress"].low, found["progress"].high) == (0, 0)
    assert found["progress"].luck is None


def test_a_seat_that_decided_nothing_has_no_choices(bundle: Bundle) -> None:
    game = played(bundle, "russia", Answer("probe"))
    assert hindsight(game, "poland", 20).choices == ()


def test_hints_belong_to_the_text_that_was_heard(bundle: Bundle) -> None:
    """While a second text waits for an answer, the first one can still be asked about."""
    game = begin(bundle, "kalmar", {"secretary_general": "a", "germany": "b"})
    recording = record_to(game, None)
    recording.submit(HATED)
    recording.submit(Respond("hedge"))
    waiting = recording.submit(Settle("amend", {"framing": "accountability"}))
    assert waits_for(waiting) == (1, "respond", "germany")
    first, second = hints_of(waiting, None, 0), hints_of(waiting, None)
    assert first["poland"][0].now < second["poland"][0].now
