"""Linear mode looks back: the history in words, and the hand-in at the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dialogue_sim.session.hindsight.ranges import ranges
from dialogue_sim.session.saves.opening import open_save
from dialogue_sim.session.views.figures import points

KALMAR = ("play", "december_2019", "--seed", "kalmar")
WAITING = ("wait", "") * 6


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_history_is_told_with_the_range_of_other_luck(
    dialogue: Callable[..., str], saves: Path
) -> None:
    said = flat(dialogue(*KALMAR, typed=("wait", "history", "history trust", "", "quit")))
    (save,) = saves.glob("*.dsim")
    game = open_save(save).recording.game
    assert "How it unfolded, in points; T0 is the opening. [MOD]" in said
    assert said.count("Tension: T0 ") == 1
    found = ranges(game)["trust"]
    low, high = points(found.low[1]), points(found.high[1])
    assert f"; 8 in 10 re-rolls {low} to {high}." in said
    assert "T1, Nothing is tabled: " in said
    assert "The opening: " in said


def test_an_indicator_that_is_none_is_answered_with_a_hint(dialogue: Callable[..., str]) -> None:
    said = flat(dialogue(*KALMAR, typed=("history tensoin", "quit")))
    assert "There is no indicator 'tensoin'" in said
    assert "tension" in said


def test_the_hand_in_is_written_at_the_end_and_nothing_over_it(
    dialogue: Callable[..., str], saves: Path
) -> None:
    said = dialogue(*KALMAR, typed=(*WAITING, "what", "hand in", "hand in", "history", ""))
    first, second = sorted(saves.glob("*.md"))
    assert f"Saved in {second}" in said
    assert "Type hand in, history" in flat(said)
    assert "How it unfolded, in points" in said
    assert first.read_text(encoding="utf-8") == second.read_text(encoding="utf-8")
    (save,) = saves.glob("*.dsim")
    assert f"- Session code: {open_save(save).recording.game.code}" in first.read_text("utf-8")
