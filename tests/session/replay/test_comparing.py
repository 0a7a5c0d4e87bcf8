"""Two lines side by side: where they part is where they were made to part."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Move, Propose, Settle
from dialogue_sim.session.replay.comparing import Compared, compare_lines
from dialogue_sim.session.replay.names import names_in
from dialogue_sim.session.replay.recorded import RecordedLine, recorded_line
from dialogue_sim.session.saves.reading import read_save
from dialogue_sim.session.saves.recording import Recording, record_to

TALKS, CHANNEL, SHUT = (
    Propose("top_level_talks"), Propose("deterrence_plus_channel"), Propose("isolation"),
)  # fmt: skip


@pytest.fixture(scope="module")
def lines(game: Game, tmp_path_factory: pytest.TempPathFactory) -> dict[str, RecordedLine]:
    """The main line, one with another text in turn 2, one with other luck in turn 2."""
    path = tmp_path_factory.mktemp("saves") / "session.dsim"
    recording = record_to(game, path)
    recording.submit_and_go_on(TALKS)
    play(recording, CHANNEL)
    recording.branch(2, name="shut")
    play(recording, SHUT)
    recording.branch(2, seed="oslo", name="other luck")
    play(recording, CHANNEL)
    save = read_save(path)
    names = names_in(save)
    return {one.name: recorded_line(save, names, one.end) for one in save.tree.variations}


def play(recording: Recording, move: Move) -> None:
    """Table a text, and go on as a smaller group should silence be broken."""
    if recording.submit_and_go_on(move).phase == "settle":
        recording.submit_and_go_on(Settle("group"))


def test_the_lines_are_what_they_were_called(lines: dict[str, RecordedLine]) -> None:
    assert list(lines) == ["main", "shut", "other luck"]
    assert lines["other luck"].seed == "kalmar, from turn 2 oslo"


def test_a_line_does_not_part_from_itself(lines: dict[str, RecordedLine]) -> None:
    compared = compare_lines(lines["main"], lines["main"])
    assert (compared.parts, compared.why) == (None, "")
    assert all(pair.same and pair.same_moves for pair in compared.turns)


def test_another_text_parts_lines_where_it_was_tabled(lines: dict[str, RecordedLine]) -> None:
    compared = compare_lines(lines["main"], lines["shut"])
    assert (compared.parts, compared.why) == (2, "moves")
    assert compared.turns[0].same


def test_other_luck_parts_lines_that_decide_the_same(lines: dict[str, RecordedLine]) -> None:
    compared = compare_lines(lines["main"], lines["other luck"])
    assert compared.turns[0].same
    assert compared.turns[1].same_moves
    assert (compared.parts, compared.why) in {(2, "luck"), (None, "")}


def test_the_same_moves_under_one_seed_come_out_otherwise_by_other_rules(
    lines: dict[str, RecordedLine],
) -> None:
    main = lines["main"]
    ended = replace(main.turns[0], ending="Another ending")
    other = replace(main, turns=(ended, *main.turns[1:]))
    assert compare_lines(main, other).why == "rules"
    compared = compare_lines(main, replace(other, seed="oslo"))
    assert (compared.parts, compared.why) == (1, "luck")


def test_what_differs_is_what_the_records_say(lines: dict[str, RecordedLine]) -> None:
    first, second = lines["main"], lines["shut"]
    pair = compare_lines(first, second).turns[1]
    then = {one.actor: one for one in first.turns[1].said}
    now = {one.actor: one for one in second.turns[1].said}
    differs = {then[name].name for name in then if then[name].response != now[name].response}
    assert {changed.name for changed in pair.responses} == differs != set()
    for changed in pair.responses:
        actor = next(name for name, one in then.items() if one.name == changed.name)
        reasons = {reason.label: reason.value for reason in now[actor].reasons}
        moved = {r.label: reasons[r.label] - r.value for r in then[actor].reasons}
        largest = sorted((abs(change) for change in moved.values()), reverse=True)[:3]
        assert [abs(one.change) for one in changed.because] == pytest.approx(largest)
    for name, _, before, after in pair.indicators:
        assert (before, after) == (
            first.history.line(name).values[2], second.history.line(name).values[2],
        )  # fmt: skip


def test_a_turn_that_one_line_has_not_come_to_is_told_alone(
    lines: dict[str, RecordedLine], game: Game, tmp_path: Path
) -> None:
    path = tmp_path / "short.dsim"
    record_to(game, path).submit_and_go_on(TALKS)
    save = read_save(path)
    compared: Compared = compare_lines(lines["main"], recorded_line(save, names_in(save)))
    assert compared.turns[0].same
    assert compared.turns[1].second is None
    assert (compared.parts, compared.why) == (2, "shorter")
