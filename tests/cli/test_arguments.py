"""`arguments`: what can be argued in a scenario, and how far it bears on a text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.in_debate import DECEMBER, december, december_bundle

Command = Any  # a callable fixture: (*arguments, typed) -> Result


@pytest.fixture(autouse=True)
def cards(here: Path) -> Path:
    target = here / DECEMBER
    target.parent.mkdir(parents=True)
    target.write_text(december("cards"), encoding="utf-8", newline="\n")
    return target


def document(command: Command, *arguments: str) -> Any:  # noqa: ANN401  JSON
    result = command("arguments", "december_2019", *arguments, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def test_it_lists_the_whole_bank_and_dossier(command: Command) -> None:
    found, bundle = document(command), december_bundle("cards")
    assert (found["scenario"], found["policy"]) == ("december_2019", None)
    assert {one["id"] for one in found["arguments"]} == set(bundle.bank)
    assert [one["id"] for one in found["cards"]] == list(bundle.dossier)
    sides = [one["side"] for one in found["arguments"]]
    assert sides == sorted(sides, reverse=True)
    assert {one["relevance"] for one in found["arguments"]} == {None}
    assert {one["speaks"] for one in found["cards"]} == {None}
    row = next(one for one in found["arguments"] if one["id"] == "no_weakness")
    written = bundle.bank["no_weakness"]
    assert (row["title"], row["reason"], row["claim"]) == (
        written.title, written.reason, written.claim,
    )  # fmt: skip
    assert row["source"] == list(written.source)
    assert set(row["speakers"]) <= set(bundle.name_of)


def test_a_policy_says_how_far_each_bears_on_it(command: Command) -> None:
    # By the file this card speaks for texts with contact above none, against those below experts.
    found = {}
    for policy, side in (("isolation", "against"), ("nrc_ambassadors", "for")):
        found = document(command, policy)
        assert found["policy"] == policy
        (card,) = [one for one in found["cards"] if one["id"] == "talking_no_weakness"]
        assert card["speaks"] == {side: "bears on it"}
        assert {one["relevance"] for one in found["arguments"]} <= {300, 700, 1000}
        weights = [one["relevance"] for one in found["arguments"] if one["side"] == "for"]
        assert weights == sorted(weights, reverse=True)


def test_for_people_every_entry_is_a_paragraph(command: Command) -> None:
    said = command("arguments", "december_2019", "isolation").stdout
    assert said.startswith("An interview before Christmas  [december_2019], held against ")
    card = december_bundle("cards").dossier["talking_no_weakness"]
    assert f"talking_no_weakness: {card.title}\n    says: {card.text}\n" in said
    assert "    grade: [REP] 110\n    date: " in said
    assert "    speaks: against (bears on it)\n" in said
    assert said.index("\nArguments\n") < said.index("\nDossier\n")
    without = command("arguments", "december_2019").stdout
    assert "    bears: " not in without
    assert "    speaks: " not in without


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("december_2091",), "did you mean 'december_2019'?"),
        (("december_2019", "isolatoin"), "did you mean 'isolation'?"),
        ((), "Missing argument 'SCENARIO'"),
    ],
)
def test_what_there_is_not_is_wrong_usage(
    command: Command, arguments: tuple[str, ...], words: str
) -> None:
    result = command("arguments", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


def test_a_scenario_without_debates_has_none(command: Command, cards: Path) -> None:
    cards.write_text(december("none"), encoding="utf-8", newline="\n")
    result = command("arguments", "december_2019")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nothing is debated in 'december_2019'" in result.stderr
