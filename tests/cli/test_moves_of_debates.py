"""`run --moves` with the speeches of persons: as lines, as a save, and with passes left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from click.testing import Result
from tests.session.debates_in_yaml import (
    ARGUMENTS,
    CHAIR,
    POLAND,
    RUSSIA,
    debating,
    loaded,
)
from tests.without_mechanisms import DECEMBER

from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Entry, Pass
from dialogue_sim.session.notation import read_entries
from dialogue_sim.session.playing import begin
from dialogue_sim.session.saves.save import Recording, open_save, record_to
from dialogue_sim.session.state import digest

Command = Any  # a callable fixture: (*arguments, typed) -> Result
Line: TypeAlias = tuple[int, str, dict[str, Any]]
RUN = ("run", "december_2019", "--seed", "kalmar")
OURS = {"argue": {"side": "for", "reason": "unity", "claim": "One text, one “alliance”, 条約."}}
LINES: tuple[Line, ...] = (
    (1, CHAIR, {"wait": True}),
    (1, RUSSIA, {"answer": "probe"}),
    (2, CHAIR, {"propose": "grit_confidence_building"}),
    (2, CHAIR, OURS),
    (2, CHAIR, {"predict": {"poland": {"object": 70}, "answer": "probe"}}),
    (2, CHAIR, {"pass": True}),
    (2, POLAND, {"argue": {"use": "bought_off"}}),
    (2, POLAND, {"pass": True}),
    (2, RUSSIA, {"pass": True}),
    (2, CHAIR, {"rebut": {"target": "bought_off", "kind": "undercut", "card": "gas"}}),
    (2, CHAIR, {"pass": True}),
    (2, POLAND, {"rebut": {"target": f"{CHAIR}-1", "kind": "concede", "text": "And yet."}}),
    (2, POLAND, {"pass": True}),
    (2, RUSSIA, {"pass": True}),
    (2, CHAIR, {"drop": f"{CHAIR}-1"}),
    (2, POLAND, {"pass": True}),
    (2, POLAND, {"respond": "hedge"}),
    (2, RUSSIA, {"answer": "stonewall"}),
    (3, CHAIR, {"wait": True}),
    (3, RUSSIA, {"answer": "reciprocate"}),
)
"""Three persons debate in turn 2; every pass is there."""


@pytest.fixture(autouse=True)
def ledger(here: Path) -> None:
    """The scenario with debates in own words in the working folder."""
    files = debating("ledger")
    for name in (DECEMBER, ARGUMENTS):
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_bytes(files[name])


def moves_file(here: Path, lines: tuple[Line, ...]) -> str:
    text = [json.dumps({"t": turn, "by": seat, "do": do}) for turn, seat, do in lines]
    path = here / "moves.jsonl"
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return str(path)


def entries() -> list[Entry]:
    text = [json.dumps({"t": turn, "by": seat, "do": do}) for turn, seat, do in LINES]
    return read_entries("\n".join(text))


def by_hand(path: Path | None = None) -> Recording:
    """The same moves, made by persons in their seats."""
    seats = dict.fromkeys((CHAIR, POLAND, RUSSIA), "player")
    recording = record_to(begin(loaded("ledger"), "kalmar", seats), path)
    for entry in entries():
        assert (recording.game.turn, recording.game.mover) == (entry.turn, entry.seat)
        recording.submit(entry.move)
    return recording


def document(result: Result) -> Any:  # noqa: ANN401  JSON
    """The one JSON document on standard output."""
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_lines_give_the_session_that_persons_played(command: Command, here: Path) -> None:
    session = document(command(*RUN, "--moves", moves_file(here, LINES), "--json"))
    game = by_hand().game
    assert session["session_code"] == game.code
    assert [turn["state"] for turn in session["turns"]] == states(game)


def states(game: Game) -> list[str]:
    return [digest(one.turn.after) for one in game.played]


def test_a_save_gives_the_session_that_it_holds(command: Command, here: Path) -> None:
    save = here / "played.dsim"
    game = by_hand(save).game
    session = document(command(*RUN, "--moves", str(save), "--json"))
    assert session["session_code"] == game.code


def test_passes_may_be_left_out(command: Command, here: Path) -> None:
    """Whoever has a line rests when nothing of it is left; Russia, without one, is modelled."""
    spoken = tuple(line for line in LINES if "pass" not in line[2] or line[1] == RUSSIA)
    session = document(command(*RUN, "--moves", moves_file(here, spoken), "--json"))
    assert session["session_code"] == by_hand().game.code
    assert sum(isinstance(entry.move, Pass) for entry in entries()) == 7


def test_a_run_is_saved_with_its_debaters_and_opens_again(command: Command, here: Path) -> None:
    save = here / "run.dsim"
    lines = moves_file(here, LINES)
    session = document(command(*RUN, "--moves", lines, "--save", str(save), "--json"))
    head = json.loads(save.read_text("utf-8").split("\n", 1)[0])
    assert head["debaters"] == {"2": [POLAND, RUSSIA, CHAIR]}
    assert open_save(save).recording.game.code == session["session_code"]


def test_an_answer_that_a_file_owes_is_named(command: Command, here: Path) -> None:
    lines = tuple(line for line in LINES if line[1] != POLAND or "argue" in line[2])
    result = command(*RUN, "--moves", moves_file(here, lines))
    assert result.exit_code == 1
    owed = "turn 2, poland: answer at least one argument of the other side first: "
    assert owed in result.stderr
    assert f"{CHAIR}-1" in result.stderr


@pytest.mark.parametrize(
    ("place", "do", "words"),
    [
        (
            3,
            {"argue": {"use": "keep_talkin"}},
            ["move 4 (turn 2)", "did you mean 'keep_talking'?"],
        ),
        (3, {"argue": {"use": 3}}, ["line 4", '"side", "reason", "claim" and "cards"']),
        (3, {"rebut": {"target": "no_reward", "kind": "counter"}}, ["move 4", "has to argue"]),
        (9, {"rebut": {"target": f"{CHAIR}-1", "kind": "counter"}}, ["move 10", "your own"]),
        (14, {"drop": "bought_off"}, ["move 15", "no argument of yours 'bought_off'"]),
        (4, {"predict": {"polnd": "hedge"}}, ["move 5", "did you mean 'poland'?"]),
    ],
)
def test_a_speech_that_cannot_be_made_is_named(
    command: Command, here: Path, place: int, do: dict[str, Any], words: list[str]
) -> None:
    turn, seat, _ = LINES[place]
    lines = (*LINES[:place], (turn, seat, do), *LINES[place + 1 :])
    result = command(*RUN, "--moves", moves_file(here, lines))
    assert result.exit_code == 1
    assert all(word in result.stderr for word in words), result.stderr


def test_a_strategy_tables_and_a_file_debates(command: Command, here: Path) -> None:
    """Who takes both sides owes nobody an answer; the steps that are left are passed."""
    both = [(2, POLAND, {"argue": {"use": use}}) for use in ("bought_off", "united_front")]
    run = (*RUN, "--strategy", "dual_track", "--json")
    alone = document(command(*run))
    save = here / "run.dsim"
    spoken = document(command(*run, "--moves", moves_file(here, tuple(both)), "--save", str(save)))
    tabled = [[turn["proposal"] for turn in one["turns"][:2]] for one in (alone, spoken)]
    assert tabled[0] == tabled[1]
    assert spoken["turns"][0] == alone["turns"][0]
    assert spoken["turns"][1]["state"] != alone["turns"][1]["state"]
    records = [json.loads(line) for line in save.read_text("utf-8").split("\n")[:-1]]
    said = [one["do"] for one in records if one["k"] == "move" and one["by"] == POLAND]
    assert said == [do for _, _, do in both] + [{"pass": True}] * 2
