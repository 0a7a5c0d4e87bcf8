"""Sentences of reason: in the third person, about this text, for everybody, at every opening."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.session.views.explanation import Expected, Explanation, explain

OPENINGS: dict[str, dict[str, float]] = {
    "as written": {},
    "full war": {"hostilities": 95, "posture": 90, "counterpart_posture": 95, "conduct": -90},
    "thaw": {"hostilities": 0, "posture": 20, "counterpart_posture": 20, "conduct": 80},
    "quarrel": {"cohesion": 2, "credibility": 3, "support": 5},
    "enthusiasm": {"support": 97, "cohesion": 98, "stance(poland)": 100, "stance(france)": -100},
}
QUOTES = re.compile("[\"\u201c\u201d\u201e\u00ab\u00bb\u2018`]|(?<!\\w)'|'(?!\\w)")
FIRST_PERSON = re.compile(r"\b(I|[Ww]e|[Oo]ur|[Oo]urs|us|[Mm]y|[Mm]e|[Mm]ine|[Mm]yself)\b")


def at(bundle: Bundle, opening: str) -> Bundle:
    situation = {**bundle.scenario.situation, **OPENINGS[opening]}
    scenario = bundle.scenario.model_copy(update={"situation": situation})
    return replace(bundle, scenario=scenario)


@pytest.fixture(scope="module", params=OPENINGS)
def expected(
    bundle: Bundle, explanations: dict[str, Explanation], request: pytest.FixtureRequest
) -> dict[tuple[str, str], Expected]:
    """What everybody is expected to say to every policy, at one opening."""
    explained = explanations
    if OPENINGS[request.param]:
        world = at(bundle, request.param)
        explained = {policy: explain(world, policy, {}) for policy in explanations}
    return {
        (policy, actor.id): actor
        for policy, explanation in explained.items()
        for actor in explanation.actors
    }


def test_a_reason_is_a_clause_in_the_third_person(
    expected: dict[tuple[str, str], Expected],
) -> None:
    assert len(expected) == 14 * 10
    for where, actor in expected.items():
        reason = actor.reason
        assert len(reason) > 10, where
        assert reason == reason.strip(), where
        assert not reason.endswith("."), where
        assert "  " not in reason, where
        assert not set("{}[]") & set(reason), where
        assert not QUOTES.search(reason), (where, reason)
        assert not FIRST_PERSON.search(reason), (where, reason)


def test_a_reason_names_the_largest_term_for_and_the_largest_against(
    expected: dict[tuple[str, str], Expected],
) -> None:
    for where, actor in expected.items():
        rows = {row.name: row.value for row in actor.receipt.rows}
        parts = actor.reason.split(", although ")
        assert len(parts) <= 2, where
        if len(parts) == 2:
            assert max(rows.values()) > 0 > min(rows.values()), where
        if "red line: " in actor.reason:
            line = actor.receipt.rows[7]
            assert rows["principle"] < 0, where
            named = actor.reason.partition("red line: ")[2].partition(", although ")[0]
            assert f": {named} (" in line.says, where
            others = [value for name, value in rows.items() if name != "caution"]
            assert rows["principle"] == min(others), where
        if "would keep its side" in actor.reason:
            assert rows["trust"] in {max(rows.values()), min(rows.values())} or rows[
                "trust"
            ] == min(value for name, value in rows.items() if name != "caution"), where


def test_what_speaks_for_the_response_comes_first(
    expected: dict[tuple[str, str], Expected],
) -> None:
    favourable = {"accept_with_conditions", "endorse"}
    marks = re.compile(r"^(it doubts|it touches|recent conduct has not|the allies would not)")
    for where, actor in expected.items():
        if actor.response in favourable and ", although " in actor.reason:
            assert not marks.match(actor.reason), (where, actor.reason)


def test_reasons_differ_between_actors_and_between_texts(
    bundle: Bundle, explanations: dict[str, Explanation]
) -> None:
    reasons = {
        (policy, actor.id): actor.reason
        for policy, explanation in explanations.items()
        for actor in explanation.actors
    }
    assert len(set(reasons.values())) > 30
    for policy in bundle.scenario.policies:
        assert len({text for (tabled, _), text in reasons.items() if tabled == policy}) >= 3
