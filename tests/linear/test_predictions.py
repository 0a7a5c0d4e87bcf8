"""Forecasts in linear mode: sealed before anybody responds, scored against what came."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.in_debate import FIRST, TEXT, TO_ARGUE, december_bundle, flat, records, said_in_turn_2

from dialogue_sim.session.moves import Argue, Pass, Predict
from dialogue_sim.session.notation import read_move

Play = Any  # a callable fixture: (*arguments, typed) -> output
KALMAR = ("play", "december_2019", "--seed", "kalmar")
OFFERED = (*TO_ARGUE[:-1],)
"""Typed up to the offer to forecast."""
PASSED = ("", "")
"""The debate without a word: nothing argued, nothing answered."""
BRIER = {
    (40, True): 0.45, (60, True): 0.20, (80, True): 0.05, (100, True): 0.00,
    (40, False): 0.95, (60, False): 1.20, (80, False): 1.55, (100, False): 2.00,
}  # fmt: skip
"""By hand: the rest is shared by four others, and the differences are squared and added up."""


def forecasts(folder: Path) -> list[Predict]:
    moves = [read_move(one["do"]) for one in records(folder) if one["k"] == "move"]
    return [move for move in moves if isinstance(move, Predict)]


@pytest.mark.usefixtures("cards_debate")
def test_a_forecast_is_sealed_actor_by_actor(dialogue: Play, saves: Path) -> None:
    actors = [name for name in december_bundle("cards").actors if name != "secretary_general"]
    lines: dict[str, tuple[str, ...]] = dict.fromkeys(actors, ("",))
    lines |= {"germany": ("5", "80"), "poland": ("object", ""), "ukraine": ("3", "100 %")}
    asked = [line for actor in actors for line in lines[actor]]
    said = dialogue(*KALMAR, typed=(*OFFERED, "predict", *asked, "2", "40"))
    (move,) = forecasts(saves)
    assert move == Predict(
        {"germany": {"endorse": 80}, "poland": {"object": 60}, "ukraine": {"hedge": 100}},
        {"probe": 40},
    )
    assert "Sealed: 4 forecasts." in said
    assert "Secretary General of NATO 1-5 > " not in said
    # The debate goes on, and the offer is not made again.
    assert said.index("Sealed: ") < said.index("Argue 1-")
    assert said.count("Type predict to seal a forecast first, or Enter to go on > ") == 1


@pytest.mark.usefixtures("cards_debate")
def test_a_forecast_may_be_made_before_a_text_is_tabled(dialogue: Play, saves: Path) -> None:
    typed = ("guardian", FIRST, "predict", "1", "", "done", "conditions strict", "")
    said = dialogue(*KALMAR, typed=typed)
    kinds = [next(iter(one["do"])) for one in records(saves) if one["k"] == "move"]
    assert kinds == ["mandate", "predict", "propose"]
    assert "Forecasts of Secretary General of NATO, Brier scores" in flat(said)
    assert len(forecasts(saves)[0].responses) == 1


@pytest.mark.usefixtures("cards_debate")
def test_what_was_forecast_is_held_against_what_came(dialogue: Play, saves: Path) -> None:
    percents = ("40", "60", "80", "100") * 3
    actors = [name for name in december_bundle("cards").actors if name != "secretary_general"]
    asked = [line for _, percent in zip(actors, percents, strict=False) for line in ("5", percent)]
    said = flat(dialogue(*KALMAR, typed=(*OFFERED, "predict", *asked, "1", "100", *PASSED)))
    rows = re.findall(
        r"([\w. ()-]+): forecast ([\w ]+) with (\d+) %, came ([\w ]+?)(, as forecast)?\. "
        r"Score ([\d.]+), model ([\d.]+)\.",
        said,
    )
    assert len(rows) == len(actors) + 1
    turn = next(one for one in records(saves) if one["k"] == "turn" and one["t"] == 2)
    came = [turn["hearings"][-1]["responses"][actor] for actor in actors] + [turn["answer"]]
    assert [row[3].replace(" ", "_") for row in rows] == came
    for _, expected, percent, real, right, score, model in rows:
        assert bool(right) == (expected == real)
        assert float(score) == pytest.approx(BRIER[int(percent), expected == real], abs=0.005)
        assert 0.0 <= float(model) <= 2.0
    mean = re.search(r"On average ([\d.]+); the model's own chances ([\d.]+)\.", said)
    assert mean is not None
    for place in (1, 2):
        scores = [float(row[4 + place]) for row in rows]
        assert float(mean[place]) == pytest.approx(sum(scores) / len(rows), abs=0.01)


@pytest.mark.usefixtures("cards_debate")
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("back",), "Nothing is sealed."),
        (("1", "back"), "Nothing is sealed."),
        (("done",), "Nothing was forecast, so nothing is sealed."),
        (("6", "back"), "Type a number from 1 to 5, Enter, done or back."),
        (("1", "50", "back"), "Type one of 40 60 80 100."),
        (("1", "done", "back"), "Type one of 40 60 80 100."),
    ],
)
def test_what_is_not_sealed_is_no_forecast(
    dialogue: Play, saves: Path, typed: tuple[str, ...], words: str
) -> None:
    said = dialogue(*KALMAR, typed=(*OFFERED, "predict", *typed))
    assert words in flat(said)
    assert forecasts(saves) == []
    assert "Argue 1-" in said


@pytest.mark.usefixtures("cards_debate")
def test_a_forecast_is_sealed_once_in_a_turn(dialogue: Play, saves: Path) -> None:
    sealed = ("predict", "1", "", "done")
    said = flat(dialogue(*KALMAR, typed=(*OFFERED, *sealed, *sealed, "", *sealed)))
    assert said.count("your forecast for this turn is sealed already") == 2
    assert len(forecasts(saves)) == 1
    assert said_in_turn_2(saves)[1:] == [Pass()]


@pytest.mark.usefixtures("cards_debate")
def test_the_offer_is_made_once_in_a_debate(dialogue: Play, saves: Path) -> None:
    said = dialogue(*KALMAR, typed=(*OFFERED, "", "1", "", "goals"))
    assert said.count("or Enter to go on > ") == 1
    assert isinstance(said_in_turn_2(saves)[0], Argue)


@pytest.mark.usefixtures("cards_debate")
def test_questions_are_answered_while_a_forecast_is_made(dialogue: Play) -> None:
    typed = ("predict", "floor", "1", "situation", "", "done")
    said = dialogue(*KALMAR, typed=(*OFFERED, *typed))
    asked = said[said.index("Forecast what everybody") :]
    assert "Debate of turn 2. On the table: " in asked
    assert "Credibility: " in asked
    assert "Sealed: 1 forecast." in asked


@pytest.mark.usefixtures("cards_debate")
def test_the_counterpart_does_not_forecast_itself(dialogue: Play) -> None:
    seats = (*KALMAR, "--seat", "russia")
    actors = len(december_bundle("cards").actors)
    said = dialogue(*seats, typed=("2", "", "predict", *[""] * actors))
    assert "Nothing was forecast, so nothing is sealed." in said
    assert "Answers: " not in said
    assert "Secretary General of NATO 1-5 > " in said


@pytest.mark.usefixtures("cards_debate")
def test_the_ending_adds_up_every_forecast(dialogue: Play, saves: Path) -> None:
    typed = (
        *("guardian", FIRST, "predict", "5", "100", "done", "", ""),
        *(TEXT, "", "predict", "5", "100", "done", *PASSED, ""),
        *("wait", "") * 4,
    )
    said = flat(dialogue(*KALMAR, typed=typed))
    scores = [float(score) for score in re.findall(r"Score ([\d.]+), model", said)]
    assert len(scores) == len(forecasts(saves)) == 2
    total = re.search(r"Secretary General of NATO: (\d) of 2 right; Brier score ([\d.]+)", said)
    assert total is not None
    assert int(total[1]) == scores.count(0.0)
    assert float(total[2]) == sum(scores) / 2
