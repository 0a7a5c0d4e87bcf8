"""What linear mode tells again: news, turns that are over, and their receipts; and in ASCII."""

from __future__ import annotations

import io
from typing import Any

import pytest

from dialogue_sim.linear.desk import Desk
from dialogue_sim.session.settings import Settings

Play = Any  # a callable fixture: (*arguments, typed) -> output
KALMAR = ("play", "december_2019", "--seed", "kalmar")
TWO_TURNS = ("1", "", "", "4", "", "")


def said_to(output: str, prompt_after: int) -> str:
    """What is said between two prompts, counted from the end."""
    return output.split(" > ")[-prompt_after - 1]


def test_a_turn_that_is_over_is_told_again_with_its_receipts(dialogue: Play) -> None:
    said = dialogue(*KALMAR, typed=(*TWO_TURNS, "turn 1", "receipt poland 1", "quit"))
    told, receipt = said_to(said, 2), said_to(said, 1)
    first = said.split("Turn 2 of 6")[0]
    for line in first.splitlines():
        if line.startswith("  Government of ") and ": " in line:
            assert line in told
    assert "Turn 1: Council meeting of ambassadors" in told
    assert "Receipt of Government of Poland" in receipt
    assert receipt != said_to(dialogue(*KALMAR, typed=(*TWO_TURNS, "receipt poland", "quit")), 1)


def test_a_turn_that_is_not_over_is_not_told(dialogue: Play) -> None:
    said = dialogue(*KALMAR, typed=("turn", *TWO_TURNS, "turn 5", "receipt poland 5", "quit"))
    assert "No turn is over yet." in said
    assert "Type turn and a number from 1 to 2." in said
    assert "Turn 5 is not over yet." in said


def test_the_news_is_told_again(dialogue: Play) -> None:
    said = dialogue(*KALMAR, typed=("news", *TWO_TURNS, "news", "quit"))
    assert "Nothing has happened since the last turn." in said.split(" > ")[1]


def test_only_ascii_is_written_where_it_is_asked_for(dialogue: Play) -> None:
    typed = (*TWO_TURNS, "menu", "glossary", "receipt poland", "quit")
    said = dialogue(*KALMAR, "--ascii", typed=typed)
    assert "Turn 2 of 6" in said
    assert said.isascii()


def test_the_settings_ask_for_ascii_as_well(
    dialogue: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = Settings(signs="ascii")
    monkeypatch.setattr("dialogue_sim.cli.playing.read_settings", lambda _: chosen)
    assert dialogue(*KALMAR, typed=(*TWO_TURNS, "quit")).isascii()


def test_names_and_prompts_are_written_in_ascii() -> None:
    out = io.StringIO()
    desk = Desk(io.StringIO("x\n"), out, in_ascii=True)
    desk.say("Erdoğan → “yes” …")
    desk.say_all(["  · one"])
    assert desk.ask("Größe") == "x"
    assert out.getvalue() == 'Erdogan > "yes" ~\n  . one\nGrose > '
