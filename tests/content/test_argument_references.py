"""Arguments and debates that cannot be held: what is reported, and where."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from dialogue_sim.content.bundle import Bundle
from dialogue_sim.content.diagnostics import Diagnostic
from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.library import examine, load

FILES = read_library(packaged_content())
NATO = "scenarios/nato_russia"
DECEMBER, BANK = f"{NATO}/december_2019.yaml", f"{NATO}/arguments.yaml"
RULE = "debate: {mode: cards, turns: [2, 4]}"
# A small bank in the place of the shipped one, so that every line below is known.
SMALL = """\
format: 1
setting: nato_russia
cards:
  line:
    title: A line
    text: A line was laid.
    source: [HOTLINE-LINE]
    bears_on: {for: [{issue: contact, above: none}]}
  doubt:
    title: A doubt
    text: Some doubt that it helps.
    source: [D001-S31]
    bears_on: {against: [{issue: contact, above: none}]}
    disputed_by: [line]
    from: 2019-12
    until: 2020-01-01
arguments:
  talk:
    title: Talk
    side: for
    speakers: [germany, france]
    reason: stability
    claim: Whoever talks learns something.
    cards: [line]
    bears_on: [{issue: contact, above: none}]
    source: [D001-S24]
  wait:
    title: Wait
    side: against
    speakers: [poland]
    reason: security
    claim: Whoever waits loses nothing.
    cards: [doubt]
    bears_on: [{issue: contact, above: none}]
    why: The neighbours are said to be wary.
"""
Files = Mapping[str, bytes]


def with_bank(text: str) -> Files:
    return {**FILES, BANK: text.encode()}


def changed(old: str, new: str) -> Files:
    """The small bank with one passage changed."""
    assert SMALL.count(old) == 1, f"{SMALL.count(old)} times: {old}"
    return with_bank(SMALL.replace(old, new))


def ruled(rule: str, files: Files = FILES) -> Files:
    """A story with another rule for its debates."""
    text = FILES[DECEMBER].decode()
    assert text.count(RULE) == 1
    return {**files, DECEMBER: text.replace(RULE, rule).encode()}


def problems(files: Files) -> tuple[Diagnostic, ...]:
    return examine(files, "december_2019")[1]


def line_of(files: Files, path: str, words: str) -> int:
    """Number of the one line that holds some words."""
    lines = files[path].decode().splitlines()
    (found,) = (number for number, line in enumerate(lines, 1) if words in line)
    return found


def test_the_small_bank_and_the_shipped_one_are_sound() -> None:
    assert problems(with_bank(SMALL)) == ()
    assert problems(FILES) == ()


def test_the_bank_and_the_rule_on_the_page_for_authors_can_be_loaded() -> None:
    page = (Path(__file__).parents[2] / "docs/content.md").read_text(encoding="utf-8")
    section = page.partition("## Arguments and debates")[2].partition("\n## ")[0]
    bank, rule = (block.partition("```")[0] for block in section.split("```yaml\n")[1:])
    files = ruled(rule.strip(), with_bank(bank))
    assert problems(files) == ()
    bundle = load(files, "december_2019")
    assert (bundle.debate.mode, bundle.debate.turns) == ("ledger", [2, 4])
    assert set(bundle.bank) == {"lines_help", "a_picture_for_nothing"}
    assert set(bundle.dossier) == {"direct_line", "open_doubt"}


# ------------------------------------------------------------------ references that lead nowhere

# (passage, what stands there instead, the wrong word, severity, code, message, help)
LEADS_NOWHERE = {
    "card of an argument": (
        "cards: [line]", "cards: [lin]", "lin", "error", "DS202",
        "there is no card 'lin'", "did you mean 'line'?",
    ),
    "card that disputes a card": (
        "disputed_by: [line]", "disputed_by: [linee]", "linee", "error", "DS202",
        "there is no card 'linee'", "did you mean 'line'?",
    ),
    "card that disputes an argument": (
        "why: The neighbours are said to be wary.",
        "why: The neighbours are said to be wary.\n    disputed_by: [lines]", "lines", "error",
        "DS202", "there is no card 'lines'", "did you mean 'line'?",
    ),
    "speaker": (
        "speakers: [germany, france]", "speakers: [germny, france]", "germny", "warning", "DS210",
        "there is no actor or bloc 'germny'", "did you mean 'germany'?",
    ),
    "speaker that is a bloc": (
        "speakers: [poland]", "speakers: [eastern_members]", "eastern_members", "warning",
        "DS210", "only actors speak", "name those who say it: baltic_states, poland",
    ),
    "issue of a card": (
        "bears_on: {for: [{issue: contact,", "bears_on: {for: [{issue: kontact,", "kontact",
        "error", "DS202", "there is no issue 'kontact'", "did you mean 'contact'?",
    ),
    "level of a card": (
        "bears_on: {against: [{issue: contact, above: none}]}",
        "bears_on: {against: [{issue: contact, below: expert}]}", "expert", "error", "DS202",
        "there is no level of contact 'expert'", "did you mean 'experts'?",
    ),
    "issue of an argument": (
        "bears_on: [{issue: contact, above: none}]\n    source",
        "bears_on: [{issue: contac, above: none}]\n    source", "contac", "error", "DS202",
        "there is no issue 'contac'", "did you mean 'contact'?",
    ),
    "level of an argument": (
        "bears_on: [{issue: contact, above: none}]\n    why",
        "bears_on: [{issue: contact, above: nome}]\n    why", "nome", "error", "DS202",
        "there is no level of contact 'nome'", "did you mean 'none'?",
    ),
    "source of a card": (
        "source: [HOTLINE-LINE]", "source: [HOTLINE-LIN]", "HOTLINE-LIN", "error", "DS202",
        "source 'HOTLINE-LIN'", "did you mean 'HOTLINE-LINE'?",
    ),
    "source of an argument": (
        "source: [D001-S24]", "source: [D001-S99]", "D001-S99", "error", "DS202",
        "source 'D001-S99'", "",
    ),
    "reason": (
        "reason: stability", "reason: stabilty", "stabilty", "error", "DS123", "'stabilty'",
        "did you mean 'stability'?",
    ),
    "side": (
        "side: for\n", "side: four\n", "four", "error", "DS123", "'four'",
        "did you mean 'for'?",
    ),
    "key of a card": (
        "    title: A line\n", "    titel: A line\n", "titel", "error", "DS120", "titel",
        "did you mean 'title'?",
    ),
    "setting": (
        "setting: nato_russia", "setting: nato_rusia", "nato_rusia", "error", "DS205",
        "says it belongs to 'nato_rusia'", "write `setting: nato_russia`",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LEADS_NOWHERE)
def test_what_leads_nowhere_is_reported_where_it_stands(name: str) -> None:
    old, new, wrong, severity, code, message, remedy = LEADS_NOWHERE[name]
    files = changed(old, new)
    found = [one for one in problems(files) if message in one.message]
    assert [(one.severity, one.code) for one in found] == [(severity, code)], problems(files)
    assert remedy in found[0].help
    assert pointed_at(found[0], files) == wrong


def pointed_at(problem: Diagnostic, files: Files) -> str:
    """The words that a diagnostic marks."""
    place = problem.place
    line = files[place.path].decode().splitlines()[place.line - 1]
    return line[place.column - 1 : place.end_column - 1]


# ---------------------------------------------------------------- what cannot be as written

# (passage, what stands there instead, what is marked, code, words of message and help)
CANNOT_BE = {
    "an argument without a source": (
        "    source: [D001-S24]\n", "", "title: Talk", "DS126", "`source:`, or `why:`",
    ),
    "a card that disputes itself": (
        "disputed_by: [line]", "disputed_by: [doubt]", "doubt", "DS209",
        "the card 'doubt' cannot dispute itself",
    ),
    "one card twice": (
        "cards: [line]", "cards: [line, line]", "line", "DS209", "stands in this list twice",
    ),
    "one speaker twice": (
        "speakers: [germany, france]", "speakers: [germany, germany]", "germany", "DS209",
        "stands in this list twice",
    ),
    "nobody who says it": (
        "speakers: [poland]", "speakers: []", "[]", "DS125", "at least 1",
    ),
    "three cards": (
        "cards: [line]", "cards: [line, doubt, line]", "[line, doubt, line]", "DS125", "at most 2",
    ),
    "a card that bears on nothing": (
        "bears_on: {for: [{issue: contact, above: none}]}", "bears_on: {}", "{}", "DS126",
        "write `for:`, `against:` or both",
    ),
    "an end before the beginning": (
        "until: 2020-01-01", "until: 2019-11", "2019-11", "DS126",
        "what begins on 2019-12 cannot end on 2019-11",
    ),
    "a claim that is too long": (
        "claim: Whoever talks learns something.", f"claim: {'x' * 201}", "x" * 201, "DS126",
        "at most 200",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CANNOT_BE)
def test_what_cannot_be_is_reported_where_it_stands(name: str) -> None:
    old, new, marked, code, words = CANNOT_BE[name]
    files = changed(old, new)
    found = [one for one in problems(files) if words in f"{one.message} {one.help}"]
    assert [(one.severity, one.code) for one in found] == [("error", code)], problems(files)
    assert pointed_at(found[0], files) == marked


def test_a_card_that_never_speaks_for_the_side_it_is_played_for_adds_nothing() -> None:
    files = changed("cards: [doubt]", "cards: [line]")
    (found,) = problems(files)
    assert (found.severity, found.code) == ("warning", "DS210")
    assert "the card 'line' never speaks against a text" in found.message
    assert "write `against:`" in found.help
    assert pointed_at(found, files) == "line"


def test_twins_are_reported_at_the_second_and_still_load() -> None:
    twin = SMALL[SMALL.index("  talk:\n") : SMALL.index("  wait:\n")].replace("talk:", "speak:")
    files = with_bank(SMALL + twin)
    (found,) = problems(files)
    assert (found.severity, found.code) == ("warning", "DS210")
    assert "'speak' has side, reason and cards of 'talk': only one counts" in found.message
    assert pointed_at(found, files) == "speak"
    assert set(load(files, "december_2019").bank) == {"talk", "speak", "wait"}


@pytest.mark.parametrize("other", ["reason: law", "side: against", "cards: []"])
def test_what_differs_in_side_reason_or_evidence_is_no_twin(other: str) -> None:
    key = other.partition(":")[0]
    block = SMALL[SMALL.index("  talk:\n") : SMALL.index("  wait:\n")].replace("talk:", "speak:")
    lines = [f"    {other}" if line.strip().startswith(f"{key}:") else line
             for line in block.splitlines()]  # fmt: skip
    found = problems(with_bank(SMALL + "\n".join([*lines, ""])))
    assert [one for one in found if "only one counts" in one.message] == []


# ------------------------------------------------------------------------------ the debate


@pytest.mark.parametrize(("rule", "marked", "code", "words"), [
    ("debate: {mode: cards, turns: [2, 7]}", "7", "DS209", "turn 7 never comes"),
    ("debate: {mode: cards, turns: [2, 4, 2]}", "2", "DS209", "turn 2 stands here twice"),
    ("debate: {mode: cards, turns: [1, 4]}", "1", "DS124", "2"),
    ("debate: {mode: ledgers}", "ledgers", "DS123", "did you mean 'ledger'?"),
    ("debate: {mode: cards, turn: [2]}", "turn", "DS120", "did you mean 'turns'?"),
    ("debate: {turns: [2]}", "debate", "DS121", "mode"),
])  # fmt: skip
def test_a_rule_that_cannot_be_is_reported_where_it_stands(
    rule: str, marked: str, code: str, words: str
) -> None:
    files = ruled(rule)
    (found,) = problems(files)
    assert (found.severity, found.code) == ("error", code)
    assert words in f"{found.message} {found.help}"
    assert found.place.path == DECEMBER
    assert found.place.line == line_of(files, DECEMBER, rule)
    assert pointed_at(found, files) == marked


def without_bank(files: Files) -> Files:
    return {path: raw for path, raw in files.items() if path != BANK}


@pytest.mark.parametrize("mode", ["cards", "ledger"])
def test_a_debate_needs_arguments(mode: str) -> None:
    files = without_bank(ruled(f"debate: {{mode: {mode}}}"))
    (found,) = problems(files)
    assert (found.severity, found.code) == ("error", "DS209")
    assert "there is nothing to debate with" in found.message
    assert found.help == f"write {BANK}, or `mode: none`"
    assert pointed_at(found, files) == "debate"


def test_arguments_that_nobody_here_makes_are_none() -> None:
    """Both are China's, which has no part in this story."""
    text = SMALL.replace("[germany, france]", "[china]").replace("[poland]", "[china]")
    (found,) = problems(with_bank(text))
    assert "no argument that somebody here could make" in found.message


@pytest.mark.parametrize("rule", ["debate: {mode: none}", ""])
def test_without_arguments_nothing_is_debated(rule: str) -> None:
    files = without_bank(ruled(rule))
    assert problems(files) == ()
    assert load(files, "december_2019").debate.mode == "none"


@pytest.mark.parametrize("broken", ["reason: wisdom", "reason: [", "reson: stability"])
def test_a_bank_that_cannot_be_read_is_not_called_missing(broken: str) -> None:
    found = problems(changed("reason: stability", broken))
    assert found
    assert [one for one in found if "nothing to debate with" in one.message] == []


def test_where_there_are_arguments_and_no_rule_the_second_and_fourth_turn_debate() -> None:
    rule = load(ruled(""), "december_2019").debate
    assert (rule.mode, rule.turns) == ("cards", [2, 4])


# ------------------------------------------------------------------- what can be said, and when


def at(date: str, files: Files = FILES) -> Bundle:
    """The story with the small bank at another date."""
    text = FILES[DECEMBER].replace(b"\ndate: 2019-12-23\n", f"\ndate: {date}\n".encode())
    return load({**files, BANK: SMALL.encode(), DECEMBER: text}, "december_2019")


@pytest.mark.parametrize(("date", "cards"), [
    ("2019-11-30", {"line"}),
    ("2019-12-01", {"line", "doubt"}),
    ("2019-12-31", {"line", "doubt"}),
    ("2020-01-01", {"line"}),
])  # fmt: skip
def test_a_card_can_be_played_from_a_date_until_the_day_before_another(
    date: str, cards: set[str]
) -> None:
    bundle = at(date)
    assert set(bundle.dossier) == cards
    assert set(bundle.bank) == {"talk", "wait"}, "an argument outlives its card"


@pytest.mark.parametrize(("dates", "made"), [
    ("from: 2019-12-24", False), ("from: 2019-12-23", True), ('from: "2020"', False),
    ("until: 2019-12-23", False), ("until: 2019-12-24", True), ('from: "2019"', True),
])  # fmt: skip
def test_an_argument_can_be_made_only_while_it_holds(dates: str, made: bool) -> None:  # noqa: FBT001
    files = changed("    why: The neighbours", f"    {dates}\n    why: The neighbours")
    assert ("wait" in load(files, "december_2019").bank) is made


def test_an_argument_stays_where_one_of_its_speakers_is_there() -> None:
    some = changed("speakers: [germany, france]", "speakers: [china, france]")
    assert set(load(some, "december_2019").bank) == {"talk", "wait"}
    nobody = changed("speakers: [germany, france]", "speakers: [china]")
    assert set(load(nobody, "december_2019").bank) == {"wait"}
    other_side = changed("speakers: [germany, france]", "speakers: [russia]")
    assert set(load(other_side, "december_2019").bank) == {"talk", "wait"}


def test_what_can_be_said_is_sorted_by_id() -> None:
    bundle = load(FILES, "after_the_guns")
    assert list(bundle.bank) == sorted(bundle.bank)
    assert list(bundle.dossier) == sorted(bundle.dossier)
    assert len(bundle.bank) > 36
