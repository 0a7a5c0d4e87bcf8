"""A game: what a move does to it, what it refuses, and how a move is taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.library import load
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import Move, MoveError, Propose, Settle
from dialogue_sim.session.playing import begin, submit, undo
from dialogue_sim.session.saves.records import run_record
from dialogue_sim.session.strategies.strategies import STRATEGIES, play_out
from dialogue_sim.session.views.texts import preview
from dialogue_sim.session.views.view import View, view_for

TALKS = Propose("top_level_talks", {"conditions": "strict"})
COUNCIL = Propose("nrc_ambassadors")
SETTLEMENTS = (Settle("amend", {"framing": "crisis"}), Settle("group"), Settle("withdraw"))


def after(game: Game, *moves: Move) -> Game:
    for move in moves:
        game = submit(game, move)
    return game


def seen(game: Game) -> View:
    return view_for(game, game.chair)


def refusal(game: Game, move: Move) -> str:
    with pytest.raises(MoveError) as caught:
        submit(game, move)
    return str(caught.value)


def test_a_new_game_waits_for_the_first_proposal(game: Game) -> None:
    assert (game.turn, game.phase, game.played) == (1, "propose", ())
    assert game.chair == "secretary_general"
    assert game.seats == {"secretary_general": "player"}


def test_a_move_leaves_the_game_before_it_as_it_was(game: Game) -> None:
    before = seen(game)
    later = after(game, TALKS, COUNCIL)
    assert later.turn == 3
    assert seen(game) == before
    assert seen(later) != before


def test_the_same_moves_give_the_same_session(bundle: Bundle, game: Game) -> None:
    again = begin(bundle, "kalmar")
    assert seen(after(again, TALKS, COUNCIL)) == seen(after(game, TALKS, COUNCIL))


def test_another_seed_gives_another_session(bundle: Bundle) -> None:
    codes = {after(begin(bundle, seed), COUNCIL).code for seed in ("a", "b", "a ", "A", "ä")}
    assert len(codes) == 5


@pytest.mark.parametrize(
    "seed", ["", " ", "\n", "ü🎲", "Ж" * 500, "x" * 100_000, "-1", "\0", '{"h": 1}', "e\u0301"]
)
def test_any_text_is_a_seed(bundle: Bundle, seed: str) -> None:
    game = after(begin(bundle, seed), COUNCIL)
    assert seen(game).seed == seed
    assert len(game.code) == 8


def test_a_seed_that_is_no_unicode_text_is_refused_with_a_sentence(bundle: Bundle) -> None:
    # A shell hands over bytes that are no UTF-8 as lone surrogates.
    with pytest.raises(MoveError, match="seed"):
        begin(bundle, "\udcff")


def test_a_turn_can_be_taken_back_and_made_again(game: Game) -> None:
    once, twice = after(game, TALKS), after(game, TALKS, COUNCIL)
    assert seen(undo(twice)) == seen(once)
    assert seen(undo(undo(twice))) == seen(game)
    assert seen(after(undo(twice), COUNCIL)) == seen(twice)


def test_a_text_that_broke_silence_can_be_taken_back(game: Game, broken: Game) -> None:
    assert broken.phase == "settle"
    assert seen(undo(broken)) == seen(game)


@pytest.mark.parametrize("settlement", SETTLEMENTS, ids=lambda move: move.how)
def test_a_settlement_can_be_taken_back(broken: Game, settlement: Move) -> None:
    settled = submit(broken, settlement)
    assert settled.phase == "propose"
    assert seen(undo(settled)) == seen(broken)
    assert seen(submit(undo(settled), settlement)) == seen(settled)


def test_the_last_move_of_a_finished_session_can_be_taken_back(game: Game) -> None:
    over = play_out(game, STRATEGIES["hardline"])
    back = undo(over)
    assert over.phase == "over"
    assert back.phase != "over"
    assert submit(back, over.played[-1].moves[-1]).code == over.code


def test_nothing_can_be_taken_back_before_the_first_move(game: Game) -> None:
    with pytest.raises(MoveError, match="nothing"):
        undo(game)


THREE = {"conditions": "strict", "scope": "regional", "timing": "ceasefire"}
TWO = {"conditions": "strict", "scope": "regional"}


@pytest.mark.parametrize(
    ("move", "words"),
    [
        (Propose("nrc_ambasadors"), ["nrc_ambasadors", "did you mean 'nrc_ambassadors'"]),
        (Propose("surrender"), ["surrender", "known: backchannel"]),
        (Propose(""), ["menu"]),
        (Propose("isolation", {"conditons": "strict"}), ["did you mean 'conditions'"]),
        (Propose("isolation", {"conditions": "strikt"}), ["did you mean 'strict'"]),
        (Propose("isolation", {"contact": "0.5"}), ["'0.5' is no level of contact"]),
        (Propose("isolation", {}, "nrk"), ["did you mean 'nrc'"]),
        (Propose("isolation", {}, ""), ["no venue ''"]),
        (Propose("nrc_ambassadors", THREE), ["3 amendments", "at most 2"]),
        (Propose("nrc_ambassadors", TWO, "track2"), ["3 amendments", "at most 2"]),
        (Settle("withdraw"), ["nothing to settle"]),
    ],
)
def test_an_impossible_proposal_is_refused_in_a_sentence(
    game: Game, move: Move, words: list[str]
) -> None:
    said = refusal(game, move)
    assert all(word in said for word in words), said


def test_an_amendment_to_what_the_text_already_says_does_not_count(game: Game) -> None:
    same = {"contact": "ambassadors", "unity": "all", "timing": "now", **TWO}
    view = seen(after(game, Propose("nrc_ambassadors", same, "nrc")))
    assert view.played[0].amendments == (
        "Conditions: strict conditions",
        "Scope: regional security",
    )


def test_a_venue_is_an_amendment_like_any_other(game: Game) -> None:
    view = seen(after(game, Propose("nrc_ambassadors", {"scope": "regional"}, "track2")))
    assert view.played[0].amendments == ("Scope: regional security", "Venue: Track II")


@pytest.mark.parametrize(
    ("move", "words"),
    [
        (Propose("nrc_ambassadors"), ["silence was broken", "withdraw"]),
        (Settle("amend"), ["exactly one issue"]),
        (Settle("amend", {"framing": "normal"}), ["exactly one issue"]),
        (Settle("amend", {"framing": "crisis", "pressure": "kept"}), ["exactly one issue"]),
        (Settle("amend", {"framing": "crysis"}), ["did you mean 'crisis'"]),
        (Settle("amend", {"framin": "crisis"}), ["did you mean 'framing'"]),
    ],
)
def test_an_impossible_settlement_is_refused_in_a_sentence(
    broken: Game, move: Move, words: list[str]
) -> None:
    said = refusal(broken, move)
    assert all(word in said for word in words), said


def test_going_on_as_a_group_needs_nobody_and_the_text_stands(broken: Game) -> None:
    turn = seen(submit(broken, Settle("group"))).played[0]
    levels = {row.issue: row.level for row in turn.in_force.levels}
    assert levels["unity"] == "group"
    assert (turn.stands, turn.settlement, len(turn.hearings)) == (True, "group", 2)
    assert (turn.hearings[1].applies, turn.in_force.chance) == (False, None)


def test_a_withdrawn_text_leaves_in_force_what_was(game: Game, broken: Game) -> None:
    before = seen(game).standing
    view = seen(submit(broken, Settle("withdraw")))
    turn = view.played[0]
    assert (turn.stands, turn.settlement) == (False, "withdraw")
    assert (view.standing.policy, view.standing.levels) == (before.policy, before.levels)
    # The same text under the same luck: everybody says what they said.
    said = [[reaction.response for reaction in hearing.reactions] for hearing in turn.hearings]
    assert said[0] == said[-1]


def test_an_amended_text_goes_under_silence_again(broken: Game) -> None:
    helped = seen(submit(broken, Settle("amend", {"framing": "crisis"}))).played[0]
    useless = seen(submit(broken, Settle("amend", {"transparency": "public"}))).played[0]
    assert [hearing.blocked for hearing in helped.hearings] == [True, False]
    assert [hearing.blocked for hearing in useless.hearings] == [True, True]
    assert (helped.stands, useless.stands) == (True, False)


def test_a_policy_whose_condition_fails_cannot_be_tabled(files: dict[str, bytes]) -> None:
    path = "scenarios/nato_russia/policies.yaml"
    old = b"    short: Top-level\n"
    assert files[path].count(old) == 1
    changed = files[path].replace(old, old + b"    when: hostilities < 10\n")
    game = begin(load({**files, path: changed}, "december_2019"), "kalmar")
    assert "hostilities < 10" in refusal(game, TALKS)
    blocked = {policy.id: policy.blocked_by for policy in seen(game).menu if policy.blocked_by}
    assert blocked == {"top_level_talks": "needs hostilities < 10"}


def test_nothing_more_can_be_done_when_the_session_is_over(game: Game) -> None:
    over = play_out(game, STRATEGIES["grit"])
    for move in (COUNCIL, Settle("group")):
        assert "over" in refusal(over, move)
        with pytest.raises(MoveError, match="over"):
            preview(over, move)


@pytest.mark.parametrize(("asked", "played"), [(1, 1), (2, 2), (6, 6), (99, 6), (None, 6)])
def test_a_session_can_be_shortened_and_never_lengthened(
    bundle: Bundle, asked: int | None, played: int
) -> None:
    over = play_out(begin(bundle, "kalmar", turns=asked), STRATEGIES["grit"])
    assert (len(over.played), over.turn, seen(over).turns) == (played, played, played)
    assert seen(over).ending is not None


def test_a_shortened_session_goes_like_the_beginning_of_a_long_one(bundle: Bundle) -> None:
    short = play_out(begin(bundle, "kalmar", turns=3), STRATEGIES["grit"])
    long = play_out(begin(bundle, "kalmar"), STRATEGIES["grit"])
    states = [turn.state for turn in seen(long).played]
    assert [turn.state for turn in seen(short).played] == states[:3]


def test_a_session_ends_at_the_first_turn_in_which_an_ending_holds(bundle: Bundle) -> None:
    endings = set()
    for seed in ("kalmar", "oslo", "riga", "bern"):
        for strategy in ("unconditional", "hardline", "grit"):
            over = play_out(begin(bundle, seed), STRATEGIES[strategy])
            record = run_record(over)
            turns = record["turns"]
            assert isinstance(turns, list)
            early = [
                "armed_camps" if now["tension"] >= 68 else "many_voices"
                for now in (turn["situation"] for turn in turns)
                if now["tension"] >= 68 or now["cohesion"] < 32
            ]
            if early:
                assert [record["ending"]] == early
            else:
                assert len(turns) == 6
            endings.add(record["ending"])
    assert len(endings) > 2


def test_only_seats_of_the_scenario_can_be_taken(bundle: Bundle) -> None:
    with pytest.raises(MoveError, match="did you mean 'secretary_general'"):
        begin(bundle, "kalmar", {"secretary_generall": "player"})
    with pytest.raises(MoveError, match="'france' is no seat"):
        begin(bundle, "kalmar", {"france": "player"})
    with pytest.raises(MoveError, match="did you mean 'poland'"):
        begin(bundle, "kalmar", {}, None, {3: frozenset({"polnd"})})


def test_two_games_with_different_moves_have_different_codes(game: Game) -> None:
    codes = {after(game, move).code for move in (TALKS, COUNCIL, Propose("isolation", {}, "nrc"))}
    assert len(codes | {game.code}) >= 3


def test_the_luck_of_a_turn_does_not_depend_on_the_moves_before(game: Game) -> None:
    one, other = after(game, COUNCIL), after(game, Propose("grit_confidence_building"))
    streams = game.world.actors.streams
    assert (one.draws().uniforms(streams) == other.draws().uniforms(streams)).all()
    assert replace(one, seed="oslo").draws().uniform(1) != one.draws().uniform(1)
