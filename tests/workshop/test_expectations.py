"""Every shipped expectation, and the numbers behind them against numbers worked out by hand."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.expectations import Expected
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load_expectations
from dialogue_sim.session.views.explanation import explain
from dialogue_sim.workshop.testing.expectations import plan, run
from dialogue_sim.workshop.testing.results import Result

if TYPE_CHECKING:
    from tests.workshop.conftest import Ask

SHIPPED = run(load_expectations(read_library(packaged_content()), "nato_russia"))
NRC = "{policy: nrc_ambassadors}"
ISOLATION = "{policy: isolation}"


@pytest.mark.parametrize("result", SHIPPED, ids=lambda result: result.id)
def test_the_model_bears_out_its_documents(result: Result) -> None:
    failed = [
        (check.where, check.condition, [(number.words, number.shown) for number in check.numbers])
        for check in result.checks
        if not check.held
    ]
    assert failed == []
    assert result.state in {"held", "untestable"}
    assert result.checks or result.problem


def numbers(result: Result) -> dict[str, float | str]:
    """Everything that was found, by its words."""
    return {number.words: number.value for check in result.checks for number in check.numbers}


def points(result: Result, words: str) -> float:
    """One number that was found."""
    return float(numbers(result)[words])


def test_a_wrong_expectation_fails_with_what_was_found(ask: Ask) -> None:
    result = ask("chance(escalate) < other(chance(escalate))", when=ISOLATION, than=NRC)
    assert result.state == "failed"
    (check,) = result.checks
    assert not check.held
    assert check.where == "isolation at christmas_interview"
    assert [number.words for number in check.numbers] == [
        "chance(escalate)",
        "other(chance(escalate))",
    ]
    assert points(result, "chance(escalate)") > points(result, "other(chance(escalate))")


def test_one_condition_that_fails_is_enough(ask: Ask) -> None:
    result = ask("tension < 90", "tension > 90", when=NRC)
    assert [check.held for check in result.checks] == [True, False]
    assert result.state == "failed"


def test_it_must_hold_in_every_case_and_at_every_opening(ask: Ask) -> None:
    both = ask("response(secretary_general) >= hedge", when=f"[{NRC}, {ISOLATION}]")
    assert [check.held for check in both.checks] == [True, False]
    everywhere = ask(
        "before(hostilities) > 0", at="[christmas_interview, guns_fall_silent]", when=NRC
    )
    assert [check.held for check in everywhere.checks] == [True, False]


# ------------------------------------------------------------------ numbers by hand


def test_salience_is_the_share_of_the_stars(ask: Ask) -> None:
    found = numbers(ask("salience(nato_publics, deterrence) > 0"))
    stars = 3 + 3 + 2 + 3 + 3.6 + 1.4 + 3 + 3 + 1  # eight issues and the venue
    assert found["salience(nato_publics, deterrence)"] == pytest.approx(100 * 3.6 / stars)


def test_a_term_is_the_weighted_one_in_points(ask: Ask) -> None:
    found = numbers(ask("term(poland, cohesion) > term(poland, caution)", when=NRC))
    # Poland's cohesion has 0.9 of 10.3 stars, and all allies act together: +1.
    assert found["term(poland, cohesion)"] == pytest.approx(100 * 0.9 / 10.3)
    assert found["term(poland, caution)"] == pytest.approx(-5)


def test_a_bloc_has_the_mean_of_its_members_terms(ask: Ask) -> None:
    found = numbers(ask("term(eastern_members, cohesion) > 0", when=NRC))
    mean = (0.9 / 10.3 + 1.1 / 10.7) / 2
    assert found["term(baltic_states, poland, cohesion)"] == pytest.approx(100 * mean)


def test_utility_is_the_sum_of_the_terms(ask: Ask) -> None:
    names = (
        "interest", "trust", "domestic", "reciprocity", "argument", "cohesion", "peers",
        "principle", "caution",
    )  # fmt: skip
    terms = [f"term(france, {name}) > -1000" for name in names]
    found = numbers(ask("utility(france) > 0", *terms, when=NRC))
    added = sum(float(found[f"term(france, {name})"]) for name in names)
    assert found["utility(france)"] == pytest.approx(added)


@pytest.mark.parametrize(
    ("driver", "points"),
    [
        ("status", -10.0),  # isolation is the worst on every issue, but nine tenths are put off
        ("isolation", 100.0),
        ("threat", 60.0),  # insecurity 0.6, forces and sanctions both at their highest
        ("war", 90.0),
        ("demand", 100.0),
        ("temptation", 0.0),  # nothing is offered
        ("const", 100.0),
        ("patron", 50.0),
    ],
)
def test_a_driver_is_what_the_text_and_the_situation_say(
    ask: Ask, driver: str, points: float
) -> None:
    result = ask(f"driver({driver}) > -1000", at="oslo_forum", when=ISOLATION)
    assert numbers(result)[f"driver({driver})"] == pytest.approx(points)


def test_a_chance_follows_from_the_drivers_and_the_answer_table(
    ask: Ask, expected: Expected
) -> None:
    table = next(iter(expected.openings.values())).rules.drivers.model_dump(exclude_none=True)
    asked = [f"driver({driver}) > -1000" for driver in table]
    found = numbers(ask("chance(escalate) > 0", "chance(probe) > 0", *asked, when=NRC))
    appeal = [
        sum(row[place] * float(found[f"driver({driver})"]) / 100 for driver, row in table.items())
        for place in range(5)
    ]
    odds = [exp(value) for value in appeal]
    assert found["chance(probe)"] == pytest.approx(100 * odds[1] / sum(odds))
    assert found["chance(escalate)"] == pytest.approx(100 * odds[4] / sum(odds))


def test_support_now_is_the_poll_for_the_polled_text(ask: Ask) -> None:
    polled = "{policy: negotiate_at_ceasefire}"
    found = numbers(ask("support_now > 0", at="guns_fall_silent", when=polled))
    assert found["support_now"] == pytest.approx(65, abs=1e-9)


def test_the_situation_is_the_one_after_the_turn(ask: Ask) -> None:
    when = "{policy: nrc_ambassadors, answer: stonewall}"
    found = numbers(
        ask("tension > 0", "before(tension) == 50", "hostilities > 0", "conduct < 0", when=when)
    )
    # Offer 0.134 of 0.55; ours 0.45 + 0.2 (0.378 - 0.45) + 0.1 x 0.1, theirs 0.55 + 0.15 x 0.45
    # - 0.25 x 0.55 + 0.05 + 0.1 x 4 / 7.2.
    assert found["tension"] == pytest.approx(51.559596, abs=1e-5)
    assert found["before(tension)"] == 50
    assert found["hostilities"] == 34  # one point fades in every turn
    assert found["conduct"] == pytest.approx(0.7 * -15 + 0.3 * 100 * -4 / 7.2)


def test_an_answer_in_kind_brings_progress_by_what_can_be_gained(ask: Ask) -> None:
    when = "{policy: nrc_ambassadors, answer: reciprocate}"
    found = numbers(ask("progress > before(progress)", when=when))
    gain = 0.5 * 0.5 + 0.5 * 0.33  # ambassadors, arms control
    assert found["progress"] == pytest.approx(15 * gain * (1 - 0.35 / 2))


def test_turns_that_are_played_before_count(ask: Ask) -> None:
    stonewalled = "{policy: nrc_ambassadors, answer: stonewall}"
    when = f"{{policy: nrc_ambassadors, answer: stonewall, play: [{stonewalled}, {stonewalled}]}}"
    found = numbers(ask("hostilities > 0", "before(hostilities) > 0", when=when))
    assert found == {"hostilities": 32, "before(hostilities)": 33}


def test_cases_of_different_length_do_not_disturb_each_other(ask: Ask) -> None:
    stonewalled = "{policy: nrc_ambassadors, answer: stonewall}"
    short = "{policy: top_level_talks, answer: probe}"
    long = f"{{policy: top_level_talks, answer: probe, play: [{stonewalled}, {stonewalled}]}}"
    alone, beside = ask("tension > 0", when=short), ask("tension > 0", when=short, than=long)
    assert numbers(alone) == numbers(beside)


def test_what_is_changed_is_changed(ask: Ask) -> None:
    when = (
        "{policy: nrc_ambassadors, with: {contact: top}, venue: track2, "
        "situation: {trust(poland): 50, hardliners: 80}}"
    )
    result = ask(
        "standing.contact == top", "standing.venue == track2", "proposal.scope == arms_control",
        "before(trust(poland)) > 0", "driver(hardliners) > 0", "before(standing.contact) < top",
        when=when,
    )  # fmt: skip
    assert numbers(result) == pytest.approx({
        "standing.contact": "top",
        "standing.venue": "track2",
        "proposal.scope": "arms_control",
        "before(trust(poland))": 50,
        "driver(hardliners)": 80,
        "before(standing.contact)": "ambassadors",
    })  # fmt: skip
    assert result.state == "held"


def test_without_a_policy_the_text_in_force_is_looked_at(ask: Ask) -> None:
    bare, named = ask("utility(poland) > 0"), ask("utility(poland) > 0", when=NRC)
    assert numbers(bare) == numbers(named)
    assert bare.checks[0].where == "the text in force at christmas_interview"


@pytest.mark.parametrize("policy", ["top_level_talks", "isolation", "business_as_usual"])
def test_the_numbers_are_those_that_explain_shows(ask: Ask, december: Bundle, policy: str) -> None:
    """The opening is that of December 2019, whose actors do not listen to China."""
    shown = explain(december, policy, {})
    conditions = [f"utility({actor.id}) > -1000" for actor in shown.actors]
    conditions += [f"response({actor.id}) >= break_silence" for actor in shown.actors]
    conditions += [f"chance({answer}) >= 0" for answer in shown.answers]
    found = numbers(ask(*conditions, "chance_to_stand >= 0", when=f"{{policy: {policy}}}"))
    for actor in shown.actors:
        assert found[f"utility({actor.id})"] == pytest.approx(100 * actor.receipt.utility)
        assert found[f"response({actor.id})"] == actor.response
    for answer, chance in shown.answers.items():
        assert found[f"chance({answer})"] == pytest.approx(100 * chance)
    assert found["chance_to_stand"] == pytest.approx(100 * shown.p_stands)


def test_the_likeliest_answer_is_given_unless_a_case_names_one(ask: Ask) -> None:
    likeliest = numbers(ask("answer == stonewall", at="press_conference", when=NRC))
    assert likeliest == {"answer": "stonewall"}
    named = "{policy: nrc_ambassadors, answer: escalate}"
    assert ask("answer == escalate", at="press_conference", when=named).state == "held"


def test_of_a_bloc_the_worst_response_is_read(ask: Ask) -> None:
    when = "{policy: nrc_ambassadors, situation: {trust(poland): 97, trust(baltic_states): 3}}"
    found = numbers(ask(
        "response(poland) > response(baltic_states)", "response(eastern_members) <= endorse",
        at="press_conference", when=when,
    ))  # fmt: skip
    assert found["response(poland)"] != found["response(baltic_states)"]
    assert found["response(baltic_states, poland)"] == found["response(baltic_states)"]


def test_the_date_of_an_opening_picks_the_period_of_a_profile() -> None:
    files = read_library(packaged_content())
    files["actors/poland.yaml"] += b"""periods:
  since_2022: {from: 2022-02-24, set: {trust: {value: 0.05, source: [D000-S03], basis: reported}}}
"""
    expected = load_expectations(files, "nato_russia")
    trust = {name: bundle.actors["poland"].trust for name, bundle in expected.openings.items()}
    assert trust == {
        "christmas_interview": 0.13, "interview_in_2022": 0.13, "press_conference": 0.05,
        "oslo_forum": 0.05, "guns_fall_silent": 0.05,
    }  # fmt: skip
    whole = plan(expected)
    stages = [set(stage.openings) for stage in whole.stages]
    assert sorted(name for stage in stages for name in stage) == sorted(trust)
    assert all(len({trust[name] for name in stage}) == 1 for stage in stages)
    # Where profiles do not differ, one stage is enough.
    casts = {
        "".join(actor.model_dump_json() for actor in bundle.actors.values())
        for bundle in expected.openings.values()
    }
    assert len(stages) == len(casts) < len(trust)
    fear = next(result for result in run(expected) if result.id == "nearness_feeds_fear")
    before = next(result for result in SHIPPED if result.id == "nearness_feeds_fear")
    poland = "term(poland, trust)"
    assert points(fear, poland) < points(before, poland)
