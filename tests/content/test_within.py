"""A part of a value is marked where it stands, however the value is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.workshop.checks.river import CALM_RIVER, ONE_LEAGUE, STORY, pointed_at, remarks

from dialogue_sim.content.within import part_of
from dialogue_sim.content.yaml_source import YamlFile, read_yaml

WORD = "tensoin"
FORMS = {
    "plain": "when: tensoin <= 38",
    "double": 'when: "tensoin <= 38"',
    "single": "when: 'tensoin <= 38'",
    "folded": "when: turn >= 1 and\n          tensoin <= 38",
    "folded in quotes": 'when: "turn >= 1 and\n          tensoin <= 38"',
    "block": "when: >-\n          turn >= 1 and\n          tensoin <= 38",
    "with blanks": "when: turn   >=   1  and  tensoin <= 38",
    "in brackets": "when: {all: [turn >= 1, 'tensoin <= 38']}",
}


@pytest.mark.parametrize("form", FORMS)
def test_the_wrong_word_is_marked(form: str) -> None:
    change = (STORY, CALM_RIVER, FORMS[form])
    assert [pointed_at(one, change) for one in remarks(change) if one.code == "DS203"] == [WORD]


def test_what_is_written_in_codes_is_marked_as_a_whole() -> None:
    change = (STORY, CALM_RIVER, r'when: "tensoin \u003c= 38"')
    assert [pointed_at(one, change) for one in remarks(change)] == [r'"tensoin \u003c= 38"']


def test_a_word_in_quotes_that_is_called_otherwise_now_is_found() -> None:
    renamed = (STORY, "\nformat: 1\n", "\nformat: 1\nrenamed: {old_rope: borrowed_rope}\n")
    for form in ('when: "cohesion >= 62 and not fired(old_rope)"',
                 "when: cohesion >= 62\n          and not fired(old_rope)"):  # fmt: skip
        change = (STORY, ONE_LEAGUE, form)
        codes = [one.code for one in remarks(renamed, change) if one.severity != "info"]
        assert codes == ["DS211"]


@given(st.text("ab >=()_1", min_size=1), st.data())
def test_any_part_of_any_text_is_found_in_quotes(text: str, data: st.DataObject) -> None:
    value = " ".join(f"x{text}x".split())  # what folding would make of several blanks
    offset = data.draw(st.integers(0, len(value) - 1))
    quote = data.draw(st.sampled_from(["'", '"', ""]))
    lines = value.split(" ")
    at = data.draw(st.integers(1, len(lines)))
    source = " ".join(lines[:at]) + ("\n  " if at < len(lines) else "") + " ".join(lines[at:])
    raw = f"when: {quote}{source}{quote}\nb: 1\n"
    file, _ = read_yaml("a.yaml", raw)
    assert isinstance(file, YamlFile)
    place = part_of(file.place(("when",)), raw, value, offset, 1)
    row = raw.split("\n")[place.line - 1]
    shown = row[place.column - 1 : place.end_column - 1] or " "
    assert shown == value[offset]
