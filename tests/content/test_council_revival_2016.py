"""What is special to the scenario of 2016: no Council at first, and two capitals that table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.moves import Propose, Wait
from dialogue_sim.session.playing import begin, submit

if TYPE_CHECKING:
    from dialogue_sim.session.game import Game

BUNDLE = load(read_library(packaged_content()), "council_revival_2016")
SCENARIO = BUNDLE.scenario
AMBASSADORS = {"ambassadors", "ministers", "top"}


def test_nobody_of_rank_meets_at_the_opening() -> None:
    standing = BUNDLE.policies.policies[str(SCENARIO.standing)]
    assert standing.levels["contact"] == "experts"
    assert standing.venue != "nrc"
    assert SCENARIO.standing not in SCENARIO.policies


def test_washington_is_not_yet_the_one_of_2019() -> None:
    contact = BUNDLE.actors["united_states"].issues["contact"]
    assert (contact.ideal, contact.salience) == ("ambassadors", 3)


def test_berlin_tables_meetings_all_but_one_of_the_council() -> None:
    assert SCENARIO.tabler(3) == "germany"
    menu = {name: BUNDLE.policies.policies[name] for name in SCENARIO.menu(3)}
    elsewhere = [name for name, policy in menu.items() if policy.venue != "nrc"]
    assert elsewhere == ["bilateral_ministers"]
    for name, policy in menu.items():
        assert policy.levels["contact"] in AMBASSADORS, name


def test_warsaw_tables_terms_or_soldiers() -> None:
    assert SCENARIO.tabler(5) == "poland"
    for name in SCENARIO.menu(5):
        levels = BUNDLE.policies.policies[name].levels
        assert levels["conditions"] == "strict" or levels["deterrence"] == "reinforced", name


def test_what_happens_in_warsaw_is_called_fiction() -> None:
    """The documents know nothing of a summit in Warsaw or of battalions."""
    for name, inject in SCENARIO.injects.items():
        if re.search(r"Warsaw|battalion", inject.text):
            assert inject.label == "FIC", name
    for text in (SCENARIO.brief, SCENARIO.advanced or ""):
        assert "battalions" in text
        assert "[FIC]" in text


@pytest.mark.parametrize("seed", ["0", "kalmar"])
def test_who_never_invites_finds_the_chairs_empty(seed: str) -> None:
    assert ending_of(played(seed, Wait())) == "chair_stays_empty"


def test_ambassadors_who_are_to_meet_after_the_war_do_not_meet() -> None:
    late = played("kalmar", Propose("nrc_ambassadors", {"timing": "settlement"}))
    now = played("kalmar", Propose("nrc_ambassadors"))
    assert [game.played[-1].turn.stands[0] for game in (late, now)] == [True, True]
    assert [ending_of(late), ending_of(now)] == ["chair_stays_empty", "seldom_and_short"]


def played(seed: str, last: Propose | Wait) -> Game:
    """A game in which nobody tables anything before the last turn."""
    game = begin(BUNDLE, seed)
    while game.phase == "propose":
        game = submit(game, last if game.turn == SCENARIO.turns else Wait())
    assert game.phase == "over"
    return game


def ending_of(game: Game) -> str:
    return SCENARIO.endings[game.ending].id
