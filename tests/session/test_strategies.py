"""Unmanned chairs: every strategy plays to the end and does what its name says."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.session.game import Game
from dialogue_sim.session.moves import MoveError, Propose, Settle, Wait
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.strategies.strategies import STRATEGIES, next_move, play_out, settle
from dialogue_sim.session.views.explanation import explain
from dialogue_sim.words import ANSWERS

PLANS = {
    "grit": {
        "reciprocate": "grit_confidence_building",
        "probe": "grit_confidence_building",
        "stonewall": "nrc_ambassadors",
        "exploit_splits": "deterrence_plus_channel",
        "escalate": "deterrence_plus_channel",
    },
    "tit_for_tat": {
        "reciprocate": "top_level_talks",
        "probe": "top_level_talks",
        "stonewall": "deterrence_plus_channel",
        "exploit_splits": "deterrence_plus_channel",
        "escalate": "deterrence_plus_channel",
    },
}
ALWAYS = {
    "hardline": "isolation",
    "unconditional": "unconditional_dialogue",
    "dual_track": "strict_conditional_dialogue",
}
SEEDS = ("kalmar", "oslo", "riga", "bern", "turku", "narva")


def choices(game: Game) -> list[str]:
    return [turn.policy for turn in game.played]


def answers(game: Game) -> list[str]:
    return [ANSWERS[int(turn.turn.answer[0])] for turn in game.played]


def test_the_strategies_are_those_of_the_contract() -> None:
    names = "uniform least_used greedy grit tit_for_tat dual_track hardline unconditional"
    names += " look_ahead consulting planner"
    assert " ".join(STRATEGIES) == names
    assert all(row.name == name for name, row in STRATEGIES.items())


@pytest.mark.parametrize("name", STRATEGIES)
@pytest.mark.parametrize("seed", SEEDS[:1])
def test_a_strategy_plays_to_an_ending(bundle: Bundle, name: str, seed: str) -> None:
    over = play_out(begin(bundle, seed), STRATEGIES[name])
    assert over.phase == "over"
    assert over.ending >= 0
    assert set(choices(over)) <= {"", *bundle.scenario.policies}
    if STRATEGIES[name].cheap:  # that of the others is compared with a batch elsewhere
        again = play_out(begin(bundle, seed), STRATEGIES[name])
        assert again.code == over.code


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_follows_the_last_answer(bundle: Bundle, name: str) -> None:
    followed: Counter[str] = Counter()
    for seed in SEEDS:
        over = play_out(begin(bundle, seed), STRATEGIES[name])
        before = ["probe", *answers(over)]
        for turn, last in zip(over.played, before, strict=False):
            assert turn.moves[0] == Propose(PLANS[name][last]), (seed, turn.turn.number)
            followed[last] += 1
    assert len(followed) >= 4


@pytest.mark.parametrize("name", ALWAYS)
def test_a_stubborn_strategy_tables_the_same_text_in_every_turn(bundle: Bundle, name: str) -> None:
    over = play_out(begin(bundle, "oslo"), STRATEGIES[name])
    assert set(choices(over)) == {ALWAYS[name]}


def test_least_used_takes_the_menu_from_the_top(bundle: Bundle) -> None:
    over = play_out(begin(bundle, "kalmar"), STRATEGIES["least_used"])
    chosen = choices(over)
    assert chosen == list(bundle.scenario.policies)[: len(chosen)]


def test_least_used_comes_back_to_the_top_when_all_were_tabled(bundle: Bundle) -> None:
    scenario = bundle.scenario.model_copy(
        update={"policies": ["nrc_ambassadors", "neutral_platform"]}
    )
    over = play_out(begin(replace(bundle, scenario=scenario), "kalmar"), STRATEGIES["least_used"])
    assert choices(over) == ["nrc_ambassadors", "neutral_platform"] * 3


def test_greedy_takes_what_the_chair_likes_best(bundle: Bundle) -> None:
    menu = ["isolation", "top_level_talks", "neutral_platform", "business_as_usual"]
    scenario = bundle.scenario.model_copy(update={"policies": menu})
    utility = {
        policy: explain(bundle, policy, {}, "secretary_general").actors[0].receipt.utility
        for policy in menu
    }
    best = max(menu, key=lambda policy: utility[policy])
    game = begin(replace(bundle, scenario=scenario), "kalmar")
    assert next_move(game, STRATEGIES["greedy"]) == Propose(best)


def test_uniform_takes_every_policy_about_as_often(game: Game, bundle: Bundle) -> None:
    draws = 1400
    counts: Counter[object] = Counter()
    for number in range(draws):
        move = next_move(replace(game, seed=f"seed {number}"), STRATEGIES["uniform"])
        assert isinstance(move, Propose)
        counts[move.policy] += 1
    assert set(counts) == set(bundle.scenario.policies)
    # Chi-squared with 13 degrees of freedom exceeds 34.5 once in a thousand.
    expected = draws / 14
    assert sum((count - expected) ** 2 / expected for count in counts.values()) < 34.5


def test_an_unmanned_chair_amends_one_issue_after_a_broken_silence(game: Game) -> None:
    for policy in ("business_as_usual", "isolation"):
        broken = submit(game, Propose(policy))
        assert broken.phase == "settle"
        move = next_move(broken, STRATEGIES["hardline"])
        assert isinstance(move, Settle)
        assert (move.how, len(move.amend)) == ("amend", 1)
        assert submit(broken, move).phase in {"propose", "over"}


def test_a_compromise_is_the_same_in_every_turn(game: Game) -> None:
    first = submit(game, Propose("business_as_usual"))
    later = submit(
        submit(game, Propose("nrc_ambassadors")), Propose("isolation", {"unity": "group"})
    )
    third = submit(later, Propose("business_as_usual"))
    assert (first.turn, third.turn) == (1, 3)
    assert settle(third) == settle(first)


def test_a_strategy_without_its_plan_says_so(bundle: Bundle) -> None:
    setting = bundle.setting.model_copy(update={"plans": {}})
    game = begin(replace(bundle, setting=setting), "kalmar")
    with pytest.raises(MoveError, match="no plan 'grit'"):
        next_move(game, STRATEGIES["grit"])


def test_a_plan_of_which_nothing_is_on_the_menu_waits(bundle: Bundle) -> None:
    scenario = bundle.scenario.model_copy(update={"policies": ["isolation", "backchannel"]})
    game = begin(replace(bundle, scenario=scenario), "kalmar")
    assert next_move(game, STRATEGIES["grit"]) == Wait()


def test_a_plan_tables_the_first_of_its_texts_that_is_there(bundle: Bundle) -> None:
    menu = ["isolation", "deterrence_plus_channel", "nrc_ambassadors"]
    scenario = bundle.scenario.model_copy(update={"policies": menu})
    game = begin(replace(bundle, scenario=scenario), "kalmar")
    # After a probe the plan would take small steps; a text for stonewalling is its next one.
    assert next_move(game, STRATEGIES["grit"]) == Propose("nrc_ambassadors")


def test_what_cannot_be_paid_is_not_tabled(rich: Bundle) -> None:
    over = play_out(begin(rich, "oslo"), STRATEGIES["unconditional"])
    # Ministers cost two, and there are three points and at most two more a turn.
    assert set(choices(over)) == {"unconditional_dialogue", ""}
