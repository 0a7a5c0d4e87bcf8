"""Periods in policies and settings, policies that use others, and texts of one scenario alone."""

from __future__ import annotations

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.diagnostics import Diagnostic
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import examine, examine_alone, load, load_expectations
from dialogue_sim.session.moves import Propose
from dialogue_sim.session.playing import begin, submit
from dialogue_sim.session.views.explanation import explain

FILES = read_library(packaged_content())
RIVER = "scenarios/river_league"
STORY, POLICIES, SETTING = (f"{RIVER}/{n}.yaml" for n in ("first_steps", "policies", "setting"))
"""The story plays in 1911-03."""


def with_end(path: str, lines: str, **others: bytes) -> dict[str, bytes]:
    return {**FILES, **others, path: FILES[path] + lines.encode()}


def told(files: dict[str, bytes]) -> list[tuple[str, str, str]]:
    problems = examine(files, "first_steps")[1]
    return [(one.severity, one.code, one.message) for one in problems]


def story(files: dict[str, bytes]) -> Bundle:
    assert told(files) == []
    return load(files, "first_steps")


STRICT = """\
  strict_gauges:
    use: gauges_first
    set: {title: Gauges and a toll, short: Strict, levels.toll: withheld, cost: 2}
"""


def test_a_policy_may_be_another_one_but_for_what_it_sets() -> None:
    bundle = story(with_end(POLICIES, STRICT))
    old, new = (bundle.policies.policies[name] for name in ("gauges_first", "strict_gauges"))
    assert (new.title, new.short, new.cost) == ("Gauges and a toll", "Strict", 2)
    assert new.levels == {**old.levels, "toll": "withheld"}
    assert (new.summary, new.source, new.venue) == (old.summary, old.source, old.venue)
    place = bundle.files[POLICIES].place(("policies", "strict_gauges", "levels", "toll"))
    assert FILES[POLICIES].count(b"\n") + 3 == place.line


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("use: gauges_first", "use: gauge_first", "DS202", "there is no policy 'gauge_first'"),
        ("levels.toll", "level.toll", "DS206", "there is no 'level'"),
        ("levels.toll: withheld", "levels.toll: none", "DS202", "level of toll 'none'"),
        ("levels.toll: withheld", "levels.tolls: half", "DS202", "there is no issue 'tolls'"),
        ("cost: 2", "cost: 9", "DS124", "5"),
        ("use: gauges_first", "use: strict_gauges", "DS230", "and so on without end"),
        ("    use: gauges_first\n", "", "DS121", "'title' is missing"),
        ("    set: ", "    venue: barge\n    set: ", "DS120", "unknown key 'venue'"),
    ],
)
def test_what_is_wrong_with_it_is_said_there(old: str, new: str, code: str, words: str) -> None:
    assert STRICT.count(old) == 1
    files = with_end(POLICIES, STRICT.replace(old, new))
    problems = [one for one in examine(files, "first_steps")[1] if code == one.code]
    assert any(words in one.message for one in problems)
    above = FILES[POLICIES].count(b"\n")
    assert {(one.place.path, one.place.line > above) for one in problems} == {(POLICIES, True)}


def levels(files: dict[str, bytes], policy: str) -> dict[str, str]:
    return dict(story(files).policies.policies[policy].levels)


@pytest.mark.parametrize(
    ("period", "toll"),
    [
        ("{from: 1911-03, set: {levels.toll: full}}", "full"),
        ("{from: 1911-04, set: {levels.toll: full}}", "withheld"),
        ("{from: 1910-01, until: 1911-03, set: {levels.toll: full}}", "withheld"),
        ("{from: 1910-01, until: 1911-04, set: {levels.toll: full}}", "full"),
    ],
)
def test_a_policy_changes_with_its_date(period: str, toll: str) -> None:
    """`close_the_river` stands last in the file and withholds the toll."""
    files = with_end(POLICIES, f"    periods: {{spring: {period}}}\n")
    assert levels(files, "close_the_river")["toll"] == toll
    assert levels(files, "gauge_day") == levels(FILES, "gauge_day")


def test_what_uses_a_policy_uses_it_as_it_is_on_the_day() -> None:
    period = (
        "    periods: {spring: {from: '1911', set: {levels.patrol: kept, levels.toll: half}}}\n"
    )
    closed = STRICT.replace("gauges_first", "close_the_river")
    found = levels(with_end(POLICIES, period + closed), "strict_gauges")
    assert (found["patrol"], found["toll"]) == ("kept", "withheld")
    own = closed + "    periods: {spring: {from: '1911', set: {levels.record: closed}}}\n"
    found = levels(with_end(POLICIES, period + own), "strict_gauges")
    assert (found["patrol"], found["record"]) == ("more", "closed")


def test_a_period_of_another_time_has_to_lead_somewhere_too() -> None:
    files = with_end(POLICIES, "    periods: {s: {from: 1950-01, set: {levles.toll: half}}}\n")
    ((severity, code, message),) = told(files)
    assert (severity, code) == ("warning", "DS206")
    assert "there is no 'levles'" in message


SPRING = "periods:\n  spring: {from: 1911-03, set: {situation.hostilities: %s, standing: %s}}\n"


def test_a_setting_opens_as_its_date_has_it() -> None:
    lines = SPRING % ("{value: 31, source: [CHR-S02], basis: reported}", "open_hands")
    bundle = story(with_end(SETTING, lines))
    assert bundle.setting.situation["hostilities"] == 31.0
    assert bundle.setting.standing == "open_hands"
    found = bundle.provenance(SETTING, "situation", "hostilities")
    assert found is not None
    assert found.source == ("CHR-S02",)
    assert bundle.files[SETTING].place(("standing",)).line == bundle.files[SETTING].place(
        ("situation", "hostilities")
    ).line  # fmt: skip
    later = with_end(SETTING, lines.replace("1911-03", "1911-04"))
    assert story(later).setting.situation == story(FILES).setting.situation


def test_what_is_wrong_in_a_period_of_a_setting_is_said_there() -> None:
    lines = SPRING % ("{value: 131, basis: inferred, why: x}", "open_hand")
    problems = examine(with_end(SETTING, lines), "first_steps")[1]
    at = FILES[SETTING].count(b"\n") + 2
    assert {(one.code, one.place.line) for one in problems} == {("DS207", at), ("DS202", at)}


def test_each_opening_of_expectations_has_the_policies_of_its_day() -> None:
    path = "scenarios/nato_russia/policies.yaml"
    expected = load_expectations(FILES, "nato_russia")
    dates = sorted(bundle.scenario.date for bundle in expected.openings.values())
    assert dates[0] < dates[-1]
    last = next(iter(expected.openings.values())).policies.policies
    name = list(last)[-1]
    period = f"    periods: {{late: {{from: '{dates[-1]}', set: {{title: Another title}}}}}}\n"
    files = {**FILES, path: FILES[path].rstrip() + b"\n" + period.encode()}
    titles = {
        bundle.scenario.date: bundle.policies.policies[name].title
        for bundle in load_expectations(files, "nato_russia").openings.values()
    }
    assert titles[dates[-1]] == "Another title" != titles[dates[0]]


OWN = """\
own_policies:
  bell_and_boats:
    use: notice_for_toll
    set: {title: A bell for the boats, short: Bell, levels.toll: half, levels.patrol: home}
"""


def with_own(lines: str = OWN) -> dict[str, bytes]:
    text = FILES[STORY].decode()
    assert text.count("\n  - notice_for_toll\n") == 1
    told = text.replace("\n  - notice_for_toll\n", "\n  - notice_for_toll\n  - bell_and_boats\n")
    return {**FILES, STORY: (told + lines).encode()}


def test_a_scenario_may_have_texts_of_its_own() -> None:
    bundle = story(with_own())
    assert "bell_and_boats" in bundle.repertoire
    assert bundle.scenario.own_policies is not None
    assert bundle.policies.policies["bell_and_boats"].levels["patrol"] == "home"
    rows = explain(bundle, "bell_and_boats", {}).actors
    assert len(rows) == len(bundle.actors)
    place = bundle.files[POLICIES].place(("policies", "bell_and_boats", "levels", "patrol"))
    assert place.path == STORY
    assert place == bundle.files[STORY].place(
        ("own_policies", "bell_and_boats", "levels", "patrol")
    )


def test_a_text_of_its_own_can_be_written_out() -> None:
    whole = FILES[POLICIES].decode()
    body = whole[whole.index("  gauge_day:\n") : whole.index("  notice_for_toll:\n")]
    own = "own_policies:\n" + body.replace("gauge_day:", "bell_and_boats:")
    bundle = story(with_own(own))
    assert bundle.policies.policies["bell_and_boats"] == bundle.policies.policies["gauge_day"]


def test_a_text_of_its_own_is_played() -> None:
    game = begin(story(with_own()), "a seed")
    after = submit(game, Propose("bell_and_boats"))
    assert after.turn == 2 or after.waiting is not None


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("bell_and_boats:", "gauge_day:", "DS234"),
        ("use: notice_for_toll", "use: notise_for_toll", "DS202"),
        ("levels.patrol: home", "levels.patrol: hom", "DS202"),
        ("levels.patrol: home", "venue: pub", "DS202"),
    ],
)
def test_what_is_wrong_with_a_text_of_its_own_is_said_in_the_scenario(
    old: str, new: str, code: str
) -> None:
    problems = examine(with_own(OWN.replace(old, new)), "first_steps")[1]
    own = [one for one in problems if one.place.line > FILES[STORY].count(b"\n") + 1]
    assert [(one.code, one.place.path) for one in own] == [(code, STORY)]


def test_without_a_story_everything_is_read_as_it_is_written() -> None:
    def alone(path: str, lines: str) -> tuple[Diagnostic, ...]:
        return examine_alone(with_end(path, lines), path)

    assert alone(POLICIES, STRICT) == ()
    assert [one.code for one in alone(POLICIES, STRICT.replace("gauges_first", "x"))] == ["DS202"]
    assert alone(SETTING, SPRING % ("{value: 1, basis: inferred, why: x}", "open_hands")) == ()
