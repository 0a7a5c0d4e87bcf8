"""`edit` without a screen: one round for build tasks, and round after round."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Command, Workspace

from dialogue_sim.content.files import packaged_content
from dialogue_sim.linear.live import LinearLive
from dialogue_sim.workshop.live.desk import Desk
from dialogue_sim.workshop.live.watching import Watch

STORY = "scenarios/river_league/first_steps.yaml"
ICE = "title: The ice cracks early"
OWN = ("title: The ice cracks early", "title: The ice cracks")


def test_a_sound_scenario_is_clean_and_its_sessions_are_told(
    command: Command, workspace: Workspace
) -> None:
    workspace(STORY, *OWN)
    result = command("edit", "first_steps", "--once")
    assert result.exit_code == 0
    assert "] clean\n" in result.output
    assert "Made again: 3 decisions, 3 turns." in result.output
    assert "  100 %  news: The ice cracks\n" in result.output
    assert "comes with the program" not in result.output


def test_errors_are_shown_with_their_line_and_end_with_1(
    command: Command, workspace: Workspace
) -> None:
    text = workspace(STORY, "  steward: {}\n", "  steward: {} [\n")
    number = text.split("\n").index("  steward: {} [") + 1
    result = command("edit", "first_steps", "--once")
    assert result.exit_code == 1
    assert f"{STORY}:{number}:15: error[DS107]" in result.output
    assert f"nothing can be played yet: line {number} of first_steps.yaml" in result.output
    assert "Of 300 sessions" not in result.output


def test_a_shipped_scenario_is_watched_and_how_to_have_an_own_one_is_said(
    command: Command,
) -> None:
    result = command("edit", "first_steps", "--once")
    assert result.exit_code == 0
    assert "dialogue-sim new scenario my_first_steps --from first_steps" in result.output


def test_a_scenario_that_does_not_exist_is_a_wrong_call(command: Command) -> None:
    result = command("edit", "first_step", "--once")
    assert result.exit_code == 2
    assert "first_steps" in result.output


def test_own_decisions_are_made(command: Command, workspace: Workspace, here: Path) -> None:
    workspace(STORY, *OWN)
    moves = [{"t": 1, "by": "steward", "do": {"propose": "gauge_day"}},
             {"t": 2, "by": "steward", "do": {"propose": "no_such_text"}}]  # fmt: skip
    (here / "moves.jsonl").write_text("\n".join(map(json.dumps, moves)), encoding="utf-8")
    result = command("edit", "first_steps", "--once", "--moves", "moves.jsonl")
    assert result.exit_code == 0
    assert "The decisions stop in turn 2 at `propose no_such_text`" in result.output
    assert "1 decision kept for later" in result.output


def test_every_save_says_what_it_changes(workspace: Workspace, here: Path) -> None:
    workspace(STORY, *OWN)
    path, said = here / STORY, list[str]()
    saves = [
        lambda text: text.replace("- tension += 3\n", "- tension += 30\n"),
        lambda text: text.replace("  steward: {}\n", "  steward: {} [\n"),
    ]
    times = iter(f"21:04:{second:02}" for second in range(60))

    def rest(seconds: float) -> None:
        """Somebody saves, each time that nothing else is going on."""
        if seconds == quiet and saves:
            said.append("-- saved")
            path.write_text(saves.pop(0)(path.read_text(encoding="utf-8")), encoding="utf-8")

    quiet = Watch().pause
    desk = Desk("first_steps", (here, packaged_content()))
    LinearLive(desk, said.append, lambda: next(times), rest).go_on(12)
    first, second, third = "\n".join(said).split("-- saved\n")
    assert first.startswith("[21:04:00] clean")
    assert "Changed since 21:04:00:" in second
    assert "  scenario.injects.early_thaw.effects tension += 30, was tension += 3" in second
    assert "  turn 2: " in second
    assert "↑   0 % -> 100 %  +100.0 ±0.0  ending: Sandbags" in second
    assert "showing the version of 21:04:01; line" in third
    assert "Of 300 sessions" not in third
