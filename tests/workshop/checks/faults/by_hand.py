"""Faults that no rule makes: what authors get wrong about the meaning of what they write.

A row changes one passage of a shipped file. The fault is expected on the first line that differs,
or on the line that holds `seen`. Where a code is named, only that will do; a row whose code does
not exist is left out.
"""

from __future__ import annotations

from typing import NamedTuple

from tests.workshop.checks.code_pages import SHIPPED
from tests.workshop.checks.faults.measuring import Fault

LEAGUE, NATO = "scenarios/river_league", "scenarios/nato_russia"
STORY, SETTING = f"{LEAGUE}/first_steps.yaml", f"{LEAGUE}/setting.yaml"
POLICIES, RULES = f"{LEAGUE}/policies.yaml", f"{LEAGUE}/rules.yaml"
DOCUMENTS = f"{LEAGUE}/documents.yaml"
MIREFOLD, FOLK = "actors/mirefold.yaml", "actors/river_folk.yaml"
DECEMBER, ARGUMENTS = f"{NATO}/december_2019.yaml", f"{NATO}/arguments.yaml"
EXPECTATIONS = f"{NATO}/expectations.yaml"


class Row(NamedTuple):
    """A passage that stands once in a file, and what stands there instead."""

    kind: str
    path: str
    old: str
    new: str
    code: str = ""
    seen: str = ""


DATES = (
    Row("date", STORY, "date: 1911-03", "date: March 1911", "DS125"),
    Row("date", STORY, "date: 1911-03", "date: 1911-13", "DS126"),
    Row("date", DECEMBER, "date: 2019-12-23", "date: 2019-02-30", "DS126"),
    Row("date", MIREFOLD, "as_of: 1911-03", "as_of: 1911/03", "DS125"),
    Row("date", DOCUMENTS, 'date: "1911"', "date: 1911", "DS122"),
)
ORDER = (
    Row("order of levels", SETTING, "id: notice, value: 0.5,", "id: notice, value: 1,", "DS126",
        "      - {id: gauges"),
    Row("order of levels", SETTING, "id: heads, value: 1,", "id: heads, value: 0.5,", "DS126"),
    Row("order of levels", SETTING, "id: home, value: 0,", "id: home, value: 5,", "DS124"),
    Row("order of levels", RULES, "[-0.36, -0.12, 0.08, 0.30]", "[-0.36, 0.12, 0.08, 0.30]"),
    Row("same level twice", SETTING, "id: more, value: 1,", "id: kept, value: 1,", "DS126"),
)  # fmt: skip
MISSING = (
    Row("missing key", STORY, "hook: Three weeks until the thaw, one dam, and nobody who rings the"
        " bell.\n", "", "DS121", "# A scenario: one"),
    Row("missing key", STORY, "    title: A borrowed rope\n", "", "DS121", "  borrowed_rope:"),
    Row("missing key", STORY, "        points: 4\n", "", "DS121", "      answered:"),
    Row("missing key", STORY, "chair: steward                      # who tables where `agenda` "
        "names nobody else\n", "", "DS121", "# A scenario: one"),
    Row("missing key", POLICIES, "    title: The river is closed\n", "", "DS121",
        "  close_the_river:"),
    Row("missing key", MIREFOLD, "{ideal: envoys, shape: min,", "{shape: min,", "DS121"),
    Row("missing key", MIREFOLD, "    severity: 0.6\n", "", "DS121", "  cut_off:"),
    Row("missing key", MIREFOLD, "{salience: 1, none: -0.8,", "{none: -0.8,", "DS208"),
    Row("missing key", POLICIES, "home, record: towns, voice: league}", "home, record: towns}",
        "DS208"),
    Row("missing key", RULES, "settle:\n  group: {voice: group}             # what going on "
        "without those who broke silence changes in a text\n", "", "DS121", "# How strongly"),
    Row("missing key", SETTING, ", exploit_splits: gauges_first, escalate: close_the_river}",
        ", escalate: close_the_river}"),
)  # fmt: skip
RANGES = (
    Row("out of range", STORY, "\nturns: 3\n", "\nturns: 0\n", "DS124"),
    Row("out of range", STORY, "  minutes: 5\n", "  minutes: 5000\n", "DS124"),
    Row("out of range", STORY, "  counterpart_posture: 52", "  counterpart_posture: -52", "DS207"),
    Row("out of range", MIREFOLD, "trust: 0.4\n", "trust: 40\n", "DS124"),
    Row("out of range", MIREFOLD, "heron_island: 0.6,", "heron_island: 6,", "DS207"),
    Row("out of range", RULES, "silence: {from_unity: 0.75,", "silence: {from_unity: 75,",
        "DS124"),
    Row("out of range", STORY, "    chance: 50%\n    once: true\n    title: A borrowed",
        "    chance: 150%\n    once: true\n    title: A borrowed"),
    Row("too long", STORY, "title: A bell before the water",
        f"title: A bell before the water {'and after it ' * 4}", "DS126"),
    Row("too long", STORY, "March, in a world that is nobody's.", "In a world of rain. " * 60,
        "DS126", "brief: >-\n  In a"),
    Row("too long", POLICIES, "short: Open hands", "short: Open hands and arms", "DS126"),
    Row("too short", STORY, "documents: [CHR]", "objectives: []", ""),
    Row("wrong count", RULES, "war: [-2.2, -1.0, 1.6, 0.4, 0.9]", "war: [-2.2, -1.0, 1.6, 0.4]",
        "DS125"),
    Row("wrong count", SETTING, "at: [0, -1, -4]", "at: [0, -4]", "DS208"),
)  # fmt: skip
REFERENCES = (
    Row("wrong id", STORY, "chair: steward ", "chair: aldermark ", "DS202"),
    Row("wrong id", STORY, "chair: steward ", "chair: mirefolk ", "DS202"),
    Row("wrong id", STORY, "  saltmouth: {}\n", "  saltmarsh: {}\n", "DS201"),
    Row("wrong id", STORY, "documents: [CHR]", "documents: [CHRONICLE]", "DS202"),
    Row("wrong id", STORY, "  - quiet_payment\n", "  - open_hands\n", "DS209"),
    Row("wrong id", STORY, "  - id: two_chairs", "  - id: every_town", "DS209"),
    Row("wrong id", SETTING, "standing: gauge_day", "standing: engineers", "DS202"),
    Row("wrong id", SETTING, "counterpart: aldermark", "counterpart: oldweir"),
    Row("wrong id", SETTING, "public: river_folk", "public: almanac"),
    Row("wrong id", SETTING, "if: meeting}", "if: meetings}", "DS202"),
    Row("wrong id", SETTING, "below: engineers}", "below: kept}", "DS202"),
    Row("wrong id", POLICIES, "{meeting: heads, warning: notice", "{meeting: heads, warning: half",
        "DS202"),
    Row("wrong id", MIREFOLD, "{issue: meeting, below: engineers}",
        "{issue: meeting, below: none_at_all}", "DS202"),
    Row("wrong id", MIREFOLD, "{oldweir: 1, saltmouth: 1}", "{oldweir: 1, stilt: 1}", "DS210"),
    Row("wrong id", FOLK, "policy: notice_for_toll", "policy: notice_for_all", "DS202"),
    Row("wrong id", STORY, "      1: open_hands\n", "      1: boats_homes\n", "DS202"),
    Row("wrong id", ARGUMENTS, "disputed_by: [concessions_invite]\n  channels_averted",
        "disputed_by: [talking_no_weakness]\n  channels_averted", "DS209"),
    Row("wrong id", EXPECTATIONS, "when: {policy: neutral_platform, with: {pressure: tightened}}",
        "when: {policy: neutral_platform, with: {pressure: tight}}", "DS202"),
    Row("lost source", MIREFOLD, "salience: 4, source: [CHR-S16], basis: reported}",
        "salience: 4, basis: reported}", "DS204"),
    Row("lost source", MIREFOLD, "salience: 4, source: [CHR-S16], basis: reported}",
        "salience: 4, source: [CHR-S16]}", "DS204"),
    Row("lost source", STORY,
        "  why: The last weeks of winter, when everybody looks at the snow.\n",
        "", "DS204", "  basis: inferred\n  counterpart_posture"),
    Row("lost source", STORY, "under water\n  [CHR-S04]", "under water\n  [CHR-S40]", "DS202"),
    Row("lost source", STORY, "can check [CHR-S08, CHR-S09]", "can check [CHR-S08, CHR-S90]",
        "DS202"),
)  # fmt: skip
EXPRESSIONS = (
    Row("expression", STORY, "when: tension >= 60\n", "when: tension => 60\n", "DS203"),
    Row("expression", STORY, "when: tension >= 60\n", "when: tension = 60\n", "DS203"),
    Row("expression", STORY, "when: tension >= 60\n", "when: tension >=\n", "DS203"),
    Row("expression", STORY, "when: tension >= 60\n", "when: tension >= sixty\n", "DS203"),
    Row("expression", STORY, "when: tension >= 60\n", "when: (tension >= 60\n", "DS203"),
    Row("expression", STORY, "when: tension >= 60\n", "when: tension\n", "DS203"),
    Row("expression", STORY, "when: tension >= 60\n", "when: tension >= 60 && last_turn\n",
        "DS203"),
    Row("expression", STORY, "when: standing.warning >= gauges\n",
        "when: standing.warning >= full\n",
        "DS203"),
    Row("expression", STORY, "when: standing.warning >= gauges\n", "when: standing.warning >= 3\n",
        "DS203"),
    Row("expression", STORY, "when: posture <= 42\n", "when: posture <= kept\n", "DS203"),
    Row("expression", STORY, "      - trust(oldweir) -= 4\n", "      - trust(river) -= 4\n",
        "DS203"),
    Row("expression", STORY, "      - tension += 3\n", "      - tension > 3\n", "DS203"),
    Row("expression", STORY, "      - tension += 3\n", "      - turn += 1\n", "DS203"),
    Row("expression", STORY, "response(oldweir) == break_silence",
        "response(oldweir) == no_thanks",
        "DS203"),
    Row("expression", POLICIES, "answer in (reciprocate, probe)", "answer in (reciprocate, prob)",
        "DS203"),
    Row("expression", POLICIES, "    when: not adopted(notice_for_toll)  ",
        "    when: not adopted notice_for_toll  ", "DS203"),
    Row("expression", DECEMBER, "when: trust >= 48", "when: trust(moscow) >= 48", "DS203"),
    Row("expression", EXPECTATIONS,
        "with: {pressure: tightened}}\n    than: {policy: neutral_platform}",
        "with: {pressure: tightened}}\n    than: {policy: neutral_platfrom}",
        "DS202"),
)  # fmt: skip
IMPOSSIBLE = (
    Row("impossible", STORY, "    at: 2\n", "    at: 7\n", "DS209"),
    Row("impossible", STORY, "    when: last_turn\n", "    when: tension < 60\n", "DS209"),
    Row("impossible", STORY, "      - turn: 3\n", "      - turn: 4\n"),
    Row("impossible", STORY, "      1: open_hands\n", "      4: open_hands\n", "DS209"),
    Row("impossible", STORY, "    at: 2\n", "", "", "    title: The ice cracks early"),
    Row("impossible", RULES, "  offer: [3.4, 0.8,", "  offer: [3.4, 3.8,", "DS221"),
    Row("impossible", RULES, "  isolation: [-1.0, -0.8, 0.2, -0.4, 1.8]",
        "  isolation: [-1.0, -0.8, 0.2, -0.4, 0.1]", "DS221"),
    Row("impossible", RULES, "counterpart: {fear: 0.15,", "counterpart: {fear: 0.95,", "DS222"),
    Row("impossible", SETTING, "  support: {value: 60,", "  support: {value: 66,", "DS223"),
    Row("impossible", STORY, "when: tension >= 60\n", "when: tension > 100\n", "DS301"),
    Row("impossible", STORY, "when: posture <= 42\n", "when: posture < 0\n", "DS301"),
    Row("impossible", DECEMBER, "            when: security_loss <= 5\n",
        "            when: security_loss < 0\n", "DS301"),
    Row("impossible", STORY, "when: cohesion >= 62\n", "when: cohesion >= 0\n", "DS302"),
    Row("impossible", DECEMBER, "when: trust >= 48\n", "when: trust <= 100\n", "DS302"),
    Row("impossible", STORY, "when: {all: [last_turn, cohesion < 55]}", "when: turn >= 2",
        "DS304"),
    Row("impossible", STORY, "when: {all: [turn >= 2, progress < 10]}",
        "when: {all: [turn <= 2, fired(early_thaw)]}", "DS305", "  carp_in_the_school:"),
    Row("impossible", STORY, "when: tension >= 60\n", "when: hardliners >= 60\n", "DS311"),
    Row("impossible", STORY, "      - tension += 3\n", "      - tension += 0\n", "DS312"),
    Row("impossible", STORY, "when: tension <= 38\n", "when: progress < 30\n", "DS307"),
    Row("impossible", STORY, "when: {all: [last_turn, standing.meeting >= heads]}",
        "when: {all: [last_turn, progress >= 50, standing.warning >= notice]}", "DS303",
        "  - id: two_chairs"),
    Row("menu", STORY, "  # check: allow DS321 because whoever tables it should see what it costs",
        "", "DS321"),
    Row("wording", STORY, "      on the wall all night.\n",
        "      on the wall all night, and we can see them.\n", "DS331"),
    Row("wording", STORY, "is the talk of both banks.", "is 'the talk' of both banks.", "DS331"),
    Row("unused", SETTING, "  unconditional: {", "  unconditionl: {", "DS313"),
    Row("unused", DOCUMENTS, "  # check: allow DS315 because a chronicle begins somewhere", "",
        "DS315"),
    Row("unused", SETTING, "  barge: barge of the League\n",
        "  barge: barge of the League\n  ferry: ferry to Heron Island\n", "DS314"),
)  # fmt: skip
KINDS = (
    Row("wrong kind", STORY, "label: FIC\n    text: >-\n      A warm", "label: FACT\n    text: >-"
        "\n      A warm", "DS123"),
    Row("wrong kind", STORY, "  aldermark: {}\n", "  aldermark: yes\n"),
    Row("wrong kind", STORY, "  - gauge_day\n", "  - {policy: gauge_day}\n", "DS122"),
    Row("wrong kind", STORY, "documents: [CHR]", "documents: CHR", "DS122"),
    Row("wrong kind", STORY, "format: 1\n", "format: 2\n", "DS123"),
    Row("wrong kind", MIREFOLD, "kind: member", "kind: counterpart"),
    Row("wrong kind", MIREFOLD, "id: mirefold", "id: Mirefold"),
    Row("wrong kind", MIREFOLD, "source: [CHR-S16], basis: reported}",
        "source: CHR-S16, basis: reported}", "DS204"),
    Row("wrong kind", DOCUMENTS, "      S02: Aldermark", "      s02: Aldermark", "DS125"),
    Row("wrong file", POLICIES, "setting: river_league", "setting: nato_russia", "DS205"),
    Row("wrong file", STORY, "id: first_steps  ", "id: second_steps  ", "DS205"),
    Row("comment", STORY, "\nturns: 3\n", "\nturns: 3  # check: allow DS301\n", "DS131"),
    Row("comment", STORY, "\nturns: 3\n", "\nturns: 3  # check: allow DS309 because of rain\n",
        "DS132"),
)  # fmt: skip
ROWS = (
    *DATES, *ORDER, *MISSING, *RANGES, *REFERENCES, *EXPRESSIONS, *IMPOSSIBLE, *KINDS,
)  # fmt: skip


def by_hand() -> list[Fault]:
    """The rows as faults."""
    return [as_fault(row) for row in ROWS]


def as_fault(row: Row) -> Fault:
    text = SHIPPED[row.path].decode()
    assert text.count(row.old) == 1, f"{text.count(row.old)} times in {row.path}: {row.old!r}"
    new = text.replace(row.old, row.new)
    what = f"{row.old.strip()[:40]} -> {row.new.strip()[:40]}"
    return Fault(
        row.kind, row.path, what, new.encode(), frozenset({line_of(row, text, new)}), "", row.code
    )


def line_of(row: Row, old: str, new: str) -> int:
    """Where the fault should be shown, from 1."""
    if row.seen:
        assert new.count(row.seen) == 1, f"{new.count(row.seen)} times: {row.seen!r}"
        before = new[: new.index(row.seen) + len(row.seen) - len(row.seen.lstrip("\n"))]
        return before.count("\n") + 1
    pairs = zip(old.split("\n"), new.split("\n"), strict=False)
    return next(number for number, (one, other) in enumerate(pairs, start=1) if one != other)
