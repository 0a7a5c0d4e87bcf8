"""`explain`: the contract's JSON, receipts that agree with it, and hints that keep their word."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.files import UnknownIdError
from dialogue_sim.session.moves import MoveError
from dialogue_sim.session.views.explanation import Explanation, explain
from dialogue_sim.session.views.explanation_record import as_json
from dialogue_sim.words import ANSWERS, RESPONSES

TERMS = [
    "interest", "trust", "domestic", "reciprocity", "argument", "cohesion", "peers", "principle",
    "caution",
]  # fmt: skip
DRIVERS = {
    "const", "offer", "status", "demand", "temptation", "split", "threat", "deterrent",
    "isolation", "ledger", "hardliners", "war", "patron",
}  # fmt: skip


def as_read(bundle: Bundle, policy: str, changes: dict[str, str] | None = None) -> Any:  # noqa: ANN401  JSON
    """What a script reads of `explain --json`."""
    return json.loads(json.dumps(as_json(explain(bundle, policy, changes or {}))))


@pytest.fixture(scope="module")
def everything(explanations: dict[str, Explanation]) -> dict[str, Any]:
    return {policy: json.loads(json.dumps(as_json(one))) for policy, one in explanations.items()}


def test_the_document_has_the_keys_of_the_contract(everything: dict[str, Any]) -> None:
    for policy, body in everything.items():
        assert list(body) == [
            "scenario", "policy", "levels", "venue", "actors", "answer", "procedure",
        ]  # fmt: skip
        assert (body["scenario"], body["policy"]) == ("december_2019", policy)
        assert set(body["answer"]) == {
            "probabilities", "drivers", "likeliest", "against_likeliest",
        }  # fmt: skip
        assert list(body["answer"]["probabilities"]) == list(ANSWERS)
        assert set(body["answer"]["drivers"]) == DRIVERS
        assert set(body["procedure"]) == {"name", "p_stands"}
        assert body["procedure"]["name"] == "silence"


def test_levels_are_values_between_nought_and_one(
    everything: dict[str, Any], bundle: Bundle
) -> None:
    for policy, body in everything.items():
        assert list(body["levels"]) == list(bundle.setting.issues)
        for issue, value in body["levels"].items():
            level = bundle.policies.policies[policy].levels[issue]
            values = {row.id: row.value for row in bundle.setting.issues[issue].levels}
            assert value == values[level]


def test_every_actor_is_there_with_every_number(
    everything: dict[str, Any], bundle: Bundle
) -> None:
    for policy, body in everything.items():
        assert list(body["actors"]) == sorted(bundle.actors)
        for name, actor in body["actors"].items():
            assert [key for key in actor if key != "made_of"] == [
                "kind", "utility", "terms", "probabilities", "flip", "receipt", "flips",
                "issues",
            ]  # fmt: skip
            assert actor["kind"] in {"member", "voice", "public", "counterpart"}
            assert list(actor["terms"]) == TERMS
            assert list(actor["probabilities"]) == list(RESPONSES)
            assert abs(sum(actor["probabilities"].values()) - 1) < 1e-12, (policy, name)
            total = 0.0
            for value in actor["terms"].values():
                total += value
            assert total == actor["utility"], (policy, name)


def test_the_receipt_opens_every_number(everything: dict[str, Any], bundle: Bundle) -> None:
    for policy, body in everything.items():
        for name, actor in body["actors"].items():
            where = (policy, name)
            assert {term: row["value"] for term, row in actor["receipt"].items()} == actor["terms"]
            assert list(actor["issues"]) == [*bundle.setting.issues, "venue"]
            shown = sum(Decimal(row["shown"]) for row in actor["receipt"].values())
            assert shown == Decimal(f"{actor['utility']:.3f}"), where
            parts = sum(Decimal(issue["shown"]) for issue in actor["issues"].values())
            assert parts == Decimal(actor["receipt"]["interest"]["shown"]), where
            saliences = [issue["salience"] for issue in actor["issues"].values()]
            assert abs(sum(saliences) - 100) < 1e-9, where


def test_the_counterpart_is_asked_for_like_an_actor(bundle: Bundle) -> None:
    whole, one = as_read(bundle, "isolation"), as_json(explain(bundle, "isolation", {}, "russia"))
    assert one["actors"] == {}
    assert one["answer"] == whole["answer"]
    assert whole["answer"]["likeliest"] == "stonewall"


def test_chances_of_answers_and_of_standing_are_probabilities(
    everything: dict[str, Any], bundle: Bundle
) -> None:
    for policy, body in everything.items():
        assert abs(sum(body["answer"]["probabilities"].values()) - 1) < 1e-12
        stands = body["procedure"]["p_stands"]
        assert 0 <= stands <= 1
        if bundle.policies.policies[policy].levels["unity"] != "all":
            assert stands == 1, policy
    assert everything["business_as_usual"]["procedure"]["p_stands"] < 0.05


def wanted_of(actor: Any) -> int:  # noqa: ANN401  JSON
    """The response that a flip hint aims at: a step above the likeliest, at least `hedge`."""
    chances = list(actor["probabilities"].values())
    return max(RESPONSES.index("hedge"), chances.index(max(chances)) + 1)


def test_a_flip_hint_does_what_it_says(everything: dict[str, Any], bundle: Bundle) -> None:
    hints = 0
    for policy in ("isolation", "top_level_talks", "fragmented_measures"):
        for name, actor in everything[policy]["actors"].items():
            flip = actor["flip"]
            if flip is None:
                continue
            hints += 1
            assert set(flip) == {"changes", "probability"}
            assert 1 <= len(flip["changes"]) <= 3
            moved = explain(bundle, policy, flip["changes"], name).actors[0]
            wanted = wanted_of(actor)
            reached = sum(moved.probabilities[wanted:])
            assert reached >= 0.5, (policy, name)
            assert abs(reached - flip["probability"]) < 1e-12, (policy, name)
    assert hints > 10


@pytest.mark.parametrize("policy", ["top_level_talks", "deterrence_plus_channel"])
def test_no_single_change_would_have_done_where_a_hint_names_two(
    everything: dict[str, Any], bundle: Bundle, policy: str
) -> None:
    found = 0
    for name, actor in everything[policy]["actors"].items():
        if actor["flip"] is None or len(actor["flip"]["changes"]) != 2:
            continue
        found += 1
        wanted = wanted_of(actor)
        for issue, level in actor["flip"]["changes"].items():
            alone = explain(bundle, policy, {issue: level}, name).actors[0]
            assert sum(alone.probabilities[wanted:]) < 0.5, (name, issue)
    assert found


def test_the_old_key_is_the_first_of_the_new_ones(everything: dict[str, Any]) -> None:
    for body in everything.values():
        for actor in body["actors"].values():
            first = actor["flips"][0]["smallest"] if actor["flips"] else None
            assert actor["flip"] == first


def test_one_actor_can_be_asked_for(bundle: Bundle) -> None:
    whole = as_json(explain(bundle, "isolation", {}))["actors"]
    one = as_json(explain(bundle, "isolation", {}, "poland"))["actors"]
    assert isinstance(whole, dict)
    assert one == {"poland": whole["poland"]}


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"conditions": "0.75"}, {"conditions": "strict"}),
        ({"conditions": ".75"}, {"conditions": "strict"}),
        ({"conditions": "Strict Conditions"}, {"conditions": "strict"}),
        ({"conditions": "STRICT"}, {"conditions": "strict"}),
        ({"contact": "1"}, {"contact": "top"}),
        ({"contact": "0.5"}, {}),
        ({"venue": "nrc"}, {}),
    ],
)
def test_a_level_is_given_by_id_label_or_number(
    bundle: Bundle, changes: dict[str, str], same: dict[str, str]
) -> None:
    assert as_read(bundle, "nrc_ambassadors", changes) == as_read(bundle, "nrc_ambassadors", same)


def test_a_change_changes_the_answer(bundle: Bundle) -> None:
    assert (
        as_read(bundle, "nrc_ambassadors", {"conditions": "strict"})["actors"]
        != (as_read(bundle, "nrc_ambassadors")["actors"])
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"conditons": "strict"}, "did you mean 'conditions'"),
        ({"conditions": "strikt"}, "did you mean 'strict'"),
        ({"conditions": ""}, "no level of conditions"),
        ({"conditions": "nan"}, "no level of conditions"),
        ({"conditions": "0.7"}, "no level of conditions"),
        ({"venue": "nrk"}, "did you mean 'nrc'"),
        ({"venu": "nrc"}, "did you mean 'venue'"),
    ],
)
def test_an_unknown_change_is_refused(bundle: Bundle, changes: dict[str, str], words: str) -> None:
    with pytest.raises(MoveError, match=words):
        explain(bundle, "isolation", changes)


def test_unknown_policies_and_actors_are_refused(bundle: Bundle) -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'isolation'"):
        explain(bundle, "isolaton", {})
    with pytest.raises(UnknownIdError, match="did you mean 'poland'"):
        explain(bundle, "isolation", {}, "polnad")


def test_nobody_endorses_or_refuses_nearly_everything(
    everything: dict[str, Any], bundle: Bundle
) -> None:
    for name in bundle.actors:
        likeliest = []
        for body in everything.values():
            chances = body["actors"][name]["probabilities"]
            likeliest.append(max(chances, key=lambda response: chances[response]))
        for response in RESPONSES:
            assert likeliest.count(response) <= 0.8 * len(likeliest), (name, response)
        assert len(set(likeliest)) >= 3, name


def test_every_policy_divides_the_table(everything: dict[str, Any]) -> None:
    for policy, body in everything.items():
        utilities = [actor["utility"] for actor in body["actors"].values()]
        assert max(utilities) - min(utilities) > 0.3, policy


# -------------------------------------------------------------- mechanisms


def explained(bundle: Bundle, policy: str, **changes: str) -> dict[str, Any]:
    document: dict[str, Any] = as_json(explain(bundle, policy, changes))
    return document


def test_without_mechanisms_nothing_is_at_stake_beside(bundle: Bundle) -> None:
    assert not {"price", "step", "breaks"} & set(explained(bundle, "top_level_talks"))


@pytest.mark.parametrize(
    ("policy", "changes", "price"),
    [
        ("nrc_ambassadors", {}, 1),
        ("top_level_talks", {}, 3),
        ("top_level_talks", {"contact": "experts"}, 0),
        ("top_level_talks", {"deterrence": "reinforced"}, 4),
        ("top_level_talks", {"deterrence": "reinforced", "scope": "regional"}, 5),
    ],
)
def test_a_price_is_that_of_the_level_and_of_what_is_promised_with_it(
    rich: Bundle, policy: str, changes: dict[str, str], price: int
) -> None:
    """Experts 0, ambassadors 1, ministers 2, the top 3; a wide scope or more deterrence 1."""
    assert explained(rich, policy, **changes)["price"] == price


def test_a_step_is_too_far_beyond_the_slack(rich: Bundle) -> None:
    """With slack 30 and width 40 a reach of 66.5 from nothing is 36.5 of 40 too far."""
    step = explained(rich, "top_level_talks")["step"]
    assert step == pytest.approx({"reach": 66.5, "progress": 0.0, "too_far": 91.25})
    assert explained(rich, "isolation")["step"]["too_far"] == 0


def test_who_may_break_silence_is_said_with_a_chance(rich: Bundle) -> None:
    body = explained(rich, "top_level_talks")
    breaks = body["breaks"]
    assert list(breaks) == ["baltic_states", "france", "germany", "poland", "united_states"]
    likely = [name for name, chance in breaks.items() if chance > 0]
    assert likely == ["baltic_states", "poland"]
    # Whoever does it, silence is broken; it is likelier than by either alone.
    broken = 1 - body["procedure"]["p_stands"]
    assert max(breaks.values()) < broken < sum(breaks.values())
    assert explained(rich, "backchannel")["breaks"] == {}


def test_a_policy_that_is_on_no_menu_can_be_explained(rich: Bundle) -> None:
    policy = "enlargement"
    assert policy not in rich.scenario.policies
    off = as_read(rich, policy)
    menu = ["enlargement", *rich.scenario.policies]
    scenario = rich.scenario.model_copy(update={"policies": menu})
    assert off == as_read(replace(rich, scenario=scenario), policy)
    assert off["price"] == 2  # reinforced deterrence and a scope of regional security
