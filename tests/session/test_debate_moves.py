"""What cannot be said in a debate: every refusal says why, and leaves the game as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.session.debates_in_yaml import (
    CHAIR,
    OWN,
    POLAND,
    TABLED,
    in_debate,
    loaded,
    played,
)

from dialogue_sim.session.debating import arguments_of, on_floor
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import (
    Answer,
    Argue,
    Campaign,
    Drop,
    Move,
    MoveError,
    Pass,
    Rebut,
    Respond,
    Settle,
    Wait,
)
from dialogue_sim.session.playing import submit
from dialogue_sim.session.state import digest

ARGUED = (Argue(use="never_alone"), Pass(), Argue(use="bought_off"), Pass())
"""The chair argues for the text, Poland against it."""
ANSWERED = (
    Rebut("bought_off", "undercut"), Pass(), Rebut("never_alone", "counter", "gas"), Pass(),
)  # fmt: skip


def refusal(game: Game, move: Move) -> str:
    """Why a move is refused; the game is exactly as before."""
    before = stamp(game)
    with pytest.raises(MoveError) as caught:
        submit(game, move)
    assert stamp(game) == before
    return str(caught.value)


def stamp(game: Game) -> tuple[Any, ...]:
    return (
        game.turn, game.phase, game.mover, game.pending, game.movers, game.points,
        digest(game.situation), on_floor(game),
    )  # fmt: skip


@pytest.fixture(scope="module")
def cards() -> Game:
    """Chair and Poland debate with the arguments of the bank; the chair is asked."""
    return in_debate(loaded("cards"), CHAIR, POLAND)


@pytest.fixture(scope="module")
def ledger() -> Game:
    """The same in a scenario where own words are welcome."""
    return in_debate(loaded("ledger"), CHAIR, POLAND)


# ------------------------------------------------------------------ arguments


@pytest.mark.parametrize(
    ("move", "words"),
    [
        (Argue(use="never_alon"), ["no argument 'never_alon'", "did you mean 'never_alone'?"]),
        (Argue(use="zzz"), ["no argument 'zzz'", "bought_off, keep_talking"]),
        (Argue(use="never_alone", side="against"), ["has its side, reason and cards already"]),
        (Argue(use="never_alone", reason="law"), ["name it alone"]),
        (Argue(use="never_alone", claim="So there."), ["name it alone"]),
        (Argue(use="never_alone", cards=("gas",)), ["name it alone"]),
        (OWN, ["arguments are chosen and not written", "name one of the bank"]),
        (Argue(), ["arguments are chosen and not written"]),
        (Argue(use="\x1b[2J" + "x" * 500), ["no argument '\\x1b[2Jxxx"]),
    ],
)  # fmt: skip
def test_with_cards_only_the_bank_is_argued_from(
    cards: Game, move: Argue, words: list[str]
) -> None:
    said = refusal(cards, move)
    assert all(word in said for word in words), said
    assert len(said) < 300


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"side": "agains"}, ["no side 'agains'", "did you mean 'against'?"]),
        ({"side": ""}, ["no side ''", "against, for"]),
        ({"reason": "lawful"}, ["no reason 'lawful'", "law"]),
        ({"reason": "securty"}, ["did you mean 'security'?"]),
        ({"cards": ("gass",)}, ["no card 'gass'", "did you mean 'gas'?"]),
        ({"cards": ("gas", "gas")}, ["up to 2 different cards"]),
        ({"cards": ("gas", "spoken", "reported")}, ["up to 2 different cards"]),
        ({"claim": ""}, ["a claim needs words"]),
        ({"claim": " \u00a0 "}, ["a claim needs words"]),
        ({"claim": "x" * 201}, ["at most 200 characters", "1 too many"]),
        ({"claim": "😀" * 300}, ["100 too many"]),
        ({"claim": "red \x1b[31m"}, ["U+001B", "take it out"]),
        ({"claim": "a\x00b"}, ["U+0000"]),
        ({"claim": "left \u202eright"}, ["U+202E (right-to-left override)"]),
        ({"claim": "zero\u200bwidth"}, ["U+200B"]),
        ({"claim": "one\ntwo"}, ["U+000A"]),
        ({"claim": "one\rtwo"}, ["U+000D"]),
        ({"claim": "one\ttwo"}, ["U+0009"]),
        ({"claim": "one\u2028two"}, ["U+2028 (line separator)"]),
        ({"claim": "half \ud83d"}, ["U+D83D"]),
    ],
)
def test_a_claim_in_own_words_has_a_side_a_reason_words_and_cards(
    ledger: Game, change: dict[str, Any], words: list[str]
) -> None:
    said = refusal(ledger, replace(OWN, **change))
    assert all(word in said for word in words), said
    said.encode()  # nothing of what was typed stops the sentence from being shown


@pytest.mark.parametrize("claim", ["x" * 200, "😀" * 200, "ß", "中立 é"])
def test_two_hundred_characters_of_any_script_are_a_claim(ledger: Game, claim: str) -> None:
    game = submit(ledger, replace(OWN, claim=claim))
    assert arguments_of(game, CHAIR) == {f"{CHAIR}-1"}
    assert f"{CHAIR}-1" in on_floor(game)


def test_an_argument_is_made_once_whoever_makes_it(ledger: Game) -> None:
    (modelled, *_) = (name for name in on_floor(ledger) if loaded().bank[name].side == "for")
    assert "has been made already" in refusal(ledger, Argue(use=modelled))
    game = submit(ledger, Argue(use="never_alone"))
    assert "has been made already" in refusal(game, Argue(use="never_alone"))
    game = submit(game, Pass())
    assert "has been made already" in refusal(game, Argue(use="never_alone"))


def test_nobody_argues_a_third_time(ledger: Game) -> None:
    game = played(ledger, OWN, replace(OWN, reason="cost"))
    assert (game.phase, game.mover) == ("argue", POLAND)
    game = played(game, Pass())
    assert "secretary_general has to rebut, or to pass" in refusal(game, OWN)


# ------------------------------------------------------------------ rebuttals


@pytest.mark.parametrize(
    ("move", "words"),
    [
        (Rebut("never_alone", "undercut"), ["argument of your own", "answer somebody else's"]),
        (Rebut("bought_of", "undercut"), ["no argument on the floor 'bought_of'", "'bought_off'"]),
        (Rebut("no_reward", "undercut"), ["no argument on the floor 'no_reward'"]),
        (Rebut("bought_off", "undercutt"), ["kind of rebuttal 'undercutt'", "'undercut'"]),
        (Rebut("bought_off", "shout"), ["challenge, concede, counter, undercut"]),
        (Rebut("bought_off", ""), ["no kind of rebuttal ''"]),
        (Rebut("bought_off", "counter", "gasp"), ["no card 'gasp'", "did you mean 'gas'?"]),
        (Rebut("bought_off", "counter", "gas", "x" * 161), ["at most 160 characters", "1 too"]),
        (Rebut("bought_off", "counter", "gas", " "), ["a rebuttal needs words"]),
        (Rebut("bought_off", "counter", "gas", "a\u2066b"), ["a rebuttal holds U+2066"]),
    ],
)
def test_a_rebuttal_answers_somebody_elses_argument_in_a_known_way(
    ledger: Game, move: Rebut, words: list[str]
) -> None:
    said = refusal(played(ledger, *ARGUED), move)
    assert all(word in said for word in words), said


def test_with_cards_a_rebuttal_is_chosen_and_not_written(cards: Game) -> None:
    game = played(cards, *ARGUED)
    said = refusal(game, Rebut("bought_off", "undercut", "gas", "Not so."))
    assert "rebuttals are chosen and not written" in said
    assert submit(game, Rebut("bought_off", "undercut", "gas")).phase == "rebut"


def test_each_kind_of_answer_is_given_once_to_an_argument(ledger: Game) -> None:
    game = played(ledger, *ARGUED, Rebut("bought_off", "undercut"))
    assert "one of each kind counts" in refusal(game, Rebut("bought_off", "undercut", "gas"))
    assert submit(game, Rebut("bought_off", "counter")).mover == POLAND


def test_the_own_claim_cannot_be_answered_and_that_of_others_can(ledger: Game) -> None:
    game = played(ledger, OWN, Pass(), replace(OWN, side="for"), Pass())
    assert "argument of your own" in refusal(game, Rebut(f"{CHAIR}-1", "undercut"))
    assert "no argument on the floor" in refusal(game, Rebut(f"{POLAND}-2", "undercut"))
    assert submit(game, Rebut(f"{POLAND}-1", "undercut", "", "x" * 160)).mover == CHAIR


# ------------------------------------------------------------------ withdrawing, and the rest


def test_only_what_is_ones_own_and_stands_is_withdrawn(ledger: Game) -> None:
    game = played(ledger, Argue(use="never_alone"), OWN, *ARGUED[2:], *ANSWERED)
    assert game.phase == "defend"
    said = refusal(game, Drop("bought_off"))
    assert f"no argument of yours 'bought_off': known: never_alone, {CHAIR}-1" in said
    assert "did you mean 'never_alone'?" in refusal(game, Drop("never_alon"))
    game = submit(game, Drop("never_alone"))
    assert "no argument of yours 'never_alone'" in refusal(game, Drop("never_alone"))
    assert submit(game, Drop(f"{CHAIR}-1")).mover == POLAND


def test_whoever_is_withdrawn_wholly_has_nothing_left_to_name(ledger: Game) -> None:
    game = played(ledger, *ARGUED, *ANSWERED)
    game = played(game, Drop("never_alone"))
    assert (game.phase, game.mover) == ("defend", POLAND)
    assert "known: bought_off" in refusal(game, Drop("never_alone"))


PROPOSAL, SETTLEMENT = TABLED, Settle("group")


@pytest.mark.parametrize(
    ("before", "waits_for", "possible"),
    [
        ((), "secretary_general has to argue", (Argue, Pass)),
        (ARGUED[:2], "poland has to argue", (Argue, Pass)),
        (ARGUED, "secretary_general has to rebut", (Rebut, Pass)),
        ((*ARGUED, *ANSWERED), "secretary_general has to defend", (Drop, Pass)),
    ],
)
def test_another_move_than_the_debate_waits_for_is_refused(
    cards: Game, before: tuple[Move, ...], waits_for: str, possible: tuple[type, ...]
) -> None:
    game = played(cards, *before)
    for move in (
        PROPOSAL, SETTLEMENT, Respond("hedge"), Answer("probe"), Wait(), Campaign(),
        Argue(use="united_front"), Rebut("bought_off", "counter"), Drop("never_alone"),
    ):  # fmt: skip
        if not isinstance(move, possible):
            assert f"the text is being debated: {waits_for}, or to pass" in refusal(game, move)


def test_outside_a_debate_nobody_speaks(cards: Game) -> None:
    rests = [Pass()] * 4
    responds = played(cards, *rests)
    proposes = submit(responds, Respond("hedge"))
    assert (responds.phase, proposes.phase) == ("respond", "propose")
    for game in (responds, proposes):
        for move in (OWN, Rebut("bought_off", "counter"), Drop("never_alone"), Pass()):
            assert refusal(game, move) == "nothing is debated now"


def test_a_finished_session_says_that_it_is_over() -> None:
    game = in_debate(loaded())
    while game.phase != "over":
        game = submit(game, Wait())
    assert "the session is over" in refusal(game, Pass())
