"""A line as it was recorded says what the session itself says, whatever the records hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Move, MoveError, Propose, Settle
from dialogue_sim.session.playing import advised, begin
from dialogue_sim.session.replay.names import Names, names_in, plainly
from dialogue_sim.session.replay.recorded import RecordedLine, recorded_line
from dialogue_sim.session.saves.journal import Journal
from dialogue_sim.session.saves.reading import Save, read_save
from dialogue_sim.session.saves.recording import Recording, record_to
from dialogue_sim.session.saves.tree import Tree
from dialogue_sim.session.views.view import View, view_for

MOVES: tuple[Move, ...] = (
    Propose("nrc_ambassadors", {"conditions": "agenda"}),
    Propose("business_as_usual"),
    Settle("amend", {"framing": "crisis"}),
    Propose("top_level_talks", {}, "nrc"),
)


def recorded(game: Game, path: Path, moves: tuple[Move, ...] = MOVES) -> Recording:
    recording = record_to(game, path)
    for move in moves:
        recording.submit(move)
    return recording


@pytest.fixture(scope="module")
def session(game: Game, tmp_path_factory: pytest.TempPathFactory) -> tuple[View, RecordedLine]:
    """Three turns as the chair sees them, and as their records say."""
    path = tmp_path_factory.mktemp("saves") / "session.dsim"
    played = recorded(game, path).game
    save = read_save(path)
    return view_for(played, played.chair), recorded_line(save, names_in(save))


def test_every_moment_has_the_indicators_of_the_view(session: tuple[View, RecordedLine]) -> None:
    view, line = session
    seen = {row.name: row.history[:-1] for row in view.indicators if row.rank <= 2}
    assert {row.name: row.values for row in line.history.lines} == seen
    assert [moment.turn for moment in line.history.moments] == [0, 1, 2, 3]
    assert len(line.steps) == line.moments == 4


def test_turns_say_what_was_tabled_said_and_answered(session: tuple[View, RecordedLine]) -> None:
    view, line = session
    for turn, told in zip(view.played, line.turns, strict=True):
        assert (told.number, told.title, told.stands) == (turn.number, turn.title, turn.stands)
        assert told.answer == turn.answer.answer
        assert told.broken == any(hearing.blocked for hearing in turn.hearings)
        assert len(told.hearings) == len(turn.hearings)
        for hearing, said in zip(turn.hearings, told.hearings, strict=True):
            assert {(one.actor, one.short, one.kind, one.response) for one in said} == {
                (one.actor, one.short, one.kind, one.response) for one in hearing.reactions
            }
    assert [len(turn.hearings) for turn in line.turns] == [1, 2, 1]


def test_reasons_are_those_of_receipts_the_weightiest_first(
    session: tuple[View, RecordedLine],
) -> None:
    view, line = session
    for turn, told in zip(view.played, line.turns, strict=True):
        rows = {one.actor: one.receipt.rows for one in turn.reactions}
        for said in told.said:
            expected = {(row.label, row.value) for row in rows[said.actor]}
            assert {(reason.label, reason.value) for reason in said.reasons} == expected
            sizes = [abs(reason.value) for reason in said.reasons]
            assert sizes == sorted(sizes, reverse=True)
            assert all(float(r.shown) == pytest.approx(r.value, abs=5e-4) for r in said.reasons)


def test_decisions_name_who_made_them(session: tuple[View, RecordedLine]) -> None:
    verbs = [[one.verb for one in turn.decisions] for turn in session[1].turns]
    assert verbs == [["propose"], ["propose", "settle"], ["propose"]]
    assert {one.by for turn in session[1].turns for one in turn.decisions} == {session[0].seat}


def test_the_adviser_of_a_hard_session_keeps_numbers_back_until_it_is_over(
    bundle: Bundle, tmp_path: Path
) -> None:
    for turns, exact in ((6, False), (3, True)):
        game = advised(begin(bundle, "kalmar", turns=turns), "hard")
        path = tmp_path / f"{turns}.dsim"
        recorded(game, path)
        save = read_save(path)
        line = recorded_line(save, names_in(save))
        assert (line.exact, line.over) == (exact, exact)
        shown = {reason.shown for said in line.turns[0].said for reason in said.reasons}
        assert any(any(c.isdigit() for c in word) for word in shown) == exact


def synthetic(*records: dict[str, Any]) -> Save:
    """A save of records that were never on a disk, each the child of the one before."""
    chained = tuple({"n": n, "p": n - 1, **record} for n, record in enumerate(records))
    return Save(Path("made.dsim"), Tree(chained), Journal(Path("made.dsim")), 2)


def head(**more: object) -> dict[str, Any]:
    return {"k": "head", "dialogue_sim": "save", "v": 2, "seed": "kalmar", "turns": 3, **more}


def turn(number: int, **indicators: float) -> dict[str, Any]:
    return {"k": "turn", "t": number, "indicators": indicators, "stands": True}


def test_the_turn_in_which_most_changed_comes_first() -> None:
    save = synthetic(
        head(),
        {"k": "opening", "indicators": {"tension": 50.0, "trust": 20.0}},
        turn(1, tension=52.0, trust=19.0),  # 3 points
        turn(2, tension=44.0, trust=20.0),  # 9 points
        turn(3, tension=43.0, trust=22.0),  # 3 points, and later than the first
    )
    line = recorded_line(save, Names("A made session"))
    assert line.most_changed() == (2, 1, 3)
    assert line.history.line("tension").values == (50, 52, 44, 43)


def test_notes_hang_on_the_turn_that_they_are_about() -> None:
    save = synthetic(
        head(),
        {"k": "opening"},
        {"k": "move", "t": 1, "by": "chair", "do": {"propose": "talks"}},
        turn(1),
        {"k": "note", "mark": "!", "text": "well said"},
        {"k": "note", "text": "on a note"},
        {"k": "note", "p": 2, "mark": "?!", "text": "on the move"},
        {"k": "note", "p": 1, "text": "on the opening"},
    )
    line = recorded_line(save, Names("A made session"))
    assert [note.text for note in line.notes_at(0)] == ["on the opening"]
    assert [note.text for note in line.notes_at(1)] == ["on the move", "well said", "on a note"]


def test_a_session_without_readable_content_is_shown_by_its_ids() -> None:
    save = synthetic(head(scenario="the_long_way"), turn(1))
    names = names_in(save)
    assert (names.title, names.whole) == ("The long way", False)
    assert names.actor("baltic_states").name == "Baltic states"
    assert plainly("") == ""


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
KEYS = ("t", "by", "do", "hearings", "stands", "answer", "fired", "indicators", "drivers",
        "ending", "seats", "seed", "turns", "name", "mark", "text", "difficulty")  # fmt: skip


@pytest.mark.thorough
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["move", "turn", "branch", "note", "tip", "seats", "opening", "odd"]),
            st.dictionaries(st.sampled_from(KEYS), anything, max_size=6),
        ),
        max_size=6,
    )
)
def test_whatever_records_say_they_can_be_shown(said: list[tuple[str, dict[str, Any]]]) -> None:
    save = synthetic(head(), *({**body, "k": kind} for kind, body in said))
    line = recorded_line(save, Names("A made session"))
    assert line.moments == 1 + sum(kind == "turn" for kind, _ in said)
    for moment in range(line.moments):
        line.notes_at(moment)
    assert len(line.most_changed()) == len({turn.number for turn in line.turns})
    assert save.tree.variations[0].name
    assert replace(line, turns=()).over in {True, False}


def test_notes_on_a_branch_and_on_a_turn_that_is_going_on_are_shown() -> None:
    save = synthetic(
        head(),
        turn(1),
        {"k": "note", "text": "of both lines"},
        turn(2),
        {"k": "note", "text": "of the main line"},
        {"k": "branch", "p": 1, "t": 2},
        {"k": "note", "text": "try harder"},
        {"k": "move", "p": 5, "t": 2, "by": "chair", "do": {"propose": "talks"}},
        {"k": "note", "text": "now what?"},
    )
    line = recorded_line(save, Names("A made session"))
    assert [note.text for note in line.notes_at(0)] == []
    assert [note.text for note in line.notes_at(1)] == ["of both lines", "try harder", "now what?"]
    main = recorded_line(save, Names("A made session"), 3)
    assert [[note.text for note in main.notes_at(at)] for at in range(3)] == [
        [], ["of both lines"], ["of the main line"],
    ]  # fmt: skip


def test_a_moment_is_that_of_a_turn_on_the_line() -> None:
    line = recorded_line(synthetic(head(), turn(1), turn(2)), Names("A made session"))
    assert [line.moment_of(turn) for turn in (0, 1, 2)] == [0, 1, 2]
    with pytest.raises(MoveError, match="no turn 3 on this line: it has turns 1 to 2"):
        line.moment_of(3)
    begun = recorded_line(synthetic(head()), Names("A made session"))
    with pytest.raises(MoveError, match="none is finished"):
        begun.moment_of(1)
