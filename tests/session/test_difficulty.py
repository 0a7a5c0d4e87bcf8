"""What a seat is told on each difficulty, of a session that goes on and of one that is over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from tests.in_debate import december_bundle

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.session.game import IN_DEBATE, Game
from dialogue_sim.session.moves import Consult, Move, Pass, Propose, Settle, Wait
from dialogue_sim.session.persons import look
from dialogue_sim.session.playing import advised, begin, submit, undo
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.recording import record_to
from dialogue_sim.session.views.hints import hint_sentences, hints_of
from dialogue_sim.session.views.odds import Odds
from dialogue_sim.session.views.sizes import TERM, signs, step
from dialogue_sim.session.views.turn_view import TurnView
from dialogue_sim.session.views.view import View, view_for
from dialogue_sim.words import DIFFICULTIES, Difficulty

CHAIR = "secretary_general"
PERCENT = re.compile(r"\d ?%")
FIGURE = re.compile(r"\d\.\d|per mille|of 1000")
SOURCES = {"cited", "why", "documents", "dossier", "cards", "menu_source"}
"""What documents say is told as it was found."""
PARAMETERS = {"weight", "salience"}
"""Numbers of profiles, which anybody can look up."""


def told_in(value: object, name: str = "") -> Iterator[tuple[str, object]]:
    """Every plain value of a view with the name of its field, but what documents say."""
    if name in SOURCES:
        return
    if is_dataclass(value):
        for one in fields(value):
            yield from told_in(getattr(value, one.name), one.name)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from told_in(item, name)
    elif isinstance(value, dict):
        for item in value.values():
            yield from told_in(item, name)
    else:
        yield name, value


def chances(value: object) -> Iterator[Odds]:
    if isinstance(value, Odds):
        yield value
    elif is_dataclass(value):
        for one in fields(value):
            yield from chances(getattr(value, one.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from chances(item)


def with_a_debate(difficulty: Difficulty) -> Game:
    """A session whose second turn is debated, up to what follows from it."""
    return _through(advised(begin(december_bundle("cards"), "kalmar"), difficulty))


def _through(game: Game) -> Game:
    for policy in ("nrc_ambassadors", "grit_confidence_building"):
        game = submit(game, Propose(policy))
        while game.phase in {*IN_DEBATE, "settle"}:
            game = submit(game, Pass() if game.phase in IN_DEBATE else Settle("withdraw"))
    return game


def to_the_end(game: Game) -> Game:
    while game.phase != "over":
        game = submit(game, Wait())
    return game


@cache
def views(difficulty: Difficulty) -> tuple[View, View]:
    """The chair's view two turns into a session, and at its end."""
    game = with_a_debate(difficulty)
    return view_for(game, CHAIR), view_for(to_the_end(game), CHAIR)


def test_nothing_of_a_hard_view_is_a_number_that_is_kept_back() -> None:
    before, _ = views("hard")
    assert before.played[1].debate is not None
    assert before.played[1].debate.audiences
    floats = set()
    for name, value in told_in(before):
        if isinstance(value, str):
            assert not PERCENT.search(value), (name, value)
            assert not FIGURE.search(value), (name, value)
        elif isinstance(value, float) and name not in PARAMETERS:
            floats.add(value)
    assert floats <= {float(number) for number in range(-3, 4)}


@pytest.mark.parametrize("difficulty", ["normal", "hard"])
def test_no_chance_of_a_session_that_goes_on_is_exact(difficulty: Difficulty) -> None:
    before, _ = views(difficulty)
    found = list(chances(before))
    assert len(found) > 100
    assert {one.percent for one in found} == {None}
    assert all((one.band is None) == (difficulty == "hard") for one in found)


def test_every_chance_is_told_alike_on_all_difficulties() -> None:
    told = [list(chances(views(difficulty)[0])) for difficulty in DIFFICULTIES]
    for exact, band, word in zip(*told, strict=True):
        assert exact.percent is not None
        assert band.band is not None
        assert band.band[0] - 1e-9 <= exact.percent <= band.band[1] + 1e-9
        assert exact.word == word.word
        assert word.rank - band.rank in {0, 1}


def test_terms_of_a_hard_receipt_are_signs_in_the_same_order() -> None:
    exact, hard = (views(told)[0].played[0].reactions for told in ("open", "hard"))
    counted = 0
    for one, other in zip(exact, hard, strict=True):
        assert [row.label for row in one.receipt.rows] == [row.label for row in other.receipt.rows]
        assert [row.source for row in one.receipt.rows] == [
            row.source for row in other.receipt.rows
        ]
        names = [row.name for row in sorted(one.receipt.rows, key=lambda row: -abs(row.value))]
        kept = [row.name for row in other.receipt.by_size]
        assert kept == [name for name in names if name in kept]
        for row, coarse in zip(one.receipt.rows, other.receipt.rows, strict=True):
            assert coarse.shown == signs(row.value, TERM)
            counted += coarse.shown not in {"·", ""}
        assert (other.receipt.shown, other.receipt.utility) == ("", 0.0)
        assert all(row.says for row in other.receipt.rows)
    assert counted > 20


@pytest.mark.parametrize(
    ("value", "shown", "steps"),
    [(0.0, "·", 0), (0.0049, "·", 0), (-0.005, "-", -1), (0.05, "++", 2), (0.149, "++", 2),
     (-0.15, "---", -3), (4.0, "+++", 3)],
)  # fmt: skip
def test_signs_by_hand(value: float, shown: str, steps: int) -> None:
    assert (signs(value, TERM), step(value, TERM)) == (shown, steps)


def test_a_hard_ledger_has_the_signs_of_the_exact_one() -> None:
    exact, hard = (views(told)[0].played[1].debate for told in ("open", "hard"))
    assert exact is not None
    assert hard is not None
    assert hard.loudest == exact.loudest
    for one, other in zip(exact.audiences, hard.audiences, strict=True):
        for share, sign in [
            (one.term, other.term),
            *((a.share, b.share) for a, b in zip(one.lines, other.lines, strict=True)),
        ]:
            size = abs(float(share))
            count = 0 if size < 0.005 else 1 if size < 0.1 else 2 if size < 0.3 else 3
            assert sign == (("-" if share.startswith("-") else "+") * count or "·")
        for line, plain in zip(one.lines, other.lines, strict=True):
            assert (line.argument, line.counts) == (plain.argument, plain.counts)
            assert plain.reckoning is None
            assert re.search(r"\d", line.says)
            assert not re.search(r"\d", plain.says)
        assert (one.modal_before, one.modal_after) == (other.modal_before, other.modal_after)
        assert other.weight is None


# ------------------------------------------------------------------ once it is over


def without_difficulty(view: View) -> View:
    return replace(view, difficulty="open")


@pytest.mark.parametrize("difficulty", ["normal", "hard"])
def test_once_a_session_is_over_everything_is_exact(difficulty: Difficulty) -> None:
    assert without_difficulty(views(difficulty)[1]) == views("open")[1]


def test_turns_that_were_told_in_words_are_told_anew_at_the_end() -> None:
    game = with_a_debate("hard")
    known = view_for(game, CHAIR).played
    over = to_the_end(game)
    assert view_for(over, CHAIR, known).played == view_for(over, CHAIR).played
    end = view_for(over, CHAIR).played
    again = undo(over)
    assert view_for(again, CHAIR, end).played == view_for(again, CHAIR).played
    assert {turn.told for turn in view_for(again, CHAIR, end).played} == {"hard"}


def test_the_same_view_twice_is_the_same() -> None:
    for difficulty in DIFFICULTIES:
        game = with_a_debate(difficulty)
        assert view_for(game, CHAIR) == view_for(game, CHAIR)


def test_difficulty_changes_nothing_that_happens() -> None:
    def happened(turns: tuple[TurnView, ...]) -> list[object]:
        return [(t.state, t.moved, t.answer.answer, t.stands) for t in turns]

    told = [happened(views(difficulty)[1].played) for difficulty in DIFFICULTIES]
    assert told[0] == told[1] == told[2]


def test_a_round_is_the_same_on_all_difficulties_and_at_the_end() -> None:
    def rounds(view: View) -> list[object]:
        return [hearing.round for hearing in view.played[1].hearings]

    first = rounds(views("open")[0])
    assert any(first)
    for difficulty in DIFFICULTIES:
        assert [rounds(view) for view in views(difficulty)] == [first, first]


# ------------------------------------------------------------------ off the record, hints


def consulted(rich: Bundle, difficulty: Difficulty) -> View:
    return view_for(submit(advised(begin(rich, "kalmar"), difficulty), Consult("poland")), CHAIR)


def test_a_line_that_was_told_is_a_word_on_hard(rich: Bundle) -> None:
    told = {}
    for difficulty in DIFFICULTIES:
        backstage = consulted(rich, difficulty).backstage
        assert backstage is not None
        told[difficulty] = {member.id: member for member in backstage.members}
    assert told["normal"] == told["open"]
    exact, hard = told["open"]["poland"], told["hard"]["poland"]
    line = float(exact.threshold)
    word = "low" if line < -0.3 else "middling" if line < -0.05 else "high"
    assert hard.threshold == word
    assert hard.line == f"breaks silence below a {word} line"
    assert (told["hard"]["france"].line, told["hard"]["france"].threshold) == (
        "breaks silence below a line that it keeps to itself", "",
    )  # fmt: skip
    assert hard.asks == exact.asks != ""


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_hints_tell_chances_as_everything_does(game: Game, difficulty: Difficulty) -> None:
    broken = submit(advised(game, difficulty), Propose("business_as_usual"))
    said = [s for hints in hints_of(broken, None, 0).values() for s in hint_sentences(hints)]
    text = " ".join(said)
    assert "Smallest change to" in text
    assert bool(re.search(r"then \d+ %", text)) == (difficulty == "open")
    assert bool(re.search(r"then \d+ to \d+ %", text)) == (difficulty == "normal")
    assert ("a high chance" in text) == (difficulty == "hard")
    assert (re.search(r"\d ?%|\(now", text) is None) == (difficulty == "hard")


# ------------------------------------------------------------------ saves


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_a_save_keeps_its_difficulty(rich: Bundle, tmp_path: Path, difficulty: Difficulty) -> None:
    moves: tuple[Move, ...] = (Wait(), Wait())
    recording = record_to(advised(begin(rich, "kalmar"), difficulty), tmp_path / "one.dsim")
    for move in moves:
        recording.submit_and_go_on(move)
    head = (tmp_path / "one.dsim").read_text(encoding="utf-8").splitlines()[0]
    assert ('"difficulty"' in head) == (difficulty != "open")  # an old save names none
    opened = open_save(tmp_path / "one.dsim").recording.game
    assert opened.difficulty == difficulty
    assert look(opened) == look(recording.game)
