"""Recorded games, compared word for word and number for number.

A recording is what a person would read: the moves, who said what and why, the answer, and every
indicator in points with six decimals, so that a change of the arithmetic shows. After a change
that is meant, write them anew and read the difference before it is committed:

    RECORD_PLAYTHROUGHS=1 python -m pytest tests/test_playthroughs.py
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from tests.exactly import percents
from tests.without_mechanisms import plain_library

from dialogue_sim.content.files import packaged_content, read_library, scenario_paths
from dialogue_sim.content.library import load
from dialogue_sim.engine.floor import NOTHING, ledger_of
from dialogue_sim.engine.turn import Turn
from dialogue_sim.engine.world import World
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import (
    Assure,
    Campaign,
    Consult,
    Mandate,
    Move,
    Propose,
    Settle,
    Wait,
)
from dialogue_sim.session.notation import write_move
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.saves.records import run_record
from dialogue_sim.session.strategies.strategies import STRATEGIES, play_out
from dialogue_sim.session.views.turn_view import HearingView, TurnView
from dialogue_sim.session.views.view import View, view_for
from dialogue_sim.words import REBUTTALS, SIDES

FILES = read_library(packaged_content())
RECORDINGS = [*sorted(scenario_paths(FILES)), "without_mechanisms"]
FOLDER = Path(__file__).parent / "playthroughs"
VARIABLE = "RECORD_PLAYTHROUGHS"
HOW = f"if this change is meant, run again with {VARIABLE}=1 and read the difference"

SCRIPTS: dict[str, tuple[str, tuple[Move, ...]]] = {
    "december_2019": (
        "kalmar",
        (
            Mandate("unifier"),
            Propose("nrc_ambassadors", {"conditions": "agenda", "transparency": "public"}),
            Consult("poland"),
            Assure("poland", "promise"),
            Wait(),
            Propose("isolation"),
            Settle("withdraw"),
            Campaign(),
            Propose("deterrence_plus_channel"),
            Propose("isolation", {}, "nrc"),
            Settle("amend", {"contact": "experts"}),
            Propose("isolation"),
            Settle("group"),
        ),
    ),
    "first_steps": (
        "kalmar",
        (
            Propose("notice_for_toll", {"record": "posted"}),
            Propose("open_hands"),
            Settle("amend", {"warning": "notice"}),
            Propose("close_the_river"),
            Settle("group"),
        ),
    ),
}
PLAIN = "without_mechanisms"
UNMANNED = "least_used"
"""Tables in the scenarios that have no script here; it visits more of a menu than any other."""
SCRIPTS_OF_ALL = {
    **SCRIPTS,
    PLAIN: (
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
    ),
}
"""The recording of the plain model is older than the mechanisms, and stays as it is."""


def played(recording: str) -> Game:
    plain = recording == PLAIN
    files = plain_library() if plain else FILES
    bundle = load(files, "december_2019" if plain else recording)
    if recording not in SCRIPTS_OF_ALL:
        return play_out(begin(bundle, "kalmar", {}), STRATEGIES[UNMANNED])
    seed, moves = SCRIPTS_OF_ALL[recording]
    game = begin(bundle, seed, {})
    for move in moves:
        game = submit(game, move)
    return game


def transcript(game: Game) -> str:
    """A session as text: everything from the chair's view, exact numbers from its record."""
    view = view_for(game, game.chair)
    numbers = run_record(game)["turns"]
    assert isinstance(numbers, list)
    lines = [f"{view.title}, seed {view.seed}, {view.seat_name} in the chair"]
    for place, (turn, record) in enumerate(zip(view.played, numbers, strict=True)):
        spoken = debated(game.world, game.played[place].turn)
        lines += ["", f"Turn {turn.number}", *said_and_done(turn, spoken)]
        lines += [f"  {name:<20}{value:14.6f}" for name, value in record["situation"].items()]
        lines.append(f"  state {turn.state}")
    return "\n".join([*lines, "", *finale(view)]) + "\n"


def debated(world: World, turn: Turn) -> Iterator[str]:
    """Who argued what, how it was answered, and what each side came to for whom, per mille."""
    if turn.floor is None:
        return
    bank, said = turn.floor.bank, turn.floor.said
    names, cards = (*world.actors.ids, world.counterpart.id), (*bank.dossier.ids, "no card")
    ledger = ledger_of(world, turn.floor, turn.hearings[0].text)
    yield "    debated:"
    for entry, speaker, again in zip(said.entries, said.speakers, said.repeated, strict=True):
        if entry[0] != NOTHING:
            once_more = ", again" if again[0] else ""
            side = SIDES[bank.sides[entry[0]]]
            yield f"      {names[speaker[0]]}, {side}: {bank.ids[entry[0]]}{once_more}"
    for answer in zip(said.rebutters, said.kinds, said.targets, said.cards, strict=True):
        who, kind, target, card = (int(part[0]) for part in answer)
        if target != NOTHING:
            yield f"      {names[who]}: {REBUTTALS[kind]} {bank.ids[target]} with {cards[card]}"
    for actor, pro, contra in zip(world.actors.ids, *ledger.sides[:, :, 0], strict=True):
        yield f"      {actor:<19} for {pro:3d}, against {contra:3d}"


def said_and_done(turn: TurnView, spoken: Iterable[str]) -> Iterator[str]:
    """Moves with what followed from each, and the answer.

    Args:
        turn: as the chair sees it; spoken: what is told of its debate.
    """
    yield from (f"  fired: {inject}" for inject in turn.fired)
    hearings = iter(turn.hearings)
    for move in turn.moves:
        yield f"  > {json.dumps(write_move(move))}"
        if isinstance(move, Propose):
            yield from spoken
        if isinstance(move, Propose | Settle):
            yield from heard(next(hearings))
    state = "stands" if turn.stands else "does not stand"
    yield f"  {turn.title if turn.waited else state}; in force: {turn.in_force.title}"
    chances = " ".join(f"{chance:.6f}" for chance in percents(turn.answer.chances))
    yield f"  {turn.answer.answer}; {turn.answer.reason}; it was open: {chances}"
    yield from off_the_record(turn)


def off_the_record(turn: TurnView) -> Iterator[str]:
    """What mechanisms made of a turn; nothing without any."""
    yield from (f"  {said}" for said in turn.pledges)
    if turn.reading is not None:
        yield f"  reading: {turn.reading.report or 'no report'}. {turn.reading.says}"
    if turn.capital is not None:
        yield f"  capital: {turn.capital[0]} to {turn.capital[1]}"
    yield from (f"  lesson: {lesson.id}" for lesson in turn.lessons)


def heard(hearing: HearingView) -> Iterator[str]:
    """What the alliance made of a text."""
    chance = "nobody has to consent"
    if hearing.text.chance is not None:
        chance = f"chance {hearing.text.chance.says}"
    amended = ", ".join(hearing.text.amendments) or "as it is"
    yield f"    {amended}; exposure {hearing.text.exposure}; {chance}"
    if hearing.text.price is not None:
        yield f"    price {hearing.text.price}"
    if hearing.text.step is not None:
        yield f"    {hearing.text.step.says}"
    for said in hearing.reactions:
        eased = " (not alone)" if said.eased else ""
        utility = f"{said.receipt.utility:+.6f}"
        yield f"    {said.actor:<19} {utility} {said.response}{eased}: {said.reason}"
        if said.receipt.worth is not None:
            yield f"      worth {said.receipt.worth.value:+.6f}. {said.receipt.worth.says}"
    if hearing.blocked:
        yield f"    broken by {', '.join(hearing.broken_by)}"


def finale(view: View) -> Iterator[str]:
    assert view.ending is not None
    yield f"Ending: {view.ending.id}, {view.ending.title}"
    for goal in view.goals:
        yield f"  {goal.id}: {goal.points} points, {'met' if goal.met else 'not met'}"
    for pledge in view.ending.pledges:
        settled = f"{pledge.fate} in turn {pledge.settled}"
        yield f"  promise of turn {pledge.said} to {pledge.actor}: {settled}"
    if view.at.nature is not None:
        yield f"  {view.counterpart_short} was: {view.at.nature.id}"
    yield f"Session code {view.code}"


@pytest.mark.parametrize("recording", RECORDINGS)
def test_a_recorded_game_goes_as_it_went(recording: str) -> None:
    now = transcript(played(recording))
    path = FOLDER / f"{recording}.txt"
    if os.environ.get(VARIABLE) and recording != PLAIN:
        path.write_text(now, encoding="utf-8", newline="\n")
    assert now == path.read_text(encoding="utf-8"), HOW


def test_every_recording_belongs_to_a_scenario() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(RECORDINGS)


@pytest.mark.parametrize("recording", ["december_2019", PLAIN])
def test_a_recorded_game_shows_every_way_to_settle(recording: str) -> None:
    turns = view_for(game := played(recording), game.chair).played
    assert {turn.settlement for turn in turns} == {"", "amend", "group", "withdraw"}
    assert any(turn.amendments for turn in turns)
    applied = {hearing.applies for turn in turns for hearing in turn.hearings}
    assert applied == {True, False}


def test_a_recorded_game_shows_what_mechanisms_do() -> None:
    game = played("december_2019")
    view = view_for(game, game.chair)
    assert {type(move) for turn in view.played for move in turn.moves} == {
        Mandate, Consult, Assure, Campaign, Propose, Wait, Settle,
    }  # fmt: skip
    assert {turn.waited for turn in view.played} == {True, False}
    assert any(turn.pledges for turn in view.played)
    assert all(turn.reading is not None and turn.capital is not None for turn in view.played)
