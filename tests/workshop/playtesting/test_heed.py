"""What a playtest points its author to."""

from __future__ import annotations

import re

from tests.workshop.playtesting.small import casting

from dialogue_sim.workshop.playtesting.heed import heeds_of
from dialogue_sim.workshop.playtesting.measured import Measured, measured
from dialogue_sim.workshop.playtesting.playtest import in_every_quick_way
from dialogue_sim.workshop.playtesting.report_text import report_lines

FEW = 60
STEPS = "when: progress >= 35\n        text: Aldermark has answered"
QUARREL = "when: tension >= 50\n        text: Aldermark has answered"


def played(old: str = "", new: str = "") -> Measured:
    return measured(in_every_quick_way(casting("uniform", old, new)), FEW)


def about_one_text(found: Measured) -> list[str]:
    return [sentence for sentence in heeds_of(found) if sentence.startswith("always ")]


def test_one_text_for_ever_that_beats_all_who_choose_is_told() -> None:
    found = played(STEPS, QUARREL)
    (sentence,) = about_one_text(found)
    words = (
        r"always (\w+) gets (\d+) % of the goals; of those who choose, (\w+) gets most, (\d+) %"
    )
    told = re.fullmatch(words, sentence)
    assert told is not None
    text, most, chooser, best = told.groups()
    rows = [row.split() for row in report_lines(found) if re.search(r" \w+ \(\d+%\)$", row)]
    always = {row[-2]: row[1] for row in rows if row[-1] == "(100%)"}
    choosing = {row[0]: int(row[1]) for row in rows if row[-1] != "(100%)"}
    assert len(always) == 3
    assert always[text] == most == max(always.values())
    assert choosing[chooser] == int(best) == max(choosing.values()) < int(most) - 5


def test_where_who_chooses_does_as_well_nothing_is_told() -> None:
    assert not about_one_text(played())
