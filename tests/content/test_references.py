"""References between files: every id, level, sentence and name has to lead somewhere."""

from __future__ import annotations

import re

import pytest

from dialogue_sim.content.diagnostics import CODES, Diagnostic
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import examine

FILES = read_library(packaged_content())
NATO = "scenarios/nato_russia"
DECEMBER, SETTING = f"{NATO}/december_2019.yaml", f"{NATO}/setting.yaml"
RULES, POLICIES = f"{NATO}/rules.yaml", f"{NATO}/policies.yaml"
POLAND, RUSSIA, PUBLICS = "actors/poland.yaml", "actors/russia.yaml", "actors/nato_publics.yaml"


def problems(path: str, old: str, new: str) -> tuple[Diagnostic, ...]:
    text = FILES[path].decode()
    assert text.count(old) == 1, f"{text.count(old)} times in {path}: {old}"
    return examine({**FILES, path: text.replace(old, new).encode()}, "december_2019")[1]


def test_the_shipped_references_all_lead_somewhere() -> None:
    bundle, found = examine(FILES, "december_2019")
    assert bundle is not None
    assert found == ()


# (file, passage, what stands there instead, code, words of the message or the help)
LEADS_NOWHERE = {
    "measure of an unknown issue": (
        SETTING, "  threat:\n    deterrence:", "  threat:\n    deterence:", "DS202",
        "did you mean 'deterrence'",
    ),
    "hinge at an unknown level": (
        SETTING, "{weight: 1, below: experts}", "{weight: 1, below: expert}", "DS202",
        "did you mean 'experts'",
    ),
    "measure that depends on an unknown issue": (
        SETTING, "if: contact}", "if: kontact}", "DS202", "did you mean 'contact'",
    ),
    "text in force that does not exist": (
        SETTING, "\nstanding: nrc_ambassadors", "\nstanding: nrc", "DS202", "policy 'nrc'",
    ),
    "opening of an unknown quantity": (
        SETTING, "\n  cohesion: 60\n", "\n  cohesoin: 60\n", "DS202", "did you mean 'cohesion'",
    ),
    "opening of what is derived": (
        SETTING, "\n  cohesion: 60\n", "\n  tension: 60\n", "DS202", "quantity 'tension'",
    ),
    "opening above the range": (
        SETTING, "\n  credibility: 60\n", "\n  credibility: 100.5\n", "DS207", "0 and 100",
    ),
    "opening below the range": (
        SETTING, "\n  conduct: -15\n", "\n  conduct: -101\n", "DS207", "-100 and 100",
    ),
    "stance of a stranger": (
        DECEMBER, "  stance(united_states):", "  stance(unitd_states):", "DS202",
        "did you mean 'united_states'",
    ),
    "stance of the counterpart": (
        DECEMBER, "  stance(united_states):", "  stance(russia):", "DS202", "actor 'russia'",
    ),
    "a quantity of an actor that is none": (
        DECEMBER, "  stance(united_states):", "  mood(united_states):", "DS202", "mood",
    ),
    "venue of a policy": (
        POLICIES, "S17]\n    venue: neutral_platform", "S17]\n    venue: neutral_plattform",
        "DS202",
        "did you mean 'neutral_platform'",
    ),
    "issue of a policy": (
        POLICIES, "normal\n      scope: guarantees", "normal\n      skope: guarantees", "DS202",
        "did you mean 'scope'",
    ),
    "condition of a policy": (
        POLICIES, "    short: Reset later\n", "    short: Reset later\n    when: hostilites < 5\n",
        "DS203", "did you mean 'hostilities'",
    ),
    "effect of a policy": (
        POLICIES, "    short: Reset later\n",
        "    short: Reset later\n    effects: [suport += 1]\n", "DS203", "did you mean 'support'",
    ),
    "setting of an actor": (
        POLAND, "setting: nato_russia", "setting: nato_rusia", "DS202",
        "did you mean 'nato_russia'",
    ),
    "issue of a red line": (
        POLAND, "{issue: framing, above: crisis}", "{issue: frameing, above: crisis}", "DS202",
        "did you mean 'framing'",
    ),
    "what would reassure": (
        POLAND, "at_least: reinforced", "at_least: reenforced", "DS202",
        "did you mean 'reinforced'",
    ),
    "ideal of the counterpart": (
        RUSSIA, "    ideal: top", "    ideal: topp", "DS202", "did you mean 'top'",
    ),
    "venue of the counterpart": (
        RUSSIA, "  neutral_platform: 0.5", "  neutral_platfrom: 0.5", "DS202",
        "did you mean 'neutral_platform'",
    ),
    "policy of a poll": (
        PUBLICS, "  policy: negotiate_at_ceasefire", "  policy: negotiate_at_cease_fire", "DS202",
        "did you mean 'negotiate_at_ceasefire'",
    ),
    "situation of a poll": (
        PUBLICS, "    hostilities: 0", "    hostility: 0", "DS202", "did you mean 'hostilities'",
    ),
    "level of the smaller group": (
        RULES, "group: {unity: group}", "group: {unity: grop}", "DS202", "did you mean 'group'",
    ),
    "issue of the smaller group": (
        RULES, "group: {unity: group}", "group: {union: group}", "DS202", "issue 'union'",
    ),
    "document of a scenario": (
        DECEMBER, "documents: [D001]", "documents: [D01]", "DS202", "did you mean 'D001'",
    ),
    "source of an inject": (
        DECEMBER, "source: [D001-S26, D001-S27]", "source: [D001-S26, D001-S267]", "DS202",
        "source 'D001-S267'",
    ),
    "source that is a whole document": (
        DECEMBER, "source: [D001-S26, D001-S27]", "source: [D001]", "DS202", "source 'D001'",
    ),
    "goal about an unknown issue": (
        DECEMBER, "when: standing.contact >= top\n", "when: standing.kontact >= top\n",
        "DS203", "did you mean 'contact'",
    ),
    "goal about an unknown inject": (
        DECEMBER, "when: progress >= 6\n", "when: fired(cyber_incidnt)\n", "DS203",
        "did you mean 'cyber_incident'",
    ),
    "text in force of a scenario": (
        DECEMBER, "\nstanding: nrc_ambassadors", "\nstanding: nrc_ambasadors", "DS202",
        "did you mean 'nrc_ambassadors'",
    ),
    "seat of somebody who is not there": (
        DECEMBER, "seats:\n  secretary_general:", "seats:\n  china:", "DS202", "china",
    ),
    "seat of the public": (
        DECEMBER, "seats:\n  secretary_general:", "seats:\n  nato_publics:", "DS202",
        "nato_publics",
    ),
    "who tables in a turn": (
        DECEMBER, "injects:\n", "agenda: {4: {by: germny}}\ninjects:\n", "DS202",
        "did you mean 'germany'",
    ),
    "public that tables": (
        DECEMBER, "injects:\n", "agenda: {4: {by: nato_publics}}\ninjects:\n", "DS202",
        "nato_publics",
    ),
    "menu of a turn": (
        DECEMBER, "injects:\n",
        "agenda: {4: {by: germany, policies: [isolaton]}}\ninjects:\n", "DS202",
        "did you mean 'isolation'",
    ),
    "chair on the other side": (
        DECEMBER, "chair: secretary_general", "chair: russia", "DS202",
        "no seat of the alliance 'russia'",
    ),
    "counterpart who is not in the story": (
        DECEMBER, "  russia: {}\n", "", "DS202", "counterpart 'russia' is not in the story",
    ),
    "public that is not in the story": (
        DECEMBER, "  nato_publics: {}\n", "", "DS202", "nato_publics",
    ),
    "who may table": (
        POLICIES, "    short: Reset later\n", "    short: Reset later\n    tabled_by: [germny]\n",
        "DS210", "did you mean 'germany'",
    ),
    "member of a bloc": (
        SETTING, "germany_france: [france, germany]", "germany_france: [france, germny]", "DS2",
        "did you mean 'germany'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LEADS_NOWHERE)
def test_what_leads_nowhere_is_reported_in_its_file(name: str) -> None:
    path, old, new, code, words = LEADS_NOWHERE[name]
    found = [
        problem
        for problem in problems(path, old, new)
        if problem.code.startswith(code) and words in f"{problem.message} {problem.help}"
    ]
    assert found, problems(path, old, new)
    assert {problem.place.path for problem in found} == {path}
    assert all(problem.code in CODES for problem in found)


def test_a_story_without_members_is_incomplete() -> None:
    text = FILES[DECEMBER].decode()
    for member in ("baltic_states", "france", "germany", "poland", "united_states"):
        text, taken = re.subn(rf"(?m)^  {member}:(?: {{}}|\n    set:(?:\n      .+)+)\n", "", text)
        assert taken == 1
    found = examine({**FILES, DECEMBER: text.encode()}, "december_2019")[1]
    assert "nobody in this story is a member" in {problem.message for problem in found}


def test_everything_wrong_is_reported_at_once() -> None:
    text = FILES[DECEMBER].decode()
    wrong = {
        "- postwar_reset": "- postwar_rest",
        "when: tension >= 68": "when: tensoin >= 68",
        "documents: [D001]": "documents: [D009]",
        "trust(poland) -= 3": "trust(polnad) -= 3",
    }
    for old, new in wrong.items():
        text = text.replace(old, new)
    poland = FILES[POLAND].replace(b"ideal: strict", b"ideal: strikt")
    found = examine({**FILES, DECEMBER: text.encode(), POLAND: poland}, "december_2019")[1]
    assert len(found) == 5
    assert list(found) == sorted(found)


def test_an_actor_that_cannot_be_read_does_not_hide_the_other_problems() -> None:
    files = {
        **FILES,
        POLAND: FILES[POLAND].replace(b"kind: member", b"kind: membr"),
        DECEMBER: FILES[DECEMBER].replace(b"- postwar_reset", b"- postwar_rest"),
    }
    found = examine(files, "december_2019")[1]
    assert {problem.place.path for problem in found} == {POLAND, DECEMBER}
    assert len(found) == 2


@pytest.mark.parametrize("condition", [
    "{all: [tension >= 68]}", "{any: [tension >= 68, cohesion < 5]}", "{none: [tension < 68]}",
])  # fmt: skip
def test_conditions_can_be_joined(condition: str) -> None:
    assert problems(DECEMBER, "when: tension >= 68", f"when: {condition}") == ()


def test_each_line_of_a_joined_condition_is_checked() -> None:
    wrong = "{all: [tension >= 68, cohesoin < 5, creditability > 1]}"
    found = problems(DECEMBER, "when: tension >= 68", f"when: {wrong}")
    assert [problem.code for problem in found] == ["DS203", "DS203"]
    assert found[0].place.column < found[1].place.column


def test_a_citation_inside_a_text_leads_somewhere() -> None:
    found = problems(DECEMBER, "[D001-S31]", "[D001-S99]")
    assert [problem.code for problem in found] == ["DS202"]
    assert "D001-S99" in found[0].message
