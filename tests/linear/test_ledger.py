"""After a debate in linear mode: the ledger; and at all its steps: questions, leaving, seats."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.in_debate import (
    FIRST,
    TEXT,
    TO_ARGUE,
    first_for,
    flat,
    owed,
    played,
    records,
    said_in_turn_2,
    through,
)

from dialogue_sim.session.hindsight.without import without_each
from dialogue_sim.session.moves import Argue, Drop, Pass, Rebut, Speech
from dialogue_sim.session.persons import look

Play = Any  # a callable fixture: (*arguments, typed) -> output
KALMAR = ("play", "december_2019", "--seed", "kalmar")


def done() -> tuple[Speech, ...]:
    """What is said by `through`."""
    return Argue(first_for()), Pass(), Rebut(owed(), "undercut"), Pass(), Pass()


# ------------------------------------------------------------------ the ledger


@pytest.mark.usefixtures("cards_debate")
def test_the_ledger_tells_of_everybody(dialogue: Play) -> None:
    said = dialogue(*KALMAR, typed=through())
    ledger = flat(said[said.index("Ledger of turn 2") :])
    view = look(played("cards", *done()))
    turn = view.played[1]
    assert turn.debate is not None
    assert len(turn.debate.audiences) == len(view.actors)
    for one in turn.debate.audiences:
        sides = f"{one.name}: for {one.in_favour}, against {one.against}, term {one.term}."
        assert sides in ledger
        assert Decimal(one.term) == (Decimal(one.in_favour) - Decimal(one.against)) / 1000


@pytest.mark.usefixtures("cards_debate")
@pytest.mark.parametrize("actor", ["poland", "Germany", "russia"])
def test_every_line_of_the_ledger_adds_up(dialogue: Play, actor: str) -> None:
    said = dialogue(*KALMAR, typed=through(f"ledger {actor}"))
    if actor == "russia":
        assert "There is no actor 'russia'" in flat(said)
        return
    body = flat(said.rpartition("Ledger of Government of")[2])
    lines = re.findall(r"\. (1?\d\d a claim[^=]*) = (-?\d+)(, times 0\.\d)?(?:; base (\d+))?\. "
                       r"Answered (\d+), strength (\d+)", body)  # fmt: skip
    assert len(lines) == 3
    for parts, worth, times, base, answered, strength in lines:
        assert sum(int(number) for number in re.findall(r"-?\b\d+", parts)) == int(worth)
        kept = min(800, max(50, int(worth))) * int(Decimal(times[8:] or "1") * 1000) // 1000
        assert int(base or worth) == kept
        assert int(strength) == kept * (1000 - int(answered)) // 1000
    shares = [Decimal(share) for share in re.findall(r"Share ([+-][\d.]+)\.", body)]
    term = re.search(r"Term ([+-]?[\d.]+):", body)
    assert term is not None
    assert sum(shares) == Decimal(term[1])


@pytest.mark.usefixtures("cards_debate")
def test_a_turn_is_told_again_without_an_argument(dialogue: Play) -> None:
    questions = ("without 1", "without 2", "without 3", "without nobody")
    said = dialogue(*KALMAR, typed=through(*questions))
    answers = [flat(one) for one in said.split("Enter for the next turn > ")[-5:-1]]
    for one, answer in zip(without_each(played("cards", *done()), 1), answers[:3], strict=True):
        assert f"Turn 2 again without {one.argument}, with the same luck" in answer
        assert ("Everything would have come as it did." in answer) == one.nothing
        for short, was, would in one.responses:
            changed = f"{short}: {would}, and not {was}.".replace("_", " ")
            assert changed in answer
    assert "There is no argument 'nobody' in that debate" in answers[3]


@pytest.mark.usefixtures("cards_debate")
def test_what_is_withdrawn_is_not_in_the_ledger(dialogue: Play, saves: Path) -> None:
    favour = first_for()
    lines = through()[:-1]
    said = flat(dialogue(*KALMAR, typed=(*lines, "drop 3", "", "ledger poland", "floor")))
    assert Drop(favour) in said_in_turn_2(saves)
    assert "its speaker has withdrawn it." in said
    assert len(re.findall(r"Answered \d+, strength", said)) == 2


@pytest.mark.usefixtures("cards_debate")
def test_the_ending_tells_what_was_argued_and_whom_it_moved(dialogue: Play) -> None:
    said = dialogue(*KALMAR, typed=through("", *("wait", "") * 4))
    end = flat(said[said.index("Ending: ") :])
    (line,) = re.findall(r"What was argued: (.*?) Profile", end)
    claim = played("cards").bundle.bank[first_for()].claim
    assert line.startswith(f"Turn 2, Sec. General, for the text: {claim} [PLR] It moved ")


# ------------------------------------------------------- questions, leaving, seats

QUESTIONS = {
    "floor": "Debate of turn 2. On the table: ",
    "dossier": "cards do not bear on Small steps that build confidence.",
    "dossier sea agreed": "(rules_at_sea), [DOC] 160",
    "dossier qqq": "No card has 'qqq' in it.",
    "card rules_at_sea": "Source: ",
    "card 1": "Source: ",
    "card rules_at_see": "did you mean 'rules_at_sea'?",
    "arguments qqq": "has 'qqq' in it.",
    "arguments law": "Reason: law",
    "frames": "counter: What weighs more is ..., because ...",
    "help": "without ARGUMENT: ",
    "ledger": "The ledger is drawn up when the debate is over.",
    "without 1": "That can be told when a turn with a debate is over.",
    "situation": "Credibility: ",
    "receipt poland": "Receipt of Government of Poland.",
}
STEPS = {"argue": 0, "rebut": 2, "kind": 3, "card": 4, "rebut again": 5, "defend": 6}


@pytest.mark.usefixtures("cards_debate")
@pytest.mark.parametrize("step", STEPS)
def test_every_question_is_answered_at_every_step(dialogue: Play, saves: Path, step: str) -> None:
    lines = through()[: len(TO_ARGUE) + STEPS[step]]
    said = dialogue(*KALMAR, typed=(*lines, *QUESTIONS))
    answers = said.split(" > ")[-1 - len(QUESTIONS) : -1]
    for (question, expected), answer in zip(QUESTIONS.items(), answers, strict=True):
        assert expected in flat(answer), question
    dialogue(*KALMAR, "--saves", "quiet", typed=lines)
    assert said_in_turn_2(saves) == said_in_turn_2(Path("quiet"))


@pytest.mark.usefixtures("cards_debate")
@pytest.mark.parametrize("step", ["argue", "rebut", "card", "rebut again", "defend"])
def test_a_debate_goes_on_in_the_step_in_which_it_was_left(
    dialogue: Play, saves: Path, step: str
) -> None:
    whole = through()
    cut = len(TO_ARGUE) + STEPS[step]
    dialogue(*KALMAR, typed=(*whole[:cut], "quit"))
    left = said_in_turn_2(saves)
    assert tuple(left) == done()[: len(left)]
    assert len(left) == {"argue": 0, "rebut again": 3, "defend": 4}.get(step, 2)
    # Of an answer that is not whole nothing is saved; an offer to forecast comes again.
    again = {"argue": cut - 1, "card": cut - 2}.get(step, cut)
    dialogue("resume", "--saves", str(saves), typed=whole[again:])
    dialogue(*KALMAR, "--saves", "whole", typed=whole)
    ends = [[one["state"] for one in records(folder) if one["k"] == "turn"]
            for folder in (saves, Path("whole"))]  # fmt: skip
    assert len(ends[0]) == 2
    assert ends[0] == ends[1]
    assert tuple(said_in_turn_2(saves)) == done()


@pytest.mark.usefixtures("cards_debate")
def test_before_a_debate_there_is_none_to_ask_about(dialogue: Play) -> None:
    said = flat(dialogue(*KALMAR, typed=("guardian", "floor", "ledger", "without 1", "help")))
    assert said.count("Nothing has been debated yet.") == 2
    assert "without ARGUMENT: " not in said


@pytest.mark.usefixtures("cards_debate")
def test_persons_at_one_desk_argue_one_after_the_other(dialogue: Play, saves: Path) -> None:
    seats = ("--seat", "secretary_general", "--seat", "poland")
    keyboard, no_forecast, nothing, rests = "", "", "", ""
    typed = (
        *("guardian", FIRST, "", keyboard, "hedge", ""),
        *(keyboard, TEXT, "", no_forecast, "1", nothing),
        *(keyboard, no_forecast, nothing),
        *(keyboard, owed(), "undercut", "", rests),
        *(keyboard, rests),
        *(keyboard, rests),
        keyboard,
    )
    said = dialogue(*KALMAR, *seats, typed=typed)
    made = [(one["by"], next(iter(one["do"]))) for one in records(saves)
            if (one["k"], one.get("t")) == ("move", 2)]  # fmt: skip
    chair = "secretary_general"
    assert made == [
        (chair, "propose"), (chair, "argue"), (chair, "pass"), ("poland", "pass"),
        (chair, "rebut"), (chair, "pass"), ("poland", "pass"), (chair, "pass"),
    ]  # fmt: skip
    after = said[said.index("Turn 2 of") :]
    names = {"Secretary General of NATO": "C", "Government of Poland": "P"}
    seated = re.findall(r"^Seat: (.*)$", after, re.MULTILINE)
    # Who tables argues at once; then everybody takes turns, and Poland responds in the end.
    assert [names[name] for name in seated] == ["C", "P", "C", "P", "C", "P"]
    tabled = "On the table: Secretary General of NATO tables Small steps that build confidence."
    assert flat(after).index(tabled) < flat(after).rindex("Argue 1-")
    assert "Ledger of turn 2" in after
    assert "Response 1-5 > " in after


@pytest.mark.usefixtures("cards_debate")
def test_no_line_of_a_debate_is_wider_than_the_terminal(dialogue: Play) -> None:
    said = dialogue(*KALMAR, typed=through("ledger poland", "without 1", "floor", "help"))
    for line in said.splitlines():
        told = line.rpartition(" > ")[2]
        copied = line.startswith(("Saved in ", "dialogue-sim resume "))
        assert copied or len(told) <= 79, line
