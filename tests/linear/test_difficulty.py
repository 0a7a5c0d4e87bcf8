"""Linear mode on each difficulty: what is told of chances before the end, and after it."""

from __future__ import annotations

import re

import pytest
from tests.in_debate import TO_ARGUE
from tests.linear.conftest import Play

PERCENT = re.compile(r"\d ?%")
FIGURE = re.compile(r"[+-]\d\.\d|per mille|of 1000|as likely as")
LINE = re.compile(r"^\s+(?:D\d{3}-\S+|[A-Z-]+\d*): |why:")
"""What a source says, in other words: told as it was found."""
QUESTIONS = ("menu", "policy 3", "members", "reading")
AFTER = ("receipt poland", "receipt nato_publics", "receipt russia", "answer", "situation")


def turn(dialogue: Play, difficulty: str) -> str:
    """All that is said in a first turn with every question that tells of chances."""
    typed = (*QUESTIONS, "consult poland", "members", "3", "", "", *AFTER, "quit")
    return dialogue(
        "play", "december_2019", "--seed", "kalmar", "--mandate", "guardian",
        "--difficulty", difficulty, typed=typed,
    )  # fmt: skip


def modelled(said: str) -> str:
    """What was said without what documents say: a line and those that go on with it."""
    kept, source = [], False
    for row in said.splitlines():
        indent = len(row) - len(row.lstrip())
        source = bool(LINE.match(row)) or (source and indent > 4)
        if not source:
            kept.append(row)
    return "\n".join(kept)


@pytest.mark.usefixtures("with_mechanisms")
def test_a_first_turn_on_hard_tells_no_number_of_a_chance_or_a_term(dialogue: Play) -> None:
    said = turn(dialogue, "hard")
    assert "Difficulty hard: chances are told in words" in said
    assert said.count("Receipt of ") >= 3
    for row in modelled(said).splitlines():
        assert not PERCENT.search(row), row
        assert not FIGURE.search(row), row
    flat = " ".join(said.split())
    assert re.search(r"stands with (a (very )?(low|high)|an even|no) chance", flat)
    assert "Signs say how strongly each speaks for it (+) or against it (-)." in flat
    assert re.search(r"Interest: [+-]+,", flat)
    assert "It was open: reciprocate" in flat


@pytest.mark.usefixtures("with_mechanisms")
def test_a_first_turn_on_normal_tells_bands(dialogue: Play) -> None:
    said = turn(dialogue, "normal")
    flat = " ".join(modelled(said).split())
    assert "Difficulty normal: chances are told in bands of five points." in flat
    for shown in re.findall(r"with (\d+ (?:to \d+ )?%)", flat):
        assert all(int(number) % 5 == 0 for number in re.findall(r"\d+", shown)), shown
    assert re.search(r"stands with \d+ to \d+ % \(", flat)
    assert re.search(r"Chances: break silence [>\d-]+ %, object", flat)
    assert re.search(r"Utility: [+-]\d\.\d{3}", flat)


@pytest.mark.usefixtures("with_mechanisms")
def test_a_first_turn_on_open_tells_exact_chances(dialogue: Play) -> None:
    flat = " ".join(turn(dialogue, "open").split())
    assert "Difficulty open: chances are told exactly." in flat
    assert re.search(r"stands with \d+ %", flat)
    assert re.search(r"Reading of Russia: security seeker with \d+ %", flat)


@pytest.mark.usefixtures("cards_debate")
@pytest.mark.parametrize(("difficulty", "numbered"), [("open", True), ("hard", False)])
def test_the_ledger_keeps_numbers_back_on_hard(
    dialogue: Play, difficulty: str, *, numbered: bool
) -> None:
    typed = (*TO_ARGUE, "done", "", "", "ledger", "ledger poland", "floor", *[""] * 8)
    said = dialogue(
        "play", "december_2019", "--seed", "kalmar", "--difficulty", difficulty, typed=typed
    )
    ledger = " ".join(said[said.rindex("Ledger of turn 2") :].split())
    ledger = ledger.partition("Turn 3 of")[0]
    assert ("per mille" in ledger) == numbered
    assert bool(PERCENT.search(ledger)) == numbered
    assert bool(re.search(r"[+-]\d\.\d{3}", ledger)) == numbered
    assert ("Together that makes" in ledger) == (not numbered)
