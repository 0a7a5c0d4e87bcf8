"""The first scenario: small, invented from end to end, and without a mechanism."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.conditions import lines_of
from dialogue_sim.content.diagnostics import Diagnostic
from dialogue_sim.content.documents import Documents
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.fingerprint import fingerprints
from dialogue_sim.content.library import examine, load
from dialogue_sim.content.mechanisms import Mechanism
from dialogue_sim.content.sourced import Provenance
from dialogue_sim.content.text import MisfitError

FILES = read_library(packaged_content())
RIVER = "scenarios/river_league"
DOCUMENTS, POLICIES = f"{RIVER}/documents.yaml", f"{RIVER}/policies.yaml"
OWN = [path for path, raw in FILES.items() if b": river_league" in raw]
REAL = re.compile(
    r"\b(NATO|Russia|Moscow|Kremlin|Ukrain\w*|Poland|German\w*|France|French|Washington|Europe\w*"
    r"|America\w*|China|Danube|Rhine|Elbe|Nile|Volga)\b"
)


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return load(FILES, "first_steps")


def problems(path: str, old: str, new: str) -> tuple[Diagnostic, ...]:
    """What is said of the scenario with one passage of a file changed."""
    text = FILES[path].decode()
    assert text.count(old) == 1
    return examine({**FILES, path: text.replace(old, new).encode()}, "first_steps")[1]


# ------------------------------------------------------------- what it promises


def test_it_is_played_in_a_few_minutes(bundle: Bundle) -> None:
    scenario = bundle.scenario
    assert (scenario.turns, scenario.about.minutes, scenario.about.level) == (3, 5, "starter")
    assert len(scenario.brief.split()) <= 120
    assert all(len(seat.brief.split()) <= 65 for seat in scenario.seats.values())


def test_it_has_no_mechanism(bundle: Bundle) -> None:
    assert b"\nmechanisms:" not in FILES[f"{RIVER}/rules.yaml"]
    assert {bundle.active_from(mechanism) for mechanism in get_args(Mechanism)} == {None}


def test_chair_members_and_counterpart_can_be_played(bundle: Bundle) -> None:
    assert set(bundle.scenario.seats) == {"steward", "oldweir", "saltmouth", "aldermark"}
    assert bundle.actors["oldweir"].kind == bundle.actors["saltmouth"].kind == "member"
    for name, seat in bundle.scenario.seats.items():
        assert any(goal.secret for goal in seat.goals.values()), name
        assert not all(goal.secret for goal in seat.goals.values()), name


def test_it_shares_no_id_with_the_other_setting(bundle: Bundle) -> None:
    other = load(FILES, "december_2019")
    assert not set(bundle.setting.issues) & set(other.setting.issues)
    assert not set(bundle.policies.policies) & set(other.policies.policies)
    assert not {*bundle.actors, "aldermark"} & {*other.actors, "russia"}
    assert len(bundle.setting.issues) == 6


def test_no_real_country_is_named() -> None:
    assert len(OWN) == 7 + 5
    for path in OWN:
        assert REAL.findall(FILES[path].decode()) == [], path


def test_every_policy_is_on_the_menu_and_every_venue_used(bundle: Bundle) -> None:
    policies = bundle.policies.policies
    assert set(bundle.scenario.policies) == set(policies)
    assert {policy.venue for policy in policies.values()} == set(bundle.setting.venues)


def test_words_and_drivers_are_complete(bundle: Bundle) -> None:
    assert set(bundle.rules.driver_words) == set(bundle.rules.drivers.model_fields_set)
    for actor in [*bundle.actors.values(), bundle.counterpart]:
        assert set(actor.venues) == {"salience", *bundle.setting.venues}, actor.id


def test_every_sentence_of_the_chronicle_is_cited(bundle: Bundle) -> None:
    text = "".join(FILES[path].decode() for path in OWN if path != DOCUMENTS)
    cited = set(re.findall(r"\bCHR-S\d+\b", text))
    assert cited | {"CHR-S01", "CHR-S10"} == set(bundle.documents.ids())


def test_endings_turn_on_several_numbers_and_the_last_always_holds(bundle: Bundle) -> None:
    endings = bundle.scenario.endings
    assert len(endings) >= 3
    assert [line for _, line in lines_of(endings[-1].when)] == ["last_turn"]


def test_a_copy_under_other_names_is_sound(bundle: Bundle) -> None:
    ids = ["river_league", "first_steps", *bundle.actors, "aldermark"]
    named = re.compile(rf"\b({'|'.join(ids)})\b")
    copy = {
        named.sub(r"my_\1", path): named.sub(r"my_\1", FILES[path].decode()).encode()
        for path in OWN
    }
    found, problems = examine({**FILES, **copy}, "my_first_steps")
    assert problems == ()
    assert found is not None
    assert set(found.actors) == {f"my_{name}" for name in bundle.actors}
    assert set(found.files) == set(copy)


# ------------------------------------------------------------------- labels


def test_whatever_it_rests_on_is_fiction(bundle: Bundle) -> None:
    inferred = Provenance("inferred", (), "Chosen.")
    told = Provenance("reported", ("CHR-S04",))
    assert bundle.documents.label(inferred) == "FIC"
    assert bundle.documents.label(told) == "FIC"
    assert load(FILES, "december_2019").documents.label(inferred) == "MOD"


def test_a_real_document_keeps_its_label_in_an_invented_world(bundle: Bundle) -> None:
    report = bundle.documents.documents["CHR"].model_copy(update={"label": "REP"})
    documents = bundle.documents.model_copy(update={"documents": {"CHR": report}})
    assert documents.label(Provenance("reported", ("CHR-S04",))) == "REP"
    assert documents.label(Provenance("inferred", ("CHR-S04",), "Chosen.")) == "FIC"


def test_fiction_that_does_not_say_so_is_refused() -> None:
    (found,) = problems(DOCUMENTS, "fictional: true", "x-fictional: true")
    line = FILES[DOCUMENTS].decode().split("label: FIC")[0].count("\n") + 1
    assert (found.place.path, found.place.line) == (DOCUMENTS, line)
    assert "document 'CHR' is fiction" in found.message
    assert "fictional: true" in found.message


def test_saying_nothing_of_fiction_leaves_old_prints_alone() -> None:
    december = load(FILES, "december_2019")
    said = december.documents.model_copy(update={"fictional": None})
    assert fingerprints(december) == fingerprints(_with(december, said))
    invented = december.documents.model_copy(update={"fictional": True})
    rules, prose = fingerprints(_with(december, invented))
    assert rules == fingerprints(december)[0]
    assert prose != fingerprints(december)[1]


def _with(bundle: Bundle, documents: Documents) -> Bundle:
    return replace(bundle, documents=documents)


# ------------------------------------------- why something cannot be tabled now


def test_a_policy_says_in_words_why_it_waits(bundle: Bundle) -> None:
    policies = bundle.policies.policies
    assert policies["notice_for_toll"].why_not == "this offer is made once"
    silent = policies["notice_for_toll"].model_copy(update={"otherwise": None})
    assert silent.why_not == "needs not adopted(notice_for_toll)"


def test_words_for_a_condition_need_the_condition() -> None:
    old = "    when: not adopted(notice_for_toll)          # can be tabled only while this holds\n"
    (found,) = problems(POLICIES, old, "")
    assert found.place.path == POLICIES
    assert "`when:`" in found.message
    assert issubclass(MisfitError, ValueError)
