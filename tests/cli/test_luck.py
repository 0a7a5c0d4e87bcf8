"""`luck`: one document, sentences for people, and a sentence where there is nothing to tell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.playing import begin
from dialogue_sim.session.saves.recording import record_to

Command = Any  # a callable fixture: (*arguments) -> result


@pytest.fixture
def save(command: Command, tmp_path: Path) -> str:
    path = tmp_path / "riga.dsim"
    played = command("run", "december_2019", "--strategy", "least_used", "--seed", "riga",
                     "--save", str(path))  # fmt: skip
    assert played.exit_code == 0
    return str(path)


def test_luck_prints_one_document(command: Command, save: str) -> None:
    result = command("luck", save, "--rerolls", "20", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    body = json.loads(result.stdout)
    assert list(body) == [
        "scenario", "seed", "session_code", "seat", "turns", "rerolls", "points", "outcomes",
        "choices",
    ]  # fmt: skip
    assert (body["scenario"], body["seed"], body["turns"]) == ("december_2019", "riga", 6)
    assert list(body["outcomes"]) == [
        "tension", "trust", "credibility", "cohesion", "support", "progress", "goals",
    ]  # fmt: skip
    for row in body["outcomes"].values():
        assert set(row) == {"value", "percentile", "low", "high", "luck"}
        assert 0 <= row["percentile"] <= 100
    assert [choice["turn"] for choice in body["choices"]] == [1, 2, 3, 4, 5, 6]
    assert all(choice["regret"] >= 0 for choice in body["choices"])


def test_luck_is_told_in_sentences(command: Command, save: str) -> None:
    text = command("luck", save, "--rerolls", "20").stdout
    assert "6 turns played again 20 times under other luck" in text
    assert text.count("of the re-rolls") == 7
    assert text.count("  Turn ") == 6
    assert text.splitlines()[-1].startswith("A teaching model, not a forecast.")


def test_without_a_finished_turn_there_is_nothing_to_tell(
    command: Command, tmp_path: Path
) -> None:
    bundle = load(read_library(packaged_content()), "december_2019")
    record_to(begin(bundle, "kalmar"), tmp_path / "fresh.dsim")
    result = command("luck", "fresh", "--saves", str(tmp_path))
    assert result.exit_code == 1
    assert "no turn of fresh.dsim is finished yet" in result.stderr


def test_a_save_that_is_not_there_is_named(command: Command, tmp_path: Path) -> None:
    result = command("luck", "nothing", "--saves", str(tmp_path))
    assert result.exit_code == 1
    assert "there is no save 'nothing'" in result.stderr
