"""What is special to the scenario of 2023: a war, an idle Council, and a capital far away."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from tests.without_debates import without_debates

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.engine.indicators import read
from dialogue_sim.session.moves import Propose, Respond, Settle
from dialogue_sim.session.playing import begin, submit

if TYPE_CHECKING:
    from dialogue_sim.session.game import Game
    from dialogue_sim.session.moves import Move

BUNDLE = load(without_debates(read_library(packaged_content())), "council_idle_2023")
SCENARIO = BUNDLE.scenario
CHAIR = SCENARIO.chair
SEEDS = ("0", "kalmar", "empty", "chair", "spring")
REQUEST = 5.0
"""Points by which the request that is reported in turn 2 brings outside support nearer."""


def test_the_war_is_at_its_height_and_no_text_on_the_menu_is_in_force() -> None:
    assert SCENARIO.situation["hostilities"] == 100
    assert SCENARIO.standing not in SCENARIO.policies
    standing = BUNDLE.policies.policies[str(SCENARIO.standing)]
    assert standing.levels["conditions"] == "preconditions"


def test_beijing_has_a_seat_a_paper_and_an_ending() -> None:
    assert "china" in SCENARIO.seats
    assert [turn for turn in range(1, SCENARIO.turns + 1) if SCENARIO.tabler(turn) == "china"]
    told = {ending.id for ending in SCENARIO.endings if "Beijing" in ending.title}
    assert told == {"beijing_decides", "beijing_waits"}


def test_what_is_told_of_arms_from_outside_is_an_allegation_or_fiction() -> None:
    """One sentence of the documents speaks of China, and it confirms nothing."""
    for name, inject in SCENARIO.injects.items():
        if re.search(r"Beijing|China|inspectors", inject.text):
            assert inject.label == "FIC" or "D004-S18" in inject.source, name
            assert inject.label == "FIC" or "not confirmed" in inject.text, name


@pytest.mark.parametrize("seed", SEEDS)
def test_what_beijing_says_to_firm_terms_moves_the_request(seed: str) -> None:
    """An objection may bring help nearer by five points a turn; acceptance never does."""
    firm = "strict_conditional_dialogue"
    after_no, after_yes = (
        outside_support(three_turns(seed, firm, says)) for says in ("object", "endorse")
    )
    assert after_yes == 40.0 + REQUEST
    assert after_no in {45.0, 50.0, 54.0, 55.0, 59.0, 60.0, 64.0}


def test_an_objection_from_beijing_is_felt_in_most_games() -> None:
    firm = "strict_conditional_dialogue"
    felt = [outside_support(three_turns(seed, firm, "object")) > 45.0 for seed in SEEDS]
    assert sum(felt) > len(SEEDS) / 2


def test_lists_of_prisoners_pass_through_a_beijing_that_can_live_with_the_text() -> None:
    came = {
        says: {seed for seed in SEEDS if exchanged(three_turns(seed, "nrc_ambassadors", says))}
        for says in ("object", "accept_with_conditions")
    }
    assert not came["object"]
    assert len(came["accept_with_conditions"]) > len(SEEDS) / 2


@cache
def three_turns(seed: str, policy: str, says: str) -> Game:
    """A game in which the chair tables one text twice, and Beijing says the same to everything."""
    game = begin(BUNDLE, seed, dict.fromkeys((CHAIR, "china"), "player"))
    while game.turn < 4 and game.phase != "over":
        game = submit(game, Respond(says) if game.phase == "respond" else tabled(game, policy))
    return game


def tabled(game: Game, policy: str) -> Move:
    """What the chair does, and in the third turn the Baltic states."""
    if game.phase == "settle":
        return Settle("withdraw")
    return Propose(policy if SCENARIO.tabler(game.turn) == CHAIR else "sanctions_tightened")


def outside_support(game: Game) -> float:
    return float(read(game.world, game.situation, "outside_support")[0])


def exchanged(game: Game) -> bool:
    return any("names_on_a_list" in game.fired(place) for place in range(len(game.played)))
