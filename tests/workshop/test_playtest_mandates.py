"""Playtests: whose goals are counted, and by whose goals whoever tables goes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.content.mechanisms_in_yaml import DECEMBER, FILES, SHIPPED

from dialogue_sim.content.library import load
from dialogue_sim.session.strategies.strategies import STRATEGIES
from dialogue_sim.session.strategies.table import stage_of
from dialogue_sim.workshop.playtesting.playtest import Casting, playtest

if TYPE_CHECKING:
    from dialogue_sim.engine.numerics import Integers
    from dialogue_sim.session.strategies.table import Table

SOFT = "soft: {points: 2, when: support >= 50, text: Most people are for it.}"
HARD = "hard: {points: 5, when: credibility >= 84, text: Moscow believes it.}"
SEAT = f"""
  france:
    brief: You are France.
    mandates:
      bridge_builder: {{title: A, says: Talks above all., goals: {{{SOFT}}}}}
      guardian: {{title: B, says: Deterrence above all., goals: {{{HARD}}}}}
  poland:
    b"""
AGENDA = "agenda: {2: {by: france}}\ninjects:\n"


@pytest.mark.parametrize(
    ("seat", "chair_goes_by", "france_goes_by"),
    [("secretary_general", "guardian", ""), ("france", "", "guardian")],
)
def test_a_mandate_counts_for_its_own_seat_alone(
    seat: str, chair_goes_by: str, france_goes_by: str
) -> None:
    """Both seats have a mandate of the same name, and France tables in the second turn."""
    text = SHIPPED[DECEMBER].decode().replace("\n  poland:\n    b", SEAT)
    text = text.replace("injects:\n", AGENDA, 1)
    stage = stage_of(load({**FILES, DECEMBER: text.encode()}, "december_2019"), turns=2)
    asked = []

    def choose(table: Table) -> Integers:
        asked.append((table.tabler, table.mandate))
        return STRATEGIES["uniform"].choose(table)

    def consult(table: Table) -> Integers:
        asked.append((table.tabler, table.mandate))
        return STRATEGIES["consulting"].consult(table)  # type: ignore[misc]  # it consults

    strategy = replace(STRATEGIES["uniform"], choose=choose, consult=consult)
    record = playtest(Casting(stage, strategy, seat, "guardian"), 3)
    chair, france = ("secretary_general", chair_goes_by), ("france", france_goes_by)
    assert asked == [chair, chair, france, france]
    points = {"secretary_general": 0, "france": 5}
    goals = stage.bundle.scenario.seats[seat].goals_of("guardian").values()
    points["secretary_general"] = sum(goal.points for goal in goals)
    assert record.most == points[seat]
