"""What can be read at every prompt: files of actors, sources, the dossier, the words."""

from __future__ import annotations

from typing import Any

import pytest

Play = Any  # a callable fixture: (*arguments, typed) -> output
KALMAR = ("play", "december_2019", "--seed", "kalmar")
QUESTIONS = {
    "actor poland": "Deterrence: at least reinforced, 3.9 stars [REP] reported D001-S22",
    "actor Government of Poland": "Government of Poland (id poland), a member of NATO",
    "actor polnad": "did you mean 'Poland'?",
    "actor russia": "counterpart of NATO",
    "actor": "Government of Russia (counterpart, id russia)",
    "sources": "D001 [REP] Commentary on an offer of top-level talks, end of 2019: commentary",
    "sources land border": "[DOC] COW-CONT-POL: Poland shares a land border with Russia",
    "sources xyzzy": "Nothing has 'xyzzy' in it.",
    "source D001": "Weaknesses: The text bears no date",
    "source d001-s22": "Used by ",
    "source D001-S2": "did you mean 'D001-S",
    "source": "Type a code, such as `source D001`",
    "glossary lasting": "asting",
    "sorces": "Did you mean 'sources'?",
}
PROMPTS = {
    "policy": ((), "Policy 1-14 > "),
    "amend": (("1",), "Amend ISSUE LEVEL, Enter to table, or back > "),
}


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("prompt", PROMPTS)
def test_everything_can_be_read_at_every_prompt(dialogue: Play, prompt: str) -> None:
    typed, shown = PROMPTS[prompt]
    asked = {q: a for q, a in QUESTIONS.items() if prompt == "policy" or q != "sorces"}
    said = dialogue(*KALMAR, typed=(*typed, *asked))
    answers = said.split(shown)[-1 - len(asked) : -1]
    for (question, expected), answer in zip(asked.items(), answers, strict=True):
        assert expected in flat(answer), (question, answer)


def test_help_names_what_can_be_read(dialogue: Play) -> None:
    said = flat(dialogue(*KALMAR, typed=("help",)))
    for word in ("actor NAME", "sources [WORDS]", "source CODE", "glossary [WORD]", "dossier"):
        assert word in said


@pytest.mark.usefixtures("cards_debate")
def test_the_dossier_lies_open_before_anything_is_debated(dialogue: Play) -> None:
    said = flat(dialogue(*KALMAR, typed=("dossier", "card 1")))
    assert "cards do not bear on" in said
    assert "Source: " in said


def test_without_debates_there_is_no_dossier(dialogue: Play) -> None:
    said = flat(dialogue(*KALMAR, typed=("dossier",)))
    assert "cards do not bear on" not in said
