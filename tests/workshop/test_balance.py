"""Balance: what is asked of a scenario, by records that are made up and by small real ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from tests.without_mechanisms import DECEMBER, plain_library

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.strategies.strategies import STRATEGIES
from dialogue_sim.session.strategies.table import WAIT, stage_of
from dialogue_sim.workshop.playtesting.balance import (
    HEADLINES,
    Balance,
    Office,
    Target,
    balance_of,
    champions_of,
    no_champion,
    targets_of,
)
from dialogue_sim.workshop.playtesting.balance_text import lines_of, missed
from dialogue_sim.workshop.playtesting.clauses import clauses_of
from dialogue_sim.workshop.playtesting.playtest import Record

FILES = read_library(packaged_content())
SETTING = "scenarios/nato_russia/setting.yaml"
FEW = 20


def played(files: Mapping[str, bytes]) -> Balance:
    """The scenario cut to its first turn, which is its last."""
    return balance_of(stage_of(load(files, "december_2019"), 1), FEW, "test")


@cache
def plain() -> Balance:
    """One list of goals, and no mechanisms."""
    return played(plain_library())


def chair(balance: Balance, **records: Record) -> Balance:
    """The balance with some records of the chair in place of others."""
    (office,) = balance.chair
    return replace(balance, chair=(replace(office, records={**office.records, **records}),))


def every(balance: Balance, **fields: object) -> Balance:
    """The balance with something changed in every record of the chair."""
    (office,) = balance.chair
    changed = {
        name: replace(record, **fields)  # type: ignore[arg-type]
        for name, record in office.records.items()
    }
    return chair(balance, **changed)


def told(balance: Balance, topic: str, name: str = "") -> Target:
    found = [one for one in targets_of(balance) if one.topic == topic and name in one.name]
    return found[0]


def ahead() -> Record:
    return plain().chair[0].records["look_ahead"]


# ---------------------------------------------------------------------------- what is played


def test_every_seat_with_goals_is_played_in_every_way() -> None:
    balance = plain()
    assert [office.seat for office in balance.others] == ["germany", "poland", "russia"]
    for office in balance.others:
        assert list(office.records) == ["as_drawn", "uniform", "look_ahead"]
    (chairs,) = balance.chair
    quick = [row.name for row in STRATEGIES.values() if row.cheap]
    assert list(chairs.records) == [*quick, "look_ahead"]
    assert list(balance.plays) == [*quick, "look_ahead"]


def test_every_target_is_told_once() -> None:
    targets = targets_of(plain())
    names = [(target.topic, target.name) for target in targets]
    assert len(set(names)) == len(names)
    endings = [name for topic, name in names if topic == "endings"]
    scenario = plain().stage.bundle.scenario
    assert endings == [ending.id for ending in scenario.endings]
    assert {name for topic, name in names if topic == "indicators"} == set(HEADLINES)
    assert len([topic for topic, _ in names if topic == "goals"]) == len(scenario.seats)
    assert all(target.advice for target in targets if not target.reached)
    assert not any(target.advice for target in targets if target.reached)


def test_a_setting_without_plans_can_be_weighed() -> None:
    text = FILES[SETTING].decode()
    plans = re.compile(r"^plans:\n(?: .*\n|\n)+", re.MULTILINE)
    bare = played({**plain_library(), SETTING: plans.sub("", text).encode()})
    assert bare.presets == ("uniform", "least_used", "greedy")
    assert len(targets_of(bare)) == len(targets_of(plain()))


def test_a_chair_without_goals_has_nothing_to_win() -> None:
    text = plain_library()[DECEMBER].decode()
    start = text.index("    goals:", text.index("seats:\n  secretary_general:"))
    end = text.index("\n  germany:", start) + 1
    bare = played({**plain_library(), DECEMBER: (text[:start] + text[end:]).encode()})
    assert not bare.chair[0].has_goals
    names = [one.name for one in targets_of(bare) if one.topic == "goals"]
    assert names == ["germany", "poland", "russia"]
    assert told(bare, "strategies").reached is None


# ------------------------------------------------------------------------------- endings


def test_an_ending_that_comes_seldom_is_missed_with_its_rarest_clause() -> None:
    """Clauses are read on their own; a hand count of the same sessions says how often."""
    balance = plain()
    place = [e.id for e in balance.stage.bundle.scenario.endings].index("first_results")
    assert [clause.text for clause in clauses_of(balance.stage.bundle)[place]] == [
        "progress >= 10", "tension < 52",
    ]  # fmt: skip
    for record in balance.plays.values():
        by_hand = (record.ends["progress"] >= 10).mean(), (record.ends["tension"] < 52).mean()
        assert record.clauses[place] == pytest.approx(by_hand)
        assert record.apt[place] <= min(by_hand)
    never = every(balance, ending=np.full(FEW, -1), apt=(0.0,) * len(record.apt))
    target = told(never, "endings", "first_results")
    assert target.reached is False
    best = max(one.clauses[place][0] for one in balance.plays.values())
    assert f"'progress >= 10' holds in {best:.1%} at most" in target.advice


def test_an_ending_that_others_take_is_said_to_be_taken() -> None:
    nowhere = every(plain(), ending=np.full(FEW, -1), apt=(0.0,) * len(ahead().apt))
    taken = replace(ahead(), ending=np.full(FEW, -1), apt=(0.5,) * len(ahead().apt))
    target = told(chair(nowhere, look_ahead=taken), "endings")
    assert target.reached is False
    assert "fits 50.0% of the sessions of look_ahead, but endings before it" in target.advice


def test_an_ending_that_all_reach_is_missed() -> None:
    always = every(plain(), ending=np.array([0] * 2 + [1] * (FEW - 2)))
    assert "every strategy reaches it" in told(always, "endings").advice
    # One strategy that reaches it in none of its sessions is enough.
    once = chair(always, grit=replace(ahead(), ending=np.full(FEW, 1)))
    assert told(once, "endings").reached is True
    assert told(once, "endings").found == "0.0% (grit) to 10.0% (uniform)"


# ---------------------------------------------------------------------- texts, goals, strategies


def test_the_favourite_is_counted_among_all_turns() -> None:
    """8 of 20 turns are two fifths, whatever is waited; 9 are more."""
    tabled = np.full((2, 10), WAIT)
    tabled[0, :8] = 0
    tabled[1, :2] = 1, 2
    record = replace(ahead(), tabled=tabled, policy=np.where(tabled == WAIT, WAIT, 0))
    target = told(chair(plain(), look_ahead=record), "texts")
    assert (target.reached, target.found[:5]) == (True, "40.0%")
    tabled = tabled.copy()
    tabled[1, 2] = 0
    more = replace(record, tabled=tabled, policy=np.where(tabled == WAIT, WAIT, 0))
    assert told(chair(plain(), look_ahead=more), "texts").reached is False


@pytest.mark.parametrize(
    ("percent", "uniform", "reached", "why"),
    [(50, 30, True, ""), (90, 30, False, "too easy"), (20, 5, False, "too hard"),
     (50, 50, False, "matters little"), (85, 20, True, ""), (25, 5, True, "")],
)  # fmt: skip
def test_an_office_is_neither_hopeless_nor_certain_nor_idle(
    percent: int,
    uniform: int,
    reached: bool,  # noqa: FBT001
    why: str,
) -> None:
    def worth(share: int) -> Record:
        return replace(ahead(), points=np.full(FEW, float(share)), most=100, met={"calm": 0.75})

    target = told(chair(plain(), look_ahead=worth(percent), uniform=worth(uniform)), "goals")
    assert target.reached is reached
    assert why in target.advice
    assert reached or "calm 75%" in target.advice


def test_chance_has_to_be_beaten_by_more_than_luck() -> None:
    """Differences of +1 and -0.5 points in turn: 0.25 on average, give or take 0.33."""
    uniform = replace(ahead(), points=np.full(FEW, 5.0), most=10)
    luck = np.tile([1.0, -0.5], FEW // 2)
    record = replace(ahead(), points=5.0 + luck, most=10)
    assert told(chair(plain(), look_ahead=record, uniform=uniform), "goals").reached is False
    steady = replace(record, points=np.full(FEW, 5.25))
    assert told(chair(plain(), look_ahead=steady, uniform=uniform), "goals").reached is True


def test_no_strategy_may_be_best_everywhere() -> None:
    assert no_champion({"a": "grit"}).reached is None
    best = no_champion({"a one": "grit", "a two": "grit", "b": "grit"})
    assert (best.reached, best.found) == (False, "best of 3 mandates: grit in 3")
    assert best.advice.startswith("grit is best everywhere")
    assert no_champion({"a one": "grit", "a two": "greedy"}).reached is True


def test_the_best_quick_strategy_is_the_one_with_most_points() -> None:
    """Looking ahead is not quick, so it does not count."""
    flat = every(plain(), points=np.zeros(FEW))
    good = chair(
        flat,
        hardline=replace(ahead(), points=np.full(FEW, 3.0)),
        look_ahead=replace(ahead(), points=np.full(FEW, 9.0)),
    )
    assert champions_of(good) == {"december_2019": "hardline"}


def test_an_indicator_spreads_by_its_middle_half() -> None:
    """0 to 8 in equal steps: the middle half goes from 2 to 6."""
    steps = np.linspace(0.0, 8.0, FEW + 1)[:FEW]
    ends = {**ahead().ends, "support": np.linspace(0.0, 8.0, FEW), "trust": 3.0 * steps}
    spread = every(plain(), ends=ends)
    support, trust = (told(spread, "indicators", name) for name in ("support", "trust"))
    assert (support.reached, support.found) == (False, "2.0 to 6.0, a range of 4.00")
    assert "medians go from 4" in support.advice
    assert trust.reached is True


# ------------------------------------------------------------------------------------- in lines


def test_what_is_missed_is_told_with_what_to_do() -> None:
    targets = (
        Target("goals", "germany", "look_ahead 90.0 %", reached=False, advice="too easy"),
        Target("goals", "russia", "look_ahead 50.0 %", reached=True),
        Target("strategies", "presets", "best of 1", reached=None, advice="needs more"),
    )
    lines = "\n".join(lines_of(plain(), targets))
    assert "  NO  germany  look_ahead 90.0 %\n        too easy\n  yes russia   look" in lines
    assert "  -   presets  best of 1\n        needs more" in lines
    assert "Endings" not in lines
    assert missed(targets) == 1


def test_offices_are_named_by_seat_and_mandate() -> None:
    office = Office("germany", "", {})
    assert office.name == "germany"
    assert replace(office, mandate="dove").name == "germany, dove"
