"""Expectations as content: what is stated, and what is said of a file that is wrong."""

from __future__ import annotations

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.diagnostics import ContentError, Diagnostic
from dialogue_sim.content.expectations import Expected
from dialogue_sim.content.files import UnknownIdError, packaged_content, read_library
from dialogue_sim.content.fingerprint import fingerprints
from dialogue_sim.content.library import examine, examine_alone, load, load_expectations
from dialogue_sim.content.library import examine_expectations as examined
from dialogue_sim.content.quantities import DRIVERS, TERMS
from dialogue_sim.engine import answer, terms

FILES = read_library(packaged_content())
NATO = "scenarios/nato_russia"
DECEMBER, PATH = f"{NATO}/december_2019.yaml", f"{NATO}/expectations.yaml"
CHINA = "actors/china.yaml"


@pytest.fixture(scope="module")
def expected() -> Expected:
    return load_expectations(FILES, "nato_russia")


# ---------------------------------------------------------------- what is shipped


def test_every_documented_reaction_is_stated_once(expected: Expected) -> None:
    stated = [body.reaction for body in expected.body.expectations.values() if body.reaction]
    assert sorted(stated) == list(range(1, 69))


def test_every_claim_about_causes_is_stated_once(expected: Expected) -> None:
    stated = [body.claim for body in expected.body.expectations.values() if body.claim]
    assert sorted(stated) == list(range(1, 22))


def test_hardly_anything_is_untestable(expected: Expected) -> None:
    untestable = [body for body in expected.body.expectations.values() if body.untestable]
    assert len(untestable) <= 2
    assert all(len(str(body.untestable).split()) > 10 for body in untestable)


def test_what_is_stated_rests_on_the_five_documents(expected: Expected) -> None:
    cited = {source for body in expected.body.expectations.values() for source in body.source}
    assert {source.partition("-")[0] for source in cited} == {f"D00{n}" for n in range(5)}


def test_every_actor_of_the_setting_takes_part_in_every_opening(expected: Expected) -> None:
    everybody = {
        path[7:-5]
        for path, raw in FILES.items()
        if path.startswith("actors/") and b"\nsetting: nato_russia\n" in raw
    }
    for bundle in expected.openings.values():
        assert {*bundle.actors, bundle.counterpart.id} == everybody


def test_china_is_in_no_scenario_yet() -> None:
    bundle: Bundle = load(FILES, "december_2019")
    assert "china" not in bundle.actors
    assert load_expectations(FILES, "nato_russia").openings["oslo_forum"].actors["china"].kind == (
        "voice"
    )


def test_the_names_of_terms_and_drivers_are_those_of_the_engine() -> None:
    assert terms.NAMES == TERMS
    named = tuple(driver.name for driver in answer.DRIVERS)
    assert DRIVERS in {named, (*named, "overreach")}


def test_a_scenarios_tests_are_no_rule_of_its_sessions() -> None:
    rules, prose = fingerprints(load(FILES, "december_2019"))
    without = FILES[DECEMBER].decode().partition("\n# Each test plays")[0] + "\n"
    changed = fingerprints(load({**FILES, DECEMBER: without.encode()}, "december_2019"))
    assert changed[0] == rules
    assert changed[1] != prose


def test_actors_of_another_setting_and_a_second_counterpart_stay_out() -> None:
    foreign = FILES[CHINA].replace(b"id: china", b"id: stranger")
    foreign = foreign.replace(b"setting: nato_russia", b"setting: elsewhere")
    rival = FILES["actors/russia.yaml"].replace(b"id: russia", b"id: rival")
    files = {**FILES, "actors/stranger.yaml": foreign, "actors/rival.yaml": rival}
    openings = load_expectations(files, "nato_russia").openings
    assert all({"stranger", "rival"}.isdisjoint(bundle.actors) for bundle in openings.values())


# ---------------------------------------------------------------- what is wrong


def problems(path: str, old: str, new: str) -> tuple[Diagnostic, ...]:
    text = FILES[path].decode()
    assert text.count(old) == 1, f"{text.count(old)} times in {path}: {old}"
    changed = {**FILES, path: text.replace(old, new).encode()}
    if path == DECEMBER:
        return examine(changed, "december_2019")[1]
    return examined(changed, "nato_russia")[1]


def test_the_shipped_file_has_no_problems() -> None:
    assert examined(FILES, "nato_russia")[1] == ()


ISOLATED = "chance(escalate) > other(chance(escalate)) + 10"
HARDENS = f"""    when: {{policy: isolation}}
    than: {{policy: neutral_platform}}
    expect:
      - {ISOLATED}"""

# (passage, what stands there instead, code, words of the message or the help)
WRONG = {
    "unknown opening": (
        "    claim: 8\n    at: oslo_forum", "    claim: 8\n    at: oslo_form", "DS202",
        "did you mean 'oslo_forum'",
    ),
    "unknown policy": (
        "{policy: isolation}\n    than: {policy: neutral_platform}",
        "{policy: isolaton}\n    than: {policy: neutral_platform}", "DS202",
        "did you mean 'isolation'",
    ),
    "unknown policy of the other case": (
        "{policy: isolation}\n    than: {policy: neutral_platform}",
        "{policy: isolation}\n    than: {policy: neutral_plattform}", "DS202",
        "did you mean 'neutral_platform'",
    ),
    "unknown policy of an earlier turn": (
        "play: [{policy: nrc_ambassadors, answer: reciprocate}]",
        "play: [{policy: nrc_ambassador, answer: reciprocate}]", "DS202",
        "did you mean 'nrc_ambassadors'",
    ),
    "unknown issue": (
        "{pressure: tightened}", "{presure: tightened}", "DS202", "did you mean 'pressure'",
    ),
    "unknown level": (
        "{pressure: tightened}", "{pressure: tight}", "DS202", "no level of pressure 'tight'",
    ),
    "unknown quantity of a case": (
        "{hardliners: 100}", "{hardlinrs: 100}", "DS202", "did you mean 'hardliners'",
    ),
    "a quantity of a case out of range": (
        "{hardliners: 100}", "{hardliners: 101}", "DS207", "between 0 and 100",
    ),
    "unknown quantity of an opening": (
        "      hostilities: 100\n", "      hostility: 100\n", "DS202",
        "did you mean 'hostilities'",
    ),
    "a number of an opening without a source": (
        "{value: 50, source: [D001-S13], basis: reported}", "{value: 50, basis: reported}",
        "DS204", "needs `source:`",
    ),
    "unknown sentence": (
        "source: [D000-S07]\n    basis: stated\n    reaction: 2",
        "source: [D000-S77]\n    basis: stated\n    reaction: 2", "DS202", "source 'D000-S77'",
    ),
    "unknown answer of the counterpart": (
        "answer: stonewall}\n    than", "answer: refuse}\n    than", "DS123", "stonewall",
    ),
    "an inferred expectation": (
        "basis: predicted\n    reaction: 14", "basis: inferred\n    reaction: 14", "DS123",
        "predicted",
    ),
    "neither a test nor a reason": (
        HARDENS, "    when: {policy: isolation}", "DS126", "why it is `untestable:`",
    ),
    "a test and a reason": (
        HARDENS, f"{HARDENS}\n    untestable: because", "DS126", "why it is `untestable:`",
    ),
    "no opening": (
        "    claim: 8\n    at: oslo_forum\n", "    claim: 8\n", "DS126", "at which opening",
    ),
    "a function that does not exist": (
        ISOLATED, "chanse(escalate) > 10", "DS203", "did you mean 'chance'",
    ),
    "an answer that does not exist": (
        ISOLATED, "chance(escalat) > 10", "DS203", "did you mean 'escalate'",
    ),
    "an actor that does not exist": (
        ISOLATED, "utility(polend) > 10", "DS203", "did you mean 'poland'",
    ),
    "a term that does not exist": (
        ISOLATED, "term(poland, trost) > 10", "DS203", "did you mean 'trust'",
    ),
    "an issue that does not exist": (
        ISOLATED, "salience(poland, contakt) > 10", "DS203", "did you mean 'contact'",
    ),
    "a driver that does not exist": (
        ISOLATED, "driver(thread) > 10", "DS203", "did you mean 'threat'",
    ),
    "too much in the brackets": (
        ISOLATED, "utility(poland, trust) > 10", "DS203", "write utility(actor)",
    ),
    "too little in the brackets": (
        ISOLATED, "term(poland) > 10", "DS203", "write term(actor, term)",
    ),
    "no brackets": (
        ISOLATED, "utility > 10", "DS203", "write utility(actor)",
    ),
    "a number that faces an id": (
        ISOLATED, "utility(poland) > object", "DS203", "unknown name 'object'",
    ),
    "a response that faces a number": (
        ISOLATED, "response(poland) > 2", "DS203", "compared by id",
    ),
    "what a text does, before the turn": (
        ISOLATED, "before(utility(poland)) > 10", "DS203", "reads the situation before",
    ),
    "support of a text, before the turn": (
        ISOLATED, "before(support_now) > 10", "DS203", "reads the situation before",
    ),
    "the other case of the other case": (
        ISOLATED, "other(other(tension)) > 10", "DS203", "only one other case",
    ),
    "a sum in the other case": (
        ISOLATED, "other(tension + 5) > 10", "DS203", "around each quantity",
    ),
    "a story": (
        ISOLATED, "fired(cyber_incident)", "DS203", "has no story",
    ),
    "a flag": (
        ISOLATED, "stands", "DS203", "comes into force",
    ),
    "a count": (
        ISOLATED, "count(tension > 5) > 1", "DS203", "not a function of expectations",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "words"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said(old: str, new: str, code: str, words: str) -> None:
    found = problems(PATH, old, new)
    assert [problem.code for problem in found] == [code]
    assert words in f"{found[0].message} {found[0].help}"
    assert found[0].place.path == PATH


def test_a_comparison_needs_another_case() -> None:
    (found,) = problems(PATH, "    than: {policy: nrc_ambassadors, with: {pressure: open}}\n", "")
    assert found.code == "DS203"
    assert found.help == "add `than:` to the expectation"


def test_the_columns_of_a_condition_are_exact() -> None:
    (found,) = problems(PATH, ISOLATED, "tension > 5 and term(poland, trost) > 10")
    line = FILES[PATH].decode().splitlines()[found.place.line - 1]
    assert line == f"      - {ISOLATED}"
    start = len("      - tension > 5 and term(poland, ")
    assert (found.place.column, found.place.end_column) == (start + 1, start + 1 + len("trost"))


def test_loading_refuses_what_is_wrong() -> None:
    files = {**FILES, PATH: FILES[PATH].replace(b"{hardliners: 100}", b"{hardliners: 101}")}
    with pytest.raises(ContentError, match="between 0 and 100"):
        load_expectations(files, "nato_russia")


def test_a_setting_without_expectations_is_said_by_name() -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'nato_russia'"):
        load_expectations(FILES, "nato_rusia")


def test_a_file_that_lies_in_another_folder_says_so() -> None:
    files = {**FILES, PATH: FILES[PATH].replace(b"setting: nato_russia", b"setting: elsewhere", 1)}
    found = examined(files, "nato_russia")[1]
    assert [problem.code for problem in found] == ["DS205"]


def test_alone_the_shape_is_checked() -> None:
    broken = FILES[PATH].replace(b"    reaction: 14\n", b"    reacton: 14\n")
    found = examine_alone({PATH: broken}, PATH)
    assert [(problem.code, problem.help) for problem in found] == [
        ("DS120", "did you mean 'reaction'?")
    ]


# ---------------------------------------------------------------- scripted tests

SCRIPTED = {
    "a policy that is not on the menu": (
        "      1: business_as_usual\n", "      1: business_as_ususal\n", "DS202",
        "did you mean 'business_as_usual'",
    ),
    "a move with an unknown policy": (
        "[{propose: business_as_usual}", "[{propose: busines}", "DS202", "policy on the menu",
    ),
    "an unknown level of an amendment": (
        "amend: {conditions: strict}", "amend: {conditions: hard}", "DS202",
        "no level of conditions 'hard'",
    ),
    "an unknown venue": (
        "amend: {conditions: strict}", "venue: oslo", "DS202", "no venue 'oslo'",
    ),
    "a turn that is left out": (
        "      2: strict_conditional_dialogue\n", "", "DS208", "turn 2 is missing",
    ),
    "a turn after the last": (
        "      1: business_as_usual\n",
        "".join(f"      {turn}: nrc_ambassadors\n" for turn in range(1, 8)), "DS209",
        "turn 7 never comes",
    ),
    "a member that does not exist": (
        "[{propose: business_as_usual}", "[{consult: polnd}, {propose: business_as_usual}",
        "DS202", "did you mean 'poland'",
    ),
    "an assurance of somebody who is no member": (
        "[{propose: business_as_usual}",
        "[{assure: russia, how: now}, {propose: business_as_usual}", "DS202",
        "no member 'russia'",
    ),
    "another way to assure": (
        "[{propose: business_as_usual}",
        "[{assure: poland, how: promis}, {propose: business_as_usual}", "DS123",
        "did you mean 'promise'",
    ),
    "an assurance that does not say how": (
        "[{propose: business_as_usual}", "[{assure: poland}, {propose: business_as_usual}",
        "DS121", "the key 'how' is missing",
    ),
    "a mandate that does not exist": (
        "[{propose: business_as_usual}", "[{mandate: gardian}, {propose: business_as_usual}",
        "DS202", "did you mean 'guardian'",
    ),
    "a mandate of a seat that does not exist": (
        "[{propose: business_as_usual}",
        "[{mandate: guardian, seat: polnd}, {propose: business_as_usual}", "DS202",
        "no seat 'polnd'",
    ),
    "a mandate of a seat that has goals": (
        "[{propose: business_as_usual}",
        "[{mandate: guardian, seat: poland}, {propose: business_as_usual}", "DS209",
        "'poland' has no mandates",
    ),
    "a misspelt move": (
        "[{propose: business_as_usual}", "[{campain: true}, {propose: business_as_usual}",
        "DS120", "did you mean 'campaign'",
    ),
    "a move that is not made": (
        "[{propose: business_as_usual}, {settle: group}]", "{wait: false}", "DS126",
        "write `true`",
    ),
    "a turn in which nothing is tabled": (
        "[{propose: business_as_usual}, {settle: group}]", "{consult: poland}", "DS208",
        "turn 1 never ends",
    ),
    "a condition that cannot be read": (
        "count(stands) == 3", "count(stand) == 3", "DS203", "did you mean 'stands'",
    ),
    "what needs many sessions": (
        "count(stands) == 3", "rate(stands) > 50%", "DS203", "needs many sessions",
    ),
    "what only expectations ask": (
        "count(stands) == 3", "utility(poland) > 3", "DS203", "not a function",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "words"), SCRIPTED.values(), ids=SCRIPTED)
def test_what_is_wrong_in_a_scripted_test_is_said(
    old: str, new: str, code: str, words: str
) -> None:
    found = problems(DECEMBER, old, new)
    assert [problem.code for problem in found] == [code]
    assert words in f"{found[0].message} {found[0].help}"
