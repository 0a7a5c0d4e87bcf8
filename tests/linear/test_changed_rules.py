"""Going on with a save whose scenario has changed since, as prompt and answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.linear.conftest import Play
from tests.session.test_save import lines
from tests.session.test_save_damage import rechained
from tests.without_mechanisms import DECEMBER, plain_library

from dialogue_sim.content.library import load
from dialogue_sim.engine import dynamics
from dialogue_sim.linear import changed_rules
from dialogue_sim.session.moves import Propose
from dialogue_sim.session.playing import begin
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.saves.recording import record_to

ASKED = "1-3, or Enter for 1"
FEWER = (b"\nturns: 6\n", b"\nturns: 5\n")


@pytest.fixture
def save(saves: Path) -> Path:
    """One turn of a session, in a save that is compared with today's content."""
    recording = record_to(begin(load(plain_library(), "december_2019"), "kalmar"),
                          saves / "changed.dsim")  # fmt: skip
    recording.submit(Propose("nrc_ambassadors"))
    recording.close()
    assert recording.path is not None
    return recording.path


@pytest.fixture
def fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today the scenario has five turns."""
    files = plain_library()
    changed = {**files, DECEMBER: files[DECEMBER].replace(*FEWER)}
    monkeypatch.setattr(changed_rules, "default_library", lambda: changed)


@pytest.mark.usefixtures("fewer")
def test_it_asks_once_and_enter_keeps_the_old_rules(dialogue: Play, save: Path) -> None:
    said = dialogue("resume", str(save), typed=("", "quit"))
    assert said.count(ASKED) == 1
    assert "scenario.turns 5, was 6" in said
    for number, way in enumerate(
        ("Go on under the old rules.", "Try the new rules.", "Look at it as recorded."), start=1
    ):
        assert f"{number}. {way}" in said
    assert "Turn 2 of 6" in said


@pytest.mark.usefixtures("fewer")
def test_the_new_rules_are_tried_in_a_save_of_their_own(dialogue: Play, save: Path) -> None:
    raw = save.read_bytes()
    said = dialogue("resume", str(save), typed=("seven", "2", "quit"))
    assert "Type a number from 1 to 3, or press Enter." in said
    assert "All of it comes out as it was recorded: 1 turn." in said
    new = save.with_name("december_2019-kalmar.dsim")
    assert f"Saved in {new}" in said
    assert "Turn 2 of 5" in said
    assert save.read_bytes() == raw
    assert open_save(new).recording.game.turn == 2


@pytest.mark.usefixtures("fewer")
def test_to_look_at_it_is_to_replay_it(dialogue: Play, save: Path) -> None:
    said = dialogue("resume", str(save), typed=("3",))
    assert "Replay of changed.dsim" in said
    assert "Turn 1 of " in said
    assert "Turn 2" not in said


@pytest.mark.usefixtures("fewer")
def test_who_leaves_at_the_question_leaves_the_save_alone(dialogue: Play, save: Path) -> None:
    raw = save.read_bytes()
    assert dialogue("resume", str(save)).rstrip().endswith(">")
    assert save.read_bytes() == raw


@pytest.mark.usefixtures("fewer")
@pytest.mark.parametrize(("rules", "turns"), [("old", 6), ("new", 5)])
def test_nobody_is_asked_who_has_said_it_already(
    dialogue: Play, save: Path, rules: str, turns: int
) -> None:
    said = dialogue("resume", str(save), "--rules", rules, typed=("quit",))
    assert ASKED not in said
    assert f"Turn 2 of {turns}" in said


def test_a_scenario_that_is_gone_is_told_once(
    dialogue: Play, save: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changed_rules, "default_library", dict)
    said = " ".join(dialogue("resume", str(save), typed=("quit",)).split())
    assert said.count("There is no scenario 'december_2019' here any more") == 1
    assert "Turn 2 of 6" in said


def test_another_engine_names_the_turn_and_tells_it_as_recorded(
    dialogue: Play, save: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = dynamics._credibility  # noqa: SLF001  a coefficient of the engine
    monkeypatch.setattr(dynamics, "_credibility", lambda outcome: real(outcome) * 0.9)
    said = " ".join(dialogue("resume", str(save)).split())
    assert "turn 1 of changed.dsim comes out otherwise, in credibility" in said
    assert "Shown as recorded, and not played again: " in said
    assert "Turn 1 of " in said


def test_a_newer_version_is_named_and_told_as_recorded(dialogue: Play, save: Path) -> None:
    head, *rest = lines(save)
    last = rest[-1]["n"]
    unknown = {"n": last + 1, "p": last, "k": "weather"}
    save.write_bytes(rechained([{**head, "v": 3, "engine": "9.1.0"}, *rest, unknown]))
    said = " ".join(dialogue("resume", str(save)).split())
    assert "dialogue_sim 9.1.0); install that one to go on with it" in said
    assert "Turn 1 of " in said
