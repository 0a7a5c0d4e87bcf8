"""The mandates of the shipped chair: what each is measured by, and what it says."""

from __future__ import annotations

import re

import pytest

from dialogue_sim.content.conditions import read_condition
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.engine import story
from dialogue_sim.engine.conditions import holds
from dialogue_sim.expression_tree import Compare, Name, Number, Standing
from dialogue_sim.session.playing import begin

BUNDLE = load(read_library(packaged_content()), "december_2019")
CHAIR = BUNDLE.scenario.seats["secretary_general"]
MANDATES = sorted(CHAIR.mandates)
JUDGEMENT = re.compile(
    r"\b(should|must|ought|wrong|right|naive|weak|brave|mistake|success|failure)\b"
)


def test_the_chair_has_three_to_choose_from() -> None:
    assert MANDATES == ["bridge_builder", "guardian", "unifier"]
    assert not CHAIR.goals


@pytest.mark.parametrize("mandate", MANDATES)
def test_a_mandate_is_short_and_keeps_something_back(mandate: str) -> None:
    goals = list(CHAIR.goals_of(mandate).values())
    assert 4 <= len(goals) <= 6
    assert {goal.points for goal in goals} <= {2, 3, 4}
    assert {goal.secret for goal in goals} == {True, False}
    assert 2 <= len(re.findall(r"\.(?:\s|$)", CHAIR.mandates[mandate].says)) <= 3


@pytest.mark.parametrize("mandate", MANDATES)
def test_a_strategy_can_see_the_way_to_every_goal(mandate: str) -> None:
    names, asked = BUNDLE.names(), []
    for goal in CHAIR.goals_of(mandate).values():
        node = read_condition(goal.when, names)
        assert isinstance(node, Compare), goal.when
        assert node.op in {">=", "<="}, goal.when
        assert isinstance(node.left, Name | Standing), goal.when
        assert isinstance(node.right, Number), goal.when
        assert node.right.value > 0.0, goal.when
        asked.append(type(node.left))
    assert asked.count(Standing) in {1, 2}


@pytest.mark.parametrize("mandate", MANDATES)
def test_most_of_a_mandate_is_still_to_be_won_at_the_opening(mandate: str) -> None:
    game, names = begin(BUNDLE, "kalmar"), BUNDLE.names()
    now = story.Reading(game.world, game.situation, game.world.story.turns)
    met = {
        name: bool(holds(read_condition(goal.when, names), now)[0])
        for name, goal in CHAIR.goals_of(mandate).items()
    }
    points = {name: goal.points for name, goal in CHAIR.goals_of(mandate).items()}
    won = sum(points[name] for name, holds_now in met.items() if holds_now)
    assert 0 < 2 * won < sum(points.values()), met


def test_no_mandate_judges_dialogue() -> None:
    for mandate in CHAIR.mandates.values():
        texts = [mandate.title, mandate.says, *(goal.text for goal in mandate.goals.values())]
        assert [text for text in texts if JUDGEMENT.search(text)] == []


def test_no_two_mandates_ask_for_the_same() -> None:
    asked = [goal.when for goal in CHAIR.every_goal()]
    assert len(set(map(str, asked))) == len(asked)
