"""January 2022: what is special to the last meeting before the war."""

from __future__ import annotations

import numpy as np
import pytest

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.session.strategies.strategies import STRATEGIES
from dialogue_sim.session.strategies.table import stage_of
from dialogue_sim.workshop.playtesting.playtest import OVER, Casting, Record, playtest

BUNDLE = load(read_library(packaged_content()), "january_2022")
SESSIONS = 300
WAR, PUT_OFF = "full_war", "put_off"


@pytest.fixture(scope="module")
def played() -> dict[str, Record]:
    """Sessions of three courses: all that there is, small steps, and firm terms alone."""
    stage = stage_of(BUNDLE)
    return {
        name: playtest(Casting(stage, STRATEGIES[name], BUNDLE.scenario.chair), SESSIONS)
        for name in ("uniform", "grit", "dual_track")
    }


def share(record: Record, ending: str) -> float:
    places = {body.id: place for place, body in enumerate(BUNDLE.scenario.endings)}
    return float((record.ending == places[ending]).mean())


@pytest.mark.parametrize("course", ["uniform", "grit", "dual_track"])
def test_war_is_a_chance_on_every_course_and_certain_on_none(
    played: dict[str, Record], course: str
) -> None:
    assert 0.01 <= share(played[course], WAR) <= 0.33


def test_the_war_can_be_put_off(played: dict[str, Record]) -> None:
    assert share(played["grit"], PUT_OFF) >= 0.33
    assert share(played["uniform"], PUT_OFF) >= 0.05


def test_no_text_has_the_war_to_itself(played: dict[str, Record]) -> None:
    record = played["uniform"]
    at_war = record.ending == [body.id for body in BUNDLE.scenario.endings].index(WAR)
    last = (record.tabled != OVER).sum(axis=0) - 1
    in_those = record.policy[last[at_war], np.flatnonzero(at_war)]
    _, times = np.unique(in_those, return_counts=True)
    assert len(times) >= 6
    assert 2 * times.max() <= times.sum()


def test_war_takes_weeks_to_come(played: dict[str, Record]) -> None:
    at_war = played["dual_track"].ending == 0
    assert BUNDLE.scenario.endings[0].id == WAR
    assert at_war.any()
    assert not played["dual_track"].over[:3, at_war].any()


def test_moscow_tables_its_demand_once() -> None:
    by = [BUNDLE.scenario.tabler(turn) for turn in range(1, BUNDLE.scenario.turns + 1)]
    assert by == [BUNDLE.scenario.chair, "russia", *[BUNDLE.scenario.chair] * 3]
    scopes = {BUNDLE.policies.policies[text].levels["scope"] for text in BUNDLE.scenario.menu(2)}
    assert "guarantees" in scopes


def test_only_the_meeting_itself_is_reported() -> None:
    labels = {name: inject.label for name, inject in BUNDLE.scenario.injects.items()}
    assert [name for name, label in labels.items() if label != "FIC"] == ["council_meets"]
    assert BUNDLE.scenario.injects["council_meets"].source == ["D004-S13"]


def test_the_european_union_speaks_and_stops_nothing() -> None:
    union = BUNDLE.actors["european_union"]
    assert union.kind == "voice"
    assert "european_union" not in BUNDLE.scenario.seats
    weight = BUNDLE.provenance("actors/european_union.yaml", "capability")
    assert weight is not None
    assert (weight.basis, weight.source) == ("inferred", ("D002-S37",))


def test_sanctions_weigh_most_for_those_who_hold_them() -> None:
    issues = BUNDLE.actors["european_union"].issues
    assert max(issues, key=lambda issue: issues[issue].salience) == "pressure"
