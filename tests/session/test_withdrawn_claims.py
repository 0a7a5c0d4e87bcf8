"""What was taken back was not said: in the next debate a claim in own words is new again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.session.debates_in_yaml import CHAIR, OWN, TABLED, in_debate, loaded, played

from dialogue_sim.session.debating import opposing
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Argue, Drop, Move, Pass, Rebut, Wait
from dialogue_sim.session.playing import submit

OTHER = Argue(
    side="against", reason="humanitarian", claim="It is too late in the year.", cards=("gas",)
)


def next_debate(*last: Move) -> Game:
    """The chair makes two claims and ends the debate with some moves; two turns later."""
    game = played(in_debate(loaded("ledger"), CHAIR), OWN, OTHER)
    game = played(game, Rebut(opposing(game, CHAIR)[0], "concede"), Pass(), *last, Wait(), TABLED)
    assert (game.turn, game.phase) == (4, "argue")
    return game


def repeats(game: Game, *claims: Argue) -> list[bool]:
    """Whether claims that are made now count as said again; their words are other words."""
    for claim in claims:
        game = submit(game, replace(claim, claim="In other words."))
    assert game.waiting is not None
    assert game.waiting.floor is not None
    bank = game.waiting.floor.bank
    found: list[bool] = bank.repeated[bank.written :].tolist()
    return found


@pytest.mark.parametrize(
    ("last", "again"),
    [
        ((Pass(),), [True, True]),
        ((Drop(f"{CHAIR}-1"), Pass()), [False, True]),
        ((Drop(f"{CHAIR}-2"), Pass()), [True, False]),
        ((Drop(f"{CHAIR}-1"), Drop(f"{CHAIR}-2")), [False, False]),
    ],
    ids=["nothing", "the first", "the second", "both"],
)
def test_only_what_stood_in_the_end_was_said(last: tuple[Move, ...], again: list[bool]) -> None:
    assert repeats(next_debate(*last), OWN, OTHER) == again


def test_the_order_in_which_claims_are_made_again_counts_for_nothing() -> None:
    assert repeats(next_debate(Drop(f"{CHAIR}-1"), Pass()), OTHER, OWN) == [True, False]
