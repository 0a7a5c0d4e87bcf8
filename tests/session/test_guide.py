"""What a scenario that teaches tells a new player, turn by turn."""

from __future__ import annotations

import re

import pytest

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.fingerprint import fingerprints
from dialogue_sim.content.library import examine, load
from dialogue_sim.session.playing import begin
from dialogue_sim.session.views.guide import GuideView, next_step
from dialogue_sim.session.views.view import view_for

FILES = read_library(packaged_content())
FIRST = "scenarios/river_league/first_steps.yaml"
OPEN, DECIDE = GuideView(1, "open", "Open one."), GuideView(1, "decide", "Table it.")
AGAIN = GuideView(3, "open", "Open another.")
STEPS = (OPEN, DECIDE, AGAIN)


@pytest.mark.parametrize(
    ("turn", "done", "step"),
    [
        (1, (), OPEN),
        (1, ("open",), DECIDE),
        (1, ("decide",), OPEN),
        (1, ("open", "decide"), None),
        (2, (), None),
        (3, ("decide",), AGAIN),
    ],
)
def test_the_first_step_that_is_not_done_is_told(
    turn: int, done: tuple[str, ...], step: GuideView | None
) -> None:
    assert next_step(STEPS, turn, done) == step  # type: ignore[arg-type]


def test_every_seat_of_the_first_scenario_is_guided_from_the_first_turn() -> None:
    bundle = load(FILES, "first_steps")
    for seat in bundle.scenario.seats:
        guide = view_for(begin(bundle, "kalmar", {seat: "player"}), seat).guide
        assert guide[0].turn == 1
        assert [step.turn for step in guide] == sorted(step.turn for step in guide)


def test_a_step_in_a_turn_that_never_comes_is_reported() -> None:
    text = FILES[FIRST].decode()
    late = text.replace("      - turn: 3\n", "      - turn: 4\n", 1)
    assert late != text
    (problem,) = examine({**FILES, FIRST: late.encode()}, "first_steps")[1]
    assert problem.code == "DS209"
    assert problem.message == "turn 4 never comes: the scenario has 3 turns"
    assert late.splitlines()[problem.place.line - 1].strip() == "- turn: 4"


def test_a_guide_changes_no_rule_of_the_sessions_that_were_saved_without_it() -> None:
    text = FILES[FIRST].decode()
    worded = re.sub(r"say: Look through .*", "say: Begin.", text)
    assert worded != text
    rules, prose = fingerprints(load(FILES, "first_steps"))
    again, other = fingerprints(load({**FILES, FIRST: worded.encode()}, "first_steps"))
    assert rules == again
    assert prose != other
