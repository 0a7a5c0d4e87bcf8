"""Tests of many sessions: shares with their interval, invariants, and the session that failed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.diagnostics import ContentError
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.content.random_tests import PLAYERS, RandomTest
from dialogue_sim.engine.draws import Draws, key_of, sessions_of
from dialogue_sim.session.playing import begin
from dialogue_sim.session.progress import silent
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.state import digest
from dialogue_sim.session.strategies.strategies import STRATEGIES, play_out
from dialogue_sim.workshop.playtesting.seeds import seed_of
from dialogue_sim.workshop.testing.results import Result
from dialogue_sim.workshop.testing.scenario_tests import Wish, run
from dialogue_sim.workshop.testing.sessions import played_alone, turns_of
from dialogue_sim.workshop.testing.shares import interval, rates_in

FILES = read_library(packaged_content())
DECEMBER = "scenarios/nato_russia/december_2019.yaml"


def with_test(*lines: str) -> Bundle:
    """December 2019 with one test."""
    before = FILES[DECEMBER].decode().partition("\ntests:\n")[0]
    text = "\n".join([before, "tests:", "  asked:", *(f"    {line}" for line in lines), ""])
    return load({**FILES, DECEMBER: text.encode()}, "december_2019")


def asked(*lines: str, wish: Wish | None = None) -> Result:
    (result,) = run(with_test(*lines), wish=wish)
    return result


def test_the_players_of_tests_are_the_strategies() -> None:
    assert set(PLAYERS) == set(STRATEGIES)


def test_sessions_of_other_seeds_draw_what_their_games_draw() -> None:
    keys = [key_of(text) for text in ("0-1", "kalmar-7", "")]
    together = Draws(0, sessions_of(keys), 3).uniform(key_of("actor:poland"))
    alone = [
        Draws(key, np.zeros(1, dtype=np.uint64), 3).uniform(key_of("actor:poland"))[0]
        for key in keys
    ]
    assert together.tolist() == alone


@pytest.mark.parametrize(
    ("player", "play"),
    [
        ("uniform", {}),
        ("greedy", {"2": "isolation"}),
        ("grit", {"1": "nrc_ambassadors", "3": "business_as_usual"}),
        ("uniform", {"1": {"propose": "business_as_usual", "amend": {"conditions": "strict"}}}),
    ],
)
def test_a_session_among_many_is_the_game_of_its_seed(player: str, play: object) -> None:
    written = {"random": 5, "player": player, "seed": "oslo", "play": play, "always": ["turn > 0"]}
    test = RandomTest.model_validate(written)
    bundle = load(FILES, "december_2019")
    last: dict[int, str] = {}
    for seen in turns_of(bundle, test, silent):
        for column, place in enumerate(seen.places.tolist()):
            last[place] = f"{seen.turn.number} {seen.turn.after.posture[column]!r}"
    for place in range(5):
        game = played_alone(bundle, test, place)
        ended = game.played[-1].turn
        assert last[place] == f"{ended.number} {ended.after.posture[0]!r}"
    assert len(set(last.values())) > 1


def test_without_moves_a_session_is_what_a_run_of_the_strategy_plays() -> None:
    test = RandomTest(random=3, player="tit_for_tat", seed="kalmar", always=["turn > 0"])
    bundle = load(FILES, "december_2019")
    ran = play_out(begin(bundle, "kalmar-2", {}), STRATEGIES["tit_for_tat"])
    assert seed_of(test.seed, 1) == "kalmar-2"
    assert played_alone(bundle, test, 1).code == ran.code


def test_a_share_is_counted_over_sessions_and_told_with_its_interval() -> None:
    bundle = load(FILES, "december_2019")
    games = [play_out(begin(bundle, f"0-{n}", {}), STRATEGIES["uniform"]) for n in range(1, 13)]
    stood = [sum(bool(played.turn.stands[0]) for played in game.played) >= 5 for game in games]
    result = asked("random: 12", "expect: ['rate(count(stands) >= 5) <= 1']")
    (number,) = result.checks[0].numbers
    assert number.words == "rate(count(stands) >= 5)"
    assert number.value == sum(stood) / 12
    assert 0 < sum(stood) < 12, "a share that could not be wrong would prove nothing"
    assert number.shown.endswith(", 12 sessions)")


def test_wilsons_interval_is_the_known_one() -> None:
    """10 of 100: Wilson (1927), as tables have it; 0 of 10 goes up to z^2 / (10 + z^2)."""
    ten = interval(10, 100)
    assert (round(ten.low, 4), round(ten.high, 4)) == (0.0552, 0.1744)
    none = interval(0, 10)
    assert (none.low, round(none.high, 4)) == (0.0, round(3.8415 / 13.8415, 4))


def test_rates_are_named_as_they_are_written() -> None:
    line = "rate(stands) > 0.1 and not rate(response(poland) in (object,  hedge)) in 2%..20%"
    assert rates_in(line) == ["rate(stands)", "rate(response(poland) in (object, hedge))"]


def test_a_share_outside_its_range_fails_and_shows_a_session() -> None:
    result = asked("random: 30", "expect: [rate(ending == open_question) > 90%]")
    assert result.state == "failed"
    assert result.session is not None
    bundle = load(FILES, "december_2019")
    game = play_out(begin(bundle, result.session.seed, {}), STRATEGIES["uniform"])
    assert bundle.scenario.endings[game.ending].id != "open_question"


@pytest.mark.parametrize(
    ("line", "shows"),
    [("rate(turn >= 6) in 2%..8%", True), ("rate(turn >= 6) in 99%..100%", False)],
)
def test_outside_a_range_a_session_of_the_side_that_is_too_many_is_shown(
    line: str, *, shows: bool
) -> None:
    result = asked("random: 60", f"expect: [{line}]")
    assert result.state == "failed"
    assert result.session is not None
    game = play_out(
        begin(load(FILES, "december_2019"), result.session.seed, {}), STRATEGIES["uniform"]
    )
    assert (len(game.played) >= 6) is shows


def test_an_undecided_share_holds_by_what_was_counted_and_says_so() -> None:
    bundle = with_test("random: 20", "expect: [rate(stands) in 0%..100%]")
    (sure,) = run(bundle)
    share = sure.checks[0].numbers[0].value
    assert isinstance(share, float)
    assert sure.remarks == ()
    close = asked("random: 20", f"expect: ['rate(stands) >= {share:.3f}']")
    assert close.state == "held"
    assert "the interval crosses a limit" in close.remarks[0]


def test_an_invariant_fails_with_the_session_and_the_turn(tmp_path: Path) -> None:
    lines = ("random: 20", "seed: oslo", "always: [cohesion < 1000]", "never: [not stands]")
    result = asked(*lines, wish=Wish(saves=tmp_path))
    assert [check.held for check in result.checks] == [True, False]
    session = result.session
    assert session is not None
    assert f"first after turn {session.turn} of session {session.seed}" in result.checks[1].told
    bundle = load(FILES, "december_2019")
    place = int(session.seed.rpartition("-")[2])
    for earlier in range(1, place):
        game = play_out(begin(bundle, f"oslo-{earlier}", {}), STRATEGIES["uniform"])
        assert all(played.turn.stands[0] for played in game.played)
    game = play_out(begin(bundle, session.seed, {}), STRATEGIES["uniform"])
    stands = [bool(played.turn.stands[0]) for played in game.played]
    assert stands.index(False) == session.turn - 1
    saved = open_save(Path(session.save)).recording.game
    assert len(saved.played) == session.turn
    assert digest(saved.situation) == game.played[session.turn - 1].state


def test_sessions_are_left_after_the_turn_that_is_named() -> None:
    assert asked("random: 5", "until: 2", "expect: [rate(turn == 2) == 1]").state == "held"
    whole = asked("random: 5", "expect: ['rate(turn == 2) == 0']")
    assert whole.state == "held"


def test_a_move_that_is_not_possible_names_turn_and_session() -> None:
    play = "play: {1: {propose: isolation, amend: {contact: top, scope: regional, unity: group}}}"
    result = asked("random: 5", play, "always: [turn > 0]")
    assert result.state == "failed"
    assert result.problem.startswith("turn 1 of session 0-1 cannot be played: 3 amendments")


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["random: 5"], "needs `expect:`, `always:` or `never:`"),
        (["random: 5", "expect: [stands]"], "a share of them"),
        (["random: 5", "always: [rate(stands) > 0.1]"], "this is asked of one"),
        (["random: 5", "player: unifrom", "always: [stands]"], "did you mean 'uniform'"),
        (["random: 5", "expect: [rate(ending == frosen) > 0.1]"], "ending"),
        (["random: 5", "until: 60", "always: [stands]"], "turn 60 never comes"),
        (["randon: 5", "expect: [rate(stands) > 0.1]"], "did you mean 'random'"),
        (["always: [stands]"], "the key 'random' is missing"),
        (["play: {1: isolation}", "expect: [rate(stands) > 0.1]"], "this is asked of one"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(lines: list[str], sentence: str) -> None:
    with pytest.raises(ContentError) as refused:
        with_test(*lines)
    assert sentence in str(refused.value)


def test_the_example_of_the_documentation_holds() -> None:
    page = (packaged_content() / "docs" / "expectations.md").read_text(encoding="utf-8")
    block = page.partition("## Random tests")[2].partition("```yaml\n")[2].partition("```")[0]
    before = FILES[DECEMBER].decode().partition("\ntests:\n")[0]
    text = f"{before}\n{block}".encode()
    results = run(load({**FILES, DECEMBER: text}, "december_2019"))
    assert len(results) == 2
    assert [result.state for result in results] == ["held", "held"]
    (number,) = results[0].checks[0].numbers
    assert f"{number.words} {number.shown}" in page
