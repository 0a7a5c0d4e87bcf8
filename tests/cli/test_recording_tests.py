"""`test --record`: a session becomes a test that holds, and nothing else in its file changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dialogue_sim.content.files import packaged_content

Command = Any  # a callable fixture: (*arguments, typed) -> Result
DECEMBER = "scenarios/nato_russia/december_2019.yaml"
FIRST = "scenarios/river_league/first_steps.yaml"


@pytest.fixture
def own(here: Path) -> Path:
    """A scenario in the working folder, with carriage returns."""
    target = here / DECEMBER
    target.parent.mkdir(parents=True)
    text = (packaged_content() / DECEMBER).read_text(encoding="utf-8")
    target.write_bytes(text.replace("\n", "\r\n").encode())
    return target


def played(command: Command, name: str = "Kalmar 1.dsim") -> str:
    """A save of a session in which silence is broken and settled, and its name."""
    command("run", "december_2019", "--strategy", "uniform", "--seed", "kalmar-x", "--save", name)
    return name


def test_a_save_becomes_a_test_that_holds(command: Command, own: Path) -> None:
    before = own.read_bytes()
    result = command("test", "--record", played(command))
    assert result.exit_code == 0
    assert "kalmar_1:\n  seed: kalmar-x\n  play:\n    1: " in result.stdout
    after = own.read_bytes()
    assert after.startswith(before.rstrip(b"\r\n"))
    added = after[len(before.rstrip(b"\r\n")) :].decode()
    assert added.count("\n") == added.count("\r\n")
    ran = command("test", "december_2019::kalmar_1", "--json")
    (suite,) = json.loads(ran.stdout)
    checks = suite["results"][0]["checks"]
    assert ran.exit_code == 0
    said = json.loads(command("run", "december_2019", "--strategy", "uniform", "--seed",
                              "kalmar-x", "--json").stdout)  # fmt: skip
    conditions = [check["condition"] for check in checks]
    assert f"ending == {said['ending']}" in conditions
    assert f"answer == {said['turns'][-1]['answer']}" in conditions


def test_the_same_session_can_be_recorded_again_up_to_a_turn(command: Command, own: Path) -> None:
    save = played(command)
    command("test", "--record", save)
    again = command("test", "--record", save, "--turn", "2")
    assert again.stdout.startswith("kalmar_1_2:\n")
    assert "    3: " not in again.stdout
    assert command("test", "december_2019", "-k", "kalmar").exit_code == 0
    assert own.read_bytes().count(b"kalmar_1") == 2


@pytest.mark.parametrize("layout", ["text", "moves"])
def test_texts_and_files_of_moves_are_recorded_too(
    command: Command, here: Path, layout: str
) -> None:
    save = played(command)
    from_save = command("test", "--record", save, "--name", "asked", "--print").stdout
    if layout == "text":
        (here / "sent.txt").write_text(command("export", save).stdout, encoding="utf-8")
        result = command("test", "--record", "sent.txt", "--name", "asked", "--print")
    else:
        lines = (here / save).read_text(encoding="utf-8").splitlines()
        moves = [line for line in lines if json.loads(line)["k"] == "move"]
        (here / "moves.jsonl").write_text("\n".join(moves), encoding="utf-8")
        asked = ("--record", "moves.jsonl", "--name", "asked", "--print")
        assert command("test", *asked).exit_code == 2
        result = command("test", "december_2019", *asked, "--seed", "kalmar-x")
    assert result.exit_code == 0
    assert result.stdout == from_save


def test_what_persons_said_is_left_out_and_named(command: Command, here: Path) -> None:
    moves = [
        {"t": 1, "by": "secretary_general", "do": {"propose": "nrc_ambassadors"}},
        {"t": 1, "by": "poland", "do": {"respond": "object"}},
        {"t": 2, "by": "secretary_general", "do": {"propose": "isolation"}},
    ]
    (here / "moves.jsonl").write_text("\n".join(map(json.dumps, moves)), encoding="utf-8")
    result = command("test", "december_2019", "--record", "moves.jsonl", "--print")
    assert "what persons said is left out: 1 of `respond`" in result.stderr
    assert "    1: nrc_ambassadors\n    2: isolation\n" in result.stdout


def test_a_move_that_is_not_possible_ends_the_test_before_its_turn(
    command: Command, here: Path
) -> None:
    three = {"contact": "top", "scope": "regional", "unity": "group"}
    moves = [
        {"t": 1, "by": "secretary_general", "do": {"propose": "nrc_ambassadors"}},
        {"t": 2, "by": "secretary_general", "do": {"propose": "isolation", "amend": three}},
    ]
    (here / "moves.jsonl").write_text("\n".join(map(json.dumps, moves)), encoding="utf-8")
    result = command("test", "december_2019", "--record", "moves.jsonl", "--print")
    assert result.exit_code == 0
    assert "the test ends before turn 2: 3 amendments are too many" in result.stderr
    assert "    2: " not in result.stdout


def test_what_came_with_the_program_is_not_written_to(command: Command) -> None:
    result = command("test", "--record", played(command))
    assert result.exit_code == 1
    assert "copy it here first, or use --print" in result.stderr


@pytest.mark.parametrize("wrong", [["--name", "x"], ["--print"], ["--turn", "2"]])
def test_options_of_recording_alone_are_wrong_usage(command: Command, wrong: list[str]) -> None:
    assert command("test", *wrong).exit_code == 2
