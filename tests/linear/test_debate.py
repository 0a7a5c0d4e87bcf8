"""A debate in linear mode: argued, rebutted and defended by typed lines."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.in_debate import (
    TO_ARGUE,
    debate_in,
    first_for,
    flat,
    owed,
    played,
    records,
    said_in_turn_2,
)

from dialogue_sim.session.moves import Argue, Drop, Pass, Rebut
from dialogue_sim.session.state import digest

Play = Any  # a callable fixture: (*arguments, typed) -> output
KALMAR = ("play", "december_2019", "--seed", "kalmar")


# ------------------------------------------------------------------ the steps


@pytest.mark.usefixtures("ledger_debate")
def test_what_is_typed_is_what_is_said(dialogue: Play, saves: Path) -> None:
    favour = first_for()
    debate, _ = debate_in(played("ledger", Argue(favour), Pass()))
    target = owed()
    number = [one.id for one in debate.arguments].index(target) + 1
    card = next(one for one in debate.dossier if "for" in one.speaks)
    words = "It is so, because I say so."
    typed = ("1", "", str(number), "3", card.id, words, "", f"drop {favour}", "", "quit")
    dialogue(*KALMAR, typed=(*TO_ARGUE, *typed))
    rebuttal = Rebut(target, "counter", card.id, words)
    expected = [Argue(favour), Pass(), rebuttal, Pass(), Drop(favour)]
    assert said_in_turn_2(saves)[: len(expected)] == expected
    (state,) = [one["state"] for one in records(saves) if one["k"] == "turn" and one["t"] == 2]
    assert state == digest(played("ledger", *expected).played[1].turn.after)


@pytest.mark.usefixtures("cards_debate")
def test_ids_and_verbs_do_as_well_as_numbers(dialogue: Play, saves: Path) -> None:
    favour, target = first_for(), owed()
    _, speaking = debate_in(played("cards"))
    against = next(one.id for one in speaking.options if one.side == "against")
    typed = (f"argue {favour}", against, f"rebut {target}", "undercut", "", "pass", "pass")
    dialogue(*KALMAR, typed=(*TO_ARGUE, *typed))
    made = [Argue(favour), Argue(against), Rebut(target, "undercut"), Pass(), Pass()]
    assert said_in_turn_2(saves) == made


@pytest.mark.usefixtures("cards_debate")
def test_the_floor_is_told_with_labels_and_evidence(dialogue: Play) -> None:
    favour = first_for()
    said = flat(dialogue(*KALMAR, typed=(*TO_ARGUE, favour)))
    debate, _ = debate_in(played("cards", Argue(favour)))
    for number, one in enumerate(debate.arguments, start=1):
        assert f"{number}. {one.speaker}, {one.side}: {one.title} ({one.id})." in said
        assert f"{one.bears}. [{one.label}] {one.claim}" in said
        for card in one.cards:
            assert f"{card.title} ({card.id}), [{card.label}] {card.grade}" in said
    assert {one.label for one in debate.arguments} == {"MOD", "PLR"}
    assert f"On the table: {debate.motion}." in said


@pytest.mark.usefixtures("cards_debate")
def test_nothing_is_told_twice_unasked(dialogue: Play) -> None:
    debate, _ = debate_in(played("cards"))
    opening = debate.arguments[0]
    said = flat(dialogue(*KALMAR, typed=(*TO_ARGUE, "1", "")))
    assert said.count(f"1. {opening.speaker}, {opening.side}: {opening.title}") == 1
    said = flat(dialogue(*KALMAR, typed=(*TO_ARGUE, "1", "", "floor")))
    assert said.count(f"1. {opening.speaker}, {opening.side}: {opening.title}") == 2


@pytest.mark.usefixtures("cards_debate")
def test_every_argument_that_bears_on_the_text_has_a_number(dialogue: Play) -> None:
    _, speaking = debate_in(played("cards"))
    said = dialogue(*KALMAR, typed=(*TO_ARGUE, "more"))
    listed = flat(said[said.index("You can make 2 arguments.") :])
    found = re.findall(r"(\d+)\. (?:For|Against): [^(]+\((\w+)\)\. Reason", listed)
    assert [int(number) for number, _ in found] == list(range(1, len(speaking.options) + 1))
    assert {name for _, name in found} == {one.id for one in speaking.options}
    assert f"Argue 1-{len(speaking.options)}, or pass > " in said
    assert listed.count("Your own position.") == sum(one.own for one in speaking.options)
    sides = [re.search(rf"(For|Against): [^(]+\({name}\)", listed) for _, name in found[:8]]
    assert [side[1] for side in sides if side] == ["For"] * 4 + ["Against"] * 4


@pytest.mark.usefixtures("cards_debate")
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("0", "Type a number from 1 to"),
        ("99", "Type a number from 1 to"),
        ("9" * 5000, "Type a number from 1 to"),
        ("nonsense", "pass, or help."),
        ("mroe", "Did you mean 'more'?"),
        ("write", "In this scenario arguments are chosen and not written."),
        ("\x1b[31mred", "Type a number from 1 to"),
    ],
)
def test_what_is_no_argument_is_asked_for_again(
    dialogue: Play, saves: Path, typed: str, words: str
) -> None:
    said = dialogue(*KALMAR, typed=(*TO_ARGUE, typed))
    assert words in flat(said[said.index("Argue 1-") :])
    assert "\x1b" not in said
    assert said_in_turn_2(saves) == []


@pytest.mark.usefixtures("cards_debate")
def test_what_was_said_is_not_said_again(dialogue: Play, saves: Path) -> None:
    favour = first_for()
    said = flat(dialogue(*KALMAR, typed=(*TO_ARGUE, favour, favour)))
    assert f"'{favour}' has been made already" in said
    assert said_in_turn_2(saves) == [Argue(favour)]


@pytest.mark.usefixtures("cards_debate")
def test_whoever_argues_owes_an_answer(dialogue: Play, saves: Path) -> None:
    favour = first_for()
    said = dialogue(*KALMAR, typed=(*TO_ARGUE, favour, "", ""))
    assert "One of the other side has to be answered: " in flat(said)
    assert "answer at least one argument of the other side first: " in flat(said)
    assert said.rstrip().count("Rebut NUMBER, or pass > ") == 2
    assert said_in_turn_2(saves) == [Argue(favour), Pass()]


@pytest.mark.usefixtures("ledger_debate")
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("nobody",), "there is no argument on the floor 'nobody'"),
        (("{own}",), "is an argument of your own: answer somebody else's"),
        (("{owed}", "9"), "Type a number from 1 to 4, back, or help."),
        (("{owed}", "counter", "rules_at_see"), "did you mean 'rules_at_sea'?"),
        (("{owed}", "counter", "", "x" * 161), "at most 160 characters; this one has 1 too many"),
    ],
)
def test_a_rebuttal_that_cannot_be_is_asked_for_again(
    dialogue: Play, saves: Path, typed: tuple[str, ...], words: str
) -> None:
    favour = first_for()
    lines = [line.format(own=favour, owed=owed()) for line in typed]
    said = dialogue(*KALMAR, typed=(*TO_ARGUE, favour, "", *lines))
    assert words in flat(said)
    assert said_in_turn_2(saves) == [Argue(favour), Pass()]


@pytest.mark.usefixtures("cards_debate")
def test_the_cards_that_are_named_do_add_something(dialogue: Play) -> None:
    favour = first_for()
    line = (*TO_ARGUE, favour, "", owed(), "counter")
    named = re.search(r"Cards that add something: (\d+) ", flat(dialogue(*KALMAR, typed=line)))
    assert named is not None
    said = flat(dialogue(*KALMAR, "--saves", "again", typed=(*line, named[1])))
    made = said_in_turn_2(Path("again"))[-1]
    told = re.search(r"Sec\. General counters [^.]*\. (Card: .*?) It takes (\d+)", said)
    assert isinstance(made, Rebut)
    assert told is not None
    assert f"({made.card})" in told[1]
    # 100 without a card, and twice its grade with one that counts; 500 at most.
    grade = int(re.search(r"\[\w+\] (\d+)", told[1])[1])  # type: ignore[index]
    assert int(told[2]) == min(500, 100 + 2 * grade)


# ------------------------------------------------------------------ own words

OPEN = ("write", "for", "security", "Eyes on the ground calm everybody.")


@pytest.mark.usefixtures("ledger_debate")
def test_a_claim_is_written_question_by_question(dialogue: Play, saves: Path) -> None:
    said = dialogue(*KALMAR, typed=(*TO_ARGUE, *OPEN, "rules_at_sea, exercises_announced"))
    cards = ("rules_at_sea", "exercises_announced")
    claim = Argue("", "for", "security", "Eyes on the ground calm everybody.", cards)
    assert said_in_turn_2(saves) == [claim]
    assert "34 of 200 characters." in said
    assert "Sec. General, for (secretary_general-1). Reason: security" in flat(said)
    assert "[PLR] Eyes on the ground calm everybody. Evidence: " in flat(said)


@pytest.mark.usefixtures("ledger_debate")
def test_cards_are_named_by_their_number_in_the_dossier(dialogue: Play, saves: Path) -> None:
    debate, _ = debate_in(played("ledger"))
    dialogue(*KALMAR, typed=(*TO_ARGUE, *OPEN, "2 5"))
    (claim,) = said_in_turn_2(saves)
    assert isinstance(claim, Argue)
    assert claim.cards == (debate.dossier[1].id, debate.dossier[4].id)


@pytest.mark.usefixtures("ledger_debate")
def test_what_was_typed_is_kept_and_offered_again(dialogue: Play, saves: Path) -> None:
    typed = (*OPEN, "back", "goals", "write", "", "", "", "rules_at_sea")
    said = flat(dialogue(*KALMAR, typed=(*TO_ARGUE, *typed)))
    assert "Side: 1 for, 2 against (Enter keeps for)" in said
    assert "Reason 1-8 (Enter keeps security)" in said
    assert "Written so far: Eyes on the ground calm everybody." in said
    (claim,) = said_in_turn_2(saves)
    assert claim == Argue("", "for", "security", OPEN[-1], ("rules_at_sea",))


@pytest.mark.usefixtures("ledger_debate")
@pytest.mark.parametrize(
    ("claim", "words", "kept"),
    [
        ("word " * 50, "at most 200 characters; this one has 49 too many", "word " * 40),
        ("a\u202eb c", "holds U+202E", "ab c"),
        ("y" * 201, "this one has 1 too many", "y" * 200),
    ],
)
def test_a_claim_that_is_refused_is_kept_as_far_as_it_fits(
    dialogue: Play, saves: Path, claim: str, words: str, kept: str
) -> None:
    typed = (*TO_ARGUE, *OPEN[:-1], claim, "", "")
    said = dialogue(*KALMAR, typed=typed)
    assert words in flat(said)
    assert "\u202e" not in said
    (made,) = said_in_turn_2(saves)
    assert isinstance(made, Argue)
    assert made.claim == kept.strip()


@pytest.mark.usefixtures("ledger_debate")
def test_an_unknown_card_is_asked_for_again_and_the_claim_stays(
    dialogue: Play, saves: Path
) -> None:
    cards = ("rules_at_see", "1 2 3", "1 1", "none")
    said = flat(dialogue(*KALMAR, typed=(*TO_ARGUE, *OPEN, *cards)))
    assert "did you mean 'rules_at_sea'?" in said
    assert said.count("a claim carries up to 2 different cards") == 2
    assert said_in_turn_2(saves) == [Argue("", "for", "security", OPEN[-1])]


@pytest.mark.usefixtures("ledger_debate")
@pytest.mark.parametrize("claim", ["help comes too late for them", "quit the table and they win"])
def test_a_sentence_may_begin_with_the_word_of_a_question(
    dialogue: Play, saves: Path, claim: str
) -> None:
    dialogue(*KALMAR, typed=(*TO_ARGUE, *OPEN[:-1], "frames", "card 1", claim, ""))
    assert said_in_turn_2(saves) == [Argue("", "for", "security", claim)]
