"""Debates in which persons speak: who is asked when, and what their words come to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.session.debates_in_yaml import (
    ALLIES,
    CHAIR,
    GERMANY,
    GERMANY_TABLES,
    OWN,
    POLAND,
    RUSSIA,
    STOPPED,
    TABLED,
    in_debate,
    loaded,
    played,
)

from dialogue_sim.engine.floor import NOTHING, Floor
from dialogue_sim.session.debating import on_floor
from dialogue_sim.session.game import IN_DEBATE, Game
from dialogue_sim.session.moves import (
    Answer,
    Argue,
    Drop,
    Move,
    MoveError,
    Pass,
    Rebut,
    Respond,
    Settle,
    Wait,
)
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.state import digest


def asked(game: Game, *moves: Move) -> list[tuple[str, str]]:
    """Who is asked for what before each move."""
    found: list[tuple[str, str]] = []
    for move in moves:
        found.append((game.mover, game.phase))
        game = submit(game, move)
    return found


def made(game: Game) -> list[tuple[str, str]]:
    """Arguments of the last finished turn that stand at its end, with who made them."""
    floor = game.played[-1].turn.floor
    assert floor is not None
    return of_floor(game, floor)


def of_floor(game: Game, floor: Floor) -> list[tuple[str, str]]:
    names = (*game.world.actors.ids, game.world.counterpart.id)
    pairs = zip(floor.said.entries[:, 0], floor.said.speakers[:, 0], strict=True)
    return [(floor.bank.ids[entry], names[who]) for entry, who in pairs if entry != NOTHING]


def floor_now(game: Game) -> Floor:
    """The floor of the debate that is going on."""
    assert game.waiting is not None
    assert game.waiting.floor is not None
    return game.waiting.floor


def term(game: Game, actor: str, hearing: int = -1) -> float:
    """What the debate of the last finished turn came to for an actor."""
    arguments = game.played[-1].turn.hearings[hearing].arguments
    return float(arguments[game.world.actors.ids.index(actor), 0])


# ------------------------------------------------------------------ who is asked when


def test_one_person_is_asked_in_every_step() -> None:
    game = in_debate(loaded(), CHAIR)
    moves = (
        Argue(use="never_alone"), Argue(use="united_front"),
        Rebut("nobody_wants_it", "undercut"), Rebut("nobody_wants_it", "concede", "reported"),
        Drop("united_front"), Pass(),
    )  # fmt: skip
    steps = ["argue", "argue", "rebut", "rebut", "defend", "defend"]
    assert asked(game, *moves) == [(CHAIR, step) for step in steps]
    after = played(game, *moves)
    assert (after.turn, after.phase) == (3, "propose")
    assert ("never_alone", CHAIR) in made(after)
    assert "united_front" not in dict(made(after))


def test_who_passes_has_said_all_in_a_step() -> None:
    game = in_debate(loaded(), CHAIR)
    assert asked(game, Pass(), Pass(), Wait()) == [
        (CHAIR, "argue"), (CHAIR, "rebut"), (CHAIR, "propose"),
    ]  # fmt: skip
    once = (Argue(use="never_alone"), Pass(), Rebut("nobody_wants_it", "counter"), Pass(), Pass())
    assert asked(game, *once) == [
        (CHAIR, "argue"), (CHAIR, "argue"), (CHAIR, "rebut"), (CHAIR, "rebut"), (CHAIR, "defend"),
    ]  # fmt: skip
    assert played(game, *once).turn == 3


def test_chair_and_member_take_turns_in_each_step_and_then_silence_runs() -> None:
    game = in_debate(loaded(), POLAND, CHAIR)
    moves = (
        Argue(use="never_alone"), Pass(), Argue(use="bought_off"), Argue(use="no_reward"),
        Rebut("bought_off", "undercut"), Pass(),
        Rebut("never_alone", "counter", "gas"), Rebut("never_alone", "challenge"),
        Pass(), Drop("no_reward"), Pass(), Respond("hedge"),
    )  # fmt: skip
    assert asked(game, *moves) == [
        *[(CHAIR, "argue")] * 2, *[(POLAND, "argue")] * 2,
        *[(CHAIR, "rebut")] * 2, *[(POLAND, "rebut")] * 2,
        (CHAIR, "defend"), *[(POLAND, "defend")] * 2, (POLAND, "respond"),
    ]  # fmt: skip
    after = played(game, *moves)
    assert after.turn == 3
    assert {("never_alone", CHAIR), ("bought_off", POLAND)} <= set(made(after))
    assert "no_reward" not in dict(made(after))


def test_the_person_in_the_counterparts_seat_speaks_and_answers_in_the_end() -> None:
    game = in_debate(loaded(), CHAIR, RUSSIA)
    moves = (
        Pass(), Argue(use="no_reward"), Pass(), Pass(), Rebut("keep_talking", "concede"), Pass(),
        Pass(), Answer("probe"),
    )  # fmt: skip
    assert asked(game, *moves) == [
        (CHAIR, "argue"), *[(RUSSIA, "argue")] * 2, (CHAIR, "rebut"), *[(RUSSIA, "rebut")] * 2,
        (RUSSIA, "defend"), (RUSSIA, "answer"),
    ]  # fmt: skip
    assert ("no_reward", RUSSIA) in made(played(game, *moves))


def test_five_persons_speak_and_whoever_else_sits_there_is_modelled() -> None:
    five = (CHAIR, "france", GERMANY, POLAND, RUSSIA)
    game = in_debate(loaded("cards", ALLIES), *five[1:], "united_states", CHAIR)
    assert asked(game, *[Pass()] * 10) == [
        (seat, step) for step in ("argue", "rebut") for seat in five
    ]  # fmt: skip
    after = played(game, *[Pass()] * 10)
    assert (after.mover, after.phase) == ("france", "respond")
    speakers = {who for _, who in of_floor(after, floor_now(after))}
    assert speakers.isdisjoint(five)
    assert "united_states" in speakers


def test_a_modelled_seat_speaks_only_where_no_person_does() -> None:
    alone, both = (in_debate(loaded(), *seats) for seats in ((CHAIR,), (CHAIR, GERMANY)))
    assert ("keep_talking", GERMANY) in of_floor(alone, floor_now(alone))
    assert GERMANY not in {who for _, who in of_floor(both, floor_now(both))}


def test_whoever_tables_speaks_first() -> None:
    game = in_debate(loaded("cards", GERMANY_TABLES), CHAIR, POLAND, GERMANY)
    assert asked(game, Pass(), Pass(), Pass(), Pass()) == [
        (GERMANY, "argue"), (CHAIR, "argue"), (POLAND, "argue"), (GERMANY, "rebut"),
    ]  # fmt: skip


def test_nobody_is_asked_where_nobody_sits() -> None:
    game = in_debate(loaded())
    assert (game.turn, game.phase) == (3, "propose")
    assert {loaded().bank[name].side for name, _ in made(game)} == {"for", "against"}


@pytest.mark.parametrize("turn", [1, 2, 3, 4, 5])
def test_what_is_tabled_is_debated_in_turns_two_and_four(turn: int) -> None:
    game = played(begin(loaded(), "kalmar"), *[Wait()] * (turn - 1), TABLED)
    assert (game.phase in IN_DEBATE) == (turn in {2, 4})


def test_nothing_is_debated_where_nothing_is_tabled_or_the_scenario_does_not_debate() -> None:
    waited = played(begin(loaded(), "kalmar"), Wait(), Wait())
    quiet = in_debate(loaded("none"), CHAIR)
    for game in (waited, quiet):
        assert (game.turn, game.phase) == (3, "propose")
        assert game.played[-1].turn.floor is None


# ------------------------------------------------------------------ the duty to answer


def test_who_argued_answers_the_other_side_before_it_rests() -> None:
    game = played(in_debate(loaded(), CHAIR), Argue(use="never_alone"), Pass())
    theirs = [name for name in on_floor(game) if loaded().bank[name].side == "against"]
    with pytest.raises(MoveError, match="answer at least one argument of the other side first"):
        submit(game, Pass())
    assert submit(submit(game, Rebut(theirs[0], "challenge")), Pass()).phase == "defend"


def test_two_answers_to_the_own_side_are_no_way_around_the_duty() -> None:
    game = played(in_debate(loaded(), CHAIR), Argue(use="never_alone"), Pass())
    game = submit(game, Rebut("keep_talking", "undercut"))
    with pytest.raises(MoveError, match="answer at least one argument of the other side first"):
        submit(game, Rebut("keep_talking", "concede"))
    assert submit(game, Rebut("nobody_wants_it", "concede")).phase == "defend"


@pytest.mark.parametrize("uses", [(), ("never_alone", "bought_off")], ids=["none", "both sides"])
def test_who_took_no_side_or_both_may_rest(uses: tuple[str, ...]) -> None:
    game = played(in_debate(loaded(), CHAIR), *(Argue(use=use) for use in uses))
    game = game if uses else submit(game, Pass())
    assert submit(game, Pass()).phase in {"defend", "propose"}


# ------------------------------------------------------------------ what it comes to

SILENT = tuple([Pass()] * 8)
EVERYBODY = (CHAIR, GERMANY, POLAND, RUSSIA)


def test_what_a_debate_of_modelled_speakers_comes_to_is_reckoned_by_hand() -> None:
    """Four persons rest; France speaks for the text and Ukraine against it, once each.

    For Poland (security 200, law 180, public opinion 120, feasibility 100, cost 20):
    for: `trade_ties` 150 + 160 + 20 = 330; against, without a card: `nobody_wants_it`
    150 + 120 = 270. Each side counters the one argument of the other with the card on gas,
    100 + 2 x 160 = 420 of it: 580 x 330 / 1000 = 191 and 580 x 270 / 1000 = 156 are left.
    """
    game = played(in_debate(loaded(), *EVERYBODY), *SILENT, Respond("hedge"), Respond("hedge"))
    game = submit(game, Answer("probe"))
    assert made(game) == [("trade_ties", "france"), ("nobody_wants_it", "ukraine")]
    assert term(game, POLAND) == (191 - 156) / 1000


def test_a_claim_and_rebuttals_come_to_what_their_structure_is_worth() -> None:
    """As above, and Poland claims in own words, by law, with the card on gas: 150 + 160 + 180.

    The chair undercuts the claim with that card, 120 + 160 = 280 of it; Poland challenges
    `trade_ties` without one, 150 of it. The modelled speakers for the text counter both arguments
    of the other side as above, those against it the only one there is. Of the claim's 490 are
    left 720 x 580 / 1000 = 417 of 1000, so 204; of `nobody_wants_it` 156, less than the claim; of
    `trade_ties` 850 x 580 / 1000 = 493 of 1000, so 162 of 330.
    """
    game = played(
        in_debate(loaded("ledger"), *EVERYBODY),
        Pass(), Pass(), OWN, Pass(), Pass(),
        Rebut(f"{POLAND}-1", "undercut", "gas"), Pass(), Pass(),
        Rebut("trade_ties", "challenge"), Pass(), Pass(),
        Pass(), Respond("hedge"), Respond("hedge"), Answer("probe"),
    )  # fmt: skip
    assert term(game, POLAND) == (162 - 204) / 1000


def test_what_is_withdrawn_counts_for_nothing() -> None:
    """A claim that nobody weighs most, so that no modelled speaker turns to it."""
    weak = Argue(side="against", reason="humanitarian", claim="It is too late in the year.")
    start = in_debate(loaded("ledger"), CHAIR)
    rests = played(start, Pass(), Pass())
    owed = (weak, Pass(), Rebut("keep_talking", "concede"), Pass())
    drops, stays = (played(start, *owed, last) for last in (Drop(f"{CHAIR}-1"), Pass()))
    assert len(made(stays)) == len(made(drops)) + 1 == len(made(rests)) + 1
    assert made(drops) == made(rests)


def test_only_the_structure_of_own_words_counts() -> None:
    other = replace(OWN, claim="Quite another sentence, about something else: 1975!")
    games = [
        debate_of(claim, Rebut("keep_talking", "counter", "gas", text))
        for claim, text in ((OWN, "Not so."), (other, ""))
    ]
    assert games[0].phase == "propose"
    assert games[0].code == games[1].code
    assert digest(games[0].situation) == digest(games[1].situation)
    for one, two in zip(hearings(games[0]), hearings(games[1]), strict=True):
        assert np.array_equal(one, two)
    less = debate_of(replace(OWN, cards=()), Rebut("keep_talking", "counter", "gas"))
    assert less.code != games[0].code


def debate_of(claim: Argue, rebuttal: Rebut) -> Game:
    start = in_debate(loaded("ledger"), CHAIR)
    return played(start, claim, Pass(), rebuttal, Pass(), Pass())


def hearings(game: Game) -> list[np.ndarray]:
    """Every number of what was heard in the debated turn."""
    turn = game.played[1].turn
    return [
        part
        for one in turn.hearings
        for part in (one.arguments, one.reactions.terms, one.reactions.probabilities)
    ] + [turn.outlook.probabilities]


def test_own_words_are_kept_word_for_word() -> None:
    words = "  Größe, naïveté, 中立 😀 \\ 'quoted' {braces} % "
    game = debate_of(replace(OWN, claim=words), Rebut("keep_talking", "concede", "", words[::-1]))
    kept = game.played[1].moves
    assert [move.claim for move in kept if isinstance(move, Argue)] == [words]
    assert [move.text for move in kept if isinstance(move, Rebut)] == [words[::-1]]


@pytest.mark.parametrize(
    ("argument", "opposed"), [(Argue(use="keep_talking"), "nobody_wants_it"), (OWN, "trade_ties")]
)
def test_who_says_the_same_in_the_next_debate_repeats_itself(
    argument: Argue, opposed: str
) -> None:
    """An argument of the bank is known by its name, own words by their structure."""
    game = played(
        in_debate(loaded("ledger"), CHAIR, GERMANY),
        argument, Pass(), Pass(), Rebut(opposed, "concede"), Pass(), Pass(), Pass(),
        Respond("hedge"), Wait(), TABLED,
    )  # fmt: skip
    assert (game.turn, game.phase) == (4, "argue")
    same = replace(argument, claim="Said otherwise.") if argument.claim else argument
    assert repeats(played(game, same))
    assert not repeats(played(game, Pass(), same))


def test_modelled_speakers_repeat_themselves_as_well() -> None:
    """The only modelled speaker for the text has one argument; the others turn to another."""
    rested: list[Move] = [*[Pass()] * 6, *[Respond("hedge")] * 2]
    game = played(in_debate(loaded("cards", ALLIES), "france", GERMANY, CHAIR), *rested)
    assert made(game) == [("united_front", "united_states"), ("nobody_wants_it", "ukraine")]
    later = played(game, Wait(), TABLED, *rested)
    assert made(later) == [("united_front", "united_states"), ("no_result", "think_tank_critics")]
    floor = later.played[-1].turn.floor
    assert floor is not None
    assert floor.said.repeated[:, 0].tolist() == [True, False]


def repeats(game: Game) -> bool:
    """Whether the argument that was made last has a deduction for being made again."""
    floor = floor_now(game)
    entry = floor.said.entries[-1, 0]
    return bool(floor.said.repeated[-1, 0] or floor.bank.repeated[entry])


# ------------------------------------------------------------------ two texts, one debate


def test_a_second_text_is_weighed_from_the_same_floor() -> None:
    """No card speaks to a text without contact, so every argument stands for itself alone.

    For the United States (security 160, law 80, stability 140, public opinion 120, cost 140).
    France opens with `trade_ties`, the Baltic states with `bought_off`. The chair argues
    `keep_talking` and undercuts `bought_off` without a card, 120 of it; modelled speakers counter
    both arguments for the text with the card on gas, 420 of each, and challenge `bought_off` with
    it, 470 of it, because the card it stands on is disputed.

    Before: `keep_talking` 150 + 110 + 140 = 400, 232 are left; `trade_ties` 150 + 160 + 140 = 450,
    261 are left; together 1000 - 768 x 739 / 1000 = 433. Against: 150 + 220 - 250 + 160 = 280, of
    which 880 x 530 / 1000 = 466 of 1000 are left, so 130.
    Afterwards: the two for the text are bare, 150 + 140 = 290 each, and to counter them takes 100:
    261 for the better. Against: 150 - 250 + 160 = 60, and what contradicts its card still does:
    466 of 1000, so 27.
    """
    game = played(
        in_debate(loaded(), *EVERYBODY, text=STOPPED),
        Argue(use="keep_talking"), Pass(), Pass(), Pass(), Pass(),
        Rebut("bought_off", "undercut"), Pass(), Pass(), Pass(), Pass(), Pass(),
        Respond("hedge"), Respond("break_silence"), Settle("amend", {"contact": "none"}),
        Respond("hedge"), Respond("hedge"), Answer("probe"),
    )  # fmt: skip
    assert made(game) == [
        ("trade_ties", "france"), ("bought_off", "baltic_states"), ("keep_talking", CHAIR),
    ]  # fmt: skip
    before, afterwards = (term(game, "united_states", hearing) for hearing in (0, 1))
    assert (before, afterwards) == ((433 - 130) / 1000, (261 - 27) / 1000)
