"""The rules of content, held against every file that is shipped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.characters import FORBIDDEN, cells
from dialogue_sim.content.conditions import lines_of
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import load
from dialogue_sim.content.mechanisms import Mechanism, Mechanisms
from dialogue_sim.content.quantities import (
    NUMBERS_OF_MECHANISMS,
    OPENING,
    READABLE,
    SIGNED,
    WRITABLE,
)
from dialogue_sim.content.sourced import BASES, take_off
from dialogue_sim.content.yaml_source import read_yaml
from dialogue_sim.engine import indicators
from dialogue_sim.words import ANSWERS, RESPONSES

FILES = read_library(packaged_content())
SOURCED = [
    path for path in FILES if path.startswith("actors/") or Path(path).stem in {"setting", "rules"}
]
# Words that only people read, wherever they stand.
PROSE = {"summary", "says", "why", "text", "brief", "hook", "title", "label", "word", "name"}
QUOTES = re.compile('["\u201c\u201d\u201e\u201a\u00ab\u00bb\u2018]')
FIRST_PERSON = re.compile(
    r"\b(I|I'm|[Ww]e|[Oo]ur|[Oo]urs|[Oo]urselves|us|[Mm]y|[Mm]e|[Mm]ine|[Mm]yself)\b"
)
PRIVATE = re.compile(
    r"\b(wife|husband|daughter|son|marriage|divorce|illness|health|disease|depress\w*|narcissis\w*"
    r"|paranoi\w*|insane|mad|ethnic\w*|jew\w*|religio\w*|psycholog\w*|childhood|mistress|alcohol\w*"
    r"|childish|mentally)\b",
    re.IGNORECASE,
)
REAL_NAMES = re.compile(
    r"\b(Stoltenberg|Rasmussen|Putin|Trump|Macron|Merkel|Zelensk\w*|Biden|Lavrov|Duda|Tusk|Xi)\b"
)


def data(path: str) -> Any:  # noqa: ANN401  YAML
    file, problems = read_yaml(path, FILES[path])
    assert file is not None, problems
    return file.data


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return load(FILES, "december_2019")


def strings(value: object, at: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text of a file with its path."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from strings(part, (*at, str(key)))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from strings(part, (*at, str(place)))
    elif isinstance(value, str):
        yield at, value


def prose() -> list[tuple[tuple[str, ...], str]]:
    """Every text that people read, with file and path."""
    return [
        (at, text)
        for path in FILES
        for at, text in strings(data(path), (path,))
        if at[-1] in PROSE or {"objectives", "debrief", "sentences", "weaknesses"} & set(at)
    ]


def test_there_is_as_much_as_was_promised(bundle: Bundle) -> None:
    assert sum(b"\nsetting: nato_russia\n" in raw for path, raw in FILES.items()
               if path.startswith("actors/")) >= 15  # fmt: skip
    assert len(bundle.actors) + 1 == 12
    assert len(bundle.policies.policies) >= 52
    assert len(bundle.setting.issues) == 10
    assert len(bundle.setting.venues) == 5
    assert bundle.scenario.turns == 6
    assert len(prose()) > 300


def test_every_policy_names_every_issue(bundle: Bundle) -> None:
    for name, policy in bundle.policies.policies.items():
        assert set(policy.levels) == set(bundle.setting.issues), name


def test_no_two_policies_are_the_same_text(bundle: Bundle) -> None:
    points = [
        (*sorted(policy.levels.items()), policy.venue)
        for policy in bundle.policies.policies.values()
    ]
    assert len(set(points)) == len(points)


def test_every_level_of_every_issue_is_used_by_a_policy_or_reached_by_an_amendment(
    bundle: Bundle,
) -> None:
    used = {
        (issue, level)
        for policy in bundle.policies.policies.values()
        for issue, level in policy.levels.items()
    }
    for issue, body in bundle.setting.issues.items():
        levels = {level.id for level in body.levels}
        assert len({level for name, level in used if name == issue} & levels) >= 2, issue


def test_every_venue_is_used(bundle: Bundle) -> None:
    assert {policy.venue for policy in bundle.policies.policies.values()} == set(
        bundle.setting.venues
    )


@pytest.mark.parametrize("path", SOURCED)
def test_every_number_says_where_it_comes_from(path: str) -> None:
    plain, sources, problems = take_off(data(path))
    assert problems == ()
    numbers = list(numbers_of(plain, ()))
    assert numbers
    for at in numbers:
        found = sources.of(*at)
        assert found is not None, at
        assert found.basis in BASES
        assert found.why if found.basis == "inferred" else found.source, at


def numbers_of(value: object, at: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        for key, part in value.items():
            if (*at, key) != ("format",):
                yield from numbers_of(part, (*at, key))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from numbers_of(part, (*at, place))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield at


def test_every_citation_leads_to_a_sentence(bundle: Bundle) -> None:
    known = {*bundle.documents.ids(), *load(FILES, "first_steps").documents.ids()}
    cited = [
        found
        for path in FILES
        for at, text in strings(data(path), (path,))
        if "sentences" not in at
        for found in re.findall(r"\bD\d{3}-S\d+\b", text)
    ]
    assert len(cited) > 100
    assert set(cited) <= known
    for path in FILES:
        for at, text in strings(data(path), (path,)):
            if len(at) > 1 and at[-2] == "source":
                assert text in known, at


def test_every_document_that_is_cited_says_how_weak_it_is(bundle: Bundle) -> None:
    for name, document in bundle.documents.documents.items():
        if re.fullmatch(r"D\d{3}", name):
            assert document.label == "REP", name
            assert document.weaknesses, name


def test_every_told_text_bears_a_label(bundle: Bundle) -> None:
    for name, inject in bundle.scenario.injects.items():
        assert inject.label in {"FIC", "REP", "DOC", "PTY"}, name
        assert bool(inject.source) == (inject.label != "FIC"), name
    afterwards = bundle.scenario.afterwards
    assert afterwards is not None
    assert (afterwards.label, bool(afterwards.source)) == ("REP", True)


def test_an_ending_can_turn_on_any_number_of_the_profile(bundle: Bundle) -> None:
    profile = {"progress", "security_loss", "cohesion", "credibility", "support", "tension"}
    lines = [line for ending in bundle.scenario.endings for _, line in lines_of(ending.when)]
    assert len(bundle.scenario.endings) >= 5
    assert profile <= {word for line in lines for word in re.findall(r"[a-z_]+", line)}


def test_nothing_is_quoted() -> None:
    assert [(at, text) for at, text in prose() if QUOTES.search(text)] == []


def test_nobody_speaks_in_the_first_person() -> None:
    assert [(at, text) for at, text in prose() if FIRST_PERSON.search(text)] == []


def test_only_a_seat_is_addressed() -> None:
    addressed = [
        (at, text)
        for at, text in prose()
        if re.search(r"\b[Yy]ou(r|rs)?\b", text) and not ("seats" in at or "debrief" in at)
    ]
    assert addressed == []


def test_no_private_life_is_named() -> None:
    assert [(at, text) for at, text in prose() if PRIVATE.search(text)] == []


def test_real_people_appear_as_offices() -> None:
    assert [(at, text) for at, text in prose() if REAL_NAMES.search(text)] == []


def test_texts_fit_their_screens(bundle: Bundle) -> None:
    briefs = [bundle.scenario.brief, *(seat.brief for seat in bundle.scenario.seats.values())]
    assert max(len(brief.split()) for brief in briefs) <= 180
    words = [(body.short, body.summary) for body in bundle.policies.policies.values()]
    words += [(actor.short, actor.summary) for actor in bundle.actors.values()]
    words.append((bundle.counterpart.short, bundle.counterpart.summary))
    for short, summary in words:
        assert cells(short) <= 14
        assert cells(summary) <= 240
    assert cells(bundle.scenario.hook) <= 80
    assert cells(bundle.scenario.title) <= 60


def test_short_names_tell_things_apart(bundle: Bundle) -> None:
    actors = [actor.short for actor in bundle.actors.values()]
    policies = [policy.short for policy in bundle.policies.policies.values()]
    for shorts in (actors, policies):
        assert len(set(shorts)) == len(shorts)


def test_no_file_holds_a_character_that_deceives() -> None:
    for path, raw in FILES.items():
        text = raw.decode("utf-8")
        assert FORBIDDEN.search(text) is None, path
        assert "\r" not in text, path
        assert text.endswith("\n"), path


def test_the_names_of_quantities_are_those_of_the_engine() -> None:
    table = {row.name: row for row in indicators.INDICATORS}
    later = {"security", *NUMBERS_OF_MECHANISMS}
    assert READABLE - later <= set(table) <= READABLE | later
    assert set(indicators.WRITABLE) == WRITABLE
    assert WRITABLE - {"tension"} == OPENING
    assert {name for name, row in table.items() if row.low == -100} == SIGNED


def test_the_words_of_the_rules_are_complete(bundle: Bundle) -> None:
    words = bundle.rules.ladder.words
    for five in (words.member, words.voice, words.public):
        assert len(set(five)) == len(RESPONSES)
    answers = [getattr(bundle.rules.answers, answer) for answer in ANSWERS]
    assert len({body.word for body in answers}) == len(ANSWERS)
    assert set(bundle.rules.driver_words) == set(bundle.rules.drivers.model_fields_set)


def test_the_setting_has_every_mechanism_and_says_why(bundle: Bundle) -> None:
    rules = bundle.beside("rules")
    for name in Mechanisms.model_fields:
        assert bundle.active_from(cast("Mechanism", name)) == 1
        found = bundle.sources[rules].by_path[("mechanisms", name)]
        assert len(found.why.split()) > 15, name
        assert found.source, name


def test_every_word_a_screen_uses_has_an_entry_in_the_glossary(bundle: Bundle) -> None:
    needed = {
        "tension", "trust", "credibility", "cohesion", "progress", "security_loss", "hostilities",
        "hardliners", "silence_procedure", "policy", "amendment", "receipt", "red_line", "inject",
        "exposure", "stance", "security", "mandate", "profile", "political_capital", "resolve",
        "consultation", "assurance", "promise", "campaign", "waiting", "overreach", "reach",
        "reading", "nature", "verification_report", "paper_progress",
    }  # fmt: skip
    assert needed <= set(bundle.setting.glossary)


def test_every_side_has_interests_of_its_own(bundle: Bundle) -> None:
    for name, actor in bundle.actors.items():
        assert len(actor.issues) >= 4, name
        assert actor.stars.interest > 0, name
    assert len(bundle.counterpart.issues) >= 4
    assert len(bundle.counterpart.types) >= 2
    assert all(0 < nature.insecurity <= 1 for nature in bundle.counterpart.types.values())


def test_every_actor_knows_every_venue(bundle: Bundle) -> None:
    for name, actor in [*bundle.actors.items(), ("russia", bundle.counterpart)]:
        assert set(actor.venues) == {"salience", *bundle.setting.venues}, name
