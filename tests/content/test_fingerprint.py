"""Two hashes: one changes with the rules of a session, one with what people only read."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogue_sim.content.files import packaged_content, read_library
from dialogue_sim.content.fingerprint import fingerprints
from dialogue_sim.content.library import load

FILES = read_library(packaged_content())
NATO = "scenarios/nato_russia"
DECEMBER, SETTING = f"{NATO}/december_2019.yaml", f"{NATO}/setting.yaml"
RULES, POLICIES = f"{NATO}/rules.yaml", f"{NATO}/policies.yaml"
DOCUMENTS, POLAND, RUSSIA = f"{NATO}/documents.yaml", "actors/poland.yaml", "actors/russia.yaml"


def prints(files: dict[str, bytes]) -> tuple[str, str]:
    return fingerprints(load(files, "december_2019"))


BEFORE = prints(FILES)


def after(path: str, old: str, new: str) -> tuple[str, str]:
    text = FILES[path].decode()
    assert text.count(old) == 1, (path, old)
    return prints({**FILES, path: text.replace(old, new).encode()})


def test_they_say_which_is_which() -> None:
    rules, text = BEFORE
    assert (rules[:2], len(rules)) == ("r:", 18)
    assert (text[:2], len(text)) == ("t:", 18)


def test_content_without_arguments_has_the_prints_it_had_before_there_were_debates() -> None:
    """So what was saved under these prints goes on to be recognised."""
    reference = read_library(Path(__file__).parents[1] / "reference")
    assert not any(path.endswith("arguments.yaml") for path in reference)
    assert fingerprints(load(reference, "s2019")) == ("r:05c2e14ec9f54fc6", "t:f0a80d18046cf83b")


def test_the_same_content_has_the_same_prints() -> None:
    assert prints(dict(reversed(FILES.items()))) == BEFORE


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (DECEMBER, "hostilities: 35", "hostilities: 36"),
        (DECEMBER, "when: tension >= 68", "when: tension >= 69"),
        (DECEMBER, "    chance: 30%", "    chance: 31%"),
        (DECEMBER, "      - cohesion += 3", "      - cohesion += 4"),
        (DECEMBER, "  - postwar_reset\n", ""),
        (DECEMBER, "procedure: silence", "procedure: consensus"),
        (DECEMBER, "turns: 6", "turns: 7"),
        (SETTING, "    contact: {weight: 0.45}", "    contact: {weight: 0.46}"),
        (SETTING, "below: experts", "below: ambassadors"),
        (RULES, "loss_factor: 2.0", "loss_factor: 2.1"),
        (RULES, "  offer: {value: [3.4,", "  offer: {value: [3.5,"),
        (POLICIES, "normal\n      scope: guarantees", "normal\n      scope: regional"),
        (POLAND, "salience: 4\n", "salience: 3.9\n"),
        (POLAND, "    severity: 0.5", "    severity: 0.6"),
        (RUSSIA, "    greed: 0.9", "    greed: 0.8"),
    ],
)
def test_a_change_of_a_rule_changes_the_print_of_the_rules_only(
    path: str, old: str, new: str
) -> None:
    rules, text = after(path, old, new)
    assert (rules == BEFORE[0], text == BEFORE[1]) == (False, True)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (DECEMBER, "title: An interview before Christmas", "title: An interview"),
        (DECEMBER, "Six turns remain.", "There are six turns."),
        (DECEMBER, "    text: The allies still hold", "    text: Allies still hold"),
        (DECEMBER, "    title: Ministries offline", "    title: Ministries in the dark"),
        (DECEMBER, "  - Which response surprised you most", "  - What surprised you most"),
        (DECEMBER, "why: A reading of the tone", "why: Another reading of the tone"),
        (SETTING, "title: Level of contact", "title: Contact"),
        (SETTING, "label: no contact", "label: nothing"),
        (SETTING, "    title: GRIT", "    title: G.R.I.T."),
        (RULES, "word: stonewalls", "word: refuses"),
        (RULES, "  const: habit", "  const: custom"),
        (POLICIES, "short: Reset later", "short: Reset"),
        (DOCUMENTS, "S05: He wants channels kept open", "S05: He asks for open channels"),
        (POLAND, "says: fewer allied forces in the east", "says: fewer allied forces"),
        (POLAND, "{value: 2, source: [D000-S13], basis: stated}",
         "{value: 2, source: [D000-S12], basis: reported}"),
    ],
)  # fmt: skip
def test_a_change_of_words_changes_the_print_of_the_text_only(
    path: str, old: str, new: str
) -> None:
    rules, text = after(path, old, new)
    assert (rules == BEFORE[0], text == BEFORE[1]) == (True, False)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (RULES, "# Values in the order", "# A comment\n# Values in the order"),
        (RULES, "loss_factor: 2.0", "loss_factor: 2.00"),
        (POLAND, "salience: 4\n", "salience: 4.0\n"),
        (POLAND, "{issue: framing, above: crisis}", "{above: crisis, issue: framing}"),
        (POLICIES, "title: Back to normal relations", 'title: "Back to normal relations"'),
    ],
)
def test_layout_and_comments_change_neither(path: str, old: str, new: str) -> None:
    assert after(path, old, new) == BEFORE


def test_the_ends_of_lines_change_neither() -> None:
    assert prints({path: raw.replace(b"\n", b"\r\n") for path, raw in FILES.items()}) == BEFORE
