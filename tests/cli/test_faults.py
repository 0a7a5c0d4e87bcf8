"""Single faults in the shipped files: each is reported at its place, with what was meant."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import pytest

Command = Any  # a callable fixture: (*arguments, typed) -> Result
Workspace = Any  # a callable fixture: (path, old, new) -> text

NATO = "scenarios/nato_russia"
DECEMBER = f"{NATO}/december_2019.yaml"
POLICIES, SETTING = f"{NATO}/policies.yaml", f"{NATO}/setting.yaml"
RULES, DOCUMENTS = f"{NATO}/rules.yaml", f"{NATO}/documents.yaml"
START, ANY = "format: 1", r"DS\d\d\d"
POLAND, RUSSIA, PUBLICS = "actors/poland.yaml", "actors/russia.yaml", "actors/nato_publics.yaml"
FRANCE = "actors/france.yaml"


@dataclass(frozen=True)
class Fault:
    """One thing wrong in one shipped file.

    Attributes:
        old: a passage that occurs once; new: what stands there instead.
        caret: part of `new` at whose beginning the diagnostic points.
        code: of the diagnostic, a pattern; says: words of its sentence or its help.
        after: a passage behind which to look for the caret, if `new` is not the place.
    """

    path: str
    old: str
    new: str
    caret: str
    code: str
    says: tuple[str, ...]
    after: str = ""


FAULTS: dict[str, Fault] = {
    "key of an actor": Fault(
        POLAND, "\ntolerance:", "\ntolerence:", "tolerence", "DS120", ("did you mean 'tolerance'",)
    ),
    "key of a scenario": Fault(
        DECEMBER, "\nprocedure: silence", "\nproceedure: silence", "proceedure", "DS120",
        ("did you mean 'procedure'",),
    ),
    "key of a rule": Fault(
        RULES, "{keep: 0.7,", "{kept: 0.7,", "kept", "DS120", ("did you mean 'keep'",)
    ),
    "missing key": Fault(
        POLAND, "kind: member\n", "", "format: 1", "DS121", ("kind",)
    ),
    "unknown kind": Fault(
        POLAND, "kind: member", "kind: membr", "membr", "DS123", ("did you mean 'member'",)
    ),
    "unknown procedure": Fault(
        DECEMBER, "procedure: silence", "procedure: silense", "silense", "DS123",
        ("did you mean 'silence'",),
    ),
    "word for a number": Fault(
        DECEMBER, "turns: 6", "turns: six", "six", "DS122", ("number",)
    ),
    "number out of range": Fault(
        POLAND, "salience: 4\n", "salience: 7\n", "7", "DS124", ("5",)
    ),
    "points out of range": Fault(
        DECEMBER, "hostilities: 35", "hostilities: 135", "135", "DS207", ("0", "100")
    ),
    "unknown level of an ideal": Fault(
        POLAND, "ideal: strict", "ideal: strikt", "strikt", "DS202", ("did you mean 'strict'",)
    ),
    "unknown level of a policy": Fault(
        POLICIES, "normal\n      scope: guarantees", "normal\n      scope: guarantes", "guarantes",
        "DS202",
        ("did you mean 'guarantees'",),
    ),
    "unknown issue of an actor": Fault(
        POLAND, "  transparency:\n", "  transparancy:\n", "transparancy", "DS202",
        ("did you mean 'transparency'",),
    ),
    "unknown level of a red line": Fault(
        POLAND, "{issue: framing, above: crisis}", "{issue: framing, above: crises}", "crises",
        "DS202", ("did you mean 'crisis'",),
    ),
    "unknown venue of an actor": Fault(
        POLAND, "  track2: -0.6", "  track_2: -0.6", "track_2", "DS202", ("did you mean 'track2'",)
    ),
    "unknown actor in listens_to": Fault(
        POLAND, "  united_states: 1", "  unitd_states: 1", "unitd_states", "DS210",
        ("did you mean 'united_states'",),
    ),
    "unknown sentence": Fault(
        POLAND, "{value: 2, source: [D000-S13], basis: stated}",
        "{value: 2, source: [D000-S99], basis: stated}", "D000-S99", "DS202", ("D000-S99",),
    ),
    "number without a source": Fault(
        POLAND,
        "  basis: inferred\n  why: For a neighbour of Russia small departures from a safe "
        "text already matter, because mistakes cannot be undone.\n",
        "", "value: -0.2", "DS122", (),
    ),
    "bare number": Fault(
        FRANCE, "shape: min, salience: 3, source: [NATO-DEF-FRA], basis: data}",
        "shape: min, salience: 3}", "3", "DS204",
        ("no source", "basis"),
    ),
    "basis without a source": Fault(
        POLAND, "{value: 2, source: [D000-S13], basis: stated}", "{value: 2, basis: stated}",
        "stated}", "DS204", ("`basis: stated` needs `source:`",),
    ),
    "unknown basis": Fault(
        POLAND, "{value: 2, source: [D000-S13], basis: stated}",
        "{value: 2, source: [D000-S13], basis: guessed}", "guessed", "DS204", ("inferred",),
    ),
    "inferred without a reason": Fault(
        RULES, "why: Defaults of the reaction model, chosen so that the documented reactions come "
        "out; no document gives any of them.\n", "", "inferred", "DS204", ("why",),
    ),
    "unknown policy on the menu": Fault(
        DECEMBER, "  - postwar_reset", "  - postwar_rest", "postwar_rest", "DS202",
        ("did you mean 'postwar_reset'",),
    ),
    "unknown policy in a plan": Fault(
        SETTING, "    stonewall: nrc_ambassadors", "    stonewall: nrc_ambasadors",
        "nrc_ambasadors", "DS202", ("did you mean 'nrc_ambassadors'",),
    ),
    "plan that forgets an answer": Fault(
        SETTING, "    stonewall: nrc_ambassadors\n", "", "grit:", "DS126", ("stonewall",),
        after="\nplans:",
    ),
    "policy that forgets an issue": Fault(
        POLICIES, "normal\n      scope: guarantees\n", "normal\n", "levels:", "DS208", ("scope",),
        after="  postwar_reset:",
    ),
    "misspelt indicator": Fault(
        DECEMBER, "when: tension >= 68", "when: tensoin >= 68", "tensoin", "DS203",
        ("did you mean 'tension'",),
    ),
    "expression that breaks off": Fault(
        DECEMBER, "when: cohesion < 32", "when: cohesion <", "<", "DS203", (),
        after="  - id: many_voices",
    ),
    "misspelt level in an expression": Fault(
        DECEMBER, "standing.contact <= experts]", "standing.contact <= expert]", "expert]",
        "DS203", ("did you mean 'experts'",),
    ),
    "misspelt actor in an effect": Fault(
        DECEMBER, "- trust(poland) -= 3", "- trust(polnad) -= 3", "polnad", "DS203",
        ("did you mean 'poland'",),
    ),
    "effect on what is only read": Fault(
        DECEMBER, "- cohesion += 3", "- division += 3", "division", "DS203", ("only read",)
    ),
    "inject that never comes": Fault(
        DECEMBER, "    at: 4\n", "    at: 7\n", "7", "DS209", ("turn 7 never comes", "6 turns")
    ),
    "inject without a time": Fault(
        DECEMBER, "    at: 4\n", "", "title: A remark in Washington", "DS126", ("at:", "when:")
    ),
    "chance without percent": Fault(
        DECEMBER, "    chance: 30%", "    chance: 0.3", "0.3", "DS122", ()
    ),
    "last ending that may not hold": Fault(
        DECEMBER, "    when: last_turn\n", "    when: cohesion >= 10\n", "cohesion >= 10",
        "DS209", ("write `when: last_turn`",),
    ),
    "id that is not the file's name": Fault(
        DECEMBER, "id: december_2019", "id: december_2018", "december_2018", "DS205",
        ("december_2019",),
    ),
    "id of a setting that is not the folder's name": Fault(
        SETTING, "\nid: nato_russia", "\nid: nato_rusia", "nato_rusia", ANY, ("nato_russia",)
    ),
    "id of an actor that is not the file's name": Fault(
        POLAND, "\nid: poland", "\nid: polnad", "polnad", "DS205", ("poland",)
    ),
    "id of the counterpart that is not the file's name": Fault(
        RUSSIA, "\nid: russia", "\nid: rusia", "rusia", "DS205", ("russia",)
    ),
    "setting that is not there": Fault(
        DECEMBER, "\nsetting: nato_russia", "\nsetting: nato_rusia", "nato_rusia", "DS205",
        ("nato_rusia",),
    ),
    "policies of another setting": Fault(
        POLICIES, "\nsetting: nato_russia", "\nsetting: nato_rusia", "nato_rusia", ANY,
        ("nato_russia",),
    ),
    "actor that is not there": Fault(
        DECEMBER, "  ukraine: {}", "  ukrane: {}", "ukrane", "DS201", ("ukraine",)
    ),
    "counterpart that is none": Fault(
        SETTING, "counterpart: russia", "counterpart: ukraine", "ukraine", ANY, ("ukraine",)
    ),
    "public that is none": Fault(
        SETTING, "public: nato_publics", "public: poland", "poland", ANY, ("poland",)
    ),
    "public without a poll": Fault(
        PUBLICS, "\npoll:\n", "\nx-poll:\n", "format", "DS208", ("poll",),
        after=START,
    ),
    "chair that is no seat": Fault(
        DECEMBER, "chair: secretary_general", "chair: france", "france", "DS202",
        ("secretary_general",),
    ),
    "text too wide": Fault(
        POLICIES, "short: Reset later", "short: Reset much later", "Reset much later", "DS126",
        ("at most 14",),
    ),
    "tab": Fault(
        DECEMBER, "  ukraine: {}", "\tukraine: {}", "\t", "DS108", ("spaces",)
    ),
    "key written twice": Fault(
        DECEMBER, "turns: 6\n", "turns: 6\nturns: 7\n", "turns: 7", "DS110", ("turns",)
    ),
    "colon in a sentence": Fault(
        DECEMBER, "title: Ministries offline", "title: Ministries: offline", ": offline",
        "DS107", ("quotes",),
    ),
    "ambiguous word": Fault(
        RULES, "word: probes", "word: yes", "yes", "DS114", ("yes",)
    ),
    "shares that do not add up": Fault(
        RUSSIA, "    share: 0.6", "    share: 0.7", "types:", "DS126", ("add up to 1.1",),
        after=START,
    ),
    "anchors for other levels": Fault(
        SETTING, "{value: [-5.0, 1.0, 2.8, 4.0, 7.0]", "{value: [-5.0, 1.0, 2.8, 4.0]",
        "{value: [-5.0", "DS208", ("5 anchors",),
    ),
    "opening at which arithmetic has no answer": Fault(
        DECEMBER, "  support: {value: 65, source: [D002-S77], basis: poll}", "  support: 100",
        "100", ANY, ("support",),
    ),
    "quote in the wrong place": Fault(
        DOCUMENTS, "      S02: A former Secretary General calls direct",
        '      S02: "A former" Secretary General calls direct', "Secretary", "DS107", ("quot",),
    ),
    "venue that is misspelt": Fault(
        POLAND, "\n  salience: 2\n", "\n  saliense: 2\n", "saliense", ANY,
        ("did you mean 'salience'",),
    ),
    "policy on the menu twice": Fault(
        DECEMBER, "  - postwar_reset", "  - nrc_ambassadors", "nrc_ambassadors", ANY, ("twice",),
        after="  - negotiate_at_ceasefire",
    ),
    "ending written twice": Fault(
        DECEMBER, "  - id: thin_line", "  - id: open_question", "open_question", ANY,
        ("twice",), after="  - id: open_question\n    title: An open question",
    ),
    "chair on the other side": Fault(
        DECEMBER, "chair: secretary_general", "chair: russia", "russia", "DS202",
        ("secretary_general",),
    ),
    "chance in odd digits": Fault(
        DECEMBER, "    chance: 30%", "    chance: \u00b2%", "\u00b2%", "DS126",
        ("whole percentage such as 40%",), after="  cyber_incident:",
    ),
}  # fmt: skip


def place_of(fault: Fault, text: str) -> tuple[int, int]:
    """Line and column of the caret, both from 1."""
    after = text.index(fault.after or fault.new)
    start = text.index(fault.caret, after)
    before = text[:start]
    return before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_reported_at_its_place(
    command: Command, workspace: Workspace, name: str
) -> None:
    fault = FAULTS[name]
    line, column = place_of(fault, workspace(fault.path, fault.old, fault.new))
    result = command("check", "--format", "json")
    found = json.loads(result.stdout)
    assert {row["path"] for row in found} == {fault.path}
    here = [
        row
        for row in found
        if (row["line"], row["column"]) == (line, column) and re.fullmatch(fault.code, row["code"])
    ]
    assert here, (line, column, found)
    told = f"{here[0]['message']} {here[0]['help']}"
    assert all(words in told for words in fault.says), told
    assert result.exit_code == (1 if here[0]["severity"] == "error" else 0)


ONE_OF_A_KIND = {
    fault.code: name for name, fault in FAULTS.items() if fault.code not in {ANY, "DS210"}
}
CRASHES_LATER = (
    "counterpart that is none",
    "public that is none",
    "id of a setting that is not the folder's name",
    "opening at which arithmetic has no answer",
)


@pytest.mark.parametrize("name", [*ONE_OF_A_KIND.values(), *CRASHES_LATER])
def test_a_fault_stops_every_command_with_a_caret_and_no_traceback(
    command: Command, workspace: Workspace, name: str
) -> None:
    fault = FAULTS[name]
    line, column = place_of(fault, workspace(fault.path, fault.old, fault.new))
    result = command("run", "december_2019", "--strategy", "greedy", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    where = re.escape(f"{fault.path}:{line}:{column}: error[")
    pattern = rf"{where}{fault.code}\]: .+\n +{line} \|.*\n +\| *\^~*\n"
    assert re.search(pattern, result.stderr), result.stderr


def test_somebody_who_listens_to_nobody_known_stops_nothing(
    command: Command, workspace: Workspace
) -> None:
    workspace(POLAND, "  united_states: 1", "  unitd_states: 1")
    assert command("explain", "december_2019", "isolation").exit_code == 0
