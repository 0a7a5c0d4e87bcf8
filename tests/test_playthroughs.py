"""Recorded games, compared word for word and number for number.

A recording is what a person would read: the moves, who said what and why, the answer, and every
indicator in points with six decimals, so that a change of the arithmetic shows. After a change
that is meant, write them anew and read the difference before it is committed:

    RECORD_PLAYTHROUGHS=1 python -m pytest tests/test_playthroughs.py
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from dialogue_sim.content.files import packaged_content, read_library, scenario_paths
from dialogue_sim.content.library import load
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Move, Propose, Settle, write_move
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.records import run_record
from dialogue_sim.session.turn_view import HearingView, TurnView
from dialogue_sim.session.view import View, view_for

FOLDER = Path(__file__).parent / "playthroughs"
VARIABLE = "RECORD_PLAYTHROUGHS"
HOW = f"if this change is meant, run again with {VARIABLE}=1 and read the difference"

SCRIPTS: dict[str, tuple[str, tuple[Move, ...]]] = {
    "december_2019": (
        "kalmar",
        (
            Propose("nrc_ambassadors", {"conditions": "agenda", "transparency": "public"}),
            Propose("business_as_usual"),
            Settle("group"),
            Propose("business_as_usual", {}, "neutral_platform"),
            Settle("withdraw"),
            Propose("business_as_usual", {"pressure": "kept"}),
            Settle("amend", {"framing": "crisis"}),
            Propose("grit_confidence_building", {"deterrence": "reinforced"}, "neutral_platform"),
            Propose("top_level_talks"),
        ),
    )
}


def played(scenario: str) -> Game:
    seed, moves = SCRIPTS[scenario]
    game = begin(load(read_library(packaged_content()), scenario), seed)
    for move in moves:
        game = submit(game, move)
    return game


def transcript(game: Game) -> str:
    """A session as text: everything from the chair's view, exact numbers from its record."""
    view = view_for(game, game.chair)
    numbers = run_record(game)["turns"]
    assert isinstance(numbers, list)
    lines = [f"{view.title}, seed {view.seed}, {view.seat_name} in the chair"]
    for turn, record in zip(view.played, numbers, strict=True):
        lines += ["", f"Turn {turn.number}", *said_and_done(turn)]
        lines += [f"  {name:<20}{value:14.6f}" for name, value in record["situation"].items()]
        lines.append(f"  state {turn.state}")
    return "\n".join([*lines, "", *finale(view)]) + "\n"


def said_and_done(turn: TurnView) -> Iterator[str]:
    """Moves with what followed from each, and the answer."""
    yield from (f"  fired: {inject}" for inject in turn.fired)
    for move, hearing in zip(turn.moves, turn.hearings, strict=True):
        yield f"  > {json.dumps(write_move(move))}"
        yield from heard(hearing)
    yield f"  {'stands' if turn.stands else 'does not stand'}; in force: {turn.in_force.title}"
    chances = " ".join(f"{chance:.6f}" for chance in turn.answer.chances)
    yield f"  {turn.answer.answer}; {turn.answer.reason}; it was open: {chances}"


def heard(hearing: HearingView) -> Iterator[str]:
    """What the alliance made of a text."""
    chance = "nobody has to consent"
    if hearing.text.chance is not None:
        chance = f"chance {hearing.text.chance} %"
    amended = ", ".join(hearing.text.amendments) or "as it is"
    yield f"    {amended}; exposure {hearing.text.exposure}; {chance}"
    for said in hearing.reactions:
        eased = " (not alone)" if said.eased else ""
        utility = f"{said.receipt.utility:+.6f}"
        yield f"    {said.actor:<19} {utility} {said.response}{eased}: {said.reason}"
    if hearing.blocked:
        yield f"    broken by {', '.join(hearing.broken_by)}"


def finale(view: View) -> Iterator[str]:
    assert view.ending is not None
    yield f"Ending: {view.ending.id}, {view.ending.title}"
    for goal in view.goals:
        yield f"  {goal.id}: {goal.points} points, {'met' if goal.met else 'not met'}"
    yield f"Session code {view.code}"


@pytest.mark.parametrize("scenario", SCRIPTS)
def test_a_recorded_game_goes_as_it_went(scenario: str) -> None:
    now = transcript(played(scenario))
    path = FOLDER / f"{scenario}.txt"
    if os.environ.get(VARIABLE):
        path.write_text(now, encoding="utf-8", newline="\n")
    assert now == path.read_text(encoding="utf-8"), HOW


def test_every_shipped_scenario_has_a_recorded_game() -> None:
    assert set(scenario_paths(read_library(packaged_content()))) == set(SCRIPTS)


@pytest.mark.parametrize("scenario", SCRIPTS)
def test_a_recorded_game_shows_every_way_to_settle(scenario: str) -> None:
    turns = view_for(game := played(scenario), game.chair).played
    assert {turn.settlement for turn in turns} == {"", "amend", "group", "withdraw"}
    assert any(turn.amendments for turn in turns)
    assert {hearing.applies for turn in turns for hearing in turn.hearings} == {True, False}
