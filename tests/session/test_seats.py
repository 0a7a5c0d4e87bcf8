"""Seats beside the chair's: who is asked when, what each may see, and how it is saved."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from tests.exactly import percent_of

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.library import load
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Answer, Move, MoveError, Propose, Respond, Settle
from dialogue_sim.session.persons import at_the_keyboard, common_view, look, views_of_all
from dialogue_sim.session.playing import begin, submit, undo
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.recording import Recording, record_to
from dialogue_sim.session.saves.records import run_record
from dialogue_sim.session.strategies.strategies import STRATEGIES, next_move, until_asked
from dialogue_sim.session.views.questions import AnswerQuestion, ResponseQuestion
from dialogue_sim.session.views.view import View, view_for

DECEMBER = "scenarios/nato_russia/december_2019.yaml"
COUNCIL, HATED = Propose("nrc_ambassadors"), Propose("business_as_usual")
Seated = Callable[..., Game]


@pytest.fixture
def seated(bundle: Bundle) -> Seated:
    """A new game with persons in some seats."""

    def game(*seats: str) -> Game:
        return begin(bundle, "kalmar", dict.fromkeys(seats, "player"))

    return game


def after(game: Game, *moves: Move) -> Game:
    for move in moves:
        game = submit(game, move)
    return game


def refusal(game: Game, move: Move) -> str:
    with pytest.raises(MoveError) as caught:
        submit(game, move)
    return str(caught.value)


def said(game: Game, actor: str, turn: int = 0) -> str:
    (reaction,) = (r for r in view_for(game, actor).played[turn].reactions if r.actor == actor)
    return reaction.response


# ------------------------------------------------------------------ who is asked


def test_everybody_is_asked_in_the_order_of_a_turn(seated: Seated) -> None:
    game = seated("secretary_general", "poland", "germany", "russia")
    asked = []
    for move in (
        HATED, Respond("hedge"), Respond("break_silence"), Settle("amend", {"framing": "crisis"}),
        Respond("endorse"), Respond("accept_with_conditions"), Answer("probe"),
    ):  # fmt: skip
        asked.append((game.mover, game.phase))
        game = submit(game, move)
    assert asked == [
        ("secretary_general", "propose"), ("germany", "respond"), ("poland", "respond"),
        ("secretary_general", "settle"), ("germany", "respond"), ("poland", "respond"),
        ("russia", "answer"),
    ]  # fmt: skip
    assert (game.turn, game.phase, game.mover) == (2, "propose", "secretary_general")
    assert (said(game, "germany"), said(game, "poland")) == ("endorse", "accept_with_conditions")
    assert view_for(game, "poland").played[0].answer.answer == "probe"


def test_a_withdrawn_text_asks_nobody_again(seated: Seated) -> None:
    game = after(seated("secretary_general", "poland"), HATED, Respond("break_silence"))
    game = submit(game, Settle("withdraw"))
    assert (game.turn, game.phase) == (2, "propose")
    assert said(game, "poland") == "break_silence"
    assert not view_for(game, "poland").played[0].stands


def test_a_smaller_group_asks_again_outside_the_procedure(seated: Seated) -> None:
    game = after(seated("secretary_general", "poland"), HATED, Respond("break_silence"))
    game = submit(game, Settle("group"))
    asked = view_for(game, "poland").at.question
    assert isinstance(asked, ResponseQuestion)
    assert (asked.again, asked.applies) == (True, False)
    assert dict(asked.options)["break_silence"] != "breaks silence"
    game = submit(game, Respond("break_silence"))
    assert view_for(game, "poland").played[0].stands


def test_the_chair_is_not_asked_about_what_it_tables(seated: Seated, game: Game) -> None:
    alone = submit(seated("secretary_general"), COUNCIL)
    assert alone.turn == 2
    assert alone.code == submit(game, COUNCIL).code


@pytest.mark.parametrize(
    ("moves", "wrong", "words"),
    [
        ((), Respond("hedge"), "no text is waiting"),
        ((), Answer("probe"), "no text is waiting"),
        ((COUNCIL,), COUNCIL, "poland has to respond first"),
        ((COUNCIL,), Settle("group"), "poland has to respond first"),
        ((COUNCIL,), Answer("probe"), "poland has to respond first"),
        ((COUNCIL, Respond("hedge")), Respond("hedge"), "russia has to answer first"),
        ((COUNCIL, Respond("hedge")), COUNCIL, "russia has to answer first"),
        ((HATED, Respond("break_silence")), Respond("hedge"), "no text is waiting"),
    ],
)
def test_a_move_out_of_turn_says_what_comes_first(
    seated: Seated, moves: tuple[Move, ...], wrong: Move, words: str
) -> None:
    game = after(seated("secretary_general", "poland", "russia"), *moves)
    assert words in refusal(game, wrong)


def test_a_voice_in_a_seat_responds_too(files: dict[str, bytes]) -> None:
    text = files[DECEMBER].decode().replace(
        "  poland:\n    brief:", "  rasmussen: {brief: A voice.}\n  poland:\n    brief:"
    )  # fmt: skip
    bundle = load({**files, DECEMBER: text.encode()}, "december_2019")
    game = submit(begin(bundle, "kalmar", {"secretary_general": "a", "rasmussen": "b"}), COUNCIL)
    asked = view_for(game, "rasmussen").at.question
    assert isinstance(asked, ResponseQuestion)
    assert asked.kind == "voice"
    game = submit(game, Respond("break_silence"))
    # Voices denounce, but only members can stop a text.
    assert said(game, "rasmussen") == "break_silence"
    assert view_for(game, "rasmussen").played[0].stands


# ------------------------------------------------------------------ what a decision changes


@pytest.mark.parametrize("response", ["object", "hedge", "endorse"])
def test_one_word_leaves_everybody_else_their_luck(
    seated: Seated, game: Game, response: str
) -> None:
    drawn = view_for(submit(game, COUNCIL), game.chair).played[0]
    played = after(seated("secretary_general", "poland"), COUNCIL, Respond(response))
    turn = view_for(played, game.chair).played[0]
    others = [(r.actor, r.response, r.reason) for r in turn.reactions if r.actor != "poland"]
    assert others == [
        (r.actor, r.response, r.reason) for r in drawn.reactions if r.actor != "poland"
    ]
    (own,) = (r for r in turn.reactions if r.actor == "poland")
    (modelled,) = (r for r in drawn.reactions if r.actor == "poland")
    assert (own.response, own.label, modelled.label) == (response, "PLR", "MOD")
    assert own.receipt == modelled.receipt
    chance = own.receipt.chances[["break_silence", "object", "hedge", "accept_with_conditions",
                                  "endorse"].index(response)]  # fmt: skip
    assert own.reason.endswith(f"the model gave it {percent_of(chance):.0f} %")


def test_a_person_who_breaks_silence_is_never_eased(seated: Seated) -> None:
    game = after(seated("secretary_general", "germany"), COUNCIL, Respond("break_silence"))
    assert game.phase == "settle"
    broken = view_for(game, game.chair).broken
    assert broken is not None
    assert broken.broken_by == ("Government of Germany",)


def test_an_answer_that_is_given_says_so(seated: Seated) -> None:
    game = after(seated("secretary_general", "russia"), COUNCIL, Answer("escalate"))
    answer = view_for(game, game.chair).played[0].answer
    assert (answer.answer, answer.label) == ("escalate", "PLR")
    assert answer.reason.endswith(f"the model gave it {percent_of(answer.chances[4]):.0f} %")


# ------------------------------------------------------------------ what a seat sees


def test_a_seat_that_is_no_seat_is_refused_with_a_sentence(game: Game) -> None:
    with pytest.raises(MoveError, match="did you mean 'poland'"):
        view_for(game, "polnad")
    with pytest.raises(MoveError, match="'nato_publics' is no seat"):
        view_for(game, "nato_publics")


def test_only_who_is_asked_sees_the_question(seated: Seated) -> None:
    game = submit(seated("secretary_general", "poland", "russia"), COUNCIL)
    asked = view_for(game, "poland").at.question
    assert isinstance(asked, ResponseQuestion)
    assert asked.text.title == "Council meeting of ambassadors"
    assert sum(row.value for row in asked.receipt.rows) == pytest.approx(asked.receipt.utility)
    for other in ("secretary_general", "germany", "russia"):
        assert view_for(game, other).at.question is None
        assert view_for(game, other).at.mover == "poland"
    game = submit(game, Respond("object"))
    answers = view_for(game, "russia").at.question
    assert isinstance(answers, AnswerQuestion)
    assert answers.hearing is not None
    heard = {r.actor: r.response for r in answers.hearing.reactions}
    assert heard["poland"] == "object"
    assert view_for(game, "poland").at.question is None


def strings(value: object) -> list[str]:
    """Every text in a view."""
    if is_dataclass(value):
        return [text for part in fields(value) for text in strings(getattr(value, part.name))]
    if isinstance(value, list | tuple):
        return [text for part in value for text in strings(part)]
    return [value] if isinstance(value, str) else []


def other_nature(game: Game) -> Game:
    """The same game with the other type, up to what has been decided."""
    opening = replace(game.opening, nature=1 - game.opening.nature)
    moves = game.pending
    fresh = replace(game, opening=opening, pending=(), movers=(), points=())
    assert game.waiting is not None
    fresh = replace(fresh, waiting=replace(game.waiting, before=opening, kind="propose"))
    return after(fresh, *moves)


@pytest.mark.parametrize("moves", [(COUNCIL,), (COUNCIL, Respond("object"))])
def test_the_nature_is_known_to_the_counterparts_seat_alone(
    seated: Seated, moves: tuple[Move, ...]
) -> None:
    game = after(seated("secretary_general", "poland", "russia"), *moves)
    other = other_nature(game)
    for seat in ("secretary_general", "poland", "germany"):
        assert view_for(game, seat) == view_for(other, seat)
    own, its = view_for(game, "russia"), view_for(other, "russia")
    assert own.at.nature is not None
    assert its.at.nature is not None
    assert {own.at.nature.id, its.at.nature.id} == {"opportunist", "security_seeker"}
    assert own.at.nature.why
    for view in (view_for(game, "poland"), view_for(game, "secretary_general")):
        assert view.at.nature is None
        assert own.at.nature.why not in strings(view)


def test_a_finished_turn_tells_the_true_chances_to_the_counterpart_alone(seated: Seated) -> None:
    game = after(seated("poland", "russia"), *until_asked(seated("poland", "russia")))
    asked = submit(game, Respond("hedge"))
    question = view_for(asked, "russia").at.question
    assert isinstance(question, AnswerQuestion)
    done = submit(asked, Answer("probe"))
    own = view_for(done, "russia").played
    assert own[0].answer.chances == question.chances
    seen = view_for(done, "poland", known=own).played
    assert seen[0].answer.chances != question.chances
    assert view_for(done, "russia", known=seen).played == own
    common = common_view(done, view_for(done, "russia"))
    assert (common.seat, common.at.nature, common.played) == ("poland", None, seen)


def test_who_sits_at_the_keyboard_is_who_is_asked(seated: Seated) -> None:
    game = seated("russia", "poland")
    assert at_the_keyboard(game) == "russia"
    game = after(game, *until_asked(game))
    assert at_the_keyboard(game) == look(game).seat == "poland"
    assert [view.seat for view in views_of_all(game, look(game))] == ["poland", "russia"]


# ------------------------------------------------------------------ nobody's seats, undo, saves


def test_seats_that_nobody_holds_move_until_a_person_is_asked(seated: Seated) -> None:
    game = seated("poland")
    (move,) = until_asked(game)
    assert move == next_move(game, STRATEGIES["least_used"])
    game = submit(game, move)
    assert until_asked(game) == ()
    with pytest.raises(MoveError, match="poland has to respond"):
        next_move(game, STRATEGIES["grit"])
    settle, *rest = until_asked(submit(game, Respond("break_silence")))
    assert isinstance(settle, Settle)
    assert rest == []


def test_undo_takes_back_the_last_decision_of_a_person(bundle: Bundle) -> None:
    recording = record_to(begin(bundle, "kalmar", {"poland": "player"}), None)
    recording.submit_and_go_on()
    first = recording.game
    second = recording.submit_and_go_on(Respond("hedge"))
    assert (second.turn, second.phase) == (2, "respond")
    third = recording.submit_and_go_on(Respond("endorse"))
    assert seen(undo(third)) == seen(second)
    assert seen(undo(undo(third))) == seen(first)
    with pytest.raises(MoveError, match="nothing"):
        undo(first)


def seen(game: Game) -> View:
    return view_for(game, "poland")


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_save_with_seats_goes_on_from_every_move(bundle: Bundle, tmp_path: Path) -> None:
    path = tmp_path / "seats.dsim"
    game = begin(bundle, "kalmar", {"poland": "player", "russia": "player"})
    recording = record_to(game, path)
    recording.submit_and_go_on()
    decisions: list[Move] = [
        Respond("break_silence"), Respond("hedge"), Answer("reciprocate"), Respond("endorse"),
        Answer("probe"), Respond("object"),
    ]  # fmt: skip
    for move in decisions:
        now = recording.submit_and_go_on(move)
        again = open_save(path).recording
        assert again.game.seats == {"poland": "player", "russia": "player"}
        for seat in ("poland", "russia"):
            assert view_for(again.game, seat) == view_for(now, seat)
        recording = again
    made = [(r["by"], r["do"]) for r in lines(path) if r["k"] == "move"]
    assert {by for by, _ in made} == {"poland", "russia", "secretary_general"}
    assert ("poland", {"respond": "break_silence"}) in made
    assert ("russia", {"answer": "reciprocate"}) in made
    assert lines(path)[0]["v"] == 2


def test_a_persons_move_and_what_follows_are_written_in_one_piece(
    bundle: Bundle, tmp_path: Path
) -> None:
    recording: Recording = record_to(begin(bundle, "kalmar", {"poland": "p"}), tmp_path / "a.dsim")
    recording.submit_and_go_on()
    before = len(lines(tmp_path / "a.dsim"))
    recording.submit_and_go_on(Respond("hedge"))
    kinds = [record["k"] for record in lines(tmp_path / "a.dsim")[before:]]
    assert kinds == ["move", "turn", "move"]


def test_who_spoke_in_a_turn_without_a_seat_is_replayed(bundle: Bundle, tmp_path: Path) -> None:
    path = tmp_path / "run.dsim"
    game = begin(bundle, "kalmar", {}, None, {1: frozenset({"poland"})})
    recording = record_to(game, path)
    for move in (COUNCIL, Respond("object"), Propose("top_level_talks")):
        recording.submit(move)
    assert recording.game.turn == 3
    again = open_save(path).recording.game
    assert again.code == recording.game.code
    assert said(again, "poland") == "object"
    # Whoever goes on with the save of a run sits in the chair.
    assert again.seats == {"secretary_general": "player"}


def test_a_record_names_what_persons_decided(seated: Seated) -> None:
    turns: Any = run_record(
        after(seated("secretary_general", "poland"), COUNCIL, Respond("hedge"))
    )
    (turn,) = turns["turns"]
    assert turn["spoken"] == [{"by": "poland", "do": {"respond": "hedge"}}]
    assert turn["settle"] == []
