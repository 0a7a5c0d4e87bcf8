"""`run`: whole sessions without a screen, the same on every machine."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from dialogue_sim.words import ANSWERS, RESPONSES

Command = Any  # a callable fixture: (*arguments, typed) -> Result
GRIT = ("run", "december_2019", "--strategy", "grit", "--seed", "kalmar")
INDICATORS = {
    "tension", "trust", "credibility", "cohesion", "support", "progress", "security_loss",
    "hostilities", "hardliners", "outside_support", "posture", "counterpart_posture", "conduct",
    "own_conduct", "division",
}  # fmt: skip


def in_a_process(hash_seed: str, *arguments: str) -> bytes:
    return subprocess.run(
        [sys.executable, "-m", "dialogue_sim", *arguments],
        check=True,
        capture_output=True,
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
    ).stdout


def test_a_session_is_the_same_bytes_in_every_process(command: Command) -> None:
    """This process, in which much was played before and texts hash by luck, and a fresh one."""
    fresh = in_a_process("12345", *GRIT, "--json")
    assert fresh == command(*GRIT, "--json").stdout_bytes
    assert json.loads(fresh)["seed"] == "kalmar"


def document(result: Result) -> Any:  # noqa: ANN401  JSON
    """The one JSON document on standard output."""
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.usefixtures("plain")
def test_a_session_has_the_keys_of_the_contract(command: Command) -> None:
    session = document(command("run", "december_2019", "--strategy", "hardline", "--json"))
    assert list(session) == ["scenario", "seed", "turns", "ending", "session_code"]
    assert (session["scenario"], session["seed"]) == ("december_2019", "0")
    assert isinstance(session["ending"], str)
    assert len(session["session_code"]) == 8
    settled = 0
    for number, turn in enumerate(session["turns"], start=1):
        assert list(turn) == [
            "turn", "proposal", "settle", "responses", "stands", "answer", "injects",
            "situation", "state",
        ]  # fmt: skip
        assert turn["turn"] == number
        assert turn["proposal"] == {"by": "secretary_general", "policy": "isolation", "amend": {}}
        settled += len(turn["settle"])
        assert len(turn["responses"]) == 10
        assert set(turn["responses"].values()) <= set(RESPONSES)
        assert isinstance(turn["stands"], bool)
        assert turn["answer"] in ANSWERS
        assert all(isinstance(inject, str) for inject in turn["injects"])
        assert set(turn["situation"]) == INDICATORS
        assert all(isinstance(value, float) for value in turn["situation"].values())
        assert len(turn["state"]) == 16
    assert settled


WITHOUT_MECHANISMS = "34b5aeaf435e4748820c0276bdb10a9cf0d5c461da8921ccc35ffe808d795092"
"""SHA-256 of what `GRIT --json` printed before there were mechanisms."""


@pytest.mark.usefixtures("plain")
def test_without_mechanisms_a_session_is_what_it_was_to_the_byte(command: Command) -> None:
    printed = command(*GRIT, "--json").stdout
    assert hashlib.sha256(printed.encode()).hexdigest() == WITHOUT_MECHANISMS


def test_without_json_a_person_reads_a_paragraph_a_turn(command: Command) -> None:
    lines = command(*GRIT).stdout.splitlines()
    assert lines[0] == "An interview before Christmas, seed kalmar"
    assert [line[:2] for line in lines if line[0].isdigit()] == [f"{n}." for n in range(1, 7)]
    assert "Session code" in lines[-1]
    assert "[MOD]" in lines[-1]


@pytest.mark.parametrize("strategy", ["uniform", "least_used", "greedy", "tit_for_tat",
                                      "dual_track", "unconditional"])  # fmt: skip
def test_every_strategy_plays_a_session(command: Command, strategy: str) -> None:
    session = document(command("run", "december_2019", "--strategy", strategy, "--json"))
    assert session["ending"]


@pytest.mark.parametrize(("asked", "played"), [("1", 1), ("4", 4), ("1000000000000", 6)])
def test_turns_shorten_a_session(command: Command, asked: str, played: int) -> None:
    session = document(command(*GRIT, "--turns", asked, "--json"))
    assert len(session["turns"]) == played
    assert session["ending"]


def test_the_default_seed_is_nought_and_another_gives_another_session(command: Command) -> None:
    plain = ("run", "december_2019", "--strategy", "grit", "--json")
    assert document(command(*plain)) == document(command(*plain, "--seed", "0"))
    assert document(command(*plain)) != document(command(*plain, "--seed", "1"))


@pytest.mark.parametrize("seed", ["", "ü🎲", "a\x85b\u2028", "9" * 10_000, "-1", "--json"])
def test_any_text_is_a_seed(command: Command, seed: str) -> None:
    session = document(command(*GRIT[:4], f"--seed={seed}", "--json", "--turns", "1"))
    assert session["seed"] == seed


def test_a_seed_that_is_no_text_is_refused_with_a_sentence(command: Command) -> None:
    # What Python makes of bytes on the command line that are no UTF-8.
    result = command(*GRIT[:4], "--seed", "\udcff")
    assert result.exit_code in {1, 2}
    assert result.stdout == ""
    assert "seed" in result.stderr


def test_what_a_person_reads_holds_no_control_characters(command: Command) -> None:
    result = command(*GRIT[:4], "--seed", "\x1b[31mred\x07\x9b", "--turns", "1")
    assert result.exit_code == 0
    assert "red" in result.stdout
    assert not set(result.output) & set("\x1b\x07\x9b")


# ------------------------------------------------------------------ moves


def moves_file(here: Path, *lines: object) -> str:
    path = here / "moves.jsonl"
    text = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return str(path)


def by_chair(turn: int, **do: object) -> dict[str, object]:
    return {"t": turn, "by": "secretary_general", "do": do}


@pytest.mark.usefixtures("plain")
def test_moves_of_a_file_are_made(command: Command, here: Path) -> None:
    path = moves_file(
        here,
        by_chair(1, propose="nrc_ambassadors", amend={"conditions": "strict"}, venue="track2"),
        by_chair(2, propose="business_as_usual"),
        by_chair(2, settle="amend", amend={"framing": "crisis"}),
        by_chair(3, propose="business_as_usual"),
        by_chair(3, settle="group"),
    )
    result = command("run", "december_2019", "--moves", path, "--seed", "kalmar", "--json")
    first, second, third = document(result)["turns"]
    assert first["proposal"] == {
        "by": "secretary_general", "policy": "nrc_ambassadors",
        "amend": {"conditions": "strict"}, "venue": "track2",
    }  # fmt: skip
    assert second["settle"] == [{"settle": "amend", "amend": {"framing": "crisis"}}]
    assert third["settle"] == [{"settle": "group"}]
    assert "the moves end in turn 4 of 6" in result.stderr
    assert document(result)["ending"] is None


def test_the_moves_of_a_save_give_the_same_session(command: Command, here: Path) -> None:
    hardline = ("run", "december_2019", "--strategy", "hardline", "--seed", "oslo", "--json")
    first = command(*hardline, "--save", "x.dsim")
    again = command("run", "december_2019", "--moves", "x.dsim", "--seed", "oslo", "--json")
    assert document(first) == document(again)
    assert again.stderr == ""
    assert (here / "x.dsim").is_file()


def test_a_saved_run_can_be_listed_and_is_never_written_over(command: Command, here: Path) -> None:
    assert command(*GRIT, "--save", "mine.dsim").exit_code == 0
    before = (here / "mine.dsim").read_bytes()
    refused = command(*GRIT, "--save", "mine.dsim")
    assert (refused.exit_code, "exists already" in refused.stderr) == (1, True)
    assert (here / "mine.dsim").read_bytes() == before
    (card,) = document(command("list", "saves", "--saves", ".", "--json"))
    assert (card["scenario"], card["seed"], card["turn"]) == ("december_2019", "kalmar", 6)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["nonsense"], ["line 1", "not JSON"]),
        ([by_chair(1, propose="isolaton")], ["move 1 (turn 1)", "did you mean 'isolation'"]),
        (
            [by_chair(1, propose="nrc_ambassadors"), by_chair(2, settle="group")],
            ["move 2 (turn 2)", "nothing to settle"],
        ),
        (
            [by_chair(1, propose="isolation", amend={"contct": "top"})],
            ["move 1", "did you mean 'contact'"],
        ),
        (
            [by_chair(1, propose="isolation", amend={"contact": "topp"})],
            ["move 1", "did you mean 'top'"],
        ),
        ([by_chair(2, propose="isolation")], ["move 1 (turn 2)", "it is turn 1"]),
        (
            [{"t": 1, "by": "poland", "do": {"propose": "isolation"}}],
            ["move 1", "secretary_general moves, not poland"],
        ),
        ([{"t": 1, "do": {"propose": "isolation"}}], ["line 1", "`by`"]),
        (["", by_chair(1, vote="no")], ["line 2", "`vote` is no move"]),
        ([by_chair(1, settle=["group"])], ["line 1", "a move that says `settle`"]),
    ],
)
def test_a_move_that_cannot_be_made_is_named(
    command: Command, here: Path, lines: list[object], words: list[str]
) -> None:
    result = command("run", "december_2019", "--moves", moves_file(here, *lines), "--json")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert all(word in result.stderr for word in words), result.stderr


def test_words_of_a_file_reach_the_terminal_without_control_characters(
    command: Command, here: Path
) -> None:
    path = moves_file(here, by_chair(1, propose="\x1b[31mred\x9b\u202e"))
    result = command("run", "december_2019", "--moves", path)
    assert result.exit_code == 1
    assert "red" in result.stderr
    assert not set(result.stderr) & set("\x1b\x9b\u202e")


@pytest.mark.parametrize("name", ["missing.jsonl", ".", "x" * 300])
def test_a_file_of_moves_that_cannot_be_read_is_named(command: Command, name: str) -> None:
    result = command("run", "december_2019", "--moves", name)
    assert result.exit_code in {1, 2}
    assert "cannot read" in result.stderr


def test_a_file_of_moves_that_is_no_text_is_refused(command: Command, here: Path) -> None:
    (here / "moves").write_bytes(b"\xff\xfe")
    result = command("run", "december_2019", "--moves", "moves")
    assert (result.exit_code, "not UTF-8" in result.stderr) == (1, True)


@pytest.mark.parametrize("name", ["folder", "file/below", "x" * 300, "x" * 300 + "/y"])
def test_a_save_that_cannot_be_written_is_named(command: Command, here: Path, name: str) -> None:
    (here / "folder").mkdir()
    (here / "file").touch()
    result = command(*GRIT, "--save", name)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "dialogue-sim:" in result.stderr
